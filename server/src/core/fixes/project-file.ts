/** Fixes in files that are not compiled: project files, `web.config`, Dockerfiles. */
import type { Finding } from '../rules/rule.ts';
import type { FileEdit, Fix } from './fix.ts';

/** @param text the file's text that the finding's offsets count in */
export function projectFileFixes(
	finding: Pick<Finding, 'code' | 'message' | 'start' | 'end' | 'repair'>,
	path: string,
	text: string,
): readonly Fix[] {
	const fix = (title: string, edit: FileEdit): Fix => ({ title, isPreferred: true, files: [{ path, edits: [edit] }] });
	const here = text.slice(finding.start, finding.end);
	switch (finding.code) {
		case 'AOTL5002': {
			if (finding.repair?.kind !== 'remove-element') return [];
			// The element with its line, where it stands alone on it.
			const lineStart = text.lastIndexOf('\n', finding.start - 1) + 1;
			const lineEnd = text.indexOf('\n', finding.end);
			const isAlone =
				text.slice(lineStart, finding.start).trim() === '' && text.slice(finding.end, lineEnd < 0 ? text.length : lineEnd).trim() === '';
			const range = isAlone
				? { start: lineStart, end: lineEnd < 0 ? text.length : lineEnd + 1 }
				: { start: finding.start, end: finding.end };
			return [fix(`Remove ${/<([\w.]+)/.exec(here)?.[1] ?? 'the property'}`, { ...range, text: '' })];
		}
		case 'AOTL5005': {
			const name = /^<[\w.]+/.exec(here)?.[0];
			if (finding.repair?.kind !== 'add-condition' || !name) return [];
			const at = finding.start + name.length;
			return [
				fix('Set it only for targets that have analysis', {
					start: at,
					end: at,
					text: ` Condition="${finding.repair.condition}"`,
				}),
			];
		}
		case 'AOTL5003': {
			const tag = text.slice(finding.start, text.indexOf('>', finding.start));
			const value = /\bhostingModel\s*=\s*"(inprocess)"/i.exec(tag);
			if (!finding.message.includes('outofprocess') || !value) return [];
			const start = finding.start + value.index + value[0].lastIndexOf(value[1] as string);
			return [fix('Host out of process', { start, end: start + (value[1] as string).length, text: 'outofprocess' })];
		}
		case 'AOTL5004': {
			const image = /dotnet(?:\/nightly)?\/(aspnet|runtime)(?=:)/.exec(here);
			if (!finding.message.startsWith('A native binary needs no') || !image) return [];
			const start = finding.start + image.index + image[0].length - (image[1] as string).length;
			return [fix('Use the runtime-deps image', { start, end: start + (image[1] as string).length, text: 'runtime-deps' })];
		}
		default:
			return [];
	}
}
