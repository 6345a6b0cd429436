/** Which members reflection reaches on a type of a whole program, given flags (DynamicallyAccessedMembersBinder.cs in dotnet/runtime). */
import { Dam } from '../../rules/dam/annotations.ts';
import { ANY_MEMBER, type MemberFilter } from '../../rules/dam/binding-flags.ts';
import type { FieldReference, MethodInstance, NamedType } from '../definitions.ts';
import { instanceOf, instantiate, NO_TYPES, substitute } from '../types.ts';

export type Reached = MethodInstance | FieldReference | NamedType;

function* chainOf(type: NamedType): Generator<NamedType> {
	let current: NamedType | undefined = type;
	for (let depth = 0; current && depth < 128; depth++) {
		yield current;
		const base: NamedType | undefined = current.def.baseType;
		current = base && (substitute(base, current.args, NO_TYPES) as NamedType);
	}
}

const fits = (
	member: { readonly isPublic: boolean; readonly isPrivate: boolean; readonly isStatic: boolean },
	filter: MemberFilter,
	isInherited: boolean,
): boolean => {
	if (member.isPublic ? !filter.isPublic : !filter.isNonPublic) return false;
	if (isInherited && member.isPrivate) return false;
	return member.isStatic ? filter.isStatic : filter.isInstance;
};

/** Methods with accessors, as reflection sees them. */
export function* methodsOf(type: NamedType, filter: MemberFilter): Generator<MethodInstance> {
	for (const on of chainOf(type))
		for (const def of on.def.methods)
			if (def.name !== '.ctor' && def.name !== '.cctor' && fits(def, filter, on !== type)) yield instanceOf(def, on, def.open.args);
}

export function* constructorsOf(type: NamedType, filter: MemberFilter, count?: number): Generator<MethodInstance> {
	for (const def of type.def.named('.ctor'))
		if (fits(def, filter, false) && (count === undefined || def.signature.parameters.length === count))
			yield instanceOf(def, type, NO_TYPES);
	if (filter.isStatic && filter.isNonPublic && count === undefined)
		for (const def of type.def.named('.cctor')) yield instanceOf(def, type, NO_TYPES);
}

export function* fieldsOf(type: NamedType, filter: MemberFilter): Generator<FieldReference> {
	for (const on of chainOf(type)) for (const def of on.def.fields) if (fits(def, filter, on !== type)) yield { def, owner: on };
}

/** Accessors of properties (`get_`, `set_`) or events (`add_`, `remove_`). */
export function* accessorsOf(
	type: NamedType,
	filter: MemberFilter,
	kind: 'property' | 'event',
	kindOf: (def: MethodInstance['def']) => 'property' | 'event' | undefined,
	name?: string,
): Generator<MethodInstance> {
	for (const on of chainOf(type))
		for (const def of on.def.methods) {
			if (kindOf(def) !== kind || (name !== undefined && def.name.replace(/^.*?(?:get|set|add|remove)_/, '') !== name)) continue;
			if (fits(def, filter, on !== type)) yield instanceOf(def, on, NO_TYPES);
		}
}

/** All members that flags select on a type. */
export function* reachedMembers(
	type: NamedType,
	flags: number,
	kindOf: (def: MethodInstance['def']) => 'property' | 'event' | undefined,
): Generator<Reached> {
	if (flags === Dam.All) return yield* allOf(type, new Set());
	const open: MemberFilter = { ...ANY_MEMBER, isNonPublic: false };
	const hidden: MemberFilter = { ...ANY_MEMBER, isPublic: false };
	const has = (flag: number): boolean => (flags & flag) === flag;
	if (has(Dam.NonPublicConstructors)) yield* constructorsOf(type, hidden);
	if (has(Dam.PublicConstructors)) yield* constructorsOf(type, { ...open, isStatic: false });
	else if (has(Dam.PublicParameterlessConstructor)) yield* constructorsOf(type, { ...open, isStatic: false }, 0);
	if (has(Dam.NonPublicMethods)) yield* methodsOf(type, hidden);
	if (has(Dam.PublicMethods)) yield* methodsOf(type, open);
	if (has(Dam.NonPublicFields)) yield* fieldsOf(type, hidden);
	if (has(Dam.PublicFields)) yield* fieldsOf(type, open);
	if (has(Dam.NonPublicProperties)) yield* accessorsOf(type, hidden, 'property', kindOf);
	if (has(Dam.PublicProperties)) yield* accessorsOf(type, open, 'property', kindOf);
	if (has(Dam.NonPublicEvents)) yield* accessorsOf(type, hidden, 'event', kindOf);
	if (has(Dam.PublicEvents)) yield* accessorsOf(type, open, 'event', kindOf);
	for (const nested of type.def.module.nestedTypes(type.def)) {
		const isPublic = (nested.flags & 7) === 2;
		if (isPublic ? has(Dam.PublicNestedTypes) : has(Dam.NonPublicNestedTypes)) yield* allOf(nested.open, new Set());
	}
	if (has(Dam.Interfaces))
		for (const each of type.def.interfaces) if (each.kind === 'named') yield substitute(each, type.args, NO_TYPES) as NamedType;
}

/** Everything on a type, in its nested types, bases and interfaces. */
function* allOf(type: NamedType, seen: Set<NamedType>): Generator<Reached> {
	if (seen.has(type)) return;
	seen.add(type);
	yield type;
	for (const def of type.def.methods) yield instanceOf(def, type, def.open.args);
	for (const def of type.def.fields) yield { def, owner: type };
	for (const nested of type.def.module.nestedTypes(type.def))
		yield* allOf(nested.arity === type.args.length && nested.arity > 0 ? instantiate(nested, type.args) : nested.open, seen);
	for (const base of [type.def.base, ...type.def.interfaces])
		if (base?.kind === 'named') yield* allOf(substitute(base, type.args, NO_TYPES) as NamedType, seen);
}
