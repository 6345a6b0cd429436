/**
 * The documents that the client has open. A document is its path: the client's spelling of its URI is kept and used
 * for all that is said about it, also when it is closed. What is typed counts instead of what is on disk, but the disk
 * alone says which files there are.
 */
import type { DidChangeTextDocumentParams, DidOpenTextDocumentParams } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Host } from '../core/host.ts';
import { fileKind } from '../core/analysis/projects.ts';
import { parseXml } from '../core/project/xml.ts';
import { encode, pathOf, uriOf } from './uris.ts';

interface OpenDocument {
	readonly document: TextDocument;
	/** The last state that can be judged; undefined when there was none, so that the disk counts. */
	readonly readable: { readonly text: string; readonly version: number } | undefined;
}

export class Documents {
	readonly #open = new Map<string, OpenDocument>();
	/** The client's own spelling of the URIs that it told. */
	readonly #uris = new Map<string, string>();
	#folders: readonly { readonly path: string; readonly uri: string }[] = [];

	/** The workspace's folders: files in them that were never opened get URIs that begin as theirs do. */
	set folders(uris: readonly string[]) {
		this.#folders = uris.flatMap(uri => {
			const path = pathOf(uri);
			return path === undefined ? [] : [{ path, uri: uri.replace(/\/$/, '') }];
		});
	}

	/** Takes over a document; gives its path, undefined where it is not a file. */
	open({ textDocument }: DidOpenTextDocumentParams): string | undefined {
		const { uri, languageId, version, text } = textDocument;
		const path = pathOf(uri);
		if (path === undefined) return undefined;
		this.#uris.set(path, uri);
		this.#set(path, TextDocument.create(uri, languageId, version, text));
		return path;
	}

	/** Takes over an edit; gives the document's path, undefined where it is not open. */
	change({ textDocument, contentChanges }: DidChangeTextDocumentParams): string | undefined {
		const path = pathOf(textDocument.uri);
		const known = path === undefined ? undefined : this.#open.get(path);
		if (path === undefined || !known) return undefined;
		this.#set(path, TextDocument.update(known.document, contentChanges, textDocument.version));
		return path;
	}

	#set(path: string, document: TextDocument): void {
		const text = document.getText();
		// Half a project file would take every finding away.
		const readable = isReadable(path, text) ? { text, version: document.version } : this.#open.get(path)?.readable;
		this.#open.set(path, { document, readable });
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
	get paths(): readonly string[] {
		return [...this.#open.keys()];
	}

	/** The text that is typed; undefined for a closed document. */
	text(path: string): string | undefined {
		return this.#open.get(path)?.document.getText();
	}

	/** The last text of each open document that can be judged, by path. */
	get readable(): ReadonlyMap<string, string> {
		return new Map([...this.#open].flatMap(([path, { readable }]) => (readable ? [[path, readable.text]] : [])));
	}

	/** The version that is typed; undefined for a closed document. */
	version(path: string): number | undefined {
		return this.#open.get(path)?.document.version;
	}

	/** Whether what is typed can't be judged, so that an earlier state counts. */
	isHalfTyped(path: string): boolean {
		const known = this.#open.get(path);
		return known !== undefined && known.readable?.version !== known.document.version;
	}

	/** The URI of a path: the client's own where it has told one. */
	uriOf(path: string): string {
		const told = this.#uris.get(path);
		if (told !== undefined) return told;
		const folder = this.#folders.find(each => path.startsWith(`${each.path}/`));
		return folder ? folder.uri + encode(path.slice(folder.path.length)) : uriOf(path);
	}

	/** A host that reads what is typed where a document is open. */
	over(host: Host): Host {
		return {
			...host,
			read: path => {
				const typed = this.#open.get(path)?.readable?.text;
				return typed === undefined || !host.exists(path) ? host.read(path) : new TextEncoder().encode(typed);
			},
		};
	}
}

/** Whether a text can be judged: C# always, XML when it is well-formed. */
function isReadable(path: string, text: string): boolean {
	if (!/\.(?:\w*proj|props|targets|config)$/i.test(path) || fileKind(path) === 'source') return true;
	try {
		parseXml(text);
		return true;
	} catch {
		return false;
	}
}
