/** Values of string literals, and strings that need nothing else to be known (C# standard 6.4.5.6). */
import type { Expr } from '../syntax/ast.ts';

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', '0': '\0', a: '\x07', b: '\b', f: '\f', v: '\v', e: '\x1b' };

/** The value of a string literal as written (C# standard 6.4.5.6). */
export function stringValue(text: string): string {
	const literal = text.replace(/u8$/i, '');
	if (literal.startsWith('"""')) return rawStringValue(literal);
	if (literal.startsWith('@')) return literal.slice(2, -1).replaceAll('""', '"');
	return literal
		.slice(1, -1)
		.replace(
			/\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|x([0-9a-fA-F]{1,4})|(.))/gs,
			(_, short?: string, long?: string, hex?: string, char?: string) => {
				const code = short ?? long ?? hex;
				return code !== undefined
					? String.fromCodePoint(Math.min(Number.parseInt(code, 16), 0x10ffff))
					: (ESCAPES[char ?? ''] ?? char ?? '');
			},
		);
}

function rawStringValue(literal: string): string {
	const quotes = /^"+/.exec(literal)?.[0].length ?? 3;
	const inner = literal.slice(quotes, -quotes);
	if (!/^\s*\n/.test(inner)) return inner;
	const lines = inner.replaceAll('\r\n', '\n').split('\n').slice(1);
	const indent = lines.pop() ?? '';
	return lines.map(line => (line.startsWith(indent) ? line.slice(indent.length) : line.trimStart())).join('\n');
}

/** Stands for a hole while escapes and indentation are worked out: a private character, which real text hardly has. */
const HOLE = '\uE000';

/** The value of an interpolated string whose holes are constant strings (C# 10; 12.25); undefined where one is not. */
export function interpolatedValue(expr: Expr & { kind: 'interpolated' }, constantIn: (hole: Expr) => unknown): string | undefined {
	const { texts, quote = '' } = expr;
	if (!texts) return undefined;
	const values: string[] = [];
	for (const hole of expr.holes) {
		const value = constantIn(hole);
		if (typeof value !== 'string') return undefined;
		values.push(value);
	}
	const quotes = quote.replace(/^[$@]+/, '');
	const joined = texts.join(HOLE);
	const content = quotes.length >= 3 ? joined : joined.replaceAll('{{', '{').replaceAll('}}', '}');
	const parts = stringValue(`${quote.includes('@') ? '@' : ''}${quotes}${content}${quotes}`).split(HOLE);
	return parts.length === texts.length ? parts.map((part, index) => part + (values[index] ?? '')).join('') : undefined;
}

/** A constant string made of literals, `nameof` and `+`; undefined when it is something else. */
export function constantString(expr: Expr): string | undefined {
	switch (expr.kind) {
		case 'literal':
			return expr.literal === 'string' ? stringValue(expr.text) : undefined;
		case 'paren':
			return constantString(expr.operand);
		case 'interpolated':
			return interpolatedValue(expr, constantString);
		case 'binary': {
			const left = expr.operator === '+' ? constantString(expr.left) : undefined;
			const right = left === undefined ? undefined : constantString(expr.right);
			return right === undefined ? undefined : `${left}${right}`;
		}
		case 'call': {
			const argument = expr.callee.kind === 'name' && expr.callee.name === 'nameof' ? expr.args[0]?.value : undefined;
			if (argument?.kind === 'name') return argument.name;
			return argument?.kind === 'member' ? argument.name.name : undefined;
		}
		default:
			return undefined;
	}
}
