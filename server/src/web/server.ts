/**
 * Entry point of the language server in a worker of a browser. Its first message (`WorkerStart`) brings all that it reads: the
 * grammar, the packs, the pages, the files of the workspace. The session is the same as on Node.
 */
import { inflateSync } from 'fflate';
import { BrowserMessageReader, BrowserMessageWriter, createConnection } from 'vscode-languageserver/browser';
import { CSharpParser } from '../core/syntax/parser.ts';
import { packsOf } from '../core/metadata/packs.ts';
import { Session } from '../lsp/session.ts';
import { FILES_NOTIFICATION, type FilesParams, type WorkerStart } from '../protocol/files.ts';
import { TextFiles } from './text-host.ts';

self.addEventListener('message', ({ data }: MessageEvent<WorkerStart>) => start(data), { once: true });

function start({ version, runtime, grammar, packs, pages, docs, files }: WorkerStart): void {
	const texts = new TextFiles();
	texts.take(files);
	const connection = createConnection(new BrowserMessageReader(self), new BrowserMessageWriter(self));
	connection.onNotification(FILES_NOTIFICATION, (params: FilesParams) => texts.take(params.files));
	const { advice, apis, words } = pages;
	new Session(connection, {
		host: texts.host,
		parser: () => CSharpParser.create({ runtime, grammar }),
		packFor: packsOf(
			Object.keys(packs),
			name => packs[name] ?? new Uint8Array(),
			bytes => inflateSync(bytes),
		),
		version,
		words: language => words[language.toLowerCase()] ?? words[language.toLowerCase().split('-')[0] ?? ''] ?? {},
		docs: {
			uri: code => (code in advice ? `${docs}rules/${code}.md` : undefined),
			api: page => (apis.includes(page) ? `${docs}apis/${page}.md` : undefined),
			advice: code => advice[code],
		},
	});
	connection.listen();
}
