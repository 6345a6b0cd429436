/** Members of types. Types of signatures are resolved when they are first asked for. */
import type { Member, MethodSyntax, PropertySyntax, Range, SourceFile } from '../syntax/ast.ts';
import type { AccessLevel, MemberSymbol, NamedType, RequiresSet, Type, TypeDef, TypeParameter } from './types.ts';
import { substituteOwner } from './types.ts';

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

export type MethodKind = 'ordinary' | 'constructor' | 'static-constructor' | 'destructor' | 'operator' | 'conversion' | 'accessor' | 'local' | 'lambda';

export interface Signature {
	readonly parameters: readonly Parameter[];
	readonly returns: Type;
}

export interface MethodOptions {
	readonly name: string;
	readonly container: TypeDef;
	readonly methodKind: MethodKind;
	readonly access: AccessLevel;
	readonly isStatic: boolean;
	readonly isVirtual: boolean;
	readonly isAbstract: boolean;
	readonly isOverride: boolean;
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
	readonly declaration?: Declaration;
	readonly syntax?: MethodSyntax;
	/** Full name of the interface of an explicit implementation. */
	readonly explicitInterface?: () => Type;
}

export class MethodSymbol {
	readonly kind = 'method';
	readonly options: MethodOptions;
	readonly name: string;
	readonly container: TypeDef;
	readonly methodKind: MethodKind;
	readonly access: AccessLevel;
	readonly isStatic: boolean;
	readonly isOverride: boolean;
	readonly isExtension: boolean;
	readonly typeParameters: readonly TypeParameter[];
	readonly requires: RequiresSet;
	readonly declaration: Declaration | undefined;
	/** The property or event of an accessor. */
	associated: PropertySymbol | EventSymbol | undefined;
	#signature: Signature | undefined;

	constructor(options: MethodOptions) {
		this.options = options;
		this.name = options.name;
		this.container = options.container;
		this.methodKind = options.methodKind;
		this.access = options.access;
		this.isStatic = options.isStatic;
		this.isOverride = options.isOverride;
		this.isExtension = options.isExtension;
		this.typeParameters = options.typeParameters;
		this.requires = options.requires;
		this.declaration = options.declaration;
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

export interface PropertyOptions {
	readonly name: string;
	readonly container: TypeDef;
	readonly access: AccessLevel;
	readonly isStatic: boolean;
	readonly isOverride: boolean;
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
	readonly declaration?: Declaration;
	readonly syntax?: PropertySyntax;
	readonly explicitInterface?: () => Type;
}

/** A property or an indexer (whose name is `this[]`). */
export class PropertySymbol {
	readonly kind = 'property';
	readonly options: PropertyOptions;
	readonly name: string;
	readonly container: TypeDef;
	readonly access: AccessLevel;
	readonly isStatic: boolean;
	readonly isOverride: boolean;
	readonly getter: MethodSymbol | undefined;
	readonly setter: MethodSymbol | undefined;
	readonly requires: RequiresSet;
	readonly declaration: Declaration | undefined;
	#signature: Signature | undefined;

	constructor(options: PropertyOptions) {
		this.options = options;
		this.name = options.name;
		this.container = options.container;
		this.access = options.access;
		this.isStatic = options.isStatic;
		this.isOverride = options.isOverride;
		this.getter = options.getter;
		this.setter = options.setter;
		this.requires = options.requires;
		this.declaration = options.declaration;
		if (this.getter) this.getter.associated = this;
		if (this.setter) this.setter.associated = this;
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

export interface FieldOptions {
	readonly name: string;
	readonly container: TypeDef;
	readonly access: AccessLevel;
	readonly isStatic: boolean;
	readonly isConst: boolean;
	readonly isReadOnly: boolean;
	readonly type: () => Type;
	/** A constant's value where it is known. */
	readonly constant?: () => unknown;
	readonly isRequired: boolean;
	readonly dam: number;
	readonly declaration?: Declaration;
}

export class FieldSymbol {
	readonly kind = 'field';
	readonly options: FieldOptions;
	readonly name: string;
	readonly container: TypeDef;
	readonly access: AccessLevel;
	readonly isStatic: boolean;
	readonly isConst: boolean;
	readonly isOverride = false;
	readonly declaration: Declaration | undefined;
	#type: Type | undefined;

	constructor(options: FieldOptions) {
		this.options = options;
		this.name = options.name;
		this.container = options.container;
		this.access = options.access;
		this.isStatic = options.isStatic;
		this.isConst = options.isConst;
		this.declaration = options.declaration;
	}

	get type(): Type {
		this.#type ??= this.options.type();
		return this.#type;
	}
}

export interface EventOptions {
	readonly name: string;
	readonly container: TypeDef;
	readonly access: AccessLevel;
	readonly isStatic: boolean;
	readonly isOverride: boolean;
	readonly type: () => Type;
	readonly add: MethodSymbol | undefined;
	readonly remove: MethodSymbol | undefined;
	readonly requires: RequiresSet;
	readonly declaration?: Declaration;
}

export class EventSymbol {
	readonly kind = 'event';
	readonly options: EventOptions;
	readonly name: string;
	readonly container: TypeDef;
	readonly access: AccessLevel;
	readonly isStatic: boolean;
	readonly isOverride: boolean;
	readonly add: MethodSymbol | undefined;
	readonly remove: MethodSymbol | undefined;
	readonly requires: RequiresSet;
	readonly declaration: Declaration | undefined;
	#type: Type | undefined;

	constructor(options: EventOptions) {
		this.options = options;
		this.name = options.name;
		this.container = options.container;
		this.access = options.access;
		this.isStatic = options.isStatic;
		this.isOverride = options.isOverride;
		this.add = options.add;
		this.remove = options.remove;
		this.requires = options.requires;
		this.declaration = options.declaration;
		if (this.add) this.add.associated = this;
		if (this.remove) this.remove.associated = this;
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

export const typeOfFound = (found: Found<PropertySymbol | FieldSymbol | EventSymbol>): Type => substituteOwner(found.member.type, found.owner);
