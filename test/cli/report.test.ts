/** `aot-lens report`: what the page says, and that no text of a file becomes more than text in it. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { readinessHtml } from '../../server/src/report/html.ts';
import { type Readiness, type ReportedPlace, scoreOf } from '../../server/src/report/model.ts';
import { STYLE, STYLE_HASH } from '../../server/src/report/style.ts';
import { runCli } from '../support/cli.ts';
import { OPTED_IN } from '../support/core.ts';

const folders: string[] = [];
after(() => {
	for (const folder of folders) fs.rmSync(folder, { recursive: true, force: true });
});

function folderOf(files: Readonly<Record<string, string>>): string {
	const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'aot-lens-report-'));
	folders.push(folder);
	for (const [name, content] of Object.entries(files)) fs.writeFileSync(path.join(folder, name), content);
	return folder;
}

async function reportOf(folder: string, ...args: string[]): Promise<string> {
	const output = path.join(folder, 'report.html');
	const { status, stderr } = await runCli(['report', folder, '--output', output, ...args]);
	assert.equal(status, 0, stderr);
	return fs.readFileSync(output, 'utf8');
}

/** The cells of the rows of a table, as text. */
function rows(html: string, caption: string): readonly (readonly string[])[] {
	const [, body = ''] = html.split(`<caption>${caption}</caption>`);
	const [, inner = ''] = /<tbody>([\s\S]*?)<\/tbody>/.exec(body) ?? [];
	return [...inner.matchAll(/<tr>(.*)<\/tr>/g)].map(([, row = '']) =>
		[...row.matchAll(/<t[hd][^>]*>(.*?)<\/t[hd]>/g)].map(([, cell = '']) => cell.replace(/<[^>]*>/g, '').trim()),
	);
}

const REPAIRED = 'class R { object M() => System.Enum.GetValues(typeof(System.DayOfWeek)); }\n';
const BY_HAND = 'class H { object M() => System.Type.GetType(System.Console.ReadLine()!)!; }\n';

test('score, blockers, effort and places are those of the files', async () => {
	const folder = folderOf({ 'P.csproj': OPTED_IN, 'R.cs': REPAIRED, 'H.cs': BY_HAND, 'C.cs': 'class C { }\n', 'D.cs': 'class D { }\n' });
	const html = await reportOf(folder);
	assert.match(html, /<strong>50<\/strong> of 100/);
	assert.match(html, /2 of 4 files\./);
	assert.deepEqual(
		rows(html, 'Rules with places that no fix repairs').map(row => row.slice(0, 4)),
		[['IL2057', 'Type.GetType with an unknown type name', '1', '1']],
	);
	assert.deepEqual(
		rows(html, 'Places that break, by how they are mended').map(row => row.slice(0, 2)),
		[
			['By hand', '0'],
			['Passed on by a fix', '1'],
			['Repaired by a fix that can change what the program does', '0'],
			['Repaired by a fix', '1'],
		],
	);
	assert.deepEqual(
		rows(html, 'Projects, those with most blockers first').map(row => row.slice(1)),
		[['opted in', 'net10.0', '4', '50', '2', '1']],
	);
	assert.match(html, /<summary>P: 2 places<\/summary>/);
	assert.doesNotMatch(html, /Since the baseline/);
});

test('against a baseline it says what is gone and what is new', async () => {
	const folder = folderOf({ 'P.csproj': OPTED_IN, 'R.cs': REPAIRED, 'H.cs': BY_HAND });
	const baseline = path.join(folder, 'known.json');
	await runCli(['baseline', folder, '--output', baseline]);
	fs.writeFileSync(path.join(folder, 'R.cs'), 'class R { }\n');
	fs.writeFileSync(path.join(folder, 'N.cs'), REPAIRED.replace('DayOfWeek', 'ConsoleKey'));
	const html = await reportOf(folder, '--baseline', baseline);
	assert.deepEqual(rows(html, 'Findings then and now'), [
		['In the baseline', '2'],
		['Gone since', '1'],
		['New since', '1'],
		['Now', '2'],
	]);
	assert.match(html, /N\.cs:1 <strong>new<\/strong>/);
});

test('no text of a file is more than text, and the policy lets nothing through', () => {
	const evil = `"><script>alert(1)</script><img src=x onerror=y>'&\u202e`;
	const place: ReportedPlace = {
		...{ path: '/x', file: evil, line: 1, column: 1, code: 'IL2026', title: evil, area: 'AOT' as const, level: 'warning' as const },
		...{ message: evil, effort: 'hand' as const, project: '/p', isNew: true },
	};
	const report: Readiness = {
		...{ title: evil, tool: evil, date: evil, files: 1, clean: 0, trend: undefined, isComplete: true },
		projects: [{ path: '/p', name: evil, state: evil, targetFramework: evil, files: 1, clean: 0, places: 1, blockers: 1 }],
		places: [place],
		packages: [{ name: evil, version: evil, verdict: 'breaks', why: evil, instead: evil, projects: [evil] }],
		notChecked: [{ what: evil, why: evil, wayOut: evil }],
	};
	const html = readinessHtml(report, { linkOf: () => `command:x?${evil}`, pageOf: code => `https://example.org/${code}` });
	assert.doesNotMatch(html, /<script|<img|\u202e|style="| on\w+="/);
	assert.ok(html.includes('&quot;&gt;&lt;script&gt;'));
	assert.equal(STYLE_HASH, `sha256-${createHash('sha256').update(STYLE).digest('base64')}`);
	assert.ok(html.includes(`default-src 'none'; style-src '${STYLE_HASH}'`));
});

test('where nothing was checked there is no score, and where most is clean it is no hundred', () => {
	assert.equal(scoreOf({ files: 0, clean: 0 }), undefined);
	assert.equal(scoreOf({ files: 1000, clean: 999 }), 99);
	assert.equal(scoreOf({ files: 3, clean: 3 }), 100);
});
