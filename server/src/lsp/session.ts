/**
 * One connection's session: what the client can do, its settings and folders, and who answers what. Every handler runs
 * in a guard, so that a failure is logged and not fatal.
 */
import {
	CodeActionKind,
	type Connection,
	type DidChangeWatchedFilesParams,
	type InitializeParams,
	type InitializeResult,
	TextDocumentSyncKind,
} from 'vscode-languageserver';
import type { PackFor } from '../core/analysis/references.ts';
import { summarize } from '../core/analysis/report.ts';
import { Workspace } from '../core/analysis/workspace.ts';
import type { Host } from '../core/host.ts';
import type { CSharpParser } from '../core/syntax/parser.ts';
import {
	DEFAULT_SETTINGS,
	type InitializationOptions,
	type Settings,
	SUMMARY_NOTIFICATION,
	SUMMARY_REQUEST,
} from '../protocol/messages.ts';
import type { Summary } from '../protocol/report.ts';
import { Documents } from './documents.ts';
import { Guard } from './guard.ts';
import { Publisher } from './publisher.ts';
import { type ActionAbilities, codeActions, resolveAction } from './requests/code-actions.ts';
import { hover } from './requests/hover.ts';
import { inlayHints } from './requests/inlay-hints.ts';
import type { RequestContext } from './requests/requests.ts';
import { BACKGROUND_DELAY_MS, Scheduler, workspaceOf } from './scheduler.ts';
import { pathOf } from './uris.ts';

/** What a session needs from its runtime. */
export interface SessionServices {
	readonly host: Host;
	readonly parser: () => Promise<CSharpParser>;
	readonly packFor: PackFor;
	/** Documentation of a code: its page's URI and its text in Markdown. */
	readonly docs: { uri(code: string): string | undefined; text(code: string): string | undefined };
	readonly version: string;
}

export class Session {
	readonly #connection: Connection;
	readonly #services: SessionServices;
	readonly #guard: Guard;
	readonly #documents = new Documents();
	readonly #publisher: Publisher;
	readonly #scheduler: Scheduler;
	#settings: Settings = DEFAULT_SETTINGS;
	#folders: readonly string[] = [];
	#workspaces: readonly Workspace[] = [];
	#parser: CSharpParser | undefined;
	#canWatch = false;
	#canProgress = false;
	#canFolders = false;
	#abilities: ActionAbilities = { canResolve: false, canSave: false };

	constructor(connection: Connection, services: SessionServices) {
		this.#connection = connection;
		this.#services = services;
		this.#guard = new Guard(message => connection.console.error(message));
		this.#publisher = new Publisher(connection, this.#documents, services.docs.uri, this.#settings);
		this.#scheduler = new Scheduler({
			workspaces: () => this.#workspaces,
			documents: this.#documents,
			publisher: this.#publisher,
			guard: this.#guard,
			progress: () => (this.#canProgress ? connection.window.createWorkDoneProgress() : undefined),
			onComplete: () => this.#sendSummary(),
		});
		this.#listen();
	}

	#listen(): void {
		const connection = this.#connection;
		const guard = this.#guard;
		connection.onInitialize(params => this.#initialize(params));
		connection.onInitialized(() => guard.start('start', () => this.#initialized()));
		connection.onDidOpenTextDocument(guard.handler('open', undefined, params => this.#edited(this.#documents.open(params), false)));
		connection.onDidChangeTextDocument(guard.handler('change', undefined, params => this.#edited(this.#documents.change(params), true)));
		connection.onDidCloseTextDocument(
			guard.handler('close', undefined, params => this.#closed(this.#documents.close(params.textDocument.uri))),
		);
		connection.onDidChangeWatchedFiles(guard.handler('watch', undefined, params => this.#filesChanged(params)));
		connection.onDidChangeConfiguration(
			guard.handler('settings', undefined, params =>
				this.#configure((params.settings as { aotLens?: Partial<Settings> } | undefined)?.aotLens),
			),
		);
		const context: RequestContext = {
			documents: this.#documents,
			publisher: this.#publisher,
			workspaceOf: path => workspaceOf(this.#workspaces, path),
			page: code => this.#services.docs.text(code),
		};
		connection.onHover(guard.handler('hover', null, params => hover(context, params)));
		connection.languages.inlayHint.on(guard.handler('hints', [], params => inlayHints(context, params)));
		connection.onCodeAction(guard.handler('fixes', [], params => codeActions(context, this.#abilities, params)));
		connection.onCodeActionResolve((action, token) =>
			resolveAction(context, this.#abilities, connection, action, token).catch((error: unknown) => {
				guard.failed('fix', error);
				return action;
			}),
		);
		connection.onRequest(SUMMARY_REQUEST, () => this.#summary());
		connection.onShutdown(() => this.#scheduler.stop());
	}

	#initialize(params: InitializeParams): InitializeResult {
		const options = params.initializationOptions as InitializationOptions | undefined;
		this.#settings = { ...DEFAULT_SETTINGS, ...options?.settings };
		this.#publisher.settings = this.#settings;
		const folders = params.workspaceFolders?.map(folder => folder.uri) ?? (params.rootUri ? [params.rootUri] : []);
		this.#folders = folders.map(pathOf).filter(path => path !== undefined);
		const { workspace, textDocument, window } = params.capabilities;
		this.#canWatch = workspace?.didChangeWatchedFiles?.dynamicRegistration === true;
		this.#canFolders = workspace?.workspaceFolders === true;
		this.#canProgress = window?.workDoneProgress === true;
		this.#abilities = {
			canResolve:
				textDocument?.codeAction?.resolveSupport?.properties.includes('edit') === true && textDocument.codeAction.dataSupport === true,
			canSave: options?.canSave === true,
		};
		return {
			capabilities: {
				textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental },
				hoverProvider: true,
				inlayHintProvider: true,
				codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix], resolveProvider: this.#abilities.canResolve },
				workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
			},
			serverInfo: { name: 'AOT Lens', version: this.#services.version },
		};
	}

	async #initialized(): Promise<void> {
		this.#parser = await this.#services.parser();
		this.#makeWorkspaces();
		if (this.#canWatch) {
			const watchers = [
				'**/*.{cs,csproj,props,targets}',
				'**/{.editorconfig,.globalconfig,project.assets.json,nuget.config,global.json,web.config,Dockerfile}',
			].map(globPattern => ({ globPattern }));
			await this.#connection.client
				.register({ method: 'workspace/didChangeWatchedFiles' } as never, { watchers } as never)
				.catch(() => undefined);
		}
		if (this.#canFolders)
			this.#connection.workspace.onDidChangeWorkspaceFolders(
				this.#guard.handler('folders', undefined, event => {
					const removed = event.removed.map(folder => pathOf(folder.uri));
					const added = event.added.map(folder => pathOf(folder.uri)).filter(path => path !== undefined);
					this.#folders = [...this.#folders.filter(folder => !removed.includes(folder)), ...added];
					this.#makeWorkspaces();
				}),
			);
	}

	#makeWorkspaces(): void {
		const parser = this.#parser;
		if (!parser) return;
		this.#workspaces = this.#folders.map(
			folder =>
				new Workspace(folder, this.#services.host, parser, this.#services.packFor, {
					properties: {},
					useEditorConfig: true,
					includeTests: this.#settings.includeTests,
					log: message => this.#connection.console.log(message),
				}),
		);
		for (const path of this.#documents.paths) this.#overlay(path);
		this.#scheduler.scan(0);
	}

	#configure(settings: Partial<Settings> | undefined): void {
		const next = { ...DEFAULT_SETTINGS, ...settings };
		const needsScan = next.includeTests !== this.#settings.includeTests;
		this.#settings = next;
		this.#publisher.settings = next;
		if (needsScan) this.#makeWorkspaces();
		this.#publisher.publishAll();
	}

	// ---- documents --------------------------------------------------------------------------

	/** Gives what is typed to the workspaces. */
	#overlay(path: string): void {
		const text = this.#documents.text(path);
		if (path.endsWith('.cs') && text !== undefined) workspaceOf(this.#workspaces, path)?.open(path, text);
	}

	#edited(path: string | undefined, isEdit: boolean): void {
		// Project files count as they are on disk: half a project would take every finding away.
		if (!path?.endsWith('.cs')) return;
		this.#overlay(path);
		this.#scheduler.queue(path, isEdit);
	}

	#closed(path: string | undefined): void {
		const workspace = path?.endsWith('.cs') ? workspaceOf(this.#workspaces, path) : undefined;
		if (path === undefined || !workspace) return;
		// What was not saved is gone: the file on disk counts again.
		workspace.close(path);
		this.#scheduler.checkFile(path);
		this.#scheduler.scan(BACKGROUND_DELAY_MS);
	}

	#filesChanged(params: DidChangeWatchedFilesParams): void {
		for (const workspace of this.#workspaces) {
			const paths = params.changes.flatMap(change => {
				const path = pathOf(change.uri);
				return path?.startsWith(`${workspace.root}/`) && !this.#documents.has(path) ? [path] : [];
			});
			if (paths.length > 0) workspace.filesChanged(paths);
		}
		this.#scheduler.scan(BACKGROUND_DELAY_MS);
	}

	// ---- summary ----------------------------------------------------------------------------

	#summary(): Summary {
		const { isComplete } = this.#scheduler;
		const { reports } = this.#publisher;
		const all = this.#workspaces.map(workspace =>
			summarize(
				workspace,
				workspace.projects,
				reports.filter(report => report.path.startsWith(`${workspace.root}/`)),
				isComplete,
			),
		);
		return { projects: all.flatMap(each => each.projects), unreadable: all.flatMap(each => each.unreadable), isComplete };
	}

	#sendSummary(): void {
		this.#guard.start('summary', () => this.#connection.sendNotification(SUMMARY_NOTIFICATION, this.#summary()));
	}
}
