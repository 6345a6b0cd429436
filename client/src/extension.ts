/** The extension: starts the language server and shows what a person sees beside the editor. `node.ts` and `browser.ts` are its ways in. */
import * as vscode from 'vscode';
import { type BaseLanguageClient, type LanguageClientOptions, type Middleware, State } from 'vscode-languageclient';
import {
	ASSESS_COMMAND,
	DEFAULT_SETTINGS,
	type InitializationOptions,
	OPEN_PLACE_COMMAND,
	type Place,
	PLACES_REQUEST,
	type ProblemData,
	SAVE_COMMAND,
	type Settings,
	SUMMARY_NOTIFICATION,
	SUMMARY_REQUEST,
} from '../../server/src/protocol/messages.ts';
import type { Summary } from '../../server/src/protocol/report.ts';
import { t, useWords } from '../../server/src/protocol/words.ts';
import { Assessments } from './assessments.ts';
import { Duplicates } from './duplicates.ts';
import { LanguageStatus } from './language-status.ts';
import { ReadinessView, uriOfNode } from './readiness-view.ts';
import { openPlace, ReadinessReport } from './readiness-report.ts';
import { StatusBar } from './status-bar.ts';
import { OPEN_FIRST_COMMAND } from './summary-page.ts';
import { SummaryView } from './summary-view.ts';
import { fileOf, toEditor, toServer } from './uris.ts';

let client: BaseLanguageClient | undefined;

/** What differs between machines and browsers. */
export interface Runtime {
	/** Makes the client, which starts a server. */
	readonly client: (options: LanguageClientOptions) => BaseLanguageClient;
	readonly workspace?: Middleware['workspace'];
	/** Opens on the summary, not on an empty editor. */
	readonly opensSummary: boolean;
	serverPid(): number | undefined;
}

/** What tests of the running extension may ask. */
export interface Api {
	/** How long the extension host was held up, in milliseconds, loading the bundle aside. */
	readonly activationMs: number;
	/** The latest summary that the server sent. */
	summary(): Summary | undefined;
	/** What the status bar says. */
	statusBar(): string;
	/** What the language status says: of the project, its packages, the server. */
	languageStatus(): readonly string[];
	/** The summary page. */
	page(): string;
	/** The readiness view. */
	readiness: ReadinessView;
	/** The readiness report's page. */
	report(): string;
	/** The server's process. */
	serverPid(): number | undefined;
}

/** What is sent to the server, of the schemes that folders have: all that it judges, by name; it knows which of them count. */
const documents = () =>
	[...new Set(['file', ...(vscode.workspace.workspaceFolders ?? []).map(folder => folder.uri.scheme)])].flatMap(scheme => [
		{ scheme, language: 'csharp' },
		...NAMES.map(pattern => ({ scheme, pattern })),
	]);

const NAMES = [
	'**/*.cs',
	'**/*.csproj',
	'**/*.props',
	'**/*.targets',
	'**/web.config',
	'**/{Dockerfile,Dockerfile.*,Containerfile,Containerfile.*}',
	'**/*.{dockerfile,Dockerfile,containerfile,Containerfile}',
	'**/{.editorconfig,.globalconfig}',
];

export function start(context: vscode.ExtensionContext, runtime: Runtime): Api {
	const started = performance.now();
	const selector = documents();
	useWords(vscode.l10n.bundle ?? {});
	const settings = (): Settings => {
		const configuration = vscode.workspace.getConfiguration('aotLens');
		return {
			notOptedIn: configuration.get('notOptedIn', DEFAULT_SETTINGS.notOptedIn),
			includeTests: configuration.get('includeTests', DEFAULT_SETTINGS.includeTests),
			messages: configuration.get('messages', DEFAULT_SETTINGS.messages),
			combineCodes: configuration.get('combineCodes', DEFAULT_SETTINGS.combineCodes),
			// What VS Code gives out stands for its own objects, and can't be posted to a worker.
			severities: { ...configuration.get('severities', DEFAULT_SETTINGS.severities) },
			exclude: [...configuration.get('exclude', DEFAULT_SETTINGS.exclude)],
			codeLens: configuration.get('codeLens', DEFAULT_SETTINGS.codeLens),
			duplicates: configuration.get('duplicates', DEFAULT_SETTINGS.duplicates),
			packages: configuration.get('packages', DEFAULT_SETTINGS.packages),
		};
	};
	const assessments = new Assessments(context.workspaceState, (method, params) => client?.sendNotification(method, params));
	const duplicates = new Duplicates();
	const clientOptions: LanguageClientOptions = {
		documentSelector: selector,
		uriConverters: { code2Protocol: uri => toServer(uri).toString(), protocol2Code: toEditor },
		// Asked for at every start: a server that is started again gets what holds then.
		initializationOptions: (): InitializationOptions => ({
			settings: settings(),
			canSave: true,
			canAssess: true,
			// Problems of closed files come by themselves as well: one way for both.
			wantsToBeTold: true,
			assessed: assessments.uris,
		}),
		outputChannelName: 'AOT Lens',
		middleware: {
			...(runtime.workspace && { workspace: runtime.workspace }),
			// A code's link opens its page as a rendered preview, in this VS Code and without a network.
			handleDiagnostics(uri, diagnostics, next) {
				for (const diagnostic of diagnostics) {
					const { code } = diagnostic;
					if (typeof code !== 'object') continue;
					// A problem with two codes opens the page of the first.
					const [first] = String(code.value).split(', ');
					const argument = encodeURIComponent(JSON.stringify([first]));
					diagnostic.code = { value: code.value, target: vscode.Uri.parse(`command:aotLens.openRule?${argument}`) };
				}
				duplicates.set(uri, diagnostics, shown => next(uri, shown));
			},
			async provideHover(document, position, token, next) {
				const hover = await next(document, position, token);
				for (const content of hover?.contents ?? []) if (content instanceof vscode.MarkdownString) linkPages(content);
				// What our own squiggle would say first.
				const briefs = duplicates.heldAt(document.uri, position).flatMap(each => (each as { data?: ProblemData }).data?.brief ?? []);
				if (hover && briefs.length > 0) hover.contents.unshift(new vscode.MarkdownString().appendText(`${briefs.join('. ')}.`));
				return hover;
			},
		},
	};
	client = runtime.client(clientOptions);
	const running = client;
	const statusBar = new StatusBar();
	const view = new SummaryView();
	const languageStatus = new LanguageStatus(selector, String(context.extension.packageJSON.version), (method, uri) =>
		running.sendRequest(method, { uri }),
	);
	const readiness = new ReadinessView((method, params) => running.sendRequest(method, params));
	const report = new ReadinessReport(method => running.sendRequest(method, {}));
	let latest: Summary | undefined;
	let isRestarting = false;
	let { opensSummary } = runtime;
	const show = (summary: Summary): void => {
		latest = summary;
		if (opensSummary && summary.isComplete) {
			opensSummary = false;
			view.open();
		}
		statusBar.show(summary);
		view.show(summary);
		languageStatus.show(summary);
		readiness.show(summary);
		const paths = (isAssessed: boolean): string[] =>
			summary.projects
				.filter(project => project.kind === 'not-opted-in' && project.isAssessed === isAssessed)
				.map(project => fileOf(project.path).fsPath);
		// By these the menus of project files offer to assess, and the way back.
		void vscode.commands.executeCommand('setContext', 'aotLens.quietProjects', paths(false));
		void vscode.commands.executeCommand('setContext', 'aotLens.assessedProjects', paths(true));
		void vscode.commands.executeCommand('setContext', 'aotLens.isAssessing', assessments.uris.length > 0);
	};
	const showBusy = (): void => {
		statusBar.showBusy();
		view.showBusy();
		languageStatus.showBusy();
	};
	const showError = (why: string): void => {
		statusBar.showError(why);
		view.showError(why);
		languageStatus.showError(why);
	};
	client.onNotification(SUMMARY_NOTIFICATION, show);
	context.subscriptions.push(
		duplicates,
		statusBar,
		view,
		languageStatus,
		readiness,
		report,
		vscode.commands.registerCommand('aotLens.showSummary', async () => {
			if (running.isRunning()) show(await running.sendRequest<Summary>(SUMMARY_REQUEST));
			view.open();
		}),
		vscode.commands.registerCommand('aotLens.openReport', () => report.open()),
		vscode.commands.registerCommand(OPEN_PLACE_COMMAND, openPlace),
		vscode.commands.registerCommand(OPEN_FIRST_COMMAND, async (project: unknown, code: unknown) => {
			if (typeof project !== 'string') return;
			const places = await running.sendRequest<readonly Place[]>(PLACES_REQUEST, { project });
			const first = places.find(place => place.code === code);
			if (first) await openPlace(first.uri, first.range.start.line, first.range.start.character, true);
		}),
		vscode.commands.registerCommand('aotLens.assess', () => assessments.choose(latest?.projects ?? [])),
		vscode.commands.registerCommand(ASSESS_COMMAND, async (target: unknown) => {
			const uri = typeof target === 'string' ? target : uriOfNode(target);
			if (uri !== undefined) await assessments.add(vscode.Uri.parse(uri).toString());
		}),
		vscode.commands.registerCommand('aotLens.stopAssessing', async (target: unknown) => {
			const uri = typeof target === 'string' ? target : uriOfNode(target);
			if (uri === undefined) await assessments.set([]);
			else await assessments.remove(vscode.Uri.parse(uri).toString());
		}),
		vscode.commands.registerCommand('aotLens.openRule', (page: string) => openPage(context, page)),
		vscode.commands.registerCommand(SAVE_COMMAND, async (...uris: string[]) => {
			for (const uri of uris) await (await vscode.workspace.openTextDocument(toEditor(uri))).save();
		}),
		vscode.commands.registerCommand('aotLens.restart', async () => {
			showBusy();
			isRestarting = true;
			try {
				// One that is just starting can't be stopped, and is what was asked for.
				if (running.isRunning()) await running.stop();
				await running.start();
			} catch (error) {
				showError(t('it could not be started: {0}', error instanceof Error ? error.message : String(error)));
			} finally {
				isRestarting = false;
			}
		}),
		vscode.commands.registerCommand('aotLens.showOutput', () => running.outputChannel.show()),
		vscode.commands.registerCommand('aotLens.recover', async () => {
			const restart = { label: `$(refresh) ${t('Restart')}`, command: 'aotLens.restart' };
			const output = { label: `$(output) ${t('Show output')}`, command: 'aotLens.showOutput' };
			const chosen = await vscode.window.showQuickPick([restart, output], { title: t('AOT Lens stopped') });
			if (chosen) await vscode.commands.executeCommand(chosen.command);
		}),
		vscode.workspace.onDidChangeConfiguration(event => {
			if (event.affectsConfiguration('aotLens') && running.isRunning())
				void running.sendNotification('workspace/didChangeConfiguration', { settings: { aotLens: settings() } });
		}),
		client.onDidChangeState(({ newState }) => {
			// The client starts a server that ended by itself again; an error is what stays.
			if (newState === State.Stopped) {
				duplicates.clear();
				if (!isRestarting) showError(t('the server ended'));
			} else if (newState === State.StartFailed) showError(t('the server could not be started'));
			else showBusy();
		}),
	);
	showBusy();
	// Nothing waits for the server: it starts beside what VS Code does next.
	client
		.start()
		.catch((error: unknown) => showError(t('it could not be started: {0}', error instanceof Error ? error.message : String(error))));
	return {
		activationMs: performance.now() - started,
		summary: () => latest,
		statusBar: () => statusBar.text,
		languageStatus: () => languageStatus.texts,
		page: () => view.html,
		readiness,
		report: () => report.html,
		serverPid: runtime.serverPid,
	};
}

export async function stop(): Promise<void> {
	await client?.stop();
}

/** Links to pages of codes open them as a preview. */
function linkPages(content: vscode.MarkdownString): void {
	content.isTrusted = { enabledCommands: ['aotLens.openRule'] };
	content.value = content.value.replace(
		/\]\([a-z-]+:[^)\s]*\/docs\/(?:rules\/([A-Z]+\d+)|apis\/([a-z-]+))\.md\)/g,
		(_, code?: string, api?: string) => {
			const argument = encodeURIComponent(JSON.stringify([code ?? api]));
			return `](command:aotLens.openRule?${argument})`;
		},
	);
}

/** @param page a code, or a family of APIs (`xml-serializer`) */
async function openPage(context: vscode.ExtensionContext, page: string): Promise<void> {
	if (!/^(?:[A-Z]+\d+|[a-z-]+)$/.test(page)) return;
	const folder = /^[a-z]/.test(page) ? 'apis' : 'rules';
	const uri = vscode.Uri.joinPath(context.extensionUri, 'docs', folder, `${page}.md`);
	await vscode.commands.executeCommand('markdown.showPreview', uri);
}
