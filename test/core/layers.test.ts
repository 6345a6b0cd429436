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

test('values are judged without syntax', () => {
	const dam = files.filter(file => file.startsWith('core/rules/dam/') && file !== 'core/rules/dam/flow.ts');
	assert.deepEqual(
		dam.filter(file => /from '[^']*(?:syntax|binding)\//.test(fs.readFileSync(path.join(source, file), 'utf8'))),
		[],
	);
	assert.ok(dam.length > 8);
});

/** Whether an import of `{ type A, b }` has names that are there at run time. */
const isOfValues = (names: string): boolean =>
	!names.startsWith('{') ||
	names
		.slice(1, names.lastIndexOf('}'))
		.split(',')
		.some(name => name.trim() !== '' && !name.trim().startsWith('type '));

/** Files that import each other, also by way of others. */
function circles(withTypes: boolean): readonly string[] {
	const imports = new Map(
		files.map(file => {
			const text = fs.readFileSync(path.join(source, file), 'utf8');
			const targets = [...text.matchAll(/^(?:import|export) (type )?([^;]*?)from '(\.[^']+\.ts)';$/gm)]
				.filter(([, type, names = '']) => withTypes || (!type && isOfValues(names)))
				.map(([, , , target = '']) => path.posix.normalize(path.posix.join(path.posix.dirname(file), target)));
			return [file, targets];
		}),
	);
	const reached = (from: string): ReadonlySet<string> => {
		const found = new Set<string>();
		const waiting = [...(imports.get(from) ?? [])];
		for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
			if (found.has(next)) continue;
			found.add(next);
			waiting.push(...(imports.get(next) ?? []));
		}
		return found;
	};
	const reach = new Map(files.map(file => [file, reached(file)]));
	const circle = (file: string): string =>
		files
			.filter(each => reach.get(file)?.has(each) && reach.get(each)?.has(file))
			.sort()
			.join(' ');
	return [...new Set(files.map(circle))].filter(Boolean).sort();
}

/** Where code is lowered: statements hold expressions, and lambdas statements. */
const LOWERING = ['access', 'arguments', 'creation', 'expr', 'pattern', 'query', 'statement'].map(name => `core/syntax/lower-${name}.ts`);

test('at run time files need each other only where code is lowered', () => {
	assert.deepEqual(circles(false), [LOWERING.join(' ')]);
});

test('types name each other in circles only where a type and its members do', () => {
	assert.deepEqual(circles(true), ['core/symbols/members.ts core/symbols/types.ts', LOWERING.join(' ')]);
});
