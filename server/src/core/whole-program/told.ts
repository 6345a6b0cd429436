/**
 * A prediction in plain data: what is posted between threads, and what an editor shows of packages.
 *
 * Invariant: offsets belong to the texts that are told with them.
 */
import type { Host } from '../host.ts';
import { decodeText } from '../text/decode.ts';
import { LineIndex } from '../text/line-index.ts';
import { findingsOf, type PlacedFinding } from './findings.ts';
import type { PackageSummary } from './prediction.ts';
import { type PublishPrediction, summaryOf } from './publish.ts';

/** A call of the app that leads to warnings. */
export interface ToldCall {
	readonly path: string;
	/** 0-based. */
	readonly line: number;
	readonly warnings: number;
}

export interface ToldPackage extends Omit<PackageSummary, 'warnings'> {
	/** Warnings behind IL2104, behind IL3053, and those that are printed one by one. */
	readonly trim: number;
	readonly aot: number;
	readonly single: number;
	/** Those of most warnings first. */
	readonly calls: readonly ToldCall[];
	/** A newer version in the packages folder that publishing would not mention. */
	readonly quietIn: string | undefined;
}

/** What would help, by the lower-case names of packages. */
export type QuietVersions = ReadonlyMap<string, string>;

export interface ToldPrediction {
	/** `Project.id`. */
	readonly project: string;
	readonly findings: readonly PlacedFinding[];
	readonly packages: readonly ToldPackage[];
	readonly notes: readonly string[];
	/** What could not be read. */
	readonly unreadable: readonly string[];
	/** The files that something is told of, as they were read. */
	readonly texts: ReadonlyMap<string, string>;
}

export function toldOf(prediction: PublishPrediction, host: Host, quiet: QuietVersions = new Map()): ToldPrediction {
	const texts = new Map<string, string>();
	const textOf = (path: string): string => {
		let text = texts.get(path);
		if (text === undefined) {
			const bytes = host.read(path);
			texts.set(path, (text = (bytes && decodeText(bytes)) ?? ''));
		}
		return text;
	};
	const lines = new Map<string, LineIndex>();
	const lineOf = (path: string, offset: number): number => {
		let index = lines.get(path);
		if (!index) lines.set(path, (index = new LineIndex(textOf(path))));
		return index.position(offset).line;
	};
	const findings = findingsOf(prediction, host);
	for (const { path, related } of findings) for (const each of [path, ...related.flatMap(({ place }) => place?.path ?? [])]) textOf(each);
	return {
		project: prediction.project.id,
		findings,
		packages: prediction.packages.map(each => toldPackage(each, lineOf, quiet)),
		notes: prediction.notes,
		unreadable: prediction.unreadable,
		texts,
	};
}

function toldPackage(row: PackageSummary, lineOf: (path: string, offset: number) => number, quiet: QuietVersions): ToldPackage {
	const { warnings, ...rest } = row;
	const behind = (code: string | undefined): number => warnings.filter(each => summaryOf(each.code, row.isTrimmable) === code).length;
	const calls = new Map<string, ToldCall>();
	for (const { places } of warnings) {
		const [place] = places;
		if (!place) continue;
		const line = lineOf(place.path, place.start);
		const key = `${place.path} ${line}`;
		calls.set(key, { path: place.path, line, warnings: (calls.get(key)?.warnings ?? 0) + 1 });
	}
	return {
		...rest,
		trim: behind('IL2104'),
		aot: behind('IL3053'),
		single: behind(undefined),
		calls: [...calls.values()].sort((left, right) => right.warnings - left.warnings),
		quietIn: quiet.get(row.name.toLowerCase()),
	};
}

/**
 * What publishing says of a package, in few words.
 * @param count how many warnings it prints, or folds
 */
export function verdictOf(
	{
		assemblies,
		isReached,
		hasTrimSummary,
		hasAotSummary,
	}: Pick<PackageSummary, 'assemblies' | 'isReached' | 'hasTrimSummary' | 'hasAotSummary'>,
	count: number,
): string {
	if (assemblies.length === 0) return 'no code of its own';
	if (!isReached) return 'not reached';
	if (count === 0) return 'quiet: nothing that warns is reached';
	const codes = [hasTrimSummary && 'IL2104', hasAotSummary && 'IL3053'].filter(Boolean).join(' ');
	return `${codes || 'single lines'} (${count} warning${count === 1 ? '' : 's'})`;
}
