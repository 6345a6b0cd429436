/**
 * Calls that need the contract of a type from a context or from options that they name, or that a framework keeps for
 * them: each row of `READERS` is one kind, with its source. What no such context knows throws when it is called.
 */
import type { Bound, BoundBody, Use } from '../binding/bound.ts';
import { awaited, isNothing, streamed } from '../frameworks/aspnet.ts';
import { declaredReturn, handlerParameters } from '../frameworks/endpoints.ts';
import { AI_TYPES, contractsOfContext, isClosed, isFrameworkJson, JsonContracts, MCP_TYPES, payloadOf } from '../frameworks/json.ts';
import { contextOf } from '../frameworks/json-options.ts';
import { findAttribute } from '../symbols/attributes.ts';
import type { Compilation } from '../symbols/compilation.ts';
import { simpleTypeName } from '../symbols/display.ts';
import { isForWritingOnly } from '../symbols/json-reach.ts';
import { isNamed, isValueType, type Type, unknownType } from '../symbols/types.ts';
import type { AppContracts } from './contracts.ts';
import { cachedType, closedNeeds, namedContract, THROWS, typeofArgument } from './generic-needs.ts';
import { adviceFor, unlisted } from './json-values.ts';
import { spanOf } from './requires.ts';
import type { Rule } from './rule.ts';

/** A type that a call needs, and what would have to know it. */
interface Need {
	readonly type: Type;
	readonly contracts: JsonContracts;
	readonly reach: string;
	/** Whether the value's own type is looked for: a base or an interface of it will do. */
	readonly isBoxed?: boolean;
	readonly advice?: string;
}

type Reader = (use: Use, body: BoundBody, app: AppContracts, compilation: Compilation) => Iterable<Need>;

export const jsonReaders: Rule = {
	slug: 'json-readers',
	codes: [],
	alsoReports: ['AOTL2001'],
	isContextual: true,
	check(use, body, context, report) {
		const { app } = context;
		if (!app || use.kind !== 'call' || use.member.kind !== 'method') return;
		const reader = READERS[use.member.container.fullName] ?? elsewhere;
		for (const { type, contracts, reach, isBoxed, advice } of reader(use, body, app, context.compilation)) {
			if (!contracts.isComplete || !isNeeded(type) || isKnown(contracts, type, isBoxed === true, context.compilation)) continue;
			report({
				code: 'AOTL2001',
				message: `'${simpleTypeName(type)}' is unknown to ${contracts.name}: under Native AOT ${reach}. ${advice ?? adviceFor(type, contracts)}.`,
				...spanOf(use, body),
				evidence: { use, body },
				lack: unlisted(type, contracts, app),
			});
			return;
		}
	},
};

const isNeeded = (type: Type): boolean => type !== unknownType && payloadOf(type, false) !== undefined;

const isKnown = (contracts: JsonContracts, type: Type, isBoxed: boolean, compilation: Compilation): boolean =>
	isBoxed ? contracts.boxed(type, compilation).kind !== 'unknown' : contracts.knows(type);

/** By declaring type. */
const READERS: Readonly<Record<string, Reader>> = {
	'Microsoft.Extensions.Caching.Hybrid.HybridCache': hybridCache,
	// `AIFunctionFactory.cs` of dotnet/extensions.
	'Microsoft.Extensions.AI.AIFunctionFactory': use => functionNeeds(use, AI_TYPES),
	// `McpJsonUtilities.cs` and `McpServerBuilderExtensions.cs` of modelcontextprotocol/csharp-sdk.
	'ModelContextProtocol.Server.McpServerTool': (use, _body, app) => functionNeeds(use, MCP_TYPES, app),
	'ModelContextProtocol.Server.McpServerPrompt': (use, _body, app) => functionNeeds(use, MCP_TYPES, app),
	'ModelContextProtocol.Server.McpServerResource': (use, _body, app) => functionNeeds(use, MCP_TYPES, app),
	'Microsoft.Extensions.DependencyInjection.McpServerBuilderExtensions': mcpTypes,
	// `ChatClientStructuredOutputExtensions.cs` and `ChatResponseFormat.cs` of dotnet/extensions.
	'Microsoft.Extensions.AI.ChatClientStructuredOutputExtensions': structuredAnswer,
	'Microsoft.Extensions.AI.ChatResponseFormat': structuredAnswer,
	'Microsoft.AspNetCore.SignalR.Client.HubConnectionExtensions': hubClient,
	// `JSRuntime.cs` of dotnet/aspnetcore.
	'Microsoft.JSInterop.JSRuntimeExtensions': scriptCall,
	'Microsoft.JSInterop.JSObjectReferenceExtensions': scriptCall,
	'Microsoft.JSInterop.IJSRuntime': scriptCall,
	'Microsoft.JSInterop.IJSObjectReference': scriptCall,
	// `WorkerOptions.cs` of Azure/azure-functions-dotnet-worker: `JsonObjectSerializer` with options of its own.
	'Microsoft.Azure.Functions.Worker.Http.HttpResponseDataExtensions': functionsWorker,
	'Microsoft.Azure.Functions.Worker.HttpResponseDataExtensions': functionsWorker,
	'Microsoft.Azure.Functions.Worker.Http.HttpRequestDataExtensions': functionsWorker,
	'Microsoft.Azure.Functions.Worker.HttpRequestDataExtensions': functionsWorker,
	'Amazon.Lambda.RuntimeSupport.LambdaBootstrapBuilder': lambda,
};

/** Calls that name a context, and generic methods of the app's own that hand on what their callers choose. */
function* elsewhere(use: Use, body: BoundBody, app: AppContracts): Generator<Need> {
	const named = namedContract(use, body);
	if (named && isClosed(named.type)) yield named;
	if (use.typeArguments.length === 0 || !use.member.container.module.isSource) return;
	for (const { type, reach, by } of closedNeeds(use, body, app))
		if (by === 'cache') yield* cacheNeeds(type, app);
		else if (by !== 'http') yield { type, contracts: by, reach };
}

const argument = (use: Use, name: string): Bound | undefined => use.args.find(each => each.parameter.name === name)?.value;

function contractsOf(bound: Bound): JsonContracts | undefined {
	const context = contextOf(bound);
	return context && contractsOfContext(context);
}

const CACHED_WITHOUT_JSON = new JsonContracts('HybridCache', [], true, ['System.String', 'System.Byte[]']);

/** `DefaultJsonSerializerFactory.cs` of dotnet/extensions: without options of its own it has no contract of any class. */
function* hybridCache(use: Use, _body: BoundBody, app: AppContracts): Generator<Need> {
	yield* cacheNeeds(cachedType(use), app);
}

function* cacheNeeds(type: Type | undefined, app: AppContracts): Generator<Need> {
	if (app.hasHybridJson) return;
	// Values without references are kept as they are.
	if (!type || isValueType(type) || app.hybridSerializers.has(simpleTypeName(type))) return;
	yield {
		type,
		contracts: CACHED_WITHOUT_JSON,
		reach: THROWS,
		advice: `Register JSON options for it: services.AddKeyedSingleton(typeof(IHybridCacheSerializer<>), new JsonSerializerOptions { TypeInfoResolver = YourContext.Default }), with [JsonSerializable(typeof(${simpleTypeName(type)}))]`,
	};
}

/** A delegate that a model calls: each parameter and the result needs a contract when the function is made. */
function* functionNeeds(use: Use, known: readonly string[], app?: AppContracts): Generator<Need> {
	if (use.member.name !== 'Create' || hasOptions(use)) return;
	const handler = use.args.find(each => isNamed(each.type, 'System.Delegate'))?.value;
	if (handler?.kind === 'lambda' || handler?.kind === 'methods') yield* needsOf(handler, known, app);
}

function* needsOf(handler: Bound, known: readonly string[], app: AppContracts | undefined): Generator<Need> {
	const returned = declaredReturn(handler) ?? returnOf(handler);
	yield* functionTypes(
		fromModel(
			handlerParameters(handler).map(each => each.type),
			app,
		),
		returned,
		known,
	);
}

/** Parameters that a model gives; an MCP server takes those that the container answers for from there. */
const fromModel = (types: readonly Type[], app: AppContracts | undefined): readonly Type[] =>
	types.filter(type => !app || app.services.isService(type) === false);

function returnOf(handler: Bound): Type | undefined {
	if (handler.kind !== 'lambda' || !handler.parameterTypes?.every(type => type !== undefined)) return undefined;
	return handler.body(handler.parameterTypes as readonly Type[], undefined).returns[0]?.type;
}

function* functionTypes(parameters: readonly Type[], returned: Type | undefined, known: readonly string[]): Generator<Need> {
	const contracts = new JsonContracts('the default JSON options of functions', [], true, known);
	const advice = (type: Type): string =>
		`Give it serializer options that know [JsonSerializable(typeof(${simpleTypeName(type)}))] besides the default ones`;
	const result = returned && awaited(returned);
	for (const type of [...parameters, ...(result && !isNothing(result) ? [result] : [])])
		if (!isFrameworkJson(type)) yield { type, contracts, reach: 'making the function throws', advice: advice(type) };
}

/** Options or serializer options that are given may know anything. */
const hasOptions = (use: Use): boolean =>
	use.args.some(
		({ parameter, value }) =>
			/^(?:options|serializerOptions)$/.test(parameter.name) && !(value.kind === 'value' && value.constant?.value === null),
	);

const MCP_ATTRIBUTES: Readonly<Record<string, string>> = {
	WithTools: 'McpServerTool',
	WithPrompts: 'McpServerPrompt',
	WithResources: 'McpServerResource',
};

/** `WithTools<T>()`: the methods of T that are tools. */
function* mcpTypes(use: Use, _body: BoundBody, app: AppContracts): Generator<Need> {
	const [type] = use.typeArguments;
	const attribute = MCP_ATTRIBUTES[use.member.name];
	if (!attribute || type?.kind !== 'named' || hasOptions(use)) return;
	for (const name of type.def.memberNames())
		for (const member of type.def.members(name))
			if (member.kind === 'method' && findAttribute(member.syntax?.attributes ?? [], attribute))
				yield* functionTypes(
					fromModel(
						member.parameters.map(parameter => parameter.type),
						app,
					),
					member.returns,
					MCP_TYPES,
				);
}

/** `GetResponseAsync<T>()`, `ChatResponseFormat.ForJsonSchema<T>()`: a model's answer, described and read by the default options. */
function* structuredAnswer(use: Use): Generator<Need> {
	const type = use.typeArguments[0] ?? typeofArgument(use);
	if (!type || hasOptions(use) || isFrameworkJson(type)) return;
	yield {
		type,
		contracts: new JsonContracts('the default JSON options of chat clients', [], true, AI_TYPES),
		reach: THROWS,
		advice: `Give it serializer options that know [JsonSerializable(typeof(${simpleTypeName(type)}))] besides the default ones`,
	};
}

const BY_SCRIPT = new JsonContracts('the JSON options of JavaScript calls', [], true);

/** Arguments of a call of JavaScript are written, and its result is read, by reflection: the options of a `JSRuntime` have no resolver. */
function* scriptCall(use: Use, _body: BoundBody, app: AppContracts, compilation: Compilation): Generator<Need> {
	if (app.hasScriptJson || !/^Invoke(?:Void)?(?:Async)?$/.test(use.member.name)) return;
	// Of a call that gives nothing, that is read all the same.
	const nothing = /Void/.test(use.member.name) ? [compilation.wellKnown('Microsoft.JSInterop.Infrastructure.IJSVoidResult')] : [];
	const given = use.args.filter(each => each.parameter.name === 'args').map(each => each.value.type);
	for (const type of [...given, ...use.typeArguments, ...nothing])
		yield {
			type,
			contracts: BY_SCRIPT,
			reach: THROWS,
			advice: 'No context from outside reaches them: keep calls of JavaScript out of what is published with Native AOT',
		};
}

const BY_WORKER = new JsonContracts("the serializer of Azure Functions' worker", [], true);

/** `WriteAsJsonAsync(value)` and `ReadFromJsonAsync<T>()` of a function's request and response, without a serializer in the call. */
function* functionsWorker(use: Use, _body: BoundBody, app: AppContracts): Generator<Need> {
	if (app.hasWorkerSerializer || !/^(?:Write|Read)\w*JsonAsync$/.test(use.member.name)) return;
	if (use.args.some(each => each.parameter.name === 'serializer')) return;
	for (const type of use.typeArguments)
		yield {
			type,
			contracts: BY_WORKER,
			reach: THROWS,
			advice: `Set one that knows it: services.Configure<WorkerOptions>(o => o.Serializer = new JsonObjectSerializer(new JsonSerializerOptions { TypeInfoResolver = YourContext.Default })), with [JsonSerializable(typeof(${simpleTypeName(type)}))]`,
		};
}

/** `InvokeAsync<T>`, `On<T>` and their like of a hub's client (`HubConnection` of SignalR): results and what is received by the exact type. */
function* hubClient(use: Use, _body: BoundBody, app: AppContracts): Generator<Need> {
	if (!app.client || !/^(?:InvokeAsync|StreamAsync|StreamAsChannelAsync|On)$/.test(use.member.name)) return;
	for (const type of use.typeArguments)
		yield { type, contracts: app.client, reach: use.member.name === 'On' ? 'the handler never runs' : THROWS };
	for (const { type, value, parameter } of use.args)
		if (isNamed(type, 'System.Object') && /^arg\d*$/.test(parameter.name))
			// Of a stream, each item is written by its own type (`HubConnection.PackageStreamingParams`).
			yield { type: streamed(value.type), contracts: app.client, reach: THROWS, isBoxed: true };
}

/** `SourceGeneratorLambdaJsonSerializer<TContext>` (`SourceGeneratorLambdaJsonSerializer.cs` of aws/aws-lambda-dotnet). */
function* lambda(use: Use): Generator<Need> {
	const serializer = use.args.find(each => each.parameter.name === 'serializer')?.value.type;
	if (serializer?.kind !== 'named' || serializer.def.name !== 'SourceGeneratorLambdaJsonSerializer') return;
	const [context] = serializer.args;
	const contracts = context && contractsOf({ kind: 'value', type: context });
	for (const type of contracts ? use.typeArguments : [])
		if (!isNothing(type) && !isNamed(awaited(type), 'System.IO.Stream'))
			yield { type: awaited(type), contracts: contracts as JsonContracts, reach: 'every invocation fails' };
}

/** Reading through a context that was generated to write alone. */
export const writeOnlyContext: Rule = {
	slug: 'write-only-context',
	codes: [],
	alsoReports: ['AOTL2001'],
	isContextual: true,
	check(use, body, context, report) {
		if (!context.app || use.kind !== 'call' || !/^Deserialize/.test(use.member.name)) return;
		if (use.member.container.fullName !== 'System.Text.Json.JsonSerializer') return;
		const info = argument(use, 'jsonTypeInfo') ?? argument(use, 'context');
		const place = info?.kind === 'value' ? info.place?.receiver : undefined;
		const def = (place && contextOf(place)) ?? (info && contextOf(info));
		if (def && isForWritingOnly(def))
			report({
				code: 'AOTL2001',
				message: `'${def.name}' is generated with GenerationMode 'Serialization': it can't read, and under Native AOT this call throws. Leave the mode out.`,
				...spanOf(use, body),
				evidence: { use, body },
			});
	},
};
