/**
 * What a body was bound to, expression by expression, for analyses that follow values.
 *
 * Only bodies that an analysis asks for are bound a second time with a recorder; the usual way keeps
 * uses alone.
 */
import type { MethodSymbol } from '../symbols/members.ts';
import type { Expr, Statement } from '../syntax/ast.ts';
import type { Bound, FunctionRecord, LocalReference, Recording } from './bound.ts';

export class Recorder implements Recording {
	readonly values = new Map<Expr, Bound>();
	readonly locals = new Map<object, LocalReference>();
	readonly functions = new Map<object, FunctionRecord>();
	readonly enumerations = new Map<Statement, MethodSymbol>();
	readonly expansions = new Map<Expr, Expr>();

	merge(other: Recording): void {
		for (const [key, value] of other.values) this.values.set(key, value);
		for (const [key, value] of other.locals) this.locals.set(key, value);
		for (const [key, value] of other.functions) this.functions.set(key, value);
		for (const [key, value] of other.enumerations) this.enumerations.set(key, value);
		for (const [key, value] of other.expansions) this.expansions.set(key, value);
	}
}
