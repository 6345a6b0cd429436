/**
 * What the attributes of a source declaration say, read from their syntax.
 *
 * The analyzer matches its attributes by simple class name in any namespace, so the written name is
 * enough, or that of which it is an alias; only constants need a look around.
 */
import type { AttributeArgument, AttributeSyntax, Expr, TypeSyntax } from '../syntax/ast.ts';
import { constantOf } from './constants.ts';
import { constantString } from './literals.ts';
import type { TypeContext } from './scope.ts';
import { NO_REQUIRES, type RequiresFacts, type RequiresSet, type Type, unknownType } from './types.ts';

/** What knows aliases of types. */
export interface AliasScope {
	readonly namespace: { aliased(name: string): TypeSyntax | undefined };
}

const simpleName = (type: TypeSyntax): string => (type.kind === 'type-name' ? type.name.replace(/Attribute$/, '') : '');

/** The simple name without the `Attribute` suffix: the written one, or that of the type which it is an alias of in `scope`. */
export function attributeName(attribute: AttributeSyntax, scope?: AliasScope): string {
	const { name } = attribute;
	const aliased =
		scope && name.kind === 'type-name' && !name.qualifier && name.alias === undefined
			? (scope.namespace.aliased(name.name) ?? scope.namespace.aliased(`${name.name}Attribute`))
			: undefined;
	return simpleName(aliased ?? name);
}

export function findAttribute(
	attributes: readonly AttributeSyntax[],
	name: string,
	target?: string,
	scope?: AliasScope,
): AttributeSyntax | undefined {
	return attributes.find(attribute => attribute.target === target && attributeName(attribute, scope) === name);
}

/** `[Foo]` means `Foo` or `FooAttribute`, whichever is an attribute class (C# standard 22.3). */
export function attributeType({ name }: AttributeSyntax, resolve: (name: TypeSyntax) => Type): Type {
	if (name.kind !== 'type-name') return unknownType;
	const suffixed = resolve({ ...name, name: `${name.name}Attribute` });
	if (suffixed.kind === 'named' && suffixed.def.kind === 'class') return suffixed;
	const plain = resolve(name);
	return plain.kind === 'named' && plain.def.kind === 'class' ? plain : unknownType;
}

const positional = (attribute: AttributeSyntax): AttributeArgument | undefined => attribute.args.find(argument => !argument.isNamed);
const named = (attribute: AttributeSyntax, name: string): AttributeArgument | undefined =>
	attribute.args.find(argument => argument.isNamed && argument.name === name);

/**
 * The assembly that an `InternalsVisibleTo` names, without its key. The key may be a constant that a generator
 * writes: the name stands in what is known before it.
 */
export function friendName(attribute: AttributeSyntax, scope: TypeContext): string {
	let expr = positional(attribute)?.value;
	const value = expr && constantOf(expr, scope);
	if (typeof value === 'string') return assemblyName(value);
	while (expr?.kind === 'binary') expr = expr.left;
	const first = expr && constantOf(expr, scope);
	return typeof first === 'string' ? assemblyName(first) : '';
}

const assemblyName = (value: string): string => value.split(',')[0]?.trim() ?? '';

/** Messages are read when they are asked for: constants elsewhere may not be there yet. */
function requiresFacts(attribute: AttributeSyntax | undefined, scope: TypeContext | undefined): RequiresFacts | undefined {
	if (!attribute) return undefined;
	const text = (expr: Expr | undefined): string => {
		if (!expr) return '';
		const value = constantString(expr) ?? (scope && constantOf(expr, scope));
		return typeof value === 'string' ? value : '';
	};
	const statics = named(attribute, 'ExcludeStatics')?.value;
	return {
		get message() {
			return text(positional(attribute)?.value);
		},
		get url() {
			return text(named(attribute, 'Url')?.value);
		},
		excludeStatics: statics?.kind === 'literal' && statics.text === 'true',
	};
}

/** The Requires attributes on a declaration, or on what they name as their target; constants in their messages are looked up in `scope`. */
export function requiresOfSyntax(attributes: readonly AttributeSyntax[], scope: TypeContext | undefined, target?: string): RequiresSet {
	if (attributes.length === 0) return NO_REQUIRES;
	const unreferencedCode = requiresFacts(findAttribute(attributes, 'RequiresUnreferencedCode', target, scope), scope);
	const dynamicCode = requiresFacts(findAttribute(attributes, 'RequiresDynamicCode', target, scope), scope);
	const assemblyFiles = requiresFacts(findAttribute(attributes, 'RequiresAssemblyFiles', target, scope), scope);
	if (!unreferencedCode && !dynamicCode && !assemblyFiles) return NO_REQUIRES;
	return { ...(unreferencedCode && { unreferencedCode }), ...(dynamicCode && { dynamicCode }), ...(assemblyFiles && { assemblyFiles }) };
}

/** What all declarations of one symbol require together; of several that say it, the first counts. */
export function allRequired(sets: readonly RequiresSet[]): RequiresSet {
	const saying = sets.filter(each => each !== NO_REQUIRES);
	return saying.length > 1 ? (Object.assign({}, ...saying.toReversed()) as RequiresSet) : (saying[0] ?? NO_REQUIRES);
}

/** The flags of `[DynamicallyAccessedMembers(...)]`; 0 without it, or where they can't be told. */
export function damOfSyntax(attributes: readonly AttributeSyntax[], scope: TypeContext, target?: string): number {
	if (attributes.length === 0) return 0;
	const attribute = findAttribute(attributes, 'DynamicallyAccessedMembers', target, scope);
	const value = attribute && positional(attribute)?.value;
	const flags = value && constantOf(value, scope);
	return typeof flags === 'number' ? flags : 0;
}
