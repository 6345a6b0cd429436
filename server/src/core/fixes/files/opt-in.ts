/**
 * Opts a project in: `PublishAot` for what is published, `IsAotCompatible` for what others reference, where its targets have the
 * analysis. Nobody's finding: it is offered on the project file itself.
 */
import type { Workspace } from '../../analysis/workspace.ts';
import type { Project } from '../../project/project.ts';
import { analysisCondition } from '../../rules/project-properties.ts';
import type { Fix } from '../fix.ts';
import { setProperty } from './generators.ts';

/** Undefined for a project that has opted in, can't, or does not say it in a way that can be changed. */
export function optIn(workspace: Workspace, project: Project): Fix | undefined {
	const { assumed } = project;
	if (project.kind !== 'not-opted-in' || assumed === undefined) return undefined;
	const change = setProperty({ project, workspace }, assumed, 'true', analysisCondition(assumed, project));
	if (!change) return undefined;
	return { id: 'opt-in', title: `Opt in: set ${assumed}`, safety: 'repairs', isPreferred: false, files: [change] };
}
