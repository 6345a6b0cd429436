/** Our own codes on the fixtures that show them: place, code and words. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { caretsOf, expectedCarets, wordsOf } from '../support/carets.ts';
import { findingsIn, ownFixtures, readOwn } from '../support/own-fixtures.ts';

for (const file of ownFixtures())
	test(file, () => {
		const { text, words } = readOwn(file);
		const findings = findingsIn(file, text);
		assert.deepEqual(expectedCarets(text, findings), caretsOf(text));
		assert.deepEqual(wordsOf(text, findings), words);
	});
