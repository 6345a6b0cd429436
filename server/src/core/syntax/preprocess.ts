/**
 * Preprocessing directives (C# standard 6.5).
 *
 * Inactive branches and the directive lines themselves are blanked with spaces of equal length:
 * offsets stay, and the grammar never meets a directive in a place that it can't take. So is
 * syntax that it does not know yet. What
 * directives say (`#pragma warning`, `#:package`) is returned beside the text.
 */
import type { FileDirective, Pragma } from './ast.ts';

export interface Preprocessed {
	/** As long as the input. */
	readonly text: string;
	readonly pragmas: readonly Pragma[];
	readonly fileDirectives: readonly FileDirective[];
}

const HAS_DIRECTIVE = /^[ \t\uFEFF]*#/m;
const DIRECTIVE = /^[ \t]*#[ \t]*(:?[A-Za-z]+|!)?(.*)$/;

/**
 * @param text the file's text
 * @param symbols the symbols that the project defines
 */
export function preprocess(text: string, symbols: ReadonlySet<string>): Preprocessed {
	const active = withoutDirectives(text, symbols);
	return { ...active, text: withoutRecentSyntax(active.text) };
}

/** The `?` before the last access of an assignment's target (C# 14). */
const CONDITIONAL_ASSIGNMENT = /\?(?=\s*(?:\.\s*@?[\p{L}_][\p{L}\p{N}_]*|\[(?:[^[\]]|\[[^[\]]*\])*\])\s*(?:[-+*/%&|^]|<<|>>>?|\?\?)?=(?![=>]))/gu;

/** A lambda's parameters without types, some with modifiers (C# 14). */
const MODIFIED_PARAMETERS = /^\((?=.*\b(?:ref|out|in)\s)(?:\s*(?:(?:ref\s+readonly|ref|out|in)\s+)?@?[\p{L}_][\p{L}\p{N}_]*\s*[,)])+$/su;
const MODIFIER = /\b(?:ref\s+readonly|ref|out|in)(?=\s)/g;

/** An extension block: `extension<T>(Receiver name) where ... {` (C# 14). */
const EXTENSION = /\bextension(?<=[{};\]]\s*extension)(?=\s*(?:<[^<>()]*>\s*)?(\((?:[^()]|\([^()]*\))*\))[^{};=]*\{)/dg;
const NAMED_RECEIVER = /[\p{L}\p{N}_>\])?*]\s+@?[\p{L}_][\p{L}\p{N}_]*\s*\)$/u;

const EXTENSION_CLASS = 'class ion';

/** The name that lowering gives to extension blocks. */
export const EXTENSION_BLOCK = 'extension';

/** Whether a class's name is what `EXTENSION_CLASS` put over the end of `extension`. */
export function isExtensionName(text: string, name: { readonly start: number; readonly end: number } | undefined): boolean {
	return name !== undefined && name.end - EXTENSION_BLOCK.length >= 0 && text.slice(name.end - EXTENSION_BLOCK.length, name.end) === EXTENSION_BLOCK && name.end - name.start < EXTENSION_BLOCK.length;
}

/**
 * The grammar has neither `a?.P = v` nor `(out x) => ...` nor extension blocks, and what follows them is often lost.
 * Without the `?` and the modifier they are plain; lowering finds both in the file's own text.
 */
function withoutRecentSyntax(text: string): string {
	const found = [...text.matchAll(CONDITIONAL_ASSIGNMENT)].map(match => ({ at: match.index, length: 1, instead: ' ' }));
	for (const arrow of text.matchAll(/\)\s*=>/g)) {
		const open = text.lastIndexOf('(', arrow.index);
		const list = text.slice(open, arrow.index + 1);
		if (open < 0 || !MODIFIED_PARAMETERS.test(list)) continue;
		for (const modifier of list.matchAll(MODIFIER)) found.push({ at: open + modifier.index, length: modifier[0].length, instead: modifier[0].replace(/\S/g, ' ') });
	}
	// To the grammar a class with a primary constructor, which has the receiver in scope as well.
	for (const block of text.matchAll(EXTENSION)) {
		found.push({ at: block.index, length: EXTENSION_CLASS.length, instead: EXTENSION_CLASS });
		const [, receiver = ''] = block;
		if (!NAMED_RECEIVER.test(receiver)) found.push({ at: block.indices?.[1]?.[0] ?? block.index, length: receiver.length, instead: receiver.replace(/\S/g, ' ') });
	}
	if (found.length === 0) return text;
	found.sort((left, right) => left.at - right.at);
	const out: string[] = [];
	let copied = 0;
	let literal = { start: 0, end: 0 };
	const nextToken = tokenFinder(text);
	for (const { at, length, instead } of found) {
		while (literal.end <= at) {
			const next = nextToken(literal.end);
			if (!next || next.start > at) break;
			literal = next;
		}
		if (at >= literal.start && at < literal.end) continue;
		out.push(text.slice(copied, at), instead);
		copied = at + length;
	}
	out.push(text.slice(copied));
	return out.join('');
}

function withoutDirectives(text: string, symbols: ReadonlySet<string>): Preprocessed {
	if (!HAS_DIRECTIVE.test(text)) return { text, pragmas: [], fileDirectives: [] };
	const defined = new Set(symbols);
	const pragmas: Pragma[] = [];
	const fileDirectives: FileDirective[] = [];
	const out: string[] = [];
	let copied = 0;
	// Each open #if: whether this branch is active, whether one was taken, whether the surrounding is active.
	const branches: { active: boolean; taken: boolean; outer: boolean }[] = [];
	const isActive = (): boolean => branches.at(-1)?.active ?? true;
	const blank = (start: number, end: number): void => {
		if (end <= start) return;
		out.push(text.slice(copied, start), text.slice(start, end).replace(/[^\r\n]/g, ' '));
		copied = end;
	};
	let at = 0;
	let inactiveFrom = -1;
	const nextToken = tokenFinder(text);
	while (at < text.length) {
		const lineEnd = endOfLine(text, at);
		const first = firstVisible(text, at, lineEnd);
		if (text[first] !== '#') {
			// A token that spans lines (raw or verbatim string, comment) hides the directives in it.
			at = isActive() ? skipLine(text, nextToken, at, lineEnd) : nextLine(text, lineEnd);
			continue;
		}
		const [, name = '', rest = ''] = DIRECTIVE.exec(text.slice(at, lineEnd).replace(/^\uFEFF/, ' ')) ?? [];
		const wasActive = isActive();
		const argument = rest.replace(/\/\/.*$/, '').trim();
		if (name === 'if') {
			const active = wasActive && evaluate(argument, defined);
			branches.push({ active, taken: active, outer: wasActive });
		} else if (name === 'elif' || name === 'else') {
			const branch = branches.at(-1);
			if (branch) {
				branch.active = branch.outer && !branch.taken && (name === 'else' || evaluate(argument, defined));
				branch.taken ||= branch.active;
			}
		} else if (name === 'endif') {
			branches.pop();
		} else if (wasActive) {
			if (name === 'define') defined.add(argument);
			else if (name === 'undef') defined.delete(argument);
			else if (name === 'pragma') addPragma(argument, nextLine(text, lineEnd), pragmas);
			else if (name.startsWith(':')) fileDirectives.push({ name: name.slice(1), value: rest.trim(), start: first, end: first + text.slice(first, lineEnd).trimEnd().length });
		}
		if (inactiveFrom < 0) blank(first, lineEnd);
		const nowActive = isActive();
		if (nowActive && inactiveFrom >= 0) {
			blank(inactiveFrom, lineEnd);
			inactiveFrom = -1;
		} else if (!nowActive && inactiveFrom < 0) {
			inactiveFrom = lineEnd;
		}
		at = nextLine(text, lineEnd);
	}
	if (inactiveFrom >= 0) blank(inactiveFrom, text.length);
	out.push(text.slice(copied));
	return { text: out.join(''), pragmas, fileDirectives };
}

function endOfLine(text: string, from: number): number {
	const newline = text.indexOf('\n', from);
	if (newline < 0) return text.length;
	return newline > from && text[newline - 1] === '\r' ? newline - 1 : newline;
}

function nextLine(text: string, lineEnd: number): number {
	const newline = text.indexOf('\n', lineEnd);
	return newline < 0 ? text.length : newline + 1;
}

function firstVisible(text: string, from: number, end: number): number {
	let at = from;
	while (at < end && (text[at] === ' ' || text[at] === '\t' || text[at] === '\uFEFF')) at++;
	return at;
}

const LINE_TOKEN = /\/\/|\/\*|\$*@?\$*"|'/g;

/** The part of a text that a comment or a literal takes. */
interface Token {
	readonly start: number;
	readonly end: number;
}

/**
 * Finds the next comment or literal that begins at an offset or after it, for offsets that grow. The last answer
 * is kept: a search from each line of a long file without comments would read the rest of the file each time.
 */
function tokenFinder(text: string): (from: number) => Token | undefined {
	let last = nextToken(text, 0);
	return from => {
		if (last && last.start < from) last = nextToken(text, from);
		return last;
	};
}

function nextToken(text: string, from: number): Token | undefined {
	LINE_TOKEN.lastIndex = from;
	const match = LINE_TOKEN.exec(text);
	if (!match) return undefined;
	const start = match.index;
	const after = start + match[0].length;
	if (match[0] === '//') return { start, end: endOfLine(text, after) };
	if (match[0] === '/*') return { start, end: closing(text, after, '*/') };
	if (match[0] === "'") return { start, end: regularEnd(text, after, "'") };
	return { start, end: stringEnd(text, after - 1, match[0].includes('@')) };
}

/** The start of the line after `from`'s logical line: past any token that began on it and spans lines. */
function skipLine(text: string, nextToken: (from: number) => Token | undefined, from: number, lineEnd: number): number {
	let at = from;
	let end = lineEnd;
	for (;;) {
		const token = nextToken(at);
		if (!token || token.start >= end) return nextLine(text, end);
		at = token.end;
		if (at > end) end = endOfLine(text, at);
	}
}

function closing(text: string, from: number, token: string): number {
	const at = text.indexOf(token, from);
	return at < 0 ? text.length : at + token.length;
}

/** @param quote the offset of the opening quote */
function stringEnd(text: string, quote: number, isVerbatim: boolean): number {
	if (!isVerbatim && text.startsWith('"""', quote)) {
		let count = 3;
		while (text[quote + count] === '"') count++;
		const close = text.indexOf('"'.repeat(count), quote + count);
		if (close < 0) return text.length;
		let end = close + count;
		while (text[end] === '"') end++;
		return end;
	}
	if (!isVerbatim) return regularEnd(text, quote + 1, '"');
	for (let at = quote + 1; ; at += 2) {
		at = text.indexOf('"', at);
		if (at < 0) return text.length;
		if (text[at + 1] !== '"') return at + 1;
	}
}

/** The end of a literal that ends on its line. */
function regularEnd(text: string, from: number, quote: string): number {
	for (let at = from; at < text.length; at++) {
		const char = text[at];
		if (char === '\\') at++;
		else if (char === quote) return at + 1;
		else if (char === '\n') return at;
	}
	return text.length;
}

function addPragma(argument: string, offset: number, pragmas: Pragma[]): void {
	const match = /^warning\s+(disable|restore)\b(.*)$/.exec(argument);
	if (!match) return;
	pragmas.push({ offset, disable: match[1] === 'disable', ids: (match[2] ?? '').split(/[\s,]+/).filter(Boolean) });
}

/** A `#if` condition (6.5.3): `!`, `&&`, `||`, `==`, `!=`, parentheses, `true`, `false`, symbols. */
function evaluate(condition: string, defined: ReadonlySet<string>): boolean {
	const tokens = condition.match(/&&|\|\||==|!=|[!()]|[\w@]+/g) ?? [];
	let at = 0;
	const primary = (depth: number): boolean => {
		const token = tokens[at++];
		if (token === '!') return !primary(depth + 1);
		if (token === '(' && depth < 100) {
			const value = or(depth + 1);
			at++;
			return value;
		}
		return token === 'true' || (token !== undefined && token !== 'false' && defined.has(token));
	};
	const equality = (depth: number): boolean => {
		let value = primary(depth);
		while (tokens[at] === '==' || tokens[at] === '!=') value = tokens[at++] === '==' ? value === primary(depth) : value !== primary(depth);
		return value;
	};
	const and = (depth: number): boolean => {
		let value = equality(depth);
		while (tokens[at] === '&&') {
			at++;
			value = equality(depth) && value;
		}
		return value;
	};
	const or = (depth: number): boolean => {
		let value = and(depth);
		while (tokens[at] === '||') {
			at++;
			value = and(depth) || value;
		}
		return value;
	};
	return or(0);
}
