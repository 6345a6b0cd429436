/**
 * Takes away a suppression that suppresses nothing: the attribute with what it leaves empty around it (brackets, its line, an `#if`
 * of its own), or the code in `#pragma warning disable` and in the `restore` that belongs to it.
 */
import { lineOf, pragmasOf } from '../../analysis/suppressions.ts';
import type { Range } from '../../syntax/ast.ts';
import { defineFix, type FileEdit, type FixContext } from '../fix.ts';

export const removeSuppression = defineFix({
	id: 'remove-suppression',
	about: 'Takes away a suppression that suppresses nothing.',
	codes: ['AOTL1007'],
	safety: 'repairs',
	change: (finding, context) => {
		const pragma = pragmasOf(context.file).find(each => each.place.start === finding.start);
		const edits = pragma ? withoutPragma(pragma.code, pragma.place, pragma.covers.end, context) : withoutAttribute(finding, context.text);
		return edits && { title: 'Remove the unused suppression', files: [{ path: context.path, edits }] };
	},
});

/** @param end where the suppression ends: after the line that restores, or at the end of the file */
function withoutPragma(code: string, place: Range, end: number, { text, file }: FixContext): readonly FileEdit[] {
	const restore = file.pragmas.find(each => each.offset === end && !each.disable && each.ids.includes(code));
	const lines = [{ start: text.lastIndexOf('\n', place.start) + 1, end: nextLine(text, place.end) }];
	if (restore) lines.push(lineOf(text, end));
	return lines.map(line => withoutCode(code, line, text));
}

function withoutCode(code: string, { start, end }: Range, text: string): FileEdit {
	const match = /^(\s*#\s*pragma\s+warning\s+(?:disable|restore)\s+)([^/\r\n]*?)(\s*(?:\/\/.*)?\r?\n?)$/.exec(text.slice(start, end));
	const codes = (match?.[2] ?? code).split(/\s*,\s*/).filter(each => each !== code);
	if (!match || codes.length === 0) return withoutLines({ start, end }, text);
	return { start: start + (match[1]?.length ?? 0), end: end - (match[3]?.length ?? 0), text: codes.join(', ') };
}

/** An attribute, between the brackets or commas around it; undefined where they are not as expected. */
function withoutAttribute({ start, end }: Range, text: string): readonly FileEdit[] | undefined {
	let before = start;
	while (/\s/.test(text[before - 1] ?? '')) before--;
	let after = end;
	while (/\s/.test(text[after] ?? '')) after++;
	if (text[before - 1] === ',' && (text[after] === ',' || text[after] === ']')) return [{ start: before - 1, end, text: '' }];
	if (text[before - 1] !== '[') return undefined;
	if (text[after] === ',') {
		after++;
		while (/\s/.test(text[after] ?? '')) after++;
		return [{ start, end: after, text: '' }];
	}
	if (text[after] !== ']') return undefined;
	return [withoutList({ start: before - 1, end: after + 1 }, text)];
}

/** A list of attributes in its brackets, with its line where nothing else stands there. */
function withoutList(list: Range, text: string): FileEdit {
	const start = text.lastIndexOf('\n', list.start - 1) + 1;
	const end = nextLine(text, list.end);
	const rest = text.slice(list.end, end);
	if (text.slice(start, list.start).trim() === '' && /^\s*(?:\/\/.*)?\s*$/.test(rest)) return withoutLines({ start, end }, text);
	const blank = /^[ \t]*/.exec(rest)?.[0].length ?? 0;
	return { start: list.start, end: list.end + blank, text: '' };
}

/** Whole lines, with a condition that is left around nothing. */
function withoutLines({ start, end }: Range, text: string): FileEdit {
	const before = text.lastIndexOf('\n', start - 2) + 1;
	const after = nextLine(text, end);
	const isAlone = /^\s*#\s*if\b/.test(text.slice(before, start)) && /^\s*#\s*endif\b/.test(text.slice(end, after));
	return isAlone ? { start: before, end: after, text: '' } : { start, end, text: '' };
}

function nextLine(text: string, from: number): number {
	const newline = text.indexOf('\n', from);
	return newline < 0 ? text.length : newline + 1;
}
