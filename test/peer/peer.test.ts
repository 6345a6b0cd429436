/** Our findings on the fixtures against those of the SDK's analyzer: same code, place and words. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { caretsOf, expectedCarets, type Marked, wordsOf } from '../support/carets.ts';
import { checkAll, workspaceOf } from '../support/core.ts';
import { askSdk, FIXTURE_PROJECT, fixtureFiles, fixtureText, hasSdk, recordedOf } from './fixtures.ts';

const { workspace } = workspaceOf({
	'Fixtures.csproj': FIXTURE_PROJECT,
	...Object.fromEntries(fixtureFiles().map(file => [file, fixtureText(file)])),
});
/** Ours by fixture, without those that are not the analyzer's. */
const ours = new Map(
	checkAll(workspace).map(report => {
		const found = report.findings.filter(each => !each.suppressedBy && each.code.startsWith('IL'));
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

test('the fixtures say something', () => {
	assert.ok([...ours.values()].flat().length > 2000);
});

test('the recording is what the installed SDK says', { skip: hasSdk() ? false : 'no .NET SDK 10 here: the recording counts' }, () => {
	for (const [file, recorded] of askSdk()) assert.deepEqual(recordedOf(file), recorded);
});
