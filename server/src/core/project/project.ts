/** A project as the rest of the core sees it: what to compile, against what, and how strictly to judge. */
import type { Host } from '../host.ts';
import { dirname, extension, normalize, resolve } from '../text/paths.ts';
import { type Evaluation, evaluateProject, type FileLister, type Item } from './evaluate.ts';
import { frameworkIdentifier, isCompatible } from './expressions.ts';
import { fromAssets, fromPackagesFolder, nearestPackagesFolder, type ResolvedPackages } from './packages.ts';
import { isTrue, implicitUsings, languageVersionOf, symbolsOf } from './sdk.ts';
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
	readonly isWeb: boolean;
	/** `PublishAot`: the app runs without reflection-based JSON, also under `dotnet run`. */
	readonly isAotApp: boolean;
	/** `PublishAot`, whatever else is set. */
	readonly publishesAot: boolean;
	/** A property's evaluated value. */
	readonly property: (name: string) => string;
	readonly targetFramework: string;
	/** Shared frameworks: `Microsoft.NETCore.App` and maybe more. */
	readonly frameworks: readonly string[];
	readonly files: readonly string[];
	readonly symbols: ReadonlySet<string>;
	/** The symbols as one string, to compare by. */
	readonly symbolsKey: string;
	readonly usings: readonly UsingItem[];
	/** The major version of C#. */
	readonly languageVersion: number;
	readonly projectReferences: readonly string[];
	readonly packages: ResolvedPackages;
	readonly packageItems: readonly Item[];
	readonly friends: readonly string[];
	readonly families: Families;
	readonly generators: Generators;
	/** Severities from the project: codes that `NoWarn` turns off, that are treated as errors. */
	readonly noWarn: ReadonlySet<string>;
	readonly warningsAsErrors: ReadonlySet<string>;
	readonly messages: readonly string[];
	/** Files whose change makes this project another one. */
	readonly inputs: readonly string[];
}

const NETCORE = 'Microsoft.NETCore.App';
const ASPNETCORE = 'Microsoft.AspNetCore.App';
const TEST_PACKAGE = /^(?:microsoft\.net\.test\.sdk|xunit(?:\.v3)?|nunit|mstest(?:\.testframework)?|tunit)$/i;

/**
 * A project for each of its target frameworks that can be judged, the newest first; for its newest where none can.
 * @throws Error when the project file can't be read.
 */
export function loadProjects(
	path: string,
	overrides: Readonly<Record<string, string>>,
	host: Host,
	lister: FileLister,
	root: string,
): readonly [Project, ...Project[]] {
	const outer = evaluateProject(path, overrides, host, lister, root);
	const targets = [
		...new Set(
			outer
				.property('TargetFrameworks')
				.split(';')
				.map(each => each.trim())
				.filter(Boolean),
		),
	].sort((left, right) => frameworkOrder(right) - frameworkOrder(left));
	const [newest] = targets;
	if (newest === undefined || overrides['TargetFramework'] !== undefined) return [fromEvaluation(outer, path, overrides, host, root)];
	const load = (framework: string): Project =>
		fromEvaluation(
			evaluateProject(path, { ...overrides, TargetFramework: framework }, host, lister, root),
			targets.length > 1 ? `${path}|${framework}` : path,
			overrides,
			host,
			root,
		);
	// A platform's own packs are not shipped: `net10.0-android` is judged only where there is nothing plainer.
	return [
		load(newest),
		...targets
			.slice(1)
			.filter(framework => isJudgedFramework(framework) && !framework.includes('-'))
			.map(load),
	];
}

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

function fromEvaluation(
	evaluation: Evaluation,
	id: string,
	overrides: Readonly<Record<string, string>>,
	host: Host,
	root: string,
): Project {
	const property = (name: string): string => evaluation.property(name);
	const targetFramework = property('TargetFramework');
	const folder = dirname(evaluation.path);
	const packageItems = [...evaluation.items('PackageReference'), ...evaluation.items('GlobalPackageReference')];
	const references = packageItems.map(item => ({
		name: item.include,
		version: item.metadata['version'] || item.metadata['versionoverride'] || centralVersion(evaluation, item.include),
	}));
	const central = references.filter(reference => reference.name);
	const restored = fromAssets(folder, targetFramework, host);
	const packages =
		restored ?? fromPackagesFolder(central, targetFramework, packagesFolder(host, property('RestorePackagesPath'), folder, root), host);
	const frameworks = new Set([
		...(frameworkIdentifier(targetFramework) === '.NETCoreApp' ? [NETCORE] : []),
		...packages.frameworks,
		...evaluation.items('FrameworkReference').map(item => item.include),
	]);
	const isWeb = evaluation.sdk === 'Microsoft.NET.Sdk.Web';
	if (isWeb || packages.frameworks.includes(ASPNETCORE)) frameworks.add(ASPNETCORE);
	const isTest = isTrue(property('IsTestProject')) || packageItems.some(item => TEST_PACKAGE.test(item.include));
	const families = familiesOf(property);
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
	const generator = (name: string): boolean => (property(name) === '' ? isAot : isTrue(property(name)));
	const symbols = symbolsOf(property, targetFramework);
	return {
		id,
		path: evaluation.path,
		folder,
		isFileBased: false,
		name: property('AssemblyName'),
		kind,
		isWeb,
		publishesAot: isAot,
		property,
		isAotApp: isAot && property('JsonSerializerIsReflectionEnabledByDefault').toLowerCase() !== 'true',
		targetFramework,
		frameworks: [...frameworks],
		files: evaluation.compile.filter(file => extension(file) === '.cs'),
		symbols,
		symbolsKey: keyOf(symbols),
		usings: usingsOf(evaluation),
		languageVersion: languageVersionOf(property('LangVersion'), targetFramework),
		projectReferences: evaluation
			.items('ProjectReference')
			.filter(item => item.metadata['referenceoutputassembly']?.toLowerCase() !== 'false')
			.map(item => resolve(folder, item.include)),
		packages,
		packageItems,
		friends: evaluation.items('InternalsVisibleTo').map(item => item.include.split(',')[0] ?? ''),
		families: isOptedIn ? families : ALL_FAMILIES,
		generators: {
			requestDelegate: isWeb && generator('EnableRequestDelegateGenerator'),
			configurationBinding: generator('EnableConfigurationBindingGenerator'),
		},
		noWarn: codes(property('NoWarn')),
		warningsAsErrors: isTrue(property('TreatWarningsAsErrors')) ? new Set(['*']) : codes(property('WarningsAsErrors')),
		messages: evaluation.messages,
		inputs: [...evaluation.inputs, ...packages.inputs, `${folder}/obj/project.assets.json`],
	};
}

/** What a project that has not opted in is judged by: what a move would take. */
export const ALL_FAMILIES: Families = { trim: true, aot: true, singleFile: true };

/** Section 1 of the analyzer's rules: which properties turn which analyzer on. */
function familiesOf(property: (name: string) => string): Families {
	const aot = isTrue(property('IsAotCompatible')) || isTrue(property('PublishAot'));
	const trim = aot || isTrue(property('IsTrimmable')) || isTrue(property('PublishTrimmed'));
	const explicit = (name: string, implied: boolean): boolean => (property(name) === '' ? implied : isTrue(property(name)));
	return {
		trim: explicit('EnableTrimAnalyzer', trim),
		aot: explicit('EnableAotAnalyzer', aot),
		singleFile:
			explicit('EnableSingleFileAnalyzer', aot || isTrue(property('PublishSingleFile'))) &&
			!isTrue(property('IncludeAllContentForSelfExtract')),
	};
}

function centralVersion(evaluation: Evaluation, name: string): string {
	return evaluation.items('PackageVersion').find(item => item.include.toLowerCase() === name.toLowerCase())?.metadata['version'] ?? '';
}

function packagesFolder(host: Host, property: string, folder: string, root: string): string | undefined {
	if (property) return resolve(folder, property);
	return (host.isPackagesFolderFixed ? undefined : nearestPackagesFolder(folder, root, host)) ?? host.packagesFolder;
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

/** A folder of C# without a project file: one compilation of its files. */
export function folderProject(folder: string, overrides: Readonly<Record<string, string>>, lister: FileLister): Project {
	const property = (name: string): string => Object.entries(overrides).find(([key]) => key.toLowerCase() === name.toLowerCase())?.[1] ?? '';
	const targetFramework = property('TargetFramework') || 'net10.0';
	const families = familiesOf(property);
	const isOptedIn = families.trim || families.aot || families.singleFile;
	const implicit = property('ImplicitUsings').toLowerCase() !== 'disable';
	const symbols = symbolsOf(name => (name === 'Configuration' ? property(name) || 'Release' : property(name)), targetFramework);
	return {
		id: normalize(folder),
		path: normalize(folder),
		folder: normalize(folder),
		isFileBased: false,
		name: folder.slice(folder.lastIndexOf('/') + 1),
		kind: isOptedIn ? 'opted-in' : 'not-opted-in',
		isWeb: true,
		publishesAot: isTrue(property('PublishAot')),
		property,
		isAotApp: isTrue(property('PublishAot')),
		targetFramework,
		frameworks: [NETCORE, ASPNETCORE],
		files: lister.filesUnder(folder).filter(file => extension(file) === '.cs' && !/\/(?:bin|obj)\//.test(file)),
		symbols,
		symbolsKey: keyOf(symbols),
		usings: implicit ? implicitUsings('Microsoft.NET.Sdk.Web').map(namespace => ({ namespace, alias: '', isStatic: false })) : [],
		languageVersion: languageVersionOf(property('LangVersion'), targetFramework),
		projectReferences: [],
		packages: { resolved: [], assemblies: [], missing: [], frameworks: [], inputs: [] },
		packageItems: [],
		friends: [],
		families: isOptedIn ? families : ALL_FAMILIES,
		generators: {
			requestDelegate:
				isTrue(property('EnableRequestDelegateGenerator')) ||
				(property('EnableRequestDelegateGenerator') === '' && isTrue(property('PublishAot'))),
			configurationBinding: isTrue(property('PublishAot')) && property('EnableConfigurationBindingGenerator') !== 'false',
		},
		noWarn: codes(property('NoWarn')),
		warningsAsErrors: new Set(),
		messages: [],
		inputs: [],
	};
}
