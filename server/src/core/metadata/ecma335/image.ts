/** From a PE file to its metadata streams (ECMA-335 II.24.2, II.25). */
import { BadImage, Bytes } from './bytes.ts';
import { Tables } from './tables.ts';

interface Section {
	readonly virtualAddress: number;
	readonly size: number;
	readonly fileOffset: number;
}

/** An assembly's file taken apart: its tables, and what they point to outside of the metadata. */
export interface Image {
	readonly file: Bytes;
	readonly tables: Tables;
	/** The heap of string literals (II.24.2.4); a token's low 24 bits are an offset into it. */
	readonly userStrings: Bytes;
	/** From a relative virtual address to a position in the file. @throws BadImage where it lies in no section */
	readonly at: (address: number) => number;
	/** Where embedded resources start in the file (II.25.3.3); undefined where there are none. */
	readonly resources: number | undefined;
}

/** An assembly with nothing in it. */
export function emptyImage(): Image {
	const empty = new Bytes(new Uint8Array(24));
	return {
		file: empty,
		tables: new Tables(empty, empty, empty),
		userStrings: empty,
		at: address => {
			throw new BadImage(`address ${address} lies in no section`);
		},
		resources: undefined,
	};
}

/** Finds the metadata of a PE file. @throws BadImage when the file has none or is damaged. */
export function openImage(file: Uint8Array): Tables {
	return openWhole(file).tables;
}

/** Opens a PE file with its bodies and resources. @throws BadImage when it has no metadata or is damaged. */
export function openWhole(file: Uint8Array): Image {
	const bytes = new Bytes(file);
	if (bytes.u16(0) !== 0x5a4d) throw new BadImage('not a PE file');
	const pe = bytes.u32(0x3c);
	if (bytes.u32(pe) !== 0x4550) throw new BadImage('no PE signature');
	const sectionCount = bytes.u16(pe + 6);
	const optionalSize = bytes.u16(pe + 20);
	const optional = pe + 24;
	const magic = bytes.u16(optional);
	const directories = optional + (magic === 0x20b ? 112 : 96);
	const cliAddress = bytes.u32(directories + 14 * 8);
	if (cliAddress === 0) throw new BadImage('not a managed assembly');
	const sections: Section[] = [];
	for (let index = 0; index < sectionCount; index++) {
		const at = optional + optionalSize + index * 40;
		sections.push({
			virtualAddress: bytes.u32(at + 12),
			size: Math.max(bytes.u32(at + 8), bytes.u32(at + 16)),
			fileOffset: bytes.u32(at + 20),
		});
	}
	const toFile = (address: number): number => {
		const section = sections.find(candidate => address >= candidate.virtualAddress && address < candidate.virtualAddress + candidate.size);
		if (!section) throw new BadImage(`address ${address} lies in no section`);
		return address - section.virtualAddress + section.fileOffset;
	};
	const cli = toFile(cliAddress);
	const metadata = bytes.slice(toFile(bytes.u32(cli + 8)), bytes.u32(cli + 12));
	const resources = bytes.u32(cli + 24);
	return { file: bytes, ...openMetadata(metadata), at: toFile, resources: resources === 0 ? undefined : toFile(resources) };
}

function openMetadata(metadata: Bytes): Pick<Image, 'tables' | 'userStrings'> {
	if (metadata.u32(0) !== 0x424a5342) throw new BadImage('no metadata signature');
	const versionLength = metadata.u32(12);
	let at = 16 + versionLength + 2;
	const count = metadata.u16(at);
	at += 2;
	const streams = new Map<string, Bytes>();
	for (let index = 0; index < count; index++) {
		const offset = metadata.u32(at);
		const size = metadata.u32(at + 4);
		const name = metadata.cstring(at + 8);
		streams.set(name, metadata.slice(offset, size));
		at += 8 + ((name.length + 4) & ~3);
	}
	const tables = streams.get('#~') ?? streams.get('#-');
	if (!tables) throw new BadImage('no table stream');
	const empty = new Bytes(new Uint8Array(1));
	return {
		tables: new Tables(tables, streams.get('#Strings') ?? empty, streams.get('#Blob') ?? empty),
		userStrings: streams.get('#US') ?? empty,
	};
}
