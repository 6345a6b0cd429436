/**
 * Types and the symbols that they are made of. One model serves source and metadata.
 *
 * Invariants: types are interned, so two equal types are the same object; `canonical` drops what an
 * identity conversion ignores (tuple names, `dynamic` against `object`); what could not be bound is
 * `unknownType`, never undefined and never an exception.
 */
import type { Access } from '../metadata/facts.ts';
import type { EventSymbol, FieldSymbol, MethodSymbol, PropertySymbol } from './members.ts';
import { EXTENSION_BLOCK } from '../syntax/grammar-cures.ts';

export type AccessLevel = (typeof Access)[keyof typeof Access];

export type Type = NamedType | ArrayType | PointerType | FunctionPointerType | TypeParameter | SpecialType;

let nextId = 1;

/** Types without a declaration. */
export class SpecialType {
	readonly kind = 'special';
	readonly id = nextId++;
	readonly name: 'unknown' | 'dynamic' | 'null' | 'function pointer';
	readonly anchor: Type | undefined = undefined;

	constructor(name: SpecialType['name']) {
		this.name = name;
	}
}

/** What could not be bound: no rule speaks about it. */
export const unknownType = new SpecialType('unknown');
export const dynamicType = new SpecialType('dynamic');
/** The type of the literal `null`. */
export const nullType = new SpecialType('null');
/** A function pointer that metadata has, or the address of a method: of a type that is not told. */
export const functionAddressType = new SpecialType('function pointer');

/** A class, struct, interface, enum or delegate with its type arguments, those of enclosing types first. */
export class NamedType {
	readonly kind = 'named';
	readonly id = nextId++;
	readonly def: TypeDef;
	readonly args: readonly Type[];
	/** Names of tuple elements, where they were given. */
	readonly tupleNames: readonly (string | undefined)[] | undefined;
	/**
	 * The part of a type that may go away before the references do: what is declared in source. References outlive
	 * compilations, and keep an instance only as long as its anchor lives.
	 */
	readonly anchor: Type | undefined;

	/** How deep the type arguments are nested. */
	readonly depth: number;

	constructor(def: TypeDef, args: readonly Type[], tupleNames?: readonly (string | undefined)[]) {
		this.def = def;
		this.depth = args.reduce((deepest, arg) => Math.max(deepest, depthOf(arg) + 1), 0);
		this.args = args;
		this.tupleNames = tupleNames;
		this.anchor = def.module.isSource ? this : anchorOf(args);
	}
}

function depthOf(type: Type): number {
	let element = type;
	while (element.kind === 'array' || element.kind === 'pointer') element = element.element;
	return element.kind === 'named' ? element.depth : 0;
}

function anchorOf(types: readonly Type[]): Type | undefined {
	for (const type of types) if (type.anchor) return type.anchor;
	return undefined;
}

export class ArrayType {
	readonly kind = 'array';
	readonly id = nextId++;
	readonly element: Type;
	readonly rank: number;
	readonly anchor: Type | undefined;

	constructor(element: Type, rank: number) {
		this.element = element;
		this.rank = rank;
		this.anchor = element.anchor;
	}
}

export class PointerType {
	readonly kind = 'pointer';
	readonly id = nextId++;
	readonly element: Type;
	readonly anchor: Type | undefined;

	constructor(element: Type) {
		this.element = element;
		this.anchor = element.anchor;
	}
}

/** A function pointer (C# 9). How values are passed and by which convention doesn't matter to what calls bind to. */
export class FunctionPointerType {
	readonly kind = 'function-pointer';
	readonly id = nextId++;
	readonly parameters: readonly Type[];
	readonly returns: Type;
	readonly anchor: Type | undefined;

	constructor(parameters: readonly Type[], returns: Type) {
		this.parameters = parameters;
		this.returns = returns;
		this.anchor = anchorOf([...parameters, returns]);
	}
}

/** What a type parameter asks of its argument. */
export interface Constraints {
	readonly types: readonly Type[];
	readonly isClass: boolean;
	readonly isStruct: boolean;
	readonly isUnmanaged: boolean;
	readonly hasNew: boolean;
}

export class TypeParameter {
	readonly kind = 'parameter';
	readonly id = nextId++;
	readonly name: string;
	readonly ordinal: number;
	readonly variance: 'in' | 'out' | undefined;
	/** Whether a method declares it (not a type). */
	readonly ofMethod: boolean;
	/** A parameter of metadata lives as long as the references: as an anchor it would keep a compilation whose types stand beside it. */
	readonly anchor: Type | undefined;
	readonly #resolve: () => Constraints;
	#dam: number | (() => number);
	#constraints: Constraints | undefined;

	constructor(
		name: string,
		ordinal: number,
		ofMethod: boolean,
		variance: 'in' | 'out' | undefined,
		dam: number | (() => number),
		resolve: () => Constraints,
		isSource = true,
	) {
		this.anchor = isSource ? this : undefined;
		this.name = name;
		this.ordinal = ordinal;
		this.ofMethod = ofMethod;
		this.variance = variance;
		this.#dam = dam;
		this.#resolve = resolve;
	}

	/** DynamicallyAccessedMemberTypes flags; 0 when not annotated. */
	get dam(): number {
		if (typeof this.#dam === 'function') this.#dam = this.#dam();
		return this.#dam;
	}

	get constraints(): Constraints {
		if (!this.#constraints) {
			// A constraint that leads back to this parameter sees none.
			this.#constraints = NO_CONSTRAINTS;
			this.#constraints = this.#resolve();
		}
		return this.#constraints;
	}
}

export const NO_CONSTRAINTS: Constraints = { types: [], isClass: false, isStruct: false, isUnmanaged: false, hasNew: false };

export type TypeDefKind = 'class' | 'struct' | 'interface' | 'enum' | 'delegate';

/** Attributes of the Requires family, with message and url. */
export interface RequiresFacts {
	readonly message: string;
	readonly url: string;
	readonly excludeStatics: boolean;
}

export interface RequiresSet {
	readonly unreferencedCode?: RequiresFacts;
	readonly dynamicCode?: RequiresFacts;
	readonly assemblyFiles?: RequiresFacts;
}

export const NO_REQUIRES: RequiresSet = Object.freeze({});

/** The assembly or project that declares a type. */
export interface Module {
	readonly name: string;
	/** Simple names of the modules that see internals. */
	readonly friends: ReadonlySet<string>;
	readonly isSource: boolean;
}

export type MemberSymbol = MethodSymbol | PropertySymbol | FieldSymbol | EventSymbol;

/** A type declaration. Subclasses read it from source or from metadata. */
export abstract class TypeDef {
	abstract readonly name: string;
	abstract readonly namespace: string;
	abstract readonly module: Module;
	abstract readonly container: TypeDef | undefined;
	abstract readonly kind: TypeDefKind;
	abstract readonly access: AccessLevel;
	abstract readonly isAbstract: boolean;
	abstract readonly isSealed: boolean;
	abstract readonly isStatic: boolean;
	abstract readonly isRecord: boolean;
	abstract readonly isByRefLike: boolean;
	/** Whether it is declared in source, here or in a referenced project; see `source.ts`. */
	get isFromSource(): boolean {
		return false;
	}
	/** The type's own parameters, without those of enclosing types. */
	abstract readonly ownTypeParameters: readonly TypeParameter[];
	abstract readonly requires: RequiresSet;
	/** DynamicallyAccessedMemberTypes flags on the type. */
	abstract readonly dam: number;
	/** Whether parts of the type can't be seen (a generator of a package may add members). */
	abstract readonly isIncomplete: boolean;

	abstract get baseType(): Type | undefined;
	abstract get interfaces(): readonly Type[];
	/** Members with a name; constructors are `.ctor`, indexers `this[]`, operators `op_...`. */
	abstract members(name: string): readonly MemberSymbol[];
	abstract memberNames(): Iterable<string>;
	abstract nestedTypes(): readonly TypeDef[];
	/** An enum's underlying type. */
	abstract get enumUnderlying(): Type | undefined;
	/** Whether an attribute type with this full name is on the type. */
	abstract attribute(fullName: string): readonly unknown[] | undefined;

	readonly #instances = new Map<string, NamedType>();
	/** Instances with anchors. */
	#anchored: WeakMap<Type, Map<string, NamedType>> | undefined;
	#typeParameters: readonly TypeParameter[] | undefined;
	#self: NamedType | undefined;
	#fullName: string | undefined;
	/** Keeps a type from being its own ancestor (`class A : A`). */
	resolvingBase = false;

	get arity(): number {
		return this.ownTypeParameters.length;
	}

	/** All type parameters, those of enclosing types first. */
	get typeParameters(): readonly TypeParameter[] {
		this.#typeParameters ??= this.container ? [...this.container.typeParameters, ...this.ownTypeParameters] : this.ownTypeParameters;
		return this.#typeParameters;
	}

	/** Full metadata name: `Ns.Outer`1+Inner`. */
	get fullName(): string {
		if (this.#fullName === undefined) {
			const own = this.arity > 0 ? `${this.name}\`${this.arity}` : this.name;
			this.#fullName = this.container ? `${this.container.fullName}+${own}` : this.namespace ? `${this.namespace}.${own}` : own;
		}
		return this.#fullName;
	}

	/** The type constructed with its own parameters. */
	get self(): NamedType {
		this.#self ??= this.construct(this.typeParameters);
		return this.#self;
	}

	/** The instance with these arguments (one for each of `typeParameters`). */
	construct(args: readonly Type[], tupleNames?: readonly (string | undefined)[]): NamedType {
		const named = tupleNames?.some(Boolean) ? tupleNames : undefined;
		const key = named ? `${args.map(arg => arg.id).join()}|${named.join()}` : args.map(arg => arg.id).join();
		const instances = this.#instancesWith(this.module.isSource ? undefined : anchorOf(args));
		let type = instances.get(key);
		if (!type) {
			type = new NamedType(this, args, named);
			instances.set(key, type);
		}
		return type;
	}

	#instancesWith(anchor: Type | undefined): Map<string, NamedType> {
		if (!anchor) return this.#instances;
		this.#anchored ??= new WeakMap();
		let instances = this.#anchored.get(anchor);
		if (!instances) this.#anchored.set(anchor, (instances = new Map()));
		return instances;
	}

	/** The simple name of the assembly that declares the type. */
	get assemblyName(): string {
		return this.module.name;
	}

	get isDelegate(): boolean {
		return this.kind === 'delegate';
	}
	get isValueType(): boolean {
		return this.kind === 'struct' || this.kind === 'enum';
	}
}

const arrays = new WeakMap<Type, Map<number, ArrayType>>();
const pointers = new WeakMap<Type, PointerType>();

export function arrayOf(element: Type, rank = 1): ArrayType {
	let ranks = arrays.get(element);
	if (!ranks) {
		ranks = new Map();
		arrays.set(element, ranks);
	}
	let type = ranks.get(rank);
	if (!type) {
		type = new ArrayType(element, rank);
		ranks.set(rank, type);
	}
	return type;
}

export function pointerTo(element: Type): PointerType {
	let type = pointers.get(element);
	if (!type) {
		type = new PointerType(element);
		pointers.set(element, type);
	}
	return type;
}

/** What stands for type parameters; undefined keeps a parameter. */
export type Substitution = (parameter: TypeParameter) => Type | undefined;

export function substitute(type: Type, substitution: Substitution): Type {
	switch (type.kind) {
		case 'parameter':
			return substitution(type) ?? type;
		case 'array': {
			const element = substitute(type.element, substitution);
			return element === type.element ? type : arrayOf(element, type.rank);
		}
		case 'pointer':
			return pointerTo(substitute(type.element, substitution));
		case 'function-pointer':
			return new FunctionPointerType(
				type.parameters.map(parameter => substitute(parameter, substitution)),
				substitute(type.returns, substitution),
			);
		case 'named': {
			// Most arguments stay as they are: nothing is made for those.
			let changed: Type[] | undefined;
			for (let index = 0; index < type.args.length; index++) {
				const arg = type.args[index] as Type;
				const result = substitute(arg, substitution);
				if (result === arg) continue;
				changed ??= [...type.args];
				changed[index] = result;
			}
			return changed ? type.def.construct(changed, type.tupleNames) : type;
		}
		default:
			return type;
	}
}

/** Replaces a type's parameters by the arguments of one of its instances. */
export function substituteOwner(type: Type, owner: NamedType | undefined): Type {
	if (!owner || owner.args.length === 0 || type.kind === 'special' || (type.kind === 'named' && type.args.length === 0)) return type;
	const parameters = owner.def.typeParameters;
	return substitute(type, parameter => {
		const index = parameters[parameter.ordinal] === parameter ? parameter.ordinal : parameters.indexOf(parameter);
		return index < 0 ? undefined : owner.args[index];
	});
}

const canonicals = new WeakMap<Type, Type>();

/** The type without tuple names; `dynamic` keeps itself (compare with `sameType`). */
export function canonical(type: Type): Type {
	if (type.kind !== 'named' && type.kind !== 'array') return type;
	if (type.kind === 'named' && type.args.length === 0) return type;
	let result = canonicals.get(type);
	if (!result) {
		result = type.kind === 'array' ? arrayOf(canonical(type.element), type.rank) : type.def.construct(type.args.map(canonical));
		canonicals.set(type, result);
	}
	return result;
}

/** Whether an identity conversion exists (C# standard 10.2.2). */
export function sameType(left: Type, right: Type): boolean {
	if (left === right) return true;
	if (left.kind === 'special' || right.kind === 'special') return isDynamicOrObject(left) && isDynamicOrObject(right);
	if (left.kind !== right.kind) return false;
	if (left.kind === 'array' && right.kind === 'array') return left.rank === right.rank && sameType(left.element, right.element);
	if (left.kind === 'pointer' && right.kind === 'pointer') return sameType(left.element, right.element);
	if (left.kind === 'function-pointer' && right.kind === 'function-pointer') {
		return (
			left.parameters.length === right.parameters.length &&
			sameType(left.returns, right.returns) &&
			left.parameters.every((parameter, index) => sameType(parameter, right.parameters[index] ?? unknownType))
		);
	}
	if (left.kind === 'named' && right.kind === 'named') {
		return left.def === right.def && left.args.every((arg, index) => sameType(arg, right.args[index] ?? unknownType));
	}
	return false;
}

const isDynamicOrObject = (type: Type): boolean => type === dynamicType || isNamed(type, 'System.Object');

/** Whether a type is an instance of the declaration with this full metadata name. */
export function isNamed(type: Type | undefined, fullName: string): boolean {
	return type?.kind === 'named' && type.def.fullName === fullName;
}

/** Whether `unknown` occurs anywhere in a type. */
export function hasUnknown(type: Type): boolean {
	switch (type.kind) {
		case 'special':
			return type === unknownType;
		case 'array':
		case 'pointer':
			return hasUnknown(type.element);
		case 'function-pointer':
			return hasUnknown(type.returns) || type.parameters.some(hasUnknown);
		case 'named':
			return type.args.some(hasUnknown);
		default:
			return false;
	}
}

/** Whether a type parameter that satisfies `test` occurs in a type. */
export function mentions(type: Type, test: (parameter: TypeParameter) => boolean): boolean {
	switch (type.kind) {
		case 'parameter':
			return test(type);
		case 'array':
		case 'pointer':
			return mentions(type.element, test);
		case 'function-pointer':
			return mentions(type.returns, test) || type.parameters.some(parameter => mentions(parameter, test));
		case 'named':
			for (let index = 0; index < type.args.length; index++) if (mentions(type.args[index] as Type, test)) return true;
			return false;
		default:
			return false;
	}
}

/** Value types: structs, enums, and type parameters constrained to them. */
export function isValueType(type: Type): boolean {
	if (type.kind === 'named') return type.def.isValueType;
	return type.kind === 'parameter' && (type.constraints.isStruct || type.constraints.isUnmanaged);
}

/** Reference types; a type parameter only where its constraints say so. */
export function isReferenceType(type: Type): boolean {
	if (type.kind === 'named') return !type.def.isValueType;
	if (type.kind === 'parameter')
		return (
			type.constraints.isClass ||
			type.constraints.types.some(
				constraint => constraint.kind === 'named' && constraint.def.kind === 'class' && !NOT_REFERENCE.has(constraint.def.fullName),
			)
		);
	return type.kind === 'array' || type === dynamicType || type === nullType;
}
const NOT_REFERENCE: ReadonlySet<string> = new Set(['System.Object', 'System.ValueType', 'System.Enum']);

/** `T` of `T?` for a value type, else undefined. */
export function nullableUnderlying(type: Type): Type | undefined {
	return isNamed(type, 'System.Nullable`1') ? (type as NamedType).args[0] : undefined;
}

/** Element types of a tuple (`ValueTuple` up to 7 elements, longer ones through `Rest`). */
export function tupleElements(type: Type): readonly { readonly type: Type; readonly name: string | undefined }[] | undefined {
	if (type.kind !== 'named' || type.def.name !== 'ValueTuple' || type.def.namespace !== 'System' || type.args.length === 0)
		return undefined;
	const elements: { type: Type; name: string | undefined }[] = [];
	for (const [index, arg] of type.args.entries()) {
		if (index === 7) elements.push(...(tupleElements(arg) ?? []).map((element, at) => ({ ...element, name: type.tupleNames?.[7 + at] })));
		else elements.push({ type: arg, name: type.tupleNames?.[index] });
	}
	return elements;
}

/** An extension block (C# 14) is a nested class by a name that no type can have. */
export function isExtensionBlock(def: TypeDef): boolean {
	return def.name === EXTENSION_BLOCK && def.container !== undefined;
}
