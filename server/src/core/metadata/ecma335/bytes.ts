/**
 * Bounds-checked little-endian reads over an assembly's bytes.
 *
 * Invariant: every read is checked, so a truncated or hostile file ends in `BadImage`, which
 * `readAssembly` turns into "unreadable", and never in a wrong answer or an endless loop.
 */

/** The file is not a readable assembly; the message says which structure was wrong. */
export class BadImage extends Error {}

/** Longer strings are left to the decoder. */
const MAX_ASCII = 64;

const utf8 = new TextDecoder();
const utf16 = new TextDecoder('utf-16le');

/** A window of bytes with checked reads; offsets are relative to the window. */
export class Bytes {
	readonly array: Uint8Array;

	constructor(array: Uint8Array) {
		this.array = array;
	}

	get length(): number {
		return this.array.length;
	}

	/** A part of this window. @throws BadImage when it does not lie inside. */
	slice(offset: number, length: number): Bytes {
		if (offset < 0 || length < 0 || offset + length > this.array.length) throw new BadImage(`range ${offset}+${length} lies outside`);
		return new Bytes(this.array.subarray(offset, offset + length));
	}

	u8(offset: number): number {
		const value = this.array[offset];
		if (value === undefined) throw new BadImage(`offset ${offset} lies outside`);
		return value;
	}

	u16(offset: number): number {
		if (offset < 0 || offset + 2 > this.array.length) throw new BadImage(`offset ${offset} lies outside`);
		return (this.array[offset] as number) | ((this.array[offset + 1] as number) << 8);
	}

	u32(offset: number): number {
		if (offset < 0 || offset + 4 > this.array.length) throw new BadImage(`offset ${offset} lies outside`);
		const { array } = this;
		return (
			((array[offset] as number) |
				((array[offset + 1] as number) << 8) |
				((array[offset + 2] as number) << 16) |
				((array[offset + 3] as number) << 24)) >>>
			0
		);
	}

	/** A NUL-terminated UTF-8 string (II.24.2.3). */
	cstring(offset: number): string {
		if (offset < 0 || offset > this.array.length) throw new BadImage(`string ${offset} lies outside`);
		// Nearly all names are short and ASCII, for which the decoder's set-up is most of the cost.
		const { array } = this;
		const codes: number[] = [];
		for (let at = offset; codes.length < MAX_ASCII; at++) {
			const code = array[at];
			if (code === 0) return String.fromCharCode(...codes);
			if (code === undefined || code >= 0x80) break;
			codes.push(code);
		}
		const end = array.indexOf(0, offset);
		if (end < 0) throw new BadImage(`string ${offset} has no end`);
		return utf8.decode(array.subarray(offset, end));
	}

	/** The payload of a length-prefixed blob (II.24.2.4). */
	blob(offset: number): Bytes {
		const reader = new BlobReader(this, offset);
		const length = reader.compressed();
		return this.slice(reader.offset, length);
	}
}

/** A cursor over a blob: compressed integers, strings and constants (II.23.2). */
export class BlobReader {
	readonly bytes: Bytes;
	offset: number;

	constructor(bytes: Bytes, offset = 0) {
		this.bytes = bytes;
		this.offset = offset;
	}

	get atEnd(): boolean {
		return this.offset >= this.bytes.length;
	}

	u8(): number {
		return this.bytes.u8(this.offset++);
	}

	u16(): number {
		this.offset += 2;
		return this.bytes.u16(this.offset - 2);
	}

	u32(): number {
		this.offset += 4;
		return this.bytes.u32(this.offset - 4);
	}

	/** A compressed unsigned integer (II.23.2). */
	compressed(): number {
		const first = this.u8();
		if ((first & 0x80) === 0) return first;
		if ((first & 0x40) === 0) return ((first & 0x3f) << 8) | this.u8();
		if ((first & 0x20) !== 0) throw new BadImage('bad compressed integer');
		return ((first & 0x1f) << 24) | (this.u8() << 16) | (this.u8() << 8) | this.u8();
	}

	/** A length-prefixed UTF-8 string, or null (SerString, II.23.3). */
	serString(): string | null {
		if (this.bytes.u8(this.offset) === 0xff) {
			this.offset++;
			return null;
		}
		const length = this.compressed();
		const text = utf8.decode(this.bytes.slice(this.offset, length).array);
		this.offset += length;
		return text;
	}

	/** A constant of an element type (II.23.1.16); 64-bit integers beyond 2^53 lose precision. */
	constant(elementType: number): number | boolean | string {
		const size = CONSTANT_SIZES[elementType];
		if (size === undefined) throw new BadImage(`constant of type ${elementType}`);
		const part = this.bytes.slice(this.offset, size).array;
		this.offset += size;
		const view = new DataView(part.buffer, part.byteOffset, size);
		switch (elementType) {
			case 0x02:
				return view.getUint8(0) !== 0;
			case 0x03:
				return String.fromCharCode(view.getUint16(0, true));
			case 0x04:
				return view.getInt8(0);
			case 0x05:
				return view.getUint8(0);
			case 0x06:
				return view.getInt16(0, true);
			case 0x07:
				return view.getUint16(0, true);
			case 0x08:
				return view.getInt32(0, true);
			case 0x09:
				return view.getUint32(0, true);
			case 0x0a:
				return Number(view.getBigInt64(0, true));
			case 0x0b:
				return Number(view.getBigUint64(0, true));
			case 0x0c:
				return view.getFloat32(0, true);
			default:
				return view.getFloat64(0, true);
		}
	}
}

const CONSTANT_SIZES: Readonly<Record<number, number>> = {
	0x02: 1,
	0x03: 2,
	0x04: 1,
	0x05: 1,
	0x06: 2,
	0x07: 2,
	0x08: 4,
	0x09: 4,
	0x0a: 8,
	0x0b: 8,
	0x0c: 4,
	0x0d: 8,
};

/** Decodes the UTF-16 payload of a string constant. */
export function decodeUtf16(bytes: Bytes): string {
	return utf16.decode(bytes.array);
}
