/** Lowers expressions, patterns and queries. */
import type {
	Argument,
	Designation,
	Expr,
	Initializer,
	InitializerElement,
	LambdaParameter,
	NameExpr,
	Pattern,
	QueryClause,
	Range,
	Subpattern,
	TypeSyntax,
} from './ast.ts';
import { lowerBlock } from './lower-statement.ts';
import {
	child,
	childrenOf,
	field,
	hasToken,
	type Lowering,
	lowerAttributes,
	lowerModifiers,
	lowerName,
	lowerParameters,
	lowerType,
	namedChildren,
} from './lower-type.ts';
import type { RawNode } from './subtrees.ts';
import { typeArgumentsBefore } from './type-text.ts';

export function lowerExpr(low: Lowering, node: RawNode | undefined): Expr {
	if (!node) return { kind: 'unknown', start: 0, end: 0, parts: [] };
	const range = low.range(node);
	// The commonest nodes are written without spreads: these make slower and larger objects.
	const { start, end } = range;
	switch (node.kind) {
		case 'identifier':
			// A missing identifier (`x.` while typing) is unknown, not a name.
			return node.missing ? { kind: 'unknown', ...range, parts: [] } : lowerName(low, node);
		case 'generic_name':
			return lowerName(low, node);
		case 'alias_qualified_name': {
			const alias = field(node, 'alias');
			const name = field(node, 'name');
			return alias && name ? { kind: 'alias-name', ...range, alias: low.name(alias), name: lowerName(low, name) } : unknown(low, node);
		}
		case 'qualified_name': {
			const qualifier = field(node, 'qualifier');
			const name = field(node, 'name');
			return qualifier && name
				? { kind: 'member', ...range, receiver: lowerExpr(low, qualifier), name: lowerName(low, name), isPointer: false }
				: unknown(low, node);
		}
		case 'predefined_type':
			return { kind: 'predefined-type', start, end, name: low.textOf(node) };
		case 'member_access_expression': {
			const name = field(node, 'name');
			const receiver = lowerExpr(low, field(node, 'expression'));
			if (!name) return { kind: 'unknown', ...range, parts: [receiver] };
			const lowered = lowerName(low, name);
			const member: Access = inner => ({
				kind: 'member',
				start: inner.range.start,
				end: inner.range.end,
				receiver: inner.receiver,
				name: lowered,
				isPointer: hasToken(node, '->'),
			});
			return chain(
				receiver,
				{ start: range.start, end: Math.max(range.end, lowered.end) },
				conditionally(
					low,
					node,
					node.children.find(part => part.kind === '.'),
					member,
				),
			);
		}
		case 'invocation_expression': {
			const args = lowerArguments(low, field(node, 'arguments'));
			return chain(lowerExpr(low, field(node, 'function')), range, inner => ({
				kind: 'call',
				start: inner.range.start,
				end: inner.range.end,
				callee: inner.receiver,
				args,
			}));
		}
		case 'element_access_expression': {
			const subscript = field(node, 'subscript');
			const args = lowerArguments(low, subscript);
			const bracket = (subscript ?? node).start - low.base;
			// A call or `*(p + 1)` that is assigned to (`assignedCalls`).
			if (subscript && low.text[subscript.start] === '(') {
				const receiver = lowerExpr(low, field(node, 'expression'));
				const [pointer] = args;
				if (pointer && receiver.kind === 'name' && receiver.name === '*')
					return { kind: 'unary', ...range, operator: '*', operand: pointer.value };
				return chain(receiver, range, inner => ({ kind: 'call', ...inner.range, callee: inner.receiver, args }));
			}
			return chain(
				lowerExpr(low, field(node, 'expression')),
				range,
				conditionally(low, node, subscript, inner => ({
					kind: 'element',
					start: inner.range.start,
					end: inner.range.end,
					receiver: inner.receiver,
					args,
					bracket,
				})),
			);
		}
		case 'conditional_access_expression':
			return lowerConditionalAccess(low, node, range);
		case 'object_creation_expression': {
			const type = field(node, 'type');
			const initializer = field(node, 'initializer');
			if (type?.kind === 'array_type') return lowerArrayCreation(low, node, type, initializer);
			return {
				kind: 'new',
				...range,
				type: lowerType(low, type),
				args: lowerArguments(low, field(node, 'arguments')),
				...(initializer && { initializer: lowerInitializer(low, initializer) }),
			};
		}
		case 'implicit_object_creation_expression': {
			const initializer = child(node, 'initializer_expression');
			return {
				kind: 'new',
				...range,
				args: lowerArguments(low, child(node, 'argument_list')),
				...(initializer && { initializer: lowerInitializer(low, initializer) }),
			};
		}
		case 'anonymous_object_creation_expression':
			return { kind: 'anonymous-new', ...range, members: lowerAnonymousMembers(low, node) };
		case 'array_creation_expression':
			return lowerArrayCreation(low, node, field(node, 'type'), child(node, 'initializer_expression'));
		case 'implicit_array_creation_expression': {
			const initializer = child(node, 'initializer_expression');
			const rank = node.children.filter(token => token.kind === ',').length + 1;
			return { kind: 'array-new', ...range, rank, sizes: [], ...(initializer && { initializer: lowerInitializer(low, initializer) }) };
		}
		case 'stackalloc_expression':
		case 'implicit_stackalloc_expression': {
			const type = field(node, 'type');
			const lowered = type && lowerType(low, type);
			const initializer = child(node, 'initializer_expression');
			return {
				kind: 'stackalloc',
				...range,
				...(lowered?.kind === 'array' ? { type: lowered.element, sizes: lowered.sizes } : { sizes: [] }),
				...(initializer && { initializer: lowerInitializer(low, initializer) }),
			};
		}
		case 'lambda_expression':
		case 'anonymous_method_expression':
			return lowerLambda(low, node, range);
		case 'binary_expression': {
			const operator = field(node, 'operator');
			noteMisread(low, operator, field(node, 'right'));
			return {
				kind: 'binary',
				start,
				end,
				operator: operator ? low.textOf(operator) : '',
				left: lowerExpr(low, field(node, 'left')),
				right: lowerExpr(low, field(node, 'right')),
			};
		}
		case 'unary_expression':
		case 'prefix_unary_expression': {
			const operand = field(node, 'argument') ?? namedChildren(node).at(-1);
			return {
				kind: 'unary',
				start,
				end,
				operator: node.children[0] ? low.textOf(node.children[0]) : '',
				operand: lowerExpr(low, operand),
			};
		}
		case 'postfix_unary_expression': {
			const operand = lowerExpr(low, node.children[0]);
			const last = node.children.at(-1);
			const operator = last && !last.missing ? low.textOf(last) : '!';
			// `a!.b` keeps a null-conditional chain going.
			return operator === '!'
				? chain(operand, range, inner => ({ kind: 'postfix', ...inner.range, operator, operand: inner.receiver }))
				: { kind: 'postfix', ...range, operator, operand };
		}
		case 'assignment_expression': {
			const operator = field(node, 'operator');
			const [left, right] = [field(node, 'left'), field(node, 'right')];
			let target = lowerExpr(low, left);
			// `F() = v`, whose parentheses are blanked (`assignedCalls`).
			if (left && operator && low.text.slice(left.end, operator.start).trimStart().startsWith('(')) {
				target = chain(target, { start: target.start, end: low.text.indexOf(')', left.end) + 1 - low.base }, inner => ({
					kind: 'call',
					...inner.range,
					callee: inner.receiver,
					args: [],
				}));
			}
			return assignment(
				target,
				operator ? low.textOf(operator) : '=',
				right?.kind === 'initializer_expression' ? { kind: 'unknown', ...low.range(right), parts: [] } : lowerExpr(low, right),
				range,
			);
		}
		case 'conditional_expression':
			return {
				kind: 'conditional',
				...range,
				condition: lowerExpr(low, field(node, 'condition')),
				whenTrue: lowerExpr(low, field(node, 'consequence')),
				whenFalse: lowerExpr(low, field(node, 'alternative')),
			};
		case 'cast_expression':
			return lowerCast(low, node, range);
		case 'as_expression':
			return { kind: 'as', ...range, operand: lowerExpr(low, field(node, 'left')), type: lowerType(low, field(node, 'right')) };
		case 'is_expression': {
			const type = field(node, 'right');
			return { kind: 'is', ...range, operand: lowerExpr(low, field(node, 'left')), pattern: typeOrConstant(low, type) };
		}
		case 'is_pattern_expression':
			return {
				kind: 'is',
				...range,
				operand: lowerExpr(low, field(node, 'expression')),
				pattern: lowerPattern(low, field(node, 'pattern')),
			};
		case 'switch_expression': {
			const value = namedChildren(node)[0];
			return {
				kind: 'switch',
				...range,
				value: lowerExpr(low, value),
				arms: childrenOf(node, 'switch_expression_arm').map(arm => {
					const parts = namedChildren(arm);
					const when = child(arm, 'when_clause');
					return {
						...low.range(arm),
						pattern: lowerPattern(low, parts[0]),
						...(when && { when: lowerExpr(low, namedChildren(when)[0]) }),
						value: lowerExpr(low, parts.at(-1)),
					};
				}),
			};
		}
		case 'integer_literal':
			return { kind: 'literal', start, end, literal: 'int', text: low.textOf(node) };
		case 'real_literal':
			return { kind: 'literal', start, end, literal: 'real', text: low.textOf(node) };
		case 'boolean_literal':
			return { kind: 'literal', start, end, literal: 'bool', text: low.textOf(node) };
		case 'character_literal':
			return { kind: 'literal', start, end, literal: 'char', text: low.textOf(node) };
		case 'null_literal':
			return { kind: 'literal', start, end, literal: 'null', text: 'null' };
		case 'string_literal':
		case 'verbatim_string_literal':
		case 'raw_string_literal': {
			const text = low.textOf(node);
			return { kind: 'literal', start, end, literal: /u8$/i.test(text) ? 'utf8' : 'string', text };
		}
		case 'interpolated_string_expression':
			return lowerInterpolated(low, node);
		case 'typeof_expression':
			return { kind: 'typeof', ...range, type: lowerType(low, field(node, 'type')) };
		case 'sizeof_expression':
			return { kind: 'sizeof', ...range, type: lowerType(low, field(node, 'type')) };
		case 'default_expression': {
			const type = field(node, 'type');
			return { kind: 'default', ...range, ...(type && { type: lowerType(low, type) }) };
		}
		case 'tuple_expression':
			return {
				kind: 'tuple',
				...range,
				elements: childrenOf(node, 'argument').map(argument => {
					const lowered = lowerArgument(low, argument);
					return { ...(lowered.name !== undefined && { name: lowered.name }), value: lowered.value };
				}),
			};
		case 'declaration_expression':
			return {
				kind: 'declaration',
				...range,
				type: lowerType(low, field(node, 'type')),
				names: lowerDesignation(
					low,
					node.children.find(part => part !== field(node, 'type') && part.named),
				),
			};
		case 'this':
			return { kind: 'this', ...range };
		case 'base':
			return { kind: 'base', ...range };
		case 'throw_expression':
			return { kind: 'throw', ...range, value: lowerExpr(low, namedChildren(node)[0]) };
		case 'await_expression':
			return { kind: 'await', ...range, operand: lowerExpr(low, namedChildren(node).at(-1)) };
		case 'query_expression':
			return { kind: 'query', ...range, clauses: lowerQuery(low, node) };
		case 'with_expression': {
			const [operand] = namedChildren(node);
			const elements = childrenOf(node, 'with_initializer').map((part): InitializerElement => {
				const [name, value] = namedChildren(part);
				return { ...low.range(part), ...(name && { member: lowerName(low, name) }), value: lowerExpr(low, value) };
			});
			return { kind: 'with', ...range, operand: lowerExpr(low, operand), initializer: { kind: 'initializer', ...range, elements } };
		}
		case 'range_expression': {
			const dots = node.children.findIndex(token => token.kind === '..');
			const from = node.children.slice(0, dots).find(part => part.named);
			const to = node.children.slice(dots + 1).find(part => part.named);
			return { kind: 'range', ...range, ...(from && { from: lowerExpr(low, from) }), ...(to && { to: lowerExpr(low, to) }) };
		}
		case 'collection_expression':
			return {
				kind: 'collection',
				...range,
				elements: childrenOf(node, 'collection_element').map(element => {
					const spread = child(element, 'spread_element');
					return {
						value: lowerExpr(low, namedChildren(spread ?? child(element, 'expression_element') ?? element)[0]),
						spread: spread !== undefined,
					};
				}),
			};
		case 'ref_expression':
			return { kind: 'ref', ...range, operand: lowerExpr(low, namedChildren(node)[0]) };
		case 'parenthesized_expression':
			return { kind: 'paren', start, end, operand: lowerExpr(low, namedChildren(node)[0]) };
		case 'checked_expression':
			return { kind: 'paren', start, end, operand: lowerExpr(low, namedChildren(node)[0]) };
		case 'tuple_pattern':
		case 'parenthesized_variable_designation':
			return { kind: 'declaration', ...range, type: { kind: 'var', ...range }, names: lowerDesignation(low, node) };
		case 'array_type':
		case 'nullable_type':
		case 'tuple_type':
		case 'pointer_type':
			return unknown(low, node, false);
		default:
			return unknown(low, node);
	}
}

function unknown(low: Lowering, node: RawNode, isError = true): Expr {
	if (isError) low.hasError = true;
	return {
		kind: 'unknown',
		...low.range(node),
		parts: namedChildren(node)
			.filter(part => part.kind.endsWith('_expression') || part.kind === 'identifier')
			.map(part => lowerExpr(low, part)),
	};
}

/** `F<A>(b)` after a cast, and `F<A, B>(c)` in an argument, are comparisons to the grammar. */
function noteMisread(low: Lowering, operator: RawNode | undefined, right: RawNode | undefined): void {
	if (!operator || !right || (operator.kind !== '>' && operator.kind !== '>>') || low.text[right.start] !== '(') return;
	const list = typeArgumentsBefore(low.text, operator.end - 1);
	if (list) low.misread.push(list);
}

/** Makes an access to a receiver. */
type Access = (inner: { receiver: Expr; range: Range }) => Expr;

/**
 * Puts one more access onto an expression. The grammar nests `a?.b.c` as `(a?.b).c`; the language
 * takes everything after `?` as one chain that is skipped when `a` is null, so the access goes inside.
 */
function chain(receiver: Expr, range: Range, make: Access): Expr {
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
function conditionally(low: Lowering, node: RawNode, operator: RawNode | undefined, access: Access): Access {
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

function lowerConditionalAccess(low: Lowering, node: RawNode, range: Range): Expr {
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

/** `(x) - y` with a name in the parentheses is a subtraction, not a cast (12.9.7). */
function lowerCast(low: Lowering, node: RawNode, range: Range): Expr {
	const type = field(node, 'type');
	const operand = lowerExpr(low, field(node, 'value'));
	const isName = type?.kind === 'identifier' || type?.kind === 'qualified_name';
	if (isName && operand.kind === 'unary' && ['-', '+', '*', '&'].includes(operand.operator)) {
		const inner = low.range(type);
		return {
			kind: 'binary',
			...range,
			operator: operand.operator,
			left: { kind: 'paren', start: range.start, end: inner.end + 1, operand: lowerExpr(low, type) },
			right: operand.operand,
		};
	}
	return { kind: 'cast', ...range, type: lowerType(low, type), operand };
}

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

function lowerInterpolated(low: Lowering, node: RawNode): Expr {
	const interpolations = childrenOf(node, 'interpolation');
	const isClause = (part: RawNode): boolean =>
		part.kind === 'interpolation_alignment_clause' || part.kind === 'interpolation_format_clause';
	const holes = interpolations.flatMap(hole =>
		namedChildren(hole)
			.filter(part => !part.kind.startsWith('interpolation'))
			.map(part => lowerExpr(low, part)),
	);
	const result = { kind: 'interpolated' as const, ...low.range(node), holes };
	if (holes.length !== interpolations.length || interpolations.some(hole => namedChildren(hole).some(isClause))) return result;
	const whole = low.textOf(node);
	const quote = /^[$@]+"+/.exec(whole)?.[0] ?? '';
	let at = quote.length;
	const texts: string[] = [];
	for (const hole of interpolations) {
		texts.push(whole.slice(at, hole.start - node.start));
		at = hole.end - node.start;
	}
	texts.push(whole.slice(at, whole.length - quote.replace(/^[$@]+/, '').length));
	return { ...result, texts, quote };
}

function lowerArgument(low: Lowering, node: RawNode): Argument {
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

/** The value of a variable or a property of some type: `{ ... }` alone makes an array of it (12.8.17.5). */
export function lowerValueOf(low: Lowering, type: RawNode | undefined, value: RawNode): Expr {
	return value.kind === 'initializer_expression' && type?.kind === 'array_type'
		? lowerArrayCreation(low, value, type, value)
		: lowerExpr(low, value);
}

function lowerArrayCreation(low: Lowering, node: RawNode, typeNode: RawNode | undefined, initializer: RawNode | undefined): Expr {
	const type = lowerType(low, typeNode);
	return {
		kind: 'array-new',
		...low.range(node),
		...(type.kind === 'array' ? { type: type.element, rank: type.rank, sizes: type.sizes } : { rank: 1, sizes: [] }),
		...(initializer && { initializer: lowerInitializer(low, initializer) }),
	};
}

function lowerInitializer(low: Lowering, node: RawNode): Initializer {
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

/** `a?.P = v` assigns, and evaluates `v`, only where `a` is not null (C# 14). */
function assignment(left: Expr, operator: string, right: Expr, range: Range): Expr {
	if (left.kind !== 'conditional-access') return { kind: 'assign', start: range.start, end: range.end, operator, left, right };
	return {
		...left,
		...range,
		whenNotNull: assignment(left.whenNotNull, operator, right, { start: left.whenNotNull.start, end: range.end }),
	};
}

function lowerAnonymousMembers(low: Lowering, node: RawNode): readonly { name: string | undefined; value: Expr }[] {
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

/** The name that a member of an anonymous type or a tuple takes from its value. */
export function projectedName(value: Expr): string | undefined {
	switch (value.kind) {
		case 'name':
			return value.name;
		case 'member':
			return value.name.name;
		case 'conditional-access':
			return projectedName(value.whenNotNull);
		default:
			return undefined;
	}
}

function lowerLambda(low: Lowering, node: RawNode, range: Range): Expr {
	const list = field(node, 'parameters');
	const type = field(node, 'type');
	const body = field(node, 'body') ?? child(node, 'block');
	const isAnonymousMethod = node.kind === 'anonymous_method_expression';
	let parameters: readonly LambdaParameter[] | undefined;
	if (list?.kind === 'implicit_parameter' || list?.kind === 'identifier') {
		parameters = [{ ...low.range(list), name: low.name(list), isParams: false, attributes: [] }];
	} else if (list) {
		parameters = lowerParameters(low, list).map(parameter => {
			// The grammar reads the `ref` of a lambda's parameter as part of its type.
			const isRefType = parameter.type.kind === 'ref-type';
			const type = parameter.type.kind === 'ref-type' ? parameter.type.element : parameter.type;
			// Before a name without a type, preprocessing blanks it.
			const blanked =
				type.kind === 'unknown-type'
					? /[(,]\s*(ref|out|in)\b[^(,]*$/.exec(low.text.slice(list.start, low.base + parameter.start))?.[1]
					: undefined;
			const ref = isRefType
				? 'ref'
				: ((blanked ?? parameter.modifiers.find(modifier => modifier === 'ref' || modifier === 'out' || modifier === 'in')) as
						| 'ref'
						| 'out'
						| 'in'
						| undefined);
			return {
				start: parameter.start,
				end: parameter.end,
				name: parameter.name,
				isParams: parameter.modifiers.includes('params'),
				attributes: parameter.attributes,
				...(type.kind !== 'unknown-type' && { type }),
				...(ref && { ref }),
				...(parameter.defaultValue && { defaultValue: parameter.defaultValue }),
			};
		});
	} else if (!isAnonymousMethod) {
		parameters = [];
	}
	return {
		kind: 'lambda',
		...range,
		parameters,
		isAsync: lowerModifiers(low, node).includes('async') || hasToken(node, 'async'),
		...(type && { returnType: lowerType(low, type) }),
		attributes: lowerAttributes(low, node),
		body: body?.kind === 'block' ? lowerBlock(low, body) : lowerExpr(low, body),
	};
}

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
function typeOrConstant(low: Lowering, node: RawNode | undefined): Pattern {
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
			for (const part of node.children) {
				if (part.kind === '..') parts.push({ kind: 'slice', ...low.range(part) });
				else if (part.named && part !== name && part.kind !== 'ERROR') parts.push(lowerPattern(low, part));
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

function lowerQuery(low: Lowering, node: RawNode): readonly QueryClause[] {
	const clauses: QueryClause[] = [];
	const parts = node.children;
	for (let at = 0; at < parts.length; at++) {
		const part = parts[at];
		if (!part || part.kind === 'ERROR') continue;
		const range = low.range(part);
		const values = namedChildren(part);
		const type = field(part, 'type');
		switch (part.kind) {
			case 'from_clause':
				clauses.push({
					kind: 'from',
					...range,
					name: low.name(field(part, 'name')),
					...(type && { type: lowerType(low, type) }),
					source: lowerExpr(low, values.at(-1)),
				});
				break;
			case 'let_clause':
				clauses.push({ kind: 'let', ...range, name: low.name(values[0]), value: lowerExpr(low, values.at(-1)) });
				break;
			case 'where_clause':
				clauses.push({ kind: 'where', ...range, condition: lowerExpr(low, values[0]) });
				break;
			case 'join_clause': {
				const into = child(part, 'join_into_clause');
				const rest = values.filter(value => value !== type && value !== into);
				const [name, source, left, right] = rest;
				clauses.push({
					kind: 'join',
					...range,
					name: low.name(name),
					...(type && { type: lowerType(low, type) }),
					source: lowerExpr(low, source),
					left: lowerExpr(low, left),
					right: lowerExpr(low, right),
					...(into && { into: low.name(namedChildren(into)[0]) }),
				});
				break;
			}
			case 'order_by_clause': {
				const keys: { key: Expr; descending: boolean }[] = [];
				for (const [index, key] of part.children.entries()) {
					if (key.named && key.kind !== 'ERROR')
						keys.push({ key: lowerExpr(low, key), descending: part.children[index + 1]?.kind === 'descending' });
				}
				clauses.push({ kind: 'orderby', ...range, keys });
				break;
			}
			case 'select_clause':
				clauses.push({ kind: 'select', ...range, value: lowerExpr(low, values[0]) });
				break;
			case 'group_clause':
				clauses.push({ kind: 'group', ...range, value: lowerExpr(low, values[0]), by: lowerExpr(low, values[1]) });
				break;
			case 'into': {
				const name = parts[at + 1];
				if (name) clauses.push({ kind: 'into', ...range, name: low.name(name) });
				at++;
				break;
			}
			default:
				break;
		}
	}
	return clauses;
}
