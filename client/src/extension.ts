/** The extension: starts the language server and shows what a person sees beside the editor. */
import * as path from 'node:path';
import * as vscode from 'vscode';
import { LanguageClient, type LanguageClientOptions, type ServerOptions, TransportKind } from 'vscode-languageclient/node';
import {
	DEFAULT_SETTINGS,
	type InitializationOptions,
	SAVE_COMMAND,
	type Settings,
	SUMMARY_NOTIFICATION,
	SUMMARY_REQUEST,
} from '../../server/src/protocol/messages.ts';
import type { Summary } from '../../server/src/protocol/report.ts';
import { StatusBar } from './status-bar.ts';
import { SummaryView } from './summary-view.ts';

let client: LanguageClient | undefined;

/** What tests of the running extension may ask. */
export interface Api {
	/** The latest summary that the server sent. */
	summary(): Summary | undefined;
}

export async function activate(context: vscode.ExtensionContext): Promise<Api> {
	const settings = (): Settings => {
		const configuration = vscode.workspace.getConfiguration('aotLens');
		return {
			notOptedIn: configuration.get('notOptedIn', DEFAULT_SETTINGS.notOptedIn),
			includeTests: configuration.get('includeTests', DEFAULT_SETTINGS.includeTests),
		};
	};
	const module = context.asAbsolutePath(path.join('dist', 'server.mjs'));
	const serverOptions: ServerOptions = {
		run: { module, transport: TransportKind.ipc },
		debug: { module, transport: TransportKind.ipc, options: { execArgv: ['--nolazy', '--inspect=6009'] } },
	};
	const initializationOptions: InitializationOptions = { settings: settings(), canSave: true };
	const clientOptions: LanguageClientOptions = {
		documentSelector: [
			{ scheme: 'file', language: 'csharp' },
			...['**/*.csproj', '**/web.config', '**/Dockerfile'].map(pattern => ({ scheme: 'file', pattern })),
		],
		initializationOptions,
		outputChannelName: 'AOT Lens',
		middleware: {
			// A code's link opens its page as a rendered preview, in this VS Code and without a network.
			handleDiagnostics(uri, diagnostics, next) {
				for (const diagnostic of diagnostics) {
					const { code } = diagnostic;
					if (typeof code !== 'object') continue;
					const argument = encodeURIComponent(JSON.stringify([String(code.value)]));
					diagnostic.code = { value: code.value, target: vscode.Uri.parse(`command:aotLens.openRule?${argument}`) };
				}
				next(uri, diagnostics);
			},
		},
	};
	client = new LanguageClient('aotLens', 'AOT Lens', serverOptions, clientOptions);
	const statusBar = new StatusBar();
	const view = new SummaryView();
	let latest: Summary | undefined;
	const show = (summary: Summary): void => {
		latest = summary;
		statusBar.show(summary);
		view.show(summary);
	};
	client.onNotification(SUMMARY_NOTIFICATION, show);
	context.subscriptions.push(
		statusBar,
		view,
		vscode.workspace.registerTextDocumentContentProvider(SummaryView.scheme, view),
		vscode.commands.registerCommand('aotLens.showSummary', async () => {
			if (client) show(await client.sendRequest<Summary>(SUMMARY_REQUEST));
			await view.open();
		}),
		vscode.commands.registerCommand('aotLens.assess', async () => {
			const configuration = vscode.workspace.getConfiguration('aotLens');
			const isOn = configuration.get('notOptedIn', DEFAULT_SETTINGS.notOptedIn) === 'warning';
			await configuration.update('notOptedIn', isOn ? 'information' : 'warning', vscode.ConfigurationTarget.Workspace);
			await vscode.commands.executeCommand('aotLens.showSummary');
		}),
		vscode.commands.registerCommand('aotLens.openRule', (code: string) => openRule(context, code)),
		vscode.commands.registerCommand(SAVE_COMMAND, async (...uris: string[]) => {
			for (const uri of uris) await (await vscode.workspace.openTextDocument(vscode.Uri.parse(uri))).save();
		}),
		vscode.commands.registerCommand('aotLens.restart', async () => {
			statusBar.showBusy();
			await client?.restart();
		}),
		vscode.commands.registerCommand('aotLens.showOutput', () => client?.outputChannel.show()),
		vscode.workspace.onDidChangeConfiguration(event => {
			if (event.affectsConfiguration('aotLens'))
				void client?.sendNotification('workspace/didChangeConfiguration', { settings: { aotLens: settings() } });
		}),
	);
	statusBar.showBusy();
	await client.start();
	return { summary: () => latest };
}

export async function deactivate(): Promise<void> {
	await client?.stop();
}

async function openRule(context: vscode.ExtensionContext, code: string): Promise<void> {
	if (!/^[A-Z]+\d+$/.test(code)) return;
	const page = vscode.Uri.file(context.asAbsolutePath(path.join('docs', 'rules', `${code}.md`)));
	await vscode.commands.executeCommand('markdown.showPreview', page);
}
