/** Files that fixes add to a project, written as its others are: namespace, usings, line endings and indentation. */
import type { Project } from '../../project/project.ts';
import type { Compilation } from '../../symbols/compilation.ts';
import type { NamespaceScope } from '../../symbols/scope.ts';
import type { FileChange, FixContext } from '../fix.ts';
import { styleOf } from './style.ts';

/**
 * A new file in the folder of the project.
 * @param lines the type that it declares, indented by tabs where it has levels
 * @param imported namespaces, in the order in which they are written
 */
export function newFile(
	name: string,
	lines: readonly string[],
	{ namespace, imported }: { readonly namespace: string; readonly imported: readonly string[] },
	{ project, file }: FixContext,
	compilation: Compilation,
): FileChange {
	const { newline, indent } = styleOf(file.text);
	const indented = lines.map(line => line.replace(/^\t+/, tabs => indent.repeat(tabs.length)));
	const isBlock = namespace !== '' && usesBlockNamespaces(compilation);
	const body = !namespace
		? indented
		: isBlock
			? [`namespace ${namespace}`, '{', ...indented.map(line => (line ? indent + line : line)), '}']
			: [`namespace ${namespace};`, '', ...indented];
	const text = [...imported.map(each => `using ${each};`), '', ...body, ''].join(newline);
	return { path: `${project.folder}/${name}.cs`, create: true, edits: [{ start: 0, end: 0, text }] };
}

/** Namespaces that a new file has to import, in order. */
export function importsOf(namespaces: Iterable<string>, project: Project): readonly string[] {
	const isImplicit = (each: string): boolean => project.usings.some(using => using.namespace === each && !using.alias && !using.isStatic);
	return [...namespaces]
		.filter(each => !isImplicit(each))
		.sort((left, right) => Number(right.startsWith('System')) - Number(left.startsWith('System')) || left.localeCompare(right));
}

/** The root namespace of the project, where a scope is within it; else the shortest around the scope that has types; or its own. */
export function projectNamespace(compilation: Compilation, scope: NamespaceScope, project: Project): string {
	const { name } = scope;
	const root = project.property('RootNamespace').trim();
	if (root && (name === root || name.startsWith(`${root}.`))) return root;
	const declared = new Set([...compilation.own.types.values()].map(def => def.namespace));
	const parts = name.split('.');
	for (let count = 1; count < parts.length; count++) {
		const candidate = parts.slice(0, count).join('.');
		if (declared.has(candidate)) return candidate;
	}
	return name;
}

function usesBlockNamespaces(compilation: Compilation): boolean {
	let block = 0;
	let fileScoped = 0;
	for (const file of compilation.own.files) for (const namespace of file.unit.namespaces) namespace.isFileScoped ? fileScoped++ : block++;
	return block > fileScoped;
}
