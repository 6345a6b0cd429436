/** From symbols to their declarations in the current text, and to the members that must agree with them. */
import { allInterfaces } from '../../binding/lookup.ts';
import type { MethodSymbol } from '../../symbols/members.ts';
import { isSource, type SourceTypeDef, type TypePart } from '../../symbols/source.ts';
import type { NamedType, TypeDef } from '../../symbols/types.ts';
import type { MemberSyntax, NamespaceDeclaration, SourceFile, TypeDeclaration } from '../../syntax/ast.ts';
import type { FixContext } from '../fix.ts';

/** Overrides, overridable members and implementations of interfaces: an annotation there must be on all. */
export function isInHierarchy(method: MethodSymbol, context: FixContext): boolean {
	const { options, container } = method;
	if (method.methodKind === 'local' || method.isStatic) return container.kind === 'interface';
	if (container.kind === 'interface' || options.isVirtual || options.isAbstract || method.isOverride || options.explicitInterface)
		return true;
	return contractsOf(method, context).length > 0;
}

/** Interfaces with a member that a method implements, as far as names tell; a derived class may use it for an interface of its own. */
export function contractsOf(method: MethodSymbol, context: FixContext): readonly NamedType[] {
	const { container } = method;
	if (method.methodKind === 'constructor' || method.methodKind === 'local') return [];
	const name = method.associated?.name ?? method.name;
	const { compilation } = context.workspace.services(context.project);
	const derived = compilation.modules
		.flatMap(module => [...module.types.values()])
		.filter(def => def === container || inherits(def, container));
	return derived.flatMap(def => allInterfaces(def.self).filter(contract => contract.def.members(name).length > 0));
}

function inherits(def: TypeDef, base: TypeDef): boolean {
	let current = def.baseType;
	for (let depth = 0; current?.kind === 'named' && depth < 64; depth++) {
		if (current.def === base) return true;
		current = current.def.baseType;
	}
	return false;
}

/** A member's declaration as it stands now. */
export interface Located {
	readonly part: TypePart;
	readonly file: SourceFile;
	/** Absolute: what the syntax counts from. */
	readonly base: number;
	readonly syntax: MemberSyntax;
}

export function currentMember(
	container: TypeDef,
	syntax: MemberSyntax,
	context: Pick<FixContext, 'workspace' | 'project'>,
): Located | undefined {
	if (!isSource(container)) return undefined;
	for (const part of (container as SourceTypeDef).parts) {
		const index = part.declaration.members.findIndex(member => member.syntax === syntax);
		if (index < 0) continue;
		const current = currentDeclaration(part, context);
		const member = current?.declaration.members[index];
		return current && member?.syntax.kind === syntax.kind
			? { part, file: current.file, base: member.start, syntax: member.syntax }
			: undefined;
	}
	return undefined;
}

/** The part of a type as it stands now: with equal declarations it has the same place among the file's. */
export function currentDeclaration(
	part: TypePart,
	context: Pick<FixContext, 'workspace' | 'project'>,
): { readonly file: SourceFile; readonly declaration: TypeDeclaration } | undefined {
	const file = context.workspace.sourceFile(part.file.path, context.project);
	if (!file) return undefined;
	const index = declarations(part.file.unit).indexOf(part.declaration);
	const declaration = declarations(file.unit)[index];
	return declaration?.name === part.declaration.name ? { file, declaration } : undefined;
}

function declarations(unit: NamespaceDeclaration): readonly TypeDeclaration[] {
	const nested = (type: TypeDeclaration): TypeDeclaration[] => [type, ...type.nested.flatMap(nested)];
	return [...unit.types.flatMap(nested), ...unit.namespaces.flatMap(declarations)];
}
