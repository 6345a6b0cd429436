/** From a file's declarations to the uses in its bodies, headers and attributes. */
import { arrayOf, isNamed, NO_REQUIRES, type RequiresSet, type Type, unknownType } from '../symbols/types.ts';
import type { Compilation, SourceModule } from '../symbols/compilation.ts';
import { memberDisplay } from '../symbols/display.ts';
import { type EventSymbol, type FieldSymbol, impliedMethod, type MethodSymbol, type PropertySymbol } from '../symbols/members.ts';
import { isDefining } from '../symbols/halves.ts';
import { NamespaceScope } from '../symbols/scope.ts';
import type { SourceTypeDef, TypePart } from '../symbols/source.ts';
import { requiresOfSyntax } from '../symbols/attributes.ts';
import type {
	AttributeSyntax,
	Body,
	Member,
	MemberSyntax,
	MethodSyntax,
	PropertySyntax,
	Range,
	SourceFile,
	TypeDeclaration,
	TypeSyntax,
} from '../syntax/ast.ts';
import { allSteps, type Steps } from '../text/steps.ts';
import type { BodyRoot, BoundBody, BoundMembers, Enclosing, RecordedBody } from './bound.ts';
import { enclosingOf, NO_ENCLOSING, requiresOfAllConstructors, requiresOfPrimary } from './enclosing.ts';
import { type BindingServices, type BodyContext, isGeneric, type Unknowns } from './state.ts';
import { BodyBinder } from './statements.ts';
import type { Recorder } from './recording.ts';

/** A type declaration of the current text with the symbols that its members have. */
export interface DeclaredType {
	readonly def: SourceTypeDef;
	readonly declaration: TypeDeclaration;
	/** Whether this is the first part of a partial type. */
	readonly isFirstPart: boolean;
	readonly members: readonly { readonly member: Member; readonly symbols: ReturnType<SourceTypeDef['symbolsOf']> }[];
}

/** What `bindFile` tells of: each body that uses something or could not be bound in whole, each type that is declared. */
export interface FileVisitor {
	body(body: BoundBody): void;
	type?(type: DeclaredType): void;
	/** Before a declaration's header and members are bound; false passes over them, not over nested types. */
	enter?(def: SourceTypeDef, declaration: TypeDeclaration): boolean;
	/** Whether a member is to be bound. */
	concerns?(member: Member): boolean;
	/** After the members of a declaration that was entered, before its nested types. */
	leave?(def: SourceTypeDef, declaration: TypeDeclaration): void;
	/** A part that could not be bound: nothing is told of it, and the rest goes on. `at` counts from the start of the file. */
	failed(at: number, error: unknown): void;
}

export interface BindOptions {
	readonly unknowns?: Unknowns | undefined;
	/** Keeps what is bound of each member, for files that are bound again after an edit. */
	readonly remembers?: boolean | undefined;
	/** The module that compiles the file, the compilation's own if not given. */
	readonly module?: SourceModule;
}

/** Binds one file of a compilation. */
export function bindFile(file: SourceFile, services: BindingServices, visitor: FileVisitor, options: BindOptions = {}): void {
	allSteps(bindSteps(file, services, visitor, options));
}

/** Binds one file of a compilation, a member at a time; its bodies are read again where they are not here. */
export function* bindSteps(given: SourceFile, services: BindingServices, visitor: FileVisitor, options: BindOptions = {}): Steps<void> {
	const { compilation } = services;
	const module = options.module ?? compilation.own;
	const root = module.fileScopes.get(given.path);
	if (!root) return;
	const file = module.whole(given);
	const binder = new FileBinder(file, services, module, visitor, options);
	const { topLevel } = file;
	binder.guarded(0, () => binder.header(file.attributes, 0, root, undefined, NO_ENCLOSING));
	yield* binder.namespace(file.unit, root);
	if (topLevel) binder.guarded(topLevel.start, () => binder.topLevel(topLevel, root));
}

/** Where a body stands in its file. */
type BodyPlace = Pick<BoundBody, 'base' | 'member' | 'type' | 'isHeader'>;

class FileBinder {
	readonly file: SourceFile;
	readonly services: BindingServices;
	readonly compilation: Compilation;
	readonly module: SourceModule;
	visit: (body: BoundBody) => void;
	readonly visitor: FileVisitor;
	readonly unknowns: Unknowns | undefined;
	readonly memory: BoundMembers | undefined;
	#ordinal = 0;
	readonly #seenParts = new Map<SourceTypeDef, number>();

	constructor(file: SourceFile, services: BindingServices, module: SourceModule, visitor: FileVisitor, options: BindOptions) {
		this.file = file;
		this.services = services;
		this.compilation = services.compilation;
		this.module = module;
		this.visitor = visitor;
		this.visit = body => visitor.body(body);
		this.unknowns = options.unknowns;
		this.memory = options.remembers ? services.boundMembers : undefined;
	}

	/** One part's failure takes nothing else with it. */
	guarded(at: number, action: () => void): void {
		const { visit } = this;
		try {
			action();
		} catch (error) {
			this.visit = visit;
			this.visitor.failed(at, error);
		}
	}

	*namespace(declaration: SourceFile['unit'], scope: NamespaceScope): Steps<void> {
		yield* this.#types(declaration.types, scope);
		for (const inner of declaration.namespaces)
			yield* this.namespace(inner, new NamespaceScope(this.compilation, this.module, scope, inner));
	}

	#body(place: BodyPlace, context: BodyContext, root: BodyRoot, action: (binder: BodyBinder) => void): void {
		const { base, member, type, isHeader } = place;
		const binder = new BodyBinder(this.services, { ...context, syntax: member?.syntax }, this.unknowns);
		action(binder);
		binder.bindReachedFunctions();
		const hasAnnotations = binder.hasAnnotations || hasAnnotatedEnds(root);
		const { hasUnknown } = binder;
		if (binder.uses.length === 0 && !hasAnnotations && !hasUnknown) return;
		const { services } = this;
		const record = (): RecordedBody => {
			const recording = new BodyBinder(services, { ...context, syntax: member?.syntax }, undefined, true);
			action(recording);
			recording.bindReachedFunctions();
			return { root, enclosing: context.enclosing, uses: recording.uses, recorder: recording.recorder as Recorder };
		};
		this.visit({ base, uses: binder.uses, type, member, isHeader, hasAnnotations, hasUnknown, record });
	}

	#context(
		scope: NamespaceScope,
		type: SourceTypeDef | undefined,
		bodyEnclosing: Enclosing,
		options: Partial<BodyContext> = {},
	): BodyContext {
		return {
			compilation: this.compilation,
			namespace: scope,
			type,
			isStatic: false,
			typeParameters: [],
			method: undefined,
			enclosing: bodyEnclosing,
			...options,
		};
	}

	/** Attributes: each is a call of a constructor. */
	header(
		attributes: readonly AttributeSyntax[],
		base: number,
		scope: NamespaceScope,
		type: SourceTypeDef | undefined,
		bodyEnclosing: Enclosing,
		member?: Member,
	): void {
		if (attributes.length === 0) return;
		const values = attributes.flatMap(attribute => attribute.args.map(argument => argument.value));
		this.#body({ base, member, type, isHeader: true }, this.#context(scope, type, bodyEnclosing), { kind: 'values', values }, binder => {
			for (const attribute of attributes) binder.bindAttribute(attribute);
		});
	}

	/** Types that a declaration names: a generic one may bring a constructor (see `emitConstructors`). */
	#names(types: readonly (TypeSyntax | undefined)[], place: BodyPlace, context: BodyContext): void {
		const generic = types.filter(type => type !== undefined && isGeneric(type)) as TypeSyntax[];
		if (generic.length === 0) return;
		this.#body(place, context, { kind: 'values', values: [] }, binder => {
			for (const type of generic) binder.type(type);
		});
	}

	topLevel(member: Member, scope: NamespaceScope): void {
		if (member.syntax.kind !== 'top-level') return;
		const { statements } = member.syntax;
		const program = this.compilation.find('Program') as SourceTypeDef | undefined;
		this.#body(
			{ base: member.start, member, type: program, isHeader: false },
			this.#context(scope, program, NO_ENCLOSING, { isStatic: true }),
			{ kind: 'top-level', statements },
			binder => {
				const string = this.compilation.wellKnown('System.String');
				const type = string === unknownType ? unknownType : arrayOf(string);
				binder.scope.declare({
					name: 'args',
					type,
					parameter: { name: 'args', type, ref: undefined, isOptional: false, isParams: false, dam: 0 },
				});
				binder.bindStatements(statements);
			},
		);
	}

	/** Those that are passed over take no steps: after an edit they are all but one, and steps would be most of what it allocates. */
	*#types(declarations: readonly TypeDeclaration[], scope: NamespaceScope): Steps<void> {
		for (const declaration of declarations) {
			const def = this.module.declared.get(this.file.path)?.[this.#ordinal++];
			const part = def && this.#partOf(def);
			if (!part) continue;
			if (this.visitor.enter?.(def, declaration) !== false) {
				yield* this.#declaration(declaration, def, scope, part);
				this.visitor.leave?.(def, declaration);
			}
			if (declaration.nested.length > 0) yield* this.#types(declaration.nested, scope);
		}
	}

	/**
	 * The part of a type that is come to next. The symbols may come from an earlier version of the file with equal declarations:
	 * the n-th part of a type in this file, and its n-th member, are the same then.
	 */
	#partOf(def: SourceTypeDef): TypePart | undefined {
		if (def.parts.length === 1) return def.parts[0]?.file.path === this.file.path ? def.parts[0] : undefined;
		const nth = this.#seenParts.get(def) ?? 0;
		this.#seenParts.set(def, nth + 1);
		return def.parts.filter(candidate => candidate.file.path === this.file.path)[nth];
	}

	/** A declaration's header and its members. */
	*#declaration(declaration: TypeDeclaration, def: SourceTypeDef, scope: NamespaceScope, part: TypePart): Steps<void> {
		this.guarded(declaration.start, () => this.#header(declaration, def, scope, part));
		const symbols = (index: number): ReturnType<SourceTypeDef['symbolsOf']> => {
			const declared = part.declaration.members[index];
			return declared ? def.symbolsOf(declared.syntax) : [];
		};
		this.guarded(declaration.start, () =>
			this.visitor.type?.({
				def,
				declaration,
				isFirstPart: def.parts[0] === part,
				get members() {
					return declaration.members.map((member, index) => ({ member, symbols: symbols(index) }));
				},
			}),
		);
		for (const [index, member] of declaration.members.entries()) {
			if (this.visitor.concerns?.(member) === false) continue;
			yield;
			this.guarded(member.start, () => this.#member(member, def, scope, symbols(index)));
		}
	}

	#header(declaration: TypeDeclaration, def: SourceTypeDef, scope: NamespaceScope, part: TypePart): void {
		// A type's own attributes don't silence what stands on its header.
		const headerAttributes = [
			...declaration.attributes,
			...declaration.typeParameters.flatMap(parameter => parameter.attributes),
			...(declaration.parameters ?? []).flatMap(parameter => parameter.attributes),
		];
		this.header(headerAttributes, declaration.start, scope, def, NO_ENCLOSING);
		const named = [
			...declaration.bases,
			...declaration.constraints.flatMap(clause => clause.types),
			...(declaration.parameters ?? []).map(parameter => parameter.type),
			declaration.returnType,
		];
		this.#names(named, { base: declaration.start, member: undefined, type: def, isHeader: true }, this.#context(scope, def, NO_ENCLOSING));
		this.#baseCall(declaration, def, scope, part);
	}

	/** `class C(int x) : Base(x)`, and the implicit call of a class without constructors (10.0). */
	#baseCall(declaration: TypeDeclaration, def: SourceTypeDef, scope: NamespaceScope, part: TypePart): void {
		if (def.kind !== 'class' || def.isStatic) return;
		const { baseCall } = declaration;
		if (baseCall) {
			const root: BodyRoot = { kind: 'values', values: baseCall.args.map(argument => argument.value) };
			this.#body(
				{ base: declaration.start, member: undefined, type: def, isHeader: false },
				this.#context(scope, def, enclosingOf(requiresOfPrimary(def)), { isInitializer: true }),
				root,
				binder => {
					const args = binder.bindArguments(baseCall.args);
					constructorCall(binder, def.baseType ?? unknownType, args, baseCall);
				},
			);
			return;
		}
		if (declaration.parameters) {
			if (declaration.bases.length > 0) this.#implicitBase(declaration, def, scope);
			return;
		}
		const isFirst = def.parts[0] === part;
		const hasConstructor = def.members('.ctor').some(member => member.kind === 'method' && member.syntax !== undefined);
		if (!hasConstructor && isFirst) this.#implicitBase(declaration, def, scope);
	}

	#implicitBase(declaration: TypeDeclaration, def: SourceTypeDef, scope: NamespaceScope): void {
		// Most classes: there is nothing to say of `object`'s constructor.
		if (def.baseType && isNamed(def.baseType, 'System.Object')) return;
		this.#body(
			{ base: declaration.start, member: undefined, type: def, isHeader: false },
			this.#context(scope, def, enclosingOf(requiresOfPrimary(def))),
			{ kind: 'values', values: [] },
			binder => {
				constructorCall(binder, def.baseType ?? unknownType, binder.bindArguments([]), declaration.nameRange, -1);
			},
		);
	}

	/** A member whose text and surroundings are unchanged is not bound again. */
	#member(member: Member, def: SourceTypeDef, scope: NamespaceScope, symbols: ReturnType<SourceTypeDef['symbolsOf']>): void {
		if (!this.memory) return this.#bindMember(member, def, scope, symbols);
		const known = this.memory.get(member.syntax, def, this.file.path);
		if (known) {
			for (const body of known) this.visit({ ...body, base: member.start, member });
			return;
		}
		const bodies: BoundBody[] = [];
		const { visit } = this;
		this.visit = body => {
			bodies.push(body);
			visit(body);
		};
		this.#bindMember(member, def, scope, symbols);
		this.visit = visit;
		this.memory.set(member.syntax, def, this.file.path, bodies);
	}

	#bindMember(member: Member, def: SourceTypeDef, scope: NamespaceScope, symbols: ReturnType<SourceTypeDef['symbolsOf']>): void {
		const { syntax } = member;
		const [symbol] = symbols;
		const isStatic = syntax.modifiers.includes('static') || syntax.modifiers.includes('const');
		const requires = symbol && symbol.kind !== 'field' ? symbol.requires : requiresOfSyntax(syntax.attributes, { namespace: scope });
		this.header(syntax.attributes, member.start, scope, def, enclosingOf(requires), member);
		const typeParameters = symbol?.kind === 'method' ? symbol.typeParameters : [];
		this.#names(
			typesNamed(syntax),
			{ base: member.start, member, type: def, isHeader: true },
			this.#context(scope, def, enclosingOf(requires), { typeParameters }),
		);
		switch (syntax.kind) {
			case 'method':
			case 'constructor':
			case 'destructor':
			case 'operator':
			case 'conversion': {
				if (symbol?.kind !== 'method') return;
				const bodyEnclosing = enclosingOf(symbol.methodKind === 'static-constructor' ? NO_REQUIRES : symbol.requires, symbol);
				const context = this.#context(scope, def, bodyEnclosing, { isStatic, typeParameters: symbol.typeParameters, method: symbol });
				this.header(
					[...syntax.typeParameters, ...syntax.parameters].flatMap(parameter => parameter.attributes),
					member.start,
					scope,
					def,
					bodyEnclosing,
					member,
				);
				const root: BodyRoot = {
					kind: 'body',
					body: syntax.body,
					method: symbol,
					initializer: syntax.initializer?.args.map(argument => argument.value) ?? [],
				};
				this.#body({ base: member.start, member, type: def, isHeader: false }, context, root, binder => {
					binder.declareParameters(symbol);
					for (const parameter of syntax.parameters) if (parameter.defaultValue) binder.bindValue(parameter.defaultValue);
					// Of a partial one, what implements it calls the base.
					const isDeclared = isDefining(syntax) && def.otherHalf(syntax) !== undefined;
					if (syntax.kind === 'constructor' && !isStatic && !isDeclared) this.#constructorStart(syntax.initializer, member, def, binder);
					this.#run(binder, syntax.body, symbol.returns, syntax.modifiers.includes('async'));
				});
				return;
			}
			case 'property':
			case 'indexer':
			case 'event':
				return this.#property(
					syntax,
					member,
					symbol?.kind === 'property' || symbol?.kind === 'event' ? symbol : undefined,
					def,
					scope,
					isStatic,
					requires,
				);
			case 'field':
			case 'event-field': {
				const bodyEnclosing = enclosingOf(isStatic ? NO_REQUIRES : requiresOfAllConstructors(def));
				for (const declarator of syntax.declarators) {
					const { value } = declarator;
					if (!value) continue;
					const type = symbols.find(each => each.name === declarator.name);
					const fieldType = type && type.kind !== 'method' ? type.type : unknownType;
					const target = {
						name: type ? memberDisplay(type as FieldSymbol) : '',
						type: fieldType,
						dam: type?.kind === 'field' ? type.dam : 0,
					};
					const root: BodyRoot = { kind: 'initializer', value, range: declarator.initializer ?? value, target };
					this.#body(
						{ base: member.start, member, type: def, isHeader: false },
						this.#context(scope, def, bodyEnclosing, { isStatic, isInitializer: !isStatic }),
						root,
						binder => binder.convert(binder.bindValue(value), fieldType, value),
					);
				}
				return;
			}
			case 'enum-member':
				if (syntax.value) {
					const { value } = syntax;
					this.#body(
						{ base: member.start, member, type: def, isHeader: false },
						this.#context(scope, def, NO_ENCLOSING, { isStatic: true }),
						{ kind: 'values', values: [value] },
						binder => binder.bindValue(value),
					);
				}
				return;
			default:
				return;
		}
	}

	#run(binder: BodyBinder, body: Body | undefined, returns: Type, isAsync: boolean): void {
		binder.frame = { ...binder.frame, expected: binder.expectedReturn(returns, isAsync), isAsync };
		if (body?.kind === 'block-body') binder.bindBlock(body.block);
		else if (body) binder.bindReturn(body.value);
	}

	/** `: base(...)`, `: this(...)`, or the implicit base call of a constructor without either. */
	#constructorStart(initializer: MethodSyntax['initializer'], member: Member, def: SourceTypeDef, binder: BodyBinder): void {
		if (initializer)
			constructorCall(
				binder,
				initializer.target === 'this' ? def.self : (def.baseType ?? unknownType),
				binder.bindArguments(initializer.args),
				initializer,
				initializer.keyword,
			);
		else if (def.kind === 'class') constructorCall(binder, def.baseType ?? unknownType, binder.bindArguments([]), member.syntax, -1);
	}

	#property(
		syntax: PropertySyntax,
		member: Member,
		declared: PropertySymbol | EventSymbol | undefined,
		def: SourceTypeDef,
		scope: NamespaceScope,
		isStatic: boolean,
		requires: RequiresSet,
	): void {
		const type = declared?.type ?? unknownType;
		const symbol = declared?.kind === 'property' ? declared : undefined;
		this.header(
			syntax.parameters.flatMap(parameter => parameter.attributes),
			member.start,
			scope,
			def,
			enclosingOf(requires),
			member,
		);
		const accessorOwner = (attributes: readonly AttributeSyntax[], method: MethodSymbol | undefined): Enclosing => ({
			requires: method?.requires ?? requiresOfSyntax(attributes, { namespace: scope }),
			parent: { requires, parent: undefined },
			...(method && { method }),
		});
		const voidType = this.compilation.wellKnown('System.Void');
		if (syntax.expressionBody) {
			const { expressionBody } = syntax;
			const context = this.#context(scope, def, accessorOwner([], symbol?.getter), { isStatic, method: symbol?.getter });
			const root: BodyRoot = symbol?.getter
				? { kind: 'body', body: { kind: 'expression-body', value: expressionBody }, method: symbol.getter, initializer: [] }
				: { kind: 'values', values: [expressionBody] };
			this.#body({ base: member.start, member, type: def, isHeader: false }, context, root, binder => {
				if (symbol?.getter) binder.declareParameters(symbol.getter);
				this.#run(binder, { kind: 'expression-body', value: expressionBody }, type, false);
			});
		}
		for (const accessor of syntax.accessors) {
			this.header(accessor.attributes, member.start, scope, def, accessorOwner(accessor.attributes, undefined), member);
			if (!accessor.body) continue;
			const method = accessor.name === 'get' ? symbol?.getter : symbol?.setter;
			const implied =
				method ??
				impliedMethod(def, accessor.name, {
					methodKind: 'accessor',
					signature: () => ({
						parameters: [{ name: 'value', type, ref: undefined, isOptional: false, isParams: false, dam: 0 }],
						returns: voidType,
					}),
				});
			const root: BodyRoot = { kind: 'body', body: accessor.body, method: implied, initializer: [] };
			this.#body(
				{ base: member.start, member, type: def, isHeader: false },
				this.#context(scope, def, accessorOwner(accessor.attributes, method), { isStatic, method: implied }),
				root,
				binder => {
					binder.declareParameters(implied);
					this.#run(binder, accessor.body, accessor.name === 'get' ? type : voidType, false);
				},
			);
		}
		if (syntax.initializer) {
			const { value } = syntax.initializer;
			const root: BodyRoot = {
				kind: 'initializer',
				value,
				range: syntax.initializer,
				target: { name: symbol ? memberDisplay(symbol) : '', type, dam: symbol?.dam ?? 0 },
			};
			this.#body(
				{ base: member.start, member, type: def, isHeader: false },
				this.#context(scope, def, enclosingOf(requires), { isStatic, isInitializer: !isStatic }),
				root,
				binder => binder.convert(binder.bindValue(value), type, value),
			);
		}
	}
}

/** The types in a member's header. */
function typesNamed(syntax: MemberSyntax): readonly (TypeSyntax | undefined)[] {
	switch (syntax.kind) {
		case 'field':
		case 'event-field':
			return [syntax.type];
		case 'property':
		case 'indexer':
		case 'event':
			return [syntax.type, syntax.explicitInterface, ...syntax.parameters.map(parameter => parameter.type)];
		case 'enum-member':
		case 'top-level':
			return [];
		default:
			return [
				syntax.returnType,
				syntax.explicitInterface,
				...syntax.parameters.map(parameter => parameter.type),
				...syntax.constraints.flatMap(clause => clause.types),
			];
	}
}

/** Whether what a body returns, or a parameter that it may assign, is annotated. */
function hasAnnotatedEnds(root: BodyRoot): boolean {
	if (root.kind === 'initializer') return root.target.dam !== 0;
	if (root.kind !== 'body') return false;
	const { method } = root;
	return (
		method.returnDam !== 0 ||
		method.parameters.some(parameter => parameter.dam !== 0) ||
		(method.associated?.kind === 'property' && method.associated.featureGuard.length > 0)
	);
}

function constructorCall(
	binder: BodyBinder,
	type: Type,
	args: ReturnType<BodyBinder['bindArguments']>,
	range: Range,
	name = range.start,
): void {
	const best = type.kind === 'named' ? binder.resolveConstructor(type, args) : undefined;
	if (!best || type.kind !== 'named') {
		binder.finishUnknown(args);
		return;
	}
	const useArgs = binder.finishArguments(best, args);
	const at = { start: range.start, end: range.end };
	binder.emit({
		kind: 'base-call',
		member: best.found.member,
		containingType: type,
		...at,
		whole: at,
		name,
		typeArguments: [],
		receiver: undefined,
		args: useArgs,
		syntax: undefined,
		result: type,
	});
}
