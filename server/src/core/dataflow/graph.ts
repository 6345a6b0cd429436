/**
 * The control-flow graph of one function: blocks of steps in evaluation order, joined by edges that
 * carry what a condition proves about features.
 *
 * Expressions stay as they are, except those in which control forks (`?:`, `??`, `?.`, `&&`, `||`,
 * `switch`, `throw`, `??=`): these are taken apart, and the value of the whole is kept in a *slot*
 * that has the expression itself as its name.
 */
import type { Recording, ValueBound } from '../binding/bound.ts';
import { UNREACHABLE } from '../binding/flow.ts';
import type { Block as BlockSyntax, Declarator, Expr, Pattern, Statement } from '../syntax/ast.ts';
import { childrenOf, FORKS, hasFork } from '../syntax/forks.ts';

export type Step =
	| { readonly kind: 'evaluate'; readonly value: Expr }
	/** Calls without syntax of their own: attributes, `: base(...)`. */
	| { readonly kind: 'header' }
	/** Keeps a value in the slot `into`; undefined is null. */
	| { readonly kind: 'keep'; readonly into: object; readonly value: Expr | undefined }
	| { readonly kind: 'declare'; readonly declarator: Declarator; readonly value: Expr }
	/** `result` is what of the value can come back: `x` of `x ?? throw ...`. */
	| { readonly kind: 'return'; readonly value: Expr; readonly result: Expr }
	/** Assigns what a pattern declares, from the value in a slot. */
	| { readonly kind: 'match'; readonly pattern: Pattern; readonly from: Expr }
	| { readonly kind: 'next'; readonly statement: Statement & { readonly kind: 'foreach' } };

export interface Edge {
	readonly to: Block;
	/** Features that are on along this edge. */
	readonly features: number;
}

export interface Block {
	readonly index: number;
	readonly steps: Step[];
	readonly edges: Edge[];
	/** Where an exception in this block goes: each of these joins the state at every point of it. */
	readonly handlers: readonly Block[];
}

export interface Graph {
	readonly blocks: readonly Block[];
	/** `?.` receivers: the placeholder in the access to the slot that has its value. */
	readonly receivers: ReadonlyMap<Expr, object>;
}

/** Members with more blocks than this are not analysed; nobody writes them by hand. */
const MAX_BLOCKS = 20_000;

export class TooComplex extends Error {}

/** A `finally` whose `try` control is in; jumps out of it go through the finally, and on from its end. */
interface Pending {
	readonly entry: Block;
	readonly exits: Set<Block>;
}

interface Jump {
	/** How many `finally`s were around when it was entered. */
	readonly depth: number;
	readonly onBreak: Block;
	readonly onContinue: Block | undefined;
}

export function buildGraph(
	root: readonly Statement[] | { readonly value: Expr; readonly isReturn: boolean },
	before: readonly Expr[],
	recorder: Recording,
): Graph {
	const builder = new Builder(recorder);
	for (const value of before) builder.evaluate(value);
	builder.blocks.at(-1)?.steps.push({ kind: 'header' });
	if ('value' in root) builder.finish(root.value, root.isReturn);
	else builder.statements(root as readonly Statement[]);
	return { blocks: builder.blocks, receivers: builder.receivers };
}

class Builder {
	readonly blocks: Block[] = [];
	readonly receivers = new Map<Expr, object>();
	readonly #recorder: Recording;
	readonly #labels = new Map<string, Block>();
	#handlers: readonly Block[] = [];
	#jumps: readonly Jump[] = [];
	#pending: readonly Pending[] = [];
	/** Sections of the innermost `switch`, by the text of their label. */
	#cases: ReadonlyMap<string, Block> = new Map();
	#current: Block;

	constructor(recorder: Recording) {
		this.#recorder = recorder;
		this.#current = this.#block();
	}

	#block(): Block {
		if (this.blocks.length >= MAX_BLOCKS) throw new TooComplex();
		const block: Block = { index: this.blocks.length, steps: [], edges: [], handlers: this.#handlers };
		this.blocks.push(block);
		return block;
	}

	#link(from: Block, to: Block, features = 0): void {
		from.edges.push({ to, features });
	}

	/** Goes on in `block`, from where control is now. */
	#enter(block: Block): void {
		this.#link(this.#current, block);
		this.#current = block;
	}

	/** Control does not pass from here to what follows. */
	#stop(): void {
		this.#current = this.#block();
	}

	// ---- expressions ------------------------------------------------------------------------

	evaluate(value: Expr): void {
		this.#spill(value);
		this.#current.steps.push({ kind: 'evaluate', value });
	}

	finish(value: Expr, isReturn: boolean): void {
		// `=> throw` is returned, in the analyzer's eyes; what follows a throw elsewhere is never reached.
		if (isReturn && value.kind === 'throw') {
			this.evaluate(value.value);
			this.#current.steps.push({ kind: 'return', value, result: value });
			return this.#stop();
		}
		this.#spill(value);
		this.#current.steps.push(isReturn ? { kind: 'return', value, result: resultOf(value) } : { kind: 'evaluate', value });
	}

	#keep(into: object, value: Expr | undefined): void {
		if (value) this.#spill(value);
		this.#current.steps.push({ kind: 'keep', into, value });
	}

	/** Takes apart the forks in an expression, so that it can then be evaluated in one step. */
	#spill(expr: Expr): void {
		if (!hasFork(expr)) return;
		switch (expr.kind) {
			case 'conditional':
				return this.#fork(expr);
			case 'binary':
				if (FORKS.has(expr.operator)) return this.#fork(expr);
				break;
			case 'conditional-access':
			case 'switch':
			case 'throw':
				return this.#fork(expr);
			case 'assign':
				if (expr.operator === '??=') return this.#fork(expr);
				break;
			case 'lambda':
				return;
			default:
				break;
		}
		for (const part of childrenOf(expr)) this.#spill(part);
	}

	#fork(expr: Expr): void {
		const join = this.#block();
		switch (expr.kind) {
			case 'conditional': {
				const [whenTrue, whenFalse] = [this.#block(), this.#block()];
				this.#branch(expr.condition, whenTrue, whenFalse);
				this.#current = whenTrue;
				this.#keep(expr, expr.whenTrue);
				this.#link(this.#current, join);
				this.#current = whenFalse;
				this.#keep(expr, expr.whenFalse);
				break;
			}
			case 'binary': {
				const right = this.#block();
				if (expr.operator === '??') {
					this.#keep(expr, expr.left);
					this.#link(this.#current, right);
					this.#link(this.#current, join);
					this.#current = right;
					this.#keep(expr, expr.right);
				} else {
					this.#branch(expr.left, expr.operator === '&&' ? right : join, expr.operator === '&&' ? join : right);
					this.#current = right;
					this.evaluate(expr.right);
				}
				break;
			}
			case 'conditional-access': {
				this.#keep(expr.receiver, expr.receiver);
				const placeholder = placeholderOf(expr.whenNotNull);
				if (placeholder) this.receivers.set(placeholder, expr.receiver);
				const access = this.#block();
				const skip = this.#block();
				this.#link(this.#current, access);
				this.#link(this.#current, skip);
				skip.steps.push({ kind: 'keep', into: expr, value: undefined });
				this.#link(skip, join);
				this.#current = access;
				this.#keep(expr, expr.whenNotNull);
				break;
			}
			case 'switch': {
				this.#keep(expr.value, expr.value);
				let from = this.#current;
				for (const arm of expr.arms) {
					const block = this.#block();
					this.#link(from, block);
					this.#current = block;
					this.#current.steps.push({ kind: 'match', pattern: arm.pattern, from: expr.value });
					from = block;
					if (arm.when) {
						const body = this.#block();
						const next = this.#block();
						this.#branch(arm.when, body, next);
						this.#current = body;
						from = next;
					}
					this.#keep(expr, arm.value);
					this.#link(this.#current, join);
				}
				this.#current = join;
				return;
			}
			case 'assign': {
				for (const part of childrenOf(expr.left)) this.#spill(part);
				this.#keep(expr, expr.left);
				const right = this.#block();
				this.#link(this.#current, right);
				this.#link(this.#current, join);
				this.#current = right;
				this.#spill(expr.right);
				this.#keep(expr, { ...expr, operator: '=' });
				break;
			}
			case 'throw':
				this.evaluate(expr.value);
				this.#current = join;
				return;
			default:
				break;
		}
		this.#enter(join);
	}

	/** Branches on a condition; what it proves goes along the edges. */
	#branch(condition: Expr, whenTrue: Block, whenFalse: Block): void {
		switch (condition.kind) {
			case 'paren':
				return this.#branch(condition.operand, whenTrue, whenFalse);
			case 'unary':
				if (condition.operator === '!') return this.#branch(condition.operand, whenFalse, whenTrue);
				break;
			case 'binary':
				if (condition.operator === '&&' || condition.operator === '||') {
					const right = this.#block();
					this.#branch(condition.left, condition.operator === '&&' ? right : whenTrue, condition.operator === '&&' ? whenFalse : right);
					this.#current = right;
					return this.#branch(condition.right, whenTrue, whenFalse);
				}
				break;
			default:
				break;
		}
		this.evaluate(condition);
		const guard = (this.#recorder.values.get(condition) as ValueBound | undefined)?.guard;
		this.#link(this.#current, whenTrue, guard?.whenTrue ?? 0);
		this.#link(this.#current, whenFalse, guard?.whenFalse ?? 0);
		this.#current = whenFalse;
	}

	// ---- statements -------------------------------------------------------------------------

	statements(statements: readonly Statement[]): void {
		for (const statement of statements) this.#statement(statement);
	}

	#declarators(declarators: readonly Declarator[]): void {
		for (const declarator of declarators) {
			if (!declarator.value) continue;
			this.#spill(declarator.value);
			this.#current.steps.push({ kind: 'declare', declarator, value: declarator.value });
		}
	}

	#labelled(name: string): Block {
		let block = this.#labels.get(name);
		if (!block) this.#labels.set(name, (block = this.#block()));
		return block;
	}

	#statement(statement: Statement): void {
		switch (statement.kind) {
			case 'block':
				return this.statements(statement.statements);
			case 'local':
				return this.#declarators(statement.declarators);
			case 'expression':
				return this.evaluate(statement.value);
			case 'if': {
				const [whenTrue, whenFalse, end] = [this.#block(), this.#block(), this.#block()];
				this.#branch(statement.condition, whenTrue, whenFalse);
				this.#current = whenTrue;
				this.#statement(statement.whenTrue);
				this.#link(this.#current, end);
				this.#current = whenFalse;
				if (statement.else) this.#statement(statement.else);
				return this.#enter(end);
			}
			case 'while': {
				const [head, body, end] = [this.#block(), this.#block(), this.#block()];
				this.#enter(head);
				this.#branch(statement.condition, body, end);
				this.#loop(statement.body, body, end, head);
				this.#link(this.#current, head);
				this.#current = end;
				return;
			}
			case 'do': {
				const [body, test, end] = [this.#block(), this.#block(), this.#block()];
				this.#enter(body);
				this.#loop(statement.body, body, end, test);
				this.#enter(test);
				this.#branch(statement.condition, body, end);
				this.#current = end;
				return;
			}
			case 'for':
				return this.#for(statement);
			case 'foreach': {
				this.#keep(statement.source, statement.source);
				const [head, body, end] = [this.#block(), this.#block(), this.#block()];
				this.#enter(head);
				this.#link(head, body);
				this.#link(head, end);
				body.steps.push({ kind: 'next', statement });
				this.#loop(statement.body, body, end, head);
				this.#link(this.#current, head);
				this.#current = end;
				return;
			}
			case 'return':
				if (statement.value) this.finish(statement.value, true);
				this.#leave(undefined, 0);
				return this.#stop();
			case 'yield':
				if (statement.value) this.evaluate(statement.value);
				else this.#stop();
				return;
			case 'throw-statement':
				if (statement.value) this.evaluate(statement.value);
				return this.#stop();
			case 'try':
				return this.#try(statement);
			case 'switch-statement':
				return this.#switch(statement);
			case 'using':
				if (statement.declaration) this.#declarators(statement.declaration.declarators);
				else if (statement.value) this.evaluate(statement.value);
				return this.#statement(statement.body);
			case 'lock':
				this.evaluate(statement.value);
				return this.#statement(statement.body);
			case 'fixed':
				this.#declarators(statement.declarators);
				return this.#statement(statement.body);
			case 'label':
				this.#enter(this.#labelled(statement.name));
				if (statement.body) this.#statement(statement.body);
				return;
			case 'goto': {
				const target = statement.isCase ? this.#cases.get(statement.target) : this.#labelled(statement.target);
				if (target) this.#link(this.#current, target);
				return this.#stop();
			}
			case 'break': {
				const jump = this.#jumps.at(-1);
				if (jump) this.#leave(jump.onBreak, jump.depth);
				return this.#stop();
			}
			case 'continue': {
				const jump = this.#jumps.findLast(each => each.onContinue);
				if (jump?.onContinue) this.#leave(jump.onContinue, jump.depth);
				return this.#stop();
			}
			default:
				return;
		}
	}

	/** Jumps to a block (or out of the function), through every `finally` beyond `depth`. */
	#leave(target: Block | undefined, depth: number): void {
		const crossed = this.#pending.slice(depth);
		const innermost = crossed.at(-1);
		if (!innermost) {
			if (target) this.#link(this.#current, target);
			return;
		}
		this.#link(this.#current, innermost.entry);
		for (let index = crossed.length - 1; index >= 0; index--) {
			const next = crossed[index - 1]?.entry ?? target;
			if (next) crossed[index]?.exits.add(next);
		}
	}

	#loop(body: Statement, start: Block, onBreak: Block, onContinue: Block): void {
		const outer = this.#jumps;
		this.#jumps = [...outer, { depth: this.#pending.length, onBreak, onContinue }];
		this.#current = start;
		this.#statement(body);
		this.#jumps = outer;
	}

	#for(statement: Statement & { kind: 'for' }): void {
		if (statement.declaration) this.#declarators(statement.declaration.declarators);
		for (const initializer of statement.initializers) this.evaluate(initializer);
		const [head, body, update, end] = [this.#block(), this.#block(), this.#block(), this.#block()];
		this.#enter(head);
		if (statement.condition) this.#branch(statement.condition, body, end);
		else this.#link(head, body);
		this.#loop(statement.body, body, end, update);
		this.#enter(update);
		for (const each of statement.updates) this.evaluate(each);
		this.#link(this.#current, head);
		this.#current = end;
	}

	/** A `finally` is there twice: for the way that goes on, and for the way of an exception. */
	#try(statement: Statement & { kind: 'try' }): void {
		const outer = this.#handlers;
		const { finally: last } = statement;
		const onError = last && this.#block();
		const caught = statement.catches.map(() => {
			this.#handlers = onError ? [...outer, onError] : outer;
			return this.#block();
		});
		const end = this.#block();
		const pending: Pending = { entry: end, exits: new Set() };
		const around = this.#pending;
		if (last) this.#pending = [...around, pending];
		this.#handlers = [...outer, ...(onError ? [onError] : []), ...caught];
		this.#enter(this.#block());
		this.#statement(statement.body);
		this.#handlers = outer;
		this.#link(this.#current, end);
		this.#handlers = onError ? [...outer, onError] : outer;
		for (const [index, clause] of statement.catches.entries()) {
			this.#current = caught[index] as Block;
			if (clause.filter) {
				const [accepted, rejected] = [this.#block(), this.#block()];
				this.#branch(clause.filter, accepted, rejected);
				// What a filter rejects goes on to the clauses that follow.
				for (const later of caught.slice(index + 1)) this.#link(rejected, later);
				this.#current = accepted;
			}
			this.#statement(clause.body);
			this.#link(this.#current, end);
		}
		this.#handlers = outer;
		this.#pending = around;
		if (last && onError) {
			this.#current = onError;
			this.#statement(last);
		}
		this.#current = end;
		if (!last) return;
		this.#statement(last);
		for (const exit of pending.exits) this.#link(this.#current, exit);
	}

	#switch(statement: Statement & { kind: 'switch-statement' }): void {
		this.#keep(statement.value, statement.value);
		const end = this.#block();
		const starts = statement.sections.map(() => this.#block());
		const outer = this.#cases;
		const cases = new Map<string, Block>();
		let hasDefault = false;
		for (const [index, section] of statement.sections.entries()) {
			const start = starts[index] as Block;
			for (const label of section.labels) {
				cases.set(label.pattern ? (label.text ?? '') : 'default', start);
				if (!label.pattern) {
					hasDefault = true;
					continue;
				}
				const test = this.#block();
				const next = this.#block();
				this.#link(this.#current, test);
				this.#link(this.#current, next);
				test.steps.push({ kind: 'match', pattern: label.pattern, from: statement.value });
				this.#current = test;
				if (label.when) this.#branch(label.when, start, next);
				else this.#link(test, start);
				this.#current = next;
			}
		}
		const otherwise = statement.sections.findIndex(section => section.labels.some(label => !label.pattern));
		this.#link(this.#current, hasDefault ? (starts[otherwise] as Block) : end);
		this.#cases = cases;
		const jumps = this.#jumps;
		this.#jumps = [...jumps, { depth: this.#pending.length, onBreak: end, onContinue: undefined }];
		for (const [index, section] of statement.sections.entries()) {
			this.#current = starts[index] as Block;
			this.statements(section.statements);
			this.#link(this.#current, end);
		}
		this.#jumps = jumps;
		this.#cases = outer;
		this.#current = end;
	}
}

/** An expression without the arms that throw. */
function resultOf(expr: Expr): Expr {
	switch (expr.kind) {
		case 'paren': {
			const result = resultOf(expr.operand);
			return result === expr.operand ? expr : result;
		}
		case 'conditional':
			if (expr.whenTrue.kind === 'throw') return resultOf(expr.whenFalse);
			return expr.whenFalse.kind === 'throw' ? resultOf(expr.whenTrue) : expr;
		case 'binary':
			return expr.operator === '??' && expr.right.kind === 'throw' ? resultOf(expr.left) : expr;
		default:
			return expr;
	}
}

/** The statements of a block, or nothing but an expression. */
export function rootOf(
	body: BlockSyntax | Expr,
	isReturn: boolean,
): readonly Statement[] | { readonly value: Expr; readonly isReturn: boolean } {
	return body.kind === 'block' && 'statements' in body ? body.statements : { value: body as Expr, isReturn };
}

/** Unreachable code is entered by no edge, or only with everything proved. */
export const isReached = (features: number): boolean => features !== UNREACHABLE;

/** The stand-in for the receiver at the start of what follows `?.`. */
function placeholderOf(expr: Expr): Expr | undefined {
	switch (expr.kind) {
		case 'conditional-receiver':
			return expr;
		case 'member':
		case 'element':
			return placeholderOf(expr.receiver);
		case 'call':
			return placeholderOf(expr.callee);
		case 'conditional-access':
			return placeholderOf(expr.receiver);
		case 'paren':
		case 'postfix':
			return placeholderOf(expr.operand);
		case 'assign':
			return placeholderOf(expr.left);
		default:
			return undefined;
	}
}
