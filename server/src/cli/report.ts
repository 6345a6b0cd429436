/** `aot-lens report`: the readiness report as an HTML file. */
import { repositoryOf } from '../core/analysis/projects.ts';
import { mergeTargets } from '../core/analysis/report.ts';
import { joinSummaries, summarize } from '../core/analysis/summary.ts';
import type { FileReport } from '../core/analysis/finding.ts';
import { Workspace } from '../core/analysis/workspace.ts';
import { forTerminal } from '../core/text/escape.ts';
import { basename } from '../core/text/paths.ts';
import type { ProjectSummary, Summary } from '../protocol/report.ts';
import { readinessHtml } from '../report/html.ts';
import { placeKey, type Readiness, ReadinessBuilder } from '../report/model.ts';
import type { Arguments } from './args.ts';
import { complainOf, readBaseline } from './check.ts';
import { PAGES } from './formats/result.ts';
import { Fingerprints, type Known, knownIn, newIn } from './known.ts';
import { withProgress } from './progress.ts';
import { Exit, type Runtime, type Target, write } from './runtime.ts';
import { selectionOf } from './selection.ts';

const OUTPUT = 'aot-lens-report.html';

/** Gives the exit status: what is found is no failure. */
export async function report(targets: readonly Target[], args: Arguments, runtime: Runtime): Promise<number> {
	const { host, packFor } = runtime;
	const parser = await runtime.parser();
	const base = targets.length === 1 && targets[0] ? targets[0].base : runtime.folder;
	const repository = repositoryOf(base, host);
	const isTold = selectionOf(args, repository, host);
	const builder = new ReadinessBuilder(base);
	let known: Known | undefined;
	try {
		if (args.baseline !== undefined) known = readBaseline(args.baseline, file => !host.exists(`${repository}/${file}`), runtime);
	} catch (error) {
		runtime.complain(`aot-lens: ${forTerminal((error as Error).message)}\n`);
		return Exit.usage;
	}
	const reports: FileReport[] = [];
	const summaries: Summary[] = [];
	for (const target of targets) {
		const workspace = new Workspace(target.folder, host, parser, packFor, {
			properties: args.properties,
			useEditorConfig: args.useEditorConfig,
			includeTests: args.includeTests,
			assess: true,
			log: message => runtime.complain(`aot-lens: ${message.split('\n').map(forTerminal).join('\n')}\n`),
		});
		const projects = workspace.projects.filter(target.concerns);
		const asked = projects.filter(project => workspace.isJudged(project));
		const judged = workspace.checkOnce(asked, path => isTold(path) && (target.file === undefined || target.file === path));
		const own: FileReport[] = [];
		for (const each of withProgress(
			judged,
			asked.reduce((sum, project) => sum + project.files.length, 0),
			runtime.progress,
		)) {
			if (!each) continue;
			// Now its project can still be asked for fixes.
			builder.add(each, workspace);
			own.push(each);
		}
		reports.push(...mergeTargets(own));
		summaries.push(summarize(workspace, projects, own, true));
	}
	const summary = joinSummaries(summaries, true);
	const { trend, fresh } = since(reports, known, repository);
	const head = { title: basename(base), tool: runtime.version, date: runtime.today(), trend };
	const html = readinessHtml(builder.result(summary, stateOf, head, fresh), {
		linkOf: () => undefined,
		pageOf: code => `${PAGES}/${code}.md`,
	});
	const status = write(html, args.output ?? OUTPUT, runtime);
	if (status !== Exit.clean || summary.unreadable.length === 0) return status;
	complainOf(summary.unreadable, runtime);
	return Exit.unreadable;
}

function since(
	reports: readonly FileReport[],
	known: Known | undefined,
	repository: string,
): { readonly trend: Readiness['trend']; readonly fresh: ReadonlySet<string> } {
	if (!known) return { trend: undefined, fresh: new Set() };
	const fingerprints = new Fingerprints(repository);
	for (const each of reports) fingerprints.add(each);
	const findings = newIn(reports, known, fingerprints);
	const fresh = reports.flatMap(each => each.findings.filter(finding => findings.has(finding)).map(finding => placeKey(each, finding)));
	const found = new Set(knownIn(reports, known, fingerprints).map(each => each.fingerprint)).size;
	return { trend: { known: known.size, gone: Math.max(0, known.size - found), fresh: findings.size }, fresh: new Set(fresh) };
}

function stateOf({ kind, assumed, optedInBy }: ProjectSummary): string {
	if (kind === 'opted-in') return optedInBy === undefined ? 'opted in' : 'published with an app that opted in';
	if (kind === 'not-opted-in') return assumed === undefined ? 'not opted in' : `not opted in: judged as with ${assumed}`;
	return kind === 'test' ? 'test project' : 'not checked';
}
