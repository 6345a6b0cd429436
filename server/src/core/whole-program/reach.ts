/**
 * What of a program can run: methods, types that exist, slots that are called through (rapid type analysis, as the AOT
 * compiler's dependency graph does it; ILCompiler.Compiler/Compiler/DependencyAnalysis in dotnet/runtime).
 *
 * Types and methods are followed in the form that they share code in; what differs by type argument, `Arguments` finds.
 *
 * Invariant: the sets only grow; each pair of a type that exists and a slot that is used meets exactly once.
 */
import { Arguments, overAnyClass } from './arguments.ts';
import type { MethodDef, MethodInstance, NamedType, Type, TypeDef } from './definitions.ts';
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
import type { Need, Needs } from './scan.ts';
import { isVariant, type Slots } from './slots.ts';

/** What reachability asks of the program around it. */
export interface Surroundings {
	readonly slots: Slots;
	readonly needsFor: (method: MethodInstance) => Needs;
	/** `Array<T>`, whose members arrays have. */
	readonly arrayClass: TypeDef | undefined;
	/** The data flow of a method's body is asked for. */
	readonly onFlow: (method: MethodDef) => void;
	readonly onConstructed: (type: NamedType) => void;
	/** The framework's code is not there: what overrides a method of it may be called. */
	readonly isTrusting: boolean;
	/** A generic virtual method runs through an override of it. */
	readonly onGenericOverride: (declaration: MethodDef, implementation: MethodDef) => void;
	/** A body is reached for the first time. */
	readonly onReached: (method: MethodDef) => void;
}

/** Why a method is reached. */
export interface Cause {
	readonly from: MethodDef | undefined;
	/** How: `call`, `new`, `delegate`, `override`, `initializer`, `reflection`, `entry`. */
	readonly how: string;
}

/** Instantiations of one method beyond this are not told apart any more; real programs stay far below. */
const MAX_INSTANCES = 4000;

interface Waiting {
	readonly implementation: MethodDef;
	readonly on: NamedType;
}

export class Reach {
	readonly #surroundings: Surroundings;
	readonly #entered = new Set<MethodInstance>();
	readonly #scanned = new Map<MethodDef, number>();
	readonly #queue: MethodInstance[] = [];
	/** What has been seen to be needed whatever the instantiation is. */
	readonly #applied = new Set<Needs>();
	readonly #constructed = new Set<Type>();
	/** Types of which some instantiation exists, by their shared form. */
	readonly #existing = new Set<Type>();
	/** Types that exist, each with the method in which it is first made. */
	readonly #makers = new Map<TypeDef, MethodDef | undefined>();
	readonly #usedSlots = new Map<number, MethodDef | undefined>();
	readonly #waitingForSlot = new Map<number, Waiting[]>();
	/** Slots of classes that are used once an interface's slot is. */
	readonly #chained = new Map<number, Set<number>>();
	readonly #waitingForType = new Map<Type, (() => void)[]>();
	/** Generic virtual methods: their calls, and the types that have them. */
	readonly #genericCalls = new Map<MethodDef, Map<MethodInstance, MethodDef | undefined>>();
	readonly #genericTargets = new Map<MethodDef, { waiting: Waiting; contract: NamedType }[]>();
	readonly #initialized = new Set<Type>();
	readonly #arguments: Arguments;
	/** Pairs of a generic method's declaration and what implements it. */
	readonly #overriding = new Map<MethodDef, Set<MethodDef>>();
	/** Definitions whose bases are known to `#arguments`. */
	readonly #related = new Set<TypeDef>();
	readonly #modules = new Set<TypeDef['module']>();
	readonly causes = new Map<MethodDef, Cause>();
	#from: MethodDef | undefined;

	constructor(surroundings: Surroundings) {
		this.#surroundings = surroundings;
		this.#arguments = new Arguments(surroundings.arrayClass);
	}

	isReached(method: MethodDef): boolean {
		return this.#scanned.has(method);
	}

	get methodCount(): number {
		return this.#scanned.size;
	}

	get reached(): IterableIterator<MethodDef> {
		return this.#scanned.keys();
	}

	get instanceCount(): number {
		return this.#entered.size;
	}

	get constructedTypes(): ReadonlySet<Type> {
		return this.#constructed;
	}

	exists(def: TypeDef): boolean {
		return this.#makers.has(def);
	}

	/** Does something for which one method is to blame. */
	because(from: MethodDef | undefined, run: () => void): void {
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
		const count = this.#scanned.get(def) ?? 0;
		this.#scanned.set(def, count + 1);
		this.#from = def;
		if (count === 0) {
			this.#touch(def.owner);
			this.#surroundings.onReached(def);
		}
		if (!this.#applied.has(needs)) {
			this.#applied.add(needs);
			for (const need of needs.always) this.#apply(need, NO_TYPES, NO_TYPES);
			for (const need of needs.open) this.#relate(need, def);
			if (needs.asksForFlow) this.#surroundings.onFlow(def);
		}
		if (!def.owner.isBeforeFieldInit && (def.isStatic || def.isConstructor || def.owner.isValueType)) this.#initialize(method.owner);
		if (count < MAX_INSTANCES) for (const need of needs.open) this.#apply(need, method.owner.args, method.args);
		for (const guard of needs.guarded)
			this.#whenExists(guard.type, () => {
				if (guard.asksForFlow) this.#surroundings.onFlow(def);
				for (const need of guard.needs) {
					if (count === 0) this.#relate(need, def);
					this.#apply(need, method.owner.args, method.args);
				}
			});
		this.#from = undefined;
	}

	// ---- type arguments ---------------------------------------------------------------------

	/** What one need of a body does with its type parameters, whatever stands for them. */
	#relate(need: Need, body: MethodDef): void {
		switch (need.kind) {
			case 'call':
			case 'pointer':
			case 'create': {
				const { method } = need;
				if (need.kind !== 'create' && need.constrained?.kind === 'variable' && method.def.isStatic)
					this.#arguments.ask(need.constrained, body, method, type =>
						this.because(body, () => this.#constrainedCall(type, overAnyClass(method, body))),
					);
				if (!method.isOpen) return;
				this.#arguments.relate(method.owner.args, method.owner.def, body);
				const def = need.kind !== 'create' && need.isVirtual ? this.#surroundings.slots.slotOf(method.def) : method.def;
				this.#arguments.relate(method.args, def, body);
				return;
			}
			case 'construct':
			case 'handle':
				if (need.type.kind === 'variable')
					this.#arguments.ask(need.type, body, 'construct', type => this.because(body, () => this.construct(type)));
				else this.#arguments.relateType(need.type, body);
				return;
			case 'default':
				if (need.type.kind === 'variable')
					this.#arguments.ask(need.type, body, 'default', type => this.because(body, () => this.createDefault(type)));
				else this.#arguments.relateType(need.type, body);
				return;
			case 'static':
				this.#arguments.relateType(need.type, body);
				return;
			case 'member':
				if ('kind' in need.member) return;
				this.#arguments.relate(need.member.owner.args, need.member.owner.def, body);
				this.#arguments.relate(need.member.args, need.member.def, body);
		}
	}

	/** The module initializer runs before anything of its module (II.16.1.2 and the C# standard). */
	#touch(def: TypeDef): void {
		if (this.#modules.has(def.module)) return;
		this.#modules.add(def.module);
		const initializer = def.module.isSource ? undefined : def.module.typeDef(1).initializer;
		if (initializer) this.enter(instanceOf(initializer, initializer.owner.self, NO_TYPES), 'initializer');
	}

	#apply(need: Need, typeArgs: readonly Type[], methodArgs: readonly Type[]): void {
		switch (need.kind) {
			case 'call':
			case 'pointer': {
				const method = substituteMethod(need.method, typeArgs, methodArgs);
				const constrained = need.constrained && substitute(need.constrained, typeArgs, methodArgs);
				if (constrained) this.#constrainedCall(constrained, method);
				else if (need.isVirtual) this.useSlot(method);
				else this.call(method, need.kind === 'pointer' ? 'delegate' : 'call');
				return;
			}
			case 'create': {
				const method = substituteMethod(need.method, typeArgs, methodArgs);
				this.construct(method.owner);
				this.enter(method, 'new');
				return;
			}
			case 'construct':
			case 'handle':
				return this.construct(substitute(need.type, typeArgs, methodArgs));
			case 'default':
				return this.createDefault(substitute(need.type, typeArgs, methodArgs));
			case 'static':
				return this.#initialize(substitute(need.type, typeArgs, methodArgs) as NamedType);
			case 'member':
				if ('kind' in need.member) return;
				return this.reflect(substituteMethod(need.member, typeArgs, methodArgs));
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
		if (this.#entered.has(exact)) return;
		this.#entered.add(exact);
		const method = this.#arguments.share(exact);
		if (method !== exact) {
			if (this.#entered.has(method)) return;
			this.#entered.add(method);
		}
		if (!this.causes.has(method.def))
			this.causes.set(method.def, { from: how === 'override' ? this.#blamed(method.def) : this.#from, how });
		if (method.def.isAbstract) return;
		this.#queue.push(method);
	}

	/**
	 * Who leads to an implementation: the caller of its slot. A caller in another assembly knows nothing of it (it may be the first of
	 * many that call `IEnumerator.MoveNext`); then it is who made the object.
	 */
	#blamed({ module, owner }: MethodDef): MethodDef | undefined {
		if (this.#from?.module === module) return this.#from;
		return this.#makers.get(owner) ?? this.#from;
	}

	/** A direct call: of an instance method of a class only once there can be an instance. */
	call(method: MethodInstance, how = 'call'): void {
		const { def, owner } = method;
		if (def.isStatic || def.isConstructor || isValueType(owner) || def.owner.isInterface || this.#existing.has(sharedForm(owner)))
			return this.enter(method, how);
		const from = this.#from;
		this.#whenExists(sharedForm(owner), () => this.because(from, () => this.enter(method, how)), true);
	}

	#whenExists(exact: Type, run: () => void, isCanonical = false): void {
		const type = sharedType(exact);
		if (isCanonical ? this.#existing.has(type) : this.#constructed.has(type)) return run();
		const from = this.#from;
		const again = (): void => this.because(from, run);
		const known = this.#waitingForType.get(type);
		if (known) known.push(again);
		else this.#waitingForType.set(type, [again]);
	}

	/** Reflection can call it; of what is not instantiated, code for any class is made. */
	reflect(named: MethodInstance): void {
		const method = named.isOpen || named.owner.args.length < named.owner.def.arity ? anyInstance(named) : named;
		if (!method) return;
		const { def } = method;
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
		this.#use(keyOf(slot, owner));
	}

	#use(key: number): void {
		if (this.#usedSlots.has(key)) return;
		this.#usedSlots.set(key, this.#from);
		const waiting = this.#waitingForSlot.get(key);
		this.#waitingForSlot.delete(key);
		for (const each of waiting ?? []) this.enter(instanceOf(each.implementation, each.on, NO_TYPES), 'override');
		const chained = this.#chained.get(key);
		this.#chained.delete(key);
		for (const each of chained ?? []) this.#use(each);
	}

	#useGeneric(exact: MethodInstance): void {
		if (exact.isOpen) return;
		const method = this.#arguments.share(exact);
		let calls = this.#genericCalls.get(method.def);
		if (!calls) this.#genericCalls.set(method.def, (calls = new Map()));
		// Instantiations that share their code are one call, as the compiler has it (GVMDependenciesNode.cs in dotnet/runtime).
		if (calls.has(method)) return;
		calls.set(method, this.#from);
		for (const target of this.#genericTargets.get(method.def) ?? []) this.#meet(method, target);
	}

	#meet(call: MethodInstance, target: { waiting: Waiting; contract: NamedType }): void {
		if (!isVariant(call.def.owner) && call.owner !== sharedForm(target.contract)) return;
		this.#overrides(call.def, target.waiting.implementation);
		this.enter(instanceOf(target.waiting.implementation, target.waiting.on, call.args), 'override');
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
	#fill(key: number, implementation: MethodDef, on: NamedType): void {
		if (this.#usedSlots.has(key)) {
			const from = this.#usedSlots.get(key);
			this.because(from ?? this.#from, () => this.enter(instanceOf(implementation, on, NO_TYPES), 'override'));
			return;
		}
		const waiting = this.#waitingForSlot.get(key);
		if (waiting) waiting.push({ implementation, on });
		else this.#waitingForSlot.set(key, [{ implementation, on }]);
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
		if (exact.isOpen || this.#constructed.has(exact)) return;
		this.#constructed.add(exact);
		const type = this.#arguments.shareType(exact);
		if (type !== exact) {
			if (this.#constructed.has(type)) return;
			this.#constructed.add(type);
		}
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
		const waiting = this.#waitingForType.get(type);
		if (!waiting) return;
		this.#waitingForType.delete(type);
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
		const base = def.baseType;
		if (base) this.construct(substitute(base, args, NO_TYPES));
		for (const contract of slots.contracts(def)) this.construct(substitute(contract, args, NO_TYPES));
		if (def.isInterface) return;
		const shared = sharedForm(type);
		if (!this.#existing.has(shared)) {
			this.#existing.add(shared);
			this.#flush(shared);
		}
		for (const slot of slots.virtual(def)) {
			const { implementation } = slot;
			const isOwn = implementation.owner === def;
			// What an abstract base implements runs only for those who inherit it.
			if (!isOwn && !(implementation.owner.isAbstract && !def.isAbstract)) continue;
			if (implementation.isAbstract || (isOwn && def.isAbstract)) continue;
			const on = substitute(slot.implementedOn, args, NO_TYPES) as NamedType;
			const declaredOn = substitute(slot.declaredOn, args, NO_TYPES) as NamedType;
			if (this.#surroundings.isTrusting && slot.declaration === implementation && !implementation.isNewSlot)
				this.enter(instanceOf(implementation, on, implementation.open.args), 'override');
			if (slot.declaration.parameters.length > 0)
				this.#addGeneric(slot.declaration, { waiting: { implementation, on }, contract: declaredOn });
			else this.#fill(keyOf(slot.declaration, declaredOn), implementation, on);
		}
		if (!def.isAbstract || def.interfaces.length > 0) this.#fillInterfaces(type);
	}

	#relateBases(def: TypeDef): void {
		if (def.arity === 0 || this.#related.has(def)) return;
		this.#related.add(def);
		if (def.baseType) this.#arguments.relateType(def.baseType, def);
		for (const contract of this.#surroundings.slots.contracts(def)) this.#arguments.relateType(contract, def);
	}

	#fillInterfaces(type: NamedType): void {
		const { slots } = this.#surroundings;
		const through = slots.throughClass(type.def);
		for (const [index, slot] of slots.interfaces(type.def).entries()) {
			const contract = substitute(slot.contract, type.args, NO_TYPES) as NamedType;
			const on = substitute(slot.implementedOn, type.args, NO_TYPES) as NamedType;
			const { implementation } = slot;
			if (slot.method.parameters.length > 0) {
				this.#addGeneric(slot.method, { waiting: { implementation, on }, contract });
				continue;
			}
			const key = keyOf(slot.method, contract);
			if (slot.isDefault || type.def.isValueType) {
				if (!implementation.isAbstract) this.#fill(key, implementation, on);
				continue;
			}
			// The call goes on through the class's own slot.
			const target = through[index];
			if (!target) this.#fill(key, implementation, on);
			else this.#chain(key, target, type);
		}
	}

	/** Uses a class's slot once an interface's slot is used. */
	#chain(key: number, target: ReturnType<Slots['virtual']>[number], type: NamedType): void {
		const declaredOn = substitute(target.declaredOn, type.args, NO_TYPES) as NamedType;
		const own = keyOf(target.declaration, declaredOn);
		if (own === key) return;
		if (this.#usedSlots.has(key)) {
			this.because(this.#usedSlots.get(key) ?? this.#from, () => this.#use(own));
			return;
		}
		const known = this.#chained.get(key);
		if (known) known.add(own);
		else this.#chained.set(key, new Set([own]));
	}

	#addGeneric(declaration: MethodDef, target: { waiting: Waiting; contract: NamedType }): void {
		if (target.waiting.implementation.isAbstract) return;
		const known = this.#genericTargets.get(declaration);
		if (known) known.push(target);
		else this.#genericTargets.set(declaration, [target]);
		for (const [call, from] of this.#genericCalls.get(declaration) ?? []) this.because(from, () => this.#meet(call, target));
	}

	/** The static constructor runs. */
	#initialize(exact: NamedType): void {
		if (exact.isOpen) return;
		const type = this.#arguments.shareType(exact) as NamedType;
		if (this.#initialized.has(type)) return;
		this.#initialized.add(type);
		this.#touch(type.def);
		const { initializer } = type.def;
		if (initializer) this.enter(instanceOf(initializer, type, NO_TYPES), 'initializer');
	}
}

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

/** A slot as a number: of an interface that varies all instantiations are one. */
function keyOf(declaration: MethodDef, on: NamedType): number {
	if (on.args.length === 0 || (on.def.isInterface && isVariant(on.def))) return declaration.id * 0x4000000;
	return declaration.id * 0x4000000 + sharedForm(on).id;
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
