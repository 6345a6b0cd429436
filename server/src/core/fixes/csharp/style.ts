/** How a file is written: line endings and indentation, which edits keep. */

/** How a file is written: its line ending and one level of indentation. */
export function styleOf(text: string): { readonly newline: string; readonly indent: string } {
	const newline = text.includes('\r\n') ? '\r\n' : '\n';
	const tabs = /^\t/m.test(text);
	const spaces = /^( {2,8})\S/m.exec(text)?.[1] ?? '    ';
	return { newline, indent: tabs ? '\t' : spaces };
}

/** The white space at the start of the line that an offset stands on. */
export function indentationAt(text: string, offset: number): string {
	const start = text.lastIndexOf('\n', offset - 1) + 1;
	return /^[ \t]*/.exec(text.slice(start, offset))?.[0] ?? '';
}
