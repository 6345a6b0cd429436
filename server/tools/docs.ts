/**
 * Writes what the documentation takes from the rules: the table of codes in the README and the heads of the pages in
 * `docs/rules`: `npm run docs`. A code without a page gets the frame of one.
 */
import fs from 'node:fs';
import path from 'node:path';
import { ALL_RULES, CODES, ruleInfo } from '../src/core/rules/catalog.ts';

const root = path.dirname(path.dirname(import.meta.dirname));
const TABLE = /(<!-- codes: npm run docs -->\n)[\s\S]*?(<!-- \/codes -->)/;

/** Codes in order, runs of more than two as `FIRST to LAST`. */
function compressed(codes: readonly string[]): string {
	const sorted = codes.toSorted();
	const order = CODES.toSorted();
	const runs: string[][] = [];
	for (const code of sorted) {
		const run = runs.at(-1);
		if (run && order.indexOf(code) === order.indexOf(run.at(-1) ?? '') + 1) run.push(code);
		else runs.push([code]);
	}
	return runs.map(run => (run.length > 2 ? `${run[0]} to ${run.at(-1)}` : run.join(', '))).join(', ');
}

const readme = (text: string): string => {
	const rows = ALL_RULES.filter(rule => rule.about).map(rule => `| ${compressed(rule.codes.map(each => each.code))} | ${rule.about} |\n`);
	return text.replace(TABLE, (_, start: string, end: string) => `${start}| codes | what |\n| --- | --- |\n${rows.join('')}${end}`);
};

const FRAME = '\n**What breaks.** \n\n**Why.** \n\n**What to do.** \n\n## Before\n\n```csharp\n```\n\n## After\n\n```csharp\n```\n';
const page = (code: string, text: string): string => `# ${code}: ${ruleInfo(code).title}\n${text.slice(text.indexOf('\n') + 1) || FRAME}`;

/** Each file that is derived from the rules, by its path from the root, as it should be. */
export function derivedDocs(): ReadonlyMap<string, string> {
	const read = (file: string): string => (fs.existsSync(path.join(root, file)) ? fs.readFileSync(path.join(root, file), 'utf8') : '');
	return new Map([
		['README.md', readme(read('README.md'))],
		...CODES.map((code): [string, string] => [`docs/rules/${code}.md`, page(code, read(`docs/rules/${code}.md`))]),
	]);
}

if (import.meta.main) for (const [file, text] of derivedDocs()) fs.writeFileSync(path.join(root, file), text);
