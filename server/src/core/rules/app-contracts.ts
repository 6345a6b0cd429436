/**
 * What an app registers: its JSON contexts and what they cover, services, hub protocols. Facts of a whole
 * project that single uses are judged by.
 */
import { bindFile } from '../binding/bodies.ts';
import type { BindingServices } from '../binding/state.ts';
import { addReachable, isJsonContext, serializableTypes } from '../symbols/generated.ts';
import type { SourceTypeDef } from '../symbols/source.ts';
import { isResult, makesResult, writtenArguments } from '../frameworks/aspnet.ts';
import type { SourceFile } from '../syntax/ast.ts';
import { canonical, isNamed, type NamedType, type Type, type TypeDef } from '../symbols/types.ts';

export interface AppContracts {
	/** Contexts that HTTP JSON uses. */
	readonly contexts: readonly SourceTypeDef[];
	/** False where a resolver is used that can't be followed: then nothing is said. */
	readonly isKnown: boolean;
	readonly hasProblemDetails: boolean;
	/** Types that are registered as services. */
	readonly services: ReadonlySet<Type>;
	/** Generic types that are registered open (`typeof(IRepository<>)`). */
	readonly openServices: ReadonlySet<TypeDef>;
	/** By a class of the app that implements `IResult`: the types that it hands to the framework's results. */
	readonly resultPayloads: ReadonlyMap<TypeDef, readonly Type[]>;
	/** Whether the JSON of hubs is set up (`AddJsonProtocol`). */
	readonly hasHubProtocol: boolean;
	covers(type: Type): boolean;
	/** Equal text means that nothing else can be said of any endpoint. */
	readonly signature: string;
}

/** Files that can say something about contracts: a look at the text before any binding. */
export const CONTRACT_WORDS =
	/\b(?:TypeInfoResolver(?:Chain)?|AddContext|AddProblemDetails|Add(?:Keyed)?(?:Singleton|Scoped|Transient)|AddDbContext\w*|AddHttpClient|AddHostedService|AddSignalR|AddJsonProtocol|IResult)\b/;

/** @param files the project's files as they are now */
export function collectContracts(services: BindingServices, files: readonly SourceFile[]): AppContracts {
	const contexts = new Set<SourceTypeDef>();
	const registered = new Set<Type>();
	let isKnown = true;
	const openServices = new Set<TypeDef>();
	const resultPayloads = new Map<TypeDef, Type[]>();
	let hasProblemDetails = false;
	let hasHubProtocol = false;
	for (const file of files) {
		if (!CONTRACT_WORDS.test(file.text)) continue;
		bindFile(
			file,
			services,
			{
				body: body => {
					for (const use of body.uses) {
						const { member } = use;
						if (body.type && makesResult(use) && isResult(body.type.self))
							resultPayloads.set(body.type, [
								...(resultPayloads.get(body.type) ?? []),
								...writtenArguments(use).map(argument => argument.value.type),
							]);
						if (member.name === 'AddProblemDetails') hasProblemDetails = true;
						if (member.name === 'AddJsonProtocol') hasHubProtocol = true;
						if (
							member.kind === 'method' &&
							use.args.some(argument => isNamed(argument.type, 'Microsoft.Extensions.DependencyInjection.IServiceCollection'))
						) {
							for (const type of use.typeArguments) registered.add(type);
							for (const argument of use.args) {
								const origin = argument.value.kind === 'value' ? argument.value.origin : undefined;
								// `typeof(IRepository<>)` is the declaration itself.
								if (
									origin?.kind === 'typeof' &&
									origin.type.kind === 'named' &&
									origin.type.args.length > 0 &&
									origin.type === origin.type.def.self
								)
									openServices.add(origin.type.def);
								else if (origin?.kind === 'typeof') registered.add(origin.type);
								else if (argument.parameter.name === 'implementationInstance') registered.add(argument.value.type);
							}
						}
						for (const type of use.typeArguments)
							if (member.name === 'AddContext' && isContext(type)) contexts.add(type.def as SourceTypeDef);
						if (isContext(use.result) && (use.kind === 'new' || member.name === 'get') && isRegistration(file.text, body.base + use.start))
							contexts.add((use.result as NamedType).def as SourceTypeDef);
						// A resolver that works by reflection, or that we don't see into, may cover anything.
						if (use.kind === 'new' && isNamed(use.result, 'System.Text.Json.Serialization.Metadata.DefaultJsonTypeInfoResolver'))
							isKnown = false;
					}
				},
				// It may have registered anything.
				failed: () => {
					isKnown = false;
				},
			},
			{ remembers: true },
		);
		for (const match of file.text.matchAll(/\bTypeInfoResolver(?:Chain\s*\.\s*(?:Insert\s*\(\s*\d+\s*,|Add\s*\()|\s*=(?!=))\s*([^;)]*)/g)) {
			const written = match[1] ?? '';
			if (![...contexts].some(context => written.includes(context.name)) && !/Combine|null/.test(written)) isKnown = false;
		}
	}
	const covered = new Set<Type>();
	for (const context of contexts) for (const { type } of serializableTypes(context)) addReachable(type, covered);
	const ids = (types: ReadonlySet<Type>): string =>
		[...types]
			.map(type => type.id)
			.sort()
			.join();
	const signature = [
		[...contexts].map(context => context.fullName).join(),
		isKnown,
		hasProblemDetails,
		hasHubProtocol,
		[...resultPayloads].map(([def, types]) => `${def.fullName}:${types.map(type => type.id).join()}`).join(),
		[...openServices]
			.map(def => def.fullName)
			.sort()
			.join(),
		ids(registered),
		ids(covered),
	].join('|');
	return {
		contexts: [...contexts],
		isKnown,
		signature,
		hasProblemDetails,
		hasHubProtocol,
		openServices,
		resultPayloads,
		services: registered,
		covers: type => covered.has(canonical(type)),
	};
}

function isContext(type: Type): type is NamedType {
	return type.kind === 'named' && 'parts' in type.def && isJsonContext(type.def as SourceTypeDef);
}

/** Whether the statement around an offset puts a resolver into options. */
function isRegistration(text: string, offset: number): boolean {
	const start = Math.max(text.lastIndexOf(';', offset - 1), text.lastIndexOf('{', offset - 1)) + 1;
	const end = text.indexOf(';', offset);
	return /\bTypeInfoResolver(?:Chain)?\b/.test(text.slice(start, end < 0 ? text.length : end));
}
