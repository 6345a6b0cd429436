/**
 * What the calls do that the analyzer handles itself: which members they need of which types, and
 * what they give (docs/analyzer.md, "Intrinsics").
 */
import { mapValues, NOTHING, type Value, type Values, valuesOf } from '../../dataflow/values.ts';
import { methodDisplay } from '../../symbols/display.ts';
import { isNamed, type NamedType, nullableUnderlying, type Type } from '../../symbols/types.ts';
import { Dam } from './annotations.ts';
import { Binding } from './binding-flags.ts';
import { bindingFlags, memberQuery, runtimeQuery } from './member-queries.ts';
import { makeGenericMethod, makeGenericType } from './instantiation.ts';
import { expressionFactory } from './expression-factories.ts';
import {
	argumentFor,
	flagsOf,
	type IntrinsicCall,
	isAnnotatedSource,
	isEmptyArray,
	parameterTarget,
	requireThis,
} from './intrinsic-call.ts';
import { parseTypeName, resolveTypeName } from './type-names.ts';

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
