/**
 * The one mutable object: which projects there are, what their files say, and what was found.
 *
 * Results are remembered by the values that they came from: a file's by its text and symbols, a
 * compilation by the outlines of its files, a file's findings by the file and the compilation. There
 * is no other invalidation. Each lifetime has its own class; this one is the way in.
 */
import { type AppSources, appSources } from './app-sources.ts';
import { boundedHost, type Host, overlaid } from '../host.ts';
import type { Project } from '../project/project.ts';
import type { FileFinding } from '../rules/project-properties.ts';
import type { AppContracts } from '../rules/contracts.ts';
import type { SourceFile } from '../syntax/ast.ts';
import type { CSharpParser } from '../syntax/parser.ts';
import type { BindingServices, Unknowns } from '../binding/state.ts';
import { allSteps, type Steps } from '../text/steps.ts';
import type { StampedStore } from '../text/text-store.ts';
import type { CheckedFinding } from './check.ts';
import { checkOnce, type OnJudged } from './check-once.ts';
import { type BuiltProject, Compilations } from './compilations.ts';
import { Contracts } from './contracts.ts';
import { Files, type ReadFile } from './files.ts';
import { type FileReport, type JudgedFinding, plain } from './finding.ts';
import { FileJudge, unsuppressed } from './judge.ts';
import { KeptProjects } from './kept.ts';
import { Levels } from './levels.ts';
import { fileKind, Projects, type ProjectsOptions } from './projects.ts';
import { type PackFor, ReferenceCache } from './references.ts';
import { Suppressions } from './suppressions.ts';

export interface WorkspaceOptions {
	/** Global properties, as `-p:NAME=VALUE` has them. */
	readonly properties: Readonly<Record<string, string>>;
	readonly useEditorConfig: boolean;
	/** Judges test projects too. */
	readonly includeTests: boolean;
	/**
	 * Judges each project that has not opted in as if it set `PublishAot` (programs) or `IsAotCompatible` (libraries): "what would a
	 * move bring?" Absent: by all analyzers, without generators and without the rules for apps. Another answer is another workspace.
	 */
	readonly assess?: boolean;
	/** For so much text bodies of closed files are kept, in UTF-16 units: who judges all at once reads none of them twice. */
	readonly keptBodies?: number;
	readonly log: (message: string) => void;
	/** Counts what could not be bound, for the developers' commands. */
	readonly unknowns?: Unknowns;
}

/** Checks the files of one project in the state in which it was made. */
export interface Checker {
	readonly files: readonly string[];
	check(path: string): FileReport | undefined;
	/** Does the work of `check` for a C# file, a member at a time. */
	steps(path: string): Steps<void>;
	/** What is found in those types and members of a C# file whose text matches. */
	checkMentions(path: string, mentions: RegExp): readonly CheckedFinding[];
}

/** What a check of one file gives. */
export interface Checked {
	/** Undefined where the file can't be judged. */
	readonly report: FileReport | undefined;
	/** Whether what other files of the project declare or register has another meaning now: they are to be checked again. */
	readonly affectsOthers: boolean;
}

/** For a project whose compilation can't be made. */
const NOTHING_TO_CHECK: Checker = { files: [], check: () => undefined, *steps() {}, checkMentions: () => [] };

export class Workspace {
	readonly root: string;
	readonly #host: Host;
	readonly #parser: CSharpParser;
	readonly #packFor: PackFor;
	readonly #options: WorkspaceOptions;
	#files: Files;
	#projects: Projects;
	#references: ReferenceCache;
	#compilations: Compilations;
	#contracts: Contracts;
	readonly #levels: Levels;
	#judge: FileJudge;
	/** What was judged of the file that was last asked about. */
	#evidence:
		| {
				readonly file: SourceFile;
				readonly built: BuiltProject;
				readonly app: AppContracts | undefined;
				readonly findings: readonly CheckedFinding[];
		  }
		| undefined;
	/** Projects that were judged in whole, with the state of all files then. */
	readonly #judgedAt = new Map<string, { readonly project: Project; readonly state: number }>();
	/** How often something was logged. */
	#noted = 0;
	/** Inputs that could not be read, with the reason. */
	readonly unreadable = new Map<string, string>();

	constructor(root: string, host: Host, parser: CSharpParser, packFor: PackFor, options: WorkspaceOptions) {
		this.root = root;
		this.#host = host;
		this.#parser = parser;
		this.#packFor = packFor;
		const log = (message: string): void => {
			this.#noted++;
			options.log(message);
		};
		this.#options = { ...options, log };
		this.#projects = new Projects(root, host, this.#projectsOptions);
		const repository = boundedHost(host, this.#projects.boundary);
		this.#files = new Files(repository, parser, this.unreadable, options.keptBodies);
		this.#references = new ReferenceCache(host, packFor, log);
		this.#compilations = new Compilations(this.#projects, this.#files, this.#references);
		this.#contracts = new Contracts(this.#projects, this.#files, this.#compilations, log);
		this.#levels = new Levels(repository, this.#projects, options.useEditorConfig);
		this.#judge = this.#newJudge();
	}

	get #projectsOptions(): ProjectsOptions {
		const { properties, assess = false, log } = this.#options;
		return { properties, assess, log, peek: path => this.#files.peek(path), unreadable: this.unreadable };
	}

	#newJudge(): FileJudge {
		const [projects, files, references, contracts, levels] = [this.#projects, this.#files, this.#references, this.#contracts, this.#levels];
		const [isJudged, build] = [this.isJudged.bind(this), this.#build.bind(this)];
		return new FileJudge({ projects, files, references, contracts, levels, isJudged, build, options: this.#options });
	}

	/** A workspace of the same state to try edits in; it shares what was read, and no change in it is seen here. */
	fork(): Workspace {
		return this.#forkOver(this.#host);
	}

	#forkOver(host: Host): Workspace {
		const fork = new Workspace(this.root, host, this.#parser, this.#packFor, this.#options);
		fork.#files = this.#files.fork(boundedHost(host, this.boundary), fork.unreadable);
		fork.#projects = this.#projects.fork(host, fork.#projectsOptions);
		fork.#references = this.#references.fork();
		fork.#compilations = this.#compilations.fork(fork.#projects, fork.#files, fork.#references);
		fork.#contracts = new Contracts(fork.#projects, fork.#files, fork.#compilations, this.#options.log);
		fork.#judge = fork.#newJudge();
		return fork;
	}

	// ---- projects ---------------------------------------------------------------------------

	/** All projects below the root: project files, file-based apps, and a folder's files without either. */
	get projects(): readonly Project[] {
		return this.#projects.all;
	}

	/** Reads the projects in steps, where they are not known. */
	*readProjects(): Steps<readonly Project[]> {
		return yield* this.#projects.read();
	}

	/** Whether a project can be checked without reading all of its files first. */
	isPrepared(project: Project): boolean {
		return this.#projects.isRead && this.#compilations.last(project)?.project === project;
	}

	/** The repository's folder: nothing beyond it is read. */
	get boundary(): string {
		return this.#projects.boundary;
	}

	/** Whether the projects are known, so that nothing is read when they are asked for. */
	get isRead(): boolean {
		return this.#projects.isRead;
	}

	/** Whether findings of a project are wanted. */
	isJudged(project: Project): boolean {
		if (project.kind === 'unsupported') return false;
		return project.kind !== 'test' || this.#options.includeTests;
	}

	/** The projects that compile a file. */
	projectsOf(path: string): readonly Project[] {
		return this.#projects.of(path);
	}

	/** The projects that a project references, directly and indirectly, nearest first. */
	referencedBy(project: Project): readonly Project[] {
		return this.#projects.referencedBy(project);
	}

	/** The apps with Native AOT that a project's code ends up in. */
	nativeAppsOf(project: Project): readonly Project[] {
		return this.#projects.nativeAppsOf(project);
	}

	/** The judged projects that compile a file or reference one that does. */
	projectsSeeing(path: string): readonly Project[] {
		return this.projects.filter(
			project => this.isJudged(project) && [project, ...this.#projects.referencedBy(project)].some(each => each.files.includes(path)),
		);
	}

	// ---- changes ----------------------------------------------------------------------------

	/** Sets an open document's text. */
	open(path: string, text: string): void {
		this.#files.open(path, text);
	}

	/** Forgets an open document: the disk counts again. */
	close(path: string): void {
		this.#files.close(path);
	}

	/**
	 * Takes note of files that changed, appeared or went away.
	 * @returns whether files other than these may be judged otherwise now
	 */
	filesChanged(paths: readonly string[]): boolean {
		let projectsChanged = false;
		let levelsChanged = false;
		for (const path of paths) {
			this.#files.changed(path);
			const kind = fileKind(path);
			if (kind === 'severities') levelsChanged = true;
			else if (kind === 'published') this.#projects.sideFilesChanged();
			// Appearing and vanishing files change what globs match, and what was listed while projects are being read.
			else if (
				kind === 'project' ||
				!this.#projects.isRead ||
				this.#host.exists(path) !== this.projectsOf(path).some(project => project.files.includes(path)) ||
				this.#projects.isOtherApp(path)
			)
				projectsChanged = true;
		}
		if (levelsChanged) this.#levels.changed();
		if (projectsChanged) {
			this.#projects.changed(paths);
			this.unreadable.clear();
		}
		if (levelsChanged || projectsChanged) {
			this.#compilations.forgetReports();
			this.#judgedAt.clear();
		}
		return levelsChanged || projectsChanged;
	}

	// ---- files ------------------------------------------------------------------------------

	/** A file's current text; undefined for what can't be read or is not text. */
	text(path: string): string | undefined {
		return this.#files.text(path);
	}

	/** Gives a file of a fork another text. */
	setText(path: string, text: string): void {
		this.#files.setText(path, text);
	}

	/** A file's text, without taking note when there is none. */
	peek(path: string): string | undefined {
		return this.#files.peek(path);
	}

	/** A file as a project compiles it. */
	sourceFile(path: string, project: Project): SourceFile | undefined {
		return this.#files.whole(path, project);
	}

	/**
	 * Whether a file is shown as it was read while typing, in broken code; `settle` reads it afresh, so that what is shown does not
	 * depend on the way there.
	 */
	isProvisional(path: string): boolean {
		return this.#files.isProvisional(path);
	}

	/** Reads a provisional file afresh when it is checked next. */
	settle(path: string): void {
		this.#files.settle(path);
	}

	// ---- compilations -----------------------------------------------------------------------

	/** Another number whenever a file may say something else than before. */
	get state(): number {
		return this.#files.state;
	}

	/**
	 * Takes note that all files of a project were judged.
	 * @param state the state of all files when that began
	 * @param isWhole whether nothing failed: no failure is remembered as a verdict
	 */
	judged(project: Project, state: number, isWhole: boolean): void {
		this.#judgedAt.set(project.id, { project, state: isWhole ? state : -1 });
	}

	/** Whether a project was judged since projects and settings are as they are. */
	wasJudged(project: Project): boolean {
		return this.#judgedAt.get(project.id)?.project === project;
	}

	/** All that is judged of a project. */
	filesOf(project: Project): readonly string[] {
		return [...project.files, ...this.#projects.sideFiles(project)];
	}

	/** Whether what was found in a project stands, since nothing that it is judged by says something else now. */
	isUnaffected(project: Project): boolean {
		const known = this.#judgedAt.get(project.id);
		if (known?.project !== project) return false;
		const { projects, sideFiles } = this.#contracts.judgedBy(project);
		return this.#files.areUnchanged([...projects.flatMap(each => each.files), ...sideFiles], known.state);
	}

	/** A project and those that are read to judge it: what it references, and what the app that it ends up in is made of. */
	judgedWith(project: Project): readonly Project[] {
		return this.#contracts.judgedBy(project).projects;
	}

	/** What was found in projects by earlier runs, by what they are judged by now. */
	kept(store: StampedStore): KeptProjects {
		const { properties, useEditorConfig, assess } = this.#options;
		return new KeptProjects(store, {
			judgedBy: project => this.#contracts.judgedBy(project),
			text: path => this.text(path),
			peek: path => this.peek(path),
			boundary: this.boundary,
			settings: JSON.stringify([properties, useEditorConfig, assess]),
		});
	}

	/** Lets go of what was built beyond what is kept of a large workspace; it is built again when it is asked for. */
	letGo(isNeeded: (project: Project) => boolean, limit?: number): void {
		this.#compilations.letGo(isNeeded, limit);
		if (this.#evidence && this.#compilations.last(this.#evidence.built.project) !== this.#evidence.built) this.#evidence = undefined;
	}

	/** The binding services of a project, for fixes and developers' commands. */
	services(project: Project): BindingServices {
		return this.#compilations.get(project).services;
	}

	/** A project and those that it refers to, itself first. */
	sourcesOf(project: Project): AppSources {
		const projects = [project, ...this.#projects.referencedBy(project)];
		return appSources(projects, this.services.bind(this), (path, each) => this.#files.syntax(path, each));
	}

	// ---- findings ---------------------------------------------------------------------------

	/** Makes a checker for one project: it builds the compilation once and checks file by file. */
	checker(project: Project): Checker {
		const built = this.#build(project);
		return built ? this.#checker(built) : NOTHING_TO_CHECK;
	}

	/** Makes a checker in steps: a file is read at a time. */
	*prepare(project: Project): Steps<Checker> {
		try {
			const built = yield* this.#compilations.prepare(project);
			yield;
			yield* this.#contracts.steps(built);
			return this.#checker(built);
		} catch (error) {
			this.#unbuilt(project, error);
			return NOTHING_TO_CHECK;
		}
	}

	#checker(built: BuiltProject): Checker {
		const { project } = built;
		return {
			files: this.filesOf(project),
			check: path => this.#judge.check(built, path),
			steps: path => this.#judge.steps(built, path),
			checkMentions: (path, mentions) => {
				const file = this.#files.whole(path, project);
				return file ? allSteps(this.#judge.findings(built, file, this.#contracts.of(built), [], mentions)) : [];
			},
		};
	}

	/** Reads the files of some projects for other threads, a file at a time, as long as none has to be read again to be judged. */
	*readAhead(projects: readonly Project[]): Generator<ReadFile | undefined> {
		for (const project of projects)
			for (const path of project.files) {
				if (this.#files.isFull) return;
				yield this.#files.toHandOver(path, project);
			}
	}

	/** Takes over what another thread has read, so that it is not read here. */
	takeOver(read: readonly ReadFile[]): void {
		for (const each of read) this.#files.takeOver(each);
	}

	/** What is found in all files of some projects, for whoever asks once, and has no use for evidence. See `check-once.ts`. */
	checkOnce(projects: readonly Project[], concerns: (path: string) => boolean, onJudged?: OnJudged): Generator<FileReport | undefined> {
		const [all, files, compilations, references] = [this.#projects, this.#files, this.#compilations, this.#references];
		const checker = (project: Project): Checker => this.checker(project);
		const noted = (): number => this.#noted + this.unreadable.size;
		const appOf = (project: Project): Project | undefined => this.#contracts.appOf(project);
		return checkOnce({ all, files, compilations, references, checker, appOf, noted }, projects, concerns, onJudged);
	}

	/** What is found in one file of a project, as it is now. */
	check(project: Project, path: string): Checked {
		const before = this.#sharedState(project);
		const built = this.#build(project);
		const report = built && this.#judge.check(built, path);
		return { report, affectsOthers: this.#sharedState(project) !== before };
	}

	/** What all files of the project are judged by: the same object as long as an edit concerns its own file alone. */
	#sharedState(project: Project): unknown {
		const built = this.#compilations.last(project);
		return built?.judgedBy ?? built?.services;
	}

	/**
	 * What a finding of a report was judged by: judged anew for the file as it is now, and remembered until another file is
	 * asked about. Undefined where the finding is not there any more.
	 */
	evidence(project: Project, path: string, finding: JudgedFinding): CheckedFinding | undefined {
		if (!path.endsWith('.cs') || finding.code === 'AOTL5001') return { ...finding, evidence: undefined };
		return this.evidences(project, path).find(
			each => each.code === finding.code && each.start === finding.start && each.end === finding.end && each.message === finding.message,
		);
	}

	/** All findings of a C# file with what they were judged by, as `evidence` has them. */
	evidences(project: Project, path: string): readonly CheckedFinding[] {
		const built = this.#build(project);
		const file = built && this.#files.syntax(path, project);
		if (!built || !file) return [];
		const app = this.#contracts.of(built);
		const known = this.#evidence;
		if (known?.file === file && known.built === built && known.app === app) return known.findings;
		const findings = allSteps(this.#judge.findings(built, this.#files.whole(path, project) ?? file, app, []));
		this.#evidence = { file, built, app, findings };
		return findings;
	}

	/**
	 * A fork some of whose files have other texts, or are there for the first time: to apply fixes in until nothing changes.
	 * @param texts by path; what is set there later is taken note of with `filesChanged`
	 */
	over(texts: Map<string, string>): Workspace {
		const changed = [...texts.keys()];
		for (const [path, text] of this.#files.opened) if (!texts.has(path)) texts.set(path, text);
		const fork = this.#forkOver(overlaid(this.#host, texts));
		fork.filesChanged(changed);
		return fork;
	}

	/** A project's compilation; undefined, and told, for one that can't be made: the other projects go on. */
	#build(project: Project): BuiltProject | undefined {
		try {
			return this.#compilations.get(project);
		} catch (error) {
			this.#unbuilt(project, error);
			return undefined;
		}
	}

	#unbuilt(project: Project, error: unknown): void {
		this.#options.log(`${project.path}: not judged: ${(error as Error).stack}`);
		this.unreadable.set(project.path, 'none of its files could be judged');
	}

	/** What the registered JSON contexts of a web app cover; undefined where JSON has reflection. */
	contracts(project: Project): AppContracts | undefined {
		return this.#contracts.of(this.#compilations.get(project));
	}

	/** Findings that no rule made, as they are shown in one file of a project. */
	reportOf(project: Project, path: string, findings: readonly FileFinding[]): FileReport | undefined {
		const text = this.text(path);
		if (text === undefined) return undefined;
		const file = path.endsWith('.cs') ? this.#files.syntax(path, project) : undefined;
		const services = file && this.services(project);
		const suppressions = services && new Suppressions(file, services.compilation);
		const levelled = findings.map(finding => {
			const checked = { ...unsuppressed(finding), suppressedBy: suppressions?.kindOf(finding.code, finding.start) };
			return plain(checked, this.#levels.of(checked, project, path));
		});
		return { path, project, text, findings: levelled.filter(finding => finding.level !== 'none') };
	}
}
