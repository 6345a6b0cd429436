/** What two versions of a text share. */

/** Texts are compared in pieces: the engine compares strings much faster than a loop over characters. */
const PIECE = 1024;

/** How many characters two texts begin with alike. */
export function commonPrefix(left: string, right: string): number {
	const most = Math.min(left.length, right.length);
	let at = 0;
	while (at + PIECE <= most && left.slice(at, at + PIECE) === right.slice(at, at + PIECE)) at += PIECE;
	while (at < most && left.charCodeAt(at) === right.charCodeAt(at)) at++;
	return at;
}

/** The one range in which two texts differ, in UTF-16 units. */
export interface Change {
	readonly start: number;
	readonly oldEnd: number;
	readonly newEnd: number;
}

/** The shortest range outside of which two texts are alike; it is empty in both where they are equal. */
export function changeBetween(old: string, text: string): Change {
	const start = commonPrefix(old, text);
	const common = commonSuffix(old, text, Math.min(old.length, text.length) - start);
	return { start, oldEnd: old.length - common, newEnd: text.length - common };
}

/** How many characters two texts end with alike, `most` at most. */
export function commonSuffix(left: string, right: string, most: number): number {
	let count = 0;
	while (
		count + PIECE <= most &&
		left.slice(left.length - count - PIECE, left.length - count) === right.slice(right.length - count - PIECE, right.length - count)
	)
		count += PIECE;
	while (count < most && left.charCodeAt(left.length - count - 1) === right.charCodeAt(right.length - count - 1)) count++;
	return count;
}
