/**
 * A type goes to or comes from JSON in an endpoint, and no registered context knows it: under Native
 * AOT, where JSON has no reflection, the request fails although the publish was clean. A handler's own
 * types fail every route of the app, because the endpoint table can't be built.
 */
import type { Bound, BoundBody, Use } from '../binding/bound.ts';
import { classChain } from '../binding/lookup.ts';
import { Access } from '../metadata/facts.ts';
import { attributeName } from '../symbols/attributes.ts';
import { fullTypeName } from '../symbols/display.ts';
import { isAnonymous } from '../symbols/anonymous.ts';
import type { MethodSymbol } from '../symbols/members.ts';
import type { SourceTypeDef } from '../symbols/source.ts';
import { isNamed, type NamedType, type Type, unknownType } from '../symbols/types.ts';
import type { AttributeSyntax, Range } from '../syntax/ast.ts';
import { addsEndpointFilter, endpointHandler, isResult, makesResult, writtenArguments } from '../frameworks/aspnet.ts';
import { payloadOf } from '../frameworks/json.ts';
import type { AppContracts } from './app-contracts.ts';
import { madeType, returnedExpressions } from './made-types.ts';
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
		if (!json?.isKnown || use.member.kind !== 'method') return;
		const tell = (type: Type, range: Range, reach: string): void => {
			const hint = isAnonymous(type)
				? 'An anonymous type can be in no context: make it a record'
				: json.contexts[0]
					? `Add [JsonSerializable(typeof(${fullTypeName(type)}))] to '${json.contexts[0].name}'`
					: 'Register a JsonSerializerContext with ConfigureHttpJsonOptions';
			report({
				code: 'AOTL2001',
				message: `No registered JsonSerializerContext knows '${fullTypeName(type)}': under Native AOT ${reach}. ${hint}.`,
				...range,
				evidence: { use, body, gap: type },
			});
		};
		if (use.kind === 'new') return objectMembers(use, body, json, tell);
		if (use.kind !== 'call') return;
		if (endpointHandler(use)) {
			endpoint(use, body, json, tell);
			baseTyped(use, (base, derived) =>
				report({
					code: 'AOTL2002',
					message: `'${fullTypeName(derived)}' is written as its declared type '${fullTypeName(base)}': under Native AOT its own members are left out. Declare '${fullTypeName(derived)}' as the return type, or put [JsonDerivedType(typeof(${fullTypeName(derived)}))] on '${fullTypeName(base)}'.`,
					...spanOf(use, body),
					evidence: { use, body },
				}),
			);
		} else if (makesResult(use)) {
			result(use, body, json, tell);
			const { name } = use.member;
			if ((name === 'Problem' || name === 'ValidationProblem') && !json.hasProblemDetails) {
				const type = name === 'Problem' ? 'ProblemDetails' : 'HttpValidationProblemDetails';
				report({
					code: 'AOTL2001',
					message: `'${name}' writes '${type}', which no registered JsonSerializerContext knows: under Native AOT ${ENDPOINT_FAILS}. Call 'AddProblemDetails' on the services.`,
					...spanOf(use, body),
					evidence: { use, body },
				});
			}
		} else if (addsEndpointFilter(use)) {
			for (const value of returned(use.args.at(-1)?.value))
				for (const type of payloads(value.type, false)) if (!json.covers(type)) tell(type, spanOf(use, body), ENDPOINT_FAILS);
		}
	},
};

const APP_FAILS = 'every route of the app answers 500';
const ENDPOINT_FAILS = 'this endpoint answers 500 when it is called';

type Tell = (type: Type, range: Range, reach: string) => void;

function endpoint(use: Use, body: BoundBody, json: AppContracts, tell: Tell): void {
	const handler = endpointHandler(use)?.value;
	if (!handler) return;
	const span = spanOf(use, body);
	const declared = declaredReturn(handler);
	const values = declared ? [declared] : returned(handler).map(value => value.type);
	for (const each of values) {
		for (const type of payloads(each, true)) if (!json.covers(type)) tell(type, span, APP_FAILS);
	}
	// `object` is looked at when the value is there.
	if (declared && isNamed(declared, 'System.Object')) {
		for (const value of returned(handler))
			for (const type of payloads(value.type, false)) if (!json.covers(type)) tell(type, span, ENDPOINT_FAILS);
	}
	if (handler.kind === 'lambda' && values.some(type => isNamed(type, 'System.Object'))) {
		for (const expr of returnedExpressions(handler.syntax.body)) {
			const made = madeType(body, expr);
			for (const type of made ? payloads(made, false) : []) if (!json.covers(type)) tell(type, span, ENDPOINT_FAILS);
		}
	}
	for (const type of values) for (const gap of resultGaps(type, json)) tell(gap, span, ENDPOINT_FAILS);
	const name = use.member.name;
	const takesBody = name === 'MapPost' || name === 'MapPut' || name === 'MapPatch' || name === 'Map' || name === 'MapMethods';
	for (const parameter of parametersOf(handler))
		for (const type of bodyTypes(parameter, takesBody, json, 0)) if (!json.covers(type)) tell(type, span, APP_FAILS);
}

function result(use: Use, body: BoundBody, json: AppContracts, tell: Tell): void {
	if (use.member.kind !== 'method') return;
	for (const argument of writtenArguments(use)) {
		// `Results.Json` without type information has the SDK's own warning.
		if (use.member.requires.unreferencedCode || !argument.syntax) continue;
		for (const type of payloads(argument.value.type, false)) {
			if (!json.covers(type))
				tell(type, { start: body.base + argument.syntax.start, end: body.base + argument.syntax.end }, ENDPOINT_FAILS);
		}
	}
}

/** A value whose declared type is one of its bases loses what it adds, unless the base says that it is polymorphic. */
function baseTyped(use: Use, tell: (base: Type, derived: Type) => void): void {
	const handler = endpointHandler(use)?.value;
	const declared = handler && declaredReturn(handler);
	const base =
		declared?.kind === 'named' && /^System\.Threading\.Tasks\.(?:Value)?Task`1$/.test(declared.def.fullName) ? declared.args[0] : declared;
	if (base?.kind !== 'named' || base.def.kind !== 'class' || base.def.isSealed || !('parts' in base.def)) return;
	if ((base.def as SourceTypeDef).attributes.some(attribute => /^Json(?:DerivedType|Polymorphic)$/.test(attributeName(attribute)))) return;
	for (const value of returned(handler)) {
		const { type } = value;
		if (type.kind === 'named' && type !== base && classChain(type).chain.includes(base) && addsMembers(type, base)) tell(base, type);
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

/** `new Envelope(item)` where the member is an `object`: its JSON is looked for by the value's own type. */
function objectMembers(use: Use, body: BoundBody, json: AppContracts, tell: Tell): void {
	if (use.owner.kind !== 'named' || !('parts' in use.owner.def) || !json.covers(use.owner)) return;
	for (const argument of use.args) {
		const { parameter, value, syntax } = argument;
		if (!syntax || !isNamed(argument.type, 'System.Object')) continue;
		const property = [...use.owner.def.memberNames()].find(name => name.toLowerCase() === parameter.name.toLowerCase());
		const member = property === undefined ? undefined : use.owner.def.members(property)[0];
		if (member?.kind !== 'property' || !isNamed(member.type, 'System.Object')) continue;
		for (const type of payloads(value.type, false))
			if (!json.covers(type)) tell(type, { start: body.base + syntax.start, end: body.base + syntax.end }, 'writing it fails with 500');
	}
}

/** What the app's own `IResult` class hands to the framework's results. */
function resultGaps(type: Type, json: AppContracts): readonly Type[] {
	if (type.kind !== 'named' || !('parts' in type.def) || type.def.kind !== 'class' || !isResult(type)) return [];
	const known = json.resultPayloads.get(type.def) ?? [];
	return known.flatMap(each => payloads(each, false)).filter(each => !json.covers(each));
}

interface HandlerParameter {
	readonly type: Type;
	readonly attributes: readonly AttributeSyntax[];
}

function parametersOf(handler: Bound): readonly HandlerParameter[] {
	if (handler.kind === 'lambda')
		return (handler.syntax.parameters ?? []).map((parameter, index) => ({
			type: handler.parameterTypes?.[index] ?? unknownType,
			attributes: parameter.attributes,
		}));
	const method = onlyMethod(handler);
	return (
		method?.parameters.map((parameter, index) => ({
			type: parameter.type,
			attributes: method.options.syntax?.parameters[index]?.attributes ?? [],
		})) ?? []
	);
}

function onlyMethod(handler: Bound): MethodSymbol | undefined {
	return handler.kind === 'methods' && handler.group.candidates.length === 1 ? handler.group.candidates[0]?.member : undefined;
}

function declaredReturn(handler: Bound): Type | undefined {
	return handler.kind === 'lambda' ? handler.returnType : onlyMethod(handler)?.returns;
}

function returned(handler: Bound | undefined): readonly Bound[] {
	if (handler?.kind !== 'lambda') return [];
	const types = handler.parameterTypes ?? [];
	return handler.body(
		types.map(type => type ?? unknownType),
		undefined,
	).returns;
}

/** Types that the framework takes from elsewhere than the body. */
const SPECIAL =
	/^(?:Microsoft\.AspNetCore\.Http\.(?:HttpContext|HttpRequest|HttpResponse|IForm\w+)|System\.Threading\.CancellationToken|System\.Security\.Claims\.ClaimsPrincipal|System\.IO\.(?:Stream|Pipelines\.PipeReader))$/;
const SOURCES: ReadonlySet<string> = new Set(['FromServices', 'FromKeyedServices', 'FromQuery', 'FromRoute', 'FromHeader', 'FromForm']);

/** The types that a parameter reads from the body. */
function bodyTypes(parameter: HandlerParameter, takesBody: boolean, json: AppContracts, depth: number): readonly Type[] {
	const { type } = parameter;
	const names = parameter.attributes.map(attributeName);
	if (type === unknownType || names.some(name => SOURCES.has(name))) return [];
	if (names.includes('FromBody')) return [type];
	if (names.includes('AsParameters')) {
		if (type.kind !== 'named' || depth > 2) return [];
		return partsOf(type).flatMap(each => bodyTypes(each, takesBody, json, depth + 1));
	}
	if (!takesBody || type.kind !== 'named' || !('parts' in type.def) || json.services.has(type)) return [];
	if (type.def.kind === 'interface' || type.def.kind === 'enum' || type.def.isAbstract || SPECIAL.test(type.def.fullName)) return [];
	return type.def.members('TryParse').length > 0 || type.def.members('BindAsync').length > 0 ? [] : [type];
}

/** What `[AsParameters]` takes apart: the parameters of the constructor, else the settable properties. */
function partsOf(type: NamedType): readonly HandlerParameter[] {
	const made = type.def.members('.ctor').find(member => member.kind === 'method' && member.parameters.length > 0);
	const primary =
		'parts' in type.def ? (type.def as SourceTypeDef).parts.find(part => part.declaration.parameters)?.declaration.parameters : undefined;
	if (made?.kind === 'method')
		return made.parameters.map((each, index) => ({
			type: each.type,
			attributes: (primary ?? made.options.syntax?.parameters)?.[index]?.attributes ?? [],
		}));
	return [...type.def.memberNames()]
		.flatMap(name => type.def.members(name))
		.flatMap(member =>
			member.kind === 'property' && member.setter ? [{ type: member.type, attributes: member.options.syntax?.attributes ?? [] }] : [],
		);
}

function payloads(type: Type, isReturn: boolean): readonly Type[] {
	const payload = payloadOf(type, isReturn);
	return payload ? [payload] : [];
}
