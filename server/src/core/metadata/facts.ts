/**
 * What binding needs to know of a compiled type, as plain data.
 *
 * Both the ECMA-335 reader and the shipped packs answer with these shapes, so nothing above this
 * layer knows where a fact came from. Invariant: facts are immutable and hold no reference to bytes.
 */

/**
 * A type signature as text, so that it can be stored, compared and cached as a string.
 *
 * Grammar: `Ns.Outer`1+Inner<arg,...>` (arguments of the whole chain, outermost first), then any of
 * `{name,...}` (tuple element names), `[]`, `[,]`, `*`, `&`; `!0` is the type's and `!!0` the
 * method's type parameter; `?dynamic`, `?fnptr` and `?` (unknown) stand for themselves.
 */
export type Sig = string;

/** Accessibility, in the order of ECMA-335 II.23.1.10 without compiler-controlled members. */
export const Access = { Private: 1, ProtectedAndInternal: 2, Internal: 3, Protected: 4, ProtectedOrInternal: 5, Public: 6 } as const;

/** Bits of `TypeFacts.flags`; the low three bits hold the accessibility. */
export const TypeFlag = {
	AccessMask: 7,
	Class: 0,
	Interface: 1 << 3,
	Struct: 1 << 4,
	Enum: 1 << 5,
	Delegate: 1 << 6,
	Abstract: 1 << 7,
	Sealed: 1 << 8,
	ByRefLike: 1 << 9,
	/** Carries ExtensionAttribute: holds extension methods. */
	Extensions: 1 << 10,
	Record: 1 << 11,
} as const;

/** Bits of `MethodFacts.flags` and `FieldFacts.flags`; the low three bits hold the accessibility. */
export const MemberFlag = {
	AccessMask: 7,
	Static: 1 << 3,
	Virtual: 1 << 4,
	Abstract: 1 << 5,
	/** Virtual without newslot: overrides a base member. */
	Override: 1 << 6,
	Sealed: 1 << 7,
	Extension: 1 << 8,
	Const: 1 << 9,
	ReadOnly: 1 << 10,
	/** Return value by reference. */
	ReturnsByRef: 1 << 11,
	/** A property setter that may only run during initialization. */
	InitOnly: 1 << 12,
	Required: 1 << 13,
} as const;

/** Bits of `ParameterFacts.flags`. */
export const ParameterFlag = { Optional: 1, Out: 2, In: 4, Ref: 8, Params: 16 } as const;

/** Bits of `TypeParameterFacts.flags` (II.23.1.7). */
export const TypeParameterFlag = {
	Covariant: 1,
	Contravariant: 2,
	Class: 4,
	Struct: 8,
	New: 16,
	AllowsRefStruct: 32,
	Unmanaged: 64,
} as const;

/** A value that an attribute argument or a constant can hold. A type is written as `{ type: Sig }`. */
export type ConstantValue = string | number | boolean | null | { readonly type: string } | readonly ConstantValue[];

/** One custom attribute: the attribute type's full name, its positional and its named arguments. */
export interface AttributeFacts {
	readonly name: string;
	readonly args: readonly ConstantValue[];
	readonly named?: Readonly<Record<string, ConstantValue>>;
}

export interface TypeParameterFacts {
	readonly name: string;
	readonly flags: number;
	readonly constraints: readonly Sig[];
	readonly attributes: readonly AttributeFacts[];
}

export interface ParameterFacts {
	readonly name: string;
	readonly flags: number;
	readonly type: Sig;
	readonly attributes: readonly AttributeFacts[];
}

export interface MethodFacts {
	readonly name: string;
	readonly flags: number;
	readonly typeParameters: readonly TypeParameterFacts[];
	readonly returns: Sig;
	readonly parameters: readonly ParameterFacts[];
	readonly attributes: readonly AttributeFacts[];
	/** Attributes of the return value. */
	readonly returnAttributes: readonly AttributeFacts[];
}

export interface FieldFacts {
	readonly name: string;
	readonly flags: number;
	readonly type: Sig;
	readonly constant?: ConstantValue;
	readonly attributes: readonly AttributeFacts[];
}

export interface PropertyFacts {
	readonly name: string;
	readonly type: Sig;
	/** Parameters of an indexer; empty for an ordinary property. */
	readonly parameters: readonly ParameterFacts[];
	readonly getter?: MethodFacts;
	readonly setter?: MethodFacts;
	readonly flags: number;
	readonly attributes: readonly AttributeFacts[];
}

export interface EventFacts {
	readonly name: string;
	readonly type: Sig;
	readonly add?: MethodFacts;
	readonly remove?: MethodFacts;
	readonly attributes: readonly AttributeFacts[];
}

export interface TypeFacts {
	/** Full metadata name: `Ns.Outer`1+Inner`. */
	readonly name: string;
	readonly flags: number;
	/** All type parameters, those of the enclosing types first, as metadata has them. */
	readonly typeParameters: readonly TypeParameterFacts[];
	readonly base?: Sig;
	readonly interfaces: readonly Sig[];
	readonly fields: readonly FieldFacts[];
	/** Ordinary methods, constructors and operators; accessors are with their property or event. */
	readonly methods: readonly MethodFacts[];
	readonly properties: readonly PropertyFacts[];
	readonly events: readonly EventFacts[];
	readonly attributes: readonly AttributeFacts[];
	/** Full names of the visible nested types. */
	readonly nested: readonly string[];
}

/** A set of compiled types under one assembly name (or one framework) that answers by full name. */
export interface AssemblyFacts {
	readonly name: string;
	/** The simple names of the assemblies that this stands for: its own, or those of a framework. */
	readonly assemblyNames: ReadonlySet<string>;
	/** The major version of those assemblies. */
	readonly majorVersion: number;
	/** Full names of the top-level types that are visible from outside. */
	readonly typeNames: readonly string[];
	/** Full names of top-level types that hold extension methods. */
	readonly extensionTypes: readonly string[];
	readonly attributes: readonly AttributeFacts[];
	/** Simple names of assemblies that may use the internals. */
	readonly friends: readonly string[];
	type(fullName: string): TypeFacts | undefined;
	/** The simple name of the assembly that defines a type (a pack holds many assemblies). */
	assemblyOf(fullName: string): string;
}
