/** What the formatter can't hold: lines that people can read. */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { root } from '../support/core.ts';

const LITERAL =
	/'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|`(?:[^`\\]|\\.)*`?|^[^`]*`[,;)]*$|(?<=[(=,:]\s*|^\s*)\/(?![/*])(?:[^/\\[]|\\.|\[(?:[^\]\\]|\\.)*\])+\/[a-z]*|https?:\S+/g;

test('no line is longer than 140 columns, literals aside', () => {
	const long: string[] = [];
	for (const folder of ['server/src', 'client/src'])
		for (const entry of fs.readdirSync(path.join(root, folder), { recursive: true })) {
			const file = String(entry);
			if (!file.endsWith('.ts') || file.endsWith('kinds.ts')) continue;
			const lines = fs.readFileSync(path.join(root, folder, file), 'utf8').split('\n');
			for (const [index, line] of lines.entries())
				if (line.length > 140 && line.replace(LITERAL, '').length > 140) long.push(`${folder}/${file}:${index + 1}`);
		}
	assert.deepEqual(long, []);
});
