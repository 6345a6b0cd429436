/** The pages tell the truth: what stands under "Before" gives the code, what stands under "After" does not. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { CODES } from '../../server/src/core/rules/catalog.ts';
import { publishedPackages } from '../../server/src/core/rules/published-packages.ts';
import { hasSdk } from '../peer/fixtures.ts';
import { asLibrary, codesIn, LIBRARY, pages } from '../support/pages.ts';

const all = pages();
/** What is found by following an app into its packages is in no file by itself. */
const ofPackages = new Set(publishedPackages.codes.map(each => each.code));

test('every page has both', () => {
	const shown = new Set(all.map(page => page.code));
	assert.deepEqual(
		CODES.filter(code => code.startsWith('IL') && !shown.has(code) && !ofPackages.has(code)),
		[],
	);
});

for (const { code, before, after } of all)
	test(`${code} before and after`, () => {
		assert.ok(codesIn(code, before).includes(code), 'before');
		assert.ok(!codesIn(code, after).includes(code), 'after');
	});

test('the SDK compiles the pages, and its analyzer agrees', { skip: hasSdk() ? false : 'no .NET SDK 10 here', timeout: 240_000 }, () => {
	const work = fs.mkdtempSync(path.join(os.tmpdir(), 'aot-lens-pages-'));
	try {
		const analyzed = all.filter(page => page.code.startsWith('IL'));
		fs.writeFileSync(path.join(work, 'Pages.csproj'), LIBRARY);
		for (const { code, before, after } of analyzed) {
			fs.writeFileSync(path.join(work, `${code}.before.cs`), asLibrary(`${code}.Before`, before.text));
			fs.writeFileSync(path.join(work, `${code}.after.cs`), asLibrary(`${code}.After`, after.text));
		}
		const { stdout, status } = spawnSync('dotnet', ['build', work, '-nologo', '-clp:NoSummary'], { encoding: 'utf8' });
		assert.equal(
			status,
			0,
			stdout
				.split('\n')
				.filter(line => line.includes(': error '))
				.join('\n'),
		);
		const told = new Set([...stdout.matchAll(/([\w.]+)\.cs\(\d+,\d+\): warning (IL\d+)/g)].map(([, file, code]) => `${file} ${code}`));
		for (const { code } of analyzed) {
			assert.ok(told.has(`${code}.before ${code}`), `${code} before`);
			assert.ok(!told.has(`${code}.after ${code}`), `${code} after`);
		}
	} finally {
		fs.rmSync(work, { recursive: true, force: true });
	}
});
