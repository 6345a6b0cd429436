/**
 * Calls that say by a `Type` what they could say directly: `Enum.GetValues(typeof(Color))` is `Enum.GetValues<Color>()`.
 * The compiler then knows the type, and no code has to be made at run time.
 */
import type { BoundBody, Use } from '../../binding/bound.ts';
import type { Type } from '../../symbols/types.ts';
import type { Expr, Range } from '../../syntax/ast.ts';
import { type Change, defineFix, type FixContext } from '../fix.ts';

type Call = Expr & { readonly kind: 'call' };

interface Written {
	readonly use: Use;
	readonly call: Call;
	/** What the code says in a range of the body. */
	readonly text: (range: Range) => string;
}

/** What a call becomes; undefined where it can't be said directly. */
type Rewrite = (written: Written) => string | undefined;

/** `Name(..., typeof(T), ...)` as `Name<T>(...)`: the generic overload has the same parameters but the type. */
const generic =
	(isFit: (type: Type) => boolean = () => true): Rewrite =>
	({ use, call, text }) => {
		const at = call.args.findIndex(argument => argument.value.kind === 'typeof');
		const [argument] = call.args.slice(at, at + 1);
		const type = argument && typeOf(use, argument.value);
		if (argument?.value.kind !== 'typeof' || !type || !isFit(type) || !isClosed(type)) return undefined;
		const callee = text(call.callee);
		const rest = call.args.filter(each => each !== argument);
		return `${callee}<${text(argument.value.type)}>(${rest.map(text).join(', ')})`;
	};

/**
 * By member: how it is said directly. Each generic form is documented as the replacement in the member's own
 * `[RequiresDynamicCode]` message (`src/libraries/System.Private.CoreLib` of dotnet/runtime: Enum.cs, Marshal.cs, Array.cs).
 */
const REWRITES: Readonly<Record<string, Rewrite>> = {
	'System.Enum.GetValues': generic(type => type.kind === 'named' && type.def.kind === 'enum'),
	'System.Runtime.InteropServices.Marshal.SizeOf': generic(),
	'System.Runtime.InteropServices.Marshal.PtrToStructure': generic(),
	'System.Runtime.InteropServices.Marshal.DestroyStructure': generic(),
	'System.Runtime.InteropServices.Marshal.OffsetOf': generic(),
	'System.Runtime.InteropServices.Marshal.GetDelegateForFunctionPointer': generic(),
	'System.Array.CreateInstance': newArray,
	'System.Type.MakeGenericType': closedType,
	'System.Type.MakeArrayType': arrayType,
};

export const directForm = defineFix({
	id: 'direct-form',
	about: 'Says directly what a call says by a Type: Enum.GetValues<T>(), Marshal.SizeOf<T>(), new T[n], typeof(List<T>).',
	codes: ['IL2026', 'IL3050', 'IL2055', 'IL2087', 'IL2070'],
	safety: 'repairs',
	needs: { version: 5 },
	change: ({ evidence }, context) => evidence && directly(evidence.use, evidence.body, context),
});

function directly(use: Use, body: BoundBody, context: FixContext): Change | undefined {
	if (use.kind !== 'call' || use.syntax?.kind !== 'call') return undefined;
	const rewrite = REWRITES[`${use.member.container.fullName}.${use.member.name}`];
	const text = (range: Range): string => context.text.slice(body.base + range.start, body.base + range.end);
	const written = rewrite?.({ use, call: use.syntax, text });
	if (written === undefined || /\/\/|\/\*|#/.test(text(use.syntax))) return undefined;
	// `(Pair)Marshal.PtrToStructure(memory, typeof(Pair))`: the generic form has that type already.
	const element = /^new ([\w.<>, ]+)\[/.exec(written)?.[1];
	const made = element === undefined ? /^[\w.]+<(.+)>\(/.exec(written)?.[1] : `${element}[]`;
	const before = context.text.slice(0, body.base + use.syntax.start);
	const cast = made !== undefined && before.endsWith(`(${made})`) && /^\s*!?\s*[;)]/.test(context.text.slice(body.base + use.syntax.end));
	const start = body.base + use.syntax.start - (cast ? made.length + 2 : 0);
	const after = context.text.slice(body.base + use.syntax.end);
	const isEach = /\bforeach\s*\([^;{}]*\bin\s+$/.test(before);
	const end = body.base + use.syntax.end + (made === undefined ? 0 : needlessCast(made, after, isEach));
	const edit = { start, end, text: written };
	return { title: `Write ${written.length > 60 ? `${written.slice(0, 57)}...` : written}`, files: [{ path: context.path, edits: [edit] }] };
}

/** Methods that an array has for spans as well, which differ (C# 14). */
const OF_SPANS = 'Reverse|Contains|IndexOf|LastIndexOf|SequenceEqual|StartsWith|EndsWith|BinarySearch|CopyTo|AsSpan';

/**
 * How long `.Cast<T>()` is that says of the elements what the generic form says already; 0 where it has to stay.
 * @param after what follows the call
 * @param isEach whether it is what a loop goes through
 */
function needlessCast(type: string, after: string, isEach: boolean): number {
	const cast = /^\s*\.\s*Cast\s*<\s*([\w.]+)\s*>\s*\(\s*\)/.exec(after);
	if (cast?.[1] !== type) return 0;
	const rest = after.slice(cast[0].length);
	const isDone = isEach ? /^\s*\)/.test(rest) : new RegExp(`^\\s*\\.\\s*(?!(?:${OF_SPANS})\\b)\\w`).test(rest);
	return isDone ? cast[0].length : 0;
}

/** The type that a `typeof` among the arguments names. */
function typeOf(use: Use, value: Expr): Type | undefined {
	const bound = use.args.find(argument => argument.syntax === value)?.value;
	return bound?.kind === 'value' && bound.origin?.kind === 'typeof' ? bound.origin.type : undefined;
}

/** No `List<>`, which is no type argument, and no pointer; a type parameter may lack what the generic form asks for. */
const isClosed = (type: Type): boolean =>
	type.kind === 'array' ? isClosed(type.element) : type.kind === 'named' && !type.def.isStatic && !type.def.isByRefLike && !isOpen(type);

const isOpen = (type: Type & { readonly kind: 'named' }): boolean =>
	type.args.length > 0 && type.args.some(arg => arg.kind === 'parameter' && type.def.self.args.includes(arg));

/** `Array.CreateInstance(typeof(T), n)` is `new T[n]`, where n can't be negative: what is thrown differs. */
function newArray({ use, call, text }: Written): string | undefined {
	const [element, length, ...more] = call.args;
	if (element?.value.kind !== 'typeof' || !length || more.length > 0 || element.name || length.name) return undefined;
	if (!/^(?:\d+|[\w.]+\.(?:Length|Count))$/.test(text(length.value))) return undefined;
	const type = typeOf(use, element.value);
	if (!type || (type.kind !== 'parameter' && (type.kind !== 'named' || !isClosed(type)))) return undefined;
	if (use.args.some(argument => argument.parameter.type.kind === 'array')) return undefined;
	return `new ${text(element.value.type)}[${text(length.value)}]`;
}

/** `typeof(List<>).MakeGenericType(typeof(int))` is `typeof(List<int>)`. */
function closedType({ call, text }: Written): string | undefined {
	if (call.callee.kind !== 'member' || call.callee.receiver.kind !== 'typeof') return undefined;
	const args = call.args.map(argument => (argument.value.kind === 'typeof' ? text(argument.value.type) : undefined));
	const open = /^([\w.:]+)<\s*((?:,\s*)*)>$/.exec(text(call.callee.receiver.type));
	if (!open || args.some(arg => arg === undefined || /<\s*[,>]/.test(arg) || arg === 'void')) return undefined;
	if ((open[2] ?? '').replace(/\s/g, '').length + 1 !== args.length) return undefined;
	return `typeof(${open[1]}<${args.join(', ')}>)`;
}

/** `typeof(T).MakeArrayType()` is `typeof(T[])`. */
function arrayType({ call, text }: Written): string | undefined {
	if (call.callee.kind !== 'member' || call.callee.receiver.kind !== 'typeof' || call.args.length > 0) return undefined;
	const element = text(call.callee.receiver.type);
	return /\]\s*$|<\s*[,>]|^void$/.test(element) ? undefined : `typeof(${element}[])`;
}
