/**
 * What the attributes of a source declaration say, read from their syntax.
 *
 * The analyzer matches its attributes by simple class name in any namespace, so the written name is
 * enough; only constants need a look around.
 */
import type { AttributeArgument, AttributeSyntax, Expr } from '../syntax/ast.ts';
import type { Compilation } from './compilation.ts';
import { NO_REQUIRES, type RequiresFacts, type RequiresSet } from './types.ts';

/** The written simple name without the `Attribute` suffix. */
export function attributeName(attribute: AttributeSyntax): string {
	return attribute.name.kind === 'type-name' ? attribute.name.name.replace(/Attribute$/, '') : '';
}

export function findAttribute(attributes: readonly AttributeSyntax[], name: string, target?: string): AttributeSyntax | undefined {
	return attributes.find(attribute => attributeName(attribute) === name && attribute.target === target);
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', '0': '\0', a: '\x07', b: '\b', f: '\f', v: '\v', e: '\x1b' };

/** The value of a string literal as written (C# standard 6.4.5.6). */
export function stringValue(text: string): string {
	const literal = text.replace(/u8$/i, '');
	if (literal.startsWith('"""')) return rawStringValue(literal);
	if (literal.startsWith('@')) return literal.slice(2, -1).replaceAll('""', '"');
	return literal.slice(1, -1).replace(/\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|x([0-9a-fA-F]{1,4})|(.))/gs, (_, short?: string, long?: string, hex?: string, char?: string) => {
		const code = short ?? long ?? hex;
		return code !== undefined ? String.fromCodePoint(Math.min(Number.parseInt(code, 16), 0x10ffff)) : (ESCAPES[char ?? ''] ?? char ?? '');
	});
}

function rawStringValue(literal: string): string {
	const quotes = /^"+/.exec(literal)?.[0].length ?? 3;
	const inner = literal.slice(quotes, -quotes);
	if (!/^\s*\n/.test(inner)) return inner;
	const lines = inner.replaceAll('\r\n', '\n').split('\n').slice(1);
	const indent = lines.pop() ?? '';
	return lines.map(line => (line.startsWith(indent) ? line.slice(indent.length) : line.trimStart())).join('\n');
}

/** A constant string made of literals, `nameof` and `+`; undefined when it is something else. */
export function constantString(expr: Expr): string | undefined {
	switch (expr.kind) {
		case 'literal': return expr.literal === 'string' ? stringValue(expr.text) : undefined;
		case 'paren': return constantString(expr.operand);
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
		default: return undefined;
	}
}

const positional = (attribute: AttributeSyntax): AttributeArgument | undefined => attribute.args.find(argument => !argument.isNamed);
const named = (attribute: AttributeSyntax, name: string): AttributeArgument | undefined => attribute.args.find(argument => argument.isNamed && argument.name === name);

function requiresFacts(attribute: AttributeSyntax | undefined, constant: (expr: Expr) => string | undefined): RequiresFacts | undefined {
	if (!attribute) return undefined;
	const message = positional(attribute);
	const url = named(attribute, 'Url');
	const statics = named(attribute, 'ExcludeStatics')?.value;
	return {
		message: (message && constant(message.value)) ?? '', url: (url && constant(url.value)) ?? '',
		excludeStatics: statics?.kind === 'literal' && statics.text === 'true',
	};
}

/** The Requires attributes on a declaration. `constant` evaluates messages that are not plain literals. */
export function requiresOfSyntax(attributes: readonly AttributeSyntax[], constant: (expr: Expr) => string | undefined = constantString): RequiresSet {
	if (attributes.length === 0) return NO_REQUIRES;
	const unreferencedCode = requiresFacts(findAttribute(attributes, 'RequiresUnreferencedCode'), constant);
	const dynamicCode = requiresFacts(findAttribute(attributes, 'RequiresDynamicCode'), constant);
	const assemblyFiles = requiresFacts(findAttribute(attributes, 'RequiresAssemblyFiles'), constant);
	if (!unreferencedCode && !dynamicCode && !assemblyFiles) return NO_REQUIRES;
	return { ...(unreferencedCode && { unreferencedCode }), ...(dynamicCode && { dynamicCode }), ...(assemblyFiles && { assemblyFiles }) };
}

const MEMBER_TYPES = 'System.Diagnostics.CodeAnalysis.DynamicallyAccessedMemberTypes';

/** The flags of `[DynamicallyAccessedMembers(...)]`; 0 without it, all flags where they can't be told. */
export function damOfSyntax(attributes: readonly AttributeSyntax[], compilation: Compilation, target?: string): number {
	const attribute = findAttribute(attributes, 'DynamicallyAccessedMembers', target);
	const value = attribute && positional(attribute)?.value;
	return value ? (memberTypes(value, compilation) ?? 0) : 0;
}

function memberTypes(expr: Expr, compilation: Compilation): number | undefined {
	if (expr.kind === 'paren') return memberTypes(expr.operand, compilation);
	if (expr.kind === 'binary' && expr.operator === '|') {
		const left = memberTypes(expr.left, compilation);
		const right = memberTypes(expr.right, compilation);
		return left === undefined || right === undefined ? undefined : left | right;
	}
	const name = expr.kind === 'member' ? expr.name.name : expr.kind === 'name' ? expr.name : undefined;
	const field = name === undefined ? undefined : compilation.find(MEMBER_TYPES)?.members(name)[0];
	const flags = field?.kind === 'field' ? field.options.constant?.() : undefined;
	return typeof flags === 'number' ? flags : undefined;
}
