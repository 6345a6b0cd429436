/** Lines of a text: offsets to line and column and back. Lines and columns are 0-based UTF-16 code units. */
export class LineIndex {
	readonly #starts: number[] = [0];
	readonly #length: number;

	constructor(text: string) {
		this.#length = text.length;
		// A line ends with LF, CR LF or a lone CR, as the language server protocol has it.
		if (hasLoneReturn(text)) {
			for (const { index, 0: end } of text.matchAll(/\r\n?|\n/g)) this.#starts.push(index + end.length);
			return;
		}
		for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) this.#starts.push(at + 1);
	}

	position(offset: number): { readonly line: number; readonly character: number } {
		const at = Math.max(0, Math.min(offset, this.#length));
		let low = 0;
		let high = this.#starts.length - 1;
		while (low < high) {
			const middle = (low + high + 1) >> 1;
			if ((this.#starts[middle] ?? 0) <= at) low = middle;
			else high = middle - 1;
		}
		return { line: low, character: at - (this.#starts[low] ?? 0) };
	}

	offset(position: { readonly line: number; readonly character: number }): number {
		const start = this.#starts[position.line];
		if (start === undefined) return this.#length;
		return Math.min(start + position.character, this.#starts[position.line + 1] ?? this.#length);
	}
}

/** Whether a CR stands without an LF; a regular expression takes many times as long to say so. */
export function hasLoneReturn(text: string): boolean {
	for (let at = text.indexOf('\r'); at >= 0; at = text.indexOf('\r', at + 1)) if (text[at + 1] !== '\n') return true;
	return false;
}
