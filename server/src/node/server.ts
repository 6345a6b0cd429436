/** Entry point of the language server: `--stdio`, `--node-ipc` or `--socket=PORT`. */
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { Session } from '../lsp/session.ts';
import { sessionServices } from './services.ts';

declare const VERSION: string;

const connection = createConnection(ProposedFeatures.all);
new Session(
	connection,
	sessionServices(import.meta.dirname, VERSION, text => connection.console.log(text)),
);
connection.listen();
