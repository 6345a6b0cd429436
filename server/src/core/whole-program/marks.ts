/**
 * Numbers that were met, by the ids of types and methods. In pages: ids only grow while a process lives, and what is followed
 * has those of some ranges.
 */
const PAGE_BITS = 14;
const PAGE = 1 << PAGE_BITS;

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
