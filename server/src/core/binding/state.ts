/** What every part of the body binder shares: where it is, what is in scope, what was used. */
import type { Compilation } from '../symbols/compilation.ts';
import type { MethodSymbol } from '../symbols/members.ts';
import { resolveType, type NamespaceScope, type TypeContext } from '../symbols/scope.ts';
import type { SourceTypeDef } from '../symbols/source.ts';
import { NO_REQUIRES, nullType, type Type, type TypeParameter, unknownType } from '../symbols/types.ts';
import type { Block, Expr, MemberSyntax, Range, TypeSyntax } from '../syntax/ast.ts';
import {
	type Bound,
	BoundMembers,
	type CallArgument,
	type Local,
	LocalScope,
	type Enclosing,
	type ResolvedGroup,
	type Use,
	type ValueBound,
} from './bound.ts';
import { Conversions, type KnownConversions } from './conversions.ts';
import { Overloads } from './overloads.ts';
import { Recorder } from './recording.ts';

/** The function whose body is being bound: a member, a lambda or a local function. */
export interface FunctionFrame {
	readonly returns: Bound[];
	/** The type that a returned value must convert to; undefined while it is being inferred. */
	readonly expected: Type | undefined;
	readonly isAsync: boolean;
	readonly enclosing: Enclosing;
	/** Jumps out of the enclosing loops and switches: the joined state of their `break`s. */
	readonly breaks: number[];
	hasYield: boolean;
	/** Whether something in it can't be right, so that a lambda does not fit. */
	hasErrors?: boolean;
}

/** Where a body stands. */
export interface BodyContext {
	readonly compilation: Compilation;
	readonly namespace: NamespaceScope;
	readonly type: SourceTypeDef | undefined;
	readonly isStatic: boolean;
	readonly typeParameters: readonly TypeParameter[];
	/** The member itself, for the origin of its parameters. */
	readonly method: MethodSymbol | undefined;
	readonly enclosing: Enclosing;
	/** The member that the body belongs to, to look around in. */
	readonly syntax?: MemberSyntax | undefined;
	/** Whether a primary constructor's parameters hide members (in initializers). */
	readonly isInitializer?: boolean;
}

/** Counts of what could not be bound, by reason: the developers' measure of the binder. */
export type Unknowns = Map<string, number>;

/** Shared by all bodies of one compilation: nothing in it depends on which body asks, or when. */
export class BindingServices {
	readonly compilation: Compilation;
	readonly boundMembers = new BoundMembers();
	/** Answers about pairs of types, for the `Conversions` of all bodies. */
	readonly knownConversions: KnownConversions = new Map();

	constructor(compilation: Compilation) {
		this.compilation = compilation;
	}
}

export const unknownValue: ValueBound = { kind: 'value', type: unknownType };
export const nullValue: ValueBound = { kind: 'value', type: nullType, constant: { value: null }, origin: { kind: 'null' } };
export const ofType = (type: Type): ValueBound => ({ kind: 'value', type });

/** Nesting of expressions beyond this is cut off as unknown: no person writes it, and the stack is finite. */
export const MAX_DEPTH = 400;

export abstract class BinderState {
	readonly services: BindingServices;
	readonly context: BodyContext;
	readonly compilation: Compilation;
	readonly conversions: Conversions;
	readonly overloads: Overloads;
	uses: Use[] = [];
	/** The features that are known to be on where binding is (see `flow.ts`). */
	features = 0;
	scope: LocalScope;
	frame: FunctionFrame;
	depth = 0;
	readonly unknowns: Unknowns | undefined;
	/** Set where everything is recorded. */
	recorder: Recorder | undefined;
	/** See `BoundBody.hasAnnotations`. */
	hasAnnotations = false;
	/** See `BoundBody.hasUnknown`. */
	hasUnknown = false;

	constructor(services: BindingServices, context: BodyContext, unknowns?: Unknowns, isRecording = false) {
		this.services = services;
		this.context = context;
		this.compilation = services.compilation;
		this.conversions = new Conversions(services.compilation, services.knownConversions, (group, parameters) =>
			this.resolveGroup(group, parameters),
		);
		this.overloads = new Overloads(services.compilation, this.conversions);
		this.scope = new LocalScope(undefined, context.typeParameters);
		this.frame = { returns: [], expected: undefined, isAsync: false, enclosing: context.enclosing, breaks: [], hasYield: false };
		this.unknowns = unknowns;
		this.recorder = isRecording ? new Recorder() : undefined;
	}

	abstract bind(expr: Expr, mode?: AccessMode): Bound;
	/** Binds an expression as a value. */
	abstract bindValue(expr: Expr): Bound;
	/** Tells an expression the type that it is converted to, which finishes lambdas, `new()` and the like. */
	abstract convert(bound: Bound, target: Type, syntax?: Expr): void;
	/** Binds the body of a lambda. */
	abstract bindBlock(block: Block): void;
	abstract resolveGroup(group: Bound & { kind: 'methods' }, parameters: readonly CallArgument[]): ResolvedGroup | undefined;

	get typeContext(): TypeContext {
		return { namespace: this.context.namespace, type: this.context.type, typeParameters: this.scope.typeParameters };
	}

	type(syntax: TypeSyntax): Type {
		const type = resolveType(syntax, this.typeContext);
		if (type === unknownType && syntax.kind !== 'var') this.countUnknown('type');
		if (isGeneric(syntax)) this.#instantiations(syntax);
		return type;
	}

	/** Each generic name in type syntax makes its arguments' constructors reachable, where `new()` asks for one. */
	#instantiations(syntax: TypeSyntax): void {
		switch (syntax.kind) {
			case 'type-name': {
				if (syntax.qualifier) this.#instantiations(syntax.qualifier);
				if (!syntax.args) return;
				for (const arg of syntax.args) this.#instantiations(arg);
				const type = resolveType(syntax, this.typeContext);
				if (type.kind === 'named')
					this.emitConstructors(type.def.ownTypeParameters, type.args.slice(type.args.length - type.def.arity), {
						start: syntax.nameStart,
						end: syntax.end,
					});
				return;
			}
			case 'array':
			case 'nullable':
			case 'pointer':
			case 'ref-type':
				return this.#instantiations(syntax.element);
			case 'tuple-type':
				for (const element of syntax.elements) this.#instantiations(element.type);
				return;
			default:
				return;
		}
	}

	/** Uses of the constructors that type arguments bring for parameters with `new()`, where they require something. */
	emitConstructors(parameters: readonly TypeParameter[], args: readonly Type[], range: Range): void {
		for (const [index, parameter] of parameters.entries()) {
			const arg = args[index];
			if (arg?.kind !== 'named' || !parameter.constraints.hasNew) continue;
			for (const member of arg.def.members('.ctor')) {
				if (member.kind !== 'method' || (member.requires === NO_REQUIRES && member.container.requires === NO_REQUIRES)) continue;
				this.emit({
					kind: 'new-constraint',
					member,
					containingType: arg,
					...range,
					whole: range,
					name: -1,
					typeArguments: [],
					receiver: undefined,
					args: [],
					syntax: undefined,
					result: arg,
				});
			}
		}
	}

	countUnknown(reason: string): void {
		this.hasUnknown = true;
		this.unknowns?.set(reason, (this.unknowns.get(reason) ?? 0) + 1);
	}

	/**
	 * Operands of dynamic operations, and of those on pointers, are not looked at by the analyzer: what was emitted in
	 * them is marked.
	 * @param apart what is evaluated for itself, and looked at
	 */
	hideOperands(range: Range, apart: readonly Range[] = []): void {
		for (let index = this.uses.length - 1; index >= 0; index--) {
			const use = this.uses[index];
			if (!use || use.start < range.start || use.end > range.end) break;
			const place = use.syntax ?? use;
			if (!apart.some(each => place.start >= each.start && place.end <= each.end)) this.uses[index] = { ...use, isHidden: true };
		}
	}

	emit(use: Omit<Use, 'features' | 'enclosing' | 'isHidden'>): void {
		// All of one shape: what rules read of millions of uses is then found where the engine expects it.
		const {
			kind,
			member,
			containingType,
			start,
			end,
			whole,
			name,
			typeArguments,
			receiver,
			args,
			syntax,
			result,
			assigned,
			added,
			isReducedExtension,
		} = use;
		this.uses.push({
			kind,
			member,
			containingType,
			start,
			end,
			whole,
			name,
			typeArguments,
			receiver,
			args,
			syntax,
			result,
			assigned,
			added,
			isReducedExtension,
			isHidden: false,
			features: this.features,
			enclosing: this.frame.enclosing,
		});
	}

	/** Declares a local where `syntax` names it. */
	declareLocal(local: Local, syntax: object): void {
		this.scope.declare(local);
		this.recorder?.locals.set(syntax, { local, enclosing: this.frame.enclosing });
	}

	/** Runs with a new block scope. */
	inScope<T>(action: () => T): T {
		const outer = this.scope;
		this.scope = new LocalScope(outer);
		try {
			return action();
		} finally {
			this.scope = outer;
		}
	}

	wellKnown(fullName: string): Type {
		return this.compilation.wellKnown(fullName);
	}
	get bool(): Type {
		return this.wellKnown('System.Boolean');
	}
	get int(): Type {
		return this.wellKnown('System.Int32');
	}
	get string(): Type {
		return this.wellKnown('System.String');
	}
}

/** Whether type arguments are written anywhere in a type. */
export function isGeneric(syntax: TypeSyntax): boolean {
	switch (syntax.kind) {
		case 'type-name':
			return (syntax.args?.length ?? 0) > 0 || (syntax.qualifier !== undefined && isGeneric(syntax.qualifier));
		case 'array':
		case 'nullable':
		case 'pointer':
		case 'ref-type':
			return isGeneric(syntax.element);
		case 'tuple-type':
			return syntax.elements.some(element => isGeneric(element.type));
		default:
			return false;
	}
}

/**
 * How an expression is used: read, written (`x.P += 1` too), or called, where what can't be called does not count (12.5).
 * `set-aside` is a target that is evaluated, and kept, before its value is: a write like others but for dynamic ones.
 */
export type AccessMode = 'read' | 'write' | 'set-aside' | 'invoke';

export const rangeOf = (node: Range): Range => ({ start: node.start, end: node.end });
