/** Calls that no one writes: what `foreach`, `await`, `using` and deconstructions find by pattern. */
import { Access } from '../metadata/facts.ts';
import { dynamicType, substituteOwner, tupleElements, type Type, unknownType } from '../symbols/types.ts';
import type { Range } from '../syntax/ast.ts';
import type { CallArgument } from './bound.ts';
import type { CallBinder } from './calls.ts';
import { inlineArrayElement, instancesOf, lookupMember } from './lookup.ts';
import type { Applicable } from './overloads.ts';
import { ofType, unknownValue } from './state.ts';

/** Calls a parameterless method by pattern, instance or extension; its use is at `range`. */
function callPattern(binder: CallBinder, type: Type, name: string, range: Range, emit: boolean): Type | undefined {
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
	if (emit)
		binder.emit({
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
export function disposed(binder: CallBinder, type: Type, isAwait: boolean, range: Range): void {
	if (type.kind !== 'named') return;
	const contract = isAwait ? 'System.IAsyncDisposable' : 'System.IDisposable';
	if (isAwait ? instancesOf(type, contract).length > 0 : !type.def.isByRefLike) return;
	callPattern(binder, type, isAwait ? 'DisposeAsync' : 'Dispose', range, true);
}

/** The type of the elements that `foreach` sees (13.9.5). */
export function elementType(binder: CallBinder, source: Type, isAwait: boolean, range: Range, variable: Range): Type {
	if (source === unknownType || source === dynamicType) return source;
	if (source.kind === 'array' && !isAwait) return source.element;
	const inline = inlineArrayElement(source);
	if (inline) return inline;
	const enumerator = callPattern(binder, source, isAwait ? 'GetAsyncEnumerator' : 'GetEnumerator', range, true);
	if (enumerator && enumerator !== unknownType) {
		callPattern(binder, enumerator, isAwait ? 'MoveNextAsync' : 'MoveNext', range, true);
		const current = lookupMember(enumerator, 'Current', binder.compilation).found[0];
		if (current?.member.kind === 'property') {
			const type = substituteOwner(current.member.type, current.owner);
			const getter = binder.accessorOf(current, 'get');
			if (getter)
				binder.emit({
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
export function awaited(binder: CallBinder, type: Type, range: Range): Type {
	if (type === unknownType || type === dynamicType) return type;
	const awaiter = callPattern(binder, type, 'GetAwaiter', range, false);
	const result = awaiter && callPattern(binder, awaiter, 'GetResult', range, false);
	if (!result) binder.countUnknown('await');
	return result ?? unknownType;
}

/** A deconstruction's parts: a tuple's elements, or the `out` parameters of `Deconstruct` (12.7). */
export function deconstructed(binder: CallBinder, type: Type, count: number): readonly Type[] {
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
		if (method?.member.kind === 'method') return method.member.parameters.map(parameter => substituteOwner(parameter.type, method.owner));
		for (const methods of binder.context.namespace.extensionGroups('Deconstruct')) {
			for (const member of methods) {
				if (member.parameters.length !== count + 1) continue;
				const args: CallArgument[] = [
					{ value: ofType(type) },
					...Array.from({ length: count }, () => ({ value: unknownValue, ref: 'out' as const, isDeclaration: true })),
				];
				const best = binder.overloads.applicable(
					{ member, owner: member.container.self },
					args,
					{ isExtension: true, from: binder.context.type },
					false,
				);
				if (best) return best.parameterTypes.slice(1);
			}
		}
	}
	return Array.from({ length: count }, () => unknownType);
}
