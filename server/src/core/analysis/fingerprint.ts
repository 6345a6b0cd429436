/** Names of findings that stay when lines above them move: for baselines, and for systems that compare runs. */
import { LineIndex } from '../text/line-index.ts';
import type { FileReport, JudgedFinding } from './finding.ts';

/**
 * For each finding of a file its code, its words and the text of its line; equal ones are counted in their order. What
 * is said of a member whose name changes is another finding.
 */
export function fingerprintsOf({ text, findings }: FileReport): ReadonlyMap<JudgedFinding, string> {
	const lines = new LineIndex(text);
	const counts = new Map<string, number>();
	return new Map(
		findings.map(finding => {
			const { line } = lines.position(finding.start);
			const start = lines.offset({ line, character: 0 });
			const content = text
				.slice(start, lines.offset({ line: line + 1, character: 0 }))
				.trim()
				.replace(/\s+/g, ' ');
			const key = JSON.stringify([finding.code, finding.message, content]);
			const count = counts.get(key) ?? 0;
			counts.set(key, count + 1);
			return [finding, `${key} ${count}`];
		}),
	);
}
