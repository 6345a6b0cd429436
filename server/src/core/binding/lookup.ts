/** Member lookup through base classes and interfaces (C# standard 12.5). */
import type { EventSymbol, FieldSymbol, Found, MethodSymbol, Parameter, PropertySymbol } from '../symbols/members.ts';
import type { Compilation } from '../symbols/compilation.ts';
import { type MemberSymbol, type NamedType, sameType, substituteOwner, type Type, unknownType } from '../symbols/types.ts';

const interfaceCache = new WeakMap<Type, readonly NamedType[]>();

/** The base class of a type, as an instance; unknown where it could not be bound. */
export function baseOf(type: NamedType): Type | undefined {
	const base = type.def.baseType;
	return base && substituteOwner(base, type);
}

/** Real types have a tenth of that. */
const MAX_TYPE_DEPTH = 64;
const MAX_INTERFACES = 500;

/** All interfaces of a type: its own, those of its bases, and what they inherit. */
export function allInterfaces(type: Type): readonly NamedType[] {
	const known = interfaceCache.get(type);
	if (known) return known;
	const found: NamedType[] = [];
	const add = (candidate: Type): void => {
		if (candidate.kind !== 'named' || found.includes(candidate)) return;
		// `interface I<T> : I<I<T>>` has no end.
		if (candidate.depth > MAX_TYPE_DEPTH || found.length >= MAX_INTERFACES) return;
		found.push(candidate);
		for (const inherited of candidate.def.interfaces) add(substituteOwner(inherited, candidate));
	};
	if (type.kind === 'named') {
		interfaceCache.set(type, found);
		for (let current: Type | undefined = type, depth = 0; current?.kind === 'named' && depth < 64; current = baseOf(current), depth++) {
			for (const direct of current.def.interfaces) add(substituteOwner(direct, current));
		}
	} else if (type.kind === 'parameter') {
		interfaceCache.set(type, found);
		for (const constraint of type.constraints.types) {
			if (constraint.kind === 'named' && constraint.def.kind === 'interface') add(constraint);
			for (const inherited of allInterfaces(constraint)) add(inherited);
		}
	}
	// What an interface hides is hidden however else it is inherited (12.5): an interface has more of them than any of its bases.
	return found.length < 2 ? found : found.sort((left, right) => allInterfaces(right).length - allInterfaces(left).length);
}

interface ClassChain {
	readonly chain: readonly NamedType[];
	readonly isComplete: boolean;
}

const chainCache = new WeakMap<Type, ClassChain>();

/** A class and its bases; `isComplete` is false where a base could not be bound. */
export function classChain(type: NamedType): ClassChain {
	const known = chainCache.get(type);
	if (known) return known;
	const chain: NamedType[] = [];
	// A type whose bases are being resolved has none as yet.
	let isSettled = true;
	let current: Type | undefined = type;
	while (current?.kind === 'named' && chain.length < 64) {
		chain.push(current);
		if (current.def.resolvingBase) isSettled = false;
		current = baseOf(current);
	}
	const result = { chain, isComplete: current === undefined };
	if (isSettled) chainCache.set(type, result);
	return result;
}

/** The types whose members a value of a type has, most derived first. */
export function memberTypes(type: Type, compilation: Compilation): { readonly types: readonly NamedType[]; readonly isComplete: boolean } {
	switch (type.kind) {
		case 'named': {
			const { chain, isComplete } = classChain(type);
			if (type.def.kind !== 'interface') return { types: chain, isComplete };
			const object = compilation.object;
			return { types: [type, ...allInterfaces(type), ...(object.kind === 'named' ? [object] : [])], isComplete: true };
		}
		case 'array': {
			const array = compilation.wellKnown('System.Array');
			return array.kind === 'named' ? { types: classChain(array).chain, isComplete: true } : { types: [], isComplete: false };
		}
		case 'parameter': {
			const types: NamedType[] = [];
			let isComplete = true;
			for (const constraint of type.constraints.types) {
				if (constraint === unknownType) isComplete = false;
				const inner = memberTypes(constraint, compilation);
				isComplete &&= inner.isComplete;
				for (const each of inner.types) if (!types.includes(each)) types.push(each);
			}
			const { object } = compilation;
			if (type.constraints.isStruct) {
				const valueType = compilation.wellKnown('System.ValueType');
				if (valueType.kind === 'named' && !types.includes(valueType)) types.push(valueType);
			}
			if (object.kind === 'named' && !types.includes(object)) types.push(object);
			return { types, isComplete };
		}
		default:
			return { types: [], isComplete: false };
	}
}

export interface Lookup {
	readonly found: readonly Found[];
	/** Whether every type that could declare the name was seen. */
	readonly isComplete: boolean;
}

const lookupCache = new WeakMap<Type, Map<string, Lookup>>();

/**
 * The members that a name means on a type: one non-method member, or all methods of the name that
 * nothing hides; overridden methods are represented by their most derived override.
 *
 * @param isUsable what is not hides nothing: members that can't be accessed, or not be called where they are
 */
export function lookupMember(type: Type, name: string, compilation: Compilation, isUsable?: (found: Found) => boolean): Lookup {
	let byName = lookupCache.get(type);
	if (!byName) {
		byName = new Map();
		lookupCache.set(type, byName);
	}
	let result = byName.get(name);
	if (!result) {
		result = findMembers(type, name, compilation);
		byName.set(name, result);
	}
	return !isUsable || result.found.every(isUsable) ? result : findMembers(type, name, compilation, isUsable);
}

function findMembers(type: Type, name: string, compilation: Compilation, isUsable?: (found: Found) => boolean): Lookup {
	const { types, isComplete } = memberTypes(type, compilation);
	const found: Found[] = [];
	const isMethodGroup = (): boolean => found[0]?.member.kind === 'method';
	for (const owner of types) {
		for (const member of owner.def.members(name)) {
			if (isExplicit(member) || (isUsable && !isUsable({ member, owner }))) continue;
			if (found.length === 0 || (member.kind === 'property' && member.isIndexer)) found.push({ member, owner });
			else if (isMethodGroup() && member.kind === 'method') {
				// An override already collected stands for what it overrides.
				if (!found.some(other => other.member.kind === 'method' && hides(other as Found<MethodSymbol>, { member, owner })))
					found.push({ member, owner });
			}
		}
	}
	return { found, isComplete };
}

function isExplicit(member: MemberSymbol): boolean {
	return (member.kind === 'method' || member.kind === 'property') && member.explicitInterface !== undefined;
}

/**
 * Whether a derived method replaces a base method of the same signature. One that is declared anew in a class leaves
 * it to overload resolution, as the compiler does: arguments by name may fit the base method only.
 */
function hides(derived: Found<MethodSymbol>, base: Found<MethodSymbol>): boolean {
	if (!derived.member.isOverride && derived.owner.def.kind !== 'interface' && base.owner.def.kind !== 'interface') return false;
	if (derived.owner === base.owner || derived.member.typeParameters.length !== base.member.typeParameters.length) return false;
	// Two unrelated interfaces can declare the same signature; neither hides the other, but calls agree.
	return sameSignature(derived, base);
}

export function sameSignature(left: Found<MethodSymbol>, right: Found<MethodSymbol>): boolean {
	const a = left.member.parameters;
	const b = right.member.parameters;
	if (a.length !== b.length) return false;
	return a.every((parameter, index) => {
		const other = b[index] as Parameter;
		return (
			(parameter.ref === undefined) === (other.ref === undefined) &&
			sameParameterType(substituteOwner(parameter.type, left.owner), substituteOwner(other.type, right.owner))
		);
	});
}

/** Type parameters of two methods are the same by position. */
function sameParameterType(left: Type, right: Type): boolean {
	if (left.kind === 'parameter' && right.kind === 'parameter' && left.ofMethod && right.ofMethod) return left.ordinal === right.ordinal;
	if (left.kind === 'named' && right.kind === 'named')
		return left.def === right.def && left.args.every((arg, index) => sameParameterType(arg, right.args[index] ?? unknownType));
	if (left.kind === 'array' && right.kind === 'array') return left.rank === right.rank && sameParameterType(left.element, right.element);
	return sameType(left, right);
}

/** The method that an override overrides in the nearest base class. */
export function overridden(method: Found<MethodSymbol>): Found<MethodSymbol> | undefined {
	for (let base = baseOf(method.owner), depth = 0; base?.kind === 'named' && depth < 64; base = baseOf(base), depth++) {
		const { associated } = method.member;
		if (associated && (associated.kind === 'property' || associated.kind === 'event')) {
			for (const candidate of base.def.members(associated.name)) {
				const accessor = accessorLike(candidate, method.member, associated);
				if (accessor && sameSignature(method, { member: accessor, owner: base })) return { member: accessor, owner: base };
			}
		} else {
			for (const candidate of base.def.members(method.member.name)) {
				if (
					candidate.kind === 'method' &&
					!isExplicit(candidate) &&
					candidate.typeParameters.length === method.member.typeParameters.length &&
					(candidate.isVirtual || candidate.isAbstract || candidate.isOverride) &&
					sameSignature(method, { member: candidate, owner: base })
				) {
					return { member: candidate, owner: base };
				}
			}
		}
	}
	return undefined;
}

function accessorLike(candidate: MemberSymbol, method: MethodSymbol, associated: PropertySymbol | EventSymbol): MethodSymbol | undefined {
	if (candidate.kind === 'property' && associated.kind === 'property')
		return associated.getter === method ? candidate.getter : candidate.setter;
	if (candidate.kind === 'event' && associated.kind === 'event') return associated.add === method ? candidate.add : candidate.remove;
	return undefined;
}

/** The least derived method that a method overrides, itself when it overrides nothing. */
export function leastOverridden(method: Found<MethodSymbol>): Found<MethodSymbol> {
	let current = method;
	for (let depth = 0; current.member.isOverride && depth < 64; depth++) {
		const base = overridden(current);
		if (!base) break;
		current = base;
	}
	return current;
}

/** A delegate type's `Invoke`; looks into `Expression<D>` too. */
export function delegateInvoke(type: Type): Found<MethodSymbol> | undefined {
	if (type.kind !== 'named') return undefined;
	if (type.def.fullName === 'System.Linq.Expressions.Expression`1') return delegateInvoke(type.args[0] ?? unknownType);
	if (type.def.kind !== 'delegate') return undefined;
	const invoke = type.def.members('Invoke')[0];
	return invoke?.kind === 'method' ? { member: invoke, owner: type } : undefined;
}

/** What an inline array is made of: the type of its one field (C# 12); undefined for other types. */
export function inlineArrayElement(type: Type): Type | undefined {
	if (type.kind !== 'named' || type.def.kind !== 'struct' || !type.def.attribute('System.Runtime.CompilerServices.InlineArrayAttribute'))
		return undefined;
	for (const name of type.def.memberNames()) {
		const field = type.def.members(name).find(each => each.kind === 'field' && !each.isStatic);
		if (field?.kind === 'field') return substituteOwner(field.type, type);
	}
	return undefined;
}

/** The instances of a generic declaration among a type, its bases and interfaces. */
export function instancesOf(type: Type, fullName: string): readonly NamedType[] {
	const found: NamedType[] = [];
	if (type.kind === 'named') {
		for (const each of classChain(type).chain) if (each.def.fullName === fullName) found.push(each);
	}
	if (type.kind === 'parameter') for (const constraint of type.constraints.types) found.push(...instancesOf(constraint, fullName));
	for (const each of allInterfaces(type)) if (each.def.fullName === fullName && !found.includes(each)) found.push(each);
	return found;
}

export type ValueMember = PropertySymbol | FieldSymbol | EventSymbol;
