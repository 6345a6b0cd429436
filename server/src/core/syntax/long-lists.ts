/**
 * Lists of numbers that a tool wrote: an image of three million bytes in source takes a gigabyte as a tree, and says no more
 * than its first element does. All but the first elements are blanked before the text is parsed, at equal length.
 *
 * Invariant: what is left has the meaning of the whole. Each number that goes is an `int`, as the first one is (C# standard
 * 6.4.5.3), so the element type, conversions and overloads are those of what stays; and nothing is reported of a number.
 */
const KEPT = 8;
/** Shorter lists are left as they are. */
const LONG = 64;

/** Digits of a number that is an `int` whatever they are. */
const [DECIMAL, HEX] = [9, 7];

/** @returns the same text where there is no such list */
export function withoutLongLists(text: string): string {
	const out: string[] = [];
	let copied = 0;
	for (let at = 0; at < text.length; at++) {
		const code = text.charCodeAt(at);
		if (code !== OPEN_BRACE && code !== OPEN_BRACKET) continue;
		let from = at + 1;
		let to = from;
		let count = 0;
		for (let next = afterNumber(text, to); next > to; next = afterNumber(text, to)) {
			to = next;
			if (++count <= KEPT) from = to;
		}
		if (count >= LONG) {
			out.push(text.slice(copied, from), blanks(text, from, to));
			copied = to;
		}
		at = to - 1;
	}
	return copied === 0 ? text : out.join('') + text.slice(copied);
}

const [OPEN_BRACE, OPEN_BRACKET, COMMA, MINUS, ZERO, LOWER_X, SPACE] = [...'{[,-0x '].map(each => each.charCodeAt(0));

const isSpace = (code: number): boolean => code === SPACE || (code >= 9 && code <= 13);
const isDigit = (code: number): boolean => code >= 48 && code <= 57;
const isHex = (code: number): boolean => isDigit(code) || (code >= 65 && code <= 70) || (code >= 97 && code <= 102);

/** The place behind a number and its comma; `at` where there is none. */
function afterNumber(text: string, at: number): number {
	let end = at;
	while (isSpace(text.charCodeAt(end))) end++;
	if (text.charCodeAt(end) === MINUS) end++;
	// `|`: an upper-case letter is 32 below.
	const isHexadecimal = text.charCodeAt(end) === ZERO && (text.charCodeAt(end + 1) | 32) === LOWER_X;
	if (isHexadecimal) end += 2;
	const digits = end;
	while (isHexadecimal ? isHex(text.charCodeAt(end)) : isDigit(text.charCodeAt(end))) end++;
	if (end === digits || end - digits > (isHexadecimal ? HEX : DECIMAL)) return at;
	while (isSpace(text.charCodeAt(end))) end++;
	return text.charCodeAt(end) === COMMA ? end + 1 : at;
}

/** As many spaces, with the line feeds. */
function blanks(text: string, from: number, to: number): string {
	const lines = text.slice(from, to).split('\n');
	return lines.map(line => ' '.repeat(line.length)).join('\n');
}
