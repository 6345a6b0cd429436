/** How a file is written: line endings and indentation, which edits keep. */

/** How a file is written: its line ending and one level of indentation. */
export function styleOf(text: string): { readonly newline: string; readonly indent: string } {
	const newline = text.includes('\r\n') ? '\r\n' : '\n';
	if (/^\t/m.test(text)) return { newline, indent: '\t' };
	// One level, not the first that is seen: a chain of calls may go on at any depth.
	const count = (width: number): number => text.match(new RegExp(`^ {${width}}[^ *\\r\\n]`, 'gm'))?.length ?? 0;
	const [two, three, four] = [count(2), count(3), count(4)];
	const width = two * 3 > four && two >= three ? 2 : three > four ? 3 : 4;
	return { newline, indent: ' '.repeat(width) };
}

/** The white space at the start of the line that an offset stands on. */
export function indentationAt(text: string, offset: number): string {
	const start = text.lastIndexOf('\n', offset - 1) + 1;
	return /^[ \t]*/.exec(text.slice(start, offset))?.[0] ?? '';
}
