/** The readiness report as a page for the client: places open, codes lead to their pages, by commands of the client. */
import type { Workspace } from '../../core/analysis/workspace.ts';
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

/** A file at a time: its fixes are asked for. Right after a project file has changed projects are unknown until they are read anew. */
function* collected(context: RequestContext, summaryOf: () => Summary, workspaces: readonly Workspace[], tool: string): Steps<Readiness> {
	const { publisher, workspaceOf } = context;
	for (const workspace of workspaces) yield* workspace.readProjects();
	const base = commonFolder(workspaces.map(each => each.root));
	const builder = new ReadinessBuilder(base);
	for (const report of publisher.reports) {
		const workspace = publisher.view.isExcluded(report.path) ? undefined : workspaceOf(report.path);
		if (!workspace) continue;
		yield;
		builder.add(report, workspace);
	}
	return builder.result(summaryOf(), projectState, { title: basename(base), tool, date: '', trend: undefined });
}
