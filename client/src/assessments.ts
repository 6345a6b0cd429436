/**
 * Which projects are assessed: their problems are shown as if they had opted in to Native AOT. Kept for the workspace
 * and not in its settings: nothing is written to the repository.
 */
import * as vscode from 'vscode';
import { ASSESS_NOTIFICATION, type AssessParams } from '../../server/src/protocol/messages.ts';
import { projectState, type ProjectSummary } from '../../server/src/protocol/report.ts';
import { t } from '../../server/src/protocol/words.ts';
import { fileOf } from './uris.ts';

const KEY = 'aotLens.assessed';

export class Assessments {
	readonly #memory: vscode.Memento;
	readonly #send: (method: string, params: AssessParams) => Thenable<void> | undefined;

	/** @param send tells the server */
	constructor(memory: vscode.Memento, send: (method: string, params: AssessParams) => Thenable<void> | undefined) {
		this.#memory = memory;
		this.#send = send;
	}

	/** The URIs of the assessed projects' files. */
	get uris(): readonly string[] {
		return this.#memory.get<readonly string[]>(KEY, []);
	}

	async set(uris: readonly string[]): Promise<void> {
		await this.#memory.update(KEY, uris);
		await this.#send(ASSESS_NOTIFICATION, { projects: uris });
	}

	add(uri: string): Promise<void> {
		return this.set([...this.uris.filter(each => each !== uri), uri]);
	}

	remove(uri: string): Promise<void> {
		return this.set(this.uris.filter(each => each !== uri));
	}

	/** Lets a person choose, among the projects that have not opted in. */
	async choose(projects: readonly ProjectSummary[]): Promise<void> {
		const items = projects
			.filter(project => project.kind === 'not-opted-in')
			.map(project => ({
				label: project.name,
				description: projectState(project),
				detail: vscode.workspace.asRelativePath(fileOf(project.path)),
				picked: project.isAssessed,
				uri: vscode.Uri.file(project.path).toString(),
			}));
		if (items.length === 0) {
			await vscode.window.showInformationMessage(t('AOT Lens: every project here has opted in, so there is nothing to assess.'));
			return;
		}
		const chosen = await vscode.window.showQuickPick(items, {
			canPickMany: true,
			title: t('Assess for Native AOT'),
			placeHolder: t('Projects whose problems are shown as if they had opted in; nothing is written'),
		});
		if (!chosen) return;
		const listed = new Set(items.map(item => item.uri));
		await this.set([...this.uris.filter(uri => !listed.has(uri)), ...chosen.map(item => item.uri)]);
	}
}
