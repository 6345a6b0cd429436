/** The extension where the files are: the server is a process of its own. */
import * as path from 'node:path';
import type * as vscode from 'vscode';
import { LanguageClient, type ServerOptions, TransportKind } from 'vscode-languageclient/node';
import { type Api, start, stop } from './extension.ts';

/**
 * V8 lets garbage pile up to several times what is alive where the machine has memory to spare: the server, which stays for long,
 * collects when its heap has grown by so much in percent. A flag of V8 is safe only when the process starts with it.
 */
const SMALL_HEAP = ['--heap-growing-percent=60'];

export function activate(context: vscode.ExtensionContext): Api {
	const module = context.asAbsolutePath(path.join('dist', 'server.mjs'));
	const serverOptions: ServerOptions = {
		run: { module, transport: TransportKind.ipc, options: { execArgv: SMALL_HEAP } },
		debug: { module, transport: TransportKind.ipc, options: { execArgv: ['--nolazy', '--inspect=6009'] } },
	};
	let client: LanguageClient | undefined;
	return start(context, {
		client: options => (client = new LanguageClient('aotLens', 'AOT Lens', serverOptions, options)),
		// `npm start` opens on what was found.
		opensSummary: process.env['AOT_LENS_OPEN'] === 'summary',
		serverPid: () => client?.serverProcess?.pid,
	});
}

export const deactivate = stop;
