/** Queries for members, creation by type and by name, factories of expression trees: which members they need of which types. */
import { Dam } from '../../rules/dam/annotations.ts';
import { ANY_MEMBER, areUnderstood, Binding, filterOf, type MemberFilter, memberQueryOf } from '../../rules/dam/binding-flags.ts';
import { parseTypeName } from '../../rules/dam/type-names.ts';
import type { Target } from '../../rules/dam/words.ts';
import type { MethodInstance, NamedType, Type } from '../definitions.ts';
import { type Call, checkTracked, flagsOf, isType, parameterTarget, resultOf, thisTarget } from './call.ts';
import { moduleOf } from './judge.ts';
import { accessorsOf, constructorsOf, fieldsOf, methodsOf } from './members.ts';
import { mapValues, NOTHING, single, union, type Value, type Values, valuesOf } from './values.ts';

const isNamed = (type: Type | undefined, namespace: string, name: string): boolean =>
	type?.kind === 'named' && type.def.is(namespace, name);
const isTypeArray = (type: Type | undefined): boolean => type?.kind === 'array' && isType(type.element);

/** The argument for the first parameter that fits. */
function argumentFor(call: Call, wanted: (type: Type, name: string) => boolean): Values | undefined {
	const index = call.method.def.signature.parameters.findIndex((type, at) => wanted(type, call.method.def.parameterName(at)));
	return index < 0 ? undefined : call.args[index];
}

function isEmptyArray(values: Values | undefined, isNullEmpty: boolean): boolean {
	if (!values || values.size === 0) return false;
	return [...values.values()].every(value => (value.kind === 'array' && value.size === 0) || (isNullEmpty && value.kind === 'null'));
}

/** The value of a `BindingFlags` argument; undefined where it is not constant or not understood. */
function bindingFlags(call: Call, byDefault: number): number | undefined {
	const values = argumentFor(call, type => isNamed(type, 'System.Reflection', 'BindingFlags'));
	if (!values) return byDefault;
	const value = single(values);
	return value?.kind === 'int' && areUnderstood(value.value) ? value.value : undefined;
}

/** `GetMethod` and its kin; `isExtension` for those of `RuntimeReflectionExtensions`. */
export function memberQuery(call: Call, name: string, on: Values, isExtension: boolean): Values {
	const { judge, origin, method } = call;
	const query = memberQueryOf(name);
	if (!query) return valuesOf(resultOf(call));
	const { singular, isPlural } = query;
	// Without parameters these are annotated in metadata and nothing else.
	const target: Target = isExtension ? parameterTarget(call, 1) : thisTarget(call);
	const flags = bindingFlags(call, query.byDefault);
	const needed = query.needed(flags, () => isEmptyArray(argumentFor(call, isTypeArray), false));
	const text = query.isByName ? argumentFor(call, type => isNamed(type, 'System', 'String')) : undefined;
	const names = text ? [...text.values()] : [];
	if (text && names.length > 0 && names.every(each => each.kind === 'null')) return NOTHING;
	const isNamedQuery = flags !== undefined && names.length > 0 && names.every(each => each.kind === 'string');
	const filter = filterOf(flags);
	let result: Values = NOTHING;
	for (const value of on.values()) {
		if (isNamedQuery && value.kind === 'type') {
			for (const each of names)
				if (each.kind === 'string') result = union(result, namedMember(call, singular, value.type, each.text, filter));
			continue;
		}
		if (!isInvokeOfEvent(singular, value, names)) judge.require(valuesOf(value), needed, target, origin);
		if (value.kind === 'null') continue;
		if (singular === 'GetNestedType' && !isPlural) {
			if (flagsOf(value, judge) === Dam.All) result = union(result, valuesOf(resultOf(call, Dam.All)));
			else result = union(result, valuesOf(resultOf(call, 0)));
		} else result = union(result, valuesOf(resultOf(call)));
	}
	return on.size === 0 && method.def.signature.returns.kind !== 'array' ? NOTHING : result;
}

/** `eventInfo.EventHandlerType.GetMethod("Invoke")`: a delegate always has it. */
function isInvokeOfEvent(query: string, value: Value, names: readonly Value[]): boolean {
	return (
		query === 'GetMethod' &&
		names.length > 0 &&
		names.every(name => name.kind === 'string' && name.text === 'Invoke') &&
		value.kind === 'return' &&
		value.method.def.name === 'get_EventHandlerType'
	);
}

/** One member by name on a known type: only that is reached. */
function namedMember(call: Call, query: string, type: NamedType, name: string, filter: MemberFilter): Values {
	const { judge, origin } = call;
	const from = 'kind' in origin && origin.kind === 'method' ? origin : undefined;
	let result: Values = valuesOf(resultOf(call));
	judge.reach.because(from, () => {
		const on = type.args.length === 0 && type.def.arity > 0 ? type.def.open : type;
		judge.reach.constructAny(type);
		switch (query) {
			case 'GetMethod': {
				const found = [...methodsOf(on, filter)].filter(method => method.def.name === name);
				for (const method of found) judge.reachMember(method, origin);
				result = found.length > 0 ? valuesOf(...found.map((method): Value => ({ kind: 'method', method }))) : valuesOf({ kind: 'null' });
				return;
			}
			case 'GetField':
				for (const field of fieldsOf(on, filter)) if (field.def.name === name) judge.reachMember(field, origin);
				return;
			case 'GetProperty':
			case 'GetEvent': {
				const kind = query === 'GetProperty' ? 'property' : 'event';
				for (const accessor of accessorsOf(on, ANY_MEMBER, kind, judge.program.accessorKind, name)) judge.reachMember(accessor, origin);
				return;
			}
			case 'GetNestedType': {
				const nested = type.def.module
					.nestedTypes(type.def)
					.find(each => each.name === name && ((each.flags & 7) === 2 ? filter.isPublic : filter.isNonPublic));
				result = nested ? valuesOf({ kind: 'type', type: nested.self }) : NOTHING;
			}
		}
	});
	return result;
}

export function typeByName(call: Call): Values {
	const { method, args, judge, origin } = call;
	const { parameters } = method.def.signature;
	const ignoreCase = parameters.length === 3 ? 2 : parameters.length === 5 ? 4 : -1;
	if (isNamed(parameters[ignoreCase], 'System', 'Boolean')) {
		const values = [...(args[ignoreCase]?.values() ?? [])];
		if (!values.every(value => value.kind === 'int' && value.value === 0)) {
			judge.tell(
				'IL2096',
				origin,
				`Call to '${judge.method(method)}' can perform case insensitive lookup of the type, currently trimming can not guarantee presence of all the matching types.`,
			);
			return NOTHING;
		}
	}
	return mapValues(args[0] ?? NOTHING, (value): readonly Value[] => {
		if (value.kind === 'string') {
			const name = parseTypeName(value.text);
			const type = name && judge.find(name, moduleOf(origin));
			if (type?.kind !== 'named') return [];
			judge.reach.constructAny(type);
			return [{ kind: 'type', type }];
		}
		if (value.kind === 'null') return [];
		const flags = flagsOf(value, judge);
		if (flags !== 0) return [resultOf(call, flags)];
		judge.tell(
			'IL2057',
			origin,
			`Unrecognized value passed to the parameter 'typeName' of method '${judge.method(method)}'. It's not possible to guarantee the availability of the target type.`,
		);
		return [];
	});
}

// ---- creation -------------------------------------------------------------------------------

export function createInstance(call: Call): Values {
	const { method, args, judge, origin } = call;
	const on = args[0] ?? NOTHING;
	const { parameters } = method.def.signature;
	let flags: number;
	let count: number | undefined;
	if (parameters.length === 1) flags = Dam.PublicParameterlessConstructor;
	else if (isNamed(parameters[1], 'System', 'Boolean')) {
		const values = [...(args[1]?.values() ?? [])];
		const isFalse = values.length > 0 && values.every(value => value.kind === 'int' && value.value === 0);
		flags = isFalse ? Dam.PublicParameterlessConstructor : Dam.PublicParameterlessConstructor | Dam.NonPublicConstructors;
	} else {
		const binding = bindingFlags(call, Binding.Public | Binding.Instance);
		flags =
			binding === undefined
				? Dam.PublicConstructors | Dam.NonPublicConstructors
				: (binding & Binding.Public ? Dam.PublicConstructors : 0) | (binding & Binding.NonPublic ? Dam.NonPublicConstructors : 0);
		const array = argumentFor(call, type => type.kind === 'array');
		if (isEmptyArray(array, true) && (flags & Dam.PublicConstructors) !== 0)
			flags = (flags & ~Dam.PublicConstructors) | Dam.PublicParameterlessConstructor;
		const only = single(array);
		if (only?.kind === 'array') count = only.size;
	}
	for (const value of on.values()) {
		if (value.kind !== 'type') {
			judge.require(valuesOf(value), flags, parameterTarget(call, 0), origin);
			continue;
		}
		const from = 'kind' in origin && origin.kind === 'method' ? origin : undefined;
		judge.reach.because(from, () => {
			judge.reach.constructAny(value.type);
			const wanted = flags & Dam.NonPublicConstructors ? ANY_MEMBER : { ...ANY_MEMBER, isNonPublic: false };
			const isParameterless = (flags & 3) === Dam.PublicParameterlessConstructor;
			for (const each of constructorsOf(value.type, { ...wanted, isStatic: false }, isParameterless ? 0 : count))
				judge.reachMember(each, origin);
		});
	}
	return valuesOf(resultOf(call));
}

/** `CreateInstance("assembly", "type")`: names that are not constant can't be found. */
export function createByName(call: Call): Values {
	const { method, args, judge, origin } = call;
	for (const [index, values] of args.slice(0, 2).entries()) {
		if (!isNamed(method.def.signature.parameters[index], 'System', 'String')) continue;
		for (const value of values.values()) {
			if (value.kind === 'string' || value.kind === 'null') continue;
			judge.tell(
				'IL2032',
				origin,
				`Unrecognized value passed to the parameter '${judge.parameterName(method, index)}' of method '${judge.method(method)}'. It's not possible to guarantee the availability of the target type.`,
			);
		}
	}
	return valuesOf(resultOf(call));
}

export function runClassConstructor(call: Call): Values {
	const { method, args, judge, origin } = call;
	for (const value of args[0]?.values() ?? []) {
		if (value.kind === 'null') continue;
		const of = value.kind === 'handle' ? value.of : undefined;
		if (of?.kind === 'type') {
			judge.reach.constructAny(of.type);
			for (const each of constructorsOf(of.type, { ...ANY_MEMBER, isInstance: false, isPublic: false })) judge.reachMember(each, origin);
			continue;
		}
		if (of && (flagsOf(of, judge) & Dam.NonPublicConstructors) === Dam.NonPublicConstructors) continue;
		judge.tell(
			'IL2059',
			origin,
			`Unrecognized value passed to the parameter 'type' of method '${judge.method(method)}'. It's not possible to guarantee the availability of the target static constructor.`,
		);
	}
	return valuesOf(resultOf(call));
}

// ---- expression trees -----------------------------------------------------------------------

export function expressionFactory(call: Call, name: string): Values {
	const { method, args, judge, origin } = call;
	const typeIndex = method.def.signature.parameters.findIndex(isType);
	const on = args[typeIndex] ?? NOTHING;
	switch (name) {
		case 'New':
			for (const value of on.values()) {
				if (value.kind === 'type') {
					judge.reach.constructAny(value.type);
					for (const each of constructorsOf(value.type, { ...ANY_MEMBER, isStatic: false })) judge.reachMember(each, origin);
				} else judge.require(valuesOf(value), Dam.PublicParameterlessConstructor, parameterTarget(call, typeIndex), origin);
			}
			break;
		case 'Property':
			if (typeIndex < 0) propertyByAccessor(call);
			else
				namedOnly(call, on, typeIndex, Dam.PublicProperties | Dam.NonPublicProperties, (type, text) =>
					namedMember(call, 'GetProperty', type, text, ANY_MEMBER),
				);
			break;
		case 'Field':
			namedOnly(call, on, typeIndex, Dam.PublicFields | Dam.NonPublicFields, (type, text) =>
				namedMember(call, 'GetField', type, text, ANY_MEMBER),
			);
			break;
		case 'Call':
			expressionCall(call, on, typeIndex);
			break;
	}
	return valuesOf(resultOf(call));
}

function expressionCall(call: Call, on: Values, typeIndex: number): void {
	const { judge, origin } = call;
	const types = argumentFor(call, isTypeArray);
	const hasGenerics = !isEmptyArray(types, false);
	const fail = (): void =>
		judge.tell(
			'IL2060',
			origin,
			`Call to '${judge.method(call.method)}' can not be statically analyzed. It's not possible to guarantee the availability of requirements of the generic method.`,
		);
	namedOnly(
		call,
		on,
		typeIndex,
		Dam.PublicMethods | Dam.NonPublicMethods,
		(type, text) => {
			for (const each of methodsOf(type, { ...ANY_MEMBER, isInstance: false })) {
				if (each.def.name !== text) continue;
				judge.reachMember(each, origin);
				if (hasGenerics && !checkTracked(call, types, each.def.parameters, judge.method(each.def.open))) fail();
			}
		},
		hasGenerics ? fail : undefined,
	);
}

/** A named member of known types; everything else needs all of them. */
function namedOnly(
	call: Call,
	on: Values,
	typeIndex: number,
	flags: number,
	reach: (type: NamedType, name: string) => void,
	otherwise?: () => void,
): void {
	const texts = [...(argumentFor(call, type => isNamed(type, 'System', 'String'))?.values() ?? [])];
	for (const value of on.values()) {
		if (value.kind === 'null') continue;
		if (value.kind === 'type' && texts.length > 0 && texts.every(text => text.kind === 'string')) {
			for (const text of texts) if (text.kind === 'string') reach(value.type, text.text);
			continue;
		}
		call.judge.require(valuesOf(value), flags, parameterTarget(call, typeIndex), call.origin);
		otherwise?.();
	}
}

function propertyByAccessor(call: Call): void {
	const { judge, origin, method } = call;
	const index = method.def.signature.parameters.findIndex(type => isNamed(type, 'System.Reflection', 'MethodInfo'));
	for (const value of call.args[index]?.values() ?? []) {
		if (value.kind === 'null') continue;
		const accessor: MethodInstance | undefined =
			value.kind === 'method' && judge.program.accessorKind(value.method.def) === 'property' ? value.method : undefined;
		if (accessor) judge.reachMember(accessor, origin);
		else
			judge.tell(
				'IL2103',
				origin,
				`Value passed to the '${judge.parameterName(method, index)}' parameter of method '${judge.method(method)}' cannot be statically determined as a property accessor.`,
			);
	}
}
