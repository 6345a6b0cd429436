/**
 * Values that become `object`: what an expression of type `object`, or a collection of objects, may hold, followed
 * through locals, branches, initializers and the calls that fill collections. Types that can't be told are left out.
 */
import type { Local, RecordedBody, Use } from '../binding/bound.ts';
import { allInterfaces } from '../binding/lookup.ts';
import { documentationId } from '../symbols/display.ts';
import type { MethodSymbol, Parameter } from '../symbols/members.ts';
import { isNamed, nullableUnderlying, type Type } from '../symbols/types.ts';
import type { Block, Expr, Initializer } from '../syntax/ast.ts';
import { walkStatements } from '../syntax/walk.ts';
import { isClosed, isObject, isWritable } from './json.ts';

/** A value that becomes `object`, and where. */
export interface Entering {
	readonly type: Type;
	readonly expr: Expr;
}

/** `value`: the parameter's own type is asked for; `contents`: those of its elements. */
export type Mode = 'value' | 'contents';

/** A parameter of the method around whose value is asked for. */
export interface FromParameter {
	readonly method: MethodSymbol;
	readonly parameter: Parameter;
	readonly mode: Mode;
}

export interface Traced {
	readonly values: Entering[];
	readonly parameters: FromParameter[];
}

/** What a collection's elements are; undefined for other types. */
export function elementType(type: Type): Type | undefined {
	if (type.kind === 'array') return type.element;
	if (type.kind !== 'named' || isNamed(type, 'System.String')) return undefined;
	const all = [type, ...allInterfaces(type)];
	const dictionary = all.find(each => DICTIONARIES.has(each.def.fullName));
	return dictionary ? dictionary.args[1] : all.find(each => SEQUENCES.has(each.def.fullName))?.args[0];
}

const DICTIONARIES: ReadonlySet<string> = new Set([
	'System.Collections.Generic.IDictionary`2',
	'System.Collections.Generic.IReadOnlyDictionary`2',
]);
const SEQUENCES: ReadonlySet<string> = new Set([
	'System.Collections.Generic.IEnumerable`1',
	'System.Collections.Generic.IAsyncEnumerable`1',
]);

/** Collections in collections deeper than this are none that people write; some are sequences of themselves (`JToken`). */
const MAX_NESTING = 16;

/** A collection whose elements are objects, `KeyValuePair<string, object>` included. */
export function holdsObjects(type: Type): boolean {
	let element = elementType(type);
	for (let depth = 0; element && depth < MAX_NESTING; depth++) {
		if (isObject(element)) return true;
		if (isNamed(element, 'System.Collections.Generic.KeyValuePair`2'))
			return element.kind === 'named' && isObject(element.args[1] ?? element);
		element = elementType(element);
	}
	return false;
}

/** `object`, or a collection of objects: what it is written as depends on what it holds. */
export const takesAnything = (type: Type): Mode | undefined => (isObject(type) ? 'value' : holdsObjects(type) ? 'contents' : undefined);

/** Methods that put their last argument into a collection. */
const ADDERS: ReadonlySet<string> = new Set(['Add', 'TryAdd', 'Insert', 'Append', 'Enqueue', 'Push', 'AddLast', 'AddFirst']);
/** Methods that put the elements of their argument into a collection. */
const RANGE_ADDERS: ReadonlySet<string> = new Set(['AddRange', 'InsertRange', 'UnionWith', 'Concat']);

/** What is written to a local. */
interface Writes {
	readonly assigned: Expr[];
	readonly added: Expr[];
	readonly spread: Expr[];
}

const MAX_DEPTH = 32;

export class JsonFlow {
	readonly #recorded: RecordedBody;
	readonly #objectValues: ReadonlyMap<string, readonly Type[]>;
	readonly #writes = new Map<Local, Writes>();
	#members: Map<Expr, Use['member']> | undefined;

	/** @param objectValues by documentation id: what methods and fields of type `object` give */
	constructor(recorded: RecordedBody, objectValues: ReadonlyMap<string, readonly Type[]>) {
		this.#recorded = recorded;
		this.#objectValues = objectValues;
		const { locals, values } = recorded.recorder;
		for (const [syntax, { local }] of locals) {
			const declarator = syntax as { readonly nameEnd?: number; readonly value?: Expr };
			if (declarator.nameEnd !== undefined && declarator.value) this.#of(local).assigned.push(declarator.value);
		}
		for (const expr of values.keys()) {
			if (expr.kind === 'assign') {
				const local = locals.get(expr.left)?.local;
				if (local) this.#of(local).assigned.push(expr.right);
				const element = expr.left.kind === 'element' ? locals.get(expr.left.receiver)?.local : undefined;
				if (element) this.#of(element).added.push(expr.right);
			}
			if (expr.kind !== 'call' || expr.callee.kind !== 'member') continue;
			const local = locals.get(expr.callee.receiver)?.local;
			const argument = expr.args.at(-1)?.value;
			if (!local || !argument) continue;
			if (ADDERS.has(expr.callee.name.name)) this.#of(local).added.push(argument);
			if (RANGE_ADDERS.has(expr.callee.name.name)) this.#of(local).spread.push(argument);
		}
	}

	#of(local: Local): Writes {
		let writes = this.#writes.get(local);
		if (!writes) this.#writes.set(local, (writes = { assigned: [], added: [], spread: [] }));
		return writes;
	}

	#type(expr: Expr): Type | undefined {
		return this.#recorded.recorder.values.get(expr)?.type;
	}

	/** What an expression may be, or hold. */
	trace(expr: Expr, mode: Mode): Traced {
		const traced: Traced = { values: [], parameters: [] };
		if (mode === 'value') this.#value(expr, traced, 0, new Set());
		else this.#contents(expr, traced, 0, new Set());
		return traced;
	}

	/** What an initializer puts into a collection. */
	traceInitializer(initializer: Initializer): Traced {
		const traced: Traced = { values: [], parameters: [] };
		this.#elements(initializer, traced, 0, new Set());
		return traced;
	}

	/** Calls an action for each expression that a value may come from; gives false where the expression is such itself. */
	#branches(expr: Expr, next: (expr: Expr) => void): boolean {
		switch (expr.kind) {
			case 'paren':
			case 'ref':
				next(expr.operand);
				return true;
			case 'conditional':
				next(expr.whenTrue);
				next(expr.whenFalse);
				return true;
			case 'switch':
				for (const arm of expr.arms) next(arm.value);
				return true;
			case 'binary':
				if (expr.operator !== '??') return false;
				next(expr.left);
				next(expr.right);
				return true;
			case 'assign':
				next(expr.right);
				return true;
			case 'unary':
				if (expr.operator !== '!' || isNamed(this.#type(expr), 'System.Boolean')) return false;
				next(expr.operand);
				return true;
			case 'postfix':
				next(expr.operand);
				return true;
			case 'cast':
			case 'as': {
				const type = this.#type(expr);
				if (type && !isObject(type)) return false;
				next(expr.operand);
				return true;
			}
			default:
				return false;
		}
	}

	#value(expr: Expr, traced: Traced, depth: number, seen: Set<Local>): void {
		if (depth > MAX_DEPTH || this.#branches(expr, inner => this.#value(inner, traced, depth + 1, seen))) return;
		const local = this.#recorded.recorder.locals.get(expr)?.local;
		if (local && isObject(local.type)) {
			if (seen.has(local)) return;
			seen.add(local);
			this.#fromParameter(local, 'value', traced);
			for (const each of this.#writes.get(local)?.assigned ?? []) this.#value(each, traced, depth + 1, seen);
			return;
		}
		const type = this.#type(expr);
		if (type && isObject(type)) for (const each of this.#given(expr)) traced.values.push({ type: each, expr });
		if (!type || !isWritable(type) || !isClosed(type) || isObject(type)) return;
		traced.values.push({ type: nullableUnderlying(type) ?? type, expr });
		if (holdsObjects(type)) this.#contents(expr, traced, depth + 1, seen);
	}

	/** What a call, or a field, of type `object` is known to give. */
	#given(expr: Expr): readonly Type[] {
		if (this.#objectValues.size === 0) return [];
		if (expr.kind === 'await') return this.#given(expr.operand);
		this.#members ??= new Map(this.#recorded.uses.flatMap(use => (use.syntax ? [[use.syntax, use.member]] : [])));
		const member = this.#members.get(expr);
		return (member?.container.module.isSource && this.#objectValues.get(documentationId(member))) || [];
	}

	#fromParameter(local: Local, mode: Mode, traced: Traced): void {
		if (local.parameter && local.method) traced.parameters.push({ method: local.method, parameter: local.parameter, mode });
	}

	#contents(expr: Expr, traced: Traced, depth: number, seen: Set<Local>): void {
		if (depth > MAX_DEPTH || this.#branches(expr, inner => this.#contents(inner, traced, depth + 1, seen))) return;
		const local = this.#recorded.recorder.locals.get(expr)?.local;
		if (local) {
			if (seen.has(local) || !holdsObjects(local.type)) return;
			seen.add(local);
			this.#fromParameter(local, 'contents', traced);
			const writes = this.#writes.get(local);
			for (const each of writes?.assigned ?? []) this.#contents(each, traced, depth + 1, seen);
			for (const each of writes?.added ?? []) this.#value(each, traced, depth + 1, seen);
			for (const each of writes?.spread ?? []) this.#spread(each, traced, depth + 1, seen);
			return;
		}
		switch (expr.kind) {
			case 'new':
				for (const argument of expr.args)
					if (elementType(this.#type(argument.value) ?? NEVER)) this.#spread(argument.value, traced, depth + 1, seen);
				if (expr.initializer) this.#elements(expr.initializer, traced, depth + 1, seen);
				return;
			case 'array-new':
				if (expr.initializer) this.#elements(expr.initializer, traced, depth + 1, seen);
				return;
			case 'collection':
				for (const { value, spread } of expr.elements)
					if (spread) this.#spread(value, traced, depth + 1, seen);
					else this.#value(value, traced, depth + 1, seen);
				return;
			case 'await':
			case 'member':
				return;
			case 'call':
				return this.#call(expr, traced, depth, seen);
			default:
				return;
		}
	}

	/** LINQ's methods pass elements on; `Select` makes them. */
	#call(expr: Expr & { readonly kind: 'call' }, traced: Traced, depth: number, seen: Set<Local>): void {
		const { callee } = expr;
		if (callee.kind !== 'member') return;
		const lambda = expr.args.find(argument => argument.value.kind === 'lambda')?.value;
		if (callee.name.name === 'Select' && lambda?.kind === 'lambda') {
			for (const each of returnedExpressions(lambda.body)) this.#value(each, traced, depth + 1, seen);
			return;
		}
		if (callee.name.name === 'ToDictionary') {
			const value = expr.args.length > 1 ? expr.args[1]?.value : undefined;
			if (value?.kind === 'lambda') for (const each of returnedExpressions(value.body)) this.#value(each, traced, depth + 1, seen);
			return;
		}
		this.#spread(callee.receiver, traced, depth + 1, seen);
	}

	/** The elements of a collection that become objects one by one. */
	#spread(expr: Expr, traced: Traced, depth: number, seen: Set<Local>): void {
		const type = this.#type(expr);
		const element = type && elementType(type);
		if (!element || depth > MAX_DEPTH) return;
		if (isObject(element) || holdsObjects(type)) this.#contents(expr, traced, depth + 1, seen);
		else if (isWritable(element) && isClosed(element) && !isNamed(element, 'System.Collections.Generic.KeyValuePair`2'))
			traced.values.push({ type: nullableUnderlying(element) ?? element, expr });
	}

	#elements(initializer: Initializer, traced: Traced, depth: number, seen: Set<Local>): void {
		for (const { value, member } of initializer.elements) {
			if (member) continue;
			// `{ key, value }`
			const last = value.kind === 'initializer' ? value.elements.at(-1)?.value : value;
			if (last && last.kind !== 'initializer') this.#value(last, traced, depth + 1, seen);
		}
	}
}

const NEVER: Type = { kind: 'special' } as Type;

/** The expressions that a lambda returns, without those of lambdas and functions inside it. */
export function returnedExpressions(body: Block | Expr): readonly Expr[] {
	if (!('statements' in body)) return [body];
	const found: Expr[] = [];
	walkStatements(body.statements, {
		expr: expr => expr.kind !== 'lambda',
		statement: statement => {
			if (statement.kind === 'return' && statement.value) found.push(statement.value);
			return statement.kind !== 'local-function';
		},
	});
	return found;
}
