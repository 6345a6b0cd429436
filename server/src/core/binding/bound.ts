/** What binding an expression gives, and what bodies use. */
import type { EventSymbol, FieldSymbol, Found, MethodSymbol, Parameter, PropertySymbol, RefKind } from '../symbols/members.ts';
import type { SourceTypeDef } from '../symbols/source.ts';
import type { RequiresSet, Type, TypeParameter } from '../symbols/types.ts';
import type { Body, Block, Expr, Initializer, Member, MemberSyntax, Range, Statement } from '../syntax/ast.ts';

/** A constant value; undefined elsewhere means "not constant or not known". */
export interface Constant {
	readonly value: string | number | boolean | null;
}

/** Where a value comes from, as far as one expression tells (locals tell nothing). */
export type Origin =
	| { readonly kind: 'parameter'; readonly parameter: Parameter; readonly method: MethodSymbol | undefined }
	| { readonly kind: 'return'; readonly method: MethodSymbol /** The static type that it was called on. */; readonly on?: Type }
	| { readonly kind: 'field'; readonly field: FieldSymbol }
	| { readonly kind: 'this' }
	| { readonly kind: 'typeof'; readonly type: Type }
	/** `field` in an accessor. */
	| { readonly kind: 'backing-field'; readonly property: PropertySymbol }
	| { readonly kind: 'null' };

export interface MethodGroup {
	readonly candidates: readonly Found<MethodSymbol>[];
	readonly typeArguments: readonly Type[] | undefined;
	/** The value before the dot; undefined for a simple name. */
	readonly receiver: Bound | undefined;
	/** Whether the name was looked up on a type (`C.M`). */
	readonly onType: boolean;
	readonly name: string;
	/** False where a base that could not be bound may add methods. */
	readonly isComplete: boolean;
	readonly local?: MethodSymbol;
}

export interface CallArgument {
	readonly name?: string | undefined;
	readonly ref?: RefKind | undefined;
	readonly value: Bound;
	/** `out var x`: fits any type. */
	readonly isDeclaration?: boolean;
}

/** The method of a group that fits a delegate. */
export interface ResolvedGroup extends Found<MethodSymbol> {
	readonly returns: Type;
	readonly typeArguments: readonly Type[];
}

/** What a lambda's body turned out to be under given parameter types. */
export interface LambdaBody {
	/** Returned values; empty for a body that returns nothing. */
	readonly returns: readonly Bound[];
	readonly isExpression: boolean;
	/** Whether an expression body could stand as a statement. */
	readonly isStatementLike: boolean;
	/** Whether its end can be reached without a value. */
	readonly endsWithoutValue: boolean;
	readonly uses: readonly Use[];
	readonly recorder: Recording | undefined;
	/** Bound under wrong parameter types: the body calls what can't be called so. */
	readonly hasErrors: boolean;
}

export interface LambdaBound {
	readonly kind: 'lambda';
	readonly type: Type;
	readonly syntax: Expr & { readonly kind: 'lambda' };
	/** Types that the parameters were given; undefined for an implicitly typed one. */
	readonly parameterTypes: readonly (Type | undefined)[] | undefined;
	readonly returnType: Type | undefined;
	/** Binds the body with parameter types; results are remembered. */
	readonly body: (parameterTypes: readonly Type[], expectedReturn: Type | undefined) => LambdaBody;
	/** The return type of its natural type (C# 10), or undefined where it has none. */
	readonly naturalReturn: () => Type | undefined;
}

/** What a condition proves: features that are on where it is true, and where it is false (see `flow.ts`). */
export interface Guard {
	readonly whenTrue: number;
	readonly whenFalse: number;
}

/** A property, field, event or indexer that an expression denotes, so that it can be assigned to. */
export interface Place {
	readonly found: Found<PropertySymbol | FieldSymbol | EventSymbol>;
	readonly receiver: Bound | undefined;
	/** Where the member's name stands. */
	readonly name: number;
	readonly range: Range;
	readonly args: readonly UseArgument[];
	/** A property of an extension block: the receiver is its first argument. */
	readonly isReducedExtension?: boolean | undefined;
}

export interface ValueBound {
	readonly kind: 'value';
	readonly type: Type;
	readonly constant?: Constant | undefined;
	readonly origin?: Origin | undefined;
	readonly guard?: Guard | undefined;
	readonly place?: Place | undefined;
	/** An interpolated string, which converts to more than `string`. */
	readonly isInterpolated?: boolean;
	/** Its holes, in order. */
	readonly holes?: readonly Bound[];
	/** A switch expression with a type of its own: it converts to more, where each of its arms does (10.2.18). */
	readonly arms?: readonly Bound[];
}

export type Bound =
	| ValueBound
	| { readonly kind: 'type'; readonly type: Type /** The value reading of `Color Color`. */; readonly asValue?: Bound }
	| { readonly kind: 'namespace'; readonly type: Type; readonly name: string }
	| { readonly kind: 'methods'; readonly type: Type; readonly group: MethodGroup; readonly range: Range }
	| LambdaBound
	/** `default`, `new(...)`, `throw e`, `[a, b]` or a conditional whose parts have no common type. */
	| { readonly kind: 'default'; readonly type: Type }
	| { readonly kind: 'throw'; readonly type: Type }
	| { readonly kind: 'target-new'; readonly type: Type; readonly finish: (target: Type) => void }
	| {
			readonly kind: 'collection';
			readonly type: Type;
			readonly elements: readonly { readonly value: Bound; readonly spread: boolean }[];
			readonly finish: (target: Type) => void;
	  }
	| { readonly kind: 'branches'; readonly type: Type; readonly parts: readonly Bound[] }
	| { readonly kind: 'tuple'; readonly type: Type; readonly elements: readonly Bound[] };

export type UseKind =
	| 'call'
	| 'new'
	| 'base-call'
	| 'get'
	| 'set'
	| 'field'
	| 'add'
	| 'remove'
	| 'delegate'
	| 'attribute'
	| 'dynamic'
	| 'new-constraint'
	/** A call that the compiler inserts and that the SDK's analyzer does not look at; publishing warns of it. */
	| 'implicit'
	/** A member that is named without a call of an accessor that could require something: `x.P++`, an event as a value. */
	| 'reference';

/** The lambdas and local functions around a use, innermost first, ending at the member. */
export interface Enclosing {
	readonly requires: RequiresSet;
	readonly parent: Enclosing | undefined;
	readonly method?: MethodSymbol;
}

/** What reaches a member, whatever it was written in: values are judged by it, and it knows no syntax. */
export interface Operation {
	readonly kind: UseKind;
	readonly member: MethodSymbol | FieldSymbol | PropertySymbol | EventSymbol;
	/** The type that the member was found on, with its arguments. */
	readonly containingType: Type;
	readonly typeArguments: readonly Type[];
	/** The type of the whole expression. */
	readonly result: Type;
}

/** An operation where C# has it. Ranges are relative to the body's base offset. */
export interface Use extends Operation, Range {
	/** The whole invocation with its arguments, where `start..end` is only the callee. */
	readonly whole: Range;
	/** Where the member's name stands. */
	readonly name: number;
	readonly receiver: Bound | undefined;
	readonly args: readonly UseArgument[];
	/** Features known to be on (see `flow.ts`). */
	readonly features: number;
	readonly enclosing: Enclosing;
	/** The syntax, for fixes. */
	readonly syntax: Expr | undefined;
	/** The value that a write stores. */
	readonly assigned?: Expr | undefined;
	/** The element of a collection initializer that an `Add` is called for. */
	readonly added?: Expr | Initializer | undefined;
	/** In an operand of a dynamic operation or one on pointers: the analyzer does not look there, and rules don't speak of it. */
	readonly isHidden: boolean;
	/** An extension method called on its receiver (`x.Ext()`): `args[0]` is the receiver. */
	readonly isReducedExtension?: boolean | undefined;
}

export interface UseArgument {
	readonly parameter: Parameter;
	/** The parameter's type after substitution. */
	readonly type: Type;
	readonly value: Bound;
	readonly syntax: Expr | undefined;
}

export interface Local {
	readonly name: string;
	type: Type;
	readonly constant?: Constant;
	readonly parameter?: Parameter;
	readonly method?: MethodSymbol;
	/** Where its value comes from, when it is assigned only once. */
	readonly origin?: Origin;
	/** A local function. */
	readonly functionSymbol?: MethodSymbol;
}

/** Names of a block, with those around it. */
export class LocalScope {
	readonly parent: LocalScope | undefined;
	readonly #locals = new Map<string, Local>();
	/** Type parameters of local functions declared around. */
	readonly typeParameters: readonly TypeParameter[];

	constructor(parent: LocalScope | undefined, typeParameters?: readonly TypeParameter[]) {
		this.parent = parent;
		this.typeParameters = typeParameters ?? parent?.typeParameters ?? [];
	}

	declare(local: Local): void {
		if (local.name) this.#locals.set(local.name, local);
	}

	lookup(name: string): Local | undefined {
		for (let scope: LocalScope | undefined = this; scope; scope = scope.parent) {
			const local = scope.#locals.get(name);
			if (local) return local;
		}
		return undefined;
	}
}

/** A local variable where it is named or declared. */
export interface LocalReference {
	readonly local: Local;
	/** The innermost function around the reference. */
	readonly enclosing: Enclosing;
}

/** A lambda or a local function that was bound. */
export interface FunctionRecord {
	readonly enclosing: Enclosing;
	readonly body: Block | Expr;
	/** A local function; undefined for a lambda. */
	readonly symbol: MethodSymbol | undefined;
	readonly returnDam: number;
	/** The type of returned values, where it is known. */
	readonly returns: Type | undefined;
}

/** What a body was bound to, expression by expression: `recording.ts` fills it for analyses that follow values. */
export interface Recording {
	readonly values: ReadonlyMap<Expr, Bound>;
	/** By the syntax that names or declares the local: a name, a declarator, a designation. */
	readonly locals: ReadonlyMap<object, LocalReference>;
	/** By the lambda's syntax, or the local function's body. */
	readonly functions: ReadonlyMap<object, FunctionRecord>;
	/** `Current` of each `foreach` over something other than an array. */
	readonly enumerations: ReadonlyMap<Statement, MethodSymbol>;
	/** What a query expression was translated to. */
	readonly expansions: ReadonlyMap<Expr, Expr>;
}

/** Where a body's values come from and go to. */
export type BodyRoot =
	| {
			readonly kind: 'body';
			readonly body: Body | undefined;
			readonly method: MethodSymbol /** Of `: base(...)` and `: this(...)`. */;
			readonly initializer: readonly Expr[];
	  }
	| { readonly kind: 'top-level'; readonly statements: readonly Statement[] }
	/** A field's or property's initializer; `target` has the annotation. */
	| {
			readonly kind: 'initializer';
			readonly value: Expr;
			readonly range: { readonly start: number; readonly end: number };
			readonly target: { readonly name: string; readonly type: Type; readonly dam: number };
	  }
	/** Expressions that are only evaluated: arguments of attributes and of base calls in a header. */
	| { readonly kind: 'values'; readonly values: readonly Expr[] };

/** A body bound with everything recorded. */
export interface RecordedBody {
	readonly root: BodyRoot;
	readonly enclosing: Enclosing;
	readonly uses: readonly Use[];
	readonly recorder: Recording;
}

/** The uses of one body (or header); their ranges count from `base`. */
export interface BoundBody {
	readonly base: number;
	readonly uses: readonly Use[];
	/** The innermost type that the body stands in. */
	readonly type: SourceTypeDef | undefined;
	/** What the body belongs to. */
	readonly member: Member | undefined;
	/** True for a header: attributes, bases. */
	readonly isHeader: boolean;
	/** Whether something in it takes or gives an annotated value that no use tells of: a `return`, a parameter that is assigned. */
	readonly hasAnnotations: boolean;
	/** Whether something in it could not be bound: more may be used than the uses tell. */
	readonly hasUnknown: boolean;
	/** Binds the body again and records what every expression is. */
	readonly record: () => RecordedBody;
}

/**
 * Bound members of one compilation. The lowering gives a member of equal text the same syntax object,
 * also in another type or file, so those belong to the key.
 */
export class BoundMembers {
	readonly #bodies = new WeakMap<MemberSyntax, Map<SourceTypeDef, Map<string, readonly BoundBody[]>>>();

	get(syntax: MemberSyntax, type: SourceTypeDef, path: string): readonly BoundBody[] | undefined {
		return this.#bodies.get(syntax)?.get(type)?.get(path);
	}

	set(syntax: MemberSyntax, type: SourceTypeDef, path: string, bodies: readonly BoundBody[]): void {
		let byType = this.#bodies.get(syntax);
		if (!byType) this.#bodies.set(syntax, (byType = new Map()));
		let byPath = byType.get(type);
		if (!byPath) byType.set(type, (byPath = new Map()));
		byPath.set(path, bodies);
	}
}
