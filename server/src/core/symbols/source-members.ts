/** The symbols of the members that one type declares, made from their syntax. */
import { Access } from '../metadata/facts.ts';
import type {
	AccessorSyntax,
	AttributeSyntax,
	EnumMemberSyntax,
	FieldSyntax,
	Member,
	MethodSyntax,
	PropertySyntax,
	TypeParameterSyntax,
} from '../syntax/ast.ts';
import { allRequired, attributeName, damOfSyntax, findAttribute, requiresOfSyntax } from './attributes.ts';
import { constantOf } from './constants.ts';
import type { Half } from './halves.ts';
import { constantString } from './literals.ts';
import { type Declaration, EventSymbol, FieldSymbol, impliedMethod, MethodSymbol, type Parameter, PropertySymbol } from './members.ts';
import { resolveType, type TypeContext } from './scope.ts';
import { accessOf, makeParameters, makeTypeParameters, operatorName } from './signatures.ts';
import type { SourceTypeDef, TypePart } from './source.ts';
import {
	type AccessLevel,
	type Constraints,
	type MemberSymbol,
	type NamedType,
	type RequiresSet,
	pointerTo,
	substitute,
	substituteOwner,
	type Type,
	type TypeParameter,
	unknownType,
} from './types.ts';

/** What may carry attributes. */
interface Attributed {
	readonly attributes: readonly AttributeSyntax[];
}

/** The same in the other half of a partial member. */
type OtherHalf = { readonly syntax: Attributed; readonly part: TypePart } | undefined;

/** Makes the member symbols of one type. */
export class MemberFactory {
	readonly #def: SourceTypeDef;

	constructor(def: SourceTypeDef) {
		this.#def = def;
	}

	/** @param other the other half of a partial member, whose attributes count as well */
	make(member: Member, part: TypePart, other?: Half<TypePart>): readonly MemberSymbol[] {
		const { syntax } = member;
		switch (syntax.kind) {
			case 'field':
			case 'event-field':
				return this.#fields(syntax, member, part, other);
			case 'enum-member':
				return [this.#enumMember(syntax, member, part)];
			case 'property':
			case 'indexer':
				return [this.#property(syntax, member, part, other)];
			case 'event':
				return [this.#event(syntax, member, part, other)];
			case 'top-level':
				return [];
			default:
				return [this.#method(syntax, member, part, other)];
		}
	}

	#declaration(member: Member, part: TypePart, name: { start: number; end: number }): Declaration {
		return { file: part.file, member, name: { start: member.start + name.start, end: member.start + name.end } };
	}

	/** What a member or accessor requires by its own attributes, or those of the other half. */
	#requires(syntax: Attributed, context: TypeContext, other: OtherHalf): RequiresSet {
		const own = requiresOfSyntax(syntax.attributes, context);
		return other ? allRequired([own, requiresOfSyntax(other.syntax.attributes, this.#def.contextOf(other.part))]) : own;
	}

	/** The flags that it has by its own attributes, or those of the other half. */
	#dam(syntax: Attributed, context: TypeContext, other: OtherHalf, target?: string): number {
		const own = damOfSyntax(syntax.attributes, context, target);
		return own || !other ? own : damOfSyntax(other.syntax.attributes, this.#def.contextOf(other.part), target);
	}

	#damOfTypeParameters(syntax: readonly TypeParameterSyntax[], part: TypePart): (index: number) => number {
		return index => damOfSyntax(syntax[index]?.attributes ?? [], this.#def.contextOf(part));
	}

	#otherParameters(other: Half<TypePart> | undefined): Parameters<typeof makeParameters>[2] {
		if (!other || !('parameters' in other.syntax)) return undefined;
		return { parameters: other.syntax.parameters, context: this.#def.contextOf(other.part) };
	}

	get #defaultAccess(): AccessLevel {
		return this.#def.kind === 'interface' ? Access.Public : Access.Private;
	}

	#method(syntax: MethodSyntax, member: Member, part: TypePart, other: Half<TypePart> | undefined): MethodSymbol {
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
			other && 'typeParameters' in other.syntax ? this.#damOfTypeParameters(other.syntax.typeParameters, other.part) : undefined,
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
		const said = other ? [syntax, other.syntax] : [syntax];
		const dam = (target?: string): number => this.#dam(syntax, context, other, target);
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
				parameters: makeParameters(syntax.parameters, context, this.#otherParameters(other)),
				returns:
					isConstructor || syntax.kind === 'destructor'
						? def.compilation.wellKnown('System.Void')
						: syntax.returnType
							? resolveType(syntax.returnType, context)
							: unknownType,
			}),
			requires: this.#requires(syntax, context, other),
			get dam() {
				return dam();
			},
			get returnDam() {
				return dam('return');
			},
			doesNotReturn: said.some(each => findAttribute(each.attributes, 'DoesNotReturn', undefined, context) !== undefined),
			priority: priorityOf(said.flatMap(each => each.attributes)),
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
		other: Half<TypePart> | undefined,
		access: AccessLevel,
	): MethodSymbol {
		const def = this.#def;
		const context = def.contextOf(part);
		const isGetter = accessor.name === 'get';
		const same = other && 'accessors' in other.syntax ? other.syntax.accessors.find(each => each.name === accessor.name) : undefined;
		const also = other && same && { syntax: same, part: other.part };
		const dam = (target: string): number => this.#dam(accessor, context, also, target) || this.#dam(syntax, context, other);
		const value = (): Parameter => ({
			name: 'value',
			type: resolveType(syntax.type, context),
			ref: undefined,
			isOptional: false,
			isParams: false,
			dam: dam('param'),
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
				parameters: [...makeParameters(syntax.parameters, context, this.#otherParameters(other)), ...(isGetter ? [] : [value()])],
				returns: isGetter ? resolveType(syntax.type, context) : def.compilation.wellKnown('System.Void'),
			}),
			requires: this.#requires(accessor, context, also),
			get dam() {
				return 0;
			},
			get returnDam() {
				return isGetter ? dam('return') : 0;
			},
			doesNotReturn: findAttribute(accessor.attributes, 'DoesNotReturn', undefined, context) !== undefined,
			priority: 0,
			returnsByRef: syntax.type.kind === 'ref-type',
			declaration: this.#declaration(member, part, accessor.nameRange),
			...(syntax.explicitInterface && {
				explicitInterface: () => resolveType(syntax.explicitInterface as NonNullable<typeof syntax.explicitInterface>, context),
			}),
		});
	}

	#property(syntax: PropertySyntax, member: Member, part: TypePart, other: Half<TypePart> | undefined): PropertySymbol {
		const def = this.#def;
		const context = def.contextOf(part);
		const has = (name: string): boolean => syntax.modifiers.includes(name);
		const access = syntax.explicitInterface ? Access.Private : accessOf(syntax.modifiers, this.#defaultAccess);
		const make = (name: string): MethodSymbol | undefined => {
			const accessor = syntax.accessors.find(candidate => candidate.name === name);
			return accessor && this.#accessor(syntax, accessor, member, part, other, access);
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
					other,
					access,
				)
			: make('get');
		const guards = [...syntax.attributes, ...(other?.syntax.attributes ?? [])]
			.filter(attribute => attributeName(attribute, context) === 'FeatureGuard')
			.map(attribute => {
				const value = attribute.args[0]?.value;
				const type = value?.kind === 'typeof' ? resolveType(value.type, context) : unknownType;
				return type.kind === 'named' ? type.def.fullName : '';
			});
		const { explicitInterface } = syntax;
		const dam = (): number => this.#dam(syntax, context, other);
		const nameArgument = findAttribute(syntax.attributes, 'IndexerName')?.args[0]?.value;
		const indexerName = nameArgument && constantString(nameArgument);
		return new PropertySymbol({
			name: syntax.kind === 'indexer' ? 'this[]' : syntax.name,
			container: def,
			access,
			isStatic: has('static'),
			isOverride: has('override'),
			isVirtual: has('virtual') || has('abstract') || has('override') || def.kind === 'interface',
			signature: () => ({
				parameters: makeParameters(syntax.parameters, context, this.#otherParameters(other)),
				returns: resolveType(syntax.type, context),
			}),
			getter,
			setter: make('set') ?? make('init'),
			isRequired: has('required'),
			isInitOnly: syntax.accessors.some(accessor => accessor.name === 'init'),
			returnsByRef: syntax.type.kind === 'ref-type',
			requires: this.#requires(syntax, context, other),
			get dam() {
				return dam();
			},
			...(indexerName && { metadataName: indexerName }),
			featureGuard: guards,
			declaration: this.#declaration(member, part, syntax.nameRange),
			syntax,
			...(explicitInterface && { explicitInterface: () => resolveType(explicitInterface, context) }),
		});
	}

	#event(syntax: PropertySyntax, member: Member, part: TypePart, other: Half<TypePart> | undefined): EventSymbol {
		const def = this.#def;
		const context = def.contextOf(part);
		const { explicitInterface } = syntax;
		const access = explicitInterface ? Access.Private : accessOf(syntax.modifiers, this.#defaultAccess);
		const make = (name: string): MethodSymbol | undefined => {
			const accessor = syntax.accessors.find(candidate => candidate.name === name);
			return accessor && this.#accessor(syntax, accessor, member, part, other, access);
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
			requires: this.#requires(syntax, context, other),
			declaration: this.#declaration(member, part, syntax.nameRange),
			...(explicitInterface && { explicitInterface: () => resolveType(explicitInterface, context) }),
		});
	}

	#fields(syntax: FieldSyntax, member: Member, part: TypePart, other: Half<TypePart> | undefined): readonly MemberSymbol[] {
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
					requires: this.#requires(syntax, context, other),
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
}

function priorityOf(attributes: readonly AttributeSyntax[]): number {
	const value = findAttribute(attributes, 'OverloadResolutionPriority')?.args[0]?.value;
	if (value?.kind === 'literal') return Number(value.text);
	return value?.kind === 'unary' && value.operator === '-' && value.operand.kind === 'literal' ? -Number(value.operand.text) : 0;
}
