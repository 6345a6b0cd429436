/** Type inference for generic methods (C# standard 12.6.3). */
import type { MethodSymbol } from '../symbols/members.ts';
import {
	isNamed,
	isReferenceType,
	mentions,
	type NamedType,
	nullableUnderlying,
	nullType,
	sameType,
	substitute,
	substituteOwner,
	tupleElements,
	type Type,
	type TypeParameter,
	unknownType,
} from '../symbols/types.ts';
import type { Bound, LambdaBound } from './bound.ts';
import { type Conversions, delegateParameters } from './conversions.ts';
import { delegateInvoke, instancesOf } from './lookup.ts';

interface Bounds {
	readonly parameter: TypeParameter;
	fixed: Type | undefined;
	readonly exact: Type[];
	readonly lower: Type[];
	readonly upper: Type[];
	/** Some bound was unknown: what is inferred without it would be a guess. */
	sawUnknown: boolean;
}

export interface InferenceArgument {
	readonly value: Bound;
	readonly parameterType: Type;
	readonly isByRef: boolean;
}

/** The type arguments of a method for its arguments, or undefined where inference fails. */
export function inferTypeArguments(
	method: MethodSymbol,
	args: readonly InferenceArgument[],
	conversions: Conversions,
): readonly Type[] | undefined {
	return new Inference(method.typeParameters, conversions).infer(args);
}

const MAX_ROUNDS = 32;

class Inference {
	readonly #bounds: Bounds[];
	readonly #conversions: Conversions;

	constructor(parameters: readonly TypeParameter[], conversions: Conversions) {
		this.#bounds = parameters.map(parameter => ({ parameter, fixed: undefined, exact: [], lower: [], upper: [], sawUnknown: false }));
		this.#conversions = conversions;
	}

	infer(args: readonly InferenceArgument[]): readonly Type[] | undefined {
		for (const arg of args) this.#firstPhase(arg.value, arg.parameterType, arg.isByRef);
		const pending = new Set(args.filter(arg => this.#isFunction(arg.value) && this.#mentionsUnfixed(arg.parameterType)));
		for (let round = 0; round < MAX_ROUNDS && this.#bounds.some(each => !each.fixed); round++) {
			if (!this.#fixReady(pending)) return undefined;
			for (const arg of [...pending]) {
				const inputs = this.#inputTypes(arg.value, arg.parameterType);
				if (inputs.some(type => this.#mentionsUnfixed(type))) continue;
				pending.delete(arg);
				this.#outputInference(arg.value, arg.parameterType);
			}
		}
		return this.#bounds.every(each => each.fixed) ? this.#bounds.map(each => each.fixed as Type) : undefined;
	}

	#boundsOf(type: Type): Bounds | undefined {
		return type.kind === 'parameter' ? this.#bounds.find(each => each.parameter === type) : undefined;
	}

	#mentionsUnfixed(type: Type): boolean {
		return mentions(type, parameter => this.#bounds.some(each => each.parameter === parameter && !each.fixed));
	}

	#substituteFixed(type: Type): Type {
		return substitute(type, parameter => this.#bounds.find(each => each.parameter === parameter)?.fixed);
	}

	#isFunction(value: Bound): boolean {
		return (
			value.kind === 'lambda' ||
			value.kind === 'methods' ||
			(value.kind === 'tuple' && value.elements.some(element => this.#isFunction(element)))
		);
	}

	#firstPhase(value: Bound, to: Type, isByRef: boolean): void {
		switch (value.kind) {
			case 'value':
				if (isByRef) this.#exact(value.type, to);
				else this.#lower(value.type, to);
				break;
			case 'type':
				if (value.asValue) this.#firstPhase(value.asValue, to, isByRef);
				break;
			case 'lambda': {
				const invoke = delegateInvoke(to);
				if (!invoke) break;
				for (const [index, type] of (value.parameterTypes ?? []).entries()) {
					const parameter = invoke.member.parameters[index];
					if (type && parameter) this.#exact(type, substituteOwner(parameter.type, invoke.owner));
				}
				if (value.returnType) this.#exact(value.returnType, substituteOwner(invoke.member.returns, invoke.owner));
				break;
			}
			case 'tuple': {
				const target = tupleElements(to);
				if (target?.length === value.elements.length)
					value.elements.forEach((element, index) => this.#firstPhase(element, target[index]?.type ?? unknownType, false));
				else if (value.type !== unknownType) this.#lower(value.type, to);
				break;
			}
			case 'collection': {
				const element = this.#conversions.collectionElement(to);
				if (!element) break;
				for (const part of value.elements) {
					if (!part.spread) this.#firstPhase(part.value, element, false);
					else if (part.value.kind === 'value')
						this.#lower(part.value.type, this.#conversions.compilation.construct('System.Collections.Generic.IEnumerable`1', element));
				}
				break;
			}
			case 'branches':
				for (const part of value.parts) this.#firstPhase(part, to, false);
				break;
			default:
				break;
		}
	}

	#inputTypes(value: Bound, to: Type): readonly Type[] {
		if (value.kind === 'tuple') {
			const target = tupleElements(to);
			return target?.length === value.elements.length
				? value.elements.flatMap((element, index) => this.#inputTypes(element, target[index]?.type ?? unknownType))
				: [];
		}
		const invoke = delegateInvoke(to);
		if (!invoke || (value.kind === 'lambda' && value.parameterTypes?.every(type => type !== undefined))) return [];
		if (value.kind !== 'lambda' && value.kind !== 'methods') return [];
		return invoke.member.parameters.map(parameter => substituteOwner(parameter.type, invoke.owner));
	}

	#outputTypes(value: Bound, to: Type): readonly Type[] {
		if (value.kind === 'tuple') {
			const target = tupleElements(to);
			return target?.length === value.elements.length
				? value.elements.flatMap((element, index) => this.#outputTypes(element, target[index]?.type ?? unknownType))
				: [];
		}
		const invoke = delegateInvoke(to);
		return invoke && (value.kind === 'lambda' || value.kind === 'methods') ? [substituteOwner(invoke.member.returns, invoke.owner)] : [];
	}

	#dependsOnUnfixed(each: Bounds, pending: ReadonlySet<InferenceArgument>): boolean {
		for (const arg of pending) {
			if (!this.#outputTypes(arg.value, arg.parameterType).some(type => mentions(type, parameter => parameter === each.parameter)))
				continue;
			if (
				this.#inputTypes(arg.value, arg.parameterType).some(type =>
					mentions(type, parameter => this.#bounds.some(other => other.parameter === parameter && !other.fixed)),
				)
			)
				return true;
		}
		return false;
	}

	/** Fixes what can be fixed now (12.6.3.3); false when nothing can. */
	#fixReady(pending: ReadonlySet<InferenceArgument>): boolean {
		const unfixed = this.#bounds.filter(each => !each.fixed);
		const hasBounds = (each: Bounds): boolean => each.exact.length + each.lower.length + each.upper.length > 0 || each.sawUnknown;
		const independent = unfixed.filter(each => !this.#dependsOnUnfixed(each, pending));
		let chosen = independent.filter(hasBounds);
		// What only waits for an output inference that can run now is not stuck.
		const isWaiting = (each: Bounds): boolean =>
			[...pending].some(
				arg =>
					this.#outputTypes(arg.value, arg.parameterType).some(type => mentions(type, parameter => parameter === each.parameter)) &&
					!this.#inputTypes(arg.value, arg.parameterType).some(type => this.#mentionsUnfixed(type)),
			);
		chosen = chosen.filter(each => !isWaiting(each));
		if (chosen.length === 0) {
			if (unfixed.some(isWaiting)) return true;
			chosen = unfixed.filter(
				each =>
					hasBounds(each) &&
					[...pending].some(arg =>
						this.#inputTypes(arg.value, arg.parameterType).some(type => mentions(type, parameter => parameter === each.parameter)),
					),
			);
			if (chosen.length === 0) return false;
		}
		for (const each of chosen) if (!this.#fix(each)) return false;
		return true;
	}

	/** 12.6.3.12. */
	#fix(each: Bounds): boolean {
		let candidates: Type[] = [];
		for (const bound of [...each.exact, ...each.lower, ...each.upper])
			if (!candidates.some(candidate => candidate === bound)) candidates.push(bound);
		for (const bound of each.exact) candidates = candidates.filter(candidate => sameType(candidate, bound));
		for (const bound of each.lower)
			candidates = candidates.filter(
				candidate => this.#conversions.isReceiverConversion(bound, candidate) || this.#conversions.isImplicit(bound, candidate),
			);
		for (const bound of each.upper) candidates = candidates.filter(candidate => this.#conversions.isImplicit(candidate, bound));
		const best = candidates.filter(candidate => candidates.every(other => this.#conversions.isImplicit(other, candidate)));
		const [first] = best;
		if (first && best.every(other => sameType(other, first))) each.fixed = first;
		else if (each.sawUnknown) each.fixed = unknownType;
		if (each.sawUnknown && each.exact.length === 0) each.fixed = unknownType;
		return each.fixed !== undefined;
	}

	#outputInference(value: Bound, to: Type): void {
		if (value.kind === 'tuple') {
			const target = tupleElements(to);
			if (target?.length === value.elements.length)
				value.elements.forEach((element, index) => this.#outputInference(element, target[index]?.type ?? unknownType));
			return;
		}
		const invoke = delegateInvoke(to);
		if (!invoke) return;
		const returns = substituteOwner(invoke.member.returns, invoke.owner);
		if (!this.#mentionsUnfixed(returns)) return;
		const parameters = delegateParameters(invoke).map(parameter => ({
			...parameter,
			value: { kind: 'value', type: this.#substituteFixed(parameter.value.type) } as const,
		}));
		if (value.kind === 'lambda')
			this.#lambdaOutput(
				value,
				parameters.map(parameter => parameter.value.type),
				returns,
			);
		else if (value.kind === 'methods') {
			const resolved = this.#conversions.resolveGroup(value, parameters);
			this.#lower(resolved?.returns ?? unknownType, returns);
		}
	}

	#lambdaOutput(lambda: LambdaBound, types: readonly Type[], returns: Type): void {
		if (lambda.returnType) return;
		const body = lambda.body(types, undefined);
		const inferred = this.#conversions.inferredReturn(lambda, body);
		if (inferred) {
			if (!isNamed(inferred, 'System.Void')) this.#lower(inferred, returns);
		} else {
			// Returned values without a common type (`new()`, nested lambdas) infer one by one.
			const target = lambda.syntax.isAsync ? this.#conversions.asyncResult(returns) : returns;
			if (target) for (const value of body.returns) this.#firstPhase(value, target, false);
			if (target && body.returns.every(value => value.kind === 'value' && value.type === nullType)) return;
		}
	}

	#exact(from: Type, to: Type): void {
		const bounds = this.#boundsOf(to);
		if (bounds) {
			if (bounds.fixed) return;
			if (from === unknownType) bounds.sawUnknown = true;
			else bounds.exact.push(from);
			return;
		}
		if (from === unknownType) return this.#poison(to);
		if (to.kind === 'array' && from.kind === 'array' && to.rank === from.rank) this.#exact(from.element, to.element);
		else if (to.kind === 'pointer' && from.kind === 'pointer') this.#exact(from.element, to.element);
		else if (to.kind === 'named' && from.kind === 'named' && to.def === from.def)
			to.args.forEach((arg, index) => this.#exact(from.args[index] ?? unknownType, arg));
	}

	/** Everything that could have been inferred from an unknown type is unknown. */
	#poison(to: Type): void {
		for (const each of this.#bounds) if (!each.fixed && mentions(to, parameter => parameter === each.parameter)) each.sawUnknown = true;
	}

	#lower(from: Type, to: Type): void {
		if (from === nullType) return;
		const bounds = this.#boundsOf(to);
		if (bounds) {
			if (bounds.fixed) return;
			if (from === unknownType) bounds.sawUnknown = true;
			else if (!isNamed(from, 'System.Void')) bounds.lower.push(from);
			return;
		}
		if (!this.#mentionsUnfixed(to)) return;
		if (from === unknownType) return this.#poison(to);
		const nullable = nullableUnderlying(to);
		if (nullable) {
			const underlying = nullableUnderlying(from);
			return this.#lower(underlying ?? from, nullable);
		}
		if (to.kind === 'array') {
			if (from.kind === 'array' && from.rank === to.rank) this.#elementLower(from.element, to.element);
			return;
		}
		if (to.kind === 'pointer') {
			if (from.kind === 'pointer') this.#exact(from.element, to.element);
			return;
		}
		if (to.kind !== 'named') return;
		const [element] = to.args;
		if (from.kind === 'array') {
			if (
				from.rank === 1 &&
				element &&
				to.args.length === 1 &&
				(to.def.kind === 'interface' || isNamed(to, 'System.Span`1') || isNamed(to, 'System.ReadOnlySpan`1'))
			) {
				if (isNamed(to, 'System.Span`1')) this.#exact(from.element, element);
				else this.#elementLower(from.element, element);
			}
			return;
		}
		if (isNamed(to, 'System.ReadOnlySpan`1') && element) {
			if (isNamed(from, 'System.Span`1')) return this.#elementLower((from as NamedType).args[0] ?? unknownType, element);
			if (isNamed(from, 'System.String')) return this.#lower(this.#conversions.compilation.wellKnown('System.Char'), element);
		}
		const instances = instancesOf(from, to.def.fullName);
		const [instance] = instances;
		// Several instances of one interface decide nothing.
		if (!instance || instances.length > 1) return;
		for (const [index, parameter] of to.def.typeParameters.entries()) {
			const source = instance.args[index] ?? unknownType;
			const target = to.args[index] ?? unknownType;
			if (parameter.variance === 'out') this.#elementLower(source, target);
			else if (parameter.variance === 'in') this.#elementUpper(source, target);
			else this.#exact(source, target);
		}
	}

	#elementLower(from: Type, to: Type): void {
		if (from === unknownType || isReferenceType(from)) this.#lower(from, to);
		else this.#exact(from, to);
	}

	#elementUpper(from: Type, to: Type): void {
		if (isReferenceType(from)) this.#upper(from, to);
		else this.#exact(from, to);
	}

	#upper(from: Type, to: Type): void {
		const bounds = this.#boundsOf(to);
		if (bounds) {
			if (!bounds.fixed) bounds.upper.push(from);
			return;
		}
		if (!this.#mentionsUnfixed(to)) return;
		if (from.kind === 'array' && to.kind === 'array') return this.#elementUpper(from.element, to.element);
		if (from.kind !== 'named' || to.kind !== 'named') return;
		const [instance] = instancesOf(to, from.def.fullName);
		if (!instance) return;
		for (const [index, parameter] of from.def.typeParameters.entries()) {
			const source = from.args[index] ?? unknownType;
			const target = instance.args[index] ?? unknownType;
			if (parameter.variance === 'out') this.#elementUpper(source, target);
			else if (parameter.variance === 'in') this.#elementLower(source, target);
			else this.#exact(source, target);
		}
	}
}
