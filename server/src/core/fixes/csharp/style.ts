/** How a file is written: line endings, indentation and the width of its lines, which edits keep. */
import type { Project } from '../../project/project.ts';
import type { FileContext, FileEdit } from '../fix.ts';

/** How a file is written: its line ending and one level of indentation. */
export function styleOf(text: string): { readonly newline: string; readonly indent: string } {
	const newline = text.includes('\r\n') ? '\r\n' : '\n';
	if (/^\t/m.test(text)) return { newline, indent: '\t' };
	// One level, not the first that is seen: a chain of calls may go on at any depth.
	const count = (width: number): number => text.match(new RegExp(`^ {${width}}[^ *\\r\\n]`, 'gm'))?.length ?? 0;
	const [two, three, four] = [count(2), count(3), count(4)];
	const width = two * 3 > four && two >= three ? 2 : three > four ? 3 : 4;
	return { newline, indent: ' '.repeat(width) };
}

/** Whether a project's nullable annotations are on. */
export const isNullAware = (project: Project): boolean => /^(?:enable|annotations)$/i.test(project.property('Nullable').trim());

/** Whether `?` behind the name of a class says something in a file: elsewhere the compiler warns of it (CS8632). */
export const isAnnotated = ({ project, text }: FileContext): boolean =>
	/^[ \t]*#[ \t]*nullable[ \t]+enable\b/m.test(text) || (isNullAware(project) && !/^[ \t]*#[ \t]*nullable[ \t]+disable\b/m.test(text));

/** The white space at the start of the line that an offset stands on. */
export function indentationAt(text: string, offset: number): string {
	const start = text.lastIndexOf('\n', offset - 1) + 1;
	return /^[ \t]*/.exec(text.slice(start, offset))?.[0] ?? '';
}

/** So wide a line may be in any file. */
export const WIDTH = 120;
/** So wide it may become by what is short itself. */
const WIDTH_WITH_ARGUMENT = 140;

/**
 * Puts an argument that is replaced on a line of its own where the line would be wider than all others of the file. A text with
 * holes stays on its line: older versions of the language allow no other.
 * @param argument where the argument starts that one of the edits replaces
 */
export function withinWidth(edits: readonly FileEdit[], argument: number, text: string): readonly FileEdit[] {
	const lead = leadWhereWide(edits, argument, text, WIDTH);
	if (lead === undefined) return edits;
	const lineStart = text.lastIndexOf('\n', argument - 1) + 1;
	const start = lineStart + text.slice(lineStart, argument).trimEnd().length;
	return edits.map(each => (each.start === argument && each.end > argument ? { ...each, start, text: lead + each.text } : each));
}

/** The same for an argument that is added behind others: `, info`. */
export function ownLineWhereWide(edit: FileEdit, text: string): readonly FileEdit[] {
	const lead = edit.text.startsWith(', ') ? leadWhereWide([edit], edit.start, text, WIDTH_WITH_ARGUMENT) : undefined;
	return [lead === undefined ? edit : { ...edit, text: `,${lead}${edit.text.slice(2)}` }];
}

/** The line break before an argument that would make its line too wide; undefined where it may stay. */
function leadWhereWide(edits: readonly FileEdit[], argument: number, text: string, width: number): string | undefined {
	const lineStart = text.lastIndexOf('\n', argument - 1) + 1;
	const end = text.indexOf('\n', argument);
	const lineEnd = end < 0 ? text.length : end;
	const added = edits
		.filter(each => each.start >= lineStart && each.end <= lineEnd)
		.reduce((sum, each) => sum + each.text.length - (each.end - each.start), 0);
	const widest = text.split('\n').reduce((most, line) => Math.max(most, columns(line)), width);
	const before = text.slice(lineStart, argument);
	if (columns(text.slice(lineStart, lineEnd)) + added <= widest || before.trim() === '' || before.includes('$')) return undefined;
	const { newline, indent } = styleOf(text);
	return newline + indentationAt(text, argument) + indent;
}

/** The width of a line; a tab counts as four. */
const columns = (line: string): number => line.trimEnd().replace(/\t/g, '    ').length;
