/** `node parse.ts FOLDER`: the raw parse of all C# below a folder, as a process of its own; prints files and lines. */
import fs from 'node:fs';
import process from 'node:process';
import { preprocess } from '../../server/src/core/syntax/preprocess.ts';
import { parser } from '../support/core.ts';
import { sourcesIn } from './numbers.ts';

const files = sourcesIn(process.argv[2] ?? '.');
let lines = 0;
for (const file of files) {
	const { text } = preprocess(fs.readFileSync(file, 'utf8'), new Set());
	lines += text.split('\n').length;
	parser.parse(text).delete();
}
console.log(JSON.stringify({ files: files.length, lines }));
