/**
 * One project as the compiler sees it: its own sources, the sources of the projects that it
 * references, and compiled references. Immutable: other declarations make another compilation.
 */
import { Access } from '../metadata/facts.ts';
import type { SourceFile, UsingDirective } from '../syntax/ast.ts';
import { attributeName, friendName } from './attributes.ts';
import { type ExtensionMember, membersOf } from './extensions.ts';
import type { MethodSymbol } from './members.ts';
import type { References } from './metadata.ts';
import { NamespaceScope } from './scope.ts';
import { SimpleNames } from './simple-names.ts';
import type { SourceTypeDef } from './source.ts';
import { declareTypes } from './source-types.ts';
import { type Module, type Type, type TypeDef, unknownType } from './types.ts';

const NO_MEMBERS: readonly ExtensionMember[] = [];

/** What makes a source module: a project's files and settings that matter to binding. */
export interface SourceModuleInput {
	readonly name: string;
	readonly files: readonly SourceFile[];
	/** Namespaces of implicit usings and `<Using>` items, aliases and static ones as `alias=...`. */
	readonly usings: readonly UsingDirective[];
	/** Assemblies that the project file lets see what is internal; attributes in the files name more. */
	readonly friends: readonly string[];
	/** The major version of C#. */
	readonly languageVersion: number;
	/** A file with its bodies, as it is now: the module may be made of declarations alone. */
	readonly whole: (file: SourceFile) => SourceFile;
}

export class SourceModule implements Module {
	readonly name: string;
	readonly isSource = true;
	readonly files: readonly SourceFile[];
	readonly compilation: Compilation;
	readonly types = new Map<string, SourceTypeDef>();
	readonly namespaces = new Set<string>();
	/** By file path: its type declarations in document order. */
	readonly declared = new Map<string, readonly SourceTypeDef[]>();
	/** Global usings of all files and of the project. */
	readonly globalUsings: readonly UsingDirective[];
	readonly fileScopes = new Map<string, NamespaceScope>();
	readonly #ownFriends: readonly string[];
	readonly #whole: SourceModuleInput['whole'];
	#friends: ReadonlySet<string> | undefined;
	#blockMembers: Map<string, readonly ExtensionMember[]> | undefined;
	#extensions: Map<string, Map<string, MethodSymbol[]>> | undefined;

	constructor(input: SourceModuleInput, compilation: Compilation) {
		this.name = input.name;
		this.#ownFriends = input.friends;
		this.#whole = input.whole;
		this.files = input.files;
		this.compilation = compilation;
		this.globalUsings = [...input.usings, ...input.files.flatMap(file => file.unit.usings.filter(using => using.isGlobal))];
		for (const file of input.files) this.fileScopes.set(file.path, new NamespaceScope(compilation, this, undefined, file.unit));
		declareTypes(this);
	}

	/** One of its files with its bodies. */
	whole(file: SourceFile): SourceFile {
		return file.isWithoutBodies ? this.#whole(file) : file;
	}

	/** Names of the assemblies that see what is internal here. */
	get friends(): ReadonlySet<string> {
		if (!this.#friends) {
			// Constants in the attributes may ask for it on their way.
			this.#friends = new Set(this.#ownFriends);
			const named = this.files.flatMap(file =>
				file.attributes
					.filter(attribute => attributeName(attribute) === 'InternalsVisibleTo')
					.map(attribute => {
						const namespace = this.fileScopes.get(file.path);
						return namespace ? friendName(attribute, { namespace }) : '';
					}),
			);
			this.#friends = new Set([...this.#ownFriends, ...named]);
		}
		return this.#friends;
	}

	/** Members of extension blocks with a name, in the static classes of one namespace. */
	extensionMembers(namespace: string, name: string): readonly ExtensionMember[] {
		if (!this.#blockMembers) {
			this.#blockMembers = new Map();
			for (const def of this.types.values()) {
				for (const block of def.extensionBlocks) {
					for (const member of membersOf(block)) {
						const key = `${def.namespace} ${member.name}`;
						this.#blockMembers.set(key, [...(this.#blockMembers.get(key) ?? []), { block, member }]);
					}
				}
			}
		}
		return this.#blockMembers.get(`${namespace} ${name}`) ?? NO_MEMBERS;
	}

	/** Extension methods with a name in the static classes of one namespace. */
	extensionMethods(namespace: string, name: string): readonly MethodSymbol[] {
		if (!this.#extensions) {
			this.#extensions = new Map();
			for (const def of this.types.values()) {
				if (!def.isStatic) continue;
				for (const member of def.extensionMethods()) {
					let byName = this.#extensions.get(def.namespace);
					if (!byName) this.#extensions.set(def.namespace, (byName = new Map()));
					byName.set(member.name, [...(byName.get(member.name) ?? []), member]);
				}
			}
		}
		return this.#extensions.get(namespace)?.get(name) ?? [];
	}
}

export class Compilation {
	readonly references: References;
	/** The major version of C# that the project's own module is written in. */
	readonly languageVersion: number;
	/** The project's own module first. */
	readonly modules: readonly SourceModule[];
	readonly #types = new Map<SourceModule | undefined, Map<string, TypeDef | undefined>>();
	/** Of the sources; unset while they are being read. */
	readonly #simpleNames: SimpleNames | undefined;
	readonly #namespaceNames: SimpleNames;

	constructor(references: References, own: SourceModuleInput, referenced: readonly SourceModuleInput[]) {
		this.references = references;
		this.languageVersion = own.languageVersion;
		const modules: SourceModule[] = [];
		this.modules = modules;
		for (const input of [own, ...referenced]) modules.push(new SourceModule(input, this));
		this.#simpleNames = new SimpleNames(modules.flatMap(module => [...module.types.keys()].filter(name => !name.includes('+'))));
		this.#namespaceNames = new SimpleNames(modules.flatMap(module => [...module.namespaces]));
	}

	get own(): SourceModule {
		return this.modules[0] as SourceModule;
	}

	/**
	 * A type by its full metadata name (`Ns.Outer`1+Inner`): sources first, then references.
	 *
	 * @param from whose sources name it, the own module's if not given: a referenced project's see what is internal there
	 */
	find(fullName: string, from: SourceModule | undefined = this.modules[0]): TypeDef | undefined {
		let known = this.#types.get(from);
		if (!known) this.#types.set(from, (known = new Map()));
		if (known.has(fullName)) return known.get(fullName);
		let found: TypeDef | undefined = from?.types.get(fullName);
		for (const module of found ? [] : this.modules) {
			const def = module.types.get(fullName);
			if (def && (def.access === Access.Public || !from || module.friends.has(from.name))) {
				found = def;
				break;
			}
		}
		found ??= this.references.find(fullName);
		known.set(fullName, found);
		return found;
	}

	/** A well-known type without type parameters, or unknown where the references lack it. */
	wellKnown(fullName: string): Type {
		return this.find(fullName)?.self ?? unknownType;
	}

	/** A well-known generic type with arguments. */
	construct(fullName: string, ...args: readonly Type[]): Type {
		const def = this.find(fullName);
		return def && def.typeParameters.length === args.length ? def.construct(args) : unknownType;
	}

	/** Whether a namespace, sources' or referenced, has a top-level type of a simple name (with its arity). */
	hasTypeIn(namespace: string, simpleName: string): boolean {
		return (
			!this.#simpleNames ||
			this.#simpleNames.namespacesWith(simpleName).includes(namespace) ||
			this.references.namespacesWith(simpleName).includes(namespace)
		);
	}

	hasNamespace(fullName: string): boolean {
		const dot = fullName.lastIndexOf('.');
		return this.hasNamespaceIn(fullName.slice(0, Math.max(0, dot)), fullName.slice(dot + 1));
	}

	/** Whether a namespace, or with `''` the global one, has a namespace of a simple name. */
	hasNamespaceIn(namespace: string, simpleName: string): boolean {
		return this.#namespaceNames.namespacesWith(simpleName).includes(namespace) || this.references.parentsOf(simpleName).includes(namespace);
	}

	/** A type in a namespace by its name and arity; `from` as in `find`. */
	typeIn(namespace: string, name: string, arity: number, from?: SourceModule): TypeDef | undefined {
		const own = arity > 0 ? `${name}\`${arity}` : name;
		if (!this.hasTypeIn(namespace, own)) return undefined;
		return this.find(namespace ? `${namespace}.${own}` : own, from);
	}

	/** Whether any source has an extension block; most have none, and need not be searched. */
	get hasExtensionBlocks(): boolean {
		this.#hasExtensionBlocks ??= this.modules.some(module => [...module.types.values()].some(def => def.extensionBlocks.length > 0));
		return this.#hasExtensionBlocks;
	}
	#hasExtensionBlocks: boolean | undefined;

	/** Members of extension blocks with a name, in the static classes of one namespace. */
	extensionMembers(namespace: string, name: string): readonly ExtensionMember[] {
		return this.modules.flatMap(module => module.extensionMembers(namespace, name));
	}

	/** Extension methods that a `using namespace` brings into scope. */
	extensionMethods(namespace: string, name: string): readonly MethodSymbol[] {
		const found: MethodSymbol[] = [];
		for (const module of this.modules) found.push(...module.extensionMethods(namespace, name));
		found.push(...this.references.extensionMethods(namespace, name));
		return found;
	}

	get object(): Type {
		return this.wellKnown('System.Object');
	}

	tuple(elements: readonly Type[], names?: readonly (string | undefined)[]): Type {
		if (elements.length > 7) {
			const rest = this.tuple(elements.slice(7));
			const def = this.find('System.ValueTuple`8');
			return def ? def.construct([...elements.slice(0, 7), rest], names) : unknownType;
		}
		const def = this.find(`System.ValueTuple\`${elements.length}`);
		return def ? def.construct(elements, names) : unknownType;
	}

	nullable(type: Type): Type {
		return type === unknownType ? unknownType : this.construct('System.Nullable`1', type);
	}
}
