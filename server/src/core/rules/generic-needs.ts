/**
 * What generic methods of an app need of the types that their callers choose: an endpoint that a helper maps, a value
 * that it hands to a cache or to a context. The calls that close them are judged where they stand.
 */
import type { Bound, BoundBody, Enclosing, Use } from '../binding/bound.ts';
import { allInterfaces } from '../binding/lookup.ts';
import { endpointHandler, makesResult, writtenArguments } from '../frameworks/aspnet.ts';
import { declaredReturn } from '../frameworks/endpoints.ts';
import { contractsOfContext, isClosed, isObject, JsonContracts, openPayloadOf, payloadOf } from '../frameworks/json.ts';
import { contextOf, contextsOfOptions } from '../frameworks/json-options.ts';
import type { Compilation } from '../symbols/compilation.ts';
import { documentationId } from '../symbols/display.ts';
import type { MethodSymbol } from '../symbols/members.ts';
import { isSource, type SourceTypeDef } from '../symbols/source.ts';
import { isNamed, substitute, type Type, unknownType } from '../symbols/types.ts';
import type { AppContracts, OpenNeed } from './contracts.ts';
import { WHEN_CALLED } from './json-values.ts';

export const APP_FAILS = 'every route of the app answers 500';
export const THROWS = 'this call throws';

/** What a use in a generic method needs of types that its callers choose. */
export function* openNeeds(use: Use, body: BoundBody): Generator<OpenNeed> {
	const handler = endpointHandler(use)?.value;
	const types: Type[] = [];
	if (handler) {
		const declared = declaredReturn(handler);
		types.push(...(declared ? [declared] : returned(handler).map(value => value.type)));
	}
	for (const each of types) {
		const type = openPayloadOf(each, true);
		if (type && !isClosed(type)) yield { type, reach: APP_FAILS, by: 'http' };
	}
	const cached = cachedType(use);
	if (cached && !isClosed(cached)) yield { type: cached, reach: THROWS, by: 'cache' };
	const named = namedContract(use, body);
	if (named && !isClosed(named.type)) yield { ...named, by: named.contracts };
	if (!makesResult(use) || use.member.kind !== 'method' || use.member.requires.unreferencedCode) return;
	for (const argument of writtenArguments(use)) {
		const type = isObject(argument.type) ? undefined : openPayloadOf(argument.value.type, false);
		if (type && !isClosed(type)) yield { type, reach: WHEN_CALLED, by: 'http' };
	}
}

/** What `HybridCache` is asked to keep. */
export const cachedType = (use: Use): Type | undefined =>
	use.member.container.fullName === 'Microsoft.Extensions.Caching.Hybrid.HybridCache' && /^(?:GetOrCreate|Set)Async$/.test(use.member.name)
		? use.typeArguments.at(-1)
		: undefined;

/** A type that a call names by `typeof`, and the contexts that it names for it. */
export interface NamedContract {
	readonly type: Type;
	readonly contracts: JsonContracts;
	readonly reach: string;
}

/**
 * `JsonSerializer.Serialize(value, typeof(T), context)` and whatever else of the framework takes a context and a type,
 * `Results.Json(value, context)`, `options.GetTypeInfo(typeof(T))`, `AppJson.Default.GetTypeInfo(typeof(T))`.
 */
export function namedContract(use: Use, body: BoundBody): NamedContract | undefined {
	if (use.kind !== 'call') return undefined;
	const { container, name } = use.member;
	const context = use.args.find(each => isNamed(each.type, 'System.Text.Json.Serialization.JsonSerializerContext'));
	if (context) {
		const def = OF_FRAMEWORK.test(container.fullName) ? contextOf(context.value) : undefined;
		const type = typeofArgument(use) ?? (makesResult(use) ? use.typeArguments[0] : undefined);
		return def && type && { type, contracts: contractsOfContext(def), reach: makesResult(use) ? WHEN_CALLED : THROWS };
	}
	const type = typeofArgument(use);
	if (!type || name !== 'GetTypeInfo' || !use.receiver) return undefined;
	if (container.fullName === 'System.Text.Json.JsonSerializerOptions') {
		const contexts = contextsOfOptions(use, body);
		return contexts && { type, contracts: new JsonContracts('these options', contexts, true), reach: THROWS };
	}
	const def = contextOf(use.receiver);
	return def && { type, contracts: contractsOfContext(def), reach: "'GetTypeInfo' gives null" };
}

/** Libraries of .NET ask the context that they are given, and nothing else. */
const OF_FRAMEWORK = /^(?:System|Microsoft\.AspNetCore)\./;

/** The type in `typeof(T)` that a call is given. */
export function typeofArgument(use: Use): Type | undefined {
	const value = use.args.find(each => isNamed(each.type, 'System.Type'))?.value;
	return value?.kind === 'value' && value.origin?.kind === 'typeof' ? value.origin.type : undefined;
}

/** The types that a call closes what a generic method needs over. */
export function* closedNeeds(use: Use, body: BoundBody, json: AppContracts): Generator<OpenNeed> {
	const { member } = use;
	if (member.kind !== 'method') return;
	const open =
		member.methodKind === 'local'
			? body.uses.flatMap(each => (isInside(each, member) ? [...openNeeds(each, body)] : []))
			: (json.genericNeeds.get(documentationId(member)) ?? []);
	for (const { type, reach, by } of open) {
		const closed = substitute(type, parameter => {
			// A method's symbols may be of another compilation: its parameters are known by their names.
			const index = member.typeParameters.findIndex(each => each.name === parameter.name);
			return index < 0 ? undefined : use.typeArguments[index];
		});
		const payload = payloadOf(closed, reach === APP_FAILS);
		if (payload) yield { type: payload, reach, by };
	}
}

/** Whether a use stands in a local function, or in a lambda in it. */
function isInside(use: Use, method: MethodSymbol): boolean {
	for (let each: Enclosing | undefined = use.enclosing; each; each = each.parent) if (each.method === method) return true;
	return false;
}

/** What a handler returns, of a lambda. */
export function returned(handler: Bound | undefined): readonly Bound[] {
	if (handler?.kind !== 'lambda') return [];
	const types = handler.parameterTypes ?? [];
	return handler.body(
		types.map(type => type ?? unknownType),
		undefined,
	).returns;
}

/**
 * The methods through which a method is called: itself, and those of an interface of the app that no other class
 * implements.
 */
export function callableAs(method: MethodSymbol, type: SourceTypeDef, compilation: Compilation): readonly MethodSymbol[] {
	const names = (each: MethodSymbol): string => each.typeParameters.map(parameter => parameter.name).join();
	const declared = allInterfaces(type.self)
		.map(each => each.def)
		.filter(def => isSource(def) && implementations(def, compilation) === 1)
		.flatMap(def => def.members(method.name))
		.filter((each): each is MethodSymbol => each.kind === 'method' && names(each) === names(method))
		.filter(each => each.parameters.length === method.parameters.length);
	return [method, ...declared];
}

const implementations = (def: { readonly fullName: string }, compilation: Compilation): number =>
	compilation.modules
		.flatMap(module => [...module.types.values()])
		.filter(each => each.kind !== 'interface' && allInterfaces(each.self).some(own => own.def.fullName === def.fullName)).length;
