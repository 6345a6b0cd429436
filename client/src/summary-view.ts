/** The summary by project and by rule, as a Markdown page that follows the workspace. */
import * as vscode from 'vscode';
import { escapeMarkdown } from '../../server/src/protocol/markdown.ts';
import { gaps, headline, projectState, type Summary } from '../../server/src/protocol/report.ts';
import { counted, t } from '../../server/src/protocol/words.ts';
import { describe } from './language-status.ts';

export class SummaryView implements vscode.TextDocumentContentProvider, vscode.Disposable {
	static readonly scheme = 'aot-lens';
	static readonly uri = vscode.Uri.parse(`${SummaryView.scheme}:/AOT%20Lens%20summary.md`);
	readonly #changed = new vscode.EventEmitter<vscode.Uri>();
	readonly onDidChange = this.#changed.event;
	#summary: Summary | undefined;
	#error: string | undefined;

	show(summary: Summary): void {
		this.#summary = summary;
		this.#error = undefined;
		this.#changed.fire(SummaryView.uri);
	}

	/** A server was started: nothing is known yet. */
	showBusy(): void {
		this.#summary = undefined;
		this.#error = undefined;
		this.#changed.fire(SummaryView.uri);
	}

	/** The server is gone: what was found before may be wrong. */
	showError(why: string): void {
		this.#error = why;
		this.#changed.fire(SummaryView.uri);
	}

	async open(): Promise<void> {
		await vscode.commands.executeCommand('markdown.showPreview', SummaryView.uri);
	}

	provideTextDocumentContent(): string {
		if (this.#error !== undefined)
			return [
				`# ${t('AOT Lens stopped')}`,
				escapeMarkdown(this.#error),
				`${t('The commands *AOT Lens: Show Output* and *AOT Lens: Restart Server* help.')}\n`,
			].join('\n\n');
		return this.#summary ? summaryMarkdown(this.#summary) : t('The workspace is being read.');
	}

	dispose(): void {
		this.#changed.dispose();
	}
}

export function summaryMarkdown(summary: Summary): string {
	const lines = [`# AOT Lens: ${headline(summary)}`, ''];
	if (!summary.isComplete) lines.push(`*${t('The workspace is still being read.')}*`, '');
	const open = gaps(summary);
	if (open.length > 0) {
		lines.push(`## ${t('Not checked')}`, '');
		for (const each of open)
			lines.push(
				`- ${escapeMarkdown(each.what)}: ${escapeMarkdown(each.why)}.${each.wayOut ? ` ${t('Way out: {0}.', escapeMarkdown(each.wayOut))}` : ''}`,
			);
		lines.push('');
	}
	const quiet = summary.projects.filter(project => project.isQuiet && project.places > 0);
	if (quiet.length > 0)
		lines.push(
			counted(
				quiet.length,
				'{0} project has not opted in to Native AOT: its problems are counted here and not shown. *AOT Lens: Assess for Native AOT...* shows them, without writing anything.',
				'{0} projects have not opted in to Native AOT: their problems are counted here and not shown. *AOT Lens: Assess for Native AOT...* shows them, without writing anything.',
			),
			'',
		);
	lines.push(
		// A preview shows no links to files; the tree does.
		t('The view *AOT Readiness* in the explorer opens the places.'),
		'',
		`| ${[t('Project'), t('Target'), t('State'), t('Files'), t('Errors'), t('Warnings'), t('Infos')].join(' | ')} |`,
		'| --- | --- | --- | ---: | ---: | ---: | ---: |',
	);
	for (const project of summary.projects)
		lines.push(
			`| ${escapeMarkdown(project.name)} | ${escapeMarkdown(describe(project).slice(project.name.length).replace(/^ · /, ''))} | ${projectState(project)} | ${project.files} | ${project.errors} | ${project.warnings} | ${project.notes} |`,
		);
	for (const project of summary.projects) {
		if (project.rules.length === 0) continue;
		lines.push('', `## ${escapeMarkdown(project.name)}: ${projectState(project)}`, '');
		lines.push(`| ${[t('Code'), t('Count'), t('What')].join(' | ')} |`, '| --- | ---: | --- |');
		for (const rule of project.rules) lines.push(`| ${rule.code} | ${rule.count} | ${escapeMarkdown(rule.title)} |`);
	}
	const silent = summary.projects.filter(
		project => (project.kind === 'test' || project.kind === 'unsupported') && project.targetFramework !== '',
	);
	if (silent.length > 0) {
		lines.push('', `## ${t('Left out')}`, '');
		for (const each of silent.flatMap(project => project.notJudged))
			lines.push(`- ${escapeMarkdown(each.what)}: ${escapeMarkdown(each.why)}${each.wayOut ? ` (${escapeMarkdown(each.wayOut)})` : ''}.`);
	}
	return `${lines.join('\n')}\n`;
}
