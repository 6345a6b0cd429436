/** Lowers patterns and what declarations name. */
import type { Designation, NameExpr, Pattern, Subpattern, TypeSyntax } from './ast.ts';
import { lowerExpr } from './lower-expr.ts';
import { child, childrenOf, field, hasToken, type Lowering, lowerName, lowerType, namedChildren } from './lower-type.ts';
import type { RawNode } from './subtrees.ts';

export function lowerDesignation(low: Lowering, node: RawNode | undefined): Designation {
	if (!node) return { kind: 'discard', start: 0, end: 0 };
	const range = low.range(node);
	if (node.kind === 'tuple_pattern' || node.kind === 'parenthesized_variable_designation') {
		return { kind: 'list', ...range, parts: namedChildren(node).map(part => lowerDesignation(low, part)) };
	}
	// `foreach ((A a, var b) in c)`
	if (node.kind === 'tuple_expression')
		return { kind: 'list', ...range, parts: namedChildren(node).map(part => lowerDesignation(low, namedChildren(part)[0])) };
	if (node.kind === 'declaration_expression') {
		const names = lowerDesignation(low, namedChildren(node).at(-1));
		return names.kind === 'single' ? { ...names, type: lowerType(low, field(node, 'type')) } : names;
	}
	const name = low.name(node);
	return node.kind === 'discard' || name === '_' ? { kind: 'discard', ...range } : { kind: 'single', ...range, name };
}

/** After `is`, a lone name can be a type or a constant; binding decides. */
export function typeOrConstant(low: Lowering, node: RawNode | undefined): Pattern {
	if (!node) return { kind: 'discard-pattern', start: 0, end: 0 };
	return { kind: 'type', ...low.range(node), type: lowerType(low, node) };
}

export function lowerPattern(low: Lowering, node: RawNode | undefined): Pattern {
	if (!node) return { kind: 'discard-pattern', start: 0, end: 0 };
	const range = low.range(node);
	switch (node.kind) {
		case 'constant_pattern': {
			const value = namedChildren(node)[0];
			if (value?.kind === 'identifier' || value?.kind === 'generic_name') return { kind: 'type', ...range, type: lowerType(low, value) };
			if (value?.kind === 'member_access_expression') {
				const type = typeOfDotted(low, value);
				if (type) return { kind: 'type', ...range, type };
			}
			return { kind: 'constant', ...range, value: lowerExpr(low, value) };
		}
		case 'type_pattern':
			return { kind: 'type', ...range, type: lowerType(low, field(node, 'type')) };
		case 'declaration_pattern': {
			const type = field(node, 'type');
			const names = lowerDesignation(
				low,
				node.children.find(part => part !== type && part.named),
			);
			if (type?.kind === 'implicit_type') return { kind: 'var-pattern', ...range, names };
			return { kind: 'declared', ...range, type: lowerType(low, type), names };
		}
		case 'var_pattern':
			return {
				kind: 'var-pattern',
				...range,
				names: lowerDesignation(
					low,
					namedChildren(node).find(part => part.kind !== 'implicit_type'),
				),
			};
		case 'recursive_pattern': {
			const type = field(node, 'type');
			const positional = child(node, 'positional_pattern_clause');
			const properties = child(node, 'property_pattern_clause');
			const name = field(node, 'name');
			return {
				kind: 'recursive',
				...range,
				...(type && { type: lowerType(low, type) }),
				...(name && { name: low.name(name) }),
				...(positional && { positional: childrenOf(positional, 'subpattern').map(part => lowerSubpattern(low, part)) }),
				...(properties && { properties: childrenOf(properties, 'subpattern').map(part => lowerSubpattern(low, part)) }),
			};
		}
		case 'list_pattern': {
			const name = field(node, 'name');
			const parts: Pattern[] = [];
			// A leading slice is blanked, or a discard in what is parsed (`leadingSlices`).
			const first = node.children.find(part => part.named && part !== name);
			let slice = first && /\.\.\s*$/.exec(low.text.slice(node.start, first.start)) && low.range(first);
			for (const part of node.children) {
				if (part.kind === '..' || (part.kind === 'discard' && low.text.startsWith('..', part.start))) {
					slice = low.range({ start: part.start, end: part.start + 2 });
				} else if (part.kind === ',' || part.kind === ']') {
					if (slice) parts.push({ kind: 'slice', ...slice });
					slice = undefined;
				} else if (part.named && part !== name && part.kind !== 'ERROR') {
					const pattern = lowerPattern(low, part);
					parts.push(slice ? { kind: 'slice', start: slice.start, end: pattern.end, pattern } : pattern);
					slice = undefined;
				}
			}
			return { kind: 'list-pattern', ...range, parts, ...(name && { name: low.name(name) }) };
		}
		case 'relational_pattern':
			return { kind: 'relational', ...range, value: lowerExpr(low, namedChildren(node)[0]) };
		case 'negated_pattern':
			return { kind: 'not', ...range, pattern: lowerPattern(low, namedChildren(node)[0]) };
		case 'and_pattern':
		case 'or_pattern':
			return {
				kind: 'and-or',
				...range,
				left: lowerPattern(low, field(node, 'left')),
				right: lowerPattern(low, field(node, 'right')),
				isOr: node.kind === 'or_pattern',
			};
		case 'parenthesized_pattern':
			return lowerPattern(low, namedChildren(node)[0]);
		case 'discard':
			return { kind: 'discard-pattern', ...range };
		default:
			return { kind: 'constant', ...range, value: lowerExpr(low, node) };
	}
}

function typeOfDotted(low: Lowering, node: RawNode): TypeSyntax | undefined {
	if (node.kind === 'identifier' || node.kind === 'generic_name' || node.kind === 'alias_qualified_name') return lowerType(low, node);
	if (node.kind !== 'member_access_expression') return undefined;
	const expression = field(node, 'expression');
	const name = field(node, 'name');
	const qualifier = expression && typeOfDotted(low, expression);
	const last = name && lowerType(low, name);
	if (!qualifier || last?.kind !== 'type-name') return undefined;
	return { ...last, ...low.range(node), qualifier };
}

function lowerSubpattern(low: Lowering, node: RawNode): Subpattern {
	const parts = namedChildren(node);
	const pattern = lowerPattern(low, parts.at(-1));
	const path: NameExpr[] = [];
	const collect = (part: RawNode | undefined): void => {
		if (part?.kind === 'member_access_expression') {
			collect(field(part, 'expression'));
			const name = field(part, 'name');
			if (name) path.push(lowerName(low, name));
		} else if (part) {
			path.push(lowerName(low, part));
		}
	};
	if (hasToken(node, ':')) collect(parts[0]);
	return { ...low.range(node), path, pattern };
}
