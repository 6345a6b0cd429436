/** Where the shipped data files lie: in the bundle's folder, the pages of codes beside it. */
import fs from 'node:fs';
import path from 'node:path';
import type { DataFiles } from './host.ts';

/** @param folder the folder of the bundle, `dist/` */
export function dataFiles(folder: string): DataFiles & { readonly docs: string } {
	return {
		runtimeWasm: path.join(folder, 'web-tree-sitter.wasm'),
		grammarWasm: path.join(folder, 'tree-sitter-c_sharp.wasm'),
		packs: path.join(folder, 'packs'),
		docs: path.join(folder, '..', 'docs', 'rules'),
	};
}

/** The page of a code in Markdown. */
export function pageOf(docs: string, code: string): string | undefined {
	const file = path.join(docs, `${code}.md`);
	return /^[A-Z]+\d+$/.test(code) && fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : undefined;
}
