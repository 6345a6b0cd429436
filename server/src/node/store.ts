/**
 * Texts on disk: one file for each, named by its key, in the cache folder that the system has for this.
 *
 * Invariant: nothing fails for it. A folder that can't be written keeps nothing, a damaged file counts as none; either is
 * told once. Files are put in place whole, so that another process never reads half of one.
 */
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import type { StampedStore } from '../core/text/text-store.ts';
import { dataFiles } from './data.ts';

/** Tells what this wrote from what else lies in a folder that somebody named. */
const NAME = /^[0-9a-f]{64}(?:\.\d+)?$/;
/** The oldest go when there are more: a project has one for each state of its code. In files and bytes. */
const LIMITS = { files: 2000, size: 256 * 2 ** 20 };
/** How many are kept between two looks at how much there is. */
const BETWEEN_LOOKS = 50;

const hash = (content: Uint8Array | string): string => createHash('sha256').update(content).digest('hex');

export interface StoreOptions {
	/** A native path; it is made when something is kept. */
	readonly folder: string;
	/** What decides what is kept: other files, another store. */
	readonly build: readonly string[];
	/** What is kept, for notes: `predictions`. */
	readonly what: string;
	/** Told what is wrong with the folder, once. */
	readonly note: (text: string) => void;
	/** Beyond it the oldest go. */
	readonly limits?: { readonly files: number; readonly size: number };
}

export function textStore({ folder, build, what, note, limits = LIMITS }: StoreOptions): StampedStore {
	let hasNoted = false;
	let saved = 0;
	let version: string | undefined;
	const tell = (why: string, error: unknown): void => {
		if (!hasNoted) note(`${what} ${why} ${folder}: ${(error as Error).message}`);
		hasNoted = true;
	};
	return {
		get version() {
			return (version ??= hash(build.map(file => hash(fs.readFileSync(file))).join('\n')));
		},
		hash,
		stamp(file) {
			const status = fs.statSync(file, { throwIfNoEntry: false });
			return status ? `${status.size} ${status.mtimeMs}` : '';
		},
		load(key) {
			let text: string;
			try {
				text = fs.readFileSync(path.join(folder, key), 'utf8');
			} catch (error) {
				if ((error as NodeJS.ErrnoException).code !== 'ENOENT') tell('of earlier runs can not be read from', error);
				return undefined;
			}
			const end = text.indexOf('\n');
			const rest = text.slice(end + 1);
			if (text.slice(0, end) === hash(rest)) return rest;
			tell('of an earlier run are ignored in', new Error(`${key} is damaged`));
			return undefined;
		},
		save(key, text) {
			const temporary = path.join(folder, `${key}.${process.pid}`);
			try {
				fs.mkdirSync(folder, { recursive: true });
				fs.writeFileSync(temporary, `${hash(text)}\n${text}`);
				fs.renameSync(temporary, path.join(folder, key));
				if (saved++ % BETWEEN_LOOKS === 0) removeOldest(folder, limits);
			} catch (error) {
				tell('can not be kept in', error);
				remove(temporary);
			}
		},
	};
}

function remove(file: string): void {
	try {
		fs.rmSync(file, { force: true });
	} catch {}
}

/** What another process removes meanwhile is gone as well. */
function removeOldest(folder: string, limits: typeof LIMITS): void {
	const files = fs
		.readdirSync(folder)
		.filter(name => NAME.test(name))
		.flatMap(name => {
			const file = path.join(folder, name);
			const status = fs.statSync(file, { throwIfNoEntry: false });
			return status ? [{ file, time: status.mtimeMs, size: status.size }] : [];
		})
		.sort((left, right) => right.time - left.time);
	let size = 0;
	for (const [index, each] of files.entries()) {
		size += each.size;
		if (index >= limits.files || size > limits.size) remove(each.file);
	}
}

/** What decides what a build finds, beside its script; `folder` is that of the bundle, `dist/`. */
function buildOf(folder: string, script: string): readonly string[] {
	const { packs, runtimeWasm, grammarWasm } = dataFiles(folder);
	return [path.join(folder, script), runtimeWasm, grammarWasm, ...fs.readdirSync(packs).map(name => path.join(packs, name))];
}

/**
 * What was found in whole projects, for the command line and the editor alike.
 * @param folder the folder of the bundle, `dist/`: another build finds other things
 * @param kept the cache folder; undefined where nothing is kept
 * @param note told what is wrong with the folder, once
 */
export function findingsStore(folder: string, kept: string | undefined, note: (text: string) => void): StampedStore | undefined {
	if (kept === undefined) return undefined;
	return textStore({ folder: path.join(kept, 'findings'), build: buildOf(folder, 'cli.js'), what: 'findings', note });
}

/** As `findingsStore`, what was predicted of packages; `script` is the one that predicts. */
export function predictionsStore(
	folder: string,
	script: string,
	kept: string | undefined,
	note: (text: string) => void,
): StampedStore | undefined {
	return kept === undefined ? undefined : textStore({ folder: kept, build: buildOf(folder, script), what: 'predictions', note });
}

/** Where caches lie on this system; `AOT_LENS_CACHE` names another folder, or none where it is empty. */
export function cacheFolder(): string | undefined {
	const set = process.env['AOT_LENS_CACHE'];
	if (set !== undefined) return set || undefined;
	if (process.platform === 'win32') return path.join(process.env['LOCALAPPDATA'] ?? os.homedir(), 'aot-lens', 'cache');
	if (process.platform === 'darwin') return path.join(os.homedir(), 'Library', 'Caches', 'aot-lens');
	return path.join(process.env['XDG_CACHE_HOME'] || path.join(os.homedir(), '.cache'), 'aot-lens');
}
