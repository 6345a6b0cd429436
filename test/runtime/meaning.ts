/**
 * Runs programs whose output no fix may change, before all that repairs (on the JIT) and after it (on the JIT and native), and
 * compares byte for byte: `npm run meaning [-- PROGRAM...]`. Takes minutes, and needs the .NET SDK with what Native AOT links
 * with. Results go to `meaning.json`.
 */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { repairAll } from '../support/fixes.ts';
import { printed } from '../support/publish.ts';
import { isOfJit, MEANING, MEANING_RECORDING, type MeaningRecording, type MeaningResult } from '../support/runtime.ts';

const work = fs.mkdtempSync(path.join(os.tmpdir(), 'aot-lens-meaning-'));
const chosen = process.argv.slice(2);
const recording: Record<string, MeaningResult> = fs.existsSync(MEANING_RECORDING)
	? { ...(JSON.parse(fs.readFileSync(MEANING_RECORDING, 'utf8')) as MeaningRecording) }
	: {};
let failed = false;
try {
	for (const program of fs.readdirSync(MEANING).filter(name => chosen.length === 0 || chosen.includes(name))) {
		const copy = path.join(work, program);
		fs.cpSync(path.join(MEANING, program), copy, { recursive: true });
		const before = printed(copy, false);
		const fixes = repairAll(copy);
		const compare = (after: string): string =>
			after === before ? 'same' : (after.split('\n').find((line, index) => line !== before.split('\n')[index]) ?? 'shorter');
		const result = { fixes, output: before.split('\n'), jit: compare(printed(copy, false)) };
		const made: MeaningResult = isOfJit(program) ? result : { ...result, native: compare(printed(copy, true)) };
		recording[program] = made;
		failed ||= made.jit !== 'same' || (made.native ?? 'same') !== 'same';
		console.log(`${program}: ${JSON.stringify(made)}`);
		fs.writeFileSync(MEANING_RECORDING, `${JSON.stringify(recording, undefined, 1)}\n`);
	}
} finally {
	fs.rmSync(work, { recursive: true, force: true });
}
process.exitCode = failed ? 1 : 0;
