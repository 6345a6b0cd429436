/** The summary by project and by rule, as a Markdown page that follows the workspace. */
import * as vscode from 'vscode';
import { headline, type Summary } from '../../server/src/protocol/report.ts';

export class SummaryView implements vscode.TextDocumentContentProvider, vscode.Disposable {
	static readonly scheme = 'aot-lens';
	static readonly uri = vscode.Uri.parse(`${SummaryView.scheme}:/AOT%20Lens%20summary.md`);
	readonly #changed = new vscode.EventEmitter<vscode.Uri>();
	readonly onDidChange = this.#changed.event;
	#summary: Summary | undefined;

	show(summary: Summary): void {
		this.#summary = summary;
		this.#changed.fire(SummaryView.uri);
	}

	async open(): Promise<void> {
		await vscode.commands.executeCommand('markdown.showPreview', SummaryView.uri);
	}

	provideTextDocumentContent(): string {
		return this.#summary ? summaryMarkdown(this.#summary) : 'The workspace is being read.';
	}

	dispose(): void {
		this.#changed.dispose();
	}
}

const KINDS = {
	'opted-in': 'opted in',
	'not-opted-in': 'not opted in',
	test: 'test project, not judged',
	unsupported: 'target not judged',
} as const;

export function summaryMarkdown(summary: Summary): string {
	const lines = [`# AOT Lens: ${headline(summary)}`, ''];
	if (!summary.isComplete) lines.push('*The workspace is still being read.*', '');
	lines.push('| Project | State | Target | Files | Errors | Warnings | Notes |', '| --- | --- | --- | ---: | ---: | ---: | ---: |');
	for (const project of summary.projects)
		lines.push(
			`| ${cell(project.name)} | ${KINDS[project.kind]} | ${cell(project.targetFramework)} | ${project.files} | ${project.errors} | ${project.warnings} | ${project.notes} |`,
		);
	for (const project of summary.projects) {
		if (project.rules.length === 0 && project.missingPackages.length === 0) continue;
		lines.push('', `## ${cell(project.name)}`, '');
		if (project.rules.length > 0) {
			lines.push('| Code | Count | What |', '| --- | ---: | --- |');
			for (const rule of project.rules) lines.push(`| ${rule.code} | ${rule.count} | ${cell(rule.title)} |`);
		}
		if (project.missingPackages.length > 0)
			lines.push(
				'',
				`Not restored, so calls into them are not judged: ${project.missingPackages.map(cell).join(', ')}. Run \`dotnet restore\` to see their findings.`,
			);
	}
	if (summary.unreadable.length > 0) {
		lines.push('', '## Could not be read', '');
		for (const each of summary.unreadable) lines.push(`- ${cell(each.path)}: ${cell(each.reason)}`);
	}
	return `${lines.join('\n')}\n`;
}

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('<', '&lt;');
