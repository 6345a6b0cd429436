/**
 * What was found, shown and not judged, by project and rule: the one count that the status bar, the summary and the
 * command line have. Three states: findings, clean (all was read and judged), not judged and why.
 */
import { type Counts, type NotJudged, plural, type ProjectSummary, type Summary } from '../../protocol/report.ts';
import type { Project } from '../project/project.ts';
import { ruleInfo } from '../rules/catalog.ts';
import { LineIndex } from '../text/line-index.ts';
import { dirname, relative } from '../text/paths.ts';
import type { FileReport, JudgedFinding, Level, Reading } from './finding.ts';
import { problemsOf } from './problems.ts';
import { mergeTargets } from './report.ts';
import type { Workspace } from './workspace.ts';

/** How findings of projects that have not opted in are shown. */
export interface View {
	/** The level at which a finding is shown; undefined when it is not. */
	readonly levelOf: (finding: JudgedFinding, project: Project) => Level | undefined;
	readonly isAssessed: (project: Project) => boolean;
	readonly isQuiet: (project: Project) => boolean;
	/** The codes of one use are one problem (`problems.ts`). */
	readonly isCombined: boolean;
	/** Nothing in the file is shown or counted. */
	readonly isExcluded: (path: string) => boolean;
	/** Somebody types in the file: that its syntax is broken meanwhile is known, and not told. */
	readonly isTyped?: (path: string) => boolean;
}

/** All is shown as it is. */
const PLAIN: View = {
	levelOf: finding => (finding.suppressedBy || finding.level === 'none' ? undefined : finding.level),
	isAssessed: () => false,
	isQuiet: () => false,
	isCombined: false,
	isExcluded: () => false,
};

const LOUDNESS: readonly Level[] = ['none', 'note', 'warning', 'error'];
/** The louder of two levels. */
export const louder = (left: Level, right: Level): Level => (LOUDNESS.indexOf(left) >= LOUDNESS.indexOf(right) ? left : right);

/** A place with one finding or several: a call that needs both dynamic code and unreferenced code is one. */
export const placeKey = (path: string, { start }: { readonly start: number }): string => `${path}\n${start}`;

/**
 * @param asked the workspace's projects to tell of
 * @param reports what was found so far, a report for each project and file
 */
export function summarize(
	workspace: Workspace,
	asked: readonly Project[],
	reports: Iterable<FileReport>,
	isComplete: boolean,
	view: View = PLAIN,
): Summary {
	const merged = mergeTargets(reports);
	const byProject = grouped(merged, report => report.project.path);
	const targets = grouped(asked, project => project.path);
	const projects = [...targets.values()].flatMap(([project, ...others]) =>
		project ? [projectSummary([project, ...others], workspace.referencedBy(project), byProject.get(project.path) ?? [], view)] : [],
	);
	return {
		projects,
		counts: countsOf(merged, view),
		unreadable: [
			...[...workspace.unreadable].map(([path, reason]) => ({ path, reason })),
			...merged.flatMap(({ path, failures = [] }) => failures.map(reason => ({ path, reason }))),
		],
		isComplete,
	};
}

function grouped<T>(all: readonly T[], keyOf: (each: T) => string): ReadonlyMap<string, readonly T[]> {
	const groups = new Map<string, T[]>();
	for (const each of all) {
		const known = groups.get(keyOf(each));
		if (known) known.push(each);
		else groups.set(keyOf(each), [each]);
	}
	return groups;
}

/** Several workspaces' summaries as one. */
export function joinSummaries(summaries: readonly Summary[], isComplete: boolean): Summary {
	const sum = (count: (counts: Counts) => number): number => summaries.reduce((total, each) => total + count(each.counts), 0);
	return {
		projects: summaries.flatMap(each => each.projects),
		counts: { errors: sum(each => each.errors), warnings: sum(each => each.warnings), infos: sum(each => each.infos) },
		unreadable: summaries.flatMap(each => each.unreadable),
		isComplete,
	};
}

/** What is shown, each problem of a file once. */
function countsOf(reports: readonly FileReport[], view: View): Counts {
	return byLevel([...grouped(reports, report => report.path).values()].flatMap(ofFile => levelsOf(ofFile, view)));
}

/** How loudly each problem of one file is shown. */
function levelsOf(reports: readonly FileReport[], view: View): readonly Level[] {
	if (reports.some(report => view.isExcluded(report.path))) return [];
	const told = reports.flatMap(({ project, findings }) =>
		findings.flatMap(finding => {
			const level = view.levelOf(finding, project);
			return level ? [{ finding, level }] : [];
		}),
	);
	return problemsOf(told, view.isCombined).map(problem => problem.map(each => each.level).reduce(louder));
}

function byLevel(levels: Iterable<Level>): Counts {
	const counts = { errors: 0, warnings: 0, infos: 0 };
	for (const level of levels) {
		if (level === 'error') counts.errors++;
		else if (level === 'warning') counts.warnings++;
		else counts.infos++;
	}
	return counts;
}

function projectSummary(
	targets: readonly [Project, ...Project[]],
	referenced: readonly Project[],
	reports: readonly FileReport[],
	view: View,
): ProjectSummary {
	const [project] = targets;
	const rules = new Map<string, number>();
	const places = new Set<string>();
	const isQuiet = view.isQuiet(project);
	for (const { path, findings } of reports)
		for (const finding of view.isExcluded(path) ? [] : findings) {
			if (finding.suppressedBy || finding.level === 'none') continue;
			if (path !== project.path) places.add(placeKey(path, finding));
			if (view.levelOf(finding, project) || isQuiet) rules.set(finding.code, (rules.get(finding.code) ?? 0) + 1);
		}
	const { errors, warnings, infos } = countsOf(reports, view);
	return {
		path: project.path,
		name: project.name,
		kind: project.kind,
		...(project.assumed && { assumed: project.assumed }),
		...(project.optedInBy !== undefined && { optedInBy: project.optedInBy }),
		targetFramework: targets.map(each => each.targetFramework).join(';'),
		files: project.files.length,
		errors,
		warnings,
		notes: infos,
		places: places.size,
		isAssessed: view.isAssessed(project),
		isQuiet,
		rules: [...rules]
			.map(([code, count]) => ({ code, title: ruleInfo(code).title, count }))
			.sort((left, right) => right.count - left.count || left.code.localeCompare(right.code)),
		missingPackages: project.packages.missing,
		...readingOf(reports),
		notEvaluated: [...new Set(targets.flatMap(each => each.messages))],
		notJudged: notJudged(project, referenced, reports, view),
	};
}

function readingOf(reports: readonly FileReport[]): Pick<ProjectSummary, 'names' | 'unknownNames' | 'misread'> {
	const readings = reports.map(report => report.reading).filter(reading => reading !== undefined);
	const sum = (count: (reading: Reading) => number): number => readings.reduce((total, each) => total + count(each), 0);
	return {
		names: sum(each => each.names),
		unknownNames: sum(each => each.unknownNames),
		misread: sum(each => (each.unreadAt === undefined ? 0 : 1)),
	};
}

/** Below this share of unknown names a project counts as read. */
const TOLERATED_UNKNOWN = 0.02;

/** Names that could not be bound, where they are many: for what the project lacks, or one that it references. */
function unknownNames(project: Project, referenced: readonly Project[], reports: readonly FileReport[]): readonly NotJudged[] {
	const { names, unknownNames: unknown, misread } = readingOf(reports);
	if (unknown <= TOLERATED_UNKNOWN * names) return [];
	const partly = referenced.find(each => each.messages.length > 0);
	const reasons = [
		[project, ...referenced].some(each => each.packages.missing.length > 0) && 'packages not restored',
		project.messages.length > 0 && 'the project file was not read completely',
		partly && `the project file of ${partly.name} was not read completely`,
		misread > 0 && 'syntax that could not be read',
	].filter(Boolean);
	return [
		{
			what: `${Math.max(3, Math.round((100 * unknown) / names))} % of names`,
			why: `unknown, so what they name is not checked: ${reasons.join(', ') || 'code that generators or other tools make is not seen'}`,
		},
	];
}

/** Files of which a part is no C# to the grammar: what stands there is not judged. */
function unreadSyntax(project: Project, reports: readonly FileReport[], view: View): readonly NotJudged[] {
	const unread = reports.flatMap(({ path, text, reading, failures }) =>
		reading?.unreadAt === undefined || failures || view.isTyped?.(path) ? [] : [{ path, text, at: reading.unreadAt }],
	);
	const [first] = unread;
	if (!first) return [];
	const line = new LineIndex(first.text).position(first.at).line + 1;
	return [
		{
			what: `${relative(dirname(project.path), first.path)}:${line}${unread.length > 1 ? ` and ${plural(unread.length - 1, 'more file')}` : ''}`,
			why: 'syntax that could not be read, so what stands there is not checked',
		},
	];
}

/** The first of many names. */
const listed = (names: readonly string[]): string =>
	names.length > MAX_NAMES + 1 ? `${names.slice(0, MAX_NAMES).join(', ')} and ${names.length - MAX_NAMES} more` : names.join(', ');
const MAX_NAMES = 8;

/** What of a project was not judged, why, and the way out. */
function notJudged(project: Project, referenced: readonly Project[], reports: readonly FileReport[], view: View): readonly NotJudged[] {
	if (project.kind === 'test')
		return [{ what: project.name, why: 'tests are not published', wayOut: 'turn on aotLens.includeTests to check them too' }];
	if (project.kind === 'unsupported')
		return [
			project.targetFramework === ''
				? {
						what: project.name,
						why: 'its target framework is not known',
						wayOut: 'it may be set in a Directory.Build.props further up: open the folder of the repository',
					}
				: { what: project.name, why: `${project.targetFramework} is not checked`, wayOut: 'add a target of .NET 8 or later' },
		];
	const found: NotJudged[] = [...unknownNames(project, referenced, reports), ...unreadSyntax(project, reports, view)];
	const [message, ...more] = project.messages;
	if (message !== undefined)
		found.push({
			what: project.name,
			why: `its project file was not read completely: ${message}${more.length > 0 ? ` (and ${more.length} more)` : ''}`,
		});
	const { missing } = project.packages;
	if (missing.length > 0)
		found.push({ what: listed(missing), why: 'not restored, so calls into them are not checked', wayOut: 'run dotnet restore' });
	const silent = new Set(
		reports
			.filter(report => report.project.publishesAot)
			.flatMap(report => report.packages ?? [])
			.filter(each => each.verdict === 'unknown' || each.verdict === 'trimmable')
			.map(each => each.name),
	);
	if (silent.size > 0)
		found.push({
			what: [...silent].join(', '),
			why: 'what is inside these packages is not checked, and they do not say that they are compatible',
			wayOut: 'publish once: IL2104 and IL3053 name those that are not',
		});
	return found;
}
