/** `aot-lens check` and `aot-lens baseline`: judges what is asked for, leaves out what is known, and writes it in a format. */
import { mergeTargets } from '../core/analysis/report.ts';
import { joinSummaries, louder, summarize } from '../core/analysis/summary.ts';
import type { FileReport, JudgedFinding } from '../core/analysis/finding.ts';
import { repositoryOf } from '../core/analysis/projects.ts';
import type { Workspace } from '../core/analysis/workspace.ts';
import { type Host, isInside } from '../core/host.ts';
import type { Project } from '../core/project/project.ts';
import { programsOf } from '../core/project/published.ts';
import { decodeText } from '../core/text/decode.ts';
import { forTerminal } from '../core/text/escape.ts';
import { resolve } from '../core/text/paths.ts';
import type { Summary } from '../protocol/report.ts';
import type { Arguments } from './args.ts';
import { baselineText, parseBaseline } from './baseline.ts';
import { concernedProjects, foundThen } from './diff.ts';
import { FORMATS } from './formats/formats.ts';
import { type CheckResult, resultOf } from './formats/result.ts';
import { BaseError, type GitBase, gitBase } from './git-base.ts';
import { countedIn, Fingerprints, Known, knownIn, withoutKnown } from './known.ts';
import { judge, judgingWorkspace, noteOf } from './judge.ts';
import { Shelf } from '../core/whole-program/shelf.ts';
import { packageReports, predictAll } from './packages.ts';
import { Exit, type Runtime, storesOf, type Target, write } from './runtime.ts';
import { selectionOf } from './selection.ts';
import { inShard } from './shard.ts';

/** Gives the exit status. */
export async function check(targets: readonly Target[], args: Arguments, runtime: Runtime): Promise<number> {
	const { host } = runtime;
	const base = targets.length === 1 && targets[0] ? targets[0].base : runtime.folder;
	const repository = repositoryOf(base, host);
	const fingerprints = new Fingerprints(repository);
	const isGone = (file: string): boolean => !host.exists(`${repository}/${file}`);
	let known: Known | undefined;
	let since: GitBase | undefined;
	try {
		known = args.baseline === undefined || args.command === 'baseline' ? undefined : readBaseline(args.baseline, isGone, runtime);
		since = args.since === undefined ? undefined : gitBase(runtime.git, host, repository, args.since);
	} catch (error) {
		runtime.complain(`aot-lens: ${forTerminal((error as Error).message)}\n`);
		return error instanceof BaseError ? Exit.unreadable : Exit.usage;
	}
	const isTold = selectionOf(args, repository, host);
	const { findings, predictions } = storesOf(args, runtime);
	const shelf = new Shelf(path => host.read(path));
	/** All that was found, and what of it is told. */
	const found: FileReport[] = [];
	const reports: FileReport[] = [];
	const summaries: Summary[] = [];
	for (const target of targets) {
		const workspaceOver = (files: Host, isNow = true): Promise<Workspace> =>
			judgingWorkspace(target.folder, files, args, runtime, message => isNow && runtime.complain(noteOf(message)));
		const isWanted = (path: string): boolean =>
			isTold(path) && (target.file === undefined || target.file === path || target.file === since?.renamed.get(path));
		const judged = async (workspace: Workspace, projects: readonly Project[], files: Host): Promise<readonly FileReport[]> => {
			const asked = projects.filter(project => workspace.isJudged(project));
			const elsewhere = files === host && target.file === undefined && { base, folder: target.folder, args };
			const store = files === host ? findings : undefined;
			const own = [...(await judge(workspace, asked, { isWanted, store, ...(elsewhere && { elsewhere }) }, runtime))];
			if (args.followsPackages) {
				const programs = programsOf(asked, args.includeTests);
				const failed = ({ path }: Project, why: string): void => {
					workspace.unreadable.set(path, `its packages could not be followed: ${why.split('\n', 1)[0] ?? ''}`);
				};
				const predicted = predictAll(workspace, programs, files, { store: predictions, shelf, failed, collect: runtime.collect });
				own.push(...packageReports(predicted, workspace, files).filter(report => isTold(report.path)));
			}
			return mergeTargets(own);
		};
		const workspace = await workspaceOver(host);
		const then = since && (await workspaceOver(since.host, false));
		const concerned = since && then && concernedProjects(workspace, then, since);
		const asked = workspace.projects.filter(
			project => target.concerns(project) && (concerned?.has(project.path) ?? true) && (isTold(project.path) || project.files.some(isTold)),
		);
		const projects = args.shard ? inShard(workspace, asked, args.shard) : asked;
		for (const each of target.listed) {
			if (!isInside(each, target.folder)) workspace.unreadable.set(each, 'the solution lists it, but it lies outside of the repository');
			else if (!host.exists(each)) workspace.unreadable.set(each, 'the solution lists it, but it is not there');
		}
		const own = await judged(workspace, projects, host);
		for (const report of own) fingerprints.add(report);
		found.push(...own);
		let wanted = known ? withoutKnown(own, known, fingerprints) : own;
		if (since && then) {
			// In parts, too, all that was there is known: a project may have gone, and its code into another part.
			const before = then.projects.filter(each => concerned?.has(each.path));
			wanted = withoutKnown(
				wanted,
				new Known(foundThen(await judged(then, before, since.host), since, fingerprints), isGone),
				fingerprints,
			);
		}
		wanted = wanted.map(report => toldOf(report, args));
		reports.push(...wanted);
		summaries.push(summarize(workspace, projects, wanted, true));
	}
	const summary = joinSummaries(summaries, true);
	if (args.command === 'baseline')
		return write(baselineText(countedIn(found, fingerprints)), args.output ?? 'aot-lens-baseline.json', runtime);
	if (known && args.baseline !== undefined && args.shrinksBaseline && summary.unreadable.length === 0) {
		const status = write(baselineText(knownIn(found, known, fingerprints)), args.baseline, runtime);
		if (status !== Exit.clean) return status;
	}
	const options = { tool: runtime.version, base, repository, isBrief: args.isBrief };
	const texts = new Map(reports.map(report => [report.path, report.text]));
	return show(
		resultOf(reports, summary, { ...options, fingerprintOf: finding => fingerprints.of(finding) }),
		file => texts.get(resolve(base, file)),
		args,
		runtime,
	);
}

/**
 * Writes a result in the format that is asked for, and gives the exit status.
 * @param textOf the text of a file of the result
 */
export function show(result: CheckResult, textOf: (file: string) => string | undefined, args: Arguments, runtime: Runtime): number {
	const showing = { useColor: args.output === undefined && runtime.hasColor, textOf, page: runtime.page };
	const status = write(FORMATS[args.format](result, showing), args.output, runtime);
	return status === Exit.clean ? statusOf(result, args, runtime) : status;
}

/** The exit status of a result; where the summary is not on the terminal, it says why something could not be read. */
export function statusOf({ findings, summary }: CheckResult, args: Arguments, runtime: Runtime): number {
	if (summary.unreadable.length > 0) {
		if (args.output !== undefined || args.format !== 'pretty') complainOf(summary.unreadable, runtime);
		return Exit.unreadable;
	}
	const levels = findings.filter(finding => !finding.suppressed).map(finding => finding.level);
	const warnings = levels.filter(level => level === 'warning').length;
	return levels.includes('error') || warnings > args.maxWarnings ? Exit.findings : Exit.clean;
}

/** A report with what the arguments ask for. */
function toldOf(report: FileReport, { rules, minimum }: Arguments): FileReport {
	const isWanted = ({ code, level }: JudgedFinding): boolean =>
		(rules.length === 0 || rules.includes(code)) && (level === 'none' || louder(level, minimum) === level);
	return report.findings.every(isWanted) ? report : { ...report, findings: report.findings.filter(isWanted) };
}

/** @throws Error when it can't be read or is no baseline */
export function readBaseline(written: string, isGone: (file: string) => boolean, { host, locate }: Runtime): Known {
	const bytes = host.read(locate(written).path);
	if (!bytes) throw new Error(`${written}: it can not be read; aot-lens baseline makes one`);
	try {
		return new Known(parseBaseline(decodeText(bytes) ?? ''), isGone);
	} catch (error) {
		throw new Error(`${written}: ${(error as Error).message}`);
	}
}

const MAX_COMPLAINTS = 20;

export function complainOf(unreadable: Summary['unreadable'], runtime: Runtime): void {
	for (const each of unreadable.slice(0, MAX_COMPLAINTS))
		runtime.complain(`aot-lens: could not be judged: ${forTerminal(`${each.path}: ${each.reason}`)}\n`);
	if (unreadable.length > MAX_COMPLAINTS) runtime.complain(`aot-lens: ... and ${unreadable.length - MAX_COMPLAINTS} more\n`);
}
