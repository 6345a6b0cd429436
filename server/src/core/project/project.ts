/** A project as the rest of the core sees it: what to compile, against what, and how strictly to judge. */
import { dirname, extension, normalize, resolve } from '../text/paths.ts';
import { allSteps, type Steps } from '../text/steps.ts';
import { type Evaluation, evaluateProject, type EvaluationSource } from './evaluate.ts';
import type { FileLister, Item } from './items.ts';
import { compareVersions, frameworkIdentifier, frameworkVersion, isCompatible } from './expressions.ts';
import { ASPIRE_USINGS, type GeneratedFile, generatedByAspire } from './aspire.ts';
import {
	fromAssets,
	fromPackagesFolder,
	restoreFolder,
	type PackageReference,
	type PackagesRead,
	packagesFolderOf,
	type ResolvedPackages,
} from './packages.ts';
import { implicitUsings, isProvided, isTrue, languageVersionOf, symbolsOf } from './sdk.ts';
import type { Families, Generators } from './switches.ts';

/** How findings of a project are shown (product: kinds of project). */
export type ProjectKind = 'opted-in' | 'not-opted-in' | 'test' | 'unsupported';

export interface UsingItem {
	readonly namespace: string;
	readonly alias: string;
	readonly isStatic: boolean;
}

export interface Project {
	/** Tells the targets of one project file apart. */
	readonly id: string;
	/** Absolute path of the project file, of a file-based app, or of the folder of a project without a file. */
	readonly path: string;
	/** The folder that its relative paths start from. */
	readonly folder: string;
	/** One C# file is the whole project. */
	readonly isFileBased: boolean;
	readonly name: string;
	readonly kind: ProjectKind;
	/** Built to run tests, whatever was asked for. */
	readonly isTest: boolean;
	/** The property that the project does not set and is judged as if it did (`assess` of `loadProjects`); its findings stay notes. */
	readonly assumed: 'PublishAot' | 'IsAotCompatible' | undefined;
	/** A library that opts in to nothing: the path of an app with `PublishAot` that references it, and is what opts it in. */
	readonly optedInBy?: string;
	/** Built by `Microsoft.NET.Sdk.Web`. */
	readonly isWeb: boolean;
	/** `PublishAot`: the app runs without reflection-based JSON, also under `dotnet run`. */
	readonly isAotApp: boolean;
	/** `PublishAot`, whatever else is set. */
	readonly publishesAot: boolean;
	/** A property's evaluated value. */
	readonly property: (name: string) => string;
	/** All that decides what properties are, as one text to compare by. */
	readonly values: () => string;
	readonly targetFramework: string;
	/** Shared frameworks: `Microsoft.NETCore.App` and maybe more. */
	readonly frameworks: readonly string[];
	readonly files: readonly string[];
	/** What a build compiles beside them: files of its own making, known by what the project says. */
	readonly generated: readonly GeneratedFile[];
	readonly symbols: ReadonlySet<string>;
	/** The symbols as one string, to compare by. */
	readonly symbolsKey: string;
	readonly usings: readonly UsingItem[];
	/** The major version of C#. */
	readonly languageVersion: number;
	readonly projectReferences: readonly string[];
	readonly packages: ResolvedPackages;
	readonly packageItems: readonly Item[];
	/** All targets that its files are compiled for, judged or not. */
	readonly targets: () => readonly CompiledTarget[];
	/** `RuntimeHostConfigurationOption`: switches of the app that no property has. */
	readonly runtimeOptions: readonly Item[];
	readonly friends: readonly string[];
	/** Referenced assemblies whose entry points a native library exports, too (`UnmanagedEntryPointsAssembly`). */
	readonly exportedAssemblies: readonly string[];
	readonly families: Families;
	readonly generators: Generators;
	/** Severities from the project: codes that `NoWarn` turns off, that are treated as errors. */
	readonly noWarn: ReadonlySet<string>;
	readonly warningsAsErrors: ReadonlySet<string>;
	readonly messages: readonly string[];
	/** Files whose change makes this project another one. */
	readonly inputs: readonly string[];
}

/** What code is compiled against, for one target. */
export interface CompiledTarget {
	readonly framework: string;
	/** The packages that are referenced directly, and flow to whoever references the project: their version as it is written. */
	readonly packages: readonly { readonly name: string; readonly version: string }[];
	/** Absolute paths of project files. */
	readonly projectReferences: readonly string[];
}

/** Apps that run in a browser: trimmed as the SDK has it, with the warnings off. */
const BROWSER_SDK = /^Microsoft\.NET\.Sdk\.(?:BlazorWebAssembly|WebAssembly)$/i;
const TRIM_ALONE: Families = { trim: true, aot: false, singleFile: false };
const NETCORE = 'Microsoft.NETCore.App';
const ASPNETCORE = 'Microsoft.AspNetCore.App';
const ASPIRE_HOST_PACKAGE = 'Aspire.Hosting.AppHost';
/** Packages that only tests reference: the runner, the frameworks, and the platform that new ones are built on. */
const TEST_PACKAGE =
	/^(?:microsoft\.net\.test\.sdk|xunit|xunit\.v3(?:\..*)?|nunit|nunit3testadapter|mstest(?:\.testframework|\.testadapter)?|tunit(?:\.core|\.engine)?|microsoft\.testing\.platform(?:\.msbuild)?)$/i;

/** Where projects are read from, and how. */
export interface ProjectSource extends EvaluationSource {
	/** What projects read of the packages folder, shared by them. */
	readonly packagesRead?: PackagesRead;
	/** Global properties, as `-p:NAME=VALUE` has them. */
	readonly overrides: Readonly<Record<string, string>>;
	/**
	 * Judges a project that has not opted in by what a move would bring: as if it set `PublishAot` where it is a program, and
	 * `IsAotCompatible` where it is a library. Then the SDK's generators are on, and the rules for apps without reflection
	 * speak. The kind stays `not-opted-in`, so that findings stay notes; `Project.assumed` names the property.
	 */
	readonly assess: boolean;
}

/**
 * A project for each of its target frameworks that can be judged, the newest first; for its newest where none can.
 * @throws Error when the project file can't be read.
 */
export function loadProjects(path: string, source: ProjectSource): readonly [Project, ...Project[]] {
	return allSteps(loadSteps(path, source));
}

/** As `loadProjects` does, an evaluation at a time. */
export function* loadSteps(path: string, source: ProjectSource): Steps<readonly [Project, ...Project[]]> {
	const { overrides } = source;
	const outer = evaluateProject(path, overrides, source);
	yield;
	const targets = [
		...new Set(
			outer
				.property('TargetFrameworks')
				.split(';')
				.map(each => each.trim())
				.filter(Boolean),
		),
	].sort((left, right) => frameworkOrder(right) - frameworkOrder(left));
	const [newest, ...older] = targets;
	if (newest === undefined || overrides['TargetFramework'] !== undefined) return [yield* assessed(outer, path, overrides, source)];
	let compiled: readonly CompiledTarget[] | undefined;
	const compiledTargets = (): readonly CompiledTarget[] =>
		(compiled ??= targets.map(each => compiledTarget(evaluateProject(path, { ...overrides, TargetFramework: each }, source))));
	const projects: Project[] = [];
	// A platform's own packs are not shipped: `net10.0-android` is judged only where there is nothing plainer.
	for (const framework of [newest, ...older.filter(each => isJudgedFramework(each) && !each.includes('-'))]) {
		const properties = { ...overrides, TargetFramework: framework };
		const id = targets.length > 1 ? `${path}|${framework}` : path;
		const project = yield* assessed(evaluateProject(path, properties, source), id, properties, source);
		projects.push({ ...project, targets: compiledTargets });
		yield;
	}
	return projects as [Project, ...Project[]];
}

/**
 * Libraries that opt in to nothing, and that an app with `PublishAot` references, are published with it: the native compiler warns
 * of them, and what breaks in them breaks the app. They are opted in by that app.
 *
 * @param referencedBy all projects that a project references, directly and indirectly
 */
export function optInWithApps(projects: readonly Project[], referencedBy: (project: Project) => readonly Project[]): readonly Project[] {
	const apps = new Map<string, string>();
	for (const app of projects) {
		if (app.kind !== 'opted-in' || !app.publishesAot) continue;
		for (const referenced of referencedBy(app)) if (!apps.has(referenced.id)) apps.set(referenced.id, app.path);
	}
	return projects.map(project => {
		const optedInBy = project.kind === 'not-opted-in' ? apps.get(project.id) : undefined;
		if (optedInBy === undefined) return project;
		let known = optedIn.get(project);
		if (known?.optedInBy !== optedInBy) optedIn.set(project, (known = { ...project, kind: 'opted-in', optedInBy }));
		return known;
	});
}

/** The same project stays the same object as long as the same app opts it in. */
const optedIn = new WeakMap<Project, Project>();

/** Of a project's targets, the one that a reference from another framework binds to. */
export function nearestTarget(targets: readonly Project[], framework: string): Project | undefined {
	return (
		targets.find(target => target.targetFramework === framework) ??
		targets.find(target => isCompatible(framework, target.targetFramework)) ??
		targets[0]
	);
}

/** Frameworks that Native AOT knows and that facts are shipped for. */
function isJudgedFramework(framework: string): boolean {
	return frameworkIdentifier(framework) === '.NETCoreApp' && Number(/^net(\d+)\.\d/.exec(framework)?.[1] ?? 0) >= 8;
}

function frameworkOrder(framework: string): number {
	return frameworkIdentifier(framework) === '.NETCoreApp'
		? Number(/(\d+)\.\d/.exec(framework)?.[1] ?? 0) + (framework.includes('-') ? 0 : 0.5)
		: -1;
}

/** The project as it is, or as it would be if it had opted in. */
function* assessed(
	evaluation: Evaluation,
	id: string,
	properties: Readonly<Record<string, string>>,
	source: ProjectSource,
): Steps<Project> {
	const project = yield* fromEvaluation(evaluation, id, source);
	if (!source.assess || project.kind !== 'not-opted-in') return project;
	// A browser app is trimmed and never native: nothing is to be assumed.
	if (BROWSER_SDK.test(evaluation.sdk)) return project;
	yield;
	const assumed = isProgram(project) ? 'PublishAot' : 'IsAotCompatible';
	const moved = yield* fromEvaluation(evaluateProject(project.path, { ...properties, [assumed]: 'true' }, source), id, source);
	return { ...moved, kind: 'not-opted-in', assumed };
}

/** Whether the project's output can be started, and so published. */
const isProgram = (project: Project): boolean => /^(?:win)?exe$/i.test(project.property('OutputType'));

function* fromEvaluation(evaluation: Evaluation, id: string, source: ProjectSource): Steps<Project> {
	const { overrides, host, packages: packagesHost, root } = source;
	const property = (name: string): string => evaluation.property(name);
	const targetFramework = property('TargetFramework');
	const folder = dirname(evaluation.path);
	const packageItems = packageItemsOf(evaluation);
	const central = packageItems.map(item => versionOf(item, evaluation)).filter(reference => reference.name);
	// `AddImplicitAspireAppHostPackage` of Aspire.AppHost.Sdk's `Sdk.targets`.
	if (isTrue(property('IsAspireHost')) && !central.some(each => each.name.toLowerCase() === ASPIRE_HOST_PACKAGE.toLowerCase()))
		central.push({ name: ASPIRE_HOST_PACKAGE, version: property('AspireHostingSDKVersion') });
	const assets = `${restoreFolder(property, folder)}/project.assets.json`;
	const restored = fromAssets(assets, targetFramework, host, packagesHost);
	const isWeb = evaluation.sdk === 'Microsoft.NET.Sdk.Web';
	// Frameworks are referenced as such from .NET Core 3.0 on; before, by packages.
	const hasFrameworks =
		frameworkIdentifier(targetFramework) === '.NETCoreApp' && compareVersions(frameworkVersion(targetFramework), '3.0') >= 0;
	const named = [
		...(hasFrameworks ? [NETCORE] : []),
		...(isWeb && hasFrameworks ? [ASPNETCORE] : []),
		...evaluation.items('FrameworkReference').map(item => item.include),
	];
	const packages =
		restored ??
		(yield* fromPackagesFolder(
			central,
			targetFramework,
			packagesFolderOf(property('RestorePackagesPath'), folder, root, host),
			packagesHost,
			({ name, version }) => isProvided(name, version, targetFramework, named),
			source.packagesRead,
		));
	const frameworks = new Set([...named, ...packages.frameworks]);
	const isTest = isTestProject(evaluation);
	const families = familiesOf(property);
	const isBrowser = BROWSER_SDK.test(evaluation.sdk);
	const isOptedIn = families.trim || families.aot || families.singleFile;
	const asked = ['IsAotCompatible', 'PublishAot', 'IsTrimmable', 'PublishTrimmed'].some(name => isTrue(overrides[name] ?? ''));
	const kind: ProjectKind = !isJudgedFramework(targetFramework)
		? 'unsupported'
		: isTest && !(asked && isOptedIn)
			? 'test'
			: isOptedIn
				? 'opted-in'
				: 'not-opted-in';
	const isAot = isTrue(property('PublishAot'));
	const symbols = symbolsOf(property, targetFramework);
	return {
		id,
		path: evaluation.path,
		folder,
		isFileBased: false,
		name: property('AssemblyName'),
		kind,
		isTest,
		assumed: undefined,
		isWeb,
		publishesAot: isAot,
		property,
		values: () => evaluation.values(),
		isAotApp: isAot && property('JsonSerializerIsReflectionEnabledByDefault').toLowerCase() !== 'true',
		targetFramework,
		frameworks: [...frameworks],
		files: evaluation.compile.filter(file => extension(file) === '.cs'),
		generated: isTrue(property('IsAspireHost')) ? generatedByAspire(evaluation.path, aspireResourcesOf(evaluation), property) : NONE,
		symbols,
		symbolsKey: keyOf(symbols),
		usings: [...usingsOf(evaluation), ...(restored ? [] : impliedUsings(property, packages))],
		languageVersion: languageVersionOf(property('LangVersion'), targetFramework),
		projectReferences: projectReferencesOf(evaluation),
		packages,
		packageItems,
		targets: () => [compiledTarget(evaluation)],
		runtimeOptions: evaluation.items('RuntimeHostConfigurationOption'),
		exportedAssemblies: evaluation.items('UnmanagedEntryPointsAssembly').map(item => item.include.split(',')[0] ?? ''),
		friends: evaluation.items('InternalsVisibleTo').map(item => item.include.split(',')[0] ?? ''),
		families: isOptedIn ? families : isBrowser ? TRIM_ALONE : ALL_FAMILIES,
		generators: generatorsOf(property, frameworks.has(ASPNETCORE)),
		noWarn: codes(property('NoWarn')),
		warningsAsErrors: isTrue(property('TreatWarningsAsErrors')) ? new Set(['*']) : codes(property('WarningsAsErrors')),
		messages: evaluation.messages,
		inputs: [...evaluation.inputs, ...packages.inputs, assets],
	};
}

const packageItemsOf = (evaluation: Evaluation): readonly Item[] => [
	...evaluation.items('PackageReference'),
	...evaluation.items('GlobalPackageReference').map(item => ({ ...item, metadata: { includeassets: FOR_THE_BUILD, ...item.metadata } })),
];

/** What a global reference brings unless it says otherwise (NuGet, "Central Package Management", global package references). */
const FOR_THE_BUILD = 'Runtime;Build;Native;contentFiles;Analyzers';

const versionOf = ({ include, metadata }: Item, evaluation: Evaluation): PackageReference => ({
	name: include,
	version: metadata['version'] || metadata['versionoverride'] || centralVersion(evaluation, include),
	hasCompileAssets: hasCompileAssets(metadata['includeassets'] || 'all', metadata['excludeassets'] || 'none'),
});

/** NuGet, "Controlling dependency assets". */
function hasCompileAssets(included: string, excluded: string): boolean {
	const has = (assets: string): boolean => /(?:^|;)\s*(?:all|compile)\s*(?:;|$)/i.test(assets);
	return has(included) && !has(excluded);
}

const projectReferencesOf = (evaluation: Evaluation): readonly string[] =>
	evaluation
		.items('ProjectReference')
		.filter(item => item.metadata['referenceoutputassembly']?.toLowerCase() !== 'false' && !isAspireResource(evaluation, item))
		.map(item => resolve(dirname(evaluation.path), item.include));

const NONE: readonly GeneratedFile[] = [];
const aspireResourcesOf = (evaluation: Evaluation): readonly Item[] =>
	evaluation.items('ProjectReference').filter(item => isAspireResource(evaluation, item));

const compiledTarget = (evaluation: Evaluation): CompiledTarget => ({
	framework: evaluation.property('TargetFramework'),
	packages: packageItemsOf(evaluation)
		.filter(item => !item.metadata['privateassets'] && !item.metadata['excludeassets'])
		.map(item => versionOf(item, evaluation)),
	projectReferences: projectReferencesOf(evaluation),
});

/**
 * Which generators run. Trimmed apps have them on unless they say otherwise (`Microsoft.NET.Sdk.FrameworkReferenceResolution.targets`,
 * "Default off by default analyzer settings for trimmed apps"). That of endpoints comes with ASP.NET Core's reference pack, whatever SDK the project has.
 */
function generatorsOf(property: (name: string) => string, hasAspNetCore: boolean): Generators {
	const isTrimmed = isTrue(property('PublishTrimmed')) || isTrue(property('PublishAot'));
	const isOn = (name: string, implied: boolean): boolean => (property(name) === '' ? implied : isTrue(property(name)));
	return {
		requestDelegate: hasAspNetCore && isOn('EnableRequestDelegateGenerator', isTrimmed),
		configurationBinding: isOn('EnableConfigurationBindingGenerator', isTrimmed),
	};
}

/** What a project that has not opted in is judged by: what a move would take. */
export const ALL_FAMILIES: Families = { trim: true, aot: true, singleFile: true };

/** docs/analyzer.md, "Switches": which properties turn which analyzer on. */
function familiesOf(property: (name: string) => string): Families {
	const aot = isTrue(property('IsAotCompatible')) || isTrue(property('PublishAot'));
	const trim = aot || isTrue(property('IsTrimmable')) || isTrue(property('PublishTrimmed'));
	const explicit = (name: string, implied: boolean): boolean => (property(name) === '' ? implied : isTrue(property(name)));
	// `Microsoft.NET.ILLink.targets` of Microsoft.NET.ILLink.Tasks; Blazor's own default (`Microsoft.NET.Sdk.BlazorWebAssembly.Current.targets`).
	const isDesktop = !aot && (isTrue(property('UseWPF')) || isTrue(property('UseWindowsForms')));
	const isSilenced = explicit('SuppressTrimAnalysisWarnings', isDesktop);
	return {
		trim: explicit('EnableTrimAnalyzer', trim && !isSilenced),
		aot: explicit('EnableAotAnalyzer', aot),
		singleFile:
			explicit('EnableSingleFileAnalyzer', aot || isTrue(property('PublishSingleFile'))) &&
			!isTrue(property('IncludeAllContentForSelfExtract')),
	};
}

/** What an app host starts, and does not compile against (`Sdk.targets` of Aspire.AppHost.Sdk). */
function isAspireResource({ property }: Evaluation, { metadata }: Item): boolean {
	return (
		isTrue(property('IsAspireHost')) &&
		property('TreatProjectReferencesAsResources').toLowerCase() !== 'false' &&
		metadata['isaspireprojectresource']?.toLowerCase() !== 'false' &&
		!metadata['referenceoutputassembly']
	);
}

/** `MSTest.Sdk` and the runners' packages, of which only the names are known here, make a project a test; so does what says so itself. */
function isTestProject(evaluation: Evaluation): boolean {
	return (
		evaluation.sdk.toLowerCase() === 'mstest.sdk' ||
		isTrue(evaluation.property('IsTestProject')) ||
		isTrue(evaluation.property('IsTestingPlatformApplication')) ||
		evaluation.items('PackageReference').some(item => TEST_PACKAGE.test(item.include))
	);
}

function centralVersion(evaluation: Evaluation, name: string): string {
	return evaluation.items('PackageVersion').find(item => item.include.toLowerCase() === name.toLowerCase())?.metadata['version'] ?? '';
}

const codes = (list: string): ReadonlySet<string> =>
	new Set(
		list
			.split(/[;,\s]+/)
			.filter(Boolean)
			.map(code => code.toUpperCase()),
	);

const keyOf = (symbols: ReadonlySet<string>): string => [...symbols].sort().join(';');

function usingsOf(evaluation: Evaluation): readonly UsingItem[] {
	return evaluation
		.items('Using')
		.map(({ include, metadata }) => ({ namespace: include, alias: metadata['alias'] ?? '', isStatic: isTrue(metadata['static'] ?? '') }));
}

/** What the props of Aspire.Hosting.AppHost add, where no restore has written that they are imported. */
function impliedUsings(property: (name: string) => string, packages: ResolvedPackages): readonly UsingItem[] {
	const isOn = /^(?:true|enable)$/i.test(property('ImplicitUsings'));
	if (!isOn || !packages.resolved.some(each => each.name.toLowerCase() === ASPIRE_HOST_PACKAGE.toLowerCase())) return [];
	return ASPIRE_USINGS.map(namespace => ({ namespace, alias: '', isStatic: false }));
}

/** A folder of C# without a project file: one compilation of its files. */
export function folderProject(folder: string, overrides: Readonly<Record<string, string>>, lister: FileLister): Project {
	const property = (name: string): string => Object.entries(overrides).find(([key]) => key.toLowerCase() === name.toLowerCase())?.[1] ?? '';
	const targetFramework = property('TargetFramework') || 'net10.0';
	const families = familiesOf(property);
	const isOptedIn = families.trim || families.aot || families.singleFile;
	const implicit = property('ImplicitUsings').toLowerCase() !== 'disable';
	const symbols = symbolsOf(
		name =>
			name === 'Configuration' ? property(name) || 'Release' : name === 'DefineConstants' ? `${property(name)};TRACE` : property(name),
		targetFramework,
	);
	return {
		id: normalize(folder),
		path: normalize(folder),
		folder: normalize(folder),
		isFileBased: false,
		name: folder.slice(folder.lastIndexOf('/') + 1),
		kind: isOptedIn ? 'opted-in' : 'not-opted-in',
		isTest: false,
		assumed: undefined,
		isWeb: true,
		publishesAot: isTrue(property('PublishAot')),
		property,
		values: () => JSON.stringify(overrides),
		isAotApp: isTrue(property('PublishAot')),
		targetFramework,
		frameworks: [NETCORE, ASPNETCORE],
		files: lister.filesUnder(folder).filter(file => extension(file) === '.cs' && !/\/(?:bin|obj)\//.test(file)),
		generated: NONE,
		symbols,
		symbolsKey: keyOf(symbols),
		usings: implicit ? implicitUsings('Microsoft.NET.Sdk.Web').map(namespace => ({ namespace, alias: '', isStatic: false })) : [],
		languageVersion: languageVersionOf(property('LangVersion'), targetFramework),
		projectReferences: [],
		packages: { resolved: [], assemblies: [], missing: [], frameworks: [], inputs: [] },
		packageItems: [],
		targets: () => [{ framework: targetFramework, packages: [], projectReferences: [] }],
		runtimeOptions: [],
		friends: [],
		exportedAssemblies: [],
		families: isOptedIn ? families : ALL_FAMILIES,
		generators: generatorsOf(property, true),
		noWarn: codes(property('NoWarn')),
		warningsAsErrors: new Set(),
		messages: [],
		inputs: [],
	};
}
