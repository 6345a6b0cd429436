/** Names of types as C# text, as short as a scope allows. */
import { KEYWORDS } from '../../symbols/display.ts';
import type { NamespaceScope } from '../../symbols/scope.ts';
import { nullableUnderlying, tupleElements, type Type, type TypeDef } from '../../symbols/types.ts';

/** Whether a namespace's types have short names in a scope. */
export function isVisible(namespace: string, scope: NamespaceScope): boolean {
	if (!namespace || scope.name === namespace || scope.name.startsWith(`${namespace}.`)) return true;
	for (let each: NamespaceScope | undefined = scope; each; each = each.parent) if (each.imports.namespaces.includes(namespace)) return true;
	return false;
}

/**
 * A type as C# text. With a scope, a name is short where the scope resolves it; `shorten` decides for
 * a file that does not exist yet.
 */
export function typeText(type: Type, scope: NamespaceScope | undefined, shorten: (def: TypeDef) => string | undefined): string {
	switch (type.kind) {
		case 'array':
			return `${typeText(type.element, scope, shorten)}[${','.repeat(type.rank - 1)}]`;
		case 'named': {
			const keyword = KEYWORDS[type.def.fullName];
			if (keyword) return keyword;
			const underlying = nullableUnderlying(type);
			if (underlying) return `${typeText(underlying, scope, shorten)}?`;
			const elements = tupleElements(type);
			if (elements && elements.length > 1) return `(${elements.map(element => typeText(element.type, scope, shorten)).join(', ')})`;
			return namedText(type.def, type.args, scope, shorten);
		}
		case 'pointer':
			return `${typeText(type.element, scope, shorten)}*`;
		case 'function-pointer':
			return `delegate*<${[...type.parameters, type.returns].map(each => typeText(each, scope, shorten)).join(', ')}>`;
		default:
			return type.name;
	}
}

function namedText(
	def: TypeDef,
	args: readonly Type[],
	scope: NamespaceScope | undefined,
	shorten: (def: TypeDef) => string | undefined,
): string {
	const inherited = args.length - def.arity;
	const own =
		def.arity > 0
			? `${def.name}<${args
					.slice(inherited)
					.map(arg => typeText(arg, scope, shorten))
					.join(', ')}>`
			: def.name;
	if (def.container) return `${namedText(def.container, args.slice(0, inherited), scope, shorten)}.${own}`;
	const meaning = scope?.lookup(def.name, def.arity);
	const isShort = scope
		? meaning?.kind === 'type' && meaning.type.kind === 'named' && meaning.type.def === def
		: shorten(def) !== undefined;
	return isShort || !def.namespace ? own : `global::${def.namespace}.${own}`;
}

/**
 * A type as C# text, short also where that takes a `using`: for names that mean nothing in the scope yet.
 * @param namespaces takes up those that are to be imported
 */
export function typeTextWithUsings(type: Type, scope: NamespaceScope, namespaces: Set<string>): string {
	const full = typeText(type, scope, () => undefined);
	if (!full.includes('global::')) return full;
	const names = new Map<string, TypeDef>();
	const taken = new Set<TypeDef>();
	const text = typeText(type, undefined, def => {
		const known = names.get(def.name);
		if (!isVisible(def.namespace, scope)) {
			if ((known && known !== def) || scope.lookup(def.name, def.arity)) return undefined;
			taken.add(def);
		}
		names.set(def.name, def);
		return def.name;
	});
	if (text.includes('global::')) return full;
	for (const def of taken) namespaces.add(def.namespace);
	return text;
}

/** A type by short names, for titles. */
export function display(type: Type): string {
	return typeText(type, undefined, def => def.name);
}

/** The names of the types around a type and its own. */
export function namesOf(def: TypeDef): readonly string[] {
	const names: string[] = [];
	for (let each: TypeDef | undefined = def; each; each = each.container) names.unshift(each.name);
	return names;
}

/** The text of a type as it is named within another one: without the name of that. */
export function withinType(text: string, host: TypeDef): string {
	return text.replaceAll(new RegExp(String.raw`(?<![\w.])${namesOf(host).join(String.raw`\.`)}\.`, 'g'), '');
}
