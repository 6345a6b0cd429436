/** Writes files whole or not at all. What fixes changed: only within the repository, only what nobody else changed meanwhile. */
import fs from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import type { FixedFile } from '../core/fixes/fix-all.ts';
import { decodeText } from '../core/text/decode.ts';

/**
 * Writes a file with the byte order mark that it had.
 * @param boundary the folder outside of which nothing is written
 * @returns why it was left, if it was
 */
export function replaceFile({ path, before, after }: FixedFile, boundary: string): string | undefined {
	try {
		const folder = fs.realpathSync(path.slice(0, path.lastIndexOf('/')));
		const root = fs.realpathSync(boundary);
		const isLink = fs.lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() === true;
		if ((folder !== root && !folder.startsWith(`${root}/`) && !folder.startsWith(`${root}\\`)) || isLink)
			return `${path}: left, it lies outside of the repository`;
		const bytes = fs.existsSync(path) ? fs.readFileSync(path) : undefined;
		if ((bytes && decodeText(bytes)) !== before) return `${path}: left, it changed meanwhile`;
		const [first = 0, second = 0, third = 0] = bytes ?? [];
		if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) return `${path}: left, it is not UTF-8`;
		fs.writeFileSync(path, first === 0xef && second === 0xbb && third === 0xbf ? `\uFEFF${after}` : after);
		return undefined;
	} catch (error) {
		return `${path}: ${(error as Error).message}`;
	}
}

/**
 * Writes a file that was asked for: in place whole, so that neither a full disk nor an end in between leaves half of one.
 * @throws Error when it can't be written; what was there before stays then
 */
export function saveFile(written: string, content: string): void {
	const status = fs.statSync(written, { throwIfNoEntry: false });
	// A device or a pipe takes what it is given.
	if (status && !status.isFile()) return fs.writeFileSync(written, content);
	const file = status ? fs.realpathSync(written) : written;
	const temporary = path.join(path.dirname(file), `.${path.basename(file)}.${process.pid}.tmp`);
	try {
		fs.writeFileSync(temporary, content, { flag: 'wx', ...(status && { mode: status.mode }) });
		fs.renameSync(temporary, file);
	} catch (error) {
		fs.rmSync(temporary, { force: true });
		throw error;
	}
}
