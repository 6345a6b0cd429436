/** The command line: the same walk as the server's, with every file new. */
import fs from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { summarize } from '../core/analysis/report.ts';
import { type FileReport, Workspace } from '../core/analysis/workspace.ts';
import type { Unknowns } from '../core/binding/state.ts';
import { createParser, type DataFiles, fromNative, nodeHost, packLoader } from '../node/host.ts';
import { type Arguments, HELP, parseArguments, UsageError } from './args.ts';
import { bindingLines } from './bindings.ts';
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
	const roots = args.paths.map(each => path.resolve(each));
	const absent = roots.find(root => !fs.existsSync(root));
	if (absent !== undefined) {
		process.stderr.write(`aot-lens: no such file or folder: ${absent}\n`);
		return Exit.usage;
	}
	return check(roots, args, data, version);
}

function print(text: string): number {
	process.stdout.write(`${text}\n`);
	return Exit.clean;
}

async function check(roots: readonly string[], args: Arguments, data: DataFiles, version: string): Promise<number> {
	const parser = await createParser(data);
	const packFor = packLoader(data.packs);
	const unknowns: Unknowns = new Map();
	const reports: FileReport[] = [];
	const summaries = [];
	const outputs: string[] = [];
	const base = fromNative(roots.length === 1 ? folderOf(roots[0] as string) : process.cwd());
	for (const root of roots) {
		const folder = fromNative(folderOf(root));
		const workspace = new Workspace(folder, nodeHost, parser, packFor, {
			properties: args.properties, useEditorConfig: args.useEditorConfig, includeTests: args.includeTests, log: message => process.stderr.write(`aot-lens: ${message}\n`), ...(args.command === 'unknowns' && { unknowns }),
		});
		if (args.command === 'bindings') {
			outputs.push(...bindingLines(workspace, base));
			continue;
		}
		const own: FileReport[] = [];
		for (const project of workspace.projects) {
			if (!workspace.isJudged(project) || (fs.statSync(root).isFile() && !concerns(root, project.path, project.files))) continue;
			const checker = workspace.checker(project);
			for (const file of checker.files) {
				if (root.endsWith('.cs') && fromNative(root) !== file) continue;
				const report = checker.check(file);
				if (report) own.push(report);
			}
		}
		reports.push(...own);
		summaries.push(summarize(workspace, own, true));
	}
	if (args.command === 'bindings') return write(`${outputs.join('\n')}\n`, args.output);
	if (args.command === 'unknowns') return write(`${[...unknowns].sort((left, right) => right[1] - left[1]).map(([reason, count]) => `${count}\t${reason}`).join('\n')}\n`, args.output);
	const summary = { projects: summaries.flatMap(each => each.projects), unreadable: summaries.flatMap(each => each.unreadable), isComplete: true };
	const useColor = args.output === undefined && process.stdout.isTTY === true && process.env['NO_COLOR'] === undefined;
	const text = args.format === 'sarif' ? toSarif(reports, base, version, summary.unreadable) : args.format === 'json' ? toJson(reports, summary, base) : toPretty(reports, summary, base, useColor);
	const status = write(text, args.output);
	if (status !== Exit.clean) return status;
	if (summary.unreadable.length > 0) return Exit.unreadable;
	return reports.some(report => report.findings.some(finding => !finding.suppressedBy && (finding.level === 'warning' || finding.level === 'error'))) ? Exit.findings : Exit.clean;
}

/** A project file or a source file names the folder that it stands in. */
function folderOf(root: string): string {
	return fs.statSync(root).isDirectory() ? root : path.dirname(root);
}

function concerns(root: string, project: string, files: readonly string[]): boolean {
	const file = fromNative(root);
	return file === project || files.includes(file) || !/\.(?:cs|csproj)$/.test(file);
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
