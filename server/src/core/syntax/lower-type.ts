/** Lowers type syntax, names, attributes and parameters. */
import type {
	AttributeArgument,
	AttributeSyntax,
	ConstraintClause,
	Expr,
	NameExpr,
	ParameterSyntax,
	Range,
	TypeParameterSyntax,
	TypeSyntax,
} from './ast.ts';
import type { RawNode } from './subtrees.ts';
import { typeArgumentsAt } from './type-text.ts';

/** Shared by the lowering's parts: the text and the offset that ranges count from. */
export class Lowering {
	/** The file's own text, which names are read from. */
	readonly text: string;
	/** What was parsed, as long. */
	readonly parsed: string;
	readonly base: number;
	/** Lists of type arguments that the grammar took for comparisons; absolute. */
	readonly misread: Range[] = [];
	/** Set when a part could not be read. */
	hasError = false;
	/** Lowers an expression; given by `lower-expr`, because types hold expressions and the reverse. */
	readonly expr: (lowering: Lowering, node: RawNode) => Expr;

	constructor(text: string, parsed: string, base: number, expr: (lowering: Lowering, node: RawNode) => Expr) {
		this.text = text;
		this.parsed = parsed;
		this.base = base;
		this.expr = expr;
	}

	range(node: { start: number; end: number }): Range {
		return { start: node.start - this.base, end: node.end - this.base };
	}

	textOf(node: RawNode): string {
		return this.text.slice(node.start, node.end);
	}

	/** The type arguments after a name that were blanked because they had been misread; `end` counts from the base. */
	blankedArguments(name: RawNode): { readonly args: readonly TypeSyntax[]; readonly start: number; readonly end: number } | undefined {
		let open = name.end;
		while (this.text[open] === ' ') open++;
		if (this.text[open] !== '<' || this.parsed[open] !== ' ') return undefined;
		const list = typeArgumentsAt(this.text, open, this.base);
		return list && { args: list.args, start: open - this.base, end: list.end - this.base };
	}

	/** An identifier without its `@`. */
	name(node: RawNode | undefined): string {
		if (!node || node.missing) return '';
		const text = this.textOf(node);
		return text.startsWith('@') ? text.slice(1) : text;
	}
}

export const field = (node: RawNode, name: string): RawNode | undefined =>
	node.children.find(child => child.field === name && child.kind !== 'ERROR');
export const child = (node: RawNode, ...kinds: string[]): RawNode | undefined =>
	node.children.find(candidate => kinds.includes(candidate.kind));
export const childrenOf = (node: RawNode | undefined, kind: string): readonly RawNode[] =>
	node?.children.filter(candidate => candidate.kind === kind) ?? [];
/** `this` and `base` are operands, although the grammar has them as bare tokens. */
export const isOperand = (node: RawNode): boolean => node.named || node.kind === 'this' || node.kind === 'base';
/** Children that mean something by themselves. */
export const namedChildren = (node: RawNode): readonly RawNode[] =>
	node.children.filter(candidate => isOperand(candidate) && candidate.kind !== 'ERROR');
export const hasToken = (node: RawNode, token: string): boolean =>
	node.children.some(candidate => !candidate.named && candidate.kind === token);

export function lowerType(low: Lowering, node: RawNode | undefined): TypeSyntax {
	if (!node) return { kind: 'unknown-type', start: 0, end: 0 };
	const range = low.range(node);
	switch (node.kind) {
		case 'identifier': {
			if (low.textOf(node) === 'var') return { kind: 'var', ...range };
			const list = low.blankedArguments(node);
			return {
				kind: 'type-name',
				start: range.start,
				end: list?.end ?? range.end,
				name: low.name(node),
				nameStart: range.start,
				args: list?.args,
				arity: list?.args.length ?? 0,
			};
		}
		case 'generic_name': {
			const list = child(node, 'type_argument_list');
			const args = list ? namedChildren(list).map(arg => lowerType(low, arg)) : [];
			// `List<,>`: no arguments, but commas that tell the arity.
			const arity = args.length || (list?.children.filter(token => token.kind === ',').length ?? 0) + 1;
			return {
				kind: 'type-name',
				start: range.start,
				end: range.end,
				name: low.name(node.children[0]),
				nameStart: range.start,
				args: args.length > 0 ? args : undefined,
				arity,
			};
		}
		case 'qualified_name': {
			const name = lowerType(low, field(node, 'name'));
			if (name.kind !== 'type-name') return { kind: 'unknown-type', ...range };
			return { ...name, ...range, qualifier: lowerType(low, field(node, 'qualifier')) };
		}
		case 'alias_qualified_name': {
			const name = lowerType(low, field(node, 'name'));
			const alias = field(node, 'alias');
			if (name.kind !== 'type-name' || !alias) return { kind: 'unknown-type', ...range };
			return { ...name, ...range, alias: low.name(alias) };
		}
		case 'predefined_type':
			return { kind: 'predefined', start: range.start, end: range.end, name: low.textOf(node) };
		case 'implicit_type':
			return { kind: 'var', ...range };
		case 'array_type': {
			const rank = field(node, 'rank');
			const commas = rank?.children.filter(token => token.kind === ',').length ?? 0;
			const sizes = rank ? namedChildren(rank).map(size => low.expr(low, size)) : [];
			return arrayType(low, field(node, 'type'), commas + 1, sizes, range);
		}
		case 'nullable_type':
			return { kind: 'nullable', ...range, element: lowerType(low, field(node, 'type') ?? node.children[0]) };
		case 'pointer_type':
			return { kind: 'pointer', ...range, element: lowerType(low, field(node, 'type') ?? node.children[0]) };
		case 'ref_type':
		case 'scoped_type':
			return { kind: 'ref-type', ...range, element: lowerType(low, field(node, 'type')) };
		case 'function_pointer_type':
			return {
				kind: 'function-pointer',
				...range,
				parameters: childrenOf(node, 'function_pointer_parameter').map(parameter => lowerType(low, field(parameter, 'type'))),
				returns: lowerType(low, field(node, 'returns')),
			};
		case 'tuple_type':
			return {
				kind: 'tuple-type',
				...range,
				elements: childrenOf(node, 'tuple_element').map(element => {
					const name = field(element, 'name');
					return { type: lowerType(low, field(element, 'type')), ...(name && { name: low.name(name) }) };
				}),
			};
		default:
			return { kind: 'unknown-type', ...range };
	}
}

/**
 * `int[][,]` is an array of `int[,]`, while the grammar nests it the other way round: the innermost
 * written specifier is the outermost rank.
 */
function arrayType(low: Lowering, element: RawNode | undefined, rank: number, sizes: readonly Expr[], range: Range): TypeSyntax {
	if (element?.kind !== 'array_type') return { kind: 'array', ...range, element: lowerType(low, element), rank, sizes };
	const inner = lowerType(low, element);
	const append = (type: TypeSyntax): TypeSyntax =>
		type.kind === 'array' ? { ...type, ...range, element: append(type.element) } : { kind: 'array', ...range, element: type, rank, sizes };
	return append(inner);
}

/** A simple name in an expression, with type arguments if it has some. */
export function lowerName(low: Lowering, node: RawNode): NameExpr {
	const range = low.range(node);
	if (node.kind !== 'generic_name') {
		const list = low.blankedArguments(node);
		const name = low.name(node);
		return list
			? { kind: 'name', start: range.start, end: list.end, name, args: list.args, argsSyntax: { start: list.start, end: list.end } }
			: { kind: 'name', start: range.start, end: range.end, name };
	}
	const list = child(node, 'type_argument_list');
	return {
		kind: 'name',
		...range,
		name: low.name(node.children[0]),
		args: list ? namedChildren(list).map(arg => lowerType(low, arg)) : [],
		...(list && { argsSyntax: low.range(list) }),
	};
}

export function lowerAttributes(low: Lowering, node: RawNode): readonly AttributeSyntax[] {
	if (!node.children.some(part => part.kind === 'attribute_list')) return NO_ATTRIBUTES;
	const own = OWN_TARGETS[node.kind];
	return childrenOf(node, 'attribute_list').flatMap(list =>
		lowerAttributeList(low, list).map(attribute => {
			if (attribute.target !== own) return attribute;
			const { target: _, ...plain } = attribute;
			return plain;
		}),
	);
}
const NO_ATTRIBUTES: readonly AttributeSyntax[] = [];

/** The targets that say what goes without saying: `[property: X]` on a property is `[X]` (C# standard 23.3). */
const OWN_TARGETS: Readonly<Record<string, string>> = {
	...Object.fromEntries(['class', 'struct', 'interface', 'enum', 'record', 'delegate'].map(kind => [`${kind}_declaration`, 'type'])),
	...Object.fromEntries(['method', 'constructor', 'destructor', 'operator', 'accessor'].map(kind => [`${kind}_declaration`, 'method'])),
	conversion_operator_declaration: 'method',
	local_function_statement: 'method',
	lambda_expression: 'method',
	property_declaration: 'property',
	indexer_declaration: 'property',
	field_declaration: 'field',
	enum_member_declaration: 'field',
	event_declaration: 'event',
	event_field_declaration: 'event',
	parameter: 'param',
	type_parameter: 'typevar',
};

/** The attributes of one `[...]`, which may start with a target such as `return:`. */
export function lowerAttributeList(low: Lowering, list: RawNode): AttributeSyntax[] {
	const specifier = child(list, 'attribute_target_specifier');
	const global = list.children.find(token => !token.named && (token.kind === 'assembly' || token.kind === 'module'));
	const target = specifier ? low.textOf(specifier).replace(':', '').trim() : global?.kind;
	return childrenOf(list, 'attribute').map(attribute => ({
		...low.range(attribute),
		name: lowerType(low, field(attribute, 'name')),
		args: childrenOf(child(attribute, 'attribute_argument_list'), 'attribute_argument').map(argument =>
			lowerAttributeArgument(low, argument),
		),
		...(target && { target }),
	}));
}

function lowerAttributeArgument(low: Lowering, node: RawNode): AttributeArgument {
	const name = field(node, 'name');
	const value = namedChildren(node).find(part => part !== name);
	return {
		...low.range(node),
		isNamed: name !== undefined && hasToken(node, '='),
		...(name && { name: low.name(name) }),
		value: value ? low.expr(low, value) : { kind: 'unknown', ...low.range(node), parts: [] },
	};
}

export function lowerModifiers(low: Lowering, node: RawNode): readonly string[] {
	return childrenOf(node, 'modifier').map(modifier => low.textOf(modifier));
}

export function lowerTypeParameters(low: Lowering, list: RawNode | undefined): readonly TypeParameterSyntax[] {
	return childrenOf(list, 'type_parameter').map(node => {
		const variance = node.children.find(token => !token.named && (token.kind === 'in' || token.kind === 'out'))?.kind as
			| 'in'
			| 'out'
			| undefined;
		return {
			...low.range(node),
			name: low.name(field(node, 'name')),
			...(variance && { variance }),
			attributes: lowerAttributes(low, node),
		};
	});
}

export function lowerConstraints(low: Lowering, node: RawNode): readonly ConstraintClause[] {
	return childrenOf(node, 'type_parameter_constraints_clause').map(clause => {
		const types: TypeSyntax[] = [];
		const keywords: string[] = [];
		for (const constraint of childrenOf(clause, 'type_parameter_constraint')) {
			const type = field(constraint, 'type');
			const text = low.textOf(constraint).trim();
			if (type && !/^(?:unmanaged|notnull)$/.test(text)) types.push(lowerType(low, type));
			else keywords.push(text.startsWith('new') ? 'new' : text.replace('?', ''));
		}
		return { name: low.name(child(clause, 'identifier')), types, keywords };
	});
}

/** A parameter list; the grammar writes a `params` parameter without a node of its own. */
export function lowerParameters(low: Lowering, list: RawNode | undefined): readonly ParameterSyntax[] {
	if (!list) return [];
	const found: ParameterSyntax[] = [];
	for (const node of childrenOf(list, 'parameter')) {
		const name = field(node, 'name');
		const value = hasToken(node, '=') ? namedChildren(node).at(-1) : undefined;
		found.push({
			...low.range(node),
			name: low.name(name),
			nameStart: (name ?? node).start - low.base,
			type: lowerType(low, field(node, 'type')),
			modifiers: lowerModifiers(low, node),
			attributes: lowerAttributes(low, node),
			...(value && value !== name && { defaultValue: low.expr(low, value) }),
		});
	}
	const params = list.children.find(token => token.kind === 'params');
	const type = list.children.find(part => part.field === 'type');
	const name = list.children.find(part => part.field === 'name');
	if (params && type && name) {
		found.push({
			start: params.start - low.base,
			end: name.end - low.base,
			name: low.name(name),
			nameStart: name.start - low.base,
			type: lowerType(low, type),
			modifiers: ['params'],
			attributes: [...lowerAttributes(low, list)],
		});
	}
	return found;
}
