/** A call that the analyzer handles itself, and what its handlers share. */
import type { ArgumentValues } from '../../dataflow/domain.ts';
import type { Value, Values } from '../../dataflow/values.ts';
import { methodDisplay } from '../../symbols/display.ts';
import type { MethodSymbol } from '../../symbols/members.ts';
import { isNamed, type Type } from '../../symbols/types.ts';
import type { Judge, Tell } from './judge.ts';
import type { Target } from './words.ts';

export interface IntrinsicCall {
	readonly method: MethodSymbol;
	readonly receiver: Values;
	readonly args: readonly ArgumentValues[];
	readonly judge: Judge;
	/** Tells at the whole call. */
	readonly tell: Tell;
	/** What an ordinary call would give. */
	readonly result: Values;
}
export const requireThis = (call: IntrinsicCall, values: Values, flags: number): void =>
	call.judge.require(values, flags, { kind: 'this', method: methodDisplay(call.method) }, call.tell);
export const parameterTarget = (call: IntrinsicCall, name: string): Target => ({
	kind: 'parameter',
	name,
	method: methodDisplay(call.method),
});

/** The argument for the first parameter of a type, or with a name. */
export function argumentFor(call: IntrinsicCall, wanted: (parameter: ArgumentValues['parameter']) => boolean): Values | undefined {
	return call.args.find(argument => wanted(argument.parameter))?.values;
}

export const isTypeArray = (type: Type): boolean => type.kind === 'array' && isNamed(type.element, 'System.Type');

/** Whether an argument is certainly an array without elements (or null, where that counts as one). */
export function isEmptyArray(values: Values | undefined, isNullEmpty: boolean): boolean {
	if (!values || values.size === 0) return false;
	return [...values.values()].every(value => (value.kind === 'array' && value.size === 0) || (isNullEmpty && value.kind === 'null'));
}

export const isAnnotatedSource = (value: Value): value is Value & { flags: number } =>
	value.kind === 'parameter' || value.kind === 'return' || value.kind === 'field' || value.kind === 'this';

export const flagsOf = (value: Value): number =>
	isAnnotatedSource(value) ? value.flags : value.kind === 'generic' ? value.parameter.dam : 0;
