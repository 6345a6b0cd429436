/**
 * What a web app's registered JSON contexts cover, and what else decides whether an endpoint's JSON
 * works without reflection: facts of a whole project that single uses are judged by.
 */
import { bindFile } from '../binding/bodies.ts';
import { allInterfaces, classChain } from '../binding/lookup.ts';
import type { BindingServices } from '../binding/state.ts';
import { Access } from '../metadata/facts.ts';
import { attributeName } from '../symbols/attributes.ts';
import { isJsonContext, serializableTypes } from '../symbols/generated.ts';
import { resolveType } from '../symbols/scope.ts';
import type { SourceTypeDef } from '../symbols/source.ts';
import type { SourceFile } from '../syntax/ast.ts';
import { canonical, isNamed, type NamedType, nullableUnderlying, substituteOwner, type Type, unknownType } from '../symbols/types.ts';

export interface JsonContracts {
	/** Contexts that HTTP JSON uses. */
	readonly contexts: readonly SourceTypeDef[];
	/** False where a resolver is used that can't be followed: then nothing is said. */
	readonly isKnown: boolean;
	readonly hasProblemDetails: boolean;
	/** Types that are registered as services. */
	readonly services: ReadonlySet<Type>;
	covers(type: Type): boolean;
	/** Equal text means that nothing else can be said of any endpoint. */
	readonly signature: string;
}

/** Files that can say something about contracts: a look at the text before any binding. */
export const CONTRACT_WORDS = /\b(?:TypeInfoResolver(?:Chain)?|AddContext|AddProblemDetails|Add(?:Keyed)?(?:Singleton|Scoped|Transient)|AddDbContext\w*|AddHttpClient|AddHostedService)\b/;

/** @param files the project's files as they are now */
export function collectContracts(services: BindingServices, files: readonly SourceFile[]): JsonContracts {
	const contexts = new Set<SourceTypeDef>();
	const registered = new Set<Type>();
	let isKnown = true;
	let hasProblemDetails = false;
	for (const file of files) {
		if (!CONTRACT_WORDS.test(file.text)) continue;
		bindFile(file, services, {
			body: body => {
				for (const use of body.uses) {
					const { member } = use;
					if (member.name === 'AddProblemDetails') hasProblemDetails = true;
					if (member.kind === 'method' && use.args.some(argument => isNamed(argument.type, 'Microsoft.Extensions.DependencyInjection.IServiceCollection'))) {
						for (const type of use.typeArguments) registered.add(type);
						for (const argument of use.args) {
							const origin = argument.value.kind === 'value' ? argument.value.origin : undefined;
							if (origin?.kind === 'typeof') registered.add(origin.type);
							else if (argument.parameter.name === 'implementationInstance') registered.add(argument.value.type);
						}
					}
					for (const type of use.typeArguments) if (member.name === 'AddContext' && isContext(type)) contexts.add(type.def as SourceTypeDef);
					if (isContext(use.result) && (use.kind === 'new' || member.name === 'get') && isRegistration(file.text, body.base + use.start)) contexts.add((use.result as NamedType).def as SourceTypeDef);
					// A resolver that works by reflection, or that we don't see into, may cover anything.
					if (use.kind === 'new' && isNamed(use.result, 'System.Text.Json.Serialization.Metadata.DefaultJsonTypeInfoResolver')) isKnown = false;
				}
			},
		});
		for (const match of file.text.matchAll(/\bTypeInfoResolver(?:Chain\s*\.\s*(?:Insert\s*\(\s*\d+\s*,|Add\s*\()|\s*=(?!=))\s*([^;)]*)/g)) {
			const written = match[1] ?? '';
			if (![...contexts].some(context => written.includes(context.name)) && !/Combine|null/.test(written)) isKnown = false;
		}
	}
	const covered = new Set<Type>();
	for (const context of contexts) for (const { type } of serializableTypes(context)) cover(type, covered, 0);
	const ids = (types: ReadonlySet<Type>): string => [...types].map(type => type.id).sort().join();
	const signature = [[...contexts].map(context => context.fullName).join(), isKnown, hasProblemDetails, ids(registered), ids(covered)].join('|');
	return { contexts: [...contexts], isKnown, signature, hasProblemDetails, services: registered, covers: type => covered.has(canonical(type)) };
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

const MAX_DEPTH = 24;

/** Adds a type and what the generator reaches from it: element types and the types of properties. */
function cover(type: Type, covered: Set<Type>, depth: number): void {
	const key = canonical(type);
	if (depth > MAX_DEPTH || type === unknownType || covered.has(key)) return;
	covered.add(key);
	if (type.kind === 'array') return cover(type.element, covered, depth + 1);
	if (type.kind !== 'named') return;
	const underlying = nullableUnderlying(type);
	if (underlying) return cover(underlying, covered, depth + 1);
	const elements = [type, ...allInterfaces(type)].filter(each => ELEMENTS.has(each.def.fullName));
	for (const each of elements) for (const arg of each.args) cover(arg, covered, depth + 1);
	// The framework's own types are leaves, or collections seen above.
	if (elements.length > 0 || !('parts' in type.def)) return;
	const { def } = type;
	for (const attribute of (def as SourceTypeDef).attributes) {
		const value = attributeName(attribute) === 'JsonDerivedType' ? attribute.args[0]?.value : undefined;
		const part = (def as SourceTypeDef).parts[0];
		if (value?.kind === 'typeof' && part) cover(resolveType(value.type, (def as SourceTypeDef).contextOf(part)), covered, depth + 1);
	}
	for (const owner of classChain(type).chain) {
		for (const name of owner.def.memberNames()) {
			for (const member of owner.def.members(name)) {
				if (member.kind !== 'property' || member.isStatic || member.isIndexer || member.access !== Access.Public) continue;
				const ignored = member.options.syntax?.attributes.find(attribute => attributeName(attribute) === 'JsonIgnore');
				if (!ignored || ignored.args.length > 0) cover(substituteOwner(member.type, owner), covered, depth + 1);
			}
		}
	}
}

const ELEMENTS: ReadonlySet<string> = new Set(['System.Collections.Generic.IEnumerable`1', 'System.Collections.Generic.IAsyncEnumerable`1', 'System.Collections.Generic.IDictionary`2', 'System.Collections.Generic.IReadOnlyDictionary`2']);
