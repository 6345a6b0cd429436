/**
 * Lets the command line and the server loose on real code, and tells how they fared.
 *
 *     npm run field -- [--output FILE] [--quick] [--timeout SECONDS] [--heap MB] FOLDER...
 *
 * Each folder is checked as it is, checked with every project opted in (as the recordings of real repositories are made), and opened
 * in the server until its summary is complete; `--quick` leaves out the latter two. One row of a Markdown table each:
 *
 * - lines: of C# files outside `bin` and `obj`; projects: project files that were judged, of all
 * - s, MB: wall-clock seconds and peak memory of the process; at rest: memory of the server a while after its summary was complete
 * - `--heap`: the most that the heap of the server may take
 * - unknown: the share of names and members that could not be bound; misread: files with a part that the grammar could not read
 * - in part: projects of which something could not be evaluated; errors: failures of our own, and rejections that nobody handled
 * - exit: the status, and for 3 the first reason
 *
 * Needs `npm run build`. Ends with status 1 where something failed of itself, or 3 was returned without a reason.
 */
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { createMessageConnection, StreamMessageReader, StreamMessageWriter } from 'vscode-languageserver/node';
import type { Summary } from '../../server/src/protocol/report.ts';

const root = path.dirname(path.dirname(import.meta.dirname));
/** Every project opted in, for one framework, without what a build would silence: as recordings of real repositories are made. */
const OPTED_IN =
	'-p:IsAotCompatible=true -p:TargetFramework=net10.0 -p:TargetFrameworks= -p:PublishAot=false -p:EnableRequestDelegateGenerator=false -p:EnableConfigurationBindingGenerator=false -p:Configuration=Release -p:NoWarn= --no-editorconfig'.split(
		' ',
	);
/** So long after its summary was complete the server is at rest: its threads end when nothing was asked for 20 s. */
const REST_MS = 40_000;
const OWN_FAILURE =
	/internal error|unhandled|UnhandledPromise|failed:|could not be judged|unreadable assembly|at .*\.ts:\d+|heap out of memory/i;

interface Run {
	readonly status: number | string;
	readonly seconds: number;
	readonly megabytes: number;
	readonly atRest?: number;
	/** Lines of the log that tell of failures of our own. */
	readonly failures: readonly string[];
	readonly log: string;
}

interface Watched {
	readonly environment: NodeJS.ProcessEnv;
	megabytes(): number;
}

function watched(scratch: string): Watched {
	const peak = path.join(scratch, 'peak');
	fs.rmSync(peak, { force: true });
	return {
		environment: { ...process.env, AOT_LENS_PEAK: peak, NODE_OPTIONS: `--require ${path.join(import.meta.dirname, 'peak.cjs')}` },
		megabytes: () => (fs.existsSync(peak) ? Math.round(Number(fs.readFileSync(peak, 'utf8')) / 1024) : 0),
	};
}

const failuresOf = (log: string): readonly string[] => log.split('\n').filter(line => OWN_FAILURE.test(line));

function check(folder: string, options: readonly string[], output: string, scratch: string, timeout: number): Promise<Run> {
	return new Promise(resolve => {
		const { environment, megabytes } = watched(scratch);
		const started = performance.now();
		const child = spawn(
			process.execPath,
			[path.join(root, 'dist', 'cli.js'), 'check', folder, '--no-cache', '--format', 'json', '--output', output, ...options],
			{ env: environment, stdio: ['ignore', 'ignore', 'pipe'] },
		);
		let log = '';
		child.stderr.on('data', (chunk: Buffer) => {
			log += chunk.toString();
		});
		const timer = setTimeout(() => child.kill('SIGKILL'), timeout * 1000);
		child.on('close', (status, signal) => {
			clearTimeout(timer);
			resolve({
				status: status ?? (signal === 'SIGKILL' ? 'timeout' : String(signal)),
				seconds: (performance.now() - started) / 1000,
				megabytes: megabytes(),
				failures: failuresOf(log),
				log,
			});
		});
	});
}

/** Memory that a process holds now, in megabytes; 0 where the system does not tell. */
function memoryOf(pid: number | undefined): number {
	const status = `/proc/${pid}/status`;
	const [, kilobytes] = (fs.existsSync(status) && /^VmRSS:\s+(\d+)/m.exec(fs.readFileSync(status, 'utf8'))) || [];
	return Math.round(Number(kilobytes ?? 0) / 1024);
}

async function serve(folder: string, scratch: string, timeout: number, heap: number | undefined): Promise<Run> {
	const { environment, megabytes } = watched(scratch);
	const started = performance.now();
	// As the extension starts it (`client/src/node.ts`).
	const flags = ['--heap-growing-percent=60', ...(heap === undefined ? [] : [`--max-old-space-size=${heap}`])];
	const child = spawn(process.execPath, [...flags, path.join(root, 'dist', 'server.mjs'), '--stdio'], { env: environment, stdio: 'pipe' });
	let log = '';
	child.stderr.on('data', (chunk: Buffer) => {
		log += chunk.toString();
	});
	const ended = new Promise<void>(resolve => child.on('close', () => resolve()));
	const connection = createMessageConnection(new StreamMessageReader(child.stdout), new StreamMessageWriter(child.stdin));
	connection.onRequest(() => null);
	connection.onNotification('window/logMessage', (params: { message: string }) => {
		log += `${params.message}\n`;
	});
	const complete = new Promise<string>(resolve => {
		connection.onNotification('aotLens/summary', (summary: Summary) => {
			if (summary.isComplete) resolve('complete');
		});
		child.on('close', status => resolve(`ended with ${status}`));
		setTimeout(() => resolve('timeout'), timeout * 1000).unref();
	});
	connection.listen();
	const uri = pathToFileURL(folder).href;
	await connection.sendRequest('initialize', {
		processId: process.pid,
		rootUri: uri,
		workspaceFolders: [{ uri, name: 'field' }],
		capabilities: {},
		initializationOptions: { settings: {} },
	});
	await connection.sendNotification('initialized', {});
	const status = await complete;
	const seconds = (performance.now() - started) / 1000;
	if (status === 'complete') await new Promise(resolve => setTimeout(resolve, REST_MS));
	const atRest = memoryOf(child.pid);
	if (child.exitCode === null) {
		const stopping = connection.sendRequest('shutdown').then(() => connection.sendNotification('exit'));
		await Promise.race([stopping.then(() => ended), new Promise(resolve => setTimeout(resolve, 10_000))]).catch(() => undefined);
		child.kill('SIGKILL');
	}
	await ended;
	connection.dispose();
	return { status, seconds, megabytes: megabytes(), atRest, failures: failuresOf(log), log };
}

/** Lines of all C# files below a folder. */
function linesBelow(folder: string): number {
	let lines = 0;
	for (const entry of fs.readdirSync(folder, { withFileTypes: true })) {
		const file = path.join(folder, entry.name);
		if (entry.isDirectory()) {
			if (!['bin', 'obj', 'node_modules', '.git'].includes(entry.name)) lines += linesBelow(file);
		} else if (entry.isFile() && entry.name.endsWith('.cs')) for (const byte of fs.readFileSync(file)) if (byte === 10) lines++;
	}
	return lines;
}

const count = (value: number): string => value.toLocaleString('en-US');
const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ').slice(0, 160);

const HEADER = [
	'| folder | lines | projects | s | MB | findings | unknown | misread | in part | errors | exit | opted in: s | findings | unknown | exit | server: s | MB | at rest | errors | end |',
	'| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | --- | ---: | ---: | ---: | --- | ---: | ---: | ---: | ---: | --- |',
];

interface Told {
	readonly projects: number;
	readonly judged: number;
	readonly findings: number;
	readonly unknown: string;
	readonly misread: number;
	readonly inPart: number;
	readonly reason: string;
}

function told(output: string): Told | undefined {
	if (!fs.existsSync(output)) return undefined;
	const { findings, summary } = JSON.parse(fs.readFileSync(output, 'utf8')) as {
		findings: readonly { suppressed: boolean }[];
		summary: Summary;
	};
	const judged = summary.projects.filter(project => project.kind === 'opted-in' || project.kind === 'not-opted-in');
	const sum = (of: (project: Summary['projects'][number]) => number): number => judged.reduce((total, each) => total + of(each), 0);
	const [first] = summary.unreadable;
	return {
		projects: summary.projects.length,
		judged: judged.length,
		findings: findings.filter(finding => !finding.suppressed).length,
		unknown: `${(
			(100 * sum(each => each.unknownNames)) /
				Math.max(
					1,
					sum(each => each.names),
				)
		).toFixed(1)} %`,
		misread: sum(each => each.misread),
		inPart: judged.filter(project => project.notEvaluated.length > 0).length,
		reason: first
			? `${first.path.split('/').at(-1)}: ${first.reason}${summary.unreadable.length > 1 ? ` (${summary.unreadable.length})` : ''}`
			: '',
	};
}

const exit = (run: Run, said: Told | undefined): string =>
	cell(run.status === 3 ? `3: ${said?.reason || run.log.trim()}` : String(run.status));

const { folders, output, isQuick, timeout, heap } = parse(process.argv.slice(2));
const scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'aot-lens-field-'));
const rows: string[] = [];
const failures: string[] = [];
const show = (line: string): void => {
	console.log(line);
	rows.push(line);
	if (output) fs.writeFileSync(output, `${[...HEADER, ...rows].join('\n')}\n`);
};
for (const line of HEADER) console.log(line);
for (const folder of folders) {
	const name = path.basename(folder);
	const file = path.join(scratch, 'findings.json');
	const run = async (options: readonly string[]): Promise<[Run, Told | undefined]> => {
		fs.rmSync(file, { force: true });
		const result = await check(folder, options, file, scratch, timeout);
		return [result, told(file)];
	};
	const [plain, said] = await run([]);
	const cells = [
		name,
		count(linesBelow(folder)),
		said ? `${said.judged} of ${said.projects}` : '',
		plain.seconds.toFixed(1),
		String(plain.megabytes),
		String(said?.findings ?? ''),
		said?.unknown ?? '',
		String(said?.misread ?? ''),
		String(said?.inPart ?? ''),
		String(plain.failures.length),
		exit(plain, said),
	];
	const runs = [plain];
	if (!isQuick) {
		const [opted, all] = await run(OPTED_IN);
		const server = await serve(folder, scratch, timeout, heap);
		runs.push(opted, server);
		cells.push(opted.seconds.toFixed(1), String(all?.findings ?? ''), all?.unknown ?? '', exit(opted, all));
		const { seconds, megabytes, atRest, status } = server;
		cells.push(seconds.toFixed(1), String(megabytes), String(atRest), String(server.failures.length), cell(String(status)));
	}
	show(`| ${cells.join(' | ')} |`);
	for (const each of runs) {
		failures.push(...each.failures.map(line => `${name}: ${line}`));
		if (each.status === 3 && each.log.trim() === '') failures.push(`${name}: exit 3 without a reason on stderr`);
	}
}
fs.rmSync(scratch, { recursive: true, force: true });
for (const line of failures.slice(0, 200)) console.error(line.slice(0, 300));
process.exitCode = failures.length > 0 ? 1 : 0;

function parse(args: readonly string[]) {
	const { values, positionals } = parseArgs({
		args: [...args],
		allowPositionals: true,
		options: { output: { type: 'string' }, quick: { type: 'boolean' }, timeout: { type: 'string' }, heap: { type: 'string' } },
	});
	const { output, quick: isQuick = false, timeout = '1800', heap } = values;
	const folders = positionals.map(each => path.resolve(each));
	return { folders, output, isQuick, timeout: Number(timeout), heap: heap === undefined ? undefined : Number(heap) };
}
