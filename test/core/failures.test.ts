/** One bad input costs only itself, and what is lost is told. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { JsonFlow } from '../../server/src/core/frameworks/json-flow.ts';
import { summarize } from '../../server/src/core/analysis/summary.ts';
import { BodyBinder } from '../../server/src/core/binding/statements.ts';
import { BODY_RULES, RULES } from '../../server/src/core/rules/index.ts';
import { headline } from '../../server/src/protocol/report.ts';
import { checkAll, OPTED_IN, places, WEB_OPTED_IN, workspaceOf } from '../support/core.ts';

const GOOD = 'class Good { object M() => System.Enum.GetValues(typeof(System.DayOfWeek)); }';

/** What is found and what is told of failures in a project of some files. */
function check(files: Readonly<Record<string, string>>) {
	const logged: string[] = [];
	const { workspace } = workspaceOf({ 'P.csproj': OPTED_IN, ...files }, { log: message => logged.push(message) });
	const reports = checkAll(workspace);
	const summary = summarize(workspace, workspace.projects, reports, true);
	return {
		places: places(reports),
		told: summary.unreadable.map(({ path, reason }) => `${path}: ${reason}`),
		headline: headline(summary),
		logged,
	};
}

/** Runs an action while a method of an object throws. */
function whileBroken<T extends object>(
	object: T,
	method: keyof T & string,
	isBroken: (...args: never[]) => boolean,
	action: () => void,
): void {
	const own = Object.getOwnPropertyDescriptor(object, method);
	const original = object[method] as (...args: never[]) => unknown;
	Object.defineProperty(object, method, {
		configurable: true,
		value(this: unknown, ...args: never[]) {
			if (isBroken(...args)) throw new Error('broken');
			return original.apply(this, args);
		},
	});
	try {
		action();
	} finally {
		if (own) Object.defineProperty(object, method, own);
		else delete object[method];
	}
}

test('a rule that throws takes its finding alone, and nothing is called clean', () => {
	for (const rule of [...RULES, ...BODY_RULES]) {
		whileBroken(
			rule,
			'check',
			() => true,
			() => {
				const result = check({ 'A.cs': 'class A { object? M(System.Type t) => t.GetMethod("M"); }' });
				if (result.logged.length === 0) return;
				assert.deepEqual(result.told, [`/w/A.cs: rule ${rule.slug} could not be judged`]);
				assert.doesNotMatch(result.headline, /clean/);
			},
		);
	}
	const [rule] = RULES;
	assert.ok(rule);
	whileBroken(
		rule,
		'check',
		() => true,
		() => {
			const { workspace } = workspaceOf({ 'P.csproj': OPTED_IN, 'A.cs': GOOD }, { log: () => undefined });
			workspace.open('/w/A.cs', GOOD);
			const [project] = workspace.projects;
			assert.ok(project);
			// What failed is not remembered as judged: an edit elsewhere does not make it good.
			assert.ok(workspace.check(project, '/w/A.cs').report?.failures);
			workspace.open('/w/A.cs', `// moved\n${GOOD}`);
			assert.ok(workspace.check(project, '/w/A.cs').report?.failures);
		},
	);
});

test('a member that can not be bound takes its own findings alone', () => {
	const source = `class A {\n object M() => Broken();\n object N() => System.Enum.GetValues(typeof(System.DayOfWeek)); }`;
	const isBroken = (expr: { kind: string; callee?: { name?: unknown } }) => expr.kind === 'call' && expr.callee?.name === 'Broken';
	whileBroken(BodyBinder.prototype, 'bind', isBroken as never, () => {
		const result = check({ 'A.cs': source, 'B.cs': GOOD });
		assert.deepEqual(result.told, ['/w/A.cs: line 2 could not be judged']);
		assert.deepEqual(result.places, ['A.cs:3:16 IL3050', 'B.cs:1:28 IL3050']);
	});
});

test('a file that can not be parsed takes its own findings alone', () => {
	const result = check({
		'A.cs': GOOD,
		'B.cs': `class B { void M() { ${'< b '.repeat(8000)} } }`,
		'C.cs': `#if ${'!'.repeat(20001)}X\n#endif`,
	});
	assert.deepEqual(result.places, ['A.cs:1:28 IL3050']);
	assert.deepEqual(result.told, ['/w/B.cs: nothing of it could be read: more than 1000 `<` without `>`']);
	assert.equal(result.headline, '1 warning, 1 not checked');
});

test('syntax that could not be read is told where it stands, and not while somebody types it', () => {
	const nested = `class B { string M() => ${'$"{'.repeat(1000)}1${'}"'.repeat(1000)}; }`;
	const files = { 'P.csproj': OPTED_IN, 'A.cs': GOOD, 'B.cs': `\n${nested}`, 'C.cs': 'class C { void M() { } }} class D {' };
	const { workspace } = workspaceOf(files, { log: () => undefined });
	const reports = checkAll(workspace);
	const summary = summarize(workspace, workspace.projects, reports, true);
	assert.equal(headline(summary), '1 warning, 1 not checked');
	assert.deepEqual(summary.projects[0]?.notJudged, [
		{ what: 'B.cs:2 and 1 more file', why: 'syntax that could not be read, so what stands there is not checked' },
	]);
	const view = { levelOf: () => undefined, isAssessed: () => false, isQuiet: () => false, isCombined: false, isExcluded: () => false };
	const typed = summarize(workspace, workspace.projects, reports, true, { ...view, isTyped: () => true });
	assert.deepEqual(typed.projects[0]?.notJudged, []);
});

test('shapes that only a hostile file has are judged, or told', () => {
	const usings = `using System.Linq.Expressions; using static System.Linq.Expressions.Expression; using static B;
public static class B { public static readonly Expression Empty = Empty(); }`;
	const endless = 'interface I<T> : I<I<T>> { } class C : I<int> { public void M() { } }';
	const lets = `class D { object M(string s) => from a in s ${Array.from({ length: 3000 }, (_, index) => `let b${index} = a `).join('')} select a; }`;
	const result = check({ 'A.cs': usings, 'B.cs': endless, 'C.cs': `${GOOD} struct S { } ;`, 'D.cs': lets });
	assert.deepEqual(result.places, ['C.cs:1:28 IL3050']);
	assert.deepEqual(result.told, ['/w/D.cs: line 1 could not be judged']);
});

test('what stands in a directive is no pattern', () => {
	const found = check({ 'A.cs': `#pragma warning disable CService), IL3050(, [\n${GOOD}\n` });
	assert.deepEqual([found.places, found.told], [['A.cs:2:28 IL3050'], []]);
});

test('a framework that there will never be is not counted up to, and not called clean', () => {
	const files = { 'P.csproj': OPTED_IN.replace(/net\d+\.0/, 'net999999999.0'), 'A.cs': GOOD };
	const { workspace } = workspaceOf(files, { log: () => undefined });
	const summary = summarize(workspace, workspace.projects, checkAll(workspace), true);
	assert.doesNotMatch(headline(summary), /clean/);
	assert.match(JSON.stringify(summary), /net999999999\.0/);
});

/** Code that nests deeper than is read, and code that nests less. */
const NESTED: Readonly<Record<string, (depth: number) => string>> = {
	parentheses: depth => `class A { object M() => ${'('.repeat(depth)}1${')'.repeat(depth)}; }`,
	blocks: depth => `class A { void M() { ${'{'.repeat(depth)} M(); ${'}'.repeat(depth)} } }`,
	lambdas: depth => `class A { object M() => ${'() => '.repeat(depth)}1; }`,
	sums: depth => `class A { string M() => ${'"a" + '.repeat(depth)}"b"; }`,
	calls: depth => `class A { A M() => this${'.M()'.repeat(depth)}; }`,
	branches: depth => `class A { void M(int i) { ${'if (i == 1) M(2); else '.repeat(depth)} M(3); } }`,
	conditionals: depth => `class A { int M(bool b) => ${'b ? 1 : '.repeat(depth)}2; }`,
	arguments: depth => `class A { int M(int i) => ${'M('.repeat(depth)}1${')'.repeat(depth)}; }`,
	patterns: depth => `class A { bool M(int i) => i is 0${' or 1'.repeat(depth)}; }`,
	collections: depth => `class A { object M() => ${'['.repeat(depth)}1${']'.repeat(depth)}; }`,
	'type arguments': depth => `class A<T> { ${'A<'.repeat(depth)}int${'>'.repeat(depth)} field; }`,
	arrays: depth => `class A { object M() => new object[] ${'{ new object[] '.repeat(depth)}{ }${' }'.repeat(depth)}; }`,
	classes: depth => `${'class A { '.repeat(depth)}${'}'.repeat(depth)}`,
	namespaces: depth => `${'namespace A { '.repeat(depth)}${'}'.repeat(depth)}`,
	attributes: depth => `[System.Obsolete(${'('.repeat(depth)}""${')'.repeat(depth)})] class A { }`,
	'assembly attributes': depth => `[assembly: System.Obsolete(${'('.repeat(depth)}""${')'.repeat(depth)})]`,
	'parameter defaults': depth => `class A { void M(int i = ${'('.repeat(depth)}1${')'.repeat(depth)}) { } }`,
	'statements of a program': depth => `${'{'.repeat(depth)} System.GC.Collect(); ${'}'.repeat(depth)}`,
	queries: depth =>
		`using System.Linq; class A { object M(int[] n) => from a in ${'(from b in '.repeat(depth)}n${' select b)'.repeat(depth)} select a; }`,
};

for (const [name, nest] of Object.entries(NESTED)) {
	test(`what nests too deep is told: ${name}`, () => {
		const { told, places: found } = check({ 'A.cs': nest(1000), 'Good.cs': GOOD });
		assert.equal(told[0], '/w/A.cs: what nests deeper than 800 levels was left out');
		assert.deepEqual(check({ 'A.cs': nest(100), 'Good.cs': GOOD }).told, []);
		assert.equal(found.length, 1);
	});
}

test('a sequence of itself is judged among what JSON writes', () => {
	const source = `using System.Collections; using System.Collections.Generic; using Microsoft.AspNetCore.Builder; using Microsoft.AspNetCore.Http;
var app = WebApplication.CreateSlimBuilder(args).Build();
app.MapGet("/", (Node node) => TypedResults.Ok(node));
Send(new Node());
void Send(Node node) { var all = new Dictionary<string, object> { ["a"] = node }; Results.Ok(all); Results.Ok(node); Results.Json(node); }
class Node : IEnumerable<Node> { public IEnumerator<Node> GetEnumerator() => throw new System.Exception(); IEnumerator IEnumerable.GetEnumerator() => GetEnumerator(); }
`;
	const project = WEB_OPTED_IN.replaceAll('IsAotCompatible', 'PublishAot');
	const { workspace } = workspaceOf({ 'P.csproj': project, 'Program.cs': source });
	const summary = summarize(workspace, workspace.projects, checkAll(workspace), true);
	assert.deepEqual(summary.unreadable, []);
});

test('what an app registers is lost for the file that fails alone', () => {
	const files = {
		'P.csproj': WEB_OPTED_IN.replaceAll('IsAotCompatible', 'PublishAot'),
		'A.cs': 'class A { object Value() => new A(); void Fill(object given) { } }',
		'B.cs': GOOD,
	};
	whileBroken(
		JsonFlow.prototype,
		'trace',
		() => true,
		() => {
			const { workspace } = workspaceOf(files, { log: () => undefined });
			const reports = checkAll(workspace);
			const told = summarize(workspace, workspace.projects, reports, true).unreadable;
			assert.deepEqual(
				told.map(({ path, reason }) => `${path}: ${reason}`),
				['/w/A.cs: what a part of it says of the app could not be read'],
			);
			assert.deepEqual(places(reports), ['B.cs:1:28 IL3050']);
		},
	);
});
