/** The compilation of each project: the same object as long as no declaration of it, or of a project that it references, changed. */
import { BindingServices } from '../binding/state.ts';
import type { Project, UsingItem } from '../project/project.ts';
import type { AppContracts } from '../rules/contracts.ts';
import { Compilation, type SourceModuleInput } from '../symbols/compilation.ts';
import type { SourceFile, UsingDirective } from '../syntax/ast.ts';
import { haveEqualOutlines } from '../syntax/outline.ts';
import type { Steps } from '../text/steps.ts';
import type { FileReport } from './finding.ts';
import type { Files } from './files.ts';
import type { Projects } from './projects.ts';
import { type ReferenceCache, referenceSet } from './references.ts';

/** A project with its compilation, and what was found with it. */
export interface BuiltProject {
	readonly project: Project;
	/** What it was built of, or files of equal outlines: its own, then those of the projects that it references. */
	files: readonly SourceFile[];
	readonly services: BindingServices;
	readonly reports: Map<string, { readonly file: SourceFile; readonly report: FileReport }>;
	/** The state of all files and projects in which it was found to be up to date. */
	asOf: { readonly files: number; readonly projects: readonly Project[] };
	/** What the JSON contexts cover, the texts that it was read from, which of these were open, and the state of all files since then. */
	app:
		| { readonly texts: readonly string[]; readonly open: readonly string[]; readonly contracts: AppContracts; readonly asOf: number }
		| undefined;
	/** The contracts that its reports were made by. */
	judgedBy: AppContracts | undefined;
}

/**
 * Compilations are kept up to so much source text in all, in UTF-16 units, files counted as often as they are compiled; those of
 * open documents always, and the two that were used last: a library is judged by what its app registers.
 */
const MAX_BUILT = 6_000_000;
const MIN_BUILT = 2;

export class Compilations {
	readonly #projects: Projects;
	readonly #files: Files;
	readonly #references: ReferenceCache;
	/** Those that were used last at the end. */
	readonly #built = new Map<string, BuiltProject>();

	constructor(projects: Projects, files: Files, references: ReferenceCache) {
		this.#projects = projects;
		this.#files = files;
		this.#references = references;
	}

	/** The same compilations over a fork's files; its reports are its own. */
	fork(projects: Projects, files: Files, references: ReferenceCache): Compilations {
		const fork = new Compilations(projects, files, references);
		for (const [id, built] of this.#built) fork.#built.set(id, { ...built, reports: new Map(built.reports) });
		return fork;
	}

	get(project: Project): BuiltProject {
		const known = this.#built.get(project.id);
		const asOf = { files: this.#files.state, projects: this.#projects.all };
		if (known?.project === project && known.asOf.files === asOf.files && known.asOf.projects === asOf.projects) return this.#used(known);
		const referencedProjects = this.#projects.referencedBy(project);
		const own = this.#module(project);
		const referenced = referencedProjects.map(each => this.#module(each));
		const files = [own, ...referenced].flatMap(module => module.files);
		if (known && known.project === project && areEqual(known.files, files)) {
			known.files = files;
			known.asOf = asOf;
			return this.#used(known);
		}
		const references = this.#references.get(referenceSet(project, referencedProjects));
		const services = new BindingServices(new Compilation(references, own, referenced));
		const built: BuiltProject = { project, files, services, asOf, reports: new Map(), app: undefined, judgedBy: undefined };
		return this.#used(built);
	}

	#used(built: BuiltProject): BuiltProject {
		this.#built.delete(built.project.id);
		this.#built.set(built.project.id, built);
		return built;
	}

	/**
	 * Lets go of what was not used for the longest, where more was built than is kept, and of the files and references that nothing
	 * needs then.
	 * @param isNeeded projects that stay
	 * @param limit how much is kept, in UTF-16 units of source text
	 */
	letGo(isNeeded: (project: Project) => boolean, limit: number = MAX_BUILT): void {
		const sizeOf = (built: BuiltProject): number => built.files.reduce((sum, file) => sum + file.text.length, 0);
		const before = this.#built.size;
		let size = [...this.#built.values()].reduce((sum, built) => sum + sizeOf(built), 0);
		for (const [id, built] of [...this.#built]) {
			if (size <= limit || this.#built.size <= MIN_BUILT) break;
			if (isNeeded(built.project)) continue;
			this.#built.delete(id);
			size -= sizeOf(built);
		}
		if (this.#built.size === before) return;
		const kept = [...this.#built.values()].map(({ project }) => ({ project, referenced: this.#projects.referencedBy(project) }));
		this.#files.keepOnly(new Set(kept.flatMap(({ project, referenced }) => [project, ...referenced].flatMap(each => each.files))));
		this.#references.keepOnly(kept.map(({ project, referenced }) => referenceSet(project, referenced)));
	}

	/** Reads what a project is built of, a file or an assembly at a time, and builds it. */
	*prepare(project: Project): Steps<BuiltProject> {
		const referenced = this.#projects.referencedBy(project);
		for (const each of [project, ...referenced])
			for (const path of each.files) {
				this.#files.syntax(path, each);
				yield;
			}
		yield* this.#references.read(referenceSet(project, referenced));
		const built = this.get(project);
		yield;
		// What the first call of an extension method would read at once.
		const { own, references } = built.services.compilation;
		const imported = new Set([...own.fileScopes.values()].flatMap(scope => scope.imports.namespaces));
		for (const namespace of imported) yield* references.readExtensions(namespace);
		return built;
	}

	/** What was built of a project last, if anything. */
	last(project: Project): BuiltProject | undefined {
		return this.#built.get(project.id);
	}

	/** Judges all files anew when they are asked for. */
	forgetReports(): void {
		for (const built of this.#built.values()) built.reports.clear();
	}

	/** Lets go of a project; it is built again when it is asked for. */
	forget(project: Project): void {
		this.#built.delete(project.id);
	}

	#module(project: Project): SourceModuleInput {
		const files = project.files.map(path => this.#files.syntax(path, project)).filter(file => file !== undefined);
		return {
			name: project.name,
			files: [...files, ...this.#files.generated(project)],
			usings: usingDirectives(project.usings),
			friends: project.friends,
			languageVersion: project.languageVersion,
			whole: file => this.#files.whole(file.path, project) ?? file,
		};
	}
}

/** Whether the symbols of two lists of files are equal. */
function areEqual(left: readonly SourceFile[], right: readonly SourceFile[]): boolean {
	return (
		left.length === right.length &&
		left.every((file, index) => {
			const other = right[index];
			return other !== undefined && (file === other || (file.path === other.path && haveEqualOutlines(file, other)));
		})
	);
}

/** A project's implicit usings as directives. */
function usingDirectives(usings: readonly UsingItem[]): readonly UsingDirective[] {
	const range = { start: 0, end: 0 };
	return usings.map(using => {
		const parts = using.namespace.replace(/<.*$/, '').split('.');
		let type: UsingDirective['type'] = { kind: 'type-name', ...range, name: parts[0] ?? '', nameStart: 0, args: undefined, arity: 0 };
		for (const name of parts.slice(1))
			type = { kind: 'type-name', ...range, name, nameStart: 0, args: undefined, arity: 0, qualifier: type };
		return { ...range, type, isStatic: using.isStatic, isGlobal: true, ...(using.alias && { alias: using.alias }) };
	});
}
