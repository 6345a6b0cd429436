/**
 * The assemblies that a publish with Native AOT compiles together: those of the packages as they run, and the framework's
 * with their bodies, from the packages that a restore brings (Microsoft.NETCore.Native.targets, ResolvedRuntimePack).
 */
import type { Host } from '../host.ts';
import { decodeText } from '../text/decode.ts';
import { basename, resolve } from '../text/paths.ts';
import { compareVersions } from './expressions.ts';
import { nearestPackagesFolder, restoreFolder, runtimeAssemblies } from './packages.ts';
import type { Project } from './project.ts';

/** A package as a publish takes it. */
export interface PublishedPackage {
	readonly name: string;
	readonly version: string;
	/** Whether the project itself refers to it. */
	readonly isDirect: boolean;
	/** Names of the packages and projects that the project itself refers to and that bring it; none where it refers to it. */
	readonly through: readonly string[];
	/** Absolute paths of the assemblies that run. */
	readonly assemblies: readonly string[];
	/** Absolute paths of what it adds to the project's MSBuild files. */
	readonly builds: readonly string[];
}

export interface PublishedFiles {
	readonly packages: readonly PublishedPackage[];
	/** The framework's assemblies with bodies; empty where no restore has brought them. */
	readonly framework: readonly string[];
	/** Where the framework's bodies come from, as `Microsoft.DotNet.ILCompiler 9.0.20`; undefined where they are not there. */
	readonly frameworkName: string | undefined;
	readonly runtimeIdentifier: string;
	/** What could not be had, in words for people. */
	readonly notes: readonly string[];
}

interface AssetsEntry {
	readonly type?: string;
	readonly dependencies?: Readonly<Record<string, string>>;
	readonly runtime?: Readonly<Record<string, unknown>>;
	readonly build?: Readonly<Record<string, unknown>>;
	readonly runtimeTargets?: Readonly<Record<string, { readonly rid?: string; readonly assetType?: string }>>;
}

interface Assets {
	readonly targets?: Readonly<Record<string, Readonly<Record<string, AssetsEntry>>>>;
	readonly libraries?: Readonly<Record<string, { readonly type?: string; readonly path?: string }>>;
	readonly packageFolders?: Readonly<Record<string, unknown>>;
	readonly project?: { readonly frameworks?: Readonly<Record<string, { readonly dependencies?: Readonly<Record<string, unknown>> }>> };
}

/** Programs among some projects; a library is published with the program that uses it, and a test seldom at all. */
export function programsOf(projects: readonly Project[], isTestIncluded: boolean): readonly Project[] {
	return projects.filter(
		project =>
			(!project.isTest || isTestIncluded) &&
			isPublishable(project) &&
			(project.isWeb || /^(?:exe|winexe)$/i.test(project.property('OutputType')) || project.isFileBased),
	);
}

/** Hosts of Aspire say that they are not, in `Aspire.Hosting.AppHost.props` of their package. */
function isPublishable({ property }: Project): boolean {
	const said = property('IsPublishable').toLowerCase();
	return said === '' ? property('IsAspireHost').toLowerCase() !== 'true' : said !== 'false';
}

/** Whether a restore has settled which packages a project is published with. */
export const isRestored = (project: Project, host: Host): boolean => host.exists(assetsOf(project));

const assetsOf = (project: Project): string => `${restoreFolder(project.property, project.folder)}/project.assets.json`;

/** @param root the folder beyond which no configuration is looked for */
export function publishedFiles(project: Project, host: Host, root: string): PublishedFiles {
	const folder = host.isPackagesFolderFixed
		? host.packagesFolder
		: (nearestPackagesFolder(project.folder, root, host) ?? host.packagesFolder);
	const assets = readAssets(project, host);
	const folders = assets ? Object.keys(assets.packageFolders ?? {}).map(each => resolve('/', each.replaceAll('\\', '/'))) : [];
	if (folder !== undefined && !folders.includes(folder)) folders.push(folder);
	const major = Number(/^net(\d+)\./.exec(project.targetFramework)?.[1] ?? 0);
	const wanted = project.property('RuntimeIdentifier');
	const framework = frameworkFiles(folders, major, wanted, project.frameworks, host);
	const notes: string[] = [];
	if (framework.files.length === 0)
		notes.push(
			`The code of .NET ${major} is not on this machine: run 'dotnet restore -p:PublishAot=true'. What the framework calls back is not known until then.`,
		);
	const packages = assets ? fromAssets(assets, project, folders, framework.rid, host) : fromReferences(project, host);
	if (!assets)
		notes.push("The project is not restored: packages are taken as they lie in the packages folder ('dotnet restore' settles them).");
	return {
		packages,
		framework: framework.files,
		frameworkName: framework.name,
		runtimeIdentifier: framework.rid,
		notes,
	};
}

function readAssets(project: Project, host: Host): Assets | undefined {
	const bytes = host.read(assetsOf(project));
	const text = bytes && decodeText(bytes);
	if (!text) return undefined;
	try {
		return JSON.parse(text) as Assets;
	} catch {
		return undefined;
	}
}

const COMPILER = /^(?:runtime\..*)?microsoft\.(?:dotnet\.ilcompiler|net\.illink\.tasks)$/i;

function fromAssets(assets: Assets, project: Project, folders: readonly string[], rid: string, host: Host): readonly PublishedPackage[] {
	const isTarget = (name: string): boolean => {
		const short = name.split('/')[0] ?? name;
		const long = /^\.NETCoreApp,Version=v(\d+\.\d+)$/.exec(short);
		return short === project.targetFramework || (long !== null && project.targetFramework.startsWith(`net${long[1]}`));
	};
	const targets = Object.entries(assets.targets ?? {}).filter(([name]) => isTarget(name));
	const target = (targets.find(([name]) => name.endsWith(`/${rid}`)) ?? targets[0])?.[1] ?? {};
	const direct = new Set(
		Object.values(assets.project?.frameworks ?? {}).flatMap(each => Object.keys(each.dependencies ?? {}).map(name => name.toLowerCase())),
	);
	const referenced = new Set([
		...direct,
		...project.projectReferences.map(each =>
			basename(each)
				.replace(/\.\w+$/, '')
				.toLowerCase(),
		),
	]);
	const dependents = new Map<string, string[]>();
	for (const [key, entry] of Object.entries(target))
		for (const name of Object.keys(entry.dependencies ?? {})) {
			const lower = name.toLowerCase();
			dependents.set(lower, [...(dependents.get(lower) ?? []), key.split('/')[0] ?? key]);
		}
	const packages: PublishedPackage[] = [];
	for (const [key, entry] of Object.entries(target)) {
		const library = assets.libraries?.[key];
		const [name = key, version = ''] = key.split('/');
		if (library?.type !== 'package' || !library.path || COMPILER.test(name)) continue;
		const home = folders.map(folder => `${folder}/${library.path}`).find(each => host.exists(each));
		if (!home) continue;
		const files = Object.keys(entry.runtime ?? {});
		// Without a target for the machine that it runs on, assets for that machine stand apart and take the place of the plain ones.
		const apart = Object.entries(entry.runtimeTargets ?? {})
			.filter(([, each]) => each.assetType === 'runtime' && each.rid !== undefined && fits(rid, each.rid))
			.sort(([, left], [, right]) => RIDS(rid).indexOf(left.rid ?? '') - RIDS(rid).indexOf(right.rid ?? ''));
		const chosen = new Map<string, string>();
		for (const file of [...apart.map(([file]) => file), ...files]) {
			const base = file.slice(file.lastIndexOf('/') + 1);
			if (file.endsWith('.dll') && !chosen.has(base)) chosen.set(base, `${home}/${file}`);
		}
		packages.push({
			name,
			version,
			isDirect: direct.has(name.toLowerCase()),
			through: direct.has(name.toLowerCase()) ? [] : bringersOf(name, dependents, referenced),
			assemblies: [...chosen.values()],
			builds: Object.keys(entry.build ?? {})
				.filter(file => /\.(?:props|targets)$/i.test(file))
				.map(file => `${home}/${file}`),
		});
	}
	return packages;
}

/** What the project refers to, on the ways up from a package. */
function bringersOf(name: string, dependents: ReadonlyMap<string, readonly string[]>, referenced: ReadonlySet<string>): readonly string[] {
	const found = new Set<string>();
	const seen = new Set<string>();
	const queue = [...(dependents.get(name.toLowerCase()) ?? [])];
	for (let each = queue.pop(); each !== undefined; each = queue.pop()) {
		const lower = each.toLowerCase();
		if (seen.has(lower)) continue;
		seen.add(lower);
		if (referenced.has(lower)) found.add(each);
		else queue.push(...(dependents.get(lower) ?? []));
	}
	return [...found].sort();
}

/** `linux-x64`, `linux`, `unix-x64`, `unix`, `any`: the graph of runtime identifiers, as far as packages use it. */
const RIDS = (rid: string): readonly string[] => {
	const [system = '', machine = ''] = rid.split('-');
	const family = system === 'linux' || system === 'osx' ? ['unix'] : [];
	return [rid, system, ...family.flatMap(each => [`${each}-${machine}`, each]), 'any'];
};
const fits = (rid: string, asset: string): boolean => RIDS(rid).includes(asset);

function fromReferences(project: Project, host: Host): readonly PublishedPackage[] {
	const direct = new Set(project.packageItems.map(item => item.include.toLowerCase()));
	return project.packages.resolved.map(each => ({
		name: each.name,
		version: each.version,
		isDirect: direct.has(each.name.toLowerCase()),
		through: [],
		assemblies: runningOf(each.assemblies, project.targetFramework, host),
		builds: [],
	}));
}

/** What runs in place of what is compiled against: reference assemblies have no code, and may be for another framework than what does. */
function runningOf(assemblies: readonly string[], framework: string, host: Host): readonly string[] {
	const reference = assemblies.find(path => path.includes('/ref/'));
	return reference === undefined ? assemblies : runtimeAssemblies(reference.slice(0, reference.lastIndexOf('/ref/')), framework, host);
}

interface FrameworkFiles {
	readonly files: readonly string[];
	readonly name: string | undefined;
	readonly rid: string;
}

/** The framework that Native AOT compiles: up to .NET 9 it lies in the compiler's package, since then in a runtime pack of its own. */
function frameworkFiles(
	folders: readonly string[],
	major: number,
	wanted: string,
	frameworks: readonly string[],
	host: Host,
): FrameworkFiles {
	const dlls = (folder: string): readonly string[] =>
		host
			.list(folder)
			.filter(name => name.endsWith('.dll'))
			.map(name => `${folder}/${name}`);
	for (const folder of folders) {
		const names = host.list(folder).filter(name => name.endsWith('/'));
		const rids = names.flatMap(name => /^runtime\.(.+)\.microsoft\.dotnet\.ilcompiler\/$/.exec(name)?.[1] ?? []);
		const ordered = [...rids].sort((left, right) => rank(left, wanted) - rank(right, wanted));
		for (const rid of ordered) {
			const newest = (name: string): string | undefined =>
				host
					.list(`${folder}/${name}`)
					.map(each => each.replace(/\/$/, ''))
					.filter(each => each.startsWith(`${major}.`))
					.sort(compareVersions)
					.at(-1);
			const asp = (): readonly string[] => {
				if (!frameworks.includes('Microsoft.AspNetCore.App')) return [];
				const name = `microsoft.aspnetcore.app.runtime.${rid}`;
				const version = newest(name);
				return version === undefined ? [] : dlls(`${folder}/${name}/${version}/runtimes/${rid}/lib/net${major}.0`);
			};
			const compiler = `runtime.${rid}.microsoft.dotnet.ilcompiler`;
			const old = newest(compiler);
			const pack = `microsoft.netcore.app.runtime.nativeaot.${rid}`;
			const packed = newest(pack);
			if (packed !== undefined) {
				const home = `${folder}/${pack}/${packed}/runtimes/${rid}`;
				return { files: [...dlls(`${home}/native`), ...dlls(`${home}/lib/net${major}.0`), ...asp()], name: `.NET ${packed}`, rid };
			}
			if (old === undefined) continue;
			const home = `${folder}/${compiler}/${old}`;
			const files = [...dlls(`${home}/sdk`), ...dlls(`${home}/framework`)];
			if (files.length > 0) return { files: [...files, ...asp()], name: `.NET ${old}`, rid };
		}
	}
	return { files: [], name: undefined, rid: wanted || 'linux-x64' };
}

const rank = (rid: string, wanted: string): number => (rid === wanted ? 0 : rid === 'linux-x64' ? 1 : rid.startsWith('linux') ? 2 : 3);
