/**
 * Publishes small apps with Native AOT and runs them, as they are and after all quick fixes: `npm run runtime [-- APP...]`.
 * Takes minutes, and needs the .NET SDK with what Native AOT links with. Results go to `recorded.json`.
 */
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { applyFixes } from '../support/fixes.ts';
import { APPS, isOfChains, RUNTIME_RECORDING, type RuntimeRecording, type RuntimeResult, tallyOf } from '../support/runtime.ts';

const work = fs.mkdtempSync(path.join(os.tmpdir(), 'aot-lens-runtime-'));
const chosen = process.argv.slice(2);
const recording: Record<string, RuntimeResult> = fs.existsSync(RUNTIME_RECORDING)
	? { ...(JSON.parse(fs.readFileSync(RUNTIME_RECORDING, 'utf8')) as RuntimeRecording) }
	: {};
let failed = false;
try {
	for (const app of fs.readdirSync(APPS).filter(name => chosen.length === 0 || chosen.includes(name))) {
		const [plain, fixed] = [path.join(work, app), path.join(work, `${app}-fixed`)];
		for (const copy of [plain, fixed]) fs.cpSync(path.join(APPS, app), copy, { recursive: true });
		const fixes = tallyOf(applyFixes(fixed, {}, isOfChains(app)));
		const result: RuntimeResult = { fixes, before: publishAndRun(plain), after: publishAndRun(fixed) };
		recording[app] = result;
		const works = Object.values(result.after).filter(answer => answer === 'works').length;
		const isRepaired = works === Object.keys(result.after).length && works > 0;
		failed ||= !isRepaired;
		console.log(`${isRepaired ? 'repaired' : 'NOT REPAIRED'}: ${app}: ${JSON.stringify(result)}`);
	}
} finally {
	fs.rmSync(work, { recursive: true, force: true });
}
fs.writeFileSync(
	RUNTIME_RECORDING,
	`${JSON.stringify(Object.fromEntries(Object.entries(recording).sort(([left], [right]) => left.localeCompare(right))), undefined, 1)}\n`,
);
process.exitCode = failed ? 1 : 0;

/** What each probe of an app answers: lines of `name: answer`. */
function publishAndRun(folder: string): Readonly<Record<string, string>> {
	const out = path.join(folder, 'out');
	const published = spawnSync(
		'dotnet',
		['publish', folder, '-c', 'Release', '-r', `linux-${process.arch === 'arm64' ? 'arm64' : 'x64'}`, '-o', out, '-nologo', '-v:q'],
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
