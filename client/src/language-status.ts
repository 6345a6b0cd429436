/** The language status of the file in the editor: its project, how it opts in, and what was found in it. */
import * as vscode from 'vscode';
import { PROJECTS_REQUEST } from '../../server/src/protocol/messages.ts';
import { projectState, type ProjectSummary, type Summary } from '../../server/src/protocol/report.ts';

export class LanguageStatus implements vscode.Disposable {
	readonly #item: vscode.LanguageStatusItem;
	readonly #ask: (uri: string) => Promise<readonly string[]>;
	readonly #subscription: vscode.Disposable;
	#summary: Summary | undefined;

	/** @param ask the server for the projects of a file */
	constructor(selector: vscode.DocumentSelector, ask: (method: string, uri: string) => Promise<readonly string[]>) {
		this.#ask = uri => ask(PROJECTS_REQUEST, uri);
		this.#item = vscode.languages.createLanguageStatusItem('aotLens.project', selector);
		this.#item.name = 'AOT Lens';
		this.#item.text = 'AOT Lens';
		this.#subscription = vscode.window.onDidChangeActiveTextEditor(() => void this.#update());
	}

	showBusy(): void {
		this.#item.busy = true;
	}

	show(summary: Summary): void {
		this.#summary = summary;
		this.#item.busy = !summary.isComplete;
		void this.#update();
	}

	showError(why: string): void {
		this.#item.busy = false;
		this.#item.severity = vscode.LanguageStatusSeverity.Error;
		this.#item.text = 'AOT Lens stopped';
		this.#item.detail = why;
		this.#item.command = { title: 'Restart', command: 'aotLens.restart' };
	}

	async #update(): Promise<void> {
		const document = vscode.window.activeTextEditor?.document;
		if (!document || !this.#summary) return;
		const paths = await this.#ask(document.uri.toString()).catch((): readonly string[] => []);
		const projects = this.#summary.projects.filter(project => paths.includes(project.path));
		const [project] = projects;
		this.#item.severity = vscode.LanguageStatusSeverity.Information;
		if (!project) {
			this.#item.text = 'AOT: no project';
			this.#item.detail = 'no project compiles this file';
			this.#item.command = { title: 'Show summary', command: 'aotLens.showSummary' };
			return;
		}
		this.#item.text = `AOT: ${projectState(project)}`;
		this.#item.detail = projects.map(describe).join('; ');
		const isOpen = project.kind === 'not-opted-in' && !project.isAssessed;
		this.#item.command = isOpen
			? { title: 'Assess', command: 'aotLens.assessProject', arguments: [vscode.Uri.file(project.path).toString()] }
			: { title: 'Show summary', command: 'aotLens.showSummary' };
	}

	dispose(): void {
		this.#subscription.dispose();
		this.#item.dispose();
	}
}

/** A project in a few words: name, targets, how it opts in. */
export function describe(project: ProjectSummary): string {
	const how = {
		'opted-in': project.optedInBy === undefined ? 'opted in' : 'published with an app that opted in',
		'not-opted-in': project.isAssessed ? `assessed as with ${project.assumed ?? 'PublishAot'}` : 'not opted in',
		test: 'test project',
		unsupported: 'target not supported',
	}[project.kind];
	return [project.name, project.targetFramework, how].filter(Boolean).join(' · ');
}
