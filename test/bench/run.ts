/**
 * Measures what a person waits for.
 *
 *     npm run bench [-- FOLDER FILE]              opening packs, typing, a cold check against the raw parse; by default in made code
 *     npm run bench -- growth                     doubling sizes and the exponent that fits
 *     npm run bench -- scan FOLDER                typing in made code while a repository is scanned
 *     npm run bench -- repositories [--oracle COMMAND] [--search COMMAND] FOLDER...
 *     npm run bench -- page                       docs/benchmarks.md from what the last three measured
 *
 * What is measured is kept in `node_modules/.cache/bench.json`, a row for each repository.
 */
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { inflateRawSync } from 'node:zlib';
import { Pack } from '../../server/src/core/metadata/pack.ts';
import { References } from '../../server/src/core/symbols/metadata.ts';
import { preprocess } from '../../server/src/core/syntax/preprocess.ts';
import { parser, root } from '../support/core.ts';
import { sourcesIn } from './numbers.ts';
import { page, type Results } from './page.ts';
import { repository } from './repositories.ts';
import { largeSample } from './sample.ts';
import { growth } from './scaling.ts';
import { typing, typingText } from './typing.ts';

const KEYS = 120;
const work = fs.mkdtempSync(path.join(os.tmpdir(), 'aot-lens-bench-'));
const kept = path.join(root, 'node_modules', '.cache', 'bench.json');
const ms = (value: number): string => `${value.toFixed(1)} ms`;

const results = (): Results => (fs.existsSync(kept) ? (JSON.parse(fs.readFileSync(kept, 'utf8')) as Results) : {});
function keep(what: string, found: Results): void {
	const before = results();
	fs.mkdirSync(path.dirname(kept), { recursive: true });
	fs.writeFileSync(kept, JSON.stringify({ ...before, ...found, load: { ...before.load, [what]: os.loadavg()[0] ?? 0 } }, undefined, '\t'));
}

function packs(): void {
	const bytes = (name: string): Uint8Array => fs.readFileSync(path.join(root, 'server/packs', `${name}.pack`));
	const open = (name: string): Pack => new Pack(bytes(name), inflateRawSync, open);
	let started = performance.now();
	const pack = open('net10.0');
	const opened = performance.now() - started;
	started = performance.now();
	const references = new References([pack.facts(['Microsoft.NETCore.App', 'Microsoft.AspNetCore.App'])]);
	references.find('System.Text.Json.JsonSerializer');
	console.log(
		`packs: open ${ms(opened)}, then the first type ${ms(performance.now() - started)}; ${fs.readdirSync(path.join(root, 'server/packs')).reduce((sum, name) => sum + fs.statSync(path.join(root, 'server/packs', name)).size, 0)} bytes for all versions`,
	);
}

function cold(folder: string): void {
	const files = sourcesIn(folder);
	const texts = files.map(each => preprocess(fs.readFileSync(each, 'utf8'), new Set()).text);
	const parse: number[] = [];
	const check: number[] = [];
	let peak = 0;
	for (let round = 0; round < 3; round++) {
		let from = performance.now();
		for (const text of texts) parser.parse(text).delete();
		parse.push(performance.now() - from);
		from = performance.now();
		const ran = spawnSync(
			process.execPath,
			[
				path.join(root, 'dist/cli.js'),
				'check',
				folder,
				'--no-cache',
				'--format',
				'sarif',
				'--output',
				path.join(work, 'out.sarif'),
				'-p:IsAotCompatible=true',
			],
			{ encoding: 'utf8', env: { ...process.env, AOT_LENS_MEMORY: '1' } },
		);
		check.push(performance.now() - from);
		peak = Math.max(peak, Number(/peak (\d+)/.exec(ran.stderr)?.[1] ?? 0));
	}
	const total = texts.reduce((sum, text) => sum + text.split('\n').length, 0);
	console.log(
		`cold check of ${files.length} files, ${total} lines: ${ms(Math.min(...check))}, ${(Math.min(...check) / Math.min(...parse)).toFixed(1)} times the raw parse (${ms(Math.min(...parse))})${peak ? `, peak ${peak} MB` : ''}`,
	);
}

async function plain(givenFolder: string | undefined, givenFile: string | undefined): Promise<void> {
	const folder = fs.realpathSync(givenFolder ? path.resolve(givenFolder) : fs.mkdtempSync(path.join(work, 'shop-')));
	const size = (file: string): number => fs.statSync(file).size;
	const file = !givenFolder
		? largeSample(folder)
		: (givenFile ?? path.relative(folder, sourcesIn(folder).toSorted((left, right) => size(right) - size(left))[0] ?? ''));
	packs();
	const [typed] = await typing(folder, file, KEYS);
	console.log(`typing in ${file} (${typed.lines} lines): first key ${ms(typed.first)}; ${typingText(typed)}`);
	if (!givenFolder) keep('typing', { quiet: typed });
	cold(folder);
}

async function scan(folder: string): Promise<void> {
	const shop = path.join(work, 'shop');
	const file = largeSample(shop);
	// Nothing that an earlier scan kept.
	process.env['XDG_CACHE_HOME'] = fs.mkdtempSync(path.join(work, 'cache-'));
	// Beside the folder that is typed in: what is scanned is not within it.
	const scanned = path.relative(fs.realpathSync(shop), fs.realpathSync(folder));
	const [scanning, beside] = await typing(fs.realpathSync(shop), file, 3 * KEYS, scanned);
	console.log(`typing in ${file} (${scanning.lines} lines), ${scanning.keys.length} keys during the scan; ${typingText(scanning)}`);
	if (beside.keys.length > 0) console.log(`${beside.keys.length} keys after it; ${typingText(beside)}`);
	keep('typing during a scan', { scanning, beside });
}

function repositories(args: readonly string[]): void {
	const options = { oracle: { type: 'string' }, search: { type: 'string' } } as const;
	const { values, positionals } = parseArgs({ args: [...args], allowPositionals: true, options });
	const words = (command: string | undefined): readonly string[] | undefined => command?.split(' ');
	const [oracle, search] = [words(values.oracle), words(values.search)];
	for (const folder of positionals) {
		const row = repository(fs.realpathSync(folder), fs.mkdtempSync(path.join(work, 'row-')), {
			...(oracle && { oracle }),
			...(search && { search }),
		});
		console.log(JSON.stringify(row, (key, value: unknown) => (key === 'output' ? undefined : value)));
		const slim = JSON.parse(JSON.stringify(row, (key, value: unknown) => (key === 'output' ? '' : value))) as typeof row;
		const others = (results().repositories ?? []).filter(each => each.name !== row.name);
		keep(row.name, { repositories: [...others, slim].toSorted((left, right) => (left.name < right.name ? -1 : 1)) });
	}
}

const [command, ...rest] = process.argv.slice(2);
try {
	if (command === 'growth') {
		const found = growth();
		for (const { what, times, exponent } of found)
			console.log(`${what}: ${times.map(each => each.toFixed(0)).join(', ')} ms, exponent ${exponent.toFixed(2)}`);
		keep('growth', { growth: found });
	} else if (command === 'scan') await scan(rest[0] ?? '.');
	else if (command === 'repositories') repositories(rest);
	else if (command === 'page') fs.writeFileSync(path.join(root, 'docs', 'benchmarks.md'), page(results()));
	else await plain(command, rest[0]);
} finally {
	fs.rmSync(work, { recursive: true, force: true });
}
