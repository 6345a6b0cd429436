/** The parser survives what it can't read. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ParseFailure, type SyntaxTree } from '../../server/src/core/syntax/parser.ts';
import { parser } from '../support/core.ts';

const CLASS = 'class A { int F() => 1; }';
const kindsOf = (tree: SyntaxTree): string[] => parser.root(tree).children.map(node => node.kind);

test('a text that would take the parser gigabytes is given up, and the next one is parsed', () => {
	const text = `class A { void M() { ${'< b '.repeat(8000)} } }`;
	assert.throws(() => parser.parse(text), ParseFailure);
	const tree = parser.parse(CLASS);
	assert.deepEqual(kindsOf(tree), ['class_declaration']);
	tree.delete();
});

test('a text that takes too long for its length is given up', () => {
	// The budget is five seconds: on a clock that is fifty times as fast nobody waits for them.
	const { now } = Date;
	const from = now();
	Date.now = () => from + (now() - from) * 50;
	try {
		assert.throws(() => parser.parse(`class A { void M() { ${'; * '.repeat(2000)} } }`), ParseFailure);
	} finally {
		Date.now = now;
	}
	const tree = parser.parse(CLASS);
	assert.deepEqual(kindsOf(tree), ['class_declaration']);
	tree.delete();
});

test('after an exception inside the module it is put back, and trees of before are void', () => {
	const before = parser.parse(CLASS);
	// The parser asks for the time while it is in the module.
	const { now } = Date;
	let calls = 0;
	Date.now = () => {
		if (calls++ > 0) throw new Error('in the midst');
		return now();
	};
	try {
		assert.throws(() => parser.parse(`class A { void M() { ${'F(a, b);'.repeat(2000)} } }`), ParseFailure);
	} finally {
		Date.now = now;
	}
	assert.throws(() => parser.root(before));
	const after = parser.parse(CLASS, before);
	assert.deepEqual(kindsOf(after), ['class_declaration']);
	before.delete();
	after.delete();
	for (let count = 0; count < 50; count++) {
		const tree = parser.parse(`${CLASS} class B${count} { }`);
		assert.deepEqual(kindsOf(tree), ['class_declaration', 'class_declaration']);
		tree.delete();
	}
});
