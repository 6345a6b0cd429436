/** Files that fixes add to a project, written as its others are: namespace, usings, line endings and indentation. */
import type { Project } from '../../project/project.ts';
import type { Compilation } from '../../symbols/compilation.ts';
import { dottedName, type NamespaceScope } from '../../symbols/scope.ts';
import type { Type, TypeDef } from '../../symbols/types.ts';
import type { FileChange, FixContext } from '../fix.ts';
import { typeText } from './names.ts';
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
	const text = [...headerOf(file.text, compilation), ...imported.map(each => `using ${each};`), '', ...body, ''].join(newline);
	return { path: `${project.folder}/${name}.cs`, create: true, edits: [{ start: 0, end: 0, text }] };
}

/** The comment that most files of the project start with, as the file at hand does: a licence. An empty line follows. */
function headerOf(text: string, compilation: Compilation): readonly string[] {
	const [header] = /^(?:[ \t]*\/\/.*\r?\n)+/.exec(text.replace(/^\uFEFF/, '')) ?? [];
	if (header === undefined) return [];
	const { files } = compilation.own;
	const same = files.filter(file => file.text.replace(/^\uFEFF/, '').startsWith(header)).length;
	return files.length > 2 && same * 2 > files.length ? [...header.trimEnd().split(/\r?\n/), ''] : [];
}

/** Namespaces that a new file has to import, in order. */
export function importsOf(namespaces: Iterable<string>, project: Project): readonly string[] {
	const isImplicit = (each: string): boolean => project.usings.some(using => using.namespace === each && !using.alias && !using.isStatic);
	return [...namespaces]
		.filter(each => !isImplicit(each))
		.sort((left, right) => Number(right.startsWith('System')) - Number(left.startsWith('System')) || left.localeCompare(right));
}

/**
 * Types as a new file names them: short, and in full where a short name would be another type's or ambiguous there.
 * @param namespaces what the file imports; takes up those of the types
 * @param namespace that the file is in
 */
export function typeTexts(types: readonly Type[], namespaces: Set<string>, namespace: string, compilation: Compilation): readonly string[] {
	const named = new Set<TypeDef>();
	const note = (def: TypeDef): string => {
		named.add(def);
		return def.name;
	};
	for (const type of types) typeText(type, undefined, note);
	const wanted = new Set([...namespaces, ...[...named].map(def => def.namespace).filter(Boolean)]);
	const short = new Set([...named].filter(def => meansOnly(def, wanted, namespace, compilation)));
	for (const { namespace: each } of short) if (each && each !== namespace) namespaces.add(each);
	return types.map(type => typeText(type, undefined, def => (short.has(def) ? def.name : undefined)));
}

/** Whether a type's short name means it and no other in a file of a namespace with these and the project's usings. */
function meansOnly(def: TypeDef, usings: ReadonlySet<string>, namespace: string, compilation: Compilation): boolean {
	const typeIn = (each: string): TypeDef | undefined => compilation.typeIn(each, def.name, def.arity, compilation.own);
	const parts = namespace.split('.');
	for (let count = namespace ? parts.length : 0; count >= 0; count--) {
		const found = typeIn(parts.slice(0, count).join('.'));
		if (found) return found === def;
	}
	const { globalUsings } = compilation.own;
	if (globalUsings.some(using => using.alias === def.name)) return false;
	const global = globalUsings.filter(using => using.alias === undefined && !using.isStatic).flatMap(using => dottedName(using.type) ?? []);
	return [...usings, ...global].every(each => [undefined, def].includes(typeIn(each)));
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
