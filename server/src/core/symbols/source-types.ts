/**
 * The types that the files of a module declare: parts of a partial type come together, and top-level statements are a class.
 *
 * Only declarations are looked at here; nothing is resolved yet.
 */
import type { NamespaceDeclaration, SourceFile, TypeDeclaration } from '../syntax/ast.ts';
import { EXTENSION_BLOCK } from '../syntax/grammar-cures.ts';
import { declareMembers } from './member-table.ts';
import { NamespaceScope } from './scope.ts';
import { type DeclaringModule, SourceTypeDef } from './source.ts';

/** A module whose types are being declared. */
export interface DeclaredTypes extends DeclaringModule {
	readonly files: readonly SourceFile[];
	/** By file path. */
	readonly fileScopes: ReadonlyMap<string, NamespaceScope>;
	/** By full metadata name. */
	readonly types: Map<string, SourceTypeDef>;
	readonly namespaces: Set<string>;
	/** By file path: its type declarations in document order. */
	readonly declared: Map<string, readonly SourceTypeDef[]>;
}

/** Registers all types of a module's files. */
export function declareTypes(module: DeclaredTypes): void {
	for (const file of module.files) {
		const declared: SourceTypeDef[] = [];
		const addType = (declaration: TypeDeclaration, scope: NamespaceScope, container: SourceTypeDef | undefined): void => {
			const own = declaration.typeParameters.length > 0 ? `${declaration.name}\`${declaration.typeParameters.length}` : declaration.name;
			const fullName = container ? `${container.fullName}+${own}` : scope.name ? `${scope.name}.${own}` : own;
			const known = module.types.get(fullName);
			// Only partial declarations are one type; a second one without `partial` is an error (15.2.7) and stands alone.
			const isPart = known && (known.parts.length === 0 || (declaration.modifiers.includes('partial') && known.isIncomplete));
			const def: SourceTypeDef = isPart ? known : new SourceTypeDef(module, declaration, scope, container, declareMembers);
			if (!known) {
				module.types.set(fullName, def);
				container?.addNested(def);
			}
			if (declaration.name === EXTENSION_BLOCK) container?.addExtensionBlock(def);
			def.addPart({ declaration, file, scope });
			declared.push(def);
			for (const nested of declaration.nested) addType(nested, scope, def);
		};
		const addNamespace = (declaration: NamespaceDeclaration, scope: NamespaceScope): void => {
			for (let name = scope.name; name; name = name.slice(0, Math.max(0, name.lastIndexOf('.')))) module.namespaces.add(name);
			for (const type of declaration.types) addType(type, scope, undefined);
			for (const inner of declaration.namespaces) addNamespace(inner, new NamespaceScope(module.compilation, module, scope, inner));
		};
		const scope = module.fileScopes.get(file.path);
		if (!scope) continue;
		addNamespace(file.unit, scope);
		module.declared.set(file.path, declared);
		if (file.topLevel && !module.types.has('Program')) {
			const program = new SourceTypeDef(module, PROGRAM, scope, undefined, declareMembers);
			program.addPart({ declaration: PROGRAM, file, scope });
			module.types.set('Program', program);
		}
	}
}

/** The class that top-level statements stand in. */
const PROGRAM: TypeDeclaration = {
	start: 0,
	end: 0,
	kind: 'class',
	name: 'Program',
	nameRange: { start: 0, end: 0 },
	modifiers: ['partial'],
	attributes: [],
	typeParameters: [],
	constraints: [],
	bases: [],
	members: [],
	nested: [],
	shape: {},
};
