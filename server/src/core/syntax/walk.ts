/**
 * The one walk over code: every expression, statement, argument and declarator of a piece of syntax, in the order of the text.
 *
 * Types and attributes are not code; they are passed over. What an expression *evaluates*, and in which order, is `forks.ts`' subject.
 */
import type {
	Argument,
	Body,
	Declarator,
	Expr,
	Initializer,
	MemberSyntax,
	MethodSyntax,
	ParameterSyntax,
	Pattern,
	QueryClause,
	Statement,
	Subpattern,
} from './ast.ts';

/** What is told of each node that is met. Where it answers false, what is inside is passed over. */
export interface CodeVisitor {
	readonly expr?: (expr: Expr) => boolean | undefined;
	readonly statement?: (statement: Statement) => boolean | undefined;
	/** Of calls, indexers and attributes of a base call, not of attributes. */
	readonly argument?: (argument: Argument) => void;
	readonly declarator?: (declarator: Declarator) => void;
}

/** Walks all code of a member: bodies, initializers, default values, accessors. */
export function walkMember(syntax: MemberSyntax, visitor: CodeVisitor): void {
	const walk = new Walk(visitor);
	switch (syntax.kind) {
		case 'field':
		case 'event-field':
			return walk.declarators(syntax.declarators);
		case 'enum-member':
			return walk.maybe(syntax.value);
		case 'top-level':
			return walk.statements(syntax.statements);
		case 'property':
		case 'indexer':
		case 'event':
			walk.parameters(syntax.parameters);
			for (const accessor of syntax.accessors) walk.body(accessor.body);
			walk.maybe(syntax.expressionBody);
			return walk.maybe(syntax.initializer?.value);
		default:
			return walk.method(syntax);
	}
}

/** Walks a body: a block or the expression after `=>`. */
export function walkBody(body: Body, visitor: CodeVisitor): void {
	new Walk(visitor).body(body);
}

export function walkStatements(statements: readonly Statement[], visitor: CodeVisitor): void {
	new Walk(visitor).statements(statements);
}

class Walk {
	readonly #visitor: CodeVisitor;

	constructor(visitor: CodeVisitor) {
		this.#visitor = visitor;
	}

	method(syntax: MethodSyntax): void {
		this.parameters(syntax.parameters);
		this.#args(syntax.initializer?.args ?? []);
		this.body(syntax.body);
	}

	parameters(parameters: readonly ParameterSyntax[]): void {
		for (const parameter of parameters) this.maybe(parameter.defaultValue);
	}

	body(body: Body | undefined): void {
		if (body?.kind === 'block-body') this.statement(body.block);
		else this.maybe(body?.value);
	}

	declarators(declarators: readonly Declarator[]): void {
		for (const declarator of declarators) {
			this.#visitor.declarator?.(declarator);
			this.maybe(declarator.value);
		}
	}

	statements(statements: readonly Statement[]): void {
		for (const each of statements) this.statement(each);
	}

	statement(statement: Statement): void {
		if (this.#visitor.statement?.(statement) === false) return;
		switch (statement.kind) {
			case 'block':
				return this.statements(statement.statements);
			case 'local':
				return this.declarators(statement.declarators);
			case 'local-function':
				return this.method(statement.method);
			case 'expression':
				return this.expr(statement.value);
			case 'if':
				this.expr(statement.condition);
				this.statement(statement.whenTrue);
				if (statement.else) this.statement(statement.else);
				return;
			case 'while':
				this.expr(statement.condition);
				return this.statement(statement.body);
			case 'do':
				this.statement(statement.body);
				return this.expr(statement.condition);
			case 'for':
				this.declarators(statement.declaration?.declarators ?? []);
				this.#exprs(statement.initializers);
				this.maybe(statement.condition);
				this.#exprs(statement.updates);
				return this.statement(statement.body);
			case 'foreach':
				this.expr(statement.source);
				return this.statement(statement.body);
			case 'return':
			case 'yield':
			case 'throw-statement':
			case 'goto':
				return this.maybe(statement.value);
			case 'try':
				this.statement(statement.body);
				for (const clause of statement.catches) {
					this.maybe(clause.filter);
					this.statement(clause.body);
				}
				if (statement.finally) this.statement(statement.finally);
				return;
			case 'switch-statement':
				this.expr(statement.value);
				for (const section of statement.sections) {
					for (const label of section.labels) {
						if (label.pattern) this.#pattern(label.pattern);
						this.maybe(label.when);
					}
					this.statements(section.statements);
				}
				return;
			case 'using':
				this.declarators(statement.declaration?.declarators ?? []);
				this.maybe(statement.value);
				return this.statement(statement.body);
			case 'lock':
				this.expr(statement.value);
				return this.statement(statement.body);
			case 'fixed':
				this.declarators(statement.declarators);
				return this.statement(statement.body);
			case 'label':
				if (statement.body) this.statement(statement.body);
				return;
			case 'break':
			case 'continue':
			case 'empty':
				return;
			default:
				return never(statement);
		}
	}

	maybe(expr: Expr | undefined): void {
		if (expr) this.expr(expr);
	}

	#exprs(exprs: readonly Expr[]): void {
		for (const each of exprs) this.expr(each);
	}

	#args(args: readonly Argument[]): void {
		for (const argument of args) {
			this.#visitor.argument?.(argument);
			this.expr(argument.value);
		}
	}

	expr(expr: Expr): void {
		if (this.#visitor.expr?.(expr) === false) return;
		switch (expr.kind) {
			case 'member':
				this.expr(expr.receiver);
				return this.expr(expr.name);
			case 'alias-name':
				return this.expr(expr.name);
			case 'conditional-access':
				this.expr(expr.receiver);
				return this.expr(expr.whenNotNull);
			case 'element':
				this.expr(expr.receiver);
				return this.#args(expr.args);
			case 'call':
				this.expr(expr.callee);
				return this.#args(expr.args);
			case 'new':
				this.#args(expr.args);
				return this.#initializer(expr.initializer);
			case 'anonymous-new':
				for (const member of expr.members) this.expr(member.value);
				return;
			case 'array-new':
			case 'stackalloc':
				this.#exprs(expr.sizes);
				return this.#initializer(expr.initializer);
			case 'lambda':
				for (const parameter of expr.parameters ?? []) this.maybe(parameter.defaultValue);
				return 'statements' in expr.body ? this.statement(expr.body) : this.expr(expr.body);
			case 'binary':
			case 'assign':
				this.expr(expr.left);
				return this.expr(expr.right);
			case 'unary':
			case 'postfix':
			case 'cast':
			case 'as':
			case 'await':
			case 'ref':
			case 'paren':
				return this.expr(expr.operand);
			case 'conditional':
				this.expr(expr.condition);
				this.expr(expr.whenTrue);
				return this.expr(expr.whenFalse);
			case 'is':
				this.expr(expr.operand);
				return this.#pattern(expr.pattern);
			case 'switch':
				this.expr(expr.value);
				for (const arm of expr.arms) {
					this.#pattern(arm.pattern);
					this.maybe(arm.when);
					this.expr(arm.value);
				}
				return;
			case 'interpolated':
				return this.#exprs(expr.holes);
			case 'tuple':
			case 'collection':
				for (const element of expr.elements) this.expr(element.value);
				return;
			case 'throw':
				return this.expr(expr.value);
			case 'query':
				for (const clause of expr.clauses) this.#clause(clause);
				return;
			case 'with':
				this.expr(expr.operand);
				return this.#initializer(expr.initializer);
			case 'range':
				this.maybe(expr.from);
				return this.maybe(expr.to);
			case 'unknown':
				return this.#exprs(expr.parts);
			case 'name':
			case 'predefined-type':
			case 'conditional-receiver':
			case 'literal':
			case 'typeof':
			case 'sizeof':
			case 'default':
			case 'declaration':
			case 'this':
			case 'base':
				return;
			default:
				return never(expr);
		}
	}

	#initializer(initializer: Initializer | undefined): void {
		for (const { member, index, value } of initializer?.elements ?? []) {
			this.maybe(member);
			this.#args(index ?? []);
			if (value.kind === 'initializer') this.#initializer(value);
			else this.expr(value);
		}
	}

	#clause(clause: QueryClause): void {
		switch (clause.kind) {
			case 'from':
				return this.expr(clause.source);
			case 'let':
			case 'select':
				return this.expr(clause.value);
			case 'where':
				return this.expr(clause.condition);
			case 'join':
				this.expr(clause.source);
				this.expr(clause.left);
				return this.expr(clause.right);
			case 'orderby':
				for (const { key } of clause.keys) this.expr(key);
				return;
			case 'group':
				this.expr(clause.value);
				return this.expr(clause.by);
			case 'into':
				return;
			default:
				return never(clause);
		}
	}

	#pattern(pattern: Pattern): void {
		switch (pattern.kind) {
			case 'constant':
			case 'relational':
				return this.expr(pattern.value);
			case 'recursive':
				this.#subpatterns(pattern.positional ?? []);
				return this.#subpatterns(pattern.properties ?? []);
			case 'list-pattern':
				for (const part of pattern.parts) this.#pattern(part);
				return;
			case 'slice':
				if (pattern.pattern) this.#pattern(pattern.pattern);
				return;
			case 'not':
				return this.#pattern(pattern.pattern);
			case 'and-or':
				this.#pattern(pattern.left);
				return this.#pattern(pattern.right);
			case 'type':
			case 'declared':
			case 'var-pattern':
			case 'discard-pattern':
				return;
			default:
				return never(pattern);
		}
	}

	#subpatterns(subpatterns: readonly Subpattern[]): void {
		for (const { path, pattern } of subpatterns) {
			for (const name of path) this.expr(name);
			this.#pattern(pattern);
		}
	}
}

/** A kind of node that the walk does not know is an error of the compiler here. */
function never(node: never): void {
	void node;
}
