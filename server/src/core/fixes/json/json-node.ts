/**
 * `JsonArray a = [1, "two"]`, `new JsonArray { 1 }` and `a.Add(1)` serialize by reflection; a value that is made a `JsonNode` first
 * needs none. That of a class derived from it does too: `Add<T>(T)` is a better match than `Add(JsonNode)`. The constructor makes nodes of all that it is given.
 */
import type { BoundBody, Use } from '../../binding/bound.ts';
import { classChain } from '../../binding/lookup.ts';
import { isNamed, nullableUnderlying, type Type } from '../../symbols/types.ts';
import type { Expr, Initializer, Range } from '../../syntax/ast.ts';
import { walkMember } from '../../syntax/walk.ts';
import { indentationAt, isAnnotated, styleOf } from '../csharp/style.ts';
import { type Change, defineFix, type FileEdit, type FixContext } from '../fix.ts';

export const jsonNode = defineFix({
	id: 'json-node',
	about: 'Makes a value a JsonNode where it is added to a JsonArray.',
	codes: ['IL2026', 'IL3050'],
	safety: 'repairs',
	change: ({ start, end, evidence }, context) => evidence && toNode({ start, end }, evidence.use, evidence.body, context),
});

const ARRAY = 'System.Text.Json.Nodes.JsonArray';
/** Types that convert to a node: the implicit operators of `JsonNode`. */
const CONVERTIBLE =
	/^System\.(?:Boolean|Byte|Char|DateTime|DateTimeOffset|Decimal|Double|Guid|Int16|Int32|Int64|SByte|Single|String|UInt16|UInt32|UInt64)$/;

/** Expressions that a cast before them takes whole. */
const PRIMARY: ReadonlySet<Expr['kind']> = new Set(['name', 'member', 'call', 'element', 'new', 'literal', 'interpolated', 'paren']);

function toNode(range: Range, use: Use, body: BoundBody, context: FixContext): Change | undefined {
	const type = addedType(use);
	if (!type || !(converts(type) || isNode(type))) return undefined;
	const { path, text } = context;
	const argument = use.args[0]?.syntax;
	const written = use.kind === 'implicit' ? range : argument && within(body, argument);
	if (!written) return undefined;
	const given = givenToConstructor(written, body, text);
	if (given) return { title: 'Give the elements to the constructor', files: [{ path, edits: given }] };
	const value = text.slice(written.start, written.end);
	const isSimple = (argument && PRIMARY.has(argument.kind)) || /^(?:[\w.]+|"[^"\n]*"|'[^'\n]*')$/.test(value);
	const name = /^\s*using\s+System\.Text\.Json\.Nodes\s*;/m.test(text) ? 'JsonNode' : 'System.Text.Json.Nodes.JsonNode';
	// What may be null makes a node that may be.
	const mayBeNull = isNamed(type, 'System.String') || nullableUnderlying(type) !== undefined || isNode(type);
	const cast = `(${name}${mayBeNull && isAnnotated(context) ? '?' : ''})`;
	return {
		title: 'Make it a JsonNode',
		files: [{ path, edits: [{ ...written, text: cast + (isSimple ? value : `(${value})`) }] }],
	};
}

const within = ({ base }: BoundBody, { start, end }: Range): Range => ({ start: base + start, end: base + end });

/** The type of what is added to a `JsonArray`. */
function addedType({ member, args }: Use): Type | undefined {
	const isAdd = member.kind === 'method' && member.name === 'Add' && member.container.fullName === ARRAY;
	return isAdd ? args[0]?.value.type : undefined;
}

function converts(type: Type): boolean {
	const named = nullableUnderlying(type) ?? type;
	return named.kind === 'named' && CONVERTIBLE.test(named.def.fullName);
}

const isNode = (type: Type): boolean =>
	type.kind === 'named' && classChain(type).chain.some(each => each.def.fullName === 'System.Text.Json.Nodes.JsonNode');

/** `new JsonArray { 1, 2 }` as `new JsonArray(1, 2)`, where all elements convert to nodes, for the one in this place. */
function givenToConstructor(element: Range, body: BoundBody, text: string): readonly FileEdit[] | undefined {
	const { expr, initializer } = creationAround(element, body) ?? {};
	const elements = initializer?.elements ?? [];
	const [first, last] = [elements[0], elements.at(-1)];
	if (!expr || !initializer || !first || !last) return undefined;
	const { values } = body.record().recorder;
	const areNodes = elements.every(({ value }) => {
		const type = value.kind === 'initializer' ? undefined : values.get(value)?.type;
		return type !== undefined && (converts(type) || isNode(type));
	});
	const start = body.base + (expr.type?.end ?? expr.start + 'new'.length);
	const [opened, closed] = [text.slice(start, body.base + first.start), text.slice(body.base + last.end, body.base + initializer.end)];
	if (!areNodes || !/^\s*(?:\(\s*\)\s*)?\{\s*$/.test(opened) || !/^\s*,?\s*\}$/.test(closed)) return undefined;
	const at = body.base + first.start;
	const isOnLines = text.slice(at, body.base + last.end).includes('\n');
	const lead = isOnLines ? styleOf(text).newline + indentationAt(text, at) : '';
	return [
		{ start, end: at, text: `(${lead}` },
		{ start: body.base + last.end, end: body.base + initializer.end, text: ')' },
	];
}

/** The creation without arguments in whose initializer an element stands. */
function creationAround(
	element: Range,
	{ member, base }: BoundBody,
): { readonly expr: Expr & { kind: 'new' }; readonly initializer: Initializer } | undefined {
	let found: { readonly expr: Expr & { kind: 'new' }; readonly initializer: Initializer } | undefined;
	if (member)
		walkMember(member.syntax, {
			expr: expr => {
				if (expr.kind === 'new' && expr.args.length === 0 && expr.initializer?.elements.some(each => base + each.start === element.start))
					found = { expr, initializer: expr.initializer };
				return true;
			},
		});
	return found;
}
