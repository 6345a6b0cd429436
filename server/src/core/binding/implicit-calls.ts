/**
 * Calls that no one writes: what `foreach`, `await`, `using`, deconstructions, collection expressions, patterns and
 * interpolated strings find by pattern. What the SDK's analyzer does not look at is of kind `implicit`, and told only
 * where the member is marked: publishing warns of it.
 */
import { findAttribute } from '../symbols/attributes.ts';
import { stringValue } from '../symbols/literals.ts';
import type { Found, MethodSymbol } from '../symbols/members.ts';
import { resolveType } from '../symbols/scope.ts';
import { isSource, type SourceTypeDef } from '../symbols/source.ts';
import { dynamicType, type NamedType, NO_REQUIRES, substituteOwner, tupleElements, type Type, unknownType } from '../symbols/types.ts';
import type { Expr, Pattern, Range } from '../syntax/ast.ts';
import { Access } from '../metadata/facts.ts';
import type { Bound, CallArgument, UseArgument } from './bound.ts';
import type { CallBinder } from './calls.ts';
import { inlineArrayElement, instancesOf, lookupMember } from './lookup.ts';
import type { Applicable } from './overloads.ts';
import { ofType, rangeOf, unknownValue } from './state.ts';

/**
 * A use of a call that the compiler inserts, where its member is marked.
 *
 * @param kind another kind where the analyzer looks at the call, too
 */
export function emitImplicit(
	binder: CallBinder,
	{ member, owner }: Found<MethodSymbol>,
	range: Range,
	kind: 'implicit' | 'call' | 'get' | 'new' = 'implicit',
	args: readonly UseArgument[] = [],
): void {
	if (!isMarked(member)) return;
	binder.emit({
		kind,
		member,
		containingType: owner,
		...rangeOf(range),
		whole: rangeOf(range),
		name: -1,
		typeArguments: [],
		receiver: undefined,
		args,
		syntax: undefined,
		result: unknownType,
	});
}

/** Whether a method, what it belongs to or its type may require something. */
export const isMarked = (member: MethodSymbol): boolean =>
	member.requires !== NO_REQUIRES ||
	(member.associated !== undefined && member.associated.requires !== NO_REQUIRES) ||
	member.container.requires !== NO_REQUIRES ||
	member.isOverride;

/** Calls a parameterless method by pattern, instance or extension; its use is at `range`. */
function callPattern(binder: CallBinder, type: Type, name: string, range: Range, kind: 'call' | 'implicit'): Type | undefined {
	const { found, isComplete } = lookupMember(type, name, binder.compilation);
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
		best = binder.overloads.applicable({ member: method.member, owner: method.owner }, [], { from: binder.context.type }, false);
	else if (isComplete) {
		const resolution = binder.resolveExtension(
			{ candidates: [], typeArguments: undefined, receiver: ofType(type), onType: false, name, isComplete },
			ofType(type),
			{ values: [], syntax: [], hasDynamic: false },
		);
		if (resolution.kind === 'found') best = resolution.best;
	}
	if (!best) return undefined;
	if (kind === 'implicit') emitImplicit(binder, best.found, range);
	else
		binder.emit({
			kind,
			member: best.found.member,
			containingType: best.found.owner,
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
export function disposed(binder: CallBinder, type: Type, isAwait: boolean, range: Range): void {
	if (type.kind !== 'named') return;
	const contract = isAwait ? 'System.IAsyncDisposable' : 'System.IDisposable';
	if (isAwait ? instancesOf(type, contract).length > 0 : !type.def.isByRefLike) return;
	callPattern(binder, type, isAwait ? 'DisposeAsync' : 'Dispose', range, 'call');
}

/** The type of the elements that `foreach` sees (13.9.5). */
export function elementType(binder: CallBinder, source: Type, isAwait: boolean, range: Range, variable: Range): Type {
	if (source === unknownType || source === dynamicType) return source;
	if (source.kind === 'array' && !isAwait) return source.element;
	const inline = inlineArrayElement(source);
	if (inline) return inline;
	const enumerator = callPattern(binder, source, isAwait ? 'GetAsyncEnumerator' : 'GetEnumerator', range, 'call');
	if (enumerator && enumerator !== unknownType) {
		callPattern(binder, enumerator, isAwait ? 'MoveNextAsync' : 'MoveNext', range, 'call');
		const current = lookupMember(enumerator, 'Current', binder.compilation).found[0];
		if (current?.member.kind === 'property') {
			const type = substituteOwner(current.member.type, current.owner);
			const getter = binder.accessorOf(current, 'get');
			if (getter)
				binder.emit({
					kind: 'get',
					member: getter.member,
					containingType: getter.owner,
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
export function awaited(binder: CallBinder, type: Type, range: Range): Type {
	if (type === unknownType || type === dynamicType) return type;
	const awaiter = callPattern(binder, type, 'GetAwaiter', range, 'implicit');
	const result = awaiter && callPattern(binder, awaiter, 'GetResult', range, 'implicit');
	if (!result) binder.countUnknown('await');
	if (awaiter) getProperty(binder, awaiter, ['IsCompleted'], range);
	return result ?? unknownType;
}

/**
 * A deconstruction's parts: a tuple's elements, or the `out` parameters of `Deconstruct` (12.7).
 *
 * @param range where the call is reported
 */
export function deconstructed(binder: CallBinder, type: Type, count: number, range: Range): readonly Type[] {
	const elements = tupleElements(type);
	if (elements?.length === count) return elements.map(element => element.type);
	if (type !== unknownType) {
		const { found } = lookupMember(type, 'Deconstruct', binder.compilation);
		const method = found.find(
			each =>
				each.member.kind === 'method' &&
				each.member.parameters.length === count &&
				each.member.parameters.every(parameter => parameter.ref === 'out'),
		);
		if (method?.member.kind === 'method') {
			emitImplicit(binder, method as Found<MethodSymbol>, range);
			return method.member.parameters.map(parameter => substituteOwner(parameter.type, method.owner));
		}
		for (const candidates of binder.context.namespace.extensionGroups('Deconstruct')) {
			for (const candidate of candidates) {
				if (candidate.member.parameters.length !== count + 1) continue;
				const args: CallArgument[] = [
					{ value: ofType(type) },
					...Array.from({ length: count }, () => ({ value: unknownValue, ref: 'out' as const, isDeclaration: true })),
				];
				const best = binder.overloads.applicable(candidate, args, { isExtension: true, from: binder.context.type }, false);
				if (!best) continue;
				emitImplicit(binder, best.found, range);
				return best.parameterTypes.slice(1);
			}
		}
	}
	return Array.from({ length: count }, () => unknownType);
}

/** The getter of the first of some properties that a type has. */
function getProperty(binder: CallBinder, type: Type, names: readonly string[], range: Range): void {
	for (const name of names) {
		const property = lookupMember(type, name, binder.compilation).found[0];
		if (property?.member.kind !== 'property') continue;
		const getter = binder.accessorOf(property, 'get');
		if (getter) emitImplicit(binder, getter, range);
		return;
	}
}

/** `Length` or `Count`, which indices from the end and list patterns ask for (12.8.12.3.5). */
export const counted = (binder: CallBinder, type: Type, range: Range): void => getProperty(binder, type, ['Length', 'Count'], range);

/** A list pattern asks for the length and the elements, and slices what a slice pattern looks at (11.2.10). */
export function listed(binder: CallBinder, type: Type, pattern: Pattern & { kind: 'list-pattern' }): void {
	if (type.kind !== 'named') return;
	counted(binder, type, pattern);
	if (pattern.parts.some(part => part.kind !== 'slice' && part.kind !== 'discard-pattern')) getProperty(binder, type, ['this[]'], pattern);
	if (!pattern.parts.some(part => part.kind === 'slice' && part.pattern)) return;
	const slice = lookupMember(type, 'Slice', binder.compilation).found.find(
		each => each.member.kind === 'method' && each.member.parameters.length === 2,
	);
	if (slice?.member.kind === 'method') emitImplicit(binder, slice as Found<MethodSymbol>, pattern);
}

/** `fixed` asks for a reference to pin (22.7). */
export function pinned(binder: CallBinder, value: Bound | undefined, range: Range): void {
	if (value?.type.kind === 'named') callPattern(binder, value.type, 'GetPinnableReference', rangeOf(range), 'implicit');
}

/** `with` copies a record through its copy constructor (15.16.4). */
export function copied(binder: CallBinder, type: Type, range: Range): void {
	if (type.kind !== 'named' || type.def.isValueType) return;
	for (const member of type.def.members('.ctor'))
		if (member.kind === 'method' && member.parameters.length === 1 && member.parameters[0]?.type === type)
			emitImplicit(binder, { member, owner: type }, range);
}

/** What a collection expression is made with (12.8.23): a builder, or a constructor and `Add`; what its spreads are read with. */
export function collected(
	binder: CallBinder,
	expr: Expr & { kind: 'collection' },
	elements: readonly { readonly value: Bound; readonly spread: boolean }[],
	target: Type,
): void {
	for (const [index, { value, spread }] of elements.entries()) {
		const at = expr.elements[index]?.value;
		// What is enumerable by interface is copied by other means.
		if (spread && at && value.type.kind === 'named' && instancesOf(value.type, 'System.Collections.Generic.IEnumerable`1').length === 0)
			callPattern(binder, value.type, 'GetEnumerator', rangeOf(at), 'implicit');
	}
	if (target.kind !== 'named' || target.def.kind === 'interface') return;
	const builder = builderOf(target);
	if (builder !== undefined) {
		if (builder) emitImplicit(binder, builder, expr);
		return;
	}
	for (const member of target.def.members('.ctor'))
		if (member.kind === 'method' && member.parameters.length === 0) emitImplicit(binder, { member, owner: target }, expr);
	const { found, isComplete } = lookupMember(target, 'Add', binder.compilation);
	const candidates = found.filter((each): each is Found<MethodSymbol> => each.member.kind === 'method');
	if (!candidates.some(each => isMarked(each.member))) return;
	const group = { candidates, typeArguments: undefined, receiver: ofType(target), onType: false, name: 'Add', isComplete };
	for (const [index, { value, spread }] of elements.entries()) {
		const syntax = expr.elements[index]?.value;
		if (!syntax || value.type === dynamicType) continue;
		const item = spread ? ofType(spreadElement(value.type)) : value;
		const resolution = binder.resolveInstance(group, { values: [{ value: item }], syntax: [syntax], hasDynamic: false });
		if (resolution.kind !== 'found') continue;
		const { found: method, parameterTypes } = resolution.best;
		const [parameter] = method.member.parameters;
		emitImplicit(
			binder,
			method,
			syntax,
			'implicit',
			parameter ? [{ parameter, type: parameterTypes[0] ?? unknownType, value: item, syntax }] : [],
		);
	}
}

function spreadElement(type: Type): Type {
	if (type.kind === 'array') return type.element;
	return instancesOf(type, 'System.Collections.Generic.IEnumerable`1')[0]?.args[0] ?? unknownType;
}

const BUILDER = 'System.Runtime.CompilerServices.CollectionBuilderAttribute';

/** The method that a type with `[CollectionBuilder]` is made with; null where it can't be told, undefined for other types. */
function builderOf(target: NamedType): Found<MethodSymbol> | null | undefined {
	const attribute = target.def.attribute(BUILDER);
	if (!attribute) return undefined;
	if (!isSource(target.def)) return null;
	const def = target.def as SourceTypeDef;
	const [written, name] = (findAttribute(def.attributes, 'CollectionBuilder')?.args ?? []).map(argument => argument.value);
	if (written?.kind !== 'typeof' || !name) return null;
	const [part] = def.parts;
	const type = part && resolveType(written.type, { namespace: part.scope, type: def });
	const method =
		name.kind === 'literal'
			? stringValue(name.text)
			: name.kind === 'call'
				? /(\w+)\s*$/.exec(lastName(name.args[0]?.value))?.[1]
				: undefined;
	if (type?.kind !== 'named' || method === undefined) return null;
	const member = type.def
		.members(method)
		.find(
			each => each.kind === 'method' && each.isStatic && each.parameters.length === 1 && each.typeParameters.length === target.args.length,
		);
	return member?.kind === 'method' ? { member, owner: type } : null;
}

const lastName = (expr: Expr | undefined): string => (expr?.kind === 'member' ? expr.name.name : expr?.kind === 'name' ? expr.name : '');

/**
 * An interpolated string as an argument of a handler's type (12.8.3): its constructor, and a call for each part. The SDK's
 * analyzer reports them where they are told here.
 */
export function handled(binder: CallBinder, expr: Expr & { kind: 'interpolated' }, holes: readonly Bound[], target: Type): void {
	if (target.kind !== 'named' || !binder.conversions.isInterpolatedHandler(target)) return;
	const constructors = target.def.members('.ctor').filter(each => each.kind === 'method' && each.parameters.length >= 2);
	const [only] = constructors;
	if (only?.kind === 'method' && constructors.length === 1) emitImplicit(binder, { member: only, owner: target }, expr, 'new');
	const append = (name: string, values: readonly Bound[], range: Range): void => {
		const { found, isComplete } = lookupMember(target, name, binder.compilation);
		const candidates = found.filter((each): each is Found<MethodSymbol> => each.member.kind === 'method');
		if (!candidates.some(each => isMarked(each.member))) return;
		const group = { candidates, typeArguments: undefined, receiver: ofType(target), onType: false, name, isComplete };
		const args = values.map(value => ({ value }));
		const resolution = binder.resolveInstance(group, { values: args, syntax: args.map(() => undefined), hasDynamic: false });
		if (resolution.kind === 'found') emitImplicit(binder, resolution.best.found, range, 'call');
	};
	for (const range of expr.textRanges) append('AppendLiteral', [ofType(binder.string)], range);
	for (const [index, range] of expr.holeRanges.entries()) append('AppendFormatted', [holes[index] ?? unknownValue], range);
}
