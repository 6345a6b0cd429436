/** What is read from tree-sitter's memory, against its public API: an upgrade that moves a field fails here. */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { Language, Parser, type TreeCursor } from 'web-tree-sitter';
import type { RawNode } from '../../server/src/core/syntax/subtrees.ts';
import { parser, root } from '../support/core.ts';

const files = ['test/rules', 'samples', 'test/data']
	.flatMap(folder => fs.globSync(`${folder}/**/*.cs`, { cwd: root }))
	.map(file => fs.readFileSync(path.join(root, file), 'utf8'));
const broken = [
	'',
	' ',
	'\uFEFFclass A;',
	'class',
	'class A { void M( { } int',
	'/* open',
	'class A { string s = "é\u{1F600}" + x?.y[1..^2]; }',
	'}}}} class B { } {{{',
	'#if X\nclass A { }\n#else\n',
	'\u0000\u0001',
	'@@ £ class A { } $$$',
];

test('nodes read from memory are the nodes of the cursor', async () => {
	// The module is loaded once for a process: this parser and ours share its memory, which no other test may put back in between.
	const reference = new Parser().setLanguage(await Language.load(fs.readFileSync(path.join(root, 'grammars/tree-sitter-c_sharp.wasm'))));
	let compared = 0;
	for (const text of [...files, ...broken, ...files.map(text => text.slice(0, text.length / 2))]) {
		const tree = parser.parse(text);
		const expected = reference.parse(text);
		assert.ok(expected);
		const cursor = expected.walk();
		compared += compare(parser.root(tree), cursor, text);
		cursor.delete();
		expected.delete();
		tree.delete();
	}
	assert.ok(compared > 50_000, `${compared} nodes`);
});

/** Compares the node with the cursor's, and what is below them; returns how many nodes there were. */
function compare(node: RawNode, cursor: TreeCursor, text: string): number {
	let count = 1;
	const kind = cursor.nodeType;
	const about = `${kind} at ${cursor.startIndex}: ${text.slice(cursor.startIndex, cursor.startIndex + 40)}`;
	assert.deepEqual(
		{ kind: node.kind, field: node.field, start: node.start, end: node.end, named: node.named },
		{ kind, field: cursor.currentFieldName ?? null, start: cursor.startIndex, end: cursor.endIndex, named: cursor.nodeIsNamed },
		about,
	);
	let index = 0;
	if (node.named && cursor.gotoFirstChild()) {
		do {
			if (cursor.nodeType === 'comment') continue;
			const child = node.children[index++];
			assert.ok(child, `a child is missing in ${about}`);
			count += compare(child, cursor, text);
		} while (cursor.gotoNextSibling());
		cursor.gotoParent();
	}
	assert.equal(node.children.length, index, about);
	return count;
}
