/**
 * A type with `[DynamicallyAccessedMembers]` exposes its members to `GetType()` (IL2112 to IL2115), and type
 * arguments of bases are uses (IL2091 on the type's name); docs/analyzer.md, "Generic arguments" and "Declarations".
 */
import { Access } from '../metadata/facts.ts';
import { memberDisplay, methodDisplay, typeDisplay } from '../symbols/display.ts';
import type { NamedType, Type, TypeDef } from '../symbols/types.ts';
import type { Range } from '../syntax/ast.ts';
import { Dam } from './dam/annotations.ts';
import { flagsOfType } from './dam/intrinsic-calls.ts';
import { Judge, ownerNames, type Tell } from './dam/judge.ts';
import { hasAnnotations, type Reached, reachedMembers, unreferencedFacts } from './dam/members.ts';
import { checkTypeArguments } from './generic-arguments.ts';
import { placesOf } from './override-pairs.ts';
import { suffix } from './requires.ts';
import { declare, type DeclarationRule, type RuleContext } from './rule.ts';

export const typeHierarchy: DeclarationRule = {
	slug: 'type-hierarchy',
	about: 'annotations that reach down a type hierarchy',
	codes: declare('Trimming', {
		IL2112: 'Annotated type exposes a member of the type that requires unreferenced code',
		IL2113: 'Annotated type exposes a member of a base type or interface that requires unreferenced code',
		IL2114: 'Annotated type exposes a member of the type that is annotated itself',
		IL2115: 'Annotated type exposes a member of a base type or interface that is annotated itself',
	}),
	alsoReports: ['IL2091'],
	check(type, context, report) {
		if (!context.families.trim || type.def.kind === 'delegate' || type.def.kind === 'enum') return;
		const { def, declaration } = type;
		const own: Range = { start: declaration.start + declaration.nameRange.start, end: declaration.start + declaration.nameRange.end };
		const at =
			(place: Range): Tell =>
			(code, message, missing) =>
				report({ code, message, ...place, evidence: undefined, ...(missing && { lack: { kind: 'annotation', missing } }) });
		if (type.isFirstPart) {
			bases(def, context, at(own));
			inherited(def, at(own));
		}
		const exposed = exposing(def);
		if (exposed.length === 0) return;
		const places = new Map<Reached, Range>();
		for (const [method, { place }] of placesOf(type)) places.set(method, place);
		for (const { member, symbols } of type.members) {
			for (const symbol of symbols) {
				const declarator = 'declarators' in member.syntax ? member.syntax.declarators.find(each => each.name === symbol.name) : undefined;
				const name =
					'nameRange' in member.syntax ? member.syntax.nameRange : declarator && { start: declarator.start, end: declarator.nameEnd };
				if (name && (symbol.kind === 'field' || symbol.kind === 'property'))
					places.set(symbol, { start: member.start + name.start, end: member.start + name.end });
			}
		}
		for (const each of def.members('.ctor')) if (each.kind === 'method' && !each.syntax && type.isFirstPart) places.set(each, own);
		for (const { flags, name } of exposed) {
			for (const member of reachedMembers(def, flags, true)) {
				const place = places.get(member);
				if (place && member.container === def) describe(member, name, ['IL2112', 'IL2114'], at(place));
			}
		}
	},
};

/** The annotated types that take members of a type: itself, and those around it that take nested types whole. */
function exposing(def: TypeDef): readonly { readonly flags: number; readonly name: string }[] {
	const found: { flags: number; name: string }[] = [];
	const flags = flagsOfType(def.self);
	if (flags) found.push({ flags, name: typeDisplay(def) });
	let inner = def;
	for (let outer = def.container; outer; inner = outer, outer = outer.container) {
		const ofOuter = flagsOfType(outer.self);
		const wanted = inner.access === Access.Public ? Dam.PublicNestedTypes : Dam.NonPublicNestedTypes;
		if (ofOuter && (ofOuter & wanted) === wanted) found.push({ flags: Dam.All, name: typeDisplay(outer) });
	}
	return found;
}

function describe(member: Reached, type: string, [requires, annotated]: readonly [string, string], tell: Tell): void {
	const facts = unreferencedFacts(member);
	const name =
		member.kind === 'method'
			? methodDisplay(member)
			: member.kind === 'field'
				? memberDisplay(member)
				: `${typeDisplay(member.container)}.<${member.name}>k__BackingField`;
	const start = `'DynamicallyAccessedMembersAttribute' on '${type}' or one of its base types references '${name}' which`;
	// The message is formatted twice, hence the two spaces.
	if (facts) tell(requires, `${start} requires unreferenced code. ${suffix(facts)}`);
	if (hasAnnotations(member)) tell(annotated, `${start} has 'DynamicallyAccessedMembersAttribute' requirements.`);
}

/** What an annotation exposes of bases and interfaces that they do not expose themselves, and of those of nested types. */
function inherited(def: TypeDef, tell: Tell): void {
	const flags = flagsOfType(def.self);
	if (!flags) return;
	const name = typeDisplay(def);
	const seen = new Set<Reached>();
	const tellOnce = (member: Reached): void => {
		if (seen.has(member)) return;
		seen.add(member);
		describe(member, name, ['IL2113', 'IL2115'], tell);
	};
	const expose = (type: Type | undefined, wanted: number): void => {
		if (type?.kind === 'named' && wanted) for (const member of reachedMembers(type.def, wanted)) tellOnce(member);
	};
	for (const member of reachedMembers(def, flags, true)) if (!isWithin(member.container, def)) tellOnce(member);
	const missing = (type: NamedType): number => {
		const has = flagsOfType(type);
		return flags === Dam.All ? (has === Dam.All ? 0 : Dam.All) : flags & ~has;
	};
	const base = def.baseType;
	if (base?.kind === 'named' && def.kind === 'class') expose(base, missing(base));
	if ((flags & Dam.Interfaces) === 0) return;
	for (const contract of def.interfaces) if (contract.kind === 'named') expose(contract, missing(contract));
}

function isWithin(inner: TypeDef, outer: TypeDef): boolean {
	for (let each: TypeDef | undefined = inner; each; each = each.container) if (each === outer) return true;
	return false;
}

/** Type arguments of the base class and of each interface. */
function bases(def: TypeDef, context: RuleContext, tell: Tell): void {
	const judge = new Judge(context.compilation, ownerNames([], def));
	for (const base of [def.baseType, ...def.interfaces])
		if (base?.kind === 'named' && base.args.length > 0) checkTypeArguments(base, judge, tell);
}
