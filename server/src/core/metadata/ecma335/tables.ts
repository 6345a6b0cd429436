/**
 * Where the metadata tables of an assembly lie, and their cells as numbers (ECMA-335 II.22, II.24.2.6).
 *
 * Invariant: rows are 1-based as in the standard; row 0 means "none".
 */
import { BadImage, type Bytes } from './bytes.ts';

/** Table numbers (II.22). */
export const Table = {
	Module: 0x00,
	TypeRef: 0x01,
	TypeDef: 0x02,
	Field: 0x04,
	MethodDef: 0x06,
	Param: 0x08,
	InterfaceImpl: 0x09,
	MemberRef: 0x0a,
	Constant: 0x0b,
	CustomAttribute: 0x0c,
	StandAloneSig: 0x11,
	Event: 0x14,
	EventMap: 0x12,
	PropertyMap: 0x15,
	Property: 0x17,
	MethodSemantics: 0x18,
	MethodImpl: 0x19,
	ModuleRef: 0x1a,
	TypeSpec: 0x1b,
	Assembly: 0x20,
	AssemblyRef: 0x23,
	File: 0x26,
	ExportedType: 0x27,
	ManifestResource: 0x28,
	NestedClass: 0x29,
	GenericParam: 0x2a,
	MethodSpec: 0x2b,
	GenericParamConstraint: 0x2c,
} as const;

/** Coded indexes (II.24.2.6): the tables that each can point into, in tag order; -1 is unused. */
export const Coded = {
	TypeDefOrRef: [0x02, 0x01, 0x1b],
	HasConstant: [0x04, 0x08, 0x17],
	HasCustomAttribute: [
		0x06, 0x04, 0x01, 0x02, 0x08, 0x09, 0x0a, 0x00, 0x0e, 0x17, 0x14, 0x11, 0x1a, 0x1b, 0x20, 0x23, 0x26, 0x27, 0x28, 0x2a, 0x2c, 0x2b,
	],
	HasFieldMarshal: [0x04, 0x08],
	HasDeclSecurity: [0x02, 0x06, 0x20],
	MemberRefParent: [0x02, 0x01, 0x1a, 0x06, 0x1b],
	HasSemantics: [0x14, 0x17],
	MethodDefOrRef: [0x06, 0x0a],
	MemberForwarded: [0x04, 0x06],
	Implementation: [0x26, 0x23, 0x27],
	CustomAttributeType: [-1, -1, 0x06, 0x0a, -1],
	ResolutionScope: [0x00, 0x1a, 0x23, 0x01],
	TypeOrMethodDef: [0x02, 0x06],
} as const satisfies Record<string, readonly number[]>;

type Column = 2 | 4 | 'string' | 'guid' | 'blob' | readonly number[] | { readonly table: number };
const to = (table: number): Column => ({ table });

/** The columns of every table (II.22), by table number. */
const SCHEMA: Readonly<Record<number, readonly Column[]>> = {
	0x00: [2, 'string', 'guid', 'guid', 'guid'],
	0x01: [Coded.ResolutionScope, 'string', 'string'],
	0x02: [4, 'string', 'string', Coded.TypeDefOrRef, to(0x04), to(0x06)],
	0x03: [to(0x04)],
	0x04: [2, 'string', 'blob'],
	0x05: [to(0x06)],
	0x06: [4, 2, 2, 'string', 'blob', to(0x08)],
	0x07: [to(0x08)],
	0x08: [2, 2, 'string'],
	0x09: [to(0x02), Coded.TypeDefOrRef],
	0x0a: [Coded.MemberRefParent, 'string', 'blob'],
	0x0b: [2, Coded.HasConstant, 'blob'],
	0x0c: [Coded.HasCustomAttribute, Coded.CustomAttributeType, 'blob'],
	0x0d: [Coded.HasFieldMarshal, 'blob'],
	0x0e: [2, Coded.HasDeclSecurity, 'blob'],
	0x0f: [2, 4, to(0x02)],
	0x10: [4, to(0x04)],
	0x11: ['blob'],
	0x12: [to(0x02), to(0x14)],
	0x13: [to(0x14)],
	0x14: [2, 'string', Coded.TypeDefOrRef],
	0x15: [to(0x02), to(0x17)],
	0x16: [to(0x17)],
	0x17: [2, 'string', 'blob'],
	0x18: [2, to(0x06), Coded.HasSemantics],
	0x19: [to(0x02), Coded.MethodDefOrRef, Coded.MethodDefOrRef],
	0x1a: ['string'],
	0x1b: ['blob'],
	0x1c: [2, Coded.MemberForwarded, 'string', to(0x1a)],
	0x1d: [4, to(0x04)],
	0x1e: [4, 4],
	0x1f: [4],
	0x20: [4, 2, 2, 2, 2, 4, 'blob', 'string', 'string'],
	0x21: [4],
	0x22: [4, 4, 4],
	0x23: [2, 2, 2, 2, 4, 'blob', 'string', 'string', 'blob'],
	0x24: [4, to(0x23)],
	0x25: [4, 4, 4, to(0x23)],
	0x26: [4, 'string', 'blob'],
	0x27: [4, 4, 'string', 'string', Coded.Implementation],
	0x28: [4, 4, 'string', Coded.Implementation],
	0x29: [to(0x02), to(0x02)],
	0x2a: [2, 2, Coded.TypeOrMethodDef, 'string'],
	0x2b: [Coded.MethodDefOrRef, 'blob'],
	0x2c: [to(0x2a), Coded.TypeDefOrRef],
};

/** A coded index taken apart; `row` 0 means "none". */
export interface Token {
	readonly table: number;
	readonly row: number;
}

interface TableLayout {
	readonly rows: number;
	readonly offset: number;
	readonly rowSize: number;
	readonly columnOffsets: readonly number[];
	readonly columnSizes: readonly number[];
}

const EMPTY: TableLayout = { rows: 0, offset: 0, rowSize: 0, columnOffsets: [], columnSizes: [] };

/** The table stream and the heaps of one assembly. */
export class Tables {
	readonly #bytes: Bytes;
	readonly #layouts: TableLayout[] = [];
	readonly #strings: Bytes;
	readonly #blobs: Bytes;
	readonly #stringCache = new Map<number, string>();

	/** @throws BadImage when the stream is truncated or names unknown tables. */
	constructor(stream: Bytes, strings: Bytes, blobs: Bytes) {
		this.#bytes = stream;
		this.#strings = strings;
		this.#blobs = blobs;
		const heapSizes = stream.u8(6);
		const valid = BigInt(stream.u32(8)) | (BigInt(stream.u32(12)) << 32n);
		const counts: number[] = [];
		let offset = 24;
		for (let table = 0; table < 64; table++) {
			counts[table] = 0;
			if ((valid & (1n << BigInt(table))) === 0n) continue;
			if (!SCHEMA[table]) throw new BadImage(`unknown table ${table}`);
			counts[table] = stream.u32(offset);
			offset += 4;
		}
		if ((heapSizes & 0x40) !== 0) offset += 4;
		const codedSize = (tables: readonly number[]): number => {
			const bits = Math.ceil(Math.log2(tables.length));
			const most = Math.max(...tables.map(table => (table < 0 ? 0 : (counts[table] ?? 0))));
			return most < 1 << (16 - bits) ? 2 : 4;
		};
		const size = (column: Column): number => {
			if (typeof column === 'number') return column;
			if (column === 'string') return heapSizes & 1 ? 4 : 2;
			if (column === 'guid') return heapSizes & 2 ? 4 : 2;
			if (column === 'blob') return heapSizes & 4 ? 4 : 2;
			if ('table' in column) return (counts[column.table] ?? 0) < 0x10000 ? 2 : 4;
			return codedSize(column);
		};
		for (let table = 0; table < 64; table++) {
			const rows = counts[table] ?? 0;
			const schema = SCHEMA[table];
			if (rows === 0 || !schema) {
				this.#layouts[table] = EMPTY;
				continue;
			}
			const columnSizes = schema.map(size);
			const columnOffsets: number[] = [];
			let rowSize = 0;
			for (const width of columnSizes) {
				columnOffsets.push(rowSize);
				rowSize += width;
			}
			this.#layouts[table] = { rows, offset, rowSize, columnOffsets, columnSizes };
			offset += rows * rowSize;
			if (offset > stream.length) throw new BadImage(`table ${table} does not fit the stream`);
		}
	}

	rows(table: number): number {
		return this.#layouts[table]?.rows ?? 0;
	}

	/** The number in a cell. @throws BadImage when there is no such row. */
	cell(table: number, row: number, column: number): number {
		const layout = this.#layouts[table] ?? EMPTY;
		if (row < 1 || row > layout.rows) throw new BadImage(`row ${row} of table ${table}`);
		const at = layout.offset + (row - 1) * layout.rowSize + (layout.columnOffsets[column] ?? 0);
		return layout.columnSizes[column] === 2 ? this.#bytes.u16(at) : this.#bytes.u32(at);
	}

	string(table: number, row: number, column: number): string {
		const index = this.cell(table, row, column);
		let text = this.#stringCache.get(index);
		if (text === undefined) {
			text = this.#strings.cstring(index);
			this.#stringCache.set(index, text);
		}
		return text;
	}

	blob(table: number, row: number, column: number): Bytes {
		return this.#blobs.blob(this.cell(table, row, column));
	}

	coded(table: number, row: number, column: number, kind: readonly number[]): Token {
		return decodeCoded(this.cell(table, row, column), kind);
	}

	/**
	 * The rows that a list column owns: from its own start to the next row's (II.22.37).
	 * A hostile list that runs backwards is empty.
	 */
	list(table: number, row: number, column: number, target: number): { first: number; end: number } {
		const first = this.cell(table, row, column);
		const end = row < this.rows(table) ? this.cell(table, row + 1, column) : this.rows(target) + 1;
		return { first, end: Math.min(end, this.rows(target) + 1) };
	}
}

/** Takes a coded index apart (II.24.2.6). @throws BadImage for an unused tag. */
export function decodeCoded(value: number, kind: readonly number[]): Token {
	const bits = Math.ceil(Math.log2(kind.length));
	const table = kind[value & ((1 << bits) - 1)];
	if (table === undefined || table < 0) throw new BadImage(`coded index ${value}`);
	return { table, row: value >>> bits };
}
