/** Entry point of the language server: `--stdio`, `--node-ipc` or `--socket=PORT`. */
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { Session } from '../lsp/session.ts';
import { dataFiles } from './data.ts';
import { createParser, nodeHost, packLoader } from './host.ts';

declare const VERSION: string;

const data = dataFiles(import.meta.dirname);
const docs = path.join(import.meta.dirname, '..', 'docs', 'rules');
/** The pages by code; each problem asks for its own. */
const pages = new Map(
	(fs.existsSync(docs) ? fs.readdirSync(docs) : [])
		.filter(name => name.endsWith('.md'))
		.map(name => [path.basename(name, '.md'), path.join(docs, name)]),
);
const uris = new Map([...pages].map(([code, page]) => [code, pathToFileURL(page).href]));
const connection = createConnection(ProposedFeatures.all);

new Session(connection, {
	host: nodeHost,
	parser: () => createParser(data),
	packFor: packLoader(data.packs),
	version: VERSION,
	docs: {
		uri: code => uris.get(code),
		advice: code => {
			const page = pages.get(code);
			return page && adviceOf(fs.readFileSync(page, 'utf8'));
		},
	},
});
connection.listen();

/** What a page says of what to do. */
const adviceOf = (markdown: string): string | undefined => /^\*\*What to do\.\*\* [^\n]*(?:\n(?!\n)[^\n]*)*/m.exec(markdown)?.[0];
