/**
 * Text that comes from a repository (names of files, packages and members, messages that quote them), made harmless for where it
 * goes. Each function keeps what people read and takes away what a reader of the output would act on. For Markdown:
 * `escapeMarkdown` of `protocol/markdown.ts`, which the client shares.
 */

/** Control characters, line separators, and marks that turn the direction of text. */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/** `\n` for a line feed, `\u{1b}` for ESC: visible, and one line stays one line. */
function visible(char: string): string {
	if (char === '\n') return '\\n';
	if (char === '\r') return '\\r';
	if (char === '\t') return ' ';
	return `\\u{${(char.codePointAt(0) ?? 0).toString(16)}}`;
}

/**
 * For a line of a terminal or of a build's log: no control sequences, no second line, and none of the commands that CI systems take
 * from logs (`::error` at the start of a line, `##[` and `##vso[` anywhere in it).
 */
export function forTerminal(text: string): string {
	const line = text.replace(INVISIBLE, visible).replace(/##(?=\[|vso\[)/gi, '# #');
	return line.trimStart().startsWith('::') ? `./${line}` : line;
}

/** A relative path with `/` as a URI reference: `C#/a?.cs` keeps its meaning. */
export function forUri(path: string): string {
	const written = path.split('/').map(encodePart).join('/');
	// `a:b` would be a scheme.
	return /^[^/]*:/.test(written) ? `./${written}` : written;
}

/** Lone surrogates, of which no URI can speak, become U+FFFD. */
const encodePart = (part: string): string => encodeURIComponent(part.replace(/[\ud800-\udfff]/gu, '\ufffd')).replaceAll('%3A', ':');
