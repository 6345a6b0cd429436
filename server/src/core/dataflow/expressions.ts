/** What single expressions tell the engine, without regard to where they stand. */
import type { Enclosing, FunctionRecord, Local, Recording, Use } from '../binding/bound.ts';
import { qualifiedName } from '../symbols/display.ts';
import type { MethodSymbol } from '../symbols/members.ts';
import { unknownType } from '../symbols/types.ts';
import type { Expr, Range } from '../syntax/ast.ts';
import type { ArgumentValues, FunctionEnd } from './domain.ts';
import { NULL_VALUES, type Values, valuesOf } from './values.ts';

export function endOf(record: FunctionRecord): FunctionEnd {
	return { symbol: record.symbol, dam: record.returnDam, type: record.returns };
}

/** Without parentheses, `!` and `ref`. */
export function inner(expr: Expr): Expr {
	if (expr.kind === 'paren' || expr.kind === 'ref' || (expr.kind === 'postfix' && expr.operator === '!')) return inner(expr.operand);
	return expr;
}

/** Locals that more than one function names. */
export function capturedLocals(recorder: Recording): ReadonlySet<Local> {
	const owners = new Map<Local, Enclosing>();
	const captured = new Set<Local>();
	for (const { local, enclosing: owner } of recorder.locals.values()) {
		const known = owners.get(local);
		if (known === undefined) owners.set(local, owner);
		else if (known !== owner) captured.add(local);
	}
	return captured;
}

export function constantValues(value: string | number | boolean | null): Values {
	if (value === null) return NULL_VALUES;
	if (typeof value === 'string') return valuesOf({ kind: 'string', text: value });
	return valuesOf({ kind: 'int', value: Number(value) });
}

export function nameOfArgument(expr: Expr & { kind: 'call' }): string | undefined {
	const argument = expr.args[0]?.value;
	return argument?.kind === 'name' ? argument.name : argument?.kind === 'member' ? argument.name.name : undefined;
}

/** `pair.Left`: fields of a tuple have no annotations, only a name. */
export function tupleElement(expr: Expr, recorder: Recording): Values | undefined {
	if (expr.kind !== 'member') return undefined;
	const type = recorder.values.get(expr.receiver)?.type;
	return type && type !== unknownType
		? valuesOf({
				kind: 'field',
				name: `${qualifiedName(type)}.${expr.name.name}`,
				flags: 0,
				type: recorder.values.get(expr)?.type ?? unknownType,
			})
		: undefined;
}

/** The analyzer takes arguments in the order in which they are written, whatever their names (docs/analyzer.md, "Quirks"). */
export function positional(use: Use, args: readonly ArgumentValues[]): readonly ArgumentValues[] {
	const { member } = use;
	if (member.kind !== 'method' && member.kind !== 'property') return args;
	const parameters = member.parameters;
	let isInOrder = true;
	for (const [index, argument] of args.entries()) {
		const expected = parameters[Math.min(index, parameters.length - 1)];
		if (argument.parameter !== expected && !(argument.parameter.isParams && index >= parameters.length)) isInOrder = false;
	}
	if (isInOrder || args.length > parameters.length) return args;
	return args.map((argument, index) => ({ ...argument, parameter: parameters[index] ?? argument.parameter }));
}

/** A use for the reads of `Current` that `foreach` makes. */
export function enumerationUse(getter: MethodSymbol, range: Range): Use {
	const at = { start: range.start, end: range.end };
	return {
		kind: 'get',
		member: getter,
		containingType: getter.container.self,
		...at,
		whole: at,
		name: -1,
		typeArguments: [],
		receiver: undefined,
		args: [],
		features: 0,
		enclosing: { requires: {}, parent: undefined },
		syntax: undefined,
		isHidden: false,
		result: getter.returns,
	};
}
