/**
 * What the language status of the file in the editor says: its project and how it opts in, whether its packages were read, and
 * the server with its restart. Busy while the workspace is being read; an error when the server is gone.
 */
import * as vscode from 'vscode';
import { PROJECTS_REQUEST } from '../../server/src/protocol/messages.ts';
import { projectState, type ProjectSummary, type Summary } from '../../server/src/protocol/report.ts';
import { counted, t } from '../../server/src/protocol/words.ts';
import { toServer } from './uris.ts';

const showSummary = (): vscode.Command => ({ title: t('Show Summary'), command: 'aotLens.showSummary' });

export class LanguageStatus implements vscode.Disposable {
	readonly #project: vscode.LanguageStatusItem;
	readonly #packages: vscode.LanguageStatusItem;
	readonly #server: vscode.LanguageStatusItem;
	readonly #version: string;
	readonly #ask: (uri: string) => Promise<readonly string[]>;
	readonly #subscription: vscode.Disposable;
	#summary: Summary | undefined;

	/**
	 * @param version of the extension
	 * @param ask the server for the projects of a file
	 */
	constructor(selector: vscode.DocumentSelector, version: string, ask: (method: string, uri: string) => Promise<readonly string[]>) {
		this.#version = version;
		this.#ask = uri => ask(PROJECTS_REQUEST, uri);
		const make = (id: string, name: string): vscode.LanguageStatusItem => {
			const item = vscode.languages.createLanguageStatusItem(`aotLens.${id}`, selector);
			item.name = `AOT Lens: ${name}`;
			return item;
		};
		this.#project = make('project', 'project');
		this.#packages = make('packages', 'packages');
		this.#server = make('server', 'server');
		this.#project.text = 'AOT Lens';
		this.#packages.text = t('Packages');
		this.#server.text = 'AOT Lens';
		this.#server.detail = version;
		this.#server.command = { title: t('Restart'), command: 'aotLens.restart' };
		this.#subscription = vscode.window.onDidChangeActiveTextEditor(() => void this.#update());
	}

	/** What is said now; for tests of the running extension. */
	get texts(): readonly string[] {
		return [this.#project, this.#packages, this.#server].map(({ text, detail, command }) =>
			[text, detail, command?.title].filter(Boolean).join(' | '),
		);
	}

	showBusy(): void {
		this.#project.busy = true;
		this.#server.severity = vscode.LanguageStatusSeverity.Information;
		this.#server.text = 'AOT Lens';
		this.#server.detail = this.#version;
	}

	show(summary: Summary): void {
		this.#summary = summary;
		this.#project.busy = !summary.isComplete;
		const files = summary.projects.reduce((sum, project) => sum + project.files, 0);
		this.#server.severity = vscode.LanguageStatusSeverity.Information;
		this.#server.text = 'AOT Lens';
		this.#server.detail = [
			this.#version,
			counted(files, '{0} file', '{0} files'),
			counted(summary.projects.length, '{0} project', '{0} projects'),
		].join(' · ');
		void this.#update();
	}

	showError(why: string): void {
		this.#project.busy = false;
		this.#project.text = t('AOT: not known');
		this.#project.detail = '';
		this.#server.severity = vscode.LanguageStatusSeverity.Error;
		this.#server.text = t('AOT Lens stopped');
		this.#server.detail = why;
	}

	async #update(): Promise<void> {
		const document = vscode.window.activeTextEditor?.document;
		if (!document || !this.#summary) return;
		const paths = await this.#ask(toServer(document.uri).toString()).catch((): readonly string[] => []);
		const projects = this.#summary.projects.filter(project => paths.includes(project.path));
		this.#showProject(projects);
		this.#showPackages(projects);
	}

	#showProject(projects: readonly ProjectSummary[]): void {
		const [project] = projects;
		if (!project) {
			this.#project.text = t('AOT: no project');
			this.#project.detail = t('no project compiles this file');
			this.#project.command = showSummary();
			return;
		}
		this.#project.text = `AOT: ${projectState(project)}`;
		this.#project.detail = projects.map(describe).join('; ');
		const target = [vscode.Uri.file(project.path).toString()];
		this.#project.command = project.isAssessed
			? { title: t('Stop Assessing'), command: 'aotLens.stopAssessing', arguments: target }
			: project.kind === 'not-opted-in'
				? { title: t('Assess'), command: 'aotLens.assessProject', arguments: target }
				: showSummary();
	}

	#showPackages(projects: readonly ProjectSummary[]): void {
		const missing = [...new Set(projects.flatMap(project => project.missingPackages))];
		const isWanted = projects.some(project => project.kind === 'opted-in' || project.isAssessed);
		const { Information, Warning } = vscode.LanguageStatusSeverity;
		this.#packages.severity = missing.length > 0 && isWanted ? Warning : Information;
		this.#packages.text =
			missing.length > 0 ? counted(missing.length, '{0} package not restored', '{0} packages not restored') : t('All packages read');
		this.#packages.detail = missing.length > 0 ? t('{0}: what uses them is not checked; run dotnet restore', missing.join(', ')) : '';
		this.#packages.command = showSummary();
	}

	dispose(): void {
		this.#subscription.dispose();
		for (const item of [this.#project, this.#packages, this.#server]) item.dispose();
	}
}

/** A project in a few words: name, targets, how it opts in. */
export function describe(project: ProjectSummary): string {
	const how = {
		'opted-in': project.optedInBy === undefined ? t('opted in') : t('published with an app that opted in'),
		'not-opted-in': project.isAssessed ? t('assessed as with {0}', project.assumed ?? 'PublishAot') : t('not opted in'),
		test: t('test project'),
		unsupported: t('target not supported'),
	}[project.kind];
	return [project.name, project.targetFramework, how].filter(Boolean).join(' · ');
}
