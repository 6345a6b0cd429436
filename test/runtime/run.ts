/**
 * Publishes small apps with Native AOT and runs them, as they are and after all quick fixes: `npm run runtime [-- APP...]`.
 * Takes minutes, and needs the .NET SDK with what Native AOT links with. Results go to `recorded.json`. The programs of
 * `probes` are run as they are: what they answer, in `probes.json`, is what rules are held against.
 */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { applyFixes } from '../support/fixes.ts';
import { publishAndRun } from '../support/publish.ts';
import {
	type Answers,
	APPS,
	isOfChains,
	PROBE_RECORDING,
	PROBES,
	RUNTIME_RECORDING,
	type RuntimeRecording,
	type RuntimeResult,
	tallyOf,
} from '../support/runtime.ts';

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
	const answers = JSON.parse(fs.readFileSync(PROBE_RECORDING, 'utf8')) as Record<string, Answers>;
	for (const probe of fs.readdirSync(PROBES).filter(name => chosen.length === 0 || chosen.includes(name))) {
		fs.cpSync(path.join(PROBES, probe), path.join(work, probe), { recursive: true });
		answers[probe] = publishAndRun(path.join(work, probe));
		console.log(`${probe}: ${JSON.stringify(answers[probe])}`);
	}
	fs.writeFileSync(PROBE_RECORDING, `${JSON.stringify(answers, undefined, 1)}\n`);
} finally {
	fs.rmSync(work, { recursive: true, force: true });
}
fs.writeFileSync(
	RUNTIME_RECORDING,
	`${JSON.stringify(Object.fromEntries(Object.entries(recording).sort(([left], [right]) => left.localeCompare(right))), undefined, 1)}\n`,
);
process.exitCode = failed ? 1 : 0;
