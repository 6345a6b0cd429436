/**
 * What a body was bound to, expression by expression, for analyses that follow values.
 *
 * Only bodies that an analysis asks for are bound a second time with a recorder; the usual way keeps
 * uses alone.
 */
import type { MethodSymbol } from '../symbols/members.ts';
import type { Type } from '../symbols/types.ts';
import type { Block, Body, Expr, Statement } from '../syntax/ast.ts';
import type { Bound, Local, Enclosing, Use } from './bound.ts';

/** A local variable where it is named or declared. */
export interface LocalReference {
	readonly local: Local;
	/** The innermost function around the reference. */
	readonly enclosing: Enclosing;
}

/** A lambda or a local function that was bound. */
export interface FunctionRecord {
	readonly enclosing: Enclosing;
	readonly body: Block | Expr;
	/** A local function; undefined for a lambda. */
	readonly symbol: MethodSymbol | undefined;
	readonly returnDam: number;
	/** The type of returned values, where it is known. */
	readonly returns: Type | undefined;
}

export class Recorder {
	readonly values = new Map<Expr, Bound>();
	/** By the syntax that names or declares the local: a name, a declarator, a designation. */
	readonly locals = new Map<object, LocalReference>();
	/** By the lambda's syntax, or the local function's body. */
	readonly functions = new Map<object, FunctionRecord>();
	/** `Current` of each `foreach` over something other than an array. */
	readonly enumerations = new Map<Statement, MethodSymbol>();

	/** What a query expression was translated to. */
	readonly expansions = new Map<Expr, Expr>();

	merge(other: Recorder): void {
		for (const [key, value] of other.values) this.values.set(key, value);
		for (const [key, value] of other.locals) this.locals.set(key, value);
		for (const [key, value] of other.functions) this.functions.set(key, value);
		for (const [key, value] of other.enumerations) this.enumerations.set(key, value);
		for (const [key, value] of other.expansions) this.expansions.set(key, value);
	}
}

/** Where a body's values come from and go to. */
export type BodyRoot =
	| {
			readonly kind: 'body';
			readonly body: Body | undefined;
			readonly method: MethodSymbol /** Of `: base(...)` and `: this(...)`. */;
			readonly initializer: readonly Expr[];
	  }
	| { readonly kind: 'top-level'; readonly statements: readonly Statement[] }
	/** A field's or property's initializer; `target` has the annotation. */
	| {
			readonly kind: 'initializer';
			readonly value: Expr;
			readonly range: { readonly start: number; readonly end: number };
			readonly target: { readonly name: string; readonly type: Type; readonly dam: number };
	  }
	/** Expressions that are only evaluated: arguments of attributes and of base calls in a header. */
	| { readonly kind: 'values'; readonly values: readonly Expr[] };

/** A body bound with everything recorded. */
export interface RecordedBody {
	readonly root: BodyRoot;
	readonly enclosing: Enclosing;
	readonly uses: readonly Use[];
	readonly recorder: Recorder;
}
