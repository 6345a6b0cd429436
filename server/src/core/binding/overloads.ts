/** Overload resolution (C# standard 12.6.4). */
import type { Compilation } from '../symbols/compilation.ts';
import type { Found, MethodSymbol, Parameter } from '../symbols/members.ts';
import { isAccessible } from '../symbols/scope.ts';
import {
	dynamicType,
	hasUnknown,
	isNamed,
	isReferenceType,
	isValueType,
	mentions,
	type NamedType,
	nullableUnderlying,
	sameType,
	substitute,
	substituteOwner,
	type Type,
	type TypeDef,
	unknownType,
} from '../symbols/types.ts';
import { compareFromExpression, compareTargets, saysLittle } from './better-conversions.ts';
import type { Bound, CallArgument } from './bound.ts';
import type { Conversions } from './conversions.ts';
import { inferTypeArguments } from './inference.ts';
import { allInterfaces, classChain, leastOverridden } from './lookup.ts';

/** A candidate that fits, with its parameters after substitution. */
export interface Applicable {
	readonly found: Found<MethodSymbol>;
	readonly typeArguments: readonly Type[];
	/** Types of the parameters in declaration order, substituted; a `params` one as its collection type. */
	readonly parameterTypes: readonly Type[];
	readonly returns: Type;
	/** For each argument: the index of its parameter. */
	readonly mapping: readonly number[];
	readonly isExpanded: boolean;
}

export type Resolution =
	| { readonly kind: 'found'; readonly best: Applicable }
	| { readonly kind: 'none' }
	/** Several fit and none is best: an ambiguity, or too much is unknown. */
	| { readonly kind: 'ambiguous'; readonly candidates: readonly Applicable[] };

export interface ResolutionOptions {
	readonly typeArguments?: readonly Type[] | undefined;
	/** The first argument is the receiver of an extension method call. */
	readonly isExtension?: boolean;
	/** For a conversion to a delegate, which no expanded form fits. */
	readonly isGroup?: boolean;
	/** Functions whose bodies don't compile fit nothing: another group of methods is still to be asked. */
	readonly isStrict?: boolean;
	/** Some argument is dynamic: type arguments that can't be inferred are left to run time (12.6.5). */
	readonly isDynamic?: boolean;
	/** The type that the call stands in. */
	readonly from: TypeDef | undefined;
}

/** The type of argument `index` in a candidate. */
export function argumentType(candidate: Applicable, index: number, compilation: Compilation): Type {
	const at = candidate.mapping[index] ?? -1;
	const type = candidate.parameterTypes[at] ?? unknownType;
	const isParams = candidate.isExpanded && at === candidate.parameterTypes.length - 1;
	return isParams ? paramsElement(type, compilation) : type;
}

/** The element type of a `params` parameter: an array, a span or another collection (C# 13). */
export function paramsElement(type: Type, compilation: Compilation): Type {
	if (type.kind === 'array') return type.element;
	if (type.kind !== 'named') return unknownType;
	if (type.args.length === 1) return type.args[0] ?? unknownType;
	return compilation.object;
}

export class Overloads {
	readonly #compilation: Compilation;
	readonly #conversions: Conversions;

	constructor(compilation: Compilation, conversions: Conversions) {
		this.#compilation = compilation;
		this.#conversions = conversions;
	}

	/** Picks the best of some methods for arguments. */
	resolve(candidates: readonly Found<MethodSymbol>[], args: readonly CallArgument[], options: ResolutionOptions): Resolution {
		const strict = this.#resolve(candidates, args, options);
		if (strict.kind !== 'none' || options.isStrict || !args.some(arg => arg.value.kind === 'lambda')) return strict;
		// What looks wrong in a function that only one method could take may be what we don't know.
		return this.#conversions.toleratingErrors(() => this.#resolve(candidates, args, options));
	}

	#resolve(candidates: readonly Found<MethodSymbol>[], args: readonly CallArgument[], options: ResolutionOptions): Resolution {
		let applicable: Applicable[] = [];
		for (const found of candidates) {
			if (!isAccessible(found.member.access, found.owner.def, options.from, this.#compilation)) continue;
			const normal = this.applicable(found, args, options, false);
			if (normal) applicable.push(normal);
			else {
				const expanded =
					!options.isGroup && found.member.parameters.at(-1)?.isParams ? this.applicable(found, args, options, true) : undefined;
				if (expanded) applicable.push(expanded);
			}
		}
		if (applicable.length === 0) return { kind: 'none' };
		applicable = this.#withoutBaseMethods(applicable);
		applicable = byPriority(applicable);
		if (applicable.length === 1) return { kind: 'found', best: applicable[0] as Applicable };
		const best = applicable.filter(candidate =>
			applicable.every(other => other === candidate || this.#compare(candidate, other, args) > 0),
		);
		if (best.length === 1) return { kind: 'found', best: best[0] as Applicable };
		// The same signature from two interfaces: either stands for both.
		const notWorse = applicable.filter(candidate => applicable.every(other => this.#compare(other, candidate, args) <= 0));
		const [first] = notWorse;
		if (
			first &&
			notWorse.length > 1 &&
			notWorse.every(
				other =>
					other.parameterTypes.length === first.parameterTypes.length &&
					other.parameterTypes.every((type, index) => sameType(type, first.parameterTypes[index] ?? unknownType)) &&
					!other.found.owner.def.isStatic,
			)
		) {
			return { kind: 'found', best: first };
		}
		// A class that the source declares again hides the one of an assembly (CS0436).
		const [own, ...others] = applicable.filter(each => each.found.owner.def.module.isSource);
		if (own && others.length === 0 && applicable.every(each => each.found.owner.def.fullName === own.found.owner.def.fullName))
			return { kind: 'found', best: own };
		return { kind: 'ambiguous', candidates: applicable };
	}

	/** A method as a candidate, if the arguments fit it in its normal or expanded form (12.6.4.2). */
	applicable(
		found: Found<MethodSymbol>,
		args: readonly CallArgument[],
		options: ResolutionOptions,
		isExpanded: boolean,
	): Applicable | undefined {
		const { member, owner } = found;
		const mapping = mapArguments(member.parameters, args, isExpanded);
		if (!mapping) return undefined;
		for (let index = 0; index < args.length; index++) {
			const arg = args[index] as CallArgument;
			const parameter = member.parameters[mapping[index] as number];
			if (!parameter) return undefined;
			const isReceiver = options.isExtension === true && index === 0;
			// A group takes part as it is declared; only in calls are there other ways to pass (10.8).
			if (options.isGroup && !isReceiver ? arg.ref !== parameter.ref : !refMatches(arg, parameter, isReceiver)) return undefined;
		}
		const open = member.parameters.map(parameter => substituteOwner(parameter.type, owner));
		// Most extension methods of a name are another type's: that is seen before anything is inferred, or a function bound.
		const receiver = options.isExtension === true && member.typeParameters.length === 0 ? open[0] : undefined;
		if (receiver && !this.#isReceiver((args[0] as CallArgument).value, receiver)) return undefined;
		const typeOf = (types: readonly Type[], index: number): Type => {
			const at = mapping[index] ?? -1;
			const type = types[at] ?? unknownType;
			return isExpanded && at === types.length - 1 ? paramsElement(type, this.#compilation) : type;
		};
		let typeArguments: readonly Type[] = [];
		if (member.typeParameters.length > 0) {
			if (options.typeArguments && options.typeArguments.length > 0) {
				if (options.typeArguments.length !== member.typeParameters.length) return undefined;
				typeArguments = options.typeArguments;
			} else {
				const inferred = inferTypeArguments(
					member,
					args.flatMap((arg, index) =>
						arg.isDeclaration ? [] : [{ value: arg.value, parameterType: typeOf(open, index), isByRef: arg.ref !== undefined }],
					),
					this.#conversions,
				);
				if (!inferred && !options.isDynamic) return undefined;
				typeArguments = inferred ?? member.typeParameters.map(() => unknownType);
			}
		} else if (options.typeArguments && options.typeArguments.length > 0) {
			return undefined;
		}
		const close = (type: Type): Type =>
			typeArguments.length > 0
				? substitute(type, parameter =>
						member.typeParameters[parameter.ordinal] === parameter ? typeArguments[parameter.ordinal] : undefined,
					)
				: type;
		const parameterTypes = typeArguments.length > 0 ? open.map(close) : open;
		if (typeArguments.length > 0 && !options.isDynamic && !this.#constraintsHold(found, typeArguments)) return undefined;
		// Functions last: they are bound for the types that they are given, which is in vain where another argument does not fit.
		for (const ofFunctions of [false, true]) {
			for (let index = 0; index < args.length; index++) {
				const arg = args[index] as CallArgument;
				if ((arg.value.kind === 'lambda') !== ofFunctions) continue;
				const type = typeOf(parameterTypes, index);
				if (arg.isDeclaration || (options.isDynamic && hasUnknown(type))) continue;
				if (index === 0 && options.isExtension ? !receiver && !this.#isReceiver(arg.value, type) : !this.#fits(arg, type)) return undefined;
			}
		}
		return { found, typeArguments, parameterTypes, returns: close(substituteOwner(member.returns, owner)), mapping, isExpanded };
	}

	#fits({ ref, value }: CallArgument, type: Type): boolean {
		if (!ref) return this.#conversions.converts(value, type);
		return value.kind !== 'value' || value.type === unknownType || type === unknownType || sameType(value.type, type);
	}

	#isReceiver(value: Bound, type: Type): boolean {
		if (value.kind === 'value') return this.#conversions.isReceiverConversion(value.type, type);
		if (value.kind === 'tuple') return this.#conversions.converts(value, type);
		return value.kind === 'type' && value.asValue !== undefined && this.#isReceiver(value.asValue, type);
	}

	/** Whether type arguments satisfy the constraints (8.4.5); the unknown satisfies all. */
	#constraintsHold({ member: method, owner }: Found<MethodSymbol>, args: readonly Type[]): boolean {
		return method.typeParameters.every((parameter, index) => {
			const arg = args[index] ?? unknownType;
			if (arg === unknownType) return true;
			const { constraints } = parameter;
			if (constraints.isStruct && (!isValueType(arg) || nullableUnderlying(arg))) return false;
			if (constraints.isUnmanaged && isReferenceType(arg)) return false;
			if (constraints.isClass && !isReferenceType(arg) && arg.kind !== 'parameter') return false;
			if (arg === dynamicType) return true;
			return constraints.types.every(constraint => {
				const type = substitute(substituteOwner(constraint, owner), inner =>
					method.typeParameters[inner.ordinal] === inner ? args[inner.ordinal] : undefined,
				);
				return hasUnknown(type) || this.#conversions.isReference(arg, type);
			});
		});
	}

	/** Methods of a base type count only where no method of a derived type fits (12.8.10.2). */
	#withoutBaseMethods(applicable: readonly Applicable[]): Applicable[] {
		if (applicable.length < 2) return [...applicable];
		// An override belongs to the type that first declared the method.
		const homes = new Map(
			applicable.map(each => [each, each.found.member.isOverride ? leastOverridden(each.found).owner : each.found.owner]),
		);
		return applicable.filter(candidate => {
			const home = homes.get(candidate)?.def;
			return (
				!home ||
				!applicable.some(other => {
					const owner = homes.get(other);
					return other !== candidate && owner !== undefined && owner.def !== home && isBase(home, owner);
				})
			);
		});
	}

	/** 1 when `left` is the better function member for the arguments, -1 when `right` is (12.6.4.3). */
	#compare(left: Applicable, right: Applicable, args: readonly CallArgument[]): number {
		let better = 0;
		// As in the compiler, what a function says by its delegate type alone gives way to what another argument says.
		let isWeak = false;
		let areWeakIgnored = false;
		for (const [index, arg] of args.entries()) {
			if (arg.isDeclaration) continue;
			const leftType = argumentType(left, index, this.#compilation);
			const rightType = argumentType(right, index, this.#compilation);
			const verdict = compareFromExpression(this.#conversions, arg.value, leftType, rightType);
			if (verdict === 0) continue;
			const isThisWeak = saysLittle(arg.value, leftType, rightType);
			if (isThisWeak && (areWeakIgnored || (better !== 0 && better !== verdict && !isWeak))) continue;
			if (better === 0 || better === verdict) {
				isWeak = isThisWeak && (better === 0 || isWeak);
				better = verdict;
			} else if (isWeak) {
				areWeakIgnored = isThisWeak;
				better = isThisWeak ? 0 : verdict;
				isWeak = false;
			} else {
				return 0;
			}
		}
		if (better !== 0) return better;
		return this.#tieBreak(left, right, args);
	}

	#tieBreak(left: Applicable, right: Applicable, args: readonly CallArgument[]): number {
		const same = args.every((_, index) =>
			sameType(argumentType(left, index, this.#compilation), argumentType(right, index, this.#compilation)),
		);
		const used = usedParameters(left, args) - usedParameters(right, args);
		// As the compiler and against the letter of 12.6.4.3: which parameters are left to their defaults decides
		// before anything else, and between parameters of different types too.
		if (!same || used !== 0) {
			if (used !== 0) {
				if (left.isExpanded !== right.isExpanded) return left.isExpanded ? -1 : 1;
				if (usedParameters(left, args) === args.length) return 1;
				if (usedParameters(right, args) === args.length) return -1;
			}
			return preferByValue(left, right, args);
		}
		const generic = Number(left.typeArguments.length > 0) - Number(right.typeArguments.length > 0);
		if (generic !== 0) return generic < 0 ? 1 : -1;
		if (left.isExpanded !== right.isExpanded) return left.isExpanded ? -1 : 1;
		if (left.isExpanded && left.parameterTypes.length !== right.parameterTypes.length)
			return left.parameterTypes.length > right.parameterTypes.length ? 1 : -1;
		let specific = 0;
		for (const [index] of args.entries()) {
			const verdict = moreSpecific(this.#declaredType(left, index), this.#declaredType(right, index));
			if (verdict === 0) continue;
			if (specific !== 0 && specific !== verdict) return 0;
			specific = verdict;
		}
		if (specific !== 0) return specific;
		const byValue = preferByValue(left, right, args);
		if (byValue !== 0) return byValue;
		if (left.isExpanded && right.isExpanded) {
			const verdict = compareTargets(
				this.#conversions,
				left.parameterTypes.at(-1) ?? unknownType,
				right.parameterTypes.at(-1) ?? unknownType,
			);
			if (isSpanLike(left.parameterTypes.at(-1)) !== isSpanLike(right.parameterTypes.at(-1)))
				return isSpanLike(left.parameterTypes.at(-1)) ? 1 : -1;
			return verdict;
		}
		return 0;
	}

	#declaredType(candidate: Applicable, index: number): Type {
		const at = candidate.mapping[index] ?? -1;
		const type = candidate.found.member.parameters[at]?.type ?? unknownType;
		return candidate.isExpanded && at === candidate.parameterTypes.length - 1 ? paramsElement(type, this.#compilation) : type;
	}
}

/** How many parameters a candidate uses: those left to their defaults count, a `params` one once for each of its arguments. */
function usedParameters(candidate: Applicable, args: readonly CallArgument[]): number {
	const declared = candidate.parameterTypes.length;
	if (!candidate.isExpanded) return declared;
	return args.length < declared ? declared - 1 : args.length;
}

/** By value is better than `in` for an argument without `in`. */
function preferByValue(left: Applicable, right: Applicable, args: readonly CallArgument[]): number {
	for (const [index, arg] of args.entries()) {
		const a = left.found.member.parameters[left.mapping[index] ?? -1]?.ref;
		const b = right.found.member.parameters[right.mapping[index] ?? -1]?.ref;
		if (arg.ref === undefined && a !== b) return a === undefined ? 1 : -1;
	}
	return 0;
}

const isSpanLike = (type: Type | undefined): boolean => isNamed(type, 'System.Span`1') || isNamed(type, 'System.ReadOnlySpan`1');

function isBase(base: TypeDef, owner: NamedType): boolean {
	if (owner.def.kind === 'interface') return base.fullName === 'System.Object' || allInterfaces(owner).some(each => each.def === base);
	return classChain(owner).chain.some((each, index) => index > 0 && each.def === base);
}

/** `[OverloadResolutionPriority]`: within one type the highest priority wins (C# 13). */
function byPriority(applicable: readonly Applicable[]): Applicable[] {
	return applicable.filter(
		candidate =>
			!applicable.some(
				other =>
					other.found.member.container === candidate.found.member.container &&
					other.found.member.priority > candidate.found.member.priority,
			),
	);
}

/** 1 when `left` is more specific than `right` (12.6.4.3): a type parameter is less specific than anything else. */
function moreSpecific(left: Type, right: Type): number {
	if (left.kind === 'parameter' || right.kind === 'parameter') return left.kind === right.kind ? 0 : left.kind === 'parameter' ? -1 : 1;
	if (left.kind === 'array' && right.kind === 'array') return moreSpecific(left.element, right.element);
	if (left.kind === 'named' && right.kind === 'named' && left.args.length === right.args.length) {
		let verdict = 0;
		for (const [index, arg] of left.args.entries()) {
			const each = moreSpecific(arg, right.args[index] ?? unknownType);
			if (each === 0) continue;
			if (verdict !== 0 && verdict !== each) return 0;
			verdict = each;
		}
		return verdict;
	}
	const leftGeneric = mentions(left, () => true);
	const rightGeneric = mentions(right, () => true);
	return leftGeneric === rightGeneric ? 0 : leftGeneric ? -1 : 1;
}

function refMatches(arg: CallArgument, parameter: Parameter, isReceiver: boolean): boolean {
	if (arg.ref === parameter.ref) return true;
	// An interpolated string makes the handler that it is passed to by reference (C# 10).
	if (parameter.ref === 'ref' && arg.ref === undefined && arg.value.kind === 'value' && arg.value.isInterpolated) return true;
	if (parameter.ref === 'in') return arg.ref === undefined || arg.ref === 'ref' || arg.ref === 'in';
	return isReceiver && (parameter.ref === 'ref' || parameter.ref === undefined);
}

/** The parameter of each argument (12.6.2.2); undefined where they don't correspond. */
function mapArguments(parameters: readonly Parameter[], args: readonly CallArgument[], isExpanded: boolean): readonly number[] | undefined {
	const last = parameters.length - 1;
	if (!args.some(arg => arg.name !== undefined)) {
		if (args.length > parameters.length && !isExpanded) return undefined;
		for (let index = args.length; index <= last; index++)
			if (!parameters[index]?.isOptional && !(isExpanded && index === last)) return undefined;
		return args.length > parameters.length ? args.map((_, index) => Math.min(index, last)) : inOrder(args.length);
	}
	const mapping: number[] = [];
	let outOfOrder = false;
	for (const [index, arg] of args.entries()) {
		if (arg.name !== undefined) {
			const at = parameters.findIndex(parameter => parameter.name === arg.name);
			if (at < 0 || mapping.includes(at)) return undefined;
			if (at !== index) outOfOrder = true;
			mapping.push(at);
		} else {
			if (outOfOrder) return undefined;
			if (index > last && !isExpanded) return undefined;
			mapping.push(isExpanded ? Math.min(index, last) : index);
		}
	}
	for (const [index, parameter] of parameters.entries()) {
		if (mapping.includes(index) || parameter.isOptional || (isExpanded && index === last)) continue;
		return undefined;
	}
	return mapping;
}

const orders: (readonly number[])[] = [];

/** Each argument for the parameter in its place; the same list for all calls with so many. */
const inOrder = (count: number): readonly number[] => (orders[count] ??= Array.from({ length: count }, (_, index) => index));
