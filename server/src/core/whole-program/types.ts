/**
 * Makes the types of a whole program, and instances of its methods: definitions of many assemblies in one graph, instantiations interned.
 *
 * Invariant: equal types are the same object, so that identity is equality; a type that holds a type variable `isOpen`.
 * Variables stand for positions (`!0`, `!!0`), as in metadata (ECMA-335 II.23.2.12): all definitions share them.
 */
import type {
	ArrayType,
	FunctionType,
	IndirectType,
	MethodDef,
	MethodInstance,
	MissingType,
	NamedType,
	Type,
	TypeBase,
	TypeDef,
	VariableType,
} from './definitions.ts';

let nextId = 1;
const base = (isOpen: boolean, isOwn = false): TypeBase => ({ id: nextId++, isOpen, isOwn, made: undefined });

/** Where instances of what apps share are kept that one app's own types are part of. */
const own: { readonly from: Map<string | number, unknown>; readonly key: string | number }[] = [];

/** Lets go of what was made for the app that was followed: what it shares with others must not hold its source. */
export function letGoOfOwn(): void {
	for (const { from, key } of own) from.delete(key);
	own.length = 0;
}

/** How many types and instances of methods have been made. */
export const madeCount = (): number => nextId + nextInstance;

const typeVariables: VariableType[] = [];
const methodVariables: VariableType[] = [];

/** `!index` or `!!index`. */
export function variable(index: number, ofMethod: boolean): VariableType {
	const list = ofMethod ? methodVariables : typeVariables;
	while (list.length <= index) list.push({ kind: 'variable', ofMethod, index: list.length, ...base(true) });
	return list[index] as VariableType;
}

const missing = new Map<string, MissingType>();
export function missingType(name: string): MissingType {
	let type = missing.get(name);
	if (!type) missing.set(name, (type = { kind: 'missing', name, ...base(false) }));
	return type;
}

/** Types nested deeper than this are cut off, as the AOT compiler does with generic recursion. */
const MAX_DEPTH = 12;

function depthOf(type: Type): number {
	switch (type.kind) {
		case 'named': {
			let depth = 0;
			for (const arg of type.args) depth = Math.max(depth, depthOf(arg) + 1);
			return depth;
		}
		case 'array':
		case 'pointer':
		case 'byref':
			return depthOf(type.element) + 1;
		default:
			return 0;
	}
}

/** An instantiation; of too deep arguments the definition with a missing type. */
export function instantiate(def: TypeDef, args: readonly Type[]): NamedType {
	if (args.length === 0) return def.self;
	def.instances ??= new Map();
	const key = keyOfTypes('', args);
	let type = def.instances.get(key);
	if (!type) {
		if (args.some(arg => depthOf(arg) > MAX_DEPTH))
			return instantiate(
				def,
				args.map(() => missingType('?')),
			);
		const isForeign = args.some(arg => arg.isOwn);
		type = {
			kind: 'named',
			def,
			args,
			shared: undefined,
			filling: undefined,
			...base(
				args.some(arg => arg.isOpen),
				isForeign || !def.module.isShared,
			),
		};
		def.instances.set(key, type);
		if (isForeign && def.module.isShared) own.push({ from: def.instances, key });
	}
	return type;
}

/** A key for a list of types, which equal lists share; `before` is what comes first in it. */
export function keyOfTypes(before: number | '', args: readonly Type[]): string | number {
	if (before === '' && args.length === 1) return (args[0] as Type).id;
	let key = `${before};`;
	for (const arg of args) key += `${arg.id},`;
	return key;
}

export function selfOf(def: TypeDef): NamedType {
	return { kind: 'named', def, args: [], shared: undefined, filling: undefined, ...base(false, !def.module.isShared) };
}

function makeOf<T extends Type>(of: Type, key: string, create: () => T): T {
	of.made ??= new Map();
	let type = of.made.get(key);
	if (!type) {
		of.made.set(key, (type = create()));
		if (type.isOwn && !of.isOwn) own.push({ from: of.made, key });
	}
	return type as T;
}

export const arrayOf = (element: Type, rank = 1, isVector = rank === 1): ArrayType =>
	makeOf(element, `[${rank}${isVector}`, () => ({ kind: 'array', element, rank, isVector, ...base(element.isOpen, element.isOwn) }));
export const pointerTo = (element: Type): IndirectType =>
	makeOf(element, '*', () => ({ kind: 'pointer', element, ...base(element.isOpen, element.isOwn) }));
export const byrefOf = (element: Type): IndirectType =>
	makeOf(element, '&', () => ({ kind: 'byref', element, ...base(element.isOpen, element.isOwn) }));
export function functionOf(parameters: readonly Type[], returns: Type): FunctionType {
	const parts = [returns, ...parameters];
	// Kept with a part that goes when its assembly does: variables and missing types stay for ever.
	const holder = parts.find(isOfAssembly) ?? returns;
	return makeOf(holder, `(${parts.map(each => each.id).join()}`, () => ({
		kind: 'function',
		parameters,
		returns,
		...base(
			parts.some(each => each.isOpen),
			parts.some(each => each.isOwn),
		),
	}));
}

function isOfAssembly(type: Type): boolean {
	if (type.kind === 'array' || type.kind === 'pointer' || type.kind === 'byref') return isOfAssembly(type.element);
	return type.kind === 'named' || (type.kind === 'function' && [type.returns, ...type.parameters].some(isOfAssembly));
}

/** A type with its variables replaced; those beyond the lists stay. */
export function substitute(type: Type, typeArgs: readonly Type[], methodArgs: readonly Type[]): Type {
	if (!type.isOpen) return type;
	switch (type.kind) {
		case 'variable':
			return (type.ofMethod ? methodArgs : typeArgs)[type.index] ?? type;
		case 'named':
			return instantiate(type.def, substituteAll(type.args, typeArgs, methodArgs));
		case 'array':
			return arrayOf(substitute(type.element, typeArgs, methodArgs), type.rank, type.isVector);
		case 'pointer':
			return pointerTo(substitute(type.element, typeArgs, methodArgs));
		case 'byref':
			return byrefOf(substitute(type.element, typeArgs, methodArgs));
		case 'function':
			return functionOf(substituteAll(type.parameters, typeArgs, methodArgs), substitute(type.returns, typeArgs, methodArgs));
		default:
			return type;
	}
}

export function substituteAll(types: readonly Type[], typeArgs: readonly Type[], methodArgs: readonly Type[]): readonly Type[] {
	if (!types.some(each => each.isOpen)) return types;
	return types.map(each => substitute(each, typeArgs, methodArgs));
}

export const NO_TYPES: readonly Type[] = [];

/** Whether values of a type are stored in place. */
export function isValueType(type: Type): boolean {
	return type.kind === 'named' ? type.def.isValueType : type.kind === 'pointer' || type.kind === 'function';
}

/** Stands for all reference types in the key of shared code. */
const CANON = missingType('__Canon');

/** What stands for any class where reflection makes an instantiation that is not known. */
export const ANY_CLASS: Type = CANON;

/** The form that instantiations share in native code: reference types are one, value types each their own. */
export function canonical(type: Type): Type {
	if (type.kind === 'variable') return type;
	if (!isValueType(type)) return CANON;
	return type.kind === 'named' ? sharedForm(type) : type;
}

/** A type over the canonical forms of its arguments. */
export function sharedForm(type: NamedType): NamedType {
	if (type.args.length === 0) return type;
	type.shared ??= instantiate(type.def, type.args.map(canonical));
	return type.shared;
}

/** The form that a value's type has in shared code. */
export function sharedType(type: Type): Type {
	if (type.kind === 'named') return sharedForm(type);
	return type.kind === 'array' ? arrayOf(canonical(type.element), type.rank, type.isVector) : type;
}

/** A method as its code is shared. */
export function sharedMethod(method: MethodInstance): MethodInstance {
	if (method.owner.args.length === 0 && method.args.length === 0) return method;
	method.shared ??= instanceOf(method.def, sharedForm(method.owner), method.args.length === 0 ? NO_TYPES : method.args.map(canonical));
	return method.shared;
}

let nextInstance = 1;

export function instanceOf(def: MethodDef, owner: NamedType, args: readonly Type[]): MethodInstance {
	if (owner.args.length === 0 && args.length === 0) {
		def.plain ??= { id: nextInstance++, def, owner, args, isOpen: false, shared: undefined };
		return def.plain;
	}
	def.instances ??= new Map();
	const key = args.length === 0 ? owner.id : keyOfTypes(owner.id, args);
	let instance = def.instances.get(key);
	if (!instance) {
		instance = { id: nextInstance++, def, owner, args, isOpen: owner.isOpen || args.some(arg => arg.isOpen), shared: undefined };
		def.instances.set(key, instance);
		if (def.module.isShared && (owner.isOwn || args.some(arg => arg.isOwn))) own.push({ from: def.instances, key });
	}
	return instance;
}

/** The instance with variables replaced. */
export function substituteMethod(method: MethodInstance, typeArgs: readonly Type[], methodArgs: readonly Type[]): MethodInstance {
	if (!method.isOpen) return method;
	const owner = method.owner.isOpen ? instantiate(method.owner.def, substituteAll(method.owner.args, typeArgs, methodArgs)) : method.owner;
	return instanceOf(method.def, owner, substituteAll(method.args, typeArgs, methodArgs));
}
