/**
 * Framework packs: all visible types of one .NET version's reference assemblies in one small file.
 *
 * A pack holds a directory (a line for each top-level type) and chunks of type records, each part
 * deflated on its own, so that asking for one type inflates one chunk. A pack may name a base pack
 * (the previous version): a record that is equal there is not stored again.
 *
 * File: `AOTPACK1`, the directory's length (u32, little endian), the deflated directory, the chunks.
 */
import {
	type AssemblyFacts,
	type AttributeFacts,
	type ConstantValue,
	type EventFacts,
	type FieldFacts,
	MemberFlag,
	type MethodFacts,
	type ParameterFacts,
	type PropertyFacts,
	type TypeFacts,
	type TypeParameterFacts,
} from './facts.ts';

const MAGIC = 'AOTPACK1';

/** Undoes raw deflate; passed in because each runtime has its own. */
export type Inflate = (bytes: Uint8Array) => Uint8Array;
export type Deflate = (bytes: Uint8Array) => Uint8Array;

/** One line of a pack's directory. */
interface Entry {
	readonly assembly: number;
	/** Chunk number in this pack, or -1 when the record is the base's. */
	readonly chunk: number;
	readonly line: number;
	readonly hasExtensions: boolean;
}

interface Directory {
	readonly framework: string;
	readonly base?: string;
	/** Simple name and shared framework (`Microsoft.NETCore.App`, ...) of each assembly. */
	readonly assemblies: readonly (readonly [name: string, framework: string])[];
	/** Offset and length of each chunk, counted from the end of the directory. */
	readonly chunks: readonly (readonly [offset: number, length: number])[];
	/** `name|assembly|chunk|line|extensions`, a line each. */
	readonly types: string;
}

/** An opened pack. */
export class Pack {
	readonly framework: string;
	readonly baseName: string | undefined;
	readonly #directory: Directory;
	readonly #entries = new Map<string, Entry>();
	readonly #bytes: Uint8Array;
	readonly #chunksAt: number;
	readonly #inflate: Inflate;
	readonly #chunkLines: (readonly string[])[] = [];
	#base: Pack | undefined;
	readonly #facts = new Map<string, AssemblyFacts>();

	/** @throws Error when the bytes are not a pack. */
	constructor(bytes: Uint8Array, inflate: Inflate, base?: (framework: string) => Pack | undefined) {
		if (new TextDecoder().decode(bytes.subarray(0, MAGIC.length)) !== MAGIC) throw new Error('not a framework pack');
		const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(MAGIC.length, true);
		const start = MAGIC.length + 4;
		this.#bytes = bytes;
		this.#inflate = inflate;
		this.#chunksAt = start + length;
		this.#directory = JSON.parse(new TextDecoder().decode(inflate(bytes.subarray(start, start + length)))) as Directory;
		this.framework = this.#directory.framework;
		this.baseName = this.#directory.base;
		for (const line of this.#directory.types.split('\n')) {
			const [name = '', assembly, chunk, at, extensions] = line.split('|');
			this.#entries.set(name, { assembly: Number(assembly), chunk: Number(chunk), line: Number(at), hasExtensions: extensions === '1' });
		}
		if (this.baseName) {
			this.#base = base?.(this.baseName);
			if (!this.#base) throw new Error(`the pack of ${this.framework} needs that of ${this.baseName}`);
		}
	}

	/** The JSON record of a top-level type and its nested types. */
	record(name: string): string | undefined {
		const entry = this.#entries.get(name);
		if (!entry) return undefined;
		if (entry.chunk < 0) return this.#base?.record(name);
		let lines = this.#chunkLines[entry.chunk];
		if (!lines) {
			const [offset, length] = this.#directory.chunks[entry.chunk] ?? [0, 0];
			lines = new TextDecoder()
				.decode(this.#inflate(this.#bytes.subarray(this.#chunksAt + offset, this.#chunksAt + offset + length)))
				.split('\n');
			this.#chunkLines[entry.chunk] = lines;
		}
		return lines[entry.line];
	}

	get typeNames(): Iterable<string> {
		return this.#entries.keys();
	}

	/** The types of some of the pack's shared frameworks, as one source of facts: the same object for the same frameworks. */
	facts(frameworks: readonly string[]): AssemblyFacts {
		const key = [...frameworks].sort().join();
		const known = this.#facts.get(key) ?? this.#factsOf(frameworks);
		this.#facts.set(key, known);
		return known;
	}

	#factsOf(frameworks: readonly string[]): AssemblyFacts {
		const chosen = new Set(this.#directory.assemblies.flatMap(([, framework], index) => (frameworks.includes(framework) ? [index] : [])));
		const typeNames: string[] = [];
		const extensionTypes: string[] = [];
		for (const [name, entry] of this.#entries) {
			if (!chosen.has(entry.assembly)) continue;
			typeNames.push(name);
			if (entry.hasExtensions) extensionTypes.push(name);
		}
		const decoded = new Map<string, TypeFacts>();
		const load = (top: string): void => {
			const entry = this.#entries.get(top);
			const record = entry && chosen.has(entry.assembly) ? this.record(top) : undefined;
			if (record) for (const facts of decodeRecord(record)) decoded.set(facts.name, facts);
		};
		return {
			name: this.framework,
			assemblyNames: new Set([...chosen].map(index => this.#directory.assemblies[index]?.[0] ?? '')),
			majorVersion: Number(/\d+/.exec(this.framework)?.[0] ?? 0),
			typeNames,
			extensionTypes,
			attributes: [],
			friends: [],
			type: fullName => {
				const known = decoded.get(fullName);
				if (known) return known;
				load(fullName.split('+', 1)[0] ?? '');
				return decoded.get(fullName);
			},
			assemblyOf: fullName => this.#directory.assemblies[this.#entries.get(fullName.split('+', 1)[0] ?? '')?.assembly ?? -1]?.[0] ?? '',
		};
	}
}

/** What goes into a new pack. */
export interface PackInput {
	readonly framework: string;
	readonly base?: Pack;
	readonly assemblies: readonly { readonly facts: AssemblyFacts; readonly framework: string }[];
}

/** Chunks of about this many characters: small enough to inflate fast, large enough to compress well. */
const CHUNK_SIZE = 160_000;

/** Makes a pack's bytes. */
export function writePack(input: PackInput, deflate: Deflate): Uint8Array {
	const encoder = new TextEncoder();
	const lines: string[] = [];
	const chunks: Uint8Array[] = [];
	let current: string[] = [];
	let size = 0;
	const flush = (): void => {
		if (current.length > 0) chunks.push(deflate(encoder.encode(current.join('\n'))));
		current = [];
		size = 0;
	};
	const seen = new Set<string>();
	for (const [index, { facts }] of input.assemblies.entries()) {
		const extensions = new Set(input.assemblies.flatMap(each => each.facts.extensionTypes));
		for (const name of [...facts.typeNames].sort()) {
			if (seen.has(name)) continue;
			seen.add(name);
			const record = encodeRecord(withTwins(facts, name, input.assemblies), name);
			const shared = input.base?.record(name) === record;
			lines.push([name, index, shared ? -1 : chunks.length, shared ? 0 : current.length, extensions.has(name) ? 1 : 0].join('|'));
			if (shared) continue;
			current.push(record);
			size += record.length;
			if (size > CHUNK_SIZE) flush();
		}
	}
	flush();
	let offset = 0;
	const places = chunks.map(chunk => {
		const place: [number, number] = [offset, chunk.length];
		offset += chunk.length;
		return place;
	});
	const directory: Directory = {
		framework: input.framework,
		...(input.base && { base: input.base.framework }),
		assemblies: input.assemblies.map(({ facts, framework }) => [facts.name, framework]),
		chunks: places,
		types: lines.join('\n'),
	};
	const head = deflate(encoder.encode(JSON.stringify(directory)));
	const out = new Uint8Array(MAGIC.length + 4 + head.length + offset);
	out.set(encoder.encode(MAGIC));
	new DataView(out.buffer).setUint32(MAGIC.length, head.length, true);
	out.set(head, MAGIC.length + 4);
	let at = MAGIC.length + 4 + head.length;
	for (const chunk of chunks) {
		out.set(chunk, at);
		at += chunk.length;
	}
	return out;
}

/**
 * Static classes of one name in several assemblies (`SignalRDependencyInjectionExtensions`) are one for whoever
 * calls their extension methods: the first gets the methods of all.
 */
function withTwins(facts: AssemblyFacts, name: string, assemblies: PackInput['assemblies']): AssemblyFacts {
	const twins = assemblies.filter(each => each.facts !== facts && each.facts.extensionTypes.includes(name));
	if (twins.length === 0) return facts;
	return {
		...facts,
		type: fullName => {
			const type = facts.type(fullName);
			return type && fullName === name
				? { ...type, methods: [...type.methods, ...twins.flatMap(each => each.facts.type(name)?.methods ?? [])] }
				: type;
		},
	};
}

function encodeRecord(facts: AssemblyFacts, name: string): string {
	const all: TypeFacts[] = [];
	const add = (fullName: string): void => {
		const type = facts.type(fullName);
		if (!type) return;
		all.push(type);
		for (const nested of type.nested) add(nested);
	};
	add(name);
	return JSON.stringify(all.map(encodeType));
}

// Records are arrays, trailing empty parts dropped: half the size of objects, and as fast to parse.
type Raw = readonly unknown[];

const trim = (parts: unknown[]): unknown[] => {
	while (parts.length > 0) {
		const last = parts.at(-1);
		if (last === undefined || last === 0 || last === '' || (Array.isArray(last) && last.length === 0)) parts.pop();
		else break;
	}
	return parts;
};

const encodeAttribute = (attribute: AttributeFacts): unknown[] => trim([attribute.name, attribute.args, attribute.named]);
const encodeTypeParameter = (parameter: TypeParameterFacts): unknown[] =>
	trim([parameter.name, parameter.flags, parameter.constraints, parameter.attributes.map(encodeAttribute)]);
const encodeParameter = (parameter: ParameterFacts): unknown[] =>
	trim([parameter.name, parameter.type, parameter.flags, parameter.attributes.map(encodeAttribute)]);
const encodeMethod = (method: MethodFacts | undefined): unknown[] | 0 =>
	method
		? trim([
				method.name,
				method.flags,
				method.returns,
				method.parameters.map(encodeParameter),
				method.typeParameters.map(encodeTypeParameter),
				method.attributes.map(encodeAttribute),
				method.returnAttributes.map(encodeAttribute),
			])
		: 0;
const encodeField = (field: FieldFacts): unknown[] =>
	trim([field.name, field.flags, field.type, field.attributes.map(encodeAttribute), field.constant]);
const encodeProperty = (property: PropertyFacts): unknown[] =>
	trim([
		property.name,
		property.flags,
		property.type,
		encodeMethod(property.getter),
		encodeMethod(property.setter),
		property.parameters.map(encodeParameter),
		property.attributes.map(encodeAttribute),
	]);
const encodeEvent = (event: EventFacts): unknown[] =>
	trim([event.name, event.type, encodeMethod(event.add), encodeMethod(event.remove), event.attributes.map(encodeAttribute)]);
const encodeType = (type: TypeFacts): unknown[] =>
	trim([
		type.name,
		type.flags,
		type.base ?? 0,
		type.interfaces,
		type.typeParameters.map(encodeTypeParameter),
		type.methods.map(encodeMethod),
		type.properties.map(encodeProperty),
		type.fields.map(encodeField),
		type.events.map(encodeEvent),
		type.attributes.map(encodeAttribute),
		type.nested,
	]);

const list = <T>(raw: unknown, decode: (part: Raw) => T): readonly T[] => (Array.isArray(raw) ? raw.map(part => decode(part as Raw)) : []);
const texts = (raw: unknown): readonly string[] => (raw as readonly string[] | undefined) ?? [];

function decodeAttribute(raw: Raw): AttributeFacts {
	return {
		name: raw[0] as string,
		args: (raw[1] as AttributeFacts['args'] | undefined) ?? [],
		...(raw[2] ? { named: raw[2] as NonNullable<AttributeFacts['named']> } : {}),
	};
}

function decodeTypeParameter(raw: Raw): TypeParameterFacts {
	return {
		name: raw[0] as string,
		flags: (raw[1] as number | undefined) ?? 0,
		constraints: texts(raw[2]),
		attributes: list(raw[3], decodeAttribute),
	};
}

function decodeParameter(raw: Raw): ParameterFacts {
	return {
		name: raw[0] as string,
		type: raw[1] as string,
		flags: (raw[2] as number | undefined) ?? 0,
		attributes: list(raw[3], decodeAttribute),
	};
}

function decodeMethod(raw: Raw): MethodFacts {
	return {
		name: raw[0] as string,
		flags: raw[1] as number,
		returns: raw[2] as string,
		parameters: list(raw[3], decodeParameter),
		typeParameters: list(raw[4], decodeTypeParameter),
		attributes: list(raw[5], decodeAttribute),
		returnAttributes: list(raw[6], decodeAttribute),
	};
}

function decodeField(raw: Raw): FieldFacts {
	const [name, flags, type] = raw as [string, number, string];
	// A constant without a value is one that `trim` dropped.
	const dropped = (flags & MemberFlag.Const) === 0 ? undefined : type === 'System.String' ? '' : 0;
	const constant = raw[4] === undefined ? dropped : (raw[4] as ConstantValue);
	return { name, flags, type, attributes: list(raw[3], decodeAttribute), ...(constant !== undefined && { constant }) };
}

function decodeProperty(raw: Raw): PropertyFacts {
	return {
		name: raw[0] as string,
		flags: raw[1] as number,
		type: raw[2] as string,
		...(raw[3] ? { getter: decodeMethod(raw[3] as Raw) } : {}),
		...(raw[4] ? { setter: decodeMethod(raw[4] as Raw) } : {}),
		parameters: list(raw[5], decodeParameter),
		attributes: list(raw[6], decodeAttribute),
	};
}

function decodeEvent(raw: Raw): EventFacts {
	return {
		name: raw[0] as string,
		type: raw[1] as string,
		...(raw[2] ? { add: decodeMethod(raw[2] as Raw) } : {}),
		...(raw[3] ? { remove: decodeMethod(raw[3] as Raw) } : {}),
		attributes: list(raw[4], decodeAttribute),
	};
}

function decodeRecord(record: string): TypeFacts[] {
	return (JSON.parse(record) as Raw[]).map(raw => ({
		name: raw[0] as string,
		flags: (raw[1] as number | undefined) ?? 0,
		...(raw[2] ? { base: raw[2] as string } : {}),
		interfaces: texts(raw[3]),
		typeParameters: list(raw[4], decodeTypeParameter),
		methods: list(raw[5], decodeMethod),
		properties: list(raw[6], decodeProperty),
		fields: list(raw[7], decodeField),
		events: list(raw[8], decodeEvent),
		attributes: list(raw[9], decodeAttribute),
		nested: texts(raw[10]),
	}));
}
