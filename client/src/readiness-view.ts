/** The readiness view: projects, areas, rules and places, most findings first, as a tree that opens each place. */
import * as vscode from 'vscode';
import { PLACES_REQUEST, type Place, type PlacesParams } from '../../server/src/protocol/messages.ts';
import { projectState, type ProjectSummary, type Summary } from '../../server/src/protocol/report.ts';
import { t } from '../../server/src/protocol/words.ts';
import { describe } from './language-status.ts';
import { toEditor, toServer } from './uris.ts';

/** A project, or a part of what was found in it. */
interface Node {
	readonly label: string;
	readonly description: string;
	readonly project?: ProjectSummary;
	readonly place?: Place;
	readonly children: readonly Node[];
}

export class ReadinessView implements vscode.TreeDataProvider<Node>, vscode.Disposable {
	readonly #changed = new vscode.EventEmitter<Node | undefined>();
	readonly onDidChangeTreeData = this.#changed.event;
	readonly #ask: (method: string, params: PlacesParams) => Promise<readonly Place[]>;
	readonly #view: vscode.TreeView<Node>;
	#summary: Summary | undefined;

	/** @param ask the server for the places of a project */
	constructor(ask: (method: string, params: PlacesParams) => Promise<readonly Place[]>) {
		this.#ask = ask;
		this.#view = vscode.window.createTreeView('aotLens.readiness', { treeDataProvider: this, showCollapseAll: true });
	}

	show(summary: Summary): void {
		this.#summary = summary;
		this.#view.message = summary.projects.length === 0 ? t('There is no C# project here.') : '';
		this.#changed.fire(undefined);
	}

	async getChildren(node?: Node): Promise<readonly Node[] & Node[]> {
		if (!node) {
			const projects = this.#summary?.projects.filter(project => project.kind !== 'test' && project.kind !== 'unsupported') ?? [];
			return [...projects]
				.sort((left, right) => right.places - left.places || left.name.localeCompare(right.name))
				.map(project => ({ label: project.name, description: projectState(project), project, children: [] }));
		}
		if (!node.project) return [...node.children];
		const places = await this.#ask(PLACES_REQUEST, { project: node.project.path }).catch((): readonly Place[] => []);
		return groups(places, place => place.area).map(([area, ofArea]) =>
			branch(
				area,
				'',
				ofArea.length,
				groups(ofArea, place => place.code).map(([code, ofRule]) => branch(code, ofRule[0]?.title ?? '', ofRule.length, ofRule.map(leaf))),
			),
		);
	}

	getTreeItem(node: Node): vscode.TreeItem {
		const isLeaf = node.place !== undefined;
		const item = new vscode.TreeItem(node.label, isLeaf ? vscode.TreeItemCollapsibleState.None : vscode.TreeItemCollapsibleState.Collapsed);
		item.description = node.description;
		if (node.project) {
			item.tooltip = describe(node.project);
			item.iconPath = new vscode.ThemeIcon('project');
			item.contextValue = node.project.kind === 'not-opted-in' ? (node.project.isAssessed ? 'assessed' : 'not-opted-in') : 'opted-in';
			item.id = node.project.path;
		} else if (node.place) {
			const { uri, range, message, level } = node.place;
			item.tooltip = message;
			item.iconPath = new vscode.ThemeIcon(level);
			const selection = new vscode.Range(range.start.line, range.start.character, range.end.line, range.end.character);
			item.command = {
				title: t('Open'),
				command: 'vscode.open',
				arguments: [toEditor(uri), { selection } satisfies vscode.TextDocumentShowOptions],
			};
		}
		return item;
	}

	dispose(): void {
		this.#view.dispose();
		this.#changed.dispose();
	}
}

/** The URI of a project that a command of the view, or of a menu of files, was called on. */
export const uriOfNode = (node: unknown): string | undefined => {
	const project = (node as Node | undefined)?.project;
	if (project) return vscode.Uri.file(project.path).toString();
	// On a file of the explorer.
	return node instanceof vscode.Uri ? toServer(node).toString() : undefined;
};

const branch = (label: string, title: string, count: number, children: readonly Node[]): Node => ({
	label,
	description: title ? `${count} · ${title}` : String(count),
	children,
});

function leaf(place: Place): Node {
	const uri = toEditor(place.uri);
	const name = vscode.workspace.asRelativePath(uri);
	return {
		label: `${name.slice(name.lastIndexOf('/') + 1)}:${place.range.start.line + 1}`,
		description: place.message,
		place,
		children: [],
	};
}

/** Groups in which things agree, the largest first. */
function groups<T>(all: readonly T[], keyOf: (each: T) => string): readonly (readonly [string, readonly T[]])[] {
	const byKey = new Map<string, T[]>();
	for (const each of all) byKey.set(keyOf(each), [...(byKey.get(keyOf(each)) ?? []), each]);
	return [...byKey].sort((left, right) => right[1].length - left[1].length || left[0].localeCompare(right[0]));
}
