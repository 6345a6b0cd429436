/** `GetMethod` and its kin: which members a query reaches, and what it needs where that is not known (docs/analyzer.md, "Intrinsics"). */
import { Access } from '../../metadata/facts.ts';
import { mapValues, NOTHING, union, type Value, type Values, valuesOf } from '../../dataflow/values.ts';
import { methodDisplay } from '../../symbols/display.ts';
import type { MethodSymbol } from '../../symbols/members.ts';
import { isNamed, type NamedType } from '../../symbols/types.ts';
import { Dam } from './annotations.ts';
import { areUnderstood, filterOf, type MemberFilter, memberQueryOf } from './binding-flags.ts';
import { argumentFor, flagsOf, type IntrinsicCall, isEmptyArray, isTypeArray, parameterTarget } from './intrinsic-call.ts';
import { accessorsOf, fieldsOf, methodsOf, propertiesOf } from './members.ts';

/** The value of a `BindingFlags` argument; undefined where it has not exactly one, or one that is not understood. */
export function bindingFlags(call: IntrinsicCall, byDefault: number): number | undefined {
	const index = call.method.parameters.findIndex(parameter => isNamed(parameter.type, 'System.Reflection.BindingFlags'));
	if (index < 0) return byDefault;
	const [value, ...others] = argumentFor(call, parameter => isNamed(parameter.type, 'System.Reflection.BindingFlags'))?.values() ?? [];
	return value?.kind === 'int' && others.length === 0 && areUnderstood(value.value) ? value.value : undefined;
}

/** `GetMethod` and its kin, on whatever holds the type. */
export function memberQuery(call: IntrinsicCall, name: string, on: Values, requireAll: (flags: number) => void): Values {
	const query = memberQueryOf(name);
	if (!query) return call.result;
	const { singular, isPlural } = query;
	const flags = bindingFlags(call, query.byDefault);
	const needed = query.needed(flags, () =>
		isEmptyArray(
			argumentFor(call, parameter => isTypeArray(parameter.type)),
			false,
		),
	);
	const text = query.isByName ? argumentFor(call, parameter => parameter.name === 'name') : undefined;
	const names = text ? [...text.values()] : [];
	if (text && (names.length === 0 || names.every(each => each.kind === 'null'))) return NOTHING;
	const isNamedQuery = flags !== undefined && names.length > 0 && names.every(each => each.kind === 'string');
	if (!isNamedQuery || ![...on.values()].some(value => value.kind === 'type')) {
		if (!isInvokeOfEvent(singular, on, names)) requireAll(needed);
		return queryResult(call, singular, on, isPlural);
	}
	const filter = filterOf(flags);
	let result: Values = NOTHING;
	for (const value of on.values()) {
		if (value.kind !== 'type') {
			call.judge.require(valuesOf(value), needed, { kind: 'this', method: methodDisplay(call.method) }, call.tell);
			if (value.kind !== 'null') result = union(result, queryResult(call, singular, valuesOf(value), isPlural));
			continue;
		}
		for (const each of names)
			if (each.kind === 'string') result = union(result, namedMember(call, singular, value.type, each.text, filter));
	}
	return result;
}

/** `eventInfo.EventHandlerType.GetMethod("Invoke")`: a delegate always has it. */
function isInvokeOfEvent(query: string, on: Values, names: readonly Value[]): boolean {
	const isInvoke = query === 'GetMethod' && names.length > 0 && names.every(name => name.kind === 'string' && name.text === 'Invoke');
	return (
		isInvoke &&
		on.size > 0 &&
		[...on.values()].every(
			value =>
				value.kind === 'return' &&
				value.method.associated?.name === 'EventHandlerType' &&
				value.method.container.fullName === 'System.Reflection.EventInfo',
		)
	);
}

/** One member by name on a known type: only that is reached. */
export function namedMember(call: IntrinsicCall, query: string, type: NamedType, name: string, filter: MemberFilter): Values {
	const { judge, tell } = call;
	switch (query) {
		case 'GetMethod': {
			const found = [...methodsOf(type.def, filter)].filter(method => metadataName(method) === name);
			for (const method of found) judge.reachMember(method, tell);
			return found.length > 0 ? valuesOf(...found.map((method): Value => ({ kind: 'method', method }))) : valuesOf({ kind: 'null' });
		}
		case 'GetField':
			for (const field of fieldsOf(type.def, filter)) if (field.name === name) judge.reachMember(field, tell);
			return call.result;
		case 'GetProperty':
		case 'GetEvent':
			for (const member of propertiesOf(type.def, filter, query === 'GetProperty' ? 'property' : 'event'))
				if (member.name === name) for (const accessor of accessorsOf(member)) judge.reachMember(accessor, tell);
			return call.result;
		case 'GetNestedType': {
			const nested = type.def
				.nestedTypes()
				.find(each => each.name === name && (each.access === Access.Public ? filter.isPublic : filter.isNonPublic));
			return nested ? valuesOf({ kind: 'type', type: nested.self }) : NOTHING;
		}
		default:
			return call.result;
	}
}

/** A method's name in metadata: accessors have `get_` and the like. */
export function metadataName(method: MethodSymbol): string {
	const { associated } = method;
	if (method.methodKind !== 'accessor' || !associated) return method.name;
	if (associated.kind === 'event') return `${associated.add === method ? 'add' : 'remove'}_${associated.name}`;
	return `${associated.getter === method ? 'get' : 'set'}_${associated.isIndexer ? 'Item' : associated.name}`;
}

function queryResult(call: IntrinsicCall, singular: string, on: Values, isPlural: boolean): Values {
	if (singular !== 'GetNestedType' || isPlural)
		return on.size === 0 || [...on.values()].every(value => value.kind === 'null') ? NOTHING : call.result;
	return mapValues(on, (value): Value[] =>
		flagsOf(value) !== Dam.All ? [] : [{ kind: 'return', method: call.method, flags: Dam.All, type: call.method.returns }],
	);
}

/** `GetRuntimeMethod(type, name)`: the message names the wrong parameter, as the analyzer does (docs/analyzer.md, "Quirks"). */
export function runtimeQuery(call: IntrinsicCall, name: string): Values {
	const on = call.args[0]?.values ?? NOTHING;
	if (memberQueryOf(name)?.isPlural !== false) return call.result;
	const target = parameterTarget(call, 'name');
	return memberQuery(call, name, on, flags => call.judge.require(on, flags, target, call.tell));
}
