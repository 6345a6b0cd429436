/** What the data-flow engine asks of the domain that it runs for: what operations do to values, and what is worth telling. */
import type { Bound, Enclosing, Use } from '../binding/bound.ts';
import type { MethodSymbol, Parameter, PropertySymbol } from '../symbols/members.ts';
import type { Type } from '../symbols/types.ts';
import type { Expr, Range } from '../syntax/ast.ts';
import type { Value, Values } from './values.ts';

/** Where something happens. */
export interface Point {
	readonly owner: Enclosing;
	/** Features known to be on (see `binding/flow.ts`). */
	readonly features: number;
	/** Whether values are final, so that problems may be told. */
	readonly isFinal: boolean;
}

export interface ArgumentValues {
	readonly parameter: Parameter;
	readonly type: Type;
	readonly values: Values;
}

/** What the engine asks. Ranges count from the body's base. */
export interface Domain {
	/** A call, creation, read of a property or of a field: its effects and its value. */
	use(use: Use, receiver: Values, args: readonly ArgumentValues[], point: Point): Values;
	/** A value is stored in a property or field. */
	write(use: Use, values: Values, args: readonly ArgumentValues[], point: Point): void;
	/** A get-only automatic property is written in a constructor. */
	writeBacking(property: PropertySymbol, values: Values, range: Range, point: Point): void;
	writeParameter(parameter: Parameter, method: MethodSymbol | undefined, values: Values, range: Range, point: Point): void;
	initialize(
		target: { readonly name: string; readonly type: Type; readonly dam: number },
		values: Values,
		range: Range,
		point: Point,
	): void;
	/** A function gives a value back; `symbol` is undefined for a lambda. */
	returns(end: FunctionEnd, values: Values, value: Expr, point: Point, bound: Bound | undefined): void;
	typeOf(type: Type): Values;
	parameter(parameter: Parameter, method: MethodSymbol | undefined, type: Type): Value;
	self(owner: Enclosing): Value;
	/** An element of an annotated array. */
	elementOf(array: Value & { kind: 'annotated-array' }): Value;
	/** What `foreach` over an array gives. */
	arrayCurrent(): Values;
	/** What a property or field that is both read and written (`??=`) holds. */
	place(bound: Bound & { kind: 'value' }): Values;
}

export interface FunctionEnd {
	readonly symbol: MethodSymbol | undefined;
	readonly dam: number;
	readonly type: Type | undefined;
}
