/** What earlier runs found is taken where nothing changed, and nothing else: a run with the store says what one without it says. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, mock, test } from 'node:test';
import { textStore } from '../../server/src/node/store.ts';
import { type CliResult, runCli } from '../support/cli.ts';
import { OPTED_IN, root } from '../support/core.ts';

const home = fs.mkdtempSync(path.join(os.tmpdir(), 'aot-lens-store-'));
after(() => fs.rmSync(home, { recursive: true, force: true }));
const repo = path.join(home, 'repo');
const cache = path.join(home, 'cache');
const findings = path.join(cache, 'findings');

function write(name: string, content: string): void {
	fs.mkdirSync(path.dirname(path.join(repo, name)), { recursive: true });
	fs.writeFileSync(path.join(repo, name), content);
}

const items = (text: string): string => OPTED_IN.replace('</Project>', `<ItemGroup>${text}</ItemGroup></Project>`);
const REQUIRES = 'public class L { [System.Diagnostics.CodeAnalysis.RequiresDynamicCode("no")] public static void M() { } }\n';

write('.git/HEAD', '');
write('Lib/Lib.csproj', OPTED_IN);
write('Lib/L.cs', REQUIRES);
for (const name of ['A', 'B']) {
	write(`${name}/${name}.csproj`, items('<ProjectReference Include="../Lib/Lib.csproj" />'));
	write(`${name}/${name}.cs`, `class ${name} {\n#if EXTRA\n\tvoid More() => L.M();\n#endif\n\tvoid M() => L.M();\n}\n`);
}

const check = (where: string, ...args: string[]): Promise<CliResult> =>
	runCli(['check', repo, '--format', 'json', ...(where ? ['--cache-dir', where] : ['--no-cache']), ...args]);

/** Makes what is kept say something else, as nothing but a file of the store could: what is taken from there shows it. */
function mark(): void {
	for (const name of fs.readdirSync(findings)) {
		const file = path.join(findings, name);
		const text = fs.readFileSync(file, 'utf8').replace(/^.*\n/, '').replaceAll('no.', 'kept.');
		fs.writeFileSync(file, `${createHash('sha256').update(text).digest('hex')}\n${text}`);
	}
}
const keptIn = ({ stdout }: CliResult): number => stdout.split('kept.').length - 1;

test('an unchanged project is not judged again', async () => {
	const fresh = await check('');
	assert.equal((await check(cache)).stdout, fresh.stdout);
	assert.equal((await check(cache)).stdout, fresh.stdout);
	mark();
	assert.equal(keptIn(await check(cache)), 2);
	assert.equal(keptIn(await check('')), 0);
});

const placesOf = ({ stdout }: CliResult): readonly string[] =>
	(JSON.parse(stdout) as { findings: { file: string; line: number; level: string }[] }).findings.map(
		each => `${each.file} ${each.line} ${each.level}`,
	);

/** What is edited, and how many findings of other projects stand. */
const EDITS: readonly (readonly [what: string, name: string, text: string, kept: number])[] = [
	['a file of one project', 'A/A.cs', 'class A { void M() { L.M(); L.M(); } }\n', 1],
	['a file of a project that is referenced', 'Lib/L.cs', `// more\n${REQUIRES}`, 0],
	['how loud findings are', '.editorconfig', '[*.cs]\ndotnet_diagnostic.IL3050.severity = error\n', 0],
	['properties of all projects', 'Directory.Build.props', '<Project><PropertyGroup><X>1</X></PropertyGroup></Project>', 0],
	['which files there are', 'B/More.cs', 'class More { void M() => L.M(); }\n', 1],
];
for (const [what, name, text, kept] of EDITS)
	test(`judged again after an edit of ${what}`, async () => {
		const before = fs.existsSync(path.join(repo, name)) ? fs.readFileSync(path.join(repo, name), 'utf8') : undefined;
		fs.rmSync(cache, { recursive: true, force: true });
		await check(cache);
		mark();
		write(name, text);
		const result = await check(cache);
		assert.equal(keptIn(result), kept);
		assert.deepEqual(placesOf(result), placesOf(await check('')));
		if (before === undefined) fs.rmSync(path.join(repo, name));
		else write(name, before);
		assert.equal(keptIn(await check(cache)), 2);
		fs.rmSync(cache, { recursive: true });
	});

test('other properties and other files are another question', async () => {
	await check(cache);
	assert.equal((await check(cache, '-p:DefineConstants=EXTRA')).stdout, (await check('', '-p:DefineConstants=EXTRA')).stdout);
	assert.equal((await check(cache, '--include', 'B/**')).stdout, (await check('', '--include', 'B/**')).stdout);
});

test('what is damaged or of somebody else counts as nothing, and is told once', async () => {
	const fresh = await check(cache);
	for (const name of fs.readdirSync(findings)) fs.truncateSync(path.join(findings, name), 80);
	fs.writeFileSync(path.join(findings, 'notes.txt'), 'mine');
	const result = await check(cache);
	assert.equal(result.stdout, fresh.stdout);
	assert.equal(result.stderr.split('is damaged').length - 1, 1);
	assert.equal(fs.readFileSync(path.join(findings, 'notes.txt'), 'utf8'), 'mine');
	assert.equal((await check(cache)).stderr, '');
});

test('a folder that can not be used is told once, and costs nothing else', async () => {
	const fresh = await check('');
	fs.writeFileSync(path.join(home, 'file'), '');
	const unusable = await check(path.join(home, 'file'));
	assert.deepEqual([unusable.status, unusable.stdout], [fresh.status, fresh.stdout]);
	assert.match(unusable.stderr, /^aot-lens: findings of earlier runs can not be read from [^\n]*\n$/);
	for (const code of ['ENOSPC', 'EROFS']) {
		const failing = mock.method(fs, 'writeFileSync', () => {
			throw Object.assign(new Error(`${code}: it can not be written`), { code });
		});
		const empty = path.join(home, code);
		const full = await check(empty);
		failing.mock.restore();
		assert.deepEqual([full.status, full.stdout], [fresh.status, fresh.stdout]);
		assert.match(full.stderr, new RegExp(`^aot-lens: findings can not be kept in [^\\n]*${code}[^\\n]*\\n$`));
		assert.deepEqual(fs.readdirSync(path.join(empty, 'findings')), []);
	}
});

test('runs at the same time do not spoil what is kept', async () => {
	const fresh = await check('');
	const shared = path.join(home, 'shared');
	for (const result of await Promise.all([check(shared), check(shared), check(shared)])) assert.equal(result.stdout, fresh.stdout);
	assert.deepEqual(await check(shared), fresh);
	assert.ok(fs.readdirSync(path.join(shared, 'findings')).every(name => /^[0-9a-f]{64}$/.test(name)));
});

test('the oldest go where there is too much', () => {
	const folder = path.join(home, 'bounded');
	const notes: string[] = [];
	const store = (): ReturnType<typeof textStore> =>
		textStore({
			folder,
			build: [path.join(root, 'package.json')],
			what: 'x',
			note: text => notes.push(text),
			limits: { files: 3, size: 1000 },
		});
	const keys = [1, 2, 3, 4, 5].map(each => `${each}`.repeat(64));
	for (const [index, key] of keys.entries()) {
		store().save(key, `text ${index}`);
		fs.utimesSync(path.join(folder, key), 100 + index, 100 + index);
	}
	store().save(keys[0] ?? '', 'again');
	assert.deepEqual(fs.readdirSync(folder).sort(), [keys[0], keys[3], keys[4]]);
	store().save(keys[1] ?? '', 'x'.repeat(900));
	assert.deepEqual(fs.readdirSync(folder), [keys[1]]);
	assert.deepEqual(notes, []);
});
