/**
 * Symbols of types declared in source; the parts of a partial type are one symbol.
 *
 * A type knows where it stands; what its members are is handed in (`member-table.ts`), and made when first asked for.
 */
import { Access } from '../metadata/facts.ts';
import type { AttributeSyntax, Member, MemberSyntax, SourceFile, TypeDeclaration } from '../syntax/ast.ts';
import { allRequired, damOfSyntax, findAttribute, requiresOfSyntax } from './attributes.ts';
import { type Half, type Halves, halvesOf } from './halves.ts';
import type { MethodSymbol } from './members.ts';
import { type Names, type NamespaceScope, resolveType, type ScopeModule, type TypeContext } from './scope.ts';
import {
	type AccessLevel,
	type MemberSymbol,
	type RequiresSet,
	type Type,
	TypeDef,
	type TypeDefKind,
	type TypeParameter,
	unknownType,
} from './types.ts';
import { accessOf, makeTypeParameters } from './signatures.ts';

/** One declaration of a (partial) type. */
export interface TypePart {
	readonly declaration: TypeDeclaration;
	readonly file: SourceFile;
	readonly scope: NamespaceScope;
}

/** The module that declares a type, in the compilation that sees it. */
export interface DeclaringModule extends ScopeModule {
	readonly compilation: Names;
}

/** What the members of a type are entered into. */
export interface MemberTable {
	/** By name, in the order that they are found. */
	readonly byName: Map<string, MemberSymbol[]>;
	/** What each member's syntax declares (several for `int a, b;`). */
	readonly bySyntax: Map<Member['syntax'], readonly MemberSymbol[]>;
}

/** Enters all members of a type into its table, in which they can be found while others are still being made. */
export type DeclareMembers = (def: SourceTypeDef, table: MemberTable) => void;

const KINDS: Readonly<Record<TypeDeclaration['kind'], TypeDefKind>> = {
	class: 'class',
	record: 'class',
	struct: 'struct',
	'record-struct': 'struct',
	interface: 'interface',
	enum: 'enum',
	delegate: 'delegate',
};

export class SourceTypeDef extends TypeDef {
	override get isFromSource(): boolean {
		return true;
	}

	readonly module: DeclaringModule;
	readonly container: SourceTypeDef | undefined;
	readonly name: string;
	readonly namespace: string;
	readonly kind: TypeDefKind;
	readonly isRecord: boolean;
	readonly parts: TypePart[] = [];
	readonly ownTypeParameters: readonly TypeParameter[];
	readonly #nested: SourceTypeDef[] = [];
	readonly #declareMembers: DeclareMembers;
	#members: MemberTable | undefined;
	#base: Type | undefined | null = null;
	#interfaces: readonly Type[] | undefined;
	#requires: RequiresSet | undefined;
	#dam: number | undefined;
	#halves: Halves<TypePart> | undefined;

	/** Extension blocks in a static class (C# 14). */
	readonly extensionBlocks: SourceTypeDef[] = [];

	constructor(
		module: DeclaringModule,
		declaration: TypeDeclaration,
		scope: NamespaceScope,
		container: SourceTypeDef | undefined,
		declareMembers: DeclareMembers,
	) {
		super();
		this.#declareMembers = declareMembers;
		this.module = module;
		this.container = container;
		this.name = declaration.name;
		this.namespace = scope.name;
		this.kind = KINDS[declaration.kind];
		this.isRecord = declaration.kind === 'record' || declaration.kind === 'record-struct';
		const inherited = container?.typeParameters.length ?? 0;
		this.ownTypeParameters = makeTypeParameters(
			declaration.typeParameters,
			inherited,
			false,
			name => {
				const part = this.parts.find(candidate => candidate.declaration.constraints.some(clause => clause.name === name));
				return (
					part && {
						clause: part.declaration.constraints.find(clause => clause.name === name),
						context: { namespace: part.scope, type: this },
					}
				);
			},
			() => this.#firstContext,
			undefined,
			declaration.modifiers.includes('partial')
				? index =>
						this.parts.slice(1).reduce((found, part) => {
							const attributes = part.declaration.typeParameters[index]?.attributes ?? [];
							return found || damOfSyntax(attributes, this.contextOf(part));
						}, 0)
				: undefined,
		);
	}

	get compilation(): Names {
		return this.module.compilation;
	}

	addPart(part: TypePart): void {
		this.parts.push(part);
	}
	addExtensionBlock(def: SourceTypeDef): void {
		this.extensionBlocks.push(def);
	}
	addNested(def: SourceTypeDef): void {
		this.#nested.push(def);
	}

	/** Where type syntax of a part is resolved. */
	contextOf(part: TypePart, typeParameters?: readonly TypeParameter[]): TypeContext {
		return { namespace: part.scope, type: this, typeParameters };
	}

	get #firstContext(): TypeContext {
		return this.contextOf(this.parts[0] as TypePart);
	}

	#modifier(name: string): boolean {
		return this.parts.some(part => part.declaration.modifiers.includes(name));
	}
	get attributes(): readonly AttributeSyntax[] {
		return this.parts.flatMap(part => part.declaration.attributes);
	}
	get access(): AccessLevel {
		return accessOf(
			this.parts.flatMap(part => part.declaration.modifiers),
			this.container ? (this.container.kind === 'interface' ? Access.Public : Access.Private) : Access.Internal,
		);
	}
	get isAbstract(): boolean {
		return this.kind === 'interface' || this.#modifier('abstract') || this.#modifier('static');
	}
	get isSealed(): boolean {
		return (
			this.kind === 'struct' || this.kind === 'enum' || this.kind === 'delegate' || this.#modifier('sealed') || this.#modifier('static')
		);
	}
	get isStatic(): boolean {
		return this.#modifier('static');
	}
	get isByRefLike(): boolean {
		return this.kind === 'struct' && this.#modifier('ref');
	}
	get isIncomplete(): boolean {
		return this.#modifier('partial');
	}
	get requires(): RequiresSet {
		this.#requires ??= allRequired(this.parts.map(part => requiresOfSyntax(part.declaration.attributes, this.contextOf(part))));
		return this.#requires;
	}
	get dam(): number {
		this.#dam ??= this.parts.reduce((found, part) => found || damOfSyntax(part.declaration.attributes, this.contextOf(part)), 0);
		return this.#dam;
	}

	/** The other half of a partial member, if both are there. */
	otherHalf(syntax: MemberSyntax): Half<TypePart> | undefined {
		this.#halves ??= halvesOf(this.parts);
		return this.#halves.get(syntax);
	}

	attribute(fullName: string): readonly unknown[] | undefined {
		const simple = fullName.slice(fullName.lastIndexOf('.') + 1).replace(/Attribute$/, '');
		return findAttribute(this.attributes, simple)?.args.map(argument => argument.value);
	}

	/** The types in the base lists; resolved without looking at this type's own bases. */
	#listedBases(): readonly Type[] {
		this.resolvingBase = true;
		try {
			return this.parts.flatMap(part => part.declaration.bases.map(base => resolveType(base, { namespace: part.scope, type: this })));
		} finally {
			this.resolvingBase = false;
		}
	}

	#resolveBases(): void {
		const listed = this.#listedBases();
		const classBase = listed.find(type => type.kind === 'named' && type.def.kind === 'class');
		this.#interfaces = listed.filter(type => type.kind === 'named' && type.def.kind === 'interface');
		const implied = {
			class: 'System.Object',
			struct: 'System.ValueType',
			enum: 'System.Enum',
			delegate: 'System.MulticastDelegate',
			interface: undefined,
		}[this.kind];
		// A base that could not be bound makes members unknown, not those of object.
		const unbound = this.kind === 'class' && listed.includes(unknownType) && !classBase;
		this.#base =
			this.kind === 'class' && classBase
				? classBase
				: unbound
					? unknownType
					: implied === undefined
						? undefined
						: this.compilation.wellKnown(implied);
		if (this.isRecord && this.parts.length > 0) {
			const equatable = this.compilation.construct('System.IEquatable`1', this.self);
			if (equatable !== unknownType) this.#interfaces = [...this.#interfaces, equatable];
		}
	}

	get baseType(): Type | undefined {
		if (this.#base === null) {
			if (this.resolvingBase) return undefined;
			this.#resolveBases();
		}
		return this.#base ?? undefined;
	}

	get interfaces(): readonly Type[] {
		if (!this.#interfaces) {
			if (this.resolvingBase) return [];
			this.#resolveBases();
		}
		return this.#interfaces ?? [];
	}

	/** Whether a base or interface could not be bound, so that members may be missing. */
	get hasUnknownBase(): boolean {
		return this.#listedBases().includes(unknownType);
	}

	get enumUnderlying(): Type | undefined {
		if (this.kind !== 'enum') return undefined;
		const listed = this.#listedBases()[0];
		return listed ?? this.compilation.wellKnown('System.Int32');
	}

	nestedTypes(): readonly TypeDef[] {
		return this.#nested;
	}
	members(name: string): readonly MemberSymbol[] {
		return this.#table.byName.get(name) ?? NONE;
	}
	memberNames(): Iterable<string> {
		return this.#table.byName.keys();
	}
	extensionMethods(): readonly MethodSymbol[] {
		return [...this.#table.byName.values()].flat().filter(member => member.kind === 'method' && member.isExtension) as MethodSymbol[];
	}

	/** The symbols that a member's syntax declares (several for `int a, b;`). */
	symbolsOf(syntax: Member['syntax']): readonly MemberSymbol[] {
		return this.#table.bySyntax.get(syntax) ?? NONE;
	}

	get #table(): MemberTable {
		if (!this.#members) {
			// Constants and attributes may ask for members on the way.
			this.#members = { byName: new Map(), bySyntax: new Map() };
			this.#declareMembers(this, this.#members);
		}
		return this.#members;
	}
}

const NONE: readonly MemberSymbol[] = [];

/** Whether a type is declared in source, here or in a referenced project. */
export const isSource = (def: TypeDef): def is SourceTypeDef => def.isFromSource;
