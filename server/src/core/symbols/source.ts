/** Symbols of types declared in source; the parts of a partial type are one symbol. */
import { Access } from '../metadata/facts.ts';
import type { AttributeSyntax, Member, NamespaceDeclaration, SourceFile, TypeDeclaration } from '../syntax/ast.ts';
import { damOfSyntax, findAttribute, requiresOfSyntax } from './attributes.ts';
import { EXTENSION_BLOCK } from '../syntax/grammar-cures.ts';
import { implementationsOf } from './extensions.ts';
import type { Compilation, SourceModule } from './compilation.ts';
import { generatedMembers } from './generated.ts';
import type { MethodSymbol } from './members.ts';
import { NamespaceScope, resolveType, type TypeContext } from './scope.ts';
import {
	type AccessLevel,
	isNamed,
	type MemberSymbol,
	type RequiresSet,
	type Type,
	TypeDef,
	type TypeDefKind,
	type TypeParameter,
	unknownType,
} from './types.ts';
import { MemberFactory } from './source-members.ts';
import { accessOf, makeTypeParameters } from './signatures.ts';
import { impliedMembers } from './implied-members.ts';

/** One declaration of a (partial) type. */
export interface TypePart {
	readonly declaration: TypeDeclaration;
	readonly file: SourceFile;
	readonly scope: NamespaceScope;
}

/** Registers all types of a module's files. */
export function buildSourceTypes(module: SourceModule): void {
	for (const file of module.files) {
		const declared: SourceTypeDef[] = [];
		const addType = (declaration: TypeDeclaration, scope: NamespaceScope, container: SourceTypeDef | undefined): void => {
			const own = declaration.typeParameters.length > 0 ? `${declaration.name}\`${declaration.typeParameters.length}` : declaration.name;
			const fullName = container ? `${container.fullName}+${own}` : scope.name ? `${scope.name}.${own}` : own;
			const known = module.types.get(fullName);
			// Only partial declarations are one type; a second one without `partial` is an error (15.2.7) and stands alone.
			const isPart = known && (known.parts.length === 0 || (declaration.modifiers.includes('partial') && known.isIncomplete));
			const def: SourceTypeDef = isPart ? known : new SourceTypeDef(module, declaration, scope, container);
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
			const program = new SourceTypeDef(module, PROGRAM, scope, undefined);
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

const KINDS: Readonly<Record<TypeDeclaration['kind'], TypeDefKind>> = {
	class: 'class',
	record: 'class',
	struct: 'struct',
	'record-struct': 'struct',
	interface: 'interface',
	enum: 'enum',
	delegate: 'delegate',
};

export class SourceTypeDef extends TypeDef {
	override get isFromSource(): boolean {
		return true;
	}

	readonly module: SourceModule;
	readonly container: SourceTypeDef | undefined;
	readonly name: string;
	readonly namespace: string;
	readonly kind: TypeDefKind;
	readonly isRecord: boolean;
	readonly parts: TypePart[] = [];
	readonly ownTypeParameters: readonly TypeParameter[];
	readonly #nested: SourceTypeDef[] = [];
	#members: Map<string, MemberSymbol[]> | undefined;
	readonly #byMember = new Map<Member['syntax'], readonly MemberSymbol[]>();
	#base: Type | undefined | null = null;
	#interfaces: readonly Type[] | undefined;
	#requires: RequiresSet | undefined;
	#dam: number | undefined;

	/** Extension blocks in a static class (C# 14). */
	readonly extensionBlocks: SourceTypeDef[] = [];

	constructor(module: SourceModule, declaration: TypeDeclaration, scope: NamespaceScope, container: SourceTypeDef | undefined) {
		super();
		this.module = module;
		this.container = container;
		this.name = declaration.name;
		this.namespace = scope.name;
		this.kind = KINDS[declaration.kind];
		this.isRecord = declaration.kind === 'record' || declaration.kind === 'record-struct';
		const inherited = container?.typeParameters.length ?? 0;
		this.ownTypeParameters = makeTypeParameters(
			declaration.typeParameters,
			inherited,
			false,
			name => {
				const part = this.parts.find(candidate => candidate.declaration.constraints.some(clause => clause.name === name));
				return (
					part && {
						clause: part.declaration.constraints.find(clause => clause.name === name),
						context: { namespace: part.scope, type: this },
					}
				);
			},
			() => this.#firstContext,
		);
	}

	get compilation(): Compilation {
		return this.module.compilation;
	}

	addPart(part: TypePart): void {
		this.parts.push(part);
	}
	addExtensionBlock(def: SourceTypeDef): void {
		this.extensionBlocks.push(def);
	}
	addNested(def: SourceTypeDef): void {
		this.#nested.push(def);
	}

	/** Where type syntax of a part is resolved. */
	contextOf(part: TypePart, typeParameters?: readonly TypeParameter[]): TypeContext {
		return { namespace: part.scope, type: this, typeParameters };
	}

	get #firstContext(): TypeContext {
		return this.contextOf(this.parts[0] as TypePart);
	}

	#modifier(name: string): boolean {
		return this.parts.some(part => part.declaration.modifiers.includes(name));
	}
	get attributes(): readonly AttributeSyntax[] {
		return this.parts.flatMap(part => part.declaration.attributes);
	}
	get access(): AccessLevel {
		return accessOf(
			this.parts.flatMap(part => part.declaration.modifiers),
			this.container ? (this.container.kind === 'interface' ? Access.Public : Access.Private) : Access.Internal,
		);
	}
	get isAbstract(): boolean {
		return this.kind === 'interface' || this.#modifier('abstract') || this.#modifier('static');
	}
	get isSealed(): boolean {
		return (
			this.kind === 'struct' || this.kind === 'enum' || this.kind === 'delegate' || this.#modifier('sealed') || this.#modifier('static')
		);
	}
	get isStatic(): boolean {
		return this.#modifier('static');
	}
	get isByRefLike(): boolean {
		return this.kind === 'struct' && this.#modifier('ref');
	}
	get isIncomplete(): boolean {
		return this.#modifier('partial');
	}
	get requires(): RequiresSet {
		this.#requires ??= requiresOfSyntax(this.attributes, this.#firstContext);
		return this.#requires;
	}
	get dam(): number {
		this.#dam ??= damOfSyntax(this.attributes, this.#firstContext);
		return this.#dam;
	}

	attribute(fullName: string): readonly unknown[] | undefined {
		const simple = fullName.slice(fullName.lastIndexOf('.') + 1).replace(/Attribute$/, '');
		return findAttribute(this.attributes, simple)?.args.map(argument => argument.value);
	}

	/** The types in the base lists; resolved without looking at this type's own bases. */
	#listedBases(): readonly Type[] {
		this.resolvingBase = true;
		try {
			return this.parts.flatMap(part => part.declaration.bases.map(base => resolveType(base, { namespace: part.scope, type: this })));
		} finally {
			this.resolvingBase = false;
		}
	}

	#resolveBases(): void {
		const listed = this.#listedBases();
		const classBase = listed.find(type => type.kind === 'named' && type.def.kind === 'class');
		this.#interfaces = listed.filter(type => type.kind === 'named' && type.def.kind === 'interface');
		const implied = {
			class: 'System.Object',
			struct: 'System.ValueType',
			enum: 'System.Enum',
			delegate: 'System.MulticastDelegate',
			interface: undefined,
		}[this.kind];
		// A base that could not be bound makes members unknown, not those of object.
		const unbound = this.kind === 'class' && listed.includes(unknownType) && !classBase;
		this.#base =
			this.kind === 'class' && classBase
				? classBase
				: unbound
					? unknownType
					: implied === undefined
						? undefined
						: this.compilation.wellKnown(implied);
		if (this.isRecord && this.parts.length > 0) {
			const equatable = this.compilation.construct('System.IEquatable`1', this.self);
			if (equatable !== unknownType) this.#interfaces = [...this.#interfaces, equatable];
		}
	}

	get baseType(): Type | undefined {
		if (this.#base === null) {
			if (this.resolvingBase) return undefined;
			this.#resolveBases();
		}
		return this.#base ?? undefined;
	}

	get interfaces(): readonly Type[] {
		if (!this.#interfaces) {
			if (this.resolvingBase) return [];
			this.#resolveBases();
		}
		return this.#interfaces ?? [];
	}

	/** Whether a base or interface could not be bound, so that members may be missing. */
	get hasUnknownBase(): boolean {
		return this.#listedBases().includes(unknownType);
	}

	get enumUnderlying(): Type | undefined {
		if (this.kind !== 'enum') return undefined;
		const listed = this.#listedBases()[0];
		return listed ?? this.compilation.wellKnown('System.Int32');
	}

	nestedTypes(): readonly TypeDef[] {
		return this.#nested;
	}
	members(name: string): readonly MemberSymbol[] {
		return this.#table.get(name) ?? NONE;
	}
	memberNames(): Iterable<string> {
		return this.#table.keys();
	}
	extensionMethods(): readonly MethodSymbol[] {
		return [...this.#table.values()].flat().filter(member => member.kind === 'method' && member.isExtension) as MethodSymbol[];
	}

	/** The symbols that a member's syntax declares (several for `int a, b;`). */
	symbolsOf(syntax: Member['syntax']): readonly MemberSymbol[] {
		void this.#table;
		return this.#byMember.get(syntax) ?? NONE;
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
		const factory = new MemberFactory(this);
		for (const part of this.parts) {
			for (const member of part.declaration.members) {
				const symbols = factory.make(member, part);
				this.#byMember.set(member.syntax, symbols);
				for (const symbol of symbols) {
					// The implementing half of a partial method is the same method.
					if (
						!(
							symbol.kind === 'method' &&
							member.syntax.modifiers.includes('partial') &&
							table.get(symbol.name)?.some(other => other.kind === 'method' && isSamePartial(other, symbol))
						)
					)
						add(symbol);
				}
			}
		}
		for (const member of impliedMembers(this, table)) add(member);
		for (const block of this.extensionBlocks) for (const method of implementationsOf(block)) add(method);
		for (const member of generatedMembers(this)) if (member.name === '.ctor' || !table.has(member.name)) add(member);
		return table;
	}
}

const NONE: readonly MemberSymbol[] = [];

function isSamePartial(left: MethodSymbol, right: MethodSymbol): boolean {
	const written = (method: MethodSymbol): string =>
		method.syntax?.parameters.map(parameter => JSON.stringify({ ...parameter.type, start: 0, end: 0, nameStart: 0 })).join() ?? '';
	return left.syntax !== undefined && left.parameters.length === right.parameters.length && written(left) === written(right);
}

/** Whether a type derives from a class with this full name. */
export function derivesFrom(def: TypeDef, fullName: string): boolean {
	for (let base = def.baseType, depth = 0; base?.kind === 'named' && depth < 64; base = base.def.baseType, depth++)
		if (isNamed(base, fullName)) return true;
	return false;
}
