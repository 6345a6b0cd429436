/**
 * Reads syntax trees where tree-sitter keeps them, in its wasm memory.
 *
 * web-tree-sitter's cursor makes several calls into wasm for each node, each of which copies the cursor in and out:
 * for a whole file that takes longer than the parse. The layout of a subtree is an implementation detail of the
 * version that package.json pins (lib/src/subtree.h, lib/src/parser.h, lib/src/tree_cursor.c of tree-sitter), so
 * `test/core/subtrees.test.ts` compares every node of many files with what the public API says of it.
 */
import type { Language } from 'web-tree-sitter';
import type { NodeKind } from './kinds.ts';

/** A node as the lowering reads it. Anonymous tokens have their text as kind, and no children; comments are left out. */
export interface RawNode {
	readonly kind: NodeKind | (string & {});
	readonly field: string | null;
	/** Offsets in UTF-16 code units. */
	readonly start: number;
	readonly end: number;
	readonly named: boolean;
	/** Has no text: what the grammar wanted and the file lacks. */
	readonly missing: boolean;
	readonly children: readonly RawNode[];
}

/** The root of a tree. */
export interface RawRoot extends RawNode {
	/** Grows with each node whose children were asked for, and left out because they nest too deep: who lowers them must tell. */
	readonly leftOut: number;
}

/** Nesting beyond this is generated or hostile; the lowering and the binder recurse as deep. */
export const MAX_DEPTH = 800;

/** `SubtreeInlineData` and `SubtreeHeapData` for little-endian wasm32: offsets in bytes, or bits of the first word. */
const Inline = { bit: 1, visible: 2, extra: 8, symbol: 1, paddingBytes: 6, sizeBytes: 7 } as const;
const Heap = { padding: 4, size: 16, childCount: 36, symbol: 40, flags: 44, visible: 1, extra: 4, productionId: 66 } as const;
const SUBTREE_SIZE = 8;
/** `TSLanguage`. */
const LanguageLayout = { maxAliasSequenceLength: 36, fieldMapSlices: 64, fieldMapEntries: 68, aliasSequences: 84 } as const;
/** `TSFieldMapEntry`: field id (2), child index (1), inherited (1). */
const FIELD_ENTRY_SIZE = 4;
/** The parser is given UTF-16, and counts in bytes. */
const UNIT = 2;

/** By the place of a child among those that are not extras: its field, and the symbol that it goes by instead of its own. */
interface Production {
	/** Without the entries that speak of the children of hidden children. */
	readonly fields: readonly (string | undefined)[];
	readonly aliases: readonly number[];
}

/** What is the same for all trees of a language. */
export class SubtreeReader {
	readonly #memory: WebAssembly.Memory;
	readonly #kinds: readonly (string | undefined)[];
	readonly #named: readonly boolean[];
	readonly #fields: readonly (string | null)[];
	readonly #language: number;
	readonly #productions: Production[] = [];
	#bytes: Uint8Array;
	#shorts: Uint16Array;
	#words: Uint32Array;
	/** How often children were left out. */
	leftOut = 0;

	constructor(memory: WebAssembly.Memory, language: Language) {
		this.#memory = memory;
		this.#kinds = language.types;
		this.#named = language.types.map((_, id) => language.nodeTypeIsNamed(id));
		this.#fields = language.fields;
		this.#language = addressOf(language);
		this.#bytes = new Uint8Array(memory.buffer);
		this.#shorts = new Uint16Array(memory.buffer);
		this.#words = new Uint32Array(memory.buffer);
	}

	/** The root of a tree; it and what is reached from it must not be used after the tree is deleted. */
	root(tree: object): RawRoot {
		this.#refresh();
		const slot = addressOf(tree);
		const start = this.#padding(slot);
		return new SubtreeNode(
			this,
			this.#kindOf(this.#symbol(slot)),
			true,
			null,
			start / UNIT,
			(start + this.#size(slot)) / UNIT,
			this.#pointer(slot),
			0,
		);
	}

	/** The visible children of a subtree on the heap, whose text begins at `start` (in bytes). */
	children(subtree: number, start: number, depth: number): RawNode[] {
		this.#refresh();
		const children: RawNode[] = [];
		if (depth > MAX_DEPTH) {
			if (this.#word(subtree + Heap.childCount) > 0) this.leftOut++;
			return children;
		}
		this.#expand(subtree, start, depth, null, children);
		return children;
	}

	/** Memory that grew is a new buffer. */
	#refresh(): void {
		if (this.#bytes.buffer === this.#memory.buffer) return;
		this.#bytes = new Uint8Array(this.#memory.buffer);
		this.#shorts = new Uint16Array(this.#memory.buffer);
		this.#words = new Uint32Array(this.#memory.buffer);
	}

	/** Adds the visible children; those of hidden nodes stand in their place, and take their field if they have none. */
	#expand(subtree: number, start: number, depth: number, outer: string | null, children: RawNode[]): void {
		const count = this.#word(subtree + Heap.childCount);
		const { fields, aliases } = this.#production(this.#short(subtree + Heap.productionId));
		let slot = subtree - count * SUBTREE_SIZE;
		let at = start;
		let structural = 0;
		for (let index = 0; index < count; index++, slot += SUBTREE_SIZE) {
			const first = this.#word(slot);
			const isInline = (first & Inline.bit) !== 0;
			const isExtra = (isInline ? first & Inline.extra : this.#byte(first + Heap.flags) & Heap.extra) !== 0;
			// The padding before a node is that of its first child.
			if (index > 0) at += this.#padding(slot);
			const end = at + this.#size(slot);
			const alias = isExtra ? 0 : (aliases[structural] ?? 0);
			const field = isExtra ? null : (fields[structural] ?? outer);
			if (!isExtra) structural++;
			const isVisible = alias !== 0 || (isInline ? first & Inline.visible : this.#byte(first + Heap.flags) & Heap.visible) !== 0;
			if (isVisible) {
				const symbol = alias || this.#symbol(slot);
				const kind = this.#kindOf(symbol);
				const isNamed = this.#named[symbol] ?? true;
				if (kind !== 'comment')
					children.push(new SubtreeNode(this, kind, isNamed, field, at / UNIT, end / UNIT, isInline || !isNamed ? 0 : first, depth + 1));
			} else if (!isInline) {
				this.#expand(first, at, depth, field, children);
			}
			at = end;
		}
	}

	/** What the grammar says of the children of nodes that one of its productions made. */
	#production(id: number): Production {
		const known = this.#productions[id];
		if (known) return known;
		const fields: string[] = [];
		const slice = this.#word(this.#language + LanguageLayout.fieldMapSlices) + id * 4;
		let entry = this.#word(this.#language + LanguageLayout.fieldMapEntries) + this.#short(slice) * FIELD_ENTRY_SIZE;
		for (let left = this.#short(slice + 2); left > 0; left--, entry += FIELD_ENTRY_SIZE) {
			const isInherited = this.#byte(entry + 3) !== 0;
			const field = this.#fields[this.#short(entry)];
			if (!isInherited && field) fields[this.#byte(entry + 2)] ??= field;
		}
		const aliases: number[] = [];
		const length = id === 0 ? 0 : this.#short(this.#language + LanguageLayout.maxAliasSequenceLength);
		const sequence = this.#word(this.#language + LanguageLayout.aliasSequences) + id * length * 2;
		for (let index = 0; index < length; index++) aliases.push(this.#short(sequence + index * 2));
		const production = { fields, aliases };
		this.#productions[id] = production;
		return production;
	}

	#kindOf(symbol: number): string {
		return this.#kinds[symbol] ?? 'ERROR';
	}

	#symbol(slot: number): number {
		const first = this.#word(slot);
		return first & Inline.bit ? this.#byte(slot + Inline.symbol) : this.#short(first + Heap.symbol);
	}

	#padding(slot: number): number {
		const first = this.#word(slot);
		return first & Inline.bit ? this.#byte(slot + Inline.paddingBytes) : this.#word(first + Heap.padding);
	}

	#size(slot: number): number {
		const first = this.#word(slot);
		return first & Inline.bit ? this.#byte(slot + Inline.sizeBytes) : this.#word(first + Heap.size);
	}

	/** Where a subtree lies on the heap, 0 for one that is held in its slot. */
	#pointer(slot: number): number {
		const first = this.#word(slot);
		return first & Inline.bit ? 0 : first;
	}

	#byte(address: number): number {
		return this.#bytes[address] as number;
	}

	#short(address: number): number {
		return this.#shorts[address >> 1] as number;
	}

	#word(address: number): number {
		return this.#words[address >> 2] as number;
	}
}

class SubtreeNode implements RawRoot {
	readonly kind: string;
	readonly named: boolean;
	readonly field: string | null;
	readonly start: number;
	readonly end: number;
	readonly #reader: SubtreeReader;
	readonly #subtree: number;
	readonly #depth: number;
	#children: readonly RawNode[] | undefined;

	/** @param subtree the address on the heap; 0 for a node without children */
	constructor(
		reader: SubtreeReader,
		kind: string,
		named: boolean,
		field: string | null,
		start: number,
		end: number,
		subtree: number,
		depth: number,
	) {
		this.#reader = reader;
		this.kind = kind;
		this.named = named;
		this.field = field;
		this.start = start;
		this.end = end;
		this.#subtree = subtree;
		this.#depth = depth;
	}

	get missing(): boolean {
		return this.start === this.end && this.kind !== 'compilation_unit';
	}

	get leftOut(): number {
		return this.#reader.leftOut;
	}

	get children(): readonly RawNode[] {
		this.#children ??= this.#subtree === 0 ? [] : this.#reader.children(this.#subtree, this.start * UNIT, this.#depth);
		return this.#children;
	}
}

/** web-tree-sitter's objects keep the address of what they stand for as property 0. */
function addressOf(object: object): number {
	return (object as { readonly 0: number })[0];
}
