/** What an expression is made of, and whether control forks in it. */
import type { Expr, Initializer } from './ast.ts';

/** Operators whose right side may not run. */
export const FORKS: ReadonlySet<string> = new Set(['&&', '||', '??']);

const forks = new WeakMap<Expr, boolean>();

/** Whether control forks anywhere in an expression (not in lambdas, which are functions of their own). */
export function hasFork(expr: Expr): boolean {
	if (isFork(expr)) return true;
	// Leaves need no memory, and are most of what is asked for.
	if (expr.kind === 'name' || expr.kind === 'literal' || expr.kind === 'lambda') return false;
	let known = forks.get(expr);
	if (known === undefined) forks.set(expr, (known = childrenOf(expr).some(hasFork)));
	return known;
}

export function isFork(expr: Expr): boolean {
	switch (expr.kind) {
		case 'conditional':
		case 'conditional-access':
		case 'switch':
		case 'throw':
			return true;
		case 'binary':
			return FORKS.has(expr.operator);
		case 'assign':
			return expr.operator === '??=';
		default:
			return false;
	}
}

/** Whether an expression makes an object and then fills it. */
export function hasInitializer(expr: Expr): boolean {
	if (isFilled(expr)) return true;
	return expr.kind !== 'lambda' && childrenOf(expr).some(hasInitializer);
}

/**
 * What the compiler evaluates for itself before it comes to an expression: operands that another one follows in which control
 * forks, or an object is filled, and what stands in the ways of a fork. The rest is evaluated as a part of the expression.
 */
export function setAside(expr: Expr): readonly Expr[] {
	const operands = childrenOf(expr);
	const last = operands.findLastIndex(operand => hasFork(operand) || hasInitializer(operand));
	const splitting = operands[last];
	if (!splitting) return NOTHING;
	return [...operands.slice(0, last), ...(isFork(splitting) || isFilled(splitting) ? childrenOf(splitting) : setAside(splitting))];
}

const NOTHING: readonly Expr[] = [];

function initializerValues(initializer: Initializer | undefined): readonly Expr[] {
	return (initializer?.elements ?? []).flatMap(element => [
		...(element.index ?? []).map(argument => argument.value),
		...(element.value.kind === 'initializer' ? initializerValues(element.value) : [element.value]),
	]);
}

const isFilled = (expr: Expr): boolean =>
	expr.kind === 'anonymous-new' || expr.kind === 'with' || (expr.kind === 'new' && (expr.initializer?.elements.length ?? 0) > 0);

/** The operands of an expression in the order of their evaluation. */
export function childrenOf(expr: Expr): readonly Expr[] {
	switch (expr.kind) {
		case 'member':
			return [expr.receiver];
		case 'element':
			return [expr.receiver, ...expr.args.map(argument => argument.value)];
		case 'call':
			return [expr.callee, ...expr.args.map(argument => argument.value)];
		case 'new':
			return [...expr.args.map(argument => argument.value), ...initializerValues(expr.initializer)];
		case 'anonymous-new':
			return expr.members.map(member => member.value);
		case 'array-new':
		case 'stackalloc':
			return [...expr.sizes, ...initializerValues(expr.initializer)];
		case 'binary':
		case 'assign':
			return [expr.left, expr.right];
		case 'unary':
		case 'postfix':
		case 'cast':
		case 'as':
		case 'is':
		case 'await':
		case 'ref':
		case 'paren':
			return [expr.operand];
		case 'conditional':
			return [expr.condition, expr.whenTrue, expr.whenFalse];
		case 'conditional-access':
			return [expr.receiver, expr.whenNotNull];
		case 'switch':
			return [expr.value, ...expr.arms.map(arm => arm.value)];
		case 'throw':
			return [expr.value];
		case 'interpolated':
			return expr.holes;
		case 'tuple':
			return expr.elements.map(element => element.value);
		case 'collection':
			return expr.elements.map(element => element.value);
		case 'with':
			return [expr.operand, ...initializerValues(expr.initializer)];
		case 'range':
			return [...(expr.from ? [expr.from] : []), ...(expr.to ? [expr.to] : [])];
		case 'unknown':
			return expr.parts;
		default:
			return [];
	}
}
