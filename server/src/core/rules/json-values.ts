/**
 * Values that JSON writes by their own type, because they were handed over as `object`: members of objects,
 * dictionaries and lists of objects, problem extensions, arguments of hub messages. No scalar is known by itself.
 */
import type { BoundBody, Place, Use } from '../binding/bound.ts';
import { classChain } from '../binding/lookup.ts';
import {
	addsEndpointFilter,
	awaited,
	endpointHandler,
	isController,
	isResult,
	makesResult,
	writtenArguments,
} from '../frameworks/aspnet.ts';
import { declaredReturn } from '../frameworks/endpoints.ts';
import { type Boxed, JsonContracts, MCP_TYPES } from '../frameworks/json.ts';
import { type FromParameter, JsonFlow, type Mode, returnedExpressions, takesAnything, type Traced } from '../frameworks/json-flow.ts';
import { boundOf, contextOf, recordedOf } from '../frameworks/json-options.ts';
import { documentationId, fullTypeName, simpleTypeName } from '../symbols/display.ts';
import { isAnonymous } from '../symbols/anonymous.ts';
import type { Compilation } from '../symbols/compilation.ts';
import { membersOfContract } from '../symbols/json-reach.ts';
import type { MethodSymbol } from '../symbols/members.ts';
import type { SourceTypeDef } from '../symbols/source.ts';
import { isNamed, type NamedType, sameType, substituteOwner, type Type } from '../symbols/types.ts';
import type { Expr, Initializer } from '../syntax/ast.ts';
import type { AppContracts, JsonParameter, JsonParameters } from './contracts.ts';
import type { BodyRule, Rule, UnlistedType } from './rule.ts';

type Known = Pick<AppContracts, 'http' | 'hub' | 'own' | 'objectValues'>;

/** Where a value of any type goes to JSON. */
interface Sink {
	readonly use: Use;
	readonly traced: Traced;
	/** The value fails where none of them knows its type. */
	readonly contracts: readonly JsonContracts[];
	readonly reach: string;
	/** What an endpoint gives back: text is written as it is. */
	readonly isResponse?: boolean;
	/** What to do, where it is not to list the type in a context. */
	readonly advice?: (type: Type) => string;
}

export const WHEN_CALLED = 'this endpoint answers 500 when it is called';
const WHEN_WRITTEN = 'writing it throws';

export const jsonValues: BodyRule = {
	slug: 'json-values',
	codes: [],
	alsoReports: ['AOTL2001'],
	isContextual: true,
	check(body, context, report) {
		const { app, compilation } = context;
		if (!app || isController(body.type) || !mayWrite(body, app)) return;
		const told = new Set<Expr>();
		for (const sink of sinksOf(body, app, app.parameters)) {
			for (const { type, expr } of sink.traced.values) {
				if (told.has(expr) || isResult(type) || (sink.isResponse && isNamed(type, 'System.String'))) continue;
				const gap = gapOf(type, sink.contracts, compilation);
				if (!gap) continue;
				told.add(expr);
				report({
					code: 'AOTL2001',
					message: `${whyUnknown(type, gap, sink.contracts)}: under Native AOT ${sink.reach}. ${sink.advice?.(type) ?? adviceFor(type, sink.contracts[0])}.`,
					start: body.base + expr.start,
					end: body.base + expr.end,
					evidence: { use: sink.use, body },
					lack: unlisted(type, sink.contracts[0], app),
				});
			}
		}
	},
};

/** What is wrong with a value's type; undefined where one of the contracts that may apply knows it. */
function gapOf(type: Type, contracts: readonly JsonContracts[], compilation: Compilation): Boxed | undefined {
	let gap: Boxed | undefined;
	for (const each of contracts) {
		if (!each.isComplete) return undefined;
		const boxed = each.boxed(type, compilation);
		if (boxed.kind === 'known' || boxed.kind === 'ancestor') return undefined;
		gap ??= boxed;
	}
	// What is declared as an interface is a class that may be listed.
	return gap?.kind === 'unknown' && type.kind === 'named' && type.def.kind === 'interface' && mayBeListed(type, contracts)
		? undefined
		: gap;
}

/** Whether a context lists a class that implements an interface. */
const mayBeListed = (type: NamedType, contracts: readonly JsonContracts[]): boolean =>
	contracts.some(each => each.knowsImplementation(type));

function whyUnknown(type: Type, gap: Boxed, contracts: readonly JsonContracts[]): string {
	const name = simpleTypeName(type);
	if (gap.kind === 'ambiguous')
		return `'${name}' is handed over as object, and is both '${gap.types.map(simpleTypeName).join("' and '")}' to ${contracts[0]?.name}`;
	return isAnonymous(type)
		? `An anonymous type is handed over as object, and is in no JsonSerializerContext`
		: `'${name}' is handed over as object, and is unknown to ${contracts[0]?.name ?? 'every context'}`;
}

/** A type that contracts don't know, and where a fix may list it. */
export const unlisted = (type: Type, contracts: JsonContracts | undefined, app: AppContracts): UnlistedType => ({
	kind: 'json-type',
	type,
	contexts: contracts?.contexts ?? [],
	isHttp: contracts === app.http,
});

/** What to do about a type that contracts don't know. */
export function adviceFor(type: Type, contracts: JsonContracts | undefined): string {
	if (hasAnonymous(type)) return 'An anonymous type can be in no context: make it a record';
	const context = contracts?.contexts[0];
	return context
		? `Add [JsonSerializable(typeof(${simpleTypeName(type)}))] to '${context.name}'`
		: 'Register a JsonSerializerContext with ConfigureHttpJsonOptions';
}

function hasAnonymous(type: Type): boolean {
	if (type.kind === 'array') return hasAnonymous(type.element);
	return isAnonymous(type) || (type.kind === 'named' && type.args.some(hasAnonymous));
}

/** A problem of the app's own handed to the problem details service, which asks for its exact type (`DefaultProblemDetailsWriter.cs`). */
export const ownProblem: Rule = {
	slug: 'own-problem',
	codes: [],
	alsoReports: ['AOTL2001'],
	isContextual: true,
	check(use, body, context, report) {
		const { app } = context;
		if (!app?.http.isComplete || use.kind !== 'set' || !use.assigned) return;
		const property = use.member.kind === 'method' ? use.member.associated : use.member;
		if (property?.name !== 'ProblemDetails' || property.container.fullName !== 'Microsoft.AspNetCore.Http.ProblemDetailsContext') return;
		const type = boundOf(use.assigned, body)?.type;
		if (!type || !isOurs(type) || app.http.knows(type) || PROBLEMS.has(fullTypeName(type))) return;
		report({
			code: 'AOTL2001',
			message: `No registered JsonSerializerContext knows '${simpleTypeName(type)}': under Native AOT writing this problem throws. ${adviceFor(type, app.http)}.`,
			start: body.base + use.assigned.start,
			end: body.base + use.assigned.end,
			evidence: { use, body },
			lack: unlisted(type, app.http, app),
		});
	},
};

const PROBLEMS: ReadonlySet<string> = new Set([
	'Microsoft.AspNetCore.Mvc.ProblemDetails',
	'Microsoft.AspNetCore.Http.HttpValidationProblemDetails',
]);

/** Members that JSON refuses to write: an object with one that is set throws. */
export const unwritableMember: Rule = {
	slug: 'unwritable-member',
	codes: [],
	alsoReports: ['AOTL2001'],
	isContextual: true,
	check(use, body, context, report) {
		const { app } = context;
		if (!app || !use.assigned || (use.kind !== 'set' && use.kind !== 'field') || use.containingType.kind !== 'named') return;
		const member = use.member.kind === 'method' ? use.member.associated : use.member;
		if (
			!member ||
			member.kind === 'event' ||
			!isUnwritable(member.type) ||
			(use.assigned.kind === 'literal' && use.assigned.literal === 'null')
		)
			return;
		const owner = use.receiver?.type.kind === 'named' ? use.receiver.type : use.containingType;
		if (contractsOf(owner, app).length === 0 || !membersOfContract(owner).some(each => each.name === member.name)) return;
		report({
			code: 'AOTL2001',
			message: `'${simpleTypeName(member.type)}' can't be written as JSON: writing '${simpleTypeName(owner)}' throws when '${member.name}' is set. Put [JsonIgnore] on '${member.name}'.`,
			start: body.base + use.assigned.start,
			end: body.base + use.assigned.end,
			evidence: { use, body },
		});
	},
};

const isUnwritable = (type: Type): boolean =>
	type.kind === 'named' && (type.def.isDelegate || /^System\.(?:Type|U?IntPtr|Reflection\..*)$/.test(type.def.fullName));

/** A look at the uses before anything is recorded. */
function mayWrite(body: BoundBody, known: Known & { readonly parameters: JsonParameters }): boolean {
	return body.uses.some(
		use =>
			endpointHandler(use) !== undefined ||
			makesResult(use) ||
			addsEndpointFilter(use) ||
			memberSink(use, known) !== undefined ||
			(use.kind === 'new' && use.args.some(argument => takesAnything(argument.type))) ||
			(use.kind === 'call' &&
				(sends(use) ||
					writesByContext(use) !== undefined ||
					toolArguments(use) !== undefined ||
					parametersOfCall(use, known.parameters) !== undefined)) ||
			(use.kind === 'call' &&
				use.member.kind === 'method' &&
				use.member.methodKind === 'local' &&
				use.args.some(argument => takesAnything(argument.type))),
	);
}

/** All places of a body where a value of any type goes to JSON, those inside its local functions for their callers, too. */
function sinksOf(body: BoundBody, known: Known, parameters: JsonParameters): readonly Sink[] {
	const recorded = recordedOf(body);
	const flow = new JsonFlow(recorded, known.objectValues);
	const sinks: Sink[] = [];
	const locals = new Map<MethodSymbol, JsonParameter[]>();
	const add = (
		use: Use,
		expr: Expr | undefined,
		mode: Mode,
		contracts: readonly JsonContracts[],
		reach: string,
		isResponse = false,
	): void => {
		if (!expr || contracts.length === 0) return;
		const traced = flow.trace(expr, mode);
		// A task is waited for: `next(context)` of a filter gives on what the endpoint gave.
		const values = isResponse ? traced.values.filter(({ type }) => awaited(type) === type) : traced.values;
		sinks.push({ use, traced: { ...traced, values }, contracts, reach, isResponse });
	};
	for (const use of recorded.uses) {
		const handler = endpointHandler(use)?.value;
		if (handler?.kind === 'lambda') {
			const types = handler.parameterTypes;
			const declared =
				declaredReturn(handler) ??
				(types?.every(type => type !== undefined) ? handler.body(types as readonly Type[], undefined).returns[0]?.type : undefined);
			const mode = declared && takesAnything(awaited(declared));
			if (mode) for (const expr of returnedExpressions(handler.syntax.body)) add(use, expr, mode, [known.http], WHEN_CALLED, true);
		}
		const filter = addsEndpointFilter(use) ? use.args.at(-1)?.syntax : undefined;
		if (filter?.kind === 'lambda')
			for (const expr of returnedExpressions(filter.body)) add(use, expr, 'value', [known.http], WHEN_CALLED, true);
		if (makesResult(use) && use.member.kind === 'method' && !use.member.requires.unreferencedCode) {
			for (const argument of use.args) {
				const isWritten = writtenArguments(use).includes(argument) || argument.parameter.name === 'extensions';
				const mode = isWritten ? (argument.parameter.name === 'extensions' ? 'contents' : takesAnything(argument.type)) : undefined;
				if (mode) add(use, argument.syntax, mode, [known.http], WHEN_CALLED);
			}
		}
		const member = memberSink(use, known);
		if (member) add(use, member.expr, member.mode, member.contracts, WHEN_WRITTEN);
		if (use.kind === 'new') for (const each of constructorSinks(use, known)) add(use, each.expr, each.mode, each.contracts, WHEN_WRITTEN);
		if (use.kind !== 'call') continue;
		if (sends(use) && known.hub)
			for (const argument of use.args)
				if (takesAnything(argument.type))
					add(use, argument.syntax, takesAnything(argument.type) ?? 'value', [known.hub], 'the message is not sent');
		const written = writesByContext(use);
		if (written) {
			const contracts = known.own.filter(each => each.contexts[0] === written.context);
			add(use, written.expr, written.mode, contracts, WHEN_WRITTEN);
		}
		const given = toolArguments(use);
		if (given)
			sinks.push({
				use,
				traced: flow.trace(given, 'contents'),
				contracts: TOOL_CONTRACTS,
				reach: 'the call throws before anything is sent',
				advice: toolAdvice,
			});
		for (const parameter of parametersOfCall(use, parameters) ?? []) {
			const argument = argumentAt(use, parameter.index);
			add(use, argument, parameter.mode, parameter.contracts, parameter.reach);
		}
	}
	for (const [initializer, contracts] of nestedInitializers(recorded.recorder.values.keys(), recorded, known))
		sinks.push({ use: recorded.uses[0] as Use, traced: flow.traceInitializer(initializer), contracts, reach: WHEN_WRITTEN });
	// What a local function hands to JSON, its callers do.
	for (let index = 0; index < sinks.length && sinks.length < MAX_SINKS; index++) {
		const sink = sinks[index] as Sink;
		for (const each of sink.traced.parameters) {
			if (each.method.methodKind !== 'local' || !addParameter(locals, each, sink)) continue;
			for (const use of recorded.uses) {
				if (use.kind !== 'call' || use.member !== each.method) continue;
				add(use, argumentAt(use, each.method.parameters.indexOf(each.parameter)), each.mode, sink.contracts, sink.reach);
			}
		}
	}
	return sinks;
}

const MAX_SINKS = 5_000;

function addParameter(known: Map<MethodSymbol, JsonParameter[]>, from: FromParameter, sink: Sink): boolean {
	const index = from.method.parameters.indexOf(from.parameter);
	const list = known.get(from.method) ?? [];
	if (index < 0 || list.some(each => each.index === index && each.mode === from.mode)) return false;
	list.push({ index, mode: from.mode, contracts: sink.contracts, reach: sink.reach });
	known.set(from.method, list);
	return true;
}

const argumentAt = (use: Use, index: number): Expr | undefined => {
	if (use.member.kind !== 'method') return undefined;
	const name = use.member.parameters[index]?.name;
	return use.args.find(argument => argument.parameter.name === name)?.syntax;
};

function parametersOfCall(use: Use, parameters: JsonParameters): readonly JsonParameter[] | undefined {
	if (parameters.size === 0 || use.member.kind !== 'method' || !use.member.container.module.isSource) return undefined;
	return parameters.get(documentationId(use.member));
}

/** The contracts that a type may be written by: of the registered options and single contexts, those that know it. */
const contractsOf = (type: Type, known: Known): readonly JsonContracts[] =>
	!isOurs(type) ? [] : [known.http, ...(known.hub ? [known.hub] : []), ...known.own].filter(each => each.knows(type));

interface MemberSink {
	readonly expr: Expr | undefined;
	readonly mode: Mode;
	readonly contracts: readonly JsonContracts[];
}

/** Types that the app writes itself: its own, and problems. What other libraries' types are written by is theirs to know. */
const isOurs = (type: Type): boolean =>
	type.kind === 'named' &&
	(type.def.module.isSource || classChain(type).chain.some(each => isNamed(each, 'Microsoft.AspNetCore.Mvc.ProblemDetails')));

/** A write to a member of any type, or into a collection in one, where a contract knows the object that it belongs to. */
function memberSink(use: Use, known: Known): MemberSink | undefined {
	if (use.assigned && (use.kind === 'set' || use.kind === 'field')) {
		const member = use.member.kind === 'method' ? use.member.associated : use.member;
		if (!member || member.kind === 'event') return undefined;
		if (member.kind === 'property' && member.isIndexer) return filled(use, use.assigned, known);
		const mode = takesAnything(member.type);
		if (!mode || member.isStatic) return undefined;
		const contracts = contractsOfOwner(use.containingType, use.receiver?.type, known);
		return contracts.length > 0 ? { expr: use.assigned, mode, contracts } : undefined;
	}
	if (use.kind === 'call' && FILLERS.has(use.member.name)) return filled(use, use.args.at(-1)?.syntax, known);
	return undefined;
}

const FILLERS: ReadonlySet<string> = new Set(['Add', 'TryAdd', 'Insert', 'Append', 'Enqueue', 'Push']);

/** `reply.Items.Add(value)`, `problem.Extensions["key"] = value`. */
function filled(use: Use, expr: Expr | undefined, known: Known): MemberSink | undefined {
	const place: Place | undefined = use.receiver?.kind === 'value' ? use.receiver.place : undefined;
	const member = place?.found.member;
	if (
		!place ||
		!member ||
		member.kind === 'event' ||
		member.isStatic ||
		takesAnything(substituteOwner(member.type, place.found.owner)) !== 'contents'
	)
		return undefined;
	const contracts = contractsOfOwner(place.found.owner, place.receiver?.type, known);
	return contracts.length > 0 ? { expr, mode: 'value', contracts } : undefined;
}

/** The member may be inherited: the object that is written is of the receiver's type. */
function contractsOfOwner(owner: Type, receiver: Type | undefined, known: Known): readonly JsonContracts[] {
	const own = receiver?.kind === 'named' ? contractsOf(receiver, known) : [];
	return own.length > 0 ? own : contractsOf(owner, known);
}

/** `new Envelope(value)` where a member by the parameter's name takes anything. */
function* constructorSinks(use: Use, known: Known): Generator<MemberSink> {
	if (use.containingType.kind !== 'named' || !use.containingType.def.module.isSource) return;
	for (const argument of use.args) {
		const mode = takesAnything(argument.type);
		if (!mode || !argument.syntax) continue;
		const contracts = contractsOf(use.containingType, known);
		if (contracts.length > 0 && hasMember(use.containingType, argument.parameter.name)) yield { expr: argument.syntax, mode, contracts };
	}
}

function hasMember(type: NamedType, parameter: string): boolean {
	return classChain(type).chain.some(owner =>
		[...owner.def.memberNames()].some(
			name =>
				name.toLowerCase() === parameter.toLowerCase() &&
				owner.def.members(name).some(member => (member.kind === 'property' || member.kind === 'field') && takesAnything(member.type)),
		),
	);
}

/** `new Batch { Items = { a, b } }`, `new Outer { Problem = { Extensions = { ["key"] = a } } }` */
function* nestedInitializers(exprs: Iterable<Expr>, recorded: ReturnType<typeof recordedOf>, known: Known) {
	for (const expr of exprs) {
		if ((expr.kind !== 'new' && expr.kind !== 'with') || !expr.initializer) continue;
		const type = recorded.recorder.values.get(expr)?.type;
		if (type) yield* nestedIn(expr.initializer, type, known);
	}
}

function* nestedIn(initializer: Initializer, type: Type, known: Known): Generator<readonly [Initializer, readonly JsonContracts[]]> {
	if (type.kind !== 'named') return;
	for (const { member, value } of initializer.elements) {
		if (!member || value.kind !== 'initializer') continue;
		const owner = classChain(type).chain.find(each => each.def.members(member.name).length > 0);
		const found = owner?.def.members(member.name)[0];
		if (!owner || !found || found.kind === 'method' || found.kind === 'event') continue;
		const of = substituteOwner(found.type, owner);
		if (takesAnything(of) === 'contents') {
			const contracts = contractsOf(type, known);
			if (contracts.length > 0) yield [value, contracts] as const;
		} else yield* nestedIn(value, of, known);
	}
}

const CLIENT_PROXIES = new Set(['Microsoft.AspNetCore.SignalR.ClientProxyExtensions', 'Microsoft.AspNetCore.SignalR.IClientProxy']);

/** Whether a call sends a message to clients of a hub. */
const sends = (use: Use): boolean => CLIENT_PROXIES.has(use.member.container.fullName) && /^Send/.test(use.member.name);

/** `JsonSerializer.Serialize(value, AppJson.Default.Bag)`, `client.PostAsJsonAsync(url, value, AppJson.Default.Bag)`: what is written by which context. */
function writesByContext(use: Use): { readonly expr: Expr | undefined; readonly mode: Mode; readonly context: SourceTypeDef } | undefined {
	if (!/^(?:System|Microsoft\.AspNetCore)\./.test(use.member.container.fullName)) return undefined;
	const info = use.args.find(argument => isNamed(argument.type, 'System.Text.Json.Serialization.Metadata.JsonTypeInfo`1'));
	const written = info?.type.kind === 'named' ? info.type.args[0] : undefined;
	const value = written && use.args.find(argument => WRITTEN.has(argument.parameter.name) && sameType(argument.type, written));
	const mode = value && takesAnything(value.type);
	const receiver = info?.value.kind === 'value' ? info.value.place?.receiver : undefined;
	const context = receiver && contextOf(receiver);
	return value && mode && context ? { expr: value.syntax, mode, context } : undefined;
}

/** Parameters of the framework whose value is written by the type information beside it. */
const WRITTEN: ReadonlySet<string> = new Set(['value', 'inputValue', 'data']);

const TOOL_CONTRACTS = [new JsonContracts('the default JSON options of MCP', [], true, MCP_TYPES)];

/** Arguments of `McpClient.CallToolAsync(name, arguments)` without serializer options: each value is written by its own type. */
const toolArguments = (use: Use): Expr | undefined =>
	/^ModelContextProtocol\.Client\.McpClient(?:Extensions)?$/.test(use.member.container.fullName) &&
	/^(?:CallTool|GetPrompt)Async$/.test(use.member.name) &&
	!use.args.some(each => /^(?:options|serializerOptions)$/.test(each.parameter.name) && each.syntax)
		? use.args.find(each => each.parameter.name === 'arguments')?.syntax
		: undefined;

const toolAdvice = (type: Type): string =>
	hasAnonymous(type)
		? 'An anonymous type can be in no context: make it a record, and give the call serializer options that know it'
		: `Give the call serializer options that know [JsonSerializable(typeof(${simpleTypeName(type)}))] besides the default ones`;

/** The method whose body it is. */
export function methodOf(body: BoundBody): MethodSymbol | undefined {
	let owner = body.uses[0]?.enclosing;
	while (owner?.parent) owner = owner.parent;
	return owner?.method;
}

/** Whether a method takes objects, so that what it is given may be written as JSON. */
export const takesObjects = (body: BoundBody): boolean =>
	methodOf(body)?.parameters.some(parameter => takesAnything(parameter.type)) === true;

/** What methods and fields of type `object` are known to hold: by documentation id, for those of one body. */
export function objectValuesOf(body: BoundBody): readonly (readonly [id: string, types: readonly Type[]])[] {
	const method = methodOf(body);
	const { member } = body;
	if (method && takesAnything(awaited(method.returns)) === 'value') {
		const recorded = recordedOf(body);
		if (recorded.root.kind !== 'body' || !recorded.root.body) return [];
		const { body: written } = recorded.root;
		const returned = written.kind === 'block-body' ? returnedExpressions(written.block) : [written.value];
		const flow = new JsonFlow(recorded, new Map());
		return [[documentationId(method), returned.flatMap(expr => flow.trace(expr, 'value').values.map(value => value.type))]];
	}
	if (member?.syntax.kind !== 'field' || !member.syntax.modifiers.includes('readonly') || !body.type) return [];
	return member.syntax.declarators.flatMap(declarator => {
		const field = body.type?.members(declarator.name)[0];
		if (field?.kind !== 'field' || !declarator.value || takesAnything(field.type) !== 'value') return [];
		const flow = new JsonFlow(recordedOf(body), new Map());
		return [[documentationId(field), flow.trace(declarator.value, 'value').values.map(value => value.type)] as const];
	});
}

const MAX_ROUNDS = 4;

/**
 * Which parameters of the app's methods end in JSON, through as many calls as a few rounds follow.
 * @param onFailure told of a body that could not be followed; the others count
 */
export function parametersOf(
	bodies: readonly BoundBody[],
	known: Known,
	onFailure: (body: BoundBody, error: unknown) => void,
): JsonParameters {
	const found = new Map<string, JsonParameter[]>();
	const follow = (body: BoundBody): boolean => {
		let changed = false;
		if (!mayWrite(body, { ...known, parameters: found })) return false;
		for (const sink of sinksOf(body, known, found)) {
			for (const { method, parameter, mode } of sink.traced.parameters) {
				if (method.methodKind === 'local') continue;
				const index = method.parameters.indexOf(parameter);
				const id = documentationId(method);
				const list = found.get(id) ?? [];
				if (index < 0 || list.some(each => each.index === index && each.mode === mode)) continue;
				found.set(id, [...list, { index, mode, contracts: sink.contracts, reach: sink.reach }]);
				changed = true;
			}
		}
		return changed;
	};
	const failed = new Set<BoundBody>();
	for (let round = 0, changed = true; changed && round < MAX_ROUNDS; round++) {
		changed = false;
		for (const body of bodies) {
			if (failed.has(body)) continue;
			try {
				if (follow(body)) changed = true;
			} catch (error) {
				failed.add(body);
				onFailure(body, error);
			}
		}
	}
	return found;
}
