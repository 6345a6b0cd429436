/**
 * A type goes to or comes from JSON in an endpoint, and no registered context knows it: under Native
 * AOT, where JSON has no reflection, the request fails although the publish was clean. A handler's own
 * types fail every route of the app, because the endpoint table can't be built.
 */
import type { BoundBody, Use } from '../binding/bound.ts';
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
import { bodyReads, declaredReturn, handlerParameters, hasInferredBody } from '../frameworks/endpoints.ts';
import { isClosed, isObject, payloadOf } from '../frameworks/json.ts';
import { Access } from '../metadata/facts.ts';
import { fullTypeName, simpleTypeName } from '../symbols/display.ts';
import { derivedTypes } from '../symbols/json-reach.ts';
import { isNamed, type NamedType, type Type } from '../symbols/types.ts';
import type { Range } from '../syntax/ast.ts';
import type { AppContracts } from './contracts.ts';
import { APP_FAILS, closedNeeds, returned, typeofArgument } from './generic-needs.ts';
import { adviceFor, unlisted, WHEN_CALLED } from './json-values.ts';
import { spanOf } from './requires.ts';
import { declare, type Rule } from './rule.ts';

export const jsonGap: Rule = {
	slug: 'json-gap',
	about:
		"JSON that a clean publish hides: an endpoint's type that no registered `JsonSerializerContext` knows, so that it (or every route) answers 500 at run time; derived values that lose their members",
	codes: declare('AOT', {
		AOTL2001: 'No registered JSON context knows the type',
		AOTL2002: 'A derived value is written as its declared type',
	}),
	isContextual: true,
	check(use, body, context, report) {
		const json = context.app;
		if (!json?.http.isComplete || use.kind !== 'call' || use.member.kind !== 'method' || isController(body.type)) return;
		const tell: Tell = (type, range, reach) =>
			report({
				code: 'AOTL2001',
				message: `No registered JsonSerializerContext knows '${simpleTypeName(type)}': under Native AOT ${reach}. ${adviceFor(type, json.http)}.`,
				...range,
				evidence: { use, body },
				lack: unlisted(type, json.http, json),
			});
		if (endpointHandler(use)) {
			endpoint(use, body, json, tell);
			baseTyped(use, json, (base, derived) =>
				report({
					code: 'AOTL2002',
					message: `'${simpleTypeName(derived)}' is written as its declared type '${simpleTypeName(base)}': under Native AOT its own members are left out. Declare '${simpleTypeName(derived)}' as the return type, or put [JsonDerivedType(typeof(${simpleTypeName(derived)}))] on '${simpleTypeName(base)}'.`,
					...spanOf(use, body),
					evidence: { use, body },
				}),
			);
		} else if (makesResult(use)) {
			result(use, body, json, tell);
			const { name } = use.member;
			const streamed = name === 'ServerSentEvents' ? use.typeArguments[0] : undefined;
			if (streamed && !STREAMED.test(fullTypeName(streamed)) && payloadOf(streamed, false) && !json.http.knows(streamed))
				tell(streamed, spanOf(use, body), 'the stream of events breaks');
			const problem =
				name === 'Problem' ? 'Mvc.ProblemDetails' : name === 'ValidationProblem' ? 'Http.HttpValidationProblemDetails' : undefined;
			const written = problem === undefined ? undefined : context.compilation.wellKnown(`Microsoft.AspNetCore.${problem}`);
			// Listed on a context it is written as well: `HttpResultsHelper.WriteResultAsJsonAsync` asks the options for it.
			if (written && !json.hasProblemDetails && !json.http.knows(written))
				report({
					code: 'AOTL2001',
					message: `'${name}' writes '${simpleTypeName(written)}', which no registered JsonSerializerContext knows: under Native AOT ${WHEN_CALLED}. Call 'AddProblemDetails' on the services.`,
					...spanOf(use, body),
					evidence: { use, body },
					lack: unlisted(written, json.http, json),
				});
		} else if (addsEndpointFilter(use)) {
			for (const value of returned(use.args.at(-1)?.value)) {
				const type = payloadOf(value.type, true);
				if (type && isUncovered(type, json, context.compilation)) tell(type, spanOf(use, body), WHEN_CALLED);
			}
		} else if (use.typeArguments.length > 0 && use.member.container.module.isSource) {
			for (const { type, reach, by } of closedNeeds(use, body, json))
				if (by === 'http' && !json.http.knows(type)) tell(type, spanOf(use, body), reach);
		} else if (addsValidation(use) && !json.hasProblemDetails) {
			const written = context.compilation.wellKnown('Microsoft.AspNetCore.Http.HttpValidationProblemDetails');
			if (!json.http.knows(written))
				report({
					code: 'AOTL2001',
					message: `What validation refuses is answered by 'HttpValidationProblemDetails', which no registered JsonSerializerContext knows: under Native AOT these requests answer 500 in place of 400. Call 'AddProblemDetails' on the services.`,
					...spanOf(use, body),
					evidence: { use, body },
					lack: unlisted(written, json.http, json),
				});
		} else if (readsRequest(use)) {
			const type = use.typeArguments[0] ?? typeofArgument(use);
			if (type && payloadOf(type, false) && !json.http.knows(type)) tell(type, spanOf(use, body), WHEN_CALLED);
		}
	},
};

/** Written into a stream of events as they are. */
const STREAMED = /^(?:string|byte\[\])$/;

type Tell = (type: Type, range: Range, reach: string) => void;

/** Validation of minimal API endpoints (`ValidationEndpointFilterFactory.cs` of dotnet/aspnetcore). */
const addsValidation = (use: Use): boolean =>
	use.member.name === 'AddValidation' &&
	use.member.container.fullName === 'Microsoft.Extensions.DependencyInjection.ValidationServiceCollectionExtensions';

/** `HttpRequest.ReadFromJsonAsync<T>`, and by `typeof(T)`, without options or type information: the SDK has no warning for it. */
const readsRequest = (use: Use): boolean =>
	use.member.name === 'ReadFromJsonAsync' &&
	use.member.container.fullName === 'Microsoft.AspNetCore.Http.HttpRequestJsonExtensions' &&
	use.member.kind === 'method' &&
	!use.member.requires.unreferencedCode &&
	!use.args.some(argument => /[jJ]sonTypeInfo|context/.test(argument.parameter.name));

function endpoint(use: Use, body: BoundBody, json: AppContracts, tell: Tell): void {
	const handler = endpointHandler(use)?.value;
	if (!handler) return;
	const span = spanOf(use, body);
	const declared = declaredReturn(handler);
	const seen = new Set<Type>();
	for (const each of declared ? [declared] : returned(handler).map(value => value.type)) {
		if (seen.has(each)) continue;
		seen.add(each);
		const type = payloadOf(each, true);
		if (type && !json.http.knows(type)) tell(type, span, APP_FAILS);
		for (const gap of resultGaps(awaited(each), json)) tell(gap, span, WHEN_CALLED);
	}
	const isService = (type: Type): boolean | undefined => json.services.isService(type);
	for (const parameter of handlerParameters(handler))
		for (const { type, when } of bodyReads(parameter, hasInferredBody(use), isService))
			if (isClosed(type) && !json.http.knows(type)) tell(type, span, when === 'built' ? APP_FAILS : WHEN_CALLED);
}

/** What a result factory is given by its type; objects are followed by `json-values`. */
function result(use: Use, body: BoundBody, json: AppContracts, tell: Tell): void {
	// `Results.Json` without type information has the SDK's own warning.
	if (use.member.kind !== 'method' || use.member.requires.unreferencedCode) return;
	for (const argument of use.args) {
		// A problem is written by its own type.
		const isProblem = isNamed(argument.type, 'Microsoft.AspNetCore.Mvc.ProblemDetails') && argument.value.type !== argument.type;
		if (!isProblem && !writtenArguments(use).includes(argument)) continue;
		if (!argument.syntax || isObject(argument.type)) continue;
		const type = payloadOf(argument.value.type, false);
		if (type && !json.http.knows(type))
			tell(type, { start: body.base + argument.syntax.start, end: body.base + argument.syntax.end }, WHEN_CALLED);
	}
}

/**
 * A value whose declared type is one of its bases loses what it adds, unless the base says that it is polymorphic or
 * a context knows the value's own type.
 */
function baseTyped(use: Use, json: AppContracts, tell: (base: Type, derived: Type) => void): void {
	const handler = endpointHandler(use)?.value;
	const declared = handler && declaredReturn(handler);
	const base = declared && awaited(declared);
	if (base?.kind !== 'named' || base.def.kind !== 'class' || base.def.isSealed || !base.def.module.isSource || isObject(base)) return;
	if (derivedTypes(base.def).length > 0 || base.def.attribute('JsonPolymorphicAttribute')) return;
	for (const value of returned(handler)) {
		const { type } = value;
		if (type.kind !== 'named' || type === base || json.http.knows(type)) continue;
		if (classChain(type).chain.includes(base) && addsMembers(type, base)) tell(base, type);
	}
}

function addsMembers(type: NamedType, base: NamedType): boolean {
	for (const owner of classChain(type).chain) {
		if (owner === base) return false;
		for (const name of owner.def.memberNames())
			if (
				owner.def
					.members(name)
					.some(member => member.kind === 'property' && !member.isStatic && !member.isOverride && member.access === Access.Public)
			)
				return true;
	}
	return false;
}

/** What the app's own `IResult` class hands to the framework's results. */
function resultGaps(type: Type, json: AppContracts): readonly Type[] {
	if (type.kind !== 'named' || !type.def.module.isSource || type.def.kind !== 'class' || !isResult(type)) return [];
	return (json.resultPayloads.get(type.def.fullName) ?? []).flatMap(each => {
		const payload = payloadOf(each, false);
		return payload && !json.http.knows(payload) ? [payload] : [];
	});
}

/** A filter's result is looked for by its own type. */
function isUncovered(type: Type, json: AppContracts, compilation: Parameters<typeof json.http.boxed>[1]): boolean {
	if (isNamed(type, 'System.String')) return false;
	return json.http.boxed(type, compilation).kind === 'unknown';
}
