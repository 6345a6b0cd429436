/** What the formatter can't hold: lines and files that people can read. */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { root } from '../support/core.ts';

const LITERAL =
	/'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|`(?:[^`\\]|\\.)*`?|^[^`]*`[,;)]*$|(?<=[(=,:]\s*|^\s*)\/(?![/*])(?:[^/\\[]|\\.|\[(?:[^\]\\]|\\.)*\])+\/[a-z]*|https?:\S+/g;

/** Every file of the product by its path, in lines; names of the grammar's kinds are a list. */
const FILES = new Map(
	['server/src', 'client/src'].flatMap(folder =>
		fs
			.readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
			.filter(file => file.endsWith('.ts') && !file.endsWith('kinds.ts'))
			.map((file): [string, readonly string[]] => [
				`${folder}/${file}`,
				fs
					.readFileSync(path.join(root, folder, file), 'utf8')
					.trimEnd()
					.split('\n'),
			]),
	),
);

test('no line is longer than 140 columns, literals aside', () => {
	const long = [...FILES].flatMap(([file, lines]) =>
		lines.flatMap((line, index) => (line.length > 140 && line.replace(LITERAL, '').length > 140 ? [`${file}:${index + 1}`] : [])),
	);
	assert.deepEqual(long, []);
});

test('no file is longer than 600 lines, blank ones included', () => {
	assert.deepEqual(
		[...FILES].filter(([, lines]) => lines.length > 600).map(([file]) => file),
		[],
	);
});
