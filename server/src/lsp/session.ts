/**
 * One connection's session: settings, what was published, and when to check what.
 *
 * Open documents are checked at once after an edit; the rest of the workspace follows in slices that
 * give way to every new message. Every handler is wrapped, so that a failure is logged and not fatal.
 */
import {
	type CancellationToken,
	type CodeAction,
	CodeActionKind,
	type CodeActionParams,
	type Connection,
	type Diagnostic,
	type DidChangeWatchedFilesParams,
	type Hover,
	type HoverParams,
	type InitializeParams,
	type InitializeResult,
	type InlayHint,
	type InlayHintParams,
	type Position,
	type Range,
	TextDocumentSyncKind,
} from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { findingKey, summarize } from '../core/analysis/report.ts';
import type { FileReport, JudgedFinding } from '../core/analysis/finding.ts';
import type { PackFor } from '../core/analysis/references.ts';
import { Workspace } from '../core/analysis/workspace.ts';
import { annotationAdvice } from '../core/fixes/annotate.ts';
import { fixesFor } from '../core/fixes/index.ts';
import { projectFileFixes } from '../core/fixes/project-file.ts';
import { allSteps, type Fix, isSlow } from '../core/fixes/fix.ts';
import type { Host } from '../core/host.ts';
import type { Project } from '../core/project/project.ts';
import { type PackageJudgement, VERDICT_WORDS } from '../core/rules/packages.ts';
import type { CSharpParser } from '../core/syntax/parser.ts';
import { LineIndex } from '../core/text/line-index.ts';
import {
	DEFAULT_SETTINGS,
	type InitializationOptions,
	type Settings,
	SUMMARY_NOTIFICATION,
	SUMMARY_REQUEST,
} from '../protocol/messages.ts';
import type { Summary } from '../protocol/report.ts';
import { pathOf, toCodeAction, toDiagnostic, uriOf } from './convert.ts';

/** What a session needs from its runtime. */
export interface SessionServices {
	readonly host: Host;
	readonly parser: () => Promise<CSharpParser>;
	readonly packFor: PackFor;
	/** Documentation of a code: its page's URI and its text in Markdown. */
	readonly docs: { uri(code: string): string | undefined; text(code: string): string | undefined };
	readonly version: string;
}

/** A slice of background work ends after so long, so that an edit waits at most this long. */
const SLICE_MS = 12;
/** Pause after an edit of declarations before the rest of the workspace is checked again. */
const BACKGROUND_DELAY_MS = 250;
/** A check that took longer than a frame makes the next edit wait as long, at most this. */
const MAX_DEBOUNCE_MS = 400;
const FRAME_MS = 16;

/** Stands for what an open document shows: never equal to what is published for a closed one. */
const SHOWN_OPEN = 'open';

export class Session {
	readonly #connection: Connection;
	readonly #services: SessionServices;
	readonly #documents = new Map<string, TextDocument>();
	readonly #published = new Map<string, string>();
	/** What was found, by project and file. */
	readonly #reports = new Map<string, FileReport>();
	#settings: Settings = DEFAULT_SETTINGS;
	#folders: readonly string[] = [];
	#workspaces: readonly Workspace[] = [];
	#parser: CSharpParser | undefined;
	#generation = 0;
	#isComplete = false;
	#lastCheckMs = 0;
	/** Whether a queued check is for an edit. */
	#isEdited = false;
	readonly #dirty = new Set<string>();
	#checkTimer: ReturnType<typeof setTimeout> | undefined;
	#scanTimer: ReturnType<typeof setTimeout> | undefined;
	#canWatch = false;
	#canProgress = false;
	#canFolders = false;
	#canResolve = false;
	#canSave = false;

	constructor(connection: Connection, services: SessionServices) {
		this.#connection = connection;
		this.#services = services;
		const guard =
			<A extends unknown[], R>(name: string, fallback: R, action: (...args: A) => R) =>
			(...args: A): R => {
				try {
					return action(...args);
				} catch (error) {
					connection.console.error(`${name}: ${error instanceof Error ? error.stack : String(error)}`);
					return fallback;
				}
			};
		connection.onInitialize(params => this.#initialize(params));
		connection.onInitialized(() => void this.#initialized().catch((error: unknown) => connection.console.error(`start: ${String(error)}`)));
		connection.onDidOpenTextDocument(
			guard('open', undefined, params =>
				this.#open(
					TextDocument.create(
						params.textDocument.uri,
						params.textDocument.languageId,
						params.textDocument.version,
						params.textDocument.text,
					),
				),
			),
		);
		connection.onDidChangeTextDocument(
			guard('change', undefined, params => {
				const document = this.#documents.get(params.textDocument.uri);
				if (document) this.#open(TextDocument.update(document, params.contentChanges, params.textDocument.version), true);
			}),
		);
		connection.onDidCloseTextDocument(guard('close', undefined, params => this.#close(params.textDocument.uri)));
		connection.onDidChangeWatchedFiles(guard('watch', undefined, params => this.#filesChanged(params)));
		connection.onDidChangeConfiguration(
			guard('settings', undefined, params => this.#configure((params.settings as { aotLens?: Partial<Settings> } | undefined)?.aotLens)),
		);
		connection.onHover(guard('hover', null, params => this.#hover(params)));
		connection.languages.inlayHint.on(guard('hints', [], params => this.#inlayHints(params)));
		connection.onCodeAction(guard('fixes', [], params => this.#codeActions(params)));
		connection.onCodeActionResolve((action, token) =>
			this.#resolveAction(action, token).catch((error: unknown) => {
				connection.console.error(`fix: ${error instanceof Error ? error.stack : String(error)}`);
				return action;
			}),
		);
		connection.onRequest(SUMMARY_REQUEST, () => this.#summary());
		connection.onShutdown(() => this.#stop());
	}

	#initialize(params: InitializeParams): InitializeResult {
		const options = params.initializationOptions as InitializationOptions | undefined;
		this.#settings = { ...DEFAULT_SETTINGS, ...options?.settings };
		this.#canSave = options?.canSave === true;
		const folders = params.workspaceFolders?.map(folder => folder.uri) ?? (params.rootUri ? [params.rootUri] : []);
		this.#folders = folders.map(pathOf).filter(path => path !== undefined);
		this.#canWatch = params.capabilities.workspace?.didChangeWatchedFiles?.dynamicRegistration === true;
		this.#canFolders = params.capabilities.workspace?.workspaceFolders === true;
		this.#canResolve =
			params.capabilities.textDocument?.codeAction?.resolveSupport?.properties.includes('edit') === true &&
			params.capabilities.textDocument.codeAction.dataSupport === true;
		this.#canProgress = params.capabilities.window?.workDoneProgress === true;
		return {
			capabilities: {
				textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental },
				hoverProvider: true,
				inlayHintProvider: true,
				codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix], resolveProvider: this.#canResolve },
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
			this.#connection.workspace.onDidChangeWorkspaceFolders(event => {
				const removed = event.removed.map(folder => pathOf(folder.uri));
				const added = event.added.map(folder => pathOf(folder.uri)).filter(path => path !== undefined);
				this.#folders = [...this.#folders.filter(folder => !removed.includes(folder)), ...added];
				this.#makeWorkspaces();
			});
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
		for (const document of this.#documents.values()) this.#overlay(document);
		this.#reports.clear();
		this.#scan(0);
	}

	#configure(settings: Partial<Settings> | undefined): void {
		const next = { ...DEFAULT_SETTINGS, ...settings };
		const needsScan = next.includeTests !== this.#settings.includeTests;
		this.#settings = next;
		if (needsScan) this.#makeWorkspaces();
		for (const path of new Set([...this.#reports.values()].map(report => report.path))) this.#publish(path);
	}

	#stop(): void {
		this.#generation++;
		clearTimeout(this.#checkTimer);
		clearTimeout(this.#scanTimer);
	}

	// ---- documents --------------------------------------------------------------------------

	#workspaceOf(path: string): Workspace | undefined {
		return this.#workspaces
			.filter(workspace => path.startsWith(`${workspace.root}/`))
			.sort((left, right) => right.root.length - left.root.length)[0];
	}

	#overlay(document: TextDocument): void {
		const path = pathOf(document.uri);
		if (path?.endsWith('.cs')) this.#workspaceOf(path)?.open(path, document.getText());
	}

	#open(document: TextDocument, isEdit = false): void {
		const path = pathOf(document.uri);
		// Project files count as they are on disk: half a project would take every finding away.
		if (!path?.endsWith('.cs')) return;
		this.#documents.set(document.uri, document);
		this.#overlay(document);
		this.#dirty.add(path);
		this.#isEdited ||= isEdit;
		clearTimeout(this.#checkTimer);
		// A fast check runs as soon as the queued messages are in; a slow one waits for a pause.
		const delay = Math.min(Math.max(0, this.#lastCheckMs - FRAME_MS), MAX_DEBOUNCE_MS);
		this.#checkTimer = setTimeout(() => this.#checkDirty(), delay);
	}

	#close(uri: string): void {
		this.#documents.delete(uri);
		const path = pathOf(uri);
		if (!path?.endsWith('.cs')) return;
		const workspace = this.#workspaceOf(path);
		if (!workspace) return;
		// What was not saved is gone: the file on disk counts again.
		workspace.close(path);
		this.#checkFile(workspace, path);
		this.#scan(BACKGROUND_DELAY_MS);
	}

	#filesChanged(params: DidChangeWatchedFilesParams): void {
		for (const workspace of this.#workspaces) {
			const paths = params.changes.flatMap(change => {
				const path = pathOf(change.uri);
				return path?.startsWith(`${workspace.root}/`) && !this.#documents.has(uriOf(path)) ? [path] : [];
			});
			if (paths.length > 0) workspace.filesChanged(paths);
		}
		this.#scan(BACKGROUND_DELAY_MS);
	}

	// ---- checking ---------------------------------------------------------------------------

	#checkDirty(): void {
		const paths = [...this.#dirty];
		this.#dirty.clear();
		const started = performance.now();
		let declarationsChanged = false;
		for (const path of paths) {
			const workspace = this.#workspaceOf(path);
			if (workspace && this.#checkFile(workspace, path)) declarationsChanged = true;
		}
		// What it takes to read a file that is opened says nothing of edits.
		if (this.#isEdited) this.#lastCheckMs = performance.now() - started;
		this.#isEdited = false;
		if (declarationsChanged) this.#scan(BACKGROUND_DELAY_MS);
		else if (this.#isComplete) this.#sendSummary();
	}

	/** Checks one file in all projects that compile it; true when other files may be affected. */
	#checkFile(workspace: Workspace, path: string): boolean {
		let affected = false;
		for (const project of workspace.projectsOf(path)) {
			if (!workspace.isJudged(project)) continue;
			const before = workspace.sharedState(project);
			const report = workspace.check(project, path);
			if (workspace.sharedState(project) !== before) affected = true;
			if (report) this.#reports.set(`${project.id}\n${path}`, report);
		}
		this.#publish(path);
		return affected;
	}

	#scan(delay: number): void {
		this.#generation++;
		this.#isComplete = false;
		clearTimeout(this.#scanTimer);
		this.#scanTimer = setTimeout(
			() =>
				void this.#scanAll().catch((error: unknown) =>
					this.#connection.console.error(`scan: ${error instanceof Error ? error.stack : String(error)}`),
				),
			delay,
		);
	}

	/** Checks every file of every judged project, open ones first, in slices. */
	async #scanAll(): Promise<void> {
		const generation = this.#generation;
		const isStale = (): boolean => generation !== this.#generation;
		const progress = this.#canProgress && this.#reports.size === 0 ? await this.#connection.window.createWorkDoneProgress() : undefined;
		if (isStale()) return;
		progress?.begin('AOT Lens', 0, 'reading projects');
		const seen = new Set<string>();
		try {
			for (const workspace of this.#workspaces) {
				const judged = workspace.projects.filter(project => workspace.isJudged(project));
				const isOpen = (project: Project): boolean => project.files.some(path => this.#documents.has(uriOf(path)));
				const ordered = [...judged].sort((left, right) => Number(isOpen(right)) - Number(isOpen(left)));
				for (const [index, project] of ordered.entries()) {
					await nextTurn();
					if (isStale()) return;
					progress?.report(Math.round((100 * index) / ordered.length), project.name);
					const checker = workspace.checker(project);
					const files = [...checker.files].sort(
						(left, right) => Number(this.#documents.has(uriOf(right))) - Number(this.#documents.has(uriOf(left))),
					);
					let sliceEnd = performance.now() + SLICE_MS;
					for (const path of files) {
						if (performance.now() > sliceEnd) {
							await nextTurn();
							if (isStale()) return;
							sliceEnd = performance.now() + SLICE_MS;
						}
						const key = `${project.id}\n${path}`;
						seen.add(key);
						const report = checker.check(path);
						if (report) this.#reports.set(key, report);
						else this.#reports.delete(key);
						this.#publish(path);
					}
				}
			}
			// What is no longer part of a project is no longer a problem.
			for (const [key, report] of [...this.#reports]) {
				if (seen.has(key)) continue;
				this.#reports.delete(key);
				this.#publish(report.path);
			}
			this.#isComplete = true;
			this.#sendSummary();
		} finally {
			progress?.done();
		}
	}

	#findingsOf(path: string): { readonly report: FileReport; readonly finding: JudgedFinding }[] {
		const found: { report: FileReport; finding: JudgedFinding }[] = [];
		const seen = new Set<string>();
		const reports = this.#workspaces.flatMap(workspace =>
			workspace.projectsOf(path).flatMap(project => this.#reports.get(`${project.id}\n${path}`) ?? []),
		);
		for (const report of reports) {
			for (const finding of report.findings) {
				// A file of two projects or targets: one diagnostic where they agree.
				if (reports.length > 1) {
					const key = findingKey(finding);
					if (seen.has(key)) continue;
					seen.add(key);
				}
				found.push({ report, finding });
			}
		}
		return found;
	}

	#diagnostics(path: string): { readonly diagnostic: Diagnostic; readonly report: FileReport; readonly finding: JudgedFinding }[] {
		const found = this.#findingsOf(path);
		const [first] = found;
		if (!first) return [];
		const lines = new LineIndex(first.report.text);
		return found.flatMap(({ report, finding }) => {
			const diagnostic = toDiagnostic(
				finding,
				report.project.kind === 'opted-in',
				lines,
				code => this.#services.docs.uri(code),
				this.#settings,
			);
			return diagnostic ? [{ diagnostic, report, finding }] : [];
		});
	}

	#publish(path: string): void {
		const uri = uriOf(path);
		const diagnostics = this.#diagnostics(path).map(each => each.diagnostic);
		const document = this.#documents.get(uri);
		// An open document's answer is always sent: clients wait for the version that they typed.
		if (!document) {
			const text = diagnostics.length > 0 ? JSON.stringify(diagnostics) : '';
			if ((this.#published.get(path) ?? '') === text) return;
			this.#published.set(path, text);
		} else {
			this.#published.set(path, SHOWN_OPEN);
		}
		void this.#connection.sendDiagnostics({ uri, diagnostics, ...(document && { version: document.version }) });
	}

	#summary(): Summary {
		const all = this.#workspaces.map(workspace =>
			summarize(
				workspace,
				workspace.projects,
				[...this.#reports.values()].filter(report => report.path.startsWith(`${workspace.root}/`)),
				this.#isComplete,
			),
		);
		return { projects: all.flatMap(each => each.projects), unreadable: all.flatMap(each => each.unreadable), isComplete: this.#isComplete };
	}

	#sendSummary(): void {
		void this.#connection.sendNotification(SUMMARY_NOTIFICATION, this.#summary());
	}

	// ---- requests ---------------------------------------------------------------------------

	#hover(params: HoverParams): Hover | null {
		const path = pathOf(params.textDocument.uri);
		if (!path) return null;
		const { line, character } = params.position;
		const here = this.#diagnostics(path).filter(
			({ diagnostic: { range } }) =>
				(line > range.start.line || (line === range.start.line && character >= range.start.character)) &&
				(line < range.end.line || (line === range.end.line && character <= range.end.character)),
		);
		const codes = [...new Set(here.map(each => each.finding.code))];
		const advice = new Set(here.flatMap(({ finding }) => (finding.missing ? [annotationAdvice(finding.missing)] : [])));
		const parts = [...advice, ...codes.map(code => this.#services.docs.text(code)).filter(text => text !== undefined)];
		const [first] = here;
		const reference = first ? undefined : this.#packageAt(path, params.position);
		if (reference)
			return {
				contents: {
					kind: 'markdown',
					value: `**${reference.name} ${reference.version}**: ${VERDICT_WORDS[reference.verdict]}. ${reference.why}.${reference.instead ? ` ${reference.instead}.` : ''}`,
				},
			};
		if (parts.length === 0 || !first) return null;
		return { contents: { kind: 'markdown', value: parts.join('\n\n---\n\n') }, range: first.diagnostic.range };
	}

	#packages(path: string): { readonly lines: LineIndex; readonly packages: readonly PackageJudgement[] } | undefined {
		const project = this.#workspaceOf(path)
			?.projectsOf(path)
			.find(each => each.path === path);
		const report = project && this.#reports.get(`${project.id}\n${path}`);
		return report?.packages && { lines: new LineIndex(report.text), packages: report.packages };
	}

	#packageAt(path: string, position: Position): PackageJudgement | undefined {
		const known = this.#packages(path);
		return known?.packages.find(
			each => known.lines.position(each.start).line <= position.line && known.lines.position(each.end).line >= position.line,
		);
	}

	/** A word after each package reference: whether it works with Native AOT. */
	#inlayHints(params: InlayHintParams): InlayHint[] {
		const path = pathOf(params.textDocument.uri);
		const known = path === undefined ? undefined : this.#packages(path);
		if (!known) return [];
		return known.packages.flatMap(each => {
			const position = known.lines.position(each.end);
			const isInRange = position.line >= params.range.start.line && position.line <= params.range.end.line;
			return isInRange ? [{ position, label: VERDICT_WORDS[each.verdict], tooltip: each.why, paddingLeft: true }] : [];
		});
	}

	#codeActions(params: CodeActionParams) {
		const path = pathOf(params.textDocument.uri);
		const workspace = path === undefined ? undefined : this.#workspaceOf(path);
		if (!path || !workspace || (params.context.only && !params.context.only.some(kind => CodeActionKind.QuickFix.startsWith(kind))))
			return [];
		const { start, end } = params.range;
		const overlaps = ({ range }: Diagnostic): boolean =>
			!(
				range.end.line < start.line ||
				range.start.line > end.line ||
				(range.end.line === start.line && range.end.character < start.character) ||
				(range.start.line === end.line && range.start.character > end.character)
			);
		const here = this.#diagnostics(path).filter(each => overlaps(each.diagnostic));
		const actions = new Map<string, { diagnostics: Diagnostic[]; make: () => CodeAction }>();
		const offer = (title: string, diagnostic: Diagnostic, make: (diagnostics: Diagnostic[]) => CodeAction): void => {
			// IL2026 and IL3050 of one call have the same fix.
			const known = actions.get(title);
			if (known) known.diagnostics.push(diagnostic);
			else {
				const diagnostics = [diagnostic];
				actions.set(title, { diagnostics, make: () => make(diagnostics) });
			}
		};
		for (const { diagnostic, report, finding } of here) {
			const file = path.endsWith('.cs') ? workspace.sourceFile(path, report.project) : undefined;
			for (const fix of file
				? fixesFor(finding, { workspace, project: report.project, file })
				: projectFileFixes(finding, path, report.text)) {
				const { title } = fix;
				if (isSlow(fix) && this.#canResolve) {
					offer(title, diagnostic, diagnostics => ({
						title,
						kind: CodeActionKind.QuickFix,
						diagnostics,
						data: {
							uri: params.textDocument.uri,
							title,
							code: finding.code,
							message: finding.message,
							range: diagnostic.range,
						} satisfies SlowAction,
					}));
				} else {
					const made = isSlow(fix) ? { title, isPreferred: false, files: allSteps(fix.compute()) } : fix;
					if (made.files.length > 0) offer(title, diagnostic, diagnostics => this.#codeAction(workspace, made, diagnostics));
				}
			}
		}
		return [...actions.values()].map(each => each.make());
	}

	#codeAction(workspace: Workspace, fix: Fix, diagnostics: Diagnostic[]): CodeAction {
		return toCodeAction(
			fix,
			diagnostics,
			each => workspace.peek(each),
			each => this.#documents.get(uriOf(each))?.version ?? null,
			this.#canSave,
		);
	}

	/** Makes the edits of an action that takes a while, for the texts as they are now; other messages are read meanwhile. */
	async #resolveAction(action: CodeAction, token: CancellationToken): Promise<CodeAction> {
		const wanted = action.data as SlowAction | undefined;
		const path = wanted && pathOf(wanted.uri);
		const workspace = path === undefined ? undefined : this.#workspaceOf(path);
		if (!wanted || !path || !workspace) return action;
		const { start } = wanted.range;
		const here = this.#diagnostics(path).find(
			({ diagnostic: { range }, finding }) =>
				finding.code === wanted.code &&
				finding.message === wanted.message &&
				range.start.line === start.line &&
				range.start.character === start.character,
		);
		const file = here && workspace.sourceFile(path, here.report.project);
		const fix =
			file &&
			fixesFor(here.finding, { workspace, project: here.report.project, file })
				.filter(isSlow)
				.find(each => each.title === wanted.title);
		if (!fix) return action;
		const texts = new Map([...this.#documents].map(([uri, document]) => [uri, document.version]));
		const steps = fix.compute();
		let sliceEnd = performance.now() + SLICE_MS;
		let step = steps.next();
		for (; !step.done; step = steps.next()) {
			if (performance.now() < sliceEnd) continue;
			await nextTurn();
			if (token.isCancellationRequested) return action;
			sliceEnd = performance.now() + SLICE_MS;
		}
		const files = step.value;
		if (files.some(each => this.#documents.get(uriOf(each.path))?.version !== texts.get(uriOf(each.path)))) {
			this.#connection.window.showInformationMessage(
				'AOT Lens: nothing was annotated, because a file was edited meanwhile. Choose the action again.',
			);
			return action;
		}
		if (files.length === 0) {
			this.#connection.window.showInformationMessage(
				'AOT Lens: nothing was annotated, because a member of another assembly would have to have the same annotation.',
			);
			return action;
		}
		return { ...action, ...this.#codeAction(workspace, { title: wanted.title, isPreferred: false, files }, action.diagnostics ?? []) };
	}
}

/** What finds the fix of an action again when it is chosen. */
interface SlowAction {
	readonly uri: string;
	readonly title: string;
	readonly code: string;
	readonly message: string;
	readonly range: Range;
}

/** Lets waiting messages be read. */
const nextTurn = (): Promise<void> => new Promise(resolve => setImmediate(resolve));
