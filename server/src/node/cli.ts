#!/usr/bin/env node
/** Entry point of the command line. */
import fs from 'node:fs';
import process from 'node:process';
import v8 from 'node:v8';
import { main } from '../cli/main.ts';
import type { Runtime } from '../cli/runtime.ts';
import { judgesHere } from './judging.ts';
import { cliRuntime } from './services.ts';

declare const VERSION: string;

/** `aot-lens lsp`: the server lies beside this file, and reads from the same arguments how it is spoken to. */
async function serve(): Promise<number> {
	if (!process.argv.some(each => /^--(?:stdio|node-ipc|socket=|pipe=)/.test(each))) process.argv.push('--stdio');
	await import(new URL('server.mjs', import.meta.url).href);
	return 0;
}

/** A run that only reads says what became of it, the first time that it is told to end; the second time it just ends. */
function saysWhenStopped(): void {
	for (const [signal, status] of [
		['SIGINT', 130],
		['SIGTERM', 143],
	] as const)
		process.once(signal, () => {
			fs.writeSync(process.stderr.fd, `${process.stderr.isTTY ? '\n' : ''}aot-lens: stopped; no output was written\n`);
			process.exit(status);
		});
}

/** Who reads what is written may have enough of it (`| head`): as by SIGPIPE, which Node does not let through, the run ends without a word. */
function endsWithItsReader(): void {
	process.stdout.on('error', (error: NodeJS.ErrnoException) => {
		if (error.code !== 'EPIPE') throw error;
		process.exit(128 + 13);
	});
}

function run(): Promise<number> {
	if (process.argv[2] === 'lsp') return serve();
	if (process.argv.slice(2).some(each => each === 'check' || each === 'baseline')) saysWhenStopped();
	return main(process.argv.slice(2), runtime());
}

/**
 * What V8 does by itself suits programs that run for long. The flags are read at each collection and each call, by the versions that are
 * known here.
 *
 * It lets garbage pile up to several times what is alive where the machine has memory to spare: half a million lines took 1.0 GB, and
 * 0.8 GB at the same speed when it collects as soon as its heap has grown by so much in percent. And it compiles what is called often
 * once more, with all that it knows: for a run of seconds that took a third of the processor time, and most of it paid back nothing.
 */
function tuneEngine(): void {
	const [major = ''] = process.versions.node.split('.');
	if (Number(major) > 24) return;
	v8.setFlagsFromString('--heap-growing-percent=60');
	// The flag came with the engine of Node 22.
	if (Number(major) >= 22) v8.setFlagsFromString('--invocation-count-for-turbofan=60000');
}

const runtime = (): Runtime => cliRuntime(import.meta.dirname, VERSION);

tuneEngine();
if (!judgesHere(runtime)) {
	endsWithItsReader();
	run().then(
		status => {
			process.exitCode = status;
		},
		(error: unknown) => {
			process.stderr.write(`aot-lens: internal error: ${error instanceof Error ? error.stack : String(error)}\n`);
			process.exitCode = 3;
		},
	);
}
