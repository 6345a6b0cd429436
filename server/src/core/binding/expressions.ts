/** Binds expressions to types and uses (C# standard 12). */
import { anonymousType } from '../symbols/anonymous.ts';
import { stringValue } from '../symbols/attributes.ts';
import { arrayOf, dynamicType, isNamed, isValueType, nullableUnderlying, nullType, pointerTo, substituteOwner, tupleElements, type Type, unknownType } from '../symbols/types.ts';
import type { Block, Expr } from '../syntax/ast.ts';
import { projectedName } from '../syntax/lower-expr.ts';
import type { Bound, Constant, Guard, LambdaBody, LambdaBound, ValueBound } from './bound.ts';
import { isNumeric, systemName } from './conversions.ts';
import { UNREACHABLE } from './flow.ts';
import { delegateInvoke } from './lookup.ts';
import { PatternBinder } from './patterns.ts';
import { translateQuery } from './queries.ts';
import { type AccessMode, MAX_DEPTH, nullValue, rangeOf, unknownValue, ofType } from './state.ts';

const COMPARISONS: ReadonlySet<string> = new Set(['==', '!=', '<', '>', '<=', '>=']);
const THROW: Bound = { kind: 'throw', type: unknownType };

export abstract class ExpressionBinder extends PatternBinder {
	/** Binds the body of a lambda; given by the statements' part. */
	abstract bindBlock(block: Block): void;

	bindValue(expr: Expr): Bound {
		const bound = this.bind(expr);
		if (bound.kind === 'type') return bound.asValue ?? unknownValue;
		return bound.kind === 'namespace' ? unknownValue : bound;
	}

	/** Binds a condition and gives what it proves. */
	bindCondition(expr: Expr): Guard {
		const bound = this.bindValue(expr);
		this.convert(bound, this.bool, expr);
		return bound.kind === 'value' && bound.guard ? bound.guard : { whenTrue: 0, whenFalse: 0 };
	}

	bind(expr: Expr, mode: AccessMode = 'read'): Bound {
		if (this.depth > MAX_DEPTH) return unknownValue;
		this.depth++;
		try {
			return this.#bind(expr, mode);
		} finally {
			this.depth--;
		}
	}

	#bind(expr: Expr, mode: AccessMode): Bound {
		switch (expr.kind) {
			case 'name': return this.bindName(expr, mode);
			case 'alias-name': return this.bindAliasName(expr);
			case 'predefined-type': return this.bindPredefined(expr.name);
			case 'member': return this.bindMemberAccess(expr, mode);
			case 'conditional-receiver': return this.conditionalReceiver;
			case 'conditional-access': return this.#conditionalAccess(expr, mode);
			case 'element': return this.bindElement(expr, mode);
			case 'call': return this.bindCall(expr);
			case 'new': return this.bindNew(expr);
			case 'anonymous-new': return this.#anonymous(expr);
			case 'array-new': return this.#array(expr);
			case 'stackalloc': return this.#stackalloc(expr);
			case 'lambda': return this.#lambda(expr);
			case 'binary': return this.#binary(expr);
			case 'unary': return this.#unary(expr);
			case 'postfix': {
				const bound = this.bind(expr.operand, expr.operator === '!' ? mode : 'write');
				return expr.operator === '!' ? bound : ofType(bound.type);
			}
			case 'assign': return this.#assign(expr);
			case 'conditional': return this.#conditional(expr);
			case 'cast': {
				const type = this.type(expr.type);
				const bound = this.bindValue(expr.operand);
				this.convert(bound, type, expr.operand);
				const isSafe = bound.kind === 'value';
				return { kind: 'value', type, ...(isSafe && bound.origin && { origin: bound.origin }), ...(isSafe && bound.constant && { constant: bound.constant }) };
			}
			case 'as': {
				const bound = this.bindValue(expr.operand);
				this.convert(bound, unknownType, expr.operand);
				return { kind: 'value', type: this.type(expr.type), ...(bound.kind === 'value' && bound.origin && { origin: bound.origin }) };
			}
			case 'is': {
				const value = this.bindValue(expr.operand);
				this.convert(value, unknownType, expr.operand);
				this.bindPattern(expr.pattern, value.type);
				const { guard } = value as ValueBound;
				const truth = guard ? constantPattern(expr.pattern) : undefined;
				const proved = truth === undefined || !guard ? undefined : truth ? guard : { whenTrue: guard.whenFalse, whenFalse: guard.whenTrue };
				return { kind: 'value', type: this.bool, ...(proved && { guard: proved }) };
			}
			case 'switch': return this.#switch(expr);
			case 'literal': return this.#literal(expr);
			case 'interpolated':
				for (const hole of expr.holes) this.convert(this.bindValue(hole), unknownType, hole);
				return { kind: 'value', type: this.string, isInterpolated: true };
			case 'typeof': return { kind: 'value', type: this.wellKnown('System.Type'), origin: { kind: 'typeof', type: this.type(expr.type) } };
			case 'sizeof': return ofType(this.int);
			case 'default': return expr.type ? ofType(this.type(expr.type)) : { kind: 'default', type: unknownType };
			case 'tuple': return this.#tuple(expr);
			case 'declaration':
				this.declareOut(expr, unknownType);
				return unknownValue;
			case 'this': return { kind: 'value', type: this.context.type?.self ?? unknownType, origin: { kind: 'this' } };
			case 'base': {
				const base = this.context.type?.baseType;
				return { kind: 'value', type: base ?? unknownType, origin: { kind: 'this' } };
			}
			case 'throw':
				this.convert(this.bindValue(expr.value), unknownType, expr.value);
				this.state = UNREACHABLE;
				return THROW;
			case 'await': {
				const operand = this.bindValue(expr.operand);
				this.convert(operand, unknownType, expr.operand);
				return ofType(this.awaited(operand.type, rangeOf(expr)));
			}
			case 'query': return this.#query(expr);
			case 'with': {
				const operand = this.bindValue(expr.operand);
				this.bindInitializer(expr.initializer, operand.type);
				return ofType(operand.type);
			}
			case 'range':
				if (expr.from) this.bindValue(expr.from);
				if (expr.to) this.bindValue(expr.to);
				return ofType(this.wellKnown('System.Range'));
			case 'collection': return this.#collection(expr);
			case 'ref': return this.bind(expr.operand);
			case 'paren': return this.bind(expr.operand, mode);
			case 'unknown':
				for (const part of expr.parts) this.convert(this.bindValue(part), unknownType, part);
				this.countUnknown('syntax');
				return unknownValue;
		}
	}

	#conditionalAccess(expr: Expr & { kind: 'conditional-access' }, mode: AccessMode): Bound {
		const receiver = this.bindValue(expr.receiver);
		const outer = this.conditionalReceiver;
		const before = this.state;
		this.conditionalReceiver = { ...receiver, type: this.withoutNullable(receiver.type) } as Bound;
		const bound = this.bind(expr.whenNotNull, mode === 'invoke' ? mode : 'read');
		this.conditionalReceiver = outer;
		this.state &= before | this.state;
		if (bound.kind === 'methods') return bound;
		const type = isValueType(bound.type) && !nullableUnderlying(bound.type) && !isNamed(bound.type, 'System.Void') ? this.compilation.nullable(bound.type) : bound.type;
		return { kind: 'value', type, ...(bound.kind === 'value' && bound.origin && { origin: bound.origin }) };
	}

	#anonymous(expr: Expr & { kind: 'anonymous-new' }): Bound {
		const names: string[] = [];
		const types: Type[] = [];
		for (const member of expr.members) {
			const bound = this.bindValue(member.value);
			this.convert(bound, unknownType, member.value);
			names.push(member.name ?? '');
			types.push(bound.type);
		}
		return ofType(anonymousType(this.compilation, names, types));
	}

	#array(expr: Expr & { kind: 'array-new' }): Bound {
		for (const size of expr.sizes) this.bindValue(size);
		const declared = expr.type && this.type(expr.type);
		const values: Bound[] = [];
		const collect = (initializer: NonNullable<typeof expr.initializer>): void => {
			for (const element of initializer.elements) {
				if (element.value.kind === 'initializer') collect(element.value);
				else {
					const bound = this.bindValue(element.value);
					values.push(bound);
					if (declared) this.convert(bound, declared, element.value);
				}
			}
		};
		if (expr.initializer) collect(expr.initializer);
		const element = declared ?? this.conversions.bestCommonType(values) ?? unknownType;
		if (!declared) for (const value of values) this.convert(value, element);
		return ofType(element === unknownType ? unknownType : arrayOf(element, expr.rank));
	}

	#stackalloc(expr: Expr & { kind: 'stackalloc' }): Bound {
		for (const size of expr.sizes) this.bindValue(size);
		const values = expr.initializer?.elements.map(element => (element.value.kind === 'initializer' ? unknownValue : this.bindValue(element.value))) ?? [];
		const element = expr.type ? this.type(expr.type) : (this.conversions.bestCommonType(values) ?? unknownType);
		return ofType(this.compilation.construct('System.Span`1', element));
	}

	#literal(expr: Expr & { kind: 'literal' }): Bound {
		switch (expr.literal) {
			case 'null': return nullValue;
			case 'bool': {
				const value = expr.text === 'true';
				return { kind: 'value', type: this.bool, constant: { value }, ...(!value && { guard: { whenTrue: UNREACHABLE, whenFalse: 0 } }) };
			}
			case 'char': return ofType(this.wellKnown('System.Char'));
			case 'string': return { kind: 'value', type: this.string, constant: { value: stringValue(expr.text) } };
			case 'utf8': return ofType(this.compilation.construct('System.ReadOnlySpan`1', this.wellKnown('System.Byte')));
			case 'int': return this.#integer(expr.text);
			default: {
				const suffix = expr.text.at(-1)?.toLowerCase();
				return ofType(this.wellKnown(suffix === 'f' ? 'System.Single' : suffix === 'm' ? 'System.Decimal' : 'System.Double'));
			}
		}
	}

	/** The type of an integer literal (6.4.5.3). */
	#integer(text: string): Bound {
		const digits = text.replaceAll('_', '').toLowerCase();
		const isHex = digits.startsWith('0x');
		const suffix = /(?:ul|lu|u|l)$/.exec(digits)?.[0] ?? '';
		if (!isHex && /[fdm]$/.test(digits)) return ofType(this.wellKnown(digits.endsWith('f') ? 'System.Single' : digits.endsWith('m') ? 'System.Decimal' : 'System.Double'));
		const value = Number(digits.slice(0, digits.length - suffix.length));
		const unsigned = suffix.includes('u');
		const long = suffix.includes('l') || value > 0xffffffff;
		const name = unsigned ? (long ? 'UInt64' : 'UInt32') : long ? (value >= 2 ** 63 ? 'UInt64' : 'Int64') : value > 0x7fffffff ? 'UInt32' : 'Int32';
		return { kind: 'value', type: this.wellKnown(`System.${name}`), constant: { value } };
	}

	#tuple(expr: Expr & { kind: 'tuple' }): Bound {
		const elements = expr.elements.map(element => this.bindValue(element.value));
		const names = expr.elements.map(element => element.name ?? projectedName(element.value));
		const types = elements.map(element => element.type);
		const hasType = types.every(type => type !== nullType) && elements.every(element => element.kind === 'value' || element.kind === 'tuple');
		return { kind: 'tuple', type: hasType ? this.compilation.tuple(types, names) : unknownType, elements };
	}

	#collection(expr: Expr & { kind: 'collection' }): Bound {
		const elements = expr.elements.map(element => ({ value: this.bindValue(element.value), spread: element.spread }));
		let finished = false;
		return {
			kind: 'collection', type: unknownType, elements, finish: target => {
				if (finished) return;
				finished = true;
				const element = this.conversions.collectionElement(nullableUnderlying(target) ?? target) ?? unknownType;
				for (const part of elements) if (!part.spread) this.convert(part.value, element);
			},
		};
	}

	// ---- operators --------------------------------------------------------------------------

	#binary(expr: Expr & { kind: 'binary' }): Bound {
		const { operator } = expr;
		if (operator === '&&' || operator === '||') return this.#shortCircuit(expr);
		if (operator === '??') return this.#coalesce(expr);
		const left = this.bindValue(expr.left);
		const right = this.bindValue(expr.right);
		if (COMPARISONS.has(operator)) {
			this.convert(left, right.type, expr.left);
			this.convert(right, left.type, expr.right);
			const guard = operator === '==' || operator === '!=' ? comparedGuard(left, right, operator === '!=') : undefined;
			const operatorType = operator === '==' || operator === '!=' ? undefined : this.#userOperator(operator, left.type, right.type);
			return { kind: 'value', type: left.type === dynamicType || right.type === dynamicType ? dynamicType : (operatorType ?? this.bool), ...(guard && { guard }) };
		}
		const type = this.#arithmetic(operator, left, right);
		const constant = fold(operator, left, right);
		return { kind: 'value', type, ...(constant && { constant }) };
	}

	#shortCircuit(expr: Expr & { kind: 'binary' }): Bound {
		const isAnd = expr.operator === '&&';
		const leftBound = this.bindValue(expr.left);
		const left = (leftBound as ValueBound).guard ?? { whenTrue: 0, whenFalse: 0 };
		const before = this.state;
		this.state |= isAnd ? left.whenTrue : left.whenFalse;
		const rightBound = this.bindValue(expr.right);
		const right = (rightBound as ValueBound).guard ?? { whenTrue: 0, whenFalse: 0 };
		// After it, either the right side ran or the left side decided.
		this.state &= before | (isAnd ? left.whenFalse : left.whenTrue);
		const guard = isAnd ? { whenTrue: left.whenTrue | right.whenTrue, whenFalse: left.whenFalse & right.whenFalse } : { whenTrue: left.whenTrue & right.whenTrue, whenFalse: left.whenFalse | right.whenFalse };
		const isUser = leftBound.type !== unknownType && leftBound.type !== dynamicType && !isNamed(leftBound.type, 'System.Boolean');
		return { kind: 'value', type: isUser ? leftBound.type : leftBound.type === dynamicType ? dynamicType : this.bool, guard };
	}

	#coalesce(expr: Expr & { kind: 'binary' }): Bound {
		const left = this.bindValue(expr.left);
		const before = this.state;
		const right = this.bindValue(expr.right);
		this.state &= before;
		const underlying = nullableUnderlying(left.type);
		if (right.kind === 'throw') return ofType(underlying ?? left.type);
		if (left.type === unknownType && left.kind === 'value') {
			this.convert(right, unknownType, expr.right);
			return unknownValue;
		}
		let type = left.type;
		if (underlying && right.type !== left.type && this.conversions.converts(right, underlying)) type = underlying;
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
			const resolution = this.overloads.resolve(candidates, [{ value: ofType(nullableUnderlying(left) ?? left) }, { value: ofType(nullableUnderlying(right) ?? right) }], { from: this.context.type });
			if (resolution.kind === 'found') {
				const lifted = nullableUnderlying(left) !== undefined || nullableUnderlying(right) !== undefined;
				const { returns } = resolution.best;
				return lifted && isValueType(returns) && !nullableUnderlying(returns) && !isNamed(returns, 'System.Boolean') ? this.compilation.nullable(returns) : returns;
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
		const lift = (type: Type): Type => (isLifted && isValueType(type) && !nullableUnderlying(type) ? this.compilation.nullable(type) : type);
		if (operator === '<<' || operator === '>>' || operator === '>>>') {
			if (isNumeric(leftBase)) return lift(this.#promoted(leftBase));
		} else if (isNumeric(leftBase) && isNumeric(rightBase)) {
			return lift(this.#promote(left, right, leftBase, rightBase));
		}
		const leftEnum = leftBase.kind === 'named' && leftBase.def.kind === 'enum';
		const rightEnum = rightBase.kind === 'named' && rightBase.def.kind === 'enum';
		if (leftEnum || rightEnum) {
			if (operator === '-' && leftEnum && rightEnum) return lift((leftBase.def.enumUnderlying ?? this.int) as Type);
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
			if (other === 'Int32' && typeof value.constant?.value === 'number' && value.constant.value >= 0) return this.wellKnown('System.UInt32');
			return this.wellKnown(other === 'SByte' || other === 'Int16' || other === 'Int32' ? 'System.Int64' : 'System.UInt32');
		}
		return this.int;
	}

	#unary(expr: Expr & { kind: 'unary' }): Bound {
		const { operator } = expr;
		const isStep = operator === '++' || operator === '--';
		const operand = isStep ? this.bind(expr.operand, 'write') : this.bindValue(expr.operand);
		const { type } = operand;
		switch (operator) {
			case '!': {
				const guard = operand.kind === 'value' ? operand.guard : undefined;
				return { kind: 'value', type: type === unknownType ? this.bool : type, ...(guard && { guard: { whenTrue: guard.whenFalse, whenFalse: guard.whenTrue } }) };
			}
			case '&': return ofType(type === unknownType ? unknownType : pointerTo(type));
			case '*': return ofType(type.kind === 'pointer' ? type.element : unknownType);
			case '^': return ofType(this.wellKnown('System.Index'));
			case '-': {
				if (operand.kind === 'value' && typeof operand.constant?.value === 'number' && isNumeric(type)) {
					const negated = isNamed(type, 'System.UInt32') ? (operand.constant.value === 2147483648 ? this.int : this.wellKnown('System.Int64')) : this.#promoted(type);
					return { kind: 'value', type: negated, constant: { value: -operand.constant.value } };
				}
				break;
			}
			default: break;
		}
		const base = nullableUnderlying(type) ?? type;
		if (isNumeric(base)) return ofType(isStep || base !== type ? type : this.#promoted(base));
		if (base.kind === 'named' && !isStep) {
			const [candidate] = this.operatorsOf(base, operator, 1);
			if (candidate) return ofType(substituteOwner(candidate.member.returns, candidate.owner));
		}
		return ofType(type);
	}

	#assign(expr: Expr & { kind: 'assign' }): Bound {
		if (expr.operator === '=' && (expr.left.kind === 'tuple' || expr.left.kind === 'declaration')) return this.#deconstruct(expr);
		if (expr.left.kind === 'name' && expr.left.name === '_' && !this.scope.lookup('_')) {
			const value = this.bindValue(expr.right);
			this.convert(value, unknownType, expr.right);
			return ofType(value.type);
		}
		const left = this.bind(expr.left, 'write');
		const before = this.state;
		const target = left.kind === 'type' ? (left.asValue ?? left) : left;
		const right = this.bindValue(expr.right);
		if (expr.operator === '??=') this.state &= before;
		const place = target.kind === 'value' ? target.place : undefined;
		this.convert(right, this.#assignedType(expr.operator, target, place), expr.right);
		if (place) this.#emitAssignment(expr, place, right);
		if (expr.operator === '??=') return ofType(nullableUnderlying(target.type) ?? target.type);
		return { kind: 'value', type: target.type, ...(expr.operator === '=' && right.kind === 'value' && right.origin && { origin: right.origin }) };
	}

	#assignedType(operator: string, target: Bound, place: ValueBound['place']): Type {
		if (operator === '=') return target.type;
		if (operator === '??=') return nullableUnderlying(target.type) ?? target.type;
		return (operator === '+=' || operator === '-=') && (place?.found.member.kind === 'event' || (target.type.kind === 'named' && target.type.def.kind === 'delegate')) ? target.type : unknownType;
	}

	#emitAssignment(expr: Expr & { kind: 'assign' }, place: NonNullable<ValueBound['place']>, value: Bound): void {
		const { member, owner } = place.found;
		if (member.kind === 'property') {
			const setter = this.accessorOf(place.found, 'set');
			const parameter = setter?.member.parameters.at(-1);
			const args = parameter ? [...place.args, { parameter, type: substituteOwner(parameter.type, owner), value, syntax: expr.right }] : place.args;
			if (setter && !(member.options.returnsByRef && !member.setter)) this.emitPlace('set', setter, place, rangeOf(expr), expr, substituteOwner(member.type, owner), args);
		} else if (member.kind === 'event') {
			const accessor = expr.operator === '-=' ? member.remove : member.add;
			if (accessor) this.emitPlace(expr.operator === '-=' ? 'remove' : 'add', { member: accessor, owner }, place, rangeOf(expr), expr, unknownType);
		} else {
			this.emit({ kind: 'field', member, owner, ...place.range, whole: rangeOf(expr), name: place.name, typeArguments: [], receiver: place.receiver, args: [], syntax: expr, result: unknownType });
		}
	}

	/** `(a, b) = value` and `var (a, b) = value` (12.7). */
	#deconstruct(expr: Expr & { kind: 'assign' }): Bound {
		if (expr.left.kind === 'declaration') {
			const value = this.bindValue(expr.right);
			this.convert(value, unknownType, expr.right);
			this.declareNames(expr.left.names, value.type, expr.left.type);
			return ofType(value.type);
		}
		const value = this.bindValue(expr.right);
		this.#deconstructInto(expr.left, value);
		return ofType(value.type);
	}

	#deconstructInto(left: Expr, value: Bound): void {
		if (left.kind === 'tuple') {
			const parts = value.kind === 'tuple' && value.elements.length === left.elements.length ? value.elements : this.deconstructed(value.type, left.elements.length).map(ofType);
			for (const [index, element] of left.elements.entries()) this.#deconstructInto(element.value, parts[index] ?? unknownValue);
		} else if (left.kind === 'declaration') {
			this.convert(value, unknownType);
			this.declareNames(left.names, value.type, left.type);
		} else if (left.kind === 'name' && left.name === '_' && !this.scope.lookup('_')) {
			this.convert(value, unknownType);
		} else {
			const target = this.bind(left, 'write');
			this.convert(value, target.type);
		}
	}

	#conditional(expr: Expr & { kind: 'conditional' }): Bound {
		const guard = this.bindCondition(expr.condition);
		const before = this.state;
		this.state = before | guard.whenTrue;
		const whenTrue = this.bindValue(expr.whenTrue);
		const afterTrue = this.state;
		this.state = before | guard.whenFalse;
		const whenFalse = this.bindValue(expr.whenFalse);
		this.state &= afterTrue;
		return this.#branches([whenTrue, whenFalse], [expr.whenTrue, expr.whenFalse]);
	}

	#branches(parts: readonly Bound[], syntax: readonly Expr[]): Bound {
		const real = parts.filter(part => part.kind !== 'throw');
		if (real.some(part => part.kind === 'value' && part.type === unknownType)) {
			for (const [index, part] of parts.entries()) this.convert(part, unknownType, syntax[index]);
			return unknownValue;
		}
		const type = this.conversions.bestCommonType(parts);
		if (type && type !== unknownType && real.every(part => part.kind === 'value' || part.kind === 'tuple')) {
			for (const [index, part] of parts.entries()) this.convert(part, type, syntax[index]);
			return ofType(type);
		}
		if (type && type !== unknownType) {
			for (const [index, part] of parts.entries()) this.convert(part, type, syntax[index]);
			return ofType(type);
		}
		return { kind: 'branches', type: unknownType, parts };
	}

	#switch(expr: Expr & { kind: 'switch' }): Bound {
		const value = this.bindValue(expr.value);
		this.convert(value, unknownType, expr.value);
		const before = this.state;
		let after = UNREACHABLE;
		const parts: Bound[] = [];
		for (const arm of expr.arms) {
			this.inScope(() => {
				this.state = before;
				this.bindPattern(arm.pattern, value.type);
				if (arm.when) this.state |= this.bindCondition(arm.when).whenTrue;
				parts.push(this.bindValue(arm.value));
				after &= this.state;
			});
		}
		this.state = expr.arms.length > 0 ? after : before;
		return this.#branches(parts, expr.arms.map(arm => arm.value));
	}

	// ---- lambdas ----------------------------------------------------------------------------

	#lambda(expr: Expr & { kind: 'lambda' }): LambdaBound {
		const parameterTypes = expr.parameters?.map(parameter => (parameter.type ? this.type(parameter.type) : undefined));
		const returnType = expr.returnType && this.type(expr.returnType);
		const scope = this.scope;
		const { frame, conditionalReceiver } = this;
		const known = new Map<string, LambdaBody>();
		return {
			kind: 'lambda', type: unknownType, syntax: expr, parameterTypes, returnType,
			body: (types, expected) => {
				const wanted = returnType ?? expected;
				const key = `${types.map(type => type.id).join()}>${wanted?.id ?? ''}`;
				let body = known.get(key);
				if (!body) {
					body = this.#lambdaBody(expr, types, wanted, scope, frame, conditionalReceiver);
					known.set(key, body);
				}
				return body;
			},
		};
	}

	#lambdaBody(expr: Expr & { kind: 'lambda' }, types: readonly Type[], expected: Type | undefined, scope: typeof this.scope, outer: typeof this.frame, receiver: Bound): LambdaBody {
		const saved = { uses: this.uses, state: this.state, scope: this.scope, frame: this.frame, conditionalReceiver: this.conditionalReceiver };
		const isVoid = expected !== undefined && isNamed(expected, 'System.Void');
		const wanted = expected === undefined || isVoid ? expected : expr.isAsync ? (this.conversions.asyncResult(expected) ?? (this.conversions.isTaskLike(expected) ? this.wellKnown('System.Void') : unknownType)) : expected;
		this.uses = [];
		this.state = 0;
		this.scope = scope;
		this.conditionalReceiver = receiver;
		this.frame = { returns: [], expected: wanted, isAsync: expr.isAsync, owner: this.lambdaOwner(expr.attributes, outer.owner), breaks: [], hasYield: false };
		try {
			return this.inScope(() => {
				for (const [index, parameter] of (expr.parameters ?? []).entries()) this.declareLambdaParameter(parameter, types[index] ?? unknownType);
				if (expr.body.kind === 'block') {
					this.bindBlock(expr.body);
					return { returns: this.frame.returns, isExpression: false, isStatementLike: true, endsWithoutValue: this.state !== UNREACHABLE && this.frame.returns.length > 0 ? false : this.state !== UNREACHABLE, uses: this.uses };
				}
				const value = this.bindValue(expr.body);
				this.convert(value, wanted !== undefined && !isNamed(wanted, 'System.Void') ? wanted : unknownType, expr.body);
				const isNothing = value.kind === 'throw' || isNamed(value.type, 'System.Void');
				return { returns: isNothing ? [] : [value], isExpression: true, isStatementLike: isStatementLike(expr.body), endsWithoutValue: value.kind !== 'throw' && isNothing, uses: this.uses };
			});
		} finally {
			Object.assign(this, saved);
		}
	}

	convert(bound: Bound, target: Type, syntax?: Expr): void {
		switch (bound.kind) {
			case 'lambda': return this.#convertLambda(bound, target);
			case 'methods': return this.convertGroup(bound, target, syntax);
			case 'target-new':
			case 'collection': return bound.finish(target);
			case 'branches':
				for (const part of bound.parts) this.convert(part, target);
				return;
			case 'tuple': {
				const elements = tupleElements(nullableUnderlying(target) ?? target);
				for (const [index, element] of bound.elements.entries()) this.convert(element, elements?.[index]?.type ?? unknownType);
				return;
			}
			default: return;
		}
	}

	#convertLambda(lambda: LambdaBound, target: Type): void {
		let invoke = delegateInvoke(target);
		if (!invoke && target !== unknownType) invoke = delegateInvoke(this.naturalDelegate(lambda));
		const types = invoke ? invoke.member.parameters.map(parameter => substituteOwner(parameter.type, (invoke as NonNullable<typeof invoke>).owner)) : (lambda.parameterTypes ?? []).map(type => type ?? unknownType);
		const count = lambda.syntax.parameters?.length ?? 0;
		const padded = Array.from({ length: Math.max(count, types.length) }, (_, index) => types[index] ?? unknownType);
		const body = lambda.body(padded, invoke ? substituteOwner(invoke.member.returns, invoke.owner) : undefined);
		for (const use of body.uses) this.uses.push(use);
		this.lambdaCreated(lambda);
	}

	// ---- queries ----------------------------------------------------------------------------

	#query(expr: Expr & { kind: 'query' }): Bound {
		const translated = translateQuery(expr.clauses);
		return translated ? this.bind(translated) : unknownValue;
	}
}

/** `is true` and `is false`, with `not`. */
function constantPattern(pattern: { readonly kind: string }): boolean | undefined {
	const candidate = pattern as { kind: string; value?: Expr; pattern?: { kind: string } };
	if (candidate.kind === 'constant' && candidate.value?.kind === 'literal' && candidate.value.literal === 'bool') return candidate.value.text === 'true';
	if (candidate.kind === 'not' && candidate.pattern) {
		const inner = constantPattern(candidate.pattern);
		return inner === undefined ? undefined : !inner;
	}
	return undefined;
}

/** What `guard == true` proves. */
function comparedGuard(left: Bound, right: Bound, isNegated: boolean): Guard | undefined {
	for (const [value, other] of [[left, right], [right, left]] as const) {
		if (value.kind !== 'value' || other.kind !== 'value' || !value.guard || typeof other.constant?.value !== 'boolean') continue;
		if (value.constant) continue;
		const keeps = other.constant.value !== isNegated;
		return keeps ? value.guard : { whenTrue: value.guard.whenFalse, whenFalse: value.guard.whenTrue };
	}
	return undefined;
}

/** Folds what matters for conversions: integers and strings. */
function fold(operator: string, left: Bound, right: Bound): Constant | undefined {
	const a = left.kind === 'value' ? left.constant?.value : undefined;
	const b = right.kind === 'value' ? right.constant?.value : undefined;
	if (typeof a === 'string' && typeof b === 'string' && operator === '+') return { value: a + b };
	if (typeof a !== 'number' || typeof b !== 'number') return undefined;
	switch (operator) {
		case '+': return { value: a + b };
		case '-': return { value: a - b };
		case '*': return { value: a * b };
		case '|': return { value: a | b };
		case '&': return { value: a & b };
		case '<<': return { value: a << b };
		default: return undefined;
	}
}

/** Expressions that may stand as a statement (13.7), so that a lambda of them fits a void delegate. */
function isStatementLike(expr: Expr): boolean {
	switch (expr.kind) {
		case 'call':
		case 'assign':
		case 'new':
		case 'await':
		case 'throw': return true;
		case 'postfix': return expr.operator !== '!' || isStatementLike(expr.operand);
		case 'unary': return expr.operator === '++' || expr.operator === '--';
		case 'conditional-access': return isStatementLike(expr.whenNotNull);
		case 'paren': return false;
		default: return false;
	}
}
