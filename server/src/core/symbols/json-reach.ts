/**
 * What a `JsonSerializerContext` knows: the types that it lists and those that the generator of System.Text.Json
 * reaches from them (`src/libraries/System.Text.Json/gen/JsonSourceGenerator.Parser.cs` of dotnet/runtime).
 *
 * Known is exact: that `Foo` is known says nothing of `List<Foo>`, of `Foo?`, or of what `Foo` derives from.
 */
import { Access } from '../metadata/facts.ts';
import type { AttributeSyntax } from '../syntax/ast.ts';
import { attributeName } from './attributes.ts';
import { resolveType } from './scope.ts';
import { isSource, type SourceTypeDef } from './source.ts';
import {
	canonical,
	dynamicType,
	isNamed,
	mentions,
	type NamedType,
	nullableUnderlying,
	substituteOwner,
	tupleElements,
	type Type,
	type TypeDef,
	unknownType,
} from './types.ts';

/** A type that a context lists by `[JsonSerializable]`. */
export interface ListedType {
	readonly type: Type;
	/** The name of its property. */
	readonly property: string;
	readonly attribute: AttributeSyntax;
}

/** The types that a context lists, with the attribute and the name of their property. */
export function serializableTypes(def: SourceTypeDef): readonly ListedType[] {
	return def.parts.flatMap(part =>
		part.declaration.attributes
			.filter(attribute => attributeName(attribute) === 'JsonSerializable')
			.map(attribute => {
				const value = attribute.args.find(argument => !argument.isNamed)?.value;
				const type = value?.kind === 'typeof' ? resolveType(value.type, def.contextOf(part)) : unknownType;
				const named = attribute.args.find(argument => argument.name === 'TypeInfoPropertyName')?.value;
				const property = named?.kind === 'literal' ? named.text.replaceAll('"', '') : typeInfoPropertyName(type);
				return { type, property, attribute };
			}),
	);
}

/**
 * The name of the property that the generator makes for a type: `List<Foo>` is `ListFoo`, `int[]` is
 * `Int32Array`, `int?` is `NullableInt32`.
 */
export function typeInfoPropertyName(type: Type): string {
	switch (type.kind) {
		case 'array':
			return `${typeInfoPropertyName(type.element)}Array${type.rank > 1 ? `${type.rank}D` : ''}`;
		case 'named': {
			const elements = tupleElements(type);
			if (elements) return `ValueTuple${elements.map(element => typeInfoPropertyName(element.type)).join('')}`;
			return `${type.def.name}${type.args.map(typeInfoPropertyName).join('')}`;
		}
		case 'parameter':
			return type.name;
		default:
			return '';
	}
}

const reached = new WeakMap<SourceTypeDef, ReadonlyMap<Type, string>>();

/** All types that a context knows, each with the name of its property; of two types by one name the first is known (SYSLIB1031). */
export function knownTypes(def: SourceTypeDef): ReadonlyMap<Type, string> {
	let known = reached.get(def);
	if (!known) reached.set(def, (known = reach(serializableTypes(def))));
	return known;
}

/** Whether a context was generated to write alone: it has no metadata, and serves no options but its own. */
export function isForWritingOnly(def: SourceTypeDef): boolean {
	return def.attributes.some(
		attribute =>
			attributeName(attribute) === 'JsonSourceGenerationOptions' &&
			attribute.args.some(({ name, value }) => name === 'GenerationMode' && value.kind === 'member' && value.name.name === 'Serialization'),
	);
}

/** More than any context that people write reaches; what lies beyond would be told wrongly, so nothing is. */
const MAX_TYPES = 20_000;

/** A type and all that its contract is made of. */
export const reachedFrom = (type: Type): Iterable<Type> => reach([{ type, property: typeInfoPropertyName(type) }]).keys();

function reach(listed: readonly Pick<ListedType, 'type' | 'property'>[]): ReadonlyMap<Type, string> {
	const known = new Map<Type, string>();
	const names = new Set<string>();
	const queue: { readonly type: Type; readonly property: string }[] = [...listed];
	for (const { type, property } of queue) {
		const key = canonical(type);
		if (type === unknownType || known.has(key) || names.has(property) || mentions(type, () => true)) continue;
		if (known.size >= MAX_TYPES) break;
		known.set(key, property);
		names.add(property);
		for (const next of partsOf(type)) queue.push({ type: next, property: typeInfoPropertyName(next) });
	}
	return known;
}

const PREFIX = 'System.Collections.Generic.';

/** The types that a type's contract is made of: elements, or members and the parameters of its constructor. */
function partsOf(type: Type): readonly Type[] {
	if (type.kind === 'array') return [type.element];
	if (type.kind !== 'named' || isLeaf(type)) return [];
	const underlying = nullableUnderlying(type);
	if (underlying) return [underlying];
	if (/^System\.(?:ReadOnly)?Memory`1$/.test(type.def.fullName)) return type.args;
	const all = [type, ...chainOf(type).slice(1), ...interfacesOf(type)];
	for (const name of ['IDictionary`2', 'IReadOnlyDictionary`2', 'IAsyncEnumerable`1', 'IEnumerable`1']) {
		const collection = all.find(each => each.def.fullName === PREFIX + name);
		if (collection) return collection.args;
	}
	if (all.some(each => each.def.fullName === 'System.Collections.IEnumerable')) return all.filter(each => isNamed(each, 'System.Object'));
	return [...derivedTypes(type.def), ...memberTypes(type), ...constructorTypes(type)];
}

/** Types that the framework writes by a converter of its own, or refuses to write. */
const LEAVES =
	/^System\.(?:Object|String|Char|Boolean|S?Byte|U?Int(?:16|32|64|128|Ptr)|Half|Single|Double|Decimal|DateTime(?:Offset)?|DateOnly|TimeOnly|TimeSpan|Guid|Uri|Version|Type|Delegate|MulticastDelegate|Text\.Json\..*|Reflection\..*|Runtime\.Serialization\.SerializationInfo)$/;

function isLeaf(type: NamedType): boolean {
	const { def } = type;
	if (def.kind === 'enum' || def.kind === 'delegate' || LEAVES.test(def.fullName)) return true;
	return hasAttribute(def, 'JsonConverter');
}

const attributesOf = (def: TypeDef): readonly AttributeSyntax[] => (isSource(def) ? def.attributes : []);
const hasAttribute = (def: TypeDef, name: string): boolean => attributesOf(def).some(attribute => attributeName(attribute) === name);

/** The types that `[JsonDerivedType]` names. */
export function derivedTypes(def: TypeDef): readonly Type[] {
	return !isSource(def)
		? []
		: def.parts.flatMap(part =>
				part.declaration.attributes.flatMap(attribute => {
					const value = attributeName(attribute) === 'JsonDerivedType' ? attribute.args[0]?.value : undefined;
					return value?.kind === 'typeof' ? [resolveType(value.type, def.contextOf(part))] : [];
				}),
			);
}

/** A member that is part of a type's contract, with its type as the type sees it. */
export interface ContractMember {
	readonly name: string;
	readonly type: Type;
}

const contractMembers = new WeakMap<NamedType, readonly ContractMember[]>();

/** The properties and public fields that JSON writes or reads of a type, its bases' included. */
export function membersOfContract(type: NamedType): readonly ContractMember[] {
	let known = contractMembers.get(type);
	if (!known) contractMembers.set(type, (known = [...collectMembers(type)]));
	return known;
}

const memberTypes = (type: NamedType): readonly Type[] => membersOfContract(type).map(member => member.type);

function* collectMembers(type: NamedType): Generator<ContractMember> {
	const seen = new Set<string>();
	const owners = type.def.kind === 'interface' ? [type, ...interfacesOf(type)] : chainOf(type);
	for (const owner of owners) {
		if (isNamed(owner, 'System.Object') || isNamed(owner, 'System.ValueType')) continue;
		for (const name of owner.def.memberNames()) {
			if (seen.has(name)) continue;
			for (const member of owner.def.members(name)) {
				if ((member.kind !== 'property' && member.kind !== 'field') || member.isStatic) continue;
				if (member.kind === 'property' ? member.isIndexer : member.isConst) continue;
				seen.add(name);
				const attributes = member.kind === 'property' ? member.syntax?.attributes : fieldAttributes(member.declaration?.member?.syntax);
				if (isIgnored(attributes ?? [])) continue;
				if (member.access !== Access.Public && !attributes?.some(attribute => attributeName(attribute) === 'JsonInclude')) continue;
				yield { name, type: withoutDynamic(substituteOwner(member.type, owner), owner) };
			}
		}
	}
}

const withoutDynamic = (type: Type, owner: NamedType): Type =>
	type === dynamicType && isSource(owner.def) ? owner.def.compilation.wellKnown('System.Object') : type;

const fieldAttributes = (syntax: { readonly attributes: readonly AttributeSyntax[] } | undefined): readonly AttributeSyntax[] =>
	syntax?.attributes ?? [];

/** `[JsonIgnore]`, or with the condition `Always`. */
function isIgnored(attributes: readonly AttributeSyntax[]): boolean {
	const ignored = attributes.find(attribute => attributeName(attribute) === 'JsonIgnore');
	if (!ignored) return false;
	const condition = ignored.args.find(argument => argument.name === 'Condition')?.value;
	return !condition || (condition.kind === 'member' && condition.name.name === 'Always');
}

/** The parameters of the constructor that reading uses: the marked one, none where one takes nothing, or else the only public one. */
function constructorTypes(type: NamedType): readonly Type[] {
	if (type.def.kind !== 'class' || type.def.isAbstract) return [];
	const constructors = type.def.members('.ctor').flatMap(member => (member.kind === 'method' ? [member] : []));
	const marked = constructors.find(each => each.syntax?.attributes.some(attribute => attributeName(attribute) === 'JsonConstructor'));
	const visible = constructors.filter(each => each.access === Access.Public);
	const chosen = marked ?? (visible.some(each => each.parameters.length === 0) || visible.length !== 1 ? undefined : visible[0]);
	return chosen?.parameters.map(parameter => substituteOwner(parameter.type, type)) ?? [];
}

const MAX_DEPTH = 64;

function chainOf(type: NamedType): readonly NamedType[] {
	const chain: NamedType[] = [];
	let current: Type | undefined = type;
	while (current?.kind === 'named' && chain.length < MAX_DEPTH) {
		chain.push(current);
		const base: Type | undefined = current.def.baseType;
		current = base && substituteOwner(base, current);
	}
	return chain;
}

function interfacesOf(type: NamedType): readonly NamedType[] {
	const found = new Set<NamedType>();
	const add = (each: Type): void => {
		if (each.kind !== 'named' || found.has(each)) return;
		found.add(each);
		for (const inherited of each.def.interfaces) add(substituteOwner(inherited, each));
	};
	for (const owner of chainOf(type)) for (const each of owner.def.interfaces) add(substituteOwner(each, owner));
	return [...found];
}
