/** Lowers arguments; the grammar takes some comparisons and products for declarations. */
import type { Argument, Expr, NameExpr, TypeSyntax } from './ast.ts';
import { lowerExpr } from './lower-expr.ts';
import { childrenOf, field, type Lowering, namedChildren } from './lower-type.ts';
import type { RawNode } from './subtrees.ts';

export function lowerArguments(low: Lowering, list: RawNode | undefined): readonly Argument[] {
	return childrenOf(list, 'argument').flatMap(argument => asComparisons(lowerArgument(low, argument)));
}

/** `F(a < b, c > d)`: to the grammar the declaration of a `d` of a generic type; only `out` declares. */
function asComparisons(argument: Argument): readonly Argument[] {
	const { value } = argument;
	if (argument.ref !== undefined || value.kind !== 'declaration' || value.type.kind !== 'type-name' || value.names.kind !== 'single')
		return [argument];
	const { args: types = [], ...compared } = value.type;
	const first = asOperand({ ...compared, args: undefined, end: compared.nameStart + compared.name.length });
	const operands = types.map(asOperand);
	if (types.length < 2 || !first || !operands.every(operand => operand !== undefined)) return [argument];
	const { names } = value;
	const name: NameExpr = { kind: 'name', start: names.start, end: names.end, name: names.name };
	return operands.map((operand, index): Argument => {
		const result: Expr =
			index === 0
				? { kind: 'binary', start: first.start, end: operand.end, operator: '<', left: first, right: operand }
				: index === operands.length - 1
					? { kind: 'binary', start: operand.start, end: name.end, operator: '>', left: operand, right: name }
					: operand;
		return {
			...(index === 0 && argument.name !== undefined && { name: argument.name }),
			start: result.start,
			end: result.end,
			value: result,
		};
	});
}

export function lowerArgument(low: Lowering, node: RawNode): Argument {
	const name = field(node, 'name');
	const ref = node.children.find(token => !token.named && (token.kind === 'ref' || token.kind === 'out' || token.kind === 'in'))?.kind as
		| 'ref'
		| 'out'
		| 'in'
		| undefined;
	const value = namedChildren(node)
		.filter(part => part !== name)
		.at(-1);
	const lowered = ref === undefined ? asProduct(lowerExpr(low, value)) : lowerExpr(low, value);
	const { start, end } = low.range(node);
	return name || ref
		? { start, end, ...(name && { name: low.name(name) }), ...(ref && { ref }), value: lowered }
		: { start, end, value: lowered };
}

/** `F(a.b * c)`: the grammar can take the argument for the declaration of a pointer; only `out` declares. */
function asProduct(value: Expr): Expr {
	if (value.kind !== 'declaration' || value.type.kind !== 'pointer' || value.names.kind !== 'single') return value;
	const left = asOperand(value.type.element);
	return left === undefined
		? value
		: {
				kind: 'binary',
				start: value.start,
				end: value.end,
				operator: '*',
				left,
				right: { kind: 'name', start: value.names.start, end: value.names.end, name: value.names.name },
			};
}

/** The expression that a type's name would be. */
function asOperand(type: TypeSyntax): Expr | undefined {
	if (type.kind === 'predefined') return { kind: 'predefined-type', start: type.start, end: type.end, name: type.name };
	if (type.kind !== 'type-name' || type.args || type.alias !== undefined) return undefined;
	const name: NameExpr = { kind: 'name', start: type.nameStart, end: type.end, name: type.name };
	if (!type.qualifier) return name;
	const receiver = asOperand(type.qualifier);
	return receiver && { kind: 'member', start: type.start, end: type.end, receiver, name, isPointer: false };
}
