// `npm test`: set-up, lint, types, unit and protocol tests, and one run in a real VS Code.
import process from 'node:process';
import { build, installBrowser, installPackages, node, root, run } from './setup.mjs';
import path from 'node:path';
import { unitTests } from './unit.mjs';

const bin = name => path.join(root, 'node_modules', '.bin', name);
const started = Date.now();
const steps = [];
try {
	installPackages();
	const step = async (name, work) => {
		const from = Date.now();
		console.log(`\n== ${name}`);
		if ((await work()) !== 0) throw new Error(`${name} failed`);
		steps.push(`${name} ${((Date.now() - from) / 1000).toFixed(1)} s`);
	};
	await step('format and lint', () => run(bin('biome'), ['check', '--error-on-warnings', '.']));
	for (const room of ['server/src/core', 'server', 'server/src/web', 'client', '.'])
		await step(`types of ${room}`, () => run(bin('tsc'), ['-p', room]));
	build();
	await step('unit and protocol tests', unitTests);
	await step('2,000 random edits', () =>
		run(node(), ['--test', 'test/core/random-edits.test.ts'], { env: { ...process.env, EDITS: '2000' } }),
	);
	await step('release, dry run', () => run(node(), ['tools/release.mjs', '--dry-run']));
	await step('fuzz, half a minute', () => run(node(), ['test/fuzz/run.ts', '--minutes', '0.5']));
	await installBrowser();
	await step('readiness report in a browser', () => run(node(), ['test/e2e/report.ts']));
	await step('tests in VS Code', () => run(node(), ['test/e2e/run.ts']));
	console.log(`\nAll passed in ${((Date.now() - started) / 1000).toFixed(0)} s: ${steps.join(', ')}`);
} catch (error) {
	console.error(`\n${error.message}`);
	process.exitCode = 1;
}
