/**
 * Expectations in C# text: a comment line of carets under the code, and the codes that are reported there.
 *
 *         Type.GetType(name);
 *     //  ^^^^^^^^^^^^^^^^^^ IL2057
 *
 * Carets stand below the span; of one that goes on in the next line they mark the first line. Of a span that begins in the
 * first two columns they stand three columns further to the right, behind `//<`. A line that ends inside a literal
 * can't be marked; only the words tell of it.
 */
import { skeletonOf } from '../../server/src/core/syntax/tokens.ts';
import { LineIndex } from '../../server/src/core/text/line-index.ts';

/** A finding in a text: offsets in UTF-16 code units. */
export interface Marked {
	readonly code: string;
	readonly message: string;
	readonly start: number;
	readonly end: number;
}

/** What is said of a span, known by its text, so that it stays when lines move. */
export interface Words {
	readonly code: string;
	/** The span's text, up to the end of its first line. */
	readonly text: string;
	readonly message: string;
}

const CARETS = /^\/\/<? *\^+(?: [A-Z]+\d{4})+$/;
const NEWLINE = /\r?\n/;

/** A text without its carets. */
export const withoutCarets = (text: string): string =>
	text
		.split('\n')
		.filter(line => !CARETS.test(line.trimEnd()))
		.join('\n');

/** The carets of a text, each with the line (1-based, in this text) that it stands below: `LINE: ^^^ CODE`. */
export function caretsOf(text: string): string[] {
	const found: string[] = [];
	let code = 0;
	for (const [index, line] of text.split(NEWLINE).entries()) {
		if (CARETS.test(line)) found.push(`${code}: ${line}`);
		else code = index + 1;
	}
	return found;
}

/** A text without carets, with those of some findings of it. */
export function withCarets(text: string, findings: readonly Marked[]): string {
	const below = new Map<number, string[]>();
	for (const { line, carets } of caretLines(text, findings)) below.set(line, [...(below.get(line) ?? []), carets]);
	return text
		.split('\n')
		.flatMap((line, index) => [line, ...(below.get(index) ?? [])])
		.join('\n');
}

/** The carets that findings of a text with carets should have, in the form of `caretsOf`. */
export function expectedCarets(text: string, findings: readonly Marked[]): string[] {
	return caretLines(text, findings).map(({ line, carets }) => `${line + 1}: ${carets}`);
}

/** What is said of a text, in its order. */
export function wordsOf(text: string, findings: readonly Marked[]): Words[] {
	return inOrder(findings).map(({ code, message, start, end }) => ({
		code,
		text: (text.slice(start, end).split(NEWLINE)[0] ?? '').trimEnd(),
		message,
	}));
}

function caretLines(text: string, findings: readonly Marked[]): { readonly line: number; readonly carets: string }[] {
	const lines = new LineIndex(text);
	const skeleton = skeletonOf(text);
	const isCode = (at: number): boolean => skeleton[at] !== '"';
	const spans = new Map<string, { line: number; start: number; end: number; codes: Set<string> }>();
	for (const { code, start, end } of inOrder(findings)) {
		const from = lines.position(start);
		const to = lines.position(end);
		const lineEnd = lines.offset({ line: from.line + 1, character: 0 }) - 1;
		const endOfCode = text.slice(0, lineEnd < start ? text.length : lineEnd).trimEnd().length;
		if (lineEnd >= start && !isCode(lineEnd)) continue;
		const last = Math.max(from.character + 1, to.line === from.line ? to.character : from.character + (endOfCode - start));
		const key = `${from.line} ${String(from.character).padStart(4, '0')} ${last}`;
		const known = spans.get(key) ?? { line: from.line, start: from.character, end: last, codes: new Set() };
		known.codes.add(code);
		spans.set(key, known);
	}
	return [...spans.values()].map(({ line, start, end, codes }) => ({
		line,
		carets: `//${start < 2 ? `<${' '.repeat(start)}` : ' '.repeat(start - 2)}${'^'.repeat(end - start)} ${[...codes].join(' ')}`,
	}));
}

const inOrder = (findings: readonly Marked[]): Marked[] =>
	findings.toSorted(
		(left, right) =>
			left.start - right.start || left.end - right.end || left.code.localeCompare(right.code) || left.message.localeCompare(right.message),
	);
