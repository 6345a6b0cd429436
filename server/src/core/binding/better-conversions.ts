/** Which of two implicit conversions of an expression is better (C# standard 12.6.4.5 to 12.6.4.7). */
import type { Found, MethodSymbol } from '../symbols/members.ts';
import { isNamed, nullableUnderlying, sameType, substituteOwner, tupleElements, type Type, unknownType } from '../symbols/types.ts';
import type { Bound, LambdaBound } from './bound.ts';
import { type Conversions, isReadOnlySpan, isSpan, systemName } from './conversions.ts';
import { delegateInvoke } from './lookup.ts';

/** 1 when the conversion to `left` is better, -1 when that to `right` is, 0 when neither. */
export function compareFromExpression(conversions: Conversions, from: Bound, left: Type, right: Type): number {
	if (sameType(left, right)) return 0;
	// One that is constant is a string like any other (12.8.3).
	if (from.kind === 'value' && from.isInterpolated && !from.constant) {
		const leftHandler = conversions.isInterpolatedHandler(left);
		const rightHandler = conversions.isInterpolatedHandler(right);
		if (leftHandler !== rightHandler) return leftHandler ? 1 : -1;
	}
	if (from.kind === 'collection') return compareCollections(conversions, from.elements, left, right);
	const exactLeft = matchesExactly(conversions, from, left);
	const exactRight = matchesExactly(conversions, from, right);
	if (exactLeft !== exactRight) return exactLeft ? 1 : -1;
	if (from.kind === 'value' && conversions.hasSpans) {
		const spanLeft = conversions.isSpan(from.type, left);
		if (spanLeft !== conversions.isSpan(from.type, right)) return spanLeft ? 1 : -1;
	}
	if (from.kind === 'lambda') {
		const byDelegate = compareDelegates(conversions, from, left, right);
		if (byDelegate !== 0) return byDelegate;
	}
	return compareTargets(conversions, left, right);
}

/** An expression exactly matches a type (12.6.4.6). */
function matchesExactly(conversions: Conversions, from: Bound, to: Type): boolean {
	if (from.kind === 'value') return from.type !== unknownType && sameType(from.type, to);
	if (from.kind === 'tuple') {
		const target = tupleElements(to);
		return (
			target !== undefined &&
			target.length === from.elements.length &&
			from.elements.every((element, index) => matchesExactly(conversions, element, target[index]?.type ?? unknownType))
		);
	}
	if (from.kind !== 'lambda') return false;
	const invoke = delegateInvoke(to);
	if (!invoke) return false;
	const returns = substituteOwner(invoke.member.returns, invoke.owner);
	if (isNamed(returns, 'System.Void')) return false;
	const body = from.body(
		invoke.member.parameters.map(parameter => substituteOwner(parameter.type, invoke.owner)),
		returns,
	);
	const wanted = from.syntax.isAsync ? conversions.asyncResult(returns) : returns;
	if (!wanted) return false;
	if (from.returnType) return sameType(from.returnType, returns);
	return body.returns.length > 0 && body.returns.every(value => matchesExactly(conversions, value, wanted));
}

/** Whether an argument is a function whose body can't tell two delegate types apart: their parameters differ, or their returns don't. */
export function saysLittle(from: Bound, left: Type, right: Type): boolean {
	const a = from.kind === 'lambda' ? delegateInvoke(left) : undefined;
	const b = from.kind === 'lambda' ? delegateInvoke(right) : undefined;
	if (!a || !b) return false;
	if (!sameParameters(a, b)) return true;
	return sameType(substituteOwner(a.member.returns, a.owner), substituteOwner(b.member.returns, b.owner));
}

function compareDelegates(conversions: Conversions, lambda: LambdaBound, left: Type, right: Type): number {
	const a = delegateInvoke(left);
	const b = delegateInvoke(right);
	// An implicitly typed lambda can only be compared where its parameters agree.
	if (!a || !b || !sameParameters(a, b)) return 0;
	let leftReturn: Type | undefined = substituteOwner(a.member.returns, a.owner);
	let rightReturn: Type | undefined = substituteOwner(b.member.returns, b.owner);
	const leftVoid = isNamed(leftReturn, 'System.Void');
	const rightVoid = isNamed(rightReturn, 'System.Void');
	if (leftVoid !== rightVoid) {
		const [value] = lambda.body(
			a.member.parameters.map(parameter => substituteOwner(parameter.type, a.owner)),
			undefined,
		).returns;
		// A body that could not be bound may return nothing: neither is better.
		return value?.kind === 'value' && value.type === unknownType ? 0 : leftVoid ? -1 : 1;
	}
	if (lambda.syntax.isAsync) {
		leftReturn = conversions.asyncResult(leftReturn);
		rightReturn = conversions.asyncResult(rightReturn);
		if (!leftReturn || !rightReturn) return leftReturn ? 1 : rightReturn ? -1 : 0;
	}
	const values = lambda.body(
		a.member.parameters.map(parameter => substituteOwner(parameter.type, a.owner)),
		undefined,
	).returns;
	if (values.length > 0 && leftReturn && rightReturn) {
		const verdicts = values.map(value => compareFromExpression(conversions, value, leftReturn as Type, rightReturn as Type));
		if (verdicts.every(verdict => verdict >= 0) && verdicts.includes(1)) return 1;
		if (verdicts.every(verdict => verdict <= 0) && verdicts.includes(-1)) return -1;
	}
	return leftReturn && rightReturn ? compareTargets(conversions, leftReturn, rightReturn) : 0;
}

function compareCollections(
	conversions: Conversions,
	elements: readonly { readonly value: Bound; readonly spread: boolean }[],
	left: Type,
	right: Type,
): number {
	const spanOf = (type: Type): boolean => isSpan(type) || isReadOnlySpan(type);
	const a = conversions.collectionElement(left);
	const b = conversions.collectionElement(right);
	if (a && b && sameType(a, b)) {
		if (isReadOnlySpan(left) !== isReadOnlySpan(right) && (isSpan(left) || isSpan(right))) return isReadOnlySpan(left) ? 1 : -1;
		if (spanOf(left) !== spanOf(right)) return spanOf(left) ? 1 : -1;
	} else if (a && b) {
		const verdicts = elements.filter(part => !part.spread).map(part => compareFromExpression(conversions, part.value, a, b));
		if (verdicts.length > 0 && verdicts.every(verdict => verdict >= 0) && verdicts.includes(1)) return 1;
		if (verdicts.length > 0 && verdicts.every(verdict => verdict <= 0) && verdicts.includes(-1)) return -1;
	}
	return compareTargets(conversions, left, right);
}

/** The better conversion target (12.6.4.7). */
export function compareTargets(conversions: Conversions, left: Type, right: Type): number {
	if (sameType(left, right)) return 0;
	// C# 14: a read-only span is preferred over a span and over what it is made from.
	if (isReadOnlySpan(left) && isSpan(right)) return 1;
	if (isSpan(left) && isReadOnlySpan(right)) return -1;
	const toRight = conversions.isImplicit(left, right);
	const toLeft = conversions.isImplicit(right, left);
	if (toRight !== toLeft) return toRight ? 1 : -1;
	const a = conversions.asyncResult(left);
	const b = conversions.asyncResult(right);
	if (a && b) return compareTargets(conversions, a, b);
	const leftName = systemName(nullableUnderlying(left) ?? left);
	const rightName = systemName(nullableUnderlying(right) ?? right);
	if (leftName && rightName) {
		if (SIGNED.has(leftName) && UNSIGNED.has(rightName)) return 1;
		if (UNSIGNED.has(leftName) && SIGNED.has(rightName)) return -1;
	}
	return 0;
}

function sameParameters(a: Found<MethodSymbol>, b: Found<MethodSymbol>): boolean {
	return (
		a.member.parameters.length === b.member.parameters.length &&
		a.member.parameters.every((parameter, index) =>
			sameType(substituteOwner(parameter.type, a.owner), substituteOwner(b.member.parameters[index]?.type ?? unknownType, b.owner)),
		)
	);
}

const SIGNED: ReadonlySet<string> = new Set(['SByte', 'Int16', 'Int32', 'Int64', 'IntPtr']);
const UNSIGNED: ReadonlySet<string> = new Set(['Byte', 'UInt16', 'UInt32', 'UInt64', 'UIntPtr']);
