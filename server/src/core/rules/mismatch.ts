/**
 * Annotations of the Requires family that differ between a member and what it overrides or implements
 * (IL2046, IL3051, IL3003; docs/analyzer.md, "Declarations").
 */
import { memberOfInstance, methodDisplay } from '../symbols/display.ts';
import type { MethodSymbol } from '../symbols/members.ts';
import type { RequiresSet } from '../symbols/types.ts';
import type { Range } from '../syntax/ast.ts';
import { type AssociatedPair, associatedPairs, overridePairs, type OverridePair } from './override-pairs.ts';
import { REQUIRES_FAMILIES, requiredBy, type RequiresFamily } from './requires.ts';
import { declare, type DeclarationRule, type Finding, type RuleContext } from './rule.ts';

const CODES: Readonly<Record<keyof RequiresSet, string>> = { unreferencedCode: 'IL2046', dynamicCode: 'IL3051', assemblyFiles: 'IL3003' };

export const mismatch: DeclarationRule = {
	slug: 'mismatch',
	about: '`[Requires...]` annotations that differ between a member and what it overrides or implements',
	codes: [
		...declare('Trimming', { IL2046: 'RequiresUnreferencedCode differs from the overridden or implemented member' }),
		...declare('AOT', { IL3051: 'RequiresDynamicCode differs from the overridden or implemented member' }),
		...declare('SingleFile', { IL3003: 'RequiresAssemblyFiles differs from the overridden or implemented member' }),
	],
	check(type, context, report) {
		const pairs = [...overridePairs(type, context)];
		for (const pair of pairs) compare(pair, context, report);
		for (const pair of associatedPairs(pairs)) compareAssociated(pair, context, report);
	},
};

function compare({ method, base, place, relation }: OverridePair, context: RuleContext, report: (finding: Finding) => void): void {
	for (const family of REQUIRES_FAMILIES) {
		if (!family.isOn(context)) continue;
		const { key } = family;
		const differs = (requiredBy(method, key) && !isInScope(base, key)) || (requiredBy(base, key) && !isInScope(method, key));
		if (!differs) continue;
		// The words go by the method's own attribute; whether it differs, by its property's too.
		const isOnMember = method.requires[key] !== undefined;
		report(mismatched(family, isOnMember, relation, methodDisplay(method), methodDisplay(base), place));
	}
}

/** Properties and events themselves are compared where they implement an interface, by their own attributes alone. */
function compareAssociated(
	{ member, base, implemented, place }: AssociatedPair,
	context: RuleContext,
	report: (finding: Finding) => void,
): void {
	for (const family of REQUIRES_FAMILIES) {
		const isOnMember = member.requires[family.key] !== undefined;
		if (family.isOn(context) && isOnMember !== (base.requires[family.key] !== undefined))
			report(
				mismatched(
					family,
					isOnMember,
					'implement',
					memberOfInstance(member, member.container.self),
					memberOfInstance(base, implemented),
					place,
				),
			);
	}
}

function mismatched(
	{ key, attribute }: RequiresFamily,
	isOnMember: boolean,
	relation: OverridePair['relation'],
	own: string,
	other: string,
	place: Range,
): Finding {
	const sentence =
		relation === 'override'
			? isOnMember
				? `Member '${own}' with '${attribute}' overrides base member '${other}' without '${attribute}'`
				: `Base member '${other}' with '${attribute}' has a derived member '${own}' without '${attribute}'`
			: isOnMember
				? `Member '${own}' with '${attribute}' implements interface member '${other}' without '${attribute}'`
				: `Interface member '${other}' with '${attribute}' has an implementation member '${own}' without '${attribute}'`;
	return {
		code: CODES[key],
		message: `${sentence}. '${attribute}' annotations must match across all interface implementations or overrides.`,
		...place,
		evidence: undefined,
	};
}

/** docs/analyzer.md, "Scopes and suppression", for a member as such: its own attribute, its property's, or its type's. */
function isInScope(method: MethodSymbol, key: keyof RequiresSet): boolean {
	if (method.requires[key] || method.associated?.requires[key]) return true;
	const ofType = method.container.requires[key];
	return ofType !== undefined && !(ofType.excludeStatics && method.isStatic);
}
