/**
 * Members that the SDK's source generators add to partial types, by the generators' documented rules.
 * They exist for the compiler but stand in no file that we read.
 */
import { Access } from '../metadata/facts.ts';
import type { AttributeSyntax } from '../syntax/ast.ts';
import { attributeName } from './attributes.ts';
import { PropertySymbol } from './members.ts';
import { resolveType } from './scope.ts';
import { impliedMethod } from './members.ts';
import type { SourceTypeDef } from './source.ts';
import { isNamed, type MemberSymbol, NO_REQUIRES, type Type, tupleElements, unknownType } from './types.ts';

const CONTEXT = 'System.Text.Json.Serialization.JsonSerializerContext';
const SERIALIZABLE = 'JsonSerializable';

export function* generatedMembers(def: SourceTypeDef): Generator<MemberSymbol> {
	if (isJsonContext(def)) yield* jsonContextMembers(def);
}

/** Whether the System.Text.Json generator completes this class. */
export function isJsonContext(def: SourceTypeDef): boolean {
	return def.kind === 'class' && def.isIncomplete && def.parts.some(part => part.declaration.bases.length > 0) && isNamed(def.baseType, CONTEXT);
}

/** The types that a context lists, with the attribute and the name of their property. */
export function serializableTypes(def: SourceTypeDef): readonly { readonly type: Type; readonly property: string; readonly attribute: AttributeSyntax }[] {
	return def.parts.flatMap(part => part.declaration.attributes.filter(attribute => attributeName(attribute) === SERIALIZABLE).map(attribute => {
		const value = attribute.args.find(argument => !argument.isNamed)?.value;
		const type = value?.kind === 'typeof' ? resolveType(value.type, def.contextOf(part)) : unknownType;
		const named = attribute.args.find(argument => argument.name === 'TypeInfoPropertyName')?.value;
		const property = named?.kind === 'literal' ? named.text.replaceAll('"', '') : typeInfoPropertyName(type);
		return { type, property, attribute };
	}));
}

/**
 * The name of the property that the generator makes for a type: `List<Foo>` is `ListFoo`, `int[]` is
 * `Int32Array`, `int?` is `NullableInt32`.
 */
export function typeInfoPropertyName(type: Type): string {
	switch (type.kind) {
		case 'array': return `${typeInfoPropertyName(type.element)}Array${type.rank > 1 ? `${type.rank}D` : ''}`;
		case 'named': {
			const elements = tupleElements(type);
			if (elements) return `ValueTuple${elements.map(element => typeInfoPropertyName(element.type)).join('')}`;
			return `${type.def.name}${type.args.map(typeInfoPropertyName).join('')}`;
		}
		case 'parameter': return type.name;
		default: return '';
	}
}

function* jsonContextMembers(def: SourceTypeDef): Generator<MemberSymbol> {
	const { compilation } = def;
	const voidType = compilation.wellKnown('System.Void');
	const property = (name: string, isStatic: boolean, type: () => Type): PropertySymbol => new PropertySymbol({
		name, container: def, access: Access.Public, isStatic, isOverride: false, isVirtual: false, signature: () => ({ parameters: [], returns: type() }),
		getter: impliedMethod(def, 'get', { methodKind: 'accessor', isStatic, signature: () => ({ parameters: [], returns: type() }) }), setter: undefined, isRequired: false, isInitOnly: false,
		returnsByRef: false, requires: NO_REQUIRES, dam: 0, featureGuard: [],
	});
	yield property('Default', true, () => def.self);
	const options = compilation.wellKnown('System.Text.Json.JsonSerializerOptions');
	yield impliedMethod(def, '.ctor', { methodKind: 'constructor', signature: () => ({ parameters: [{ name: 'options', type: options, ref: undefined, isOptional: false, isParams: false, dam: 0 }], returns: voidType }) });
	const seen = new Set<string>();
	for (const { type, property: name } of serializableTypes(def)) {
		if (!name || seen.has(name)) continue;
		seen.add(name);
		yield property(name, false, () => compilation.construct('System.Text.Json.Serialization.Metadata.JsonTypeInfo`1', type));
	}
}
