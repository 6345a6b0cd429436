/** Accesses after `?`: the grammar nests `a?.b.c` as `(a?.b).c`, while the language takes everything after `?` as one chain. */
import type { Expr, Range } from './ast.ts';
import { lowerArguments } from './lower-arguments.ts';
import { lowerExpr } from './lower-expr.ts';
import { child, field, type Lowering, lowerName } from './lower-type.ts';
import type { RawNode } from './subtrees.ts';

/** Makes an access to a receiver. */
export type Access = (inner: { receiver: Expr; range: Range }) => Expr;

/**
 * Puts one more access onto an expression. The grammar nests `a?.b.c` as `(a?.b).c`; the language
 * takes everything after `?` as one chain that is skipped when `a` is null, so the access goes inside.
 */
export function chain(receiver: Expr, range: Range, make: Access): Expr {
	const rotated = rotate(receiver, range, make);
	if (rotated) return rotated;
	if (receiver.kind !== 'conditional-access') return make({ receiver, range });
	const whenNotNull = chain(receiver.whenNotNull, { start: receiver.whenNotNull.start, end: range.end }, make);
	return { ...receiver, ...range, whenNotNull };
}

/**
 * The grammar reads `a + b?.c` as `(a + b)?.c`. An operand of lower precedence can't stand before a
 * dot without parentheses, so the access belongs to its last part.
 */
function rotate(receiver: Expr, range: Range, make: Access): Expr | undefined {
	const inner = (part: Expr): Expr => chain(part, { start: part.start, end: range.end }, make);
	const whole = { start: receiver.start, end: range.end };
	switch (receiver.kind) {
		case 'binary':
			return { ...receiver, ...whole, right: inner(receiver.right) };
		case 'assign':
			return { ...receiver, ...whole, right: inner(receiver.right) };
		case 'unary':
		case 'cast':
		case 'await':
			return { ...receiver, ...whole, operand: inner(receiver.operand) };
		case 'conditional':
			return { ...receiver, ...whole, whenFalse: inner(receiver.whenFalse) };
		case 'throw':
			return { ...receiver, ...whole, value: inner(receiver.value) };
		case 'lambda':
			return receiver.body.kind === 'block' ? undefined : { ...receiver, ...whole, body: inner(receiver.body) };
		case 'range':
			return receiver.to ? { ...receiver, ...whole, to: inner(receiver.to) } : undefined;
		default:
			return undefined;
	}
}

/** An access whose `?` was blanked (`conditionalAssignments`): only the file's own text still has it. */
export function conditionally(low: Lowering, node: RawNode, operator: RawNode | undefined, access: Access): Access {
	const receiver = field(node, 'expression');
	if (!receiver || !operator || !low.text.slice(receiver.end, operator.start).trimStart().startsWith('?')) return access;
	const start = operator.start - low.base;
	return inner => ({
		kind: 'conditional-access',
		...inner.range,
		receiver: inner.receiver,
		whenNotNull: access({ receiver: { kind: 'conditional-receiver', start, end: start }, range: { start, end: inner.range.end } }),
	});
}

export function lowerConditionalAccess(low: Lowering, node: RawNode, range: Range): Expr {
	const binding = child(node, 'member_binding_expression', 'element_binding_expression');
	const condition = lowerExpr(low, field(node, 'condition'));
	if (!binding) return { kind: 'unknown', ...range, parts: [condition] };
	const access = (start: number): Expr => {
		const bindingRange = low.range(binding);
		const receiver: Expr = { kind: 'conditional-receiver', start, end: start };
		if (binding.kind === 'element_binding_expression')
			return { kind: 'element', ...bindingRange, receiver, args: lowerArguments(low, binding), bracket: bindingRange.start };
		const name = field(binding, 'name');
		if (!name) return { kind: 'unknown', ...bindingRange, parts: [] };
		return { kind: 'member', ...bindingRange, receiver, name: lowerName(low, name), isPointer: false };
	};
	return chain(condition, range, inner => ({
		kind: 'conditional-access',
		...inner.range,
		receiver: inner.receiver,
		whenNotNull: access(binding.start - low.base),
	}));
}
