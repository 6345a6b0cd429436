/**
 * The syntax tree that binding reads: plain, immutable objects, lowered from tree-sitter's tree.
 *
 * Offsets are UTF-16 code units relative to the start of the enclosing member (or, in a type's or a
 * namespace's header, of that declaration), so that an edit elsewhere leaves a member's tree as it is.
 */

/** A half-open range `[start, end)`. */
export interface Range {
	readonly start: number;
	readonly end: number;
}

// ---- types ----------------------------------------------------------------------------------

export type TypeSyntax = Range &
	(
		| {
				readonly kind: 'type-name';
				readonly name: string;
				readonly nameStart: number;
				readonly args: readonly TypeSyntax[] | undefined;
				readonly arity: number;
				readonly qualifier?: TypeSyntax;
				readonly alias?: string;
		  }
		| { readonly kind: 'predefined'; readonly name: string }
		| { readonly kind: 'array'; readonly element: TypeSyntax; readonly rank: number; readonly sizes: readonly Expr[] }
		| { readonly kind: 'nullable'; readonly element: TypeSyntax }
		| { readonly kind: 'pointer'; readonly element: TypeSyntax }
		| { readonly kind: 'function-pointer'; readonly parameters: readonly TypeSyntax[]; readonly returns: TypeSyntax }
		| { readonly kind: 'tuple-type'; readonly elements: readonly { readonly type: TypeSyntax; readonly name?: string }[] }
		| { readonly kind: 'ref-type'; readonly element: TypeSyntax }
		| { readonly kind: 'var' }
		| { readonly kind: 'unknown-type' }
	);

// ---- expressions ----------------------------------------------------------------------------

export interface Argument extends Range {
	readonly name?: string;
	readonly ref?: 'ref' | 'out' | 'in';
	readonly value: Expr;
}

export interface LambdaParameter extends Range {
	readonly name: string;
	readonly type?: TypeSyntax;
	readonly ref?: 'ref' | 'out' | 'in';
	readonly isParams: boolean;
	readonly attributes: readonly AttributeSyntax[];
	readonly defaultValue?: Expr;
}

export type NameExpr = Range & {
	readonly kind: 'name';
	readonly name: string;
	readonly args?: readonly TypeSyntax[];
	readonly argsSyntax?: Range;
};

export interface InitializerElement extends Range {
	/** `Name = value` or `[index] = value`, or just a value. */
	readonly member?: NameExpr;
	readonly index?: readonly Argument[];
	/** The brackets around `index`, and what is in them. */
	readonly brackets?: Range;
	readonly value: Expr | Initializer;
}
/** An element of a collection expression; a spread one stands for all elements of its value. */
export interface CollectionElement {
	readonly value: Expr;
	readonly spread: boolean;
}

export interface Initializer extends Range {
	readonly kind: 'initializer';
	readonly elements: readonly InitializerElement[];
}

export type QueryClause = Range &
	(
		| { readonly kind: 'from'; readonly name: string; readonly type?: TypeSyntax; readonly source: Expr }
		| { readonly kind: 'let'; readonly name: string; readonly value: Expr }
		| { readonly kind: 'where'; readonly condition: Expr }
		| {
				readonly kind: 'join';
				readonly name: string;
				readonly type?: TypeSyntax;
				readonly source: Expr;
				readonly left: Expr;
				readonly right: Expr;
				readonly into?: string;
		  }
		| { readonly kind: 'orderby'; readonly keys: readonly { readonly key: Expr; readonly descending: boolean }[] }
		| { readonly kind: 'select'; readonly value: Expr }
		| { readonly kind: 'group'; readonly value: Expr; readonly by: Expr }
		| { readonly kind: 'into'; readonly name: string }
	);

export type LiteralKind = 'int' | 'real' | 'bool' | 'char' | 'string' | 'utf8' | 'null';

export type Expr = Range &
	(
		| { readonly kind: 'name'; readonly name: string; readonly args?: readonly TypeSyntax[] }
		| { readonly kind: 'alias-name'; readonly alias: string; readonly name: NameExpr }
		| { readonly kind: 'predefined-type'; readonly name: string }
		| { readonly kind: 'member'; readonly receiver: Expr; readonly name: NameExpr; readonly isPointer: boolean }
		/** `receiver?.whenNotNull`; inside, `conditional-receiver` stands for the value of the receiver. */
		| { readonly kind: 'conditional-access'; readonly receiver: Expr; readonly whenNotNull: Expr }
		| { readonly kind: 'conditional-receiver' }
		| {
				readonly kind: 'element';
				readonly receiver: Expr;
				readonly args: readonly Argument[] /** Where the `[` stands. */;
				readonly bracket: number;
		  }
		| { readonly kind: 'call'; readonly callee: Expr; readonly args: readonly Argument[] }
		| { readonly kind: 'new'; readonly type?: TypeSyntax; readonly args: readonly Argument[]; readonly initializer?: Initializer }
		| { readonly kind: 'anonymous-new'; readonly members: readonly { readonly name: string | undefined; readonly value: Expr }[] }
		| {
				readonly kind: 'array-new';
				readonly type?: TypeSyntax;
				readonly rank: number;
				readonly sizes: readonly Expr[];
				readonly initializer?: Initializer;
		  }
		| { readonly kind: 'stackalloc'; readonly type?: TypeSyntax; readonly sizes: readonly Expr[]; readonly initializer?: Initializer }
		| {
				readonly kind: 'lambda';
				readonly parameters: readonly LambdaParameter[] | undefined;
				readonly body: Expr | Block;
				readonly isAsync: boolean;
				readonly returnType?: TypeSyntax;
				readonly attributes: readonly AttributeSyntax[];
		  }
		| { readonly kind: 'binary'; readonly operator: string; readonly left: Expr; readonly right: Expr }
		| { readonly kind: 'unary'; readonly operator: string; readonly operand: Expr }
		| { readonly kind: 'postfix'; readonly operator: string; readonly operand: Expr }
		| { readonly kind: 'assign'; readonly operator: string; readonly left: Expr; readonly right: Expr }
		| { readonly kind: 'conditional'; readonly condition: Expr; readonly whenTrue: Expr; readonly whenFalse: Expr }
		| { readonly kind: 'cast'; readonly type: TypeSyntax; readonly operand: Expr }
		| { readonly kind: 'as'; readonly operand: Expr; readonly type: TypeSyntax }
		| { readonly kind: 'is'; readonly operand: Expr; readonly pattern: Pattern }
		| { readonly kind: 'switch'; readonly value: Expr; readonly arms: readonly SwitchArm[] }
		| { readonly kind: 'literal'; readonly literal: LiteralKind; readonly text: string }
		/** `$"a{b}c"`; `texts` as written, one more than the holes, and what opens the string: absent where a hole is formatted. */
		| {
				readonly kind: 'interpolated';
				readonly holes: readonly Expr[];
				/** Where each hole stands, with its braces; where text stands. */
				readonly holeRanges: readonly Range[];
				readonly textRanges: readonly Range[];
				readonly texts?: readonly string[];
				readonly quote?: string;
		  }
		| { readonly kind: 'typeof'; readonly type: TypeSyntax }
		| { readonly kind: 'sizeof'; readonly type: TypeSyntax }
		| { readonly kind: 'default'; readonly type?: TypeSyntax }
		| { readonly kind: 'tuple'; readonly elements: readonly { readonly name?: string; readonly value: Expr }[] }
		| { readonly kind: 'declaration'; readonly type: TypeSyntax; readonly names: Designation }
		| { readonly kind: 'this' }
		| { readonly kind: 'base' }
		| { readonly kind: 'throw'; readonly value: Expr }
		| { readonly kind: 'await'; readonly operand: Expr }
		| { readonly kind: 'query'; readonly clauses: readonly QueryClause[] }
		| { readonly kind: 'with'; readonly operand: Expr; readonly initializer: Initializer }
		| { readonly kind: 'range'; readonly from?: Expr; readonly to?: Expr }
		| { readonly kind: 'collection'; readonly elements: readonly CollectionElement[] }
		| { readonly kind: 'ref'; readonly operand: Expr }
		| { readonly kind: 'paren'; readonly operand: Expr }
		| { readonly kind: 'unknown'; readonly parts: readonly Expr[] }
	);

export interface SwitchArm extends Range {
	readonly pattern: Pattern;
	readonly when?: Expr;
	readonly value: Expr;
}

/** The names that a declaration introduces: one, or a parenthesized list of them. */
/** `type` is there where each part of a list has its own: `(int a, var b)`. */
export type Designation = Range &
	(
		| { readonly kind: 'single'; readonly name: string; readonly type?: TypeSyntax }
		| { readonly kind: 'discard' }
		| { readonly kind: 'list'; readonly parts: readonly Designation[] }
	);

export interface Subpattern extends Range {
	/** The dotted path of a property pattern, or the name of a positional one. */
	readonly path: readonly NameExpr[];
	readonly pattern: Pattern;
}

export type Pattern = Range &
	(
		| { readonly kind: 'constant'; readonly value: Expr }
		| { readonly kind: 'type'; readonly type: TypeSyntax }
		| { readonly kind: 'declared'; readonly type: TypeSyntax; readonly names: Designation }
		| { readonly kind: 'var-pattern'; readonly names: Designation }
		| {
				readonly kind: 'recursive';
				readonly type?: TypeSyntax;
				readonly positional?: readonly Subpattern[];
				readonly properties?: readonly Subpattern[];
				readonly name?: string;
		  }
		| { readonly kind: 'list-pattern'; readonly parts: readonly Pattern[]; readonly name?: string }
		| { readonly kind: 'slice'; readonly pattern?: Pattern }
		| { readonly kind: 'relational'; readonly value: Expr }
		| { readonly kind: 'not'; readonly pattern: Pattern }
		| { readonly kind: 'and-or'; readonly left: Pattern; readonly right: Pattern; readonly isOr: boolean }
		| { readonly kind: 'discard-pattern' }
	);

// ---- statements -----------------------------------------------------------------------------

export interface Declarator extends Range {
	readonly name: string;
	readonly nameEnd: number;
	readonly value?: Expr;
	/** The `= value` part. */
	readonly initializer?: Range;
	/** `var (a, b) = ...` */
	readonly names?: Designation;
}

export type Block = Range & { readonly kind: 'block'; readonly statements: readonly Statement[] };

export type Statement = Range &
	(
		| { readonly kind: 'block'; readonly statements: readonly Statement[] }
		| {
				readonly kind: 'local';
				readonly type: TypeSyntax;
				readonly declarators: readonly Declarator[];
				readonly isConst: boolean;
				readonly isUsing: boolean;
				readonly isAwait: boolean;
		  }
		| { readonly kind: 'local-function'; readonly method: MethodSyntax }
		| { readonly kind: 'expression'; readonly value: Expr }
		| { readonly kind: 'if'; readonly condition: Expr; readonly whenTrue: Statement; readonly else?: Statement }
		| { readonly kind: 'while'; readonly condition: Expr; readonly body: Statement }
		| { readonly kind: 'do'; readonly condition: Expr; readonly body: Statement }
		| {
				readonly kind: 'for';
				readonly declaration?: { readonly type: TypeSyntax; readonly declarators: readonly Declarator[] };
				readonly initializers: readonly Expr[];
				readonly condition?: Expr;
				readonly updates: readonly Expr[];
				readonly body: Statement;
		  }
		| {
				readonly kind: 'foreach';
				readonly type?: TypeSyntax;
				readonly names: Designation;
				readonly source: Expr;
				readonly body: Statement;
				readonly isAwait: boolean;
		  }
		| { readonly kind: 'return'; readonly value?: Expr }
		| { readonly kind: 'yield'; readonly value?: Expr }
		| { readonly kind: 'throw-statement'; readonly value?: Expr }
		| { readonly kind: 'try'; readonly body: Statement; readonly catches: readonly CatchClause[]; readonly finally?: Statement }
		| { readonly kind: 'switch-statement'; readonly value: Expr; readonly sections: readonly SwitchSection[] }
		| {
				readonly kind: 'using';
				readonly declaration?: { readonly type: TypeSyntax; readonly declarators: readonly Declarator[] };
				readonly value?: Expr;
				readonly body: Statement;
				readonly isAwait: boolean;
		  }
		| { readonly kind: 'lock'; readonly value: Expr; readonly body: Statement }
		| { readonly kind: 'fixed'; readonly type: TypeSyntax; readonly declarators: readonly Declarator[]; readonly body: Statement }
		| { readonly kind: 'label'; readonly name: string; readonly body?: Statement }
		/** `goto label`, `goto case x` (the text of `x`) or `goto default`. */
		| { readonly kind: 'goto'; readonly target: string; readonly isCase: boolean; readonly value?: Expr }
		| { readonly kind: 'break' }
		| { readonly kind: 'continue' }
		| { readonly kind: 'empty' }
	);

export interface CatchClause extends Range {
	readonly type?: TypeSyntax;
	readonly name?: string;
	readonly filter?: Expr;
	readonly body: Statement;
}

export interface SwitchSection extends Range {
	/** Without a pattern: `default`. `text` is what `goto case` names. */
	readonly labels: readonly { readonly pattern?: Pattern; readonly text?: string; readonly when?: Expr }[];
	readonly statements: readonly Statement[];
}

// ---- declarations ---------------------------------------------------------------------------

export interface AttributeArgument extends Range {
	/** `Name = value` sets a property or field; `name: value` names a parameter. */
	readonly name?: string;
	readonly isNamed: boolean;
	readonly value: Expr;
}

export interface AttributeSyntax extends Range {
	readonly name: TypeSyntax;
	readonly args: readonly AttributeArgument[];
	/** `return`, `field`, `assembly`, ... */
	readonly target?: string;
}

export interface TypeParameterSyntax extends Range {
	readonly name: string;
	readonly variance?: 'in' | 'out';
	readonly attributes: readonly AttributeSyntax[];
}

export interface ConstraintClause {
	readonly name: string;
	readonly types: readonly TypeSyntax[];
	readonly keywords: readonly string[];
}

export interface ParameterSyntax extends Range {
	readonly name: string;
	readonly nameStart: number;
	readonly type: TypeSyntax;
	readonly modifiers: readonly string[];
	readonly attributes: readonly AttributeSyntax[];
	readonly defaultValue?: Expr;
}

/** A body: a block, or the expression after `=>`. */
export type Body = { readonly kind: 'block-body'; readonly block: Block } | { readonly kind: 'expression-body'; readonly value: Expr };

interface MemberBase extends Range {
	readonly modifiers: readonly string[];
	readonly attributes: readonly AttributeSyntax[];
}

export interface MethodSyntax extends MemberBase {
	readonly kind: 'method' | 'constructor' | 'destructor' | 'operator' | 'conversion';
	/** For an operator its token; for a conversion `implicit` or `explicit`. */
	readonly name: string;
	readonly nameRange: Range;
	readonly typeParameters: readonly TypeParameterSyntax[];
	readonly constraints: readonly ConstraintClause[];
	readonly parameters: readonly ParameterSyntax[];
	readonly returnType?: TypeSyntax;
	readonly explicitInterface?: TypeSyntax;
	/** `: base(...)` or `: this(...)`. */
	readonly initializer?: Range & {
		readonly target: 'base' | 'this' /** Where the keyword stands. */;
		readonly keyword: number;
		readonly args: readonly Argument[];
	};
	readonly body?: Body;
}

export interface AccessorSyntax extends Range {
	readonly name: string;
	readonly nameRange: Range;
	readonly modifiers: readonly string[];
	readonly attributes: readonly AttributeSyntax[];
	readonly body?: Body;
}

export interface PropertySyntax extends MemberBase {
	readonly kind: 'property' | 'indexer' | 'event';
	readonly name: string;
	readonly nameRange: Range;
	readonly type: TypeSyntax;
	readonly parameters: readonly ParameterSyntax[];
	readonly explicitInterface?: TypeSyntax;
	readonly accessors: readonly AccessorSyntax[];
	/** `=> value` */
	readonly expressionBody?: Expr;
	/** `= value` after the accessors, with the `=`. */
	readonly initializer?: Range & { readonly value: Expr };
}

export interface FieldSyntax extends MemberBase {
	readonly kind: 'field' | 'event-field';
	readonly type: TypeSyntax;
	readonly declarators: readonly Declarator[];
}

export interface EnumMemberSyntax extends MemberBase {
	readonly kind: 'enum-member';
	readonly name: string;
	readonly nameRange: Range;
	readonly value?: Expr;
}

/** The statements of a file with top-level statements, as one member. */
export interface TopLevelSyntax extends MemberBase {
	readonly kind: 'top-level';
	readonly statements: readonly Statement[];
}

export type MemberSyntax = MethodSyntax | PropertySyntax | FieldSyntax | EnumMemberSyntax | TopLevelSyntax;

/** A member in its file. */
export interface Member {
	/** Absolute offset that the ranges inside `syntax` count from. */
	readonly start: number;
	readonly end: number;
	readonly syntax: MemberSyntax;
	/** Whether the grammar could not read a part of it. */
	readonly hasError: boolean;
}

export type TypeKind = 'class' | 'struct' | 'interface' | 'enum' | 'delegate' | 'record' | 'record-struct';

/** A type declaration (one part of a partial type); header ranges count from `start`. */
export interface TypeDeclaration {
	readonly start: number;
	readonly end: number;
	readonly kind: TypeKind;
	readonly name: string;
	readonly nameRange: Range;
	readonly modifiers: readonly string[];
	readonly attributes: readonly AttributeSyntax[];
	readonly typeParameters: readonly TypeParameterSyntax[];
	readonly constraints: readonly ConstraintClause[];
	readonly bases: readonly TypeSyntax[];
	/** `: Base(args)` of a primary constructor. */
	readonly baseCall?: Range & { readonly args: readonly Argument[] };
	/** Parameters of a primary constructor, of a delegate. */
	readonly parameters?: readonly ParameterSyntax[];
	/** A delegate's return type. */
	readonly returnType?: TypeSyntax;
	readonly members: readonly Member[];
	readonly nested: readonly TypeDeclaration[];
	/** Absolute offset of the `{` of the body, if there is one. */
	readonly bodyStart?: number;
	/** The same object for declarations that differ only in where they stand. */
	readonly shape: object;
}

export interface UsingDirective extends Range {
	readonly type: TypeSyntax;
	readonly alias?: string;
	readonly isStatic: boolean;
	readonly isGlobal: boolean;
}

/** A namespace declaration, or the compilation unit itself (whose name is empty). */
export interface NamespaceDeclaration {
	readonly start: number;
	readonly end: number;
	readonly name: string;
	readonly isFileScoped: boolean;
	readonly usings: readonly UsingDirective[];
	readonly namespaces: readonly NamespaceDeclaration[];
	readonly types: readonly TypeDeclaration[];
}

export interface Pragma {
	/** Absolute offset of the line after the directive. */
	readonly offset: number;
	readonly disable: boolean;
	/** Empty: all warnings. */
	readonly ids: readonly string[];
}

/** A `#:name value` directive of a file-based app. */
export interface FileDirective extends Range {
	readonly name: string;
	readonly value: string;
}

/** One parsed file. */
export interface SourceFile {
	readonly path: string;
	readonly text: string;
	readonly unit: NamespaceDeclaration;
	/** Attributes with the target `assembly` or `module`; ranges are absolute. */
	readonly attributes: readonly AttributeSyntax[];
	readonly topLevel?: Member;
	readonly pragmas: readonly Pragma[];
	readonly fileDirectives: readonly FileDirective[];
	/** Absolute ranges that the grammar could not read. */
	readonly errors: readonly Range[];
	/** What of the file was not read although it may be right, in words: what stands there is not judged. */
	readonly failures: readonly string[];
	/** Only its declarations are here (`declarations.ts`). */
	readonly isWithoutBodies?: true;
}
