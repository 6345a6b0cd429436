/**
 * Which instructions of a body can run under the switches of a publish.
 *
 * A branch is decided by looking back in its own basic block for constants, as the AOT compiler does
 * (SubstitutedILProvider.cs in dotnet/runtime); nothing is followed through variables but a store that is loaded at once.
 */
import type { Body } from '../metadata/il/body.ts';
import { endsBlock, isBranch, Op, Operand, operandOf } from '../metadata/il/opcodes.ts';
import { type AttributeReader, Parent } from './annotations.ts';
import type { MethodDef, Type } from './definitions.ts';
import { ByDefinition, Marks } from './marks.ts';
import { canonical, isValueType, substitute } from './types.ts';
import type { Substitutions } from './switches.ts';

const MAX_CHAIN = 5;
/** A constant or a call, and `ret`, in bytes. */
const MAX_CONSTANT = 6;

export class Constants {
	readonly #substitutions: Substitutions;
	readonly #attributes: AttributeReader;
	readonly #values = new ByDefinition<MethodDef, number | null>();
	/** Methods that ask about a type that has variables: the answer depends on their instantiation. */
	readonly #asking = new Marks();
	/** Methods with a branch that a constant may decide. */
	readonly #deciding = new Marks();
	/** The instantiation for which a body is looked at. */
	#context: Context | undefined;

	constructor(substitutions: Substitutions, attributes: AttributeReader) {
		this.#substitutions = substitutions;
		this.#attributes = attributes;
	}

	/** The number that a method always gives; undefined where that is not certain. */
	of(def: MethodDef, depth = 0): number | undefined {
		const known = this.#values.get(def);
		if (known !== undefined) return known ?? undefined;
		const value = this.#evaluate(def, depth);
		this.#values.set(def, value ?? null);
		return value;
	}

	/** Whether a method's body is replaced altogether. */
	isReplaced(def: MethodDef): boolean {
		return this.#substitutions.method(def) !== undefined || this.#byAttribute(def) !== undefined;
	}

	#evaluate(def: MethodDef, depth: number): number | undefined {
		const replaced = this.#substitutions.method(def);
		if (replaced) return replaced.throws ? undefined : (replaced.value ?? 0);
		const byAttribute = this.#byAttribute(def);
		if (byAttribute !== undefined) return byAttribute;
		if (def.signature.parameters.length > 0 || !isIntegral(def.signature.returns)) return undefined;
		if ((!def.isStatic && def.isVirtual) || def.isNoInlining || !def.hasBody) return undefined;
		if (this.#attributes.module(def.module).has(Parent.method, def.row, 'IntrinsicAttribute')) return undefined;
		if (def.size > MAX_CONSTANT) return undefined;
		const body = def.body();
		if (body?.codes.length !== 2 || body.codes[1] !== Op.ret) return undefined;
		const constant = constantOfCode(body.codes[0] as number, body.operands[0] as number);
		if (constant !== undefined) return constant;
		if (body.codes[0] !== Op.call || depth >= MAX_CHAIN) return undefined;
		const callee = def.module.methodToken(body.operands[0] as number)?.method?.def;
		return callee?.isStatic && callee.signature.parameters.length === 0 ? this.of(callee, depth + 1) : undefined;
	}

	/** `[FeatureSwitchDefinition]`, and `[FeatureGuard]` which is off where code is compiled ahead of time. */
	#byAttribute(def: MethodDef): number | undefined {
		if (!def.isStatic || !def.name.startsWith('get_') || def.signature.parameters.length > 0) return undefined;
		const attributes = this.#attributes.associatedAttributes(def);
		if (attributes.length === 0) return undefined;
		const definition = attributes.find(each => each.name === 'FeatureSwitchDefinitionAttribute');
		if (definition) {
			const value = this.#substitutions.switches.get(String(definition.args[0]));
			return value === undefined ? undefined : Number(value);
		}
		const guards = attributes.some(
			each =>
				each.name === 'FeatureGuardAttribute' &&
				/Requires(UnreferencedCode|DynamicCode|AssemblyFiles)Attribute$/.test((each.args[0] as { type?: string } | null)?.type ?? ''),
		);
		return guards ? 0 : undefined;
	}

	/** Whether what runs of a method depends on its instantiation; known once `live` was asked about it. */
	asksAboutVariables(def: MethodDef): boolean {
		return this.#asking.has(def.id);
	}

	/** Whether what runs of a method may depend on the switches; known once `live` was asked about it. */
	mayDependOnSwitches(def: MethodDef): boolean {
		return this.#deciding.has(def.id) || this.isReplaced(def);
	}

	/**
	 * For each instruction whether it can run; undefined where all can.
	 * @param context the instantiation that runs; without it the definition, whose variables equal no type that has a name
	 */
	live(def: MethodDef, body: Body, context?: Context): Uint8Array | undefined {
		if (!this.#hasDecision(def, body)) return undefined;
		this.#deciding.add(def.id);
		this.#context = context;
		try {
			return this.#liveWithin(def, body);
		} finally {
			this.#context = undefined;
		}
	}

	#liveWithin(def: MethodDef, body: Body): Uint8Array | undefined {
		const { codes, operands } = body;
		const isTarget = targetsOf(body);
		const live = new Uint8Array(codes.length);
		const queue: number[] = [0];
		const clauses = body.clauses.map(clause => ({
			from: indexAt(body, clause.tryStart),
			to: indexAt(body, clause.tryEnd),
			handlers: [indexAt(body, clause.handlerStart), ...(clause.kind === 1 ? [indexAt(body, clause.extra)] : [])],
			isDone: false,
		}));
		while (queue.length > 0) {
			let at = queue.pop() as number;
			while (at < codes.length && !live[at]) {
				live[at] = 1;
				for (const clause of clauses)
					if (!clause.isDone && at >= clause.from && at < clause.to) {
						clause.isDone = true;
						queue.push(...clause.handlers);
					}
				const code = codes[at] as number;
				if (code === Op.switch) for (const target of body.switches[operands[at] as number] ?? []) queue.push(target);
				else if (isBranch(code)) {
					const taken = this.#decide(def, body, isTarget, at);
					if (taken !== false) queue.push(operands[at] as number);
					if (taken === true) break;
				}
				if (endsBlock(code)) break;
				at++;
			}
		}
		return live.includes(0) ? live : undefined;
	}

	/** Whether a method may be constant under other switches. */
	#mayBecomeConstant(def: MethodDef): boolean {
		if (this.#substitutions.names(def.owner)) return true;
		if (def.signature.parameters.length > 0) return false;
		// It may hand on what another one gives.
		if (def.hasBody && def.size <= MAX_CONSTANT && isIntegral(def.signature.returns)) return true;
		return this.#attributes.associatedAttributes(def).some(each => each.name === 'FeatureSwitchDefinitionAttribute');
	}

	/** Whether a body has a branch behind something that may be constant; most have none, and are not looked at further. */
	#hasDecision(def: MethodDef, body: Body): boolean {
		const { codes, operands } = body;
		for (let at = 0; at < codes.length; at++) {
			const code = codes[at] as number;
			if (code !== Op.brfalse && code !== Op.brfalseS && code !== Op.brtrue && code !== Op.brtrueS && !isEquality(code)) continue;
			for (let before = at - 1; before >= 0 && before >= at - 4; before--) {
				const producer = codes[before] as number;
				if (producer === Op.call || producer === Op.callvirt || producer === Op.ldsfld) {
					if (producer === Op.ldsfld) return true;
					const callee = def.module.methodToken(operands[before] as number)?.method?.def;
					if (callee && (this.of(callee) !== undefined || isTypeQuestion(callee) || this.#mayBecomeConstant(callee))) return true;
				} else if (constantOfCode(producer, 0) !== undefined && before === at - 1) return true;
			}
		}
		return false;
	}

	/** True where a branch is always taken, false where never. */
	#decide(def: MethodDef, body: Body, isTarget: Uint8Array, at: number): boolean | undefined {
		const code = body.codes[at] as number;
		if (code === Op.br || code === Op.brS || code === Op.leave || code === Op.leaveS) return true;
		if (isTarget[at]) return undefined;
		if (code === Op.brtrue || code === Op.brtrueS || code === Op.brfalse || code === Op.brfalseS) {
			const value = this.#valueBefore(def, body, isTarget, at)?.value;
			if (value === undefined) return undefined;
			return (value !== 0) === (code === Op.brtrue || code === Op.brtrueS);
		}
		if (!isEquality(code)) return undefined;
		const right = this.#valueBefore(def, body, isTarget, at);
		const left = right && !isTarget[right.from] ? this.#valueBefore(def, body, isTarget, right.from) : undefined;
		if (left?.value === undefined || right?.value === undefined) return undefined;
		return (left.value === right.value) === (code === Op.beq || code === Op.beqS);
	}

	/** The constant that the instructions right before one leave on the stack, and where they start. */
	#valueBefore(def: MethodDef, body: Body, isTarget: Uint8Array, end: number): { value: number | undefined; from: number } | undefined {
		const at = end - 1;
		if (at < 0) return undefined;
		const { codes, operands } = body;
		const code = codes[at] as number;
		const constant = constantOfCode(code, operands[at] as number);
		if (constant !== undefined) return { value: constant, from: at };
		if (code === Op.ldsfld) {
			const field = def.module.fieldToken(operands[at] as number)?.def;
			const value = field && this.#substitutions.field(field.module, field.owner.fullName, field.name);
			return value === undefined ? undefined : { value, from: at };
		}
		const loaded = localOf(code, operands[at] as number, Op.ldloc0, Op.ldlocS, Op.ldloc);
		if (loaded !== undefined) {
			if (at < 1 || isTarget[at]) return undefined;
			const stored = localOf(codes[at - 1] as number, operands[at - 1] as number, Op.stloc0, Op.stlocS, Op.stloc);
			return stored === loaded && !isTarget[at - 1] ? this.#valueBefore(def, body, isTarget, at - 1) : undefined;
		}
		if (code === Op.ceq && !isTarget[at]) {
			const right = this.#valueBefore(def, body, isTarget, at);
			const left = right && !isTarget[right.from] ? this.#valueBefore(def, body, isTarget, right.from) : undefined;
			if (left?.value === undefined || right?.value === undefined) return undefined;
			return { value: Number(left.value === right.value), from: left.from };
		}
		if (code !== Op.call && code !== Op.callvirt) return undefined;
		const callee = def.module.methodToken(operands[at] as number)?.method?.def;
		if (!callee) return undefined;
		if (isTypeQuestion(callee)) return this.#typeQuestion(def, body, isTarget, at, callee.name);
		// What a method is replaced by counts whatever it is given; what its own body says, only where it is given nothing.
		const isReplaced = this.#substitutions.method(callee)?.value !== undefined && !(code === Op.callvirt && callee.isVirtual);
		if (!isReplaced && (!callee.isStatic || callee.signature.parameters.length > 0)) return undefined;
		const value = this.of(callee);
		return value === undefined ? undefined : { value, from: at };
	}

	#inContext(type: Type): Type {
		return this.#context ? substitute(type, this.#context.typeArgs, this.#context.methodArgs) : type;
	}

	/** `typeof(A) == typeof(B)` and `typeof(T).IsValueType`. */
	#typeQuestion(def: MethodDef, body: Body, isTarget: Uint8Array, at: number, name: string): { value: number; from: number } | undefined {
		const last = typeBefore(def, body, isTarget, at);
		if (!last) return undefined;
		if (last.type.isOpen) this.#asking.add(def.id);
		if (name === 'get_IsValueType' || name === 'get_IsEnum') {
			const type = this.#inContext(last.type);
			// Seen from the definition, a type parameter is no value type.
			if (type.kind === 'variable') return { value: 0, from: last.from };
			const value = name === 'get_IsValueType' ? isValueType(type) : type.kind === 'named' && type.def.isEnum;
			return { value: Number(value), from: last.from };
		}
		const first = typeBefore(def, body, isTarget, last.from);
		if (!first) return undefined;
		if (first.type.isOpen) this.#asking.add(def.id);
		const isEqual =
			this.#context && (first.type.isOpen || last.type.isOpen)
				? sameInstances(this.#inContext(first.type), this.#inContext(last.type))
				: sameTypes(first.type, last.type);
		if (isEqual === undefined) return undefined;
		return { value: Number(isEqual === (name === 'op_Equality')), from: first.from };
	}
}

/** An instantiation: arguments of the type and of the method. */
export interface Context {
	readonly typeArgs: readonly Type[];
	readonly methodArgs: readonly Type[];
}

/** The same for types of an instantiation: its code is shared by all reference types, which can't be told apart in it. */
function sameInstances(left: Type, right: Type): boolean | undefined {
	const [first, second] = [canonical(left), canonical(right)];
	if (first !== second) return false;
	return isValueType(left) && !first.isOpen ? true : undefined;
}

/** Whether two types are certainly equal or certainly different; a type parameter is none that has a name. */
function sameTypes(left: Type, right: Type): boolean | undefined {
	if (left === right) return left.isOpen ? undefined : true;
	if (left.isOpen && right.isOpen) return undefined;
	return false;
}

/** `ldtoken X; call GetTypeFromHandle` right before an instruction. */
function typeBefore(def: MethodDef, body: Body, isTarget: Uint8Array, end: number): { type: Type; from: number } | undefined {
	if (end < 2 || isTarget[end] || isTarget[end - 1]) return undefined;
	if (body.codes[end - 1] !== Op.call || body.codes[end - 2] !== Op.ldtoken) return undefined;
	const token = body.operands[end - 2] as number;
	const table = token >>> 24;
	if (table !== 1 && table !== 2 && table !== 0x1b) return undefined;
	if (def.module.methodToken(body.operands[end - 1] as number)?.name !== 'GetTypeFromHandle') return undefined;
	return { type: def.module.typeToken(token), from: end - 2 };
}

const QUESTIONS: ReadonlySet<string> = new Set(['op_Equality', 'op_Inequality', 'get_IsValueType', 'get_IsEnum']);
const isTypeQuestion = (def: MethodDef): boolean => QUESTIONS.has(def.name) && def.owner.is('System', 'Type');

const isEquality = (code: number): boolean => code === Op.beq || code === Op.beqS || code === Op.bne || code === Op.bneS;

function isIntegral(type: Type): boolean {
	return type.kind === 'named' && type.def.namespace === 'System' && /^(Boolean|Byte|SByte|Char|U?Int(16|32))$/.test(type.def.name);
}

/** The number that an instruction loads. */
export function constantOfCode(code: number, operand: number): number | undefined {
	if (code >= Op.ldcM1 && code <= Op.ldc8) return code - Op.ldc0;
	return code === Op.ldcS || code === Op.ldc ? operand : undefined;
}

/** The variable of a short or long form of an instruction; undefined for another instruction. */
export function localOf(code: number, operand: number, first: number, short: number, long: number): number | undefined {
	if (code >= first && code < first + 4) return code - first;
	return code === short || code === long ? operand : undefined;
}

/** Which instructions are the target of some branch or the start of a handler. */
export function targetsOf(body: Body): Uint8Array {
	const targets = new Uint8Array(body.codes.length + 1);
	for (let at = 0; at < body.codes.length; at++) {
		const code = body.codes[at] as number;
		if (code === Op.switch) for (const target of body.switches[body.operands[at] as number] ?? []) targets[target] = 1;
		else if (operandOf[code] === Operand.Branch1 || operandOf[code] === Operand.Branch4) targets[body.operands[at] as number] = 1;
	}
	for (const clause of body.clauses) {
		targets[indexAt(body, clause.tryStart)] = 1;
		targets[indexAt(body, clause.handlerStart)] = 1;
		if (clause.kind === 1) targets[indexAt(body, clause.extra)] = 1;
	}
	return targets;
}

/** The index of the instruction at an offset, or of the next one. */
export function indexAt(body: Body, offset: number): number {
	let low = 0;
	let high = body.codes.length;
	while (low < high) {
		const middle = (low + high) >> 1;
		if ((body.offsets[middle] as number) < offset) low = middle + 1;
		else high = middle;
	}
	return low;
}
