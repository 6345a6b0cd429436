/** What publishing an app with Native AOT will say of its packages, and which of the app's calls lead there. */
import type { Host } from '../host.ts';
import type { Project } from '../project/project.ts';
import { type PublishedFiles, type PublishedPackage, publishedFiles } from '../project/published.ts';
import { stateOf } from '../project/state.ts';
import type { MethodDef } from './definitions.ts';
import { type Exits, exitOf } from './exits.ts';
import { switchesSet } from './host-options.ts';
import { methodName, typeDefName } from './names.ts';
import { predict, type PredictedWarning } from './predict.ts';
import { Program } from './program.ts';
import type { ChainStep, PackageSummary, PackageWarning } from './prediction.ts';
import { causeOf, type Reach } from './reach.ts';
import { loadState, type PredictionStore, read, type Remembered, saveState, write } from './remembered.ts';
import type { Origin } from './requires.ts';
import { type AssemblyFile, Shelf } from './shelf.ts';
import { SourceApp, type SourceProject } from './source/app.ts';
import { DEFAULT_SWITCHES, SWITCH_PROPERTIES, WEB_SWITCHES } from './switches.ts';

export interface PublishPrediction {
	readonly project: Project;
	readonly packages: readonly PackageSummary[];
	readonly files: PublishedFiles;
	readonly notes: readonly string[];
	/** Bodies that could not be read, and assemblies. */
	readonly unreadable: readonly string[];
	/** Why a member is reached; undefined where it is not, and for all members where that was not to be explained. */
	readonly explain: (member: string) => readonly ChainStep[] | undefined;
}

/** An app's source. */
export interface PublishedSources {
	/** The app first, then the projects that it refers to. */
	readonly projects: readonly Project[];
	/** How they are compiled, in the same order; asked for where nothing is remembered of their state. */
	readonly bound: () => readonly Pick<SourceProject, 'services' | 'files'>[];
}

export interface PredictPublishOptions {
	/** The folder beyond which no configuration is looked for. */
	readonly root: string;
	/** What is published, where it is other than what the project says. */
	readonly files?: PublishedFiles;
	/** Members will be explained: the whole program is held for that, and nothing that was remembered is taken. */
	readonly isExplained?: boolean;
	/** Where predictions are kept; without it each is made anew. */
	readonly store?: PredictionStore | undefined;
	/** What apps that were followed before have in common with this one. */
	readonly shelf?: Shelf;
	/** Told at each step, of some milliseconds at most, how far it is, in words. */
	readonly onProgress?: (what: string) => void;
}

export function predictPublish(project: Project, sources: PublishedSources, host: Host, options: PredictPublishOptions): PublishPrediction {
	const shelf = options.shelf ?? new Shelf(path => host.read(path));
	shelf.begin();
	try {
		return predictWith(shelf, project, sources, host, options);
	} finally {
		shelf.end();
	}
}

function predictWith(
	shelf: Shelf,
	project: Project,
	sources: PublishedSources,
	host: Host,
	{ root, isExplained = false, store, files = publishedFiles(project, host, root), onProgress = () => {} }: PredictPublishOptions,
): PublishPrediction {
	const switches = switchesOf(project, files, host);
	const major = majorOf(project);
	const settings = store && settingsOf(store, major, switches);
	const state = store && stateKeyOf(store, host, files, `${settings} ${project.id}`, sources.projects);
	const unchanged = store && state !== undefined && !isExplained ? loadState(store, state) : undefined;
	if (unchanged) return { project, ...unchanged, files, notes: files.notes, explain: nothingExplained };
	onProgress('reading the source');
	const program = programOf(shelf, files, switches, sources);
	const app = new SourceApp(
		program,
		sources.bound().map(each => ({ ...each, hasRequestDelegates: project.isWeb, hasConfigurationBinding: project.isWeb })),
		() => onProgress('reading the source'),
	);
	const key = store && settings !== undefined ? keyOf(store, shelf, files, settings, app) : undefined;
	const keep = (remembered: Remembered): void => {
		if (store && state !== undefined && key !== undefined) saveState(store, state, key, app.exits, remembered);
	};
	const kept = key === undefined ? undefined : store?.load(key);
	const remembered = kept === undefined || isExplained ? undefined : read(kept, app.exits);
	if (remembered) {
		keep(remembered);
		return { project, ...remembered, files, notes: files.notes, explain: nothingExplained };
	}
	const { warnings, reach } = predict(program, {
		major,
		enterRoots: (to, judge) => app.enter(to, judge),
		onStep: reached => onProgress(`${reached} methods reached`),
	});
	const reachedModules = new Set<string>();
	for (const { module } of reach.reached) reachedModules.add(module.name);
	const steps = new Steps(program, reach);
	const packages = files.packages.map(each => summarize(each, program, steps, reachedModules, warnings, app.exits));
	const unreadable = [...program.unreadable].map(([path, why]) => `${path}: ${why}`);
	for (const module of program.modules) {
		const count = [...module.unreadable].filter(each => reach.isReached(each)).length;
		if (count > 0) unreadable.push(`${module.name}: ${count} method bodies can not be read`);
	}
	// What could not be read may be readable next time.
	if (key !== undefined && unreadable.length === 0) {
		store?.save(key, write({ packages, unreadable }));
		keep({ packages, unreadable });
	}
	const explainOne = isExplained ? (member: string) => explain(member, program, reach, steps) : nothingExplained;
	return { project, packages, files, notes: files.notes, unreadable, explain: explainOne };
}

const nothingExplained = (): undefined => undefined;

/** The program that an app is published as, without its source. */
export function programOf(
	shelf: Shelf,
	files: PublishedFiles,
	switches: ReadonlyMap<string, boolean>,
	{ projects }: PublishedSources,
): Program {
	const assemblies: AssemblyFile[] = [
		...files.packages.flatMap(each => each.assemblies.map(path => ({ path, isFramework: false }))),
		...files.framework.map(path => ({ path, isFramework: true })),
	];
	return new Program(
		shelf,
		assemblies,
		switches,
		projects.map(each => each.name),
	);
}

/** The major version of the framework that is published for. */
export const majorOf = (project: Project): number => Number(/^net(\d+)\./.exec(project.targetFramework)?.[1] ?? 0);

export const settingsOf = (store: PredictionStore, major: number, switches: ReadonlyMap<string, boolean>): string =>
	[store.version, major, ...switches].join();

/** What decides a prediction, as one name: all assemblies by content, the packages that bring them, the switches, the app. */
function keyOf(store: PredictionStore, shelf: Shelf, files: PublishedFiles, settings: string, app: SourceApp): string {
	const contentOf = (path: string): string => `${path.slice(path.lastIndexOf('/') + 1)} ${shelf.contentOf(path, store)}`;
	const packages = files.packages.map(
		({ name, version, isDirect, through, assemblies }) =>
			`${name} ${version} ${isDirect} ${through.join()}\n${assemblies.map(contentOf).join('\n')}`,
	);
	return store.hash([settings, ...packages, ...files.framework.map(contentOf), app.fingerprint()].join('\n'));
}

/** What decides a prediction, as one name, without a look into any assembly: the state of each, the switches, the app's files. */
export function stateKeyOf(
	store: PredictionStore,
	host: Host,
	files: PublishedFiles,
	settings: string,
	projects: readonly Project[],
): string {
	const contentOf = (path: string): string => {
		const bytes = host.read(path);
		return bytes ? store.hash(bytes) : '-';
	};
	const stamped = (path: string): string => `${path} ${store.stamp(path)}`;
	const parts = [
		settings,
		JSON.stringify(files),
		...files.packages.flatMap(each => each.assemblies).map(stamped),
		...files.framework.map(stamped),
		...projects.flatMap(each => [
			stateOf(each, path => (each.packages.inputs.includes(path) ? stamped(path) : contentOf(path))),
			...each.packages.assemblies.map(stamped),
			...each.files.map(path => `${path} ${contentOf(path)}`),
		]),
	];
	return store.hash(parts.join('\n'));
}

export function switchesOf(project: Project, files: PublishedFiles, host: Host): ReadonlyMap<string, boolean> {
	const switches = new Map(Object.entries({ ...DEFAULT_SWITCHES, ...(project.isWeb ? WEB_SWITCHES : {}) }));
	for (const [property, name] of Object.entries(SWITCH_PROPERTIES)) {
		const value = project.property(property).toLowerCase();
		if (value === 'true' || value === 'false') switches.set(name, value === 'true');
	}
	const builds = files.packages.flatMap(each => each.builds);
	for (const [name, value] of switchesSet(project, builds, host)) switches.set(name, value);
	return switches;
}

/** Single file codes are never folded, nor is IL2026 of an assembly that is marked trimmable (MessageContainer.cs in dotnet/runtime). */
export function summaryOf(code: string, isTrimmable: boolean): 'IL2104' | 'IL3053' | undefined {
	if (/^IL300[0-3]$/.test(code) || (code === 'IL2026' && isTrimmable)) return undefined;
	return code.startsWith('IL3') ? 'IL3053' : 'IL2104';
}

function summarize(
	published: PublishedPackage,
	program: Program,
	steps: Steps,
	reachedModules: ReadonlySet<string>,
	warnings: readonly PredictedWarning[],
	exits: Exits,
): PackageSummary {
	const modules = published.assemblies.flatMap(path => {
		const name = path.slice(path.lastIndexOf('/') + 1, -'.dll'.length);
		const module = program.module(name);
		// Another assembly of this name may have taken its place.
		return module?.path === path ? [module] : [];
	});
	const names = new Set(modules.map(each => each.name));
	const own: PackageWarning[] = [];
	let hasTrimSummary = false;
	let hasAotSummary = false;
	for (const warning of warnings) {
		if (!names.has(warning.assembly)) continue;
		const module = program.module(warning.assembly);
		const summary = summaryOf(warning.code, module !== undefined && program.attributes.says(module, 'IsTrimmable'));
		if (summary === 'IL2104') hasTrimSummary = true;
		else if (summary === 'IL3053') hasAotSummary = true;
		const chain = steps.chainTo(warning.origin);
		const { code, assembly, member, message } = warning;
		own.push({ code, assembly, member, message, chain, ...exitOf(chain, exits) });
	}
	return {
		name: published.name,
		version: published.version,
		isDirect: published.isDirect,
		through: published.through,
		isTrimmable: modules.length > 0 && modules.every(each => program.attributes.says(each, 'IsTrimmable')),
		isAotCompatible: modules.length > 0 && modules.every(each => program.attributes.says(each, 'IsAotCompatible')),
		hasTrimSummary,
		hasAotSummary,
		isReached: [...names].some(name => reachedModules.has(name)),
		assemblies: modules.map(each => each.name),
		warnings: own,
	};
}

/** More steps than any real chain that a person would read. */
const MAX_CHAIN = 200;

/** The ways to what is reached. Many lead over the same methods, each of which is one step in all of them. */
class Steps {
	readonly #program: Program;
	readonly #reach: Reach;
	readonly #known = new Map<MethodDef, ChainStep>();

	constructor(program: Program, reach: Reach) {
		this.#program = program;
		this.#reach = reach;
	}

	/** From the entry to what a warning is about: of what does not run itself, to its type, by who first makes one. */
	chainTo(origin: Origin): readonly ChainStep[] {
		if (!('kind' in origin)) return [];
		if (origin.kind === 'method' && this.#reach.causes.has(origin)) return this.chainOf(origin);
		const type = origin.kind === 'type' ? origin : origin.owner;
		const maker = this.#reach.makerOf(type);
		const { from, through } = causeOf(maker, 'new');
		if (!from) return [];
		const made: ChainStep = { assembly: type.module.name, member: typeDefName(type), how: 'new' };
		return [...this.chainOf(from), ...(through ? [this.#stepOf(through)] : []), made];
	}

	/** From the entry to a method. */
	chainOf(method: MethodDef): readonly ChainStep[] {
		const path: ChainStep[] = [];
		const seen = new Set<MethodDef>();
		const add = (each: MethodDef): void => {
			seen.add(each);
			path.push(this.#stepOf(each));
		};
		for (let at: MethodDef | undefined = method; at && !seen.has(at) && path.length < MAX_CHAIN; ) {
			add(at);
			const cause = this.#reach.causes.get(at);
			if (cause?.through && !seen.has(cause.through)) add(cause.through);
			at = cause?.from;
		}
		return path.reverse();
	}

	#stepOf(method: MethodDef): ChainStep {
		let step = this.#known.get(method);
		if (!step) {
			const member = methodName(method.open, this.#program.accessorKind);
			step = { assembly: method.module.name, member, how: this.#reach.causes.get(method)?.how ?? 'call' };
			this.#known.set(method, step);
		}
		return step;
	}
}

function explain(member: string, program: Program, reach: Reach, steps: Steps): readonly ChainStep[] | undefined {
	for (const method of reach.reached) {
		const name = methodName(method.open, program.accessorKind);
		if (name === member || name.replace(/\(.*$/, '') === member) return steps.chainOf(method);
	}
	return undefined;
}
