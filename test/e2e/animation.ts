/** Puts pictures together to one that moves: an animated PNG (PNG specification, third edition, 11.3.6), which browsers show as any other. */
import { crc32 } from 'node:zlib';

export interface Frame {
	/** A PNG; all have the size and the kind of pixels of the first. */
	readonly picture: Uint8Array;
	/** How long it stands, in milliseconds. */
	readonly stands: number;
}

const SIGNATURE_SIZE = 8;

/** Plays again for ever. */
export function animation(frames: readonly Frame[]): Uint8Array {
	const [first] = frames.map(frame => chunksOf(frame.picture));
	const header = first?.find(chunk => chunk.kind === 'IHDR')?.data;
	if (!header) throw new Error('no picture');
	const out: Buffer[] = [Buffer.from(frames[0]?.picture.subarray(0, SIGNATURE_SIZE) ?? []), chunk('IHDR', header)];
	out.push(chunk('acTL', words(frames.length, 0)));
	let number = 0;
	for (const [index, { picture, stands }] of frames.entries()) {
		const chunks = chunksOf(picture);
		if (!header.equals(chunks.find(each => each.kind === 'IHDR')?.data ?? Buffer.of()))
			throw new Error(`picture ${index + 1} is of another kind`);
		const size = header.subarray(0, SIGNATURE_SIZE);
		// The whole picture at 0, 0, for so many thousandths of a second; it replaces what was there.
		const times = Buffer.from([stands >> 8, stands & 255, 1000 >> 8, 1000 & 255, 0, 0]);
		out.push(chunk('fcTL', Buffer.concat([words(number++), size, words(0, 0), times])));
		for (const { kind, data } of chunks)
			if (kind === 'IDAT') out.push(index === 0 ? chunk(kind, data) : chunk('fdAT', Buffer.concat([words(number++), data])));
	}
	return Buffer.concat([...out, chunk('IEND', Buffer.of())]);
}

function chunksOf(png: Uint8Array): readonly { readonly kind: string; readonly data: Buffer }[] {
	const bytes = Buffer.from(png);
	const chunks: { kind: string; data: Buffer }[] = [];
	for (let at = SIGNATURE_SIZE; at + 8 <= bytes.length; ) {
		const length = bytes.readUInt32BE(at);
		chunks.push({ kind: bytes.toString('latin1', at + 4, at + 8), data: bytes.subarray(at + 8, at + 8 + length) });
		at += length + 12;
	}
	return chunks;
}

function chunk(kind: string, data: Buffer): Buffer {
	const content = Buffer.concat([Buffer.from(kind, 'latin1'), data]);
	return Buffer.concat([words(data.length), content, words(crc32(content))]);
}

function words(...values: readonly number[]): Buffer {
	const bytes = Buffer.alloc(4 * values.length);
	for (const [index, value] of values.entries()) bytes.writeUInt32BE(value, 4 * index);
	return bytes;
}
