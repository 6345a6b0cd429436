/** What members of a type override or implement, with the place that a difference is told at (docs/analyzer.md, "Declarations"). */
import type { DeclaredType } from '../binding/bodies.ts';
import { allInterfaces, baseOf, lookupMember, overridden, sameSignature } from '../binding/lookup.ts';
import { Access } from '../metadata/facts.ts';
import type { EventSymbol, Found, MethodSymbol, PropertySymbol } from '../symbols/members.ts';
import { type MemberSymbol, type NamedType, sameType, substituteOwner, type Type } from '../symbols/types.ts';
import type { Member, Range } from '../syntax/ast.ts';
import type { RuleContext } from './rule.ts';

export interface OverridePair {
	readonly method: MethodSymbol;
	/** The overridden method, or the interface's. */
	readonly base: MethodSymbol;
	readonly relation: 'override' | 'implement';
	/** Absolute: the method's name; the type's name where a base class implements. */
	readonly place: Range;
	/** The declared member; undefined where a base class implements. */
	readonly member: Member | undefined;
	/** The interface that is implemented. */
	readonly implemented?: NamedType;
}

/** A property or an event that implements one of an interface. */
export interface AssociatedPair {
	readonly member: PropertySymbol | EventSymbol;
	readonly base: PropertySymbol | EventSymbol;
	readonly implemented: NamedType;
	/** As in `OverridePair`. */
	readonly place: Range;
}

/** The properties and events that implement those of interfaces, of what `overridePairs` gives. */
export function* associatedPairs(pairs: readonly OverridePair[]): Generator<AssociatedPair> {
	const seen = new Set<MemberSymbol>();
	for (const { method, base, implemented, place, member: declared } of pairs) {
		if (!implemented || !method.associated || !base.associated || seen.has(base.associated)) continue;
		seen.add(base.associated);
		const syntax = declared?.syntax;
		const name = syntax && 'nameRange' in syntax ? syntax.nameRange : undefined;
		const at = declared && name && { start: declared.start + name.start, end: declared.start + name.end };
		yield { member: method.associated, base: base.associated, implemented, place: at ?? place };
	}
}

export function* overridePairs(type: DeclaredType, context: RuleContext): Generator<OverridePair> {
	const { def } = type;
	const places = placesOf(type);
	for (const [method, { place, member }] of places) {
		// The accessors of `event Action E;` are nobody's code: what they override is not looked at.
		const isOverride = method.isOverride && member.syntax.kind !== 'event-field';
		const base = isOverride ? overridden({ member: method, owner: def.self }) : undefined;
		if (base) yield { method, base: base.member, relation: 'override', place, member };
	}
	if (!type.isFirstPart || (def.kind !== 'class' && def.kind !== 'struct')) return;
	const own = {
		start: type.declaration.start + type.declaration.nameRange.start,
		end: type.declaration.start + type.declaration.nameRange.end,
	};
	const seen = new Set<NamedType>();
	for (const listed of def.interfaces) {
		if (listed.kind !== 'named') continue;
		for (const each of [listed, ...allInterfaces(listed)]) {
			if (seen.has(each)) continue;
			seen.add(each);
			for (const wanted of methodsOf(each)) {
				const method = implementationOf(wanted, def.self, context);
				const declared = method && places.get(method);
				if (method)
					yield {
						method,
						base: wanted.member,
						relation: 'implement',
						place: declared?.place ?? own,
						member: declared?.member,
						implemented: each,
					};
			}
		}
	}
}

type Places = ReadonlyMap<MethodSymbol, { readonly place: Range; readonly member: Member }>;

const placesByType = new WeakMap<DeclaredType, Places>();

/** The declared methods and accessors with the place that a problem of each is told at. */
export function placesOf(type: DeclaredType): Places {
	// Several rules ask of each type.
	const known = placesByType.get(type);
	if (known) return known;
	const places = new Map<MethodSymbol, { place: Range; member: Member }>();
	placesByType.set(type, places);
	for (const { member, symbols } of type.members) {
		for (const symbol of symbols) {
			for (const method of accessorsOf(symbol)) {
				const place = placeOf(method, symbol, member);
				if (place) places.set(method, { place: { start: member.start + place.start, end: member.start + place.end }, member });
			}
		}
	}
	return places;
}

function accessorsOf(symbol: MemberSymbol): readonly MethodSymbol[] {
	if (symbol.kind === 'method') return [symbol];
	if (symbol.kind === 'property') return [symbol.getter, symbol.setter].filter(each => each !== undefined);
	return symbol.kind === 'event' ? [symbol.add, symbol.remove].filter(each => each !== undefined) : [];
}

/** A method's name; an accessor's keyword, or the expression of `P => x`. */
function placeOf(method: MethodSymbol, symbol: MemberSymbol, member: Member): Range | undefined {
	const { syntax } = member;
	if (symbol.kind === 'method') return 'nameRange' in syntax ? syntax.nameRange : undefined;
	if (syntax.kind === 'event-field') {
		const declarator = syntax.declarators.find(each => each.name === symbol.name);
		return declarator && { start: declarator.start, end: declarator.nameEnd };
	}
	if (!('accessors' in syntax)) return undefined;
	if (syntax.expressionBody) return syntax.expressionBody;
	const wanted =
		symbol.kind === 'property'
			? symbol.getter === method
				? ['get']
				: ['set', 'init']
			: symbol.kind === 'event' && symbol.add === method
				? ['add']
				: ['remove'];
	return syntax.accessors.find(accessor => wanted.includes(accessor.name))?.nameRange;
}

/** All methods and accessors of an interface. */
function* methodsOf(type: NamedType): Generator<Found<MethodSymbol>> {
	for (const name of type.def.memberNames()) {
		for (const member of type.def.members(name)) for (const method of accessorsOf(member)) yield { member: method, owner: type };
	}
}

/** The member of a class (or of its bases) that implements an interface member (18.6.5). */
function implementationOf(wanted: Found<MethodSymbol>, type: NamedType, context: RuleContext): MethodSymbol | undefined {
	const target = wanted.member.associated ?? wanted.member;
	const pick = (candidate: MemberSymbol, owner: NamedType): MethodSymbol | undefined => {
		const method = candidate.kind === 'method' ? candidate : correspondingAccessor(candidate, wanted.member);
		return method &&
			method.typeParameters.length === wanted.member.typeParameters.length &&
			method.isStatic === wanted.member.isStatic &&
			sameSignature({ member: method, owner }, wanted)
			? method
			: undefined;
	};
	for (let current: Type | undefined = type, depth = 0; current?.kind === 'named' && depth < 64; current = baseOf(current), depth++) {
		const owner: NamedType = current;
		for (const candidate of owner.def.members(target.name)) {
			if (candidate.kind === 'field') continue;
			const explicit = candidate.explicitInterface?.();
			if (explicit && sameType(substituteOwner(explicit, owner), wanted.owner)) {
				const method = pick(candidate, owner);
				if (method) return method;
			}
		}
	}
	for (const each of lookupMember(type, target.name, context.compilation).found) {
		if (each.member.access !== Access.Public || each.owner.def.kind === 'interface') continue;
		// A class of an assembly that implements the interface itself may do so by a private member, which is not read.
		if (!each.owner.def.module.isSource && allInterfaces(each.owner).some(other => sameType(other, wanted.owner))) continue;
		const method = pick(each.member, each.owner);
		if (method) return method;
	}
	return undefined;
}

function correspondingAccessor(candidate: MemberSymbol, wanted: MethodSymbol): MethodSymbol | undefined {
	const { associated } = wanted;
	if (candidate.kind === 'property' && associated?.kind === 'property')
		return associated.getter === wanted ? candidate.getter : candidate.setter;
	if (candidate.kind === 'event' && associated?.kind === 'event') return associated.add === wanted ? candidate.add : candidate.remove;
	return undefined;
}
