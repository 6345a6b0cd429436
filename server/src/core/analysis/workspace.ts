/**
 * The one mutable object: which projects there are, what their files say, and what was found.
 *
 * Results are remembered by the values that they came from: a file's by its text and symbols, a
 * compilation by the outlines of its files, a file's findings by the file and the compilation. There
 * is no other invalidation.
 */
import type { Host } from '../host.ts';
import { readAssembly } from '../metadata/ecma335/assembly.ts';
import type { AssemblyFacts } from '../metadata/facts.ts';
import { keepAttribute } from '../metadata/kept-attributes.ts';
import type { Pack } from '../metadata/pack.ts';
import { type ConfiguredSeverity, EditorConfigs } from '../project/editorconfig.ts';
import type { FileLister } from '../project/evaluate.ts';
import { appDirectives, fileBasedProject, packageDirective } from '../project/file-based.ts';
import { folderProject, loadProjects, nearestTarget, type Project, type UsingItem } from '../project/project.ts';
import { ruleInfo } from '../rules/catalog.ts';
import { type AssemblyMarks, judgePackages, marksOf, type PackageJudgement } from '../rules/packages.ts';
import { dockerfileFindings, type FileFinding, packageFindings, propertyFindings, webConfigFindings } from '../rules/project-files.ts';
import { collectContracts, CONTRACT_WORDS, type AppContracts } from '../rules/app-contracts.ts';
import { Compilation, type SourceModuleInput } from '../symbols/compilation.ts';
import { References } from '../symbols/metadata.ts';
import type { FileDirective, SourceFile, UsingDirective } from '../syntax/ast.ts';
import type { Cured } from '../syntax/gaps.ts';
import { type LoweredParts, NO_PARTS } from '../syntax/lower.ts';
import type { CSharpParser, SyntaxTree } from '../syntax/parser.ts';
import { parseFile } from '../syntax/source-file.ts';
import { BindingServices, type Unknowns } from '../binding/state.ts';
import { decodeText } from '../text/decode.ts';
import { basename, dirname, extension } from '../text/paths.ts';
import { type CheckedFinding, checkFile } from './check.ts';

export interface WorkspaceOptions {
	/** Global properties, as `-p:NAME=VALUE` has them. */
	readonly properties: Readonly<Record<string, string>>;
	readonly useEditorConfig: boolean;
	/** Judges test projects too. */
	readonly includeTests: boolean;
	readonly log: (message: string) => void;
	/** Counts what could not be bound, for the developers' commands. */
	readonly unknowns?: Unknowns;
}

/** A pack for a target framework, or the nearest older one. */
export type PackFor = (framework: string) => Pack | undefined;

export type Level = 'error' | 'warning' | 'note' | 'none';

/** A finding as it is shown. */
export interface JudgedFinding extends CheckedFinding {
	readonly level: Level;
}

/** What was found in one file of one project. */
export interface FileReport {
	readonly path: string;
	readonly project: Project;
	readonly text: string;
	readonly findings: readonly JudgedFinding[];
	/** Of a project file or a file-based app: what is known of its packages. */
	readonly packages?: readonly PackageJudgement[];
}

/** Checks the files of one project in the state in which it was made. */
export interface Checker {
	readonly files: readonly string[];
	check(path: string): FileReport | undefined;
	/** What is found in those types and members of a C# file whose text matches. */
	checkMentions(path: string, mentions: RegExp): readonly CheckedFinding[];
}

interface ParsedFile {
	readonly text: string;
	readonly file: SourceFile;
	readonly parts: LoweredParts;
	readonly source: Cured | undefined;
	readonly tree: SyntaxTree | undefined;
}

interface BuiltProject {
	readonly project: Project;
	readonly outlines: readonly string[];
	readonly services: BindingServices;
	readonly reports: Map<string, { readonly file: SourceFile; readonly report: FileReport }>;
	/** What the JSON contexts cover, and the texts that it was read from. */
	app: { readonly texts: readonly string[]; readonly contracts: AppContracts } | undefined;
}

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
/** A file is kept as so many sets of symbols read it. */
const MAX_VARIANTS = 8;

export class Workspace {
	readonly root: string;
	readonly #host: Host;
	readonly #parser: CSharpParser;
	readonly #packFor: PackFor;
	readonly #options: WorkspaceOptions;
	/** Texts of open documents, which win over the disk. */
	readonly #overlays = new Map<string, string>();
	readonly #texts = new Map<string, string | undefined>();
	/** By path; a file with conditional directives by the symbols that are defined, too. */
	readonly #parsed = new Map<string, Map<string, ParsedFile>>();
	readonly #assemblies = new Map<string, AssemblyFacts | undefined>();
	readonly #references = new Map<string, References>();
	readonly #built = new Map<string, BuiltProject>();
	readonly #folders = new Map<string, readonly string[]>();
	/** Whether a text says something about JSON contracts. */
	readonly #contractWords = new Map<string, { readonly text: string; readonly found: boolean }>();
	/** File-based apps by path, with their directives. */
	readonly #apps = new Map<string, string>();
	/** Referenced projects that lie elsewhere in the repository: bound, never judged. */
	readonly #elsewhere = new Map<string, readonly Project[]>();
	/** Imports and references beyond this folder are refused. */
	readonly #boundary: string;
	#projects: readonly Project[] | undefined;
	#byFile: { readonly projects: readonly Project[]; readonly byFile: ReadonlyMap<string, readonly Project[]> } | undefined;
	#editorConfigs: EditorConfigs;
	/** Inputs that could not be read, with the reason. */
	readonly unreadable = new Map<string, string>();

	constructor(root: string, host: Host, parser: CSharpParser, packFor: PackFor, options: WorkspaceOptions) {
		this.root = root;
		this.#host = host;
		this.#parser = parser;
		this.#packFor = packFor;
		this.#options = options;
		this.#boundary = repositoryOf(root, host);
		this.#editorConfigs = new EditorConfigs(host, this.#boundary);
	}

	// ---- projects ---------------------------------------------------------------------------

	/** All projects below the root: project files, file-based apps, and a folder's files without either. */
	get projects(): readonly Project[] {
		if (this.#projects) return this.#projects;
		const files = this.#lister.filesUnder(this.root).filter(file => extension(file) === '.csproj');
		const projects: Project[] = [];
		for (const file of files) {
			projects.push(...this.#load(file));
		}
		const apps = this.#fileBasedApps(new Set(projects.flatMap(project => project.files)));
		projects.push(...apps);
		if (files.length === 0) {
			const taken = new Set(apps.map(app => app.path));
			const rest = folderProject(this.root, this.#options.properties, {
				filesUnder: folder => this.#filesUnder(folder, 0).filter(file => !taken.has(file)),
			});
			if (rest.files.length > 0 || apps.length === 0) projects.push(rest);
		}
		this.#projects = projects;
		return projects;
	}

	/** The C# files outside of all projects that their directives make an app. */
	#fileBasedApps(compiled: ReadonlySet<string>): readonly Project[] {
		this.#apps.clear();
		const apps: Project[] = [];
		for (const file of this.#lister.filesUnder(this.root)) {
			const directives = extension(file) === '.cs' && !compiled.has(file) ? appDirectives(this.peek(file) ?? '') : undefined;
			if (!directives) continue;
			this.#apps.set(file, directivesKey(directives));
			try {
				apps.push(fileBasedProject(file, directives, this.#options.properties, this.#host, this.#lister, this.#boundary));
			} catch (error) {
				this.unreadable.set(file, (error as Error).message);
			}
		}
		return apps;
	}

	/** The targets of a project file; none when it can't be read. */
	#load(file: string): readonly Project[] {
		try {
			return loadProjects(file, this.#options.properties, this.#host, this.#lister, this.#boundary);
		} catch (error) {
			const { message } = error as Error;
			if (message === 'not an SDK-style project') this.#options.log(`${file}: left out: ${message}`);
			else this.unreadable.set(file, message);
			return [];
		}
	}

	get #lister(): FileLister {
		return { filesUnder: folder => this.#filesUnder(folder, 0) };
	}

	#filesUnder(folder: string, depth: number): readonly string[] {
		const known = this.#folders.get(folder);
		if (known) return known;
		const files: string[] = [];
		for (const name of this.#host.list(folder)) {
			if (!name.endsWith('/')) files.push(`${folder}/${name}`);
			else if (!SKIPPED_FOLDERS.has(name) && depth < MAX_FOLDER_DEPTH)
				files.push(...this.#filesUnder(`${folder}/${name.slice(0, -1)}`, depth + 1));
		}
		this.#folders.set(folder, files);
		return files;
	}

	/** Whether findings of a project are wanted. */
	isJudged(project: Project): boolean {
		if (project.kind === 'unsupported') return false;
		return project.kind !== 'test' || this.#options.includeTests;
	}

	/** The projects that compile a file. */
	projectsOf(path: string): readonly Project[] {
		const { projects } = this;
		if (this.#byFile?.projects !== projects) {
			const byFile = new Map<string, Project[]>();
			for (const project of projects)
				for (const file of [...project.files, ...this.#sideFiles(project)]) byFile.set(file, [...(byFile.get(file) ?? []), project]);
			this.#byFile = { projects, byFile };
		}
		return this.#byFile.byFile.get(path) ?? [];
	}

	// ---- changes ----------------------------------------------------------------------------

	/** Sets an open document's text. */
	open(path: string, text: string): void {
		this.#overlays.set(path, text);
	}

	/** Forgets an open document: the disk counts again. */
	close(path: string): void {
		this.#overlays.delete(path);
		this.#texts.delete(path);
		const parsed = this.#parsed.get(path);
		for (const [key, each] of parsed ?? []) {
			each.tree?.delete();
			parsed?.set(key, { ...each, tree: undefined, parts: NO_PARTS, source: undefined });
		}
	}

	/** Takes note of files that changed, appeared or went away on disk. */
	filesChanged(paths: readonly string[]): void {
		let projectsChanged = false;
		for (const path of paths) {
			this.#texts.delete(path);
			const name = basename(path);
			// Appearing and vanishing files change what globs match.
			if (extension(path) !== '.cs' || this.#host.exists(path) !== this.projectsOf(path).length > 0 || this.#isOtherApp(path))
				projectsChanged = true;
			if (name === '.editorconfig' || name === '.globalconfig') this.#editorConfigs = new EditorConfigs(this.#host, this.#boundary);
		}
		if (!projectsChanged) return;
		this.#projects = undefined;
		this.#elsewhere.clear();
		this.#folders.clear();
		this.unreadable.clear();
		for (const built of this.#built.values()) built.reports.clear();
	}

	/** Whether a saved file became a file-based app, or has other directives now. */
	#isOtherApp(path: string): boolean {
		const known = this.#apps.get(path);
		if (known === undefined && this.projectsOf(path).some(project => project.path.endsWith('.csproj'))) return false;
		const directives = appDirectives(this.peek(path) ?? '');
		return (directives && directivesKey(directives)) !== known;
	}

	// ---- files ------------------------------------------------------------------------------

	/** A file's current text; undefined for what can't be read or is not text. */
	text(path: string): string | undefined {
		const overlay = this.#overlays.get(path);
		if (overlay !== undefined) return overlay;
		if (this.#texts.has(path)) return this.#texts.get(path);
		const bytes = this.#host.read(path);
		const text = bytes && decodeText(bytes);
		if (text === undefined) this.unreadable.set(path, bytes ? 'not a text file, or too large' : 'the file could not be read');
		this.#texts.set(path, text);
		return text;
	}

	/** Gives a file of a fork another text. */
	setText(path: string, text: string): void {
		this.#texts.set(path, text);
	}

	/** A workspace of the same state to try edits in; it shares what was read, and no change in it is seen here. */
	fork(): Workspace {
		const fork = new Workspace(this.root, this.#host, this.#parser, this.#packFor, this.#options);
		fork.#projects = this.projects;
		for (const [path, text] of [...this.#texts, ...this.#overlays]) fork.#texts.set(path, text);
		for (const [path, variants] of this.#parsed)
			fork.#parsed.set(path, new Map([...variants].map(([key, each]) => [key, { ...each, tree: undefined }])));
		for (const [path, facts] of this.#assemblies) fork.#assemblies.set(path, facts);
		for (const [key, references] of this.#references) fork.#references.set(key, references);
		for (const [id, built] of this.#built) fork.#built.set(id, { ...built, reports: new Map(built.reports) });
		for (const [folder, files] of this.#folders) fork.#folders.set(folder, files);
		for (const [path, projects] of this.#elsewhere) fork.#elsewhere.set(path, projects);
		return fork;
	}

	/** A file's text, without taking note when there is none. */
	peek(path: string): string | undefined {
		const overlay = this.#overlays.get(path);
		const bytes = overlay === undefined ? this.#host.read(path) : undefined;
		return overlay ?? (bytes && decodeText(bytes));
	}

	#file(path: string, project: Project): SourceFile | undefined {
		const text = this.text(path);
		if (text === undefined) return undefined;
		const variants = this.#parsed.get(path) ?? new Map<string, ParsedFile>();
		this.#parsed.set(path, variants);
		const key = hasConditions(text) ? project.symbolsKey : '';
		const previous = variants.get(key);
		const isOpen = this.#overlays.has(path);
		// A document that was just opened is read again, to have its tree when the first edit comes.
		if (previous?.text === text && (previous.tree || !isOpen)) return previous.file;
		const { file, parts, source, tree } = parseFile(this.#parser, path, text, project.symbols, previous);
		previous?.tree?.delete();
		if (!isOpen) tree.delete();
		// A closed file's parts are not needed again until it is edited.
		variants.set(key, {
			text,
			file,
			parts: isOpen ? parts : NO_PARTS,
			source: isOpen ? source : undefined,
			tree: isOpen ? tree : undefined,
		});
		for (const [oldest, each] of variants) {
			if (variants.size <= MAX_VARIANTS) break;
			each.tree?.delete();
			variants.delete(oldest);
		}
		return file;
	}

	// ---- compilations -----------------------------------------------------------------------

	#referencesOf(project: Project): References {
		const { key, frameworks, paths } = this.#referenceSet(project);
		const known = this.#references.get(key);
		if (known) return known;
		const framework = this.#packFor(project.targetFramework)?.facts([...frameworks]);
		const assemblies = paths.map(path => this.#assembly(path)).filter(assembly => assembly !== undefined);
		const references = new References(withFramework(framework, assemblies));
		this.#references.set(key, references);
		return references;
	}

	/** What a project and those that it references are compiled against; equal keys stand for equal sets. */
	#referenceSet(project: Project): { readonly key: string; readonly frameworks: ReadonlySet<string>; readonly paths: readonly string[] } {
		const projects = [project, ...this.#referencedProjects(project)];
		// One version of each assembly: the first, which is the nearest reference's.
		const byName = new Map<string, string>();
		for (const path of projects.flatMap(each => each.packages.assemblies))
			if (!byName.has(basename(path))) byName.set(basename(path), path);
		const paths = [...byName.values()];
		const frameworks = new Set(projects.flatMap(each => each.frameworks));
		return { key: [project.targetFramework, ...[...frameworks].sort(), ...paths].join('\n'), frameworks, paths };
	}

	#assembly(path: string): AssemblyFacts | undefined {
		if (this.#assemblies.has(path)) return this.#assemblies.get(path);
		let facts: AssemblyFacts | undefined;
		try {
			const bytes = this.#host.read(path);
			if (bytes) facts = readAssembly(bytes, { keepAttribute });
		} catch (error) {
			this.#options.log(`${path}: unreadable assembly: ${(error as Error).message}`);
		}
		this.#assemblies.set(path, facts);
		return facts;
	}

	/** The projects that a project references, directly and indirectly, nearest first. */
	#referencedProjects(project: Project): readonly Project[] {
		const found: Project[] = [];
		const visit = (paths: readonly string[]): void => {
			const direct: Project[] = [];
			for (const path of paths) {
				const referenced = nearestTarget(this.#targetsOf(path), project.targetFramework);
				if (!referenced || referenced.path === project.path || found.includes(referenced)) continue;
				found.push(referenced);
				direct.push(referenced);
			}
			for (const referenced of direct) visit(referenced.projectReferences);
		};
		visit(project.projectReferences);
		return found;
	}

	/** The judged projects that compile a file or reference one that does. */
	projectsSeeing(path: string): readonly Project[] {
		return this.projects.filter(
			project => this.isJudged(project) && [project, ...this.#referencedProjects(project)].some(each => each.files.includes(path)),
		);
	}

	/** The targets of a project file, in the workspace or elsewhere in its repository. */
	#targetsOf(path: string): readonly Project[] {
		const own = this.projects.filter(candidate => candidate.path === path);
		if (own.length > 0 || path.startsWith(`${this.root}/`) || !path.startsWith(`${this.#boundary}/`)) return own;
		let known = this.#elsewhere.get(path);
		if (!known) {
			known = this.#host.exists(path) ? this.#load(path) : [];
			this.#elsewhere.set(path, known);
		}
		return known;
	}

	#module(project: Project): SourceModuleInput {
		const files = project.files.map(path => this.#file(path, project)).filter(file => file !== undefined);
		return {
			name: project.name,
			files,
			usings: usingDirectives(project.usings),
			friends: project.friends,
			languageVersion: project.languageVersion,
		};
	}

	/** The compilation of a project; the same object as long as no declaration changed. */
	#build(project: Project): BuiltProject {
		const own = this.#module(project);
		const referenced = this.#referencedProjects(project).map(each => this.#module(each));
		const outlines = [own, ...referenced].flatMap(module => module.files.map(file => file.outline));
		const known = this.#built.get(project.id);
		if (
			known &&
			known.project === project &&
			known.outlines.length === outlines.length &&
			known.outlines.every((outline, index) => outline === outlines[index])
		)
			return known;
		const services = new BindingServices(new Compilation(this.#referencesOf(project), own, referenced));
		const built: BuiltProject = { project, outlines, services, reports: new Map(), app: undefined };
		this.#built.set(project.id, built);
		return built;
	}

	/** An object that stays the same as long as an edit concerns no other file of the project. */
	sharedState(project: Project): unknown {
		const built = this.#built.get(project.id);
		return built?.app?.contracts ?? built?.services;
	}

	/** A file as a project compiles it. */
	sourceFile(path: string, project: Project): SourceFile | undefined {
		return this.#file(path, project);
	}

	/** The binding services of a project, for fixes and developers' commands. */
	services(project: Project): BindingServices {
		return this.#build(project).services;
	}

	// ---- findings ---------------------------------------------------------------------------

	/** Makes a checker for one project: it builds the compilation once and checks file by file. */
	checker(project: Project): Checker {
		const built = this.#build(project);
		return {
			files: [...project.files, ...this.#sideFiles(project)],
			check: path => this.#check(built, path),
			checkMentions: (path, mentions) => {
				const file = this.#file(path, project);
				return file ? this.#judged(built, file, this.#contracts(built), mentions) : [];
			},
		};
	}

	/**
	 * What is found in all files of some projects, one after another. What no later project needs is let go of after
	 * each: for whoever asks once, and has no use for evidence.
	 * @param concerns which files are wanted
	 */
	*checkOnce(projects: readonly Project[], concerns: (path: string) => boolean): Generator<FileReport> {
		const lastUse = new Map<string, number>();
		for (const [index, project] of projects.entries()) {
			lastUse.set(this.#referenceSet(project).key, index);
			for (const each of [project, ...this.#referencedProjects(project)]) for (const path of each.files) lastUse.set(path, index);
		}
		for (const [index, project] of projects.entries()) {
			const checker = this.checker(project);
			for (const path of checker.files) {
				const report = concerns(path) ? checker.check(path) : undefined;
				if (report)
					yield { ...report, findings: report.findings.map(({ missing: _, ...finding }) => ({ ...finding, evidence: undefined })) };
			}
			this.#built.delete(project.id);
			for (const [key, last] of lastUse) {
				if (last !== index) continue;
				lastUse.delete(key);
				this.#references.delete(key);
				this.#parsed.delete(key);
				this.#texts.delete(key);
			}
		}
	}

	/** What is found in one file of a project. */
	check(project: Project, path: string): FileReport | undefined {
		return this.#check(this.#build(project), path);
	}

	/** What the registered JSON contexts of a web app cover; undefined where JSON has reflection. */
	contracts(project: Project): AppContracts | undefined {
		return this.#contracts(this.#build(project));
	}

	#tellsContracts(path: string): boolean {
		const text = this.text(path) ?? '';
		let known = this.#contractWords.get(path);
		if (known?.text !== text) {
			known = { text, found: CONTRACT_WORDS.test(text) };
			this.#contractWords.set(path, known);
		}
		return known.found;
	}

	/** The contracts of an app without reflection; new ones when a file that tells of them changed. */
	#contracts(built: BuiltProject): AppContracts | undefined {
		if (!built.project.isAotApp) return undefined;
		const texts = built.project.files.filter(path => this.#tellsContracts(path)).map(path => this.text(path) ?? '');
		if (!built.app || texts.length !== built.app.texts.length || texts.some((text, index) => text !== built.app?.texts[index])) {
			const files = built.project.files.map(path => this.#file(path, built.project)).filter(file => file !== undefined);
			const contracts = collectContracts(built.services, files);
			const isSame = contracts.signature === built.app?.contracts.signature;
			built.app = { texts, contracts: isSame && built.app ? built.app.contracts : contracts };
			if (!isSame) built.reports.clear();
		}
		return built.app.contracts;
	}

	#check(built: BuiltProject, path: string): FileReport | undefined {
		const { project } = built;
		if (!path.endsWith('.cs')) return this.#checkSideFile(project, path);
		const file = this.#file(path, project);
		if (!file) return undefined;
		const app = this.#contracts(built);
		const known = built.reports.get(path);
		if (known?.file === file) return known.report;
		const findings = this.#judged(built, file, app);
		const packages = project.isFileBased ? this.#directivePackages(project, file) : undefined;
		const judged = [...(packages ? packageFindings(packages).map(unsuppressed) : []), ...findings]
			.map(finding => ({ ...finding, level: this.#level(finding, project, path) }))
			.filter(finding => finding.level !== 'none' || finding.suppressedBy);
		const report: FileReport = { path, project, text: file.text, findings: judged, ...(packages && { packages }) };
		built.reports.set(path, { file, report });
		return report;
	}

	#judged(built: BuiltProject, file: SourceFile, app: AppContracts | undefined, mentions?: RegExp): readonly CheckedFinding[] {
		const { project } = built;
		const { path } = file;
		try {
			return checkFile(file, built.services, {
				families: project.families,
				generators: project.generators,
				app,
				onRuleError: (slug, error) => this.#options.log(`rule ${slug} failed in ${path}: ${(error as Error).stack}`),
				...(this.#options.unknowns && { unknowns: this.#options.unknowns }),
				remembers: this.#overlays.has(path) || (app !== undefined && this.#tellsContracts(path)),
				...(mentions && { mentions }),
			});
		} catch (error) {
			// One file's failure must not take the others' findings away.
			this.#options.log(`${path}: not judged: ${(error as Error).stack}`);
			this.unreadable.set(path, 'could not be judged');
			return [];
		}
	}

	/** What is known of a file-based app's packages, on the lines that name them now. */
	#directivePackages(project: Project, file: SourceFile): readonly PackageJudgement[] {
		return judgePackages(project, assembly => this.#marks(assembly)).flatMap(each => {
			const directive = packageDirective(file.fileDirectives, each.name);
			return directive ? [{ ...each, start: directive.start, end: directive.end }] : [];
		});
	}

	/** Files beside the sources that say how the project is published. */
	#sideFiles(project: Project): readonly string[] {
		if (!project.path.endsWith('.csproj')) return [];
		const folder = dirname(project.path);
		return [
			project.path,
			...(project.publishesAot ? [`${folder}/web.config`, `${folder}/Dockerfile`].filter(path => this.#host.exists(path)) : []),
		];
	}

	#checkSideFile(project: Project, path: string): FileReport | undefined {
		const text = this.text(path);
		if (text === undefined) return undefined;
		const isProject = path === project.path;
		const packages = isProject ? judgePackages(project, assembly => this.#marks(assembly)).filter(each => each.file === path) : [];
		const found = isProject
			? [...packageFindings(packages), ...propertyFindings(project, text)]
			: path.endsWith('.config')
				? webConfigFindings(project, text)
				: dockerfileFindings(project, text);
		const findings = found
			.map(unsuppressed)
			.map(finding => ({ ...finding, level: this.#level(finding, project, path) }))
			.filter(finding => finding.level !== 'none');
		return { path, project, text, findings, ...(isProject && { packages }) };
	}

	/** What an assembly says of itself; a reference assembly says less than the one that runs. */
	#marks(path: string): AssemblyMarks | undefined {
		const library = path.replace('/ref/', '/lib/');
		const facts = this.#assembly(library) ?? this.#assembly(path);
		return facts && marksOf(facts.attributes);
	}

	#level(finding: CheckedFinding, project: Project, path: string): Level {
		const natural: Level = project.kind === 'opted-in' && !ruleInfo(finding.code).isAdvice ? 'warning' : 'note';
		const configured = this.#options.useEditorConfig ? this.#editorConfigs.severity(path, finding.code) : undefined;
		if (configured) return LEVELS[configured];
		if (project.noWarn.has(finding.code)) return 'none';
		if (natural === 'warning' && (project.warningsAsErrors.has('*') || project.warningsAsErrors.has(finding.code))) return 'error';
		return natural;
	}
}

const directivesKey = (directives: readonly FileDirective[]): string => directives.map(each => `${each.name} ${each.value}`).join('\n');

/** The repository that a folder is part of; the folder itself outside of one. */
function repositoryOf(folder: string, host: Host): string {
	for (let each = folder; ; each = dirname(each)) {
		if (host.exists(`${each}/.git`)) return each;
		if (each === dirname(each)) return folder;
	}
}

const LEVELS: Readonly<Record<ConfiguredSeverity, Level>> = {
	error: 'error',
	warning: 'warning',
	suggestion: 'note',
	silent: 'none',
	none: 'none',
};

const unsuppressed = (finding: FileFinding): CheckedFinding => ({ ...finding, evidence: undefined, suppressedBy: undefined });

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

/** Of an assembly that a package and the framework both have, the SDK takes the newer. */
function withFramework(framework: AssemblyFacts | undefined, assemblies: readonly AssemblyFacts[]): readonly AssemblyFacts[] {
	if (!framework) return assemblies;
	const isNewer = (assembly: AssemblyFacts): boolean =>
		framework.assemblyNames.has(assembly.name) && assembly.majorVersion > framework.majorVersion;
	return [...assemblies.filter(isNewer), framework, ...assemblies.filter(assembly => !framework.assemblyNames.has(assembly.name))];
}

/** Whether symbols may decide what a file says. */
function hasConditions(text: string): boolean {
	// Most files have neither, and a regular expression takes ten times as long to say so.
	return text.includes('#if') || ((text.includes('# ') || text.includes('#\t')) && /#[ \t]+if/.test(text));
}
