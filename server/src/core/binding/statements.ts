/** Binds statements, keeping what is known about features along the way (C# standard 13). */
import { Access } from '../metadata/facts.ts';
import { damOfSyntax, findAttribute, requiresOfSyntax } from '../symbols/attributes.ts';
import { MethodSymbol } from '../symbols/members.ts';
import { resolveType } from '../symbols/scope.ts';
import { makeParameters, makeTypeParameters } from '../symbols/signatures.ts';
import { isNamed, pointerTo, nullType, type Type, unknownType } from '../symbols/types.ts';
import type { Block, Declarator, Expr, MemberSyntax, MethodSyntax, Statement, TypeSyntax } from '../syntax/ast.ts';
import { walkMember } from '../syntax/walk.ts';
import { type Bound, type Local, LocalScope, type Use } from './bound.ts';
import { ExpressionBinder } from './expressions.ts';
import { UNREACHABLE } from './flow.ts';
import { disposed, elementType, pinned } from './implicit-calls.ts';
import { explicitConversion, implicitConversion } from './implicit-operators.ts';
import { functionType } from './lambdas.ts';
import { rangeOf } from './state.ts';

interface LocalFunction {
	readonly syntax: MethodSyntax;
	readonly symbol: MethodSymbol;
	readonly scope: LocalScope;
	bound: boolean;
}

/** Binds whole bodies. */
export class BodyBinder extends ExpressionBinder {
	readonly #functions = new Map<MethodSymbol, LocalFunction>();

	bindBlock(block: Block): void {
		this.inScope(() => this.bindStatements(block.statements));
	}

	bindStatements(statements: readonly Statement[]): void {
		// Local functions can be called before they are declared.
		for (const statement of statements) if (statement.kind === 'local-function') this.#declareFunction(statement.method);
		for (const statement of statements) this.bindStatement(statement);
	}

	/**
	 * Binds the local functions that were reached: the analyzer looks only at those that are called or
	 * turned into delegates. Call it once after the member's own body.
	 */
	bindReachedFunctions(): void {
		for (let again = true; again; ) {
			again = false;
			for (const local of this.#functions.values()) {
				if (local.bound || !this.uses.some(use => use.member === local.symbol && use.features !== UNREACHABLE && !use.isHidden)) continue;
				local.bound = true;
				again = true;
				this.#bindFunction(local);
			}
		}
		// The rest is bound for who asks what a name means; rules don't speak of it.
		for (const local of this.#functions.values()) {
			if (local.bound || this.recorder) continue;
			local.bound = true;
			const from = this.uses.length;
			this.#bindFunction(local);
			for (let index = from; index < this.uses.length; index++) this.uses[index] = { ...(this.uses[index] as Use), isHidden: true };
		}
	}

	#declareFunction(syntax: MethodSyntax): void {
		const type = this.context.type;
		if (!type) return;
		const { scope } = this;
		const typeParameters: MethodSymbol['typeParameters'] = makeTypeParameters(
			syntax.typeParameters,
			0,
			true,
			name => ({
				clause: syntax.constraints.find(clause => clause.name === name),
				context: { ...this.typeContext, typeParameters: [...scope.typeParameters, ...typeParameters] },
			}),
			() => this.typeContext,
		);
		const context = { ...this.typeContext, typeParameters: [...scope.typeParameters, ...typeParameters] };
		const symbol = new MethodSymbol({
			name: syntax.name,
			container: type,
			methodKind: 'local',
			access: Access.Public,
			isStatic: true,
			isVirtual: false,
			isAbstract: false,
			isOverride: false,
			isExtension: false,
			typeParameters,
			signature: () => ({
				parameters: makeParameters(syntax.parameters, context),
				returns: syntax.returnType ? resolveType(syntax.returnType, context) : unknownType,
			}),
			requires: requiresOfSyntax(syntax.attributes, this.typeContext),
			dam: 0,
			returnDam: damOfSyntax(syntax.attributes, this.typeContext, 'return'),
			doesNotReturn: findAttribute(syntax.attributes, 'DoesNotReturn', undefined, this.typeContext) !== undefined,
			priority: 0,
			returnsByRef: syntax.returnType?.kind === 'ref-type',
			syntax,
		});
		if (symbol.returnDam || syntax.parameters.some(parameter => parameter.attributes.length > 0)) this.hasAnnotations = true;
		const inner = new LocalScope(scope, [...scope.typeParameters, ...typeParameters]);
		this.#functions.set(symbol, { syntax, symbol, scope: inner, bound: false });
		scope.declare({ name: syntax.name, type: unknownType, functionSymbol: symbol });
	}

	#bindFunction(local: LocalFunction): void {
		const { syntax, symbol } = local;
		const saved = { features: this.features, scope: this.scope, frame: this.frame };
		this.features = 0;
		this.scope = local.scope;
		const isAsync = syntax.modifiers.includes('async');
		this.frame = {
			returns: [],
			expected: this.expectedReturn(symbol.returns, isAsync),
			isAsync,
			enclosing: { requires: symbol.requires, parent: this.context.enclosing, method: symbol },
			breaks: [],
			hasYield: false,
		};
		this.bindHiddenAttributes([
			...syntax.attributes,
			...[...syntax.typeParameters, ...syntax.parameters].flatMap(parameter => parameter.attributes),
		]);
		this.declareParameters(symbol);
		const { body } = syntax;
		if (body)
			this.recorder?.functions.set(body, {
				enclosing: this.frame.enclosing,
				body: body.kind === 'block-body' ? body.block : body.value,
				symbol,
				returnDam: symbol.returnDam,
				returns: symbol.returns,
			});
		for (const parameter of syntax.parameters) if (parameter.defaultValue) this.bindValue(parameter.defaultValue);
		if (syntax.body?.kind === 'block-body') this.bindBlock(syntax.body.block);
		else if (syntax.body) this.bindReturn(syntax.body.value);
		Object.assign(this, saved);
	}

	declareParameters(method: MethodSymbol): void {
		for (const parameter of method.parameters) this.scope.declare({ name: parameter.name, type: parameter.type, parameter, method });
	}

	/** The type that a `return` converts to; void gives none. */
	expectedReturn(returns: Type, isAsync: boolean): Type | undefined {
		if (isNamed(returns, 'System.Void')) return returns;
		return isAsync
			? (this.conversions.asyncResult(returns) ?? (this.conversions.isTaskLike(returns) ? this.wellKnown('System.Void') : unknownType))
			: returns;
	}

	/** The value of `return x` or of an expression body. */
	bindReturn(value: Parameters<typeof this.bindValue>[0]): void {
		const bound = this.bindValue(value);
		const { expected } = this.frame;
		this.convert(bound, expected !== undefined && !isNamed(expected, 'System.Void') ? expected : unknownType, value);
		this.frame.returns.push(bound);
	}

	bindStatement(statement: Statement): void {
		switch (statement.kind) {
			case 'block':
				return this.bindBlock(statement);
			case 'local': {
				this.#locals(statement.type, statement.declarators, statement.isConst);
				if (statement.isUsing) this.#disposed(statement.declarators, statement.isAwait);
				return;
			}
			case 'local-function':
				return;
			case 'expression': {
				const bound = this.bindValue(statement.value);
				return this.convert(bound, unknownType, statement.value);
			}
			case 'if':
				return this.#if(statement);
			case 'while':
				return this.inScope(() => {
					const before = this.features;
					const guard = this.bindCondition(statement.condition);
					const after = this.features | guard.whenFalse;
					this.features |= guard.whenTrue;
					const broken = this.#loopBody(statement.body);
					this.features = (after & broken) | (before === UNREACHABLE ? UNREACHABLE : 0);
				});
			case 'do':
				return this.inScope(() => {
					const broken = this.#loopBody(statement.body);
					const guard = this.bindCondition(statement.condition);
					this.features = (this.features | guard.whenFalse) & broken;
				});
			case 'for':
				return this.#for(statement);
			case 'foreach':
				return this.#foreach(statement);
			case 'return':
				if (statement.value) this.bindReturn(statement.value);
				this.features = UNREACHABLE;
				return;
			case 'yield':
				this.frame.hasYield = true;
				if (statement.value) this.convert(this.bindValue(statement.value), unknownType, statement.value);
				else this.features = UNREACHABLE;
				return;
			case 'throw-statement':
				if (statement.value) this.convert(this.bindValue(statement.value), unknownType, statement.value);
				this.features = UNREACHABLE;
				return;
			case 'try':
				return this.#try(statement);
			case 'switch-statement':
				return this.#switchStatement(statement);
			case 'using':
				return this.inScope(() => {
					if (statement.declaration) {
						this.#locals(statement.declaration.type, statement.declaration.declarators, false);
						this.#disposed(statement.declaration.declarators, statement.isAwait);
					} else if (statement.value) {
						const value = this.bindValue(statement.value);
						this.convert(value, unknownType, statement.value);
						disposed(this, value.type, statement.isAwait, rangeOf(statement.value));
					}
					this.bindStatement(statement.body);
				});
			case 'lock':
				return this.inScope(() => {
					this.bindValue(statement.value);
					this.bindStatement(statement.body);
				});
			case 'fixed':
				return this.inScope(() => {
					const values = this.#locals(statement.type, statement.declarators, false);
					this.hideOperands({ start: statement.start, end: statement.body.start });
					for (const [index, { value }] of statement.declarators.entries()) if (value) pinned(this, values[index], value);
					this.bindStatement(statement.body);
				});
			case 'label':
				// Any `goto` may lead here: nothing is known.
				this.features = 0;
				if (statement.body) this.bindStatement(statement.body);
				return;
			case 'break': {
				const { breaks } = this.frame;
				const last = breaks.length - 1;
				if (last >= 0) breaks[last] = (breaks[last] ?? UNREACHABLE) & this.features;
				this.features = UNREACHABLE;
				return;
			}
			case 'goto':
				if (statement.value) this.bindValue(statement.value);
				this.features = UNREACHABLE;
				return;
			case 'continue':
				this.features = UNREACHABLE;
				return;
			default:
				return;
		}
	}

	#locals(typeSyntax: TypeSyntax, declarators: readonly Declarator[], isConst: boolean): readonly (Bound | undefined)[] {
		const values: (Bound | undefined)[] = [];
		const isVar = typeSyntax.kind === 'var' || (typeSyntax.kind === 'ref-type' && typeSyntax.element.kind === 'var');
		const declared = isVar ? undefined : this.type(typeSyntax);
		for (const declarator of declarators) {
			// The initializer sees the local: `int n = TryGet(out n) ? n : 0`.
			if (declared && declarator.value) this.scope.declare({ name: declarator.name, type: declared });
			const value = declarator.value && this.bindValue(declarator.value);
			values.push(value);
			if (declarator.names) {
				if (value) this.convert(value, unknownType, declarator.value);
				this.declareNames(declarator.names, value?.type ?? unknownType, undefined, declarator.value);
				continue;
			}
			const type = declared ?? (value ? this.#inferred(value, declarator.value) : unknownType);
			if (value) this.convert(value, type, declarator.value);
			const constant = isConst && value?.kind === 'value' ? value.constant : undefined;
			const origin =
				value?.kind === 'value' && value.origin && isNamed(type, 'System.Type') && !this.#reassigned.has(declarator.name)
					? value.origin
					: undefined;
			const local: Local = { name: declarator.name, type, ...(constant && { constant }), ...(origin && { origin }) };
			this.declareLocal(local, declarator);
		}
		return values;
	}

	#disposed(declarators: readonly Declarator[], isAwait: boolean): void {
		for (const declarator of declarators)
			disposed(this, this.scope.lookup(declarator.name)?.type ?? unknownType, isAwait, rangeOf(declarator));
	}

	/** Names that the member assigns after their declaration: what such a local holds is unknown here. */
	get #reassigned(): ReadonlySet<string> {
		this.#assigned ??= this.context.syntax ? assignedNames(this.context.syntax) : new Set();
		return this.#assigned;
	}
	#assigned: ReadonlySet<string> | undefined;

	/** The type of `var x = value`. */
	#inferred(value: Bound, syntax: Expr | undefined): Type {
		// Only here is it a pointer (12.8.22).
		if (syntax?.kind === 'stackalloc' && value.type.kind === 'named') return pointerTo(value.type.args[0] ?? unknownType);
		if (value.kind === 'lambda' || value.kind === 'methods') return functionType(this, value);
		return value.type === nullType ? unknownType : value.type;
	}

	#if(statement: Statement & { kind: 'if' }): void {
		const guard = this.bindCondition(statement.condition);
		const before = this.features;
		this.features = before | guard.whenTrue;
		this.#embedded(statement.whenTrue);
		const afterThen = this.features;
		this.features = before | guard.whenFalse;
		if (statement.else) this.#embedded(statement.else);
		this.features &= afterThen;
	}

	#embedded(statement: Statement): void {
		this.inScope(() => this.bindStatement(statement));
	}

	/** Binds a loop's body; gives the joined state of its `break`s. */
	#loopBody(body: Statement): number {
		this.frame.breaks.push(UNREACHABLE);
		this.#embedded(body);
		return this.frame.breaks.pop() ?? UNREACHABLE;
	}

	#for(statement: Statement & { kind: 'for' }): void {
		this.inScope(() => {
			if (statement.declaration) this.#locals(statement.declaration.type, statement.declaration.declarators, false);
			for (const initializer of statement.initializers) this.convert(this.bindValue(initializer), unknownType, initializer);
			const guard = statement.condition ? this.bindCondition(statement.condition) : { whenTrue: 0, whenFalse: UNREACHABLE };
			const before = this.features;
			this.features = before | guard.whenTrue;
			const inBody = this.features;
			const broken = this.#loopBody(statement.body);
			this.features = inBody;
			for (const update of statement.updates) this.convert(this.bindValue(update), unknownType, update);
			this.features = (before | guard.whenFalse) & broken;
		});
	}

	#foreach(statement: Statement & { kind: 'foreach' }): void {
		this.inScope(() => {
			const source = this.bindValue(statement.source);
			this.convert(source, unknownType, statement.source);
			const before = this.features;
			const element = elementType(
				this,
				source.type,
				statement.isAwait,
				rangeOf(statement.source),
				rangeOf(statement.type ?? statement.names),
			);
			const current = this.uses.at(-1);
			if (this.recorder && current?.kind === 'get' && current.member.kind === 'method' && current.name === -1)
				this.recorder.enumerations.set(statement, current.member);
			this.declareNames(statement.names, element, statement.type, statement.source);
			if (statement.type && statement.names.kind === 'single') {
				const declared = this.scope.lookup(statement.names.name)?.type ?? unknownType;
				implicitConversion(this, element, declared, statement.source);
				explicitConversion(this, element, declared, statement.source);
			}
			this.#loopBody(statement.body);
			this.features = before;
		});
	}

	#try(statement: Statement & { kind: 'try' }): void {
		const before = this.features;
		this.bindStatement(statement.body);
		let after = this.features;
		for (const clause of statement.catches) {
			this.features = before;
			this.inScope(() => {
				const type = clause.type ? this.type(clause.type) : this.wellKnown('System.Exception');
				if (clause.name) this.scope.declare({ name: clause.name, type });
				if (clause.filter) this.features |= this.bindCondition(clause.filter).whenTrue;
				this.bindStatement(clause.body);
			});
			after &= this.features;
		}
		this.features = after;
		if (statement.finally) {
			this.features = before;
			this.bindStatement(statement.finally);
			this.features |= after;
		}
	}

	#switchStatement(statement: Statement & { kind: 'switch-statement' }): void {
		this.inScope(() => {
			const value = this.bindValue(statement.value);
			this.convert(value, unknownType, statement.value);
			const before = this.features;
			let hasDefault = false;
			this.frame.breaks.push(UNREACHABLE);
			for (const section of statement.sections) {
				for (const each of section.statements) if (each.kind === 'local-function') this.#declareFunction(each.method);
			}
			let end = UNREACHABLE;
			for (const section of statement.sections) {
				this.features = before;
				for (const label of section.labels) {
					if (label.pattern) this.bindPattern(label.pattern, value.type);
					else hasDefault = true;
					if (!label.when) continue;
					const guard = this.bindCondition(label.when);
					if (section.labels.length === 1) this.features |= guard.whenTrue;
				}
				for (const each of section.statements) this.bindStatement(each);
				end &= this.features;
			}
			const broken = this.frame.breaks.pop() ?? UNREACHABLE;
			this.features = end & broken & (hasDefault ? UNREACHABLE : before);
		});
	}
}

/** Names that stand on the left of an assignment, or are passed by reference, anywhere in a member. */
function assignedNames(syntax: MemberSyntax): ReadonlySet<string> {
	const names = new Set<string>();
	const assigned = (target: Expr): void => {
		for (const part of target.kind === 'tuple' ? target.elements.map(element => element.value) : [target])
			if (part.kind === 'name' && part.name) names.add(part.name);
	};
	walkMember(syntax, {
		expr: expr => {
			if (expr.kind === 'assign') assigned(expr.left);
			return true;
		},
		argument: argument => {
			if (argument.ref !== undefined) assigned(argument.value);
		},
	});
	return names;
}
