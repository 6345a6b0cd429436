/** What projects are compiled against: the framework's facts and the assemblies of packages, each read once, shared by equal sets. */
import type { Host } from '../host.ts';
import { readAssembly } from '../metadata/ecma335/assembly.ts';
import type { AssemblyFacts } from '../metadata/facts.ts';
import { keepAttribute } from '../metadata/kept-attributes.ts';
import type { Pack } from '../metadata/pack.ts';
import type { Project } from '../project/project.ts';
import { type AssemblyMarks, marksOf } from '../rules/packages.ts';
import { References } from '../symbols/metadata.ts';
import { basename } from '../text/paths.ts';
import type { Steps } from '../text/steps.ts';

/** A pack for a target framework, or the nearest older one. */
export type PackFor = (framework: string) => Pack | undefined;

/** What a project and those that it references are compiled against; equal keys stand for equal sets. */
export interface ReferenceSet {
	readonly key: string;
	readonly targetFramework: string;
	readonly frameworks: ReadonlySet<string>;
	readonly paths: readonly string[];
}

/** Beyond any framework that facts are shipped for. */
const MAX_MAJOR = 20;

export class ReferenceCache {
	readonly #host: Host;
	readonly #packFor: PackFor;
	readonly #log: (message: string) => void;
	readonly #assemblies = new Map<string, AssemblyFacts | undefined>();
	readonly #sets = new Map<string, References>();

	constructor(host: Host, packFor: PackFor, log: (message: string) => void) {
		this.#host = host;
		this.#packFor = packFor;
		this.#log = log;
	}

	/** The same references, for a fork. */
	fork(): ReferenceCache {
		const fork = new ReferenceCache(this.#host, this.#packFor, this.#log);
		for (const [path, facts] of this.#assemblies) fork.#assemblies.set(path, facts);
		for (const [key, references] of this.#sets) fork.#sets.set(key, references);
		return fork;
	}

	/** Reads what a set is made of: a framework's facts or an assembly at a time. */
	*read(set: ReferenceSet): Steps<void> {
		if (this.#sets.has(set.key)) return;
		// Each framework's facts build on those of the one before.
		const newest = Number(/^net(\d+)/.exec(set.targetFramework)?.[1] ?? 0);
		for (let major = 8; major <= Math.min(newest, MAX_MAJOR); major++) {
			this.#packFor(`net${major}.0`);
			yield;
		}
		for (const path of set.paths) {
			this.assembly(path);
			yield;
		}
	}

	get(set: ReferenceSet): References {
		const known = this.#sets.get(set.key);
		if (known) return known;
		const framework = this.#packFor(set.targetFramework)?.facts([...set.frameworks]);
		const assemblies = set.paths.map(path => this.assembly(path)).filter(assembly => assembly !== undefined);
		const references = new References(withFramework(framework, assemblies));
		this.#sets.set(set.key, references);
		return references;
	}

	/** Lets go of a set; it is made again when it is asked for. */
	forget(key: string): void {
		this.#sets.delete(key);
	}

	/** Lets go of all sets but some, and of the assemblies of none of these. */
	keepOnly(sets: readonly ReferenceSet[]): void {
		const keys = new Set(sets.map(set => set.key));
		const paths = new Set(sets.flatMap(set => set.paths));
		for (const key of [...this.#sets.keys()]) if (!keys.has(key)) this.#sets.delete(key);
		// What could not be read is told once.
		for (const [path, facts] of [...this.#assemblies]) if (facts && !paths.has(path)) this.#assemblies.delete(path);
	}

	/** The facts of an assembly; undefined for one that can't be read, which is logged once. */
	assembly(path: string): AssemblyFacts | undefined {
		if (this.#assemblies.has(path)) return this.#assemblies.get(path);
		let facts: AssemblyFacts | undefined;
		try {
			const bytes = this.#host.read(path);
			if (bytes) facts = readAssembly(bytes, { keepAttribute });
		} catch (error) {
			this.#log(`${path}: unreadable assembly: ${(error as Error).message}`);
		}
		this.#assemblies.set(path, facts);
		return facts;
	}

	/** What an assembly says of itself, as the compiler sees it. */
	compiledMarks(path: string): AssemblyMarks | undefined {
		const facts = this.assembly(path);
		return facts && marksOf(facts.attributes);
	}

	/** What an assembly says of itself; a reference assembly says less than the one that runs. */
	marks(path: string): AssemblyMarks | undefined {
		const library = path.replace('/ref/', '/lib/');
		const facts = this.assembly(library) ?? this.assembly(path);
		return facts && marksOf(facts.attributes);
	}
}

/**
 * The set of a project.
 * @param referenced the projects that it references, nearest first
 */
export function referenceSet(project: Project, referenced: readonly Project[]): ReferenceSet {
	const projects = [project, ...referenced];
	// One version of each assembly: the first, which is the nearest reference's.
	const byName = new Map<string, string>();
	for (const path of projects.flatMap(each => each.packages.assemblies)) if (!byName.has(basename(path))) byName.set(basename(path), path);
	const paths = [...byName.values()];
	const frameworks = new Set(projects.flatMap(each => each.frameworks));
	const { targetFramework } = project;
	return { key: [targetFramework, ...[...frameworks].sort(), ...paths].join('\n'), targetFramework, frameworks, paths };
}

/** Of an assembly that a package and the framework both have, the SDK takes the newer. */
function withFramework(framework: AssemblyFacts | undefined, assemblies: readonly AssemblyFacts[]): readonly AssemblyFacts[] {
	if (!framework) return assemblies;
	const isNewer = (assembly: AssemblyFacts): boolean =>
		framework.assemblyNames.has(assembly.name) && assembly.majorVersion > framework.majorVersion;
	return [...assemblies.filter(isNewer), framework, ...assemblies.filter(assembly => !framework.assemblyNames.has(assembly.name))];
}
