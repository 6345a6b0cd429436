/** The readiness report as a page for the client: places open, codes lead to their pages, by commands of the client. */
import type { FileReport } from '../../core/analysis/finding.ts';
import type { Workspace } from '../../core/analysis/workspace.ts';
import type { Project } from '../../core/project/project.ts';
import { basename, commonFolder } from '../../core/text/paths.ts';
import type { Steps } from '../../core/text/steps.ts';
import { OPEN_PLACE_COMMAND } from '../../protocol/messages.ts';
import { projectState, type Summary } from '../../protocol/report.ts';
import { readinessHtml } from '../../report/html.ts';
import { type Readiness, ReadinessBuilder } from '../../report/model.ts';
import type { RequestContext } from './requests.ts';

/**
 * @param summaryOf what is known of all projects, once they are read
 * @param workspaces all that are judged
 * @param tool the version of the tool
 * @returns the page; undefined where the request was given up
 */
export async function readiness(
	context: RequestContext,
	summaryOf: () => Summary,
	workspaces: readonly Workspace[],
	tool: string,
	isCancelled: () => boolean,
): Promise<string | undefined> {
	const { documents, turns } = context;
	const report = await turns.run(collected(context, summaryOf, workspaces, tool), isCancelled);
	const command = (name: string, ...values: unknown[]): string => `command:${name}?${encodeURIComponent(JSON.stringify(values))}`;
	return (
		report &&
		readinessHtml(report, {
			linkOf: ({ path, line, column }) => command(OPEN_PLACE_COMMAND, documents.uriOf(path), line - 1, column - 1),
			pageOf: code => command('aotLens.openRule', code),
		})
	);
}

/**
 * A project at a time, prepared as a scan does it, since fixes are asked for; then a file at a time. Right after a project file has
 * changed projects are unknown until they are read anew.
 */
function* collected(
	{ publisher, documents, workspaceOf }: RequestContext,
	summaryOf: () => Summary,
	workspaces: readonly Workspace[],
	tool: string,
): Steps<Readiness> {
	for (const workspace of workspaces) yield* workspace.readProjects();
	const base = commonFolder(workspaces.map(each => each.root));
	const builder = new ReadinessBuilder(base);
	const byProject = new Map<Project, FileReport[]>();
	for (const report of publisher.reports) {
		if (publisher.view.isExcluded(report.path)) continue;
		const known = byProject.get(report.project);
		if (known) known.push(report);
		else byProject.set(report.project, [report]);
	}
	for (const [project, reports] of byProject) {
		const workspace = workspaceOf(project.path);
		if (!workspace) continue;
		const hasFindings = reports.some(report => report.findings.length > 0);
		if (hasFindings && workspace.projects.includes(project) && !workspace.isPrepared(project)) yield* workspace.prepare(project);
		for (const report of reports) {
			yield;
			builder.add(report, workspace);
		}
		workspace.letGo(each => documents.paths.some(path => workspace.projectsOf(path).includes(each)));
	}
	return builder.result(summaryOf(), projectState, { title: basename(base), tool, date: '', trend: undefined });
}
