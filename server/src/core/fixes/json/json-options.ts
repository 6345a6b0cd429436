/** Serializer options as source generation options: what a call's options become on a context. */
import type { BoundBody } from '../../binding/bound.ts';
import type { Compilation } from '../../symbols/compilation.ts';
import type { FieldSymbol } from '../../symbols/members.ts';
import type { AttributeSyntax, Declarator, Expr } from '../../syntax/ast.ts';
import { walkMember } from '../../syntax/walk.ts';
import { attributeName } from '../../symbols/attributes.ts';

/** The arguments of `[JsonSourceGenerationOptions]`, in a fixed order, so that equal options are equal text. */
export interface GenerationOptions {
	readonly isWeb: boolean;
	/** `Name = Value` in C#. */
	readonly named: readonly string[];
}

export const DEFAULT_OPTIONS: GenerationOptions = { isWeb: false, named: [] };
export const WEB_OPTIONS: GenerationOptions = { isWeb: true, named: [] };

/** As the attribute's argument list; empty for the defaults. */
export function optionsText(options: GenerationOptions): string {
	return [...(options.isWeb ? ['JsonSerializerDefaults.Web'] : []), ...options.named].join(', ');
}

const BOOLEANS: ReadonlySet<string> = new Set([
	'WriteIndented',
	'PropertyNameCaseInsensitive',
	'IncludeFields',
	'AllowTrailingCommas',
	'IgnoreReadOnlyProperties',
	'IgnoreReadOnlyFields',
	'RespectNullableAnnotations',
	'RespectRequiredConstructorParameters',
	'AllowOutOfOrderMetadataProperties',
]);
const ENUMS: Readonly<Record<string, string>> = {
	DefaultIgnoreCondition: 'JsonIgnoreCondition',
	NumberHandling: 'JsonNumberHandling',
	ReadCommentHandling: 'JsonCommentHandling',
	UnknownTypeHandling: 'JsonUnknownTypeHandling',
	UnmappedMemberHandling: 'JsonUnmappedMemberHandling',
	PreferredObjectCreationHandling: 'JsonObjectCreationHandling',
};
const POLICIES: Readonly<Record<string, string>> = {
	CamelCase: 'CamelCase',
	SnakeCaseLower: 'SnakeCaseLower',
	SnakeCaseUpper: 'SnakeCaseUpper',
	KebabCaseLower: 'KebabCaseLower',
	KebabCaseUpper: 'KebabCaseUpper',
};

/**
 * Options that source generation can't express, or that can't be followed, give undefined: no fix.
 * @param file the text of the file that the body stands in
 */
export function readOptions(
	expr: Expr | undefined,
	body: BoundBody,
	compilation: Compilation,
	file: string,
	depth = 0,
): GenerationOptions | undefined {
	if (!expr || depth > 3) return expr ? undefined : DEFAULT_OPTIONS;
	switch (expr.kind) {
		case 'paren':
			return readOptions(expr.operand, body, compilation, file, depth + 1);
		case 'literal':
			return expr.literal === 'null' ? DEFAULT_OPTIONS : undefined;
		case 'default':
			return DEFAULT_OPTIONS;
		case 'new':
			return created(expr);
		case 'member': {
			const isType = expr.receiver.kind === 'name' && expr.receiver.name === 'JsonSerializerOptions';
			if (isType && expr.name.name === 'Web') return WEB_OPTIONS;
			if (isType && expr.name.name === 'Default') return DEFAULT_OPTIONS;
			return fieldOptions(expr.name.name, body, compilation, file, depth);
		}
		case 'name':
			return localOptions(expr.name, body, compilation, file, depth) ?? fieldOptions(expr.name, body, compilation, file, depth);
		default:
			return undefined;
	}
}

function created(expr: Expr & { kind: 'new' }): GenerationOptions | undefined {
	if (expr.type && !(expr.type.kind === 'type-name' && expr.type.name === 'JsonSerializerOptions')) return undefined;
	let isWeb = false;
	const [first, ...more] = expr.args;
	if (more.length > 0) return undefined;
	if (first) {
		if (first.value.kind !== 'member' || first.value.receiver.kind !== 'name' || first.value.receiver.name !== 'JsonSerializerDefaults')
			return undefined;
		isWeb = first.value.name.name === 'Web';
	}
	const named: string[] = [];
	for (const element of expr.initializer?.elements ?? []) {
		const name = element.member?.name;
		const text = name === undefined ? undefined : setting(name, element.value);
		if (text === undefined) return undefined;
		if (text) named.push(text);
	}
	return { isWeb, named: named.sort() };
}

/** One property; empty text for a value that is the default. */
function setting(
	name: string,
	value: Expr | { readonly kind: 'initializer'; readonly elements: readonly { readonly value: Expr | { readonly kind: 'initializer' } }[] },
): string | undefined {
	if (name === 'Converters') return converters(value);
	if (value.kind === 'initializer') return undefined;
	if (BOOLEANS.has(name)) return value.kind === 'literal' && value.literal === 'bool' ? `${name} = ${value.text}` : undefined;
	if (name === 'MaxDepth' || name === 'DefaultBufferSize' || name === 'IndentSize')
		return value.kind === 'literal' && value.literal === 'int' ? `${name} = ${value.text}` : undefined;
	if (name === 'PropertyNamingPolicy' || name === 'DictionaryKeyPolicy') {
		if (value.kind === 'literal' && value.literal === 'null')
			return name === 'DictionaryKeyPolicy' ? '' : `${name} = JsonKnownNamingPolicy.Unspecified`;
		const policy =
			value.kind === 'member' && value.receiver.kind === 'name' && value.receiver.name === 'JsonNamingPolicy'
				? POLICIES[value.name.name]
				: undefined;
		return policy && `${name} = JsonKnownNamingPolicy.${policy}`;
	}
	const type = ENUMS[name];
	if (type)
		return value.kind === 'member' && value.receiver.kind === 'name' && value.receiver.name === type
			? `${name} = ${type}.${value.name.name}`
			: undefined;
	return undefined;
}

/** `{ new JsonStringEnumConverter() }` is an option of its own; other converters may need arguments. */
function converters(value: Parameters<typeof setting>[1]): string | undefined {
	const elements =
		value.kind === 'initializer'
			? value.elements.map(element => element.value)
			: value.kind === 'collection'
				? value.elements.map(element => element.value)
				: undefined;
	if (elements?.length !== 1) return undefined;
	const [only] = elements;
	return only?.kind === 'new' &&
		only.type?.kind === 'type-name' &&
		only.type.name === 'JsonStringEnumConverter' &&
		!only.type.args &&
		only.args.length === 0 &&
		!only.initializer
		? 'UseStringEnumConverter = true'
		: undefined;
}

/** Changes after creation would be lost: `options.X = ...`, `options.Converters.Add(...)`. */
function isChanged(name: string, text: string): boolean {
	return new RegExp(`\\b${name}\\s*\\.\\s*(?:\\w+\\s*=[^=]|\\w+\\s*\\.\\s*(?:Add|Insert|Clear)\\b)`).test(text);
}

function fieldOptions(name: string, body: BoundBody, compilation: Compilation, file: string, depth: number): GenerationOptions | undefined {
	const candidates = [...compilation.own.types.values()]
		.flatMap(def => def.members(name))
		.filter((member): member is FieldSymbol => member.kind === 'field' && member.isStatic && member.isReadOnly);
	const [only] = candidates;
	if (!only || candidates.length > 1 || !only.declaration?.member) return undefined;
	const { syntax } = only.declaration.member;
	if (syntax.kind !== 'field' || isChanged(name, only.declaration.file.text)) return undefined;
	const value = syntax.declarators.find(declarator => declarator.name === name)?.value;
	if (value?.kind === 'new' && !value.type && !(syntax.type.kind === 'type-name' && syntax.type.name === 'JsonSerializerOptions'))
		return undefined;
	return value && readOptions(value, body, compilation, file, depth + 1);
}

function localOptions(name: string, body: BoundBody, compilation: Compilation, file: string, depth: number): GenerationOptions | undefined {
	if (!body.member) return undefined;
	const member = body.member.syntax;
	const found: Declarator[] = [];
	walkMember(member, {
		declarator: declarator => {
			if (declarator.name === name) found.push(declarator);
		},
	});
	const [only] = found;
	if (!only?.value || found.length > 1) return undefined;
	const text = file.slice(body.member.start, body.member.end);
	if (isChanged(name, text) || new RegExp(`\\b${name}\\s*=[^=>]`, 'g').test(text.slice(only.nameEnd + 3))) return undefined;
	return readOptions(only.value, body, compilation, file, depth + 1);
}

/** The options that an existing context has. */
export function contextOptions(
	attributes: readonly AttributeSyntax[],
	text: (range: { start: number; end: number }) => string,
): GenerationOptions {
	const attribute = attributes.find(each => attributeName(each) === 'JsonSourceGenerationOptions');
	if (!attribute) return DEFAULT_OPTIONS;
	const isWeb = attribute.args.some(
		argument => !argument.isNamed && argument.value.kind === 'member' && argument.value.name.name === 'Web',
	);
	return {
		isWeb,
		named: attribute.args
			.filter(argument => argument.isNamed && argument.name !== 'GenerationMode')
			.map(argument => text(argument).replace(/\s*=\s*/, ' = '))
			.sort(),
	};
}
