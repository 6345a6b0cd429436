/** Mends project files, `web.config` and Dockerfiles as the rule that found the fault says. */
import { type Change, defineFileFix, type FileContext, type FileEdit } from '../fix.ts';
import type { Finding } from '../../rules/rule.ts';

export const projectFile = defineFileFix({
	id: 'project-file',
	about: 'Mends a setting that does not fit a native binary.',
	codes: ['AOTL5002', 'AOTL5003', 'AOTL5004', 'AOTL5005'],
	safety: 'repairs',
	change: mend,
});

function mend({ start, end, repair }: Pick<Finding, 'start' | 'end' | 'repair'>, { path, text }: FileContext): Change | undefined {
	const change = (title: string, edit: FileEdit): Change => ({ title, files: [{ path, edits: [edit] }] });
	const name = /^<([\w.]+)/.exec(text.slice(start, end))?.[1];
	switch (repair?.kind) {
		case 'remove-element':
			return change(`Remove ${name ?? 'the property'}`, { ...wholeLine(text, start, end), text: '' });
		case 'add-condition': {
			if (name === undefined) return undefined;
			const at = start + 1 + name.length;
			return change('Set it only for targets that have analysis', { start: at, end: at, text: ` Condition="${repair.condition}"` });
		}
		case 'replace':
			return change(repair.title, { start: repair.start, end: repair.end, text: repair.text });
		default:
			return undefined;
	}
}

/** An element with its line, where it stands alone on it. */
function wholeLine(text: string, start: number, end: number): { readonly start: number; readonly end: number } {
	const lineStart = text.lastIndexOf('\n', start - 1) + 1;
	const newline = text.indexOf('\n', end);
	const lineEnd = newline < 0 ? text.length : newline;
	const isAlone = text.slice(lineStart, start).trim() === '' && text.slice(end, lineEnd).trim() === '';
	return isAlone ? { start: lineStart, end: Math.min(lineEnd + 1, text.length) } : { start, end };
}
