/** Invocations, object creation, element access and what arguments turn into (C# standard 12.8.10, 12.8.12, 12.8.17). */
import { Access } from '../metadata/facts.ts';
import { constantString } from '../symbols/literals.ts';
import type { Found, MethodSymbol, PropertySymbol } from '../symbols/members.ts';
import { isAccessible } from '../symbols/scope.ts';
import {
	dynamicType,
	hasUnknown,
	isNamed,
	type NamedType,
	nullableUnderlying,
	sameType,
	substitute,
	substituteOwner,
	tupleElements,
	type Type,
	unknownType,
} from '../symbols/types.ts';
import type { Argument, Expr, Initializer, Range } from '../syntax/ast.ts';
import type { Bound, CallArgument, MethodGroup, Place, ResolvedGroup, UseArgument } from './bound.ts';
import { UNREACHABLE } from './flow.ts';
import { delegateParameters } from './conversions.ts';
import { delegateInvoke, inlineArrayElement, instancesOf, lookupMember } from './lookup.ts';
import { NameBinder } from './names.ts';
import { type Applicable, argumentType, type Resolution, type ResolutionOptions } from './overloads.ts';
import { type AccessMode, rangeOf, unknownValue, ofType } from './state.ts';

type ResolutionForm = Pick<ResolutionOptions, 'isGroup' | 'isStrict'>;

/** Arguments after binding, with their syntax. */
interface BoundArguments {
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
				this.replaceDynamicMember('InvokeMember', calleeRange(expr.callee), expr);
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

	/** `d.M()` on a dynamic value is one operation, not a read of `M` and a call. */
	replaceDynamicMember(binder: string, range: Range, expr: Expr & { kind: 'call' }): void {
		const last = this.uses.findLastIndex(use => use.kind === 'dynamic' && use.start === range.start && use.end <= range.end);
		const name = last >= 0 ? (this.uses[last]?.name ?? range.start) : range.start;
		if (last >= 0) this.uses.splice(last, 1);
		this.emitDynamic(binder, range, name, expr);
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
		if (group.isComplete && (group.candidates.length > 0 || canExtend(group)) && isKnown(args)) this.frame.hasErrors = true;
		this.finishUnknown(args);
		return unknownValue;
	}

	/** A call with a dynamic argument is bound at run time unless nothing could fit anyway. */
	#dynamicallyBound(group: MethodGroup, args: BoundArguments): boolean {
		return this.#resolveInstance(group, args).kind !== 'none';
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
			const resolution = this.#resolveInstance(group, args, { isStrict });
			if (resolution.kind !== 'none') return { resolution, isExtension: false };
			const extension: Resolution = canExtend(group) ? this.#resolveExtension(group, group.receiver, args, { isStrict }) : resolution;
			if (extension.kind !== 'none') return { resolution: extension, isExtension: true };
		}
		return { resolution: { kind: 'none' }, isExtension: false };
	}

	#resolveInstance(group: MethodGroup, args: BoundArguments, how: ResolutionForm = {}): Resolution {
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

	#resolveExtension(group: MethodGroup, receiver: Bound, args: BoundArguments, how: ResolutionForm = {}): Resolution {
		if (receiver.type === unknownType && receiver.kind === 'value') return { kind: 'none' };
		const values: CallArgument[] = [{ value: receiver }, ...args.values];
		for (const methods of this.context.namespace.extensionGroups(group.name)) {
			const candidates = methods
				.filter(method => isAccessible(method.access, method.container, this.context.type, this.compilation))
				.map(member => ({ member, owner: member.container.self }));
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
			owner: best.found.owner,
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
		const inBlock = isExtension ? member.options.extensionMember : undefined;
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
		if (member.options.doesNotReturn) this.state = UNREACHABLE;
		for (const arg of args) {
			if (arg.parameter.doesNotReturnIf === undefined || arg.value.kind !== 'value' || !arg.value.guard) continue;
			this.state |= arg.parameter.doesNotReturnIf ? arg.value.guard.whenFalse : arg.value.guard.whenTrue;
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
		let resolution = this.#resolveInstance(group, args, { isGroup: true });
		if (resolution.kind === 'none' && canExtend(group)) resolution = this.#resolveExtension(group, group.receiver, args, { isGroup: true });
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
		const inBlock = group.receiver && !group.onType ? found.member.options.extensionMember : undefined;
		this.emit({
			kind: 'delegate',
			member: found.member,
			owner: found.owner,
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

	// ---- object creation --------------------------------------------------------------------

	bindNew(expr: Expr & { kind: 'new' }): Bound {
		const args = this.bindArguments(expr.args);
		if (!expr.type) {
			let finished = false;
			return {
				kind: 'target-new',
				type: unknownType,
				finish: target => {
					if (finished) return;
					finished = true;
					this.#construct(expr, nullableUnderlying(target) ?? target, args);
				},
			};
		}
		const type = this.type(expr.type);
		this.#construct(expr, type, args);
		return { kind: 'value', type };
	}

	#construct(expr: Expr & { kind: 'new' }, type: Type, args: BoundArguments): void {
		if (type.kind === 'named' && type.def.kind === 'delegate' && args.values.length === 1) {
			const value = args.values[0]?.value;
			if (value?.kind === 'methods') {
				this.convertGroup({ ...value, range: rangeOf(expr) }, type, args.syntax[0]);
				return;
			}
			this.finishUnknownWith(args, type);
		} else if (type.kind === 'named' && !type.def.isAbstract) {
			this.#constructNamed(expr, type, args);
		} else {
			this.finishUnknown(args);
		}
		if (expr.initializer) this.bindInitializer(expr.initializer, type);
	}

	finishUnknownWith(args: BoundArguments, target: Type): void {
		for (const [index, arg] of args.values.entries()) this.convert(arg.value, target, args.syntax[index]);
	}

	#constructNamed(expr: Expr & { kind: 'new' }, type: NamedType, args: BoundArguments): void {
		if (args.hasDynamic) {
			this.finishUnknown(args);
			this.emitDynamic('InvokeConstructor', rangeOf(expr), expr.start, expr);
			return;
		}
		const best = this.resolveConstructor(type, args);
		if (!best) {
			if (!(type.def.isValueType && args.values.length === 0)) this.countUnknown('constructor');
			this.finishUnknown(args);
			return;
		}
		const useArgs = this.finishArguments(best, args);
		this.emit({
			kind: 'new',
			member: best.found.member,
			owner: type,
			...rangeOf(expr),
			whole: rangeOf(expr),
			name: expr.start,
			typeArguments: [],
			receiver: undefined,
			args: useArgs,
			syntax: expr,
			result: type,
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

	/** An object or collection initializer (12.8.17.2.2). */
	bindInitializer(initializer: Initializer, type: Type): void {
		for (const element of initializer.elements) {
			if (element.member) this.#initializeMember(element.member, element, type);
			else if (element.index) {
				const args = this.bindArguments(element.index);
				if (args.hasDynamic || type === dynamicType) {
					this.finishUnknown(args);
					this.#initializeValue(element.value, unknownType);
					this.emitDynamic('SetIndex', element.brackets ?? rangeOf(element), element.start, undefined);
					continue;
				}
				const place = this.#indexer(type, args, element, undefined);
				this.#initializeValue(element.value, place ? this.#placeType(place) : unknownType);
				if (place) this.#emitSet(place, rangeOf(element), element.value);
			} else {
				this.#addElement(element.value, type, element);
			}
		}
	}

	#placeType(place: Place): Type {
		return substituteOwner(place.found.member.type, place.found.owner);
	}

	#initializeMember(
		name: Expr & { kind: 'name' },
		element: { readonly start: number; readonly end: number; readonly value: Expr | Initializer },
		type: Type,
	): void {
		if (type === dynamicType) {
			this.#initializeValue(element.value, dynamicType);
			if (element.value.kind !== 'initializer') this.emitDynamic('SetMember', rangeOf(name), element.start, undefined);
			return;
		}
		const { found } = lookupMember(type, name.name, this.compilation);
		const member = found.find(each => each.member.kind !== 'method') as Place['found'] | undefined;
		if (!member) {
			this.#initializeValue(element.value, unknownType);
			return;
		}
		const place: Place = { found: member, receiver: ofType(type), name: name.start, range: rangeOf(name), args: [] };
		if (element.value.kind === 'initializer') {
			// `P = { ... }` reads P and fills what it holds.
			this.place(place, 'read', name);
			this.bindInitializer(element.value, this.#placeType(place));
			return;
		}
		this.#initializeValue(element.value, this.#placeType(place));
		this.#emitSet(place, rangeOf(element), element.value);
	}

	#initializeValue(value: Expr | Initializer, type: Type): void {
		if (value.kind === 'initializer') this.bindInitializer(value, type);
		else this.convert(this.bindValue(value), type, value);
	}

	#emitSet(place: Place, range: Range, value: Expr | Initializer): void {
		const setter = this.accessorOf(place.found, 'set');
		const written = value.kind === 'initializer' ? {} : { assigned: value };
		if (setter)
			this.emitPlace('set', setter, place, range, { kind: 'unknown', ...range, parts: [] }, this.#placeType(place), place.args, written);
		else if (place.found.member.kind === 'field') {
			this.emit({
				kind: 'field',
				member: place.found.member,
				owner: place.found.owner,
				...place.range,
				whole: range,
				name: place.name,
				typeArguments: [],
				receiver: place.receiver,
				args: [],
				syntax: undefined,
				result: this.#placeType(place),
				...written,
			});
		}
	}

	/** An element of a collection initializer calls `Add`. */
	#addElement(value: Expr | Initializer, type: Type, range: Range): void {
		const exprs =
			value.kind === 'initializer' ? value.elements.map(element => element.value).filter(each => each.kind !== 'initializer') : [value];
		const values = exprs.map(each => ({ value: this.bindValue(each) }));
		const args: BoundArguments = { values, syntax: exprs, hasDynamic: values.some(each => each.value.type === dynamicType) };
		if (args.hasDynamic || type === dynamicType) {
			this.finishUnknown(args);
			this.emitDynamic('InvokeMember', rangeOf(range), range.start, undefined);
			return;
		}
		const { found, isComplete } = lookupMember(type, 'Add', this.compilation);
		const group: MethodGroup = {
			candidates: found as readonly Found<MethodSymbol>[],
			typeArguments: undefined,
			receiver: ofType(type),
			onType: false,
			name: 'Add',
			isComplete,
		};
		let resolution = found[0]?.member.kind === 'method' ? this.#resolveInstance(group, args) : ({ kind: 'none' } as const);
		const isExtension = resolution.kind === 'none';
		if (isExtension && type !== unknownType) resolution = this.#resolveExtension(group, ofType(type), args);
		if (resolution.kind !== 'found') {
			this.finishUnknown(args);
			return;
		}
		const useArgs = this.finishArguments(resolution.best, args, isExtension ? ofType(type) : undefined);
		this.emit({
			kind: 'call',
			member: resolution.best.found.member,
			owner: resolution.best.found.owner,
			...rangeOf(range),
			whole: rangeOf(range),
			name: range.start,
			typeArguments: resolution.best.typeArguments,
			receiver: ofType(type),
			args: useArgs,
			syntax: undefined,
			result: resolution.best.returns,
		});
	}

	// ---- element access ---------------------------------------------------------------------

	bindElement(expr: Expr & { kind: 'element' }, mode: AccessMode): Bound {
		const receiver = expr.receiver.kind === 'conditional-receiver' ? this.conditionalReceiver : this.bindValue(expr.receiver);
		const args = this.bindArguments(expr.args);
		const { type } = receiver;
		if (type === dynamicType || (args.hasDynamic && type !== unknownType && type.kind !== 'array')) {
			this.finishUnknown(args);
			this.emitDynamic(mode === 'write' ? 'SetIndex' : 'GetIndex', rangeOf(expr), expr.start, expr);
			return ofType(dynamicType);
		}
		if (type.kind === 'array') {
			this.finishUnknown(args);
			return ofType(this.#isRange(args) ? type : type.element);
		}
		if (type.kind === 'pointer') {
			this.finishUnknown(args);
			this.hideOperands(expr);
			return ofType(type.element);
		}
		const inline = inlineArrayElement(type);
		if (inline) {
			this.finishUnknown(args);
			return ofType(this.#isRange(args) ? this.compilation.construct('System.Span`1', inline) : inline);
		}
		const place = this.#indexer(type, args, expr, receiver);
		if (place) return this.place(place, mode, expr);
		const implicit = this.#implicitIndexer(type, args, expr);
		this.finishUnknown(args);
		if (implicit === unknownType && type !== unknownType) {
			this.countUnknown('indexer');
			if (isKnown(args)) this.frame.hasErrors = true;
		}
		return ofType(implicit);
	}

	#isRange(args: BoundArguments): boolean {
		return isNamed(args.values[0]?.value.type, 'System.Range');
	}

	#indexer(type: Type, args: BoundArguments, expr: Range, receiver: Bound | undefined): Place | undefined {
		const { found } = lookupMember(type, 'this[]', this.compilation);
		const indexers = found.filter((each): each is Found<PropertySymbol> => each.member.kind === 'property');
		// An override and what it overrides are one indexer; the first found is the most derived.
		const byAccessor = new Map<MethodSymbol, Found<PropertySymbol>>();
		for (const each of indexers) {
			const accessor = each.member.getter;
			if (accessor) byAccessor.set(accessor, each);
		}
		const candidates = [...byAccessor].map(([member, each]) => ({ member, owner: each.owner }));
		const resolution = this.overloads.resolve(candidates, args.values, { from: this.context.type });
		const place = { receiver, name: 'bracket' in expr ? (expr as Expr & { kind: 'element' }).bracket : expr.start, range: rangeOf(expr) };
		if (resolution.kind === 'found') {
			const property = byAccessor.get(resolution.best.found.member);
			return property && { ...place, found: property, args: this.finishArguments(resolution.best, args) };
		}
		const setOnly = indexers.find(each => !each.member.getter && each.member.parameters.length === args.values.length);
		if (!setOnly) return undefined;
		this.finishUnknown(args);
		return { ...place, found: setOnly, args: [] };
	}

	/** `x[^1]` and `x[1..]` through `int` indexers and `Slice` (12.8.12.3.5). */
	#implicitIndexer(type: Type, args: BoundArguments, expr: Expr & { kind: 'element' }): Type {
		const emit = (each: Found<MethodSymbol | PropertySymbol>, result: Type): Type => {
			this.emit({
				kind: 'reference',
				member: each.member,
				owner: each.owner,
				...rangeOf(expr),
				whole: rangeOf(expr),
				name: expr.bracket,
				typeArguments: [],
				receiver: undefined,
				args: [],
				syntax: expr,
				result,
			});
			return result;
		};
		const argument = args.values[0]?.value.type;
		if (args.values.length !== 1 || type === unknownType) return unknownType;
		if (isNamed(argument, 'System.Range')) {
			// Strings are sliced by Substring, everything else by Slice.
			const name = isNamed(type, 'System.String') ? 'Substring' : 'Slice';
			const slice = lookupMember(type, name, this.compilation).found.find(
				each => each.member.kind === 'method' && each.member.parameters.length === 2,
			);
			return slice?.member.kind === 'method'
				? emit(slice as Found<MethodSymbol>, substituteOwner(slice.member.returns, slice.owner))
				: unknownType;
		}
		if (!isNamed(argument, 'System.Index')) return unknownType;
		const indexer = lookupMember(type, 'this[]', this.compilation).found.find(
			each => each.member.kind === 'property' && isNamed(each.member.parameters[0]?.type, 'System.Int32'),
		);
		return indexer?.member.kind === 'property'
			? emit(indexer as Found<PropertySymbol>, substituteOwner(indexer.member.type, indexer.owner))
			: unknownType;
	}

	// ---- what enumerating and awaiting give ---------------------------------------------------

	/** Calls a parameterless method by pattern, instance or extension; its use is at `range`. */
	#pattern(type: Type, name: string, range: Range, emit: boolean): Type | undefined {
		const { found, isComplete } = lookupMember(type, name, this.compilation);
		const method = found.find(
			each =>
				each.member.kind === 'method' &&
				each.member.access === Access.Public &&
				!each.member.isStatic &&
				each.member.parameters.every(parameter => parameter.isOptional) &&
				each.member.typeParameters.length === 0,
		);
		let best: Applicable | undefined;
		if (method?.member.kind === 'method')
			best = this.overloads.applicable({ member: method.member, owner: method.owner }, [], { from: this.context.type }, false);
		else if (isComplete) {
			const resolution = this.#resolveExtension(
				{ candidates: [], typeArguments: undefined, receiver: ofType(type), onType: false, name, isComplete },
				ofType(type),
				{ values: [], syntax: [], hasDynamic: false },
			);
			if (resolution.kind === 'found') best = resolution.best;
		}
		if (!best) return undefined;
		if (emit)
			this.emit({
				kind: 'call',
				member: best.found.member,
				owner: best.found.owner,
				...range,
				whole: range,
				name: -1,
				typeArguments: best.typeArguments,
				receiver: ofType(type),
				args: [],
				syntax: undefined,
				result: best.returns,
			});
		return best.returns;
	}

	/** `using` of a value that is disposed by pattern (13.14); `IDisposable` is its own interface's business. */
	disposed(type: Type, isAwait: boolean, range: Range): void {
		if (type.kind !== 'named') return;
		const contract = isAwait ? 'System.IAsyncDisposable' : 'System.IDisposable';
		if (isAwait ? instancesOf(type, contract).length > 0 : !type.def.isByRefLike) return;
		this.#pattern(type, isAwait ? 'DisposeAsync' : 'Dispose', range, true);
	}

	/** The type of the elements that `foreach` sees (13.9.5). */
	elementType(source: Type, isAwait: boolean, range: Range, variable: Range): Type {
		if (source === unknownType || source === dynamicType) return source;
		if (source.kind === 'array' && !isAwait) return source.element;
		const inline = inlineArrayElement(source);
		if (inline) return inline;
		const enumerator = this.#pattern(source, isAwait ? 'GetAsyncEnumerator' : 'GetEnumerator', range, true);
		if (enumerator && enumerator !== unknownType) {
			this.#pattern(enumerator, isAwait ? 'MoveNextAsync' : 'MoveNext', range, true);
			const current = lookupMember(enumerator, 'Current', this.compilation).found[0];
			if (current?.member.kind === 'property') {
				const type = substituteOwner(current.member.type, current.owner);
				const getter = this.accessorOf(current, 'get');
				if (getter)
					this.emit({
						kind: 'get',
						member: getter.member,
						owner: getter.owner,
						...variable,
						whole: variable,
						name: -1,
						typeArguments: [],
						receiver: ofType(enumerator),
						args: [],
						syntax: undefined,
						result: type,
					});
				return type;
			}
		}
		const instances = instancesOf(
			source,
			isAwait ? 'System.Collections.Generic.IAsyncEnumerable`1' : 'System.Collections.Generic.IEnumerable`1',
		);
		if (instances.length === 1) return instances[0]?.args[0] ?? unknownType;
		return unknownType;
	}

	/** The type of `await x`: what its awaiter's `GetResult` returns (12.9.8). */
	awaited(type: Type, range: Range): Type {
		if (type === unknownType || type === dynamicType) return type;
		const awaiter = this.#pattern(type, 'GetAwaiter', range, false);
		const result = awaiter && this.#pattern(awaiter, 'GetResult', range, false);
		if (!result) this.countUnknown('await');
		return result ?? unknownType;
	}

	/** The delegate type of a lambda or of the only method of a group when nothing else gives it one (C# 10). */
	functionType(value: Bound): Type {
		if (value.kind === 'lambda') {
			const returns = this.conversions.naturalReturn(value);
			const types = value.parameterTypes;
			if (!returns || !types || types.some(type => type === undefined)) return unknownType;
			return this.delegateType(types as readonly Type[], returns);
		}
		if (value.kind !== 'methods') return unknownType;
		const { candidates, typeArguments = [] } = value.group;
		const [only, ...others] = candidates.filter(each => each.member.typeParameters.length === typeArguments.length);
		// One with parameters by reference gets a delegate that the compiler makes.
		if (!only || others.length > 0 || only.member.parameters.some(parameter => parameter.ref)) return unknownType;
		const close = (type: Type): Type =>
			substitute(substituteOwner(type, only.owner), parameter =>
				only.member.typeParameters[parameter.ordinal] === parameter ? typeArguments[parameter.ordinal] : undefined,
			);
		return this.delegateType(
			only.member.parameters.map(parameter => close(parameter.type)),
			close(only.member.returns),
		);
	}

	delegateType(parameters: readonly Type[], returns: Type): Type {
		if (parameters.length > 16) return unknownType;
		if (isNamed(returns, 'System.Void'))
			return parameters.length === 0
				? this.wellKnown('System.Action')
				: this.compilation.construct(`System.Action\`${parameters.length}`, ...parameters);
		return this.compilation.construct(`System.Func\`${parameters.length + 1}`, ...parameters, returns);
	}

	/** A deconstruction's parts: a tuple's elements, or the `out` parameters of `Deconstruct` (12.7). */
	deconstructed(type: Type, count: number): readonly Type[] {
		const elements = tupleElements(type);
		if (elements?.length === count) return elements.map(element => element.type);
		if (type !== unknownType) {
			const { found } = lookupMember(type, 'Deconstruct', this.compilation);
			const method = found.find(
				each =>
					each.member.kind === 'method' &&
					each.member.parameters.length === count &&
					each.member.parameters.every(parameter => parameter.ref === 'out'),
			);
			if (method?.member.kind === 'method') return method.member.parameters.map(parameter => substituteOwner(parameter.type, method.owner));
			for (const methods of this.context.namespace.extensionGroups('Deconstruct')) {
				for (const member of methods) {
					if (member.parameters.length !== count + 1) continue;
					const args: CallArgument[] = [
						{ value: ofType(type) },
						...Array.from({ length: count }, () => ({ value: unknownValue, ref: 'out' as const, isDeclaration: true })),
					];
					const best = this.overloads.applicable(
						{ member, owner: member.container.self },
						args,
						{ isExtension: true, from: this.context.type },
						false,
					);
					if (best) return best.parameterTypes.slice(1);
				}
			}
		}
		return Array.from({ length: count }, () => unknownType);
	}
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
): { readonly member: MethodSymbol; readonly owner: NamedType; readonly typeArguments: readonly Type[] } {
	const block = member.container;
	return { member, owner: block.construct(typeArguments.slice(0, block.arity)), typeArguments: typeArguments.slice(block.arity) };
}

/** The part of a call before its arguments. */
function calleeRange(callee: Expr): Range {
	return { start: callee.start, end: callee.end };
}

/** Whether all arguments are values of known types: where no method takes them, the code is wrong, and not our knowledge. */
function isKnown(args: BoundArguments): boolean {
	return args.values.every(arg => !arg.isDeclaration && arg.value.kind === 'value' && !hasUnknown(arg.value.type));
}

/** Whether extension methods can stand for a group's own: it is named on a value, all of whose methods are known. */
function canExtend(group: MethodGroup): group is MethodGroup & { readonly receiver: Bound } {
	return group.receiver !== undefined && !group.onType && group.isComplete;
}
