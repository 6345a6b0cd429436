/**
 * What the readiness report says: how far a workspace is from publishing with Native AOT, what stands in the way, and how much of it
 * a fix repairs. Plain data made of what was found; each shell adds what it alone knows.
 */
import type { FileReport, JudgedFinding, Level } from '../core/analysis/finding.ts';
import type { Workspace } from '../core/analysis/workspace.ts';
import type { Safety } from '../core/fixes/fix.ts';
import { fixesFor } from '../core/fixes/index.ts';
import { ruleInfo } from '../core/rules/catalog.ts';
import type { Category } from '../core/rules/rule.ts';
import { LineIndex } from '../core/text/line-index.ts';
import { relative } from '../core/text/paths.ts';
import { gaps, type NotJudged, type ProjectSummary, type Summary } from '../protocol/report.ts';

/** How a place is mended: by the safest fix that it has. `hand`: there is none. */
export type Effort = Safety | 'hand';

export interface ReportedPlace {
	/** Absolute. */
	readonly path: string;
	/** As people read it. */
	readonly file: string;
	/** 1-based. */
	readonly line: number;
	readonly column: number;
	readonly code: string;
	readonly title: string;
	readonly area: Category;
	readonly level: Level;
	readonly message: string;
	readonly effort: Effort;
	/** The path of the project file. */
	readonly project: string;
	/** It is not in the baseline. */
	readonly isNew: boolean;
}

export interface ReportedPackage {
	readonly name: string;
	readonly version: string;
	readonly verdict: 'breaks' | 'partly' | 'unknown' | 'trimmable' | 'missing' | 'works' | 'compatible';
	readonly why: string;
	readonly instead: string | undefined;
	/** Names of the projects that reference it. */
	readonly projects: readonly string[];
}

export interface ReportedProject {
	readonly path: string;
	readonly name: string;
	readonly state: string;
	readonly targetFramework: string;
	/** C# files that were judged, and those of them in which nothing breaks. */
	readonly files: number;
	readonly clean: number;
	readonly places: number;
	/** Places that no fix repairs. */
	readonly blockers: number;
}

export interface Trend {
	/** Findings in the baseline. */
	readonly known: number;
	/** Those of them that are gone. */
	readonly gone: number;
	/** Findings that are not in it. */
	readonly fresh: number;
}

export interface Readiness {
	readonly title: string;
	readonly tool: string;
	/** As people read it; empty where it is of no interest. */
	readonly date: string;
	/** C# files that were judged, and those of them in which nothing breaks. */
	readonly files: number;
	readonly clean: number;
	readonly projects: readonly ReportedProject[];
	readonly places: readonly ReportedPlace[];
	readonly packages: readonly ReportedPackage[];
	readonly notChecked: readonly NotJudged[];
	readonly trend: Trend | undefined;
	readonly isComplete: boolean;
}

/** 0 to 100: the share of judged files in which nothing breaks, rounded down; undefined where none was judged. */
export const scoreOf = ({ files, clean }: Pick<Readiness, 'files' | 'clean'>): number | undefined =>
	files === 0 ? undefined : Math.floor((100 * clean) / files);

/** Whether a finding says that something breaks: advice does not, nor what the source turns off. */
const breaks = ({ code, suppressedBy, level }: JudgedFinding): boolean => !suppressedBy && level !== 'none' && !ruleInfo(code).isAdvice;

/** The same for what several targets of a project tell of one place. */
export const placeKey = ({ project, path }: FileReport, { start, code, message }: JudgedFinding): string =>
	`${project.path}\n${path}\n${start}\n${code}\n${message}`;

/** Takes in reports, one for each file of a project, while they can still be asked for fixes. */
export class ReadinessBuilder {
	readonly #places = new Map<string, Omit<ReportedPlace, 'isNew'>>();
	readonly #packages = new Map<string, ReportedPackage>();
	/** Files that were judged, with whether something breaks there, by project. */
	readonly #files = new Map<string, Map<string, boolean>>();
	readonly #base: string;

	/** @param base the folder that files are named relative to */
	constructor(base: string) {
		this.#base = base;
	}

	add(report: FileReport, workspace: Workspace): void {
		const { path, project, findings } = report;
		for (const each of report.packages ?? []) this.#addPackage(each, project.name);
		if (path.endsWith('.cs')) {
			const files = this.#files.get(project.path) ?? new Map<string, boolean>();
			files.set(path, files.get(path) === true || findings.some(breaks));
			this.#files.set(project.path, files);
		}
		let lines: LineIndex | undefined;
		for (const finding of findings) {
			if (finding.suppressedBy || finding.level === 'none') continue;
			const key = placeKey(report, finding);
			if (this.#places.has(key)) continue;
			lines ??= new LineIndex(report.text);
			const { line, character } = lines.position(finding.start);
			const { title, category } = ruleInfo(finding.code);
			this.#places.set(key, {
				...{ path, file: relative(this.#base, path), line: line + 1, column: character + 1 },
				...{ code: finding.code, title, area: category, level: finding.level, message: finding.brief ?? finding.message },
				...{ effort: effortOf(finding, report, workspace), project: project.path },
			});
		}
	}

	#addPackage(each: NonNullable<FileReport['packages']>[number], project: string): void {
		const key = `${each.name.toLowerCase()} ${each.version}`;
		const known = this.#packages.get(key);
		const projects = [...new Set([...(known?.projects ?? []), project])];
		const { name, version, verdict, why, instead } = each;
		this.#packages.set(key, { name, version, verdict, why, instead, projects });
	}

	/**
	 * @param stateOf how a project is, in words
	 * @param fresh `placeKey`s of findings that are not in the baseline
	 */
	result(
		summary: Summary,
		stateOf: (project: ProjectSummary) => string,
		{ title, tool, date, trend }: Pick<Readiness, 'title' | 'tool' | 'date' | 'trend'>,
		fresh: ReadonlySet<string> = new Set(),
	): Readiness {
		const places = [...this.#places]
			.map(([key, place]): ReportedPlace => ({ ...place, isNew: fresh.has(key) }))
			.sort(
				(left, right) =>
					order(left.file, right.file) || left.line - right.line || left.column - right.column || order(left.code, right.code),
			);
		const count = (project: string): Pick<ReportedProject, 'files' | 'clean'> => {
			const files = [...(this.#files.get(project)?.values() ?? [])];
			return { files: files.length, clean: files.filter(hasBroken => !hasBroken).length };
		};
		const projects = summary.projects
			.filter(project => this.#files.has(project.path) || (project.kind !== 'test' && project.kind !== 'unsupported'))
			.map((project): ReportedProject => {
				const own = places.filter(place => place.project === project.path && place.area !== 'Advice');
				const { path, name, targetFramework } = project;
				const efforts = effortsOf(own);
				const blockers = efforts.filter(each => each !== 'repairs').length;
				return { path, name, state: stateOf(project), targetFramework, ...count(path), places: efforts.length, blockers };
			})
			.sort((left, right) => right.blockers - left.blockers || right.places - left.places || order(left.path, right.path));
		/** A file of two projects is one, and breaks where it breaks in one. */
		const all = new Map<string, boolean>();
		for (const files of this.#files.values()) for (const [path, hasBroken] of files) all.set(path, hasBroken || all.get(path) === true);
		return {
			...{ title, tool, date, trend, projects, places },
			files: all.size,
			clean: [...all.values()].filter(hasBroken => !hasBroken).length,
			packages: [...this.#packages.values()].sort(
				(left, right) => LOUDEST.indexOf(left.verdict) - LOUDEST.indexOf(right.verdict) || order(left.name, right.name),
			),
			notChecked: gaps(summary).map(each => ({ ...each, what: each.what.replaceAll(`${this.#base}/`, '') })),
			isComplete: summary.isComplete,
		};
	}
}

const LOUDEST: readonly ReportedPackage['verdict'][] = ['breaks', 'partly', 'missing', 'unknown', 'trimmable', 'works', 'compatible'];
const SAFEST: readonly Effort[] = ['repairs', 'changes-meaning', 'passes-on', 'silences', 'hand'];

/** How each place is mended: a call with two codes is one place, and as hard to mend as the harder of them. */
export function effortsOf(places: readonly ReportedPlace[]): readonly Effort[] {
	const byPlace = new Map<string, Effort>();
	for (const { path, line, column, effort } of places) {
		const key = `${path}:${line}:${column}`;
		const known = byPlace.get(key) ?? 'repairs';
		byPlace.set(key, SAFEST.indexOf(effort) > SAFEST.indexOf(known) ? effort : known);
	}
	return [...byPlace.values()];
}

/** A fix that only silences mends nothing. */
function effortOf(finding: JudgedFinding, { project, path }: FileReport, workspace: Workspace): Effort {
	try {
		const offered = fixesFor(finding, { workspace, project, path }, fix => fix.safety !== 'silences').map(fix => fix.safety);
		return SAFEST.find(each => each === 'hand' || offered.includes(each)) ?? 'hand';
	} catch {
		return 'hand';
	}
}

const order = (left: string, right: string): number => (left < right ? -1 : left > right ? 1 : 0);
