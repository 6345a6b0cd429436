/**
 * The values that are followed through a body: sets of what an expression may be (docs/analyzer.md, "Values").
 * A set is immutable and keyed, so that equal sets are found equal; the empty set
 * is "nothing is known to arrive", about which nothing is said.
 */
import type { FieldSymbol, MethodSymbol, Parameter } from '../symbols/members.ts';
import type { NamedType, Type, TypeParameter } from '../symbols/types.ts';

export type Value =
	/** A known type, as by `typeof`. `isNullable` marks `T?` of a struct, here and in what `Nullable<>` is instantiated with. */
	| { readonly kind: 'type'; readonly type: NamedType; readonly isNullable?: boolean }
	| { readonly kind: 'generic'; readonly parameter: TypeParameter; readonly isNullable?: boolean }
	| {
			readonly kind: 'parameter';
			readonly parameter: Parameter /** Undefined for a lambda's. */;
			readonly method: MethodSymbol | undefined;
			readonly flags: number;
			readonly type: Type;
			readonly isNullable?: boolean;
	  }
	| {
			readonly kind: 'return';
			readonly method: MethodSymbol;
			readonly flags: number /** The static type of the value. */;
			readonly type: Type;
			readonly isNullable?: boolean;
	  }
	| {
			readonly kind: 'field';
			readonly name: string;
			readonly flags: number;
			readonly type: Type;
			readonly field?: FieldSymbol;
			readonly isNullable?: boolean;
	  }
	| { readonly kind: 'this'; readonly method: MethodSymbol | undefined; readonly flags: number; readonly type: Type }
	| { readonly kind: 'string'; readonly text: string }
	| { readonly kind: 'int'; readonly value: number }
	| { readonly kind: 'null' }
	/** An array of known size; an element that is not in the map is unknown. */
	| { readonly kind: 'array'; readonly size: number | undefined; readonly elements: ReadonlyMap<number, Values> }
	/** What `GetInterfaces` gives. */
	| { readonly kind: 'annotated-array'; readonly method: MethodSymbol; readonly flags: number }
	/** A `MethodInfo` that was looked up by name. */
	| { readonly kind: 'method'; readonly method: MethodSymbol }
	/** A `RuntimeTypeHandle`. */
	| { readonly kind: 'handle'; readonly of: Value }
	| { readonly kind: 'unknown' };

export type Values = ReadonlyMap<string, Value>;

export const NOTHING: Values = new Map();
const UNKNOWN: Value = { kind: 'unknown' };
export const UNKNOWN_VALUES: Values = new Map([['?', UNKNOWN]]);
export const NULL_VALUES: Values = new Map([['null', { kind: 'null' } as const]]);

/** More values than this are one unknown. */
const MAX_VALUES = 256;

const ids = new WeakMap<object, number>();
let nextId = 1;
function idOf(object: object | undefined): number {
	if (!object) return 0;
	let id = ids.get(object);
	if (id === undefined) ids.set(object, (id = nextId++));
	return id;
}

function keyOf(value: Value): string {
	return 'isNullable' in value && value.isNullable ? `${plainKey(value)}?` : plainKey(value);
}

function plainKey(value: Value): string {
	switch (value.kind) {
		case 'type':
			return `t${value.type.id}`;
		case 'generic':
			return `g${value.parameter.id}`;
		case 'parameter':
			return `p${value.parameter.name}:${idOf(value.method)}:${value.flags}`;
		case 'return':
			return `r${idOf(value.method)}:${value.flags}:${value.type.id}`;
		case 'field':
			return `f${value.name}:${value.flags}`;
		case 'this':
			return `this${value.flags}`;
		case 'string':
			return `s${value.text}`;
		case 'int':
			return `i${value.value}`;
		case 'null':
			return 'null';
		case 'array':
			return `a${value.size ?? '?'}[${[...value.elements].map(([index, element]) => `${index}=${[...element.keys()].join('|')}`).join()}]`;
		case 'annotated-array':
			return `aa${value.flags}`;
		case 'method':
			return `m${idOf(value.method)}`;
		case 'handle':
			return `h${keyOf(value.of)}`;
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

/** Whether `left` has all of `right`. */
export function includes(left: Values, right: Values): boolean {
	if (left === right) return true;
	if (right.size > left.size) return false;
	for (const key of right.keys()) if (!left.has(key)) return false;
	return true;
}

/** The values with each replaced by some others. */
export function mapValues(values: Values, to: (value: Value) => readonly Value[]): Values {
	return valuesOf(...[...values.values()].flatMap(to));
}
