/**
 * What is known of the packages that a project references: what they say of themselves in their assemblies,
 * and what was seen when they were published with Native AOT and run (`server/data/packages.json`).
 */
import known from '../../../data/packages.json' with { type: 'json' };
import type { AttributeFacts } from '../metadata/facts.ts';
import { compareVersions } from '../project/expressions.ts';
import type { Project } from '../project/project.ts';

export type Verdict = 'works' | 'partly' | 'breaks';

/** One entry of the data file. */
export interface KnownPackage {
	readonly id: string;
	/** Lowest and highest version that the entry speaks of; absent: all. */
	readonly from?: string;
	readonly below?: string;
	readonly verdict: Verdict;
	/** What happens at run time. */
	readonly what: string;
	readonly instead?: string;
	/** Where it is known from. */
	readonly source: string;
}

export interface PackageJudgement {
	readonly name: string;
	readonly version: string;
	/** In the file where the reference stands. */
	readonly file: string;
	readonly start: number;
	readonly end: number;
	readonly verdict: Verdict | 'compatible' | 'trimmable' | 'unknown' | 'missing';
	/** The evidence, in a sentence. */
	readonly why: string;
	readonly instead: string | undefined;
}

/** What an assembly says of itself. */
export interface AssemblyMarks {
	readonly isAotCompatible: boolean;
	readonly isTrimmable: boolean;
}

export function marksOf(attributes: readonly AttributeFacts[]): AssemblyMarks {
	const has = (key: string): boolean =>
		attributes.some(
			each =>
				each.name === 'System.Reflection.AssemblyMetadataAttribute' &&
				each.args[0] === key &&
				String(each.args[1]).toLowerCase() === 'true',
		);
	return { isAotCompatible: has('IsAotCompatible'), isTrimmable: has('IsTrimmable') };
}

/**
 * Judges each package reference of a project.
 *
 * @param marks what an assembly (by path) says of itself; undefined where it can't be read
 */
export function judgePackages(project: Project, marks: (assembly: string) => AssemblyMarks | undefined): readonly PackageJudgement[] {
	return project.packageItems
		.filter(item => item.include && item.metadata['privateassets']?.toLowerCase() !== 'all')
		.map(item => {
			const resolved = project.packages.resolved.find(each => each.name.toLowerCase() === item.include.toLowerCase());
			const version = resolved?.version ?? item.metadata['version'] ?? '';
			const place = { name: resolved?.name ?? item.include, version, file: item.file, start: item.start, end: item.end };
			const entry = knownPackage(item.include, version);
			const said = resolved?.assemblies.map(marks) ?? [];
			if (entry) return { ...place, verdict: entry.verdict, why: `${entry.what} (${entry.source})`, instead: entry.instead };
			if (!resolved)
				return {
					...place,
					verdict: 'missing',
					why: 'It is not in the packages folder: restore the project to see what it says of itself',
					instead: undefined,
				};
			if (said.length > 0 && said.every(each => each?.isAotCompatible))
				return { ...place, verdict: 'compatible', why: 'Its assemblies are marked IsAotCompatible', instead: undefined };
			if (said.length > 0 && said.every(each => each?.isTrimmable))
				return {
					...place,
					verdict: 'trimmable',
					why: 'Its assemblies are marked IsTrimmable, which says nothing of dynamic code',
					instead: undefined,
				};
			if (resolved.assemblies.length === 0)
				return { ...place, verdict: 'compatible', why: 'It has no assemblies that the app calls', instead: undefined };
			return { ...place, verdict: 'unknown', why: 'It does not say that it is compatible, and it was not judged', instead: undefined };
		});
}

/** What is known of a package from having been published and run. */
export function knownPackage(name: string, version: string): KnownPackage | undefined {
	return (known.packages as readonly KnownPackage[]).find(
		each =>
			each.id.toLowerCase() === name.toLowerCase() &&
			(!version || ((!each.from || compareVersions(version, each.from) >= 0) && (!each.below || compareVersions(version, each.below) < 0))),
	);
}

/** A word for a judgement, to stand at the end of the line. */
export const VERDICT_WORDS: Readonly<Record<PackageJudgement['verdict'], string>> = {
	works: 'works with Native AOT',
	compatible: 'AOT compatible',
	trimmable: 'trimmable',
	partly: 'works in part with Native AOT',
	breaks: 'breaks with Native AOT',
	unknown: 'AOT: unknown',
	missing: 'AOT: not restored',
};
