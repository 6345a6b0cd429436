/** Binds expressions to types and uses (C# standard 12). */
import { anonymousType } from '../symbols/anonymous.ts';
import { sizeOf } from '../symbols/constants.ts';
import { interpolatedValue, stringValue } from '../symbols/literals.ts';
import { typeOfFound } from '../symbols/members.ts';
import {
	arrayOf,
	isNamed,
	isValueType,
	nullableUnderlying,
	nullType,
	substituteOwner,
	tupleElements,
	type Type,
	unknownType,
} from '../symbols/types.ts';
import type { Expr, Pattern, Range } from '../syntax/ast.ts';
import { hasFork, hasInitializer } from '../syntax/forks.ts';
import { projectedName } from '../syntax/lower-expr.ts';
import type { Bound, Guard, ValueBound } from './bound.ts';
import { bindElement } from './element-access.ts';
import { UNREACHABLE } from './flow.ts';
import { awaited, collected, copied, deconstructed, handled } from './implicit-calls.ts';
import { explicitConversion, implicitConversion, operatorCall, truthCall } from './implicit-operators.ts';
import { bindLambda, convertLambda, functionType } from './lambdas.ts';
import { bindInitializer, bindNew } from './object-creation.ts';
import { OperatorBinder } from './operators.ts';
import { translateQuery } from './queries.ts';
import { type AccessMode, MAX_DEPTH, nullValue, rangeOf, unknownValue, ofType } from './state.ts';

/** Expressions whose type does not depend on what they are converted to: where it is unknown, something is not known of the code. */
const ROOTS: ReadonlySet<Expr['kind']> = new Set(['name', 'alias-name', 'member', 'call', 'element']);

const THROW: Bound = { kind: 'throw', type: unknownType };

export abstract class ExpressionBinder extends OperatorBinder {
	bindValue(expr: Expr): Bound {
		const bound = this.bind(expr);
		if (bound.kind === 'type') return bound.asValue ?? unknownValue;
		return bound.kind === 'namespace' ? unknownValue : bound;
	}

	/** Binds a condition and gives what it proves. */
	bindCondition(expr: Expr): Guard {
		const bound = this.bindValue(expr);
		this.convert(bound, this.bool, expr);
		truthCall(this, 'true', bound.type, expr);
		return bound.kind === 'value' && bound.guard ? bound.guard : { whenTrue: 0, whenFalse: 0 };
	}

	bind(expr: Expr, mode: AccessMode = 'read'): Bound {
		if (this.depth > MAX_DEPTH) return unknownValue;
		this.depth++;
		try {
			const bound = this.#bind(expr, mode);
			if (bound.type === unknownType && bound.kind === 'value' && ROOTS.has(expr.kind)) this.hasUnknown = true;
			this.recorder?.values.set(expr, bound);
			return bound;
		} finally {
			this.depth--;
		}
	}

	#bind(expr: Expr, mode: AccessMode): Bound {
		switch (expr.kind) {
			case 'name':
				return this.bindName(expr, mode);
			case 'alias-name':
				return this.bindAliasName(expr);
			case 'predefined-type':
				return this.bindPredefined(expr.name);
			case 'member':
				return this.bindMemberAccess(expr, mode);
			case 'conditional-receiver':
				return this.conditionalReceiver;
			case 'conditional-access':
				return this.#conditionalAccess(expr, mode);
			case 'element':
				return bindElement(this, expr, mode);
			case 'call':
				return this.bindCall(expr);
			case 'new':
				return bindNew(this, expr);
			case 'anonymous-new':
				return this.#anonymous(expr);
			case 'array-new':
				return this.#array(expr);
			case 'stackalloc':
				return this.#stackalloc(expr);
			case 'lambda':
				return bindLambda(this, expr);
			case 'binary':
				return this.bindBinary(expr);
			case 'unary':
				return this.bindUnary(expr);
			case 'postfix': {
				const bound = this.bind(expr.operand, expr.operator === '!' ? mode : 'write');
				if (expr.operator !== '!' && bound.kind === 'value' && bound.place) this.emitReference(bound.place, expr);
				if (expr.operator !== '!') operatorCall(this, expr.operator, [bound.type], expr);
				return expr.operator === '!' ? bound : ofType(bound.type);
			}
			case 'assign':
				return this.#assign(expr);
			case 'conditional':
				return this.#conditional(expr);
			case 'cast': {
				const type = this.type(expr.type);
				const bound = this.bindValue(expr.operand);
				this.convert(bound, type, expr.operand);
				explicitConversion(this, bound.type, type, expr);
				const isSafe = bound.kind === 'value';
				return {
					kind: 'value',
					type,
					...(isSafe && bound.origin && { origin: bound.origin }),
					...(isSafe && bound.constant && { constant: bound.constant }),
				};
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
				const truth = guard ? this.#constantPattern(expr.pattern) : undefined;
				const proved = truth === undefined || !guard ? undefined : truth ? guard : { whenTrue: guard.whenFalse, whenFalse: guard.whenTrue };
				return { kind: 'value', type: this.bool, ...(proved && { guard: proved }) };
			}
			case 'switch':
				return this.#switch(expr);
			case 'literal':
				return this.#literal(expr);
			case 'interpolated': {
				const constants = new Map<Expr, unknown>();
				const holes: Bound[] = [];
				for (const hole of expr.holes) {
					const bound = this.bindValue(hole);
					holes.push(bound);
					this.convert(bound, unknownType, hole);
					if (bound.kind === 'value' && bound.constant) constants.set(hole, bound.constant.value);
				}
				const value = constants.size === expr.holes.length ? interpolatedValue(expr, hole => constants.get(hole)) : undefined;
				return { kind: 'value', type: this.string, isInterpolated: true, holes, ...(value !== undefined && { constant: { value } }) };
			}
			case 'typeof':
				return { kind: 'value', type: this.wellKnown('System.Type'), origin: { kind: 'typeof', type: this.type(expr.type) } };
			case 'sizeof': {
				const size = sizeOf(this.type(expr.type));
				return { kind: 'value', type: this.int, ...(size !== undefined && { constant: { value: size } }) };
			}
			case 'default':
				return expr.type ? ofType(this.type(expr.type)) : { kind: 'default', type: unknownType };
			case 'tuple':
				return this.#tuple(expr);
			case 'declaration':
				this.declareOut(expr, unknownType);
				return unknownValue;
			case 'this':
				return { kind: 'value', type: this.context.type?.self ?? unknownType, origin: { kind: 'this' } };
			case 'base': {
				const base = this.context.type?.baseType;
				return { kind: 'value', type: base ?? unknownType, origin: { kind: 'this' } };
			}
			case 'throw':
				this.convert(this.bindValue(expr.value), unknownType, expr.value);
				this.features = UNREACHABLE;
				return THROW;
			case 'await': {
				const operand = this.bindValue(expr.operand);
				this.convert(operand, unknownType, expr.operand);
				return ofType(awaited(this, operand.type, rangeOf(expr)));
			}
			case 'query':
				return this.#query(expr);
			case 'with': {
				const operand = this.bindValue(expr.operand);
				copied(this, operand.type, expr);
				bindInitializer(this, expr.initializer, operand.type);
				return ofType(operand.type);
			}
			case 'range':
				if (expr.from) this.bindValue(expr.from);
				if (expr.to) this.bindValue(expr.to);
				return ofType(this.wellKnown('System.Range'));
			case 'collection':
				return this.#collection(expr);
			case 'ref':
				return this.bind(expr.operand);
			case 'paren':
				return this.bind(expr.operand, mode);
			case 'unknown':
				for (const part of expr.parts) this.convert(this.bindValue(part), unknownType, part);
				this.countUnknown('syntax');
				return unknownValue;
		}
	}

	#conditionalAccess(expr: Expr & { kind: 'conditional-access' }, mode: AccessMode): Bound {
		const receiver = this.bindValue(expr.receiver);
		const outer = this.conditionalReceiver;
		const before = this.features;
		this.conditionalReceiver = { ...receiver, type: this.withoutNullable(receiver.type) } as Bound;
		const bound = this.bind(expr.whenNotNull, mode === 'invoke' ? mode : 'read');
		this.conditionalReceiver = outer;
		this.features &= before | this.features;
		if (bound.kind === 'methods') return bound;
		const type =
			isValueType(bound.type) && !nullableUnderlying(bound.type) && !isNamed(bound.type, 'System.Void')
				? this.compilation.nullable(bound.type)
				: bound.type;
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
		const element = declared ?? this.conversions.bestCommonType(values) ?? this.#commonFunctionType(values);
		if (!declared) for (const value of values) this.convert(value, element);
		return ofType(element === unknownType ? unknownType : arrayOf(element, expr.rank));
	}

	#commonFunctionType(values: readonly Bound[]): Type {
		const types = new Set(values.map(value => functionType(this, value)));
		const [only] = types;
		return types.size === 1 ? (only ?? unknownType) : unknownType;
	}

	#stackalloc(expr: Expr & { kind: 'stackalloc' }): Bound {
		for (const size of expr.sizes) this.bindValue(size);
		const values =
			expr.initializer?.elements.map(element => (element.value.kind === 'initializer' ? unknownValue : this.bindValue(element.value))) ??
			[];
		const element = expr.type ? this.type(expr.type) : (this.conversions.bestCommonType(values) ?? unknownType);
		this.hideOperands(expr);
		return ofType(this.compilation.construct('System.Span`1', element));
	}

	#literal(expr: Expr & { kind: 'literal' }): Bound {
		switch (expr.literal) {
			case 'null':
				return nullValue;
			case 'bool': {
				const value = expr.text === 'true';
				return { kind: 'value', type: this.bool, constant: { value }, ...(!value && { guard: { whenTrue: UNREACHABLE, whenFalse: 0 } }) };
			}
			case 'char':
				return ofType(this.wellKnown('System.Char'));
			case 'string':
				return { kind: 'value', type: this.string, constant: { value: stringValue(expr.text) } };
			case 'utf8':
				return ofType(this.compilation.construct('System.ReadOnlySpan`1', this.wellKnown('System.Byte')));
			case 'int':
				return this.#integer(expr.text);
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
		if (!isHex && /[fdm]$/.test(digits))
			return ofType(this.wellKnown(digits.endsWith('f') ? 'System.Single' : digits.endsWith('m') ? 'System.Decimal' : 'System.Double'));
		const digitsOnly = digits.slice(0, digits.length - suffix.length);
		const value = Number(digitsOnly);
		const unsigned = suffix.includes('u');
		const long = suffix.includes('l') || value > 0xffffffff;
		const name = unsigned
			? long
				? 'UInt64'
				: 'UInt32'
			: long
				? value >= 2 ** 63 && BigInt(digitsOnly) >= 2n ** 63n
					? 'UInt64'
					: 'Int64'
				: value > 0x7fffffff
					? 'UInt32'
					: 'Int32';
		return { kind: 'value', type: this.wellKnown(`System.${name}`), constant: { value } };
	}

	#tuple(expr: Expr & { kind: 'tuple' }): Bound {
		const elements = expr.elements.map(element => this.bindValue(element.value));
		const names = expr.elements.map(element => element.name ?? projectedName(element.value));
		const types = elements.map(element => element.type);
		const hasType =
			types.every(type => type !== nullType) && elements.every(element => element.kind === 'value' || element.kind === 'tuple');
		return { kind: 'tuple', type: hasType ? this.compilation.tuple(types, names) : unknownType, elements };
	}

	#collection(expr: Expr & { kind: 'collection' }): Bound {
		const elements = expr.elements.map(element => ({ value: this.bindValue(element.value), spread: element.spread }));
		let finished = false;
		return {
			kind: 'collection',
			type: unknownType,
			elements,
			finish: target => {
				if (finished) return;
				finished = true;
				const element = this.conversions.collectionElement(nullableUnderlying(target) ?? target) ?? unknownType;
				for (const [index, part] of elements.entries()) if (!part.spread) this.convert(part.value, element, expr.elements[index]?.value);
				collected(this, expr, elements, nullableUnderlying(target) ?? target);
			},
		};
	}

	#assign(expr: Expr & { kind: 'assign' }): Bound {
		if (expr.operator === '=' && (expr.left.kind === 'tuple' || expr.left.kind === 'declaration')) return this.#deconstruct(expr);
		if (expr.left.kind === 'name' && expr.left.name === '_' && !this.scope.lookup('_')) {
			const value = this.bindValue(expr.right);
			this.convert(value, unknownType, expr.right);
			return ofType(value.type);
		}
		// What is evaluated before a fork or an initializer is kept aside: the analyzer takes a dynamic target for a read.
		const left = this.bind(
			expr.left,
			expr.left.kind !== 'name' && (hasFork(expr.right) || hasInitializer(expr.right)) ? 'set-aside' : 'write',
		);
		const before = this.features;
		const target = left.kind === 'type' ? (left.asValue ?? left) : left;
		const right = this.bindValue(expr.right);
		if (expr.operator === '??=') this.features &= before;
		const place = target.kind === 'value' ? target.place : undefined;
		this.convert(right, this.#assignedType(expr.operator, target, place), expr.right);
		if (expr.operator !== '=' && expr.operator !== '??=') operatorCall(this, expr.operator.slice(0, -1), [target.type, right.type], expr);
		if (place) this.#emitAssignment(expr, place, right);
		if (expr.operator === '??=') return ofType(nullableUnderlying(target.type) ?? target.type);
		return {
			kind: 'value',
			type: target.type,
			...(expr.operator === '=' && right.kind === 'value' && right.origin && { origin: right.origin }),
		};
	}

	#assignedType(operator: string, target: Bound, place: ValueBound['place']): Type {
		if (operator === '=') return target.type;
		if (operator === '??=') return nullableUnderlying(target.type) ?? target.type;
		return (operator === '+=' || operator === '-=') &&
			(place?.found.member.kind === 'event' || (target.type.kind === 'named' && target.type.def.kind === 'delegate'))
			? target.type
			: unknownType;
	}

	#emitAssignment(expr: Expr & { kind: 'assign' }, place: NonNullable<ValueBound['place']>, value: Bound): void {
		const { member, owner } = place.found;
		if (member.kind === 'property') {
			const setter = this.accessorOf(place.found, 'set');
			const parameter = setter?.member.parameters.at(-1);
			const args = parameter
				? [...place.args, { parameter, type: substituteOwner(parameter.type, owner), value, syntax: expr.right }]
				: place.args;
			if (!setter && !member.returnsByRef) {
				// Only a constructor may: the field behind the property is written.
				if (member.dam) this.hasAnnotations = true;
				this.emitReference(place, expr);
			}
			if (setter && !(member.returnsByRef && !member.setter))
				this.emitPlace('set', setter, place, rangeOf(expr), expr, substituteOwner(member.type, owner), args, { assigned: expr.right });
		} else if (member.kind === 'event') {
			const accessor = expr.operator === '-=' ? member.remove : member.add;
			if (accessor)
				this.emitPlace(
					expr.operator === '-=' ? 'remove' : 'add',
					{ member: accessor, owner },
					place,
					rangeOf(expr),
					expr,
					typeOfFound(place.found),
				);
		} else {
			this.emit({
				kind: 'field',
				member,
				containingType: owner,
				...place.range,
				whole: rangeOf(expr),
				name: place.name,
				typeArguments: [],
				receiver: place.receiver,
				args: [],
				syntax: expr,
				result: typeOfFound(place.found),
				assigned: expr.right,
			});
		}
	}

	/** `(a, b) = value` and `var (a, b) = value` (12.7). */
	#deconstruct(expr: Expr & { kind: 'assign' }): Bound {
		if (expr.left.kind === 'declaration') {
			const value = this.bindValue(expr.right);
			this.convert(value, unknownType, expr.right);
			this.declareNames(expr.left.names, value.type, expr.left.type, expr.right);
			return ofType(value.type);
		}
		const value = this.bindValue(expr.right);
		this.#deconstructInto(expr.left, value, expr.right);
		return ofType(value.type);
	}

	/** @param at the value, where what deconstructs it is reported */
	#deconstructInto(left: Expr, value: Bound, at: Range): void {
		if (left.kind === 'tuple') {
			const parts =
				value.kind === 'tuple' && value.elements.length === left.elements.length
					? value.elements
					: deconstructed(this, value.type, left.elements.length, at).map(ofType);
			for (const [index, element] of left.elements.entries()) this.#deconstructInto(element.value, parts[index] ?? unknownValue, at);
		} else if (left.kind === 'declaration') {
			this.convert(value, unknownType);
			this.declareNames(left.names, value.type, left.type, at);
		} else if (left.kind === 'name' && left.name === '_' && !this.scope.lookup('_')) {
			this.convert(value, unknownType);
		} else {
			const target = this.bind(left, 'write');
			this.convert(value, target.type);
		}
	}

	#conditional(expr: Expr & { kind: 'conditional' }): Bound {
		const guard = this.bindCondition(expr.condition);
		const before = this.features;
		this.features = before | guard.whenTrue;
		const whenTrue = this.bindValue(expr.whenTrue);
		const afterTrue = this.features;
		this.features = before | guard.whenFalse;
		const whenFalse = this.bindValue(expr.whenFalse);
		this.features &= afterTrue;
		return this.#branches([whenTrue, whenFalse], [expr.whenTrue, expr.whenFalse]);
	}

	#branches(parts: readonly Bound[], syntax: readonly Expr[]): Bound {
		const real = parts.filter(part => part.kind !== 'throw');
		if (real.some(part => part.kind === 'value' && part.type === unknownType)) {
			for (const [index, part] of parts.entries()) this.convert(part, unknownType, syntax[index]);
			return unknownValue;
		}
		const type = this.conversions.bestCommonType(parts);
		if (type && type !== unknownType) {
			for (const [index, part] of parts.entries()) this.convert(part, type, syntax[index]);
			return ofType(type);
		}
		return { kind: 'branches', type: unknownType, parts };
	}

	/** `is true` and `is false`, with `not`, also as the constants of other members. */
	#constantPattern(pattern: Pattern): boolean | undefined {
		if (pattern.kind === 'not') {
			const inner = this.#constantPattern(pattern.pattern);
			return inner === undefined ? undefined : !inner;
		}
		const meaning =
			pattern.kind === 'constant'
				? { value: this.bindValue(pattern.value) }
				: pattern.kind === 'type'
					? this.typeOrValue(pattern.type)
					: undefined;
		const value = meaning && 'value' in meaning && meaning.value.kind === 'value' ? meaning.value.constant?.value : undefined;
		return typeof value === 'boolean' ? value : undefined;
	}

	#switch(expr: Expr & { kind: 'switch' }): Bound {
		const value = this.bindValue(expr.value);
		this.convert(value, unknownType, expr.value);
		const before = this.features;
		let after = UNREACHABLE;
		const parts: Bound[] = [];
		for (const arm of expr.arms) {
			this.inScope(() => {
				this.features = before;
				this.bindPattern(arm.pattern, value.type);
				if (arm.when) this.features |= this.bindCondition(arm.when).whenTrue;
				parts.push(this.bindValue(arm.value));
				after &= this.features;
			});
		}
		this.features = expr.arms.length > 0 ? after : before;
		const result = this.#branches(
			parts,
			expr.arms.map(arm => arm.value),
		);
		return result.kind === 'value' ? { ...result, arms: parts } : result;
	}

	convert(bound: Bound, target: Type, syntax?: Expr): void {
		switch (bound.kind) {
			case 'lambda':
				return convertLambda(this, bound, target);
			case 'methods':
				return this.convertGroup(bound, target, syntax);
			case 'target-new':
			case 'collection':
				return bound.finish(target);
			case 'branches':
				for (const part of bound.parts) this.convert(part, target);
				return;
			case 'value':
				if (bound.isInterpolated && syntax?.kind === 'interpolated') handled(this, syntax, bound.holes ?? [], target);
				else if (syntax) implicitConversion(this, bound.type, target, syntax);
				return;
			case 'tuple': {
				const elements = tupleElements(nullableUnderlying(target) ?? target);
				for (const [index, element] of bound.elements.entries()) this.convert(element, elements?.[index]?.type ?? unknownType);
				return;
			}
			default:
				return;
		}
	}

	// ---- queries ----------------------------------------------------------------------------

	#query(expr: Expr & { kind: 'query' }): Bound {
		const translated = translateQuery(expr.clauses);
		if (!translated) return unknownValue;
		this.recorder?.expansions.set(expr, translated);
		return this.bind(translated);
	}
}
