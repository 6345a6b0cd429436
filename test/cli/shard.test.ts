/** `check --shard` and `merge`: parts put together are the whole, byte for byte. */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import type { Log } from 'sarif';
import { partsThatPay } from '../../server/src/cli/shard.ts';
import { runCli } from '../support/cli.ts';
import { OPTED_IN, workspaceOf } from '../support/core.ts';

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'aot-lens-shard-'));
after(() => fs.rmSync(folder, { recursive: true, force: true }));

function write(name: string, content: string): void {
	fs.mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
	fs.writeFileSync(path.join(folder, name), content);
}

const CALL = 'class A { object M() => System.Enum.GetValues(typeof(System.DayOfWeek)); }\n';
const items = (text: string): string => OPTED_IN.replace('</Project>', `<ItemGroup>${text}</ItemGroup></Project>`);

write('.git/HEAD', '');
write('repo/Shared/S.cs', CALL.replace('class A', 'class Shared'));
write('repo/Lib/Lib.csproj', OPTED_IN);
write('repo/Lib/L.cs', 'public class L { [System.Diagnostics.CodeAnalysis.RequiresDynamicCode("x")] public static void M() { } }\n');
for (const name of ['A', 'B b', 'C#', 'D', 'Ä']) {
	write(`repo/${name}/${name}.csproj`, items('<ProjectReference Include="../Lib/Lib.csproj" /><Compile Include="../Shared/*.cs" />'));
	write(`repo/${name}/A.cs`, CALL.replace('M() =>', 'M() { L.M(); return').replace('; }\n', '; } }\n'));
}
write(
	'repo/Many/Many.csproj',
	items('').replace('<TargetFramework>net10.0</TargetFramework>', '<TargetFrameworks>net8.0;net10.0</TargetFrameworks>'),
);
write('repo/Many/A.cs', `${CALL}#if NET10_0\n${CALL.replace('class A', 'class Ten')}#endif\n`);
write('repo/Bad/Bad.csproj', '<Project Sdk="Microsoft.NET.Sdk">');

const checked = path.join(folder, 'repo');

for (const format of ['json', 'sarif'])
	test(`four parts of ${format} merged are one run`, async () => {
		const whole = await runCli(['check', checked, '--format', format]);
		assert.equal(whole.status, 3);
		const files: string[] = [];
		let projects = 0;
		for (const index of [3, 1, 4, 2]) {
			const file = path.join(folder, `part-${index}.${format}`);
			files.push(file);
			await runCli(['check', checked, '--format', format, '--shard', `${index}/4`, '--output', file]);
			const text = fs.readFileSync(file, 'utf8');
			assert.ok(text.length < whole.stdout.length);
			if (format === 'json') projects += (JSON.parse(text) as { summary: { projects: unknown[] } }).summary.projects.length;
		}
		if (format === 'json') assert.equal(projects, 7);
		const merged = await runCli(['merge', ...files, '--format', format]);
		assert.equal(merged.stdout, whole.stdout);
		assert.equal(merged.status, format === 'json' ? whole.status : 0);
	});

test('what was merged is shown in any format, as one run shows it', async () => {
	const files = ['1/2', '2/2'].map((_, index) => path.join(folder, `half-${index}.json`));
	for (const [index, file] of files.entries())
		await runCli(['check', checked, '--format', 'json', '--shard', `${index + 1}/2`, '--output', file]);
	for (const format of ['concise', 'github', 'gitlab', 'azure', 'junit', 'markdown', 'sarif']) {
		const whole = await runCli(['check', checked, '--format', format]);
		assert.equal((await runCli(['merge', ...files, '--format', format])).stdout, whole.stdout, format);
	}
});

test('paths for systems that know the repository alone start from it', async () => {
	const github = await runCli(['check', path.join(checked, 'D'), '--format', 'github']);
	assert.match(github.stdout, /^::warning file=repo\/D\/A\.cs,line=1/m);
	const log = JSON.parse((await runCli(['check', path.join(checked, 'D'), '--format', 'sarif'])).stdout) as Log;
	assert.deepEqual(
		[...new Set(log.runs[0]?.results?.map(each => each.locations?.[0]?.physicalLocation?.artifactLocation?.uri))],
		['repo/D/A.cs', 'repo/Shared/S.cs'],
	);
});

test('what can not be put together is refused', async () => {
	write('other.json', '[]');
	write('old.json', '{ "version": 0 }');
	for (const args of [[], [path.join(folder, 'other.json')], [path.join(folder, 'old.json')], [path.join(folder, 'no.json')]])
		assert.equal((await runCli(['merge', ...args])).status, 2, args.join());
	for (const part of ['0/4', '5/4', 'x', '1']) assert.equal((await runCli(['check', checked, '--shard', part])).status, 2);
	assert.equal((await runCli(['baseline', checked, '--shard', '1/2'])).status, 2);
});

test('projects are shared out to threads where that pays', () => {
	const library = (name: string): Record<string, string> => ({
		[`${name}/${name}.csproj`]: OPTED_IN,
		[`${name}/A.cs`]: CALL,
		[`${name}/B.cs`]: '',
	});
	const parts = (files: Record<string, string>): number => {
		const { workspace } = workspaceOf(files, { assess: true });
		return partsThatPay(workspace, workspace.projects, 4, { judging: () => 3, reading: () => 1, project: 0, start: 0 }).length;
	};
	const libraries = { ...library('A'), ...library('B'), ...library('C'), ...library('D') };
	assert.equal(parts(libraries), 4);
	// Each part would have the declarations of all of it.
	const app = items(['A', 'B', 'C', 'D'].map(each => `<ProjectReference Include="../${each}/${each}.csproj" />`).join(''));
	assert.equal(
		parts({
			...libraries,
			'App/App.csproj': app.replace('<IsAotCompatible>', '<OutputType>Exe</OutputType><PublishAot>true</PublishAot><IsAotCompatible>'),
			'App/Program.cs': '',
		}),
		1,
	);
});
