/**
 * The documents that the client has open. A document is its path: the client's spelling of its URI is kept and used
 * for all that is said about it.
 */
import type { DidChangeTextDocumentParams, DidOpenTextDocumentParams } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { pathOf, uriOf } from './uris.ts';

export class Documents {
	readonly #open = new Map<string, TextDocument>();

	/** Takes over a document; gives its path, undefined where it is not a file. */
	open({ textDocument }: DidOpenTextDocumentParams): string | undefined {
		const path = pathOf(textDocument.uri);
		if (path === undefined) return undefined;
		this.#open.set(path, TextDocument.create(textDocument.uri, textDocument.languageId, textDocument.version, textDocument.text));
		return path;
	}

	/** Takes over an edit; gives the document's path, undefined where it is not open. */
	change({ textDocument, contentChanges }: DidChangeTextDocumentParams): string | undefined {
		const path = pathOf(textDocument.uri);
		const document = path === undefined ? undefined : this.#open.get(path);
		if (path === undefined || !document) return undefined;
		this.#open.set(path, TextDocument.update(document, contentChanges, textDocument.version));
		return path;
	}

	/** Forgets a document; gives its path, undefined where it was not open. */
	close(uri: string): string | undefined {
		const path = pathOf(uri);
		return path !== undefined && this.#open.delete(path) ? path : undefined;
	}

	has(path: string): boolean {
		return this.#open.has(path);
	}

	/** The paths of all open documents. */
	get paths(): Iterable<string> {
		return this.#open.keys();
	}

	text(path: string): string | undefined {
		return this.#open.get(path)?.getText();
	}

	/** The version that is open; undefined for a closed document. */
	version(path: string): number | undefined {
		return this.#open.get(path)?.version;
	}

	/** The URI of a path: the client's own where it has told one. */
	uriOf(path: string): string {
		return this.#open.get(path)?.uri ?? uriOf(path);
	}
}
