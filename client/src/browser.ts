/** The extension in a browser (vscode.dev and the like): the server is a worker, which gets the files from here. */
import * as vscode from 'vscode';
import { BrowserMessageReader, BrowserMessageWriter, LanguageClient, type MessageTransports } from 'vscode-languageclient/browser';
import { FILES_NOTIFICATION, type FilesParams, isWatched, type PageData, type WorkerStart } from '../../server/src/protocol/files.ts';
import { t } from '../../server/src/protocol/words.ts';
import { type Api, start, stop } from './extension.ts';
import { toEditor } from './uris.ts';
import { readFiles } from './virtual-files.ts';

/** Of the worker that the extension runs in. */
declare class Worker {
	constructor(url: string);
	postMessage(message: unknown): void;
}

export function activate(context: vscode.ExtensionContext): Api {
	const at = (...names: string[]): vscode.Uri => vscode.Uri.joinPath(context.extensionUri, ...names);
	const read = (...names: string[]): Thenable<Uint8Array> => vscode.workspace.fs.readFile(at(...names));
	let client: LanguageClient | undefined;
	const send = async (uris: readonly vscode.Uri[]): Promise<void> => {
		const files = await readFiles(uris, each => isWatched(each.path));
		if (files.length > 0) await client?.sendNotification(FILES_NOTIFICATION, { files } satisfies FilesParams);
	};

	const serve = async (): Promise<MessageTransports> => {
		const frameworks = (await vscode.workspace.fs.readDirectory(at('dist', 'packs')).then(
			found => found.map(([name]) => name),
			// Some hosts serve files and list none.
			() => ['net8.0.pack', 'net9.0.pack', 'net10.0.pack'],
		)) as readonly string[];
		const [script, runtime, grammar, pages, files, ...packs] = await Promise.all([
			read('dist', 'web', 'server.js'),
			read('dist', 'web-tree-sitter.wasm'),
			read('dist', 'tree-sitter-c_sharp.wasm'),
			read('dist', 'web', 'pages.json'),
			vscode.window.withProgress({ location: vscode.ProgressLocation.Window, title: t('AOT Lens: reading files') }, () =>
				readFiles(
					(vscode.workspace.workspaceFolders ?? []).map(folder => folder.uri),
					each => isWatched(each.path),
				),
			),
			...frameworks.map(name => read('dist', 'packs', name)),
		]);
		// By its own URL a worker would have to be of this origin, which not every host's extensions are.
		const worker = new Worker(URL.createObjectURL(new Blob([script], { type: 'text/javascript' })));
		const message: WorkerStart = {
			version: String(context.extension.packageJSON.version),
			runtime,
			grammar,
			packs: Object.fromEntries(frameworks.map((name, index) => [name.replace(/\.pack$/, ''), packs[index] ?? new Uint8Array()])),
			pages: JSON.parse(new TextDecoder().decode(pages)) as PageData,
			docs: `${at('docs').toString()}/`,
			files,
		};
		worker.postMessage(message);
		return { reader: new BrowserMessageReader(worker), writer: new BrowserMessageWriter(worker) };
	};

	return start(context, {
		client: options => (client = new LanguageClient('aotLens', 'AOT Lens', serve, options)),
		workspace: {
			// The server asks nobody for files: it is told what they say before it is told that they changed.
			async didChangeWatchedFile(event, next) {
				await send([toEditor(event.uri)]);
				await next(event);
			},
			async didChangeWorkspaceFolders(event, next) {
				await send(event.added.map(folder => folder.uri));
				await next(event);
			},
		},
		opensSummary: false,
		serverPid: () => undefined,
	});
}

export const deactivate = stop;
