/**
 * Follows values through one body to a fixed point: which values each expression may have, at each
 * point, on any way there (docs/analyzer.md, "Values" and "Statements and locals").
 *
 * The engine knows C#; what a call does to values, and what is worth telling, is the `Domain`'s.
 */
import type { Bound, Enclosing, Local, RecordedBody, Recording, Use } from '../binding/bound.ts';
import { UNREACHABLE } from '../binding/flow.ts';
import { typeDisplay } from '../symbols/display.ts';
import type { Designation, Expr, Initializer, Pattern, Range } from '../syntax/ast.ts';
import { childrenOf, isFork } from '../syntax/forks.ts';
import { arrayOf, elementsAt, emptyArray, forgetElements, withElement } from './arrays.ts';
import type { ArgumentValues, Domain, FunctionEnd, Point } from './domain.ts';
import { capturedLocals, constantValues, endOf, enumerationUse, inner, nameOfArgument, positional, tupleElement } from './expressions.ts';
import { type Block, buildGraph, type Graph, rootOf, type Step, TooComplex } from './graph.ts';
import { includes, mapValues, NOTHING, NULL_VALUES, union, UNKNOWN_VALUES, type Value, type Values, valuesOf } from './values.ts';

interface FunctionFlow {
	readonly graph: Graph;
	readonly owner: Enclosing;
	readonly end: FunctionEnd;
	readonly entries: (State | undefined)[];
}

interface State {
	readonly values: Map<object, Values>;
	features: number;
}

/** A block may be visited so often for each block of its function before the analysis gives up. */
const MAX_VISITS_PER_BLOCK = 64;
/** Captured variables settle in a few rounds; more means that something is wrong. */
const MAX_ROUNDS = 16;

/** Runs the analysis; gives false where the body is too complex, about which nothing is then told. */
export function analyse(body: RecordedBody, domain: Domain): boolean {
	try {
		new BodyAnalysis(body, domain).run();
		return true;
	} catch (error) {
		if (error instanceof TooComplex) return false;
		throw error;
	}
}

class BodyAnalysis {
	readonly #body: RecordedBody;
	readonly #domain: Domain;
	readonly #recorder: Recording;
	readonly #uses = new Map<object, Use[]>();
	readonly #writes = new Map<Expr, Use>();
	/** The `Add` of each element of a collection initializer. */
	readonly #additions = new Map<Expr | Initializer, Use>();
	readonly #captured: ReadonlySet<Local>;
	/** What captured variables may hold anywhere: they are followed without regard to order. */
	readonly #capturedValues = new Map<Local, Values>();
	#hasChanged = false;
	#isFinal = false;
	#function!: FunctionFlow;
	#state!: State;

	constructor(body: RecordedBody, domain: Domain) {
		this.#body = body;
		this.#domain = domain;
		this.#recorder = body.recorder;
		for (const use of body.uses) {
			if (use.isHidden) continue;
			if (use.assigned) this.#writes.set(use.assigned, use);
			if (use.added) this.#additions.set(use.added, use);
			if (!use.syntax) continue;
			const known = this.#uses.get(use.syntax);
			if (known) known.push(use);
			else this.#uses.set(use.syntax, [use]);
		}
		this.#captured = capturedLocals(body.recorder);
	}

	run(): void {
		const functions = this.#functions();
		for (let round = 0; round < MAX_ROUNDS; round++) {
			this.#hasChanged = false;
			for (const each of functions) this.#solve(each);
			if (!this.#hasChanged) break;
		}
		this.#isFinal = true;
		for (const each of functions) {
			this.#function = each;
			for (const block of each.graph.blocks) {
				const entry = each.entries[block.index];
				if (entry) this.#execute(block, entry);
			}
		}
	}

	#functions(): FunctionFlow[] {
		const { root, enclosing: owner } = this.#body;
		const flow = (graph: Graph, ofOwner: Enclosing, end: FunctionEnd): FunctionFlow => ({ graph, owner: ofOwner, end, entries: [] });
		const nothing: FunctionEnd = { symbol: undefined, dam: 0, type: undefined };
		const functions: FunctionFlow[] = [];
		switch (root.kind) {
			case 'body': {
				const end: FunctionEnd = { symbol: root.method, dam: root.method.returnDam, type: root.method.returns };
				const { body } = root;
				const start = !body ? [] : body.kind === 'block-body' ? body.block.statements : { value: body.value, isReturn: true };
				functions.push(flow(buildGraph(start, root.initializer, this.#recorder), owner, end));
				break;
			}
			case 'top-level':
				functions.push(flow(buildGraph(root.statements, [], this.#recorder), owner, nothing));
				break;
			case 'values':
				functions.push(flow(buildGraph([], root.values, this.#recorder), owner, nothing));
				break;
			case 'initializer':
				functions.push(flow(buildGraph({ value: root.value, isReturn: true }, [], this.#recorder), owner, nothing));
				break;
		}
		for (const record of this.#recorder.functions.values())
			functions.push(flow(buildGraph(rootOf(record.body, true), [], this.#recorder), record.enclosing, endOf(record)));
		return functions;
	}

	#solve(flow: FunctionFlow): void {
		this.#function = flow;
		const { blocks } = flow.graph;
		const [first] = blocks;
		if (!first) return;
		flow.entries[0] ??= { values: new Map(), features: 0 };
		const queue = new Set<Block>(flow.entries.flatMap((entry, index) => (entry && blocks[index] ? [blocks[index]] : [])));
		let visits = blocks.length * MAX_VISITS_PER_BLOCK;
		for (const block of queue) {
			queue.delete(block);
			if (visits-- <= 0) throw new TooComplex();
			const entry = flow.entries[block.index];
			if (!entry) continue;
			const end = this.#execute(block, entry, changed => queue.add(changed));
			if (end.features === UNREACHABLE) continue;
			for (const edge of block.edges)
				if (edge.features !== UNREACHABLE && this.#join(edge.to, end.values, end.features | edge.features)) queue.add(edge.to);
		}
	}

	/** Adds a way into a block; gives whether that changes what is known there. */
	#join(block: Block, values: ReadonlyMap<object, Values>, features: number): boolean {
		const { entries } = this.#function;
		const entry = entries[block.index];
		if (!entry) {
			entries[block.index] = { values: new Map(values), features };
			return true;
		}
		let changed = (entry.features & features) !== entry.features;
		entry.features &= features;
		for (const [key, incoming] of values) {
			const known = entry.values.get(key) ?? NOTHING;
			if (includes(known, incoming)) continue;
			entry.values.set(key, union(known, incoming));
			changed = true;
		}
		return changed;
	}

	#execute(block: Block, entry: State, onHandler?: (handler: Block) => void): State {
		this.#state = { values: new Map(entry.values), features: entry.features };
		const raise = (): void => {
			for (const handler of block.handlers) if (this.#join(handler, this.#state.values, this.#state.features)) onHandler?.(handler);
		};
		if (onHandler && block.handlers.length > 0) raise();
		for (const step of block.steps) {
			this.#step(step);
			if (onHandler && block.handlers.length > 0) raise();
		}
		return this.#state;
	}

	get #point(): Point {
		return { owner: this.#function.owner, features: this.#state.features, isFinal: this.#isFinal };
	}

	#step(step: Step): void {
		switch (step.kind) {
			case 'evaluate': {
				this.#evaluate(step.value);
				return;
			}
			case 'keep': {
				this.#state.values.set(step.into, step.value ? this.#evaluate(step.value) : NULL_VALUES);
				return;
			}
			case 'declare': {
				const values = this.#evaluate(step.value);
				const reference = this.#recorder.locals.get(step.declarator);
				if (reference) this.#assignLocal(reference.local, values);
				return;
			}
			case 'return': {
				const values = this.#evaluate(step.value);
				const { root } = this.#body;
				const isMain = this.#function.owner === this.#body.enclosing;
				if (root.kind === 'initializer' && isMain) this.#domain.initialize(root.target, values, root.range, this.#point);
				else this.#domain.returns(this.#function.end, values, step.result, this.#point, this.#recorder.values.get(step.result));
				return;
			}
			case 'match':
				return this.#match(step.pattern, this.#state.values.get(step.from) ?? NOTHING);
			case 'next': {
				const { names, source } = step.statement;
				const sourceType = this.#recorder.values.get(source)?.type;
				const getter = this.#recorder.enumerations.get(step.statement);
				if (sourceType?.kind === 'array') this.#assignNames(names, this.#domain.arrayCurrent());
				else if (getter) this.#assignNames(names, this.#domain.use(enumerationUse(getter, step.statement), NOTHING, [], this.#point));
				return;
			}
			case 'header':
				for (const use of this.#body.uses) {
					if (use.syntax) continue;
					const args = use.args.map(argument => ({
						parameter: argument.parameter,
						type: argument.type,
						values: argument.syntax ? this.#evaluate(argument.syntax) : NOTHING,
					}));
					if (use.kind === 'attribute' || use.kind === 'base-call') this.#domain.use(use, NOTHING, positional(use, args), this.#point);
					else if (use.assigned && this.#body.root.kind === 'values')
						this.#domain.write(use, this.#evaluate(use.assigned), args, this.#point);
				}
				return;
		}
	}

	// ---- variables --------------------------------------------------------------------------

	#assignLocal(local: Local, values: Values): void {
		if (!this.#captured.has(local)) {
			this.#state.values.set(local, values);
			return;
		}
		const known = this.#capturedValues.get(local) ?? NOTHING;
		if (includes(known, values)) return;
		this.#capturedValues.set(local, union(known, values));
		this.#hasChanged = true;
	}

	#assignNames(names: Designation, values: Values): void {
		const reference = names.kind === 'single' ? this.#recorder.locals.get(names) : undefined;
		if (reference) this.#assignLocal(reference.local, values);
	}

	#readLocal(local: Local): Values {
		if (local.parameter) return valuesOf(this.#domain.parameter(local.parameter, local.method, local.type));
		return (this.#captured.has(local) ? this.#capturedValues.get(local) : this.#state.values.get(local)) ?? NOTHING;
	}

	/** Only a bare declaration assigns; a negated one does so nowhere (docs/analyzer.md, "Values"). */
	#match(pattern: Pattern, values: Values): void {
		switch (pattern.kind) {
			case 'declared':
			case 'var-pattern':
				return this.#assignNames(pattern.names, values);
			case 'and-or':
				if (pattern.isOr) return;
				this.#match(pattern.left, values);
				return this.#match(pattern.right, values);
			case 'recursive':
				for (const property of pattern.properties ?? []) {
					const name = property.path.at(-1);
					const read = name && this.#uses.get(name)?.[0];
					this.#match(property.pattern, read ? this.#domain.use(read, NOTHING, [], this.#point) : NOTHING);
				}
				return;
			default:
				return;
		}
	}

	// ---- expressions ------------------------------------------------------------------------

	#evaluate(expr: Expr): Values {
		if (isFork(expr)) return this.#state.values.get(expr) ?? (expr.kind === 'binary' ? UNKNOWN_VALUES : NOTHING);
		switch (expr.kind) {
			case 'name':
			case 'member':
			case 'alias-name':
				return this.#access(expr);
			case 'conditional-receiver':
				return this.#state.values.get(this.#function.graph.receivers.get(expr) ?? expr) ?? NOTHING;
			case 'element':
				return this.#element(expr);
			case 'call':
				return this.#call(expr);
			case 'new':
				return this.#creation(expr);
			case 'array-new':
				return this.#array(expr);
			case 'assign':
				return this.#assign(expr);
			case 'paren':
			case 'ref':
			case 'cast':
			case 'as':
				return this.#evaluate(expr.operand);
			case 'postfix': {
				const values = this.#evaluate(expr.operand);
				return expr.operator === '!' ? values : UNKNOWN_VALUES;
			}
			case 'is':
				this.#match(expr.pattern, this.#evaluate(expr.operand));
				return UNKNOWN_VALUES;
			case 'binary':
				return this.#binary(expr);
			case 'literal':
				return this.#constant(expr) ?? UNKNOWN_VALUES;
			case 'typeof': {
				const bound = this.#recorder.values.get(expr);
				return bound?.kind === 'value' && bound.origin?.kind === 'typeof' ? this.#domain.typeOf(bound.origin.type) : NOTHING;
			}
			case 'default':
				return NULL_VALUES;
			case 'this':
			case 'base':
				return valuesOf(this.#domain.self(this.#function.owner));
			case 'query': {
				const expansion = this.#recorder.expansions.get(expr);
				return expansion ? this.#evaluate(expansion) : NOTHING;
			}
			case 'with':
				this.#evaluate(expr.operand);
				this.#initializer(expr.initializer);
				return UNKNOWN_VALUES;
			case 'declaration':
			case 'predefined-type':
				return NOTHING;
			case 'unknown':
				for (const part of childrenOf(expr)) this.#evaluate(part);
				return NOTHING;
			case 'unary':
			case 'interpolated':
				for (const part of childrenOf(expr)) this.#evaluate(part);
				return this.#constant(expr) ?? UNKNOWN_VALUES;
			default:
				for (const part of childrenOf(expr)) this.#evaluate(part);
				return UNKNOWN_VALUES;
		}
	}

	#constant(expr: Expr): Values | undefined {
		const bound = this.#recorder.values.get(expr);
		return bound?.kind === 'value' && bound.constant ? constantValues(bound.constant.value) : undefined;
	}

	#binary(expr: Expr & { kind: 'binary' }): Values {
		const left = this.#evaluate(expr.left);
		const right = this.#evaluate(expr.right);
		const constant = this.#constant(expr);
		if (constant) return constant;
		if (expr.operator !== '|') return UNKNOWN_VALUES;
		return mapValues(left, a =>
			[...right.values()].map(
				(b): Value => (a.kind === 'int' && b.kind === 'int' ? { kind: 'int', value: a.value | b.value } : { kind: 'unknown' }),
			),
		);
	}

	/** A name or a member access that is read. */
	#access(expr: Expr & { kind: 'name' | 'member' | 'alias-name' }): Values {
		const reference = this.#recorder.locals.get(expr);
		if (reference) {
			const { constant } = reference.local;
			return constant ? constantValues(constant.value) : this.#readLocal(reference.local);
		}
		const bound = this.#recorder.values.get(expr);
		const receiver = expr.kind === 'member' ? this.#receiver(expr.receiver) : NOTHING;
		const value = bound?.kind === 'type' ? bound.asValue : bound;
		if (value?.kind !== 'value') return NOTHING;
		if (value.constant) return constantValues(value.constant.value);
		if (value.origin?.kind === 'backing-field')
			return valuesOf({
				kind: 'field',
				name: `${typeDisplay(value.origin.property.container)}.<${value.origin.property.name}>k__BackingField`,
				flags: 0,
				type: value.type,
			});
		if (value.origin?.kind === 'parameter')
			return valuesOf(this.#domain.parameter(value.origin.parameter, value.origin.method, value.type));
		const read = this.#uses.get(expr)?.find(use => use.kind === 'get' || use.kind === 'field');
		if (read) return this.#domain.use(read, receiver, read.isReducedExtension ? this.#arguments(read, [], receiver) : [], this.#point);
		return value.place ? this.#domain.place(value) : (tupleElement(expr, this.#recorder) ?? NOTHING);
	}

	/** The value before a dot; a type or namespace has none. */
	#receiver(expr: Expr): Values {
		const bound = this.#recorder.values.get(expr);
		if (bound?.kind === 'namespace' || (bound?.kind === 'type' && !bound.asValue)) return NOTHING;
		return this.#evaluate(expr);
	}

	#arguments(use: Use | undefined, syntax: readonly Expr[], receiver: Values): readonly ArgumentValues[] {
		const bySyntax = new Map(syntax.map(each => [each, this.#evaluate(each)]));
		if (!use) return [];
		const args = use.args.map((argument, index) => ({
			parameter: argument.parameter,
			type: argument.type,
			values: use.isReducedExtension && index === 0 ? receiver : ((argument.syntax && bySyntax.get(argument.syntax)) ?? NOTHING),
		}));
		return positional(use, args);
	}

	#call(expr: Expr & { kind: 'call' }): Values {
		const callee = inner(expr.callee);
		const use = this.#uses.get(expr)?.find(each => each.kind === 'call');
		const isInvocation = use !== undefined && this.#recorder.values.get(callee)?.kind === 'value';
		const receiver = isInvocation
			? this.#evaluate(callee)
			: callee.kind === 'member'
				? this.#receiver(callee.receiver)
				: callee.kind === 'name' && use?.member.isStatic === false
					? valuesOf(this.#domain.self(this.#function.owner))
					: callee.kind === 'name'
						? NOTHING
						: this.#evaluate(callee);
		const nameOf = callee.kind === 'name' && callee.name === 'nameof' && !use ? nameOfArgument(expr) : undefined;
		if (nameOf !== undefined) return valuesOf({ kind: 'string', text: nameOf });
		const syntax = expr.args.map(argument => argument.value);
		const args = this.#arguments(use, syntax, receiver);
		this.#afterCall(syntax, use?.isReducedExtension && callee.kind === 'member' ? callee.receiver : undefined);
		if (use?.member.kind !== 'method') return use ? UNKNOWN_VALUES : NOTHING;
		const result = this.#domain.use(use, receiver, args, this.#point);
		if (use.member.doesNotReturn) this.#state.features = UNREACHABLE;
		for (const argument of use.args) {
			if (argument.parameter.doesNotReturnIf === undefined || argument.value.kind !== 'value' || !argument.value.guard) continue;
			this.#state.features |= argument.parameter.doesNotReturnIf ? argument.value.guard.whenFalse : argument.value.guard.whenTrue;
		}
		return result;
	}

	/** A call may write to the arrays that it is given. */
	#afterCall(syntax: readonly Expr[], receiver: Expr | undefined): void {
		for (const argument of receiver ? [receiver, ...syntax] : syntax) {
			const reference = this.#recorder.locals.get(inner(argument));
			if (!reference || reference.local.parameter) continue;
			const values = this.#readLocal(reference.local);
			const forgotten = forgetElements(values);
			if (forgotten !== values) this.#assignLocal(reference.local, forgotten);
		}
	}

	#creation(expr: Expr & { kind: 'new' }): Values {
		const use = this.#uses.get(expr)?.find(each => each.kind === 'new');
		const syntax = expr.args.map(argument => argument.value);
		const args = this.#arguments(use, syntax, NOTHING);
		this.#afterCall(syntax, undefined);
		const result = use ? this.#domain.use(use, NOTHING, args, this.#point) : UNKNOWN_VALUES;
		if (expr.initializer) this.#initializer(expr.initializer);
		return result;
	}

	#initializer(initializer: Initializer): void {
		for (const element of initializer.elements) {
			const index = (element.index ?? []).map(argument => this.#evaluate(argument.value));
			const add = this.#additions.get(element.value);
			if (add) {
				const parts = element.value.kind === 'initializer' ? element.value.elements.map(part => part.value) : [element.value];
				const syntax = parts.filter(part => part.kind !== 'initializer');
				this.#domain.use(add, NOTHING, this.#arguments(add, syntax, NOTHING), this.#point);
				this.#afterCall(syntax, undefined);
				continue;
			}
			if (element.value.kind === 'initializer') {
				this.#initializer(element.value);
				continue;
			}
			const values = this.#evaluate(element.value);
			const write = this.#writes.get(element.value);
			if (write)
				this.#domain.write(
					write,
					values,
					write.args.map((argument, at) => ({ parameter: argument.parameter, type: argument.type, values: index[at] ?? NOTHING })),
					this.#point,
				);
		}
	}

	#array(expr: Expr & { kind: 'array-new' }): Values {
		const sizes = expr.sizes.map(size => this.#evaluate(size));
		const parts = expr.initializer?.elements ?? [];
		const elements = parts.map(part => (part.value.kind === 'initializer' ? NOTHING : this.#evaluate(part.value)));
		if (expr.rank !== 1 || sizes.length > 1) return UNKNOWN_VALUES;
		return expr.initializer ? arrayOf(elements) : emptyArray(sizes[0]);
	}

	#element(expr: Expr & { kind: 'element' }): Values {
		const receiver = this.#receiver(expr.receiver);
		const isArray = this.#recorder.values.get(expr.receiver)?.type.kind === 'array';
		if (!isArray) {
			const use = this.#uses.get(expr)?.find(each => each.kind === 'get');
			const args = this.#arguments(
				use,
				expr.args.map(argument => argument.value),
				receiver,
			);
			return use ? this.#domain.use(use, receiver, args, this.#point) : UNKNOWN_VALUES;
		}
		const indices = expr.args.map(argument => this.#evaluate(argument.value));
		const [index] = indices;
		return index && indices.length === 1 ? elementsAt(receiver, index, array => this.#domain.elementOf(array)) : NOTHING;
	}

	#assign(expr: Expr & { kind: 'assign' }): Values {
		const left = inner(expr.left);
		if (left.kind === 'tuple' || left.kind === 'declaration') return this.#evaluate(expr.right);
		const local = this.#recorder.locals.get(left)?.local;
		if (local) {
			const values = this.#evaluate(expr.right);
			// A compound assignment stores its operand, as the analyzer sees it.
			if (!local.parameter) this.#assignLocal(local, values);
			else this.#domain.writeParameter(local.parameter, local.method, values, expr, this.#point);
			return values;
		}
		const bound = this.#recorder.values.get(left);
		const target = bound?.kind === 'type' ? bound.asValue : bound;
		if (left.kind === 'element' && this.#recorder.values.get(left.receiver)?.type.kind === 'array') return this.#assignElement(left, expr);
		const receiver = left.kind === 'member' || left.kind === 'element' ? this.#receiver(left.receiver) : NOTHING;
		const write = this.#writes.get(expr.right);
		const args = this.#arguments(write, left.kind === 'element' ? left.args.map(argument => argument.value) : [], receiver);
		const values = this.#evaluate(expr.right);
		if (write) this.#domain.write({ ...write, start: expr.start, end: expr.end }, values, args, this.#point);
		else if (target?.kind === 'value') this.#assignPlace(target, left, values, expr);
		return values;
	}

	/** What is written although no accessor is called. */
	#assignPlace(target: Bound & { kind: 'value' }, left: Expr, values: Values, expr: Range): void {
		if (target.origin?.kind === 'parameter')
			this.#domain.writeParameter(target.origin.parameter, target.origin.method, values, expr, this.#point);
		else if (target.place?.found.member.kind === 'property')
			this.#domain.writeBacking(target.place.found.member, values, expr, this.#point);
		else if (left.kind === 'conditional') {
			for (const arm of [left.whenTrue, left.whenFalse]) {
				const field = this.#uses.get(inner(arm))?.find(use => use.kind === 'field');
				if (field) this.#domain.write({ ...field, whole: expr }, values, [], this.#point);
			}
		}
	}

	#assignElement(left: Expr & { kind: 'element' }, expr: Expr & { kind: 'assign' }): Values {
		const arrays = this.#receiver(left.receiver);
		const indices = left.args.map(argument => this.#evaluate(argument.value));
		const values = this.#evaluate(expr.right);
		const local = this.#recorder.locals.get(inner(left.receiver))?.local;
		if (!local || local.parameter) return values;
		const isKnown = indices.length === 1 && expr.operator === '=';
		this.#assignLocal(local, withElement(arrays, isKnown ? indices[0] : undefined, values));
		return values;
	}
}
