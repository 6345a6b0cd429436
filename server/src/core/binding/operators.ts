/** Unary and binary operators (C# standard 12.4, 12.9 to 12.15). */
import { fold } from '../symbols/constants.ts';
import {
	dynamicType,
	functionAddressType,
	isNamed,
	isValueType,
	type NamedType,
	nullableUnderlying,
	nullType,
	pointerTo,
	substituteOwner,
	type Type,
	unknownType,
} from '../symbols/types.ts';
import type { Expr } from '../syntax/ast.ts';
import type { Bound, Constant, Guard, ValueBound } from './bound.ts';
import { isNumeric, systemName } from './conversions.ts';
import { operatorCall, truthCall } from './implicit-operators.ts';
import { PatternBinder } from './patterns.ts';
import { ofType, unknownValue } from './state.ts';

const COMPARISONS: ReadonlySet<string> = new Set(['==', '!=', '<', '>', '<=', '>=']);

export abstract class OperatorBinder extends PatternBinder {
	bindBinary(expr: Expr & { kind: 'binary' }): Bound {
		const { operator } = expr;
		if (operator === '&&' || operator === '||') return this.#shortCircuit(expr);
		if (operator === '??') return this.#coalesce(expr);
		const left = this.bindValue(expr.left);
		const right = this.bindValue(expr.right);
		if (COMPARISONS.has(operator)) {
			this.convert(left, right.type, expr.left);
			this.convert(right, left.type, expr.right);
			const guard = operator === '==' || operator === '!=' ? comparedGuard(expr, left, right) : undefined;
			const operatorType = this.#userOperator(operator, left.type, right.type);
			operatorCall(this, operator, [left.type, right.type], expr);
			return {
				kind: 'value',
				type: left.type === dynamicType || right.type === dynamicType ? dynamicType : (operatorType ?? this.bool),
				...(guard && { guard }),
			};
		}
		const type = this.#arithmetic(operator, left, right);
		operatorCall(this, operator, [left.type, right.type], expr);
		const constant = folded(operator, left, right, type);
		return { kind: 'value', type, ...(constant && { constant }) };
	}

	#shortCircuit(expr: Expr & { kind: 'binary' }): Bound {
		const isAnd = expr.operator === '&&';
		const leftBound = this.bindValue(expr.left);
		const left = (leftBound as ValueBound).guard ?? { whenTrue: 0, whenFalse: 0 };
		const before = this.features;
		this.features |= isAnd ? left.whenTrue : left.whenFalse;
		const rightBound = this.bindValue(expr.right);
		const right = (rightBound as ValueBound).guard ?? { whenTrue: 0, whenFalse: 0 };
		// After it, either the right side ran or the left side decided.
		this.features &= before | (isAnd ? left.whenFalse : left.whenTrue);
		const guard = isAnd
			? { whenTrue: left.whenTrue | right.whenTrue, whenFalse: left.whenFalse & right.whenFalse }
			: { whenTrue: left.whenTrue & right.whenTrue, whenFalse: left.whenFalse | right.whenFalse };
		const isUser = leftBound.type !== unknownType && leftBound.type !== dynamicType && !isNamed(leftBound.type, 'System.Boolean');
		if (isUser) {
			truthCall(this, isAnd ? 'false' : 'true', leftBound.type, expr);
			operatorCall(this, isAnd ? '&' : '|', [leftBound.type, rightBound.type], expr);
		}
		return { kind: 'value', type: isUser ? leftBound.type : leftBound.type === dynamicType ? dynamicType : this.bool, guard };
	}

	#coalesce(expr: Expr & { kind: 'binary' }): Bound {
		const left = this.bindValue(expr.left);
		const before = this.features;
		const right = this.bindValue(expr.right);
		this.features &= before;
		const underlying = nullableUnderlying(left.type);
		if (right.kind === 'throw') return ofType(underlying ?? left.type);
		if (left.type === unknownType && left.kind === 'value') {
			this.convert(right, unknownType, expr.right);
			return unknownValue;
		}
		let type = left.type;
		if (right.type === dynamicType) type = dynamicType;
		else if (underlying && right.type !== left.type && this.conversions.converts(right, underlying)) type = underlying;
		else if (!this.conversions.converts(right, left.type)) type = right.type;
		this.convert(left, type, expr.left);
		this.convert(right, type, expr.right);
		return { kind: 'value', type: left.kind === 'value' && left.type === nullType ? right.type : type };
	}

	/** The result type of an operator that a type declares. */
	#userOperator(operator: string, left: Type, right: Type): Type | undefined {
		for (const side of [nullableUnderlying(left) ?? left, nullableUnderlying(right) ?? right]) {
			if (side.kind !== 'named' || isNumeric(side)) continue;
			const candidates = this.operatorsOf(side, operator, 2);
			if (candidates.length === 0) continue;
			if (candidates.every(each => isNamed(each.member.returns, 'System.Boolean'))) return this.bool;
			const resolution = this.overloads.resolve(
				candidates,
				[{ value: ofType(nullableUnderlying(left) ?? left) }, { value: ofType(nullableUnderlying(right) ?? right) }],
				{ from: this.context.type },
			);
			if (resolution.kind === 'found') {
				const lifted = nullableUnderlying(left) !== undefined || nullableUnderlying(right) !== undefined;
				const { returns } = resolution.best;
				return lifted && isValueType(returns) && !nullableUnderlying(returns) && !isNamed(returns, 'System.Boolean')
					? this.compilation.nullable(returns)
					: returns;
			}
		}
		return undefined;
	}

	#arithmetic(operator: string, left: Bound, right: Bound): Type {
		const a = left.type;
		const b = right.type;
		if (a === dynamicType || b === dynamicType) return dynamicType;
		if (operator === '+' && (isNamed(a, 'System.String') || isNamed(b, 'System.String'))) return this.string;
		if (a === unknownType || b === unknownType) return unknownType;
		const leftBase = nullableUnderlying(a) ?? a;
		const rightBase = nullableUnderlying(b) ?? b;
		const isLifted = leftBase !== a || rightBase !== b;
		const lift = (type: Type): Type =>
			isLifted && isValueType(type) && !nullableUnderlying(type) ? this.compilation.nullable(type) : type;
		if (operator === '<<' || operator === '>>' || operator === '>>>') {
			if (isNumeric(leftBase)) return lift(this.#promoted(leftBase));
		} else if (isNumeric(leftBase) && isNumeric(rightBase)) {
			return lift(this.#promote(left, right, leftBase, rightBase));
		}
		const leftEnum = leftBase.kind === 'named' && leftBase.def.kind === 'enum';
		const rightEnum = rightBase.kind === 'named' && rightBase.def.kind === 'enum';
		if (leftEnum || rightEnum) {
			const isZero = (value: Bound): boolean => value.kind === 'value' && value.constant?.value === 0;
			// The constant 0 converts to any enum (10.2.4), so that `0 - e` is a difference of two; in `e - 0` the number is one.
			if (operator === '-' && rightEnum && (leftEnum || isZero(left)))
				return lift(((rightBase as NamedType).def.enumUnderlying ?? this.int) as Type);
			return lift(leftEnum ? leftBase : rightBase);
		}
		if (isNamed(leftBase, 'System.Boolean') && isNamed(rightBase, 'System.Boolean')) return lift(leftBase);
		if (a.kind === 'pointer') return b.kind === 'pointer' ? this.wellKnown('System.Int64') : a;
		const user = this.#userOperator(operator, a, b);
		if (user) return user;
		if (leftBase.kind === 'named' && leftBase.def.kind === 'delegate') return a;
		if (rightBase.kind === 'named' && rightBase.def.kind === 'delegate') return b;
		this.countUnknown('operator');
		return unknownType;
	}

	#promoted(type: Type): Type {
		const name = systemName(type);
		return name === 'SByte' || name === 'Byte' || name === 'Int16' || name === 'UInt16' || name === 'Char' ? this.int : type;
	}

	/** Binary numeric promotion (12.4.7.3). */
	#promote(left: Bound, right: Bound, leftType: Type, rightType: Type): Type {
		const a = systemName(leftType) ?? '';
		const b = systemName(rightType) ?? '';
		for (const wide of ['Decimal', 'Double', 'Single', 'UInt64']) if (a === wide || b === wide) return this.wellKnown(`System.${wide}`);
		if (a === 'Int64' || b === 'Int64') return this.wellKnown('System.Int64');
		if (a === 'UIntPtr' || b === 'UIntPtr') return this.wellKnown('System.UIntPtr');
		if (a === 'IntPtr' || b === 'IntPtr') return this.wellKnown('System.IntPtr');
		if (a === 'UInt32' || b === 'UInt32') {
			const other = a === 'UInt32' ? b : a;
			const value = (a === 'UInt32' ? right : left) as ValueBound;
			// A constant that fits converts to uint.
			if (other === 'Int32' && typeof value.constant?.value === 'number' && value.constant.value >= 0)
				return this.wellKnown('System.UInt32');
			return this.wellKnown(other === 'SByte' || other === 'Int16' || other === 'Int32' ? 'System.Int64' : 'System.UInt32');
		}
		return this.int;
	}

	bindUnary(expr: Expr & { kind: 'unary' }): Bound {
		const { operator } = expr;
		const isStep = operator === '++' || operator === '--';
		const operand = isStep ? this.bind(expr.operand, 'write') : this.bindValue(expr.operand);
		const { type } = operand;
		if (isStep && operand.kind === 'value' && operand.place) this.emitReference(operand.place, expr);
		operatorCall(this, operator, [type], expr);
		switch (operator) {
			case '!': {
				const guard = operand.kind === 'value' ? operand.guard : undefined;
				return {
					kind: 'value',
					type: type === unknownType ? this.bool : type,
					...(guard && { guard: { whenTrue: guard.whenFalse, whenFalse: guard.whenTrue } }),
				};
			}
			case '&':
				if (operand.kind === 'methods') return ofType(functionAddressType);
				return ofType(type === unknownType ? unknownType : pointerTo(type));
			case '*':
				this.hideOperands(expr.operand);
				return ofType(type.kind === 'pointer' ? type.element : unknownType);
			case '^':
				return ofType(this.wellKnown('System.Index'));
			case '-': {
				if (operand.kind === 'value' && typeof operand.constant?.value === 'number' && isNumeric(type)) {
					const negated = isNamed(type, 'System.UInt32')
						? operand.constant.value === 2147483648
							? this.int
							: this.wellKnown('System.Int64')
						: this.#promoted(type);
					return { kind: 'value', type: negated, constant: { value: -operand.constant.value } };
				}
				break;
			}
			case '~':
				if (operand.kind === 'value' && typeof operand.constant?.value === 'number' && Number.isInteger(operand.constant.value)) {
					const inverted = isNumeric(type) ? this.#promoted(type) : type;
					return { kind: 'value', type: inverted, constant: { value: wrapped(Number(~BigInt(operand.constant.value)), inverted) } };
				}
				break;
			default:
				break;
		}
		const base = nullableUnderlying(type) ?? type;
		if (isNumeric(base)) return ofType(isStep || base !== type ? type : this.#promoted(base));
		if (base.kind === 'named' && !isStep) {
			const [candidate] = this.operatorsOf(base, operator, 1);
			if (candidate) return ofType(substituteOwner(candidate.member.returns, candidate.owner));
		}
		return ofType(type);
	}
}

/** What `guard == true` proves; to the analyzer only a literal is `true` here, no constant (docs/analyzer.md, "Guards"). */
function comparedGuard(expr: Expr & { kind: 'binary' }, left: Bound, right: Bound): Guard | undefined {
	for (const [value, other] of [
		[left, expr.right],
		[right, expr.left],
	] as const) {
		let literal = other;
		while (literal.kind === 'paren') literal = literal.operand;
		if (value.kind !== 'value' || !value.guard || value.constant || literal.kind !== 'literal' || literal.literal !== 'bool') continue;
		const keeps = (literal.text === 'true') === (expr.operator === '==');
		return keeps ? value.guard : { whenTrue: value.guard.whenFalse, whenFalse: value.guard.whenTrue };
	}
	return undefined;
}

/** Folds what matters for conversions: integers and strings. */
function folded(operator: string, left: Bound, right: Bound, type: Type): Constant | undefined {
	const a = left.kind === 'value' ? left.constant?.value : undefined;
	const b = right.kind === 'value' ? right.constant?.value : undefined;
	if ((typeof a !== 'string' && typeof a !== 'number') || typeof a !== typeof b) return undefined;
	const value = fold(operator, a, b as string | number);
	return value === undefined ? undefined : { value: typeof value === 'number' ? wrapped(value, type) : value };
}

const BITS: Readonly<Record<string, (value: bigint) => bigint>> = {
	Int32: value => BigInt.asIntN(32, value),
	UInt32: value => BigInt.asUintN(32, value),
	Int64: value => BigInt.asIntN(64, value),
	UInt64: value => BigInt.asUintN(64, value),
};

/** A number as an integer type holds it. */
function wrapped(value: number, type: Type): number {
	if (!Number.isInteger(value) || (value >= 0 && value <= 0x7fffffff)) return value;
	const wrap = BITS[systemName(type) ?? ''];
	return wrap ? Number(wrap(BigInt(value))) : value;
}
