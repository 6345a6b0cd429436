/**
 * Which projects there are, and which files they compile. What was read of them counts until `changed` says that
 * globs, imports or references may match otherwise; then all is read anew.
 */
import { boundedHost, type Host } from '../host.ts';
import type { FileLister } from '../project/items.ts';
import { appDirectives, fileBasedProject } from '../project/file-based.ts';
import { folderProject, loadSteps, nearestTarget, optInWithApps, type Project, type ProjectSource } from '../project/project.ts';
import { PackagesRead } from '../project/packages.ts';
import type { XmlElement } from '../project/xml.ts';
import type { FileDirective } from '../syntax/ast.ts';
import { basename, dirname, extension } from '../text/paths.ts';
import { allSteps, type Steps } from '../text/steps.ts';

const SKIPPED_FOLDERS: ReadonlySet<string> = new Set([
	'bin/',
	'obj/',
	'node_modules/',
	'.git/',
	'.vs/',
	'.vscode-test/',
	'.idea/',
	'TestResults/',
]);
const MAX_FOLDER_DEPTH = 32;

/** What a file has to say: source, how loud findings are, how a project is published, or what a project is. */
export function fileKind(path: string): 'source' | 'severities' | 'published' | 'project' {
	const name = basename(path).toLowerCase();
	if (extension(path) === '.cs') return 'source';
	if (name === '.editorconfig' || name === '.globalconfig') return 'severities';
	return name === 'web.config' || isDockerfile(name) ? 'published' : 'project';
}

/** `Dockerfile`, `Dockerfile.prod`, `api.Dockerfile`, in any case; what one leaves out (`Dockerfile.dockerignore`) is none. */
const isDockerfile = (name: string): boolean =>
	/^(?:dockerfile|containerfile)(?:\..+)?$|\.(?:dockerfile|containerfile)$/i.test(name) && !/\.dockerignore$/i.test(name);

/** Whether looking for projects below a folder comes to another folder, which lies below it. */
export function reaches(folder: string, below: string): boolean {
	if (!below.startsWith(folder.endsWith('/') ? folder : `${folder}/`)) return false;
	const names = below.slice(folder.length).split('/').filter(Boolean);
	return names.length <= MAX_FOLDER_DEPTH && !names.some(name => SKIPPED_FOLDERS.has(`${name}/`));
}

export interface ProjectsOptions {
	/** Global properties, as `-p:NAME=VALUE` has them. */
	readonly properties: Readonly<Record<string, string>>;
	/** Judges projects that have not opted in by what a move would bring (`ProjectSource.assess`). */
	readonly assess: boolean;
	readonly log: (message: string) => void;
	/** A file's text as it counts now, typed or on disk. */
	readonly peek: (path: string) => string | undefined;
	/** Inputs that could not be read, with the reason. */
	readonly unreadable: Map<string, string>;
}

export class Projects {
	readonly root: string;
	/** The repository's folder: imports and references beyond it are refused. */
	readonly boundary: string;
	/** Reads nothing beyond the boundary. */
	readonly #host: Host;
	/** Reads packages, wherever they lie. */
	readonly #packages: Host;
	readonly #options: ProjectsOptions;
	readonly #folders = new Map<string, readonly string[]>();
	/** File-based apps by path, with their directives. */
	readonly #apps = new Map<string, string>();
	/** Referenced projects that lie elsewhere in the repository: bound, never judged. */
	readonly #elsewhere = new Map<string, readonly Project[]>();
	/** What is known of each project file below the root. */
	readonly #loaded = new Map<string, readonly Project[]>();
	/** What project files and their imports say. */
	readonly #xml = new Map<string, XmlElement | Error | undefined>();
	readonly #packagesRead = new PackagesRead();
	#all: readonly Project[] | undefined;
	/** How often something that projects are read from changed: what was read meanwhile is read anew. */
	#changes = 0;
	/** The targets of each project file. */
	#targets: { readonly projects: readonly Project[]; readonly byPath: ReadonlyMap<string, readonly Project[]> } | undefined;
	#byFile: { readonly projects: readonly Project[]; readonly byFile: ReadonlyMap<string, readonly Project[]> } | undefined;

	#nativeApps: { readonly projects: readonly Project[]; readonly byPath: ReadonlyMap<string, readonly Project[]> } | undefined;

	constructor(root: string, host: Host, options: ProjectsOptions) {
		this.root = root;
		this.boundary = repositoryOf(root, host);
		this.#host = boundedHost(host, this.boundary);
		this.#packages = host;
		this.#options = options;
	}

	/** The same projects for a fork, whose host and options say where its texts are. */
	fork(host: Host, options: ProjectsOptions): Projects {
		const fork = new Projects(this.root, host, options);
		fork.#all = this.#all;
		for (const [path, projects] of this.#loaded) fork.#loaded.set(path, projects);
		for (const [path, xml] of this.#xml) fork.#xml.set(path, xml);
		for (const [path, directives] of this.#apps) fork.#apps.set(path, directives);
		for (const [folder, files] of this.#folders) fork.#folders.set(folder, files);
		for (const [path, projects] of this.#elsewhere) fork.#elsewhere.set(path, projects);
		return fork;
	}

	/** All projects below the root: project files, file-based apps, and a folder's files without either. */
	get all(): readonly Project[] {
		return this.#all ?? allSteps(this.read());
	}

	/** Whether the projects are known, so that nothing is read when they are asked for. */
	get isRead(): boolean {
		return this.#all !== undefined;
	}

	/** Reads the projects in steps: a folder, a project file or a file at a time. */
	*read(): Steps<readonly Project[]> {
		if (this.#all) return this.#all;
		const changes = this.#changes;
		yield* this.#walk(this.root, 0);
		const files = this.#lister.filesUnder(this.root).filter(file => extension(file) === '.csproj');
		const projects: Project[] = [];
		for (const file of files) {
			const known = this.#loaded.get(file) ?? (yield* this.#load(file));
			if (changes !== this.#changes) return yield* this.read();
			this.#loaded.set(file, known);
			projects.push(...known);
			yield;
		}
		const apps = yield* this.#fileBasedApps(new Set(projects.flatMap(project => project.files)));
		if (changes !== this.#changes) return yield* this.read();
		projects.push(...apps);
		if (files.length === 0) {
			const taken = new Set(apps.map(app => app.path));
			const rest = folderProject(this.root, this.#options.properties, {
				filesUnder: folder => this.#filesUnder(folder, 0).filter(file => !taken.has(file)),
			});
			if (rest.files.length > 0 || apps.length === 0) projects.push(rest);
		}
		this.#all = projects;
		// References are followed among the projects as they are; then those that an app opts in take their places.
		this.#all = optInWithApps(projects, project => this.referencedBy(project));
		return this.#all;
	}

	/** Forgets what was read of the projects that these files say something of; of all when a file appeared or went away. */
	changed(paths: readonly string[]): void {
		const said = new Set([...this.#loaded.values()].flatMap(projects => projects.flatMap(project => project.inputs)));
		this.#changes++;
		this.#all = undefined;
		this.#elsewhere.clear();
		for (const path of paths) this.#xml.delete(path);
		this.#packagesRead.clear();
		if (paths.every(path => said.has(path) && this.#host.exists(path))) {
			for (const [file, projects] of this.#loaded)
				if (projects.length === 0 || projects.some(project => project.inputs.some(input => paths.includes(input))))
					this.#loaded.delete(file);
			return;
		}
		this.#loaded.clear();
		this.#folders.clear();
		this.#xml.clear();
	}

	/** Looks for files beside the sources anew. */
	sideFilesChanged(): void {
		this.#byFile = undefined;
	}

	/** The projects that compile a file, or are told by it how they are published. */
	of(path: string): readonly Project[] {
		const projects = this.all;
		if (this.#byFile?.projects !== projects) {
			const byFile = new Map<string, Project[]>();
			for (const project of projects)
				for (const file of [...project.files, ...this.sideFiles(project)]) {
					const known = byFile.get(file);
					if (known) known.push(project);
					else byFile.set(file, [project]);
				}
			this.#byFile = { projects, byFile };
		}
		return this.#byFile.byFile.get(path) ?? [];
	}

	/** Files beside the sources that say how the project is published. */
	sideFiles(project: Project): readonly string[] {
		if (!project.path.endsWith('.csproj')) return [];
		const folder = dirname(project.path);
		if (!project.publishesAot) return [project.path];
		const beside = this.#host.list(folder).filter(name => fileKind(name) === 'published');
		return [project.path, ...beside.map(name => `${folder}/${name}`)];
	}

	/** The projects that a project references, directly and indirectly, nearest first. */
	referencedBy(project: Project): readonly Project[] {
		const found = new Set<Project>();
		const visit = (paths: readonly string[]): void => {
			const direct: Project[] = [];
			for (const path of paths) {
				const referenced = nearestTarget(this.#targetsOf(path), project.targetFramework);
				if (!referenced || referenced.path === project.path || found.has(referenced)) continue;
				found.add(referenced);
				direct.push(referenced);
			}
			for (const referenced of direct) visit(referenced.projectReferences);
		};
		visit(project.projectReferences);
		return [...found];
	}

	/**
	 * The native binaries that a project's code ends up in: itself, and the apps that reference it. Of a project that opted in, those that
	 * did as well: what would be if an app asked for Native AOT is no concern of a library that asked for less.
	 */
	nativeAppsOf(project: Project): readonly Project[] {
		const projects = this.all;
		if (this.#nativeApps?.projects !== projects) {
			const byPath = new Map<string, Project[]>();
			for (const app of projects.filter(each => each.publishesAot && each.kind !== 'test'))
				for (const each of [app, ...this.referencedBy(app)]) byPath.set(each.path, [...(byPath.get(each.path) ?? []), app]);
			this.#nativeApps = { projects, byPath };
		}
		const apps = this.#nativeApps.byPath.get(project.path) ?? [];
		return project.kind === 'opted-in' ? apps.filter(app => app.kind === 'opted-in') : apps;
	}

	/** Native libraries that reference a project and do not name it as one that exports, by name. */
	leavingOutExportsOf(project: Project): readonly string[] {
		return this.nativeAppsOf(project)
			.filter(app => app.path !== project.path && app.property('OutputType').toLowerCase() === 'library')
			.filter(app => !app.exportedAssemblies.some(name => name.toLowerCase() === project.name.toLowerCase()))
			.map(app => app.name);
	}

	/** Whether a saved file became a file-based app, or has other directives now. */
	isOtherApp(path: string): boolean {
		const known = this.#apps.get(path);
		if (known === undefined && this.of(path).some(project => project.path.endsWith('.csproj'))) return false;
		const directives = appDirectives(this.#options.peek(path) ?? '');
		return (directives && directivesKey(directives)) !== known;
	}

	/** The C# files outside of all projects that their directives make an app. */
	*#fileBasedApps(compiled: ReadonlySet<string>): Steps<readonly Project[]> {
		this.#apps.clear();
		const apps: Project[] = [];
		for (const file of this.#lister.filesUnder(this.root)) {
			if (extension(file) !== '.cs' || compiled.has(file)) continue;
			yield;
			const directives = appDirectives(this.#options.peek(file) ?? '');
			if (!directives) continue;
			this.#apps.set(file, directivesKey(directives));
			try {
				apps.push(fileBasedProject(file, directives, this.#source));
			} catch (error) {
				this.#options.unreadable.set(file, (error as Error).message);
			}
		}
		return apps;
	}

	/** The targets of a project file; none when it can't be read. */
	*#load(file: string): Steps<readonly Project[]> {
		try {
			return yield* loadSteps(file, this.#source);
		} catch (error) {
			const { message } = error as Error;
			if (message === 'not an SDK-style project') this.#options.log(`${file}: left out: ${message}`);
			else this.#options.unreadable.set(file, message);
			return [];
		}
	}

	/** The targets of a project file, in the workspace or elsewhere in its repository. */
	#targetsOf(path: string): readonly Project[] {
		const own = this.#byPath.get(path) ?? [];
		if (own.length > 0 || path.startsWith(`${this.root}/`) || !path.startsWith(`${this.boundary}/`)) return own;
		let known = this.#elsewhere.get(path);
		if (!known) {
			known = this.#host.exists(path) ? allSteps(this.#load(path)) : [];
			this.#elsewhere.set(path, known);
		}
		return known;
	}

	get #byPath(): ReadonlyMap<string, readonly Project[]> {
		const projects = this.all;
		if (this.#targets?.projects !== projects) {
			const byPath = new Map<string, Project[]>();
			for (const project of projects) {
				const known = byPath.get(project.path);
				if (known) known.push(project);
				else byPath.set(project.path, [project]);
			}
			this.#targets = { projects, byPath };
		}
		return this.#targets.byPath;
	}

	get #source(): ProjectSource {
		const { properties, assess } = this.#options;
		return {
			host: this.#host,
			packages: this.#packages,
			lister: this.#lister,
			root: this.boundary,
			overrides: properties,
			assess,
			xml: this.#xml,
			packagesRead: this.#packagesRead,
		};
	}

	get #lister(): FileLister {
		return { filesUnder: folder => this.#filesUnder(folder, 0) };
	}

	#filesUnder(folder: string, depth: number): readonly string[] {
		return this.#folders.get(folder) ?? allSteps(this.#walk(folder, depth));
	}

	*#walk(folder: string, depth: number): Steps<readonly string[]> {
		const known = this.#folders.get(folder);
		if (known) return known;
		const files: string[] = [];
		yield;
		for (const name of this.#host.list(folder)) {
			if (!name.endsWith('/')) files.push(`${folder}/${name}`);
			else if (!SKIPPED_FOLDERS.has(name) && depth < MAX_FOLDER_DEPTH)
				for (const file of yield* this.#walk(`${folder}/${name.slice(0, -1)}`, depth + 1)) files.push(file);
		}
		this.#folders.set(folder, files);
		return files;
	}
}

const directivesKey = (directives: readonly FileDirective[]): string => directives.map(each => `${each.name} ${each.value}`).join('\n');

/** The repository that a folder is part of; the folder itself outside of one. */
export function repositoryOf(folder: string, host: Host): string {
	for (let each = folder; ; each = dirname(each)) {
		if (host.exists(`${each}/.git`)) return each;
		if (each === dirname(each)) return folder;
	}
}
