/**
 * What would help: the newest version in the packages folder of a package that warns, where publishing would not mention it.
 *
 * Invariant: a version is told only if the app was followed with it, and with what it needs besides; all of them are in the folder.
 * Not so the other way round: where a member that warns now still does, and the package's code still leads there, nothing is
 * followed, which would cost as much as the app itself.
 */
import type { Host } from '../host.ts';
import { compareVersions } from '../project/expressions.ts';
import { fromPackagesFolder, type PackageReference, PackagesRead, runtimeAssemblies } from '../project/packages.ts';
import { isProvided } from '../project/sdk.ts';
import type { PublishedFiles, PublishedPackage } from '../project/published.ts';
import { allSteps } from '../text/steps.ts';
import { followedIn } from './predict.ts';
import type { MethodDef } from './definitions.ts';
import type { ChainStep, PackageSummary } from './prediction.ts';
import type { Program } from './program.ts';
import {
	majorOf,
	predictPublish,
	type PredictPublishOptions,
	programOf,
	type PublishedSources,
	type PublishPrediction,
	settingsOf,
	stateKeyOf,
	switchesOf,
} from './publish.ts';
import { methodName, typeDefName } from './names.ts';
import { compilerOf, Shelf } from './shelf.ts';

interface Candidate {
	/** Of the package as it is used. */
	readonly row: PackageSummary;
	readonly version: string;
	readonly folder: string;
	/** With what it needs, as the folder has it. */
	readonly resolved: readonly { readonly name: string; readonly version: string }[];
}

/** @returns versions that are quiet, by the lower-case names of the packages */
export function quietVersions(
	prediction: PublishPrediction,
	sources: PublishedSources,
	host: Host,
	options: PredictPublishOptions,
): ReadonlyMap<string, string> {
	const { project, files } = prediction;
	const quiet = new Map<string, string>();
	const newer = candidatesOf(prediction, host);
	const candidates = newer.length === 0 ? [] : withoutWarning(newer, prediction, sources, host, options);
	if (candidates.length === 0) return quiet;
	const { packages } = predictPublish(project, sources, host, { ...options, files: changedFiles(prediction, candidates, host) });
	const before = new Set(files.packages.map(each => each.name.toLowerCase()));
	const isQuiet = (name: string): boolean =>
		packages.every(
			each => each.warnings.length === 0 || (each.name !== name && !(each.through.includes(name) && !before.has(each.name.toLowerCase()))),
		);
	for (const { row, version } of candidates) if (isQuiet(row.name)) quiet.set(row.name.toLowerCase(), version);
	return quiet;
}

function candidatesOf({ project, files, packages }: PublishPrediction, host: Host): readonly Candidate[] {
	const known = new PackagesRead();
	return packages.flatMap(row => {
		const found = row.warnings.length > 0 ? newestOf(row, files, host) : undefined;
		if (!found) return [];
		const reference = { name: row.name, version: found.version };
		const isWithin = (each: PackageReference): boolean => isProvided(each.name, each.version, project.targetFramework, project.frameworks);
		const { resolved, missing } = allSteps(fromPackagesFolder([reference], project.targetFramework, found.folder, host, isWithin, known));
		// With a part of what it needs, less would be followed, and it would look quieter than it is; so it would without any code.
		const isWhole = missing.length === 0 && runtimeAssemblies(homeOf(found.folder, reference), project.targetFramework, host).length > 0;
		return isWhole ? [{ row, ...found, resolved }] : [];
	});
}

const homeOf = (folder: string, { name, version }: { readonly name: string; readonly version: string }): string =>
	`${folder}/${name.toLowerCase()}/${version.toLowerCase()}`;

/** What is published with other versions. */
function changedFiles({ project, files }: PublishPrediction, candidates: readonly Candidate[], host: Host): PublishedFiles {
	const framework = project.targetFramework;
	const before = new Map(files.packages.map(each => [each.name.toLowerCase(), each]));
	const changed = new Map<string, PublishedPackage>();
	for (const { row, folder, resolved } of candidates)
		for (const { name, version } of resolved) {
			const key = name.toLowerCase();
			const now = changed.get(key) ?? before.get(key);
			if (now && compareVersions(now.version, version) >= 0) continue;
			changed.set(key, {
				name: now?.name ?? name,
				version,
				isDirect: now?.isDirect ?? false,
				through: now?.through ?? [row.name],
				assemblies: runtimeAssemblies(homeOf(folder, { name, version }), framework, host),
				builds: now?.builds ?? [],
			});
		}
	const kept = files.packages.map(each => changed.get(each.name.toLowerCase()) ?? each);
	const added = [...changed].flatMap(([key, each]) => (before.has(key) ? [] : [each]));
	return { ...files, packages: [...kept, ...added] };
}

/** Those in which no member that warns now does so still, or none is reached in the way that it is now. */
function withoutWarning(
	candidates: readonly Candidate[],
	prediction: PublishPrediction,
	sources: PublishedSources,
	host: Host,
	{ store, shelf = new Shelf(path => host.read(path)) }: PredictPublishOptions,
): readonly Candidate[] {
	const { project } = prediction;
	const files = changedFiles(prediction, candidates, host);
	const switches = switchesOf(project, files, host);
	const major = majorOf(project);
	const about = candidates.map(({ row }) => `${row.name} ${[...warningMembers(row)].join(' ')}`);
	const key = store?.hash([stateKeyOf(store, host, files, settingsOf(store, major, switches), []), ...about].join('\n'));
	const kept = key === undefined ? undefined : readNames(store?.load(key));
	if (kept) return candidates.filter(({ row }) => kept.includes(row.name));
	shelf.begin();
	const program = programOf(shelf, files, switches, sources);
	const effectsOf = followedIn(program, compilerOf(major));
	const found = candidates.filter(({ row }) => !stillWarns(row, program, effectsOf));
	shelf.end();
	if (key !== undefined) store?.save(key, JSON.stringify(found.map(({ row }) => row.name)));
	return found;
}

function readNames(text: string | undefined): readonly unknown[] | undefined {
	try {
		const names: unknown = JSON.parse(text ?? 'null');
		return Array.isArray(names) ? names : undefined;
	} catch {
		// Cut off while it was written, or not ours.
		return undefined;
	}
}

type Member = Pick<ChainStep, 'assembly' | 'member'>;

const nameOf = ({ assembly, member }: Member): string => `${assembly} ${member}`;

const warningMembers = ({ warnings }: PackageSummary): ReadonlySet<string> => new Set(warnings.map(nameOf));

/** Whether something of a package warns that is reached today by a way which its code still leads. */
function stillWarns(row: PackageSummary, program: Program, effectsOf: ReturnType<typeof followedIn>): boolean {
	const isOwn = ({ assembly }: Member): boolean => row.assemblies.includes(assembly);
	const members = new Set(row.warnings.flatMap(each => [each, ...each.chain.filter(isOwn)]).map(nameOf));
	const methods = methodsNamed(members, row.assemblies, program);
	return row.warnings.some(warning => {
		const method = methods.get(nameOf(warning));
		if (!method) return false;
		for (const [index, step] of warning.chain.entries()) {
			const before = warning.chain[index - 1];
			if (!isOwn(step) || !before || !isOwn(before)) continue;
			const [from, to] = [methods.get(nameOf(before)), methods.get(nameOf(step))];
			if (!from || !to || !leadsTo(from, to, step.how, program)) return false;
		}
		return effectsOf(program.owners.ownerOf(method) ?? method).some(each => each.kind === 'report');
	});
}

/** The methods of some assemblies that have one of these names. */
function methodsNamed(members: ReadonlySet<string>, assemblies: readonly string[], program: Program): ReadonlyMap<string, MethodDef> {
	// All that may be the name of a type in one of them.
	const types = new Set<string>();
	for (const member of members)
		for (let dot = member.indexOf('.', member.indexOf(' ')); dot > 0; dot = member.indexOf('.', dot + 1)) types.add(member.slice(0, dot));
	const methods = new Map<string, MethodDef>();
	for (const assembly of assemblies) {
		const module = program.module(assembly);
		for (let row = 1; module && row <= module.typeCount; row++) {
			const def = module.typeDef(row);
			if (!types.has(`${assembly} ${typeDefName(def)}`)) continue;
			for (const method of def.methods) {
				const name = nameOf({ assembly, member: methodName(method.open, program.accessorKind) });
				if (members.has(name)) methods.set(name, method);
			}
		}
	}
	return methods;
}

/** Whether a method's code names another one, where it led there by that. */
function leadsTo(from: MethodDef, to: MethodDef, how: string, program: Program): boolean {
	const isInitializer = how === 'initializer';
	if (how !== 'call' && how !== 'new' && !isInitializer) return true;
	if (isInitializer && from.owner === to.owner && !to.owner.isBeforeFieldInit) return true;
	const { always, open, guarded } = program.needsOf(from);
	return [always, open, ...guarded.map(each => each.needs)].some(needs =>
		needs.some(about => {
			if (typeof about === 'number') return false;
			const def = 'def' in about ? about.def : undefined;
			return def === to || (isInitializer && (def?.kind === 'method' ? def.owner : def) === to.owner);
		}),
	);
}

/** The newest version above the one that is used; a version before a release only where one is used already. */
function newestOf(
	{ name, version }: PackageSummary,
	{ packages }: PublishedFiles,
	host: Host,
): Pick<Candidate, 'version' | 'folder'> | undefined {
	const part = `/${name.toLowerCase()}/${version.toLowerCase()}/`;
	const path = packages.find(each => each.name === name)?.assemblies.find(each => each.toLowerCase().includes(part));
	if (path === undefined) return undefined;
	const folder = path.slice(0, path.toLowerCase().indexOf(part));
	const [newest] = host
		.list(`${folder}/${name.toLowerCase()}`)
		.filter(each => each.endsWith('/'))
		.map(each => each.slice(0, -1))
		.filter(each => compareVersions(each, version) > 0 && (!each.includes('-') || version.includes('-')))
		.sort((left, right) => compareVersions(right, left));
	return newest === undefined ? undefined : { version: newest, folder };
}
