/** `check --diff BASE` and baselines: what is new, in repositories of git that are made here. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { type CliResult, runCli } from '../support/cli.ts';
import { OPTED_IN } from '../support/core.ts';

const folders: string[] = [];
after(() => {
	for (const folder of folders) fs.rmSync(folder, { recursive: true, force: true });
});

function git(folder: string, ...args: string[]): string {
	const identity = [
		'-c',
		'user.name=A',
		'-c',
		'user.email=a@example.org',
		'-c',
		'commit.gpgsign=false',
		'-c',
		'protocol.file.allow=always',
	];
	const { status, stdout, stderr } = spawnSync('git', [...identity, ...args], { cwd: folder, encoding: 'utf8' });
	assert.equal(status, 0, `git ${args.join(' ')}: ${stderr}`);
	return stdout;
}

function write(folder: string, files: Readonly<Record<string, string>>): void {
	for (const [name, content] of Object.entries(files)) {
		fs.mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
		fs.writeFileSync(path.join(folder, name), content);
	}
}

/** A repository with one commit on `main`, and a branch from it. */
function repositoryOf(files: Readonly<Record<string, string>>): string {
	const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'aot-lens-diff-'));
	folders.push(folder);
	git(folder, 'init', '-q', '-b', 'main');
	write(folder, files);
	commit(folder);
	git(folder, 'checkout', '-q', '-b', 'work');
	return folder;
}

function commit(folder: string): void {
	git(folder, 'add', '-A');
	git(folder, 'commit', '-q', '-m', 'x');
}

/** Where something is told, as `A.cs:4`. */
async function places(folder: string, ...args: string[]): Promise<readonly string[]> {
	const { stdout, stderr } = await runCli(['check', folder, '--format', 'json', ...args]);
	assert.equal(stderr, '');
	const { findings } = JSON.parse(stdout) as { findings: { file: string; line: number; suppressed: boolean }[] };
	return findings.filter(each => !each.suppressed).map(each => `${each.file}:${each.line}`);
}

const values = (type: string): string => `System.Enum.GetValues(typeof(System.${type}))`;
const classOf = (name: string, ...bodies: readonly string[]): string =>
	`class ${name}\n{\n${bodies.map((body, index) => `    object M${index}() => ${body};\n`).join('')}}\n`;

test('only what the branch adds is told, committed or not, whatever main did meanwhile', async () => {
	const folder = repositoryOf({ 'P.csproj': OPTED_IN, 'A.cs': classOf('A', values('DayOfWeek')) });
	git(folder, 'checkout', '-q', 'main');
	write(folder, { 'Main.cs': classOf('Main', values('DayOfWeek')) });
	commit(folder);
	git(folder, 'checkout', '-q', 'work');
	assert.deepEqual(await places(folder, '--diff', 'main'), []);
	assert.deepEqual(await places(folder), ['A.cs:3']);

	write(folder, { 'A.cs': `// moved\n${classOf('A', values('DayOfWeek'), values('ConsoleKey'))}` });
	assert.deepEqual(await places(folder, '--diff', 'main'), ['A.cs:5']);
	commit(folder);
	write(folder, { 'B.cs': classOf('B', values('DayOfWeek')) });
	assert.deepEqual(await places(folder, '--diff', 'main'), ['A.cs:5', 'B.cs:3']);
	assert.equal((await runCli(['check', folder, '--diff', 'main'])).status, 1);
	assert.equal((await runCli(['check', folder, '--diff', 'main', '--rule', 'IL2026'])).status, 0);
});

test('renamed files, moved classes and rewritten lines are not new', async () => {
	const many = ['DayOfWeek', 'ConsoleKey', 'ConsoleColor', 'StringSplitOptions'].map(values);
	const folder = repositoryOf({
		'P.csproj': OPTED_IN,
		'A.cs': `${classOf('A', ...many)}${classOf('Moving', values('DateTimeKind'))}`,
		'B.cs': classOf('B', values('DayOfWeek')),
	});
	git(folder, 'mv', 'A.cs', 'Renamed.cs');
	write(folder, {
		'Renamed.cs': classOf(
			'A',
			...many.map((each, index) => (index === 1 ? `new object[] { ${each} }` : each)),
			values('Base64FormattingOptions'),
		),
		'Moving.cs': classOf('Moving', values('DateTimeKind')),
	});
	commit(folder);
	assert.deepEqual(await places(folder, '--diff', 'main'), ['Renamed.cs:7']);
});

test('what a change in another project brings is new, and untouched projects are left out', async () => {
	const library = (attribute: string): string =>
		`using System.Diagnostics.CodeAnalysis;\npublic class L\n{\n${attribute}    public static void M() { }\n}\n`;
	const reference = '<ItemGroup><ProjectReference Include="../L/L.csproj" /></ItemGroup></Project>';
	const folder = repositoryOf({
		'L/L.csproj': OPTED_IN,
		'L/L.cs': library(''),
		'A/A.csproj': OPTED_IN.replace('</Project>', reference),
		'A/A.cs': 'class A { void M() => L.M(); }\n',
		'Other/Other.csproj': OPTED_IN,
		'Other/O.cs': classOf('O', values('DayOfWeek')),
	});
	write(folder, { 'L/L.cs': library('    [RequiresUnreferencedCode("x")]\n') });
	assert.deepEqual(await places(folder, '--diff', 'main'), ['A/A.cs:1']);
	const { stdout } = await runCli(['check', folder, '--diff', 'main', '--format', 'json']);
	const { summary } = JSON.parse(stdout) as { summary: { projects: { name: string }[] } };
	assert.deepEqual(summary.projects.map(each => each.name).sort(), ['A', 'L']);

	// A setting for all of them: what it turns up is new everywhere.
	write(folder, { '.editorconfig': 'root = true\n[*.cs]\ndotnet_diagnostic.IL3050.severity = error\n', 'L/L.cs': library('') });
	assert.deepEqual(await places(folder, '--diff', 'main'), []);
});

test('what git ignores was there before', async () => {
	const folder = repositoryOf({
		'.gitignore': 'Generated/\n',
		'P.csproj': OPTED_IN,
		'A.cs': 'partial class A { void M() => G(); }\n',
	});
	write(folder, {
		'Generated/G.cs': 'partial class A { [System.Diagnostics.CodeAnalysis.RequiresUnreferencedCode("x")] void G() { } }\n',
	});
	assert.deepEqual(await places(folder), ['A.cs:1']);
	assert.deepEqual(await places(folder, '--diff', 'main'), []);
});

const refusal = async (folder: string, base: string): Promise<CliResult> => runCli(['check', folder, '--diff', base]);

test('without git, base or history the reason and a way out are told', async () => {
	const plain = fs.mkdtempSync(path.join(os.tmpdir(), 'aot-lens-diff-'));
	folders.push(plain);
	write(plain, { 'P.csproj': OPTED_IN });
	const outside = await refusal(plain, 'main');
	assert.equal(outside.status, 3);
	assert.match(outside.stderr, /is not in a git repository/);

	const folder = repositoryOf({ 'P.csproj': OPTED_IN });
	const unknown = await refusal(folder, 'gone');
	assert.equal(unknown.status, 3);
	assert.match(unknown.stderr, /git knows no commit 'gone'; git fetch origin gone may bring it/);
	assert.equal((await refusal(folder, '--upload-pack=x')).status, 2);

	write(folder, { 'A.cs': '' });
	commit(folder);
	const shallow = `${folder}-shallow`;
	folders.push(shallow);
	git(folder, 'clone', '-q', '--depth', '1', '--branch', 'work', '--no-single-branch', `file://${folder}`, shallow);
	const lacking = await refusal(shallow, 'main');
	assert.equal(lacking.status, 3);
	assert.match(lacking.stderr, /'main' and HEAD share no commit; this clone is shallow: .*fetch-depth: 0/);
});

test('nothing that the configuration of a repository names is run', async t => {
	if (process.platform === 'win32') return t.skip('the scripts are for a shell');
	const folder = repositoryOf({
		'P.csproj': OPTED_IN,
		'A.cs': classOf('A', values('DayOfWeek')),
		'.gitattributes': '*.cs filter=evil diff=evil\n',
	});
	const [script, mark] = [path.join(folder, '.git', 'evil.sh'), path.join(folder, '.git', 'ran')];
	fs.writeFileSync(script, `#!/bin/sh\necho "$0 $@" >> '${mark}'\ncat\n`, { mode: 0o755 });
	fs.mkdirSync(path.join(folder, '.git', 'hooks'), { recursive: true });
	for (const hook of ['post-index-change', 'post-checkout', 'reference-transaction', 'fsmonitor-watchman'])
		fs.copyFileSync(script, path.join(folder, '.git', 'hooks', hook));
	write(folder, { 'A.cs': classOf('A', values('DayOfWeek'), values('ConsoleKey')), 'B.cs': classOf('B', values('DayOfWeek')) });
	for (const name of [
		...['core.fsmonitor', 'core.pager', 'core.editor', 'core.sshCommand', 'core.gitProxy', 'core.askPass', 'core.alternateRefsCommand'],
		...['filter.evil.clean', 'filter.evil.smudge', 'filter.evil.process', 'diff.evil.textconv', 'diff.evil.command', 'diff.external'],
		...['gpg.program', 'credential.helper', 'uploadpack.packObjectsHook', 'alias.ls-tree', 'alias.cat-file', 'remote.origin.uploadpack'],
	])
		git(folder, 'config', name, script);
	git(folder, 'config', 'remote.origin.url', `ext::${script}`);
	git(folder, 'config', 'remote.origin.promisor', 'true');
	git(folder, 'config', 'extensions.partialClone', 'origin');
	git(folder, 'config', 'protocol.ext.allow', 'always');
	fs.rmSync(mark, { force: true });
	// A blob that the clone lacks: git would ask the remote for it.
	const blob = git(folder, '--no-pager', 'rev-parse', 'main:A.cs').trim();
	fs.rmSync(path.join(folder, '.git', 'objects', blob.slice(0, 2), blob.slice(2)), { force: true });
	const { status, stderr } = await refusal(folder, 'main');
	assert.ok(!fs.existsSync(mark), fs.existsSync(mark) ? fs.readFileSync(mark, 'utf8') : '');
	assert.equal(status, 1, stderr);
});

test('a baseline finds findings again in renamed files and rewritten lines, and counts what is added', async () => {
	const folder = repositoryOf({
		'P.csproj': OPTED_IN,
		'A.cs': classOf('A', values('DayOfWeek')),
		'B.cs': classOf('B', values('DayOfWeek')),
	});
	const baseline = path.join(folder, 'known.json');
	assert.equal((await runCli(['baseline', folder, '--output', baseline])).status, 0);
	fs.renameSync(path.join(folder, 'A.cs'), path.join(folder, 'Renamed.cs'));
	write(folder, { 'B.cs': classOf('B', `new object[] { ${values('DayOfWeek')} }`) });
	assert.deepEqual(await places(folder, '--baseline', baseline), []);
	write(folder, { 'B.cs': classOf('B', `new object[] { ${values('DayOfWeek')} }`, values('DayOfWeek')) });
	assert.equal((await places(folder, '--baseline', baseline)).length, 1);
	write(folder, { 'B.cs': classOf('B', values('DayOfWeek')) });
	assert.equal((await runCli(['check', folder, '--baseline', baseline, '--shrink-baseline'])).status, 0);
	assert.deepEqual(
		(JSON.parse(fs.readFileSync(baseline, 'utf8')) as { findings: { file: string }[] }).findings.map(each => each.file),
		['B.cs', 'Renamed.cs'],
	);
});
