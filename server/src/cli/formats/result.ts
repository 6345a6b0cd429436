/**
 * What a check found, as every format gets it: plain data, which the JSON format holds whole. Formats are functions of it, so that
 * what was written by several runs can be read again, put together and shown in any of them.
 *
 * Invariant: paths are relative and everything has one order, so that parts of a run put together equal the whole run.
 */
import type { FileReport, JudgedFinding, Level } from '../../core/analysis/finding.ts';
import { louder } from '../../core/analysis/summary.ts';
import { LineIndex } from '../../core/text/line-index.ts';
import { relative } from '../../core/text/paths.ts';
import type { Counts, Summary } from '../../protocol/report.ts';

/** Version of the JSON document; fields may be added within one. */
export const FORMAT_VERSION = 1;

/** Where the pages of codes are on the web. */
export const PAGES = 'https://github.com/aot-lens/aot-lens/blob/main/docs/rules';

export interface CheckResult {
	readonly version: typeof FORMAT_VERSION;
	/** Version of the tool. */
	readonly tool: string;
	/** The folder that paths are relative to, relative to its repository; empty where it is that. */
	readonly root: string;
	readonly findings: readonly ReportedFinding[];
	readonly summary: Summary;
}

/** All positions are 1-based, in UTF-16 code units; ends are exclusive. */
export interface ReportedFinding {
	/** Relative to the root. */
	readonly file: string;
	/** The project file that compiles it, relative to the root. */
	readonly project: string;
	readonly line: number;
	readonly column: number;
	readonly endLine: number;
	readonly endColumn: number;
	readonly code: string;
	readonly level: Level;
	readonly message: string;
	/** What it means in a short sentence, where the message is the SDK's. */
	readonly brief?: string;
	/** A name for the finding that survives when lines move, unique in its file. */
	readonly fingerprint: string;
	readonly suppressed: boolean;
	/** Where it comes from, or leads, step by step. */
	readonly related?: readonly ReportedPlace[];
}

export interface ReportedPlace {
	readonly message: string;
	readonly file?: string;
	readonly line?: number;
	readonly column?: number;
}

/** How a format is shown. */
export interface Showing {
	readonly useColor: boolean;
	/** The text of a file of the result; undefined where it can't be had. */
	readonly textOf: (file: string) => string | undefined;
	/** The page of a code, in Markdown. */
	readonly page: (code: string) => string | undefined;
}

export interface ResultOptions {
	readonly tool: string;
	/** The folder that was checked, and its repository. */
	readonly base: string;
	readonly repository: string;
	readonly fingerprintOf: (finding: JudgedFinding) => string;
	/** A short sentence stands before the SDK's. */
	readonly isBrief: boolean;
}

/** @param reports one for each file of a project */
export function resultOf(reports: readonly FileReport[], summary: Summary, options: ResultOptions): CheckResult {
	const { tool, base, repository } = options;
	const lines = new Map(reports.filter(report => report.findings.length > 0).map(report => [report.path, new LineIndex(report.text)]));
	const findings = reports.flatMap(report =>
		report.findings.map((finding): ReportedFinding => {
			const start = lines.get(report.path)?.position(finding.start) ?? { line: 0, character: 0 };
			const end = lines.get(report.path)?.position(finding.end) ?? start;
			return {
				file: relative(base, report.path),
				project: relative(base, report.project.path),
				line: start.line + 1,
				column: start.character + 1,
				endLine: end.line + 1,
				endColumn: end.character + 1,
				code: finding.code,
				level: finding.level,
				message: options.isBrief && finding.brief ? `${finding.brief}. ${finding.message}` : finding.message,
				...(finding.brief && { brief: finding.brief }),
				fingerprint: options.fingerprintOf(finding),
				suppressed: finding.suppressedBy !== undefined,
				...(finding.related && { related: finding.related.map(each => relatedPlace(each, base, lines)) }),
			};
		}),
	);
	return arranged({
		version: FORMAT_VERSION,
		tool,
		root: relative(repository, base),
		findings,
		summary: { ...summary, ...relativePaths(summary, base) },
	});
}

function relatedPlace(
	{ message, place }: NonNullable<JudgedFinding['related']>[number],
	base: string,
	lines: ReadonlyMap<string, LineIndex>,
): ReportedPlace {
	if (!place) return { message };
	const start = lines.get(place.path)?.position(place.start);
	return { message, file: relative(base, place.path), ...(start && { line: start.line + 1, column: start.character + 1 }) };
}

const relativePaths = ({ projects, unreadable }: Summary, base: string): Pick<Summary, 'projects' | 'unreadable'> => ({
	projects: projects.map(project => ({
		...project,
		path: relative(base, project.path),
		...(project.optedInBy !== undefined && { optedInBy: relative(base, project.optedInBy) }),
	})),
	unreadable: unreadable.map(({ path, reason }) => ({ path: relative(base, path), reason })),
});

/** The order of code units, which is the same on every machine. */
export const compare = (left: string | number, right: string | number): number => (left < right ? -1 : left > right ? 1 : 0);

/** The one order and the one count of a result; what several parts agree on is there once. */
export function arranged(result: CheckResult): CheckResult {
	const findings = distinct(result.findings).sort(
		(left, right) =>
			compare(left.file, right.file) ||
			left.line - right.line ||
			left.column - right.column ||
			compare(left.code, right.code) ||
			compare(left.message, right.message) ||
			compare(left.project, right.project) ||
			compare(JSON.stringify(left), JSON.stringify(right)),
	);
	const { summary } = result;
	return {
		...result,
		findings,
		summary: {
			...summary,
			projects: distinct(summary.projects).sort((left, right) => compare(left.path, right.path)),
			counts: countsOf(findings),
			unreadable: distinct(summary.unreadable).sort((left, right) => compare(left.path, right.path) || compare(left.reason, right.reason)),
		},
	};
}

const distinct = <T>(all: readonly T[]): T[] => [...new Map(all.map(each => [JSON.stringify(each), each])).values()];

/** A finding of a file that several projects compile is told once. */
const placeOf = ({ file, line, column, endLine, endColumn, code, message }: ReportedFinding): string =>
	JSON.stringify([file, line, column, endLine, endColumn, code, message]);

function countsOf(findings: readonly ReportedFinding[]): Counts {
	const levels = new Map<string, Level>();
	for (const finding of findings)
		if (!finding.suppressed && finding.level !== 'none')
			levels.set(placeOf(finding), louder(finding.level, levels.get(placeOf(finding)) ?? 'none'));
	const count = (level: Level): number => [...levels.values()].filter(each => each === level).length;
	return { errors: count('error'), warnings: count('warning'), infos: count('note') };
}

/** Findings that count, in the order of files and places; one of a file that two projects compile is told once. */
export function told({ findings }: CheckResult): readonly ReportedFinding[] {
	const seen = new Set<string>();
	return findings.filter(finding => {
		const key = placeOf(finding);
		if (finding.suppressed || seen.has(key)) return false;
		seen.add(key);
		return true;
	});
}

/** A file as its repository names it: for systems that know the repository alone. */
export const inRepository = ({ root }: CheckResult, file: string): string => {
	const parts = [...root.split('/'), ...file.split('/')].filter(Boolean);
	const folders: string[] = [];
	for (const part of parts)
		if (part === '..' && folders.length > 0 && folders.at(-1) !== '..') folders.pop();
		else folders.push(part);
	return folders.join('/');
};
