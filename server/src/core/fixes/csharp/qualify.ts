/**
 * A `using` that a fix adds can make a name ambiguous that the file uses already (CS0104). There the fix writes its own
 * names in full instead.
 */
import type { Workspace } from '../../analysis/workspace.ts';
import type { Project } from '../../project/project.ts';
import type { Compilation } from '../../symbols/compilation.ts';
import type { NamespaceScope } from '../../symbols/scope.ts';
import type { TypeDef } from '../../symbols/types.ts';
import type { FileChange, FileEdit } from '../fix.ts';

const USING = /^using ([\w.]+);$/gm;
const WORD = /(?<![\w.:])[A-Za-z_]\w*/g;
/** `List` stands for `List<T>`, too. */
const ARITIES = [0, 1, 2, 3, 4];

/** The same changes without a `using` that would be ambiguous; undefined where what it is for has no full name. */
export function withoutAmbiguity(files: readonly FileChange[], workspace: Workspace, project: Project): readonly FileChange[] | undefined {
	const changed = files.map(file => inFile(file, files, workspace, project));
	return changed.every(file => file !== undefined) ? changed : undefined;
}

function inFile(change: FileChange, all: readonly FileChange[], workspace: Workspace, project: Project): FileChange | undefined {
	const added = change.create || !change.path.endsWith('.cs') ? [] : namespacesOf(change.edits);
	const compiling = project.files.includes(change.path) ? project : workspace.projectsOf(change.path)[0];
	const text = added.length > 0 ? workspace.text(change.path) : undefined;
	if (text === undefined || !compiling) return change;
	const { compilation } = workspace.services(compiling);
	const scope = compilation.own.fileScopes.get(change.path);
	if (!scope) return change;
	const words = new Set([text, ...change.edits.map(edit => edit.text)].flatMap(each => each.match(WORD) ?? []));
	let { edits } = change;
	for (const namespace of added) {
		if (![...words].some(word => isAmbiguous(word, namespace, scope, compilation))) continue;
		const full = inFull(edits, namespace, name => isOf(name, namespace, all, compilation));
		if (!full) return undefined;
		edits = full;
	}
	return { ...change, edits };
}

const namespacesOf = (edits: readonly FileEdit[]): readonly string[] =>
	edits.flatMap(edit => [...edit.text.matchAll(USING)].flatMap(([, namespace]) => namespace ?? []));

/** Whether a name comes from another `using` now, and would come from this one, too. */
function isAmbiguous(word: string, namespace: string, scope: NamespaceScope, compilation: Compilation): boolean {
	return [word, `${word}Attribute`].some(name =>
		ARITIES.some(arity => {
			const def = compilation.typeIn(namespace, name, arity, compilation.own);
			const meaning = def && scope.lookup(name, arity);
			const known: TypeDef | undefined = meaning?.kind === 'type' && meaning.type.kind === 'named' ? meaning.type.def : undefined;
			return known !== undefined && known !== def && known.namespace !== namespace && isImported(known.namespace, scope);
		}),
	);
}

function isImported(namespace: string, scope: NamespaceScope): boolean {
	for (let each: NamespaceScope | undefined = scope; each; each = each.parent) if (each.imports.namespaces.includes(namespace)) return true;
	return false;
}

/** Whether a name that a fix writes is a type of the namespace, maybe one that the fix makes. */
const isOf = (name: string, namespace: string, all: readonly FileChange[], compilation: Compilation): boolean =>
	[name, `${name}Attribute`].some(each => ARITIES.some(arity => compilation.typeIn(namespace, each, arity, compilation.own))) ||
	all.some(
		({ create, path, edits }) =>
			create && path.endsWith(`/${name}.cs`) && edits.some(edit => new RegExp(`^namespace ${namespace}\\b`, 'm').test(edit.text)),
	);

/** Names of the namespace in full, its `using` left out; undefined where there are none. */
function inFull(edits: readonly FileEdit[], namespace: string, isOwn: (name: string) => boolean): readonly FileEdit[] | undefined {
	let isUsed = false;
	const full = edits.flatMap((edit): readonly FileEdit[] => {
		const withoutUsing = edit.text.replace(
			new RegExp(`(?:\\r?\\n[ \\t]*using ${namespace};$|^using ${namespace};\\r?\\n(?:\\r?\\n)?)`, 'm'),
			'',
		);
		if (withoutUsing !== edit.text) return withoutUsing === '' && edit.start === edit.end ? [] : [{ ...edit, text: withoutUsing }];
		const text = edit.text.replace(WORD, name => {
			if (!isOwn(name)) return name;
			isUsed = true;
			return `global::${namespace}.${name}`;
		});
		return [text === edit.text ? edit : { ...edit, text }];
	});
	return isUsed ? full : undefined;
}
