/**
 * Measures what a person waits for: `npm run bench [-- FOLDER FILE]`.
 *
 * Typing: from didChange to published diagnostics, over a real connection to a warm server, debounce
 * included. Cold check: the whole command line against the raw parse of the same files in one run.
 * Without arguments a file of 8,000 lines is made from the sample's code.
 */
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { inflateRawSync } from 'node:zlib';
import { Pack } from '../../server/src/core/metadata/pack.ts';
import { References } from '../../server/src/core/symbols/metadata.ts';
import { preprocess } from '../../server/src/core/syntax/preprocess.ts';
import { parser, root } from '../support/core.ts';
import { TestClient } from '../support/lsp.ts';

const [givenFolder, givenFile] = process.argv.slice(2);
const work = fs.mkdtempSync(path.join(os.tmpdir(), 'aot-lens-bench-'));
let folder = givenFolder ? path.resolve(givenFolder) : path.join(work, 'shop');
let file = givenFile ?? 'Large.cs';
if (!givenFolder) {
	fs.cpSync(path.join(root, 'samples/shop-api'), folder, { recursive: true });
	const body = fs.readFileSync(path.join(folder, 'Catalog.cs'), 'utf8').split('public class Catalog')[1] ?? '';
	// Most code is not about reflection: one class in ten keeps the calls that are reported.
	const clean = body
		.replace(
			'JsonSerializer.Serialize(All, Options)',
			'string.Join(", ", All.Where(each => each.Price > 1).OrderBy(each => each.Name).Select(each => $"{each.Id}: {each.Name}"))',
		)
		.replace(
			'JsonSerializer.Deserialize<Product[]>(json) ?? []',
			"json.Split(',').Select((name, index) => new Product(index, name.Trim(), 1m, Color.Red)).ToList()",
		)
		.replace('await client.GetFromJsonAsync<Product>(', 'await Parse(client.GetStringAsync(')
		.replace('products/1")', 'products/1"))')
		.replace(
			/\}\s*$/,
			'\n    private static async Task<Product?> Parse(Task<string> text) => (await text) is { Length: > 0 } name ? new Product(1, name, 2m, Color.Blue) : null;\n}\n',
		);
	let text = 'using System.Net.Http.Json;\nusing System.Text.Json;\n\nnamespace ShopApi.Large;\n';
	for (let index = 0; text.split('\n').length < 8000; index++) text += `\npublic class Catalog${index}${index % 10 === 0 ? body : clean}`;
	fs.writeFileSync(path.join(folder, file), text);
} else if (!givenFile) {
	const files = fs
		.readdirSync(folder, { recursive: true })
		.map(String)
		.filter(each => each.endsWith('.cs'));
	file =
		files.map(each => ({ each, size: fs.statSync(path.join(folder, each)).size })).sort((left, right) => right.size - left.size)[0]?.each ??
		'';
}
folder = fs.realpathSync(folder);

/** A line that ends a statement, and declares no member. */
const STATEMENT = /^\s+(?!(?:public|private|protected|internal|static|readonly|const|using)\b)\S.*;\s*$/;

const median = (values: readonly number[]): number => values.toSorted((left, right) => left - right)[Math.floor(values.length / 2)] ?? 0;
const percentile = (values: readonly number[], share: number): number =>
	values.toSorted((left, right) => left - right)[Math.floor(values.length * share)] ?? 0;
const ms = (value: number): string => `${value.toFixed(1)} ms`;

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

async function typing(): Promise<void> {
	const client = await TestClient.startIn(folder, {}, {}, { startsBundle: true });
	const started = performance.now();
	await client.complete();
	console.log(`workspace: all problems published after ${ms(performance.now() - started)}`);
	const text = client.read(file);
	const lines = text.split('\n');
	await client.open(file);
	await client.answered(file, 1);
	// A statement in the body nearest to the middle of the file.
	let line = Math.floor(lines.length / 2);
	while (line < lines.length - 1 && !STATEMENT.test(lines[line] ?? '')) line++;
	const character = (lines[line] ?? '').lastIndexOf(';');
	const times: number[] = [];
	let first = 0;
	for (let count = 0; count < 120; count++) {
		const isInsert = count % 2 === 0;
		const at = { line, character };
		const from = performance.now();
		const version = await client.change(file, { start: at, end: isInsert ? at : { line, character: character + 1 } }, isInsert ? ' ' : '');
		await client.answered(file, version);
		if (count === 0) first = performance.now() - from;
		if (count >= 20) times.push(performance.now() - from);
		await new Promise(resolve => setTimeout(resolve, 30));
	}
	console.log(
		`typing in ${file} (${lines.length} lines): first key ${ms(first)}, then median ${ms(median(times))}, p95 ${ms(percentile(times, 0.95))}, max ${ms(Math.max(...times))}`,
	);
	await client.stop();
}

function cold(): void {
	const files = fs
		.readdirSync(folder, { recursive: true })
		.map(String)
		.filter(each => each.endsWith('.cs') && !/(?:^|\/)(?:bin|obj)\//.test(each));
	const texts = files.map(each => preprocess(fs.readFileSync(path.join(folder, each), 'utf8'), new Set()).text);
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

packs();
await typing();
cold();
fs.rmSync(work, { recursive: true, force: true });
