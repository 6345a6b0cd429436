/**
 * What an action returns, as what an endpoint returns: `Ok(order)` to `Results.Ok(order)`. Only what answers the same is
 * translated; asked of the runtime (.NET 10): a status code without a body is a problem under `[ApiController]`, null is
 * 204 there and an empty 200 in an endpoint, text depends on what the client accepts (`text-results.ts`).
 */
import type { Recording, Use } from '../../../binding/bound.ts';
import { allInterfaces } from '../../../binding/lookup.ts';
import { awaited, isNothing } from '../../../frameworks/aspnet.ts';
import { isNamed, isValueType, nullableUnderlying, type Type } from '../../../symbols/types.ts';
import type { Body, Expr, Range, Statement } from '../../../syntax/ast.ts';
import { walkBody } from '../../../syntax/walk.ts';
import { WIDTH } from '../../csharp/style.ts';
import type { FileEdit } from '../../fix.ts';
import { Stays } from './stays.ts';
import { TEXT_RESULTS } from './text-results.ts';

/** Methods of `ControllerBase` that answer with a status code alone; those of errors become problems (`ClientErrorResultFilter`). */
const STATUS: Readonly<Record<string, string>> = {
	NotFound: '404',
	BadRequest: '400',
	Unauthorized: '401',
	Conflict: '409',
	UnprocessableEntity: '422',
};
/** Those whose title and link MVC and endpoints have in common (`ApiBehaviorOptionsSetup` and `ProblemDetailsDefaults` of dotnet/aspnetcore). */
const KNOWN_CODES = /^(?:40[0134569]|410|415|422|50[0123])$/;
const WITH_VALUE = /^(?:NotFound|BadRequest|Conflict|UnprocessableEntity)$/;

/** Where an action's code is, and what its expressions are. */
export interface ActionBody {
	readonly body: Body;
	readonly recorder: Recording;
	readonly uses: readonly Use[];
	/** The text of a range of the body. */
	readonly textOf: (range: Range) => string;
	/** Types of the parameters by name. */
	readonly parameters: ReadonlyMap<string, Type>;
	/** Parameters that are never null. */
	readonly known: ReadonlySet<string>;
	/** Names that mean something in it already. */
	readonly names: ReadonlySet<string>;
	/** What it is declared to return, waited for. */
	readonly returns: Type;
	/** What the handler calls the request. */
	readonly request: string;
	/** Gives an action of the same controller the name by which links find it. */
	readonly linkTo: (action: string) => string;
}

/** Edits of an action's returns; ranges count as those of the body do. */
export interface TranslatedReturns {
	readonly edits: readonly FileEdit[];
	/** Calls of `ControllerBase` that were translated. */
	readonly translated: ReadonlySet<Use>;
	readonly makesProblems: boolean;
	/** It answers with text, by `TextResults`. */
	readonly answersText: boolean;
	/** A task that it returned is waited for now. */
	readonly waits: boolean;
}

/** @throws Stays for what is not certainly the same */
export function translateReturns(action: ActionBody): TranslatedReturns {
	const edits: FileEdit[] = [];
	const translated = new Set<Use>();
	let makesProblems = false;
	let answersText = false;
	let waits = false;
	if (isWrittenAlike(action)) return { edits, translated, makesProblems, answersText, waits };
	let found = 0;
	/** Whether what is written stands in a conditional, which takes no other one without parentheses. */
	let isNested = false;
	const replace = (range: Range, text: string): void => void edits.push({ start: range.start, end: range.end, text });
	const helperOf = (expr: Expr): Use | undefined =>
		expr.kind === 'call'
			? action.uses.find(use => use.syntax === expr && use.kind === 'call' && use.member.container.fullName === CONTROLLER_BASE)
			: undefined;
	const problem = (call: Expr, status: string): void => {
		makesProblems = true;
		replace(call, `Results.Problem(statusCode: ${status})`);
	};

	const helper = (use: Use, call: Expr & { kind: 'call' }, known: ReadonlySet<string>): void => {
		const { name } = use.member;
		const values = use.args.filter(each => each.syntax !== undefined);
		const [first] = values;
		translated.add(use);
		if (call.args.some(each => each.name !== undefined)) throw new Stays(`names arguments of ${name}`);
		if (name === 'Ok' && values.length === 0) return replace(call.callee, 'Results.Ok');
		if (name === 'Ok' && first?.syntax) return value(first.syntax, first.value.type, known, call, 'Results.Ok', true);
		if (name === 'NoContent') return replace(call.callee, 'Results.NoContent');
		if (values.length === 0 && STATUS[name] !== undefined) return problem(call, STATUS[name]);
		if (name === 'StatusCode' && values.length === 1 && first?.value.kind === 'value') {
			const status = String(first.value.constant?.value);
			if (KNOWN_CODES.test(status) && first.syntax) return problem(call, action.textOf(first.syntax));
			if (/^2(?:0[0-6])$/.test(status)) return replace(call.callee, 'Results.StatusCode');
		}
		if (name === 'StatusCode' && values.length === 2 && first?.syntax && first.value.kind === 'value') {
			const [, second] = values;
			const hasBody = /^(?:20[0-3]|[45]\d\d)$/.test(String(first.value.constant?.value));
			if (hasBody && second?.syntax && isText(awaited(second.value.type)))
				return text(second.syntax, second.value.type, call, action.textOf(first.syntax));
		}
		if (WITH_VALUE.test(name) && values.length === 1 && first?.syntax)
			return value(first.syntax, first.value.type, known, call, `Results.${name}`, false);
		if (name === 'Created' && values.length === 2 && isNamed(use.args[0]?.type, 'System.String')) {
			replace(call.callee, 'Results.Created');
			return sameJson(values[1]?.value.type);
		}
		if (name === 'CreatedAtAction' && values.length === 3) return created(call, values[2]?.value.type);
		throw new Stays(`answers by ${name}`);
	};

	/** `CreatedAtAction(nameof(Get), new { id = order.Id }, order)`: the link is found by the name of the endpoint. */
	const created = (call: Expr & { kind: 'call' }, type: Type | undefined): void => {
		const [target, route] = call.args.map(each => each.value);
		const name = target && nameOf(target);
		if (!target || !name || !route || route.kind !== 'anonymous-new') throw new Stays('links to an action that is not named here');
		sameJson(type);
		const values = route.members.map(({ name: key, value: each }) => {
			const written = key ?? (each.kind === 'name' ? each.name : each.kind === 'member' ? each.name.name : undefined);
			if (!written) throw new Stays('links by values without a name');
			return `["${written}"] = ${action.textOf(each)}`;
		});
		replace(call.callee, 'Results.CreatedAtRoute');
		replace(target, `"${action.linkTo(name)}"`);
		replace(route, `new RouteValueDictionary { ${values.join(', ')} }`);
	};

	/** A value that is written as JSON, in a call that is there or in a new one. */
	const value = (expr: Expr, given: Type, known: ReadonlySet<string>, call: Expr, made: string, isOk: boolean): void => {
		const type = awaited(given);
		const isTask = type !== given;
		if (isText(type)) return text(expr, given, call, isOk ? undefined : STATUS[made.slice('Results.'.length)]);
		if (isTask && call !== expr) throw new Stays('answers with a task that it did not wait for');
		sameJson(type);
		const [open, close] = BINDS_TIGHTLY.test(expr.kind) ? ['', ''] : ['(', ')'];
		const waited = isTask ? `await ${open}` : '';
		waits ||= isTask;
		if (isNeverNull(expr, type, known, action)) {
			if (call === expr) {
				replace({ start: expr.start, end: expr.start }, `${made}(${waited}`);
				replace({ start: expr.end, end: expr.end }, isTask ? `${close})` : ')');
			} else if (call.kind === 'call') replace(call.callee, made);
			return;
		}
		if (!isOk) throw new Stays('answers with a value that may be null');
		let name: string;
		do name = found++ === 0 ? 'found' : `found${found}`;
		while (action.names.has(name));
		const [first, last] = isNested ? ['(', ')'] : ['', ''];
		replace({ start: call.start, end: expr.start }, first + (waited || open));
		replace({ start: expr.end, end: call.end }, `${close} is { } ${name} ? ${made}(${name}) : Results.NoContent()${last}`);
	};

	/** Text, which is null or not: the helper answers with it as MVC does. */
	const text = (expr: Expr, given: Type, call: Expr, status: string | undefined): void => {
		const isTask = awaited(given) !== given;
		if (isTask && call !== expr) throw new Stays('answers with a task that it did not wait for');
		answersText = true;
		waits ||= isTask;
		const [open, close] = !isTask ? ['', ''] : BINDS_TIGHTLY.test(expr.kind) ? ['await ', ''] : ['await (', ')'];
		replace({ start: call.start, end: expr.start }, `${TEXT_RESULTS}.Text(${action.request}, ${open}`);
		replace({ start: expr.end, end: call.end }, `${close}${status === undefined ? '' : `, ${status}`})`);
	};

	/** A conditional that has become too long for its line, on three. */
	const broken = (expr: Expr & { kind: 'conditional' }): void => {
		const { condition, whenTrue, whenFalse } = expr;
		const before = action.textOf({ start: 0, end: expr.start });
		const lineStart = before.lastIndexOf('\n') + 1;
		const line = before.slice(lineStart) + action.textOf(expr);
		const own = edits.filter(each => each.start >= expr.start && each.end <= expr.end);
		const width = own.reduce((sum, each) => sum + each.text.length - (each.end - each.start), line.length);
		const marks = [
			{ start: condition.end, end: whenTrue.start, text: '?' },
			{ start: whenTrue.end, end: whenFalse.start, text: ':' },
		];
		if (lineStart === 0 || line.includes('\n') || width <= WIDTH || marks.some(each => action.textOf(each).trim() !== each.text)) return;
		const indent = /^[ \t]*/.exec(line)?.[0] ?? '';
		const newline = before.includes('\r\n') ? '\r\n' : '\n';
		for (const each of marks) replace(each, `${newline}${indent}${indent.includes('\t') ? '\t' : '    '}${each.text} `);
	};

	const translate = (expr: Expr, known: ReadonlySet<string>): void => {
		switch (expr.kind) {
			case 'paren':
				return translate(expr.operand, known);
			case 'conditional': {
				const { ifTrue, ifFalse } = nullTest(expr.condition);
				isNested = true;
				translate(expr.whenTrue, ifTrue ? new Set([...known, ifTrue]) : known);
				translate(expr.whenFalse, ifFalse ? new Set([...known, ifFalse]) : known);
				isNested = false;
				return broken(expr);
			}
			case 'throw':
				return;
			case 'literal':
				if (expr.literal === 'null') return replace(expr, 'Results.NoContent()');
				break;
			case 'call': {
				const use = helperOf(expr);
				if (use) return helper(use, expr, known);
			}
		}
		const type = typeOf(expr, action) ?? (isText(action.returns) ? action.returns : undefined);
		if (!type) throw new Stays('returns something that could not be bound');
		if (isActionResult(type)) throw new Stays('returns a result that it was given');
		value(expr, type, known, expr, 'Results.Ok', true);
	};
	if (isActionResult(action.returns) || !areAllValues(action)) eachReturn(action.body, action.known, translate);
	return { edits, translated, makesProblems, answersText, waits };
}

/** Whether MVC and an endpoint answer alike with what the body gives as it is: nothing, results of endpoints, sequences that it yields. */
function isWrittenAlike({ returns, body }: ActionBody): boolean {
	if (isNothing(returns) || isEndpointResult(returns)) return true;
	let yields = false;
	walkBody(body, {
		statement: statement => {
			yields ||= statement.kind === 'yield';
			return true;
		},
	});
	if (!yields) return false;
	const [element] = returns.kind === 'named' ? returns.args : [];
	sameJson(element);
	return true;
}

/** A body without any call is not bound: what it returns is a parameter then, or a literal. */
const typeOf = (expr: Expr, { recorder, parameters }: ActionBody): Type | undefined =>
	recorder.values.get(expr)?.type ?? (expr.kind === 'name' ? parameters.get(expr.name) : undefined);

/** Whether all that is returned can be written as it is: none of it is null. */
function areAllValues(action: ActionBody): boolean {
	let areAll = true;
	eachReturn(action.body, action.known, (expr, known) => {
		const type = awaited(typeOf(expr, action) ?? action.returns);
		if (isText(type)) {
			areAll = false;
			return;
		}
		sameJson(type);
		if (!isNeverNull(expr, type, known, action)) areAll = false;
	});
	return areAll;
}

const isText = (type: Type): boolean => isNamed(type, 'System.String');

export const CONTROLLER_BASE = 'Microsoft.AspNetCore.Mvc.ControllerBase';

/** Expressions that an `is` after them takes whole. */
const BINDS_TIGHTLY = /^(?:name|member|call|element|await|paren|cast|postfix)$/;

/** Whether MVC and an endpoint write a value alike, whatever is accepted; text is negotiated, problems have a media type of their own. */
function sameJson(type: Type | undefined): void {
	const bare = type?.kind === 'array' ? type.element : type;
	if (!type || !bare || bare.kind === 'special' || bare.kind === 'parameter') throw new Stays('answers with what could not be bound');
	if (bare.kind !== 'named') throw new Stays('answers with a value of an unusual type');
	if (isText(type) || isNamed(type, 'System.Object')) throw new Stays('answers with text, which depends on what is accepted');
	if (/^System\.IO\.|^Microsoft\.AspNetCore\.|IAsyncEnumerable/.test(bare.def.fullName)) throw new Stays(`answers with ${bare.def.name}`);
}

/** Whether a type is a result of MVC. */
export const isActionResult = (type: Type): boolean =>
	type.kind === 'named' &&
	(/^Microsoft\.AspNetCore\.Mvc\.(?:IActionResult|ActionResult(?:`1)?)$/.test(type.def.fullName) ||
		allInterfaces(type).some(each => isNamed(each, 'Microsoft.AspNetCore.Mvc.IActionResult')));

/** Whether a type is a result of endpoints, which MVC runs as they do (`HttpActionResult` of dotnet/aspnetcore). */
const isEndpointResult = (type: Type): boolean =>
	isNamed(type, HTTP_RESULT) || (type.kind === 'named' && allInterfaces(type).some(each => isNamed(each, HTTP_RESULT)));
const HTTP_RESULT = 'Microsoft.AspNetCore.Http.IResult';

/** Methods that give no null (their source, dotnet/runtime and dotnet/efcore). */
const GIVES_VALUES = /^(?:System\.Linq\.(?:Enumerable|Queryable)|Microsoft\.EntityFrameworkCore\.EntityFrameworkQueryableExtensions)$/;
const MAY_GIVE_NULL = /^(?:First|Last|Single|ElementAt|Min|Max|Aggregate|Find)/;

function isNeverNull(expr: Expr, type: Type, known: ReadonlySet<string>, action: ActionBody): boolean {
	if (isValueType(type)) return nullableUnderlying(type) === undefined;
	switch (expr.kind) {
		case 'paren':
		case 'await':
			return isNeverNull(expr.operand, type, known, action);
		case 'new':
		case 'array-new':
		case 'anonymous-new':
		case 'collection':
			return true;
		case 'name':
			return (known.has(expr.name) && !isReassigned(expr.name, action.body)) || isMadeHere(expr.name, action);
		case 'call': {
			const use = action.uses.find(each => each.syntax === expr);
			return use !== undefined && GIVES_VALUES.test(use.member.container.fullName) && !MAY_GIVE_NULL.test(use.member.name);
		}
		default:
			return false;
	}
}

/** Whether a local has one value, which is never null. */
function isMadeHere(name: string, action: ActionBody): boolean {
	const declared: Expr[] = [];
	walkBody(action.body, {
		declarator: each => {
			if (each.name === name && each.value) declared.push(each.value);
		},
	});
	const [value] = declared;
	const bound = value && action.recorder.values.get(value);
	return (
		declared.length === 1 &&
		value !== undefined &&
		bound !== undefined &&
		!isReassigned(name, action.body) &&
		isNeverNull(value, bound.type, new Set(), action)
	);
}

function isReassigned(name: string, body: Body): boolean {
	let isAssigned = false;
	walkBody(body, {
		expr: expr => {
			if (expr.kind === 'assign' && expr.left.kind === 'name' && expr.left.name === name) isAssigned = true;
			return true;
		},
		argument: ({ ref, value }) => {
			if (ref && ref !== 'in' && value.kind === 'name' && value.name === name) isAssigned = true;
		},
	});
	return isAssigned;
}

/** The variable that a condition proves to be something where it holds, and where it does not. */
function nullTest(condition: Expr): { readonly ifTrue?: string; readonly ifFalse?: string } {
	if (condition.kind === 'paren') return nullTest(condition.operand);
	if (condition.kind === 'binary') {
		const { left, right, operator } = condition;
		if (operator === '&&') {
			const one = nullTest(left).ifTrue ?? nullTest(right).ifTrue;
			return one ? { ifTrue: one } : {};
		}
		if (left.kind !== 'name' || right.kind !== 'literal' || right.literal !== 'null') return {};
		return operator === '==' ? { ifFalse: left.name } : operator === '!=' ? { ifTrue: left.name } : {};
	}
	if (condition.kind !== 'is') return {};
	const { pattern } = condition;
	if (pattern.kind === 'recursive' && pattern.name) return { ifTrue: pattern.name };
	if (pattern.kind === 'declared' && pattern.names.kind === 'single') return { ifTrue: pattern.names.name };
	if (condition.operand.kind !== 'name') return {};
	const isNull = (each: typeof pattern): boolean =>
		each.kind === 'constant' && each.value.kind === 'literal' && each.value.literal === 'null';
	if (isNull(pattern)) return { ifFalse: condition.operand.name };
	return pattern.kind === 'not' && isNull(pattern.pattern) ? { ifTrue: condition.operand.name } : {};
}

/** Every value that the body itself returns, with the variables that are something there. */
function eachReturn(body: Body, known: ReadonlySet<string>, visit: (expr: Expr, known: ReadonlySet<string>) => void): void {
	if (body.kind === 'expression-body') return visit(body.value, known);
	const list = (statements: readonly Statement[], outer: ReadonlySet<string>): void => {
		let here = outer;
		for (const statement of statements) {
			one(statement, here);
			if (statement.kind !== 'if' || statement.else || !isLeft(statement.whenTrue)) continue;
			const { ifFalse } = nullTest(statement.condition);
			if (ifFalse) here = new Set([...here, ifFalse]);
		}
	};
	const one = (statement: Statement, here: ReadonlySet<string>): void => {
		switch (statement.kind) {
			case 'block':
				return list(statement.statements, here);
			case 'return':
				return statement.value && visit(statement.value, here);
			case 'if': {
				const { ifTrue, ifFalse } = nullTest(statement.condition);
				one(statement.whenTrue, ifTrue ? new Set([...here, ifTrue]) : here);
				return statement.else && one(statement.else, ifFalse ? new Set([...here, ifFalse]) : here);
			}
			case 'while':
			case 'do':
			case 'for':
			case 'foreach':
			case 'using':
			case 'lock':
			case 'fixed':
				return one(statement.body, here);
			case 'try':
				one(statement.body, here);
				for (const clause of statement.catches) one(clause.body, here);
				return statement.finally && one(statement.finally, here);
			case 'switch-statement':
				for (const section of statement.sections) list(section.statements, here);
				return;
			case 'label':
				return statement.body && one(statement.body, here);
			default:
		}
	};
	list(body.block.statements, known);
}

/** Whether control never goes past a statement. */
function isLeft(statement: Statement): boolean {
	if (statement.kind === 'block') return statement.statements.some(isLeft);
	return statement.kind === 'return' || statement.kind === 'throw-statement';
}

/** `nameof(Get)`, `"Get"`. */
function nameOf(expr: Expr): string | undefined {
	if (expr.kind === 'literal' && expr.literal === 'string') return expr.text.slice(1, -1);
	const argument = expr.kind === 'call' && expr.callee.kind === 'name' && expr.callee.name === 'nameof' ? expr.args[0]?.value : undefined;
	return argument?.kind === 'name' ? argument.name : undefined;
}
