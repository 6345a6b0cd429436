#!/usr/bin/env node
/** Entry point of the command line. */
import process from 'node:process';
import { main } from '../cli/main.ts';
import { keepHeapSmall } from './heap.ts';
import { cliRuntime } from './services.ts';

declare const VERSION: string;

keepHeapSmall();

/** `aot-lens lsp`: the server lies beside this file, and reads from the same arguments how it is spoken to. */
async function serve(): Promise<number> {
	if (!process.argv.some(each => /^--(?:stdio|node-ipc|socket=|pipe=)/.test(each))) process.argv.push('--stdio');
	await import(new URL('server.mjs', import.meta.url).href);
	return 0;
}

(process.argv[2] === 'lsp' ? serve() : main(process.argv.slice(2), cliRuntime(import.meta.dirname, VERSION))).then(
	status => {
		process.exitCode = status;
	},
	(error: unknown) => {
		process.stderr.write(`aot-lens: internal error: ${error instanceof Error ? error.stack : String(error)}\n`);
		process.exitCode = 3;
	},
);
