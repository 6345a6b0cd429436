/**
 * What was found in whole projects, kept between runs and posted between threads: reports without what they are joined with again.
 *
 * Invariant: a key is made of all that findings follow from: the build, the settings, how the project and those that it is judged by
 * were evaluated, every text and the state of every assembly that is read for it. What failed is not kept.
 */
import type { Project } from '../project/project.ts';
import { stateOf } from '../project/state.ts';
import { dirname } from '../text/paths.ts';
import type { StampedStore } from '../text/text-store.ts';
import type { FileReport } from './finding.ts';

/** Grows when the form of what is kept changes. */
const FORMAT = 1;

/** A report as plain data. */
export type KeptReport = Omit<FileReport, 'project' | 'text'>;

export function keptReport({ project, text, ...rest }: FileReport): KeptReport {
	return rest;
}

/** What a project is judged by. */
export interface JudgedBy {
	/** A project, those that it references, and what the app that it ends up in is made of. */
	readonly projects: readonly Project[];
	/** The apps with Native AOT that it ends up in: of them, how they were evaluated. */
	readonly apps: readonly Project[];
	/** Files beside its sources. */
	readonly sideFiles: readonly string[];
}

export interface KeptSource {
	readonly judgedBy: (project: Project) => JudgedBy;
	readonly text: (path: string) => string | undefined;
	/** A file's text, without taking note when there is none. */
	readonly peek: (path: string) => string | undefined;
	/** The folder above which nothing is read. */
	readonly boundary: string;
	/** All settings that findings depend on, as one text. */
	readonly settings: string;
}

export class KeptProjects {
	readonly #store: StampedStore;
	readonly #source: KeptSource;
	readonly #keys = new Map<Project, string | undefined>();
	readonly #texts = new Map<string, string | undefined>();
	readonly #inputs = new Map<string, string>();
	readonly #evaluations = new WeakMap<Project, string>();
	readonly #severities = new Map<string, string>();
	readonly #stamps = new Map<string, string>();

	constructor(store: StampedStore, source: KeptSource) {
		this.#store = store;
		this.#source = source;
	}

	/** The reports that were kept of a project; undefined where there are none. */
	load(project: Project): readonly FileReport[] | undefined {
		const key = this.#keyOf(project);
		const text = key === undefined ? undefined : this.#store.load(key);
		if (text === undefined) return undefined;
		try {
			const reports: FileReport[] = [];
			for (const kept of JSON.parse(text) as readonly KeptReport[]) {
				const source = this.#source.text(kept.path);
				if (source === undefined) return undefined;
				reports.push({ ...kept, project, text: source });
			}
			return reports;
		} catch {
			return undefined;
		}
	}

	/** @param reports all of a project, nothing of which failed */
	save(project: Project, reports: readonly FileReport[]): void {
		const key = this.#keyOf(project);
		if (key !== undefined && reports.every(report => !report.failures)) this.#store.save(key, JSON.stringify(reports.map(keptReport)));
	}

	#keyOf(project: Project): string | undefined {
		if (!this.#keys.has(project)) this.#keys.set(project, this.#newKeyOf(project, this.#source.judgedBy(project)));
		return this.#keys.get(project);
	}

	/** Undefined where something can't be read, so that nothing is remembered of it. */
	#newKeyOf(project: Project, { projects, apps, sideFiles }: JudgedBy): string | undefined {
		const files = new Set([...projects.flatMap(each => each.files), ...sideFiles]);
		const texts: string[] = [];
		for (const path of files) {
			const text = this.#textOf(path);
			if (text === undefined) return undefined;
			texts.push(path, text);
		}
		return this.#store.hash(
			JSON.stringify([
				FORMAT,
				this.#store.version,
				this.#source.settings,
				project.id,
				[...projects, ...apps].map(each => this.#evaluationOf(each)),
				texts,
				[...new Set(projects.flatMap(each => each.packages.assemblies))].map(path => this.#stampOf(path)),
				[...new Set([...project.files, ...sideFiles].map(dirname))].map(folder => this.#severitiesOf(folder)),
			]),
		);
	}

	#textOf(path: string): string | undefined {
		if (!this.#texts.has(path)) {
			const text = this.#source.text(path);
			this.#texts.set(path, text === undefined ? undefined : this.#store.hash(text));
		}
		return this.#texts.get(path);
	}

	#evaluationOf(project: Project): string {
		let known = this.#evaluations.get(project);
		if (known === undefined) {
			known = this.#store.hash(stateOf(project, path => this.#inputOf(path)));
			this.#evaluations.set(project, known);
		}
		return known;
	}

	#inputOf(path: string): string {
		let known = this.#inputs.get(path);
		if (known === undefined) this.#inputs.set(path, (known = this.#store.hash(this.#source.peek(path) ?? this.#stampOf(path))));
		return known;
	}

	#stampOf(path: string): string {
		let known = this.#stamps.get(path);
		if (known === undefined) this.#stamps.set(path, (known = `${path} ${this.#store.stamp(path)}`));
		return known;
	}

	/** What a folder and those above it say of how loud findings are. */
	#severitiesOf(folder: string): string {
		let known = this.#severities.get(folder);
		if (known === undefined) {
			const above = folder === this.#source.boundary || folder === dirname(folder) ? '' : this.#severitiesOf(dirname(folder));
			const own = ['.editorconfig', '.globalconfig'].map(name => this.#source.peek(`${folder}/${name}`) ?? '');
			known = own.every(text => text === '') ? above : this.#store.hash(JSON.stringify([folder, above, ...own]));
			this.#severities.set(folder, known);
		}
		return known;
	}
}
