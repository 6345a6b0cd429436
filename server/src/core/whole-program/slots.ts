/**
 * Which method a virtual or interface call runs, for each type (ECMA-335 II.10.3, II.12.2).
 *
 * All answers are kept for definitions, in terms of their own type variables, and instantiated by who asks.
 */
import { Coded, Table } from '../metadata/ecma335/tables.ts';
import { substituteSignature } from './assembly.ts';
import type { Filling, GenericFill, MethodDef, MethodInstance, Module, NamedType, Type, TypeDef } from './definitions.ts';
import { ByDefinition } from './marks.ts';
import { instanceOf, NO_TYPES, sharedForm, substitute } from './types.ts';

/** A virtual slot of a type and what fills it. */
export interface Slot {
	/** The method that introduced the slot. */
	readonly declaration: MethodDef;
	readonly declaredOn: NamedType;
	readonly implementation: MethodDef;
	readonly implementedOn: NamedType;
}

/** An interface's method and what implements it on a type. */
export interface InterfaceSlot {
	readonly contract: NamedType;
	readonly method: MethodDef;
	readonly implementation: MethodDef;
	readonly implementedOn: NamedType;
	/** The implementation stands in an interface. */
	readonly isDefault: boolean;
}

interface Explicit {
	readonly declaration: MethodDef;
	readonly declaredOn: NamedType;
	readonly body: MethodDef;
}

const MAX_BASES = 128;

export class Slots {
	readonly #virtual = new ByDefinition<TypeDef, readonly Slot[]>();
	readonly #interfaces = new ByDefinition<TypeDef, readonly InterfaceSlot[]>();
	readonly #through = new ByDefinition<TypeDef, readonly (Slot | undefined)[]>();
	readonly #introduced = new ByDefinition<MethodDef, MethodDef>();
	readonly #contracts = new ByDefinition<TypeDef, readonly NamedType[]>();
	readonly #explicitRows = new WeakMap<Module, Map<number, number[]>>();
	readonly #explicit = new ByDefinition<TypeDef, readonly Explicit[]>();

	/** The slots of a class or struct, those of its bases first. */
	virtual(def: TypeDef, depth = 0): readonly Slot[] {
		let slots = this.#virtual.get(def);
		if (!slots) this.#virtual.set(def, (slots = depth > MAX_BASES ? [] : this.#virtualOf(def, depth)));
		return slots;
	}

	#virtualOf(def: TypeDef, depth: number): readonly Slot[] {
		const base = def.baseType;
		const slots: Slot[] = base
			? this.virtual(base.def, depth + 1).map(slot =>
					base.args.length === 0
						? slot
						: {
								...slot,
								declaredOn: substitute(slot.declaredOn, base.args, NO_TYPES) as NamedType,
								implementedOn: substitute(slot.implementedOn, base.args, NO_TYPES) as NamedType,
							},
				)
			: [];
		const inherited = slots.length;
		for (const method of def.methods) {
			if (!method.isVirtual || method.isStatic) continue;
			let at = -1;
			if (!method.isNewSlot)
				for (let index = inherited - 1; index >= 0 && at < 0; index--) {
					const slot = slots[index] as Slot;
					if (slot.declaration.name === method.name && this.#fits(slot.declaration, slot.declaredOn, method)) at = index;
				}
			const entry = { implementation: method, implementedOn: def.open };
			if (at >= 0) slots[at] = { ...(slots[at] as Slot), ...entry };
			else slots.push({ declaration: method, declaredOn: def.open, ...entry });
		}
		for (const { declaration, body } of this.#explicitOf(def)) {
			if (declaration.owner.isInterface) continue;
			const origin = this.slotOf(declaration);
			const at = slots.findIndex(slot => slot.declaration === origin);
			if (at >= 0) slots[at] = { ...(slots[at] as Slot), implementation: body, implementedOn: def.open };
		}
		return slots;
	}

	/** Whether a method has the signature of a declaration, seen from its own type. */
	#fits(declaration: MethodDef, declaredOn: NamedType, method: MethodDef): boolean {
		const left = substituteSignature(declaration.signature, declaredOn);
		const right = method.signature;
		return (
			left.arity === right.arity &&
			left.parameters.length === right.parameters.length &&
			left.returns === right.returns &&
			left.parameters.every((type, index) => type === right.parameters[index])
		);
	}

	/** The method that introduced the slot which a class method fills. */
	slotOf(method: MethodDef): MethodDef {
		if (method.isNewSlot || method.owner.isInterface) return method;
		let declaration = this.#introduced.get(method);
		if (!declaration) {
			declaration = this.virtual(method.owner).find(slot => slot.implementation === method)?.declaration ?? method;
			this.#introduced.set(method, declaration);
		}
		return declaration;
	}

	#explicitOf(def: TypeDef): readonly Explicit[] {
		let found = this.#explicit.get(def);
		if (found) return found;
		const { module } = def;
		let rows = this.#explicitRows.get(module);
		if (!rows) {
			rows = new Map();
			for (let row = 1; row <= module.tables.rows(Table.MethodImpl); row++) {
				const owner = module.tables.cell(Table.MethodImpl, row, 0);
				const known = rows.get(owner);
				if (known) known.push(row);
				else rows.set(owner, [row]);
			}
			this.#explicitRows.set(module, rows);
		}
		found = (rows.get(def.row) ?? []).flatMap(row => {
			const bodyToken = module.tables.coded(Table.MethodImpl, row, 1, Coded.MethodDefOrRef);
			const declared = module.tables.coded(Table.MethodImpl, row, 2, Coded.MethodDefOrRef);
			const body = module.methodToken((bodyToken.table << 24) | bodyToken.row)?.method?.def;
			const declaration = module.methodToken((declared.table << 24) | declared.row)?.method;
			return body && declaration ? [{ declaration: declaration.def, declaredOn: declaration.owner, body }] : [];
		});
		this.#explicit.set(def, found);
		return found;
	}

	/** All interfaces of a type, with those of its bases and of the interfaces themselves. */
	contracts(def: TypeDef, depth = 0): readonly NamedType[] {
		let found = this.#contracts.get(def);
		if (found) return found;
		const all = new Set<NamedType>();
		const base = def.baseType;
		if (base && depth < MAX_BASES)
			for (const each of this.contracts(base.def, depth + 1)) all.add(substitute(each, base.args, NO_TYPES) as NamedType);
		if (depth < MAX_BASES) for (const each of this.#listed(def, depth)) all.add(each);
		found = [...all];
		this.#contracts.set(def, found);
		return found;
	}

	/** The interfaces that a type lists, and theirs. */
	#listed(def: TypeDef, depth: number): Set<NamedType> {
		const all = new Set<NamedType>();
		for (const contract of def.interfaces) {
			if (contract.kind !== 'named') continue;
			all.add(contract);
			for (const each of this.contracts(contract.def, depth + 1)) all.add(substitute(each, contract.args, NO_TYPES) as NamedType);
		}
		return all;
	}

	/** What implements each instance method of each interface of a class or struct. */
	interfaces(def: TypeDef): readonly InterfaceSlot[] {
		let slots = this.#interfaces.get(def);
		if (slots) return slots;
		const found: InterfaceSlot[] = [];
		for (const contract of this.contracts(def))
			for (const method of contract.def.methods) {
				if (!method.isVirtual || method.isStatic || (method.isFinal && !method.isNewSlot)) continue;
				const slot = this.resolve(def, contract, method);
				if (slot) found.push(slot);
			}
		slots = found;
		this.#interfaces.set(def, slots);
		return slots;
	}

	/** What comes with a type in its shared form. */
	filling(type: NamedType): Filling {
		type.filling ??= this.#fillingOf(type);
		return type.filling;
	}

	#fillingOf(type: NamedType): Filling {
		const { def, args } = type;
		const on = (each: Type): NamedType => substitute(each, args, NO_TYPES) as NamedType;
		const parents = [...(def.baseType ? [def.baseType] : []), ...this.contracts(def)].map(on);
		const fills: (number | MethodInstance)[] = [];
		const chains: (number | MethodInstance)[] = [];
		const generics: GenericFill[] = [];
		const all = (): Filling => ({ parents, fills: compact(fills), chains: compact(chains), generics: compact(generics) });
		if (def.isInterface) return all();
		const add = (declaration: MethodDef, declaredOn: Type, implementation: MethodDef, implementedOn: Type): void => {
			const [owner, runsOn] = [on(declaredOn), on(implementedOn)];
			if (declaration.parameters.length === 0) fills.push(slotKey(declaration, owner).id, instanceOf(implementation, runsOn, NO_TYPES));
			else if (!implementation.isAbstract)
				generics.push({ declaration, declaredOn: sharedForm(owner), implementation, implementedOn: runsOn });
		};
		for (const { declaration, declaredOn, implementation, implementedOn } of this.#ownSlots(def))
			add(declaration, declaredOn, implementation, implementedOn);
		if (def.isAbstract && def.interfaces.length === 0) return all();
		const through = this.#throughClass(def);
		for (const [index, { contract, method, implementation, implementedOn, isDefault }] of this.interfaces(def).entries()) {
			// The call goes on through the class's own slot.
			const target = method.parameters.length > 0 || isDefault || def.isValueType ? undefined : through[index];
			if (!target) {
				if (!(implementation.isAbstract && (isDefault || def.isValueType))) add(method, contract, implementation, implementedOn);
				continue;
			}
			const slot = slotKey(method, on(contract));
			const own = slotKey(target.declaration, on(target.declaredOn));
			if (own !== slot) chains.push(slot.id, own);
		}
		return all();
	}

	/** The slots that a type has something new in. */
	#ownSlots(def: TypeDef): readonly Slot[] {
		return this.virtual(def).filter(({ implementation }) => {
			const isOwn = implementation.owner === def;
			// What an abstract base implements runs only for those who inherit it.
			if (!isOwn && !(implementation.owner.isAbstract && !def.isAbstract)) return false;
			return !(implementation.isAbstract || (isOwn && def.isAbstract));
		});
	}

	/** The methods that a type has in slots of methods of other types. */
	overrides(def: TypeDef): readonly Slot[] {
		return this.#ownSlots(def).filter(({ declaration, implementation }) => declaration === implementation && !implementation.isNewSlot);
	}

	/** The slot of the class that each of `interfaces` goes on through; undefined where what implements it has none there. */
	#throughClass(def: TypeDef): readonly (Slot | undefined)[] {
		let found = this.#through.get(def);
		if (!found) {
			found = this.interfaces(def).map(({ implementation, isDefault }) => {
				if (isDefault || def.isValueType) return undefined;
				const declaration = this.slotOf(implementation);
				return this.virtual(def).find(each => each.declaration === declaration);
			});
			this.#through.set(def, found);
		}
		return found;
	}

	/** What implements one method of an interface on a type; `contract` is in terms of the type's variables. Static methods too. */
	resolve(def: TypeDef, contract: NamedType, method: MethodDef): InterfaceSlot | undefined {
		let on: NamedType | undefined = def.open;
		for (let depth = 0; on && depth < MAX_BASES; depth++) {
			const args: readonly Type[] = on.args;
			for (const each of this.#explicitOf(on.def))
				if (each.declaration === method && substitute(each.declaredOn, args, NO_TYPES) === contract)
					return { contract, method, implementation: each.body, implementedOn: on, isDefault: false };
			const lists = this.#lists(on, contract);
			if (lists) {
				const found = this.#byName(on, contract, method);
				if (found) return { contract, method, ...found, isDefault: false };
			}
			const base: NamedType | undefined = on.def.baseType;
			on = base && (substitute(base, args, NO_TYPES) as NamedType);
		}
		for (const other of this.contracts(def))
			for (const each of this.#explicitOf(other.def))
				if (each.declaration === method && substitute(each.declaredOn, other.args, NO_TYPES) === contract && !each.body.isAbstract)
					return { contract, method, implementation: each.body, implementedOn: other, isDefault: true };
		return method.isAbstract ? undefined : { contract, method, implementation: method, implementedOn: contract, isDefault: true };
	}

	#lists(on: NamedType, contract: NamedType): boolean {
		for (const each of this.#listed(on.def, 0)) if (substitute(each, on.args, NO_TYPES) === contract) return true;
		return false;
	}

	/** A public method of the name and signature, on a type or its bases. */
	#byName(on: NamedType, contract: NamedType, method: MethodDef): { implementation: MethodDef; implementedOn: NamedType } | undefined {
		const wanted = substituteSignature(method.signature, contract);
		let owner: NamedType | undefined = on;
		for (let depth = 0; owner && depth < MAX_BASES; depth++) {
			for (const candidate of owner.def.named(method.name)) {
				if (candidate.isStatic !== method.isStatic || (!candidate.isVirtual && !method.isStatic) || !candidate.isPublic) continue;
				const has = substituteSignature(candidate.signature, owner);
				if (
					has.arity === wanted.arity &&
					has.returns === wanted.returns &&
					has.parameters.length === wanted.parameters.length &&
					has.parameters.every((type, index) => type === wanted.parameters[index])
				)
					return { implementation: candidate, implementedOn: owner };
			}
			const base: NamedType | undefined = owner.def.baseType;
			owner = base && (substitute(base, owner.args, NO_TYPES) as NamedType);
		}
		return undefined;
	}
}

/** A list that was filled bit by bit, without the room that it has for more. */
const compact = <T>(list: readonly T[]): readonly T[] => (list.length === 0 ? (NO_TYPES as readonly never[]) : list.slice());

/** A slot as one object: of an interface that varies all instantiations are one. */
export function slotKey(declaration: MethodDef, on: NamedType): MethodInstance {
	if (on.args.length === 0 || (on.def.isInterface && isVariant(on.def))) return declaration.open;
	return instanceOf(declaration, sharedForm(on), NO_TYPES);
}

/** Whether a type parameter of an interface varies. */
export function isVariant(def: TypeDef): boolean {
	return def.parameters.some(parameter => (parameter.flags & 3) !== 0);
}

/** Whether a type is a class, so that values of it are references. */
export function isReference(type: Type): boolean {
	return type.kind === 'array' || (type.kind === 'named' && !type.def.isValueType) || type.kind === 'missing';
}
