// `npm test`: set-up, lint, types, unit and protocol tests, and one run in a real VS Code.
import os from 'node:os';
import process from 'node:process';
import { build, installBrowser, installPackages, node, root, run } from './setup.mjs';
import path from 'node:path';

const bin = name => path.join(root, 'node_modules', '.bin', name);
const started = Date.now();
const steps = [];
try {
	installPackages();
	const step = (name, command, args) => {
		const from = Date.now();
		console.log(`\n== ${name}`);
		if (run(command, args) !== 0) throw new Error(`${name} failed`);
		steps.push(`${name} ${((Date.now() - from) / 1000).toFixed(1)} s`);
	};
	step('format and lint', bin('biome'), ['check', '--error-on-warnings', '.']);
	for (const room of ['server/src/core', 'server', 'client', '.']) step(`types of ${room}`, bin('tsc'), ['-p', room]);
	build();
	// Each test file is a process of its own; what Node compiled for one serves the next.
	process.env.NODE_COMPILE_CACHE ??= path.join(root, 'node_modules', '.cache', 'node');
	step('unit and protocol tests', node(), [
		'--test',
		`--test-concurrency=${os.availableParallelism()}`,
		'--test-timeout=120000',
		'test/**/*.test.ts',
	]);
	step('fuzz, half a minute', node(), ['test/fuzz/run.ts', '--minutes', '0.5']);
	await installBrowser();
	step('tests in VS Code', node(), ['test/e2e/run.ts']);
	console.log(`\nAll passed in ${((Date.now() - started) / 1000).toFixed(0)} s: ${steps.join(', ')}`);
} catch (error) {
	console.error(`\n${error.message}`);
	process.exitCode = 1;
}
