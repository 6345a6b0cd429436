/** Members of types. Types of signatures are resolved when they are first asked for. */
import { Access } from '../metadata/facts.ts';
import type { Member, MethodSyntax, PropertySyntax, Range, SourceFile } from '../syntax/ast.ts';
import type { AccessLevel, MemberSymbol, NamedType, RequiresSet, Type, TypeDef, TypeParameter } from './types.ts';
import { NO_REQUIRES, substituteOwner } from './types.ts';

/** Where a member of a source type is declared; `range` counts from `member.start`. */
export interface Declaration {
	readonly file: SourceFile;
	readonly member?: Member;
	/** The name, absolute. */
	readonly name: Range;
}

export type RefKind = 'ref' | 'out' | 'in';

export interface Parameter {
	readonly name: string;
	readonly type: Type;
	readonly ref: RefKind | undefined;
	readonly isOptional: boolean;
	readonly isParams: boolean;
	/** DynamicallyAccessedMemberTypes flags. */
	readonly dam: number;
	/** `[DoesNotReturnIf(value)]` */
	readonly doesNotReturnIf?: boolean;
}

interface SharedOptions {
	readonly name: string;
	readonly container: TypeDef;
	readonly access: AccessLevel;
	readonly isStatic: boolean;
	readonly isOverride: boolean;
	readonly declaration?: Declaration;
}

/** What all members have. */
abstract class DeclaredSymbol<O extends SharedOptions> {
	/** What it was made of. */
	readonly options: O;
	readonly name: string;
	readonly container: TypeDef;
	readonly access: AccessLevel;
	readonly isStatic: boolean;
	readonly isOverride: boolean;
	readonly declaration: Declaration | undefined;

	constructor(options: O) {
		this.options = options;
		this.name = options.name;
		this.container = options.container;
		this.access = options.access;
		this.isStatic = options.isStatic;
		this.isOverride = options.isOverride;
		this.declaration = options.declaration;
	}
}

export type MethodKind =
	| 'ordinary'
	| 'constructor'
	| 'static-constructor'
	| 'destructor'
	| 'operator'
	| 'conversion'
	| 'accessor'
	| 'local'
	| 'lambda';

export interface Signature {
	readonly parameters: readonly Parameter[];
	readonly returns: Type;
}

export interface MethodOptions extends SharedOptions {
	readonly methodKind: MethodKind;
	readonly isVirtual: boolean;
	readonly isAbstract: boolean;
	readonly isExtension: boolean;
	readonly typeParameters: readonly TypeParameter[];
	readonly signature: () => Signature;
	readonly requires: RequiresSet;
	/** Flags on the method itself (its `this`). */
	readonly dam: number;
	readonly returnDam: number;
	readonly doesNotReturn: boolean;
	readonly priority: number;
	readonly returnsByRef: boolean;
	readonly syntax?: MethodSyntax;
	/** Full name of the interface of an explicit implementation. */
	readonly explicitInterface?: () => Type;
	/** The member of an extension block that this static method stands for. */
	readonly extensionMember?: MethodSymbol;
}

export class MethodSymbol extends DeclaredSymbol<MethodOptions> {
	readonly kind = 'method';
	readonly methodKind: MethodKind;
	readonly isExtension: boolean;
	readonly typeParameters: readonly TypeParameter[];
	readonly requires: RequiresSet;
	/** The property or event of an accessor. */
	associated: PropertySymbol | EventSymbol | undefined;
	#signature: Signature | undefined;

	constructor(options: MethodOptions) {
		super(options);
		this.methodKind = options.methodKind;
		this.isExtension = options.isExtension;
		this.typeParameters = options.typeParameters;
		this.requires = options.requires;
	}

	get isVirtual(): boolean {
		return this.options.isVirtual;
	}
	get isAbstract(): boolean {
		return this.options.isAbstract;
	}
	/** DynamicallyAccessedMemberTypes flags on the method itself (its `this`). */
	get dam(): number {
		return this.options.dam;
	}
	get returnDam(): number {
		return this.options.returnDam;
	}
	get doesNotReturn(): boolean {
		return this.options.doesNotReturn;
	}
	/** `[OverloadResolutionPriority]` */
	get priority(): number {
		return this.options.priority;
	}
	get returnsByRef(): boolean {
		return this.options.returnsByRef;
	}
	get syntax(): MethodSyntax | undefined {
		return this.options.syntax;
	}
	/** The interface of an explicit implementation. */
	get explicitInterface(): MethodOptions['explicitInterface'] {
		return this.options.explicitInterface;
	}
	/** The member of an extension block that this static method stands for. */
	get extensionMember(): MethodSymbol | undefined {
		return this.options.extensionMember;
	}
	get #resolved(): Signature {
		this.#signature ??= this.options.signature();
		return this.#signature;
	}
	get parameters(): readonly Parameter[] {
		return this.#resolved.parameters;
	}
	get returns(): Type {
		return this.#resolved.returns;
	}
}

export interface PropertyOptions extends SharedOptions {
	readonly isVirtual: boolean;
	readonly signature: () => Signature;
	readonly getter: MethodSymbol | undefined;
	readonly setter: MethodSymbol | undefined;
	readonly isRequired: boolean;
	readonly isInitOnly: boolean;
	readonly returnsByRef: boolean;
	readonly requires: RequiresSet;
	readonly dam: number;
	/** Full name of the attribute type that `[FeatureGuard]` names. */
	readonly featureGuard: readonly string[];
	/** An indexer's name in metadata (`[IndexerName]`), where it is not `Item`. */
	readonly metadataName?: string;
	readonly syntax?: PropertySyntax;
	readonly explicitInterface?: () => Type;
}

/** A property or an indexer (whose name is `this[]`). */
export class PropertySymbol extends DeclaredSymbol<PropertyOptions> {
	readonly kind = 'property';
	readonly getter: MethodSymbol | undefined;
	readonly setter: MethodSymbol | undefined;
	readonly requires: RequiresSet;
	#signature: Signature | undefined;

	constructor(options: PropertyOptions) {
		super(options);
		this.getter = options.getter;
		this.setter = options.setter;
		this.requires = options.requires;
		if (this.getter) this.getter.associated = this;
		if (this.setter) this.setter.associated = this;
	}

	get isVirtual(): boolean {
		return this.options.isVirtual;
	}
	get isInitOnly(): boolean {
		return this.options.isInitOnly;
	}
	get returnsByRef(): boolean {
		return this.options.returnsByRef;
	}
	get dam(): number {
		return this.options.dam;
	}
	/** Full names of the attribute types that `[FeatureGuard]` names. */
	get featureGuard(): readonly string[] {
		return this.options.featureGuard;
	}
	/** An indexer's name in metadata (`[IndexerName]`), where it is not `Item`. */
	get metadataName(): string | undefined {
		return this.options.metadataName;
	}
	get syntax(): PropertySyntax | undefined {
		return this.options.syntax;
	}
	get explicitInterface(): PropertyOptions['explicitInterface'] {
		return this.options.explicitInterface;
	}
	get #resolved(): Signature {
		this.#signature ??= this.options.signature();
		return this.#signature;
	}
	get parameters(): readonly Parameter[] {
		return this.#resolved.parameters;
	}
	get type(): Type {
		return this.#resolved.returns;
	}
	get isIndexer(): boolean {
		return this.name === 'this[]';
	}
}

export interface FieldOptions extends SharedOptions {
	readonly isOverride: false;
	readonly isConst: boolean;
	readonly isReadOnly: boolean;
	readonly type: () => Type;
	/** A constant's value where it is known. */
	readonly constant?: () => unknown;
	readonly isRequired: boolean;
	readonly dam: number;
	readonly declaration?: Declaration;
}

export class FieldSymbol extends DeclaredSymbol<FieldOptions> {
	readonly kind = 'field';
	readonly isConst: boolean;
	#type: Type | undefined;

	constructor(options: FieldOptions) {
		super(options);
		this.isConst = options.isConst;
	}

	get isReadOnly(): boolean {
		return this.options.isReadOnly;
	}
	/** A constant's value where it is known. */
	get constant(): FieldOptions['constant'] {
		return this.options.constant;
	}
	get dam(): number {
		return this.options.dam;
	}
	get type(): Type {
		this.#type ??= this.options.type();
		return this.#type;
	}
}

export interface EventOptions extends SharedOptions {
	readonly type: () => Type;
	readonly add: MethodSymbol | undefined;
	readonly remove: MethodSymbol | undefined;
	readonly requires: RequiresSet;
	readonly declaration?: Declaration;
	readonly explicitInterface?: () => Type;
}

export class EventSymbol extends DeclaredSymbol<EventOptions> {
	readonly kind = 'event';
	readonly add: MethodSymbol | undefined;
	readonly remove: MethodSymbol | undefined;
	readonly requires: RequiresSet;
	#type: Type | undefined;

	constructor(options: EventOptions) {
		super(options);
		this.add = options.add;
		this.remove = options.remove;
		this.requires = options.requires;
		if (this.add) this.add.associated = this;
		if (this.remove) this.remove.associated = this;
	}

	get explicitInterface(): EventOptions['explicitInterface'] {
		return this.options.explicitInterface;
	}
	get type(): Type {
		this.#type ??= this.options.type();
		return this.#type;
	}
}

/** A member as seen through an instance of its type. */
export interface Found<M extends MemberSymbol = MemberSymbol> {
	readonly member: M;
	readonly owner: NamedType;
}

export const typeOfFound = (found: Found<PropertySymbol | FieldSymbol | EventSymbol>): Type =>
	substituteOwner(found.member.type, found.owner);

/** A method that has no syntax of its own. */
export function impliedMethod(
	def: TypeDef,
	name: string,
	options: Partial<MethodOptions> & Pick<MethodOptions, 'signature'>,
): MethodSymbol {
	return new MethodSymbol({
		name,
		container: def,
		methodKind: 'ordinary',
		access: Access.Public,
		isStatic: false,
		isVirtual: false,
		isAbstract: false,
		isOverride: false,
		isExtension: false,
		typeParameters: [],
		requires: NO_REQUIRES,
		dam: 0,
		returnDam: 0,
		doesNotReturn: false,
		priority: 0,
		returnsByRef: false,
		...options,
	});
}
