/**
 * Members that the SDK's source generators add to partial types, by the generators' documented rules.
 * They exist for the compiler but stand in no file that we read.
 */
import { Access } from '../metadata/facts.ts';
import type { AttributeSyntax } from '../syntax/ast.ts';
import { attributeName } from './attributes.ts';
import { impliedMethod, PropertySymbol } from './members.ts';
import { resolveType } from './scope.ts';
import type { SourceTypeDef } from './source.ts';
import {
	canonical,
	nullableUnderlying,
	type NamedType,
	substituteOwner,
	isNamed,
	type MemberSymbol,
	NO_REQUIRES,
	type Type,
	tupleElements,
	unknownType,
} from './types.ts';

const CONTEXT = 'System.Text.Json.Serialization.JsonSerializerContext';
const SERIALIZABLE = 'JsonSerializable';

export function* generatedMembers(def: SourceTypeDef): Generator<MemberSymbol> {
	if (isJsonContext(def)) yield* jsonContextMembers(def);
}

/** Whether the System.Text.Json generator completes this class. */
export function isJsonContext(def: SourceTypeDef): boolean {
	return (
		def.kind === 'class' && def.isIncomplete && def.parts.some(part => part.declaration.bases.length > 0) && isNamed(def.baseType, CONTEXT)
	);
}

/** The types that a context lists, with the attribute and the name of their property. */
export function serializableTypes(
	def: SourceTypeDef,
): readonly { readonly type: Type; readonly property: string; readonly attribute: AttributeSyntax }[] {
	return def.parts.flatMap(part =>
		part.declaration.attributes
			.filter(attribute => attributeName(attribute) === SERIALIZABLE)
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

function* jsonContextMembers(def: SourceTypeDef): Generator<MemberSymbol> {
	const { compilation } = def;
	const voidType = compilation.wellKnown('System.Void');
	const property = (name: string, isStatic: boolean, type: () => Type): PropertySymbol =>
		new PropertySymbol({
			name,
			container: def,
			access: Access.Public,
			isStatic,
			isOverride: false,
			isVirtual: false,
			signature: () => ({ parameters: [], returns: type() }),
			getter: impliedMethod(def, 'get', { methodKind: 'accessor', isStatic, signature: () => ({ parameters: [], returns: type() }) }),
			setter: undefined,
			isRequired: false,
			isInitOnly: false,
			returnsByRef: false,
			requires: NO_REQUIRES,
			dam: 0,
			featureGuard: [],
		});
	yield property('Default', true, () => def.self);
	const options = compilation.wellKnown('System.Text.Json.JsonSerializerOptions');
	yield impliedMethod(def, '.ctor', {
		methodKind: 'constructor',
		signature: () => ({
			parameters: [{ name: 'options', type: options, ref: undefined, isOptional: false, isParams: false, dam: 0 }],
			returns: voidType,
		}),
	});
	const seen = new Set<string>();
	const listed = serializableTypes(def);
	const reached = new Set<Type>();
	for (const { type } of listed) addReachable(type, reached);
	for (const { type, property: name } of [...listed, ...[...reached].map(each => ({ type: each, property: typeInfoPropertyName(each) }))]) {
		if (!name || seen.has(name)) continue;
		seen.add(name);
		yield property(name, false, () => compilation.construct('System.Text.Json.Serialization.Metadata.JsonTypeInfo`1', type));
	}
}

const MAX_DEPTH = 24;

/** Adds a type and what the generator reaches from it: element types and the types of properties. */
export function addReachable(type: Type, covered: Set<Type>, depth = 0): void {
	const key = canonical(type);
	if (depth > MAX_DEPTH || type === unknownType || covered.has(key)) return;
	covered.add(key);
	if (type.kind === 'array') return addReachable(type.element, covered, depth + 1);
	if (type.kind !== 'named') return;
	const underlying = nullableUnderlying(type);
	if (underlying) return addReachable(underlying, covered, depth + 1);
	const elements = [type, ...interfacesOf(type)].filter(each => ELEMENTS.has(each.def.fullName));
	for (const each of elements) for (const arg of each.args) addReachable(arg, covered, depth + 1);
	// The framework's own types are leaves, or collections seen above.
	if (elements.length > 0 || !('parts' in type.def)) return;
	const { def } = type;
	for (const attribute of (def as SourceTypeDef).attributes) {
		const value = attributeName(attribute) === 'JsonDerivedType' ? attribute.args[0]?.value : undefined;
		const part = (def as SourceTypeDef).parts[0];
		if (value?.kind === 'typeof' && part) addReachable(resolveType(value.type, (def as SourceTypeDef).contextOf(part)), covered, depth + 1);
	}
	for (const owner of chainOf(type)) {
		for (const name of owner.def.memberNames()) {
			for (const member of owner.def.members(name)) {
				if (member.kind !== 'property' || member.isStatic || member.isIndexer || member.access !== Access.Public) continue;
				const ignored = member.options.syntax?.attributes.find(attribute => attributeName(attribute) === 'JsonIgnore');
				if (!ignored || ignored.args.length > 0) addReachable(substituteOwner(member.type, owner), covered, depth + 1);
			}
		}
	}
}

const ELEMENTS: ReadonlySet<string> = new Set([
	'System.Collections.Generic.IEnumerable`1',
	'System.Collections.Generic.IAsyncEnumerable`1',
	'System.Collections.Generic.IDictionary`2',
	'System.Collections.Generic.IReadOnlyDictionary`2',
]);

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
