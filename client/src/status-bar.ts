/** The status bar item: the summary in a few words. */
import * as vscode from 'vscode';
import { headline, type Summary } from '../../server/src/protocol/report.ts';

export class StatusBar implements vscode.Disposable {
	readonly #item: vscode.StatusBarItem;

	constructor() {
		this.#item = vscode.window.createStatusBarItem('aotLens.summary', vscode.StatusBarAlignment.Left, 0);
		this.#item.name = 'AOT Lens';
		this.#item.command = 'aotLens.showSummary';
		this.#item.show();
	}

	showBusy(): void {
		this.#item.text = '$(sync~spin) AOT Lens';
		this.#item.tooltip = 'AOT Lens reads the workspace';
	}

	show(summary: Summary): void {
		const words = headline(summary);
		const icon = words === 'AOT clean' ? '$(pass)' : words.startsWith('no findings') ? '$(info)' : '$(warning)';
		this.#item.text = `${icon} AOT: ${words}`;
		this.#item.tooltip = 'AOT Lens: show the summary by project and rule';
	}

	dispose(): void {
		this.#item.dispose();
	}
}
