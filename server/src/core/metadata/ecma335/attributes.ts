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

/** The element type of an enum's underlying type, by the enum's full name. */
export type EnumUnderlying = (enumName: string) => number;

/**
 * @param name the attribute type's full name
 * @param parameters the constructor's parameter types
 * @throws BadImage when the blob does not fit the constructor
 */
export function decodeAttribute(name: string, parameters: readonly Sig[], blob: Bytes, underlying: EnumUnderlying): AttributeFacts {
	if (blob.length === 0) return { name, args: [] };
	const reader = new BlobReader(blob);
	if (reader.u16() !== 1) throw new BadImage(`attribute ${name} has no prolog`);
	const args = parameters.map(parameter => fixedArgument(reader, parameter, underlying));
	const count = reader.atEnd ? 0 : reader.u16();
	if (count === 0) return { name, args };
	const named: Record<string, ConstantValue> = {};
	for (let index = 0; index < count; index++) {
		reader.u8();
		const type = namedArgumentType(reader);
		const key = reader.serString() ?? '';
		named[key] = fixedArgument(reader, type, underlying);
	}
	return { name, args, named };
}

function fixedArgument(reader: BlobReader, type: Sig, underlying: EnumUnderlying): ConstantValue {
	if (type.endsWith('[]')) {
		const count = reader.u32();
		if (count === 0xffffffff) return null;
		if (count > reader.bytes.length) throw new BadImage('attribute array too long');
		const element = type.slice(0, -2);
		return Array.from({ length: count }, () => fixedArgument(reader, element, underlying));
	}
	if (type === 'System.String') return reader.serString();
	if (type === 'System.Type') {
		const name = reader.serString();
		return name === null ? null : { type: simpleTypeName(name) };
	}
	if (type === 'System.Object') return fixedArgument(reader, namedArgumentType(reader), underlying);
	return reader.constant(ELEMENT_OF[type] ?? underlying(type));
}

function namedArgumentType(reader: BlobReader): Sig {
	const element = reader.u8();
	if (element === 0x0e) return 'System.String';
	if (element === 0x50) return 'System.Type';
	if (element === 0x51) return 'System.Object';
	if (element === 0x1d) return `${namedArgumentType(reader)}[]`;
	if (element === 0x55) return simpleTypeName(reader.serString() ?? '');
	const primitive = Object.entries(ELEMENT_OF).find(([, code]) => code === element)?.[0];
	if (!primitive) throw new BadImage(`attribute argument of type ${element}`);
	return primitive;
}

/** A serialized type name without the assembly: `Ns.T, Asm, Version=...` to `Ns.T`. */
function simpleTypeName(name: string): string {
	const comma = name.includes('[') ? name.lastIndexOf('],') + 1 : name.indexOf(',');
	return comma > 0 ? name.slice(0, comma) : name;
}
