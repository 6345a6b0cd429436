/**
 * What is known by the ids of definitions, types and methods. In pages: ids only grow while a process lives, and what is followed
 * has those of some ranges. Half of the time and of the memory that tables by objects take.
 */
import type { Module } from './definitions.ts';

const PAGE_BITS = 14;
const PAGE = 1 << PAGE_BITS;

/** Numbers that were met. */
export class Marks {
	readonly #pages: (Uint8Array | undefined)[] = [];

	has(id: number): boolean {
		return this.#pages[id >>> PAGE_BITS]?.[id & (PAGE - 1)] === 1;
	}

	/** @returns whether it was not there */
	add(id: number): boolean {
		let page = this.#pages[id >>> PAGE_BITS];
		if (!page) this.#pages[id >>> PAGE_BITS] = page = new Uint8Array(PAGE);
		if (page[id & (PAGE - 1)] === 1) return false;
		page[id & (PAGE - 1)] = 1;
		return true;
	}
}

const VALUE_BITS = 9;
const VALUES = 1 << VALUE_BITS;

/** A value for each number. */
export class ById<V> {
	readonly #pages: (V | undefined)[][] = [];

	get(id: number): V | undefined {
		return this.#pages[id >>> VALUE_BITS]?.[id & (VALUES - 1)];
	}

	set(id: number, value: V): void {
		let page = this.#pages[id >>> VALUE_BITS];
		if (!page) this.#pages[id >>> VALUE_BITS] = page = new Array<V | undefined>(VALUES).fill(undefined);
		page[id & (VALUES - 1)] = value;
	}
}

/** What is known of definitions: of those that apps have in common as long as this lives, of others as long as they do. */
export class ByDefinition<D extends { readonly id: number; readonly module: Pick<Module, 'isShared'> }, V> {
	readonly #shared = new ById<V>();
	readonly #own = new WeakMap<D, V>();

	get(def: D): V | undefined {
		return def.module.isShared ? this.#shared.get(def.id) : this.#own.get(def);
	}

	set(def: D, value: V): void {
		if (def.module.isShared) this.#shared.set(def.id, value);
		else this.#own.set(def, value);
	}
}
