/** Decodes custom attribute values (ECMA-335 II.23.3). */
import type { AttributeFacts, ConstantValue, Sig } from '../facts.ts';
import { BadImage, BlobReader, type Bytes } from './bytes.ts';

const ELEMENT_OF: Readonly<Record<string, number>> = {
	'System.Boolean': 0x02,
	'System.Char': 0x03,
	'System.SByte': 0x04,
	'System.Byte': 0x05,
	'System.Int16': 0x06,
	'System.UInt16': 0x07,
	'System.Int32': 0x08,
	'System.UInt32': 0x09,
	'System.Int64': 0x0a,
	'System.UInt64': 0x0b,
	'System.Single': 0x0c,
	'System.Double': 0x0d,
};

/** The element type of an enum's underlying type, by the enum's full name; undefined where another assembly declares the enum. */
export type EnumUnderlying = (enumName: string) => number | undefined;

/**
 * What an enum of another assembly can be in a blob, most frequent first: nothing in the blob tells its size, but only the
 * right one takes the blob to its end. (`SecurityRules(SecurityRuleSet)` is a byte.)
 */
const ENUM_ELEMENTS: readonly number[] = [0x08, 0x05, 0x06, 0x0a];

/** An `object` in an `object[]` may hold an array again; nobody writes that as deep as this. */
const MAX_DEPTH = 8;

/**
 * @param name the attribute type's full name
 * @param parameters the constructor's parameter types
 * @throws BadImage when the blob does not fit the constructor
 */
export function decodeAttribute(name: string, parameters: readonly Sig[], blob: Bytes, underlying: EnumUnderlying): AttributeFacts {
	if (blob.length === 0) return { name, args: [] };
	let failure: unknown;
	for (const element of ENUM_ELEMENTS) {
		let isGuess = false;
		const reader = new BlobReader(blob);
		const decoder = new AttributeDecoder(reader, enumName => {
			const known = underlying(enumName);
			if (known === undefined) isGuess = true;
			return known ?? element;
		});
		try {
			const facts = decoder.attribute(name, parameters);
			if (!isGuess || reader.atEnd) return facts;
		} catch (error) {
			if (!(error instanceof BadImage) || !isGuess) throw error;
			failure = error;
		}
	}
	throw failure ?? new BadImage(`attribute ${name} holds an enum of unknown size`);
}

class AttributeDecoder {
	readonly #reader: BlobReader;
	readonly #elementOf: (enumName: string) => number;

	constructor(reader: BlobReader, elementOf: (enumName: string) => number) {
		this.#reader = reader;
		this.#elementOf = elementOf;
	}

	attribute(name: string, parameters: readonly Sig[]): AttributeFacts {
		const reader = this.#reader;
		if (reader.u16() !== 1) throw new BadImage(`attribute ${name} has no prolog`);
		const args = parameters.map(parameter => this.#argument(parameter, 0));
		const count = reader.atEnd ? 0 : reader.u16();
		if (count === 0) return { name, args };
		const named: Record<string, ConstantValue> = {};
		for (let index = 0; index < count; index++) {
			reader.u8();
			const type = this.#namedType();
			const key = reader.serString() ?? '';
			named[key] = this.#argument(type, 0);
		}
		return { name, args, named };
	}

	#argument(type: Sig, depth: number): ConstantValue {
		if (depth > MAX_DEPTH) throw new BadImage('attribute argument nested too deeply');
		const reader = this.#reader;
		if (type.endsWith('[]')) {
			const count = reader.u32();
			if (count === 0xffffffff) return null;
			if (count > reader.bytes.length) throw new BadImage('attribute array too long');
			const element = type.slice(0, -2);
			return Array.from({ length: count }, () => this.#argument(element, depth + 1));
		}
		if (type === 'System.String') return reader.serString();
		if (type === 'System.Type') {
			const name = reader.serString();
			return name === null ? null : { type: simpleTypeName(name) };
		}
		if (type === 'System.Object') return this.#argument(this.#namedType(), depth + 1);
		return reader.constant(ELEMENT_OF[type] ?? this.#elementOf(type));
	}

	/** The type before a named argument or a boxed value; arrays have one dimension (II.23.3). */
	#namedType(): Sig {
		const element = this.#reader.u8();
		return element === 0x1d ? `${this.#elementType(this.#reader.u8())}[]` : this.#elementType(element);
	}

	#elementType(element: number): Sig {
		if (element === 0x0e) return 'System.String';
		if (element === 0x50) return 'System.Type';
		if (element === 0x51) return 'System.Object';
		if (element === 0x55) return simpleTypeName(this.#reader.serString() ?? '');
		const primitive = Object.entries(ELEMENT_OF).find(([, code]) => code === element)?.[0];
		if (!primitive) throw new BadImage(`attribute argument of type ${element}`);
		return primitive;
	}
}

/** A serialized type name without the assembly: `Ns.T, Asm, Version=...` to `Ns.T`. */
function simpleTypeName(name: string): string {
	const comma = name.includes('[') ? name.lastIndexOf('],') + 1 : name.indexOf(',');
	return comma > 0 ? name.slice(0, comma) : name;
}
