/** The summary by project and by rule: an editor with a page that follows the workspace, and is there again after a reload. */
import * as vscode from 'vscode';
import type { Summary } from '../../server/src/protocol/report.ts';
import { t } from '../../server/src/protocol/words.ts';
import { describe } from './language-status.ts';
import { PAGE_COMMANDS, summaryPage } from './summary-page.ts';

export class SummaryView implements vscode.WebviewPanelSerializer, vscode.Disposable {
	static readonly viewType = 'aotLens.summary';
	/** The same for all pages: one that did not change is not loaded again. */
	readonly #nonce = crypto.randomUUID();
	readonly #registration = vscode.window.registerWebviewPanelSerializer(SummaryView.viewType, this);
	#panel: vscode.WebviewPanel | undefined;
	#summary: Summary | undefined;
	#error: string | undefined;

	/** What is shown, or would be; for tests of the running extension. */
	get html(): string {
		const uriOf = (path: string): string => vscode.Uri.file(path).toString();
		const { language } = vscode.env;
		return summaryPage({ summary: this.#summary, error: this.#error, describe, uriOf, language }, this.#nonce);
	}

	show(summary: Summary): void {
		this.#summary = summary;
		this.#error = undefined;
		this.#update();
	}

	/** A server was started: nothing is known yet. */
	showBusy(): void {
		this.#summary = undefined;
		this.#error = undefined;
		this.#update();
	}

	/** The server is gone: what was found before may be wrong. */
	showError(why: string): void {
		this.#error = why;
		this.#update();
	}

	open(): void {
		if (this.#panel) return this.#panel.reveal();
		const options = { enableFindWidget: true };
		this.#adopt(vscode.window.createWebviewPanel(SummaryView.viewType, t('AOT Lens summary'), vscode.ViewColumn.Active, options));
	}

	async deserializeWebviewPanel(panel: vscode.WebviewPanel): Promise<void> {
		this.#panel?.dispose();
		this.#adopt(panel);
	}

	#adopt(panel: vscode.WebviewPanel): void {
		panel.webview.options = { enableScripts: false, enableCommandUris: PAGE_COMMANDS, localResourceRoots: [] };
		panel.onDidDispose(() => {
			if (this.#panel === panel) this.#panel = undefined;
		});
		this.#panel = panel;
		this.#update();
	}

	#update(): void {
		if (!this.#panel) return;
		const { html } = this;
		if (this.#panel.webview.html !== html) this.#panel.webview.html = html;
	}

	dispose(): void {
		this.#registration.dispose();
		this.#panel?.dispose();
	}
}
