/**
 * Follows values through the IL of a method once, in the order of the bytes (MethodBodyScanner.cs in ILCompiler.Compiler of
 * dotnet/runtime): stacks are joined at forward branches, backward ones are not followed, a local that is written in
 * another block than before keeps both values. All of that shows in what the AOT compiler reports.
 */
import { BadImage } from '../../metadata/ecma335/bytes.ts';
import type { Body } from '../../metadata/il/body.ts';
import { endsBlock, isBranch, Op, popsOf, pushesOf } from '../../metadata/il/opcodes.ts';
import { constantOfCode, indexAt, localOf, targetsOf } from '../constants.ts';
import type { FieldReference, MethodDef, MethodInstance, Signature, Type } from '../definitions.ts';
import { fieldName } from '../names.ts';
import { isDisplayClass, isLambda, isStateMachine } from '../owners.ts';
import { REQUIREMENTS } from '../requires.ts';
import { checkArguments, checkCallee, handleCall, valueOfType } from './calls.ts';
import { isReflectable, isTypeLike, parameterFlags, returnFlags } from './call.ts';
import { requiresMessage, type FlowJudge } from './judge.ts';
import { makeArray, mapValues, NOTHING, NULL_VALUES, single, union, UNKNOWN_VALUES, type Value, type Values, valuesOf } from './values.ts';

/** Arrays with more elements than this are not followed. */
const MAX_ELEMENTS = 32;

/** What the bodies of one written method share. */
export interface Family {
	/** Captured variables: fields of generated classes, with all that is stored in them anywhere. */
	readonly hoisted: Map<string, Values>;
	/** A generated method that the body uses. */
	readonly meet: (method: MethodDef) => void;
	hasChanged: boolean;
}

interface Local {
	values: Values;
	block: number;
}

export class BodyFlow {
	readonly #method: MethodDef;
	readonly #body: Body;
	readonly #judge: FlowJudge;
	readonly #family: Family;
	readonly #live: Uint8Array | undefined;
	readonly #locals = new Map<number, Local>();
	readonly #stacks = new Map<number, Values[]>();
	/** Whether things are told; until captured variables have settled they are not. */
	readonly #isFinal: boolean;
	#stack: Values[] = [];
	#block = 0;
	#returned: Values = NOTHING;

	constructor(method: MethodDef, body: Body, judge: FlowJudge, family: Family, isFinal: boolean) {
		this.#method = method;
		this.#body = body;
		this.#judge = judge;
		this.#family = family;
		this.#isFinal = isFinal;
		this.#live = judge.program.constants.live(method, body);
	}

	run(): void {
		const { codes, operands, clauses } = this.#body;
		const isTarget = targetsOf(this.#body);
		const handlers = new Set<number>();
		for (const clause of clauses) {
			if (clause.kind === 0 || clause.kind === 1) handlers.add(indexAt(this.#body, clause.handlerStart));
			if (clause.kind === 1) handlers.add(indexAt(this.#body, clause.extra));
		}
		let isReached = true;
		for (let at = 0; at < codes.length; at++) {
			if (isTarget[at]) {
				this.#block++;
				const known = this.#stacks.get(at);
				if (known) this.#stack = isReached ? join(known, this.#stack) : [...known];
				else if (!isReached) this.#stack = [];
			} else if (!isReached) this.#stack = [];
			if (handlers.has(at)) this.#stack = [UNKNOWN_VALUES];
			const code = codes[at] as number;
			if (this.#live && !this.#live[at]) {
				isReached = false;
				continue;
			}
			isReached = true;
			this.#step(code, operands[at] as number);
			if (isBranch(code)) {
				const leaves = code === Op.leave || code === Op.leaveS;
				const stack = leaves ? [] : this.#stack;
				const targets = code === Op.switch ? (this.#body.switches[operands[at] as number] ?? []) : [operands[at] as number];
				for (const target of targets)
					if (target > at) {
						const known = this.#stacks.get(target);
						this.#stacks.set(target, known ? join(known, stack) : [...stack]);
					}
				this.#block++;
			}
			if (endsBlock(code)) {
				isReached = false;
				this.#stack = [];
			}
		}
		const flags = returnFlags(this.#judge, this.#method);
		if (flags !== 0 && this.#isFinal)
			this.#judge.require(this.#returned, flags, { kind: 'return', method: this.#judge.method(this.#method.open) }, this.#method);
	}

	// ---- the stack --------------------------------------------------------------------------

	#pop(): Values {
		return this.#stack.pop() ?? UNKNOWN_VALUES;
	}

	#popMany(count: number): Values[] {
		const popped: Values[] = [];
		for (let index = 0; index < count; index++) popped.push(this.#pop());
		return popped.reverse();
	}

	#push(values: Values): void {
		this.#stack.push(values);
	}

	#step(code: number, operand: number): void {
		const constant = constantOfCode(code, operand);
		if (constant !== undefined) return this.#push(valuesOf({ kind: 'int', value: constant }));
		const argument = localOf(code, operand, Op.ldarg0, Op.ldargS, Op.ldarg);
		if (argument !== undefined) return this.#push(valuesOf(this.#argument(argument)));
		const loaded = localOf(code, operand, Op.ldloc0, Op.ldlocS, Op.ldloc);
		if (loaded !== undefined) return this.#push(this.#locals.get(loaded)?.values ?? UNKNOWN_VALUES);
		const stored = localOf(code, operand, Op.stloc0, Op.stlocS, Op.stloc);
		if (stored !== undefined) return this.#store(stored, this.#pop());
		const { module } = this.#method;
		switch (code) {
			case Op.ldargaS:
			case Op.ldarga:
				return this.#push(valuesOf({ kind: 'parameter-address', index: operand }));
			case Op.stargS:
			case Op.starg:
				return this.#storeArgument(operand, this.#pop());
			case Op.ldlocaS:
			case Op.ldloca:
				return this.#push(valuesOf({ kind: 'local-address', index: operand }));
			case Op.ldnull:
				return this.#push(NULL_VALUES);
			case Op.ldstr:
				return this.#push(valuesOf({ kind: 'string', text: module.stringToken(operand) }));
			case Op.dup: {
				const top = this.#pop();
				this.#push(top);
				return this.#push(top);
			}
			case Op.call:
			case Op.callvirt:
			case Op.newobj:
				return this.#call(code, operand);
			case Op.calli: {
				const signature = module.callSite(operand);
				this.#pop();
				return this.#ordinary(signature);
			}
			case Op.ldftn:
			case Op.ldvirtftn:
				return this.#pointer(code, operand);
			case Op.ldtoken:
				return this.#push(this.#token(operand));
			case Op.ldfld:
			case Op.ldsfld:
			case Op.ldflda:
			case Op.ldsflda:
				return this.#loadField(code, operand);
			case Op.stfld:
			case Op.stsfld: {
				const values = this.#pop();
				if (code === Op.stfld) this.#pop();
				const field = module.fieldToken(operand);
				if (field) this.#storeField(field, values);
				return;
			}
			case Op.castclass:
			case Op.isinst:
				return;
			case Op.box:
			case Op.mkrefany:
				this.#pop();
				this.#checkType(operand, false);
				return this.#push(UNKNOWN_VALUES);
			case Op.newarr: {
				const size = single(this.#pop());
				const element = module.typeToken(operand);
				this.#checkType(operand, false);
				return this.#push(valuesOf(makeArray(size?.kind === 'int' && size.value >= 0 ? size.value : undefined, element)));
			}
			case Op.ldelemRef:
			case Op.ldelem: {
				const index = this.#pop();
				return this.#push(elementOf(this.#pop(), index));
			}
			case Op.stelemRef:
			case Op.stelem: {
				const values = this.#pop();
				const index = single(this.#pop());
				for (const array of this.#pop().values()) {
					if (array.kind !== 'array') continue;
					if (index?.kind !== 'int') array.elements.clear();
					else if (index.value < MAX_ELEMENTS) array.elements.set(index.value, values);
				}
				return;
			}
			case Op.ldobj:
			case Op.ldindRef: {
				this.#pop();
				return this.#push(UNKNOWN_VALUES);
			}
			case Op.stindRef:
			case Op.stobj: {
				const values = this.#pop();
				return this.#storeThrough(this.#pop(), values);
			}
			case Op.initobj: {
				this.#storeThrough(this.#pop(), NULL_VALUES);
				return;
			}
			case Op.or:
			case Op.and: {
				const right = single(this.#pop());
				const left = single(this.#pop());
				if (left?.kind !== 'int' || right?.kind !== 'int') return this.#push(UNKNOWN_VALUES);
				return this.#push(valuesOf({ kind: 'int', value: code === Op.or ? left.value | right.value : left.value & right.value }));
			}
			case Op.ret: {
				if (isVoid(this.#method.signature.returns)) return;
				this.#returned = union(this.#returned, this.#pop());
				return;
			}
			case Op.ldcI8:
				return this.#push(valuesOf({ kind: 'int', value: operand }));
			default: {
				const pops = popsOf[code] as number;
				const pushes = pushesOf[code] as number;
				for (let count = 0; count < pops; count++) this.#pop();
				for (let count = 0; count < pushes; count++) this.#push(UNKNOWN_VALUES);
			}
		}
	}

	// ---- variables --------------------------------------------------------------------------

	#argument(position: number): Value {
		const method = this.#method;
		const index = method.isStatic ? position : position - 1;
		if (index < 0) {
			const { self } = this.#judge.program.attributes.method(method);
			const type = method.owner.open;
			return { kind: 'this', method, flags: isReflectable(type) ? self : 0, type };
		}
		const type = method.signature.parameters[index];
		if (!type) return { kind: 'unknown' };
		return { kind: 'parameter', method: method.open, index, flags: parameterFlags(this.#judge, method, index), type };
	}

	#storeArgument(position: number, values: Values): void {
		const method = this.#method;
		const index = method.isStatic ? position : position - 1;
		if (index < 0) return;
		const flags = parameterFlags(this.#judge, method, index);
		if (flags !== 0 && this.#isFinal)
			this.#judge.require(
				values,
				flags,
				{ kind: 'parameter', name: method.parameterName(index), method: this.#judge.method(method.open) },
				method,
			);
	}

	#store(index: number, values: Values): void {
		const known = this.#locals.get(index);
		if (!known) this.#locals.set(index, { values, block: this.#block });
		else {
			known.values = known.block === this.#block ? values : union(known.values, values);
			known.block = this.#block;
		}
	}

	#storeThrough(addresses: Values, values: Values): void {
		for (const address of addresses.values()) {
			if (address.kind === 'local-address') this.#store(address.index, values);
			else if (address.kind === 'parameter-address') this.#storeArgument(address.index, values);
			else if (address.kind === 'field-address') this.#storeField(address.field, values);
			else if (address.kind === 'parameter' && address.flags !== 0 && this.#isFinal)
				this.#judge.require(
					values,
					address.flags,
					{ kind: 'parameter', name: this.#judge.parameterName(address.method, address.index), method: this.#judge.method(address.method) },
					this.#method,
				);
			else if (address.kind === 'return' && address.flags !== 0 && this.#isFinal)
				this.#judge.require(values, address.flags, { kind: 'return', method: this.#judge.method(address.method) }, this.#method);
		}
	}

	/** A captured variable: a field of a generated class, but not what an iterator gives. */
	#isHoisted(field: FieldReference): boolean {
		const { owner, name } = field.def;
		return (isDisplayClass(owner) && !field.def.isStatic) || (isStateMachine(owner) && name !== '<>2__current');
	}

	#fieldValues(field: FieldReference): Values {
		if (this.#isHoisted(field)) return this.#family.hoisted.get(hoistedKey(field, this.#method)) ?? NOTHING;
		const { def } = field;
		if (def.name === 'EmptyTypes' && def.owner.is('System', 'Type')) return valuesOf(makeArray(0, def.owner.self));
		if (def.name === 'Empty' && def.owner.is('System', 'String')) return valuesOf({ kind: 'string', text: '' });
		return valuesOf({ kind: 'field', field, flags: this.#fieldFlags(field), type: def.type });
	}

	#fieldFlags(field: FieldReference): number {
		const flags = this.#judge.program.attributes.field(field.def);
		return flags !== 0 && isTypeLike(field.def.type) ? flags : 0;
	}

	#loadField(code: number, operand: number): void {
		const isStatic = code === Op.ldsfld || code === Op.ldsflda;
		if (!isStatic) this.#pop();
		const field = this.#method.module.fieldToken(operand);
		if (!field) return this.#push(UNKNOWN_VALUES);
		this.#touchField(field);
		if (code === Op.ldflda || code === Op.ldsflda) this.#push(valuesOf({ kind: 'field-address', field }));
		else this.#push(this.#fieldValues(field));
	}

	#storeField(field: FieldReference, values: Values): void {
		this.#touchField(field);
		if (this.#isHoisted(field)) {
			const known = this.#family.hoisted.get(hoistedKey(field, this.#method)) ?? NOTHING;
			const joined = union(known, values);
			if (joined !== known) {
				this.#family.hoisted.set(hoistedKey(field, this.#method), joined);
				this.#family.hasChanged = true;
			}
			return;
		}
		const flags = this.#fieldFlags(field);
		if (flags !== 0 && this.#isFinal) this.#judge.require(values, flags, { kind: 'field', name: fieldName(field) }, this.#method);
	}

	/** What naming a field requires. */
	#touchField(field: FieldReference): void {
		if (!this.#isFinal) return;
		if (field.def.isStatic) checkArguments(field.owner, this.#method, this.#judge);
		for (const { kind, code, attribute, risk } of REQUIREMENTS) {
			const required = this.#judge.program.requires.ofField(field.def, kind);
			if (required) this.#judge.tell(code, this.#method, requiresMessage(fieldName(field), attribute, risk, required), kind);
		}
	}

	// ---- calls ------------------------------------------------------------------------------

	#ordinary(signature: Signature): void {
		this.#popMany(signature.parameters.length + (signature.isInstance ? 1 : 0));
		if (!isVoid(signature.returns)) this.#push(UNKNOWN_VALUES);
	}

	#call(code: number, operand: number): void {
		const token = this.#method.module.methodToken(operand);
		if (!token) throw new BadImage('a call of what is not there');
		const isNew = code === Op.newobj;
		const { method, signature } = token;
		const raw = this.#popMany(signature.parameters.length);
		const receiver = signature.isInstance && !isNew ? this.#pop() : undefined;
		if (!method) {
			// An array's own method, or one that is not there.
			if (isNew) {
				const size = single(raw[0]);
				const isVector = raw.length === 1 && token.on.kind === 'array';
				this.#push(isVector ? valuesOf(makeArray(size?.kind === 'int' ? size.value : undefined, token.on)) : UNKNOWN_VALUES);
			} else if (!isVoid(signature.returns)) this.#push(UNKNOWN_VALUES);
			return;
		}
		this.#meet(method);
		const args = raw.map(each => this.#dereference(each));
		const on = receiver && this.#dereference(receiver);
		// Storing into an array by a call of its own is no store.
		const call = { method, isNew, receiver: on, args, origin: this.#method, judge: this.#judge };
		const result = this.#isFinal ? handleCall(call) : this.#quietly(call);
		for (const [index, values] of raw.entries()) {
			const type = signature.parameters[index];
			if (type?.kind === 'byref') {
				const flags = parameterFlags(this.#judge, method.def, index);
				this.#storeThrough(
					new Map([...values].filter(([, value]) => value.kind.endsWith('-address'))),
					valuesOf({ kind: 'parameter', method, index, flags, type: type.element }),
				);
			}
		}
		if (isNew || !isVoid(method.def.signature.returns)) this.#push(result);
		for (const values of args) for (const value of values.values()) if (value.kind === 'array') value.elements.clear();
	}

	/** The value of a call whose effects are told later. */
	#quietly(call: Parameters<typeof handleCall>[0]): Values {
		return this.#judge.silently(() => handleCall(call));
	}

	/** What an address leads to. */
	#dereference(values: Values): Values {
		let has = false;
		for (const value of values.values()) if (value.kind.endsWith('-address')) has = true;
		if (!has) return values;
		let found: Values = NOTHING;
		for (const [key, value] of values) {
			if (value.kind === 'local-address') found = union(found, this.#locals.get(value.index)?.values ?? UNKNOWN_VALUES);
			else if (value.kind === 'parameter-address') found = union(found, valuesOf(this.#argument(value.index)));
			else if (value.kind === 'field-address') found = union(found, this.#fieldValues(value.field));
			else found = union(found, new Map([[key, value]]));
		}
		return found;
	}

	#meet(method: MethodInstance): void {
		const { def } = method;
		if (def.module === this.#method.module && (isLambda(def) || isStateMachine(def.owner))) this.#family.meet(def);
	}

	/** A method is named without a call: what it requires, and its annotations, can't be seen at the call any more. */
	#pointer(code: number, operand: number): void {
		if (code === Op.ldvirtftn) this.#pop();
		const method = this.#method.module.methodToken(operand)?.method;
		this.#push(UNKNOWN_VALUES);
		if (!method) return;
		this.#meet(method);
		if (!this.#isFinal) return;
		checkCallee(method, this.#method, this.#judge);
		if (this.#judge.program.owners.isGenerated(method.def)) return;
		this.#judge.tellPointer(method, this.#method);
	}

	#token(operand: number): Values {
		const { module } = this.#method;
		const table = operand >>> 24;
		if (table === 1 || table === 2 || table === 0x1b) {
			this.#checkType(operand, true);
			return valuesOf({ kind: 'handle', of: valueOfType(module.typeToken(operand), this.#method) });
		}
		if (module.isFieldToken(operand)) {
			const field = module.fieldToken(operand);
			if (field && this.#isFinal && !field.def.owner.name.startsWith('<PrivateImplementationDetails>')) {
				if (field.def.isStatic) checkArguments(field.owner, this.#method, this.#judge);
				this.#judge.tellReflected(field, this.#method);
			}
			return UNKNOWN_VALUES;
		}
		const method = module.methodToken(operand)?.method;
		if (!method) return UNKNOWN_VALUES;
		this.#meet(method);
		if (this.#isFinal) {
			checkCallee(method, this.#method, this.#judge);
			this.#judge.tellReflected(method, this.#method);
		}
		return valuesOf({ kind: 'method-handle', method });
	}

	/** A type that is named, or of which something is boxed or put into an array. */
	#checkType(operand: number, isNamed: boolean): void {
		if (this.#isFinal && (isNamed || this.#judge.checksStructs))
			checkArguments(this.#method.module.typeToken(operand), this.#method, this.#judge);
	}
}

/**
 * Of a generic class the outer method and the lambda name different instantiations, each over its own type parameters, which the
 * compiler does not bring together.
 */
const hoistedKey = ({ def, owner }: FieldReference, by: MethodDef): string =>
	`${def.id}:${owner.id}${owner.isOpen ? `:${by.owner.id}` : ''}`;

const isVoid = (type: Type): boolean => type.kind === 'named' && type.def.is('System', 'Void');

function elementOf(arrays: Values, index: Values): Values {
	const at = single(index);
	let found: Values = NOTHING;
	for (const array of arrays.values()) {
		if (array.kind === 'null') continue;
		const element = array.kind === 'array' && at?.kind === 'int' ? array.elements.get(at.value) : undefined;
		if (!element) return UNKNOWN_VALUES;
		found = union(
			found,
			mapValues(element, value => [value.kind === 'array' ? { kind: 'unknown' } : value]),
		);
	}
	return arrays.size === 0 ? UNKNOWN_VALUES : found;
}

function join(left: readonly Values[], right: readonly Values[]): Values[] {
	if (left.length !== right.length) return [...(left.length > 0 ? left : right)];
	return left.map((values, index) => union(values, right[index] ?? NOTHING));
}
