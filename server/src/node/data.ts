/** Where the shipped data files lie: in the bundle's folder. */
import path from 'node:path';
import type { DataFiles } from './host.ts';

/** @param folder the folder of the bundle, `dist/` */
export function dataFiles(folder: string): DataFiles {
	return {
		runtimeWasm: path.join(folder, 'web-tree-sitter.wasm'),
		grammarWasm: path.join(folder, 'tree-sitter-c_sharp.wasm'),
		packs: path.join(folder, 'packs'),
	};
}
