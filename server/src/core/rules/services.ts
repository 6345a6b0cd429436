/**
 * Services that Native AOT can't make, without a word from the publish: an open generic that is asked for over a value
 * type, and all services of a value type (AOTL3001); an open registration whose constraints the container refuses
 * (AOTL3004); hubs, and their clients, whose JSON nobody set up (AOTL3003).
 *
 * The container refuses the first wherever dynamic code is off, whether or not native code for the closed
 * type is there (`CallSiteFactory` of Microsoft.Extensions.DependencyInjection).
 */
import type { BoundBody, Use } from '../binding/bound.ts';
import { allInterfaces, classChain } from '../binding/lookup.ts';
import { endpointHandler } from '../frameworks/aspnet.ts';
import { handlerParameters } from '../frameworks/endpoints.ts';
import { createdByActivator, type Refusal, registrationOf, requestedService } from '../frameworks/services.ts';
import { simpleTypeName } from '../symbols/display.ts';
import { isNamed, sameType, type Type, type TypeDef, type TypeParameter } from '../symbols/types.ts';
import { attributeName } from '../symbols/attributes.ts';
import { spanOf } from './requires.ts';
import { declare, type DeclarationRule, type Finding, type Rule } from './rule.ts';

/** Services that code asks for. */
export const openGenericService: Rule = {
	slug: 'open-generic-service',
	about: 'open generics over value types in the container',
	codes: declare('AOT', { AOTL3001: 'An open generic service is asked for over a value type' }),
	isContextual: true,
	check(use, body, context, report) {
		const { app } = context;
		if (!app || use.kind !== 'call') return;
		const tell = (refusal: Refusal | undefined): void => {
			if (refusal) report({ ...told(refusal), ...spanOf(use, body), evidence: { use, body } });
		};
		const request = requestedService(use);
		if (request) return tell(app.services.refusal(request.type, request.isMany));
		const created = createdByActivator(use);
		if (created?.type.kind === 'named') {
			for (const member of created.type.def.members('.ctor')) {
				if (member.kind !== 'method') continue;
				for (const parameter of member.parameters) {
					const isGiven = created.given.some(type => provides(type, parameter.type));
					if (!isGiven) tell(app.services.refusal(parameter.type));
				}
			}
			return;
		}
		const handler = endpointHandler(use)?.value;
		for (const { type, attributes } of handler ? handlerParameters(handler) : []) {
			if (attributes.some(attribute => FROM_REQUEST.has(attributeName(attribute)))) continue;
			if (app.services.isService(type) === true || attributes.some(attribute => FROM_SERVICES.has(attributeName(attribute))))
				tell(app.services.refusal(type));
		}
	},
};

/** Whether an argument that is given fits a parameter. */
const provides = (given: Type, wanted: Type): boolean =>
	sameType(given, wanted) ||
	(given.kind === 'named' && [...classChain(given).chain, ...allInterfaces(given)].some(each => sameType(each, wanted)));

const FROM_REQUEST: ReadonlySet<string> = new Set(['FromBody', 'FromQuery', 'FromRoute', 'FromHeader', 'FromForm', 'AsParameters']);
const FROM_SERVICES: ReadonlySet<string> = new Set(['FromServices', 'FromKeyedServices']);

/** Constructors of registered services. */
export const injectedService: DeclarationRule = {
	slug: 'injected-service',
	codes: [],
	alsoReports: ['AOTL3001'],
	check(type, context, report) {
		const { app } = context;
		if (!app?.services.makes(type.def.self)) return;
		const tell = (wanted: Type | undefined, start: number, end: number): void => {
			const refusal = wanted && app.services.refusal(wanted);
			if (refusal) report({ ...told(refusal), start, end, evidence: undefined });
		};
		const { declaration } = type;
		const primary = type.def.members('.ctor').find(member => member.kind === 'method' && !member.syntax);
		for (const [index, parameter] of (declaration.parameters ?? []).entries())
			tell(
				primary?.kind === 'method' ? primary.parameters[index]?.type : undefined,
				declaration.start + parameter.start,
				declaration.start + parameter.end,
			);
		for (const { member, symbols } of type.members) {
			const [symbol] = symbols;
			if (symbol?.kind !== 'method' || symbol.methodKind !== 'constructor' || !('parameters' in member.syntax)) continue;
			for (const [index, parameter] of member.syntax.parameters.entries())
				tell(symbol.parameters[index]?.type, member.start + parameter.start, member.start + parameter.end);
		}
	},
};

/** Open registrations that the container refuses when it is built (`VerifyOpenGenericServiceTrimmability`, on with trimming). */
export const openRegistration: Rule = {
	slug: 'open-registration',
	about: 'open generic registrations that the container refuses with PublishAot',
	codes: declare('AOT', { AOTL3004: 'An open generic registration that the container refuses' }),
	isContextual: true,
	check(use, body, context, report) {
		if (!context.app) return;
		for (const { service, implementation } of registrationOf(use)?.open ?? []) {
			const refused = implementation && refusedParameter(service, implementation);
			if (refused)
				report({
					code: 'AOTL3004',
					message: `'${implementation.name}' asks more of its type parameter '${refused.parameter.name}' than '${service.name}' (${refused.what}): with PublishAot the container refuses to be built. Put the same on the type parameter of '${service.name}'.`,
					...spanOf(use, body),
					evidence: { use, body },
				});
		}
	},
};

function refusedParameter(
	service: TypeDef,
	implementation: TypeDef,
): { readonly parameter: TypeParameter; readonly what: string } | undefined {
	for (const [index, parameter] of implementation.typeParameters.entries()) {
		const wanted = service.typeParameters[index];
		if (!wanted) continue;
		const makes = parameter.constraints.hasNew || parameter.constraints.isStruct;
		if (makes && !wanted.constraints.hasNew && !wanted.constraints.isStruct) return { parameter, what: "'new()'" };
		if ((parameter.dam & ~wanted.dam) !== 0) return { parameter, what: '[DynamicallyAccessedMembers]' };
	}
	return undefined;
}

export const hubProtocol: Rule = {
	slug: 'hub-protocol',
	about: 'SignalR without type information',
	codes: declare('AOT', { AOTL3003: 'SignalR without JSON type information' }),
	isContextual: true,
	check(use, body, context, report) {
		const { app } = context;
		if (!app || !asksForProtocol(use, body, app.hub !== undefined)) return;
		report({
			code: 'AOTL3003',
			...spanOf(use, body),
			evidence: { use, body },
			message:
				use.kind === 'new'
					? "The JSON protocol of this connection has no type information: under Native AOT every call throws, also with 'string' and 'int'. Add '.AddJsonProtocol(o => o.PayloadSerializerOptions.TypeInfoResolverChain.Insert(0, YourContext.Default))'."
					: "The JSON protocol of SignalR has no type information: under Native AOT every hub call fails, also for 'string' and 'int'. Add '.AddJsonProtocol(o => o.PayloadSerializerOptions.TypeInfoResolverChain.Insert(0, YourContext.Default))'.",
		});
	},
};

function asksForProtocol(use: Use, body: BoundBody, hasServerProtocol: boolean): boolean {
	if (use.kind === 'call')
		return (
			!hasServerProtocol &&
			use.member.name === 'AddSignalR' &&
			use.member.container.fullName === 'Microsoft.Extensions.DependencyInjection.SignalRDependencyInjectionExtensions'
		);
	if (use.kind !== 'new' || !isNamed(use.containingType, 'Microsoft.AspNetCore.SignalR.Client.HubConnectionBuilder')) return false;
	// The chain of calls on the builder must end in `Build` without a protocol; a builder in a variable is set up anywhere.
	const chain = body.uses.filter(each => each.kind === 'call' && each.whole.start === use.whole.start && each.whole.end > use.whole.end);
	return chain.some(each => each.member.name === 'Build') && !chain.some(each => PROTOCOLS.has(each.member.name));
}

const PROTOCOLS: ReadonlySet<string> = new Set([
	'AddJsonProtocol',
	'AddMessagePackProtocol',
	'AddNewtonsoftJsonProtocol',
	'WithHubProtocol',
]);

/** What is said of a refusal; an open generic can be closed where it is registered. */
const told = (refusal: Refusal): Pick<Finding, 'code' | 'message' | 'lack'> => ({
	code: 'AOTL3001',
	message: message(refusal),
	...(refusal.kind === 'open-generic' && { lack: { kind: 'service', service: refusal.type } }),
});

function message(refusal: Refusal): string {
	const name = simpleTypeName(refusal.type);
	switch (refusal.kind) {
		case 'open-generic':
			return `'${name}' is registered as an open generic and closed over a value type here: under Native AOT the container throws when it is resolved. Register the closed type.`;
		case 'enumerable':
			return `All services of the value type '${name}' are asked for here: under Native AOT the container throws when they are resolved. Register 'IEnumerable<${name}>' itself.`;
		case 'enumerable-of-open':
			return `All services of '${name}' are asked for here, which is registered as an open generic and closed over a value type: under Native AOT the container throws when they are resolved. Register 'IEnumerable<${name}>' itself.`;
	}
}
