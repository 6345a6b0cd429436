/** Symbols of types declared in source; the parts of a partial type are one symbol. */
import { Access } from '../metadata/facts.ts';
import type {
	AccessorSyntax,
	AttributeSyntax,
	ConstraintClause,
	EnumMemberSyntax,
	FieldSyntax,
	Member,
	MethodSyntax,
	NamespaceDeclaration,
	ParameterSyntax,
	PropertySyntax,
	SourceFile,
	TypeDeclaration,
	TypeParameterSyntax,
} from '../syntax/ast.ts';
import { damOfSyntax, findAttribute, requiresOfSyntax } from './attributes.ts';
import { constantOf } from './constants.ts';
import { EXTENSION_BLOCK } from '../syntax/gaps.ts';
import { implementationsOf } from './extensions.ts';
import { constantString } from './literals.ts';
import type { Compilation, SourceModule } from './compilation.ts';
import { generatedMembers } from './generated.ts';
import {
	type Declaration,
	EventSymbol,
	FieldSymbol,
	impliedMethod,
	type MethodOptions,
	MethodSymbol,
	type Parameter,
	PropertySymbol,
	type RefKind,
} from './members.ts';
import { NamespaceScope, resolveType, type TypeContext } from './scope.ts';
import {
	type AccessLevel,
	type Constraints,
	isNamed,
	type MemberSymbol,
	type NamedType,
	NO_CONSTRAINTS,
	NO_REQUIRES,
	pointerTo,
	type RequiresSet,
	substitute,
	substituteOwner,
	type Type,
	TypeDef,
	type TypeDefKind,
	TypeParameter,
	unknownType,
} from './types.ts';

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

/** Accessibility from modifiers (C# standard 7.5.2). */
export function accessOf(modifiers: readonly string[], otherwise: AccessLevel): AccessLevel {
	const has = (name: string): boolean => modifiers.includes(name);
	if (has('public')) return Access.Public;
	if (has('protected'))
		return has('internal') ? Access.ProtectedOrInternal : has('private') ? Access.ProtectedAndInternal : Access.Protected;
	if (has('internal') || has('file')) return Access.Internal;
	return has('private') ? Access.Private : otherwise;
}

export class SourceTypeDef extends TypeDef {
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
		for (const member of factory.implied(table)) add(member);
		for (const block of this.extensionBlocks) for (const method of implementationsOf(block)) add(method);
		for (const member of generatedMembers(this)) if (member.name === '.ctor' || !table.has(member.name)) add(member);
		return table;
	}
}

const NONE: readonly MemberSymbol[] = [];

function isSamePartial(left: MethodSymbol, right: MethodSymbol): boolean {
	const written = (method: MethodSymbol): string =>
		method.options.syntax?.parameters.map(parameter => JSON.stringify({ ...parameter.type, start: 0, end: 0, nameStart: 0 })).join() ?? '';
	return left.options.syntax !== undefined && left.parameters.length === right.parameters.length && written(left) === written(right);
}

/** Makes type parameters; `find` gives the constraint clause of one, and where it is resolved. */
export function makeTypeParameters(
	syntax: readonly TypeParameterSyntax[],
	first: number,
	ofMethod: boolean,
	find: (name: string) => { clause: ConstraintClause | undefined; context: TypeContext } | undefined,
	scope: () => TypeContext,
	inherited?: (index: number) => Constraints | undefined,
): readonly TypeParameter[] {
	return syntax.map(
		(parameter, index) =>
			new TypeParameter(
				parameter.name,
				first + index,
				ofMethod,
				parameter.variance,
				parameter.attributes.length > 0 ? () => damOfSyntax(parameter.attributes, scope()) : 0,
				(): Constraints => {
					const implied = inherited?.(index);
					if (implied) return implied;
					const found = find(parameter.name);
					if (!found?.clause) return NO_CONSTRAINTS;
					const { clause, context } = found;
					return {
						types: clause.types.map(type => resolveType(type, context)),
						isClass: clause.keywords.includes('class'),
						isStruct: clause.keywords.includes('struct'),
						isUnmanaged: clause.keywords.includes('unmanaged'),
						hasNew: clause.keywords.includes('new'),
					};
				},
			),
	);
}

/** Turns parameter syntax into parameters. */
export function makeParameters(syntax: readonly ParameterSyntax[], context: TypeContext): readonly Parameter[] {
	return syntax.map(parameter => {
		const has = (name: string): boolean => parameter.modifiers.includes(name);
		const ref: RefKind | undefined = has('out')
			? 'out'
			: has('in') || (has('ref') && has('readonly'))
				? 'in'
				: has('ref')
					? 'ref'
					: undefined;
		const doesNotReturnIf = findAttribute(parameter.attributes, 'DoesNotReturnIf')?.args[0]?.value;
		return {
			name: parameter.name,
			type: resolveType(parameter.type, context),
			ref,
			isOptional: parameter.defaultValue !== undefined || findAttribute(parameter.attributes, 'Optional') !== undefined,
			isParams: has('params'),
			dam: damOfSyntax(parameter.attributes, context),
			...(doesNotReturnIf?.kind === 'literal' && { doesNotReturnIf: doesNotReturnIf.text === 'true' }),
		};
	});
}

const OPERATORS: Readonly<Record<string, string | readonly [unary: string, binary: string]>> = {
	'+': ['op_UnaryPlus', 'op_Addition'],
	'-': ['op_UnaryNegation', 'op_Subtraction'],
	'*': 'op_Multiply',
	'/': 'op_Division',
	'%': 'op_Modulus',
	'&': 'op_BitwiseAnd',
	'|': 'op_BitwiseOr',
	'^': 'op_ExclusiveOr',
	'<<': 'op_LeftShift',
	'>>': 'op_RightShift',
	'>>>': 'op_UnsignedRightShift',
	'==': 'op_Equality',
	'!=': 'op_Inequality',
	'<': 'op_LessThan',
	'>': 'op_GreaterThan',
	'<=': 'op_LessThanOrEqual',
	'>=': 'op_GreaterThanOrEqual',
	'!': 'op_LogicalNot',
	'~': 'op_OnesComplement',
	'++': 'op_Increment',
	'--': 'op_Decrement',
	true: 'op_True',
	false: 'op_False',
};

/** The metadata name of an operator (C# standard 15.10, ECMA-335 I.10.3). */
export function operatorName(token: string, operands: number): string {
	const name = OPERATORS[token];
	return name === undefined ? `op_${token}` : typeof name === 'string' ? name : (name[operands === 1 ? 0 : 1] ?? '');
}

/** Makes the member symbols of one type. */
class MemberFactory {
	readonly #def: SourceTypeDef;

	constructor(def: SourceTypeDef) {
		this.#def = def;
	}

	make(member: Member, part: TypePart): readonly MemberSymbol[] {
		const { syntax } = member;
		switch (syntax.kind) {
			case 'field':
			case 'event-field':
				return this.#fields(syntax, member, part);
			case 'enum-member':
				return [this.#enumMember(syntax, member, part)];
			case 'property':
			case 'indexer':
				return [this.#property(syntax, member, part)];
			case 'event':
				return [this.#event(syntax, member, part)];
			case 'top-level':
				return [];
			default:
				return [this.#method(syntax, member, part)];
		}
	}

	#declaration(member: Member, part: TypePart, name: { start: number; end: number }): Declaration {
		return { file: part.file, member, name: { start: member.start + name.start, end: member.start + name.end } };
	}

	get #defaultAccess(): AccessLevel {
		return this.#def.kind === 'interface' ? Access.Public : Access.Private;
	}

	#method(syntax: MethodSyntax, member: Member, part: TypePart): MethodSymbol {
		const def = this.#def;
		const has = (name: string): boolean => syntax.modifiers.includes(name);
		const isStatic = has('static');
		const typeParameters: readonly TypeParameter[] = makeTypeParameters(
			syntax.typeParameters,
			0,
			true,
			name => ({
				clause: syntax.constraints.find(clause => clause.name === name),
				context: def.contextOf(part, typeParameters),
			}),
			() => def.contextOf(part),
			has('override') || syntax.explicitInterface ? index => this.#inheritedConstraints(syntax, typeParameters, index, part) : undefined,
		);
		const context = def.contextOf(part, typeParameters);
		const isConstructor = syntax.kind === 'constructor';
		const name = isConstructor
			? isStatic
				? '.cctor'
				: '.ctor'
			: syntax.kind === 'destructor'
				? 'Finalize'
				: syntax.kind === 'conversion'
					? syntax.name === 'implicit'
						? 'op_Implicit'
						: 'op_Explicit'
					: syntax.kind === 'operator'
						? operatorName(syntax.name, syntax.parameters.length)
						: syntax.name;
		const { explicitInterface } = syntax;
		return new MethodSymbol({
			name,
			container: def,
			methodKind: isConstructor ? (isStatic ? 'static-constructor' : 'constructor') : syntax.kind === 'method' ? 'ordinary' : syntax.kind,
			access: explicitInterface ? Access.Private : accessOf(syntax.modifiers, this.#defaultAccess),
			isStatic: isStatic || syntax.kind === 'operator' || syntax.kind === 'conversion',
			isVirtual: has('virtual') || has('abstract') || has('override') || def.kind === 'interface',
			isAbstract: has('abstract') || (def.kind === 'interface' && !syntax.body),
			isOverride: has('override'),
			isExtension: isStatic && def.isStatic && (syntax.parameters[0]?.modifiers.includes('this') ?? false),
			typeParameters,
			signature: () => ({
				parameters: makeParameters(syntax.parameters, context),
				returns:
					isConstructor || syntax.kind === 'destructor'
						? def.compilation.wellKnown('System.Void')
						: syntax.returnType
							? resolveType(syntax.returnType, context)
							: unknownType,
			}),
			requires: requiresOfSyntax(syntax.attributes, context),
			get dam() {
				return damOfSyntax(syntax.attributes, context);
			},
			get returnDam() {
				return damOfSyntax(syntax.attributes, context, 'return');
			},
			doesNotReturn: findAttribute(syntax.attributes, 'DoesNotReturn') !== undefined,
			priority: priorityOf(syntax.attributes),
			returnsByRef: syntax.returnType?.kind === 'ref-type',
			declaration: this.#declaration(member, part, syntax.nameRange),
			syntax,
			...(explicitInterface && { explicitInterface: () => resolveType(explicitInterface, context) }),
		});
	}

	/** Overrides and explicit implementations have the constraints of the method that they stand for (C# standard 15.6.5, 18.6.2). */
	#inheritedConstraints(syntax: MethodSyntax, own: readonly TypeParameter[], index: number, part: TypePart): Constraints | undefined {
		const def = this.#def;
		let owner: Type | undefined = syntax.explicitInterface ? resolveType(syntax.explicitInterface, def.contextOf(part)) : def.baseType;
		while (owner?.kind === 'named') {
			const instance: NamedType = owner;
			// Parameter types can't tell overloads apart here: what `T?` means in them depends on the answer.
			const base = instance.def
				.members(syntax.name)
				.find(
					(member): member is MethodSymbol =>
						member.kind === 'method' &&
						member.typeParameters.length === own.length &&
						member.parameters.length === syntax.parameters.length,
				);
			if (base) {
				const constraints = base.typeParameters[index]?.constraints;
				return (
					constraints && {
						...constraints,
						types: constraints.types.map(type =>
							substitute(substituteOwner(type, instance), parameter =>
								base.typeParameters[parameter.ordinal] === parameter ? own[parameter.ordinal] : undefined,
							),
						),
					}
				);
			}
			owner = syntax.explicitInterface || !instance.def.baseType ? undefined : substituteOwner(instance.def.baseType, instance);
		}
		return undefined;
	}

	#accessor(
		syntax: PropertySyntax,
		accessor: Pick<AccessorSyntax, 'name' | 'nameRange' | 'modifiers' | 'attributes' | 'body'>,
		member: Member,
		part: TypePart,
		access: AccessLevel,
	): MethodSymbol {
		const def = this.#def;
		const context = def.contextOf(part);
		const isGetter = accessor.name === 'get';
		const value = (): Parameter => ({
			name: 'value',
			type: resolveType(syntax.type, context),
			ref: undefined,
			isOptional: false,
			isParams: false,
			dam: damOfSyntax(accessor.attributes, context, 'param') || damOfSyntax(syntax.attributes, context),
		});
		const has = (name: string): boolean => syntax.modifiers.includes(name);
		return new MethodSymbol({
			name: accessor.name,
			container: def,
			methodKind: 'accessor',
			access: accessOf(accessor.modifiers, access),
			isStatic: has('static'),
			isVirtual: has('virtual') || has('abstract') || has('override') || def.kind === 'interface',
			isAbstract: has('abstract') || (def.kind === 'interface' && !accessor.body),
			isOverride: has('override'),
			isExtension: false,
			typeParameters: [],
			signature: () => ({
				parameters: [...makeParameters(syntax.parameters, context), ...(isGetter ? [] : [value()])],
				returns: isGetter ? resolveType(syntax.type, context) : def.compilation.wellKnown('System.Void'),
			}),
			requires: requiresOfSyntax(accessor.attributes, context),
			get dam() {
				return 0;
			},
			get returnDam() {
				return isGetter ? damOfSyntax(accessor.attributes, context, 'return') || damOfSyntax(syntax.attributes, context) : 0;
			},
			doesNotReturn: findAttribute(accessor.attributes, 'DoesNotReturn') !== undefined,
			priority: 0,
			returnsByRef: syntax.type.kind === 'ref-type',
			declaration: this.#declaration(member, part, accessor.nameRange),
			...(syntax.explicitInterface && {
				explicitInterface: () => resolveType(syntax.explicitInterface as NonNullable<typeof syntax.explicitInterface>, context),
			}),
		});
	}

	#property(syntax: PropertySyntax, member: Member, part: TypePart): PropertySymbol {
		const def = this.#def;
		const context = def.contextOf(part);
		const has = (name: string): boolean => syntax.modifiers.includes(name);
		const access = syntax.explicitInterface ? Access.Private : accessOf(syntax.modifiers, this.#defaultAccess);
		const make = (name: string): MethodSymbol | undefined => {
			const accessor = syntax.accessors.find(candidate => candidate.name === name);
			return accessor && this.#accessor(syntax, accessor, member, part, access);
		};
		const getter = syntax.expressionBody
			? this.#accessor(
					syntax,
					{
						name: 'get',
						nameRange: { start: syntax.expressionBody.start, end: syntax.expressionBody.end },
						modifiers: [],
						attributes: [],
						body: { kind: 'expression-body', value: syntax.expressionBody },
					},
					member,
					part,
					access,
				)
			: make('get');
		const guards = syntax.attributes
			.filter(attribute => attribute.name.kind === 'type-name' && attribute.name.name.replace(/Attribute$/, '') === 'FeatureGuard')
			.map(attribute => {
				const value = attribute.args[0]?.value;
				const type = value?.kind === 'typeof' ? resolveType(value.type, context) : unknownType;
				return type.kind === 'named' ? type.def.fullName : '';
			});
		const { explicitInterface } = syntax;
		const nameArgument = findAttribute(syntax.attributes, 'IndexerName')?.args[0]?.value;
		const indexerName = nameArgument && constantString(nameArgument);
		return new PropertySymbol({
			name: syntax.kind === 'indexer' ? 'this[]' : syntax.name,
			container: def,
			access,
			isStatic: has('static'),
			isOverride: has('override'),
			isVirtual: has('virtual') || has('abstract') || has('override') || def.kind === 'interface',
			signature: () => ({ parameters: makeParameters(syntax.parameters, context), returns: resolveType(syntax.type, context) }),
			getter,
			setter: make('set') ?? make('init'),
			isRequired: has('required'),
			isInitOnly: syntax.accessors.some(accessor => accessor.name === 'init'),
			returnsByRef: syntax.type.kind === 'ref-type',
			requires: requiresOfSyntax(syntax.attributes, context),
			get dam() {
				return damOfSyntax(syntax.attributes, context);
			},
			...(indexerName && { metadataName: indexerName }),
			featureGuard: guards,
			declaration: this.#declaration(member, part, syntax.nameRange),
			syntax,
			...(explicitInterface && { explicitInterface: () => resolveType(explicitInterface, context) }),
		});
	}

	#event(syntax: PropertySyntax, member: Member, part: TypePart): EventSymbol {
		const def = this.#def;
		const context = def.contextOf(part);
		const access = syntax.explicitInterface ? Access.Private : accessOf(syntax.modifiers, this.#defaultAccess);
		const make = (name: string): MethodSymbol | undefined => {
			const accessor = syntax.accessors.find(candidate => candidate.name === name);
			return accessor && this.#accessor(syntax, accessor, member, part, access);
		};
		return new EventSymbol({
			name: syntax.name,
			container: def,
			access,
			isStatic: syntax.modifiers.includes('static'),
			isOverride: syntax.modifiers.includes('override'),
			type: () => resolveType(syntax.type, context),
			add: make('add'),
			remove: make('remove'),
			requires: requiresOfSyntax(syntax.attributes, context),
			declaration: this.#declaration(member, part, syntax.nameRange),
		});
	}

	#fields(syntax: FieldSyntax, member: Member, part: TypePart): readonly MemberSymbol[] {
		const def = this.#def;
		const context = def.contextOf(part);
		const has = (name: string): boolean => syntax.modifiers.includes(name);
		return syntax.declarators.map(declarator => {
			const shared = {
				name: declarator.name,
				container: def,
				access: accessOf(syntax.modifiers, this.#defaultAccess),
				isStatic: has('static') || has('const'),
				// A buffer of fixed size is used as a pointer to its first element (C# standard 24.8.2).
				type: () => (has('fixed') ? pointerTo(resolveType(syntax.type, context)) : resolveType(syntax.type, context)),
				declaration: this.#declaration(member, part, { start: declarator.start, end: declarator.nameEnd }),
			};
			if (syntax.kind === 'event-field') {
				const accessor = (name: string): MethodSymbol =>
					impliedMethod(def, name, {
						methodKind: 'accessor',
						access: shared.access,
						isStatic: shared.isStatic,
						isOverride: has('override'),
						isVirtual: has('virtual') || has('abstract') || has('override') || def.kind === 'interface',
						isAbstract: has('abstract') || def.kind === 'interface',
						declaration: shared.declaration,
						signature: () => ({
							parameters: [{ name: 'value', type: shared.type(), ref: undefined, isOptional: false, isParams: false, dam: 0 }],
							returns: def.compilation.wellKnown('System.Void'),
						}),
					});
				return new EventSymbol({
					...shared,
					isOverride: has('override'),
					add: accessor('add'),
					remove: accessor('remove'),
					requires: requiresOfSyntax(syntax.attributes, context),
				});
			}
			const { value } = declarator;
			const isConst = has('const');
			return new FieldSymbol({
				...shared,
				...(isConst && value && { constant: () => constantOf(value, context) }),
				isOverride: false,
				isConst,
				isReadOnly: has('readonly'),
				isRequired: has('required'),
				get dam() {
					return damOfSyntax(syntax.attributes, context);
				},
			});
		});
	}

	#enumMember(syntax: EnumMemberSyntax, member: Member, part: TypePart): FieldSymbol {
		const context = this.#def.contextOf(part);
		const constant = (): unknown => {
			const all = part.declaration.members.flatMap(each => (each.syntax.kind === 'enum-member' ? [each.syntax] : []));
			const index = all.indexOf(syntax);
			// One more than the member before it (C# standard 19.4).
			for (let at = index; at >= 0; at--) {
				const written = all[at]?.value;
				if (!written) continue;
				const known = constantOf(written, context);
				return typeof known === 'number' ? known + index - at : undefined;
			}
			return index;
		};
		return new FieldSymbol({
			constant,
			name: syntax.name,
			container: this.#def,
			access: Access.Public,
			isStatic: true,
			isOverride: false,
			isConst: true,
			isReadOnly: false,
			type: () => this.#def.self,
			isRequired: false,
			dam: 0,
			declaration: this.#declaration(member, part, syntax.nameRange),
		});
	}

	/** Members that the language gives a type: constructors, record members, a delegate's `Invoke`. */
	*implied(table: ReadonlyMap<string, readonly MemberSymbol[]>): Generator<MemberSymbol> {
		const def = this.#def;
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
			const { returnType } = part.declaration;
			yield method('Invoke', {
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
					signature: () => ({ parameters: makeParameters(parameters, context), returns: voidType }),
				});
			else if (constructors.length === 0 && def.kind === 'class')
				yield method('.ctor', {
					methodKind: 'constructor',
					access: def.parts.some(each => each.declaration.modifiers.includes('abstract')) ? Access.Protected : Access.Public,
				});
			if (def.kind === 'struct' && !constructors.some(member => member.kind === 'method' && member.options.syntax?.parameters.length === 0))
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
}

function priorityOf(attributes: readonly AttributeSyntax[]): number {
	const value = findAttribute(attributes, 'OverloadResolutionPriority')?.args[0]?.value;
	if (value?.kind === 'literal') return Number(value.text);
	return value?.kind === 'unary' && value.operator === '-' && value.operand.kind === 'literal' ? -Number(value.operand.text) : 0;
}

function inheritsMember(def: TypeDef, name: string): boolean {
	for (let base = def.baseType, depth = 0; base?.kind === 'named' && depth < 64; base = base.def.baseType, depth++) {
		if (
			base.def
				.members(name)
				.some(member => (member.kind === 'property' && !(member.getter?.options.isAbstract ?? false)) || member.kind === 'field')
		)
			return true;
	}
	return false;
}

/** Whether a type derives from a class with this full name. */
export function derivesFrom(def: TypeDef, fullName: string): boolean {
	for (let base = def.baseType, depth = 0; base?.kind === 'named' && depth < 64; base = base.def.baseType, depth++)
		if (isNamed(base, fullName)) return true;
	return false;
}
