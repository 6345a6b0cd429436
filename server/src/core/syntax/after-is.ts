/**
 * What stands behind a pattern of `is`. The grammar reads `t is not null && t.IsClass` as a pattern `not (null && t.IsClass)`; in C#
 * the constant of a pattern binds as tightly as a shift, and what is looser stands around the test (C# standard 12.4.2, 11.2).
 */
import type { Expr, Pattern, Range } from './ast.ts';

type Binary = Extract<Expr, { readonly kind: 'binary' }>;

/** How tightly operators bind that are looser than a shift (C# standard 12.4.2). */
const STRENGTH: ReadonlyMap<string, number> = new Map(
	[['??'], ['||'], ['&&'], ['|'], ['^'], ['&'], ['==', '!='], ['<', '>', '<=', '>=']].flatMap((operators, index) =>
		operators.map((operator): [string, number] => [operator, index]),
	),
);

/** An operator with what is right of it. */
interface Rest {
	readonly operator: string;
	readonly right: Expr;
}

/** Tests with what was taken out of their patterns, so that an operator on their left may still take them. */
const open = new WeakSet<Expr>();

/** `operand is pattern`, and around it what the grammar took for a part of the pattern. */
export function isExpression(operand: Expr, read: Pattern, { start, end }: Range): Expr {
	const rest: Rest[] = [];
	const pattern = split(read, rest);
	let result: Expr = { kind: 'is', start, end: rest.length > 0 ? pattern.end : end, operand, pattern };
	for (const { operator, right } of rest) {
		result = { kind: 'binary', start, end: right.end, operator, left: result, right };
		open.add(result);
	}
	return result;
}

/** `left operator right`; where the right side is looser than the operator, that takes no more than it may. */
export function binaryExpression(left: Expr, operator: string, right: Expr, { start, end }: Range): Binary {
	if (!open.has(right) || right.kind !== 'binary' || !isLooser(right.operator, operator))
		return { kind: 'binary', start, end, operator, left, right };
	const taken = binaryExpression(left, operator, right.left, { start, end: right.left.end });
	const result: Binary = { ...right, start, left: taken };
	open.add(result);
	return result;
}

/** Whether an operator on the right leaves its left operand to the one before it; `??` alone groups to the right. */
function isLooser(right: string, left: string): boolean {
	const strength = STRENGTH.get(left) ?? Number.POSITIVE_INFINITY;
	const other = STRENGTH.get(right) ?? Number.POSITIVE_INFINITY;
	return other < strength || (other === strength && right !== '??');
}

/** A pattern without what is looser than a constant in it. */
function split(pattern: Pattern, rest: Rest[]): Pattern {
	switch (pattern.kind) {
		case 'constant':
		case 'relational': {
			const value = splitValue(pattern.value, rest);
			return value === pattern.value ? pattern : { ...pattern, value, end: value.end };
		}
		case 'not': {
			const inner = split(pattern.pattern, rest);
			return inner === pattern.pattern ? pattern : { ...pattern, pattern: inner, end: inner.end };
		}
		case 'and-or': {
			const right = split(pattern.right, rest);
			return right === pattern.right ? pattern : { ...pattern, right, end: right.end };
		}
		default:
			return pattern;
	}
}

function splitValue(value: Expr, rest: Rest[]): Expr {
	if (value.kind !== 'binary' || !STRENGTH.has(value.operator)) return value;
	const left = splitValue(value.left, rest);
	rest.push({ operator: value.operator, right: value.right });
	return left;
}
