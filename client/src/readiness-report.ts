/** The readiness report in an editor of its own: a page of the server's, without scripts, whose links are commands. */
import * as vscode from 'vscode';
import { OPEN_PLACE_COMMAND, REPORT_REQUEST, type ReportAnswer } from '../../server/src/protocol/messages.ts';
import { t } from '../../server/src/protocol/words.ts';
import { toEditor } from './uris.ts';

export class ReadinessReport implements vscode.Disposable {
	readonly #ask: (method: string) => Promise<ReportAnswer>;
	#panel: vscode.WebviewPanel | undefined;

	/** @param ask the server for the page */
	constructor(ask: (method: string) => Promise<ReportAnswer>) {
		this.#ask = ask;
	}

	/** What is shown; for tests of the running extension. */
	get html(): string {
		return this.#panel?.webview.html ?? '';
	}

	/** Shows the report as things are now. */
	async open(): Promise<void> {
		const title = t('AOT Readiness Report');
		const { html } = await vscode.window.withProgress({ location: vscode.ProgressLocation.Window, title }, () => this.#ask(REPORT_REQUEST));
		this.#panel ??= this.#create(title);
		this.#panel.webview.html = html;
		this.#panel.reveal();
	}

	#create(title: string): vscode.WebviewPanel {
		const panel = vscode.window.createWebviewPanel('aotLens.report', title, vscode.ViewColumn.Active, {
			enableScripts: false,
			enableFindWidget: true,
			enableCommandUris: [OPEN_PLACE_COMMAND, 'aotLens.openRule'],
			localResourceRoots: [],
		});
		panel.onDidDispose(() => (this.#panel = undefined));
		return panel;
	}

	dispose(): void {
		this.#panel?.dispose();
	}
}

/**
 * Opens a file beside the report.
 * @param line 0-based, as is the character
 * @param isHere not beside it, but where the page is
 */
export async function openPlace(uri: unknown, line: unknown, character: unknown, isHere: unknown = false): Promise<void> {
	if (typeof uri !== 'string' || typeof line !== 'number' || typeof character !== 'number') return;
	const at = new vscode.Position(Math.max(0, line), Math.max(0, character));
	await vscode.window.showTextDocument(toEditor(uri), {
		selection: new vscode.Range(at, at),
		viewColumn: isHere === true ? vscode.ViewColumn.Active : vscode.ViewColumn.Beside,
	});
}
