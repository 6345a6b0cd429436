/**
 * What the grammar cannot read although the compiler does: put in words that it knows, at equal length.
 *
 * An unknown word loses more than its statement: often the rest of the file. Names and operators are read from the
 * file's own text, so a stand-in for one never shows; where the shape changes too, lowering looks there for what was
 * written. Each cure is a search for code that would not parse as it stands, in a text whose comments and literals are
 * filled: what they say needs no cure. `test/core/grammar-cures.test.ts` holds that each is still needed.
 */
import { type Change, changeBetween } from '../text/common.ts';
import { skeletonOf } from './tokens.ts';

/** A part of the text, and what to put there; as long as what it replaces. */
interface Edit {
	readonly at: number;
	readonly instead: string;
}

/** A text, and what `cured` made of it. */
export interface Cured {
	readonly active: string;
	readonly text: string;
}

const DELIMITER = /["'*/]/;
/** No cure looks further than this, in characters. */
const REACH = 4096;

/** `text`, in as many characters, without what the grammar lacks. */
export const cured = (text: string): string => (mayNeedCure(text) ? withCures(text) : text);

/** Whether there may be something to cure: comments and literals are read as if they were code. */
function mayNeedCure(text: string): boolean {
	return HINTS.some(hint => hint.test(text)) || CURES.some(cure => !cure(text)[Symbol.iterator]().next().done);
}

/**
 * The same where only what changed since the file's previous version needs to be searched: what was cured stays, and nothing is
 * to cure in what changed. Undefined where that can't be told.
 * @returns with it the range in which it differs from the previous version's, which is that in which the texts differ
 */
export function curedAgain(text: string, previous: Cured): { readonly text: string; readonly change: Change } | undefined {
	const change = changeBetween(previous.active, text);
	const { start, oldEnd, newEnd } = change;
	const common = text.length - newEnd;
	// A comment or a literal that begins or ends changes what is code further on.
	if (DELIMITER.test(text.slice(start, newEnd)) || DELIMITER.test(previous.active.slice(start, oldEnd))) return undefined;
	const [from, tail] = [Math.max(0, start - REACH), Math.max(0, common - REACH)];
	const changed = text.slice(from, text.length - tail);
	if (
		mayNeedCure(changed) ||
		previous.active.slice(from, previous.active.length - tail) !== previous.text.slice(from, previous.text.length - tail)
	)
		return undefined;
	// Mostly there is nothing to cure, and one string of the file's size is enough.
	if (previous.text === previous.active) return { text, change };
	return { text: previous.text.slice(0, from) + changed + previous.text.slice(previous.text.length - tail), change };
}

function withCures(text: string): string {
	const edits: Edit[] = [];
	const skeleton = skeletonOf(text, {
		doubledQuote: at => edits.push({ at, instead: 'xx' }),
		bracesAtHole: at => edits.push({ at, instead: 'xx' }),
		formatEscape: at => edits.push({ at, instead: 'xx' }),
		empty: at => edits.push({ at, instead: ' ' }),
	});
	for (const cure of CURES) edits.push(...cure(skeleton));
	if (edits.length === 0) return text;
	edits.sort((left, right) => left.at - right.at);
	const out: string[] = [];
	let copied = 0;
	for (const { at, instead } of edits) {
		if (at < copied) continue;
		out.push(text.slice(copied, at), instead);
		copied = at + instead.length;
	}
	out.push(text.slice(copied));
	return out.join('');
}

/**
 * What interpolated strings need a cure for (`InterpolatedVisitor`), and what a comment may hide from the cures before their
 * text is filled.
 */
const HINTS: readonly RegExp[] = [/\$""(?!")|\{\{\{(?!\{)|(?<!\})\}\}\}/, /(?:\$@|@\$)"/, /\\[^{}\\\n]{0,256}\}/, /\bextension\s*[(<]/];

/** As many spaces, with the line breaks. */
export const blank = (text: string): string => text.replace(/\S/g, ' ');

/** The operator of an assignment, after what it assigns to. */
const ASSIGNMENT = String.raw`\s*(?:[-+*/%&|^]|<<|>>>?|\?\?)?=(?![=>])`;
const IDENTIFIER = String.raw`@?[\p{L}_][\p{L}\p{N}_]*`;

// ---- C# 14 ------------------------------------------------------------------------------------

/** `a?.P = v` and `a?[i] = v`: the `?` before the last access of an assignment's target. */
const CONDITIONAL_TARGET = new RegExp(String.raw`\?(?=\s*(?:\.\s*${IDENTIFIER}|\[(?:[^[\]]|\[[^[\]]*\])*\])${ASSIGNMENT})`, 'gu');

function* conditionalAssignments(text: string): Iterable<Edit> {
	for (const match of text.matchAll(CONDITIONAL_TARGET)) yield { at: match.index, instead: ' ' };
}

/** `(out T x) => ...`: to the grammar an argument that declares `x`. */
const MODIFIED_PARAMETER = new RegExp(
	// Behind a name stands the parameter of a method.
	String.raw`(?<=(?:[=(,?:;{}\]&|]|=>|\b(?:return|async|static))[\s"]*\(\s*)(?:ref\s+readonly|ref|out|in)(?=\s+[^(),=;{}]+\s${IDENTIFIER}\s*\)\s*=>)`,
	'gu',
);
/** `(out x) => ...`: a lambda's parameters without types, some with modifiers. */
const MODIFIED_PARAMETERS = new RegExp(
	String.raw`^\((?=.*\b(?:ref|out|in)\s)(?:\s*(?:(?:ref\s+readonly|ref|out|in)\s+)?${IDENTIFIER}\s*[,)])+$`,
	'su',
);
const MODIFIER = /\b(?:ref\s+readonly|ref|out|in)(?=\s)/g;

function* lambdaModifiers(text: string): Iterable<Edit> {
	for (const match of text.matchAll(MODIFIED_PARAMETER)) yield { at: match.index, instead: blank(match[0]) };
	for (const arrow of text.matchAll(/\)\s*=>/g)) {
		const from = Math.max(0, arrow.index - REACH);
		const inReach = text.slice(from, arrow.index + 1);
		const open = from + inReach.lastIndexOf('(');
		const list = text.slice(open, arrow.index + 1);
		if (open < from || !MODIFIED_PARAMETERS.test(list)) continue;
		for (const modifier of list.matchAll(MODIFIER)) yield { at: open + modifier.index, instead: blank(modifier[0]) };
	}
}

/** An extension block: `extension<T>(Receiver name) where ... {`. */
const EXTENSION = /\bextension(?<=[{};\]][\s"]*extension)(?=\s*(?:<[^<>()]*>\s*)?(\((?:[^()]|\([^()]*\))*\))[^{};=]*\{)/dg;
const NAMED_RECEIVER = /[\p{L}\p{N}_>\])?*]\s+@?[\p{L}_][\p{L}\p{N}_]*\s*\)$/u;
const EXTENSION_CLASS = 'class ion';

/** The name that lowering gives to extension blocks. */
export const EXTENSION_BLOCK = 'extension';

/** Whether a class's name is what `EXTENSION_CLASS` put over the end of `extension`. */
export function isExtensionName(text: string, name: { readonly start: number; readonly end: number } | undefined): boolean {
	return (
		name !== undefined &&
		name.end - EXTENSION_BLOCK.length >= 0 &&
		text.slice(name.end - EXTENSION_BLOCK.length, name.end) === EXTENSION_BLOCK &&
		name.end - name.start < EXTENSION_BLOCK.length
	);
}

/** To the grammar a class with a primary constructor, which has the receiver in scope as well. */
function* extensionBlocks(text: string): Iterable<Edit> {
	for (const block of text.matchAll(EXTENSION)) {
		yield { at: block.index, instead: EXTENSION_CLASS };
		const [, receiver = ''] = block;
		if (!NAMED_RECEIVER.test(receiver)) yield { at: block.indices?.[1]?.[0] ?? block.index, instead: blank(receiver) };
	}
}

// ---- names ------------------------------------------------------------------------------------

/** Contextual keywords that the grammar reserves, where what follows shows that they are names. */
const NAME = /\b((?:async|required|partial)(?=\s*[,;)=:?}&|!<>.\]+-])|with(?=\s*(?:[;,)]|=(?!=))))/g;
/** `[type]` as an index, an initializer or a collection: to the grammar the target of an attribute, which has a `:` after it. */
const ATTRIBUTE_TARGET = /\[\s*(assembly|event|field|method|module|param|property|type|typevar)\b(?!\s*:(?!:))/g;
/** `from _ in`: a range variable whose name is the discard's. */
const DISCARDED_RANGE = /\bfrom\s+(?:[\w.<>[\],?]+\s+)?(_)(?=\s+in\b)/g;

function* names(text: string): Iterable<Edit> {
	for (const search of [NAME, ATTRIBUTE_TARGET, DISCARDED_RANGE]) {
		for (const { index, 0: match, 1: name = '' } of text.matchAll(search))
			yield { at: index + match.length - name.length, instead: 'x'.repeat(name.length) };
	}
}

// ---- modifiers --------------------------------------------------------------------------------

/** `ref partial struct`, which the grammar knows in the other order only, `unsafe ~C()`, and `scoped params`. */
const MISPLACED_MODIFIERS = [/\bref(?=\s+partial\s)/g, /\bunsafe(?=\s+~)/g, /\bscoped(?=\s+params\s)/g];

/** Whether a type's header has the `ref` of `ref partial struct`. */
export const isRefPartial = (header: string): boolean => /\bref\s+partial\s/.test(header);

function* modifiers(text: string): Iterable<Edit> {
	for (const search of MISPLACED_MODIFIERS) for (const match of text.matchAll(search)) yield { at: match.index, instead: blank(match[0]) };
}

// ---- assignments ------------------------------------------------------------------------------

const ASSIGNED_PARENTHESIS = new RegExp(String.raw`\)(?=${ASSIGNMENT})`, 'g');

/** What makes of parentheses something to assign to: a name, `*`, or `*` and a cast. */
const ASSIGNED_HEAD = /(?:[\p{L}\p{N}_]|(?<!=)>|(\*)\s*(\([\w.]+\s*\*+\s*\))?)\s*$/u;
/** Before parentheses these begin a tuple. */
const BEFORE_TUPLE = /\b(?:var|return|await|else|do|in|when|and|or|not|is|as|case)\s*$/;

/**
 * `F(ref x) = v` and `*(p + 1) = v`: neither a call nor a computed pointer is something to assign to for the grammar.
 * Both become an access to an element, whose bracket is a parenthesis in the file's own text.
 */
function* assignedCalls(text: string): Iterable<Edit> {
	for (const { index: close } of text.matchAll(ASSIGNED_PARENTHESIS)) {
		const open = openingParenthesis(text, close);
		if (open === undefined) continue;
		const from = Math.max(0, open - 64);
		const before = text.slice(from, open);
		const head = ASSIGNED_HEAD.exec(before);
		if (!head || BEFORE_TUPLE.test(before)) continue;
		const [, star, cast] = head;
		// `*` is the name of what holds the element: see `lowerExpr`.
		if (star) yield { at: from + head.index, instead: 'x' };
		if (cast) yield { at: from + before.lastIndexOf(cast), instead: blank(cast) };
		const isEmpty = text.slice(open + 1, close).trim() === '';
		yield { at: open, instead: isEmpty ? ' ' : '[' };
		yield { at: close, instead: isEmpty ? ' ' : ']' };
	}
}

/** No call that is assigned to has more parentheses inside each other. */
const MAX_PARENTHESES = 64;

function openingParenthesis(text: string, close: number): number | undefined {
	let depth = 0;
	for (let at = close; at >= 0 && close - at < REACH; at--) {
		if (text[at] === ')') {
			if (++depth > MAX_PARENTHESES) return undefined;
		} else if (text[at] === '(' && --depth === 0) return at;
		else if (text[at] === ';' || text[at] === '{') return undefined;
	}
	return undefined;
}

// ---- patterns ---------------------------------------------------------------------------------

/** `[.., x]` where a pattern stands: to the grammar a range in a collection. The discard in its place is no name. */
const LEADING_SLICE = /(?<=(?:\b(?:is|not|and|or|case)|[{,([:]|=>)\s*\[\s*)\.\.(?=\s*(?:[,\]]|var\s))/g;

function* leadingSlices(text: string): Iterable<Edit> {
	for (const match of text.matchAll(LEADING_SLICE))
		yield { at: match.index, instead: /^\s*var\s/.test(text.slice(match.index + 2, match.index + 70)) ? '  ' : '_ ' };
}

// ---- pointers ---------------------------------------------------------------------------------

/** `*p++ = v` and `*++p = v`: without the `++`, which changes no type. */
const ASSIGNED_STEP = new RegExp(
	String.raw`(?<=\*\s*${IDENTIFIER}\s*)(?:\+\+|--)(?=${ASSIGNMENT})|(?<=\*\s*)(?:\+\+|--)(?=\s*${IDENTIFIER}${ASSIGNMENT})`,
	'gu',
);
const VALUE_BEGINS = String.raw`(?<=(?:(?<!\+)\+|(?<!-)-|[(,=;{}[&|?:^~<>*/%]|\((?:object|s?byte|u?(?:short|int|long)|n?u?int|char|float|double|bool)\)|\b(?:return|in|ref|out|case|else|do|throw|await|when))\s*)`;
/** `*(...)`, `*++p` and `*&v` where a value begins; the grammar takes names only. */
const INDIRECTION = new RegExp(String.raw`${VALUE_BEGINS}\*(?=[\s*]*(?:\(|&|(?:\+\+|--)(?!\s*${IDENTIFIER}${ASSIGNMENT})))`, 'gu');
/** `*(T*)p = v`. */
const ASSIGNED_CAST = new RegExp(String.raw`\*\s*\([\w.]+\s*\*+\s*\)(?=\s*${IDENTIFIER}${ASSIGNMENT})`, 'gu');

function* pointers(text: string): Iterable<Edit> {
	if (!/\bunsafe\b/.test(text)) return;
	for (const match of text.matchAll(ASSIGNED_STEP)) yield { at: match.index, instead: blank(match[0]) };
	for (const match of text.matchAll(ASSIGNED_CAST)) yield { at: match.index, instead: blank(match[0]) };
	for (const match of text.matchAll(INDIRECTION)) yield { at: match.index, instead: '~' };
}

const CURES: readonly ((text: string) => Iterable<Edit>)[] = [
	conditionalAssignments,
	lambdaModifiers,
	extensionBlocks,
	names,
	modifiers,
	assignedCalls,
	leadingSlices,
	pointers,
];
