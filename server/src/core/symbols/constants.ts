/** Constant expressions (C# standard 12.25), as far as attributes and constants of real code use them. */
import type { Expr, TypeSyntax } from '../syntax/ast.ts';
import { constantString, interpolatedValue, stringValue } from './literals.ts';
import { predefinedType, resolveType, type TypeContext } from './scope.ts';
import type { Type, TypeDef } from './types.ts';

export type ConstantValue = string | number | boolean;

/** Constants may refer to each other, wrongly in a circle. */
const MAX_DEPTH = 64;
let depth = 0;

/** The value of a constant expression in a scope; undefined when it is not constant or not known. */
export function constantOf(expr: Expr, context: TypeContext): ConstantValue | undefined {
	if (depth >= MAX_DEPTH) return undefined;
	depth++;
	try {
		return evaluate(expr, context);
	} finally {
		depth--;
	}
}

function evaluate(expr: Expr, context: TypeContext): ConstantValue | undefined {
	switch (expr.kind) {
		case 'literal':
			return literalValue(expr);
		case 'paren':
		case 'cast':
			return constantOf(expr.operand, context);
		case 'call':
			return constantString(expr);
		case 'interpolated':
			return interpolatedValue(expr, hole => constantOf(hole, context));
		case 'unary': {
			const operand = constantOf(expr.operand, context);
			if (typeof operand === 'number')
				return expr.operator === '-' ? -operand : expr.operator === '~' ? ~operand : expr.operator === '+' ? operand : undefined;
			return typeof operand === 'boolean' && expr.operator === '!' ? !operand : undefined;
		}
		case 'binary': {
			const left = constantOf(expr.left, context);
			const right = left === undefined ? undefined : constantOf(expr.right, context);
			return left === undefined || right === undefined ? undefined : fold(expr.operator, left, right);
		}
		case 'sizeof':
			return sizeOf(resolveType(expr.type, context));
		case 'name':
			return ofName(expr.name, context);
		case 'member': {
			const type =
				expr.receiver.kind === 'predefined-type'
					? predefinedType(expr.receiver.name, context.namespace.compilation)
					: receiverType(expr.receiver, context);
			return type ? ofField(type, expr.name.name) : undefined;
		}
		default:
			return undefined;
	}
}

function literalValue(expr: Expr & { kind: 'literal' }): ConstantValue | undefined {
	switch (expr.literal) {
		case 'string':
			return stringValue(expr.text);
		case 'bool':
			return expr.text === 'true';
		case 'int': {
			const value = Number(expr.text.replaceAll('_', '').replace(/(?:ul|lu|u|l)$/i, ''));
			return Number.isFinite(value) ? value : undefined;
		}
		default:
			return undefined;
	}
}

const SIZES: Readonly<Record<string, number>> = {
	Boolean: 1,
	Byte: 1,
	SByte: 1,
	Char: 2,
	Int16: 2,
	UInt16: 2,
	Int32: 4,
	UInt32: 4,
	Single: 4,
	Int64: 8,
	UInt64: 8,
	Double: 8,
	Decimal: 16,
};

/** What `sizeof` makes of a type where that is constant (12.8.19): of those that have keywords. */
export function sizeOf(type: Type): number | undefined {
	return type.kind === 'named' && type.def.namespace === 'System' && !type.def.container && type.args.length === 0
		? SIZES[type.def.name]
		: undefined;
}

/** What binary operators make of integers and strings; no type is so narrow that it wraps. */
export function fold(operator: string, left: ConstantValue, right: ConstantValue): ConstantValue | undefined {
	if (operator === '+' && (typeof left === 'string' || typeof right === 'string')) return `${left}${right}`;
	if (typeof left !== 'number' || typeof right !== 'number') return undefined;
	switch (operator) {
		case '+':
			return left + right;
		case '-':
			return left - right;
		case '*':
			return left * right;
		default:
			return Number.isInteger(left) && Number.isInteger(right) ? foldBits(operator, BigInt(left), BigInt(right)) : undefined;
	}
}

/** Operators on the bits of integers of up to 64. */
function foldBits(operator: string, left: bigint, right: bigint): number | undefined {
	switch (operator) {
		case '|':
			return Number(left | right);
		case '&':
			return Number(left & right);
		case '^':
			return Number(left ^ right);
		case '<<':
			return Number(left << (right & 63n));
		case '>>':
			return Number(left >> (right & 63n));
		default:
			return undefined;
	}
}

function ofName(name: string, context: TypeContext): ConstantValue | undefined {
	for (let def: TypeDef | undefined = context.type; def; def = def.container) {
		const value = ofField(def.self, name);
		if (value !== undefined) return value;
	}
	for (const statics of context.namespace.staticImports()) {
		for (const type of statics) {
			const value = ofField(type, name);
			if (value !== undefined) return value;
		}
	}
	return undefined;
}

/** A constant field of a type or its bases. */
function ofField(type: Type, name: string): ConstantValue | undefined {
	for (let current: Type | undefined = type, at = 0; current?.kind === 'named' && at < MAX_DEPTH; current = current.def.baseType, at++) {
		const field = current.def.members(name)[0];
		const value = field?.kind === 'field' ? field.constant?.() : undefined;
		if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
	}
	return undefined;
}

function receiverType(expr: Expr, context: TypeContext): Type | undefined {
	const syntax = typeSyntax(expr);
	return syntax && resolveType(syntax, context);
}

/** A dotted name as the type that it may mean. */
function typeSyntax(expr: Expr): TypeSyntax | undefined {
	const range = { start: expr.start, end: expr.end };
	switch (expr.kind) {
		case 'name':
			return { kind: 'type-name', ...range, name: expr.name, nameStart: expr.start, args: expr.args, arity: expr.args?.length ?? 0 };
		case 'member': {
			const qualifier = typeSyntax(expr.receiver);
			return (
				qualifier && {
					kind: 'type-name',
					...range,
					name: expr.name.name,
					nameStart: expr.name.start,
					args: expr.name.args,
					arity: expr.name.args?.length ?? 0,
					qualifier,
				}
			);
		}
		case 'alias-name':
			return {
				kind: 'type-name',
				...range,
				name: expr.name.name,
				nameStart: expr.name.start,
				args: expr.name.args,
				arity: expr.name.args?.length ?? 0,
				alias: expr.alias,
			};
		default:
			return undefined;
	}
}
