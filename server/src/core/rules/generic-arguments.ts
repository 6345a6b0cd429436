/**
 * Type arguments for annotated type parameters (IL2091, and what a known type exposes), where a member
 * is used (docs/analyzer.md, "Generic arguments").
 */
import type { Enclosing, Use } from '../binding/bound.ts';
import { Feature } from '../binding/flow.ts';
import { valuesOf } from '../dataflow/values.ts';
import { methodDisplay, typeDisplay } from '../symbols/display.ts';
import type { MethodSymbol } from '../symbols/members.ts';
import type { NamedType, Type, TypeDef, TypeParameter } from '../symbols/types.ts';
import { Judge, ownerNames, type Tell } from './dam/judge.ts';
import { inScope } from './requires.ts';
import { declare, type Rule } from './rule.ts';

export const genericArguments: Rule = {
	slug: 'generic-arguments',
	about: 'type arguments without the annotations of the type parameter',
	codes: declare('Trimming', { IL2091: 'Type argument lacks annotations' }),
	alsoReports: ['IL2026', 'IL2110', 'IL2111'],
	check(use, body, context, report) {
		if (
			!context.families.trim ||
			use.features & Feature.UnreferencedCode ||
			!hasArguments(use) ||
			inScope(use.enclosing, body, 'unreferencedCode', use)
		)
			return;
		const judge = new Judge(context.compilation, ownerNames(methodsAround(use), body.type));
		// What is assigned to a field is no part of the use.
		const { start, end } = use.kind === 'field' ? use : use.whole;
		const tell: Tell = (code, message, missing) =>
			report({
				code,
				message,
				...(code === 'IL2026' && { isReached: true }),
				start: body.base + start,
				end: body.base + end,
				evidence: { use, body },
				...(missing && { lack: { kind: 'annotation', missing } }),
			});
		const { member } = use;
		if (member.kind === 'method') checkArguments(member.typeParameters, use.typeArguments, methodDisplay(member), judge, tell);
		if (use.containingType.kind === 'named' && reachesType(use)) checkTypeArguments(use.containingType, judge, tell);
	},
};

/** Cheap test: nearly all uses have no annotated type parameter. */
function hasArguments(use: Use): boolean {
	if (use.typeArguments.length > 0) return true;
	return use.containingType.kind === 'named' && use.containingType.args.length > 0;
}

/** A static member, a constructor, or a generic method brings its type to life; an instance has been made before. */
function reachesType(use: Use): boolean {
	const { member } = use;
	if (use.kind === 'dynamic' || use.kind === 'new-constraint') return false;
	return member.isStatic || (member.kind === 'method' && (member.methodKind === 'constructor' || member.typeParameters.length > 0));
}

/** Type arguments of a type, and of the types in them. */
export function checkTypeArguments(type: NamedType, judge: Judge, tell: Tell): void {
	let rest = type.args.length;
	for (let def: TypeDef | undefined = type.def; def; def = def.container) {
		rest -= def.ownTypeParameters.length;
		checkArguments(def.ownTypeParameters, type.args.slice(rest), typeDisplay(def), judge, tell);
	}
}

function checkArguments(parameters: readonly TypeParameter[], args: readonly Type[], owner: string, judge: Judge, tell: Tell): void {
	for (const [index, parameter] of parameters.entries()) {
		const argument = args[index];
		if (!argument) continue;
		if (parameter.dam) {
			const value = judge.valueOf(argument);
			if (value) judge.require(valuesOf(value), parameter.dam, { kind: 'generic', name: parameter.name, owner }, tell);
		}
		if (argument.kind === 'named' && argument.args.length > 0) checkTypeArguments(argument, judge, tell);
	}
}

/** The local functions and the member around a use, the innermost first. */
function methodsAround(use: Use): MethodSymbol[] {
	const methods: MethodSymbol[] = [];
	for (let each: Enclosing | undefined = use.enclosing; each; each = each.parent) if (each.method) methods.push(each.method);
	return methods;
}
