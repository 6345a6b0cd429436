/** What the grammar can't read: read all the same, and each cure still needed. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cured } from '../../server/src/core/syntax/grammar-cures.ts';
import { parseFile } from '../../server/src/core/syntax/source-file.ts';
import type { RawNode } from '../../server/src/core/syntax/subtrees.ts';
import { parser } from '../support/core.ts';

/** Statements that the compiler takes. */
const STATEMENTS = [
	'a?.P = 1;',
	'a?[0] += 2;',
	'F((ref x, out y) => 1);',
	'F((out U x) => x = default);',
	'var c = new C<T>((out U x) => x = default);',
	'var d = new D { [type] = 1, [method] = 2 };',
	'F(map?[type]);',
	'var q = from _ in source select 1;',
	'Names with = new Names { async = false };',
	'if (!async) required--;',
	'F(ref x) = 3;',
	'*(p + 1) = 3;',
	'*p++ = 3;',
	'if (x is [.., { R: null or C.I } last]) { }',
	'if (x is { B: [.., var i] }) { }',
	'var y = x is [.. var rest, 3];',
	'var z = x switch { [.., { A: null } l] => 1, [[..], [var q]] => 2 };',
	'var s = $" {{{string.Join(" ", a.Select(k => $"{k.Key}"))}}}";',
	'var s = $"{x:HH \\"UTC\\"z}";',
	'var s = $"" + b;',
	'var s = $@"source=""""{m}"""""; F(s);',
	'var s = $"""a {F($@"x ""{b}""")} b""";',
];
const MEMBERS = [
	'void M(scoped params Span<int> a) { }',
	'ref partial struct S { }',
	'unsafe ~A() { }',
	'// about\n\textension(string s) { int P => 1; }',
	'/* about */ extension<T>(I<T> r) where T : class { int P => 1; }',
];
const inMethod = (statement: string): string => `unsafe class A { void M() { ${statement} } int After() => 1; }`;
const inType = (member: string): string => `static unsafe class A {\n\t${member}\n\tint After() => 1; }`;
const TEXTS = [...STATEMENTS.map(inMethod), ...MEMBERS.map(inType)];

/** Whether the grammar alone has errors in a text. */
function isBroken(text: string): boolean {
	const tree = parser.parse(text);
	const hasError = (node: RawNode): boolean => node.kind === 'ERROR' || (node.missing && !node.named) || node.children.some(hasError);
	const result = hasError(parser.root(tree));
	tree.delete();
	return result;
}

for (const text of TEXTS) {
	const title = text.replace(/\s+/g, ' ').slice(0, 80);
	test(`read, and cured for a reason: ${title}`, () => {
		const { file, tree } = parseFile(parser, 'A.cs', text, new Set());
		tree?.delete();
		assert.deepEqual(file.errors, []);
		const [type] = file.unit.types;
		assert.ok(type?.members.every(member => !member.hasError));
		const last = type?.members.at(-1)?.syntax;
		assert.ok(last?.kind === 'method' && last.name === 'After', 'what follows is a member of the type');
		assert.equal(cured(text).length, text.length);
		assert.notEqual(cured(text), text);
		assert.ok(isBroken(text), 'the grammar reads it without the cure, which can go');
	});
}

test('generic types that the grammar takes for comparisons are read', () => {
	const text = inMethod('var a = new List<(string m, E e)> { (m: c.D, e: E.U) }; var b = (A)F<B>(c);');
	const { file, tree } = parseFile(parser, 'A.cs', text, new Set());
	tree?.delete();
	const [method] = file.unit.types[0]?.members ?? [];
	assert.ok(method && !method.hasError && method.syntax.kind === 'method' && method.syntax.body?.kind === 'block-body');
	const [list, call] = method.syntax.body.block.statements.map(each => (each.kind === 'local' ? each.declarators[0]?.value : undefined));
	assert.ok(list?.kind === 'new' && list.type?.kind === 'type-name' && list.type.args?.[0]?.kind === 'tuple-type' && list.initializer);
	assert.ok(call?.kind === 'cast' && call.operand.kind === 'call');
});

test('nothing is cured that is right as it stands, nor in comments and literals', () => {
	for (const text of [
		'(a, b) = (b, a);',
		'F = () => (a, b) = (b, a);',
		'// before a tuple\n(a, b) = (b, a);',
		'return (a, b) = (b, a);',
		'var a = b[..]; var c = b[.. 3];',
		'F("a?.P = 1; [type] extension(string s) { }"); // [type] (out U x) => 1',
		'[type: A] class B { }',
		'var s = $"{{a}} {b:D3} {c,3}";',
	])
		assert.equal(cured(text), text);
	// What is in a hole is code.
	assert.notEqual(cured('var s = $"{map?[type]}";'), 'var s = $"{map?[type]}";');
});

test('slices, lambda parameters and constants are what the file says', () => {
	const statement = 'if (x is [.. var rest, 3] && y is [.., var i]) F((out U u) => u = default); var s = $"" + $"{{{b}}}";';
	const { file, tree } = parseFile(parser, 'A.cs', inMethod(statement), new Set());
	tree?.delete();
	const text = JSON.stringify(file.unit.types[0]?.members[0]?.syntax);
	assert.match(text, /"kind":"slice","start":\d+,"end":\d+,"pattern":\{"kind":"var-pattern"/);
	assert.match(text, /"parts":\[\{"kind":"slice","start":\d+,"end":\d+\},\{"kind":"var-pattern"/);
	assert.match(text, /"name":"u","isParams":false,"attributes":\[\],"type":\{[^}]*"name":"U"[^}]*\},"ref":"out"/);
	assert.match(text, /"texts":\["\{\{","\}\}"\]/);
});

test('cures take time by the length of the text', () => {
	for (const piece of [
		'extension(',
		'{extension<',
		'$',
		'$@',
		'?[',
		'*(',
		') =',
		'(out ',
		'is [',
		':\\',
		'((',
		'[[',
		'operator a *',
		'scoped ',
		'{{{',
		'$"{',
	]) {
		const text = piece.repeat(5_000);
		const started = performance.now();
		cured(text);
		assert.ok(performance.now() - started < 3000, `${piece}: ${performance.now() - started} ms`);
	}
});
