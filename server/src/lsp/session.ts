/**
 * One connection's session: what the client can do, its settings and folders, and who answers what. Every handler runs
 * in a guard, so that a failure is logged and not fatal.
 */
import {
	CodeActionKind,
	CodeLensRefreshRequest,
	type CancellationToken,
	type Connection,
	DidChangeWatchedFilesNotification,
	type DidChangeWatchedFilesParams,
	FileChangeType,
	type InitializeParams,
	type InitializeResult,
	ResponseError,
	TextDocumentSyncKind,
	WatchKind,
} from 'vscode-languageserver';
import { reaches } from '../core/analysis/projects.ts';
import type { PackFor } from '../core/analysis/references.ts';
import { joinSummaries, summarize } from '../core/analysis/summary.ts';
import type { Host } from '../core/host.ts';
import type { CSharpParser } from '../core/syntax/parser.ts';
import { decodeText } from '../core/text/decode.ts';
import { extension } from '../core/text/paths.ts';
import { isWatched, WATCHED } from '../protocol/files.ts';
import {
	ASSESS_NOTIFICATION,
	type AssessParams,
	DEFAULT_SETTINGS,
	FIX_ALL_COMMAND,
	OPT_IN_COMMAND,
	type InitializationOptions,
	PLACES_REQUEST,
	type PlacesParams,
	PROJECTS_REQUEST,
	REPORT_REQUEST,
	type ReportAnswer,
	type ProjectsParams,
	type Settings,
	SUMMARY_NOTIFICATION,
	SUMMARY_REQUEST,
} from '../protocol/messages.ts';
import { projectState, type Summary } from '../protocol/report.ts';
import { useWords, type Words } from '../protocol/words.ts';
import { Documents } from './documents.ts';
import { Guard } from './guard.ts';
import { Publisher } from './publisher.ts';
import { Pulled } from './pulled.ts';
import type { ActionAbilities } from './requests/abilities.ts';
import { codeActions, resolveAction } from './requests/code-actions.ts';
import { codeLenses, executeCommand } from './requests/code-lenses.ts';
import { completion } from './requests/completion.ts';
import { FIX_ALL_KIND } from './requests/fix-all-actions.ts';
import { hover } from './requests/hover.ts';
import { inlayHints } from './requests/inlay-hints.ts';
import { type AskPackages, Packages } from './packages.ts';
import { places } from './requests/places.ts';
import { readiness } from './requests/readiness.ts';
import type { Docs, RequestContext } from './requests/requests.ts';
import type { ScanBeside } from './scanner.ts';
import { BACKGROUND_DELAY_MS, Scheduler } from './scheduler.ts';
import { Turns } from './turns.ts';
import { pathOf } from './uris.ts';
import { type ClientView, viewOf } from './view.ts';
import { Workspaces } from './workspaces.ts';

/** What a session needs from its runtime. */
export interface SessionServices {
	readonly host: Host;
	readonly parser: () => Promise<CSharpParser>;
	readonly packFor: PackFor;
	readonly docs: Docs;
	readonly version: string;
	/** The words of a language, such as `de` or `zh-cn`; none for those that there are no words of. */
	readonly words: (language: string) => Words;
	/** Predicts what publishing will say of packages; undefined where that can't be done beside the session. */
	readonly askPackages?: AskPackages | undefined;
	/** Judges closed projects; undefined where that can't be done beside the session. */
	readonly scanBeside?: ScanBeside | undefined;
}

/** How deep a folder that appeared is looked through. */
const MAX_NEW_DEPTH = 16;

export class Session {
	readonly #connection: Connection;
	readonly #services: SessionServices;
	readonly #guard: Guard;
	readonly #turns: Turns;
	readonly #documents = new Documents();
	readonly #publisher: Publisher;
	readonly #scheduler: Scheduler;
	readonly #packages: Packages;
	#settings: Settings = DEFAULT_SETTINGS;
	/** Paths of the projects that are assessed. */
	#assessed: ReadonlySet<string> = new Set();
	/** URIs of the folders, as the client spells them. */
	#folders: readonly string[] = [];
	#workspaces: Workspaces | undefined;
	/** For a client that asks for problems. */
	#pulled: Pulled | undefined;
	#canWatch = false;
	#canProgress = false;
	#canFolders = false;
	#canRefreshLenses = false;
	/** What was counted when lines above code were asked for last. */
	#counted = '';
	#canRefreshHints = false;
	#abilities: ActionAbilities = { canResolve: false, canSave: false, canAssess: false, canAnnotate: false };

	constructor(connection: Connection, services: SessionServices) {
		this.#connection = connection;
		this.#services = services;
		this.#guard = new Guard(message => connection.console.error(message));
		this.#turns = new Turns(() => this.#guard.calls);
		this.#publisher = new Publisher(connection, this.#guard, this.#documents, code => services.docs.uri(code), this.#view());
		this.#scheduler = new Scheduler({
			workspaces: () => this.#workspaces,
			documents: this.#documents,
			publisher: this.#publisher,
			guard: this.#guard,
			turns: this.#turns,
			scanBeside: services.scanBeside,
			includesTests: () => this.#settings.includeTests,
			log: message => connection.console.log(message),
			progress: () => (this.#canProgress ? connection.window.createWorkDoneProgress() : undefined),
			onChange: () => {
				this.#publisher.publishInvitations();
				this.#pulled?.refresh(connection, this.#guard);
				this.#sendSummary();
				this.#packages.consider();
			},
		});
		this.#packages = new Packages({
			ask: services.askPackages,
			host: services.host,
			workspaces: () => this.#workspaces,
			documents: this.#documents,
			publisher: this.#publisher,
			guard: this.#guard,
			isComplete: () => this.#scheduler.isComplete,
			progress: () => (this.#canProgress ? connection.window.createWorkDoneProgress() : undefined),
			log: message => connection.console.log(message),
			onChange: () => {
				this.#pulled?.refresh(connection, this.#guard);
				this.#sendSummary();
				if (this.#canRefreshHints) this.#guard.start('hints', () => connection.languages.inlayHint.refresh());
			},
		});
		this.#listen();
	}

	#listen(): void {
		const connection = this.#connection;
		const guard = this.#guard;
		connection.onInitialize(params => this.#initialize(params));
		connection.onInitialized(() => guard.start('start', () => this.#initialized()));
		connection.onDidOpenTextDocument(guard.handler('open', undefined, params => this.#opened(this.#documents.open(params))));
		connection.onDidChangeTextDocument(guard.handler('change', undefined, params => this.#edited(this.#documents.change(params))));
		connection.onDidCloseTextDocument(guard.handler('close', undefined, ({ textDocument }) => this.#closed(textDocument.uri)));
		connection.onDidChangeWatchedFiles(guard.handler('watch', undefined, params => this.#filesChanged(params)));
		connection.onDidChangeConfiguration(
			guard.handler('settings', undefined, params =>
				this.#configure((params.settings as { aotLens?: Partial<Settings> } | undefined)?.aotLens),
			),
		);
		const context: RequestContext = {
			connection,
			documents: this.#documents,
			publisher: this.#publisher,
			turns: this.#turns,
			workspaceOf: path => this.#workspaces?.of(path),
			settle: (path, isCancelled) => this.#scheduler.settle(path, isCancelled),
			docs: this.#services.docs,
			packages: this.#packages,
		};
		connection.onHover(guard.handler('hover', null, params => hover(context, params)));
		connection.onCompletion(guard.handler('completion', [], params => completion(context, params)));
		connection.languages.inlayHint.on(guard.handler('hints', [], params => inlayHints(context, params)));
		connection.onCodeAction(guard.handler('fixes', [], (params, token) => codeActions(context, this.#abilities, params, token)));
		connection.onCodeLens(
			guard.handler('lines', [], (params, token) =>
				this.#settings.codeLens ? codeLenses(context, this.#abilities, () => this.#summary(), params, token) : [],
			),
		);
		connection.onExecuteCommand(
			guard.handler('command', undefined, (params, token) => executeCommand(context, this.#abilities, params, token)),
		);
		connection.onCodeActionResolve((action, token) =>
			resolveAction(context, this.#abilities, action, token).catch((error: unknown) => {
				if (error instanceof ResponseError) throw error;
				guard.failed('fix', error);
				return action;
			}),
		);
		connection.languages.diagnostics.on(
			guard.handler('problems', { kind: 'full', items: [] }, async (params, token) =>
				this.#pulled ? this.#pulled.document(context, params, () => token.isCancellationRequested) : { kind: 'full', items: [] },
			),
		);
		connection.languages.diagnostics.onWorkspace(
			guard.handler('problems', { items: [] }, params => this.#pulled?.workspace(context, params) ?? { items: [] }),
		);
		connection.onRequest(SUMMARY_REQUEST, () => this.#summary());
		connection.onRequest(PROJECTS_REQUEST, ({ uri }: ProjectsParams) => this.#projectsOf(uri));
		connection.onRequest(PLACES_REQUEST, (params: PlacesParams) => places(context, params));
		connection.onRequest(
			REPORT_REQUEST,
			// It has no parameters, and whoever sends none has the token come first.
			guard.handler('report', { html: '' }, async (...given: readonly unknown[]): Promise<ReportAnswer> => {
				const token = given.at(-1) as CancellationToken;
				const isCancelled = (): boolean => token.isCancellationRequested;
				const { version } = this.#services;
				return { html: (await readiness(context, () => this.#summary(), this.#workspaces?.all ?? [], version, isCancelled)) ?? '' };
			}),
		);
		connection.onNotification(
			ASSESS_NOTIFICATION,
			guard.handler('assess', undefined, (params: AssessParams) => this.#assess(params.projects)),
		);
		connection.onShutdown(() => {
			this.#scheduler.stop();
			this.#packages.stop();
		});
	}

	#initialize(params: InitializeParams): InitializeResult {
		const options = params.initializationOptions as InitializationOptions | undefined;
		useWords(this.#services.words(params.locale ?? 'en'));
		this.#settings = { ...DEFAULT_SETTINGS, ...options?.settings };
		this.#assess(options?.assessed ?? []);
		this.#setFolders(params.workspaceFolders?.map(folder => folder.uri) ?? (params.rootUri ? [params.rootUri] : []));
		const { workspace, textDocument, window } = params.capabilities;
		this.#canWatch = workspace?.didChangeWatchedFiles?.dynamicRegistration === true;
		this.#canFolders = workspace?.workspaceFolders === true;
		this.#canRefreshLenses = workspace?.codeLens?.refreshSupport === true;
		this.#canProgress = window?.workDoneProgress === true;
		this.#canRefreshHints = workspace?.inlayHint?.refreshSupport === true;
		this.#publisher.canRelate = textDocument?.publishDiagnostics?.relatedInformation === true;
		this.#packages.configure(this.#settings.packages, this.#settings.includeTests);
		this.#abilities = {
			canResolve:
				textDocument?.codeAction?.resolveSupport?.properties.includes('edit') === true && textDocument.codeAction.dataSupport === true,
			canSave: options?.canSave === true,
			canAssess: options?.canAssess === true,
			canAnnotate: workspace?.workspaceEdit?.changeAnnotationSupport !== undefined,
		};
		const isAsking = textDocument?.diagnostic !== undefined && options?.wantsToBeTold !== true;
		this.#publisher.isAsking = isAsking;
		if (isAsking) this.#pulled = new Pulled(this.#publisher, workspace?.diagnostics?.refreshSupport === true);
		return {
			capabilities: {
				textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental },
				hoverProvider: true,
				inlayHintProvider: true,
				codeLensProvider: { resolveProvider: false },
				executeCommandProvider: { commands: [FIX_ALL_COMMAND, OPT_IN_COMMAND] },
				completionProvider: { triggerCharacters: ['"', '.', ';', ','] },
				codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix, FIX_ALL_KIND], resolveProvider: this.#abilities.canResolve },
				...(isAsking && {
					diagnosticProvider: { identifier: 'AOT Lens', interFileDependencies: true, workspaceDiagnostics: true },
				}),
				workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
			},
			serverInfo: { name: 'AOT Lens', version: this.#services.version },
		};
	}

	async #initialized(): Promise<void> {
		if (this.#canFolders)
			this.#connection.workspace.onDidChangeWorkspaceFolders(
				this.#guard.handler('folders', undefined, event => {
					const removed = event.removed.map(folder => pathOf(folder.uri));
					const kept = this.#folders.filter(uri => !removed.includes(pathOf(uri)));
					this.#setFolders([...kept, ...event.added.map(folder => folder.uri)]);
					this.#judgeFolders();
				}),
			);
		// Whether the client answers has no say in when results come.
		if (this.#canWatch)
			this.#guard.start('watch', () =>
				this.#connection.client.register(DidChangeWatchedFilesNotification.type, {
					watchers: [
						...WATCHED.map(globPattern => ({ globPattern })),
						// Folders that come and go.
						{ globPattern: '**', kind: WatchKind.Create | WatchKind.Delete },
					],
				}),
			);
		const { host, packFor } = this.#services;
		const parser = await this.#services.parser();
		this.#workspaces = new Workspaces({ host, parser, packFor, log: message => this.#connection.console.log(message) }, this.#documents);
		this.#judgeFolders();
	}

	#setFolders(uris: readonly string[]): void {
		this.#folders = uris;
		this.#documents.folders = uris;
		this.#publisher.view = this.#view();
	}

	#judgeFolders(): void {
		const folders = this.#folders.map(pathOf).filter(path => path !== undefined);
		this.#workspaces?.set(folders, this.#settings.includeTests);
		this.#scheduler.scan(0);
	}

	#configure(settings: Partial<Settings> | undefined): void {
		const next = { ...DEFAULT_SETTINGS, ...settings };
		const needsScan = next.includeTests !== this.#settings.includeTests;
		this.#settings = next;
		this.#packages.configure(next.packages, next.includeTests);
		this.#look();
		if (needsScan) this.#judgeFolders();
	}

	/** Takes over which projects are assessed, by the URIs of their files. */
	#assess(uris: readonly string[]): void {
		this.#assessed = new Set(uris.map(pathOf).filter(path => path !== undefined));
		this.#look();
	}

	#view(): ClientView {
		const folders = this.#folders.map(pathOf).filter(path => path !== undefined);
		return viewOf(this.#settings, this.#assessed, folders);
	}

	/** Shows what was found by the settings as they are now. */
	#look(): void {
		this.#publisher.view = this.#view();
		this.#publisher.isOff = this.#settings.notOptedIn === 'off';
		this.#publisher.publishAll();
		this.#pulled?.refresh(this.#connection, this.#guard);
		this.#packages.consider();
		if (this.#scheduler.isComplete) this.#sendSummary();
	}

	// ---- documents --------------------------------------------------------------------------

	#opened(path: string | undefined): void {
		if (path === undefined) return;
		this.#workspaces?.typed(path);
		if (this.#workspaces?.update()) this.#scheduler.scan(0);
		// A project file that says what is on disk makes no project another one.
		if (extension(path) === '.cs' || this.#documents.text(path) !== this.#onDisk(path)) this.#scheduler.queue(path, false);
		else this.#publisher.publish(path);
	}

	#edited(path: string | undefined): void {
		if (path === undefined) return;
		this.#workspaces?.typed(path);
		this.#packages.edited(path);
		this.#scheduler.queue(path, true);
	}

	#closed(uri: string): void {
		const path = pathOf(uri);
		const typed = path === undefined ? undefined : this.#documents.text(path);
		if (path === undefined || typed === undefined) return;
		this.#documents.close(uri);
		// What was not saved is gone: the file on disk counts again.
		this.#workspaces?.closed(path);
		if (this.#workspaces?.update()) this.#scheduler.scan(0);
		if (typed === this.#onDisk(path)) this.#publisher.publish(path);
		else {
			this.#packages.edited(path);
			const isOther = this.#workspaces?.filesChanged([path]) === true;
			if (this.#scheduler.checkFile(path) || isOther) this.#scheduler.scan(BACKGROUND_DELAY_MS);
		}
	}

	#onDisk(path: string): string | undefined {
		const bytes = this.#services.host.read(path);
		return bytes && decodeText(bytes);
	}

	#filesChanged(params: DidChangeWatchedFilesParams): void {
		const paths = params.changes.flatMap(({ uri, type }) => {
			const path = pathOf(uri);
			if (path === undefined) return [];
			if (!isWatched(path)) return this.#foldersFiles(path, type);
			// What is typed counts, also when it is saved; but a file may have appeared or gone away.
			const isSaved = type === FileChangeType.Changed && this.#documents.has(path) && this.#services.host.exists(path);
			return isSaved && extension(path) !== '.cs' ? [] : [path];
		});
		const isOther = this.#workspaces?.filesChanged(paths) === true;
		this.#packages.filesChanged(paths);
		this.#scheduler.filesChanged(paths);
		if (isOther || paths.some(path => !this.#documents.has(path))) this.#scheduler.scan(BACKGROUND_DELAY_MS);
	}

	/** The files of a folder that appeared; those that were judged, of one that went away: no event tells of each. */
	#foldersFiles(folder: string, type: FileChangeType): readonly string[] {
		if (type === FileChangeType.Changed || !this.#workspaces?.of(folder)) return [];
		if (type === FileChangeType.Deleted) return this.#publisher.pathsBelow(folder);
		const { host } = this.#services;
		const found: string[] = [];
		const visit = (each: string, depth: number): void => {
			for (const name of host.list(each)) {
				const path = `${each}/${name.replace(/\/$/, '')}`;
				if (name.endsWith('/') && depth < MAX_NEW_DEPTH && reaches(folder, path)) visit(path, depth + 1);
				else if (isWatched(path)) found.push(path);
			}
		};
		visit(folder, 0);
		return found;
	}

	// ---- summary ----------------------------------------------------------------------------

	#summary(): Summary {
		const { isComplete } = this.#scheduler;
		const { reports, view } = this.#publisher;
		const all = (this.#workspaces?.all ?? [])
			.filter(workspace => workspace.isRead)
			.map(workspace => {
				const ids = new Set(workspace.projects.map(project => project.id));
				const own = reports.filter(report => ids.has(report.project.id));
				return summarize(workspace, workspace.projects, own, isComplete, { ...view, isTyped: path => this.#documents.has(path) });
			});
		// One count: what the client shows.
		return { ...joinSummaries(all, isComplete), counts: this.#publisher.counts };
	}

	/** The paths of the projects that a file is part of. */
	#projectsOf(uri: string): readonly string[] {
		const path = pathOf(uri);
		const workspace = path === undefined ? undefined : this.#workspaces?.of(path);
		return path !== undefined && workspace?.isRead ? [...new Set(workspace.projectsOf(path).map(project => project.path))] : [];
	}

	#sendSummary(): void {
		const summary = this.#summary();
		this.#guard.start('summary', () => this.#connection.sendNotification(SUMMARY_NOTIFICATION, summary));
		// What stands above project files and JSON contexts counts what was found.
		const counted = JSON.stringify(summary.projects.map(project => [project.isAssessed, projectState(project), project.rules]));
		if (!this.#canRefreshLenses || counted === this.#counted) return;
		this.#counted = counted;
		this.#guard.start('lines', () => this.#connection.sendRequest(CodeLensRefreshRequest.type));
	}
}
