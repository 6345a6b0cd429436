/** Symbols of compiled types, made from facts when they are asked for. */
import {
	Access,
	type AssemblyFacts,
	type AttributeFacts,
	type ConstantValue,
	MemberFlag,
	type MethodFacts,
	ParameterFlag,
	type ParameterFacts,
	type Sig,
	type TypeFacts,
	TypeFlag,
	type TypeParameterFacts,
	TypeParameterFlag,
} from '../metadata/facts.ts';
import { allSteps, type Steps } from '../text/steps.ts';
import { SimpleNames } from './simple-names.ts';
import { EventSymbol, FieldSymbol, impliedMethod, MethodSymbol, type MethodKind, type Parameter, PropertySymbol } from './members.ts';
import {
	type AccessLevel,
	arrayOf,
	type Constraints,
	dynamicType,
	functionAddressType,
	type MemberSymbol,
	type Module,
	NO_REQUIRES,
	pointerTo,
	type RequiresFacts,
	type RequiresSet,
	type Type,
	TypeDef,
	type TypeDefKind,
	TypeParameter,
	unknownType,
} from './types.ts';

/** One assembly (or framework pack) among the references. */
export class MetadataModule implements Module {
	readonly facts: AssemblyFacts;
	readonly name: string;
	readonly isSource = false;
	readonly references: References;
	#friends: ReadonlySet<string> | undefined;
	readonly #defs = new Map<string, MetadataTypeDef | undefined>();

	constructor(facts: AssemblyFacts, references: References) {
		this.facts = facts;
		this.name = facts.name;
		this.references = references;
	}

	get friends(): ReadonlySet<string> {
		this.#friends ??= new Set(this.facts.friends);
		return this.#friends;
	}

	/** A type by its full metadata name; an unreadable type is as good as absent. */
	find(fullName: string): MetadataTypeDef | undefined {
		if (this.#defs.has(fullName)) return this.#defs.get(fullName);
		let facts: TypeFacts | undefined;
		try {
			facts = this.facts.type(fullName);
		} catch {
			// A damaged part of an assembly: its types are unknown, the rest goes on.
		}
		const plus = fullName.lastIndexOf('+');
		const container = facts && plus >= 0 ? this.find(fullName.slice(0, plus)) : undefined;
		const def = facts && (plus < 0 || container) ? new MetadataTypeDef(this, facts, container) : undefined;
		this.#defs.set(fullName, def);
		return def;
	}
}

/** What a set of references offers by namespace. */
interface NamespaceIndex {
	readonly namespaces: ReadonlySet<string>;
	/** Full names of types that hold extension methods, by namespace. */
	readonly extensions: ReadonlyMap<string, readonly string[]>;
	/** By simple name, of what is large and shared by many sets of references: a framework's facts. */
	readonly names: { readonly types: SimpleNames; readonly namespaces: SimpleNames } | undefined;
}

/** From so many types on, an assembly's simple names are found once for all that reference it. */
const MANY_TYPES = 1000;

const indexes = new WeakMap<AssemblyFacts, NamespaceIndex>();

function indexOf(facts: AssemblyFacts): NamespaceIndex {
	let index = indexes.get(facts);
	if (!index) {
		const namespaces = new Set<string>();
		for (const name of facts.typeNames) {
			for (let dot = name.lastIndexOf('.'); dot > 0; dot = name.lastIndexOf('.', dot - 1)) {
				const space = name.slice(0, dot);
				if (namespaces.has(space)) break;
				namespaces.add(space);
			}
		}
		const extensions = new Map<string, string[]>();
		for (const name of facts.extensionTypes) {
			const space = name.slice(0, Math.max(0, name.lastIndexOf('.')));
			extensions.set(space, [...(extensions.get(space) ?? []), name]);
		}
		const isLarge = facts.typeNames.length >= MANY_TYPES;
		const names = isLarge ? { types: new SimpleNames(facts.typeNames), namespaces: new SimpleNames(namespaces) } : undefined;
		index = { namespaces, extensions, names };
		indexes.set(facts, index);
	}
	return index;
}

/** The compiled assemblies that a project references. Shared by projects with equal references. */
export class References {
	readonly modules: readonly MetadataModule[];
	readonly #types = new Map<string, MetadataTypeDef | undefined>();
	readonly #sigs = new Map<Sig, Type>();
	readonly #extensions = new Map<string, ReadonlyMap<string, readonly MethodSymbol[]>>();

	constructor(assemblies: readonly AssemblyFacts[]) {
		this.modules = assemblies.map(facts => new MetadataModule(facts, this));
	}

	/** The first type with a full metadata name, in the order of the references. */
	find(fullName: string): MetadataTypeDef | undefined {
		if (this.#types.has(fullName)) return this.#types.get(fullName);
		let found: MetadataTypeDef | undefined;
		for (const module of this.modules) {
			found = module.find(fullName);
			if (found) break;
		}
		this.#types.set(fullName, found);
		return found;
	}

	/** The namespaces with a top-level type of a simple name (with its arity). */
	namespacesWith(simpleName: string): readonly string[] {
		this.#simpleNames ??= this.#namesOf('types', module => module.facts.typeNames);
		return this.#simpleNames.namespacesWith(simpleName);
	}
	#simpleNames: SimpleNames | undefined;

	/** The namespaces with a namespace of a simple name. */
	parentsOf(simpleName: string): readonly string[] {
		this.#namespaces ??= this.#namesOf('namespaces', module => [...indexOf(module.facts).namespaces]);
		return this.#namespaces.namespacesWith(simpleName);
	}
	#namespaces: SimpleNames | undefined;

	#namesOf(what: 'types' | 'namespaces', listed: (module: MetadataModule) => readonly string[]): SimpleNames {
		const known = this.modules.map(module => indexOf(module.facts).names?.[what]);
		return new SimpleNames(
			this.modules.flatMap((module, index) => (known[index] ? [] : listed(module))),
			known.filter(names => names !== undefined),
		);
	}

	/** Extension methods with a name in the static classes of one namespace. */
	extensionMethods(namespace: string, name: string): readonly MethodSymbol[] {
		return (this.#extensions.get(namespace) ?? allSteps(this.readExtensions(namespace))).get(name) ?? [];
	}

	/** Reads the extension methods of a namespace, a class at a time; gives them by name. */
	*readExtensions(namespace: string): Steps<ReadonlyMap<string, readonly MethodSymbol[]>> {
		const known = this.#extensions.get(namespace);
		if (known) return known;
		const byName = new Map<string, MethodSymbol[]>();
		for (const module of this.modules) {
			for (const typeName of indexOf(module.facts).extensions.get(namespace) ?? []) {
				yield;
				const def = this.find(typeName);
				// A type that a module before this one has too is that module's.
				if (def?.module !== module) continue;
				for (const method of def.allMethods()) {
					if (!method.isExtension) continue;
					const list = byName.get(method.name);
					if (list) list.push(method);
					else byName.set(method.name, [method]);
				}
			}
		}
		this.#extensions.set(namespace, byName);
		return byName;
	}

	/** The type that a signature names; what is not among the references is unknown. */
	resolve(sig: Sig, typeParameters: readonly TypeParameter[], methodParameters: readonly TypeParameter[]): Type {
		const isClosed = !sig.includes('!');
		if (isClosed) {
			const known = this.#sigs.get(sig);
			if (known) return known;
		}
		const type = new SigParser(sig, this, typeParameters, methodParameters).parse();
		if (isClosed) this.#sigs.set(sig, type);
		return type;
	}
}

/** Parses the textual signatures of `facts.ts`. */
class SigParser {
	readonly #sig: string;
	readonly #references: References;
	readonly #typeParameters: readonly TypeParameter[];
	readonly #methodParameters: readonly TypeParameter[];
	#at = 0;

	constructor(sig: Sig, references: References, typeParameters: readonly TypeParameter[], methodParameters: readonly TypeParameter[]) {
		this.#sig = sig;
		this.#references = references;
		this.#typeParameters = typeParameters;
		this.#methodParameters = methodParameters;
	}

	parse(): Type {
		let type = this.#primary();
		for (;;) {
			const char = this.#sig[this.#at];
			if (char === '*') {
				this.#at++;
				type = type === unknownType ? unknownType : pointerTo(type);
			} else if (char === '[') {
				const end = this.#sig.indexOf(']', this.#at);
				const rank = end - this.#at;
				this.#at = end + 1;
				type = type === unknownType ? unknownType : arrayOf(type, rank);
			} else {
				return type;
			}
		}
	}

	#primary(): Type {
		const sig = this.#sig;
		if (sig[this.#at] === '!') {
			const ofMethod = sig[this.#at + 1] === '!';
			this.#at += ofMethod ? 2 : 1;
			const digits = /^\d+/.exec(sig.slice(this.#at, this.#at + 4))?.[0] ?? '0';
			this.#at += digits.length;
			return (ofMethod ? this.#methodParameters : this.#typeParameters)[Number(digits)] ?? unknownType;
		}
		let end = this.#at;
		while (end < sig.length && !'<>,[]*&{}'.includes(sig[end] ?? '')) end++;
		const name = sig.slice(this.#at, end);
		this.#at = end;
		if (name.startsWith('?')) return name === '?dynamic' ? dynamicType : name === '?fnptr' ? functionAddressType : unknownType;
		const args: Type[] = [];
		let names: (string | undefined)[] | undefined;
		if (sig[this.#at] === '<') {
			do {
				this.#at++;
				args.push(this.parse());
			} while (sig[this.#at] === ',');
			this.#at++;
			if (sig[this.#at] === '{') {
				const close = sig.indexOf('}', this.#at);
				names = sig
					.slice(this.#at + 1, close)
					.split(',')
					.map(element => element || undefined);
				this.#at = close + 1;
			}
		}
		const def = this.#references.find(name);
		// A constructed type with an unknown argument is still known itself.
		return def && def.typeParameters.length === args.length ? def.construct(args, names) : unknownType;
	}
}

const text = (value: ConstantValue | undefined): string => (typeof value === 'string' ? value : '');

function requiresOf(attributes: readonly AttributeFacts[]): RequiresSet {
	if (attributes.length === 0) return NO_REQUIRES;
	const set: { -readonly [K in keyof RequiresSet]: RequiresSet[K] } = {};
	for (const attribute of attributes) {
		const simple = attribute.name.slice(attribute.name.lastIndexOf('.') + 1);
		const facts: RequiresFacts = {
			message: text(attribute.args[0]),
			url: text(attribute.named?.['Url']),
			excludeStatics: attribute.named?.['ExcludeStatics'] === true,
		};
		if (simple === 'RequiresUnreferencedCodeAttribute') set.unreferencedCode = facts;
		else if (simple === 'RequiresDynamicCodeAttribute') set.dynamicCode = facts;
		else if (simple === 'RequiresAssemblyFilesAttribute') set.assemblyFiles = facts;
	}
	return set;
}

function damOf(attributes: readonly AttributeFacts[]): number {
	const attribute = attributes.find(candidate => candidate.name.endsWith('.DynamicallyAccessedMembersAttribute'));
	const flags = attribute?.args[0];
	return typeof flags === 'number' ? flags : 0;
}

const hasAttribute = (attributes: readonly AttributeFacts[], fullName: string): boolean =>
	attributes.some(attribute => attribute.name === fullName);

export class MetadataTypeDef extends TypeDef {
	readonly facts: TypeFacts;
	readonly module: MetadataModule;
	readonly container: MetadataTypeDef | undefined;
	readonly name: string;
	readonly namespace: string;
	readonly kind: TypeDefKind;
	readonly access: AccessLevel;
	readonly isAbstract: boolean;
	readonly isSealed: boolean;
	readonly isStatic: boolean;
	readonly isRecord: boolean;
	readonly isByRefLike: boolean;
	readonly isIncomplete = false;
	readonly ownTypeParameters: readonly TypeParameter[];
	readonly requires: RequiresSet;
	readonly dam: number;
	#members: Map<string, MemberSymbol[]> | undefined;
	#base: Type | undefined | null = null;
	#interfaces: readonly Type[] | undefined;

	constructor(module: MetadataModule, facts: TypeFacts, container: MetadataTypeDef | undefined) {
		super();
		this.facts = facts;
		this.module = module;
		this.container = container;
		const own = facts.name.slice(Math.max(facts.name.lastIndexOf('+'), container ? -1 : facts.name.lastIndexOf('.')) + 1);
		this.name = own.replace(/`\d+$/, '');
		this.namespace = container ? container.namespace : facts.name.slice(0, Math.max(0, facts.name.lastIndexOf('.')));
		const flags = facts.flags;
		this.kind =
			flags & TypeFlag.Interface
				? 'interface'
				: flags & TypeFlag.Struct
					? 'struct'
					: flags & TypeFlag.Enum
						? 'enum'
						: flags & TypeFlag.Delegate
							? 'delegate'
							: 'class';
		this.access = (flags & TypeFlag.AccessMask) as AccessLevel;
		this.isAbstract = (flags & TypeFlag.Abstract) !== 0;
		this.isSealed = (flags & TypeFlag.Sealed) !== 0;
		this.isStatic = this.kind === 'class' && this.isAbstract && this.isSealed;
		this.isRecord = (flags & TypeFlag.Record) !== 0;
		this.isByRefLike = (flags & TypeFlag.ByRefLike) !== 0;
		const inherited = container?.typeParameters.length ?? 0;
		this.ownTypeParameters = makeTypeParameters(facts.typeParameters.slice(inherited), inherited, false, constraint =>
			this.#resolve(constraint),
		);
		this.requires = requiresOf(facts.attributes);
		this.dam = damOf(facts.attributes);
	}

	#resolve(sig: Sig, methodParameters: readonly TypeParameter[] = []): Type {
		return this.module.references.resolve(sig, this.typeParameters, methodParameters);
	}

	get baseType(): Type | undefined {
		if (this.#base === null) this.#base = this.facts.base === undefined ? undefined : this.#resolve(this.facts.base);
		return this.#base;
	}

	get interfaces(): readonly Type[] {
		this.#interfaces ??= this.facts.interfaces.map(sig => this.#resolve(sig));
		return this.#interfaces;
	}

	get enumUnderlying(): Type | undefined {
		return undefined;
	}

	attribute(fullName: string): readonly ConstantValue[] | undefined {
		return this.facts.attributes.find(attribute => attribute.name === fullName)?.args;
	}

	nestedTypes(): readonly TypeDef[] {
		return this.facts.nested.map(name => this.module.find(name)).filter(def => def !== undefined);
	}

	override get assemblyName(): string {
		return this.module.facts.assemblyOf(this.fullName) || this.module.name;
	}
	members(name: string): readonly MemberSymbol[] {
		return this.#table.get(name) ?? NONE;
	}

	memberNames(): Iterable<string> {
		return this.#table.keys();
	}

	allMethods(): readonly MethodSymbol[] {
		return [...this.#table.values()].flat().filter(member => member.kind === 'method');
	}

	get #table(): Map<string, MemberSymbol[]> {
		if (this.#members) return this.#members;
		const table = new Map<string, MemberSymbol[]>();
		this.#members = table;
		const add = (member: MemberSymbol): void => {
			const list = table.get(member.name);
			if (list) list.push(member);
			else table.set(member.name, [member]);
		};
		for (const method of this.facts.methods) add(this.#method(method));
		// A struct has a parameterless constructor although metadata lists none (C# standard 16.4.9).
		if (this.kind === 'struct' && !this.facts.methods.some(method => method.name === '.ctor' && method.parameters.length === 0))
			add(
				impliedMethod(this, '.ctor', {
					methodKind: 'constructor',
					signature: () => ({ parameters: [], returns: this.#resolve('System.Void') }),
				}),
			);
		for (const facts of this.facts.properties) {
			const indexer = facts.parameters.length > 0;
			add(
				new PropertySymbol({
					name: indexer ? 'this[]' : facts.name,
					container: this,
					access: (facts.flags & MemberFlag.AccessMask) as AccessLevel,
					isStatic: (facts.flags & MemberFlag.Static) !== 0,
					isOverride: (facts.flags & MemberFlag.Override) !== 0,
					isVirtual: (facts.flags & (MemberFlag.Virtual | MemberFlag.Abstract)) !== 0,
					signature: () => ({
						parameters: facts.parameters.map(parameter => this.#parameter(parameter, [])),
						returns: this.#resolve(facts.type),
					}),
					getter: facts.getter && this.#method(facts.getter, 'accessor'),
					setter: facts.setter && this.#method(facts.setter, 'accessor'),
					isRequired: (facts.flags & MemberFlag.Required) !== 0,
					isInitOnly: (facts.flags & MemberFlag.InitOnly) !== 0,
					returnsByRef: (facts.flags & MemberFlag.ReturnsByRef) !== 0,
					requires: requiresOf(facts.attributes),
					dam: damOf(facts.attributes),
					featureGuard: guardsOf(facts.attributes),
					metadataName: facts.name,
				}),
			);
		}
		for (const facts of this.facts.fields) {
			const isEnum = this.kind === 'enum';
			add(
				new FieldSymbol({
					name: facts.name,
					container: this,
					access: (facts.flags & MemberFlag.AccessMask) as AccessLevel,
					isStatic: (facts.flags & MemberFlag.Static) !== 0,
					isOverride: false,
					isConst: (facts.flags & MemberFlag.Const) !== 0,
					isReadOnly: (facts.flags & MemberFlag.ReadOnly) !== 0,
					type: () => (isEnum ? this.self : this.#resolve(facts.type)),
					...(facts.constant !== undefined && { constant: () => facts.constant }),
					isRequired: (facts.flags & MemberFlag.Required) !== 0,
					dam: damOf(facts.attributes),
				}),
			);
		}
		for (const facts of this.facts.events) {
			const accessor = facts.add ?? facts.remove;
			const flags = accessor?.flags ?? Access.Public;
			add(
				new EventSymbol({
					name: facts.name,
					container: this,
					access: (flags & MemberFlag.AccessMask) as AccessLevel,
					isStatic: (flags & MemberFlag.Static) !== 0,
					isOverride: (flags & MemberFlag.Override) !== 0,
					type: () => this.#resolve(facts.type),
					add: facts.add && this.#method(facts.add, 'accessor'),
					remove: facts.remove && this.#method(facts.remove, 'accessor'),
					requires: requiresOf(facts.attributes),
				}),
			);
		}
		return table;
	}

	#parameter(facts: ParameterFacts, methodParameters: readonly TypeParameter[]): Parameter {
		const doesNotReturnIf = facts.attributes.find(
			attribute => attribute.name === 'System.Diagnostics.CodeAnalysis.DoesNotReturnIfAttribute',
		)?.args[0];
		return {
			name: facts.name,
			type: this.#resolve(facts.type, methodParameters),
			ref:
				facts.flags & ParameterFlag.Out
					? 'out'
					: facts.flags & ParameterFlag.In
						? 'in'
						: facts.flags & ParameterFlag.Ref
							? 'ref'
							: undefined,
			isOptional: (facts.flags & ParameterFlag.Optional) !== 0,
			isParams: (facts.flags & ParameterFlag.Params) !== 0,
			dam: damOf(facts.attributes),
			...(typeof doesNotReturnIf === 'boolean' && { doesNotReturnIf }),
		};
	}

	#method(facts: MethodFacts, kind?: MethodKind): MethodSymbol {
		const typeParameters = makeTypeParameters(facts.typeParameters, 0, true, constraint => this.#resolve(constraint, typeParameters));
		const priority = facts.attributes.find(
			attribute => attribute.name === 'System.Runtime.CompilerServices.OverloadResolutionPriorityAttribute',
		)?.args[0];
		return new MethodSymbol({
			name: facts.name,
			container: this,
			methodKind: kind ?? methodKindOf(facts.name),
			access: (facts.flags & MemberFlag.AccessMask) as AccessLevel,
			isStatic: (facts.flags & MemberFlag.Static) !== 0,
			isVirtual: (facts.flags & MemberFlag.Virtual) !== 0,
			isAbstract: (facts.flags & MemberFlag.Abstract) !== 0,
			isOverride: (facts.flags & MemberFlag.Override) !== 0,
			isExtension: (facts.flags & MemberFlag.Extension) !== 0,
			typeParameters,
			signature: () => ({
				parameters: facts.parameters.map(parameter => this.#parameter(parameter, typeParameters)),
				returns: this.#resolve(facts.returns, typeParameters),
			}),
			requires: requiresOf(facts.attributes),
			dam: damOf(facts.attributes),
			returnDam: damOf(facts.returnAttributes),
			doesNotReturn: hasAttribute(facts.attributes, 'System.Diagnostics.CodeAnalysis.DoesNotReturnAttribute'),
			priority: typeof priority === 'number' ? priority : 0,
			returnsByRef: (facts.flags & MemberFlag.ReturnsByRef) !== 0,
		});
	}
}

const NONE: readonly MemberSymbol[] = [];

function methodKindOf(name: string): MethodKind {
	if (name === '.ctor') return 'constructor';
	if (name === '.cctor') return 'static-constructor';
	if (name === 'op_Implicit' || name === 'op_Explicit') return 'conversion';
	if (name === 'Finalize') return 'destructor';
	return name.startsWith('op_') ? 'operator' : 'ordinary';
}

function guardsOf(attributes: readonly AttributeFacts[]): readonly string[] {
	return attributes
		.filter(attribute => attribute.name === 'System.Diagnostics.CodeAnalysis.FeatureGuardAttribute')
		.map(attribute => {
			const argument = attribute.args[0];
			return argument && typeof argument === 'object' && 'type' in argument ? argument.type : '';
		});
}

function makeTypeParameters(
	facts: readonly TypeParameterFacts[],
	first: number,
	ofMethod: boolean,
	resolve: (sig: Sig) => Type,
): readonly TypeParameter[] {
	return facts.map((parameter, index) => {
		const flags = parameter.flags;
		const constraints = (): Constraints => ({
			types: parameter.constraints.map(resolve),
			isClass: (flags & TypeParameterFlag.Class) !== 0,
			isStruct: (flags & TypeParameterFlag.Struct) !== 0,
			isUnmanaged: (flags & TypeParameterFlag.Unmanaged) !== 0,
			hasNew: (flags & TypeParameterFlag.New) !== 0,
		});
		const variance = flags & TypeParameterFlag.Covariant ? 'out' : flags & TypeParameterFlag.Contravariant ? 'in' : undefined;
		return new TypeParameter(parameter.name, first + index, ofMethod, variance, damOf(parameter.attributes), constraints, false);
	});
}
