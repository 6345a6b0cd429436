/** Lowers statements and bodies. */
import type { Block, Body, CatchClause, Declarator, MethodSyntax, Statement, SwitchSection } from './ast.ts';
import { lowerValueOf } from './lower-creation.ts';
import { lowerExpr } from './lower-expr.ts';
import { lowerDesignation, lowerPattern } from './lower-pattern.ts';
import {
	child,
	childrenOf,
	field,
	hasToken,
	isOperand,
	type Lowering,
	lowerAttributes,
	lowerConstraints,
	lowerModifiers,
	lowerParameters,
	lowerType,
	lowerTypeParameters,
	namedChildren,
} from './lower-type.ts';
import type { RawNode } from './subtrees.ts';
import { typeAt } from './type-text.ts';

export function lowerBlock(low: Lowering, node: RawNode): Block {
	const { start, end } = low.range(node);
	return { kind: 'block', start, end, statements: lowerStatements(low, namedChildren(node)) };
}

export function lowerStatements(low: Lowering, nodes: readonly RawNode[]): readonly Statement[] {
	return nodes.map(node => lowerStatement(low, node));
}

/** The body of a member: a block or `=> value`; undefined when it has none. */
export function lowerBody(low: Lowering, node: RawNode | undefined): Body | undefined {
	if (!node) return undefined;
	if (node.kind === 'block') return { kind: 'block-body', block: lowerBlock(low, node) };
	return { kind: 'expression-body', value: lowerExpr(low, namedChildren(node)[0]) };
}

export function lowerDeclarators(low: Lowering, declaration: RawNode): readonly Declarator[] {
	return childrenOf(declaration, 'variable_declarator').map(node => {
		const name = field(node, 'name');
		const pattern = child(node, 'tuple_pattern');
		const equals = node.children.findIndex(token => token.kind === '=');
		const value = equals < 0 ? undefined : node.children.slice(equals + 1).find(isOperand);
		const sign = node.children[equals];
		const { start, end } = low.range(node);
		return {
			start,
			end,
			name: low.name(name),
			nameEnd: (name ?? node).end - low.base,
			...(value && { value: lowerValueOf(low, field(declaration, 'type'), value) }),
			...(value && sign && { initializer: low.range({ start: sign.start, end: value.end }) }),
			...(pattern && { names: lowerDesignation(low, pattern) }),
		};
	});
}

function lowerVariables(low: Lowering, declaration: RawNode): { type: ReturnType<typeof lowerType>; declarators: readonly Declarator[] } {
	return { type: lowerType(low, field(declaration, 'type')), declarators: lowerDeclarators(low, declaration) };
}

export function lowerStatement(low: Lowering, node: RawNode | undefined): Statement {
	if (!node) return { kind: 'empty', start: 0, end: 0 };
	const range = low.range(node);
	const { start, end } = range;
	switch (node.kind) {
		case 'global_statement':
			return lowerStatement(low, namedChildren(node)[0]);
		case 'block':
			return lowerBlock(low, node);
		case 'checked_statement':
		case 'unsafe_statement': {
			const block = child(node, 'block');
			return block ? { ...lowerBlock(low, block), ...range } : { kind: 'empty', ...range };
		}
		case 'local_declaration_statement': {
			const declaration = child(node, 'variable_declaration');
			if (!declaration) return { kind: 'empty', ...range };
			return {
				kind: 'local',
				start,
				end,
				type: lowerType(low, field(declaration, 'type')),
				declarators: lowerDeclarators(low, declaration),
				isConst: lowerModifiers(low, node).includes('const'),
				isUsing: hasToken(node, 'using'),
				isAwait: hasToken(node, 'await'),
			};
		}
		case 'local_function_statement':
			return { kind: 'local-function', ...range, method: lowerLocalFunction(low, node) };
		case 'expression_statement':
			return { kind: 'expression', start, end, value: lowerExpr(low, namedChildren(node)[0]) };
		case 'if_statement': {
			const alternative = field(node, 'alternative');
			return {
				kind: 'if',
				start,
				end,
				condition: lowerExpr(low, field(node, 'condition')),
				whenTrue: lowerStatement(low, field(node, 'consequence')),
				...(alternative && { else: lowerStatement(low, alternative) }),
			};
		}
		case 'while_statement':
			return {
				kind: 'while',
				...range,
				condition: lowerExpr(low, field(node, 'condition')),
				body: lowerStatement(low, field(node, 'body')),
			};
		case 'do_statement':
			return { kind: 'do', ...range, condition: lowerExpr(low, field(node, 'condition')), body: lowerStatement(low, field(node, 'body')) };
		case 'for_statement': {
			const condition = field(node, 'condition');
			const initializers = node.children.filter(part => part.field === 'initializer' && part.named);
			const declaration = initializers.find(part => part.kind === 'variable_declaration');
			return {
				kind: 'for',
				...range,
				...(declaration && { declaration: lowerVariables(low, declaration) }),
				initializers: initializers.filter(part => part !== declaration).map(part => lowerExpr(low, part)),
				...(condition && { condition: lowerExpr(low, condition) }),
				updates: node.children.filter(part => part.field === 'update' && part.named).map(part => lowerExpr(low, part)),
				body: lowerStatement(low, field(node, 'body')),
			};
		}
		case 'foreach_statement': {
			const left = field(node, 'left');
			// `foreach (A<B> c in d)`: two comparisons to the grammar, and always a type to the language.
			const misread = left?.kind === 'binary_expression' && typeAt(low.text, left.start, low.base);
			const type = field(node, 'type');
			const head = {
				source: lowerExpr(low, field(node, 'right')),
				body: lowerStatement(low, field(node, 'body')),
				isAwait: hasToken(node, 'await'),
			};
			const names = left?.kind === 'declaration_expression' || misread ? namedChildren(left).at(-1) : left;
			return {
				kind: 'foreach',
				...range,
				...(misread ? { type: misread } : type && { type: lowerType(low, type) }),
				names: lowerDesignation(low, names),
				...head,
			};
		}
		case 'return_statement': {
			const [value] = namedChildren(node);
			return value ? { kind: 'return', start, end, value: lowerExpr(low, value) } : { kind: 'return', start, end };
		}
		case 'yield_statement':
			return { kind: 'yield', ...range, ...lowerValue(low, node) };
		case 'throw_statement':
			return { kind: 'throw-statement', ...range, ...lowerValue(low, node) };
		case 'try_statement': {
			const last = child(node, 'finally_clause');
			return {
				kind: 'try',
				...range,
				body: lowerStatement(low, field(node, 'body')),
				catches: childrenOf(node, 'catch_clause').map(clause => lowerCatch(low, clause)),
				...(last && { finally: lowerStatement(low, child(last, 'block')) }),
			};
		}
		case 'switch_statement':
			return {
				kind: 'switch-statement',
				...range,
				value: lowerExpr(low, field(node, 'value')),
				sections: mergeSections(childrenOf(field(node, 'body'), 'switch_section').map(section => lowerSection(low, section))),
			};
		case 'using_statement': {
			const declaration = child(node, 'variable_declaration');
			const body = field(node, 'body');
			const value = namedChildren(node).find(part => part !== declaration && part !== body);
			return {
				kind: 'using',
				...range,
				...(declaration && { declaration: lowerVariables(low, declaration) }),
				...(!declaration && value && { value: lowerExpr(low, value) }),
				body: lowerStatement(low, body),
				isAwait: hasToken(node, 'await'),
			};
		}
		case 'lock_statement': {
			const [value, body] = namedChildren(node);
			return { kind: 'lock', ...range, value: lowerExpr(low, value), body: lowerStatement(low, body) };
		}
		case 'fixed_statement': {
			const [declaration, body] = namedChildren(node);
			return declaration
				? { kind: 'fixed', ...range, ...lowerVariables(low, declaration), body: lowerStatement(low, body) }
				: { kind: 'empty', ...range };
		}
		case 'labeled_statement': {
			const [label, body] = namedChildren(node);
			return { kind: 'label', ...range, name: low.name(label), ...(body && { body: lowerStatement(low, body) }) };
		}
		case 'goto_statement': {
			const target = namedChildren(node)[0];
			const isDefault = hasToken(node, 'default');
			const isCase = hasToken(node, 'case');
			return {
				kind: 'goto',
				...range,
				target: isDefault ? 'default' : target ? low.name(target) : '',
				isCase: isDefault || isCase,
				...(isCase && target && { value: lowerExpr(low, target) }),
			};
		}
		case 'break_statement':
			return { kind: 'break', ...range };
		case 'continue_statement':
			return { kind: 'continue', ...range };
		case 'empty_statement':
			return { kind: 'empty', ...range };
		default:
			low.hasError = true;
			return node.kind.endsWith('expression') ? { kind: 'expression', ...range, value: lowerExpr(low, node) } : { kind: 'empty', ...range };
	}
}

function lowerValue(low: Lowering, node: RawNode): { value?: ReturnType<typeof lowerExpr> } {
	const value = namedChildren(node)[0];
	return value ? { value: lowerExpr(low, value) } : {};
}

function lowerCatch(low: Lowering, node: RawNode): CatchClause {
	const declaration = child(node, 'catch_declaration');
	const filter = child(node, 'catch_filter_clause');
	const type = declaration && field(declaration, 'type');
	const name = declaration && field(declaration, 'name');
	return {
		...low.range(node),
		...(type && { type: lowerType(low, type) }),
		...(name && { name: low.name(name) }),
		...(filter && { filter: lowerExpr(low, namedChildren(filter)[0]) }),
		body: lowerStatement(low, field(node, 'body')),
	};
}

const STATEMENT = /_statement$|^block$/;

function lowerSection(low: Lowering, node: RawNode): SwitchSection {
	const parts = namedChildren(node);
	const labels: { pattern?: ReturnType<typeof lowerPattern>; text?: string; when?: ReturnType<typeof lowerExpr> }[] = [];
	for (const part of parts) {
		if (STATEMENT.test(part.kind)) break;
		if (part.kind === 'when_clause') {
			const last = labels.pop();
			labels.push({ ...last, when: lowerExpr(low, namedChildren(part)[0]) });
		} else {
			labels.push({ pattern: lowerPattern(low, part), text: low.name(part) });
		}
	}
	if (labels.length === 0) labels.push({});
	return {
		...low.range(node),
		labels,
		statements: lowerStatements(
			low,
			parts.filter(part => STATEMENT.test(part.kind)),
		),
	};
}

/** The grammar makes a section of each label; the language gives all labels before a statement one section. */
function mergeSections(sections: readonly SwitchSection[]): readonly SwitchSection[] {
	const merged: SwitchSection[] = [];
	let waiting: SwitchSection | undefined;
	for (const section of sections) {
		const whole: SwitchSection = waiting ? { ...section, start: waiting.start, labels: [...waiting.labels, ...section.labels] } : section;
		waiting = section.statements.length === 0 ? whole : undefined;
		if (!waiting) merged.push(whole);
	}
	return waiting ? [...merged, waiting] : merged;
}

function lowerLocalFunction(low: Lowering, node: RawNode): MethodSyntax {
	const name = field(node, 'name');
	const body = field(node, 'body');
	const lowered = lowerBody(low, body);
	return {
		kind: 'method',
		...low.range(node),
		name: low.name(name),
		nameRange: low.range(name ?? node),
		modifiers: lowerModifiers(low, node),
		attributes: lowerAttributes(low, node),
		typeParameters: lowerTypeParameters(low, field(node, 'type_parameters')),
		constraints: lowerConstraints(low, node),
		parameters: lowerParameters(low, field(node, 'parameters')),
		returnType: lowerType(low, field(node, 'type')),
		...(lowered && { body: lowered }),
	};
}
