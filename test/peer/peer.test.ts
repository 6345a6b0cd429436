/** Our findings on the fixtures against those of the SDK's analyzer: same code, place and words. */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { test } from 'node:test';
import { LineIndex } from '../../server/src/core/text/line-index.ts';
import { checkAll, workspaceOf } from '../support/core.ts';
import { askSdk, FIXTURE_PROJECT, fixtureFiles, fixtureText, hasSdk, RECORDING, type Recording } from './fixtures.ts';

const recorded = JSON.parse(fs.readFileSync(RECORDING, 'utf8')) as Recording;
const line = (finding: { file: string; line: number; column: number; code: string; message: string }): string =>
	`${finding.file}:${finding.line}:${finding.column} ${finding.code} ${finding.message}`;

test('every fixture gives what the SDK gives', () => {
	const { workspace } = workspaceOf({
		'Fixtures.csproj': FIXTURE_PROJECT,
		...Object.fromEntries(fixtureFiles().map(file => [file, fixtureText(file)])),
	});
	const ours = checkAll(workspace).flatMap(report => {
		const lines = new LineIndex(report.text);
		return report.findings
			.filter(finding => !finding.suppressedBy && finding.code.startsWith('IL'))
			.map(finding => {
				const { line: at, character } = lines.position(finding.start);
				return line({
					file: report.path.slice('/w/'.length),
					line: at + 1,
					column: character + 1,
					code: finding.code,
					message: finding.message,
				});
			});
	});
	// Two spans that start at one place (`a.B.C` on a dynamic value) are one line of the recording.
	assert.deepEqual([...new Set(ours)].toSorted(), recorded.findings.map(line).toSorted());
	assert.ok(ours.length > 50, 'the fixtures are there');
});

test('the recording is what the installed SDK says', { skip: hasSdk() ? false : 'no .NET SDK 10 here: the recording counts' }, () => {
	assert.deepEqual(askSdk().findings.map(line), recorded.findings.map(line));
});
