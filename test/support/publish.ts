/** Publishes a program with Native AOT and runs it. */
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import process from 'node:process';

/**
 * What each probe of a program answers: lines of `name: answer`.
 *
 * @param properties global properties, as `-p:NAME=VALUE` has them
 */
export function publishAndRun(folder: string, properties: Readonly<Record<string, string>> = {}): Readonly<Record<string, string>> {
	const out = path.join(folder, 'out');
	const published = spawnSync(
		'dotnet',
		[
			...['publish', folder, '-c', 'Release', '-r', `linux-${process.arch === 'arm64' ? 'arm64' : 'x64'}`, '-o', out, '-nologo', '-v:q'],
			...Object.entries(properties).map(([name, value]) => `-p:${name}=${value}`),
		],
		{ encoding: 'utf8', env: { ...process.env, DOTNET_NOLOGO: '1', DOTNET_CLI_TELEMETRY_OPTOUT: '1' } },
	);
	if (published.status !== 0) return { publish: /error (\w+)/.exec(published.stdout)?.[1] ?? `exit ${published.status}` };
	const [project = ''] = fs.readdirSync(folder).filter(name => name.endsWith('.csproj'));
	const run = spawnSync(path.join(out, project.replace(/\.csproj$/, '')), { encoding: 'utf8', cwd: folder, timeout: 60_000 });
	const answers = [...run.stdout.matchAll(/^([\w-]+): (.+)$/gm)].map(match => [match[1] ?? '', match[2] ?? ''] as const);
	return answers.length > 0
		? Object.fromEntries(answers)
		: { run: /Unhandled exception\. ([\w.]+)/.exec(run.stderr)?.[1] ?? `exit ${run.status}` };
}
