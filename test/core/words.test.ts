/** German and Simplified Chinese say all that English says, with the same values and commands, and nothing else. */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { counted, t, useWords } from '../../server/src/protocol/words.ts';
import { root } from '../support/core.ts';

const LANGUAGES = ['de', 'zh-cn'];
const read = (file: string): Record<string, string> => JSON.parse(fs.readFileSync(path.join(root, file), 'utf8')) as Record<string, string>;

/** Values, commands and code in a text: what a translation must not lose. */
const fixed = (text: string): string[] => (text.match(/\{\d+\}|\(command:[^)]+\)|`[^`]+`|dotnet restore/g) ?? []).toSorted();

/** The English texts of `t(...)` and `counted(...)` in client and server. */
function texts(): string[] {
	const literal = String.raw`'((?:[^'\\]|\\.)*)'`;
	const files = ['client/src', 'server/src'].flatMap(folder =>
		fs
			.readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
			.filter(file => file.endsWith('.ts'))
			.map(file => fs.readFileSync(path.join(root, folder, file), 'utf8')),
	);
	const found = files.flatMap(text => [
		...[...text.matchAll(new RegExp(String.raw`\bt\(\s*${literal}`, 'g'))].map(([, one = '']) => one),
		...[...text.matchAll(new RegExp(String.raw`\bcounted\(\s*[^']*?${literal},\s*${literal}`, 'g'))].flatMap(([, one = '', many = '']) => [
			one,
			many,
		]),
	]);
	return [...new Set(found)].toSorted();
}

test('each text of client and server has its words in each language', () => {
	for (const language of LANGUAGES) {
		const words = read(`l10n/bundle.l10n.${language}.json`);
		assert.deepEqual(Object.keys(words).toSorted(), texts(), language);
		for (const [english, text] of Object.entries(words)) assert.deepEqual(fixed(text), fixed(english), `${language}: ${english}`);
	}
});

test('each text of package.json has its words in each language', () => {
	const english = read('package.nls.json');
	const asked = [...fs.readFileSync(path.join(root, 'package.json'), 'utf8').matchAll(/"%([\w.]+)%"/g)].map(([, key = '']) => key);
	assert.deepEqual(asked.toSorted(), Object.keys(english).toSorted());
	for (const language of LANGUAGES) {
		const words = read(`package.nls.${language}.json`);
		assert.deepEqual(Object.keys(words), Object.keys(english), language);
		for (const [key, text] of Object.entries(words)) assert.deepEqual(fixed(text), fixed(english[key] ?? ''), `${language}: ${key}`);
	}
});

test('a text takes its values, in the order of its language', () => {
	try {
		useWords({ '{0} of {1}': '{1}: {0}', '{0} place': '{0} Stelle' });
		assert.equal(t('{0} of {1}', 1, 'a'), 'a: 1');
		assert.equal(counted(1, '{0} place', '{0} places'), '1 Stelle');
		assert.equal(counted(2, '{0} place', '{0} places'), '2 places', 'English where there is no word');
	} finally {
		useWords({});
	}
});
