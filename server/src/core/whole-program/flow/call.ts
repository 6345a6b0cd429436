/** A call in IL as the handlers of intrinsics see it: its values, its targets, what its parameters ask for. */
import { Dam } from '../../rules/dam/annotations.ts';
import type { Target } from '../../rules/dam/words.ts';
import type { GenericParameter, MethodDef, MethodInstance, NamedType, Type } from '../definitions.ts';
import { substitute } from '../types.ts';
import type { Origin } from '../requires.ts';
import type { FlowJudge } from './judge.ts';
import { single, UNKNOWN_VALUES, type Value, type Values } from './values.ts';

export interface Call {
	readonly method: MethodInstance;
	readonly isNew: boolean;
	/** The value before the dot; undefined for static methods and creations. */
	readonly receiver: Values | undefined;
	readonly args: readonly Values[];
	readonly origin: Origin;
	readonly judge: FlowJudge;
}

export const isType = (type: Type | undefined): boolean => type?.kind === 'named' && type.def.is('System', 'Type');

/** `Type`, what derives from it, `IReflect`, and strings: values that annotations are about. */
export function isTypeLike(type: Type): boolean {
	if (type.kind === 'byref') return isTypeLike(type.element);
	if (type.kind !== 'named') return false;
	if (type.def.is('System', 'String')) return true;
	return isReflectable(type);
}

export function isReflectable(type: Type): boolean {
	if (type.kind !== 'named') return false;
	let at: NamedType | undefined = type;
	for (let depth = 0; at && depth < 16; depth++) {
		if (at.def.is('System', 'Type') || at.def.is('System.Reflection', 'IReflect')) return true;
		if (at.def.interfaces.some(each => each.kind === 'named' && each.def.is('System.Reflection', 'IReflect'))) return true;
		at = at.def.baseType;
	}
	return false;
}

/** What a parameter asks for. */
export function parameterFlags(judge: FlowJudge, method: MethodDef, index: number): number {
	const flags = judge.program.attributes.method(method).parameters?.[index] ?? 0;
	const type = method.signature.parameters[index];
	return flags !== 0 && type && isTypeLike(type) ? flags : 0;
}

export function returnFlags(judge: FlowJudge, method: MethodDef): number {
	const flags = judge.program.attributes.method(method).returns;
	return flags !== 0 && isTypeLike(method.signature.returns) ? flags : 0;
}

const typeOfReturn = (method: MethodInstance): Type => substitute(method.def.signature.returns, method.owner.args, method.args);

/** What an ordinary call gives. */
export function resultOf(call: Call, flags = returnFlags(call.judge, call.method.def)): Value {
	const { method } = call;
	return { kind: 'return', method, flags, type: call.isNew ? method.owner : typeOfReturn(method) };
}

export const thisTarget = (call: Call): Target => ({ kind: 'this', method: call.judge.method(call.method, call.origin) });
export const parameterTarget = (call: Call, index: number): Target => ({
	kind: 'parameter',
	name: call.judge.parameterName(call.method, index),
	method: call.judge.method(call.method, call.origin),
});

/** `new()` and `struct` ask for a constructor besides the annotation. */
export function effectiveFlags(parameter: GenericParameter, judge: FlowJudge): number {
	return judge.program.attributes.generic(parameter) | ((parameter.flags & 0x18) !== 0 ? Dam.PublicParameterlessConstructor : 0);
}

export const flagsOf = (value: Value, judge: FlowJudge): number => {
	switch (value.kind) {
		case 'parameter':
		case 'return':
		case 'field':
		case 'this':
			return value.flags;
		case 'generic':
			return judge.genericFlags(value.parameter);
		case 'nullable':
			return flagsOf(value.of, judge);
		default:
			return 0;
	}
};

/** Checks each argument against its parameter; false where they are not known. */
export function checkTracked(call: Call, args: Values | undefined, parameters: readonly GenericParameter[], owner: string): boolean {
	const { judge, origin } = call;
	if (parameters.every(parameter => effectiveFlags(parameter, judge) === 0)) return true;
	const arrays = [...(args?.values() ?? [])];
	if (arrays.length === 0) return false;
	for (const array of arrays) {
		if (array.kind === 'null') continue;
		if (array.kind !== 'array' || array.size !== parameters.length) return false;
		for (let index = 0; index < parameters.length; index++) {
			const element = array.elements.get(index);
			if (!element || single(element)?.kind === 'unknown') return false;
		}
	}
	const isOld = judge.isOldTarget;
	for (const array of arrays) {
		if (array.kind !== 'array') continue;
		for (const [index, parameter] of parameters.entries())
			judge.require(
				array.elements.get(index) ?? UNKNOWN_VALUES,
				effectiveFlags(parameter, judge),
				isOld ? thisTarget(call) : { kind: 'generic', name: parameter.name, owner },
				origin,
			);
	}
	return true;
}
