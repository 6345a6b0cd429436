/** Comments and literals in C# text: what is in them is not code. */

/** The part of a text that a comment or a literal takes. */
export interface Token {
	readonly start: number;
	readonly end: number;
}

/** A long row of `$` is looked at once. */
const TOKEN_START = /\/\/|\/\*|(?<!\$)\$*@?\$*"|'/g;

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

/** What a cure of the grammar may have to know of an interpolated string; offsets in the text. */
export interface InterpolatedVisitor {
	/** A quote that is written twice in `$@"..."`. */
	doubledQuote(at: number): void;
	/** A brace that is written twice next to a hole: `{{{x}}}`. */
	bracesAtHole(at: number): void;
	/** An escape in the format of a hole: `{x:HH \"h\"}`. */
	formatEscape(at: number): void;
	/** `$""` */
	empty(start: number): void;
}

/** Interpolated strings in holes of interpolated strings are read as deep as this. */
const MAX_NESTING = 32;

/**
 * The text with every comment and every literal filled with `"`, as long, line breaks kept; holes of interpolated strings
 * are code.
 */
export function skeletonOf(text: string, visitor?: InterpolatedVisitor): string {
	const out: string[] = [];
	let copied = 0;
	const literal = (start: number, end: number): void => {
		if (start < copied) return;
		out.push(text.slice(copied, start), text.slice(start, end).replace(/[^\r\n]/g, '"'));
		copied = end;
	};
	const scanner = new InterpolationScanner(text, literal, visitor);
	for (let token = nextToken(text, 0); token; token = nextToken(text, Math.max(copied, token.end))) {
		const quote = text.indexOf('"', token.start);
		const opening = text.slice(token.start, quote);
		if (quote >= 0 && quote < token.end && /^[$@]+$/.test(opening) && opening.includes('$')) {
			token = { start: token.start, end: scanner.string(token.start, quote, 0) };
		} else {
			literal(token.start, token.end);
		}
	}
	out.push(text.slice(copied));
	return out.join('');
}

const isRaw = (text: string, opening: string, quote: number): boolean => !opening.includes('@') && text.startsWith('"""', quote);

const IN_HOLE = /\/\/|\/\*|[$@]*"|'|[{}()[\]:]/g;

class InterpolationScanner {
	readonly #text: string;
	readonly #literal: (start: number, end: number) => void;
	readonly #visitor: InterpolatedVisitor | undefined;

	constructor(text: string, literal: (start: number, end: number) => void, visitor: InterpolatedVisitor | undefined) {
		this.#text = text;
		this.#literal = literal;
		this.#visitor = visitor;
	}

	/** Reads the string that begins at `start` and whose opening quote is at `quote`; returns where it ends. */
	string(start: number, quote: number, depth: number): number {
		const opening = this.#text.slice(start, quote);
		return isRaw(this.#text, opening, quote)
			? this.#rawString(start, quote, depth)
			: this.#regularString(start, quote, opening.includes('@'), depth);
	}

	#rawString(start: number, quote: number, depth: number): number {
		const text = this.#text;
		let quotes = 3;
		while (text[quote + quotes] === '"') quotes++;
		const [closing, opening] = ['"'.repeat(quotes), '{'.repeat(quote - start)];
		let part = start;
		let at = quote + quotes;
		for (;;) {
			let end = text.indexOf(closing, at);
			if (end < 0) end = text.length;
			let hole = text.indexOf(opening, at);
			if (hole < 0 || hole > end) {
				end += quotes;
				while (text[end] === '"') end++;
				this.#literal(part, Math.min(end, text.length));
				return Math.min(end, text.length);
			}
			// Of more braces than open a hole the last ones do.
			while (text[hole + opening.length] === '{') hole++;
			this.#literal(part, hole + opening.length);
			part = this.#hole(hole + opening.length, true, depth);
			at = Math.min(part + opening.length, text.length);
		}
	}

	#regularString(start: number, quote: number, isVerbatim: boolean, depth: number): number {
		const text = this.#text;
		if (text[quote + 1] === '"' && !isVerbatim) this.#visitor?.empty(start);
		let part = start;
		let at = quote + 1;
		for (;;) {
			const char = text[at];
			if (char === undefined || (char === '\n' && !isVerbatim)) break;
			const isDoubled = text[at + 1] === char;
			if (char === '\\' && !isVerbatim) at += 2;
			else if (char === '"' && isVerbatim && isDoubled) {
				this.#visitor?.doubledQuote(at);
				at += 2;
			} else if (char === '"') {
				at++;
				break;
			} else if (char === '}' && isDoubled) {
				if (at === part + 1) this.#visitor?.bracesAtHole(at);
				at += 2;
			} else if (char === '{' && isDoubled) {
				if (text[at + 2] === '{' && text[at + 3] !== '{') this.#visitor?.bracesAtHole(at);
				at += 2;
			} else if (char === '{') {
				this.#literal(part, at + 1);
				part = this.#hole(at + 1, isVerbatim, depth);
				at = part + 1;
			} else at++;
		}
		at = Math.min(at, text.length);
		this.#literal(part, at);
		return at;
	}

	/** Reads a hole's expression and its format; returns where the `}` stands, or where the text ends. */
	#hole(from: number, isVerbatim: boolean, depth: number): number {
		const text = this.#text;
		let at = from;
		let nesting = 0;
		for (;;) {
			IN_HOLE.lastIndex = at;
			const match = IN_HOLE.exec(text);
			if (!match) return text.length;
			const [token] = match;
			at = match.index + token.length;
			if (token === '{' || token === '(' || token === '[') nesting++;
			else if (token === '}' && nesting === 0) return match.index;
			else if (token === '}' || token === ')' || token === ']') nesting = Math.max(0, nesting - 1);
			else if (token === ':') {
				if (text[at] === ':') at++;
				else if (nesting === 0) return this.#format(match.index, isVerbatim);
			} else {
				const quote = at - 1;
				const opening = text.slice(match.index, quote);
				if (opening.includes('$') && depth < MAX_NESTING) {
					at = this.string(match.index, quote, depth + 1);
				} else {
					at = nextToken(text, match.index)?.end ?? text.length;
					this.#literal(match.index, at);
				}
			}
		}
	}

	#format(from: number, isVerbatim: boolean): number {
		const text = this.#text;
		let at = from + 1;
		for (; at < text.length; at++) {
			const char = text[at];
			if (char === '}') break;
			if (char === '\\' && !isVerbatim) {
				this.#visitor?.formatEscape(at);
				at++;
			} else if (char === '"' || char === '\n') break;
		}
		this.#literal(from, at);
		return at;
	}
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
