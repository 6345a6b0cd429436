/** Decodes signature blobs into the textual `Sig` form (ECMA-335 II.23.2). */
import type { Sig } from '../facts.ts';
import { BadImage, BlobReader, type Bytes } from './bytes.ts';
import { Coded, decodeCoded, type Token } from './tables.ts';

/** Element types (II.23.1.16) with a name of their own. */
const PRIMITIVES: Readonly<Record<number, string>> = {
	0x01: 'System.Void',
	0x02: 'System.Boolean',
	0x03: 'System.Char',
	0x04: 'System.SByte',
	0x05: 'System.Byte',
	0x06: 'System.Int16',
	0x07: 'System.UInt16',
	0x08: 'System.Int32',
	0x09: 'System.UInt32',
	0x0a: 'System.Int64',
	0x0b: 'System.UInt64',
	0x0c: 'System.Single',
	0x0d: 'System.Double',
	0x0e: 'System.String',
	0x16: 'System.TypedReference',
	0x18: 'System.IntPtr',
	0x19: 'System.UIntPtr',
	0x1c: 'System.Object',
};

/** Nesting beyond this is no real signature but an attack on the stack. */
const MAX_DEPTH = 64;

/** What attributes add to a signature: which `object`s are `dynamic`, and the names of tuple elements. */
export interface SignatureAnnotations {
	/** DynamicAttribute's transform flags in pre-order; `true` for the attribute without arguments. */
	readonly dynamic?: readonly boolean[] | true;
	/** TupleElementNamesAttribute's names in pre-order. */
	readonly tupleNames?: readonly (string | null)[];
}

/** How tokens inside a signature are named. */
export interface SignatureNames {
	typeName(token: Token): string;
	typeSpec(row: number): Bytes;
}

/** A decoded type together with the modifiers that C# gives a meaning to. */
export interface DecodedType {
	readonly sig: Sig;
	readonly byRef: boolean;
	/** Full names of required modifiers, such as IsExternalInit or InAttribute. */
	readonly modifiers: readonly string[];
}

/** Reads one signature; create one for each annotated position (return value or parameter). */
export class SignatureDecoder {
	readonly #reader: BlobReader;
	readonly #names: SignatureNames;
	#annotations: SignatureAnnotations = {};
	#flag = 0;
	#nextName = 0;
	#modifiers: string[] = [];

	constructor(reader: BlobReader, names: SignatureNames) {
		this.#reader = reader;
		this.#names = names;
	}

	/** Decodes one type; a by-reference type comes without its `&`. @throws BadImage on a malformed blob. */
	type(annotations: SignatureAnnotations = {}): DecodedType {
		this.#annotations = annotations;
		this.#flag = 0;
		this.#nextName = 0;
		this.#modifiers = [];
		const sig = this.#type(0);
		const byRef = sig.endsWith('&');
		return { sig: byRef ? sig.slice(0, -1) : sig, byRef, modifiers: this.#modifiers };
	}

	#isDynamic(): boolean {
		const flags = this.#annotations.dynamic;
		const index = this.#flag++;
		return flags === true ? index === 0 : flags?.[index] === true;
	}

	#type(depth: number): Sig {
		if (depth > MAX_DEPTH) throw new BadImage('signature nested too deeply');
		const reader = this.#reader;
		const element = reader.u8();
		// One transform flag belongs to every constructed type, by-refs and modifiers included.
		const dynamic = this.#isDynamic();
		switch (element) {
			case 0x0f:
				return `${this.#type(depth + 1)}*`;
			case 0x10:
				return `${this.#type(depth + 1)}&`;
			case 0x11:
			case 0x12:
				return this.#named(decodeCoded(reader.compressed(), Coded.TypeDefOrRef), depth);
			case 0x13:
				return `!${reader.compressed()}`;
			case 0x14: {
				const inner = this.#type(depth + 1);
				const rank = reader.compressed();
				for (let sizes = reader.compressed(); sizes > 0; sizes--) reader.compressed();
				for (let bounds = reader.compressed(); bounds > 0; bounds--) reader.compressed();
				if (rank < 1 || rank > 32) throw new BadImage(`array rank ${rank}`);
				return arrayOf(inner, rank);
			}
			case 0x15:
				return this.#instantiation(depth);
			case 0x1b:
				this.#skipMethod(depth);
				return '?fnptr';
			case 0x1d:
				return arrayOf(this.#type(depth + 1), 1);
			case 0x1e:
				return `!!${reader.compressed()}`;
			case 0x1f:
			case 0x20:
				this.#modifiers.push(this.#named(decodeCoded(reader.compressed(), Coded.TypeDefOrRef), depth));
				return this.#type(depth + 1);
			case 0x41:
			case 0x45:
				return this.#type(depth + 1);
			default: {
				if (element === 0x1c && dynamic) return '?dynamic';
				const primitive = PRIMITIVES[element];
				if (!primitive) throw new BadImage(`element type ${element}`);
				return primitive;
			}
		}
	}

	#named(token: Token, depth: number): string {
		if (token.table === 0x1b) {
			return new SignatureDecoder(new BlobReader(this.#names.typeSpec(token.row)), this.#names).#type(depth + 1);
		}
		return this.#names.typeName(token);
	}

	#instantiation(depth: number): Sig {
		const reader = this.#reader;
		reader.u8();
		const name = this.#named(decodeCoded(reader.compressed(), Coded.TypeDefOrRef), depth);
		const count = reader.compressed();
		const isTuple = name.startsWith('System.ValueTuple`');
		const names: (string | null)[] = [];
		if (isTuple && this.#annotations.tupleNames) {
			for (let index = 0; index < Math.min(count, 7); index++) names.push(this.#annotations.tupleNames[this.#nextName++] ?? null);
		}
		const args: Sig[] = [];
		for (let index = 0; index < count; index++) args.push(this.#type(depth + 1));
		const suffix = names.some(Boolean) ? `{${names.map(element => element ?? '').join(',')}}` : '';
		return `${name}<${args.join(',')}>${suffix}`;
	}

	#skipMethod(depth: number): void {
		const reader = this.#reader;
		const convention = reader.u8();
		if (convention & 0x10) reader.compressed();
		const count = reader.compressed();
		for (let index = 0; index <= count; index++) this.#type(depth + 1);
	}
}

/**
 * Appends an array rank. Ranks read left to right in C# (`int[][,]` is an array of `int[,]`), which
 * is the reverse of the nesting order; the textual form keeps the nesting order.
 */
function arrayOf(inner: Sig, rank: number): Sig {
	return `${inner}[${','.repeat(rank - 1)}]`;
}
