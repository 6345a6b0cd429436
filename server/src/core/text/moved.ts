/** Where ranges of a text are after an edit, known by the two texts alone. */

interface Spot {
	readonly start: number;
	readonly end: number;
}

/**
 * What an edit did to ranges: those before and behind it stay what they are, those in which something changed are gone.
 * @returns where a range of `before` is in `after`; undefined for one that is gone
 */
export function movedBy(before: string, after: string): (range: Spot) => Spot | undefined {
	if (before === after) return range => range;
	const shorter = Math.min(before.length, after.length);
	let head = 0;
	while (head < shorter && before.charCodeAt(head) === after.charCodeAt(head)) head++;
	let tail = 0;
	while (tail < shorter - head && before.charCodeAt(before.length - 1 - tail) === after.charCodeAt(after.length - 1 - tail)) tail++;
	const by = after.length - before.length;
	return ({ start, end }) => {
		if (end <= head) return { start, end };
		return start >= before.length - tail ? { start: start + by, end: end + by } : undefined;
	};
}
