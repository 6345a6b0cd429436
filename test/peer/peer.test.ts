/** Our findings on the fixtures against those of the SDK's analyzer, as recorded: same code, place and words. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { JudgedFinding } from '../../server/src/core/analysis/finding.ts';
import { caretsOf, expectedCarets, type Marked, wordsOf } from '../support/carets.ts';
import { checkAll, workspaceOf } from '../support/core.ts';
import { FIXTURE_PROJECT, fixtureFiles, fixtureText, recordedOf } from './fixtures.ts';
import { PUBLISHED_FIXTURES, publishedOf, reasonOf } from './published.ts';

const { workspace } = workspaceOf({
	'Fixtures.csproj': FIXTURE_PROJECT,
	...Object.fromEntries(fixtureFiles().map(file => [file, fixtureText(file)])),
});
const reports = checkAll(workspace);
const inserted = new Set(
	reports.flatMap(({ project, path, findings }) =>
		findings.filter(each => workspace.evidence(project, path, each)?.evidence?.use.kind === 'implicit'),
	),
);
/** What the compiler inserts and the analyzer does not look at: publishing is asked. */
const isInserted = (finding: JudgedFinding): boolean => inserted.has(finding);
/** Ours by fixture, without those that are not the analyzer's. */
const ours = new Map(
	reports.map(report => {
		const found = report.findings.filter(each => !each.suppressedBy && each.code.startsWith('IL') && !isInserted(each));
		const unique = new Map(found.map(each => [`${each.start} ${each.end} ${each.code} ${each.message}`, each]));
		return [report.path.slice('/w/'.length), [...unique.values()] as readonly Marked[]];
	}),
);

for (const file of fixtureFiles())
	test(`${file} gives what the SDK gives`, () => {
		const { text, words } = recordedOf(file);
		const found = ours.get(file) ?? [];
		assert.deepEqual(expectedCarets(text, found), caretsOf(text));
		assert.deepEqual(wordsOf(text, found), words);
	});

test('publishing warns of each call that the compiler inserts, and where it does, so do we', () => {
	const told = new Map(reports.map(report => [report.path.slice('/w/'.length), report]));
	/** Operators, conversions and methods that publishing was seen to warn of. */
	const proven = new Set<string>();
	for (const file of PUBLISHED_FIXTURES) {
		const { text, findings } = told.get(file) ?? { text: '', findings: [] };
		const key = (code: string, line: string, reason: string): string => `${code} ${line} ${reason}`;
		const published = new Set(publishedOf(file).map(each => key(each.code, each.line, each.reason)));
		const ours = findings.map(each => ({ each, line: lineAt(text, each.start), reason: reasonOf(each.message) }));
		for (const { each, line, reason } of ours.filter(found => isInserted(found.each))) {
			assert.ok(
				published.has(key(each.code, line, reason)) || published.has(key(each.code, '', reason)),
				`${file}: ${line}: ${each.message}`,
			);
			proven.add(insertedName(each.message));
		}
		const keys = new Set(ours.map(({ each, line, reason }) => key(each.code, line, reason)));
		for (const each of publishedOf(file).filter(({ line }) => line !== ''))
			assert.ok(keys.has(key(each.code, each.line, each.reason)), `${file}: not told: ${each.code} ${each.line}: ${each.reason}`);
	}
	for (const finding of reports.flatMap(report => report.findings).filter(isInserted))
		assert.ok(proven.has(insertedName(finding.message)), finding.message);
});

/** The name of the member that a message is about, without its type and parameters: `operator +`, `implicit operator`, `Deconstruct`. */
const insertedName = (message: string): string =>
	/((?:implicit |explicit )?operator(?: [^\w\s(]+)?|\w+)[^.(]*\(/.exec(message)?.[1] ?? message;

const lineAt = (text: string, offset: number): string =>
	text.slice(text.lastIndexOf('\n', offset - 1) + 1, `${text}\n`.indexOf('\n', offset)).trim();

test('the fixtures say something', () => {
	assert.ok([...ours.values()].flat().length > 2000);
});
