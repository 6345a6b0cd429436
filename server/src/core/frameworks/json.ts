/**
 * What is known of JSON: which types an options object or a context knows, and what happens to a value whose type
 * it does not know.
 *
 * There are two look-ups (System.Text.Json, `JsonSerializerOptions.Caching.cs`): *exact* for declared types, generic
 * arguments and members; *nearest ancestor* for the value's own type where it is declared as `object`.
 */
import { allInterfaces, classChain } from '../binding/lookup.ts';
import type { Compilation, SourceModule } from '../symbols/compilation.ts';
import { isJsonContext } from '../symbols/generated.ts';
import { knownTypes } from '../symbols/json-reach.ts';
import type { SourceTypeDef } from '../symbols/source.ts';
import {
	dynamicType,
	isNamed,
	mentions,
	type NamedType,
	nullableUnderlying,
	nullType,
	sameType,
	type Type,
	unknownType,
} from '../symbols/types.ts';
import { awaited, isNothing, isResult } from './aspnet.ts';
import { typeKey } from './type-key.ts';

/**
 * The type whose contract is asked for when a value of a type is written; undefined for text, results, nothing, and
 * for `object`, whose value has a type of its own.
 *
 * @param isReturn the type is a handler's return type: text is written as it is
 */
export function payloadOf(type: Type, isReturn: boolean): Type | undefined {
	const payload = openPayloadOf(type, isReturn);
	return payload && isClosed(payload) ? payload : undefined;
}

/** Whether no type parameter occurs in a type. */
export const isClosed = (type: Type): boolean => !mentions(type, () => true);

/** As `payloadOf`, also of types with type parameters. */
export function openPayloadOf(type: Type, isReturn: boolean): Type | undefined {
	const inner = isReturn ? awaited(type) : type;
	if (!isWritable(inner)) return undefined;
	if (isReturn && isNothing(inner)) return undefined;
	if (isObject(inner) || (isReturn && isNamed(inner, 'System.String'))) return undefined;
	return isResult(inner) ? undefined : inner;
}

/** Whether a type says enough to look for a contract. */
export const isWritable = (type: Type): boolean =>
	type !== unknownType && type !== nullType && type.kind !== 'pointer' && type.kind !== 'function-pointer';

/** `object` and `dynamic`: what a value of it is written as depends on the value. */
export const isObject = (type: Type): boolean => type === dynamicType || isNamed(type, 'System.Object');

/** What a look-up by the value's own type comes to. */
export type Boxed =
	| { readonly kind: 'known' }
	/** Written by the contract of a base or interface: what the value adds is left out. */
	| { readonly kind: 'ancestor'; readonly type: Type }
	/** Two interfaces are known, and neither is the nearer one: it throws. */
	| { readonly kind: 'ambiguous'; readonly types: readonly Type[] }
	| { readonly kind: 'unknown' };

/**
 * The types that a set of options, or one context, has contracts of. Types are compared by name, so that those of
 * another compilation compare too.
 */
export class JsonContracts {
	/** How messages call it. */
	readonly name: string;
	/** The contexts that it is made of, the first asked first. */
	readonly contexts: readonly SourceTypeDef[];
	/** False where a resolver can't be followed: it may know anything, and nothing is said. */
	readonly isComplete: boolean;
	readonly #keys: ReadonlySet<string>;

	/** @param extra full names of types that the framework's own resolvers add */
	constructor(name: string, contexts: readonly SourceTypeDef[], isComplete: boolean, extra: readonly string[] = []) {
		this.name = name;
		this.contexts = contexts;
		this.isComplete = isComplete;
		const keys = new Set(extra);
		for (const context of contexts) for (const type of knownTypes(context).keys()) keys.add(typeKey(type));
		this.#keys = keys;
	}

	/** Equal text means that the same is known. */
	get signature(): string {
		this.#signature ??= [this.name, this.isComplete, this.contexts.map(each => each.fullName).join(), [...this.#keys].sort().join()].join(
			'|',
		);
		return this.#signature;
	}
	#signature: string | undefined;

	/** The exact look-up: of declared types. */
	knows(type: Type): boolean {
		return this.#keys.has(typeKey(type));
	}

	/** Whether a class that implements an interface is known: a value that is declared as the interface may be one. */
	knowsImplementation(type: NamedType): boolean {
		const key = typeKey(type);
		return this.contexts.some(context =>
			[...knownTypes(context).keys()].some(each => allInterfaces(each).some(own => typeKey(own) === key)),
		);
	}

	/** The look-up by a value's own type (`GetTypeInfoForRootType`, `FindNearestPolymorphicBaseType`): bases below `object`, then interfaces. */
	boxed(type: Type, compilation: Compilation): Boxed {
		const own = nullableUnderlying(type) ?? type;
		if (this.knows(own)) return { kind: 'known' };
		let candidate =
			own.kind === 'named'
				? classChain(own)
						.chain.slice(1)
						.find(base => !isObject(base) && this.knows(base))
				: undefined;
		for (const each of interfacesOf(own, compilation)) {
			// Nodes have interfaces of collections and are written by none of them.
			if (!this.knows(each) || NODES.test(typeKey(own)) || (candidate && sameType(each, candidate))) continue;
			if (!candidate || isDerived(each, candidate)) candidate = each;
			else if (!isDerived(candidate, each)) return { kind: 'ambiguous', types: [candidate, each] };
		}
		return candidate ? { kind: 'ancestor', type: candidate } : { kind: 'unknown' };
	}
}

const ofContexts = new WeakMap<SourceTypeDef, JsonContracts>();

const contexts = new WeakMap<SourceModule, readonly SourceTypeDef[]>();

/** The types of a project that the System.Text.Json generator completes; its types are what they are from the start. */
export function jsonContextsOf(module: SourceModule): readonly SourceTypeDef[] {
	let known = contexts.get(module);
	if (!known) contexts.set(module, (known = [...module.types.values()].filter(isJsonContext)));
	return known;
}

/** What one context knows by itself. */
export function contractsOfContext(context: SourceTypeDef): JsonContracts {
	let contracts = ofContexts.get(context);
	if (!contracts) ofContexts.set(context, (contracts = new JsonContracts(`'${context.name}'`, [context], true)));
	return contracts;
}

const NODES = /^System\.Text\.Json\.Nodes\./;

const isDerived = (type: NamedType, from: NamedType): boolean => allInterfaces(type).some(each => sameType(each, from));

/** Interfaces of a value's type, those of arrays included. */
function interfacesOf(type: Type, compilation: Compilation): readonly NamedType[] {
	if (type.kind !== 'array') return allInterfaces(type);
	const list = compilation.construct('System.Collections.Generic.IList`1', type.element);
	const readOnly = compilation.construct('System.Collections.Generic.IReadOnlyList`1', type.element);
	return [list, readOnly].flatMap(each => (each.kind === 'named' ? [each, ...allInterfaces(each)] : []));
}

/** What `AddProblemDetails` brings (`src/Http/Http.Extensions/src/ProblemDetailsJsonContext.cs`), with what its types reach. */
export const PROBLEM_DETAILS_TYPES: readonly string[] = [
	'Microsoft.AspNetCore.Mvc.ProblemDetails',
	'Microsoft.AspNetCore.Http.HttpValidationProblemDetails',
	'System.Text.Json.JsonElement',
	'System.String',
	'System.Int32',
	'System.Nullable<System.Int32>',
	'System.Object',
	'System.String[]',
	'System.Collections.Generic.IDictionary<System.String, System.Object>',
	'System.Collections.Generic.IDictionary<System.String, System.String[]>',
];

/** What `AddOpenApi` brings (`src/OpenApi/src/Services/OpenApiSchemaJsonOptions.cs`). */
export const OPEN_API_TYPES: readonly string[] = ['System.String', 'System.Text.Json.Nodes.JsonNode'];

const SCALARS = [
	'String',
	'Char',
	'Int16',
	'UInt16',
	'Int32',
	'UInt32',
	'Int64',
	'UInt64',
	'Single',
	'Double',
	'Decimal',
	'Boolean',
	'TimeSpan',
	'DateTime',
	'DateTimeOffset',
];
const MORE_SCALARS = ['Byte', 'SByte', 'IntPtr', 'UIntPtr', 'Guid', 'DateOnly', 'TimeOnly', 'Half', 'Int128', 'UInt128'];
const withNullable = (names: readonly string[]): readonly string[] =>
	names.flatMap(name => [`System.${name}`, `System.Nullable<System.${name}>`]);

/**
 * What `AIJsonUtilities.DefaultOptions` knows beside types of its own library (`AIJsonUtilities.Defaults.cs` of
 * dotnet/extensions). Nullable scalars are reached from its own types; those that are not would be a rare miss.
 */
export const AI_TYPES: readonly string[] = [
	...withNullable(SCALARS),
	'System.Object',
	'System.Uri',
	'System.Byte',
	'System.Text.Json.JsonElement',
	'System.Text.Json.JsonDocument',
	'System.Text.Json.Nodes.JsonNode',
	'System.Text.Json.Nodes.JsonObject',
	'System.Text.Json.Nodes.JsonArray',
	'System.Text.Json.Nodes.JsonValue',
	'System.String[]',
	'System.Collections.Generic.IEnumerable<System.String>',
	'System.Collections.Generic.IList<System.String>',
	'System.Collections.Generic.List<System.String>',
	'System.Collections.Generic.IReadOnlyList<System.String>',
	'System.Collections.Generic.Dictionary<System.String, System.Object>',
	'System.Collections.Generic.IDictionary<System.String, System.Object>',
];

/** What `McpJsonUtilities.DefaultOptions` adds (`McpJsonUtilities.cs` of modelcontextprotocol/csharp-sdk). */
export const MCP_TYPES: readonly string[] = [
	...AI_TYPES,
	...withNullable(MORE_SCALARS),
	'System.Version',
	'System.Collections.Generic.IReadOnlyDictionary<System.String, System.Object>',
];

/** Types that functions of AI libraries are given or give without JSON, or that those libraries know themselves. */
export function isFrameworkJson(type: Type): boolean {
	if (type.kind === 'array') return isFrameworkJson(type.element);
	if (type.kind !== 'named') return true;
	if (type.args.some(arg => arg.kind === 'named' && OWN_JSON.test(arg.def.fullName))) return true;
	return OWN_JSON.test(type.def.fullName);
}

const OWN_JSON =
	/^(?:Microsoft\.Extensions\.AI|ModelContextProtocol|System\.Threading|System\.Progress|System\.IProgress|System\.IServiceProvider|System\.Security\.Claims)\b/;
