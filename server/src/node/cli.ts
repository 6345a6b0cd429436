#!/usr/bin/env node
/** Entry point of the command line. */
import fs from 'node:fs';
import process from 'node:process';
import { main } from '../cli/main.ts';
import type { Runtime } from '../cli/runtime.ts';
import { tuneEngine } from './engine.ts';
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

const runtime = (): Runtime => cliRuntime(import.meta.dirname, VERSION);

if (!judgesHere(runtime)) {
	tuneEngine();
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
