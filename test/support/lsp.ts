/**
 * A language client, as an editor is. It talks to a session in this process, over streams as between processes; where a test asks
 * for the bundle, to `dist/server.mjs` over stdio.
 */
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { PassThrough, type Readable, type Writable } from 'node:stream';
import { pathToFileURL } from 'node:url';
import {
	createConnection,
	createMessageConnection,
	type MessageConnection,
	ProposedFeatures,
	StreamMessageReader,
	StreamMessageWriter,
} from 'vscode-languageserver/node';
import type { ClientCapabilities, CodeAction, Diagnostic, Hover, PublishDiagnosticsParams } from 'vscode-languageserver';
import type { ScanBeside } from '../../server/src/lsp/scanner.ts';
import { Session } from '../../server/src/lsp/session.ts';
import { nodeHost } from '../../server/src/node/host.ts';
import { sessionServices } from '../../server/src/node/services.ts';
import type { Summary } from '../../server/src/protocol/report.ts';
import { root } from './core.ts';

/** How a client differs from an ordinary one. */
export interface ClientOptions {
	/** Its workspace folders, relative to the folder of files; the one folder itself by default. */
	readonly folders?: readonly string[];
	/** How it spells the URI of an absolute path. */
	readonly spell?: (path: string) => string;
	/** It offers the command that assesses a project. */
	readonly canAssess?: boolean;
	/** Its language. */
	readonly locale?: string;
	/** It never answers a request. */
	readonly isSilent?: boolean;
	/** It starts the bundle, in a process of its own. */
	readonly startsBundle?: boolean;
	/** Who judges closed projects of large workspaces for a session in this process; `undefined`: nobody. */
	readonly scanBeside?: ScanBeside | undefined;
}

/** A server at the other end of two streams. */
interface Server {
	readonly output: Readable;
	readonly input: Writable;
	/** Ends it after its `shutdown` was answered, or did not come. */
	end(isDown: boolean, connection: MessageConnection): Promise<void>;
}

function startBundle(packagesFolder: string): Server {
	const child = spawn(process.execPath, [path.join(root, 'dist', 'server.mjs'), '--stdio'], {
		stdio: ['pipe', 'pipe', 'inherit'],
		env: { NUGET_PACKAGES: packagesFolder, ...process.env },
	});
	return {
		output: child.stdout,
		input: child.stdin,
		async end(isDown, connection) {
			if (isDown) await connection.sendNotification('exit');
			else child.kill();
		},
	};
}

/** What never changes is read once for all sessions of this process. */
const { packFor, parser: createParser } = sessionServices(path.join(root, 'dist'), 'test');
let parser: ReturnType<typeof createParser> | undefined;

/** Never told to exit: that would be this process. */
function startSession(packagesFolder: string, options: ClientOptions): Server {
	const [input, output] = [new PassThrough(), new PassThrough()];
	const connection = createConnection(ProposedFeatures.all, new StreamMessageReader(input), new StreamMessageWriter(output));
	const host = { ...nodeHost, packagesFolder, isPackagesFolderFixed: true };
	const services = sessionServices(path.join(root, 'dist'), 'test');
	new Session(connection, {
		...services,
		packFor,
		parser: () => (parser ??= createParser()),
		host,
		...('scanBeside' in options && { scanBeside: options.scanBeside }),
	});
	connection.listen();
	return { output, input, end: () => Promise.resolve(connection.dispose()) };
}

export class TestClient {
	readonly folder: string;
	readonly connection: MessageConnection;
	readonly #server: Server;
	readonly #diagnostics = new Map<string, PublishDiagnosticsParams>();
	readonly #versions = new Map<string, number>();
	readonly log: string[] = [];
	#summary: Summary | undefined;
	/** How many summaries came. */
	summaries = 0;
	#waiting: (() => void)[] = [];
	/** The folder was made for this client. */
	#isOwn = false;

	readonly #options: ClientOptions;

	private constructor(folder: string, server: Server, options: ClientOptions) {
		this.folder = folder;
		this.#options = options;
		this.#server = server;
		this.connection = createMessageConnection(new StreamMessageReader(server.output), new StreamMessageWriter(server.input));
		this.connection.onNotification('textDocument/publishDiagnostics', (params: PublishDiagnosticsParams) => {
			this.#diagnostics.set(params.uri, params);
			this.#wake();
		});
		this.connection.onNotification('aotLens/summary', (summary: Summary) => {
			this.#summary = summary;
			this.summaries++;
			this.#wake();
		});
		this.connection.onNotification('window/logMessage', (params: { message: string }) => {
			this.log.push(params.message);
		});
		if (options.isSilent) this.connection.onRequest(() => new Promise(() => {}));
		else this.connection.onRequest(() => null);
		this.connection.listen();
	}

	/** Starts a server on a folder of files. */
	static async start(
		files: Readonly<Record<string, string | Uint8Array>>,
		settings: Record<string, unknown> = {},
		capabilities: ClientCapabilities = {},
		options: ClientOptions = {},
	): Promise<TestClient> {
		const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'aot-lens-lsp-'));
		for (const [name, content] of Object.entries(files)) {
			fs.mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
			fs.writeFileSync(path.join(folder, name), content);
		}
		const client = await TestClient.startIn(folder, settings, capabilities, options);
		client.#isOwn = true;
		return client;
	}

	/** @param options how this client differs from the others */
	static async startIn(
		folder: string,
		settings: Record<string, unknown> = {},
		capabilities: ClientCapabilities = {},
		options: ClientOptions = {},
	): Promise<TestClient> {
		// What happens to be restored on this machine has no say in tests.
		const packages = path.join(folder, 'no-packages');
		const server = options.startsBundle ? startBundle(packages) : startSession(packages, options);
		const client = new TestClient(folder, server, options);
		const folders = options.folders ?? [''];
		await client.connection.sendRequest('initialize', {
			processId: options.startsBundle ? process.pid : null,
			rootUri: folders[0] === undefined ? null : client.uri(folders[0]),
			workspaceFolders: folders.map(name => ({ uri: client.uri(name), name })),
			capabilities,
			...(options.locale !== undefined && { locale: options.locale }),
			initializationOptions: { settings, canAssess: options.canAssess === true },
		});
		await client.connection.sendNotification('initialized', {});
		return client;
	}

	write(file: string, text: string): void {
		fs.mkdirSync(path.dirname(path.join(this.folder, file)), { recursive: true });
		fs.writeFileSync(path.join(this.folder, file), text);
	}

	uri(file: string): string {
		const full = path.join(this.folder, file);
		return this.#options.spell?.(full) ?? pathToFileURL(full).href;
	}

	/** All that was published for URIs that end so, by URI. */
	published(end: string): ReadonlyMap<string, PublishDiagnosticsParams> {
		return new Map([...this.#diagnostics].filter(([uri]) => uri.endsWith(end)));
	}

	read(file: string): string {
		return fs.readFileSync(path.join(this.folder, file), 'utf8');
	}

	#wake(): void {
		const waiting = this.#waiting;
		this.#waiting = [];
		for (const resolve of waiting) resolve();
	}

	/** Waits until `probe` gives something; fails after a while, long enough for a machine that is busy. */
	async until<T>(probe: () => T | undefined | false, what: string): Promise<T> {
		const deadline = Date.now() + 120_000;
		for (;;) {
			const value = probe();
			if (value !== undefined && value !== false) return value;
			if (Date.now() > deadline) throw new Error(`timed out waiting for ${what}\n${this.log.join('\n')}`);
			await new Promise<void>(resolve => {
				this.#waiting.push(resolve);
				setTimeout(resolve, 200);
			});
		}
	}

	complete(): Promise<Summary> {
		return this.until(() => (this.#summary?.isComplete ? this.#summary : undefined), 'a complete summary');
	}

	get summary(): Summary | undefined {
		return this.#summary;
	}

	diagnostics(file: string): Diagnostic[] {
		return this.#diagnostics.get(this.uri(file))?.diagnostics ?? [];
	}

	codes(file: string): string[] {
		return this.diagnostics(file).map(
			diagnostic => `${diagnostic.range.start.line + 1}:${diagnostic.range.start.character + 1} ${diagnostic.code}`,
		);
	}

	async open(file: string, text = this.read(file)): Promise<void> {
		this.#versions.set(file, 1);
		await this.connection.sendNotification('textDocument/didOpen', {
			textDocument: { uri: this.uri(file), languageId: 'csharp', version: 1, text },
		});
	}

	/** Sends one incremental change; gives its version. */
	async change(
		file: string,
		range: { start: { line: number; character: number }; end: { line: number; character: number } },
		text: string,
	): Promise<number> {
		const version = (this.#versions.get(file) ?? 1) + 1;
		this.#versions.set(file, version);
		await this.connection.sendNotification('textDocument/didChange', {
			textDocument: { uri: this.uri(file), version },
			contentChanges: [{ range, text }],
		});
		return version;
	}

	/** Sends a whole text as one change; gives its version. */
	async retype(file: string, text: string): Promise<number> {
		const version = (this.#versions.get(file) ?? 1) + 1;
		this.#versions.set(file, version);
		await this.connection.sendNotification('textDocument/didChange', {
			textDocument: { uri: this.uri(file), version },
			contentChanges: [{ text }],
		});
		return version;
	}

	async close(file: string): Promise<void> {
		await this.connection.sendNotification('textDocument/didClose', { textDocument: { uri: this.uri(file) } });
	}

	/** Waits for the diagnostics of a version. */
	answered(file: string, version: number): Promise<PublishDiagnosticsParams> {
		return this.until(() => {
			const last = this.#diagnostics.get(this.uri(file));
			return last && (last.version ?? 0) >= version ? last : undefined;
		}, `diagnostics of ${file} version ${version}`);
	}

	/** Asks for an action's edits, as a client does when it is chosen. */
	resolve(action: CodeAction): Promise<CodeAction> {
		return this.connection.sendRequest('codeAction/resolve', action);
	}

	hover(file: string, line: number, character: number): Promise<Hover | null> {
		return this.connection.sendRequest('textDocument/hover', { textDocument: { uri: this.uri(file) }, position: { line, character } });
	}

	async fixes(file: string, diagnostic: Diagnostic): Promise<CodeAction[]> {
		const actions: CodeAction[] = await this.connection.sendRequest('textDocument/codeAction', {
			textDocument: { uri: this.uri(file) },
			range: diagnostic.range,
			context: { diagnostics: [diagnostic] },
		});
		// Silencing a finding is offered last, nearly everywhere; `test/fixes/suppress` looks at it.
		return actions.filter(action => !action.title.startsWith('Suppress '));
	}

	/** Tells the server that files changed on disk. */
	async changed(...files: string[]): Promise<void> {
		await this.connection.sendNotification('workspace/didChangeWatchedFiles', {
			changes: files.map(file => ({ uri: this.uri(file), type: 2 })),
		});
	}

	async stop(): Promise<void> {
		const isDown = await this.connection.sendRequest('shutdown').then(
			() => true,
			() => false,
		);
		await this.#server.end(isDown, this.connection);
		this.connection.dispose();
		if (this.#isOwn) fs.rmSync(this.folder, { recursive: true, force: true });
	}
}

/** Applies a code action's edits to the files on disk. */
export function applyToDisk(action: CodeAction): void {
	for (const change of action.edit?.documentChanges ?? []) {
		if ('kind' in change) {
			if (change.kind === 'create') fs.writeFileSync(new URL(change.uri), '');
			continue;
		}
		const file = new URL(change.textDocument.uri);
		const text = fs.readFileSync(file, 'utf8');
		const starts = [0];
		for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
		const offset = (position: { line: number; character: number }): number => (starts[position.line] ?? text.length) + position.character;
		let result = text;
		const edits = change.edits
			.filter(edit => 'newText' in edit)
			.map(edit => ({ start: offset(edit.range.start), end: offset(edit.range.end), newText: edit.newText as string }));
		for (const [index, edit] of edits
			.map((edit, at) => [at, edit] as const)
			.toSorted((left, right) => right[1].start - left[1].start || right[0] - left[0])) {
			void index;
			result = result.slice(0, edit.start) + edit.newText + result.slice(edit.end);
		}
		fs.writeFileSync(file, result);
	}
}
