/**
 * Predictions on disk: one file for each, named by its key, in the cache folder that the system has for this.
 *
 * Invariant: nothing fails for it. A folder that can't be written keeps nothing, a damaged file counts as none; either is
 * told once. Files are put in place whole, so that another process never reads half of one.
 */
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { PredictionStore } from '../core/whole-program/remembered.ts';

/** The oldest go when there are more; an app has one for each state of its packages and its code. */
const MAX_FILES = 200;

const hash = (content: Uint8Array | string): string => createHash('sha256').update(content).digest('hex');

/**
 * @param folder a native path; it is made when something is kept
 * @param build the file that predicts
 * @param note told what is wrong with the folder, once
 */
export function predictionStore(folder: string, build: string, note: (text: string) => void): PredictionStore {
	let hasNoted = false;
	const tell = (what: string, error: unknown): void => {
		if (!hasNoted) note(`${what} ${folder}: ${(error as Error).message}`);
		hasNoted = true;
	};
	return {
		version: hash(fs.readFileSync(build)),
		hash,
		load(key) {
			let text: string;
			try {
				text = fs.readFileSync(path.join(folder, key), 'utf8');
			} catch (error) {
				if ((error as NodeJS.ErrnoException).code !== 'ENOENT') tell('what was predicted before can not be read from', error);
				return undefined;
			}
			const end = text.indexOf('\n');
			const rest = text.slice(end + 1);
			if (text.slice(0, end) === hash(rest)) return rest;
			tell('what was predicted before is ignored in', new Error(`${key} is damaged`));
			return undefined;
		},
		save(key, text) {
			try {
				fs.mkdirSync(folder, { recursive: true });
				const temporary = path.join(folder, `${key}.${process.pid}`);
				fs.writeFileSync(temporary, `${hash(text)}\n${text}`);
				fs.renameSync(temporary, path.join(folder, key));
				removeOldest(folder);
			} catch (error) {
				tell('predictions can not be kept in', error);
			}
		},
	};
}

function removeOldest(folder: string): void {
	const names = fs.readdirSync(folder);
	if (names.length <= MAX_FILES) return;
	const byAge = names
		.map(name => ({ name, time: fs.statSync(path.join(folder, name)).mtimeMs }))
		.sort((left, right) => left.time - right.time);
	for (const { name } of byAge.slice(0, names.length - MAX_FILES)) fs.rmSync(path.join(folder, name), { force: true });
}

/** Where caches lie on this system; `AOT_LENS_CACHE` names another folder, or none where it is empty. */
export function cacheFolder(): string | undefined {
	const set = process.env['AOT_LENS_CACHE'];
	if (set !== undefined) return set || undefined;
	if (process.platform === 'win32') return path.join(process.env['LOCALAPPDATA'] ?? os.homedir(), 'aot-lens', 'cache');
	if (process.platform === 'darwin') return path.join(os.homedir(), 'Library', 'Caches', 'aot-lens');
	return path.join(process.env['XDG_CACHE_HOME'] || path.join(os.homedir(), '.cache'), 'aot-lens');
}
