/** Object creation and initializers (C# standard 12.8.17): constructors, members and elements that are set, `Add`. */
import type { Found, MethodSymbol } from '../symbols/members.ts';
import { dynamicType, type NamedType, nullableUnderlying, substituteOwner, type Type, unknownType } from '../symbols/types.ts';
import type { Expr, Initializer, Range } from '../syntax/ast.ts';
import type { Bound, MethodGroup, Place } from './bound.ts';
import type { BoundArguments, CallBinder } from './calls.ts';
import { indexer } from './element-access.ts';
import { lookupMember } from './lookup.ts';
import { ofType, rangeOf } from './state.ts';

export function bindNew(binder: CallBinder, expr: Expr & { kind: 'new' }): Bound {
	const args = binder.bindArguments(expr.args);
	if (!expr.type) {
		let finished = false;
		return {
			kind: 'target-new',
			type: unknownType,
			finish: target => {
				if (finished) return;
				finished = true;
				construct(binder, expr, nullableUnderlying(target) ?? target, args);
			},
		};
	}
	const type = binder.type(expr.type);
	construct(binder, expr, type, args);
	return { kind: 'value', type };
}

function construct(binder: CallBinder, expr: Expr & { kind: 'new' }, type: Type, args: BoundArguments): void {
	if (type.kind === 'named' && type.def.kind === 'delegate' && args.values.length === 1) {
		const value = args.values[0]?.value;
		if (value?.kind === 'methods') {
			binder.convertGroup({ ...value, range: rangeOf(expr) }, type, args.syntax[0]);
			return;
		}
		finishUnknownWith(binder, args, type);
	} else if (type.kind === 'named' && !type.def.isAbstract) {
		constructNamed(binder, expr, type, args);
	} else {
		binder.finishUnknown(args);
	}
	if (expr.initializer) bindInitializer(binder, expr.initializer, type);
}

function finishUnknownWith(binder: CallBinder, args: BoundArguments, target: Type): void {
	for (const [index, arg] of args.values.entries()) binder.convert(arg.value, target, args.syntax[index]);
}

function constructNamed(binder: CallBinder, expr: Expr & { kind: 'new' }, type: NamedType, args: BoundArguments): void {
	if (args.hasDynamic) {
		binder.finishUnknown(args);
		binder.emitDynamic('InvokeConstructor', rangeOf(expr), expr.start, expr);
		return;
	}
	const best = binder.resolveConstructor(type, args);
	if (!best) {
		if (!(type.def.isValueType && args.values.length === 0)) binder.countUnknown('constructor');
		binder.finishUnknown(args);
		return;
	}
	const useArgs = binder.finishArguments(best, args);
	binder.emit({
		kind: 'new',
		member: best.found.member,
		containingType: type,
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

/** An object or collection initializer (12.8.17.2.2). */
export function bindInitializer(binder: CallBinder, initializer: Initializer, type: Type): void {
	for (const element of initializer.elements) {
		if (element.member) initializeMember(binder, element.member, element, type);
		else if (element.index) {
			const args = binder.bindArguments(element.index);
			if (args.hasDynamic || type === dynamicType) {
				binder.finishUnknown(args);
				initializeValue(binder, element.value, unknownType);
				binder.emitDynamic('SetIndex', element.brackets ?? rangeOf(element), element.start, undefined);
				continue;
			}
			const place = indexer(binder, type, args, element, undefined);
			initializeValue(binder, element.value, place ? placeType(place) : unknownType);
			if (place) emitSet(binder, place, rangeOf(element), element.value);
		} else {
			addElement(binder, element.value, type, element);
		}
	}
}

function placeType(place: Place): Type {
	return substituteOwner(place.found.member.type, place.found.owner);
}

function initializeMember(
	binder: CallBinder,
	name: Expr & { kind: 'name' },
	element: { readonly start: number; readonly end: number; readonly value: Expr | Initializer },
	type: Type,
): void {
	if (type === dynamicType) {
		initializeValue(binder, element.value, dynamicType);
		if (element.value.kind !== 'initializer') binder.emitDynamic('SetMember', rangeOf(name), element.start, undefined);
		return;
	}
	const { found } = lookupMember(type, name.name, binder.compilation);
	const member = found.find(each => each.member.kind !== 'method') as Place['found'] | undefined;
	if (!member) {
		initializeValue(binder, element.value, unknownType);
		return;
	}
	const place: Place = { found: member, receiver: ofType(type), name: name.start, range: rangeOf(name), args: [] };
	if (element.value.kind === 'initializer') {
		// `P = { ... }` reads P and fills what it holds.
		binder.place(place, 'read', name);
		bindInitializer(binder, element.value, placeType(place));
		return;
	}
	initializeValue(binder, element.value, placeType(place));
	emitSet(binder, place, rangeOf(element), element.value);
}

function initializeValue(binder: CallBinder, value: Expr | Initializer, type: Type): void {
	if (value.kind === 'initializer') bindInitializer(binder, value, type);
	else binder.convert(binder.bindValue(value), type, value);
}

function emitSet(binder: CallBinder, place: Place, range: Range, value: Expr | Initializer): void {
	const setter = binder.accessorOf(place.found, 'set');
	const written = value.kind === 'initializer' ? {} : { assigned: value };
	if (setter)
		binder.emitPlace('set', setter, place, range, { kind: 'unknown', ...range, parts: [] }, placeType(place), place.args, written);
	else if (place.found.member.kind === 'field') {
		binder.emit({
			kind: 'field',
			member: place.found.member,
			containingType: place.found.owner,
			...place.range,
			whole: range,
			name: place.name,
			typeArguments: [],
			receiver: place.receiver,
			args: [],
			syntax: undefined,
			result: placeType(place),
			...written,
		});
	}
}

/** An element of a collection initializer calls `Add`. */
function addElement(binder: CallBinder, value: Expr | Initializer, type: Type, range: Range): void {
	const exprs =
		value.kind === 'initializer' ? value.elements.map(element => element.value).filter(each => each.kind !== 'initializer') : [value];
	const values = exprs.map(each => ({ value: binder.bindValue(each) }));
	const args: BoundArguments = { values, syntax: exprs, hasDynamic: values.some(each => each.value.type === dynamicType) };
	if (args.hasDynamic || type === dynamicType) {
		binder.finishUnknown(args);
		binder.emitDynamic('InvokeMember', rangeOf(range), range.start, undefined);
		return;
	}
	const { found, isComplete } = lookupMember(type, 'Add', binder.compilation);
	const group: MethodGroup = {
		candidates: found as readonly Found<MethodSymbol>[],
		typeArguments: undefined,
		receiver: ofType(type),
		onType: false,
		name: 'Add',
		isComplete,
	};
	let resolution = found[0]?.member.kind === 'method' ? binder.resolveInstance(group, args) : ({ kind: 'none' } as const);
	const isExtension = resolution.kind === 'none';
	if (isExtension && type !== unknownType) resolution = binder.resolveExtension(group, ofType(type), args);
	if (resolution.kind !== 'found') {
		binder.finishUnknown(args);
		return;
	}
	const useArgs = binder.finishArguments(resolution.best, args, isExtension ? ofType(type) : undefined);
	binder.emit({
		kind: 'call',
		member: resolution.best.found.member,
		containingType: resolution.best.found.owner,
		...rangeOf(range),
		whole: rangeOf(range),
		name: range.start,
		typeArguments: resolution.best.typeArguments,
		receiver: ofType(type),
		args: useArgs,
		syntax: undefined,
		added: value,
		result: resolution.best.returns,
	});
}
