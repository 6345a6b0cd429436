/** Invocations and what arguments turn into (C# standard 12.8.10, 12.6.2); method groups as delegates (10.8). */
import { constantString } from '../symbols/literals.ts';
import type { Found, MethodSymbol } from '../symbols/members.ts';
import { dynamicType, hasUnknown, type NamedType, sameType, substituteOwner, type Type, unknownType } from '../symbols/types.ts';
import type { Argument, Expr, Range } from '../syntax/ast.ts';
import type { Bound, CallArgument, MethodGroup, ResolvedGroup, UseArgument } from './bound.ts';
import { UNREACHABLE } from './flow.ts';
import { delegateParameters } from './conversions.ts';
import { delegateInvoke } from './lookup.ts';
import { NameBinder } from './names.ts';
import { type Applicable, argumentType, type Resolution, type ResolutionOptions } from './overloads.ts';
import { rangeOf, unknownValue, ofType } from './state.ts';

type ResolutionForm = Pick<ResolutionOptions, 'isGroup' | 'isStrict'>;

/** Arguments after binding, with their syntax. */
export interface BoundArguments {
	readonly values: readonly CallArgument[];
	readonly syntax: readonly (Expr | undefined)[];
	readonly hasDynamic: boolean;
}

export abstract class CallBinder extends NameBinder {
	abstract declareOut(expr: Expr & { kind: 'declaration' }, type: Type): void;

	bindArguments(args: readonly Argument[]): BoundArguments {
		const values = args.map((arg): CallArgument => {
			if (arg.value.kind === 'declaration')
				return {
					name: arg.name,
					ref: arg.ref,
					value: unknownValue,
					isDeclaration: arg.value.type.kind === 'var' || arg.value.names.kind === 'discard',
					...this.#typedDeclaration(arg.value),
				};
			if (arg.ref === 'out' && arg.value.kind === 'name' && arg.value.name === '_' && !this.scope.lookup('_'))
				return { name: arg.name, ref: arg.ref, value: unknownValue, isDeclaration: true };
			return { name: arg.name, ref: arg.ref, value: this.bindValue(arg.value) };
		});
		return { values, syntax: args.map(arg => arg.value), hasDynamic: values.some(arg => !arg.ref && arg.value.type === dynamicType) };
	}

	#typedDeclaration(expr: Expr & { kind: 'declaration' }): { value?: Bound } {
		return expr.type.kind === 'var' ? {} : { value: ofType(this.type(expr.type)) };
	}

	bindCall(expr: Expr & { kind: 'call' }): Bound {
		const callee = this.bind(expr.callee, 'invoke');
		if (callee.kind === 'methods' && callee.group.name === 'nameof' && callee.group.candidates.length === 0 && expr.args.length === 1) {
			return { kind: 'value', type: this.string, constant: { value: constantString(expr) ?? '' } };
		}
		const args = this.bindArguments(expr.args);
		if (callee.kind === 'methods') return this.#callGroup(expr, callee, args);
		if (callee.kind === 'value' || (callee.kind === 'type' && callee.asValue)) {
			const value = callee.kind === 'type' ? (callee.asValue as Bound) : callee;
			if (value.type === dynamicType) {
				this.finishUnknown(args);
				this.emitDynamic('InvokeMember', calleeRange(expr.callee), nameStart(expr.callee), expr);
				return ofType(dynamicType);
			}
			const invoke = delegateInvoke(value.type);
			if (invoke && args.hasDynamic) {
				this.finishUnknown(args);
				this.emitDynamic('InvokeMember', expr.callee, expr.callee.start, expr);
				return ofType(dynamicType);
			}
			if (invoke) {
				const applicable =
					this.overloads.applicable(invoke, args.values, { from: this.context.type }, false) ??
					this.overloads.applicable(invoke, args.values, { from: this.context.type }, true);
				if (applicable) return this.#emitCall(expr, applicable, args, value, { start: expr.callee.start, end: expr.callee.end }, false);
				if (
					args.values.length !== invoke.member.parameters.length &&
					!invoke.member.parameters.some(parameter => parameter.isOptional || parameter.isParams)
				)
					this.frame.hasErrors = true;
				this.finishUnknown(args);
				return ofType(substituteOwner(invoke.member.returns, invoke.owner));
			}
		}
		if (callee.kind === 'value' && callee.type.kind === 'function-pointer') {
			const { parameters, returns } = callee.type;
			for (const [index, arg] of args.values.entries()) this.convert(arg.value, parameters[index] ?? unknownType, args.syntax[index]);
			return ofType(returns);
		}
		if (callee.kind === 'value' && callee.type !== unknownType) {
			this.countUnknown('not callable');
			this.frame.hasErrors = true;
		}
		this.finishUnknown(args);
		return unknownValue;
	}

	#callGroup(expr: Expr & { kind: 'call' }, callee: Bound & { kind: 'methods' }, args: BoundArguments): Bound {
		const { group } = callee;
		const range = calleeRange(expr.callee);
		if (args.hasDynamic && !group.local && group.candidates.length > 0 && this.#dynamicallyBound(group, args)) {
			this.finishUnknown(args);
			this.emitDynamic('InvokeMember', range, nameStart(expr.callee), expr);
			return ofType(dynamicType);
		}
		const { resolution, isExtension } = this.#resolveGroupOrExtension(group, args);
		if (resolution.kind === 'found') return this.#emitCall(expr, resolution.best, args, group.receiver, range, isExtension);
		if (resolution.kind === 'ambiguous') return this.#ambiguous(resolution.candidates, args);
		this.countUnknown(!group.isComplete ? 'base' : group.candidates.length > 0 ? 'no overload fits' : 'no such method');
		if (group.isComplete && (this.#isNowhere(group) || ((group.candidates.length > 0 || canExtend(group)) && isKnown(args))))
			this.frame.hasErrors = true;
		this.finishUnknown(args);
		return unknownValue;
	}

	/** A call with a dynamic argument is bound at run time unless nothing could fit anyway. */
	#dynamicallyBound(group: MethodGroup, args: BoundArguments): boolean {
		return this.resolveInstance(group, args).kind !== 'none';
	}

	/** Too little is known to choose; where all agree on the result, that much is known. */
	#ambiguous(candidates: readonly Applicable[], args: BoundArguments): Bound {
		this.countUnknown('ambiguous');
		this.finishUnknown(args);
		const [first] = candidates;
		return first && candidates.every(each => sameType(each.returns, first.returns)) ? ofType(first.returns) : unknownValue;
	}

	/**
	 * Extension methods count only where no instance method fits, and only on a value. A function whose body looks wrong
	 * counts only when nothing else is left.
	 */
	#resolveGroupOrExtension(group: MethodGroup, args: BoundArguments): { readonly resolution: Resolution; readonly isExtension: boolean } {
		for (const isStrict of canExtend(group) ? [true, false] : [false]) {
			const resolution = this.resolveInstance(group, args, { isStrict });
			if (resolution.kind !== 'none') return { resolution, isExtension: false };
			const extension: Resolution = canExtend(group) ? this.resolveExtension(group, group.receiver, args, { isStrict }) : resolution;
			if (extension.kind !== 'none') return { resolution: extension, isExtension: true };
		}
		return { resolution: { kind: 'none' }, isExtension: false };
	}

	/** Whether no method of that name can be called on a value, whatever it is given. */
	#isNowhere(group: MethodGroup): boolean {
		return group.candidates.length === 0 && canExtend(group) && this.context.namespace.extensionGroups(group.name).length === 0;
	}

	resolveInstance(group: MethodGroup, args: BoundArguments, how: ResolutionForm = {}): Resolution {
		const candidates = this.#usable(group);
		return candidates.length === 0
			? { kind: 'none' }
			: this.overloads.resolve(candidates, args.values, {
					typeArguments: group.typeArguments,
					from: this.context.type,
					...how,
					isDynamic: args.hasDynamic,
				});
	}

	/** Static methods on a type, instance methods on a value; a simple name can mean both. */
	#usable(group: MethodGroup): readonly Found<MethodSymbol>[] {
		if (group.onType) return group.candidates.filter(each => each.member.isStatic || each.member.methodKind === 'local');
		if (group.receiver && group.receiver.kind !== 'type')
			return group.candidates.filter(each => !each.member.isStatic || each.member.container === this.context.type);
		return group.candidates;
	}

	resolveExtension(group: MethodGroup, receiver: Bound, args: BoundArguments, how: ResolutionForm = {}): Resolution {
		if (receiver.type === unknownType && receiver.kind === 'value') return { kind: 'none' };
		const values: CallArgument[] = [{ value: receiver }, ...args.values];
		for (const candidates of this.context.namespace.extensionGroups(group.name)) {
			const resolution = this.overloads.resolve(candidates, values, {
				typeArguments: group.typeArguments,
				isExtension: true,
				...how,
				from: this.context.type,
			});
			if (resolution.kind !== 'none') return resolution;
		}
		return { kind: 'none' };
	}

	#emitCall(
		expr: Expr & { kind: 'call' },
		best: Applicable,
		args: BoundArguments,
		receiver: Bound | undefined,
		range: Range,
		isExtension: boolean,
	): Bound {
		const { member } = best.found;
		const useArgs = this.finishArguments(
			best,
			args,
			isExtension ? receiver : undefined,
			isExtension && expr.callee.kind === 'member' ? expr.callee.receiver : undefined,
		);
		const use = {
			kind: 'call',
			member,
			containingType: best.found.owner,
			...range,
			whole: { start: range.start, end: expr.end },
			name: nameStart(expr.callee),
			typeArguments: best.typeArguments,
			receiver: isExtension ? undefined : receiver,
			args: useArgs,
			syntax: expr,
			result: best.returns,
			isReducedExtension: isExtension,
		} as const;
		const inBlock = isExtension ? member.extensionMember : undefined;
		this.emit(inBlock ? { ...use, ...ofBlock(inBlock, best.typeArguments) } : use);
		this.#emitTypeArguments(member, best.typeArguments, expr.callee);
		this.#applyReachability(member, useArgs);
		if (best.returns === unknownType) this.countUnknown('return type');
		return { kind: 'value', type: best.returns, origin: { kind: 'return', method: member, ...(receiver && { on: receiver.type }) } };
	}

	/** `M<C>(...)`: only written type arguments count. */
	#emitTypeArguments(member: MethodSymbol, typeArguments: readonly Type[] | undefined, callee: Expr): void {
		const name = callee.kind === 'member' ? callee.name : callee.kind === 'name' ? callee : undefined;
		if (name?.args && typeArguments) this.emitConstructors(member.typeParameters, typeArguments, rangeOf(name));
	}

	/** `[DoesNotReturn]` and `[DoesNotReturnIf]`. */
	#applyReachability(member: MethodSymbol, args: readonly UseArgument[]): void {
		if (member.doesNotReturn) this.features = UNREACHABLE;
		for (const arg of args) {
			if (arg.parameter.doesNotReturnIf === undefined || arg.value.kind !== 'value' || !arg.value.guard) continue;
			this.features |= arg.parameter.doesNotReturnIf ? arg.value.guard.whenFalse : arg.value.guard.whenTrue;
		}
	}

	/** Tells each argument its parameter's type. `receiver` is that of an extension call. */
	finishArguments(best: Applicable, args: BoundArguments, receiver?: Bound, receiverSyntax?: Expr): readonly UseArgument[] {
		const shift = receiver ? 1 : 0;
		const found: UseArgument[] = [];
		const { parameters } = best.found.member;
		const first = parameters[0];
		if (receiver && first)
			found.push({ parameter: first, type: best.parameterTypes[0] ?? unknownType, value: receiver, syntax: receiverSyntax });
		for (const [index, arg] of args.values.entries()) {
			const type = argumentType(best, index + shift, this.compilation);
			const parameter = parameters[best.mapping[index + shift] ?? -1];
			const syntax = args.syntax[index];
			if (syntax?.kind === 'declaration') this.declareOut(syntax, arg.isDeclaration ? type : arg.value.type);
			else this.convert(arg.value, type, syntax);
			if (parameter) found.push({ parameter, type, value: arg.value, syntax });
		}
		return found;
	}

	/** Binds what arguments hold although the call could not be bound. */
	finishUnknown(args: BoundArguments): void {
		for (const [index, arg] of args.values.entries()) {
			const syntax = args.syntax[index];
			if (syntax?.kind === 'declaration') this.declareOut(syntax, arg.isDeclaration ? unknownType : arg.value.type);
			else this.convert(arg.value, unknownType, syntax);
		}
	}

	resolveGroup(bound: Bound & { kind: 'methods' }, parameters: readonly CallArgument[]): ResolvedGroup | undefined {
		const { group } = bound;
		const args: BoundArguments = { values: parameters, syntax: [], hasDynamic: false };
		let resolution = this.resolveInstance(group, args, { isGroup: true });
		if (resolution.kind === 'none' && canExtend(group)) resolution = this.resolveExtension(group, group.receiver, args, { isGroup: true });
		return resolution.kind === 'found'
			? { ...resolution.best.found, returns: resolution.best.returns, typeArguments: resolution.best.typeArguments }
			: undefined;
	}

	/** Turns a method group into a delegate of a type: a use of the method it resolves to. */
	convertGroup(bound: Bound & { kind: 'methods' }, target: Type, syntax: Expr | undefined): void {
		const invoke = delegateInvoke(target);
		const { group } = bound;
		let found: (Found<MethodSymbol> & Partial<ResolvedGroup>) | undefined;
		if (invoke) found = this.resolveGroup(bound, delegateParameters(invoke));
		else if (group.candidates.length === 1 && target !== unknownType) found = group.candidates[0];
		if (!found) return;
		if (syntax) this.#emitTypeArguments(found.member, group.typeArguments, syntax);
		const inBlock = group.receiver && !group.onType ? found.member.extensionMember : undefined;
		this.emit({
			kind: 'delegate',
			member: found.member,
			containingType: found.owner,
			...bound.range,
			whole: bound.range,
			name: syntax ? nameStart(syntax) : bound.range.start,
			typeArguments: group.typeArguments ?? [],
			receiver: group.receiver,
			args: [],
			syntax,
			result: target,
			...(inBlock && ofBlock(inBlock, found.typeArguments ?? [])),
		});
	}

	resolveConstructor(type: NamedType, args: BoundArguments): Applicable | undefined {
		const candidates = type.def
			.members('.ctor')
			.filter(member => member.kind === 'method')
			.map(member => ({ member, owner: type }));
		const resolution = this.overloads.resolve(candidates, args.values, { from: this.context.type });
		return resolution.kind === 'found' ? resolution.best : undefined;
	}

	// ---- what enumerating and awaiting give ---------------------------------------------------
}

/** Where the member's name stands in a callee. */
export function nameStart(callee: Expr): number {
	switch (callee.kind) {
		case 'member':
			return callee.name.start;
		case 'conditional-access':
			return nameStart(callee.whenNotNull);
		case 'postfix':
			return nameStart(callee.operand);
		case 'alias-name':
			return callee.name.start;
		default:
			return callee.start;
	}
}

/** A member of an extension block, for the type arguments of the static method that stands for it. */
function ofBlock(
	member: MethodSymbol,
	typeArguments: readonly Type[],
): { readonly member: MethodSymbol; readonly containingType: NamedType; readonly typeArguments: readonly Type[] } {
	const block = member.container;
	return { member, containingType: block.construct(typeArguments.slice(0, block.arity)), typeArguments: typeArguments.slice(block.arity) };
}

/** The part of a call before its arguments. */
function calleeRange(callee: Expr): Range {
	return { start: callee.start, end: callee.end };
}

/** Whether all of what is given is known: where no method takes these arguments, the code is wrong, and not our knowledge. */
export function isKnown(args: BoundArguments): boolean {
	return args.values.every(arg => !arg.isDeclaration && isKnownValue(arg.value));
}

/** Functions count as unknown: why one does not fit may lie in its body. */
function isKnownValue(value: Bound): boolean {
	switch (value.kind) {
		case 'value':
			return !hasUnknown(value.type);
		case 'default':
		case 'throw':
		case 'target-new':
			return true;
		case 'collection':
			return value.elements.every(element => isKnownValue(element.value));
		case 'tuple':
			return value.elements.every(isKnownValue);
		case 'branches':
			return value.parts.every(isKnownValue);
		default:
			return false;
	}
}

/** Whether extension methods can stand for a group's own: it is named on a value, all of whose methods are known. */
function canExtend(group: MethodGroup): group is MethodGroup & { readonly receiver: Bound } {
	return group.receiver !== undefined && !group.onType && group.isComplete;
}
