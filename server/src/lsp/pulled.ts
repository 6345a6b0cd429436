/**
 * Problems for clients that ask for them (`textDocument/diagnostic`, LSP 3.17). What is open is asked for and not told; what is
 * closed is told, until the client asks for the whole workspace. So no problem reaches a client both ways.
 */
import type {
	Connection,
	Diagnostic,
	DocumentDiagnosticParams,
	DocumentDiagnosticReport,
	WorkspaceDiagnosticParams,
	WorkspaceDiagnosticReport,
	WorkspaceDocumentDiagnosticReport,
} from 'vscode-languageserver';
import type { Guard } from './guard.ts';
import type { Publisher } from './publisher.ts';
import type { RequestContext } from './requests/requests.ts';
import { pathOf } from './uris.ts';

/** What the client has of a file. */
interface Answer {
	readonly id: string;
	readonly text: string;
}

export class Pulled {
	readonly #publisher: Publisher;
	readonly #canRefresh: boolean;
	readonly #answers = new Map<string, Answer>();
	#count = 0;

	/** @param canRefresh the client asks anew when it is told to */
	constructor(publisher: Publisher, canRefresh: boolean) {
		this.#publisher = publisher;
		this.#canRefresh = canRefresh;
	}

	/** What a file shows, once what is typed in it was checked. */
	async document(
		context: RequestContext,
		{ textDocument, previousResultId }: DocumentDiagnosticParams,
		isCancelled: () => boolean,
	): Promise<DocumentDiagnosticReport> {
		const path = pathOf(textDocument.uri);
		if (path === undefined) return { kind: 'full', items: [] };
		await context.settle(path, isCancelled);
		const { id, items } = this.#answer(path);
		return id === previousResultId ? { kind: 'unchanged', resultId: id } : { kind: 'full', resultId: id, items };
	}

	/** What all files show that show anything, and those that the client still has something of. */
	workspace({ documents }: RequestContext, { previousResultIds }: WorkspaceDiagnosticParams): WorkspaceDiagnosticReport {
		this.#publisher.isAllAskedFor = true;
		const before = new Map(previousResultIds.flatMap(({ uri, value }) => [[pathOf(uri) ?? '', value] as const]));
		before.delete('');
		const items = [...new Set([...this.#publisher.shownPaths, ...before.keys()])].map((path): WorkspaceDocumentDiagnosticReport => {
			const { id, items } = this.#answer(path);
			const file = { uri: documents.uriOf(path), version: documents.version(path) ?? null, resultId: id };
			return id === before.get(path) ? { kind: 'unchanged', ...file } : { kind: 'full', ...file, items };
		});
		return { items };
	}

	/** Has the client ask anew where what it was answered does not hold any more. */
	refresh(connection: Connection, guard: Guard): void {
		const isStale = [...this.#answers].some(([path, { text }]) => this.#publisher.isAskedFor(path) && text !== this.#textOf(path));
		const isNew = this.#publisher.isAllAskedFor && this.#publisher.shownPaths.some(path => !this.#answers.has(path));
		if (this.#canRefresh && (isStale || isNew)) guard.start('refresh', () => connection.languages.diagnostics.refresh());
	}

	#answer(path: string): { readonly id: string; readonly items: Diagnostic[] } {
		const items = [...this.#publisher.diagnostics(path)];
		const text = JSON.stringify(items);
		const known = this.#answers.get(path);
		const id = known?.text === text ? known.id : String(++this.#count);
		this.#answers.set(path, { id, text });
		return { id, items };
	}

	#textOf(path: string): string {
		return JSON.stringify(this.#publisher.diagnostics(path));
	}
}
