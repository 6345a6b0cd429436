/** All that a project is evaluated to, as one text: equal for equal projects, whoever read them. */
import type { Project } from './project.ts';

/** @param contentOf tells contents of the files that it was read from apart; equal only for equal ones */
export function stateOf(project: Project, contentOf: (path: string) => string): string {
	const fields = JSON.stringify(project, (_, value: unknown) => (value instanceof Set ? [...value] : value));
	return JSON.stringify([fields, project.values(), project.inputs.map(contentOf)]);
}
