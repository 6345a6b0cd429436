/**
 * Annotations of the Requires family that differ between a member and what it overrides or implements
 * (IL2046, IL3051, IL3003; section 13.1 of the SDK analyzer's rules).
 */
import type { DeclaredType } from '../binding/bodies.ts';
import { allInterfaces, baseOf, lookupMember, overridden, sameSignature } from '../binding/lookup.ts';
import { Access } from '../metadata/facts.ts';
import { methodDisplay } from '../symbols/display.ts';
import type { Found, MethodSymbol } from '../symbols/members.ts';
import { type MemberSymbol, type NamedType, type RequiresSet, sameType, substituteOwner, type Type } from '../symbols/types.ts';
import type { Member, Range } from '../syntax/ast.ts';
import { REQUIRES_FAMILIES, requiredBy } from './requires.ts';
import type { DeclarationRule, Finding, RuleContext } from './rule.ts';

const CODES: Readonly<Record<keyof RequiresSet, string>> = { unreferencedCode: 'IL2046', dynamicCode: 'IL3051', assemblyFiles: 'IL3003' };

export const mismatch: DeclarationRule = {
	slug: 'mismatch',
	codes: Object.values(CODES),
	check(type, context, report) {
		const { def } = type;
		const places = placesOf(type);
		for (const [method, place] of places) {
			const found = { member: method, owner: def.self };
			const base = method.isOverride ? overridden(found) : undefined;
			if (base) compare(method, base.member, place, 'override', context, report);
		}
		if (!type.isFirstPart || (def.kind !== 'class' && def.kind !== 'struct')) return;
		const own = { start: type.declaration.start + type.declaration.nameRange.start, end: type.declaration.start + type.declaration.nameRange.end };
		const seen = new Set<NamedType>();
		for (const listed of def.interfaces) {
			if (listed.kind !== 'named') continue;
			for (const each of [listed, ...allInterfaces(listed)]) {
				if (seen.has(each)) continue;
				seen.add(each);
				for (const member of methodsOf(each)) {
					const implementation = implementationOf(member, def.self, context);
					if (implementation) compare(implementation, member.member, places.get(implementation) ?? own, 'implement', context, report);
				}
			}
		}
	},
};

/** The declared methods and accessors with the place that a problem of each is told at. */
function placesOf(type: DeclaredType): Map<MethodSymbol, Range> {
	const places = new Map<MethodSymbol, Range>();
	for (const { member, symbols } of type.members) {
		for (const symbol of symbols) {
			for (const method of accessorsOf(symbol)) {
				const place = placeOf(method, symbol, member);
				if (place) places.set(method, { start: member.start + place.start, end: member.start + place.end });
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
	if (!('accessors' in syntax)) return undefined;
	if (syntax.expressionBody) return syntax.expressionBody;
	const wanted = symbol.kind === 'property' ? (symbol.getter === method ? ['get'] : ['set', 'init']) : symbol.kind === 'event' && symbol.add === method ? ['add'] : ['remove'];
	return syntax.accessors.find(accessor => wanted.includes(accessor.name))?.nameRange;
}

function compare(method: MethodSymbol, base: MethodSymbol, place: Range, relation: 'override' | 'implement', context: RuleContext, report: (finding: Finding) => void): void {
	for (const family of REQUIRES_FAMILIES) {
		if (!family.isOn(context)) continue;
		const { key, attribute } = family;
		const differs = (requiredBy(method, key) && !isInScope(base, key)) || (requiredBy(base, key) && !isInScope(method, key));
		if (!differs) continue;
		const own = methodDisplay(method);
		const other = methodDisplay(base);
		const isOnMember = method.requires[key] !== undefined || method.associated?.requires[key] !== undefined;
		const sentence = relation === 'override'
			? isOnMember ? `Member '${own}' with '${attribute}' overrides base member '${other}' without '${attribute}'` : `Base member '${other}' with '${attribute}' has a derived member '${own}' without '${attribute}'`
			: isOnMember ? `Member '${own}' with '${attribute}' implements interface member '${other}' without '${attribute}'` : `Interface member '${other}' with '${attribute}' has an implementation member '${own}' without '${attribute}'`;
		report({ code: CODES[key], message: `${sentence}. '${attribute}' annotations must match across all interface implementations or overrides.`, ...place, evidence: undefined });
	}
}

/** Section 5, for a member as such: its own attribute, its property's, or its type's. */
function isInScope(method: MethodSymbol, key: keyof RequiresSet): boolean {
	if (method.requires[key] || method.associated?.requires[key]) return true;
	const ofType = method.container.requires[key];
	return ofType !== undefined && !(ofType.excludeStatics && method.isStatic);
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
		return method && method.typeParameters.length === wanted.member.typeParameters.length && method.isStatic === wanted.member.isStatic && sameSignature({ member: method, owner }, wanted) ? method : undefined;
	};
	for (let current: Type | undefined = type, depth = 0; current?.kind === 'named' && depth < 64; current = baseOf(current), depth++) {
		const owner: NamedType = current;
		for (const candidate of owner.def.members(target.name)) {
			if (candidate.kind !== 'method' && candidate.kind !== 'property') continue;
			const explicit = candidate.options.explicitInterface?.();
			if (explicit && sameType(substituteOwner(explicit, owner), wanted.owner)) {
				const method = pick(candidate, owner);
				if (method) return method;
			}
		}
	}
	for (const each of lookupMember(type, target.name, context.compilation).found) {
		if (each.member.access !== Access.Public || each.owner.def.kind === 'interface') continue;
		const method = pick(each.member, each.owner);
		if (method) return method;
	}
	return undefined;
}

function correspondingAccessor(candidate: MemberSymbol, wanted: MethodSymbol): MethodSymbol | undefined {
	const { associated } = wanted;
	if (candidate.kind === 'property' && associated?.kind === 'property') return associated.getter === wanted ? candidate.getter : candidate.setter;
	if (candidate.kind === 'event' && associated?.kind === 'event') return associated.add === wanted ? candidate.add : candidate.remove;
	return undefined;
}
