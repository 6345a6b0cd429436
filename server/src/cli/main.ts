/** The command line: the same walk as the server's, with every file new. */
import fs from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { mergeTargets } from '../core/analysis/report.ts';
import { joinSummaries, summarize } from '../core/analysis/summary.ts';
import type { FileReport } from '../core/analysis/finding.ts';
import { Workspace } from '../core/analysis/workspace.ts';
import type { Unknowns } from '../core/binding/state.ts';
import { createParser, type DataFiles, fromNative, nodeHost, packLoader } from '../node/host.ts';
import type { Project } from '../core/project/project.ts';
import { isSolution, solutionProjects } from '../core/project/solution.ts';
import { commonFolder, dirname } from '../core/text/paths.ts';
import { type Arguments, HELP, parseArguments, UsageError } from './args.ts';
import type { PublishPrediction } from '../core/whole-program/publish.ts';
import { bindingLines } from './bindings.ts';
import { fix } from './fix.ts';
import { explanation, packagesJson, packagesTable, predictAll, programsOf } from './packages.ts';
import { toSarif } from './sarif.ts';
import { toJson, toPretty } from './text.ts';

/** Exit statuses; 3 wins over 1. */
export const Exit = { clean: 0, findings: 1, usage: 2, unreadable: 3 } as const;

/** Runs the command line. Never throws for what a user can cause. */
export async function main(argv: readonly string[], data: DataFiles, version: string): Promise<number> {
	let args: Arguments;
	try {
		args = parseArguments(argv);
	} catch (error) {
		if (!(error instanceof UsageError)) throw error;
		process.stderr.write(`aot-lens: ${error.message}\n\n${HELP}\n`);
		return Exit.usage;
	}
	if (args.command === 'help') return print(HELP);
	if (args.command === 'version') return print(version);
	let targets: readonly Target[];
	try {
		targets = args.paths.map(each => targetOf(path.resolve(each)));
	} catch (error) {
		process.stderr.write(`aot-lens: ${(error as Error).message}\n`);
		return Exit.usage;
	}
	return args.command === 'packages' ? packages(targets, args, data) : check(targets, args, data, version);
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
function targetOf(native: string): Target {
	const given = fromNative(native);
	const status = fs.statSync(native, { throwIfNoEntry: false });
	if (!status) throw new UsageError(`no such file or folder: ${native}`);
	if (status.isDirectory()) return { base: given, folder: given, concerns: () => true, file: undefined, listed: [] };
	const base = dirname(given);
	if (isSolution(given)) {
		let listed: readonly string[];
		try {
			listed = solutionProjects(given, nodeHost);
		} catch (error) {
			throw new UsageError(`${native}: ${(error as Error).message}`);
		}
		return {
			base,
			folder: commonFolder([base, ...listed.map(dirname)]),
			concerns: project => listed.includes(project.path),
			file: undefined,
			listed,
		};
	}
	if (given.endsWith('.csproj')) return { base, folder: base, concerns: project => project.path === given, file: undefined, listed: [] };
	if (given.endsWith('.cs')) return { base, folder: base, concerns: project => project.files.includes(given), file: given, listed: [] };
	throw new UsageError(`expected a folder, a solution, a C# project or a C# file: ${native}`);
}

function print(text: string): number {
	process.stdout.write(`${text}\n`);
	return Exit.clean;
}

async function packages(targets: readonly Target[], args: Arguments, data: DataFiles): Promise<number> {
	const parser = await createParser(data);
	const packFor = packLoader(data.packs);
	const base = targets.length === 1 && targets[0] ? targets[0].base : fromNative(process.cwd());
	const predictions: PublishPrediction[] = [];
	for (const target of targets) {
		// The question is what publishing with Native AOT will say, whatever the project is set to now.
		const workspace = new Workspace(target.folder, nodeHost, parser, packFor, {
			properties: { PublishAot: 'true', ...args.properties },
			useEditorConfig: args.useEditorConfig,
			includeTests: args.includeTests,
			log: message => process.stderr.write(`aot-lens: ${message}\n`),
		});
		predictions.push(...predictAll(workspace, programsOf(workspace.projects.filter(target.concerns), args.includeTests)));
	}
	if (args.explain !== undefined) return write(explanation(predictions, args.explain), args.output);
	return write(args.format === 'json' ? packagesJson(predictions, base) : packagesTable(predictions, base), args.output);
}

async function check(targets: readonly Target[], args: Arguments, data: DataFiles, version: string): Promise<number> {
	const parser = await createParser(data);
	const packFor = packLoader(data.packs);
	const unknowns: Unknowns = new Map();
	const reports: FileReport[] = [];
	const summaries = [];
	const outputs: string[] = [];
	const statuses: number[] = [];
	const base = targets.length === 1 && targets[0] ? targets[0].base : fromNative(process.cwd());
	for (const target of targets) {
		const workspace = new Workspace(target.folder, nodeHost, parser, packFor, {
			properties: args.properties,
			useEditorConfig: args.useEditorConfig,
			includeTests: args.includeTests,
			assess: args.command === 'check',
			log: message => process.stderr.write(`aot-lens: ${message}\n`),
			...(args.command === 'unknowns' && { unknowns }),
		});
		if (args.command === 'fix') {
			statuses.push(fix(workspace, target, args, base));
			continue;
		}
		if (args.command === 'bindings') {
			for (const line of bindingLines(workspace, base)) outputs.push(line);
			continue;
		}
		const projects = workspace.projects.filter(target.concerns);
		for (const missing of target.listed.filter(each => !nodeHost.exists(each)))
			workspace.unreadable.set(missing, 'the solution lists it, but it is not there');
		const own = [
			...workspace.checkOnce(
				projects.filter(project => workspace.isJudged(project)),
				path => target.file === undefined || target.file === path,
			),
		];
		reports.push(...mergeTargets(own));
		summaries.push(summarize(workspace, projects, own, true));
	}
	if (args.command === 'fix') return Math.max(Exit.clean, ...statuses);
	if (args.command === 'bindings') return write(`${outputs.join('\n')}\n`, args.output);
	if (args.command === 'unknowns')
		return write(
			`${[...unknowns]
				.sort((left, right) => right[1] - left[1])
				.map(([reason, count]) => `${count}\t${reason}`)
				.join('\n')}\n`,
			args.output,
		);
	const summary = joinSummaries(summaries, true);
	const useColor = args.output === undefined && process.stdout.isTTY === true && process.env['NO_COLOR'] === undefined;
	const text =
		args.format === 'sarif'
			? toSarif(reports, base, version, summary.unreadable)
			: args.format === 'json'
				? toJson(reports, summary, base)
				: toPretty(reports, summary, base, useColor);
	const status = write(text, args.output);
	if (status !== Exit.clean) return status;
	if (summary.unreadable.length > 0) return Exit.unreadable;
	return reports.some(report =>
		report.findings.some(finding => !finding.suppressedBy && (finding.level === 'warning' || finding.level === 'error')),
	)
		? Exit.findings
		: Exit.clean;
}

function write(text: string, output: string | undefined): number {
	if (output === undefined) {
		process.stdout.write(text);
		return Exit.clean;
	}
	try {
		fs.writeFileSync(output, text);
		return Exit.clean;
	} catch (error) {
		process.stderr.write(`aot-lens: ${(error as Error).message}\n`);
		return Exit.unreadable;
	}
}
