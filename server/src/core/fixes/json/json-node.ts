/** `JsonArray a = [1, "two"]` and `a.Add(1)` serialize by reflection; a value that is made a `JsonNode` first needs none. */
import type { Type } from '../../symbols/types.ts';
import { nullableUnderlying } from '../../symbols/types.ts';
import type { Finding } from '../../rules/rule.ts';
import { type Change, defineFix, type FixContext } from '../fix.ts';

export const jsonNode = defineFix({
	id: 'json-node',
	about: 'Makes a value a JsonNode where it is added to a JsonArray.',
	codes: ['IL2026', 'IL3050'],
	safety: 'repairs',
	change: cast,
});

const ARRAY = 'System.Text.Json.Nodes.JsonArray';
/** Types that convert to a node: the implicit operators of `JsonNode`. */
const CONVERTIBLE =
	/^System\.(?:Boolean|Byte|Char|DateTime|DateTimeOffset|Decimal|Double|Guid|Int16|Int32|Int64|SByte|Single|String|UInt16|UInt32|UInt64)$/;

function cast({ start, end, evidence }: Pick<Finding, 'start' | 'end' | 'evidence'>, { path, text }: FixContext): Change | undefined {
	const use = evidence?.use;
	if (use?.member.kind !== 'method' || use.member.name !== 'Add' || use.member.container.fullName !== ARRAY) return undefined;
	const [argument] = use.args;
	const type = argument?.value.type;
	if (!evidence || !argument || !type || !converts(type)) return undefined;
	const base = evidence.body.base;
	const range =
		use.kind === 'implicit' ? { start, end } : argument.syntax && { start: base + argument.syntax.start, end: base + argument.syntax.end };
	if (!range) return undefined;
	const written = text.slice(range.start, range.end);
	const isSimple = /^(?:[\w.]+|"[^"\n]*"|'[^'\n]*')$/.test(written);
	const name = /^\s*using\s+System\.Text\.Json\.Nodes\s*;/m.test(text) ? 'JsonNode' : 'System.Text.Json.Nodes.JsonNode';
	return {
		title: 'Make it a JsonNode',
		files: [{ path, edits: [{ ...range, text: `(${name}?)${isSimple ? written : `(${written})`}` }] }],
	};
}

function converts(type: Type): boolean {
	const named = nullableUnderlying(type) ?? type;
	return named.kind === 'named' && CONVERTIBLE.test(named.def.fullName);
}
