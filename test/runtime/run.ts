/**
 * Publishes small apps with Native AOT and runs them, as they are and after all quick fixes: `npm run runtime [-- APP | PROGRAM | PROGRAM:STATE ...]`.
 * Takes minutes, and needs the .NET SDK with what Native AOT links with. Results go to `recorded.json`. What the
 * programs of `probes` answer as written and repaired, in `probes.json`, is what rules are held against.
 */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { applyFixes } from '../support/fixes.ts';
import { publishAndRun } from '../support/publish.ts';
import {
	APPS,
	isOfChains,
	PROBE_RECORDING,
	type ProbeAnswers,
	type ProbeRecording,
	PROBES,
	REPAIRED,
	RUNTIME_RECORDING,
	type RuntimeRecording,
	type RuntimeResult,
	tallyOf,
} from '../support/runtime.ts';

const work = fs.mkdtempSync(path.join(os.tmpdir(), 'aot-lens-runtime-'));
const chosen = process.argv.slice(2);
/** Both states of a program, and the properties that make it so. */
const STATES: Readonly<Record<keyof ProbeAnswers, Readonly<Record<string, string>>>> = { asWritten: {}, repaired: REPAIRED };
/** @param name of an app, or of a program and its state */
const isChosen = (name: string): boolean => chosen.length === 0 || chosen.includes(name) || chosen.includes(name.replace(/:.*$/, ''));
const recording: Record<string, RuntimeResult> = fs.existsSync(RUNTIME_RECORDING)
	? { ...(JSON.parse(fs.readFileSync(RUNTIME_RECORDING, 'utf8')) as RuntimeRecording) }
	: {};
let failed = false;
try {
	for (const app of fs.readdirSync(APPS).filter(isChosen)) {
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
	const answers = { ...(JSON.parse(fs.readFileSync(PROBE_RECORDING, 'utf8')) as ProbeRecording) };
	for (const probe of fs.readdirSync(PROBES).filter(name => Object.keys(STATES).some(state => isChosen(`${name}:${state}`)))) {
		for (const [state, properties] of Object.entries(STATES)) {
			if (!isChosen(`${probe}:${state}`)) continue;
			const copy = path.join(work, `${probe}-${state}`);
			fs.cpSync(path.join(PROBES, probe), copy, { recursive: true });
			answers[probe] = { ...answers[probe], [state]: publishAndRun(copy, properties) } as ProbeAnswers;
		}
		fs.writeFileSync(PROBE_RECORDING, `${JSON.stringify(answers, undefined, 1)}\n`);
		console.log(`${probe}: ${JSON.stringify(answers[probe])}`);
	}
} finally {
	fs.rmSync(work, { recursive: true, force: true });
}
fs.writeFileSync(
	RUNTIME_RECORDING,
	`${JSON.stringify(Object.fromEntries(Object.entries(recording).sort(([left], [right]) => left.localeCompare(right))), undefined, 1)}\n`,
);
process.exitCode = failed ? 1 : 0;
