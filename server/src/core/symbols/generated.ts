/**
 * Members that the SDK's source generators add to partial types, by the generators' documented rules.
 * They exist for the compiler but stand in no file that we read.
 */
import { Access } from '../metadata/facts.ts';
import { knownTypes, serializableTypes } from './json-reach.ts';
import { impliedMethod, PropertySymbol } from './members.ts';
import type { SourceTypeDef } from './source.ts';
import { isNamed, type MemberSymbol, NO_REQUIRES, type Type } from './types.ts';

const CONTEXT = 'System.Text.Json.Serialization.JsonSerializerContext';

export function* generatedMembers(def: SourceTypeDef): Generator<MemberSymbol> {
	if (isJsonContext(def)) yield* jsonContextMembers(def);
}

/** Whether the System.Text.Json generator completes this class. */
export function isJsonContext(def: SourceTypeDef): boolean {
	return (
		def.kind === 'class' && def.isIncomplete && def.parts.some(part => part.declaration.bases.length > 0) && isNamed(def.baseType, CONTEXT)
	);
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
	const names = new Set<string>();
	for (const [type, name] of [...serializableTypes(def).map(each => [each.type, each.property] as const), ...knownTypes(def)]) {
		if (!name || names.has(name)) continue;
		names.add(name);
		yield property(name, false, () => compilation.construct('System.Text.Json.Serialization.Metadata.JsonTypeInfo`1', type));
	}
}
