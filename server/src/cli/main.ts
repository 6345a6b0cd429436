/** The command line: the same walk as the server's, with every file new. What it asks of the machine is handed in. */
import { repositoryOf } from '../core/analysis/projects.ts';
import { Workspace } from '../core/analysis/workspace.ts';
import type { Unknowns } from '../core/binding/state.ts';
import { type Host, isInside } from '../core/host.ts';
import { programsOf } from '../core/project/published.ts';
import { isSolution, solutionProjects } from '../core/project/solution.ts';
import { CODES, ruleInfo } from '../core/rules/catalog.ts';
import { forTerminal } from '../core/text/escape.ts';
import { commonFolder, dirname } from '../core/text/paths.ts';
import { type Arguments, HELP, parseArguments, UsageError } from './args.ts';
import { bindingLines } from './bindings.ts';
import { check } from './check.ts';
import { configFile, readConfig } from './config.ts';
import { fix } from './fix.ts';
import { merge } from './merge.ts';
import { type Answer, answerAll, explanation, type Failed, packagesJson, packagesTable, predictAll } from './packages.ts';
import { report } from './report.ts';
import { Shelf } from '../core/whole-program/shelf.ts';
import { Exit, type Runtime, storesOf, type Target, write } from './runtime.ts';

/** Runs the command line. Never throws for what a user can cause. */
export async function main(argv: readonly string[], runtime: Runtime): Promise<number> {
	let args: Arguments;
	try {
		args = configured(argv, runtime);
	} catch (error) {
		if (!(error instanceof UsageError)) throw error;
		runtime.complain(`aot-lens: ${forTerminal(error.message)}\naot-lens --help lists what there is.\n`);
		return Exit.usage;
	}
	if (args.command === 'help') return print(HELP, runtime);
	if (args.command === 'version') return print(runtime.version, runtime);
	if (args.command === 'rules')
		return print(CODES.map(code => `${code.padEnd(9)} ${ruleInfo(code).category.padEnd(10)} ${ruleInfo(code).title}`).join('\n'), runtime);
	if (args.command === 'explain') return explain(args.paths, runtime);
	if (args.command === 'merge') return merge(args, runtime);
	let targets: readonly Target[];
	try {
		targets = args.paths.map(each => targetOf(each, runtime));
	} catch (error) {
		runtime.complain(`aot-lens: ${forTerminal((error as Error).message)}\n`);
		return Exit.usage;
	}
	switch (args.command) {
		case 'report':
			return report(targets, args, runtime);
		case 'packages':
			return packages(targets, args, runtime);
		case 'fix':
			return fixAllOf(targets, args, runtime);
		case 'bindings':
		case 'unknowns':
			return inspect(targets, args, runtime);
		default:
			return check(targets, args, runtime);
	}
}

/** What is asked for, with the options that the team keeps for the first path. */
function configured(argv: readonly string[], runtime: Runtime): Arguments {
	const { host, folder, locate } = runtime;
	const written = parseArguments(argv, folder);
	if (written.config === null || !['check', 'fix', 'baseline', 'report'].includes(written.command)) return written;
	const { path, kind } = locate(written.paths[0] ?? '.');
	const base = kind === 'file' ? dirname(path) : path;
	const file = written.config === undefined ? configFile(base, repositoryOf(base, host), host) : locate(written.config).path;
	if (file === undefined) return written;
	try {
		return parseArguments(argv, folder, readConfig(file, host));
	} catch (error) {
		throw new UsageError((error as Error).message);
	}
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

async function packages(targets: readonly Target[], args: Arguments, runtime: Runtime): Promise<number> {
	const { host, packFor } = runtime;
	const parser = await runtime.parser();
	const base = baseOf(targets, runtime);
	const answers: Answer[] = [];
	const store = storesOf(args, runtime).predictions;
	const shelf = new Shelf(path => host.read(path));
	const { collect } = runtime;
	let status: number = Exit.clean;
	const failed: Failed = ({ path }, why) => {
		runtime.complain(`aot-lens: ${forTerminal(path)} could not be followed: ${why.split('\n').map(forTerminal).join('\n')}\n`);
		status = Exit.unreadable;
	};
	for (const target of targets) {
		// The question is what publishing with Native AOT will say, whatever the project is set to now.
		const workspace = new Workspace(target.folder, host, parser, packFor, {
			properties: { PublishAot: 'true', ...args.properties },
			useEditorConfig: args.useEditorConfig,
			includeTests: args.includeTests,
			log: message => runtime.complain(`aot-lens: ${message.split('\n').map(forTerminal).join('\n')}\n`),
		});
		const programs = programsOf(workspace.projects.filter(target.concerns), args.includeTests);
		if (args.explain === undefined) answers.push(...answerAll(workspace, programs, host, { store, shelf, failed, collect }));
		else
			answers.push(
				...predictAll(workspace, programs, host, { store, shelf, failed, collect }, true).map(prediction => ({
					prediction,
					quiet: new Map(),
				})),
			);
	}
	const text =
		args.explain !== undefined
			? explanation(answers, args.explain)
			: args.format === 'json'
				? packagesJson(answers, base, host)
				: packagesTable(answers, base, host);
	return Math.max(status, write(text, args.output, runtime));
}

/** `aot-lens bindings` and `aot-lens unknowns`: for developers. */
async function inspect(targets: readonly Target[], args: Arguments, runtime: Runtime): Promise<number> {
	const unknowns: Unknowns = new Map();
	const lines: string[] = [];
	for (const target of targets) {
		const workspace = await workspaceOf(target, args, runtime, args.command === 'unknowns' ? unknowns : undefined);
		if (args.command === 'bindings') lines.push(...bindingLines(workspace, baseOf(targets, runtime)));
		else
			for (const _ of workspace.checkOnce(
				workspace.projects.filter(each => target.concerns(each) && workspace.isJudged(each)),
				() => true,
			));
	}
	const counts = [...unknowns].sort((left, right) => right[1] - left[1]).map(([reason, count]) => `${count}\t${reason}`);
	return write(`${[...lines, ...counts].join('\n')}\n`, args.output, runtime);
}

async function fixAllOf(targets: readonly Target[], args: Arguments, runtime: Runtime): Promise<number> {
	const statuses: number[] = [];
	for (const target of targets)
		statuses.push(fix(await workspaceOf(target, args, runtime), target, args, baseOf(targets, runtime), runtime));
	return Math.max(Exit.clean, ...statuses);
}

/** A workspace in which projects are judged by what they opted in to. */
async function workspaceOf(target: Target, args: Arguments, runtime: Runtime, unknowns?: Unknowns): Promise<Workspace> {
	return new Workspace(target.folder, runtime.host, await runtime.parser(), runtime.packFor, {
		properties: args.properties,
		useEditorConfig: args.useEditorConfig,
		includeTests: args.includeTests,
		log: message => runtime.complain(`aot-lens: ${message.split('\n').map(forTerminal).join('\n')}\n`),
		...(unknowns && { unknowns }),
	});
}

const baseOf = (targets: readonly Target[], runtime: Runtime): string =>
	targets.length === 1 && targets[0] ? targets[0].base : runtime.folder;
