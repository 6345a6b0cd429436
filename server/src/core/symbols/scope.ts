/**
 * Name lookup through namespaces and usings, and the meaning of type syntax (C# standard 7.8, 14).
 *
 * A name is looked up from the innermost declaration outward; what is not found is unknown.
 */
import type { ExtensionMember } from './extensions.ts';
import { Access } from '../metadata/facts.ts';
import type { NamespaceDeclaration, TypeSyntax, UsingDirective } from '../syntax/ast.ts';
import type { Found, MethodSymbol } from './members.ts';
import {
	arrayOf,
	dynamicType,
	FunctionPointerType,
	isValueType,
	type Module,
	type NamedType,
	pointerTo,
	substituteOwner,
	type Type,
	type TypeDef,
	type TypeParameter,
	unknownType,
} from './types.ts';

/** What a simple name can mean outside of bodies. */
export type NameMeaning = { readonly kind: 'type'; readonly type: Type } | { readonly kind: 'namespace'; readonly name: string };

const asType = (type: Type): NameMeaning => ({ kind: 'type', type });

/** A type whose arguments are still to come; `List` in `List<int>`. */
const open = (def: TypeDef): NameMeaning => asType(def.self);

/** What the usings of one declaration bring in. */
interface Imports {
	readonly namespaces: readonly string[];
	readonly statics: readonly NamedType[];
	readonly aliases: ReadonlyMap<string, UsingDirective>;
}

/** What scopes, and the types declared in them, ask of the compilation that they stand in. */
export interface Names {
	/** The project's own module first. */
	readonly modules: readonly ScopeModule[];
	hasNamespace(fullName: string): boolean;
	hasNamespaceIn(namespace: string, simpleName: string): boolean;
	typeIn(namespace: string, name: string, arity: number, from?: ScopeModule): TypeDef | undefined;
	extensionMethods(namespace: string, name: string): readonly MethodSymbol[];
	extensionMembers(namespace: string, name: string): readonly ExtensionMember[];
	/** A well-known type without type parameters, or unknown where the references lack it. */
	wellKnown(fullName: string): Type;
	/** A well-known generic type with arguments. */
	construct(fullName: string, ...args: readonly Type[]): Type;
	nullable(type: Type): Type;
	tuple(elements: readonly Type[], names?: readonly (string | undefined)[]): Type;
}

/** What a scope asks of the module that it stands in. */
export interface ScopeModule extends Module {
	/** Global usings of all files and of the project. */
	readonly globalUsings: readonly UsingDirective[];
}

/** One namespace declaration (or compilation unit) of a file with its usings. */
export class NamespaceScope {
	readonly compilation: Names;
	readonly module: ScopeModule;
	readonly parent: NamespaceScope | undefined;
	readonly declaration: NamespaceDeclaration;
	/** Full name. */
	readonly name: string;
	readonly #names: readonly string[];
	readonly #lookups = new Map<string, NameMeaning | undefined>();
	readonly #extensionGroups = new Map<string, readonly ExtensionGroup[]>();
	#imports: Imports | undefined;
	#aliases: ReadonlyMap<string, TypeSyntax> | undefined;
	#resolvingImports = false;

	constructor(compilation: Names, module: ScopeModule, parent: NamespaceScope | undefined, declaration: NamespaceDeclaration) {
		this.compilation = compilation;
		this.module = module;
		this.parent = parent;
		this.declaration = declaration;
		this.name = parent?.name && declaration.name ? `${parent.name}.${declaration.name}` : ((declaration.name || parent?.name) ?? '');
		// `namespace A.B` is also inside A.
		const names: string[] = [];
		const outer = parent?.name ?? '';
		for (let name = this.name; name.length > outer.length; name = name.slice(0, Math.max(0, name.lastIndexOf('.')))) names.push(name);
		if (!parent) names.push('');
		this.#names = names;
	}

	/** The usings of this declaration; the compilation unit's include the global ones. */
	get imports(): Imports {
		if (this.#imports) return this.#imports;
		if (this.#resolvingImports) return NO_IMPORTS;
		this.#resolvingImports = true;
		const namespaces: string[] = [];
		const statics: NamedType[] = [];
		const aliases = new Map<string, UsingDirective>();
		const own = this.declaration.usings.filter(using => !using.isGlobal);
		for (const using of this.parent ? own : [...own, ...this.module.globalUsings]) {
			if (using.alias) {
				aliases.set(using.alias, using);
			} else if (using.isStatic) {
				const type = this.#resolveUsing(using.type);
				if (type.kind === 'named') statics.push(type);
			} else {
				const namespace = this.#usingNamespace(using.type);
				if (namespace !== undefined && !namespaces.includes(namespace)) namespaces.push(namespace);
			}
		}
		this.#imports = { namespaces, statics, aliases };
		this.#resolvingImports = false;
		this.#lookups.clear();
		return this.#imports;
	}

	/** A using's own target does not see the usings beside it (14.5.2). */
	#resolveUsing(syntax: TypeSyntax): Type {
		return resolveType(syntax, { namespace: this, withoutImports: true });
	}

	#usingNamespace(syntax: TypeSyntax): string | undefined {
		const dotted = dottedName(syntax);
		if (dotted === undefined) return undefined;
		if (syntax.kind === 'type-name' && rootAlias(syntax) === 'global') return this.compilation.hasNamespace(dotted) ? dotted : undefined;
		for (let scope: NamespaceScope | undefined = this; scope; scope = scope.parent) {
			for (const name of scope.#names) {
				const full = name ? `${name}.${dotted}` : dotted;
				if (this.compilation.hasNamespace(full)) return full;
			}
		}
		return undefined;
	}

	/** The meaning of a simple name in this namespace and those around it. */
	lookup(name: string, arity: number, withoutImports = false): NameMeaning | undefined {
		if (withoutImports) return this.#lookup(name, arity, true);
		const key = arity > 0 ? `${name}\`${arity}` : name;
		if (this.#lookups.has(key)) return this.#lookups.get(key);
		const found = this.#lookup(name, arity, false);
		if (this.#imports) this.#lookups.set(key, found);
		return found;
	}

	#lookup(name: string, arity: number, withoutImports: boolean): NameMeaning | undefined {
		for (const [index, namespace] of this.#names.entries()) {
			if (arity === 0 && this.compilation.hasNamespaceIn(namespace, name)) {
				// An alias of the same declaration is preferred over a namespace of the same name.
				const alias = index === 0 && !withoutImports ? this.#alias(name) : undefined;
				return alias ?? { kind: 'namespace', name: namespace ? `${namespace}.${name}` : name };
			}
			const type = this.compilation.typeIn(namespace, name, arity, this.module);
			if (type) return open(type);
			if (index === 0 && !withoutImports) {
				const imported = this.#imported(name, arity);
				if (imported) return imported;
			}
		}
		// The compilation unit's usings belong to the global namespace, which is the last name.
		return this.parent?.lookup(name, arity, false);
	}

	#alias(name: string): NameMeaning | undefined {
		const using = this.imports.aliases.get(name);
		if (!using) return undefined;
		const type = this.#resolveUsing(using.type);
		if (type !== unknownType) return asType(type);
		const namespace = this.#usingNamespace(using.type);
		return namespace !== undefined ? { kind: 'namespace', name: namespace } : asType(unknownType);
	}

	#imported(name: string, arity: number): NameMeaning | undefined {
		const { namespaces, statics } = this.imports;
		if (arity === 0) {
			const alias = this.#alias(name);
			if (alias) return alias;
		}
		let found: TypeDef | undefined;
		for (const namespace of namespaces) {
			const def = this.compilation.typeIn(namespace, name, arity, this.module);
			if (!def || def === found) continue;
			// Two usings that both know the name: the compiler says ambiguous, we say unknown.
			if (found) return asType(unknownType);
			found = def;
		}
		if (found) return open(found);
		for (const owner of statics) {
			const nested = nestedType(owner, name, arity, undefined);
			if (nested) return asType(nested);
		}
		return undefined;
	}

	/** What an alias is written for, here or around; nothing is looked up. */
	aliased(name: string): TypeSyntax | undefined {
		this.#aliases ??= new Map(
			[...(this.parent ? [] : this.module.globalUsings), ...this.declaration.usings].flatMap(using =>
				using.alias ? [[using.alias, using.type]] : [],
			),
		);
		return this.#aliases.get(name) ?? this.parent?.aliased(name);
	}

	/** The alias `name::` stands for, as a namespace; `global` is the root. */
	aliasNamespace(name: string): string | undefined {
		if (name === 'global') return '';
		for (let scope: NamespaceScope | undefined = this; scope; scope = scope.parent) {
			const meaning = scope.#alias(name);
			if (meaning) return meaning.kind === 'namespace' ? meaning.name : undefined;
		}
		return undefined;
	}

	/**
	 * Extension methods with a name, in groups from the innermost scope outward (12.8.9.3): each
	 * namespace's own, then those of its usings.
	 */
	extensionGroups(name: string): readonly ExtensionGroup[] {
		const known = this.#extensionGroups.get(name);
		if (known) return known;
		const groups = [...this.#ownExtensionGroups(name), ...(this.parent?.extensionGroups(name) ?? [])];
		if (this.#isSettled) this.#extensionGroups.set(name, groups);
		return groups;
	}

	/** While usings are being resolved they bring in nothing as yet. */
	get #isSettled(): boolean {
		for (let scope: NamespaceScope | undefined = this; scope; scope = scope.parent) if (scope.#resolvingImports) return false;
		return true;
	}

	*#ownExtensionGroups(name: string): Generator<ExtensionGroup> {
		for (const [index, namespace] of this.#names.entries()) {
			const own = this.compilation.extensionMethods(namespace, name);
			if (own.length > 0) yield own.map(onItsType);
			if (index > 0) continue;
			const { namespaces, statics } = this.imports;
			const imported = new Set<MethodSymbol>();
			for (const using of namespaces) for (const method of this.compilation.extensionMethods(using, name)) imported.add(method);
			for (const type of statics) {
				for (const member of type.def.members(name)) if (member.kind === 'method' && member.isExtension) imported.add(member);
			}
			if (imported.size > 0) yield [...imported].map(onItsType);
		}
	}

	/** Members of extension blocks with a name, in groups as `extensionGroups` has them. */
	*extensionMembers(name: string): Generator<readonly ExtensionMember[]> {
		for (let scope: NamespaceScope | undefined = this; scope; scope = scope.parent) {
			for (const [index, namespace] of scope.#names.entries()) {
				const own = this.compilation.extensionMembers(namespace, name);
				if (own.length > 0) yield own;
				if (index > 0) continue;
				const imported = scope.imports.namespaces.flatMap(using => this.compilation.extensionMembers(using, name));
				if (imported.length > 0) yield imported;
			}
		}
	}

	/** Types whose static members `using static` brings into scope, innermost first. */
	*staticImports(): Generator<readonly NamedType[]> {
		for (let scope: NamespaceScope | undefined = this; scope; scope = scope.parent)
			if (scope.imports.statics.length > 0) yield scope.imports.statics;
	}
}

/** Extension methods that are equally near. */
export type ExtensionGroup = readonly Found<MethodSymbol>[];

const onItsType = (member: MethodSymbol): Found<MethodSymbol> => ({ member, owner: member.container.self });

const NO_IMPORTS: Imports = { namespaces: [], statics: [], aliases: new Map() };

function rootAlias(syntax: TypeSyntax): string | undefined {
	return syntax.kind === 'type-name' ? (syntax.qualifier ? rootAlias(syntax.qualifier) : syntax.alias) : undefined;
}

/** A name of a namespace or type as it is written, without `global::`; undefined for what has type arguments or is no name. */
export function dottedName(syntax: TypeSyntax): string | undefined {
	if (syntax.kind !== 'type-name' || syntax.args) return undefined;
	if (!syntax.qualifier) return syntax.name;
	const qualifier = dottedName(syntax.qualifier);
	return qualifier === undefined ? undefined : `${qualifier}.${syntax.name}`;
}

/** Where type syntax stands. */
export interface TypeContext {
	readonly namespace: NamespaceScope;
	/** The innermost enclosing type. */
	readonly type?: TypeDef | undefined;
	/** Type parameters of the enclosing methods and local functions, innermost last. */
	readonly typeParameters?: readonly TypeParameter[] | undefined;
	/** Ignores the usings of the namespace itself. */
	readonly withoutImports?: boolean;
}

const PREDEFINED: Readonly<Record<string, string>> = {
	bool: 'System.Boolean',
	byte: 'System.Byte',
	sbyte: 'System.SByte',
	char: 'System.Char',
	decimal: 'System.Decimal',
	double: 'System.Double',
	float: 'System.Single',
	int: 'System.Int32',
	uint: 'System.UInt32',
	nint: 'System.IntPtr',
	nuint: 'System.UIntPtr',
	long: 'System.Int64',
	ulong: 'System.UInt64',
	object: 'System.Object',
	short: 'System.Int16',
	string: 'System.String',
	ushort: 'System.UInt16',
	void: 'System.Void',
};

/** The type that a keyword such as `int` stands for. */
export function predefinedType(name: string, compilation: Pick<Names, 'wellKnown'>): Type {
	const fullName = PREDEFINED[name];
	return fullName ? compilation.wellKnown(fullName) : unknownType;
}

/**
 * A type nested in `owner` or in one of its bases, as an open instance; its own arguments are to come.
 *
 * @param from the type that the name stands in: a private type of a base is not there for others
 */
export function nestedType(owner: NamedType, name: string, arity: number, from: TypeDef | undefined, depth = 0): NamedType | undefined {
	for (const nested of owner.def.nestedTypes()) {
		if (nested.name === name && nested.arity === arity && (depth === 0 || nested.access !== Access.Private || isWithin(from, owner.def)))
			return nested.construct([...owner.args, ...nested.ownTypeParameters]);
	}
	if (depth > 32 || owner.def.resolvingBase) return undefined;
	const base = owner.def.baseType;
	const inherited = base && substituteOwner(base, owner);
	if (inherited?.kind === 'named') {
		const found = nestedType(inherited, name, arity, from, depth + 1);
		if (found) return found;
	}
	if (owner.def.kind === 'interface') {
		for (const inheritedInterface of owner.def.interfaces) {
			const type = substituteOwner(inheritedInterface, owner);
			const found = type.kind === 'named' ? nestedType(type, name, arity, from, depth + 1) : undefined;
			if (found) return found;
		}
	}
	return undefined;
}

function isWithin(from: TypeDef | undefined, def: TypeDef): boolean {
	for (let type = from; type; type = type.container) if (type === def) return true;
	return false;
}

/** The meaning of a simple name where only types and namespaces count (7.8.1). */
export function lookupTypeOrNamespace(name: string, arity: number, context: TypeContext): NameMeaning | undefined {
	if (arity === 0 && context.typeParameters) {
		for (let at = context.typeParameters.length - 1; at >= 0; at--) {
			const parameter = context.typeParameters[at];
			if (parameter?.name === name) return asType(parameter);
		}
	}
	for (let def: TypeDef | undefined = context.type; def; def = def.container) {
		if (arity === 0) {
			const parameter = def.ownTypeParameters.find(candidate => candidate.name === name);
			if (parameter) return asType(parameter);
		}
		const nested = nestedType(def.self, name, arity, context.type);
		if (nested) return asType(nested);
	}
	return context.namespace.lookup(name, arity, context.withoutImports);
}

/** Gives an open instance its own arguments. */
export function withArguments(type: Type, args: readonly Type[]): Type {
	if (type.kind !== 'named' || args.length === 0) return type;
	const inherited = type.args.length - args.length;
	return inherited < 0 ? unknownType : type.def.construct([...type.args.slice(0, inherited), ...args]);
}

/** The type or namespace that a (qualified) name means. */
export function resolveName(syntax: TypeSyntax & { kind: 'type-name' }, context: TypeContext): NameMeaning | undefined {
	const args = (): readonly Type[] => syntax.args?.map(arg => resolveType(arg, context)) ?? [];
	let meaning: NameMeaning | undefined;
	if (syntax.alias !== undefined && !syntax.qualifier) {
		const namespace = context.namespace.aliasNamespace(syntax.alias);
		if (namespace === undefined) return undefined;
		meaning = memberOfNamespace(namespace, syntax.name, syntax.arity, context.namespace);
	} else if (syntax.qualifier) {
		const qualifier =
			syntax.qualifier.kind === 'type-name' ? resolveName(syntax.qualifier, context) : asType(resolveType(syntax.qualifier, context));
		if (!qualifier) return undefined;
		if (qualifier.kind === 'namespace') meaning = memberOfNamespace(qualifier.name, syntax.name, syntax.arity, context.namespace);
		else if (qualifier.type.kind === 'named') {
			const nested = nestedType(qualifier.type, syntax.name, syntax.arity, context.type);
			meaning = nested && asType(nested);
		}
	} else {
		meaning = lookupTypeOrNamespace(syntax.name, syntax.arity, context);
	}
	if (meaning?.kind === 'type' && syntax.args) return asType(withArguments(meaning.type, args()));
	return meaning;
}

function memberOfNamespace(
	namespace: string,
	name: string,
	arity: number,
	{ compilation, module }: NamespaceScope,
): NameMeaning | undefined {
	const def = compilation.typeIn(namespace, name, arity, module);
	if (def) return open(def);
	return arity === 0 && compilation.hasNamespaceIn(namespace, name)
		? { kind: 'namespace', name: namespace ? `${namespace}.${name}` : name }
		: undefined;
}

/** The type that type syntax means; unknown where it can't be told. */
export function resolveType(syntax: TypeSyntax, context: TypeContext): Type {
	const { compilation } = context.namespace;
	switch (syntax.kind) {
		case 'predefined':
			return predefinedType(syntax.name, compilation);
		case 'type-name': {
			const meaning = resolveName(syntax, context);
			if (meaning?.kind === 'type') return meaning.type;
			// A namespace of such a name hides no contextual keyword.
			if (!syntax.qualifier && syntax.arity === 0) {
				if (syntax.name === 'dynamic') return dynamicType;
				if (syntax.name === 'nint' || syntax.name === 'nuint') return predefinedType(syntax.name, compilation);
			}
			return unknownType;
		}
		case 'array': {
			const element = resolveType(syntax.element, context);
			return element === unknownType ? unknownType : arrayOf(element, syntax.rank);
		}
		case 'nullable': {
			const element = resolveType(syntax.element, context);
			return isValueType(element) ? compilation.nullable(element) : element;
		}
		case 'pointer': {
			const element = resolveType(syntax.element, context);
			return element === unknownType ? unknownType : pointerTo(element);
		}
		case 'tuple-type':
			return compilation.tuple(
				syntax.elements.map(element => resolveType(element.type, context)),
				syntax.elements.map(element => element.name),
			);
		case 'function-pointer':
			return new FunctionPointerType(
				syntax.parameters.map(parameter => resolveType(parameter, context)),
				resolveType(syntax.returns, context),
			);
		case 'ref-type':
			return resolveType(syntax.element, context);
		default:
			return unknownType;
	}
}

/** Whether code inside `from` (a type, or none) of the compilation may use a member. */
export function isAccessible(access: number, declaring: TypeDef, from: TypeDef | undefined, compilation: Names): boolean {
	if (access === Access.Public) return true;
	const sameModule = declaring.module === compilation.modules[0] || declaring.module.friends.has(compilation.modules[0]?.name ?? '');
	const inside = (): boolean => isWithin(from, declaring);
	const derives = (): boolean => {
		for (let type = from; type; type = type.container) {
			for (let base: Type | undefined = type.self, depth = 0; base?.kind === 'named' && depth < 64; base = base.def.baseType, depth++)
				if (base.def === declaring) return true;
		}
		return false;
	};
	switch (access) {
		case Access.Private: {
			// A nested type's private members are open to the types around it only from inside them.
			return inside();
		}
		case Access.Internal:
			return sameModule;
		case Access.Protected:
			return inside() || derives();
		case Access.ProtectedOrInternal:
			return sameModule || inside() || derives();
		case Access.ProtectedAndInternal:
			return sameModule && (inside() || derives());
		default:
			return false;
	}
}
