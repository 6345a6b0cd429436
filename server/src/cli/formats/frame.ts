/** The lines of a source that a finding is about, with carets under it; harmless for a terminal. */
import { forTerminal } from '../../core/text/escape.ts';
import type { ReportedFinding } from './result.ts';

/** Columns of a line that are shown. */
const MAX_WIDTH = 160;

/**
 * The line, numbered, and the carets below it; nothing where the text is not at hand.
 * @param line without its end
 */
export function codeFrame(line: string | undefined, finding: ReportedFinding): readonly string[] {
	if (line === undefined || line.trim() === '') return [];
	const start = finding.column - 1;
	const end = finding.endLine === finding.line ? finding.endColumn - 1 : line.trimEnd().length;
	// A long line is shown from a little before the finding on.
	const from = line.length <= MAX_WIDTH || end <= MAX_WIDTH ? 0 : Math.max(0, start - 40);
	const shown = forFrame(line.slice(from, from + MAX_WIDTH)).trimEnd();
	const before = widthOf(forFrame(line.slice(from, start)));
	const length = Math.max(
		1,
		Math.min(widthOf(forFrame(line.slice(Math.max(from, start), Math.min(end, from + MAX_WIDTH)))), MAX_WIDTH - before),
	);
	const number = String(finding.line);
	return [`${number} | ${shown}`, `${' '.repeat(number.length)} | ${' '.repeat(before)}${'^'.repeat(length)}`];
}

/** Source is no command of a log, wherever it stands in the line. */
const forFrame = (text: string): string => forTerminal(`|${text}`).slice(1);

/** Columns that a text takes on a terminal: wide characters of East Asia and pictures take two (Unicode Standard Annex 11, roughly). */
function widthOf(text: string): number {
	let width = 0;
	for (const char of text)
		width +=
			/[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Extended_Pictographic}/u.test(char)
				? 2
				: 1;
	return width;
}
