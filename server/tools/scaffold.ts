/** What the frames of rules and fixes are written with. */
import fs from 'node:fs';
import path from 'node:path';

export const root = path.dirname(path.dirname(import.meta.dirname));

/** `empty-collect` as the name of a constant: `emptyCollect`. */
export const constantName = (slug: string): string => slug.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
export const isSlug = (text: string): boolean => /^[a-z]+(?:-[a-z]+)*$/.test(text);

/**
 * Writes a file.
 * @throws where it is there already
 */
export function create(file: string, text: string): void {
	const full = path.join(root, file);
	fs.mkdirSync(path.dirname(full), { recursive: true });
	fs.writeFileSync(full, text, { flag: 'wx' });
	console.log(`wrote ${file}`);
}

/** Adds an import before another one, and a line at the end of a list (`export const NAME: ... = [`). */
export function addToIndex(file: string, before: string, imported: string, list: string, entry: string): void {
	const full = path.join(root, file);
	const text = fs.readFileSync(full, 'utf8');
	const extended = text
		.replace(before, `${imported}\n${before}`)
		.replace(new RegExp(`(export const ${list}: [^=]*= \\[[\\s\\S]*?)\\n\\];`), `$1\n\t${entry},\n];`);
	if (!extended.includes(imported) || !extended.includes(`\t${entry},\n];`)) throw new Error(`${file} has no place for ${entry}`);
	fs.writeFileSync(full, extended);
	console.log(`wrote a line into ${file}`);
}
