/** Publishes a program with Native AOT and runs it. */
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import process from 'node:process';

const NATIVE = ['-r', `linux-${process.arch === 'arm64' ? 'arm64' : 'x64'}`];

/**
 * What each probe of a program answers: lines of `name: answer`.
 *
 * @param properties global properties, as `-p:NAME=VALUE` has them
 */
export function publishAndRun(folder: string, properties: Readonly<Record<string, string>> = {}): Readonly<Record<string, string>> {
	const run = published(folder, [...NATIVE, ...Object.entries(properties).map(([name, value]) => `-p:${name}=${value}`)]);
	if ('failed' in run) return { publish: run.failed };
	const answers = [...run.stdout.matchAll(/^([\w-]+): (.+)$/gm)].map(match => [match[1] ?? '', match[2] ?? ''] as const);
	return answers.length > 0
		? Object.fromEntries(answers)
		: { run: /Unhandled exception\. ([\w.]+)/.exec(run.stderr)?.[1] ?? `exit ${run.status}` };
}

/**
 * Publishes a program below a folder of its own, and runs it.
 * @param options of `dotnet publish`
 */
function published(
	folder: string,
	options: readonly string[],
): { readonly failed: string } | { readonly stdout: string; readonly stderr: string; readonly status: number | null } {
	const out = path.join(folder, 'out');
	const { status, stdout } = spawnSync('dotnet', ['publish', folder, '-c', 'Release', ...options, '-o', out, '-nologo', '-v:q'], {
		encoding: 'utf8',
		env: { ...process.env, DOTNET_NOLOGO: '1', DOTNET_CLI_TELEMETRY_OPTOUT: '1' },
	});
	if (status !== 0) return { failed: /error (\w+)/.exec(stdout)?.[1] ?? `exit ${status}` };
	const [project = ''] = fs.readdirSync(folder).filter(name => name.endsWith('.csproj'));
	return spawnSync(path.join(out, project.replace(/\.csproj$/, '')), { encoding: 'utf8', cwd: folder, timeout: 60_000 });
}

/** All that a program prints, as it runs on the JIT, or native with `PublishAot`. */
export function printed(folder: string, isNative: boolean): string {
	for (const made of ['out', 'bin', 'obj']) fs.rmSync(path.join(folder, made), { recursive: true, force: true });
	const run = published(folder, isNative ? ['-p:PublishAot=true', ...NATIVE] : []);
	return 'failed' in run ? `publish: ${run.failed}` : `${run.stdout}${run.stderr}`;
}
