/** Lowers expressions. */
import type { Expr, InitializerElement, LambdaParameter, Range } from './ast.ts';
import { binaryExpression, isExpression } from './after-is.ts';
import { type Access, chain, conditionally, lowerConditionalAccess } from './lower-access.ts';
import { lowerArgument, lowerArguments } from './lower-arguments.ts';
import { lowerAnonymousMembers, lowerArrayCreation, lowerCollectionElement, lowerInitializer } from './lower-creation.ts';
import { lowerDesignation, lowerPattern, typeOrConstant } from './lower-pattern.ts';
import { lowerQuery } from './lower-query.ts';
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
			const left = lowerExpr(low, field(node, 'left'));
			return binaryExpression(left, operator ? low.textOf(operator) : '', lowerExpr(low, field(node, 'right')), range);
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
			return isExpression(lowerExpr(low, field(node, 'expression')), lowerPattern(low, field(node, 'pattern')), range);
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
				elements: childrenOf(node, 'collection_element').map(element => lowerCollectionElement(low, element)),
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
		case 'makeref_expression':
		case 'reftype_expression':
		case 'refvalue_expression':
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

/** `F<A>(b)` after a cast, `F<A, B>(c)` in an argument, and `new F<(A, B)> { c }` are comparisons to the grammar. */
function noteMisread(low: Lowering, operator: RawNode | undefined, right: RawNode | undefined): void {
	if (!operator || !right || (operator.kind !== '>' && operator.kind !== '>>')) return;
	if (low.text[right.start] !== '(' && right.kind !== 'initializer_expression') return;
	const list = typeArgumentsBefore(low.text, operator.end - 1);
	if (list) low.misread.push(list);
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

function lowerInterpolated(low: Lowering, node: RawNode): Expr {
	const interpolations = childrenOf(node, 'interpolation');
	const isClause = (part: RawNode): boolean =>
		part.kind === 'interpolation_alignment_clause' || part.kind === 'interpolation_format_clause';
	const holes = interpolations.flatMap(hole =>
		namedChildren(hole)
			.filter(part => !part.kind.startsWith('interpolation'))
			.map(part => lowerExpr(low, part)),
	);
	const quoted = /^[$@]+"+/.exec(low.textOf(node).slice(0, 40))?.[0] ?? '';
	const { start, end } = low.range(node);
	const holeRanges = interpolations.map(hole => low.range(hole));
	const textRanges: Range[] = [];
	let from = start + quoted.length;
	for (const hole of [...holeRanges, { start: end - quoted.replace(/^[$@]+/, '').length, end }]) {
		if (hole.start > from) textRanges.push({ start: from, end: hole.start });
		from = hole.end;
	}
	const result = { kind: 'interpolated' as const, start, end, holes, holeRanges, textRanges };
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

/** `a?.P = v` assigns, and evaluates `v`, only where `a` is not null (C# 14). */
function assignment(left: Expr, operator: string, right: Expr, range: Range): Expr {
	if (left.kind !== 'conditional-access') return { kind: 'assign', start: range.start, end: range.end, operator, left, right };
	return {
		...left,
		...range,
		whenNotNull: assignment(left.whenNotNull, operator, right, { start: left.whenNotNull.start, end: range.end }),
	};
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
			// One that the grammar does not take is blanked in what is parsed (`lambdaModifiers`).
			const blanked = blankedModifier(low, list, parameter.start + low.base);
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

/** The modifier before a parameter that the file's own text has and what was parsed has not. */
function blankedModifier(low: Lowering, list: RawNode, start: number): string | undefined {
	const before = low.text.slice(list.start, start);
	const found = /[(,]\s*(ref|out|in)\b[^(,]*$/.exec(before);
	return found &&
		!low.parsed
			.slice(list.start, start)
			.slice(found.index)
			.includes(found[1] ?? '')
		? found[1]
		: undefined;
}
