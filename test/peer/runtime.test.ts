/** Quick fixes repair what they say: published with Native AOT and run, as recorded by `npm run runtime`. */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { applyFixes } from '../support/fixes.ts';
import { APPS, isOfChains, RUNTIME_RECORDING, type RuntimeRecording, tallyOf } from '../support/runtime.ts';

test('every fix of the recorded apps is still offered, and repaired them', () => {
	const recorded = JSON.parse(fs.readFileSync(RUNTIME_RECORDING, 'utf8')) as RuntimeRecording;
	assert.deepEqual(Object.keys(recorded).sort(), fs.readdirSync(APPS).sort());
	const work = fs.mkdtempSync(path.join(os.tmpdir(), 'aot-lens-fixes-'));
	try {
		for (const [app, { fixes, after }] of Object.entries(recorded)) {
			fs.cpSync(path.join(APPS, app), path.join(work, app), { recursive: true });
			const applied = applyFixes(path.join(work, app), {}, isOfChains(app));
			assert.deepEqual(tallyOf(applied), fixes, app);
			assert.ok(applied.length > 0 && applied.every(each => each.isGone), app);
			assert.ok(
				Object.values(after).every(answer => answer === 'works'),
				app,
			);
		}
	} finally {
		fs.rmSync(work, { recursive: true, force: true });
	}
});
