/**
 * What the calls do that the analyzer handles itself: which members they need of which types, and
 * what they give (section 10 of its rules).
 */
import type { Use } from '../../binding/bound.ts';
import type { ArgumentValues } from '../../dataflow/analysis.ts';
import { mapValues, NOTHING, UNKNOWN_VALUES, union, type Value, type Values, valuesOf } from '../../dataflow/values.ts';
import { methodDisplay, typeDisplay } from '../../symbols/display.ts';
import type { MethodSymbol } from '../../symbols/members.ts';
import { isNamed, type NamedType, nullableUnderlying, type Type, type TypeParameter } from '../../symbols/types.ts';
import { Access } from '../../metadata/facts.ts';
import { Dam, effectiveFlags } from './annotations.ts';
import type { Judge, Target, Tell } from './judge.ts';
import { accessorsOf, constructorsOf, fieldsOf, type MemberFilter, methodsOf, propertiesOf } from './members.ts';
import { parseTypeName, resolveTypeName } from './type-names.ts';

export interface IntrinsicCall {
	readonly use: Use;
	readonly method: MethodSymbol;
	readonly receiver: Values;
	readonly args: readonly ArgumentValues[];
	readonly judge: Judge;
	/** Tells at the whole call. */
	readonly tell: Tell;
	/** What an ordinary call would give. */
	readonly result: Values;
}

const Binding = { Static: 8, Instance: 4, Public: 16, NonPublic: 32 } as const;
/** `BindingFlags` that are understood: anything beyond asks for everything. */
const SUPPORTED = 2 | 4 | 8 | 16 | 32 | 64 | 256 | 512 | 1024 | 2048 | 4096 | 8192 | 65536;

/** Public and non-public flags of each query. */
const FAMILIES: Readonly<Record<string, readonly [open: number, hidden: number]>> = {
	GetMethod: [Dam.PublicMethods, Dam.NonPublicMethods],
	GetField: [Dam.PublicFields, Dam.NonPublicFields],
	GetProperty: [Dam.PublicProperties, Dam.NonPublicProperties],
	GetEvent: [Dam.PublicEvents, Dam.NonPublicEvents],
	GetConstructor: [Dam.PublicConstructors, Dam.NonPublicConstructors],
	GetNestedType: [Dam.PublicNestedTypes, Dam.NonPublicNestedTypes],
	GetMember: [0xaab, 0x1554],
};

/** The effects and the value of an intrinsic call. */
export function intrinsicCall(call: IntrinsicCall): Values {
	const { method } = call;
	const accessor = method.methodKind === 'accessor' ? method.associated?.name : undefined;
	const name = accessor ?? method.name;
	switch (method.container.fullName) {
		case 'System.Object':
			return getType(call);
		case 'System.Type':
			return onType(call, name);
		case 'System.Reflection.TypeInfo':
			return call.receiver;
		case 'System.Reflection.IntrospectionExtensions':
			return call.args[0]?.values ?? NOTHING;
		case 'System.Reflection.RuntimeReflectionExtensions':
			return runtimeQuery(call, name.replace('GetRuntime', 'Get'));
		case 'System.Reflection.MethodInfo':
			return makeGenericMethod(call);
		case 'System.Reflection.Assembly':
			if (name === 'CreateInstance')
				call.tell(
					'IL2058',
					`Parameters passed to method '${methodDisplay(method)}' cannot be analyzed. Consider using methods 'System.Type.GetType' and \`System.Activator.CreateInstance\` instead.`,
				);
			return call.result;
		case 'System.Activator':
			return isNamed(method.parameters[0]?.type, 'System.Type') ? createInstance(call) : createByName(call);
		case 'System.AppDomain':
			return createByName(call);
		case 'System.Nullable':
			return mapValues(call.args[0]?.values ?? NOTHING, underlyingOf);
		case 'System.Array':
			return name === 'Empty' ? valuesOf({ kind: 'array', size: 0, elements: new Map() }) : call.result;
		case 'System.Runtime.CompilerServices.RuntimeHelpers':
			return runClassConstructor(call);
		case 'System.Linq.Expressions.Expression':
			return expressionFactory(call, name);
		default:
			return call.result;
	}
}

const requireThis = (call: IntrinsicCall, values: Values, flags: number): void =>
	call.judge.require(values, flags, { kind: 'this', method: methodDisplay(call.method) }, call.tell);
const parameterTarget = (call: IntrinsicCall, name: string): Target => ({ kind: 'parameter', name, method: methodDisplay(call.method) });

/** The argument for the first parameter of a type, or with a name. */
function argumentFor(call: IntrinsicCall, wanted: (parameter: ArgumentValues['parameter']) => boolean): Values | undefined {
	return call.args.find(argument => wanted(argument.parameter))?.values;
}

const isTypeArray = (type: Type): boolean => type.kind === 'array' && isNamed(type.element, 'System.Type');

/** Whether an argument is certainly an array without elements (or null, where that counts as one). */
function isEmptyArray(values: Values | undefined, isNullEmpty: boolean): boolean {
	if (!values || values.size === 0) return false;
	return [...values.values()].every(value => (value.kind === 'array' && value.size === 0) || (isNullEmpty && value.kind === 'null'));
}

// ---- the type of a value --------------------------------------------------------------------

function getType(call: IntrinsicCall): Values {
	if (call.method.name !== 'GetType') return call.result;
	const plain = (flags: number): Value => ({ kind: 'return', method: call.method, flags, type: call.method.returns });
	return mapValues(call.receiver, (value): Value[] => {
		const type = 'type' in value && value.kind !== 'type' ? value.type : undefined;
		if (value.kind === 'null') return [];
		if (value.kind === 'array' || value.kind === 'annotated-array' || type?.kind === 'array') {
			const array = call.judge.compilation.wellKnown('System.Array');
			return array.kind === 'named' ? [{ kind: 'type', type: array }] : [];
		}
		if (type?.kind === 'named') {
			if (isNamed(type, 'System.Enum')) return [plain(Dam.PublicFields)];
			if (type.def.isSealed || type.def.isValueType || type.def.kind === 'delegate' || isNamed(type, 'System.Delegate'))
				return [{ kind: 'type', type }];
			return [plain(flagsOfType(type))];
		}
		if (type?.kind === 'parameter') {
			if (type.constraints.types.some(each => isNamed(each, 'System.Enum'))) return [plain(Dam.PublicFields)];
			return [plain(type.constraints.types.reduce((flags, each) => flags | (each.kind === 'named' ? flagsOfType(each) : 0), 0))];
		}
		return [plain(0)];
	});
}

/** Annotations on a type, its bases and interfaces. */
export function flagsOfType(type: NamedType): number {
	let flags = 0;
	const seen = new Set<NamedType['def']>();
	const add = (each: Type | undefined): void => {
		if (each?.kind !== 'named' || seen.has(each.def)) return;
		seen.add(each.def);
		flags |= each.def.dam;
		add(each.def.baseType);
		for (const contract of each.def.interfaces) add(contract);
	};
	add(type);
	return flags;
}

function underlyingOf(value: Value): readonly Value[] {
	switch (value.kind) {
		case 'type':
			return value.isNullable ? [{ kind: 'type', type: (nullableUnderlying(value.type) as NamedType | undefined) ?? value.type }] : [];
		case 'generic':
		case 'parameter':
		case 'return':
		case 'field':
			return [{ ...value, isNullable: false }];
		case 'null':
			return [];
		default:
			return [value];
	}
}

const isAnnotatedSource = (value: Value): value is Value & { flags: number } =>
	value.kind === 'parameter' || value.kind === 'return' || value.kind === 'field' || value.kind === 'this';

const flagsOf = (value: Value): number => (isAnnotatedSource(value) ? value.flags : value.kind === 'generic' ? value.parameter.dam : 0);

// ---- System.Type ----------------------------------------------------------------------------

function onType(call: IntrinsicCall, name: string): Values {
	const { method, receiver } = call;
	const annotated = (flags: number): Value => ({ kind: 'return', method, flags, type: method.returns });
	switch (name) {
		case 'GetType':
			return typeByName(call);
		case 'GetTypeFromHandle':
			return mapValues(call.args[0]?.values ?? NOTHING, value => [
				value.kind === 'handle' ? value.of : value.kind === 'unknown' ? value : annotated(0),
			]);
		case 'TypeHandle':
			return mapValues(receiver, value => [value.kind === 'unknown' ? value : { kind: 'handle', of: value }]);
		case 'UnderlyingSystemType':
			return receiver;
		case 'AssemblyQualifiedName':
			return mapValues(receiver, value => [isAnnotatedSource(value) || value.kind === 'generic' ? value : { kind: 'unknown' }]);
		case 'BaseType':
			return mapValues(receiver, (value): Value[] => {
				if (value.kind === 'type') {
					const base = value.type.def.baseType;
					return base?.kind === 'named' ? [{ kind: 'type', type: base }] : [];
				}
				return value.kind === 'null' ? [] : [annotated(keptByBase(flagsOf(value)))];
			});
		case 'GetInterfaces':
			requireThis(call, receiver, Dam.Interfaces);
			return mapValues(receiver, (value): Value[] =>
				value.kind === 'null' ? [] : [{ kind: 'annotated-array', method, flags: flagsOf(value) === Dam.All ? Dam.All : Dam.Interfaces }],
			);
		case 'GetInterface':
			requireThis(call, receiver, Dam.Interfaces);
			return mapValues(receiver, (value): Value[] =>
				value.kind === 'null' ? [] : [annotated(flagsOf(value) === Dam.All ? Dam.All : Dam.Interfaces)],
			);
		case 'MakeGenericType':
			return makeGenericType(call);
		default:
			return memberQuery(call, name, receiver, flags => requireThis(call, receiver, flags));
	}
}

/** What a base type keeps of an annotation: members that the derived type inherits. */
function keptByBase(flags: number): number {
	if (flags === Dam.All) return Dam.All;
	const keep = Dam.PublicMethods | Dam.PublicFields | Dam.PublicProperties | Dam.PublicEvents | Dam.Interfaces;
	let kept = flags & keep;
	for (const inherited of [
		0x4004,
		0x8010,
		0x10040,
		0x20100,
		0x40400,
		0x81000,
		Dam.PublicConstructorsWithInherited,
		Dam.PublicNestedTypesWithInherited,
	])
		if ((flags & inherited) === inherited) kept |= inherited;
	return kept;
}

function typeByName(call: IntrinsicCall): Values {
	const { method, args } = call;
	const display = methodDisplay(method);
	if (!method.isStatic) return call.result;
	const ignoreCase = method.parameters.findIndex(parameter => parameter.name === 'ignoreCase');
	if (ignoreCase >= 0) {
		const values = [...(argumentFor(call, parameter => parameter.name === 'ignoreCase')?.values() ?? [])];
		if (!values.every(value => value.kind === 'int' && value.value === 0)) {
			call.tell(
				'IL2096',
				`Call to '${display}' can perform case insensitive lookup of the type, currently trimming can not guarantee presence of all the matching types.`,
			);
			return NOTHING;
		}
	}
	return mapValues(args[0]?.values ?? NOTHING, (value): Value[] => {
		if (value.kind === 'string') {
			const name = parseTypeName(value.text);
			const type = name && call.judge.named(resolveTypeName(name, call.judge.compilation));
			return type ? [{ kind: 'type', type }] : [];
		}
		if (value.kind === 'null') return [];
		if (isAnnotatedSource(value) && value.flags !== 0) return [{ kind: 'return', method, flags: value.flags, type: method.returns }];
		call.tell(
			'IL2057',
			`Unrecognized value passed to the parameter 'typeName' of method '${display}'. It's not possible to guarantee the availability of the target type.`,
		);
		return [];
	});
}

// ---- queries for members --------------------------------------------------------------------

/** The value of a `BindingFlags` argument; undefined where it has not exactly one, or one that is not understood. */
function bindingFlags(call: IntrinsicCall, byDefault: number): number | undefined {
	const index = call.method.parameters.findIndex(parameter => isNamed(parameter.type, 'System.Reflection.BindingFlags'));
	if (index < 0) return byDefault;
	const [value, ...others] = argumentFor(call, parameter => isNamed(parameter.type, 'System.Reflection.BindingFlags'))?.values() ?? [];
	return value?.kind === 'int' && others.length === 0 && (value.value & ~SUPPORTED) === 0 ? value.value : undefined;
}

function filterOf(flags: number | undefined): MemberFilter {
	if (flags === undefined) return { isPublic: true, isNonPublic: true, isStatic: true, isInstance: true };
	const both = !(flags & Binding.Static) && !(flags & Binding.Instance);
	return {
		isPublic: (flags & Binding.Public) !== 0,
		isNonPublic: (flags & Binding.NonPublic) !== 0,
		isStatic: both || (flags & Binding.Static) !== 0,
		isInstance: both || (flags & Binding.Instance) !== 0,
	};
}

/** `GetMethod` and its kin, on whatever holds the type. */
function memberQuery(call: IntrinsicCall, name: string, on: Values, requireAll: (flags: number) => void): Values {
	const singular = FAMILIES[name] ? name : name.replace(/ies$/, 'y').replace(/s$/, '');
	const family = FAMILIES[singular];
	if (!family) return call.result;
	const isPlural = singular !== name;
	const byDefault =
		singular === 'GetConstructor' || singular === 'GetMember'
			? Binding.Public | Binding.Instance
			: Binding.Public | Binding.Instance | Binding.Static;
	const flags = bindingFlags(call, byDefault);
	let needed =
		flags === undefined ? family[0] | family[1] : (flags & Binding.Public ? family[0] : 0) | (flags & Binding.NonPublic ? family[1] : 0);
	if (
		singular === 'GetConstructor' &&
		!isPlural &&
		needed === Dam.PublicConstructors &&
		isEmptyArray(
			argumentFor(call, parameter => isTypeArray(parameter.type)),
			false,
		)
	)
		needed = Dam.PublicParameterlessConstructor;
	const text =
		isPlural || singular === 'GetConstructor' || singular === 'GetMember'
			? undefined
			: argumentFor(call, parameter => parameter.name === 'name');
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
function namedMember(call: IntrinsicCall, query: string, type: NamedType, name: string, filter: MemberFilter): Values {
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
function metadataName(method: MethodSymbol): string {
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

/** `GetRuntimeMethod(type, name)`: the message names the wrong parameter, as the analyzer does (section 17). */
function runtimeQuery(call: IntrinsicCall, name: string): Values {
	const on = call.args[0]?.values ?? NOTHING;
	if (!FAMILIES[name]) return call.result;
	const target = parameterTarget(call, 'name');
	return memberQuery(call, name, on, flags => call.judge.require(on, flags, target, call.tell));
}

// ---- creation -------------------------------------------------------------------------------

function createInstance(call: IntrinsicCall): Values {
	const { method, args, judge } = call;
	const on = args[0]?.values ?? NOTHING;
	const { parameters } = method;
	let flags: number;
	if (parameters.length === 1) flags = Dam.PublicParameterlessConstructor;
	else if (isNamed(parameters[1]?.type, 'System.Boolean')) {
		const values = [...(args[1]?.values.values() ?? [])];
		const isFalse = values.length > 0 && values.every(value => value.kind === 'int' && value.value === 0);
		flags = isFalse ? Dam.PublicParameterlessConstructor : Dam.PublicParameterlessConstructor | Dam.NonPublicConstructors;
	} else {
		const binding = bindingFlags(call, Binding.Public | Binding.Instance);
		flags =
			binding === undefined
				? Dam.PublicConstructors | Dam.NonPublicConstructors
				: (binding & Binding.Public ? Dam.PublicConstructors : 0) | (binding & Binding.NonPublic ? Dam.NonPublicConstructors : 0);
		const array = args.find(argument => argument.parameter.type.kind === 'array')?.values;
		if (isEmptyArray(array, true) && (flags & Dam.PublicConstructors) !== 0)
			flags = (flags & ~Dam.PublicConstructors) | Dam.PublicParameterlessConstructor;
	}
	judge.require(on, flags, parameterTarget(call, parameters[0]?.name ?? 'type'), call.tell);
	return call.result;
}

/** `CreateInstance("assembly", "type")`: names that are not constant can't be found. */
function createByName(call: IntrinsicCall): Values {
	const { method, args } = call;
	for (const argument of args.slice(0, 2)) {
		if (!isNamed(argument.parameter.type, 'System.String')) continue;
		for (const value of argument.values.values()) {
			if (value.kind === 'string' || value.kind === 'null') continue;
			call.tell(
				'IL2032',
				`Unrecognized value passed to the parameter '${argument.parameter.name}' of method '${methodDisplay(method)}'. It's not possible to guarantee the availability of the target type.`,
			);
		}
	}
	return call.result;
}

function runClassConstructor(call: IntrinsicCall): Values {
	const { method, args, judge } = call;
	for (const value of args[0]?.values.values() ?? []) {
		if (value.kind === 'null') continue;
		const of = value.kind === 'handle' ? value.of : undefined;
		if (of?.kind === 'type') {
			for (const member of of.type.def.members('.cctor')) if (member.kind === 'method') judge.reachMember(member, call.tell);
			continue;
		}
		if (of && (flagsOf(of) & Dam.NonPublicConstructors) === Dam.NonPublicConstructors) continue;
		call.tell(
			'IL2059',
			`Unrecognized value passed to the parameter 'type' of method '${methodDisplay(method)}'. It's not possible to guarantee the availability of the target static constructor.`,
		);
	}
	return call.result;
}

// ---- generic instantiation ------------------------------------------------------------------

function typeArguments(call: IntrinsicCall): Values {
	return argumentFor(call, parameter => isTypeArray(parameter.type)) ?? valuesOf({ kind: 'array', size: 0, elements: new Map() });
}

/** Checks each argument against its parameter; false where they are not known. */
function checkArguments(call: IntrinsicCall, parameters: readonly TypeParameter[], owner: string): boolean {
	if (parameters.every(parameter => effectiveFlags(parameter) === 0)) return true;
	const arrays = [...typeArguments(call).values()];
	if (arrays.length === 0) return false;
	for (const array of arrays) {
		if (array.kind === 'null') continue;
		if (array.kind !== 'array' || array.size !== parameters.length) return false;
		for (const index of parameters.keys()) {
			const element = array.elements.get(index);
			if (!element || (element.size === 1 && [...element.values()][0]?.kind === 'unknown')) return false;
		}
	}
	for (const array of arrays) {
		if (array.kind !== 'array') continue;
		for (const [index, parameter] of parameters.entries())
			call.judge.require(
				array.elements.get(index) ?? UNKNOWN_VALUES,
				effectiveFlags(parameter),
				{ kind: 'generic', parameter, owner },
				call.tell,
			);
	}
	return true;
}

function makeGenericType(call: IntrinsicCall): Values {
	const { method, receiver, tell } = call;
	const fail = (): void =>
		tell(
			'IL2055',
			`Call to '${methodDisplay(method)}' can not be statically analyzed. It's not possible to guarantee the availability of requirements of the generic type.`,
		);
	for (const value of receiver.values()) {
		if (value.kind === 'null') continue;
		if (value.kind !== 'type') fail();
		else if (
			!isNamed(value.type, 'System.Nullable`1') &&
			!checkArguments(call, value.type.def.ownTypeParameters, unboundDisplay(value.type.def))
		)
			fail();
	}
	return mapValues(receiver, (value): Value[] => {
		// Of any other type the instantiation is taken to be what the definition is.
		if (value.kind !== 'type' || !isNamed(value.type, 'System.Nullable`1')) return [value];
		return [...typeArguments(call).values()].flatMap(array => {
			const element = array.kind === 'array' ? array.elements.get(0) : undefined;
			return element?.size === 0
				? [...call.result.values()]
				: [...(element?.values() ?? [])].flatMap(each => nullableOf(each, value.type.def));
		});
	});
}

/** `Nullable<>` of a value: asked for members, it answers as the value does. Of what is nullable, null or unknown there is none. */
function nullableOf(value: Value, def: NamedType['def']): readonly Value[] {
	switch (value.kind) {
		case 'type':
			return value.isNullable || isNamed(value.type, 'System.Array')
				? []
				: [{ kind: 'type', type: def.construct([value.type]), isNullable: true }];
		case 'generic':
		case 'parameter':
		case 'return':
		case 'field':
			return value.isNullable ? [] : [{ ...value, isNullable: true }];
		default:
			return [];
	}
}

/** `typeof(Outer<>.Inner<>)` as the owner of its type parameters: `Outer<>.Inner<T>`. */
function unboundDisplay(def: NamedType['def']): string {
	const whole = typeDisplay(def);
	if (!def.container) return whole;
	const outer = typeDisplay(def.container);
	return outer.replace(/<([^<>]*)>/g, (_, names: string) => `<${names.replace(/[^,]/g, '')}>`) + whole.slice(outer.length);
}

function makeGenericMethod(call: IntrinsicCall): Values {
	const { method, receiver, tell } = call;
	const fail = (): void =>
		tell(
			'IL2060',
			`Call to '${methodDisplay(method)}' can not be statically analyzed. It's not possible to guarantee the availability of requirements of the generic method.`,
		);
	for (const value of receiver.values()) {
		if (value.kind === 'null') continue;
		if (value.kind !== 'method' || !checkArguments(call, value.method.typeParameters, methodDisplay(value.method))) fail();
	}
	return receiver.size === 0
		? NOTHING
		: mapValues(receiver, value => (value.kind === 'method' || value.kind === 'null' ? [value] : [...call.result.values()]));
}

/** Whether IL3050 is dropped for `MakeGenericType` and `MakeGenericMethod`: the instantiation is known, or works for any reference type. */
export function isProvenInstantiation(call: Pick<IntrinsicCall, 'receiver' | 'args'>): boolean {
	if (call.receiver.size === 0) return true;
	const arrays = [
		...(
			call.args.find(argument => isTypeArray(argument.parameter.type))?.values ?? valuesOf({ kind: 'array', size: 0, elements: new Map() })
		).values(),
	];
	const [array] = arrays;
	const isKnownElement = (element: Values | undefined): boolean => {
		const [only] = element?.size === 1 ? [...element.values()] : [];
		return only?.kind === 'type' || only?.kind === 'generic';
	};
	const areKnown =
		arrays.length === 1 &&
		(array?.kind === 'null' ||
			(array?.kind === 'array' &&
				array.size !== undefined &&
				Array.from({ length: array.size }, (_, index) => array.elements.get(index)).every(isKnownElement)));
	return [...call.receiver.values()].every(value => {
		const parameters =
			value.kind === 'type' ? value.type.def.ownTypeParameters : value.kind === 'method' ? value.method.typeParameters : undefined;
		return parameters !== undefined && (areKnown || parameters.every(parameter => parameter.constraints.isClass));
	});
}

// ---- expression trees -----------------------------------------------------------------------

function expressionFactory(call: IntrinsicCall, name: string): Values {
	const { method, args, judge, tell } = call;
	const typeIndex = args.findIndex(argument => isNamed(argument.parameter.type, 'System.Type'));
	const on = args[typeIndex]?.values ?? NOTHING;
	const target = parameterTarget(call, args[typeIndex]?.parameter.name ?? 'type');
	const any: MemberFilter = { isPublic: true, isNonPublic: true, isStatic: true, isInstance: true };
	switch (name) {
		case 'New':
			for (const value of on.values()) {
				if (value.kind === 'type') for (const each of constructorsOf(value.type.def, any)) judge.reachMember(each, tell);
				else judge.require(valuesOf(value), Dam.PublicParameterlessConstructor, target, tell);
			}
			return call.result;
		case 'Property':
			if (typeIndex < 0) {
				propertyByAccessor(call);
				return call.result;
			}
			namedOnly(call, on, Dam.PublicProperties | Dam.NonPublicProperties, target, (type, text) =>
				namedMember(call, 'GetProperty', type, text, any),
			);
			return call.result;
		case 'Field':
			namedOnly(call, on, Dam.PublicFields | Dam.NonPublicFields, target, (type, text) => namedMember(call, 'GetField', type, text, any));
			return call.result;
		case 'Call': {
			const isStaticOnly: MemberFilter = { ...any, isInstance: false };
			const hasGenerics = !isEmptyArray(
				argumentFor(call, parameter => isTypeArray(parameter.type)),
				false,
			);
			const fail = (): void =>
				tell(
					'IL2060',
					`Call to '${methodDisplay(method)}' can not be statically analyzed. It's not possible to guarantee the availability of requirements of the generic method.`,
				);
			namedOnly(
				call,
				on,
				Dam.PublicMethods | Dam.NonPublicMethods,
				target,
				(type, text) => {
					for (const each of methodsOf(type.def, isStaticOnly)) {
						if (metadataName(each) !== text) continue;
						judge.reachMember(each, tell);
						if (hasGenerics && !checkArguments(call, each.typeParameters, methodDisplay(each))) fail();
					}
				},
				hasGenerics ? fail : undefined,
			);
			return call.result;
		}
		default:
			return call.result;
	}
}

/** A named member of known types; everything else needs all of them. */
function namedOnly(
	call: IntrinsicCall,
	on: Values,
	flags: number,
	target: Target,
	reach: (type: NamedType, name: string) => void,
	otherwise?: () => void,
): void {
	const texts = [...(call.args.find(argument => isNamed(argument.parameter.type, 'System.String'))?.values.values() ?? [])];
	for (const value of on.values()) {
		if (value.kind === 'null') continue;
		const isKnown = value.kind === 'type' && texts.length > 0 && texts.every(text => text.kind === 'string');
		if (isKnown) {
			for (const text of texts) if (text.kind === 'string') reach(value.type, text.text);
			continue;
		}
		call.judge.require(valuesOf(value), flags, target, call.tell);
		otherwise?.();
	}
}

function propertyByAccessor(call: IntrinsicCall): void {
	const argument = call.args.find(each => isNamed(each.parameter.type, 'System.Reflection.MethodInfo'));
	for (const value of argument?.values.values() ?? []) {
		if (value.kind === 'null') continue;
		const property = value.kind === 'method' && value.method.associated?.kind === 'property' ? value.method.associated : undefined;
		if (property) for (const accessor of accessorsOf(property)) call.judge.reachMember(accessor, call.tell);
		else
			call.tell(
				'IL2103',
				`Value passed to the '${argument?.parameter.name ?? ''}' parameter of method '${methodDisplay(call.method)}' cannot be statically determined as a property accessor.`,
			);
	}
}
