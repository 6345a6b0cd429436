/**
 * `[DynamicallyAccessedMembers]` as declared: where it means nothing (IL2041, IL2043, IL2097 to IL2099, IL2106), and
 * where it differs from what a member overrides or implements (IL2092 to IL2095); docs/analyzer.md, "Declarations".
 */
import { findAttribute } from '../symbols/attributes.ts';
import { memberDisplay, methodDisplay } from '../symbols/display.ts';
import type { MethodSymbol, Parameter, PropertySymbol } from '../symbols/members.ts';
import type { Member, Range } from '../syntax/ast.ts';
import { isAnnotatable, isReflectable, isTypeLike, namesOf, parameterFlags, returnFlags } from './dam/annotations.ts';
import { type OverridePair, overridePairs } from './override-pairs.ts';
import { declare, type DeclarationRule, type Finding, type MissingAnnotation, type RuleContext } from './rule.ts';

type Report = (finding: Finding) => void;

export const annotated: DeclarationRule = {
	slug: 'annotated',
	about: '`[DynamicallyAccessedMembers]` that means nothing, or differs along an override',
	codes: declare('Trimming', {
		IL2041: 'DynamicallyAccessedMembers on a method that is not one of Type',
		IL2043: 'DynamicallyAccessedMembers on a property and on its accessor',
		IL2092: 'Annotations of a parameter differ from the overridden or implemented member',
		IL2093: 'Annotations of a return value differ from the overridden or implemented member',
		IL2094: "Annotations of a implicit 'this' differ from the overridden or implemented member",
		IL2095: 'Annotations of a type parameter differ from the overridden or implemented member',
		IL2097: 'DynamicallyAccessedMembers on a field that is no Type or string',
		IL2098: 'DynamicallyAccessedMembers on a parameter that is no Type or string',
		IL2099: 'DynamicallyAccessedMembers on a property that is no Type or string',
		IL2106: 'DynamicallyAccessedMembers on a return value that is no Type or string',
	}),
	check(type, context, report) {
		if (!context.families.trim) return;
		for (const pair of overridePairs(type, context)) compare(pair, context, report);
		for (const { member, symbols } of type.members) {
			for (const symbol of symbols) {
				const place = placeOf(member, symbol.name);
				if (!place) continue;
				if (symbol.kind === 'method') onMethod(symbol, place, report);
				else if (symbol.kind === 'property') onProperty(symbol, place, report);
				else if (symbol.kind === 'field' && symbol.dam && !isTypeLike(symbol.type))
					tell(
						report,
						'IL2097',
						`Field '${memberDisplay(symbol)}' has 'DynamicallyAccessedMembersAttribute', but that attribute can only be applied to fields of type 'System.Type' or 'System.String'.`,
						place,
					);
			}
		}
	},
};

function tell(report: Report, code: string, message: string, place: Range, missing?: MissingAnnotation): void {
	report({ code, message, ...place, evidence: undefined, ...(missing && { lack: { kind: 'annotation', missing } }) });
}

/** The name of a member, absolute. */
function placeOf(member: Member, name: string): Range | undefined {
	const { syntax } = member;
	if ('nameRange' in syntax) return { start: member.start + syntax.nameRange.start, end: member.start + syntax.nameRange.end };
	if (!('declarators' in syntax)) return undefined;
	const declarator = syntax.declarators.find(each => each.name === name);
	return declarator && { start: member.start + declarator.start, end: member.start + declarator.nameEnd };
}

function onMethod(method: MethodSymbol, place: Range, report: Report): void {
	const display = (): string => methodDisplay(method);
	const only = (kind: string): string => `but that attribute can only be applied to ${kind} of type 'System.Type' or 'System.String'.`;
	if (method.dam && !isReflectable(method.container.self))
		tell(
			report,
			'IL2041',
			"The 'DynamicallyAccessedMembersAttribute' is not allowed on methods. It is allowed on method return value or method parameters though.",
			place,
		);
	if (method.returnDam && !isTypeLike(method.returns))
		tell(report, 'IL2106', `Return type of method '${display()}' has 'DynamicallyAccessedMembersAttribute', ${only('properties')}`, place);
	for (const parameter of method.parameters)
		if (parameter.dam && !isAnnotatable(parameter))
			tell(
				report,
				'IL2098',
				`Parameter '${parameter.name}' of method '${display()}' has 'DynamicallyAccessedMembersAttribute', ${only('parameters')}`,
				place,
			);
}

function onProperty(property: PropertySymbol, place: Range, report: Report): void {
	if (!property.dam) return;
	if (!isTypeLike(property.type))
		tell(
			report,
			'IL2099',
			`Property '${memberDisplay(property)}' has 'DynamicallyAccessedMembersAttribute', but that attribute can only be applied to properties of type 'System.Type' or 'System.String'.`,
			place,
		);
	for (const accessor of property.syntax?.accessors ?? []) {
		const isGetter = accessor.name === 'get';
		const method = isGetter ? property.getter : property.setter;
		if (!method || !findAttribute(accessor.attributes, 'DynamicallyAccessedMembers', isGetter ? 'return' : 'param')) continue;
		tell(
			report,
			'IL2043',
			`'DynamicallyAccessedMembersAttribute' on property '${memberDisplay(property)}' conflicts with the same attribute on its accessor '${methodDisplay(method)}'.`,
			place,
		);
	}
}

// ---- overrides ------------------------------------------------------------------------------

function compare(pair: OverridePair, context: RuleContext, report: Report): void {
	const { method, base, relation, place, member } = pair;
	const differs = (code: string, own: string, other: string, where: Range, missing?: MissingAnnotation): void => {
		tell(
			report,
			code,
			`'DynamicallyAccessedMemberTypes' in 'DynamicallyAccessedMembersAttribute' on the ${own} don't match overridden ${other}. All overridden members must have the same 'DynamicallyAccessedMembersAttribute' usage.`,
			where,
			missing,
		);
	};
	const [own, other] = [(): string => methodDisplay(method), (): string => methodDisplay(base)];
	const [ownReturn, otherReturn] = [returnFlags(method), returnFlags(base)];
	const returnDiffers = ownReturn !== otherReturn;
	if (returnDiffers)
		differs(
			'IL2093',
			`return value of method '${own()}'`,
			`return value of method '${other()}'`,
			place,
			lacking(
				pair,
				[ownReturn, otherReturn],
				[
					{ kind: 'return', method },
					{ kind: 'return', method: base },
				],
				context,
			),
		);
	// Where the return value differs too, the analyzer reports all of it at the member.
	const isExact = relation === 'override' && !returnDiffers;
	for (const [index, parameter] of method.parameters.entries()) {
		const overridden = base.parameters[index];
		if (!overridden) continue;
		const [flags, otherFlags] = [parameterFlags(parameter, method), parameterFlags(overridden, base)];
		if (flags === otherFlags) continue;
		const missing = lacking(
			pair,
			[flags, otherFlags],
			[
				{ kind: 'parameter', parameter, method },
				{ kind: 'parameter', parameter: overridden, method: base },
			],
			context,
		);
		differs(
			'IL2092',
			`parameter '${parameter.name}' of method '${own()}'`,
			`parameter '${overridden.name}' of method '${other()}'`,
			isExact ? (parameterPlace(parameter, member) ?? place) : place,
			missing,
		);
	}
	for (const [index, parameter] of method.typeParameters.entries()) {
		const overridden = base.typeParameters[index];
		if (!overridden || parameter.dam === overridden.dam) continue;
		differs(
			'IL2095',
			`generic parameter '${parameter.name}' of '${own()}'`,
			`generic parameter '${overridden.name}' of '${other()}'`,
			isExact ? (typeParameterPlace(index, member) ?? place) : place,
			lacking(
				pair,
				[parameter.dam, overridden.dam],
				[
					{ kind: 'type-parameter', parameter, owner: own() },
					{ kind: 'type-parameter', parameter: overridden, owner: other() },
				],
				context,
			),
		);
	}
	const flags = (each: MethodSymbol): number => (isReflectable(each.container.self) ? each.dam : 0);
	if (flags(method) !== flags(base))
		differs('IL2094', `implicit 'this' parameter of method '${own()}'`, `implicit 'this' parameter of method '${other()}'`, place);
}

/** Which of two declarations lacks flags that the other has; nothing where annotating ours does not help. */
function lacking(
	pair: OverridePair,
	flags: readonly [own: number, other: number],
	places: readonly [own: MissingAnnotation['place'], other: MissingAnnotation['place']],
	{ compilation }: RuleContext,
): MissingAnnotation | undefined {
	const all = flags[0] | flags[1];
	const methods = [pair.method, pair.base] as const;
	// Where both lack something, the other is told of as soon as one has all.
	const side = flags[0] === all ? 1 : 0;
	if (methods.some((method, index) => flags[index] !== all && !method.container.module.isSource)) return undefined;
	return { place: places[side], flags: all, names: namesOf(all, all, compilation) };
}

function parameterPlace(parameter: Parameter, member: Member | undefined): Range | undefined {
	const syntax = member && 'parameters' in member.syntax ? member.syntax.parameters.find(each => each.name === parameter.name) : undefined;
	return syntax && member && { start: member.start + syntax.nameStart, end: member.start + syntax.nameStart + syntax.name.length };
}

function typeParameterPlace(index: number, member: Member | undefined): Range | undefined {
	const syntax = member && 'typeParameters' in member.syntax ? member.syntax.typeParameters[index] : undefined;
	return syntax && member && { start: member.start + syntax.end - syntax.name.length, end: member.start + syntax.end };
}
