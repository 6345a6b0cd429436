/**
 * What of a program can run: methods, types that exist, slots that are called through (rapid type analysis, as the AOT
 * compiler's dependency graph does it; ILCompiler.Compiler/Compiler/DependencyAnalysis in dotnet/runtime).
 *
 * Types and methods are followed in the form that they share code in; what differs by type argument, `Arguments` finds.
 *
 * Invariant: the sets only grow; each pair of a type that exists and a slot that is used meets exactly once.
 */
import { Arguments, overAnyClass } from './arguments.ts';
import type { Blamed } from './blame.ts';
import type { FieldDef, GenericFill, MethodDef, MethodInstance, Module, NamedType, Type, TypeDef } from './definitions.ts';
import { Marks } from './marks.ts';
import {
	ANY_CLASS,
	canonical,
	instanceOf,
	instantiate,
	isValueType,
	NO_TYPES,
	sharedForm,
	sharedType,
	substitute,
	substituteMethod,
} from './types.ts';
import { type Needs, Packed, type PackedNeeds } from './scan.ts';
import { isVariant, slotKey, type Slots } from './slots.ts';

/** Instantiations of one method beyond this are not told apart any more; real programs stay far below. */
const MAX_INSTANCES = 4000;

/** What reachability asks of the program around it. */
export interface Surroundings {
	readonly slots: Slots;
	readonly needsFor: (method: MethodInstance) => Needs;
	/** What an instantiation needs beside what each does. */
	readonly closedFor: (method: MethodInstance, needs: Needs) => PackedNeeds;
	/** `Array<T>`, whose members arrays have. */
	readonly arrayClass: TypeDef | undefined;
	/** The method that generated code was made of. */
	readonly writtenFor: (method: MethodDef) => MethodDef | undefined;
	/** The data flow of a method's body is asked for. */
	readonly onFlow: (method: MethodDef) => void;
	readonly onConstructed: (type: NamedType) => void;
	/** The framework's code is not there: what overrides a method of it may be called. */
	readonly isTrusting: boolean;
	/** A generic virtual method runs through an override of it. */
	readonly onGenericOverride: (declaration: MethodDef, implementation: MethodDef) => void;
	/** A method or a field is reached by reflection for the first time. */
	readonly onReflected: (member: MethodDef | FieldDef) => void;
	/** A body is reached for the first time. */
	readonly onReached: (method: MethodDef) => void;
}

/** Why a method is reached. */
export interface Cause {
	readonly from: MethodDef | undefined;
	/** The method that it gives what leads on, where that is the way. */
	readonly through?: MethodDef | undefined;
	/** How: `call`, `new`, `delegate`, `override`, `initializer`, `reflection`, `entry`. */
	readonly how: string;
}

export class Reach {
	readonly #surroundings: Surroundings;
	readonly #entered = new Marks();
	readonly #scanned = new Set<MethodDef>();
	/** How many instances of generic code run. */
	readonly #instances = new Map<MethodDef, number>();
	readonly #queue: MethodInstance[] = [];
	/** What has been seen to be needed whatever the instantiation is. */
	readonly #applied = new Marks();
	readonly #constructed = new Marks();
	/** Types of which some instantiation exists, by their shared form. */
	readonly #existing = new Marks();
	/** Types that exist, each with the method in which it is first made. */
	readonly #makers = new Map<TypeDef, Blamed | undefined>();
	/** Slots by their ids, each with the method in which it is first called through. */
	readonly #usedSlots = new Map<number, Blamed | undefined>();
	readonly #waitingForSlot = new Map<number, MethodInstance[]>();
	/** Slots of classes that are used once an interface's slot is. */
	readonly #chained = new Map<number, Set<MethodInstance>>();
	readonly #waitingForType = new Map<number, (() => void)[]>();
	/** Generic virtual methods: their calls, and the types that have them. */
	readonly #genericCalls = new Map<MethodDef, Map<MethodInstance, Blamed | undefined>>();
	readonly #genericTargets = new Map<MethodDef, GenericFill[]>();
	readonly #initialized = new Marks();
	readonly #reflected = new Set<MethodDef | FieldDef>();
	readonly #arguments: Arguments;
	/** Pairs of a generic method's declaration and what implements it. */
	readonly #overriding = new Map<MethodDef, Set<MethodDef>>();
	/** Definitions whose bases are known to `#arguments`. */
	readonly #related = new Set<TypeDef>();
	readonly #modules = new Set<TypeDef['module']>();
	readonly causes = new Map<MethodDef, Cause>();
	#from: Blamed | undefined;

	constructor(surroundings: Surroundings) {
		this.#surroundings = surroundings;
		this.#arguments = new Arguments(surroundings.arrayClass);
	}

	isReached(method: MethodDef): boolean {
		return this.#scanned.has(method);
	}

	get reached(): IterableIterator<MethodDef> {
		return this.#scanned.keys();
	}

	exists(def: TypeDef): boolean {
		return this.#makers.has(def);
	}

	/** Who first makes one of a type. */
	makerOf(def: TypeDef): Blamed | undefined {
		return this.#makers.get(def);
	}

	/** Does something for which one method is to blame. */
	because(from: Blamed | undefined, run: () => void): void {
		const before = this.#from;
		this.#from = from;
		run();
		this.#from = before;
	}

	/** Follows everything that has been entered. */
	run(): void {
		do {
			for (let next = this.#queue.pop(); next; next = this.#queue.pop()) this.#process(next);
		} while (this.#arguments.run());
	}

	#process(method: MethodInstance): void {
		const { def } = method;
		const needs = this.#surroundings.needsFor(method);
		this.#from = def;
		const isFirst = !this.#scanned.has(def);
		if (isFirst) {
			this.#scanned.add(def);
			this.#touch(def.owner);
			this.#surroundings.onReached(def);
		}
		if (this.#applied.add(needs.id)) {
			this.#apply(needs.always, NO_TYPES, NO_TYPES);
			this.#relate(needs.open, def);
			if (needs.asksForFlow) this.#surroundings.onFlow(def);
		}
		if (!def.owner.isBeforeFieldInit && (def.isStatic || def.isConstructor || def.owner.isValueType)) this.#initialize(method.owner);
		if (needs.open.length > 0) this.#applyOpen(method, needs);
		for (const guard of needs.guarded)
			this.#whenExists(guard.type, () => {
				if (guard.asksForFlow) this.#surroundings.onFlow(def);
				if (isFirst) this.#relate(guard.needs, def);
				this.#apply(guard.needs, method.owner.args, method.args);
			});
		this.#from = undefined;
	}

	#applyOpen(method: MethodInstance, needs: Needs): void {
		const count = this.#instances.get(method.def) ?? 0;
		if (count >= MAX_INSTANCES) return;
		this.#instances.set(method.def, count + 1);
		this.#apply(this.#surroundings.closedFor(method, needs), method.owner.args, method.args);
	}

	// ---- type arguments ---------------------------------------------------------------------

	/** What the needs of a body do with its type parameters, whatever stands for them. */
	#relate(needs: PackedNeeds, body: MethodDef): void {
		for (let at = 0; at < needs.length; at += 2) {
			const code = needs[at] as number;
			const about = needs[at + 1];
			const isConstrained = (code & Packed.isConstrained) !== 0;
			switch (code & Packed.kind) {
				case Packed.call:
				case Packed.pointer:
				case Packed.create:
					this.#relateCall(about as MethodInstance, code, isConstrained ? (needs[at + 2] as Type) : undefined, body);
					break;
				case Packed.construct:
				case Packed.handle:
					this.#relateType(about as Type, body, 'construct');
					break;
				case Packed.default:
					this.#relateType(about as Type, body, 'default');
					break;
				case Packed.static:
					this.#arguments.relateType(about as Type, body);
					break;
				case Packed.member:
					if (isField(about as MethodInstance | FieldDef)) break;
					this.#arguments.relate((about as MethodInstance).owner.args, (about as MethodInstance).owner.def, body);
					this.#arguments.relate((about as MethodInstance).args, (about as MethodInstance).def, body);
			}
			if (isConstrained) at++;
		}
	}

	#relateCall(method: MethodInstance, code: number, constrained: Type | undefined, body: MethodDef): void {
		if (constrained?.kind === 'variable' && method.def.isStatic)
			this.#arguments.ask(constrained, body, method, (type, giver) =>
				this.because(giver ?? body, () => this.#constrainedCall(type, overAnyClass(method, body))),
			);
		if (!method.isOpen) return;
		this.#arguments.relate(method.owner.args, method.owner.def, body);
		const def = (code & Packed.isVirtual) !== 0 ? this.#surroundings.slots.slotOf(method.def) : method.def;
		this.#arguments.relate(method.args, def, body);
	}

	#relateType(type: Type, body: MethodDef, about: 'construct' | 'default'): void {
		if (type.kind !== 'variable') return this.#arguments.relateType(type, body);
		this.#arguments.ask(type, body, about, (each, giver) =>
			this.because(giver ?? body, () => (about === 'construct' ? this.construct(each) : this.createDefault(each))),
		);
	}

	/** The module initializer runs before anything of its module (II.16.1.2 and the C# standard). */
	#touch(def: TypeDef): void {
		if (this.#modules.has(def.module)) return;
		this.#modules.add(def.module);
		const initializer = def.module.isSource ? undefined : def.module.typeDef(1).initializer;
		if (initializer) this.enter(instanceOf(initializer, initializer.owner.self, NO_TYPES), 'initializer');
	}

	#apply(needs: PackedNeeds, typeArgs: readonly Type[], methodArgs: readonly Type[]): void {
		for (let at = 0; at < needs.length; at += 2) {
			const code = needs[at] as number;
			const about = needs[at + 1];
			switch (code & Packed.kind) {
				case Packed.call:
				case Packed.pointer: {
					const method = substituteMethod(about as MethodInstance, typeArgs, methodArgs);
					if ((code & Packed.isConstrained) !== 0) {
						this.#constrainedCall(substitute(needs[at + 2] as Type, typeArgs, methodArgs), method);
						at++;
					} else if ((code & Packed.isVirtual) !== 0) this.useSlot(method);
					else this.call(method, (code & Packed.kind) === Packed.pointer ? 'delegate' : 'call');
					break;
				}
				case Packed.create: {
					const method = substituteMethod(about as MethodInstance, typeArgs, methodArgs);
					this.construct(method.owner);
					this.enter(method, 'new');
					break;
				}
				case Packed.construct:
				case Packed.handle:
					this.construct(substitute(about as Type, typeArgs, methodArgs));
					break;
				case Packed.default:
					this.createDefault(substitute(about as Type, typeArgs, methodArgs));
					break;
				case Packed.static:
					this.#initialize(substitute(about as Type, typeArgs, methodArgs) as NamedType);
					break;
				case Packed.member:
					if (!isField(about as MethodInstance | FieldDef)) this.reflect(substituteMethod(about as MethodInstance, typeArgs, methodArgs));
			}
		}
	}

	/** `new T()`. */
	createDefault(type: Type): void {
		this.construct(type);
		if (type.kind !== 'named') return;
		const parameterless = type.def.named('.ctor').find(each => each.signature.parameters.length === 0 && !each.isStatic);
		if (parameterless) this.enter(instanceOf(parameterless, type, NO_TYPES), 'new');
	}

	/** A method's body runs. */
	enter(exact: MethodInstance, how: string): void {
		if (!this.#entered.add(exact.id)) return;
		const method = this.#arguments.share(exact, this.#from);
		if (method !== exact && !this.#entered.add(method.id)) return;
		if (!this.causes.has(method.def)) this.causes.set(method.def, causeOf(how === 'override' ? this.#blamed(method.def) : this.#from, how));
		if (method.def.isAbstract) return;
		this.#queue.push(method);
	}

	/**
	 * Who leads to an implementation: the caller of its slot. A caller in another assembly knows nothing of it (it may be the first of
	 * many that call `IEnumerator.MoveNext`); then it is who made the object.
	 */
	#blamed(def: MethodDef): Blamed | undefined {
		const { module, owner } = def;
		if (moduleOf(this.#from) === module) return this.#from;
		const maker = this.#makers.get(owner);
		// What runs a state machine knows as little.
		const written = moduleOf(maker) === module ? undefined : this.#surroundings.writtenFor(def);
		return (written && this.causes.has(written) ? written : maker) ?? this.#from;
	}

	/** A direct call: of an instance method of a class only once there can be an instance. */
	call(method: MethodInstance, how = 'call'): void {
		const { def, owner } = method;
		if (def.isStatic || def.isConstructor || isValueType(owner) || def.owner.isInterface || this.#existing.has(sharedForm(owner).id))
			return this.enter(method, how);
		const from = this.#from;
		this.#whenExists(sharedForm(owner), () => this.because(from, () => this.enter(method, how)), true);
	}

	#whenExists(exact: Type, run: () => void, isCanonical = false): void {
		const type = sharedType(exact);
		if ((isCanonical ? this.#existing : this.#constructed).has(type.id)) return run();
		const from = this.#from;
		const again = (): void => this.because(from, run);
		const known = this.#waitingForType.get(type.id);
		if (known) known.push(again);
		else this.#waitingForType.set(type.id, [again]);
	}

	/** Reflection can read and write it. */
	reflectField(field: FieldDef): void {
		this.#noteReflected(field);
	}

	#noteReflected(member: MethodDef | FieldDef): void {
		if (this.#reflected.has(member)) return;
		this.#reflected.add(member);
		this.#surroundings.onReflected(member);
	}

	/** Reflection can call it; of what is not instantiated, code for any class is made. */
	reflect(named: MethodInstance): void {
		const method = named.isOpen || named.owner.args.length < named.owner.def.arity ? anyInstance(named) : named;
		if (!method) return;
		const { def } = method;
		this.#noteReflected(def);
		if (def.isVirtual && !def.isStatic) this.useSlot(method);
		if (!def.isAbstract) this.enter(method, 'reflection');
	}

	// ---- slots ------------------------------------------------------------------------------

	/** A call through a slot. */
	useSlot(method: MethodInstance): void {
		const { def } = method;
		const slot = this.#surroundings.slots.slotOf(def);
		const owner = slot === def ? method.owner : ownerOn(method.owner, slot);
		if (def.parameters.length > 0) return this.#useGeneric(instanceOf(slot, owner, method.args));
		this.#use(slotKey(slot, owner));
	}

	#use({ id }: MethodInstance): void {
		if (this.#usedSlots.has(id)) return;
		this.#usedSlots.set(id, this.#from);
		const waiting = this.#waitingForSlot.get(id);
		if (waiting) {
			this.#waitingForSlot.delete(id);
			for (const each of waiting) this.enter(each, 'override');
		}
		const chained = this.#chained.get(id);
		if (!chained) return;
		this.#chained.delete(id);
		for (const each of chained) this.#use(each);
	}

	#useGeneric(exact: MethodInstance): void {
		if (exact.isOpen) return;
		const method = this.#arguments.share(exact, this.#from);
		let calls = this.#genericCalls.get(method.def);
		if (!calls) this.#genericCalls.set(method.def, (calls = new Map()));
		// Instantiations that share their code are one call, as the compiler has it (GVMDependenciesNode.cs in dotnet/runtime).
		if (calls.has(method)) return;
		calls.set(method, this.#from);
		for (const target of this.#genericTargets.get(method.def) ?? []) this.#meet(method, target);
	}

	#meet(call: MethodInstance, { declaredOn, implementation, implementedOn }: GenericFill): void {
		if (!isVariant(call.def.owner) && call.owner !== declaredOn) return;
		this.#overrides(call.def, implementation);
		this.enter(instanceOf(implementation, implementedOn, call.args), 'override');
	}

	#overrides(declaration: MethodDef, implementation: MethodDef): void {
		let known = this.#overriding.get(declaration);
		if (!known) this.#overriding.set(declaration, (known = new Set()));
		if (known.has(implementation)) return;
		known.add(implementation);
		this.#surroundings.onGenericOverride(declaration, implementation);
		this.#arguments.override(declaration, implementation);
	}

	/** A type fills a slot: its implementation runs once the slot is used. */
	#fill(id: number, implementation: MethodInstance): void {
		if (this.#usedSlots.has(id)) {
			const before = this.#from;
			this.#from = this.#usedSlots.get(id) ?? before;
			this.enter(implementation, 'override');
			this.#from = before;
			return;
		}
		const waiting = this.#waitingForSlot.get(id);
		if (waiting) waiting.push(implementation);
		else this.#waitingForSlot.set(id, [implementation]);
	}

	#constrainedCall(type: Type, method: MethodInstance): void {
		const { slots } = this.#surroundings;
		if (method.def.isStatic) {
			if (type.kind !== 'named') return;
			const contract = this.#contractOf(type, method);
			const slot = contract && slots.resolve(type.def, contract, method.def);
			if (slot)
				this.enter(instanceOf(slot.implementation, substitute(slot.implementedOn, type.args, NO_TYPES) as NamedType, method.args), 'call');
			return;
		}
		if (!isValueType(type) || type.kind !== 'named') return method.def.isVirtual ? this.useSlot(method) : this.call(method);
		if (method.owner.def.isInterface) {
			const contract = this.#contractOf(type, method);
			const slot = contract && slots.resolve(type.def, contract, method.def);
			if (slot) {
				const on = substitute(slot.implementedOn, type.args, NO_TYPES) as NamedType;
				if (slot.isDefault) this.construct(type);
				return this.enter(instanceOf(slot.implementation, on, method.args), 'call');
			}
		} else {
			const origin = slots.slotOf(method.def);
			const slot = slots.virtual(type.def).find(each => each.declaration === origin);
			if (slot && slot.implementation.owner === type.def)
				return this.enter(
					instanceOf(slot.implementation, substitute(slot.implementedOn, type.args, NO_TYPES) as NamedType, method.args),
					'call',
				);
		}
		this.construct(type);
		this.useSlot(method);
	}

	/** The interface of a type, in terms of its own variables, that a method is called through. */
	#contractOf(type: NamedType, method: MethodInstance): NamedType | undefined {
		const all = this.#surroundings.slots.contracts(type.def).filter(each => each.def === method.owner.def);
		return (
			all.find(each => substitute(each, type.args, NO_TYPES) === method.owner) ??
			all.find(each => canonical(substitute(each, type.args, NO_TYPES)) === canonical(method.owner)) ??
			all[0]
		);
	}

	// ---- types ------------------------------------------------------------------------------

	/** A generic type that is named without arguments, or with variables: code for any class may run. */
	constructAny(type: NamedType): void {
		const closed = type.isOpen || type.args.length < type.def.arity ? anyType(type.def) : type;
		if (closed) this.construct(closed);
	}

	/** A value of a type exists, or its type object is used. */
	construct(exact: Type): void {
		if (exact.isOpen || !this.#constructed.add(exact.id)) return;
		const type = this.#arguments.shareType(exact, this.#from);
		if (type !== exact && !this.#constructed.add(type.id)) return;
		if (type.kind === 'array') {
			const { arrayClass } = this.#surroundings;
			if (arrayClass && type.isVector && type.element.kind !== 'pointer') this.construct(instantiate(arrayClass, [type.element]));
			const base = arrayClass?.baseType;
			if (base) this.construct(base);
		} else if (type.kind === 'named') {
			if (type.args.length === type.def.arity) this.#constructNamed(type);
			else this.#surroundings.onConstructed(type);
		}
		this.#flush(type);
	}

	#flush(type: Type): void {
		const waiting = this.#waitingForType.get(type.id);
		if (!waiting) return;
		this.#waitingForType.delete(type.id);
		for (const run of waiting) run();
	}

	#constructNamed(type: NamedType): void {
		const { def, args } = type;
		const { slots } = this.#surroundings;
		this.#touch(def);
		const isFirst = !this.#makers.has(def);
		if (isFirst) this.#makers.set(def, this.#from);
		if (isFirst || args.length > 0) this.#surroundings.onConstructed(type);
		this.#relateBases(def);
		const { parents, fills, chains, generics } = slots.filling(type);
		for (const each of parents) this.construct(each);
		if (def.isInterface) return;
		if (this.#existing.add(type.id)) this.#flush(type);
		if (this.#surroundings.isTrusting)
			for (const { implementation, implementedOn } of slots.overrides(def))
				this.enter(
					instanceOf(implementation, substitute(implementedOn, args, NO_TYPES) as NamedType, implementation.open.args),
					'override',
				);
		for (let at = 0; at < fills.length; at += 2) this.#fill(fills[at] as number, fills[at + 1] as MethodInstance);
		for (const each of generics) this.#addGeneric(each);
		for (let at = 0; at < chains.length; at += 2) this.#chain(chains[at] as number, chains[at + 1] as MethodInstance);
	}

	#relateBases(def: TypeDef): void {
		if (def.arity === 0 || this.#related.has(def)) return;
		this.#related.add(def);
		if (def.baseType) this.#arguments.relateType(def.baseType, def);
		for (const contract of this.#surroundings.slots.contracts(def)) this.#arguments.relateType(contract, def);
	}

	/** Uses a class's slot once an interface's slot is used. */
	#chain(id: number, own: MethodInstance): void {
		if (this.#usedSlots.has(id)) {
			const before = this.#from;
			this.#from = this.#usedSlots.get(id) ?? before;
			this.#use(own);
			this.#from = before;
			return;
		}
		const known = this.#chained.get(id);
		if (known) known.add(own);
		else this.#chained.set(id, new Set([own]));
	}

	#addGeneric(fill: GenericFill): void {
		const known = this.#genericTargets.get(fill.declaration);
		if (known) known.push(fill);
		else this.#genericTargets.set(fill.declaration, [fill]);
		for (const [call, from] of this.#genericCalls.get(fill.declaration) ?? []) this.because(from, () => this.#meet(call, fill));
	}

	/** The static constructor runs. */
	#initialize(exact: NamedType): void {
		if (exact.isOpen) return;
		const type = this.#arguments.shareType(exact, this.#from) as NamedType;
		if (!this.#initialized.add(type.id)) return;
		this.#touch(type.def);
		const { initializer } = type.def;
		if (initializer) this.enter(instanceOf(initializer, type, NO_TYPES), 'initializer');
	}
}

const moduleOf = (blamed: Blamed | undefined): Module | undefined => (blamed?.kind === 'giver' ? blamed.method?.module : blamed?.module);

/** What is reached because of somebody. */
export const causeOf = (blamed: Blamed | undefined, how: string): Cause =>
	blamed?.kind === 'giver' ? { from: blamed.method, through: blamed.callee, how } : { from: blamed, how };

const isField = (member: MethodInstance | FieldDef): member is FieldDef => 'kind' in member;

/** A generic type over any class; undefined where a parameter asks for a struct. */
function anyType(def: TypeDef): NamedType | undefined {
	if (def.parameters.some(parameter => (parameter.flags & 8) !== 0)) return undefined;
	return instantiate(
		def,
		def.parameters.map(() => ANY_CLASS),
	);
}

function anyInstance(method: MethodInstance): MethodInstance | undefined {
	const isOwnerOpen = method.owner.isOpen || method.owner.args.length < method.owner.def.arity;
	const owner = isOwnerOpen ? anyType(method.owner.def) : method.owner;
	if (!owner || method.def.parameters.some(parameter => (parameter.flags & 8) !== 0)) return undefined;
	return instanceOf(
		method.def,
		owner,
		method.def.parameters.map((_, index) => (method.args[index]?.isOpen === false ? (method.args[index] as Type) : ANY_CLASS)),
	);
}

/** The base of a type on which a slot was introduced. */
function ownerOn(type: NamedType, slot: MethodDef): NamedType {
	let owner: NamedType | undefined = type;
	for (let depth = 0; owner && depth < 128; depth++) {
		if (owner.def === slot.owner) return owner;
		const base: NamedType | undefined = owner.def.baseType;
		owner = base && (substitute(base, owner.args, NO_TYPES) as NamedType);
	}
	return slot.owner.self;
}
