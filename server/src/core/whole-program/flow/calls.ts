/**
 * What a call in IL does to values, and what it needs of them: the intrinsics, annotated parameters, `[Requires...]`,
 * type arguments (HandleCallAction.cs in ILLink.Shared and ILCompiler.Compiler of dotnet/runtime).
 */
import { Dam } from '../../rules/dam/annotations.ts';
import type { FieldDef, GenericParameter, MethodDef, MethodInstance, NamedType, Type, TypeDef } from '../definitions.ts';
import { instantiate, isValueType, substitute } from '../types.ts';
import { typeDefName } from '../names.ts';
import type { Origin } from '../requires.ts';
import {
	type Call,
	checkTracked,
	effectiveFlags,
	flagsOf,
	isReflectable,
	isType,
	parameterFlags,
	parameterTarget,
	resultOf,
	thisTarget,
} from './call.ts';
import { createByName, createInstance, expressionFactory, memberQuery, runClassConstructor, typeByName } from './intrinsic-calls.ts';
import { intrinsicOf } from './intrinsics.ts';
import type { FlowJudge } from './judge.ts';
import { mapValues, makeArray, NOTHING, single, UNKNOWN_VALUES, type Value, type Values, valuesOf } from './values.ts';

/** The effects and the value of a call. */
export function handleCall(call: Call): Values {
	call.judge.callee = call.method.def;
	try {
		return valueOfCall(call);
	} finally {
		call.judge.callee = undefined;
	}
}

function valueOfCall(call: Call): Values {
	const { method, judge, origin } = call;
	checkCallee(method, origin, judge);
	const intrinsic = intrinsicOf(method.def);
	if (intrinsic !== undefined) return handleIntrinsic(call, intrinsic);
	if (method.def.isPInvoke) checkInterop(call);
	judge.tellRequires(method, origin, ['unreferencedCode', 'assemblyFiles', 'dynamicCode']);
	if (method.owner.def.is('System.Reflection', 'TypeDelegator') && call.isNew) return call.args[0] ?? NOTHING;
	for (const [index, values] of call.args.entries()) {
		const flags = parameterFlags(judge, method.def, index);
		// What an `out` argument holds before the call is never read (HandleCallAction.cs in dotnet/runtime).
		if (flags !== 0 && !method.def.isOut(index)) judge.require(values, flags, parameterTarget(call, index), origin);
	}
	const { self } = judge.program.attributes.method(method.def);
	if (self !== 0 && call.receiver && isReflectable(method.owner)) judge.require(call.receiver, self, thisTarget(call), origin);
	if (call.isNew && isReflectable(method.owner)) return UNKNOWN_VALUES;
	return valuesOf(resultOf(call));
}

/** The value that an instance of a type parameter's argument is checked as. */
export const valueOfType = (type: Type, context: MethodDef | undefined): Value => valueOfTypeIn(type, context);

/** @param context whose type variables are meant: a type's, a field's its type's, or a method's and its type's */
function valueOfTypeIn(type: Type, context: MethodDef | FieldDef | TypeDef | undefined): Value {
	if (type.kind === 'variable') {
		const ofMethod = context?.kind === 'method' ? context.parameters : undefined;
		const ofType = context?.kind === 'type' ? context.parameters : context?.owner.parameters;
		const parameter = (type.ofMethod ? ofMethod : ofType)?.[type.index];
		return parameter ? { kind: 'generic', parameter } : { kind: 'unknown' };
	}
	if (type.kind === 'array' || type.kind === 'pointer' || type.kind === 'byref' || type.kind === 'function')
		return { kind: 'array-type', type };
	if (type.kind === 'missing') return { kind: 'unknown' };
	const named = type as NamedType;
	const inner = named.def.is('System', 'Nullable`1') ? named.args[0] : undefined;
	if (inner?.kind === 'variable') return { kind: 'nullable', of: valueOfTypeIn(inner, context) };
	return { kind: 'type', type: named };
}

const contextOf = (origin: Origin): MethodDef | undefined => ('kind' in origin && origin.kind === 'method' ? origin : undefined);

/** Checks the arguments of an instantiation, at any depth, against what its parameters ask for. */
export function checkArguments(type: Type, origin: Origin, judge: FlowJudge): void {
	if (type.kind === 'array' || type.kind === 'byref' || type.kind === 'pointer') return checkArguments(type.element, origin, judge);
	if (type.kind !== 'named' || type.args.length === 0) return;
	if (!judge.program.checksArguments(type)) return;
	checkEach(type.def.parameters, type.args, typeDefName(type.def), origin, judge);
}

/**
 * The arguments of a method that is named, and of its type: where an instance has to be there, they were looked at where it was
 * made (ReflectionMethodBodyScanner.cs of ILCompiler.Compiler in dotnet/runtime).
 */
export function checkCallee(method: MethodInstance, origin: Origin, judge: FlowJudge): void {
	const { def, owner, args } = method;
	const hasInstance = !def.isStatic && !def.isConstructor && args.length === 0;
	if (hasInstance && !(judge.checksStructs && def.owner.isValueType)) return;
	checkArguments(owner, origin, judge);
	checkMethodArguments(method, origin, judge);
}

/**
 * Who calls a method by reflection makes what it takes out of sight, as a container does for a constructor: the types that its
 * signature names are looked at (MethodMetadataNode.cs of ILCompiler.Compiler in dotnet/runtime).
 */
export function checkSignature(member: MethodDef | FieldDef, judge: FlowJudge): void {
	if (member.kind === 'field') return checkArguments(member.type, member, judge);
	const { returns, parameters } = member.signature;
	for (const type of [returns, ...parameters]) checkArguments(type, member, judge);
}

function checkMethodArguments(method: MethodInstance, origin: Origin, judge: FlowJudge): void {
	if (method.args.length === 0) return;
	const before = judge.callee;
	judge.callee = method.def;
	checkEach(method.def.parameters, method.args, judge.method(method.def.open), origin, judge);
	judge.callee = before;
}

function checkEach(parameters: readonly GenericParameter[], args: readonly Type[], owner: string, origin: Origin, judge: FlowJudge): void {
	for (const [index, arg] of args.entries()) {
		const parameter = parameters[index];
		if (!parameter) continue;
		const flags = effectiveFlags(parameter, judge);
		if (flags !== 0) judge.require(valuesOf(valueOfGeneric(arg, origin)), flags, { kind: 'generic', name: parameter.name, owner }, origin);
		checkArguments(arg, origin, judge);
	}
}

/** A type argument, in the type variables of its origin. */
const valueOfGeneric = (type: Type, origin: Origin): Value => valueOfTypeIn(type, 'kind' in origin ? origin : undefined);

/** COM marshalling and delegates without a type, at the call of a P/Invoke. */
function checkInterop(call: Call): void {
	const { method, judge, origin } = call;
	const { parameters, returns } = method.def.signature;
	const types = [...parameters, returns].map(type => (type.kind === 'byref' ? type.element : type));
	if (types.some(isComLike))
		judge.tell(
			'IL2050',
			origin,
			`P/invoke method '${judge.method(method)}' declares a parameter with COM marshalling. Correctness of COM interop cannot be guaranteed after trimming. Interfaces and interface members might be removed.`,
		);
}

function isComLike(type: Type): boolean {
	if (type.kind !== 'named') return false;
	const { def } = type;
	if (def.is('System', 'Object')) return true;
	if (def.isValueType || def.is('System', 'String') || def.is('System.Text', 'StringBuilder') || def.is('System', 'Void')) return false;
	if (def.isDelegate || def.is('System', 'Delegate') || def.is('System', 'MulticastDelegate')) return false;
	for (let at: NamedType | undefined = type; at; at = at.def.baseType)
		if (at.def.is('System.Runtime.InteropServices', 'SafeHandle') || at.def.is('System.Runtime.InteropServices', 'CriticalHandle'))
			return false;
	if (def.isInterface) return true;
	// Classes with a layout are marshalled as data.
	return (def.flags & 0x18) === 0 && !def.is('System', 'Array');
}

function handleIntrinsic(call: Call, intrinsic: string): Values {
	const { method, judge, args, origin } = call;
	const receiver = call.receiver ?? NOTHING;
	const name = method.def.name;
	const [type = ''] = intrinsic.split('::');
	switch (type) {
		case 'System.Object':
			return getType(call, receiver);
		case 'System.Type':
			return onType(call, name, receiver);
		case 'System.Reflection.TypeInfo':
			return receiver;
		case 'System.Reflection.IntrospectionExtensions':
			return args[0] ?? NOTHING;
		case 'System.Reflection.RuntimeReflectionExtensions':
			return name === 'GetMethodInfo'
				? valuesOf(resultOf(call))
				: memberQuery(call, name.replace('GetRuntime', 'Get'), args[0] ?? NOTHING, true);
		case 'System.Reflection.MethodInfo':
			return makeGenericMethod(call, receiver);
		case 'System.Reflection.MethodBase':
			if (name === 'GetMethodFromHandle')
				return mapValues(args[0] ?? NOTHING, value => [
					value.kind === 'method-handle' ? { kind: 'method', method: value.method } : value.kind === 'unknown' ? value : resultOf(call),
				]);
			return mapValues(receiver, value => [value.kind === 'method' ? { kind: 'method-handle', method: value.method } : resultOf(call)]);
		case 'System.Reflection.Assembly':
			if (name === 'CreateInstance')
				judge.tell(
					'IL2058',
					origin,
					`Parameters passed to method '${judge.method(method)}' cannot be analyzed. Consider using methods 'System.Type.GetType' and \`System.Activator.CreateInstance\` instead.`,
				);
			else singleFile(call, name === 'get_Location');
			return valuesOf(resultOf(call));
		case 'System.Reflection.AssemblyName':
			singleFile(call, true);
			return valuesOf(resultOf(call));
		case 'System.Activator':
			return isType(method.def.signature.parameters[0]) ? createInstance(call) : createByName(call);
		case 'System.AppDomain':
			return createByName(call);
		case 'System.Nullable':
			return mapValues(args[0] ?? NOTHING, underlyingOf);
		case 'System.Array':
			if (name === 'Empty') return valuesOf(makeArray(0, method.args[0] ?? method.owner));
			// Up to .NET 8 it was annotated like the others.
			if (judge.isOldTarget || !isPlainArrayCreation(method.def)) judge.tellRequires(method, origin, ['dynamicCode']);
			return valuesOf(resultOf(call));
		case 'System.Enum':
		case 'System.Runtime.InteropServices.Marshal': {
			const index = method.def.signature.parameters.findIndex(isType);
			if (!isKnownType(args[index])) judge.tellRequires(method, origin, ['dynamicCode']);
			return valuesOf(resultOf(call));
		}
		case 'System.Runtime.CompilerServices.RuntimeHelpers':
			return runClassConstructor(call);
		case 'System.Linq.Expressions.Expression':
			// What they require is for those whom the compiler can't follow: it says nothing of it at a call.
			return expressionFactory(call, name);
		default:
			return valuesOf(resultOf(call));
	}
}

const isPlainArrayCreation = (def: MethodDef): boolean => {
	const [, second] = def.signature.parameters;
	return def.signature.parameters.length === 2 && second?.kind === 'named' && second.def.is('System', 'Int32');
};

/** Whether a value is certainly a type that holds no variables. */
function isKnownType(values: Values | undefined): boolean {
	return values !== undefined && values.size > 0 && [...values.values()].every(value => value.kind === 'type' && !value.type.isOpen);
}

function singleFile(call: Call, isEmpty: boolean): void {
	const name = call.judge.method(call.method);
	if (isEmpty)
		call.judge.tell(
			'IL3000',
			call.origin,
			`'${name}' always returns an empty string for assemblies embedded in a single-file app. If the path to the app directory is needed, consider calling 'System.AppContext.BaseDirectory'.`,
			'assemblyFiles',
		);
	else call.judge.tell('IL3001', call.origin, `'${name}' will throw for assemblies embedded in a single-file app`, 'assemblyFiles');
}

/** `x.GetType()`: known where nothing can derive from the static type. */
function getType(call: Call, receiver: Values): Values {
	const { judge } = call;
	const plain = (flags: number): Value => resultOf(call, flags);
	return mapValues(receiver, (value): readonly Value[] => {
		if (value.kind === 'null') return [];
		if (value.kind === 'array') return [{ kind: 'array-type', type: value.element }];
		if (value.kind === 'parameter-address' || value.kind === 'local-address' || value.kind === 'field-address') return [plain(0)];
		let type = 'type' in value && value.kind !== 'type' && value.kind !== 'array-type' ? value.type : undefined;
		if (type?.kind === 'byref') type = type.element;
		if (!type) return [plain(0)];
		if (type.kind === 'array') return [{ kind: 'array-type', type }];
		if (type.kind === 'variable') {
			const parameter = valueOfType(type, contextOf(call.origin));
			return [plain(parameter.kind === 'generic' && judge.isEnumConstrained(parameter.parameter) ? Dam.PublicFields : 0)];
		}
		if (type.kind !== 'named') return [plain(0)];
		if (type.def.is('System', 'Enum')) return [plain(Dam.PublicFields)];
		if (
			type.def.isSealed ||
			type.def.isDelegate ||
			isValueType(type) ||
			type.def.is('System', 'Delegate') ||
			type.def.is('System', 'MulticastDelegate')
		)
			return [{ kind: 'type', type }];
		return [plain(flagsOfType(type, judge))];
	});
}

/** Annotations on a type, its bases and interfaces. */
export function flagsOfType(type: NamedType, judge: FlowJudge): number {
	let flags = 0;
	for (let at: NamedType | undefined = type; at; at = at.def.baseType) flags |= judge.program.attributes.type(at.def).dam;
	for (const contract of judge.program.slots.contracts(type.def)) flags |= judge.program.attributes.type(contract.def).dam;
	return flags;
}

function underlyingOf(value: Value): readonly Value[] {
	switch (value.kind) {
		case 'type': {
			const inner = value.type.def.is('System', 'Nullable`1') ? value.type.args[0] : undefined;
			return inner?.kind === 'named' ? [{ kind: 'type', type: inner }] : inner ? [{ kind: 'unknown' }] : [];
		}
		case 'nullable':
			return [value.of];
		case 'null':
			return [];
		case 'array-type':
			return [];
		default:
			return [value];
	}
}

const isAnnotatedSource = (value: Value): boolean =>
	value.kind === 'parameter' || value.kind === 'return' || value.kind === 'field' || value.kind === 'this';

function onType(call: Call, name: string, receiver: Values): Values {
	const { judge, origin } = call;
	const annotated = (flags: number): Value => resultOf(call, flags);
	switch (name) {
		case 'GetType':
			return call.method.def.isStatic ? typeByName(call) : getType(call, receiver);
		case 'GetTypeFromHandle':
			return mapValues(call.args[0] ?? NOTHING, value => [
				value.kind === 'handle' ? value.of : value.kind === 'unknown' ? value : annotated(0),
			]);
		case 'get_TypeHandle':
			return mapValues(receiver, value => [value.kind === 'unknown' ? value : { kind: 'handle', of: value }]);
		case 'get_UnderlyingSystemType':
			return receiver;
		case 'get_AssemblyQualifiedName':
			return mapValues(receiver, value => [isAnnotatedSource(value) || value.kind === 'generic' ? value : { kind: 'unknown' }]);
		case 'get_BaseType':
			return mapValues(receiver, (value): readonly Value[] => {
				if (value.kind === 'type') {
					const base = value.type.def.baseType;
					return base ? [{ kind: 'type', type: substitute(base, value.type.args, []) as NamedType }] : [];
				}
				return value.kind === 'null' ? [] : [annotated(keptByBase(flagsOf(value, judge)))];
			});
		case 'GetInterfaces':
		case 'GetInterface': {
			judge.require(receiver, Dam.Interfaces, thisTarget(call), origin);
			return mapValues(receiver, value =>
				value.kind === 'null' ? [] : [annotated(flagsOf(value, judge) === Dam.All ? Dam.All : Dam.Interfaces)],
			);
		}
		case 'MakeGenericType':
			return makeGenericType(call, receiver);
		default:
			return memberQuery(call, name, receiver, false);
	}
}

/** What a base type keeps of an annotation: members that the derived type inherits. */
function keptByBase(flags: number): number {
	if (flags === Dam.All) return Dam.All;
	return flags & (Dam.PublicMethods | Dam.PublicFields | Dam.PublicProperties | Dam.PublicEvents | Dam.Interfaces);
}

// ---- generic instantiation ------------------------------------------------------------------

/** Whether `args` are a tracked array whose elements are each one known type. */
function areProven(args: Values | undefined): boolean {
	const array = single(args);
	if (array?.kind === 'null') return true;
	if (array?.kind !== 'array' || array.size === undefined) return false;
	for (let index = 0; index < array.size; index++) {
		const element = single(array.elements.get(index));
		if (element?.kind !== 'type' && element?.kind !== 'generic' && element?.kind !== 'array-type' && element?.kind !== 'nullable')
			return false;
	}
	return true;
}

const needsReference = (parameters: readonly GenericParameter[]): boolean =>
	parameters.length > 0 && parameters.every(parameter => (parameter.flags & 4) !== 0);

function makeGenericType(call: Call, receiver: Values): Values {
	const { judge, origin, args } = call;
	let isProven = receiver.size > 0 || !judge.isOldTarget;
	for (const value of receiver.values()) {
		if (value.kind === 'null') continue;
		const parameters = value.kind === 'type' ? value.type.def.parameters : undefined;
		const isNullable = value.kind === 'type' && value.type.def.is('System', 'Nullable`1');
		if (!parameters || !(areProven(args[0]) || needsReference(parameters))) isProven = false;
		if (isNullable) continue;
		if (value.kind !== 'type' || !checkTracked(call, args[0], value.type.def.parameters, typeDefName(value.type.def)))
			judge.tell(
				'IL2055',
				origin,
				`Call to '${judge.method(call.method)}' can not be statically analyzed. It's not possible to guarantee the availability of requirements of the generic type.`,
			);
	}
	if (!isProven || judge.isOldTarget) judge.tellRequires(call.method, origin, ['dynamicCode']);
	return mapValues(receiver, value => {
		// What is made of a type is followed as the type itself.
		if (value.kind !== 'type') return [value];
		const array = single(args[0]);
		const elements = array?.kind === 'array' ? value.type.def.parameters.map((_, index) => single(array.elements.get(index))) : [];
		const types = elements.flatMap(each => (each?.kind === 'type' ? [each.type] : []));
		if (types.length === value.type.def.arity && types.length > 0) {
			const made = instantiate(value.type.def, types);
			judge.reach.because(contextOf(origin), () => judge.reach.construct(made));
			return [{ kind: 'type', type: made }];
		}
		if (value.type.def.is('System', 'Nullable`1') && elements[0]) return [{ kind: 'nullable', of: elements[0] }];
		return [value];
	});
}

function makeGenericMethod(call: Call, receiver: Values): Values {
	const { judge, origin, args } = call;
	let isProven = receiver.size > 0 || !judge.isOldTarget;
	for (const value of receiver.values()) {
		if (value.kind === 'null') continue;
		const def = value.kind === 'method' ? value.method.def : undefined;
		const isOwnerOpen = value.kind === 'method' && value.method.owner.def.arity > 0 && value.method.owner.isOpen;
		if (!def || !(areProven(args[0]) || needsReference(def.parameters)) || (isOwnerOpen && !needsReference(def.parameters)))
			isProven = false;
		if (value.kind !== 'method' || !checkTracked(call, args[0], value.method.def.parameters, judge.method(value.method.def.open)))
			judge.tell(
				'IL2060',
				origin,
				`Call to '${judge.method(call.method)}' can not be statically analyzed. It's not possible to guarantee the availability of requirements of the generic method.`,
			);
	}
	if (!isProven || judge.isOldTarget) judge.tellRequires(call.method, origin, ['dynamicCode']);
	return mapValues(receiver, value => [value.kind === 'method' || value.kind === 'null' ? value : resultOf(call)]);
}
