/** The summary by project and by rule, as a Markdown page that follows the workspace. */
import * as vscode from 'vscode';
import { escapeMarkdown } from '../../server/src/protocol/markdown.ts';
import { gaps, headline, plural, projectState, type Summary } from '../../server/src/protocol/report.ts';
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
			return `# AOT Lens stopped\n\n${escapeMarkdown(this.#error)}\n\nThe commands *AOT Lens: Show Output* and *AOT Lens: Restart Server* help.\n`;
		return this.#summary ? summaryMarkdown(this.#summary) : 'The workspace is being read.';
	}

	dispose(): void {
		this.#changed.dispose();
	}
}

export function summaryMarkdown(summary: Summary): string {
	const lines = [`# AOT Lens: ${headline(summary)}`, ''];
	if (!summary.isComplete) lines.push('*The workspace is still being read.*', '');
	const open = gaps(summary);
	if (open.length > 0) {
		lines.push('## Not checked', '');
		for (const each of open)
			lines.push(
				`- ${escapeMarkdown(each.what)}: ${escapeMarkdown(each.why)}.${each.wayOut ? ` Way out: ${escapeMarkdown(each.wayOut)}.` : ''}`,
			);
		lines.push('');
	}
	const quiet = summary.projects.filter(project => project.isQuiet && project.places > 0);
	if (quiet.length > 0)
		lines.push(
			`${plural(quiet.length, 'project')} ${quiet.length === 1 ? 'has' : 'have'} not opted in to Native AOT: the problems are counted here and not shown. *AOT Lens: Assess for Native AOT...* shows them, without writing anything.`,
			'',
		);
	lines.push(
		// A preview shows no links to files; the tree does.
		'The view *AOT Readiness* in the explorer opens the places.',
		'',
		'| Project | Target | State | Files | Errors | Warnings | Infos |',
		'| --- | --- | --- | ---: | ---: | ---: | ---: |',
	);
	for (const project of summary.projects)
		lines.push(
			`| ${escapeMarkdown(project.name)} | ${escapeMarkdown(describe(project).slice(project.name.length).replace(/^ · /, ''))} | ${projectState(project)} | ${project.files} | ${project.errors} | ${project.warnings} | ${project.notes} |`,
		);
	for (const project of summary.projects) {
		if (project.rules.length === 0) continue;
		lines.push('', `## ${escapeMarkdown(project.name)}: ${projectState(project)}`, '');
		lines.push('| Code | Count | What |', '| --- | ---: | --- |');
		for (const rule of project.rules) lines.push(`| ${rule.code} | ${rule.count} | ${escapeMarkdown(rule.title)} |`);
	}
	const silent = summary.projects.filter(
		project => (project.kind === 'test' || project.kind === 'unsupported') && project.targetFramework !== '',
	);
	if (silent.length > 0) {
		lines.push('', '## Left out', '');
		for (const each of silent.flatMap(project => project.notJudged))
			lines.push(`- ${escapeMarkdown(each.what)}: ${escapeMarkdown(each.why)}${each.wayOut ? ` (${escapeMarkdown(each.wayOut)})` : ''}.`);
	}
	return `${lines.join('\n')}\n`;
}
