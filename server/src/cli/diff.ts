/**
 * `check --diff BASE`: which projects the changes since then can concern, and what was found in them then.
 *
 * Invariant: a project that is left out has the same files, settings, references and apps as then, so that nothing new can be in it.
 */
import { fileKind } from '../core/analysis/projects.ts';
import type { FileReport } from '../core/analysis/finding.ts';
import type { Workspace } from '../core/analysis/workspace.ts';
import type { Project } from '../core/project/project.ts';
import type { GitBase } from './git-base.ts';
import { countedIn, type Fingerprints, type KnownFinding } from './known.ts';

/**
 * The paths of the projects that a change can concern.
 * @param now the workspace as it is
 * @param then the same folder as it was
 */
export function concernedProjects(now: Workspace, then: Workspace, { changed }: GitBase): ReadonlySet<string> {
	const inputs = new Set([now, then].flatMap(each => each.projects.flatMap(project => [project.path, ...project.inputs])));
	// What is no source and no project reads may have a say in any of them: a `.editorconfig`, a file whose existence is a condition.
	const isFarReaching = [...changed].some(path => fileKind(path) !== 'source' && fileKind(path) !== 'published' && !inputs.has(path));
	return new Set([now, then].flatMap(each => (isFarReaching ? each.projects : concernedIn(each, changed)).map(project => project.path)));
}

function concernedIn(workspace: Workspace, changed: ReadonlySet<string>): readonly Project[] {
	const isTouched = (project: Project): boolean =>
		project.files.some(path => changed.has(path)) ||
		project.inputs.some(path => changed.has(path)) ||
		[...changed].some(path => fileKind(path) === 'published' && workspace.projectsOf(path).includes(project));
	const touched = new Set(workspace.projects.filter(isTouched));
	const sees = (project: Project): boolean => touched.has(project) || workspace.referencedBy(project).some(each => touched.has(each));
	// What an app registers and switches has a say in the libraries that end up in it.
	return workspace.projects.filter(project => sees(project) || workspace.nativeAppsOf(project).some(sees));
}

/** What was found then, under the names that files have now. */
export function foundThen(reports: readonly FileReport[], { renamed }: GitBase, fingerprints: Fingerprints): readonly KnownFinding[] {
	for (const report of reports) fingerprints.add(report, renamed.get(report.path));
	return countedIn(reports, fingerprints);
}
