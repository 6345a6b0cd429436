/** Preprocessing, lowering and incremental parsing. */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { preprocess } from '../../server/src/core/syntax/preprocess.ts';
import { type ParsedFile, parseFile } from '../../server/src/core/syntax/source-file.ts';
import { findingsOf, parser, root } from '../support/core.ts';

test('inactive branches are blanked at equal length, strings are left alone', () => {
	const text =
		'#if A\nclass A { }\n#elif B && !C\nclass B { }\n#else\nclass C { }\n#endif\nclass D { string s = """\n#if no\n""", t = @"\n#endif\n"; }\n';
	const { text: out } = preprocess(text, new Set(['B']));
	assert.equal(out.length, text.length);
	assert.deepEqual(
		[...out.matchAll(/class (\w)/g)].map(match => match[1]),
		['B', 'D'],
	);
	assert.ok(out.includes('#if no') && out.includes('#endif\n"'));
	assert.deepEqual(preprocess('#:package Foo@1.0\n#pragma warning disable IL2026, IL3050 // why\nclass A { }', new Set()).pragmas, [
		{ offset: 64, disable: true, ids: ['IL2026', 'IL3050'] },
	]);
});

test('a return alone ends a line, for comments, directives and findings', () => {
	const text =
		'using System.Diagnostics.CodeAnalysis;\r// a comment\rclass A {\r#if X\r#else\r\t[RequiresUnreferencedCode("x")] static void R() { }\r#endif\r\tvoid M() {\r\t\tR();\r\t}\r}\r';
	assert.deepEqual(findingsOf(text), findingsOf(text.replaceAll('\r', '\n')));
	assert.equal(findingsOf(text).length, 1);
});

/** A small generator with a fixed seed (mulberry32): the edits are the same in every run. */
function random(seed: number): () => number {
	let state = seed;
	return () => {
		state = (state + 0x6d2b79f5) | 0;
		let value = Math.imul(state ^ (state >>> 15), 1 | state);
		value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value;
		return ((value ^ (value >>> 14)) >>> 0) / 4294967296;
	};
}

test('after random edits an incremental result equals a fresh one', () => {
	const next = random(7);
	let compared = 0;
	const samples = [
		'samples/shop-api/Catalog.cs',
		'test/rules/requires/calls.cs',
		'test/rules/type-flow/reflection.cs',
		'test/rules/requires/grammar-gaps.cs',
	];
	const pieces = [
		' ',
		';',
		'}',
		'{',
		'"',
		'x.',
		'if (true) { }',
		'\n',
		'int a = 1;',
		'/*',
		'*/',
		'=> 1;',
		'(',
		')',
		'\n#if X\n',
		'class Q { }',
	];
	for (const sample of samples) {
		let text = fs.readFileSync(path.join(root, sample), 'utf8');
		const parse = (content: string, previous?: ReturnType<typeof parser.parse>, before?: ReturnType<typeof parseFile>) => {
			return parseFile(parser, 'A.cs', content, new Set(), before && { ...before, tree: previous });
		};
		let current = parse(text);
		for (let count = 0; count < 60; count++) {
			const at = Math.floor(next() * text.length);
			const length = next() < 0.4 ? Math.floor(next() * 12) : 0;
			text = text.slice(0, at) + (pieces[Math.floor(next() * pieces.length)] ?? '') + text.slice(at + length);
			const edited = parse(text, current.tree, current);
			current.tree?.delete();
			current = edited;
			const fresh = parse(text);
			fresh.tree?.delete();
			// In broken code the parser's recovery depends on the way there; a long file is read afresh later.
			if (!current.isProvisional) {
				compared++;
				assert.deepEqual(current.file, fresh.file, `${sample} after edit ${count}`);
			}
			// Keep the text from drifting into nonsense.
			if (count % 10 === 9) {
				text = fs.readFileSync(path.join(root, sample), 'utf8');
				const restored = parse(text, current.tree, current);
				current.tree?.delete();
				current = restored;
				const whole = parse(text);
				whole.tree?.delete();
				assert.deepEqual(current.file, whole.file, `${sample} restored after edit ${count}`);
			}
		}
		current.tree?.delete();
	}
	assert.ok(compared > 20, `${compared} comparisons`);
});

test('null-conditional chains bind as the language nests them', () => {
	const before = 'using System;\nclass A { public A? Next; public Array All(Type t) => Enum.GetValues(t); string M(A? a) => ';
	// All's own body is in scope of its attribute: the one finding is the call at the end of the chain.
	const marked = before.replace('public Array All', '[System.Diagnostics.CodeAnalysis.RequiresDynamicCode("All")] public Array All');
	for (const expression of ['"x" + a?.Next?.All(typeof(DayOfWeek))', '(a?.Next)?.Next?.All(typeof(DayOfWeek)) + ""']) {
		assert.deepEqual(
			findingsOf(`${marked}${expression}; }`).map(place => place.replace(/^.* /, '')),
			['IL3050'],
			expression,
		);
	}
});

test('what surrounds broken code is judged as ever', () => {
	const call = 'System.Enum.GetValues(typeof(System.DayOfWeek));';
	assert.deepEqual(findingsOf(`class A { void M() { ${call} } void Broken( { x. } }\nclass B { void N() { ${call} } }`).length, 2);
});

test('many declarations of one name neither merge nor hang', () => {
	const calls = Array.from(
		{ length: 400 },
		(_, index) =>
			`class A : B { A() { } static void Main() { System.Enum.GetValues(typeof(System.DayOfWeek)); } }\nclass B : A { }\n// ${index}\n`,
	);
	assert.equal(findingsOf(calls.join('')).length, 400);
});

test('an edit leaves the types around it the objects that they were', () => {
	const type = (name: string): string => `class ${name} { void M() { } class Inner { int f; } }`;
	const read = (text: string, previous?: ParsedFile): ParsedFile => {
		const parsed = parseFile(parser, '/w/A.cs', text, new Set(), previous);
		parsed.tree?.delete();
		return { ...parsed, tree: undefined };
	};
	const shapes = ({ file }: ParsedFile): ReadonlyMap<string, object> => new Map(file.unit.types.map(each => [each.name, each.shape]));
	const names = ['A', 'B', 'C', 'D', 'E'];
	let last = read(names.map(type).join('\n'));
	const edits: readonly (readonly [text: string, same: string])[] = [
		[names.map(type).join('\n').replace('class B { void M', 'class B { int M'), 'ACDE'],
		[names.map(type).join('\n').replace('class B { void M', 'class B { long M'), 'ACDE'],
		[['A', 'New', 'B', 'C', 'D', 'E'].map(type).join('\n\n'), 'ACDE'],
		[['A', 'E'].map(type).join('\n'), 'AE'],
	];
	for (const [text, same] of edits) {
		const next = read(text, last);
		const [before, after] = [shapes(last), shapes(next)];
		assert.equal([...after.keys()].filter(name => after.get(name) === before.get(name)).join(''), same, text);
		last = next;
	}
});

test('two types of one text stay two', () => {
	const text = 'namespace A { class C { int f; } } namespace B { class C { int f; } }';
	const first = parseFile(parser, '/w/A.cs', text, new Set());
	const second = parseFile(parser, '/w/A.cs', `${text}\n`, new Set(), { ...first, tree: undefined });
	const [one, other] = second.file.unit.namespaces.flatMap(each => each.types);
	assert.ok(one && other && one.shape !== other.shape);
	for (const each of [first, second]) each.tree?.delete();
});
