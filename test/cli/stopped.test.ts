/** What goes wrong in the middle of a run: nothing is lost, no file is half written, and it is said. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { after, mock, test } from 'node:test';
import { runCli } from '../support/cli.ts';
import { OPTED_IN, root } from '../support/core.ts';

const home = fs.mkdtempSync(path.join(os.tmpdir(), 'aot-lens-stopped-'));
after(() => fs.rmSync(home, { recursive: true, force: true }));

function write(name: string, content: string): void {
	fs.mkdirSync(path.dirname(path.join(home, name)), { recursive: true });
	fs.writeFileSync(path.join(home, name), content);
}

const CALL = 'object M() => System.Enum.GetValues(typeof(System.DayOfWeek));';
write('small/.git/HEAD', '');
for (const name of ['A', 'B', 'C', 'D']) {
	write(`small/${name}/${name}.csproj`, OPTED_IN);
	// So large that a thread pays.
	write(`small/${name}/${name}.cs`, `class ${name} { ${CALL} }\n// ${'x'.repeat(600_000)}\n`);
}
write('small/D/Bad.cs', Buffer.from([0xff, 0xfe, 0x00]).toString('latin1'));
const small = path.join(home, 'small');

test('threads find what one run finds', async () => {
	for (const format of ['json', 'sarif', 'pretty']) {
		const one = await runCli(['check', small, '--format', format, '--jobs', '1']);
		assert.deepEqual(await runCli(['check', small, '--format', format, '--jobs', '3']), one);
	}
	assert.match((await runCli(['check', small, '--jobs', '0'])).stderr, /--jobs is a number from 1 to 64, not '0'/);
});

test('what a lost thread had to judge is judged again, and told', async () => {
	const one = await runCli(['check', small, '--format', 'json', '--jobs', '1']);
	const lost = await runCli(['check', small, '--format', 'json', '--jobs', '2'], undefined, undefined, {
		askWorker: () => ({ answer: Promise.reject(new Error('out of memory')), tell: () => {} }),
	});
	assert.equal(lost.stdout, one.stdout);
	assert.match(lost.stderr, /^aot-lens: a worker was lost \(out of memory\): 2 projects are judged again\n/);
});

test('an output that can not be written leaves what was there', async () => {
	const output = path.join(home, 'out', 'out.json');
	write('out/out.json', 'before');
	const real = fs.writeFileSync;
	const failing = mock.method(fs, 'writeFileSync', (file: string, text: string, options?: fs.WriteFileOptions) => {
		real(file, text.slice(0, 10), options);
		throw Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
	});
	const result = await runCli(['check', small, '--format', 'json', '--output', output]);
	failing.mock.restore();
	assert.equal(result.status, 3);
	assert.match(result.stderr, /^aot-lens: ENOSPC: no space left on device, write$/m);
	assert.equal(fs.readFileSync(output, 'utf8'), 'before');
	assert.deepEqual(fs.readdirSync(path.join(home, 'out')), ['out.json']);
});

test('Ctrl+C in the middle says so, and leaves the output as it was', { skip: process.platform === 'win32' }, async () => {
	write('large/.git/HEAD', '');
	write('large/A/A.csproj', OPTED_IN);
	write('large/A/A.cs', `class A { ${CALL} }\n`);
	write(
		'large/B/B.csproj',
		OPTED_IN.replace('</Project>', '<ItemGroup><ProjectReference Include="../A/A.csproj" /></ItemGroup></Project>'),
	);
	for (let file = 0; file < 300; file++) {
		const members = Array.from(
			{ length: 60 },
			(_, index) => `object M${index}(int i) { var a = new[] { i, 2 }; foreach (var b in a) i += b; return i; }`,
		);
		write(`large/B/B${file}.cs`, `class B${file} { ${members.join('\n')} }\n`);
	}
	write('large/out.json', 'before');
	const output = path.join(home, 'large', 'out.json');
	const cache = path.join(home, 'large-cache');
	const args = ['check', path.join(home, 'large'), '--jobs', '1', '--cache-dir', cache, '--format', 'json', '--output', output];
	const child = spawn(process.execPath, [path.join(root, 'dist', 'cli.js'), ...args], { stdio: ['ignore', 'ignore', 'pipe'] });
	let said = '';
	child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text));
	const ended = once(child, 'close');
	// The small project is judged, and kept, first.
	while (!fs.existsSync(path.join(cache, 'findings')) && child.exitCode === null) await new Promise(resolve => setTimeout(resolve, 5));
	child.kill('SIGINT');
	assert.deepEqual(await ended, [130, null]);
	assert.equal(said, 'aot-lens: stopped; no output was written\n');
	assert.equal(fs.readFileSync(output, 'utf8'), 'before');
});

test('who reads what is written may have enough of it', { skip: process.platform === 'win32' }, async () => {
	write('wide/.git/HEAD', '');
	write('wide/A/A.csproj', OPTED_IN);
	// More than a pipe holds.
	write('wide/A/A.cs', Array.from({ length: 800 }, (_, index) => `class A${index} { ${CALL} }\n`).join(''));
	const child = spawn(process.execPath, [path.join(root, 'dist', 'cli.js'), 'check', path.join(home, 'wide'), '--no-cache'], {
		stdio: ['ignore', 'pipe', 'pipe'],
	});
	let said = '';
	child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text));
	const ended = once(child, 'close');
	child.stdout.once('data', () => child.stdout.destroy());
	assert.deepEqual(await ended, [141, null]);
	assert.doesNotMatch(said, /EPIPE|Error/);
});
