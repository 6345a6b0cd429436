/** The layers and their allowed directions, as ARCHITECTURE.md draws them. */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { root } from '../support/core.ts';

const architecture = fs.readFileSync(path.join(root, 'ARCHITECTURE.md'), 'utf8');

/** What each folder may import, besides itself: the table of ARCHITECTURE.md. `a/b` is more specific than `a`. */
const ALLOWED: Readonly<Record<string, readonly string[]>> = Object.fromEntries(
	[...architecture.matchAll(/^\| `([\w/.-]+)` \|.*\| ([^|]*) \|$/gm)].map(([, folder = '', imports = '']) => [
		folder,
		imports === '-' ? [] : imports.split(', ').map(name => (architecture.includes(`| \`core/${name}\` |`) ? `core/${name}` : name)),
	]),
);

const source = path.join(root, 'server', 'src');
const files = fs
	.readdirSync(source, { recursive: true })
	.map(file => String(file).replaceAll('\\', '/'))
	.filter(file => file.endsWith('.ts'));
const layerOf = (file: string): string =>
	Object.keys(ALLOWED)
		.filter(layer => file === layer || file.startsWith(`${layer}/`))
		.sort((left, right) => right.length - left.length)[0] ?? '?';

test('every module keeps to its layer', () => {
	const wrong: string[] = [];
	for (const file of files) {
		const layer = layerOf(file);
		for (const [, imported = ''] of fs.readFileSync(path.join(source, file), 'utf8').matchAll(/from '(\.[^']+)'/g)) {
			const target = path.posix.normalize(path.posix.join(path.posix.dirname(file), imported));
			// Data that is bundled with the rules.
			if ((layer === 'core/rules' || layer === 'core/project') && target.startsWith('../data/')) continue;
			const targetLayer = layerOf(target);
			const isAllowed =
				targetLayer === layer || (ALLOWED[layer] ?? []).some(allowed => targetLayer === allowed || targetLayer.startsWith(`${allowed}/`));
			if (!isAllowed) wrong.push(`${file} imports ${target}`);
		}
	}
	assert.deepEqual(wrong, []);
	assert.ok(files.length > 40);
	assert.ok(Object.keys(ALLOWED).length > 14);
});

test('the client imports only the protocol of the server', () => {
	const client = path.join(root, 'client', 'src');
	for (const file of fs.readdirSync(client)) {
		for (const [, imported = ''] of fs.readFileSync(path.join(client, file), 'utf8').matchAll(/from '([^']*server\/[^']+)'/g))
			assert.match(imported, /server\/src\/protocol\//, file);
	}
});

test('only the parser and the reader of its trees know tree-sitter', () => {
	assert.deepEqual(
		files.filter(file => /from 'web-tree-sitter'/.test(fs.readFileSync(path.join(source, file), 'utf8'))),
		['core/syntax/parser.ts', 'core/syntax/subtrees.ts'],
	);
});
