/**
 * Query expressions as method calls (C# standard 12.20.3).
 *
 * Several range variables travel through one lambda parameter, an anonymous object; such a parameter
 * is named with `RANGE_VARIABLES` and the variables, and declares them all.
 */
import type { Expr, LambdaParameter, NameExpr, QueryClause, Range } from '../syntax/ast.ts';

/** Prefix of a parameter that stands for several range variables: `<>a,b`. */
export const RANGE_VARIABLES = '<>';

/** What travels grows with each clause: the square of real queries' clauses is small. */
const MAX_CLAUSES = 300;

/** @throws for a query of more clauses than anyone writes */
export function translateQuery(clauses: readonly QueryClause[]): Expr | undefined {
	const [first] = clauses;
	if (first?.kind !== 'from') return undefined;
	if (clauses.length > MAX_CLAUSES) throw new Error(`a query of more than ${MAX_CLAUSES} clauses`);
	let source = first.type ? cast(first.source, first.type, first) : first.source;
	let variables = [first.name];
	const rest = clauses.slice(1);
	for (const [index, clause] of rest.entries()) {
		switch (clause.kind) {
			case 'from': {
				const inner = clause.type ? cast(clause.source, clause.type, clause) : clause.source;
				const next = rest[index + 1];
				const all = [...variables, clause.name];
				// A final select takes both; otherwise both go on in one object.
				const result = next?.kind === 'select' ? next.value : tupleOf(all, clause);
				source = call(source, 'SelectMany', [lambda(variables, inner, clause), lambda2(variables, clause.name, result, clause)], clause);
				if (next?.kind === 'select') return continueAfter(source, rest.slice(index + 2));
				variables = all;
				break;
			}
			case 'let': {
				const all = [...variables, clause.name];
				source = call(
					source,
					'Select',
					[lambda(variables, object(variables, clause, [{ name: clause.name, value: clause.value }]), clause)],
					clause,
				);
				variables = all;
				break;
			}
			case 'where':
				source = call(source, 'Where', [lambda(variables, clause.condition, clause)], clause);
				break;
			case 'join': {
				const inner = clause.type ? cast(clause.source, clause.type, clause) : clause.source;
				const name = clause.into ?? clause.name;
				const all = [...variables, name];
				source = call(
					source,
					clause.into ? 'GroupJoin' : 'Join',
					[
						inner,
						lambda(variables, clause.left, clause),
						lambda([clause.name], clause.right, clause),
						lambda2(variables, name, tupleOf(all, clause), clause),
					],
					clause,
				);
				variables = all;
				break;
			}
			case 'orderby':
				for (const [position, { key, descending }] of clause.keys.entries()) {
					source = call(
						source,
						`${position === 0 ? 'OrderBy' : 'ThenBy'}${descending ? 'Descending' : ''}`,
						[lambda(variables, key, clause)],
						clause,
					);
				}
				break;
			case 'select': {
				const isIdentity = clause.value.kind === 'name' && variables.length === 1 && clause.value.name === variables[0];
				// `from x in xs where c select x` needs no Select; a lone one does.
				if (!isIdentity || index === 0) source = call(source, 'Select', [lambda(variables, clause.value, clause)], clause);
				return continueAfter(source, rest.slice(index + 1));
			}
			case 'group': {
				const isIdentity = clause.value.kind === 'name' && variables.length === 1 && clause.value.name === variables[0];
				source = call(
					source,
					'GroupBy',
					isIdentity
						? [lambda(variables, clause.by, clause)]
						: [lambda(variables, clause.by, clause), lambda(variables, clause.value, clause)],
					clause,
				);
				return continueAfter(source, rest.slice(index + 1));
			}
			case 'into':
				return continueAfter(source, rest.slice(index));
		}
	}
	return source;
}

/** `select ... into x ...` starts a new query over the first one's result. */
function continueAfter(source: Expr, rest: readonly QueryClause[]): Expr | undefined {
	const [into, ...clauses] = rest;
	if (into?.kind !== 'into') return source;
	return translateQuery([{ kind: 'from', start: into.start, end: into.end, name: into.name, source }, ...clauses]);
}

const at = (range: Range): Range => ({ start: range.start, end: range.end });
const nameOf = (name: string, range: Range): NameExpr => ({ kind: 'name', ...at(range), name });

function call(receiver: Expr, name: string, args: readonly Expr[], range: Range): Expr {
	const callee: Expr = { kind: 'member', ...at(range), receiver, name: nameOf(name, range), isPointer: false };
	return { kind: 'call', ...at(range), callee, args: args.map(value => ({ ...at(value), value })) };
}

function cast(source: Expr, type: (QueryClause & { kind: 'from' })['type'], range: Range): Expr {
	const callee: Expr = {
		kind: 'member',
		...at(range),
		receiver: source,
		name: { ...nameOf('Cast', range), args: type ? [type] : [] },
		isPointer: false,
	};
	return { kind: 'call', ...at(range), callee, args: [] };
}

function parameter(variables: readonly string[], range: Range): LambdaParameter {
	return {
		...at(range),
		name: variables.length === 1 ? (variables[0] ?? '') : RANGE_VARIABLES + variables.join(','),
		isParams: false,
		attributes: [],
	};
}

function lambda(variables: readonly string[], body: Expr, range: Range): Expr {
	return { kind: 'lambda', ...at(range), parameters: [parameter(variables, range)], body, isAsync: false, attributes: [] };
}

function lambda2(variables: readonly string[], second: string, body: Expr, range: Range): Expr {
	return {
		kind: 'lambda',
		...at(range),
		parameters: [parameter(variables, range), parameter([second], range)],
		body,
		isAsync: false,
		attributes: [],
	};
}

function object(variables: readonly string[], range: Range, more: readonly { name: string; value: Expr }[]): Expr {
	return { kind: 'anonymous-new', ...at(range), members: [...variables.map(name => ({ name, value: nameOf(name, range) })), ...more] };
}

const tupleOf = (variables: readonly string[], range: Range): Expr => object(variables, range, []);
