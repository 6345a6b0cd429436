#!/usr/bin/env node
/** Entry point of the command line. */
import fs from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { main } from '../cli/main.ts';
import { dataFiles } from './data.ts';
import { cacheFolder, predictionStore } from './store.ts';
import { createParser, fromNative, nodeHost, packLoader } from './host.ts';

declare const VERSION: string;

const data = dataFiles(import.meta.dirname);

main(process.argv.slice(2), {
	host: nodeHost,
	parser: () => createParser(data),
	packFor: packLoader(data.packs),
	version: VERSION,
	hasColor: process.stdout.isTTY === true && process.env['NO_COLOR'] === undefined,
	folder: fromNative(process.cwd()),
	locate: written => {
		const native = path.resolve(written);
		const status = fs.statSync(native, { throwIfNoEntry: false });
		return { path: fromNative(native), kind: status?.isDirectory() ? 'folder' : status ? 'file' : undefined };
	},
	print: text => process.stdout.write(text),
	complain: text => process.stderr.write(text),
	predictions: note => {
		const folder = cacheFolder();
		return folder === undefined ? undefined : predictionStore(folder, import.meta.filename, note);
	},
	save: (written, text) => fs.writeFileSync(written, text),
}).then(
	status => {
		process.exitCode = status;
	},
	(error: unknown) => {
		process.stderr.write(`aot-lens: internal error: ${error instanceof Error ? error.stack : String(error)}\n`);
		process.exitCode = 3;
	},
);
