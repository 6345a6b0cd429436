/**
 * The values that are followed through IL: the kinds of `dataflow/values.ts`, over the types of a whole program.
 *
 * Arrays are objects that are written to, as they are on the stack of the machine; all other values are immutable.
 */
import type { FieldReference, GenericParameter, MethodDef, MethodInstance, NamedType, Type } from '../definitions.ts';

export interface ArrayValue {
	readonly kind: 'array';
	readonly id: number;
	/** Undefined where the size is no constant. */
	readonly size: number | undefined;
	readonly elements: Map<number, Values>;
	readonly element: Type;
}

export type Value =
	| { readonly kind: 'type'; readonly type: NamedType }
	| { readonly kind: 'array-type'; readonly type: Type }
	| { readonly kind: 'generic'; readonly parameter: GenericParameter }
	/** `Nullable<>` of a type variable or of an annotated value; it has what that has. */
	| { readonly kind: 'nullable'; readonly of: Value }
	| {
			readonly kind: 'parameter';
			readonly method: MethodInstance;
			/** Counted without `this`. */
			readonly index: number;
			readonly flags: number;
			readonly type: Type;
	  }
	| { readonly kind: 'this'; readonly method: MethodDef; readonly flags: number; readonly type: Type }
	| { readonly kind: 'return'; readonly method: MethodInstance; readonly flags: number; readonly type: Type }
	| { readonly kind: 'field'; readonly field: FieldReference; readonly flags: number; readonly type: Type }
	| { readonly kind: 'handle'; readonly of: Value }
	| { readonly kind: 'string'; readonly text: string }
	| { readonly kind: 'int'; readonly value: number }
	| { readonly kind: 'null' }
	| ArrayValue
	| { readonly kind: 'method'; readonly method: MethodInstance }
	| { readonly kind: 'method-handle'; readonly method: MethodInstance }
	/** The address of a local, a parameter or a field. */
	| { readonly kind: 'local-address'; readonly index: number }
	| { readonly kind: 'parameter-address'; readonly index: number }
	| { readonly kind: 'field-address'; readonly field: FieldReference }
	| { readonly kind: 'unknown' };

export type Values = ReadonlyMap<string, Value>;

export const NOTHING: Values = new Map();
const UNKNOWN: Value = { kind: 'unknown' };
export const UNKNOWN_VALUES: Values = new Map([['?', UNKNOWN]]);
export const NULL_VALUES: Values = new Map([['null', { kind: 'null' } as const]]);

/** More values than this are one unknown. */
const MAX_VALUES = 256;

let nextArray = 1;
export const makeArray = (size: number | undefined, element: Type): ArrayValue => ({
	kind: 'array',
	id: nextArray++,
	size,
	elements: new Map(),
	element,
});

function keyOf(value: Value): string {
	switch (value.kind) {
		case 'type':
		case 'array-type':
			return `t${value.type.id}`;
		case 'generic':
			return `g${value.parameter.owner.id}:${value.parameter.index}`;
		case 'nullable':
			return `n${keyOf(value.of)}`;
		case 'parameter':
			return `p${value.method.id}:${value.index}`;
		case 'this':
			return `this${value.method.id}`;
		case 'return':
			return `r${value.method.id}:${value.flags}:${value.type.id}`;
		case 'field':
			return `f${value.field.def.id}:${value.field.owner.id}`;
		case 'handle':
			return `h${keyOf(value.of)}`;
		case 'string':
			return `s${value.text}`;
		case 'int':
			return `i${value.value}`;
		case 'null':
			return 'null';
		case 'array':
			return `a${value.id}`;
		case 'method':
			return `m${value.method.id}`;
		case 'method-handle':
			return `mh${value.method.id}`;
		case 'local-address':
			return `&l${value.index}`;
		case 'parameter-address':
			return `&p${value.index}`;
		case 'field-address':
			return `&f${value.field.def.id}`;
		case 'unknown':
			return '?';
	}
}

export function valuesOf(...values: readonly Value[]): Values {
	if (values.length === 0) return NOTHING;
	return new Map(values.map(value => [keyOf(value), value]));
}

export function union(left: Values, right: Values): Values {
	if (left === right || right.size === 0) return left;
	if (left.size === 0) return right;
	let joined: Map<string, Value> | undefined;
	for (const [key, value] of right) {
		if (left.has(key)) continue;
		joined ??= new Map(left);
		joined.set(key, value);
	}
	if (!joined) return left;
	return joined.size > MAX_VALUES ? UNKNOWN_VALUES : joined;
}

export function mapValues(values: Values, to: (value: Value) => readonly Value[]): Values {
	return valuesOf(...[...values.values()].flatMap(to));
}

/** The one value of a set. */
export function single(values: Values | undefined): Value | undefined {
	if (values?.size !== 1) return undefined;
	for (const value of values.values()) return value;
	return undefined;
}
