/** Members that the language gives a type which no one writes (C# standard 15.11.5, 15.16, 21): constructors, record members, `Invoke`. */
import { Access } from '../metadata/facts.ts';
import { damOfSyntax, requiresOfSyntax } from './attributes.ts';
import {
	type Declaration,
	impliedMethod,
	type MethodOptions,
	type MethodSymbol,
	type Parameter,
	PropertySymbol,
	type RefKind,
} from './members.ts';
import { resolveType } from './scope.ts';
import { makeParameters } from './signatures.ts';
import type { SourceTypeDef } from './source.ts';
import { type MemberSymbol, NO_REQUIRES, type Type, type TypeDef, unknownType } from './types.ts';

/** @param table the members that are written, by name */
export function* impliedMembers(def: SourceTypeDef, table: ReadonlyMap<string, readonly MemberSymbol[]>): Generator<MemberSymbol> {
	const { compilation } = def;
	const part = def.parts.find(candidate => candidate.declaration.parameters) ?? def.parts[0];
	if (!part) return;
	const context = def.contextOf(part);
	const declaration: Declaration = {
		file: part.file,
		name: {
			start: part.declaration.start + part.declaration.nameRange.start,
			end: part.declaration.start + part.declaration.nameRange.end,
		},
	};
	const voidType = compilation.wellKnown('System.Void');
	const method = (name: string, options: Partial<MethodOptions>): MethodSymbol =>
		impliedMethod(def, name, { signature: () => ({ parameters: [], returns: voidType }), declaration, ...options });
	const { parameters } = part.declaration;
	if (def.kind === 'delegate') {
		const { returnType, attributes } = part.declaration;
		yield method('Invoke', {
			returnDam: damOfSyntax(attributes, context, 'return'),
			signature: () => ({
				parameters: makeParameters(parameters ?? [], context),
				returns: returnType ? resolveType(returnType, context) : unknownType,
			}),
		});
		return;
	}
	if ((def.kind === 'class' && !def.isStatic) || def.kind === 'struct') {
		const constructors = table.get('.ctor') ?? [];
		if (parameters)
			yield method('.ctor', {
				methodKind: 'constructor',
				requires: requiresOfSyntax(part.declaration.attributes, context, 'method'),
				signature: () => ({ parameters: makeParameters(parameters, context), returns: voidType }),
			});
		else if (constructors.length === 0 && def.kind === 'class')
			yield method('.ctor', {
				methodKind: 'constructor',
				access: def.parts.some(each => each.declaration.modifiers.includes('abstract')) ? Access.Protected : Access.Public,
			});
		if (def.kind === 'struct' && !constructors.some(member => member.kind === 'method' && member.syntax?.parameters.length === 0))
			yield method('.ctor', { methodKind: 'constructor' });
	}
	if (!def.isRecord) return;
	for (const parameter of parameters ?? []) {
		// A member of the name that is there, or inherited, is used (records, positional members).
		if (table.has(parameter.name) || inheritsMember(def, parameter.name)) continue;
		const type = (): Type => resolveType(parameter.type, context);
		const accessor = (name: string, isGetter: boolean): MethodSymbol =>
			method(name, {
				methodKind: 'accessor',
				signature: () => ({
					parameters: isGetter ? [] : [{ name: 'value', type: type(), ref: undefined, isOptional: false, isParams: false, dam: 0 }],
					returns: isGetter ? type() : voidType,
				}),
			});
		const isReadOnlyStruct = def.kind === 'struct' && part.declaration.modifiers.includes('readonly');
		yield new PropertySymbol({
			name: parameter.name,
			container: def,
			access: Access.Public,
			isStatic: false,
			isOverride: false,
			isVirtual: false,
			signature: () => ({ parameters: [], returns: type() }),
			getter: accessor('get', true),
			setter: accessor(def.kind === 'class' || isReadOnlyStruct ? 'init' : 'set', false),
			isRequired: false,
			isInitOnly: def.kind === 'class' || isReadOnlyStruct,
			returnsByRef: false,
			requires: NO_REQUIRES,
			dam: damOfSyntax(parameter.attributes, context, 'property'),
			featureGuard: [],
			declaration,
		});
	}
	const named = (name: string, type: Type, ref?: RefKind): Parameter => ({ name, type, ref, isOptional: false, isParams: false, dam: 0 });
	const boolean = compilation.wellKnown('System.Boolean');
	if (parameters && !table.has('Deconstruct'))
		yield method('Deconstruct', {
			signature: () => ({
				parameters: makeParameters(parameters, context).map(parameter => ({ ...parameter, ref: 'out' as const })),
				returns: voidType,
			}),
		});
	yield method('Equals', { signature: () => ({ parameters: [named('other', def.self)], returns: boolean }) });
	if (!table.has('ToString'))
		yield method('ToString', {
			isOverride: true,
			isVirtual: true,
			signature: () => ({ parameters: [], returns: compilation.wellKnown('System.String') }),
		});
	if (!table.has('GetHashCode'))
		yield method('GetHashCode', {
			isOverride: true,
			isVirtual: true,
			signature: () => ({ parameters: [], returns: compilation.wellKnown('System.Int32') }),
		});
	for (const name of ['op_Equality', 'op_Inequality'])
		yield method(name, {
			methodKind: 'operator',
			isStatic: true,
			signature: () => ({ parameters: [named('left', def.self), named('right', def.self)], returns: boolean }),
		});
}

function inheritsMember(def: TypeDef, name: string): boolean {
	for (let base = def.baseType, depth = 0; base?.kind === 'named' && depth < 64; base = base.def.baseType, depth++) {
		if (
			base.def
				.members(name)
				.some(member => (member.kind === 'property' && !(member.getter?.isAbstract ?? false)) || member.kind === 'field')
		)
			return true;
	}
	return false;
}
