/**
 * From the symbols of source to the definitions of a whole program: the app is not compiled, its types and methods stand
 * beside those of the packages with a shape in place of metadata.
 */
import { Access } from '../../metadata/facts.ts';
import type { Compilation } from '../../symbols/compilation.ts';
import type { EventSymbol, FieldSymbol, MethodSymbol, PropertySymbol } from '../../symbols/members.ts';
import type { Type as SymbolType, TypeDef as SymbolDef, TypeParameter } from '../../symbols/types.ts';
import type { FieldDef, MethodDef, MethodInstance, Module, NamedType, Type, TypeDef } from '../definitions.ts';
import { DefinedField, DefinedMethod, DefinedType } from '../defined.ts';
import {
	arrayOf,
	byrefOf,
	functionOf,
	instanceOf,
	instantiate,
	missingType,
	NO_TYPES,
	pointerTo,
	substituteAll,
	variable,
} from '../types.ts';
import type { Program } from '../program.ts';

const TYPE = { interface: 0x20, abstract: 0x80, sealed: 0x100, beforeFieldInit: 0x100000 } as const;
const METHOD = { static: 0x10, final: 0x20, virtual: 0x40, newSlot: 0x100, abstract: 0x400 } as const;

export class Mirror {
	readonly #program: Program;
	readonly #symbols = new WeakMap<MethodSymbol, MethodDef | null>();

	constructor(program: Program) {
		this.#program = program;
	}

	/** The method that top-level statements are. */
	entryOf(module: Module): MethodDef {
		const known = module.sourceTypes.get('<Program>');
		if (known) return known.methods[0] as MethodDef;
		const def = new DefinedType(module, 0, undefined, {
			name: '<Program>',
			namespace: '',
			flags: TYPE.sealed | TYPE.beforeFieldInit,
			parameters: [],
			base: () => this.#program.core('System', 'Object')?.self,
			interfaces: () => [],
			methods: own => [this.#implied(own, 'Main', METHOD.static | 6)],
			fields: () => [],
		});
		module.sourceTypes.set('<Program>', def);
		return def.methods[0] as MethodDef;
	}

	/** Enters the types that a compilation's own module declares. */
	addTypes(compilation: Compilation): void {
		const module = this.#program.module(compilation.own.name) ?? this.#program.addSource(compilation.own.name);
		if (!module.isSource) return;
		for (const [name, def] of compilation.own.types) if (!module.sourceTypes.has(name)) this.#addType(def);
	}

	#addType(symbol: SymbolDef): TypeDef | undefined {
		const module = this.#program.module(symbol.module.name);
		if (!module?.isSource) return undefined;
		const known = module.sourceTypes.get(symbol.fullName);
		if (known) return known;
		const container = symbol.container && this.#addType(symbol.container);
		const def = new DefinedType(module, 0, container, {
			name:
				symbol.ownTypeParameters.length > 0 && !symbol.name.includes('`')
					? `${symbol.name}\`${symbol.ownTypeParameters.length}`
					: symbol.name,
			namespace: container ? '' : symbol.namespace,
			flags:
				(symbol.access === Access.Public ? (container ? 2 : 1) : container ? 3 : 0) |
				(symbol.kind === 'interface' ? TYPE.interface | TYPE.abstract : 0) |
				(symbol.isAbstract ? TYPE.abstract : 0) |
				(symbol.isSealed || symbol.isStatic || symbol.isValueType ? TYPE.sealed : 0) |
				TYPE.beforeFieldInit,
			parameters: symbol.typeParameters.map(parameterShape),
			base: () => this.#baseOf(symbol),
			interfaces: () => symbol.interfaces.map(each => this.type(each)),
			methods: own => this.#methodsOf(symbol, own),
			fields: own => this.#fieldsOf(symbol, own),
		});
		module.sourceTypes.set(symbol.fullName, def);
		return def;
	}

	#baseOf(symbol: SymbolDef): Type | undefined {
		if (symbol.kind === 'interface') return undefined;
		if (symbol.baseType) return this.type(symbol.baseType);
		const name = symbol.kind === 'enum' ? 'Enum' : symbol.isValueType ? 'ValueType' : symbol.isDelegate ? 'MulticastDelegate' : 'Object';
		return this.#program.core('System', name)?.self;
	}

	#methodsOf(symbol: SymbolDef, owner: TypeDef): readonly MethodDef[] {
		const methods: MethodDef[] = [];
		const add = (method: MethodSymbol): void => {
			const def = new DefinedMethod(owner, 0, {
				name: metadataName(method),
				flags: methodFlags(method, owner.isInterface),
				parameters: method.typeParameters.map(parameterShape),
				signature: () => ({
					isInstance: !method.isStatic,
					arity: method.typeParameters.length,
					returns: method.returnsByRef ? byrefOf(this.type(method.returns)) : this.type(method.returns),
					parameters: method.parameters.map(each => (each.ref ? byrefOf(this.type(each.type)) : this.type(each.type))),
				}),
				parameterNames: method.parameters.map(each => each.name),
			});
			methods.push(def);
			this.#symbols.set(method, def);
		};
		for (const name of symbol.memberNames())
			for (const member of symbol.members(name)) {
				if (member.kind === 'method') add(member);
				else for (const accessor of accessorsOf(member)) add(accessor);
			}
		if (!methods.some(each => each.name === '.ctor') && !owner.isInterface) methods.push(this.#implied(owner, '.ctor', 6));
		if (!methods.some(each => each.name === '.cctor')) methods.push(this.#implied(owner, '.cctor', METHOD.static | 1));
		return methods;
	}

	#implied(owner: TypeDef, name: string, flags: number): MethodDef {
		const nothing = this.#program.primitive(1);
		return new DefinedMethod(owner, 0, {
			name,
			flags,
			parameters: [],
			signature: () => ({ isInstance: name === '.ctor', arity: 0, returns: nothing, parameters: NO_TYPES }),
			parameterNames: [],
		});
	}

	#fieldsOf(symbol: SymbolDef, owner: TypeDef): readonly FieldDef[] {
		const fields: FieldDef[] = [];
		for (const name of symbol.memberNames())
			for (const member of symbol.members(name))
				if (member.kind === 'field')
					fields.push(
						new DefinedField(owner, 0, {
							name: member.name,
							flags: accessFlags(member.access) | (member.isStatic ? 0x10 : 0) | (member.isConst ? 0x40 : 0),
							type: () => this.type(member.type),
						}),
					);
		return fields;
	}

	// ---- symbols to definitions -------------------------------------------------------------

	typeDef(symbol: SymbolDef): TypeDef | undefined {
		if (symbol.module.isSource) return this.#addType(symbol);
		return (
			this.#program.module(symbol.assemblyName)?.findFull(symbol.fullName) ??
			this.#program.module('System.Private.CoreLib')?.findFull(symbol.fullName)
		);
	}

	type(symbol: SymbolType): Type {
		switch (symbol.kind) {
			case 'named': {
				const def = this.typeDef(symbol.def);
				if (!def) return missingType(symbol.def.fullName);
				if (def.arity === 0) return def.self;
				const args = symbol.args.map(arg => this.type(arg));
				return args.length === def.arity ? instantiate(def, args) : def.self;
			}
			case 'array':
				return arrayOf(this.type(symbol.element), symbol.rank);
			case 'pointer':
				return pointerTo(this.type(symbol.element));
			case 'function-pointer':
				return functionOf(
					symbol.parameters.map(each => this.type(each)),
					this.type(symbol.returns),
				);
			case 'parameter':
				return variable(symbol.ordinal, symbol.ofMethod);
			default:
				return symbol.name === 'unknown' ? missingType('?') : this.#program.primitive(0x1c);
		}
	}

	/** The definition of a method; undefined where it is not there (or is made by the compiler alone). */
	method(symbol: MethodSymbol): MethodDef | undefined {
		const known = this.#symbols.get(symbol);
		if (known !== undefined) return known ?? undefined;
		const owner = this.typeDef(symbol.container);
		const found = owner && this.#find(owner, symbol);
		this.#symbols.set(symbol, found ?? null);
		return found;
	}

	#find(owner: TypeDef, symbol: MethodSymbol): MethodDef | undefined {
		const candidates = owner
			.named(metadataName(symbol))
			.filter(
				each =>
					each.signature.parameters.length === symbol.parameters.length &&
					each.parameters.length === symbol.typeParameters.length &&
					each.isStatic === symbol.isStatic,
			);
		if (candidates.length <= 1) return candidates[0];
		const wanted = symbol.parameters.map(each => (each.ref ? byrefOf(this.type(each.type)) : this.type(each.type)));
		return candidates.find(each => each.signature.parameters.every((type, index) => type === wanted[index])) ?? candidates[0];
	}

	/** A method as it is called: on a type with arguments, with its own. */
	instance(symbol: MethodSymbol, on: SymbolType, typeArguments: readonly SymbolType[]): MethodInstance | undefined {
		const def = this.method(symbol);
		if (!def) return undefined;
		const args = typeArguments.map(each => this.type(each));
		return instanceOf(def, this.#ownerOf(def, on), args.length === def.parameters.length ? args : def.open.args);
	}

	/** The base of a static type, or the type itself, that declares a member. */
	#ownerOf(def: { readonly owner: TypeDef }, on: SymbolType): NamedType {
		if (def.owner.arity === 0) return def.owner.self;
		const start = this.type(on);
		if (start.kind !== 'named') return def.owner.open;
		if (start.def === def.owner) return start;
		for (const contract of this.#program.slots.contracts(start.def))
			if (contract.def === def.owner) return instantiate(contract.def, substituted(contract, start));
		for (let at: NamedType | undefined = start; at; ) {
			if (at.def === def.owner) return at;
			const base: NamedType | undefined = at.def.baseType;
			at = base && instantiate(base.def, substituted(base, at));
		}
		return def.owner.open;
	}

	field(symbol: FieldSymbol, on: SymbolType): { readonly def: FieldDef; readonly owner: NamedType } | undefined {
		const def = this.typeDef(symbol.container)?.fields.find(each => each.name === symbol.name);
		return def && { def, owner: this.#ownerOf(def, on) };
	}
}

const substituted = (type: NamedType, within: NamedType): readonly Type[] => substituteAll(type.args, within.args, NO_TYPES);

const parameterShape = (parameter: TypeParameter): readonly [string, number] => [
	parameter.name,
	(parameter.variance === 'out' ? 1 : parameter.variance === 'in' ? 2 : 0) |
		(parameter.constraints.isClass ? 4 : 0) |
		(parameter.constraints.isStruct || parameter.constraints.isUnmanaged ? 8 : 0) |
		(parameter.constraints.hasNew ? 16 : 0),
];

const accessFlags = (access: number): number => access;

export const accessorsOf = (member: PropertySymbol | EventSymbol | FieldSymbol): readonly MethodSymbol[] =>
	(member.kind === 'property' ? [member.getter, member.setter] : member.kind === 'event' ? [member.add, member.remove] : []).filter(
		each => each !== undefined,
	);

function methodFlags(method: MethodSymbol, isInterface: boolean): number {
	const { options } = method;
	const { associated } = method;
	const isVirtual = options.isVirtual || options.isAbstract || options.isOverride || (isInterface && !options.isStatic);
	// Whatever implements an interface is virtual in metadata; which methods do is found by name.
	const implementsAny = !isVirtual && !options.isStatic && method.methodKind !== 'constructor' && options.container.interfaces.length > 0;
	const isExplicit = options.explicitInterface !== undefined || associated?.options.access === undefined;
	return (
		accessFlags(isExplicit && implementsAny ? Access.Public : options.access) |
		(options.isStatic ? METHOD.static : 0) |
		(isVirtual || implementsAny ? METHOD.virtual : 0) |
		(implementsAny ? METHOD.final : 0) |
		(options.isOverride ? 0 : METHOD.newSlot) |
		(options.isAbstract ? METHOD.abstract : 0)
	);
}

/** A method's name in metadata: accessors have `get_` and the like, explicit implementations that of the interface's member. */
export function metadataName(method: MethodSymbol): string {
	const { associated } = method;
	if (method.methodKind === 'destructor') return 'Finalize';
	if (method.methodKind !== 'accessor' || !associated) return method.name;
	if (associated.kind === 'event') return `${associated.add === method ? 'add' : 'remove'}_${associated.name}`;
	const prefix = associated.getter === method ? 'get' : 'set';
	return `${prefix}_${associated.isIndexer ? (associated.metadataName ?? 'Item') : associated.name}`;
}
