/** The source that an app is made of, bound when it is asked for: who remembers what was said of it asks for none. */
import type { BindingServices } from '../binding/state.ts';
import type { Project } from '../project/project.ts';
import type { SourceFile } from '../syntax/ast.ts';

export interface AppSources {
	/** The app's project first, then those that it refers to. */
	readonly projects: readonly Project[];
	/** As they are compiled, in the same order. */
	readonly bound: () => readonly { readonly services: BindingServices; readonly files: readonly SourceFile[] }[];
}

/** @param syntax a file as it is now: a compilation may hold bodies of an earlier state, since only outlines make it another one */
export function appSources(
	projects: readonly Project[],
	services: (project: Project) => BindingServices,
	syntax: (path: string, project: Project) => SourceFile | undefined,
): AppSources {
	let bound: ReturnType<AppSources['bound']> | undefined;
	return {
		projects,
		bound: () =>
			(bound ??= projects.map(each => ({
				services: services(each),
				files: each.files.map(path => syntax(path, each)).filter(file => file !== undefined),
			}))),
	};
}
