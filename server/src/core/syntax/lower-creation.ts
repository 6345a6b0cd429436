/** Lowers what makes objects and arrays, and their initializers. */
import type { CollectionElement, Expr, Initializer, InitializerElement } from './ast.ts';
import { lowerArguments } from './lower-arguments.ts';
import { lowerExpr, projectedName } from './lower-expr.ts';
import { child, field, type Lowering, lowerName, lowerType, namedChildren } from './lower-type.ts';
import type { RawNode } from './subtrees.ts';

/** The value of a variable or a property of some type: `{ ... }` alone makes an array of it (12.8.17.5). */
export function lowerValueOf(low: Lowering, type: RawNode | undefined, value: RawNode): Expr {
	return value.kind === 'initializer_expression' && type?.kind === 'array_type'
		? lowerArrayCreation(low, value, type, value)
		: lowerExpr(low, value);
}

export function lowerArrayCreation(low: Lowering, node: RawNode, typeNode: RawNode | undefined, initializer: RawNode | undefined): Expr {
	const type = lowerType(low, typeNode);
	return {
		kind: 'array-new',
		...low.range(node),
		...(type.kind === 'array' ? { type: type.element, rank: type.rank, sizes: type.sizes } : { rank: 1, sizes: [] }),
		...(initializer && { initializer: lowerInitializer(low, initializer) }),
	};
}

export function lowerInitializer(low: Lowering, node: RawNode): Initializer {
	return { kind: 'initializer', ...low.range(node), elements: namedChildren(node).map(part => lowerInitializerElement(low, part)) };
}

function lowerInitializerElement(low: Lowering, node: RawNode): InitializerElement {
	const range = low.range(node);
	const lowerValue = (part: RawNode | undefined): Expr | Initializer =>
		part?.kind === 'initializer_expression' ? lowerInitializer(low, part) : lowerExpr(low, part);
	if (node.kind !== 'assignment_expression') return { ...range, value: lowerValue(node) };
	const left = field(node, 'left');
	const right = field(node, 'right');
	if (left?.kind === 'element_binding_expression')
		return { ...range, index: lowerArguments(low, left), brackets: low.range(left), value: lowerValue(right) };
	if (
		left?.kind === 'identifier' &&
		low
			.textOf(node)
			.slice(left.end - node.start)
			.trimStart()
			.startsWith('=')
	)
		return { ...range, member: lowerName(low, left), value: lowerValue(right) };
	return { ...range, value: lowerExpr(low, node) };
}

/** An element of a collection expression (12.8.23); `.. x ? y : z` spreads all of it, where the grammar reads a range as the condition. */
export function lowerCollectionElement(low: Lowering, node: RawNode): CollectionElement {
	const spread = child(node, 'spread_element');
	const value = namedChildren(spread ?? child(node, 'expression_element') ?? node)[0];
	const spreadInside = spread || !value ? undefined : withoutDots(value);
	return { value: lowerExpr(low, spreadInside ?? value), spread: spread !== undefined || spreadInside !== undefined };
}

/** An expression without the `..` that it begins with; undefined where it begins with something else. */
function withoutDots(node: RawNode): RawNode | undefined {
	const outside: RawNode[] = [];
	let at: RawNode | undefined = node;
	while (at && at.children[0]?.kind !== '..') {
		outside.push(at);
		at = at.children[0];
	}
	const operand = at?.children.find(part => part.named);
	if (!operand) return undefined;
	return outside.reduceRight<RawNode>((inner, outer) => withFirst(outer, withField(inner, outer.children[0]?.field ?? null)), operand);
}

/** A node with another first child, where that begins. The nodes of the tree are no plain objects: they can't be spread. */
const withFirst = ({ kind, field, end, named, missing, children }: RawNode, first: RawNode): RawNode => ({
	...{ kind, field, start: first.start, end, named, missing },
	children: [first, ...children.slice(1)],
});

const withField = ({ kind, start, end, named, missing, children }: RawNode, field: string | null): RawNode => ({
	kind,
	field,
	start,
	end,
	named,
	missing,
	children,
});

export function lowerAnonymousMembers(low: Lowering, node: RawNode): readonly { name: string | undefined; value: Expr }[] {
	const members: { name: string | undefined; value: Expr }[] = [];
	const parts = node.children.filter(part => part.kind !== 'ERROR');
	for (let at = 0; at < parts.length; at++) {
		const part = parts[at];
		if (!part?.named) continue;
		if (part.kind === 'identifier' && parts[at + 1]?.kind === '=') {
			members.push({ name: low.name(part), value: lowerExpr(low, parts[at + 2]) });
			at += 2;
		} else {
			const value = lowerExpr(low, part);
			members.push({ name: projectedName(value), value });
		}
	}
	return members;
}
