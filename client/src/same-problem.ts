/**
 * Which of our problems others show already: those of which each code stands on the same line in the same place. Others look at
 * what is typed later than we do: until they do, their places move along with the text. Plain data, without VS Code.
 */

/** A problem of another extension. Lines and characters are 0-based. */
export interface OtherProblem {
	readonly code: string;
	readonly line: number;
	readonly start: number;
	/** On the line where it starts; `Infinity` where it goes on. */
	readonly end: number;
	/** False since its line was edited: where it stands on the line is not known any more. */
	readonly isExact: boolean;
}

/** A problem of ours, as far as it is compared. */
export interface OwnProblem {
	readonly codes: readonly string[];
	readonly line: number;
	readonly start: number;
	readonly end: number;
}

/** An edit: lines `start` to `end` of what was there became lines `start` to `start + added`. */
export interface LineEdit {
	readonly start: number;
	readonly end: number;
	readonly added: number;
}

/** Whether others show a problem, each of its codes. */
export function isShownBy(others: readonly OtherProblem[], { codes, line, start, end }: OwnProblem): boolean {
	return (
		codes.length > 0 &&
		codes.every(code =>
			others.some(other => other.code === code && other.line === line && (!other.isExact || (other.start <= end && start <= other.end))),
		)
	);
}

/** Where problems stand after edits, given in the order in which they are applied. */
export function moved(others: readonly OtherProblem[], edits: readonly LineEdit[]): readonly OtherProblem[] {
	return edits.reduce(
		(known, { start, end, added }) =>
			known.map(other => {
				if (other.line < start) return other;
				if (other.line > end) return { ...other, line: other.line + added - (end - start) };
				// Enter in front of it takes it along, and so does joining lines.
				return { ...other, line: other.line === end ? start + added : Math.min(other.line, start + added), isExact: false };
			}),
		others,
	);
}
