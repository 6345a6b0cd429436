/**
 * What would help: the newest version in the packages folder of a package that warns, where publishing would not mention it.
 *
 * Invariant: a version is told only if the app was followed with it, and with what it needs besides; all of them are in the folder.
 */
import type { Host } from '../host.ts';
import { compareVersions } from '../project/expressions.ts';
import { fromPackagesFolder, runtimeAssemblies } from '../project/packages.ts';
import type { PublishedFiles, PublishedPackage } from '../project/published.ts';
import { allSteps } from '../text/steps.ts';
import type { PackageSummary } from './prediction.ts';
import { predictPublish, type PredictPublishOptions, type PublishedSources, type PublishPrediction } from './publish.ts';

interface Candidate {
	readonly name: string;
	readonly version: string;
	readonly folder: string;
}

/** @returns versions that are quiet, by the lower-case names of the packages */
export function quietVersions(
	prediction: PublishPrediction,
	sources: PublishedSources,
	host: Host,
	options: PredictPublishOptions,
): ReadonlyMap<string, string> {
	const { project, files } = prediction;
	const framework = project.targetFramework;
	const before = new Set(files.packages.map(each => each.name.toLowerCase()));
	const quiet = new Map<string, string>();
	const changed = new Map<string, PublishedPackage>();
	const candidates: Candidate[] = [];
	for (const row of prediction.packages) {
		const candidate = row.warnings.length > 0 ? newestOf(row, files, host) : undefined;
		if (!candidate) continue;
		const { resolved, missing } = allSteps(fromPackagesFolder([candidate], framework, candidate.folder, host));
		// With a part of what it needs, less would be followed, and it would look quieter than it is.
		if (missing.length > 0) continue;
		candidates.push(candidate);
		for (const { name, version } of resolved) {
			const key = name.toLowerCase();
			const now = changed.get(key) ?? files.packages.find(each => each.name.toLowerCase() === key);
			if (now && compareVersions(now.version, version) >= 0) continue;
			const home = `${candidate.folder}/${key}/${version.toLowerCase()}`;
			changed.set(key, {
				name: now?.name ?? name,
				version,
				isDirect: now?.isDirect ?? false,
				through: now?.through ?? [candidate.name],
				assemblies: runtimeAssemblies(home, framework, host),
				builds: now?.builds ?? [],
			});
		}
	}
	if (candidates.length === 0) return quiet;
	const kept = files.packages.map(each => changed.get(each.name.toLowerCase()) ?? each);
	const added = [...changed].flatMap(([key, each]) => (before.has(key) ? [] : [each]));
	const { packages } = predictPublish(project, sources, host, { ...options, files: { ...files, packages: [...kept, ...added] } });
	const isQuiet = (name: string): boolean =>
		packages.every(
			each => each.warnings.length === 0 || (each.name !== name && !(each.through.includes(name) && !before.has(each.name.toLowerCase()))),
		);
	for (const { name, version } of candidates) if (isQuiet(name)) quiet.set(name.toLowerCase(), version);
	return quiet;
}

/** The newest version above the one that is used; a version before a release only where one is used already. */
function newestOf({ name, version }: PackageSummary, { packages }: PublishedFiles, host: Host): Candidate | undefined {
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
	return newest === undefined ? undefined : { name, version: newest, folder };
}
