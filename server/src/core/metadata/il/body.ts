/**
 * Method bodies: headers, instructions and exception clauses (ECMA-335 II.25.4, III.1.7).
 *
 * Invariant: every read is checked. A body whose bytes are not instructions to its end is `BadImage`, and the
 * method is unknown; nothing is guessed from its first half.
 */
import { BadImage, type Bytes } from '../ecma335/bytes.ts';
import { Operand, operandOf } from './opcodes.ts';

/** A protected region and its handler (II.25.4.6); offsets count from the first instruction, ends are exclusive. */
export interface Clause {
	/** 0 catch, 1 filter, 2 finally, 4 fault. */
	readonly kind: number;
	readonly tryStart: number;
	readonly tryEnd: number;
	readonly handlerStart: number;
	readonly handlerEnd: number;
	/** The token of a caught type; a filter's first instruction. */
	readonly extra: number;
}

/** The instructions of one method, in order, in columns. */
export interface Body {
	/** Where each instruction starts, counted from the first; one more for the end. */
	readonly offsets: Int32Array;
	readonly codes: Uint16Array;
	/** Numbers and tokens as they are; of branches the index of the instruction that they go to; of a switch an index into `switches`. */
	readonly operands: Int32Array;
	readonly switches: readonly (readonly number[])[];
	readonly clauses: readonly Clause[];
	/** The token of the signature of locals; 0 where there are none. */
	readonly locals: number;
	readonly initsLocals: boolean;
}

/** Bodies beyond this are taken to be damaged: the largest seen in 20,000 package assemblies is a fifth of it. */
const MAX_BODY = 1 << 24;

/**
 * Reads the body at a position of the file.
 * @throws BadImage where it does not lie in the file or holds what is no instruction
 */
export function readBody(file: Bytes, at: number): Body {
	const first = file.u8(at);
	let start: number;
	let size: number;
	let locals = 0;
	let initsLocals = false;
	let hasSections = false;
	if ((first & 3) === 2) {
		start = at + 1;
		size = first >> 2;
	} else if ((first & 3) === 3) {
		const flags = file.u16(at);
		hasSections = (flags & 8) !== 0;
		initsLocals = (flags & 0x10) !== 0;
		start = at + (flags >> 12) * 4;
		size = file.u32(at + 4);
		locals = file.u32(at + 8);
	} else throw new BadImage(`method header ${first}`);
	if (size > MAX_BODY) throw new BadImage(`body of ${size} bytes`);
	const code = file.slice(start, size);
	const clauses = hasSections ? readSections(file, (start + size + 3) & ~3) : [];
	return { ...decode(code), clauses, locals, initsLocals };
}

/** Columns that are filled while a body is decoded; they grow to the largest body and are copied from. */
let scratch = new Int32Array(3 * 4096);
let indexScratch = new Int32Array(4096);

function decode(code: Bytes): Pick<Body, 'offsets' | 'codes' | 'operands' | 'switches'> {
	const size = code.length;
	const bytes = code.array;
	if (scratch.length < 3 * (size + 1)) {
		scratch = new Int32Array(3 * (size * 2 + 1));
		indexScratch = new Int32Array(size * 2 + 1);
	}
	const width = Math.floor(scratch.length / 3);
	const columns = scratch;
	const indexOf = indexScratch;
	const switches: number[][] = [];
	let count = 0;
	let branches = 0;
	let at = 0;
	indexOf.fill(-1, 0, size + 1);
	while (at < size) {
		indexOf[at] = count;
		columns[count] = at;
		let op = bytes[at++] as number;
		if (op === 0xfe) op = 0x100 + code.u8(at++);
		const kind = op < operandOf.length ? operandOf[op] : 255;
		let operand = 0;
		switch (kind) {
			case Operand.None:
				break;
			case Operand.I1:
				operand = (code.u8(at++) << 24) >> 24;
				break;
			case Operand.U1:
				operand = code.u8(at++);
				break;
			case Operand.U2:
				operand = code.u16(at);
				at += 2;
				break;
			case Operand.I4:
			case Operand.Token:
			case Operand.R4:
				operand = code.u32(at) | 0;
				at += 4;
				break;
			case Operand.I8:
			case Operand.R8:
				operand = code.u32(at) | 0;
				code.u32(at + 4);
				at += 8;
				break;
			case Operand.Branch1:
				operand = at + 1 + ((code.u8(at) << 24) >> 24);
				at++;
				branches++;
				break;
			case Operand.Branch4:
				operand = at + 4 + (code.u32(at) | 0);
				at += 4;
				branches++;
				break;
			case Operand.Switch: {
				const targets = code.u32(at);
				if (targets > size) throw new BadImage('switch longer than its body');
				const base = at + 4 + targets * 4;
				operand = switches.length;
				switches.push(Array.from({ length: targets }, (_, index) => base + (code.u32(at + 4 + index * 4) | 0)));
				at = base;
				break;
			}
			default:
				throw new BadImage(`instruction ${op}`);
		}
		columns[width + count] = op;
		columns[2 * width + count] = operand;
		count++;
	}
	if (at !== size) throw new BadImage('the last instruction is cut off');
	const target = (offset: number): number => {
		const index = offset >= 0 && offset < size ? (indexOf[offset] as number) : -1;
		if (index < 0) throw new BadImage(`branch to ${offset}`);
		return index;
	};
	columns[count] = size;
	const offsets = columns.slice(0, count + 1);
	const codes = Uint16Array.from(columns.subarray(width, width + count));
	const operands = columns.slice(2 * width, 2 * width + count);
	if (branches > 0)
		for (let index = 0; index < count; index++) {
			const kind = operandOf[codes[index] as number];
			if (kind === Operand.Branch1 || kind === Operand.Branch4) operands[index] = target(operands[index] as number);
		}
	return { offsets, codes, operands, switches: switches.map(targets => targets.map(target)) };
}

/** The size of a body's instructions in bytes, from its header alone. @throws BadImage */
export function bodySize(file: Bytes, at: number): number {
	const first = file.u8(at);
	return (first & 3) === 2 ? first >> 2 : file.u32(at + 4);
}

/** Sections behind a body (II.25.4.5); those that hold no clauses are passed over. */
function readSections(file: Bytes, first: number): Clause[] {
	const clauses: Clause[] = [];
	for (let at = first, more = true; more; ) {
		const kind = file.u8(at);
		const isFat = (kind & 0x40) !== 0;
		const length = isFat ? file.u32(at) >>> 8 : file.u8(at + 1);
		const each = isFat ? 24 : 12;
		if ((kind & 0x3f) === 1)
			for (let row = 0; row < Math.floor((length - 4) / each); row++) {
				const start = at + 4 + row * each;
				const cell = (small: number, size: number, fat: number): number =>
					isFat ? file.u32(start + fat) : size === 1 ? file.u8(start + small) : file.u16(start + small);
				const tryStart = cell(2, 2, 4);
				const handlerStart = cell(5, 2, 12);
				clauses.push({
					kind: cell(0, 2, 0) & 7,
					tryStart,
					tryEnd: tryStart + cell(4, 1, 8),
					handlerStart,
					handlerEnd: handlerStart + cell(7, 1, 16),
					extra: file.u32(start + (isFat ? 20 : 8)),
				});
			}
		more = (kind & 0x80) !== 0;
		if (length < 4) break;
		at = (at + length + 3) & ~3;
	}
	return clauses;
}
