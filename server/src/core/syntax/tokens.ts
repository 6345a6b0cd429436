/** Comments and literals in C# text: what is in them is not code. */

/** The part of a text that a comment or a literal takes. */
export interface Token {
	readonly start: number;
	readonly end: number;
}

const TOKEN_START = /\/\/|\/\*|\$*@?\$*"|'/g;

/**
 * Finds the next comment or literal that begins at an offset or after it, for offsets that grow. The last answer
 * is kept: a search from each line of a long file without comments would read the rest of the file each time.
 */
export function tokenFinder(text: string): (from: number) => Token | undefined {
	let last = nextToken(text, 0);
	return from => {
		if (last && last.start < from) last = nextToken(text, from);
		return last;
	};
}

/** Says of offsets, in any order, whether code stands there: no comment and no literal. */
export function codeTest(text: string): (at: number) => boolean {
	const next = tokenFinder(text);
	const known: Token[] = [];
	let isRead = false;
	return at => {
		while (!isRead && (known.at(-1)?.start ?? -1) <= at) {
			const token = next(known.at(-1)?.end ?? 0);
			if (token) known.push(token);
			else isRead = true;
		}
		let low = 0;
		let high = known.length;
		while (low < high) {
			const middle = (low + high) >> 1;
			if ((known[middle]?.start ?? 0) <= at) low = middle + 1;
			else high = middle;
		}
		return (known[low - 1]?.end ?? 0) <= at;
	};
}

function nextToken(text: string, from: number): Token | undefined {
	TOKEN_START.lastIndex = from;
	const match = TOKEN_START.exec(text);
	if (!match) return undefined;
	const start = match.index;
	const after = start + match[0].length;
	if (match[0] === '//') return { start, end: endOfLine(text, after) };
	if (match[0] === '/*') return { start, end: closing(text, after, '*/') };
	if (match[0] === "'") return { start, end: regularEnd(text, after, "'") };
	return { start, end: stringEnd(text, after - 1, match[0].includes('@')) };
}

/** The offset of the line break that ends the line of `from`, or of the end of the text. */
export function endOfLine(text: string, from: number): number {
	const newline = text.indexOf('\n', from);
	if (newline < 0) return text.length;
	return newline > from && text[newline - 1] === '\r' ? newline - 1 : newline;
}

function closing(text: string, from: number, token: string): number {
	const at = text.indexOf(token, from);
	return at < 0 ? text.length : at + token.length;
}

/** @param quote the offset of the opening quote */
function stringEnd(text: string, quote: number, isVerbatim: boolean): number {
	if (!isVerbatim && text.startsWith('"""', quote)) {
		let count = 3;
		while (text[quote + count] === '"') count++;
		const close = text.indexOf('"'.repeat(count), quote + count);
		if (close < 0) return text.length;
		let end = close + count;
		while (text[end] === '"') end++;
		return end;
	}
	if (!isVerbatim) return regularEnd(text, quote + 1, '"');
	for (let at = quote + 1; ; at += 2) {
		at = text.indexOf('"', at);
		if (at < 0) return text.length;
		if (text[at + 1] !== '"') return at + 1;
	}
}

/** The end of a literal that ends on its line. */
function regularEnd(text: string, from: number, quote: string): number {
	for (let at = from; at < text.length; at++) {
		const char = text[at];
		if (char === '\\') at++;
		else if (char === quote) return at + 1;
		else if (char === '\n') return at;
	}
	return text.length;
}
