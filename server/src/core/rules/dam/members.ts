/** Which members reflection reaches, given a type and flags (docs/analyzer.md, "Reflected members"). */
import { Access } from '../../metadata/facts.ts';
import type { EventSymbol, FieldSymbol, MethodSymbol, PropertySymbol } from '../../symbols/members.ts';
import type { MemberSymbol, RequiresSet, Type, TypeDef } from '../../symbols/types.ts';
import { Dam, isReflectable, parameterFlags, returnFlags } from './annotations.ts';
import { ANY_MEMBER, type MemberFilter } from './binding-flags.ts';

/** A property stands for the field behind it. */
export type Reached = MethodSymbol | FieldSymbol | PropertySymbol;

function* chainOf(def: TypeDef): Generator<TypeDef> {
	let current: TypeDef | undefined = def;
	for (let depth = 0; current && depth < 64; depth++) {
		yield current;
		const base: Type | undefined = current.baseType;
		current = base?.kind === 'named' ? base.def : undefined;
	}
}

const accessors = (member: PropertySymbol | EventSymbol): readonly MethodSymbol[] =>
	(member.kind === 'property' ? [member.getter, member.setter] : [member.add, member.remove]).filter(each => each !== undefined);

const visibility = (member: MemberSymbol): boolean =>
	member.kind === 'method' || member.kind === 'field'
		? member.access === Access.Public
		: accessors(member).some(each => each.access === Access.Public) || member.access === Access.Public;

function fits(member: MemberSymbol, filter: MemberFilter, isInherited: boolean): boolean {
	const isPublic = visibility(member);
	if (isPublic ? !filter.isPublic : !filter.isNonPublic) return false;
	if (isInherited && !isPublic && member.access === Access.Private) return false;
	return member.isStatic ? filter.isStatic : filter.isInstance;
}

const isConstructor = (member: MemberSymbol): boolean =>
	member.kind === 'method' && (member.methodKind === 'constructor' || member.methodKind === 'static-constructor');

function* declared(def: TypeDef): Generator<MemberSymbol> {
	for (const name of def.memberNames()) yield* def.members(name);
}

/** Methods with accessors, as reflection sees them. */
export function* methodsOf(def: TypeDef, filter: MemberFilter, isDeclaredOnly = false): Generator<MethodSymbol> {
	for (const each of isDeclaredOnly ? [def] : chainOf(def)) {
		for (const member of declared(each)) {
			if (isConstructor(member)) continue;
			for (const method of member.kind === 'method'
				? [member]
				: member.kind === 'property' || member.kind === 'event'
					? accessors(member)
					: [])
				if (fits(method, filter, each !== def)) yield method;
		}
	}
}

export function* constructorsOf(def: TypeDef, filter: MemberFilter, parameterCount?: number): Generator<MethodSymbol> {
	for (const member of def.members('.ctor'))
		if (
			member.kind === 'method' &&
			fits(member, filter, false) &&
			(parameterCount === undefined || member.parameters.length === parameterCount)
		)
			yield member;
}

export function* fieldsOf(def: TypeDef, filter: MemberFilter, isDeclaredOnly = false): Generator<FieldSymbol> {
	for (const each of isDeclaredOnly ? [def] : chainOf(def))
		for (const member of declared(each)) if (member.kind === 'field' && fits(member, filter, each !== def)) yield member;
}

export function* propertiesOf(
	def: TypeDef,
	filter: MemberFilter,
	kind: 'property' | 'event',
	isDeclaredOnly = false,
): Generator<PropertySymbol | EventSymbol> {
	for (const each of isDeclaredOnly ? [def] : chainOf(def))
		for (const member of declared(each))
			if (member.kind === kind && fits(member, filter, each !== def)) yield member as PropertySymbol | EventSymbol;
}

export const accessorsOf = accessors;

/** All members that flags select on a type. */
export function* reachedMembers(def: TypeDef, flags: number, isDeclaredOnly = false): Generator<Reached> {
	if (flags === Dam.All) return yield* allOf(def, new Set(), isDeclaredOnly);
	const open: MemberFilter = { ...ANY_MEMBER, isNonPublic: false };
	const hidden: MemberFilter = { ...ANY_MEMBER, isPublic: false };
	const has = (flag: number): boolean => (flags & flag) === flag;
	if (has(Dam.PublicConstructors)) yield* constructorsOf(def, { ...open, isStatic: false });
	else if (has(Dam.PublicParameterlessConstructor)) yield* constructorsOf(def, { ...open, isStatic: false }, 0);
	if (has(Dam.NonPublicConstructors)) {
		yield* constructorsOf(def, hidden);
		yield* staticConstructor(def);
	}
	if (has(Dam.PublicMethods)) yield* methodsOf(def, open, isDeclaredOnly);
	if (has(Dam.NonPublicMethods)) yield* methodsOf(def, hidden, isDeclaredOnly);
	if (has(Dam.PublicFields)) yield* fieldsOf(def, open, isDeclaredOnly);
	if (has(Dam.NonPublicFields)) {
		yield* fieldsOf(def, hidden, isDeclaredOnly);
		yield* automatic(def);
	}
	for (const [flag, filter, kind] of [
		[Dam.PublicProperties, open, 'property'],
		[Dam.NonPublicProperties, hidden, 'property'],
		[Dam.PublicEvents, open, 'event'],
		[Dam.NonPublicEvents, hidden, 'event'],
	] as const) {
		if (has(flag)) for (const member of propertiesOf(def, filter, kind, isDeclaredOnly)) yield* accessors(member);
	}
	for (const nested of def.nestedTypes()) {
		const isPublic = nested.access === Access.Public;
		if (isPublic ? has(Dam.PublicNestedTypes) : has(Dam.NonPublicNestedTypes)) yield* allOf(nested, new Set());
	}
}

/** Properties with a field of their own. */
function* automatic(def: TypeDef): Generator<PropertySymbol> {
	if (def.kind === 'interface') return;
	for (const member of declared(def)) {
		const syntax = member.kind === 'property' ? member.syntax : undefined;
		const isAutomatic =
			syntax &&
			!syntax.expressionBody &&
			syntax.accessors.length > 0 &&
			syntax.accessors.every(accessor => !accessor.body) &&
			!syntax.modifiers.includes('abstract') &&
			!syntax.modifiers.includes('extern');
		if (isAutomatic) yield member as PropertySymbol;
	}
}

function* staticConstructor(def: TypeDef): Generator<MethodSymbol> {
	for (const member of def.members('.cctor')) if (member.kind === 'method') yield member;
}

/** Everything on a type, in its nested types, bases and interfaces. */
function* allOf(def: TypeDef, seen: Set<TypeDef>, isDeclaredOnly = false): Generator<Reached> {
	if (seen.has(def)) return;
	seen.add(def);
	for (const member of declared(def)) {
		if (member.kind === 'method' || member.kind === 'field') yield member;
		else yield* accessors(member);
	}
	yield* automatic(def);
	for (const nested of def.nestedTypes()) yield* allOf(nested, seen);
	if (isDeclaredOnly) return;
	for (const base of [def.baseType, ...def.interfaces]) if (base?.kind === 'named') yield* allOf(base.def, seen);
}

/** Whether a member is in the scope of `RequiresUnreferencedCode`: its own, its property's, its type's. */
export function unreferencedFacts(member: Reached): RequiresSet['unreferencedCode'] {
	if (member.kind === 'method' && member.methodKind !== 'static-constructor') {
		const own = member.requires.unreferencedCode ?? member.associated?.requires.unreferencedCode;
		if (own) return own;
	}
	if (member.kind !== 'method' && !member.isStatic) return ofAllConstructors(member.container);
	if (member.kind === 'property') return undefined;
	const ofType = member.container.requires.unreferencedCode;
	return ofType && !(ofType.excludeStatics && member.isStatic) ? ofType : undefined;
}

/** An instance field is in scope where every constructor is (docs/analyzer.md, "Scopes and suppression"). */
function ofAllConstructors(def: TypeDef): RequiresSet['unreferencedCode'] {
	const facts = def.members('.ctor').map(member => (member.kind === 'method' ? member.requires.unreferencedCode : undefined));
	return facts.every(each => each !== undefined) ? facts.at(-1) : undefined;
}

/** Whether reflection on a member evades its annotations. */
export function hasAnnotations(member: Reached): boolean {
	if (member.kind !== 'method') return member.dam !== 0;
	if (member.isVirtual && !member.isOverride && !member.isAbstract && returnFlags(member) !== 0) return true;
	if (member.dam !== 0 && isReflectable(member.container.self)) return true;
	return member.parameters.some(parameter => parameterFlags(parameter, member) !== 0);
}
