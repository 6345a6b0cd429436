/** The whole set of rules: each code has its title, its page, and the settings their defaults. */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { ALL_RULES, CODES } from '../../server/src/core/rules/catalog.ts';
import { mismatchCode, type Target, unknownCode } from '../../server/src/core/rules/dam/words.ts';
import { sentenceOf } from '../../server/src/core/rules/sentences.ts';
import { DEFAULT_SETTINGS } from '../../server/src/protocol/messages.ts';
import { derivedDocs } from '../../server/tools/docs.ts';
import { findingsOf, OPTED_IN, root, workspaceOf } from '../support/core.ts';

const docs = path.join(root, 'docs', 'rules');

test('each code is declared once, and has a page', () => {
	const declared = ALL_RULES.flatMap(rule => rule.codes.map(each => each.code));
	assert.deepEqual(declared.toSorted(), CODES.toSorted());
	for (const rule of ALL_RULES) for (const code of rule.alsoReports ?? []) assert.ok(CODES.includes(code), `${rule.slug}: ${code}`);
	assert.deepEqual(
		fs
			.readdirSync(docs)
			.map(file => file.replace('.md', ''))
			.toSorted(),
		CODES.toSorted(),
	);
	for (const code of CODES) {
		const page = fs.readFileSync(path.join(docs, `${code}.md`), 'utf8');
		for (const part of ['**What breaks.**', '**Why.**', '**What to do.**']) assert.ok(page.includes(part), `${code}: ${part}`);
	}
});

test('each code that a value can be told with is declared', () => {
	const targets: readonly Target[] = [
		{ kind: 'parameter', name: 'p', method: 'M' },
		{ kind: 'return', method: 'M' },
		{ kind: 'field', name: 'f' },
		{ kind: 'this', method: 'M' },
		{ kind: 'generic', name: 'T', owner: 'G' },
	];
	for (const target of targets)
		for (const code of [
			unknownCode(target),
			...(['parameter', 'return', 'field', 'this', 'generic'] as const).map(source => mismatchCode(source, target)),
		])
			assert.ok(CODES.includes(code), code);
});

test('a code that no rule declares costs nobody anything', () => {
	const { workspace } = workspaceOf({ 'P.csproj': OPTED_IN, 'A.cs': 'class A { }' });
	const [project] = workspace.projects;
	assert.ok(project);
	const report = workspace.reportOf(project, '/w/A.cs', [{ code: 'IL2999', message: 'What a later SDK says', start: 0, end: 5 }]);
	assert.deepEqual(
		report?.findings.map(({ code, level }) => `${code} ${level}`),
		['IL2999 warning'],
	);
});

test('each code of the SDK has a short sentence of our own, each of ours says it itself', () => {
	for (const code of CODES) {
		const brief = sentenceOf({ code, message: '', start: 0, end: 0, evidence: undefined });
		assert.equal(brief !== undefined, code.startsWith('IL'), code);
		assert.doesNotMatch(brief ?? '', /\$|\.$/, code);
		assert.ok((brief ?? '').length <= 130, `${code}: ${brief}`);
	}
});

test('README and heads of pages say what the rules declare', () => {
	for (const [file, text] of derivedDocs()) assert.equal(fs.readFileSync(path.join(root, file), 'utf8'), text, `${file}: npm run docs`);
});

test('the settings of package.json are those of the code', () => {
	const { contributes } = JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8')) as {
		contributes: { configuration: { properties: Record<string, { default: unknown }> } };
	};
	const declared = Object.fromEntries(
		Object.entries(contributes.configuration.properties)
			// The protocol's client reads this one by itself.
			.filter(([key]) => key !== 'aotLens.trace.server')
			.map(([key, value]) => [key.replace('aotLens.', ''), value.default]),
	);
	assert.deepEqual(declared, { ...DEFAULT_SETTINGS });
});

test('suppressions of the source are honoured', () => {
	const call = 'System.Enum.GetValues(typeof(System.DayOfWeek));';
	assert.deepEqual(findingsOf(`class A { void M() { ${call} } }`), ['1:22 IL3050']);
	assert.deepEqual(
		findingsOf(`class A {\n#pragma warning disable IL3050\nvoid M() { ${call} }\n#pragma warning restore IL3050\nvoid N() { ${call} } }`),
		['5:12 IL3050'],
	);
	assert.deepEqual(
		findingsOf(
			`using System.Diagnostics.CodeAnalysis;\nclass A { [UnconditionalSuppressMessage("AOT", "IL3050")] void M() { ${call} } void N() { ${call} } }`,
		).length,
		1,
	);
	assert.deepEqual(
		findingsOf(
			`[assembly: System.Diagnostics.CodeAnalysis.UnconditionalSuppressMessage("AOT", "IL3050")]\nclass A { void M() { ${call} } }`,
		),
		[],
	);
	assert.deepEqual(findingsOf(`using System.Diagnostics.CodeAnalysis;\nclass A { [RequiresDynamicCode("x")] void M() { ${call} } }`), []);
});

test('what cannot be bound is silent', () => {
	assert.deepEqual(
		findingsOf(
			'class A { void M(Missing m) { m.GetValues(typeof(int)); Missing.Enum.GetValues(typeof(int)); Unknown(System.Type.GetType); } }',
		),
		[],
	);
	assert.deepEqual(findingsOf('class A : MissingBase { void M(string s) { GetType(s); Enum.GetValues(typeof(int)); } }'), []);
});
