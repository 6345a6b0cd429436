/** The host on Node: the file system, read only. */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { inflateRawSync } from 'node:zlib';
import { type Host, MAX_READ_SIZE } from '../core/host.ts';
import { configuredPackagesFolder } from '../core/project/packages.ts';
import { packsOf } from '../core/metadata/packs.ts';
import { CSharpParser } from '../core/syntax/parser.ts';
import type { PackFor } from '../core/analysis/references.ts';

const native = (file: string): string => (path.sep === '/' ? file : file.replaceAll('/', path.sep));

/** An absolute path with `/`. */
export const fromNative = (file: string): string => (path.sep === '/' ? file : file.replaceAll(path.sep, '/'));

/** Opened before it is looked at, so that it can't become another file in between; a FIFO opens at once and is left alone. */
function read(file: string): Uint8Array | undefined {
	let handle: number | undefined;
	try {
		const status = fs.statSync(native(file));
		if (!status.isFile() || status.size > MAX_READ_SIZE) return undefined;
		handle = fs.openSync(native(file), fs.constants.O_RDONLY | (fs.constants.O_NONBLOCK ?? 0));
		const { size } = fs.fstatSync(handle);
		// No more than it said it has: some files of the system are regular, empty and without an end.
		const bytes = new Uint8Array(Math.min(size, MAX_READ_SIZE));
		let filled = 0;
		while (filled < bytes.length) {
			const count = fs.readSync(handle, bytes, filled, bytes.length - filled, filled);
			if (count === 0) break;
			filled += count;
		}
		return filled === bytes.length ? bytes : bytes.subarray(0, filled);
	} catch {
		return undefined;
	} finally {
		if (handle !== undefined) fs.closeSync(handle);
	}
}

function isRegularFile(file: string): boolean {
	try {
		return fs.statSync(file).isFile();
	} catch {
		return false;
	}
}

export const nodeHost: Host = {
	read,
	list(folder) {
		try {
			return fs
				.readdirSync(native(folder), { withFileTypes: true })
				.filter(
					entry =>
						entry.isDirectory() || entry.isFile() || (entry.isSymbolicLink() && isRegularFile(path.join(native(folder), entry.name))),
				)
				.map(entry => (entry.isDirectory() ? `${entry.name}/` : entry.name))
				.sort();
		} catch {
			return [];
		}
	},
	realPath(file) {
		try {
			return fromNative(fs.realpathSync.native(native(file)));
		} catch {
			return undefined;
		}
	},
	exists: file => fs.existsSync(native(file)),
	packagesFolder: packagesFolder(),
	isPackagesFolderFixed: process.env['NUGET_PACKAGES'] !== undefined,
};

/** As NuGet finds it: the environment, the user's own configuration, the default (documented at "Managing the global packages folders"). */
function packagesFolder(): string {
	const set = process.env['NUGET_PACKAGES'];
	if (set) return fromNative(set);
	const config =
		process.platform === 'win32'
			? path.join(process.env['APPDATA'] ?? os.homedir(), 'NuGet', 'NuGet.Config')
			: path.join(os.homedir(), '.nuget', 'NuGet', 'NuGet.Config');
	return configuredPackagesFolder(fromNative(config), { read }) ?? fromNative(path.join(os.homedir(), '.nuget', 'packages'));
}

/** Where the shipped data lies: `wasm/` and `packs/` beside the bundle, or the repository's own folders. */
export interface DataFiles {
	readonly runtimeWasm: string;
	readonly grammarWasm: string;
	readonly packs: string;
}

export function createParser(data: DataFiles): Promise<CSharpParser> {
	return CSharpParser.create({ runtime: fs.readFileSync(data.runtimeWasm), grammar: fs.readFileSync(data.grammarWasm) });
}

/** Opens packs by file name as they are asked for. */
export const packLoader = (folder: string): PackFor =>
	packsOf(
		fs
			.readdirSync(folder)
			.filter(file => file.endsWith('.pack'))
			.map(file => file.replace(/\.pack$/, '')),
		framework => fs.readFileSync(path.join(folder, `${framework}.pack`)),
		inflateRawSync,
	);
