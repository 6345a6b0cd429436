/** Fixes keep what a program prints: run before and after them, on the JIT and native, as recorded by `npm run meaning`. */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { repairAll } from '../support/fixes.ts';
import { isOfJit, MEANING, MEANING_RECORDING, type MeaningRecording } from '../support/runtime.ts';

test('the fixes of the recorded programs are still offered, and changed nothing that they print', () => {
	const recorded = JSON.parse(fs.readFileSync(MEANING_RECORDING, 'utf8')) as MeaningRecording;
	assert.deepEqual(Object.keys(recorded).sort(), fs.readdirSync(MEANING).sort());
	const work = fs.mkdtempSync(path.join(os.tmpdir(), 'aot-lens-meaning-'));
	try {
		for (const [program, { fixes, output, jit, native }] of Object.entries(recorded)) {
			fs.cpSync(path.join(MEANING, program), path.join(work, program), { recursive: true });
			assert.deepEqual(repairAll(path.join(work, program)), fixes, program);
			assert.ok(output.length > 5, program);
			assert.deepEqual([jit, native], ['same', isOfJit(program) ? undefined : 'same'], program);
		}
	} finally {
		fs.rmSync(work, { recursive: true, force: true });
	}
});
