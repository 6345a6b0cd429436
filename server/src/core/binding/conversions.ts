/** Which implicit conversions there are (C# standard 10.2). */
import type { Compilation } from '../symbols/compilation.ts';
import type { Found, MethodSymbol } from '../symbols/members.ts';
import {
	dynamicType,
	functionAddressType,
	hasUnknown,
	isNamed,
	isReferenceType,
	isValueType,
	type NamedType,
	nullableUnderlying,
	nullType,
	sameType,
	substituteOwner,
	tupleElements,
	type Type,
	unknownType,
} from '../symbols/types.ts';
import type { Bound, CallArgument, LambdaBound, LambdaBody, ResolvedGroup } from './bound.ts';
import { allInterfaces, classChain, delegateInvoke, inlineArrayElement, instancesOf } from './lookup.ts';

/** The arguments that a delegate passes on to the method that it is made of (10.8). */
export const delegateParameters = (invoke: Found<MethodSymbol>): readonly CallArgument[] =>
	invoke.member.parameters.map(parameter => ({
		value: { kind: 'value', type: substituteOwner(parameter.type, invoke.owner) },
		ref: parameter.ref,
	}));

/** Widening numeric conversions (10.2.3), by full name. */
const WIDENING: Readonly<Record<string, readonly string[]>> = {
	SByte: ['Int16', 'Int32', 'Int64', 'IntPtr', 'Single', 'Double', 'Decimal'],
	Byte: ['Int16', 'UInt16', 'Int32', 'UInt32', 'Int64', 'UInt64', 'IntPtr', 'UIntPtr', 'Single', 'Double', 'Decimal'],
	Int16: ['Int32', 'Int64', 'IntPtr', 'Single', 'Double', 'Decimal'],
	UInt16: ['Int32', 'UInt32', 'Int64', 'UInt64', 'IntPtr', 'UIntPtr', 'Single', 'Double', 'Decimal'],
	Int32: ['Int64', 'IntPtr', 'Single', 'Double', 'Decimal'],
	UInt32: ['Int64', 'UInt64', 'UIntPtr', 'Single', 'Double', 'Decimal'],
	Int64: ['Single', 'Double', 'Decimal'],
	UInt64: ['Single', 'Double', 'Decimal'],
	IntPtr: ['Int64', 'Single', 'Double', 'Decimal'],
	UIntPtr: ['UInt64', 'Single', 'Double', 'Decimal'],
	Char: ['UInt16', 'Int32', 'UInt32', 'Int64', 'UInt64', 'IntPtr', 'UIntPtr', 'Single', 'Double', 'Decimal'],
	Single: ['Double'],
};

const RANGES: Readonly<Record<string, readonly [number, number]>> = {
	SByte: [-128, 127],
	Byte: [0, 255],
	Int16: [-32768, 32767],
	UInt16: [0, 65535],
	UInt32: [0, 4294967295],
	UInt64: [0, Number.MAX_VALUE],
	IntPtr: [-2147483648, 2147483647],
	UIntPtr: [0, 4294967295],
};

const NUMERIC = new Set([...Object.keys(WIDENING), 'Double', 'Decimal']);

/** The simple name of a type in `System`, or undefined. */
export function systemName(type: Type): string | undefined {
	return type.kind === 'named' && type.def.namespace === 'System' && !type.def.container && type.args.length === 0
		? type.def.name
		: undefined;
}

export function isNumeric(type: Type): boolean {
	const name = systemName(type);
	return name !== undefined && NUMERIC.has(name);
}

export const isSpan = (type: Type): boolean => isNamed(type, 'System.Span`1');
export const isReadOnlySpan = (type: Type): boolean => isNamed(type, 'System.ReadOnlySpan`1');
const elementOf = (type: Type): Type => (type.kind === 'named' ? (type.args[0] ?? unknownType) : unknownType);

/** The types whose operators a type has: a type parameter has its constraints'. */
function declarersOf(type: Type, depth = 0): readonly Type[] {
	return type.kind === 'parameter' && depth < MAX_CONSTRAINTS
		? type.constraints.types.flatMap(constraint => declarersOf(constraint, depth + 1))
		: [type];
}

/** Constraints may refer to each other, wrongly in a circle. */
const MAX_CONSTRAINTS = 16;

const isFunctionPointer = (type: Type): boolean => type.kind === 'function-pointer' || type === functionAddressType;

/** Whether one type converts to another, by the ids of both; types are interned and a compilation never changes. */
export type KnownConversions = Map<number, boolean>;

/** Resolves a method group against parameter types, as the body sees it in which the group stands. */
export type ResolveGroup = (group: Bound & { kind: 'methods' }, parameters: readonly CallArgument[]) => ResolvedGroup | undefined;

/**
 * Conversions as one body sees them: what is accessible, and whether functions that look wrong are let pass, belong to it.
 * Only answers about types alone are shared.
 */
export class Conversions {
	readonly compilation: Compilation;
	readonly resolveGroup: ResolveGroup;
	readonly #implicit: KnownConversions;

	constructor(compilation: Compilation, known: KnownConversions, resolveGroup: ResolveGroup) {
		this.compilation = compilation;
		this.#implicit = known;
		this.resolveGroup = resolveGroup;
	}

	/** Whether a value of `from` converts implicitly to `to`; what is unknown is taken to convert. */
	isImplicit(from: Type, to: Type, depth = 0): boolean {
		if (from === unknownType || to === unknownType || sameType(from, to)) return true;
		if (to === dynamicType) return !isNamed(from, 'System.Void');
		if (from === dynamicType) return isNamed(to, 'System.Object');
		if (depth > 8) return false;
		const key = from.id * 0x8000000 + to.id;
		let known = this.#implicit.get(key);
		if (known === undefined) {
			known = this.#isStandard(from, to, depth) || this.#tuple(from, to, depth) || this.userDefined(from, to) !== undefined;
			this.#implicit.set(key, known);
		}
		return known;
	}

	/** Standard implicit conversions (10.4.2): those that are not user-defined. */
	#isStandard(from: Type, to: Type, depth: number): boolean {
		if (from === unknownType || to === unknownType || sameType(from, to)) return true;
		if (from === nullType)
			return isReferenceType(to) || nullableUnderlying(to) !== undefined || to.kind === 'pointer' || isFunctionPointer(to);
		const target = nullableUnderlying(to);
		if (target) {
			const source = nullableUnderlying(from) ?? from;
			return isValueType(source) || source.kind === 'parameter' ? this.#isStandardValue(source, target, depth) : false;
		}
		if (this.#numeric(from, to)) return true;
		if (isFunctionPointer(from))
			return (
				(isFunctionPointer(to) && (from === functionAddressType || to === functionAddressType)) ||
				(to.kind === 'pointer' && isNamed(to.element, 'System.Void'))
			);
		if (from.kind === 'pointer') return to.kind === 'pointer' && isNamed(to.element, 'System.Void');
		return this.#isReferenceOrBoxing(from, to, depth) || this.isSpan(from, to);
	}

	#isStandardValue(from: Type, to: Type, depth: number): boolean {
		return sameType(from, to) || this.#numeric(from, to) || this.#tuple(from, to, depth);
	}

	#numeric(from: Type, to: Type): boolean {
		const source = systemName(from);
		const target = systemName(to);
		return source !== undefined && target !== undefined && (WIDENING[source]?.includes(target) ?? false);
	}

	#tuple(from: Type, to: Type, depth: number): boolean {
		const source = tupleElements(from);
		const target = tupleElements(nullableUnderlying(to) ?? to);
		return (
			source !== undefined &&
			target !== undefined &&
			source.length === target.length &&
			source.every((element, index) => this.isImplicit(element.type, target[index]?.type ?? unknownType, depth + 1))
		);
	}

	/** First-class spans of C# 14, and before it the conversion operators of the span types; inline arrays of C# 12. */
	isSpan(from: Type, to: Type): boolean {
		if (!isSpan(to) && !isReadOnlySpan(to)) return false;
		const inline = inlineArrayElement(from);
		if (inline) return sameType(inline, elementOf(to));
		if (isSpan(to)) return from.kind === 'array' && from.rank === 1 && sameType(from.element, elementOf(to));
		const element = elementOf(to);
		if (from.kind === 'array')
			return (
				from.rank === 1 && (sameType(from.element, element) || (isReferenceType(from.element) && this.isReference(from.element, element)))
			);
		if (isSpan(from) || isReadOnlySpan(from))
			return sameType(elementOf(from), element) || (isReferenceType(elementOf(from)) && this.isReference(elementOf(from), element));
		return systemName(from) === 'String' && systemName(element) === 'Char';
	}

	/** Identity, reference and boxing conversions: what a receiver of an extension method may take. */
	isReference(from: Type, to: Type): boolean {
		return from === unknownType || to === unknownType || sameType(from, to) || this.#isReferenceOrBoxing(from, to, 0);
	}

	/** Conversions to spans are the language's own, and preferred, since C# 14. */
	get hasSpans(): boolean {
		return this.compilation.languageVersion >= 14;
	}

	isReceiverConversion(from: Type, to: Type): boolean {
		return (
			this.isReference(from, to) ||
			(this.hasSpans && this.isSpan(from, to)) ||
			(tupleElements(from) !== undefined && this.#tuple(from, to, 0))
		);
	}

	#isReferenceOrBoxing(from: Type, to: Type, depth: number): boolean {
		if (depth > 16) return false;
		if (isNamed(to, 'System.Object'))
			return (
				from.kind !== 'pointer' &&
				!isFunctionPointer(from) &&
				!isNamed(from, 'System.Void') &&
				!(from.kind === 'named' && from.def.isByRefLike)
			);
		switch (from.kind) {
			case 'named': {
				if (from.def.isByRefLike) return false;
				const underlying = nullableUnderlying(from);
				if (underlying) return this.#isReferenceOrBoxing(underlying, to, depth + 1) && !isValueType(to);
				if (to.kind !== 'named') return false;
				if (to.def.kind === 'interface')
					return from.def === to.def
						? this.#variant(from, to, depth)
						: allInterfaces(from).some(each => sameType(each, to) || this.#variant(each, to, depth)) || !classChain(from).isComplete;
				if (to.def.kind === 'delegate') return this.#variant(from, to, depth);
				if (to.def.isValueType) return false;
				const { chain, isComplete } = classChain(from);
				return chain.some(each => sameType(each, to)) || !isComplete;
			}
			case 'array': {
				if (to.kind === 'array')
					return from.rank === to.rank && isReferenceType(from.element) && this.#isReferenceOrSame(from.element, to.element, depth);
				if (to.kind !== 'named') return false;
				if (from.rank === 1 && to.args.length === 1 && ARRAY_INTERFACES.has(to.def.fullName)) {
					const element = to.args[0] as Type;
					return (
						sameType(from.element, element) ||
						hasUnknown(element) ||
						(isReferenceType(from.element) && this.#isReferenceOrBoxing(from.element, element, depth + 1))
					);
				}
				const array = this.compilation.wellKnown('System.Array');
				return array.kind === 'named' && this.#isReferenceOrSame(array, to, depth);
			}
			case 'parameter':
				return (
					from.constraints.types.some(constraint => constraint === unknownType || this.#isReferenceOrSame(constraint, to, depth + 1)) ||
					(from.constraints.isStruct && isNamed(to, 'System.ValueType'))
				);
			case 'special':
				return from === dynamicType && isReferenceType(to);
			default:
				return false;
		}
	}

	#isReferenceOrSame(from: Type, to: Type, depth: number): boolean {
		return sameType(from, to) || from === unknownType || to === unknownType || this.#isReferenceOrBoxing(from, to, depth + 1);
	}

	/** Variance of interfaces and delegates (18.2.3.3). */
	#variant(from: NamedType, to: NamedType, depth: number): boolean {
		if (from.def !== to.def) return false;
		return from.def.typeParameters.every((parameter, index) => {
			const source = from.args[index] as Type;
			const target = to.args[index] as Type;
			if (sameType(source, target) || source === unknownType || target === unknownType) return true;
			if (parameter.variance === 'out') return isReferenceType(source) && this.#isReferenceOrSame(source, target, depth);
			return parameter.variance === 'in' && isReferenceType(target) && this.#isReferenceOrSame(target, source, depth);
		});
	}

	/** The user-defined implicit operator that a conversion calls; undefined where none is called. */
	calledOperator(from: Type, to: Type): MethodSymbol | undefined {
		return sameType(from, to) || this.#isStandard(from, to, 0) ? undefined : this.userDefined(from, to);
	}

	/** Whether one type converts to another without a user-defined operator, or is it. */
	isStandardOrSame(from: Type, to: Type): boolean {
		return sameType(from, to) || this.#isStandard(from, to, 0);
	}

	/** The user-defined implicit operator that converts (10.5.4), and what it returns. */
	userDefined(from: Type, to: Type): MethodSymbol | undefined {
		// A lifted operator needs a nullable on both sides (10.5.4).
		const target = nullableUnderlying(to) ?? to;
		const source = isValueType(to) && target === to ? from : (nullableUnderlying(from) ?? from);
		for (const side of [source, target].flatMap(type => declarersOf(type))) {
			if (side.kind !== 'named' || side.def.kind === 'interface' || side.def.kind === 'delegate' || side.def.kind === 'enum') continue;
			for (const owner of classChain(side).chain) {
				for (const member of owner.def.members('op_Implicit')) {
					if (member.kind !== 'method' || member.parameters.length !== 1) continue;
					const parameter = substituteOwner(member.parameters[0]?.type ?? unknownType, owner);
					const returns = substituteOwner(member.returns, owner);
					if (parameter === unknownType || returns === unknownType) continue;
					if (
						this.#isStandard(source, parameter, 1) &&
						(this.#isStandard(returns, target, 1) || (this.#isStandard(target, returns, 1) && sameType(returns, target)))
					)
						return member;
				}
			}
		}
		return undefined;
	}

	// ---- from expressions -------------------------------------------------------------------

	/** Whether an expression converts implicitly to a type (10.2). */
	converts(from: Bound, to: Type): boolean {
		if (to === unknownType) return true;
		switch (from.kind) {
			case 'value': {
				if (from.isInterpolated && this.#isInterpolationTarget(to)) return true;
				// A dynamic value converts to anything, its type only to object (10.2.10).
				if (from.type === dynamicType || this.isImplicit(from.type, to)) return true;
				if (from.constant !== undefined) return this.#constant(from.type, from.constant.value, to);
				return from.arms?.every(arm => this.converts(arm, to)) ?? false;
			}
			case 'lambda':
				return this.lambdaConverts(from, to);
			case 'methods':
				return this.#groupConverts(from, to);
			case 'default':
			case 'throw':
				return true;
			case 'target-new':
				return to.kind === 'named' || to.kind === 'parameter';
			case 'collection':
				return this.#collectionConverts(from.elements, to);
			case 'branches':
				return from.parts.every(part => this.converts(part, to));
			case 'tuple': {
				const target = tupleElements(nullableUnderlying(to) ?? to);
				if (target?.length === from.elements.length)
					return from.elements.every((element, index) => this.converts(element, target[index]?.type ?? unknownType));
				return from.type !== unknownType ? this.isImplicit(from.type, to) : !target && isNamed(to, 'System.Object');
			}
			case 'type':
				return from.asValue ? this.converts(from.asValue, to) : false;
			default:
				return false;
		}
	}

	#isInterpolationTarget(to: Type): boolean {
		return isNamed(to, 'System.FormattableString') || isNamed(to, 'System.IFormattable') || this.isInterpolatedHandler(to);
	}

	isInterpolatedHandler(to: Type): boolean {
		return to.kind === 'named' && to.def.attribute('System.Runtime.CompilerServices.InterpolatedStringHandlerAttribute') !== undefined;
	}

	/** Constant expressions convert when they fit (10.2.11); the constant 0 converts to any enum (10.2.4). */
	#constant(from: Type, value: Constant['value'], to: Type): boolean {
		const target = nullableUnderlying(to) ?? to;
		if (typeof value !== 'number') return false;
		if (target.kind === 'named' && target.def.kind === 'enum') return value === 0 && isNumeric(from);
		const source = systemName(from);
		const name = systemName(target);
		const range = name === undefined ? undefined : RANGES[name];
		if (!range) return false;
		if (source === 'Int32') return value >= range[0] && value <= range[1];
		return source === 'Int64' && name === 'UInt64' && value >= 0;
	}

	/** The element type of what a collection expression can make, or undefined. */
	collectionElement(to: Type): Type | undefined {
		if (to.kind === 'array') return to.rank === 1 ? to.element : undefined;
		if (to.kind !== 'named') return undefined;
		if (isSpan(to) || isReadOnlySpan(to) || (to.args.length === 1 && ARRAY_INTERFACES.has(to.def.fullName))) return to.args[0];
		if (to.def.kind === 'interface' && !to.def.attribute('System.Runtime.CompilerServices.CollectionBuilderAttribute')) return undefined;
		const enumerable = instancesOf(to, 'System.Collections.Generic.IEnumerable`1')[0];
		return (
			enumerable?.args[0] ??
			(allInterfaces(to).some(each => isNamed(each, 'System.Collections.IEnumerable')) ? this.compilation.object : undefined)
		);
	}

	#collectionConverts(elements: readonly { readonly value: Bound; readonly spread: boolean }[], to: Type): boolean {
		const element = this.collectionElement(nullableUnderlying(to) ?? to);
		if (!element) return false;
		return elements.every(part => part.spread || this.converts(part.value, element));
	}

	// ---- lambdas and method groups ----------------------------------------------------------

	/** What the natural type of a function converts to; expression trees are made of lambdas only (10.7.1). */
	#isFunctionBase(to: Type, isLambda: boolean): boolean {
		if (isLambda && (isNamed(to, 'System.Linq.Expressions.Expression') || isNamed(to, 'System.Linq.Expressions.LambdaExpression')))
			return true;
		return [
			'System.Delegate',
			'System.MulticastDelegate',
			'System.Object',
			'System.ICloneable',
			'System.Runtime.Serialization.ISerializable',
		].some(name => isNamed(to, name));
	}

	/** Whether a lambda has a natural type: all parameters typed, and a return type that can be told (C# 10). */
	naturalReturn(lambda: LambdaBound): Type | undefined {
		const types = lambda.parameterTypes;
		if (!types || types.some(type => type === undefined)) return undefined;
		if (lambda.returnType) return lambda.returnType;
		return this.inferredReturn(lambda, lambda.body(types as Type[], undefined));
	}

	/** The inferred return type of a lambda body (12.6.3.13); undefined where there is none. */
	inferredReturn(lambda: LambdaBound, body: LambdaBody): Type | undefined {
		let result: Type | undefined;
		if (body.returns.length === 0) {
			result = this.compilation.wellKnown('System.Void');
		} else {
			result = this.bestCommonType(body.returns);
			if (!result) return undefined;
		}
		if (!lambda.syntax.isAsync) return result;
		if (isNamed(result, 'System.Void')) return this.compilation.wellKnown('System.Threading.Tasks.Task');
		return this.compilation.construct('System.Threading.Tasks.Task`1', result);
	}

	/** The best common type of a set of expressions (12.6.3.15). */
	bestCommonType(values: readonly Bound[]): Type | undefined {
		// Whatever stands beside it converts to it.
		if (values.some(value => value.type === dynamicType)) return dynamicType;
		const candidates: Type[] = [];
		for (const value of values) {
			if (value.kind === 'throw') continue;
			if (value.type !== unknownType && value.type !== nullType) {
				if (!candidates.some(candidate => sameType(candidate, value.type))) candidates.push(value.type);
			} else if (value.kind === 'value' && value.type === unknownType) {
				return unknownType;
			}
		}
		const best = candidates.filter(candidate => values.every(value => this.converts(value, candidate)));
		return best.length === 1 || (best.length > 1 && best.every(type => sameType(type, best[0] as Type))) ? best[0] : undefined;
	}

	/** Whether functions convert although their bodies don't compile. */
	#toleratesErrors = false;

	/** Asks something while functions convert although their bodies don't compile, or again do not. */
	toleratingErrors<T>(ask: () => T, isTolerant = true): T {
		const before = this.#toleratesErrors;
		this.#toleratesErrors = isTolerant;
		try {
			return ask();
		} finally {
			this.#toleratesErrors = before;
		}
	}

	lambdaConverts(lambda: LambdaBound, to: Type): boolean {
		const invoke = delegateInvoke(to);
		if (!invoke) return this.#isFunctionBase(to, true) && (lambda.parameterTypes === undefined || this.naturalReturn(lambda) !== undefined);
		const parameters = invoke.member.parameters;
		const given = lambda.syntax.parameters;
		if (given && given.length !== parameters.length) return false;
		if (given === undefined && parameters.some(parameter => parameter.ref === 'out')) return false;
		const types = parameters.map(parameter => substituteOwner(parameter.type, invoke.owner));
		for (const [index, type] of (lambda.parameterTypes ?? []).entries()) {
			const target = types[index];
			if (
				type !== undefined &&
				target !== undefined &&
				type !== unknownType &&
				target !== unknownType &&
				!hasUnknown(target) &&
				!sameType(type, target)
			)
				return false;
			const ref = given?.[index]?.ref;
			if (type !== undefined && (ref ?? undefined) !== (parameters[index]?.ref ?? undefined)) return false;
		}
		const returns = substituteOwner(invoke.member.returns, invoke.owner);
		if (lambda.returnType && returns !== unknownType && !sameType(lambda.returnType, returns)) return false;
		const body = lambda.body(types, returns);
		return (!body.hasErrors || this.#toleratesErrors) && this.#bodyFits(lambda, body, returns);
	}

	#bodyFits(lambda: LambdaBound, body: LambdaBody, returns: Type): boolean {
		if (returns === unknownType) return true;
		let target: Type | undefined = returns;
		if (lambda.syntax.isAsync) {
			target = isNamed(returns, 'System.Void') ? undefined : this.asyncResult(returns);
			if (target === undefined && !isNamed(returns, 'System.Void') && !this.isTaskLike(returns)) return false;
		} else if (isNamed(returns, 'System.Void')) {
			target = undefined;
		}
		if (target === undefined) return body.isExpression ? body.isStatementLike : body.returns.length === 0;
		if (body.isExpression && body.returns[0]?.kind === 'value' && isNamed(body.returns[0].type, 'System.Void')) return false;
		if (body.returns.length === 0) return !body.endsWithoutValue;
		if (body.endsWithoutValue) return false;
		const wanted = target;
		return body.returns.every(value => this.converts(value, wanted));
	}

	/** `T` of a task type `Task<T>`; undefined for `Task` and for types that are no tasks. */
	asyncResult(type: Type): Type | undefined {
		if (type.kind !== 'named' || type.def.arity !== 1) return undefined;
		return this.isTaskLike(type) ? type.args.at(-1) : undefined;
	}

	isTaskLike(type: Type): boolean {
		return (
			type.kind === 'named' &&
			(/^System\.Threading\.Tasks\.(?:Value)?Task(?:`1)?$/.test(type.def.fullName) ||
				type.def.attribute('System.Runtime.CompilerServices.AsyncMethodBuilderAttribute') !== undefined)
		);
	}

	#groupConverts(group: Bound & { kind: 'methods' }, to: Type): boolean {
		const invoke = delegateInvoke(to);
		if (!invoke) return this.#isFunctionBase(to, false) && group.group.candidates.length === 1;
		const resolved = this.resolveGroup(group, delegateParameters(invoke));
		if (!resolved) return false;
		const returns = substituteOwner(invoke.member.returns, invoke.owner);
		if (isNamed(returns, 'System.Void')) return isNamed(resolved.returns, 'System.Void');
		return (
			this.isReference(resolved.returns, returns) &&
			!(isNamed(resolved.returns, 'System.Void') && returns !== unknownType) &&
			!(isValueType(resolved.returns) && !isValueType(returns) && returns !== unknownType)
		);
	}
}

type Constant = { readonly value: string | number | boolean | null };

const ARRAY_INTERFACES: ReadonlySet<string> = new Set([
	'System.Collections.Generic.IEnumerable`1',
	'System.Collections.Generic.ICollection`1',
	'System.Collections.Generic.IList`1',
	'System.Collections.Generic.IReadOnlyCollection`1',
	'System.Collections.Generic.IReadOnlyList`1',
]);
