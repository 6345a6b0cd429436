/**
 * From package references to assemblies on disk: through `obj/project.assets.json` where the project
 * was restored, else through the global packages folder and each package's nuspec.
 */
import { type Host, isInside } from '../host.ts';
import { decodeText } from '../text/decode.ts';
import { dirname, resolve } from '../text/paths.ts';
import type { Steps } from '../text/steps.ts';
import { compareVersions } from './expressions.ts';
import { parseXml, type XmlElement } from './xml.ts';

export interface PackageReference {
	readonly name: string;
	/** Empty where none is given. */
	readonly version: string;
	/** False where nothing of it can be called: it is for the build alone, as analyzers are. */
	readonly hasCompileAssets?: boolean;
}

/** A package as it is on this machine. */
export interface ResolvedPackage {
	readonly name: string;
	readonly version: string;
	/** Absolute paths of its reference assemblies for the framework. */
	readonly assemblies: readonly string[];
	/** Names of the packages that it brings. */
	readonly dependencies: readonly string[];
}

export interface ResolvedPackages {
	readonly resolved: readonly ResolvedPackage[];
	/** Absolute paths of reference assemblies. */
	readonly assemblies: readonly string[];
	/** Names of packages that are not on this machine. */
	readonly missing: readonly string[];
	/** Shared frameworks that packages ask for. */
	readonly frameworks: readonly string[];
	readonly inputs: readonly string[];
}

/** What was read of a packages folder; whoever owns it forgets it when packages may have come. */
export class PackagesRead {
	/** By a package's folder and the framework. */
	readonly contents = new Map<string, PackageContents>();
	/** By a package's folder: its versions, the lowest first. */
	readonly versions = new Map<string, readonly string[]>();

	clear(): void {
		this.contents.clear();
		this.versions.clear();
	}
}

/** A package as it is for one framework. */
interface PackageContents {
	readonly assemblies: readonly string[];
	readonly dependencies: readonly PackageReference[];
	readonly frameworks: readonly string[];
}

/** What has another shape in a file that anybody may have written counts as empty. */
const recordOf = (value: unknown): Readonly<Record<string, unknown>> =>
	typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
const stringsOf = (value: unknown): readonly string[] => (Array.isArray(value) ? value.filter(each => typeof each === 'string') : []);

/**
 * The folder of what a restore writes: `obj` beside the project, or where properties put it (`UseArtifactsOutputPath.props` and
 * `Microsoft.NET.DefaultArtifactsPath.props` of the SDK).
 *
 * @param property the project's properties
 * @param folder the project's folder
 */
export function restoreFolder(property: (name: string) => string, folder: string): string {
	const within = (path: string): string => resolve(folder, path.replaceAll('\\', '/')).replace(/(?<=.)\/$/, '');
	const artifacts = property('ArtifactsPath');
	const uses = property('UseArtifactsOutput').toLowerCase();
	const extensions = within(property('MSBuildProjectExtensionsPath') || 'obj');
	// The SDK's own value is no choice of the project.
	const isChosen = extensions !== within('obj');
	if (!isChosen && (uses === 'true' || (uses === '' && artifacts !== ''))) {
		const above = property('DirectoryBuildPropsPath');
		if (artifacts === '' && above === '') return within('artifacts/obj');
		const name = property('ArtifactsProjectName') || property('MSBuildProjectName');
		return within(`${artifacts || `${dirname(above.replaceAll('\\', '/'))}/artifacts`}/obj/${name}`);
	}
	return isChosen ? extensions : within(property('BaseIntermediateOutputPath') || 'obj');
}

/**
 * Resolves from a restored project's assets file; undefined when there is none for this framework.
 *
 * @param path of the assets file
 * @param host reads it, which lies in the repository
 * @param packages reads packages, which lie in folders that the file names; nothing else is read there
 */
export function fromAssets(path: string, framework: string, host: Host, packages: Host): ResolvedPackages | undefined {
	const bytes = host.read(path);
	const text = bytes && decodeText(bytes);
	if (!text) return undefined;
	let assets: Readonly<Record<string, unknown>>;
	try {
		assets = recordOf(JSON.parse(text));
	} catch {
		return undefined;
	}
	const found = Object.entries(recordOf(assets['targets'])).find(([name]) => sameFramework(name, framework));
	if (!found) return undefined;
	const folders = Object.keys(recordOf(assets['packageFolders'])).map(folder => resolve('/', folder));
	const libraries = recordOf(assets['libraries']);
	const resolved: ResolvedPackage[] = [];
	const missing: string[] = [];
	const frameworks = new Set<string>();
	for (const [key, value] of Object.entries(recordOf(found[1]))) {
		const entry = recordOf(value);
		for (const each of stringsOf(entry['frameworkReferences'])) frameworks.add(each);
		const library = recordOf(libraries[key]);
		const inFolder = library['path'];
		if (library['type'] !== 'package' || typeof inFolder !== 'string' || !inFolder) continue;
		const [name = key, version = ''] = key.split('/');
		const home = folders
			.map(folder => resolve(folder, inFolder))
			.find((each, index) => isInside(each, folders[index] ?? '') && packages.exists(each));
		if (home === undefined) {
			missing.push(name);
			continue;
		}
		resolved.push({
			name,
			version,
			assemblies: Object.keys(recordOf(entry['compile']))
				.filter(file => file.endsWith('.dll'))
				.map(file => resolve(home, file))
				.filter(file => isInside(file, home)),
			dependencies: Object.keys(recordOf(entry['dependencies'])),
		});
	}
	return { resolved, assemblies: resolved.flatMap(each => each.assemblies), missing, frameworks: [...frameworks], inputs: [path] };
}

/** `net10.0` against `net10.0/linux-x64` or `.NETCoreApp,Version=v10.0`. */
function sameFramework(target: string, framework: string): boolean {
	const long = /^\.NETCoreApp,Version=v(\d+\.\d+)$/.exec(target);
	return target === framework || target.split('/')[0] === framework || (long !== null && framework === `net${long[1]}`);
}

const MAX_PACKAGES = 2000;

/**
 * Resolves references in the global packages folder, following each nuspec's dependencies, a package at a time.
 * @param isProvided whether the framework has a package within it: nothing of it is missed, and no package brings it
 * @param known what other projects read of the folder, added to
 */
export function* fromPackagesFolder(
	references: readonly PackageReference[],
	framework: string,
	folder: string | undefined,
	host: Host,
	isProvided: (reference: PackageReference) => boolean,
	known = new PackagesRead(),
): Steps<ResolvedPackages> {
	const chosen = new Map<string, string>();
	const isDirect = new Set<string>();
	const resolved = new Map<string, ResolvedPackage>();
	const missing = new Set<string>();
	const frameworks = new Set<string>();
	const queue: (PackageReference & { direct: boolean })[] = references.map(reference => ({ ...reference, direct: true }));
	for (let at = 0; at < queue.length && at < MAX_PACKAGES; at++) {
		const reference = queue[at] as PackageReference & { direct: boolean };
		const key = reference.name.toLowerCase();
		if (!reference.direct && isProvided(reference)) continue;
		const version = folder === undefined ? undefined : nearestVersion(`${folder}/${key}`, reference.version, host, known);
		if (!version) {
			if (reference.hasCompileAssets !== false && !isProvided(reference)) missing.add(reference.name);
			continue;
		}
		const before = chosen.get(key);
		// The nearest reference wins; among dependencies the highest.
		if (before !== undefined && (compareVersions(before, version) >= 0 || isDirect.has(key))) continue;
		yield;
		if (reference.direct) isDirect.add(key);
		chosen.set(key, version);
		const contents = contentsOf(`${folder}/${key}/${version}`, key, framework, host, known);
		const dependencies = contents.dependencies.map(each => each.name);
		resolved.set(key, { name: reference.name, version, assemblies: contents.assemblies, dependencies });
		for (const each of contents.frameworks) frameworks.add(each);
		for (const dependency of contents.dependencies) queue.push({ ...dependency, direct: false });
	}
	return {
		resolved: [...resolved.values()],
		assemblies: [...resolved.values()].flatMap(each => each.assemblies),
		missing: [...missing],
		frameworks: [...frameworks],
		inputs: [],
	};
}

/** The `globalPackagesFolder` of a `nuget.config`; relative paths start beside it. Undefined where it has none or can't be read. */
export function configuredPackagesFolder(path: string, host: Pick<Host, 'read'>): string | undefined {
	const bytes = host.read(path);
	const text = bytes && decodeText(bytes);
	if (!text) return undefined;
	try {
		const settings = parseXml(text).children.find(child => child.name === 'config')?.children ?? [];
		const value = settings.find(each => each.name === 'add' && each.attributes['key']?.toLowerCase() === 'globalpackagesfolder')
			?.attributes['value'];
		return value && resolve(dirname(path), value.replaceAll('\\', '/'));
	} catch {
		return undefined;
	}
}

/** The nearest `nuget.config` from a folder up to the root that names a packages folder. */
export function nearestPackagesFolder(folder: string, root: string, host: Host): string | undefined {
	for (let at = folder; ; at = dirname(at)) {
		const name = host.list(at).find(each => each.toLowerCase() === 'nuget.config');
		const found = name && configuredPackagesFolder(`${at}/${name}`, host);
		if (found) return found;
		if (at === root || at === dirname(at)) return undefined;
	}
}

/**
 * The folder that packages are restored to, as far as files of the repository and the machine say.
 * @param property the project's `RestorePackagesPath`
 */
export function packagesFolderOf(property: string, folder: string, root: string, host: Host): string | undefined {
	if (property) return resolve(folder, property);
	return (host.isPackagesFolderFixed ? undefined : nearestPackagesFolder(folder, root, host)) ?? host.packagesFolder;
}

function contentsOf(home: string, name: string, framework: string, host: Host, known: PackagesRead): PackageContents {
	const key = `${home}\n${framework}`;
	let contents = known.contents.get(key);
	if (!contents)
		known.contents.set(key, (contents = { assemblies: compileAssets(home, framework, host), ...readNuspec(home, name, framework, host) }));
	return contents;
}

/** The exact version, else the lowest above it, else the highest there is. */
function nearestVersion(folder: string, wanted: string, host: Host, known: PackagesRead): string | undefined {
	let versions = known.versions.get(folder);
	if (!versions) {
		versions = host
			.list(folder)
			.filter(name => name.endsWith('/'))
			.map(name => name.slice(0, -1))
			.sort(compareVersions);
		known.versions.set(folder, versions);
	}
	const minimum =
		/\d[^,\])]*/
			.exec(wanted)?.[0]
			?.trim()
			.replace(/\.?\*.*$/, '') ?? '';
	if (minimum && versions.includes(minimum.toLowerCase())) return minimum.toLowerCase();
	return versions.find(version => compareVersions(version, minimum) >= 0) ?? versions.at(-1);
}

/** How well a folder named after a framework fits; higher is nearer, undefined does not fit. */
export function frameworkRank(folder: string, framework: string): number | undefined {
	const target = Number(/^net(\d+)\.\d/.exec(framework)?.[1] ?? 0);
	const platform = /-(\w+)/.exec(folder);
	if (platform && !framework.includes('-')) return undefined;
	const core = /^net(\d+)\.(\d)/.exec(folder);
	if (core && Number(core[1]) >= 5) return Number(core[1]) <= target ? 1000 + Number(core[1]) : undefined;
	const old = /^netcoreapp(\d)\.(\d)/.exec(folder);
	if (old) return 500 + Number(old[1]) * 10 + Number(old[2]);
	const standard = /^netstandard(\d)\.(\d)/.exec(folder);
	return standard ? 100 + Number(standard[1]) * 10 + Number(standard[2]) : undefined;
}

const compileAssets = (home: string, framework: string, host: Host): readonly string[] => assetsIn(['ref', 'lib'], home, framework, host);

/** The assemblies of a package that run, by absolute path, where they are the same on every machine. */
export const runtimeAssemblies = (home: string, framework: string, host: Host): readonly string[] =>
	assetsIn(['lib'], home, framework, host);

function assetsIn(kinds: readonly string[], home: string, framework: string, host: Host): readonly string[] {
	for (const kind of kinds) {
		const folders = host
			.list(`${home}/${kind}`)
			.filter(name => name.endsWith('/'))
			.map(name => name.slice(0, -1));
		const best = folders
			.map(folder => ({ folder, rank: frameworkRank(folder.toLowerCase(), framework) }))
			.filter(each => each.rank !== undefined)
			.sort((left, right) => (right.rank ?? 0) - (left.rank ?? 0))[0];
		if (best)
			return host
				.list(`${home}/${kind}/${best.folder}`)
				.filter(name => name.endsWith('.dll'))
				.map(name => `${home}/${kind}/${best.folder}/${name}`);
	}
	return [];
}

function readNuspec(home: string, name: string, framework: string, host: Host): Omit<PackageContents, 'assemblies'> {
	const bytes = host.read(`${home}/${name}.nuspec`);
	const text = bytes && decodeText(bytes);
	if (!text) return { dependencies: [], frameworks: [] };
	try {
		const metadata = parseXml(text).children.find(child => child.name === 'metadata');
		const groupOf = (parent: XmlElement | undefined): XmlElement | undefined => {
			const groups = parent?.children.filter(child => child.name === 'group') ?? [];
			const ranked = groups.map(group => ({
				group,
				rank:
					group.attributes['targetFramework'] === undefined
						? 1
						: frameworkRank(shortFramework(group.attributes['targetFramework']), framework),
			}));
			return (
				ranked.filter(each => each.rank !== undefined).sort((left, right) => (right.rank ?? 0) - (left.rank ?? 0))[0]?.group ??
				(groups.length === 0 ? parent : undefined)
			);
		};
		const dependencies =
			groupOf(metadata?.children.find(child => child.name === 'dependencies'))?.children.filter(child => child.name === 'dependency') ?? [];
		const references =
			groupOf(metadata?.children.find(child => child.name === 'frameworkReferences'))?.children.filter(
				child => child.name === 'frameworkReference',
			) ?? [];
		return {
			dependencies: dependencies
				.map(each => ({ name: each.attributes['id'] ?? '', version: each.attributes['version'] ?? '' }))
				.filter(each => each.name),
			frameworks: references.map(each => each.attributes['name'] ?? ''),
		};
	} catch {
		return { dependencies: [], frameworks: [] };
	}
}

/** `.NETStandard2.0` to `netstandard2.0`. */
function shortFramework(name: string): string {
	return name
		.toLowerCase()
		.replace(/^\.netstandard,?(?:version=v)?/, 'netstandard')
		.replace(/^\.netcoreapp,?(?:version=v)?/, 'netcoreapp')
		.replace(/^\.netframework.*/, 'net4');
}
