/**
 * What a whole program is made of, as all of `whole-program/` sees it: modules, definitions of types, methods and fields,
 * and types and methods made of them. `assembly.ts` reads modules, `defined.ts` definitions; `types.ts` makes types.
 *
 * Invariant: there is one object for each definition, each type and each instance of a method, so that identity is equality.
 */
import type { Bytes } from '../metadata/ecma335/bytes.ts';
import type { Image } from '../metadata/ecma335/image.ts';
import type { Tables } from '../metadata/ecma335/tables.ts';
import type { Body } from '../metadata/il/body.ts';

// ---- modules --------------------------------------------------------------------------------

/** One assembly of the program, or the app's own source. Rows and tokens are those of its metadata (ECMA-335 II.22). */
export interface Module {
	readonly name: string;
	/** The file that it was read from; empty for source. */
	readonly path: string;
	readonly isFramework: boolean;
	/** Whether it stands for source that is not compiled. */
	readonly isSource: boolean;
	/** Major, minor, build and revision; none of a netmodule and of source. */
	readonly version: readonly number[];
	/** Simple names of the assemblies that it refers to. */
	readonly references: readonly string[];
	readonly image: Image;
	readonly tables: Tables;
	/** Whether apps that are followed one after the other have it in common: nothing of it comes to what is one app's own. */
	readonly isShared: boolean;
	/** Methods whose bodies could not be read. */
	readonly unreadable: Set<MethodDef>;
	/** Types from source, by full name. */
	readonly sourceTypes: Map<string, TypeDef>;
	/** The definitions made so far, by row. */
	readonly methodRows: (MethodDef | undefined)[];
	readonly fieldRows: (FieldDef | undefined)[];
	readonly typeCount: number;
	typeDef(row: number): TypeDef;
	methodDef(row: number): MethodDef;
	fieldDef(row: number): FieldDef;
	nestedTypes(def: TypeDef): readonly TypeDef[];
	/** A top-level type, followed through forwards (II.6.8) into other assemblies. */
	find(namespace: string, name: string, depth?: number): TypeDef | undefined;
	/** By full name with `+` between nested types. */
	findFull(fullName: string): TypeDef | undefined;
	/** The type of a TypeDef, TypeRef or TypeSpec row. */
	type(table: number, row: number): Type;
	typeToken(token: number): Type;
	/** The method of a MethodDef, MemberRef or MethodSpec token; undefined where it is not there. */
	methodToken(token: number): MethodToken | undefined;
	fieldToken(token: number): FieldReference | undefined;
	/** Whether a token of `ldtoken` names a field. */
	isFieldToken(token: number): boolean;
	/** The text of a string token (II.24.2.4). */
	stringToken(token: number): string;
	/** A StandAloneSig's method, of `calli`. */
	callSite(token: number): Signature;
	/** The types of the locals of a body. */
	localTypes(token: number): readonly Type[];
	/** The signature in a cell; equal cells share one. */
	methodSignature(table: number, row: number, column: number): Signature;
	/** The type of a field's signature in a cell. */
	fieldType(table: number, row: number, column: number): Type;
	interfacesOf(row: number): readonly Type[];
	genericRows(isMethod: boolean, row: number): readonly number[];
	genericParameters(owner: TypeDef | MethodDef, row: number): readonly GenericParameter[];
	/** What a type parameter is constrained to. */
	constraints(parameter: GenericParameter): readonly Type[];
	/** An embedded resource's bytes (II.22.24); undefined where there is none of that name. */
	resource(name: string): Bytes | undefined;
}

/**
 * A method that a token names: where it is declared, and the type that the token names it on (arrays have none, nor
 * have methods that are not there).
 */
export interface MethodToken {
	readonly method: MethodInstance | undefined;
	/** The type before the name, as written. */
	readonly on: Type;
	readonly name: string;
	readonly signature: Signature;
}

// ---- definitions ----------------------------------------------------------------------------

export interface GenericParameter {
	readonly name: string;
	readonly row: number;
	readonly index: number;
	/** II.23.1.7: variance 3, class 4, struct 8, new 16. */
	readonly flags: number;
	readonly owner: TypeDef | MethodDef;
}

/** A type as it is declared. */
export interface TypeDef {
	readonly kind: 'type';
	readonly id: number;
	readonly module: Module;
	/** Of table TypeDef; 0 for what comes from source. */
	readonly row: number;
	readonly name: string;
	readonly namespace: string;
	/** With `+` between nested types. */
	readonly fullName: string;
	readonly container: TypeDef | undefined;
	/** II.23.1.15. */
	readonly flags: number;
	/** Type parameters with those of the containers. */
	readonly arity: number;
	readonly parameters: readonly GenericParameter[];
	/** The type itself; meaningful for what is not generic. */
	readonly self: NamedType;
	/** The instantiation over its own variables. */
	readonly open: NamedType;
	/** The instantiations made so far, by their key. */
	instances: Map<string | number, NamedType> | undefined;
	readonly base: Type | undefined;
	/** The base as a definition that is there. */
	readonly baseType: NamedType | undefined;
	/** The interfaces that it lists. */
	readonly interfaces: readonly Type[];
	readonly methods: readonly MethodDef[];
	readonly fields: readonly FieldDef[];
	named(name: string): readonly MethodDef[];
	/** The static constructor. */
	readonly initializer: MethodDef | undefined;
	readonly isInterface: boolean;
	readonly isAbstract: boolean;
	readonly isSealed: boolean;
	/** Static fields may be initialized before they are touched, and methods don't initialize (II.10.5.3.3). */
	readonly isBeforeFieldInit: boolean;
	readonly isPublic: boolean;
	readonly isValueType: boolean;
	readonly isEnum: boolean;
	readonly isDelegate: boolean;
	/** Whether it is a top-level type of this name. */
	is(namespace: string, name: string): boolean;
}

/** A signature in terms of the owner's and the method's variables. */
export interface Signature {
	readonly isInstance: boolean;
	readonly arity: number;
	readonly returns: Type;
	readonly parameters: readonly Type[];
}

/** A method as it is declared. */
export interface MethodDef {
	readonly kind: 'method';
	readonly id: number;
	readonly module: Module;
	readonly owner: TypeDef;
	/** Of table MethodDef; 0 for what comes from source. */
	readonly row: number;
	readonly name: string;
	/** II.23.1.10. */
	readonly flags: number;
	readonly signature: Signature;
	readonly parameters: readonly GenericParameter[];
	/** The instances made so far, by their key. */
	instances: Map<string | number, MethodInstance> | undefined;
	/** The instance of what is not generic. */
	plain: MethodInstance | undefined;
	/** The method over its own variables, as bodies of generic code are analysed. */
	readonly open: MethodInstance;
	readonly isStatic: boolean;
	readonly isVirtual: boolean;
	readonly isFinal: boolean;
	readonly isAbstract: boolean;
	readonly isNewSlot: boolean;
	readonly isPublic: boolean;
	readonly isPrivate: boolean;
	readonly isConstructor: boolean;
	/** III.4.21: whether the compiler makes the body itself, or another language does. */
	readonly isInternalCall: boolean;
	readonly isNoInlining: boolean;
	readonly isPInvoke: boolean;
	readonly hasBody: boolean;
	/** The size of the body in bytes; 0 where there is none. */
	readonly size: number;
	/** The row of a parameter's attributes: 0 is the return value, 1 the first parameter; 0 where it has none. */
	parameterRow(sequence: number): number;
	/** @param index 0 for the first parameter */
	parameterName(index: number): string;
	/** Whether a parameter is `out`. @param index 0 for the first parameter */
	isOut(index: number): boolean;
	/** The instructions, read anew each time; undefined where there are none or they can't be read (`module.unreadable` has those). */
	body(): Body | undefined;
}

/** A field as it is declared. */
export interface FieldDef {
	readonly kind: 'field';
	readonly id: number;
	readonly module: Module;
	readonly owner: TypeDef;
	/** Of table Field; 0 for what comes from source. */
	readonly row: number;
	readonly name: string;
	/** II.23.1.5. */
	readonly flags: number;
	readonly type: Type;
	readonly isStatic: boolean;
	readonly isPublic: boolean;
	readonly isPrivate: boolean;
	/** A constant: there is no field at run time. */
	readonly isLiteral: boolean;
}

// ---- types and instances --------------------------------------------------------------------

/** What all types have. */
export interface TypeBase {
	/** Grows with each type that is made; serves keys. */
	readonly id: number;
	readonly isOpen: boolean;
	/** Whether some part of it is of a module that is not shared. */
	readonly isOwn: boolean;
	/** The interned forms made of this type; most types have none. */
	made: Map<string, Type> | undefined;
}

export interface NamedType extends TypeBase {
	readonly kind: 'named';
	readonly def: TypeDef;
	/** Arguments of the whole chain of nested types, outermost first. */
	readonly args: readonly Type[];
	/** The form that it shares code with, as soon as it was asked for: its class over canonical arguments. */
	shared: NamedType | undefined;
	/** What comes with it, as soon as it was asked for (`Slots.filling`). */
	filling: Filling | undefined;
}

/** What exists and what is filled where a value of a type exists. */
export interface Filling {
	/** Its base and all of its interfaces. */
	readonly parents: readonly Type[];
	/** What is filled: a slot's id and what implements it, in turns. A slot is an instance of the method that introduced it. */
	readonly fills: readonly (number | MethodInstance)[];
	/** Calls through an interface that go on through a slot of the class: the id of its slot and the class's, in turns. */
	readonly chains: readonly (number | MethodInstance)[];
	readonly generics: readonly GenericFill[];
}

/** What implements a generic method; the method's arguments are the caller's. */
export interface GenericFill {
	readonly declaration: MethodDef;
	/** The shared form of the type on which it is declared. */
	readonly declaredOn: NamedType;
	readonly implementation: MethodDef;
	readonly implementedOn: NamedType;
}

export interface ArrayType extends TypeBase {
	readonly kind: 'array';
	readonly element: Type;
	readonly rank: number;
	/** A vector (`T[]`) and not a general array of one dimension. */
	readonly isVector: boolean;
}

export interface IndirectType extends TypeBase {
	readonly kind: 'pointer' | 'byref';
	readonly element: Type;
}

export interface VariableType extends TypeBase {
	readonly kind: 'variable';
	readonly ofMethod: boolean;
	readonly index: number;
}

export interface FunctionType extends TypeBase {
	readonly kind: 'function';
	readonly parameters: readonly Type[];
	readonly returns: Type;
}

/** A type of an assembly that is not there. */
export interface MissingType extends TypeBase {
	readonly kind: 'missing';
	readonly name: string;
}

export type Type = NamedType | ArrayType | IndirectType | VariableType | FunctionType | MissingType;

/** A method of an instantiated type, with its own arguments. */
export interface MethodInstance {
	readonly id: number;
	readonly def: MethodDef;
	readonly owner: NamedType;
	readonly args: readonly Type[];
	readonly isOpen: boolean;
	/** The instance that it shares code with, as soon as it was asked for: over canonical arguments. */
	shared: MethodInstance | undefined;
}

/** A field of an instantiated type. */
export interface FieldReference {
	readonly def: FieldDef;
	readonly owner: NamedType;
}
