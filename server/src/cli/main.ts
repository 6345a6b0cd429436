/** The command line: the same walk as the server's, with every file new. What it asks of the machine is handed in. */
import { mergeTargets } from '../core/analysis/report.ts';
import { joinSummaries, louder, summarize } from '../core/analysis/summary.ts';
import type { FileReport, JudgedFinding } from '../core/analysis/finding.ts';
import { repositoryOf } from '../core/analysis/projects.ts';
import type { PackFor } from '../core/analysis/references.ts';
import { Workspace } from '../core/analysis/workspace.ts';
import type { FixedFile } from '../core/fixes/fix-all.ts';
import { CODES, ruleInfo } from '../core/rules/catalog.ts';
import type { Unknowns } from '../core/binding/state.ts';
import { type Host, isInside } from '../core/host.ts';
import type { Project } from '../core/project/project.ts';
import { isSolution, solutionProjects } from '../core/project/solution.ts';
import type { CSharpParser } from '../core/syntax/parser.ts';
import { decodeText } from '../core/text/decode.ts';
import { forTerminal } from '../core/text/escape.ts';
import { commonFolder, dirname, relative } from '../core/text/paths.ts';
import { type Arguments, HELP, parseArguments, UsageError } from './args.ts';
import type { PredictionStore } from '../core/whole-program/remembered.ts';
import type { PublishPrediction } from '../core/whole-program/publish.ts';
import { bindingLines } from './bindings.ts';
import { fix } from './fix.ts';
import { explanation, packageReports, packagesJson, packagesTable, predictAll, programsOf } from './packages.ts';
import { baselineText, parseBaseline } from './baseline.ts';
import { concernedProjects, foundThen } from './diff.ts';
import { BaseError, type Git, type GitBase, gitBase } from './git-base.ts';
import { countedIn, Fingerprints, Known, knownIn, withoutKnown } from './known.ts';
import { FORMATS } from './formats/formats.ts';
import type { CheckResult } from './formats/result.ts';

/** What the command line asks of the machine. Paths are absolute with `/`. */
export interface Runtime {
	readonly host: Host;
	readonly parser: () => Promise<CSharpParser>;
	readonly packFor: PackFor;
	readonly version: string;
	/** The page of a code, in Markdown. */
	readonly page: (code: string) => string | undefined;
	/** Whether text on the terminal is coloured. */
	readonly hasColor: boolean;
	/** The folder in which the command was given. */
	readonly folder: string;
	/** A path as it was written on the command line, and what is there. */
	locate(written: string): { readonly path: string; readonly kind: 'file' | 'folder' | undefined };
	print(text: string): void;
	/** Tells on the second channel, which a redirected output leaves alone. */
	complain(text: string): void;
	/** Runs git, and nothing that the repository's configuration names. */
	readonly git: Git;
	/** Where predictions of packages are kept; undefined where they are not. `note` is told what is wrong with it. */
	predictions(note: (text: string) => void): PredictionStore | undefined;
	/** @throws Error when the file can't be written */
	save(written: string, text: string): void;
	/** Writes what fixes made of a file, nowhere but within `boundary`; gives the reason where it was left. */
	replace(file: FixedFile, boundary: string): string | undefined;
}

/** Exit statuses; 3 wins over 1. */
export const Exit = { clean: 0, findings: 1, usage: 2, unreadable: 3 } as const;

/** Runs the command line. Never throws for what a user can cause. */
export async function main(argv: readonly string[], runtime: Runtime): Promise<number> {
	let args: Arguments;
	try {
		args = parseArguments(argv);
	} catch (error) {
		if (!(error instanceof UsageError)) throw error;
		runtime.complain(`aot-lens: ${forTerminal(error.message)}\n\n${HELP}\n`);
		return Exit.usage;
	}
	if (args.command === 'help') return print(HELP, runtime);
	if (args.command === 'version') return print(runtime.version, runtime);
	if (args.command === 'rules')
		return print(CODES.map(code => `${code.padEnd(9)} ${ruleInfo(code).category.padEnd(10)} ${ruleInfo(code).title}`).join('\n'), runtime);
	if (args.command === 'explain') return explain(args.paths, runtime);
	let targets: readonly Target[];
	try {
		targets = args.paths.map(each => targetOf(each, runtime));
	} catch (error) {
		runtime.complain(`aot-lens: ${forTerminal((error as Error).message)}\n`);
		return Exit.usage;
	}
	return args.command === 'packages' ? packages(targets, args, runtime) : check(targets, args, runtime);
}

/** What a path on the command line asks for. */
export interface Target {
	/** What results are told relative to. */
	readonly base: string;
	/** Where projects are looked for. */
	readonly folder: string;
	readonly concerns: (project: Project) => boolean;
	readonly file: string | undefined;
	/** Projects that a solution lists. */
	readonly listed: readonly string[];
}

/** @throws UsageError when nothing can be checked there. */
function targetOf(written: string, { host, locate }: Runtime): Target {
	const { path, kind } = locate(written);
	if (kind === undefined) throw new UsageError(`no such file or folder: ${written}`);
	if (kind === 'folder') return { base: path, folder: path, concerns: () => true, file: undefined, listed: [] };
	const base = dirname(path);
	if (isSolution(path)) {
		let listed: readonly string[];
		try {
			listed = solutionProjects(path, host);
		} catch (error) {
			throw new UsageError(`${written}: ${(error as Error).message}`);
		}
		return {
			base,
			folder: commonFolder([base, ...listed.map(dirname).filter(folder => isInside(folder, reachOf(base, host)))]),
			concerns: project => listed.includes(project.path),
			file: undefined,
			listed,
		};
	}
	if (path.endsWith('.csproj')) return { base, folder: base, concerns: project => project.path === path, file: undefined, listed: [] };
	if (path.endsWith('.cs')) return { base, folder: base, concerns: project => project.files.includes(path), file: path, listed: [] };
	throw new UsageError(`expected a folder, a solution, a C# project or a C# file: ${written}`);
}

/** How far a solution's list is followed: within its repository; without one, to the folder above its own, which is never a whole disk. */
function reachOf(base: string, host: Host): string {
	const repository = repositoryOf(base, host);
	if (host.exists(`${repository}/.git`)) return repository;
	const above = dirname(base);
	return above.split('/').filter(Boolean).length < 2 ? base : above;
}

/** Prints the pages of codes. */
function explain(codes: readonly string[], runtime: Runtime): number {
	const pages = codes.map(code => runtime.page(code.toUpperCase()));
	const missing = codes.filter((_, index) => pages[index] === undefined);
	if (missing.length > 0) {
		runtime.complain(`aot-lens: no page for ${forTerminal(missing.join(', '))}: see aot-lens rules\n`);
		return Exit.usage;
	}
	return print(pages.join('\n').trimEnd(), runtime);
}

function print(text: string, runtime: Runtime): number {
	runtime.print(`${text}\n`);
	return Exit.clean;
}

function storeOf(args: Arguments, runtime: Runtime): PredictionStore | undefined {
	return args.usesCache ? runtime.predictions(text => runtime.complain(`aot-lens: ${forTerminal(text)}\n`)) : undefined;
}

async function packages(targets: readonly Target[], args: Arguments, runtime: Runtime): Promise<number> {
	const { host, packFor } = runtime;
	const parser = await runtime.parser();
	const base = targets.length === 1 && targets[0] ? targets[0].base : runtime.folder;
	const predictions: PublishPrediction[] = [];
	// A remembered prediction knows no more than what it said.
	const store = args.explain === undefined ? storeOf(args, runtime) : undefined;
	for (const target of targets) {
		// The question is what publishing with Native AOT will say, whatever the project is set to now.
		const workspace = new Workspace(target.folder, host, parser, packFor, {
			properties: { PublishAot: 'true', ...args.properties },
			useEditorConfig: args.useEditorConfig,
			includeTests: args.includeTests,
			log: message => runtime.complain(`aot-lens: ${message.split('\n').map(forTerminal).join('\n')}\n`),
		});
		predictions.push(...predictAll(workspace, programsOf(workspace.projects.filter(target.concerns), args.includeTests), host, store));
	}
	if (args.explain !== undefined) return write(explanation(predictions, args.explain), args.output, runtime);
	return write(
		args.format === 'json' ? packagesJson(predictions, base, host) : packagesTable(predictions, base, host),
		args.output,
		runtime,
	);
}

async function check(targets: readonly Target[], args: Arguments, runtime: Runtime): Promise<number> {
	const { host, packFor, version } = runtime;
	const parser = await runtime.parser();
	const unknowns: Unknowns = new Map();
	/** All that was found, and what of it is told. */
	const found: FileReport[] = [];
	const reports: FileReport[] = [];
	const summaries = [];
	const outputs: string[] = [];
	const statuses: number[] = [];
	const base = targets.length === 1 && targets[0] ? targets[0].base : runtime.folder;
	const repository = repositoryOf(base, host);
	const fingerprints = new Fingerprints(repository);
	const isGone = (file: string): boolean => !host.exists(`${repository}/${file}`);
	let known: Known | undefined;
	let since: GitBase | undefined;
	try {
		known = args.baseline === undefined ? undefined : readBaseline(args.baseline, isGone, runtime);
		since = args.since === undefined ? undefined : gitBase(runtime.git, host, repository, args.since);
	} catch (error) {
		runtime.complain(`aot-lens: ${forTerminal((error as Error).message)}\n`);
		return error instanceof BaseError ? Exit.unreadable : Exit.usage;
	}
	const store = args.followsPackages ? storeOf(args, runtime) : undefined;
	for (const target of targets) {
		const workspaceOver = (files: Host, isNow = true): Workspace =>
			new Workspace(target.folder, files, parser, packFor, {
				properties: args.properties,
				useEditorConfig: args.useEditorConfig,
				includeTests: args.includeTests,
				assess: args.command === 'check' || args.command === 'baseline',
				log: message => isNow && runtime.complain(`aot-lens: ${message.split('\n').map(forTerminal).join('\n')}\n`),
				...(args.command === 'unknowns' && { unknowns }),
			});
		const workspace = workspaceOver(host);
		if (args.command === 'fix') {
			statuses.push(fix(workspace, target, args, base, runtime));
			continue;
		}
		if (args.command === 'bindings') {
			for (const line of bindingLines(workspace, base)) outputs.push(line);
			continue;
		}
		const then = since && workspaceOver(since.host, false);
		const concerned = since && then && concernedProjects(workspace, then, since);
		const projects = workspace.projects.filter(each => target.concerns(each) && (concerned?.has(each.path) ?? true));
		for (const each of target.listed) {
			if (!isInside(each, target.folder)) workspace.unreadable.set(each, 'the solution lists it, but it lies outside of the repository');
			else if (!host.exists(each)) workspace.unreadable.set(each, 'the solution lists it, but it is not there');
		}
		const judge = (of: Workspace, asked: readonly Project[], files: Host): readonly FileReport[] => {
			const reports = [
				...of.checkOnce(
					asked.filter(project => of.isJudged(project)),
					path => target.file === undefined || target.file === path || target.file === since?.renamed.get(path),
				),
			];
			if (args.followsPackages) {
				const programs = programsOf(asked, args.includeTests).filter(project => of.isJudged(project));
				reports.push(...packageReports(predictAll(of, programs, files, store), of, files));
			}
			return mergeTargets(reports);
		};
		const own = judge(workspace, projects, host);
		for (const report of own) fingerprints.add(report);
		found.push(...own);
		let wanted = known ? withoutKnown(own, known, fingerprints) : own;
		if (since && then) {
			const before = judge(
				then,
				then.projects.filter(each => concerned?.has(each.path)),
				since.host,
			);
			const old = new Known(foundThen(before, since, fingerprints), isGone);
			wanted = withoutKnown(wanted, old, fingerprints);
		}
		wanted = wanted.map(report => toldOf(report, args));
		reports.push(...wanted);
		summaries.push(summarize(workspace, projects, wanted, true));
	}
	if (args.command === 'fix') return Math.max(Exit.clean, ...statuses);
	if (args.command === 'bindings') return write(`${outputs.join('\n')}\n`, args.output, runtime);
	if (args.command === 'unknowns')
		return write(
			`${[...unknowns]
				.sort((left, right) => right[1] - left[1])
				.map(([reason, count]) => `${count}\t${reason}`)
				.join('\n')}\n`,
			args.output,
			runtime,
		);
	const summary = joinSummaries(summaries, true);
	if (args.command === 'baseline')
		return write(baselineText(countedIn(found, fingerprints)), args.output ?? 'aot-lens-baseline.json', runtime);
	if (known && args.baseline !== undefined && args.shrinksBaseline && summary.unreadable.length === 0) {
		const status = write(baselineText(knownIn(found, known, fingerprints)), args.baseline, runtime);
		if (status !== Exit.clean) return status;
	}
	const result: CheckResult = {
		reports: args.isBrief ? reports.map(report => briefly(report, fingerprints)) : reports,
		summary,
		root: base,
		version,
		useColor: args.output === undefined && runtime.hasColor,
		fingerprintOf: finding => fingerprints.of(finding),
	};
	const status = write(FORMATS[args.format](result), args.output, runtime);
	if (status !== Exit.clean) return status;
	if (summary.unreadable.length > 0) {
		// Where the summary is not on the terminal, the reason is.
		if (args.output !== undefined || args.format !== 'pretty') complainOf(summary.unreadable, base, runtime);
		return Exit.unreadable;
	}
	const levels = reports.flatMap(report => report.findings.filter(finding => !finding.suppressedBy).map(finding => finding.level));
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
function readBaseline(written: string, isGone: (file: string) => boolean, { host, locate }: Runtime): Known {
	const bytes = host.read(locate(written).path);
	if (!bytes) throw new Error(`${written}: it can not be read; aot-lens baseline makes one`);
	try {
		return new Known(parseBaseline(decodeText(bytes) ?? ''), isGone);
	} catch (error) {
		throw new Error(`${written}: ${(error as Error).message}`);
	}
}

/** A report whose messages begin with a short sentence. */
const briefly = (report: FileReport, fingerprints: Fingerprints): FileReport => ({
	...report,
	findings: report.findings.map(finding =>
		finding.brief ? fingerprints.pass(finding, { ...finding, message: `${finding.brief}. ${finding.message}` }) : finding,
	),
});

const MAX_COMPLAINTS = 20;

function complainOf(unreadable: readonly { readonly path: string; readonly reason: string }[], base: string, runtime: Runtime): void {
	for (const each of unreadable.slice(0, MAX_COMPLAINTS))
		runtime.complain(`aot-lens: could not be judged: ${forTerminal(`${relative(base, each.path)}: ${each.reason}`)}\n`);
	if (unreadable.length > MAX_COMPLAINTS) runtime.complain(`aot-lens: ... and ${unreadable.length - MAX_COMPLAINTS} more\n`);
}

function write(text: string, output: string | undefined, runtime: Runtime): number {
	if (output === undefined) {
		runtime.print(text);
		return Exit.clean;
	}
	try {
		runtime.save(output, text);
		return Exit.clean;
	} catch (error) {
		runtime.complain(`aot-lens: ${forTerminal((error as Error).message)}\n`);
		return Exit.unreadable;
	}
}
