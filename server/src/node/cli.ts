#!/usr/bin/env node
/** Entry point of the command line. */
import process from 'node:process';
import { main } from '../cli/main.ts';
import { keepHeapSmall } from './heap.ts';
import { cliRuntime } from './services.ts';

declare const VERSION: string;

keepHeapSmall();

main(process.argv.slice(2), cliRuntime(import.meta.dirname, VERSION)).then(
	status => {
		process.exitCode = status;
	},
	(error: unknown) => {
		process.stderr.write(`aot-lens: internal error: ${error instanceof Error ? error.stack : String(error)}\n`);
		process.exitCode = 3;
	},
);
