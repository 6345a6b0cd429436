/** The pages tell the truth: what stands under "Before" gives the code, what stands under "After" does not. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CODES } from '../../server/src/core/rules/catalog.ts';
import { publishedPackages } from '../../server/src/core/rules/published-packages.ts';
import { codesIn, pages } from '../support/pages.ts';

const all = pages();
/** What is found by following an app into its packages is in no file by itself. */
const ofPackages = new Set(publishedPackages.codes.map(each => each.code));

test('every page has both', () => {
	const shown = new Set(all.map(page => page.code));
	assert.deepEqual(
		CODES.filter(code => !shown.has(code) && !ofPackages.has(code)),
		[],
	);
});

for (const { code, before, after } of all)
	test(`${code} before and after`, () => {
		assert.ok(codesIn(code, before).includes(code), 'before');
		assert.ok(!codesIn(code, after).includes(code), 'after');
	});
