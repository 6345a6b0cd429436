/** What an app sets for the JSON of its requests and responses (`ConfigureHttpJsonOptions`). */
import type { Workspace } from '../../analysis/workspace.ts';
import type { Project } from '../../project/project.ts';

const CONFIGURES = /\bConfigureHttpJsonOptions\b|\bConfigure\s*<\s*(?:[\w.]*\.)?JsonOptions\s*>/;

const known = new WeakMap<readonly Project[], { readonly texts: readonly string[]; readonly configures: boolean }>();

/**
 * Whether an app of the workspace sets more than where type information comes from: then what calls without options
 * write is not what the defaults say. Of a class library any app may be the one.
 */
export function configuresHttpJson(workspace: Workspace): boolean {
	const { projects } = workspace;
	const texts = [
		...new Set(projects.filter(project => project.frameworks.includes('Microsoft.AspNetCore.App')).flatMap(({ files }) => files)),
	]
		.map(path => workspace.text(path) ?? '')
		.filter(text => CONFIGURES.test(text));
	let found = known.get(projects);
	if (!found || found.texts.length !== texts.length || found.texts.some((text, index) => text !== texts[index]))
		known.set(projects, (found = { texts, configures: texts.some(setsOptions) }));
	return found.configures;
}

const setsOptions = (text: string): boolean =>
	[...text.matchAll(/\bSerializerOptions\s*(?:\.\s*(\w+)|;|\))/g)].some(match => !/^TypeInfoResolver(?:Chain)?$/.test(match[1] ?? ''));
