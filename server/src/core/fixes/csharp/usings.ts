/** Using directives that edits need, and those that they leave behind. */
import type { Compilation } from '../../symbols/compilation.ts';
import type { SourceFile, UsingDirective } from '../../syntax/ast.ts';
import { applyEdits } from '../edits.ts';
import type { FileEdit } from '../fix.ts';
import { indentationAt, styleOf } from './style.ts';

/** A `using` for each namespace: in their order where the file's others are sorted, else after them. */
export function usingEdits(file: SourceFile, ...namespaces: readonly string[]): readonly FileEdit[] {
	if (namespaces.length === 0) return [];
	const { newline } = styleOf(file.text);
	const { unit } = file;
	const [inside, another] = unit.namespaces;
	// Where those of the file are all conditional, its one namespace may have some.
	const lists = [unit.usings, another && unit.usings.length > 0 ? [] : (inside?.usings ?? [])];
	const always = lists
		.map(each => each.filter(using => conditionAround(file.text, using.start) === undefined))
		.find(each => each.length > 0);
	if (always) {
		// At one place they go in as they are given.
		return [...namespaces].sort(bySystemFirst).map((namespace): FileEdit => {
			const directive = `using ${namespace};`;
			const entry = `using ${namespace}`;
			const { using, isBefore } = placeOf(namespace, always, file.text);
			const line = newline + indentationAt(file.text, using.start);
			return isBefore
				? { start: using.start, end: using.start, text: directive + line, entry }
				: { start: using.end, end: using.end, text: line + directive, entry };
		});
	}
	const first = Math.min(
		conditionAround(file.text, lists.flat()[0]?.start ?? 0) ?? Infinity,
		file.topLevel?.start ?? Infinity,
		file.unit.namespaces[0]?.start ?? Infinity,
		file.unit.types[0]?.start ?? Infinity,
	);
	const start = Number.isFinite(first) ? file.text.lastIndexOf('\n', first - 1) + 1 : 0;
	return [
		{
			start,
			end: start,
			text: `${[...namespaces]
				.sort(bySystemFirst)
				.map(namespace => `using ${namespace};`)
				.join(newline)}${newline}${newline}`,
		},
	];
}

interface Place {
	readonly using: UsingDirective;
	readonly isBefore: boolean;
}

/** Where a namespace belongs among the usings of a file. */
function placeOf(namespace: string, known: readonly UsingDirective[], text: string): Place {
	const plain = known
		.filter(each => each.alias === undefined && !each.isStatic && !each.isGlobal)
		.map(using => ({ using, name: text.slice(using.type.start, using.type.end) }));
	const order = [bySystemFirst, alphabetic].find(compare =>
		plain.every(({ name }, index) => index === 0 || compare(plain[index - 1]?.name ?? '', name) <= 0),
	);
	const last = known.at(-1);
	const [first] = plain;
	if (order && first && order(namespace, first.name) < 0) return { using: first.using, isBefore: true };
	// Where they are in no order, one of System goes to its kin.
	const before = plain.findLast(({ name }) => (order ? order(name, namespace) <= 0 : isSystem(namespace) && isSystem(name)));
	return { using: (before?.using ?? last) as UsingDirective, isBefore: false };
}

const alphabetic = (left: string, right: string): number => {
	const [one, other] = [left.toLowerCase(), right.toLowerCase()];
	return one < other ? -1 : Number(one > other);
};
const isSystem = (name: string): number => Number(name === 'System' || name.startsWith('System.'));
export const bySystemFirst = (left: string, right: string): number => isSystem(right) - isSystem(left) || alphabetic(left, right);

/** Where the outermost `#if` around a place among the usings starts; undefined where it is always compiled. */
function conditionAround(text: string, offset: number): number | undefined {
	const open: number[] = [];
	const code = text.slice(0, offset).replaceAll(/\/\/[^\n]*|\/\*[\s\S]*?\*\//g, each => each.replaceAll(/[^\n]/g, ' '));
	for (const { 1: directive, index } of code.matchAll(/^[ \t]*#[ \t]*(if|endif)\b/gm))
		if (directive === 'if') open.push(index);
		else open.pop();
	return open[0];
}

/** Names that code does not write, and that a `using` may bring: of `foreach`, `await`, deconstruction, initializers and queries. */
const UNWRITTEN =
	'GetEnumerator GetAsyncEnumerator GetAwaiter Deconstruct Add Cast Select SelectMany Where OrderBy OrderByDescending ThenBy ThenByDescending Join GroupJoin GroupBy'.split(
		' ',
	);

/**
 * Edits of a file, with those that take away each `using` that only code which goes had a name of. What the file says of a
 * namespace is taken by its words, comments too: rather one stays that nobody needs.
 */
export function withoutUnusedUsings(file: SourceFile, edits: readonly FileEdit[], compilation: Compilation): readonly FileEdit[] {
	const wordsOf = (text: string): ReadonlySet<string> =>
		new Set(text.replaceAll(/^\s*using [^;(]*;/gm, '').match(/[\p{L}_][\p{L}\p{N}_]*/gu));
	const before = wordsOf(file.text);
	const after = wordsOf(applyEdits(file.text, edits));
	const gone = [...before].filter(each => !after.has(each));
	const isIn = (namespace: string, word: string): boolean =>
		[word, `${word}Attribute`].some(name => [0, 1, 2, 3, 4].some(arity => compilation.typeIn(namespace, name, arity) !== undefined)) ||
		compilation.extensionMethods(namespace, word).length > 0 ||
		compilation.extensionMembers(namespace, word).length > 0;
	let kept = edits;
	const isLast = (end: number): boolean =>
		file.unit.usings.every(each => kept.some(edit => edit.start <= each.start && edit.end >= each.end && !edit.text) || each.end === end);
	for (const using of [file.unit, ...file.unit.namespaces].flatMap(each => each.usings)) {
		if (using.alias !== undefined || using.isStatic || using.isGlobal || conditionAround(file.text, using.start) !== undefined) continue;
		const namespace = file.text.slice(using.type.start, using.type.end);
		if (!gone.some(each => isIn(namespace, each)) || [...after, ...UNWRITTEN].some(each => isIn(namespace, each))) continue;
		const start = file.text.lastIndexOf('\n', using.start - 1) + 1;
		const next = file.text.indexOf('\n', using.end);
		if (next < 0 || file.text.slice(start, next).replace('\uFEFF', '').trim() !== file.text.slice(using.start, using.end)) continue;
		// One that is put in beside it takes its place.
		const beside = kept.filter(each => each.start >= start && each.end <= next);
		const lines = beside.map(each => each.text.trim()).join(styleOf(file.text).newline + indentationAt(file.text, using.start));
		// Without any, the empty line below them has no use.
		const blank = isLast(using.end) ? (/^(?:[ \t]*\r?\n)+/.exec(file.text.slice(next + 1))?.[0].length ?? 0) : 0;
		const edit = lines
			? { start: using.start, end: using.end, text: lines }
			: { start: start === 0 && file.text.startsWith('\uFEFF') ? 1 : start, end: next + 1 + blank, text: '' };
		kept = [...kept.filter(each => !beside.includes(each)), edit].sort((left, right) => left.start - right.start);
	}
	return kept;
}
