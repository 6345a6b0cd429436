// `npm test`: set-up, lint, types, unit and protocol tests, and one run in a real VS Code.
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
	step('types', bin('tsc'), ['-p', '.']);
	build();
	step('unit and protocol tests', node(), ['--test', '--test-timeout=120000', 'test/**/*.test.ts']);
	step('fuzz, half a minute', node(), ['test/fuzz/run.ts', '--minutes', '0.5']);
	await installBrowser();
	step('tests in VS Code', node(), ['test/e2e/run.ts']);
	console.log(`\nAll passed in ${((Date.now() - started) / 1000).toFixed(0)} s: ${steps.join(', ')}`);
} catch (error) {
	console.error(`\n${error.message}`);
	process.exitCode = 1;
}
