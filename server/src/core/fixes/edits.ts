/** Edits of one text after another, as edits of the first. */
import type { FileChange, FileEdit } from './fix.ts';

/** A text with edits applied; they must not overlap. */
export function applyEdits(text: string, edits: readonly FileEdit[]): string {
	let result = text;
	for (const edit of lastFirst(edits)) result = result.slice(0, edit.start) + edit.text + result.slice(edit.end);
	return result;
}

/** In the order in which none moves another: insertions at one place stay in theirs, before what is replaced there. */
export const lastFirst = (edits: readonly FileEdit[]): readonly FileEdit[] =>
	[...edits].reverse().sort((left, right) => right.start - left.start || right.end - left.end);

/** The edits that lead from an original text to the current one, kept while the current one is edited. */
export class ComposedEdits {
	#edits: FileEdit[] = [];

	/** In ascending order, offsets in the original text. */
	get edits(): readonly FileEdit[] {
		return this.#edits;
	}

	/**
	 * @param edit offsets in the current text
	 * @throws Error when it replaces original text and text that was put there before
	 */
	add(edit: FileEdit): void {
		/** What an offset in the current text is ahead of the original, before the edit looked at. */
		let ahead = 0;
		for (const [index, known] of this.#edits.entries()) {
			const start = known.start + ahead;
			const end = start + known.text.length;
			if (edit.end < start) {
				this.#edits.splice(index, 0, moved(edit, -ahead));
				return;
			}
			if (edit.start >= start && edit.end <= end) {
				this.#edits[index] = { ...known, text: known.text.slice(0, edit.start - start) + edit.text + known.text.slice(edit.end - start) };
				return;
			}
			if (edit.start < end) throw new Error('an edit overlaps an earlier one in part');
			ahead += known.text.length - (known.end - known.start);
		}
		this.#edits.push(moved(edit, -ahead));
	}
}

const moved = ({ start, end, text, by }: FileEdit, offset: number): FileEdit => ({
	start: start + offset,
	end: end + offset,
	text,
	...(by && { by }),
});

/** One change for each file, edits in order. */
export function mergeChanges(changes: readonly FileChange[]): readonly FileChange[] {
	const byPath = new Map<string, FileChange>();
	for (const change of changes) {
		const known = byPath.get(change.path);
		byPath.set(change.path, known ? { ...known, edits: [...known.edits, ...change.edits] } : change);
	}
	return [...byPath.values()]
		.filter(change => change.edits.length > 0)
		.map(change => ({ ...change, edits: [...change.edits].sort((left, right) => left.start - right.start) }));
}
