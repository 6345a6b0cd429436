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
const page = (code: string): string => path.join(docs, `${code}.md`);
const connection = createConnection(ProposedFeatures.all);

new Session(connection, {
	host: nodeHost, parser: () => createParser(data), packFor: packLoader(data.packs), version: VERSION,
	docs: {
		uri: code => (fs.existsSync(page(code)) ? pathToFileURL(page(code)).href : undefined),
		text: code => (fs.existsSync(page(code)) ? hoverText(fs.readFileSync(page(code), 'utf8')) : undefined),
	},
});
connection.listen();

/** A page as a hover: its title in bold instead of a heading, without the example. */
function hoverText(markdown: string): string {
	return (markdown.split(/^## Example$/m)[0] ?? '').trim().replace(/^# (.*)$/m, '**$1**');
}
