/** Element access (C# standard 12.8.12): arrays, pointers, indexers, and `x[^1]` or `x[1..]` through what a type has. */
import type { Found, MethodSymbol, PropertySymbol } from '../symbols/members.ts';
import { dynamicType, isNamed, substituteOwner, type Type, unknownType } from '../symbols/types.ts';
import type { Expr, Range } from '../syntax/ast.ts';
import type { Bound, Place } from './bound.ts';
import { type BoundArguments, type CallBinder, isKnown } from './calls.ts';
import { counted, emitImplicit } from './implicit-calls.ts';
import { inlineArrayElement, lookupMember } from './lookup.ts';
import { type AccessMode, ofType, rangeOf } from './state.ts';

export function bindElement(binder: CallBinder, expr: Expr & { kind: 'element' }, mode: AccessMode): Bound {
	const receiver = expr.receiver.kind === 'conditional-receiver' ? binder.conditionalReceiver : binder.bindValue(expr.receiver);
	const args = binder.bindArguments(expr.args);
	const { type } = receiver;
	if (type === dynamicType || (args.hasDynamic && type !== unknownType && type.kind !== 'array')) {
		binder.finishUnknown(args);
		binder.emitDynamic(mode === 'write' ? 'SetIndex' : 'GetIndex', rangeOf(expr), expr.start, expr);
		return ofType(dynamicType);
	}
	if (type.kind === 'array') {
		binder.finishUnknown(args);
		return ofType(isRange(args) ? type : type.element);
	}
	if (type.kind === 'pointer') {
		binder.finishUnknown(args);
		binder.hideOperands(expr);
		return ofType(type.element);
	}
	const inline = inlineArrayElement(type);
	if (inline) {
		binder.finishUnknown(args);
		return ofType(isRange(args) ? binder.compilation.construct('System.Span`1', inline) : inline);
	}
	const place = indexer(binder, type, args, expr, receiver);
	if (place) return binder.place(place, mode, expr);
	const implicit = implicitIndexer(binder, type, args, expr);
	binder.finishUnknown(args);
	if (implicit === unknownType && type !== unknownType) {
		binder.countUnknown('indexer');
		if (isKnown(args)) binder.frame.hasErrors = true;
	}
	return ofType(implicit);
}

function isRange(args: BoundArguments): boolean {
	return isNamed(args.values[0]?.value.type, 'System.Range');
}

export function indexer(binder: CallBinder, type: Type, args: BoundArguments, expr: Range, receiver: Bound | undefined): Place | undefined {
	const { found } = lookupMember(type, 'this[]', binder.compilation);
	const indexers = found.filter((each): each is Found<PropertySymbol> => each.member.kind === 'property');
	// An override and what it overrides are one indexer; the first found is the most derived.
	const byAccessor = new Map<MethodSymbol, Found<PropertySymbol>>();
	for (const each of indexers) {
		const accessor = each.member.getter;
		if (accessor) byAccessor.set(accessor, each);
	}
	const candidates = [...byAccessor].map(([member, each]) => ({ member, owner: each.owner }));
	const resolution = binder.overloads.resolve(candidates, args.values, { from: binder.context.type });
	const place = { receiver, name: 'bracket' in expr ? (expr as Expr & { kind: 'element' }).bracket : expr.start, range: rangeOf(expr) };
	if (resolution.kind === 'found') {
		const property = byAccessor.get(resolution.best.found.member);
		return property && { ...place, found: property, args: binder.finishArguments(resolution.best, args) };
	}
	const setOnly = indexers.find(each => !each.member.getter && each.member.parameters.length === args.values.length);
	if (!setOnly) return undefined;
	binder.finishUnknown(args);
	return { ...place, found: setOnly, args: [] };
}

/** `x[^1]` and `x[1..]` through `int` indexers and `Slice` (12.8.12.3.5). */
function implicitIndexer(binder: CallBinder, type: Type, args: BoundArguments, expr: Expr & { kind: 'element' }): Type {
	const emit = (each: Found<MethodSymbol | PropertySymbol>, result: Type): Type => {
		binder.emit({
			kind: 'reference',
			member: each.member,
			containingType: each.owner,
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
		const slice = lookupMember(type, name, binder.compilation).found.find(
			each => each.member.kind === 'method' && each.member.parameters.length === 2,
		);
		if (slice?.member.kind !== 'method') return unknownType;
		emitImplicit(binder, slice as Found<MethodSymbol>, expr);
		return emit(slice as Found<MethodSymbol>, substituteOwner(slice.member.returns, slice.owner));
	}
	if (!isNamed(argument, 'System.Index')) return unknownType;
	const indexer = lookupMember(type, 'this[]', binder.compilation).found.find(
		each => each.member.kind === 'property' && isNamed(each.member.parameters[0]?.type, 'System.Int32'),
	);
	if (indexer?.member.kind !== 'property') return unknownType;
	counted(binder, type, expr);
	const result = substituteOwner(indexer.member.type, indexer.owner);
	const getter = binder.accessorOf(indexer as Found<PropertySymbol>, 'get');
	if (getter) emitImplicit(binder, getter, expr, 'get');
	return emit(indexer as Found<PropertySymbol>, result);
}
