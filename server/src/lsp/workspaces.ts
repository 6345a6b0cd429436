/**
 * Which folders are judged, each by one `Workspace`. A folder within another is judged as part of that one, so that a
 * file has one judge and is counted once. A file that is opened outside of all folders is judged with the project that
 * lies around it, or alone.
 */
import { reaches } from '../core/analysis/projects.ts';
import type { PackFor } from '../core/analysis/references.ts';
import { Workspace } from '../core/analysis/workspace.ts';
import type { Host } from '../core/host.ts';
import type { CSharpParser } from '../core/syntax/parser.ts';
import { basename, dirname, extension } from '../core/text/paths.ts';
import type { Documents } from './documents.ts';

/** What workspaces are made with. */
export interface WorkspaceServices {
	readonly host: Host;
	readonly parser: CSharpParser;
	readonly packFor: PackFor;
	readonly log: (message: string) => void;
}

export class Workspaces {
	readonly #services: WorkspaceServices;
	readonly #documents: Documents;
	#includeTests = false;
	#folders: readonly string[] = [];
	/** By what they were made for: a folder, or a file that is open alone. */
	readonly #known = new Map<string, Workspace>();
	#all: readonly Workspace[] = [];

	constructor(services: WorkspaceServices, documents: Documents) {
		this.#services = { ...services, host: documents.over(services.host) };
		this.#documents = documents;
	}

	get all(): readonly Workspace[] {
		return this.#all;
	}

	/** The workspace that judges a file. */
	of(path: string): Workspace | undefined {
		return this.#all.find(workspace => reaches(workspace.root, path));
	}

	/** Judges these folders, and what is open outside of them; what is known of a folder stays. */
	set(folders: readonly string[], includeTests: boolean): void {
		if (includeTests !== this.#includeTests) this.#known.clear();
		this.#includeTests = includeTests;
		this.#folders = folders;
		this.update();
	}

	/** Takes note that documents were opened or closed; true when other folders are judged now. */
	update(): boolean {
		const roots = this.#folders.filter((folder, index) => !this.#folders.some((other, at) => covers(other, folder, at < index)));
		const wanted = new Map<string, () => Workspace>();
		for (const root of roots) wanted.set(root, () => this.#make(root, this.#services.host));
		for (const path of this.#documents.paths) {
			if (roots.some(root => reaches(root, path)) || !/^\.cs(?:proj)?$/.test(extension(path))) continue;
			const folder = this.#projectFolder(path);
			if (folder) wanted.set(folder, () => this.#make(folder, this.#services.host));
			else if (extension(path) === '.cs') wanted.set(path, () => this.#make(dirname(path), alone(path, this.#services.host)));
		}
		const before = this.#all;
		for (const key of [...this.#known.keys()]) if (!wanted.has(key)) this.#known.delete(key);
		for (const [key, make] of wanted) if (!this.#known.has(key)) this.#known.set(key, make());
		this.#all = [...wanted.keys()].flatMap(key => this.#known.get(key) ?? []);
		return this.#all.length !== before.length || this.#all.some((workspace, index) => workspace !== before[index]);
	}

	#make(root: string, host: Host): Workspace {
		const { parser, packFor, log } = this.#services;
		const options = { properties: {}, useEditorConfig: true, includeTests: this.#includeTests, assess: true, log };
		const workspace = new Workspace(root, host, parser, packFor, options);
		for (const path of this.#documents.paths) this.#overlay(workspace, path);
		return workspace;
	}

	/** Gives what is typed to every workspace, also to those that only reference the file. */
	typed(path: string): void {
		for (const workspace of this.#all) this.#overlay(workspace, path);
	}

	#overlay(workspace: Workspace, path: string): void {
		const text = this.#documents.text(path);
		if (text !== undefined && extension(path) === '.cs') workspace.open(path, text);
	}

	/** What was typed is gone: the file on disk counts again. */
	closed(path: string): void {
		for (const workspace of this.#all) workspace.close(path);
	}

	/**
	 * Takes note of files that changed, appeared or went away.
	 * @returns whether files other than these may be judged otherwise now
	 */
	filesChanged(paths: readonly string[]): boolean {
		let isOther = false;
		for (const workspace of this.#all) {
			const own = paths.filter(path => path.startsWith(`${workspace.boundary}/`));
			if (own.length > 0 && workspace.filesChanged(own)) isOther = true;
		}
		return isOther;
	}

	/** The nearest folder around a file that has a project file, within its repository. */
	#projectFolder(path: string): string | undefined {
		const { host } = this.#services;
		for (let folder = dirname(path); ; folder = dirname(folder)) {
			if (host.list(folder).some(name => extension(name) === '.csproj')) return folder;
			if (host.exists(`${folder}/.git`) || folder === dirname(folder)) return undefined;
		}
	}
}

/** Whether a folder is judged as part of another one. */
const covers = (other: string, folder: string, isFirst: boolean): boolean => (other === folder ? isFirst : reaches(other, folder));

/** A host in whose folder there is one file. */
function alone(path: string, host: Host): Host {
	return { ...host, list: folder => (folder === dirname(path) ? [basename(path)] : host.list(folder)) };
}
