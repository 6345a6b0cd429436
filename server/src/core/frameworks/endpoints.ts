/**
 * How a minimal API endpoint binds its parameters: in the order of the request delegate generator
 * (`src/Http/Http.Extensions/gen/.../StaticRouteHandlerModel/EndpointParameter.cs` of dotnet/aspnetcore), the first
 * that fits. Only what comes from the body needs a JSON contract.
 */
import type { Bound, Use } from '../binding/bound.ts';
import { allInterfaces, classChain } from '../binding/lookup.ts';
import { Access } from '../metadata/facts.ts';
import { attributeName } from '../symbols/attributes.ts';
import type { MethodSymbol } from '../symbols/members.ts';
import { isSource } from '../symbols/source.ts';
import { isNamed, type NamedType, nullableUnderlying, substituteOwner, type Type, unknownType } from '../symbols/types.ts';
import type { AttributeSyntax } from '../syntax/ast.ts';
import { isObject } from './json.ts';

/** A parameter of a handler, or what `[AsParameters]` takes apart. */
export interface HandlerParameter {
	readonly name: string;
	readonly type: Type;
	readonly attributes: readonly AttributeSyntax[];
}

/** A type that is read from the body as JSON. */
export interface BodyRead {
	readonly type: Type;
	/** Its contract is asked for while the endpoint table is built, so that a missing one fails every route; or when it is called. */
	readonly when: 'built' | 'called';
	/** Whether only the container can tell that it is no service. */
	readonly isInferred: boolean;
}

/** Whether the container answers for a type; undefined where it can't be told. */
export type IsService = (type: Type) => boolean | undefined;

export function handlerParameters(handler: Bound): readonly HandlerParameter[] {
	if (handler.kind === 'lambda')
		return (handler.syntax.parameters ?? []).map((parameter, index) => ({
			name: parameter.name,
			type: handler.parameterTypes?.[index] ?? unknownType,
			attributes: parameter.attributes,
		}));
	const method = handlerMethod(handler);
	return (
		method?.parameters.map((parameter, index) => ({
			name: parameter.name,
			type: substituteMethod(parameter.type, handler, method),
			attributes: method.syntax?.parameters[index]?.attributes ?? [],
		})) ?? []
	);
}

/** The method that a method group stands for; undefined where there are several. */
export function handlerMethod(handler: Bound): MethodSymbol | undefined {
	return handler.kind === 'methods' && handler.group.candidates.length === 1 ? handler.group.candidates[0]?.member : undefined;
}

/** What a handler is declared to give back; undefined for a lambda whose type is inferred. */
export function declaredReturn(handler: Bound): Type | undefined {
	if (handler.kind === 'lambda') return handler.returnType;
	const method = handlerMethod(handler);
	return method && substituteMethod(method.returns, handler, method);
}

/** A type of a method group's method, closed over the type that the group was found on. */
function substituteMethod(type: Type, handler: Bound, method: MethodSymbol): Type {
	if (handler.kind !== 'methods') return type;
	const candidate = handler.group.candidates.find(each => each.member === method);
	return candidate ? substituteOwner(type, candidate.owner) : type;
}

/** Methods that a caller can't tell a body from a query by: `GET`, `DELETE` and their like have none unless it is asked for. */
export const hasInferredBody = (use: Use): boolean => !/^Map(?:Get|Delete)$/.test(use.member.name);

/** Attributes by which a parameter comes from elsewhere than the body. */
const ELSEWHERE: ReadonlySet<string> = new Set(['FromRoute', 'FromQuery', 'FromHeader', 'FromForm', 'FromServices', 'FromKeyedServices']);
/** Types that the request itself gives. */
const SPECIAL: ReadonlySet<string> = new Set([
	'Microsoft.AspNetCore.Http.HttpContext',
	'Microsoft.AspNetCore.Http.HttpRequest',
	'Microsoft.AspNetCore.Http.HttpResponse',
	'System.IO.Pipelines.PipeReader',
	'System.IO.Stream',
	'System.Security.Claims.ClaimsPrincipal',
	'System.Threading.CancellationToken',
	'Microsoft.AspNetCore.Http.IFormFile',
	'Microsoft.AspNetCore.Http.IFormFileCollection',
	'Microsoft.AspNetCore.Http.IFormCollection',
	'System.String',
	'Microsoft.Extensions.Primitives.StringValues',
]);

/** The types that a parameter reads from the body. */
export function* bodyReads(parameter: HandlerParameter, inferred: boolean, isService: IsService, depth = 0): Generator<BodyRead> {
	const { type } = parameter;
	const names = parameter.attributes.map(attribute => attributeName(attribute));
	if (type === unknownType || type.kind === 'parameter' || names.some(name => ELSEWHERE.has(name))) return;
	if (names.includes('FromBody')) {
		// There is a contract of `object` to write by; reading by it is refused.
		if (!isRaw(type)) yield { type, when: isObject(type) ? 'called' : 'built', isInferred: false };
		return;
	}
	if (names.includes('AsParameters')) {
		if (type.kind !== 'named' || depth > 0) return;
		for (const part of partsOf(type)) yield* bodyReads(part, inferred, isService, depth + 1);
		return;
	}
	if (type.kind === 'named' && SPECIAL.has(type.def.fullName)) return;
	const element = type.kind === 'array' ? type.element : type;
	const bare = nullableUnderlying(element) ?? element;
	if (bindsItself(bare)) return;
	if (type.kind === 'array' && isNamed(type.element, 'System.String')) {
		if (inferred) yield { type, when: 'called', isInferred: false };
		return;
	}
	if (isParsable(bare)) return;
	if (isService(type) === false) yield { type, when: isObject(type) ? 'called' : 'built', isInferred: true };
}

const isRaw = (type: Type): boolean => isNamed(type, 'System.IO.Stream') || isNamed(type, 'System.IO.Pipelines.PipeReader');

/**
 * The types by which an endpoint's description names its parameters: as written, without bodies, services and what
 * the request itself gives.
 */
export function describedParameters(parameters: readonly HandlerParameter[], isService: IsService): readonly Type[] {
	return parameters.flatMap(({ type, attributes }) => {
		const names = attributes.map(attribute => attributeName(attribute));
		if (type === unknownType || names.some(name => /^From(?:Services|KeyedServices|Body|Form)$/.test(name))) return [];
		if (names.includes('AsParameters')) return type.kind === 'named' ? describedParameters(partsOf(type), isService) : [];
		if (type.kind === 'named' && SPECIAL.has(type.def.fullName)) return [];
		const element = type.kind === 'array' ? type.element : type;
		const bare = nullableUnderlying(element) ?? element;
		return !bindsItself(bare) && isParsable(bare) ? [type] : [];
	});
}

/** What `[AsParameters]` takes apart: the parameters of the one constructor that has some, else the settable properties declared on the type. */
function partsOf(type: NamedType): readonly HandlerParameter[] {
	const constructors = type.def
		.members('.ctor')
		.flatMap(member => (member.kind === 'method' && member.access === Access.Public ? [member] : []));
	const made = constructors.length === 1 && constructors[0]?.parameters.length ? constructors[0] : undefined;
	const properties = [...type.def.memberNames()].flatMap(name => type.def.members(name)).filter(member => member.kind === 'property');
	if (made) {
		const primary = isSource(type.def) ? type.def.parts.find(part => part.declaration.parameters)?.declaration.parameters : undefined;
		return made.parameters.map((each, index) => ({
			name: each.name,
			type: substituteOwner(each.type, type),
			attributes: [
				...((made.syntax?.parameters ?? primary)?.[index]?.attributes ?? []),
				...(properties.find(property => property.name.toLowerCase() === each.name.toLowerCase())?.syntax?.attributes ?? []),
			],
		}));
	}
	return properties
		.filter(property => property.setter && property.access === Access.Public)
		.map(property => ({
			name: property.name,
			type: substituteOwner(property.type, type),
			attributes: property.syntax?.attributes ?? [],
		}));
}

/** Whether a type has a `TryParse` that the generator sees (`src/Shared/RoslynUtils/ParsabilityHelper.cs`). */
export function isParsable(type: Type): boolean {
	if (type.kind !== 'named') return false;
	if (type.def.kind === 'enum' || isNamed(type, 'System.Uri') || isNamed(type, 'System.String')) return true;
	if (allInterfaces(type).some(each => isNamed(each, 'System.IParsable`1'))) return true;
	return classChain(type).chain.some(owner =>
		owner.def.members('TryParse').some(member => {
			if (member.kind !== 'method' || !member.isStatic || member.access !== Access.Public) return false;
			const { parameters } = member;
			return isNamed(parameters[0]?.type, 'System.String') && parameters.at(-1)?.ref === 'out' && parameters.length <= 3;
		}),
	);
}

/** Whether a type binds itself from the request: `BindAsync`, its own or an interface's, that gives this very type. */
function bindsItself(type: Type): boolean {
	if (type.kind !== 'named') return false;
	if (allInterfaces(type).some(each => isNamed(each, 'Microsoft.AspNetCore.Http.IBindableFromHttpContext`1') && each.args[0] === type))
		return true;
	return [...classChain(type).chain, ...allInterfaces(type)].some(owner =>
		owner.def.members('BindAsync').some(member => {
			if (member.kind !== 'method' || !member.isStatic || member.access !== Access.Public) return false;
			if (!isNamed(member.parameters[0]?.type, 'Microsoft.AspNetCore.Http.HttpContext')) return false;
			const returns = substituteOwner(member.returns, owner);
			const given = returns.kind === 'named' ? returns.args[0] : undefined;
			return (
				given !== undefined && (given === type || nullableUnderlying(given) === type || (given.kind === 'parameter' && !isObject(type)))
			);
		}),
	);
}
