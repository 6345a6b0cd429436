/**
 * The instructions of the common intermediate language (ECMA-335 III.3 and III.4; the bytes: III.1.2.1).
 *
 * One row for each family of instructions with adjacent codes; two-byte codes (prefix `FE`) are 0x100 and up.
 * What an instruction takes from the stack and puts there is here too; -1 stands for "its operand says".
 */

/** What follows an instruction's code (VI.C.2). */
export const Operand = { None: 0, I1: 1, U1: 2, U2: 3, I4: 4, I8: 5, R4: 6, R8: 7, Token: 8, Branch1: 9, Branch4: 10, Switch: 11 } as const;

/** [first code, names, operand, popped, pushed]; the comment names the clause. */
const ROWS: readonly (readonly [number, string, number, number, number])[] = [
	[0x00, 'nop break', Operand.None, 0, 0], // III.3.51, III.3.16
	[0x02, 'ldarg.0 ldarg.1 ldarg.2 ldarg.3 ldloc.0 ldloc.1 ldloc.2 ldloc.3', Operand.None, 0, 1], // III.3.38, III.3.43
	[0x0a, 'stloc.0 stloc.1 stloc.2 stloc.3', Operand.None, 1, 0], // III.3.63
	[0x0e, 'ldarg.s ldarga.s', Operand.U1, 0, 1], // III.3.38, III.3.39
	[0x10, 'starg.s', Operand.U1, 1, 0], // III.3.61
	[0x11, 'ldloc.s ldloca.s', Operand.U1, 0, 1], // III.3.43, III.3.44
	[0x13, 'stloc.s', Operand.U1, 1, 0], // III.3.63
	[0x14, 'ldnull ldc.i4.m1 ldc.i4.0 ldc.i4.1 ldc.i4.2 ldc.i4.3 ldc.i4.4 ldc.i4.5 ldc.i4.6 ldc.i4.7 ldc.i4.8', Operand.None, 0, 1], // III.3.45, III.3.40
	[0x1f, 'ldc.i4.s', Operand.I1, 0, 1], // III.3.40
	[0x20, 'ldc.i4', Operand.I4, 0, 1], // III.3.40
	[0x21, 'ldc.i8', Operand.I8, 0, 1], // III.3.40
	[0x22, 'ldc.r4', Operand.R4, 0, 1], // III.3.40
	[0x23, 'ldc.r8', Operand.R8, 0, 1], // III.3.40
	[0x25, 'dup', Operand.None, 1, 2], // III.3.33
	[0x26, 'pop', Operand.None, 1, 0], // III.3.54
	[0x27, 'jmp', Operand.Token, 0, 0], // III.3.37
	[0x28, 'call calli', Operand.Token, -1, -1], // III.3.19, III.3.20
	[0x2a, 'ret', Operand.None, -1, 0], // III.3.57
	[0x2b, 'br.s', Operand.Branch1, 0, 0], // III.3.15
	[0x2c, 'brfalse.s brtrue.s', Operand.Branch1, 1, 0], // III.3.17, III.3.18
	[0x2e, 'beq.s bge.s bgt.s ble.s blt.s bne.un.s bge.un.s bgt.un.s ble.un.s blt.un.s', Operand.Branch1, 2, 0], // III.3.5 to III.3.14
	[0x38, 'br', Operand.Branch4, 0, 0], // III.3.15
	[0x39, 'brfalse brtrue', Operand.Branch4, 1, 0], // III.3.17, III.3.18
	[0x3b, 'beq bge bgt ble blt bne.un bge.un bgt.un ble.un blt.un', Operand.Branch4, 2, 0], // III.3.5 to III.3.14
	[0x45, 'switch', Operand.Switch, 1, 0], // III.3.66
	[0x46, 'ldind.i1 ldind.u1 ldind.i2 ldind.u2 ldind.i4 ldind.u4 ldind.i8 ldind.i ldind.r4 ldind.r8 ldind.ref', Operand.None, 1, 1], // III.3.42
	[0x51, 'stind.ref stind.i1 stind.i2 stind.i4 stind.i8 stind.r4 stind.r8', Operand.None, 2, 0], // III.3.62
	[0x58, 'add sub mul div div.un rem rem.un and or xor shl shr shr.un', Operand.None, 2, 1], // III.3.1 and on
	[0x65, 'neg not conv.i1 conv.i2 conv.i4 conv.i8 conv.r4 conv.r8 conv.u4 conv.u8', Operand.None, 1, 1], // III.3.27, III.3.50, III.3.52
	[0x6f, 'callvirt', Operand.Token, -1, -1], // III.4.2
	[0x70, 'cpobj', Operand.Token, 2, 0], // III.4.4
	[0x71, 'ldobj', Operand.Token, 1, 1], // III.4.13
	[0x72, 'ldstr', Operand.Token, 0, 1], // III.4.16
	[0x73, 'newobj', Operand.Token, -1, 1], // III.4.21
	[0x74, 'castclass isinst', Operand.Token, 1, 1], // III.4.3, III.4.6
	[0x76, 'conv.r.un', Operand.None, 1, 1], // III.3.27
	[0x79, 'unbox', Operand.Token, 1, 1], // III.4.32
	[0x7a, 'throw', Operand.None, 1, 0], // III.4.31
	[0x7b, 'ldfld ldflda', Operand.Token, 1, 1], // III.4.10, III.4.11
	[0x7d, 'stfld', Operand.Token, 2, 0], // III.4.28
	[0x7e, 'ldsfld ldsflda', Operand.Token, 0, 1], // III.4.14, III.4.15
	[0x80, 'stsfld', Operand.Token, 1, 0], // III.4.30
	[0x81, 'stobj', Operand.Token, 2, 0], // III.4.29
	[
		0x82,
		'conv.ovf.i1.un conv.ovf.i2.un conv.ovf.i4.un conv.ovf.i8.un conv.ovf.u1.un conv.ovf.u2.un conv.ovf.u4.un conv.ovf.u8.un conv.ovf.i.un conv.ovf.u.un',
		Operand.None,
		1,
		1,
	], // III.3.29
	[0x8c, 'box newarr', Operand.Token, 1, 1], // III.4.1, III.4.20
	[0x8e, 'ldlen', Operand.None, 1, 1], // III.4.12
	[0x8f, 'ldelema', Operand.Token, 2, 1], // III.4.9
	[
		0x90,
		'ldelem.i1 ldelem.u1 ldelem.i2 ldelem.u2 ldelem.i4 ldelem.u4 ldelem.i8 ldelem.i ldelem.r4 ldelem.r8 ldelem.ref',
		Operand.None,
		2,
		1,
	], // III.4.8
	[0x9b, 'stelem.i stelem.i1 stelem.i2 stelem.i4 stelem.i8 stelem.r4 stelem.r8 stelem.ref', Operand.None, 3, 0], // III.4.27
	[0xa3, 'ldelem', Operand.Token, 2, 1], // III.4.7
	[0xa4, 'stelem', Operand.Token, 3, 0], // III.4.26
	[0xa5, 'unbox.any', Operand.Token, 1, 1], // III.4.33
	[0xb3, 'conv.ovf.i1 conv.ovf.u1 conv.ovf.i2 conv.ovf.u2 conv.ovf.i4 conv.ovf.u4 conv.ovf.i8 conv.ovf.u8', Operand.None, 1, 1], // III.3.28
	[0xc2, 'refanyval', Operand.Token, 1, 1], // III.4.23
	[0xc3, 'ckfinite', Operand.None, 1, 1], // III.3.24
	[0xc6, 'mkrefany', Operand.Token, 1, 1], // III.4.19
	[0xd0, 'ldtoken', Operand.Token, 0, 1], // III.4.17
	[0xd1, 'conv.u2 conv.u1 conv.i conv.ovf.i conv.ovf.u', Operand.None, 1, 1], // III.3.27, III.3.28
	[0xd6, 'add.ovf add.ovf.un mul.ovf mul.ovf.un sub.ovf sub.ovf.un', Operand.None, 2, 1], // III.3.2, III.3.49, III.3.65
	[0xdc, 'endfinally', Operand.None, 0, 0], // III.3.35
	[0xdd, 'leave', Operand.Branch4, 0, 0], // III.3.46
	[0xde, 'leave.s', Operand.Branch1, 0, 0], // III.3.46
	[0xdf, 'stind.i', Operand.None, 2, 0], // III.3.62
	[0xe0, 'conv.u', Operand.None, 1, 1], // III.3.27
	[0x100, 'arglist', Operand.None, 0, 1], // III.3.4
	[0x101, 'ceq cgt cgt.un clt clt.un', Operand.None, 2, 1], // III.3.21 to III.3.26
	[0x106, 'ldftn', Operand.Token, 0, 1], // III.3.41
	[0x107, 'ldvirtftn', Operand.Token, 1, 1], // III.4.18
	[0x109, 'ldarg ldarga', Operand.U2, 0, 1], // III.3.38, III.3.39
	[0x10b, 'starg', Operand.U2, 1, 0], // III.3.61
	[0x10c, 'ldloc ldloca', Operand.U2, 0, 1], // III.3.43, III.3.44
	[0x10e, 'stloc', Operand.U2, 1, 0], // III.3.63
	[0x10f, 'localloc', Operand.None, 1, 1], // III.3.47
	[0x111, 'endfilter', Operand.None, 1, 0], // III.3.34
	[0x112, 'unaligned.', Operand.U1, 0, 0], // III.2.5
	[0x113, 'volatile. tail.', Operand.None, 0, 0], // III.2.6, III.2.4
	[0x115, 'initobj', Operand.Token, 1, 0], // III.4.5
	[0x116, 'constrained.', Operand.Token, 0, 0], // III.2.1
	[0x117, 'cpblk initblk', Operand.None, 3, 0], // III.3.30, III.3.36
	[0x119, 'no.', Operand.U1, 0, 0], // III.2.2
	[0x11a, 'rethrow', Operand.None, 0, 0], // III.4.24
	[0x11c, 'sizeof', Operand.Token, 0, 1], // III.4.25
	[0x11d, 'refanytype', Operand.None, 1, 1], // III.4.22
	[0x11e, 'readonly.', Operand.None, 0, 0], // III.2.3
];

const COUNT = 0x120;
/** By code: the kind of operand, or 255 where there is no such instruction. */
export const operandOf: Uint8Array = new Uint8Array(COUNT).fill(255);
/** By code: how many values are taken from the stack; -1 where the operand says. */
export const popsOf: Int8Array = new Int8Array(COUNT);
/** By code: how many values are put on the stack; -1 where the operand says. */
export const pushesOf: Int8Array = new Int8Array(COUNT);
const names: string[] = [];
for (const [first, list, operand, pops, pushes] of ROWS)
	for (const [index, name] of list.split(' ').entries()) {
		operandOf[first + index] = operand;
		popsOf[first + index] = pops;
		pushesOf[first + index] = pushes;
		names[first + index] = name;
	}

/** The name of an instruction, as III writes it. */
export const nameOfCode = (code: number): string => names[code] ?? `0x${code.toString(16)}`;

/** The codes that are asked for by name. */
export const Op = {
	ldarg0: 0x02,
	ldarg3: 0x05,
	ldloc0: 0x06,
	ldloc3: 0x09,
	stloc0: 0x0a,
	stloc3: 0x0d,
	ldargS: 0x0e,
	ldargaS: 0x0f,
	stargS: 0x10,
	ldlocS: 0x11,
	ldlocaS: 0x12,
	stlocS: 0x13,
	ldnull: 0x14,
	ldcM1: 0x15,
	ldc0: 0x16,
	ldc8: 0x1e,
	ldcS: 0x1f,
	ldc: 0x20,
	ldcI8: 0x21,
	dup: 0x25,
	pop: 0x26,
	jmp: 0x27,
	call: 0x28,
	calli: 0x29,
	ret: 0x2a,
	brS: 0x2b,
	brfalseS: 0x2c,
	brtrueS: 0x2d,
	beqS: 0x2e,
	bneS: 0x33,
	bltUnS: 0x37,
	br: 0x38,
	brfalse: 0x39,
	brtrue: 0x3a,
	beq: 0x3b,
	bne: 0x40,
	bltUn: 0x44,
	switch: 0x45,
	ldindFirst: 0x46,
	ldindRef: 0x50,
	stindRef: 0x51,
	stindLast: 0x57,
	add: 0x58,
	and: 0x5f,
	or: 0x60,
	convFirst: 0x67,
	convU8: 0x6e,
	callvirt: 0x6f,
	cpobj: 0x70,
	ldobj: 0x71,
	ldstr: 0x72,
	newobj: 0x73,
	castclass: 0x74,
	isinst: 0x75,
	unbox: 0x79,
	throw: 0x7a,
	ldfld: 0x7b,
	ldflda: 0x7c,
	stfld: 0x7d,
	ldsfld: 0x7e,
	ldsflda: 0x7f,
	stsfld: 0x80,
	stobj: 0x81,
	box: 0x8c,
	newarr: 0x8d,
	ldelema: 0x8f,
	ldelemFirst: 0x90,
	ldelemRef: 0x9a,
	stelemFirst: 0x9b,
	stelemRef: 0xa2,
	ldelem: 0xa3,
	stelem: 0xa4,
	unboxAny: 0xa5,
	mkrefany: 0xc6,
	ldtoken: 0xd0,
	endfinally: 0xdc,
	leave: 0xdd,
	leaveS: 0xde,
	stindI: 0xdf,
	ceq: 0x101,
	ldftn: 0x106,
	ldvirtftn: 0x107,
	ldarg: 0x109,
	ldarga: 0x10a,
	starg: 0x10b,
	ldloc: 0x10c,
	ldloca: 0x10d,
	stloc: 0x10e,
	endfilter: 0x111,
	initobj: 0x115,
	constrained: 0x116,
	rethrow: 0x11a,
	sizeof: 0x11c,
} as const;

/** Whether control never goes on behind an instruction (III.3.15, III.3.46, III.3.57, III.4.31, ...). */
export function endsBlock(code: number): boolean {
	return (
		code === Op.ret ||
		code === Op.br ||
		code === Op.brS ||
		code === Op.throw ||
		code === Op.leave ||
		code === Op.leaveS ||
		code === Op.endfinally ||
		code === Op.endfilter ||
		code === Op.rethrow ||
		code === Op.jmp
	);
}

/** Whether an instruction may go elsewhere than to the next one. */
export function isBranch(code: number): boolean {
	const operand = operandOf[code];
	return operand === Operand.Branch1 || operand === Operand.Branch4 || operand === Operand.Switch;
}
