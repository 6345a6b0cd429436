/**
 * What a body needs when it runs: methods that it calls, types that it makes, members that it names.
 *
 * A body is read once, as it is written; what depends on type variables is told apart and instantiated by who asks
 * (ILImporter.Scanner.cs in dotnet/runtime). Nothing is told from a body that needs a member which is not there: the
 * AOT compiler replaces it by one that throws.
 */
import type { Body } from '../metadata/il/body.ts';
import { endsBlock, isBranch, Op } from '../metadata/il/opcodes.ts';
import { type Constants, type Context, indexAt, localOf, targetsOf } from './constants.ts';
import type { FieldDef, MethodDef, MethodInstance, Module, NamedType, Type } from './definitions.ts';
import { arrayOf, substitute, substituteMethod } from './types.ts';

/** One thing that a body needs. */
export type Need =
	| { readonly kind: 'call'; readonly method: MethodInstance; readonly isVirtual: boolean; readonly constrained: Type | undefined }
	/** `ldftn`: a delegate may call it. */
	| { readonly kind: 'pointer'; readonly method: MethodInstance; readonly isVirtual: boolean; readonly constrained: Type | undefined }
	| { readonly kind: 'create'; readonly method: MethodInstance }
	/** A value of the type exists, or the type is asked about itself. */
	| { readonly kind: 'construct'; readonly type: Type }
	/** `typeof`. */
	| { readonly kind: 'handle'; readonly type: Type }
	/** `new T()`. */
	| { readonly kind: 'default'; readonly type: Type }
	| { readonly kind: 'static'; readonly type: NamedType }
	/** A member that is named as data (`ldtoken`). */
	| { readonly kind: 'member'; readonly member: MethodInstance | FieldDef };

/**
 * Needs in a row without an object for each, of which there would be millions: what one is (`packNeed`), what it is about and,
 * where it says so, the type that it is constrained to.
 */
export type PackedNeeds = readonly (number | MethodInstance | Type | FieldDef)[];

export interface Needs {
	/** Tells apart what is needed of different bodies. */
	readonly id: number;
	readonly always: PackedNeeds;
	/** What depends on type variables. */
	readonly open: PackedNeeds;
	/** What is needed once a type is constructed. */
	readonly guarded: readonly { readonly type: Type; readonly needs: PackedNeeds; readonly asksForFlow: boolean }[];
	/** Places that the data flow has to look at. */
	readonly asksForFlow: boolean;
	/** The body can't be compiled: something that it names is not there. */
	readonly isBroken: boolean;
}

/** Bits of what a packed need is: its kind, and of calls whether they go through a slot, and are constrained. */
export const Packed = {
	call: 0,
	pointer: 1,
	create: 2,
	construct: 3,
	handle: 4,
	default: 5,
	static: 6,
	member: 7,
	kind: 7,
	isVirtual: 8,
	isConstrained: 16,
} as const;

export function packNeed(need: Need, into: (number | MethodInstance | Type | FieldDef)[]): void {
	switch (need.kind) {
		case 'call':
		case 'pointer':
			into.push(Packed[need.kind] | (need.isVirtual ? Packed.isVirtual : 0) | (need.constrained ? Packed.isConstrained : 0), need.method);
			if (need.constrained) into.push(need.constrained);
			return;
		case 'create':
			into.push(Packed.create, need.method);
			return;
		case 'member':
			into.push(Packed.member, need.member);
			return;
		default:
			into.push(Packed[need.kind], need.type);
	}
}

export function packNeeds(needs: readonly Need[]): PackedNeeds {
	if (needs.length === 0) return NO_NEEDS;
	const packed: (number | MethodInstance | Type | FieldDef)[] = [];
	for (const need of needs) packNeed(need, packed);
	return packed.slice();
}

const NO_NEEDS: PackedNeeds = [];

let nextId = 1;

export const needsOf = (needs: Omit<Needs, 'id'>): Needs => ({ ...needs, id: nextId++ });

const NOTHING: Needs = needsOf({ always: NO_NEEDS, open: NO_NEEDS, guarded: [], asksForFlow: false, isBroken: false });

/** Of a body that can't be compiled, or read. */
export const brokenNeeds = (): Needs => needsOf({ ...NOTHING, isBroken: true });

/** Says whether a place needs the data flow. */
export interface Interest {
	/** Whether all assemblies are there, so that what can't be resolved is not there when the program runs either. */
	readonly isComplete: boolean;
	/** @param from where the call stands */
	call(method: MethodInstance, from: Module): boolean;
	field(field: FieldDef, owner: NamedType): boolean;
	type(type: Type): boolean;
}

/** @param context the instantiation that runs, where that decides which instructions do */
export function scanBody(def: MethodDef, constants: Constants, interest: Interest, context?: Context): Needs {
	if (constants.isReplaced(def)) return NOTHING;
	const body = def.body();
	if (!body) return NOTHING;
	return new Scanner(def, body, constants.live(def, body, context), interest).scan();
}

/** A token of the body that can't be resolved. */
class Unresolved extends Error {}

class Scanner {
	readonly #module: Module;
	readonly #body: Body;
	readonly #live: Uint8Array | undefined;
	readonly #interest: Interest;
	#asksForFlow = false;

	constructor(def: MethodDef, body: Body, live: Uint8Array | undefined, interest: Interest) {
		this.#module = def.module;
		this.#body = body;
		this.#live = live;
		this.#interest = interest;
	}

	scan(): Needs {
		const always: Need[] = [];
		const open: Need[] = [];
		const seen = new SeenNeeds();
		const guarded = new Map<Type, { needs: Need[]; asksForFlow: boolean }>();
		let asksForFlow = false;
		try {
			const guards = this.#guards();
			for (let at = 0; at < this.#body.codes.length; at++) {
				if (this.#live && !this.#live[at]) continue;
				const guard = guards?.[at];
				if (guard === null) continue;
				this.#asksForFlow = false;
				const needs = this.#needsOf(at);
				if (guard) {
					let known = guarded.get(guard);
					if (!known) guarded.set(guard, (known = { needs: [], asksForFlow: false }));
					known.needs.push(...needs);
					if (this.#asksForFlow) known.asksForFlow = true;
					continue;
				}
				if (this.#asksForFlow) asksForFlow = true;
				for (const need of needs) if (!seen.has(need)) (isOpen(need) ? open : always).push(need);
			}
		} catch (error) {
			if (!(error instanceof Unresolved)) throw error;
			return brokenNeeds();
		}
		if (always.length === 0 && open.length === 0 && guarded.size === 0 && !asksForFlow) return NOTHING;
		return needsOf({
			always: packNeeds(always),
			open: packNeeds(open),
			guarded:
				guarded.size === 0
					? NOTHING.guarded
					: [...guarded].map(([type, { needs, asksForFlow }]) => ({ type, needs: packNeeds(needs), asksForFlow })),
			asksForFlow,
			isBroken: false,
		});
	}

	/**
	 * For each instruction the type on whose construction it waits (`o is X` followed by a branch); null for
	 * what nothing reaches. Undefined where no instruction waits.
	 */
	#guards(): (Type | undefined | null)[] | undefined {
		const { codes, operands } = this.#body;
		const guardAt = new Map<number, Type>();
		let isTarget: Uint8Array | undefined;
		for (let at = 1; at < codes.length; at++) {
			const code = codes[at];
			if ((code !== Op.brfalse && code !== Op.brfalseS) || (this.#live && !this.#live[at])) continue;
			isTarget ??= targetsOf(this.#body);
			const type = this.#checkedType(at, isTarget);
			// To ask for an interface makes its type as full as an instance would.
			if (type && !type.isOpen && type.kind === 'named' && !type.def.isInterface) guardAt.set(at, type);
		}
		if (guardAt.size === 0) return undefined;
		const guards: (Type | undefined | null)[] = new Array<null>(codes.length).fill(null);
		const late: { from: number; type: Type }[] = [];
		const clauses = this.#body.clauses.map(clause => ({
			start: indexAt(this.#body, clause.tryStart),
			handlers: [indexAt(this.#body, clause.handlerStart), ...(clause.kind === 1 ? [indexAt(this.#body, clause.extra)] : [])],
		}));
		const walk = (start: number, guard: Type | undefined): void => {
			const queue = [start];
			while (queue.length > 0) {
				let at = queue.pop() as number;
				while (at < codes.length && guards[at] === null && !(this.#live && !this.#live[at])) {
					guards[at] = guard;
					for (const clause of clauses) if (clause.start === at) queue.push(...clause.handlers);
					const code = codes[at] as number;
					if (code === Op.switch) queue.push(...(this.#body.switches[operands[at] as number] ?? []));
					else if (isBranch(code)) queue.push(operands[at] as number);
					if (endsBlock(code)) break;
					const type = guardAt.get(at);
					if (type && !guard) {
						late.push({ from: at + 1, type });
						break;
					}
					at++;
				}
			}
		};
		walk(0, undefined);
		for (let index = 0; index < late.length; index++) {
			const { from, type } = late[index] as { from: number; type: Type };
			walk(from, type);
		}
		return guards;
	}

	/** `isinst X` (stored on the way or not), or `x.GetType() == typeof(X)`, right before a branch. */
	#checkedType(branch: number, isTarget: Uint8Array): Type | undefined {
		const { codes, operands } = this.#body;
		let at = branch - 1;
		const loaded = localOf(codes[at] as number, operands[at] as number, Op.ldloc0, Op.ldlocS, Op.ldloc);
		if (loaded !== undefined && at >= 1 && !isTarget[at] && !isTarget[branch]) {
			const stored = localOf(codes[at - 1] as number, operands[at - 1] as number, Op.stloc0, Op.stlocS, Op.stloc);
			if (stored === loaded) at -= 2;
		}
		if (at < 0 || isTarget[branch]) return undefined;
		if (codes[at] === Op.isinst) return this.#type(operands[at] as number);
		if (codes[at] !== Op.call || at < 4) return undefined;
		const callee = this.#module.methodToken(operands[at] as number);
		if (callee?.name !== 'op_Equality' || !(callee.on.kind === 'named' && callee.on.def.is('System', 'Type'))) return undefined;
		const isCallOf = (index: number, name: string): boolean =>
			index >= 0 &&
			(codes[index] === Op.call || codes[index] === Op.callvirt) &&
			this.#module.methodToken(operands[index] as number)?.name === name;
		if (isCallOf(at - 1, 'GetTypeFromHandle') && codes[at - 2] === Op.ldtoken && isCallOf(at - 3, 'GetType'))
			return this.#type(operands[at - 2] as number);
		return undefined;
	}

	#type(token: number): Type {
		const table = token >>> 24;
		if (table !== 1 && table !== 2 && table !== 0x1b) throw new Unresolved();
		const type = this.#module.typeToken(token);
		if (type.kind === 'missing') this.#missing();
		return type;
	}

	/** Something that the body names is not there; without the framework that says nothing. */
	#missing(): readonly Need[] {
		if (this.#interest.isComplete) throw new Unresolved();
		return [];
	}

	#needsOf(at: number): readonly Need[] {
		const operand = this.#body.operands[at] as number;
		const code = this.#body.codes[at] as number;
		switch (code) {
			case Op.call:
			case Op.callvirt:
			case Op.newobj:
			case Op.ldftn:
			case Op.ldvirtftn:
			case Op.jmp:
				return this.#call(at, code, operand);
			case Op.ldsfld:
			case Op.ldsflda:
			case Op.stsfld:
			case Op.ldfld:
			case Op.ldflda:
			case Op.stfld: {
				const field = this.#module.fieldToken(operand);
				if (!field) return this.#missing();
				if (this.#interest.field(field.def, field.owner)) this.#asksForFlow = true;
				return field.def.isStatic ? [{ kind: 'static', type: field.owner }] : [];
			}
			case Op.box:
			case Op.newarr: {
				const type = this.#type(operand);
				if (this.#interest.type(type)) this.#asksForFlow = true;
				return [{ kind: 'construct', type: code === Op.newarr ? arrayOf(type) : type }];
			}
			case Op.ldtoken:
				return this.#token(at, operand);
			case Op.castclass:
			case Op.isinst:
			case Op.unbox:
			case Op.unboxAny:
			case Op.initobj:
			case Op.ldobj:
			case Op.stobj:
				this.#type(operand);
				return [];
			default:
				return [];
		}
	}

	#call(at: number, code: number, operand: number): readonly Need[] {
		const token = this.#module.methodToken(operand);
		if (!token) throw new Unresolved();
		const { method } = token;
		// Arrays have methods of their own, which no assembly declares.
		if (!method && token.on.kind !== 'array') return this.#missing();
		if (!method) return code === Op.newobj ? [{ kind: 'construct', type: token.on }] : [];
		if (this.#interest.call(method, this.#module)) this.#asksForFlow = true;
		if (code === Op.newobj) return [{ kind: 'create', method }];
		const before = this.#body.codes[at - 1];
		const constrained = before === Op.constrained ? this.#type(this.#body.operands[at - 1] as number) : undefined;
		const { def } = method;
		if (def.name === 'CreateInstance' && method.args.length === 1 && def.owner.is('System', 'Activator'))
			return [{ kind: 'default', type: method.args[0] as Type }];
		const isVirtual =
			(code === Op.callvirt || code === Op.ldvirtftn) &&
			def.isVirtual &&
			!def.isStatic &&
			(def.owner.isInterface || (!def.isFinal && !def.owner.isSealed));
		const kind = code === Op.ldftn || code === Op.ldvirtftn ? 'pointer' : 'call';
		return [{ kind, method, isVirtual, constrained }];
	}

	#token(at: number, operand: number): readonly Need[] {
		const table = operand >>> 24;
		if (table === 1 || table === 2 || table === 0x1b) {
			const type = this.#type(operand);
			if (this.#interest.type(type)) this.#asksForFlow = true;
			return this.#isCompared(at) ? [] : [{ kind: 'handle', type }];
		}
		if (this.#module.isFieldToken(operand)) {
			const field = this.#module.fieldToken(operand);
			if (!field) return this.#missing();
			// Data of array initializers is copied and not reflected upon.
			if (field.def.owner.name.startsWith('<PrivateImplementationDetails>')) return [];
			if (this.#interest.field(field.def, field.owner)) this.#asksForFlow = true;
			return [{ kind: 'member', member: field.def }];
		}
		const method = this.#module.methodToken(operand);
		if (!method?.method) return this.#missing();
		if (this.#interest.call(method.method, this.#module)) this.#asksForFlow = true;
		return [{ kind: 'member', member: method.method }];
	}

	/** Whether a `typeof` is only compared with another type. */
	#isCompared(at: number): boolean {
		const { codes, operands } = this.#body;
		const nameAt = (index: number): string | undefined =>
			codes[index] === Op.call || codes[index] === Op.callvirt ? this.#module.methodToken(operands[index] as number)?.name : undefined;
		if (nameAt(at + 1) !== 'GetTypeFromHandle') return false;
		const isComparison = (index: number): boolean => nameAt(index) === 'op_Equality' || nameAt(index) === 'op_Inequality';
		if (isComparison(at + 2)) return true;
		if (codes[at + 2] === Op.ldtoken && nameAt(at + 3) === 'GetTypeFromHandle') return isComparison(at + 4);
		const next = codes[at + 2] as number;
		const loads = next >= Op.ldarg0 && next <= Op.ldloc3;
		return loads && (isComparison(at + 3) || (nameAt(at + 3) === 'GetType' && isComparison(at + 4)));
	}
}

function isOpen(need: Need): boolean {
	switch (need.kind) {
		case 'call':
		case 'pointer':
			return need.method.isOpen || (need.constrained?.isOpen ?? false);
		case 'create':
			return need.method.isOpen;
		case 'construct':
		case 'handle':
		case 'default':
		case 'static':
			return need.type.isOpen;
		case 'member':
			return 'def' in need.member && need.member.isOpen;
	}
}

/** Needs of one body that were met before: most bodies call the same more than once. */
class SeenNeeds {
	readonly #kinds = new Map<MethodInstance | Type, number>();

	/** Whether the same was met before; from now on it was. */
	has(need: Need): boolean {
		if (need.kind === 'member') return false;
		const isCall = need.kind === 'call' || need.kind === 'pointer';
		if (isCall && need.constrained) return false;
		const of = isCall || need.kind === 'create' ? need.method : need.type;
		const kind = KIND_BITS[need.kind] << (isCall && need.isVirtual ? 1 : 0);
		const known = this.#kinds.get(of) ?? 0;
		if ((known & kind) !== 0) return true;
		this.#kinds.set(of, known | kind);
		return false;
	}
}

/** Calls take two bits: those through a slot are others. */
const KIND_BITS = { call: 1, pointer: 4, create: 16, construct: 32, handle: 64, default: 128, static: 256 } as const;

/** What an instantiation needs, with its own arguments. */
export function closedNeeds(open: PackedNeeds, { owner, args }: MethodInstance): PackedNeeds {
	const seen = new Map<unknown, number>();
	const closed: (number | MethodInstance | Type | FieldDef)[] = [];
	for (let at = 0; at < open.length; at += 2) {
		const code = open[at] as number;
		const about = open[at + 1] as MethodInstance | Type | FieldDef;
		const made =
			'def' in about && !('kind' in about)
				? substituteMethod(about, owner.args, args)
				: about.kind === 'field'
					? about
					: substitute(about, owner.args, args);
		if ((code & Packed.isConstrained) !== 0) {
			closed.push(code, made, substitute(open[at + 2] as Type, owner.args, args));
			at++;
			continue;
		}
		const bit = 1 << code;
		const known = seen.get(made) ?? 0;
		if ((known & bit) !== 0 && (code & Packed.kind) !== Packed.member) continue;
		seen.set(made, known | bit);
		closed.push(code, made);
	}
	return closed.slice();
}
