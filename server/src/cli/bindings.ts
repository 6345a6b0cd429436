/** The developers' view of binding: what every use binds to, in the columns of the compiler's listing. */
import { bindFile } from '../core/binding/bodies.ts';
import type { Use } from '../core/binding/bound.ts';
import { documentationId } from '../core/symbols/display.ts';
import { isAnonymous } from '../core/symbols/anonymous.ts';
import { nullableUnderlying, tupleElements, type Type, type TypeDef, unknownType } from '../core/symbols/types.ts';
import { LineIndex } from '../core/text/line-index.ts';
import { relative } from '../core/text/paths.ts';
import type { Workspace } from '../core/analysis/workspace.ts';

/** Lines of `file, line, column, kind, documentation id, type`, tab-separated. */
export function bindingLines(workspace: Workspace, root: string): string[] {
	const out = new Set<string>();
	for (const project of workspace.projects) {
		const services = workspace.services(project);
		for (const path of project.files) {
			const file = services.compilation.own.files.find(each => each.path === path);
			if (!file) continue;
			const lines = new LineIndex(file.text);
			bindFile(file, services, {
				body: body => {
					for (const use of body.uses) {
						const kind = KINDS[use.kind];
						if (!kind || use.name < 0) continue;
						const { line, character } = lines.position(body.base + use.name);
						const member = use.member.kind === 'method' && use.member.methodKind === 'accessor' ? use.member.associated : use.member;
						if (!member) continue;
						if (use.kind === 'dynamic') {
							if (member.name === 'InvokeMember')
								out.add([relative(root, path), line + 1, character + 1, 'call', 'dynamic', 'dynamic'].join('\t'));
							continue;
						}
						const id = isNamedElement(use)
							? `F:${idText(use.containingType)}.${member.name}`
							: member.kind === 'method' && member.methodKind === 'local'
								? `local:${member.name}`
								: use.containingType.kind === 'named' && isAnonymous(use.containingType)
									? `P:.${member.name}`
									: documentationId(member);
						// Slices are written with an indexer's brackets.
						const isIndexer = (member.kind === 'property' && member.isIndexer) || (use.kind === 'reference' && member.kind === 'method');
						out.add([relative(root, path), line + 1, character + 1, isIndexer ? 'index' : kind, id, typeText(use.result)].join('\t'));
					}
				},
				failed: (at, error) => {
					const { line } = lines.position(at);
					out.add([relative(root, path), line + 1, 1, 'failed', String(error), ''].join('\t'));
				},
			});
		}
	}
	return [...out];
}

const KINDS: Readonly<Partial<Record<Use['kind'], string>>> = {
	call: 'call',
	new: 'new',
	'base-call': 'initializer',
	get: 'member',
	set: 'member',
	field: 'member',
	attribute: 'attribute',
	add: 'member',
	remove: 'member',
	reference: 'member',
	delegate: 'member',
	dynamic: 'call',
};

/** `pair.Left`: the compiler's id of a named tuple element has the tuple's types. */
const isNamedElement = (use: Use): boolean =>
	use.member.kind === 'field' && tupleElements(use.containingType) !== undefined && !/^Item\d$/.test(use.member.name);

function idText(type: Type): string {
	if (type.kind === 'named')
		return type.args.length > 0
			? `${type.def.fullName.replace(/`\d+/g, '').replaceAll('+', '.')}{${type.args.map(idText).join(',')}}`
			: type.def.fullName.replaceAll('+', '.');
	if (type.kind === 'parameter') return `${type.ofMethod ? '``' : '`'}${type.ordinal}`;
	return typeText(type);
}

/** Each type of the chain with its own arguments: `List<T>.Enumerator`. */
function namedText(def: TypeDef, args: readonly Type[]): string {
	const inherited = args.length - def.arity;
	const own = def.arity > 0 ? `${def.name}<${args.slice(inherited).map(typeText).join(', ')}>` : def.name;
	return def.container ? `${namedText(def.container, args.slice(0, inherited))}.${own}` : def.namespace ? `${def.namespace}.${own}` : own;
}

function typeText(type: Type): string {
	switch (type.kind) {
		case 'named': {
			const tuple = tupleElements(type);
			if (tuple && tuple.length > 1)
				return `(${tuple.map(element => (element.name ? `${typeText(element.type)} ${element.name}` : typeText(element.type))).join(', ')})`;
			if (isAnonymous(type))
				return `<anonymous type: ${[...type.def.memberNames()].map((name, index) => `${typeText(type.args[index] ?? unknownType)} ${name}`).join(', ')}>`;
			const nullable = nullableUnderlying(type);
			if (nullable) return `${typeText(nullable)}?`;
			if (type.def.fullName === 'System.IntPtr') return 'nint';
			if (type.def.fullName === 'System.UIntPtr') return 'nuint';
			return namedText(type.def, type.args);
		}
		case 'array':
			return `${typeText(type.element)}[${','.repeat(type.rank - 1)}]`;
		case 'pointer':
			return `${typeText(type.element)}*`;
		case 'function-pointer':
			return `delegate*<${[...type.parameters, type.returns].map(typeText).join(', ')}>`;
		default:
			return type.name;
	}
}
