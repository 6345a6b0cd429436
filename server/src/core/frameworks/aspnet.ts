/**
 * What is known of ASP.NET Core: which calls map minimal API endpoints, and which make results.
 *
 * The one place for these facts: rules judge by them, the request delegate generator's suppressions follow
 * them, fixes edit what they name.
 * Source: `src/Http/Http.Extensions/gen` of dotnet/aspnetcore (`RequestDelegateGenerator`).
 */
import type { Use, UseArgument } from '../binding/bound.ts';
import { allInterfaces, classChain } from '../binding/lookup.ts';
import { isNamed, type NamedType, type Type, type TypeDef } from '../symbols/types.ts';

const ENDPOINTS = 'Microsoft.AspNetCore.Builder.EndpointRouteBuilderExtensions';

/** Methods that the request delegate generator intercepts, in the overloads that take a `Delegate`. */
const MAP_METHODS: ReadonlySet<string> = new Set([
	'MapGet',
	'MapPost',
	'MapPut',
	'MapDelete',
	'MapPatch',
	'MapMethods',
	'Map',
	'MapFallback',
]);

/** Whether a call maps a minimal API endpoint, to a `Delegate` or to a `RequestDelegate`. */
export function mapsEndpoint(use: Use): boolean {
	return use.member.kind === 'method' && use.member.container.fullName === ENDPOINTS && MAP_METHODS.has(use.member.name);
}

/**
 * The handler of a call that maps an endpoint to a `Delegate`. Undefined for other calls, and for the overloads
 * with a `RequestDelegate`, which bind no parameters and write no results.
 */
export function endpointHandler(use: Use): UseArgument | undefined {
	return use.kind === 'call' && mapsEndpoint(use) ? use.args.find(argument => isNamed(argument.type, 'System.Delegate')) : undefined;
}

/** Whether a call adds a filter to an endpoint. */
export function addsEndpointFilter(use: Use): boolean {
	return (
		use.kind === 'call' &&
		use.member.name === 'AddEndpointFilter' &&
		use.member.container.fullName === 'Microsoft.AspNetCore.Http.EndpointFilterExtensions'
	);
}

const RESULTS: ReadonlySet<string> = new Set(['Microsoft.AspNetCore.Http.Results', 'Microsoft.AspNetCore.Http.TypedResults']);
/** Parameters of result factories whose value is written to the body. */
const WRITTEN: ReadonlySet<string> = new Set(['value', 'error', 'data']);

/** Whether a call makes a result: `Results.Ok(...)`, `TypedResults.Created(...)`. */
export const makesResult = (use: Use): boolean => use.kind === 'call' && RESULTS.has(use.member.container.fullName);

/** The arguments of a result factory whose value is written to the body by the options of HTTP: none where type information is given. */
export const writtenArguments = (use: Use): readonly UseArgument[] =>
	use.args.some(argument => isTypeInfo(argument.type)) ? [] : use.args.filter(argument => WRITTEN.has(argument.parameter.name));

const isTypeInfo = (type: Type): boolean =>
	type.kind === 'named' &&
	/^System\.Text\.Json\.Serialization\.(?:Metadata\.JsonTypeInfo(?:`1)?|JsonSerializerContext)$/.test(type.def.fullName);

/** Whether a type is a result, which writes its response itself. */
export const isResult = (type: Type): boolean =>
	isNamed(type, 'Microsoft.AspNetCore.Http.IResult') ||
	allInterfaces(type).some(each => isNamed(each, 'Microsoft.AspNetCore.Http.IResult'));

/** Whether a class is a controller of MVC: it answers 404 under Native AOT, whatever its JSON is. */
export const isController = (def: TypeDef | undefined): boolean =>
	def !== undefined && classChain(def.self).chain.some(each => each.def.fullName === 'Microsoft.AspNetCore.Mvc.ControllerBase');

/** `T` of `Task<T>` and `ValueTask<T>`, which are waited for; other types stay. */
export function awaited(type: Type): Type {
	const isTask = type.kind === 'named' && /^System\.Threading\.Tasks\.(?:Value)?Task`1$/.test(type.def.fullName);
	return isTask ? ((type as NamedType).args[0] ?? type) : type;
}

/** Whether a handler of this type gives nothing back: `void`, `Task`, `ValueTask`. */
export const isNothing = (type: Type): boolean =>
	type.kind === 'named' && /^System\.(?:Void|Threading\.Tasks\.(?:Value)?Task)$/.test(type.def.fullName);

/** What SignalR sends of a value: `T` of a stream of them, anything else itself. */
export const streamed = (type: Type): Type =>
	(type.kind === 'named' &&
		/^System\.(?:Collections\.Generic\.IAsyncEnumerable|Threading\.Channels\.ChannelReader)`1$/.test(type.def.fullName) &&
		type.args[0]) ||
	type;
