/**
 * What is asked for beside requests: SignalR takes the parameters and results of hub methods from its own JSON options,
 * and an OpenAPI document needs every parameter and announced response of every endpoint (`OpenApiDocumentService.cs`
 * of dotnet/aspnetcore).
 */
import type { Use } from '../binding/bound.ts';
import { classChain } from '../binding/lookup.ts';
import { awaited, endpointHandler, isNothing, streamed } from '../frameworks/aspnet.ts';
import { describedParameters, handlerMethod, handlerParameters } from '../frameworks/endpoints.ts';
import { isObject, payloadOf } from '../frameworks/json.ts';
import { Access } from '../metadata/facts.ts';
import { attributeName } from '../symbols/attributes.ts';
import type { Compilation } from '../symbols/compilation.ts';
import { simpleTypeName } from '../symbols/display.ts';
import { isNamed, isValueType, type Type } from '../symbols/types.ts';
import type { AttributeSyntax } from '../syntax/ast.ts';
import { adviceFor, unlisted } from './json-values.ts';
import { spanOf } from './requires.ts';
import type { DeclarationRule, Rule } from './rule.ts';

/** Parameters and results of hub methods. */
export const hubContracts: DeclarationRule = {
	slug: 'hub-contracts',
	codes: [],
	alsoReports: ['AOTL2001', 'AOTL3003'],
	check(type, context, report) {
		const { app } = context;
		const hub = app?.hub;
		if (
			!hub?.isComplete ||
			!classChain(type.def.self).chain.some(each => /^Microsoft\.AspNetCore\.SignalR\.Hub(?:`1)?$/.test(each.def.fullName))
		)
			return;
		const tell = (gap: Type, start: number, end: number): void =>
			report({
				code: 'AOTL2001',
				message: `'${simpleTypeName(gap)}' is unknown to the JSON protocol of the hubs: under Native AOT a call of this method fails. ${adviceFor(gap, hub)}.`,
				start,
				end,
				evidence: undefined,
			});
		for (const { member, symbols } of type.members) {
			const [symbol] = symbols;
			if (symbol?.kind !== 'method' || symbol.methodKind !== 'ordinary' || symbol.isStatic || symbol.isOverride) continue;
			if (symbol.access !== Access.Public || !('nameRange' in member.syntax) || !('parameters' in member.syntax)) continue;
			for (const [index, parameter] of member.syntax.parameters.entries()) {
				const declared = symbol.parameters[index]?.type;
				const taken = declared && streamed(declared);
				if (taken && taken !== declared && isValueType(taken)) {
					// `HubMethodDescriptor` of SignalR refuses it where dynamic code is off.
					report({
						code: 'AOTL3003',
						message: `A stream of the value type '${simpleTypeName(taken)}' can't be received natively: under Native AOT the hub throws when it is first used. Take a stream of a class.`,
						start: member.start + parameter.start,
						end: member.start + parameter.end,
						evidence: undefined,
					});
					continue;
				}
				if (!taken || isNamed(taken, 'System.Threading.CancellationToken') || app?.services.isService(taken) !== false) continue;
				if (payloadOf(taken, false) && !hub.knows(taken)) tell(taken, member.start + parameter.start, member.start + parameter.end);
			}
			const result = streamed(awaited(symbol.returns));
			if (!result || isNothing(result) || isObject(result) || !payloadOf(result, false)) continue;
			if (hub.boxed(result, context.compilation).kind === 'unknown')
				tell(result, member.start + member.syntax.nameRange.start, member.start + member.syntax.nameRange.end);
		}
	},
};

const DOCUMENT_FAILS = 'the OpenAPI document answers 500';

/** Types that an endpoint's description names. */
export const openApi: Rule = {
	slug: 'open-api',
	codes: [],
	alsoReports: ['AOTL2001'],
	isContextual: true,
	check(use, body, context, report) {
		const { app } = context;
		if (!app?.hasOpenApi || !app.http.isComplete || use.kind !== 'call') return;
		const types = announced(use, context.compilation);
		const handler = endpointHandler(use)?.value;
		if (handler) {
			types.push(...describedParameters(handlerParameters(handler), type => app.services.isService(type)));
			const attributes = handler.kind === 'lambda' ? handler.syntax.attributes : (handlerMethod(handler)?.syntax?.attributes ?? []);
			const values = handler.kind === 'lambda' ? body.uses.filter(each => each.kind === 'attribute') : [];
			types.push(...attributeTypes(attributes, values));
		}
		if (types.length === 0) return;
		const isHidden = body.uses.some(each => each.member.name === 'ExcludeFromDescription' && each.whole.start === use.whole.start);
		for (const type of isHidden ? [] : types)
			if (payloadOf(type, false) && !app.http.knows(type))
				report({
					code: 'AOTL2001',
					message: `No registered JsonSerializerContext knows '${simpleTypeName(type)}': under Native AOT ${DOCUMENT_FAILS}. ${adviceFor(type, app.http)}.`,
					...spanOf(use, body),
					evidence: { use, body },
					lack: unlisted(type, app.http, app),
				});
	},
};

/** `Produces<T>()`, `ProducesProblem()` and their like. */
function announced(use: Use, compilation: Compilation): Type[] {
	if (use.member.container.fullName !== 'Microsoft.AspNetCore.Http.OpenApiRouteHandlerBuilderExtensions') return [];
	switch (use.member.name) {
		case 'Produces':
		case 'Accepts':
			return [...use.typeArguments];
		case 'ProducesProblem':
			return [compilation.wellKnown('Microsoft.AspNetCore.Mvc.ProblemDetails')];
		case 'ProducesValidationProblem':
			return [compilation.wellKnown('Microsoft.AspNetCore.Http.HttpValidationProblemDetails')];
		default:
			return [];
	}
}

/** `[ProducesResponseType(typeof(T), 404)]` and `[ProducesResponseType<T>(404)]`. */
function attributeTypes(attributes: readonly AttributeSyntax[], uses: readonly Use[]): readonly Type[] {
	const wanted = attributes.filter(attribute => attributeName(attribute) === 'ProducesResponseType');
	return wanted.flatMap(attribute => {
		const use = uses.find(each => each.start >= attribute.start && each.end <= attribute.end && each.containingType.kind === 'named');
		if (use?.containingType.kind !== 'named') return [];
		const given = use.args.find(each => isNamed(each.type, 'System.Type'))?.value;
		return [...use.containingType.args, ...(given?.kind === 'value' && given.origin?.kind === 'typeof' ? [given.origin.type] : [])];
	});
}
