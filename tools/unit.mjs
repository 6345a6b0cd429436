// `npm run unit`: the unit and protocol tests. The files of a group run in one process, so that what V8 learned of the core from one serves
// the next (a process for each file takes three times as long); groups run side by side. What a test leaves behind in its process is thus
// the next one's: those that need one to themselves start it.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { node, root } from './setup.mjs';

/** Beginnings of the paths of files that run together, each group about as long as the others; the longest counts. */
const GROUPS = [['test/cli/', 'test/peer/'], ['test/lsp/'], ['test/', 'test/lsp/server']];

const beginningOf = file => GROUPS.flat().reduce((best, each) => (file.startsWith(each) && each.length > best.length ? each : best), '');
const tests = fs
	.readdirSync(path.join(root, 'test'), { recursive: true })
	.filter(file => file.endsWith('.test.ts'))
	.map(file => `test/${file.replaceAll('\\', '/')}`)
	.sort();

/** Runs the files in one process and prints what it said when it is done. Gives its exit status. */
function together(files) {
	return new Promise(resolve => {
		const from = Date.now();
		const child = spawn(node(), ['--test', '--test-isolation=none', '--test-timeout=120000', '--test-reporter=spec', ...files], {
			cwd: root,
			// What Node compiled for one process serves the next.
			env: { AOT_LENS_CACHE: '', NODE_COMPILE_CACHE: path.join(root, 'node_modules', '.cache', 'node'), ...process.env },
			shell: process.platform === 'win32',
		});
		let output = '';
		for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', text => (output += text));
		child.on('close', status => {
			process.stdout.write(
				`${output}${[...new Set(files.map(path.posix.dirname))].join(', ')}: ${((Date.now() - from) / 1000).toFixed(1)} s\n\n`,
			);
			resolve(status ?? 1);
		});
	});
}

/** Gives the exit status: 0 when all passed. */
export async function unitTests() {
	const groups = GROUPS.map(group => tests.filter(file => group.includes(beginningOf(file))));
	return Math.max(...(await Promise.all(groups.map(together))));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) process.exitCode = await unitTests();
