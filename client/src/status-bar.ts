/** The status bar item: the summary in a few words, or that the server is gone and the ways out of it. */
import * as vscode from 'vscode';
import { gaps, headline, overall, type Summary } from '../../server/src/protocol/report.ts';
import { t } from '../../server/src/protocol/words.ts';

export class StatusBar implements vscode.Disposable {
	readonly #item: vscode.StatusBarItem;

	constructor() {
		this.#item = vscode.window.createStatusBarItem('aotLens.summary', vscode.StatusBarAlignment.Left, 0);
		this.#item.name = 'AOT Lens';
		this.#item.show();
	}

	/** What it says now; for tests of the running extension. */
	get text(): string {
		return this.#item.text;
	}

	showBusy(): void {
		this.#set('$(sync~spin) AOT Lens', t('AOT Lens is reading the workspace'), 'aotLens.showSummary');
	}

	show(summary: Summary): void {
		// Where there is no C#, there is nothing to say.
		if (summary.isComplete && summary.projects.length === 0 && summary.unreadable.length === 0) return this.#item.hide();
		this.#item.show();
		const { errors, warnings } = summary.counts;
		const icons = {
			findings: errors + warnings > 0 ? '$(warning)' : '$(info)',
			clean: '$(pass)',
			'not checked': '$(question)',
			'not opted in': '$(circle-slash)',
		};
		const state = overall(summary);
		const tooltip = linking('aotLens.showSummary', 'aotLens.openReport', 'aotLens.assess');
		const say = (text: string): vscode.MarkdownString => tooltip.appendText(text).appendMarkdown('\n\n');
		say(t('Shows the summary by project and rule.'));
		for (const each of gaps(summary)) say(t('Not checked: {0}: {1}.', each.what, each.why));
		if (state === 'not opted in') say(t('Nothing is shown until you assess a project for Native AOT.'));
		const links = [link(t('Show Summary'), 'aotLens.showSummary'), link(t('Open readiness report'), 'aotLens.openReport')];
		if (summary.projects.some(project => project.kind === 'not-opted-in'))
			links.unshift(link(t('Assess for Native AOT...'), 'aotLens.assess'));
		tooltip.appendMarkdown(links.join(' · '));
		this.#set(`${icons[state]} AOT: ${headline(summary)}`, tooltip, 'aotLens.showSummary');
	}

	/** The server is gone. */
	showError(why: string): void {
		this.#item.show();
		const tooltip = linking('aotLens.showOutput', 'aotLens.restart');
		tooltip.appendText(`AOT Lens: ${why}`);
		tooltip.appendMarkdown(`\n\n${link(t('Show output'), 'aotLens.showOutput')} · ${link(t('Restart'), 'aotLens.restart')}`);
		this.#set(`$(error) ${t('AOT Lens stopped')}`, tooltip, 'aotLens.recover', new vscode.ThemeColor('statusBarItem.errorBackground'));
	}

	#set(text: string, tooltip: string | vscode.MarkdownString, command: string, background?: vscode.ThemeColor): void {
		this.#item.text = text;
		this.#item.tooltip = tooltip;
		this.#item.command = command;
		this.#item.backgroundColor = background;
	}

	dispose(): void {
		this.#item.dispose();
	}
}

/** A tooltip whose links may run these commands. */
function linking(...commands: readonly string[]): vscode.MarkdownString {
	const tooltip = new vscode.MarkdownString('', true);
	tooltip.isTrusted = { enabledCommands: commands };
	return tooltip;
}

const link = (text: string, command: string): string => `[${text}](command:${command})`;
