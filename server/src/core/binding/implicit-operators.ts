/**
 * User-defined operators and conversions, as the calls that they are (C# standard 10.5, 12.4). The SDK's analyzer does not look at
 * them; publishing warns of those that are marked.
 */
import type { Found, MethodSymbol } from '../symbols/members.ts';
import { type NamedType, nullableUnderlying, sameType, substituteOwner, type Type, type TypeDef, unknownType } from '../symbols/types.ts';
import type { Range } from '../syntax/ast.ts';
import { classChain } from './lookup.ts';
import { emitImplicit, isMarked } from './implicit-calls.ts';
import { ofType } from './state.ts';
import type { PatternBinder } from './patterns.ts';

const markedOperators = new WeakMap<TypeDef, boolean>();

/** The type behind a possibly nullable one, if any of its operators is marked: most types have none. */
function declarer(type: Type): NamedType | undefined {
	const named = nullableUnderlying(type) ?? type;
	if (named.kind !== 'named') return undefined;
	let known = markedOperators.get(named.def);
	if (known === undefined) {
		known = classChain(named).chain.some(owner =>
			[...owner.def.memberNames()].some(
				name => name.startsWith('op_') && owner.def.members(name).some(member => member.kind === 'method' && isMarked(member)),
			),
		);
		markedOperators.set(named.def, known);
	}
	return known ? named : undefined;
}

/** The call of an operator on operands of some types. */
export function operatorCall(binder: PatternBinder, operator: string, operands: readonly Type[], range: Range): void {
	for (const type of operands) {
		const owner = declarer(type);
		if (!owner) continue;
		const candidates = binder.operatorsOf(owner, operator, operands.length);
		if (candidates.length === 0) continue;
		const resolution = binder.overloads.resolve(
			candidates,
			operands.map(operand => ({ value: ofType(nullableUnderlying(operand) ?? operand) })),
			{ from: binder.context.type },
		);
		if (resolution.kind === 'found') emitImplicit(binder, resolution.best.found, range);
		return;
	}
}

/** `operator true` or `operator false` of a condition that is no `bool`. */
export function truthCall(binder: PatternBinder, which: 'true' | 'false', type: Type, range: Range): void {
	const owner = declarer(type);
	const [candidate] = owner ? binder.operatorsOf(owner, which, 1) : [];
	if (candidate && binder.conversions.calledOperator(type, binder.bool) === undefined) emitImplicit(binder, candidate, range);
}

/** The conversion of a value that calls an operator. */
export function implicitConversion(binder: PatternBinder, from: Type, to: Type, range: Range): void {
	if (from === to || to === unknownType || (!declarer(from) && !declarer(to))) return;
	const member = binder.conversions.calledOperator(from, to);
	if (member) emitImplicit(binder, { member, owner: member.container.self }, range);
}

/** The conversion of a cast where no implicit one does: `op_Explicit`. */
export function explicitConversion(binder: PatternBinder, from: Type, to: Type, range: Range): void {
	const owners = [declarer(from), declarer(to)].filter(each => each !== undefined);
	if (owners.length === 0 || binder.conversions.isStandardOrSame(from, to) || binder.conversions.calledOperator(from, to)) return;
	const source = nullableUnderlying(from) ?? from;
	const target = nullableUnderlying(to) ?? to;
	for (const owner of owners) {
		const fitting = owner.def
			.members('op_Explicit')
			.filter((member): member is MethodSymbol => member.kind === 'method' && member.parameters.length === 1)
			.map((member): Found<MethodSymbol> => ({ member, owner }))
			.filter(({ member }) => sameType(substituteOwner(member.returns, owner), target))
			.filter(({ member }) =>
				binder.conversions.isStandardOrSame(source, substituteOwner(member.parameters[0]?.type ?? unknownType, owner)),
			);
		if (fitting[0] && fitting.length === 1) return emitImplicit(binder, fitting[0], range);
	}
}
