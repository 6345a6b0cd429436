/** Using directives that edits need. */
import type { SourceFile } from '../../syntax/ast.ts';
import type { FileEdit } from '../fix.ts';
import { indentationAt, styleOf } from './style.ts';

/** A `using` for each namespace, after the file's others. */
export function usingEdits(file: SourceFile, ...namespaces: readonly string[]): readonly FileEdit[] {
	if (namespaces.length === 0) return [];
	const { newline } = styleOf(file.text);
	const inserted = (start: number, textOf: (directive: string) => string): readonly FileEdit[] =>
		namespaces.map(namespace => ({ start, end: start, text: textOf(`using ${namespace};`), entry: `using ${namespace}` }));
	const last = file.unit.usings.at(-1);
	if (last) return inserted(last.end, directive => newline + directive);
	const inner = file.unit.namespaces[0]?.usings.at(-1);
	if (inner) return inserted(inner.end, directive => newline + indentationAt(file.text, inner.start) + directive);
	const first = Math.min(
		file.topLevel?.start ?? Infinity,
		file.unit.namespaces[0]?.start ?? Infinity,
		file.unit.types[0]?.start ?? Infinity,
	);
	const start = Number.isFinite(first) ? file.text.lastIndexOf('\n', first - 1) + 1 : 0;
	return [{ start, end: start, text: `${namespaces.map(namespace => `using ${namespace};`).join(newline)}${newline}${newline}` }];
}
