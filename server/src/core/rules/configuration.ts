/**
 * What the configuration binding generator leaves out without a word (AOTL3002): properties with `init`,
 * types with a converter of their own, properties of a derived class behind a base-typed variable.
 */
import type { BoundBody, Use } from '../binding/bound.ts';
import { classChain } from '../binding/lookup.ts';
import { Access } from '../metadata/facts.ts';
import { findAttribute } from '../symbols/attributes.ts';
import { simpleTypeName } from '../symbols/display.ts';
import type { PropertySymbol } from '../symbols/members.ts';
import { isSource } from '../symbols/source.ts';
import { type NamedType, nullableUnderlying, substituteOwner, type Type } from '../symbols/types.ts';
import { bindsConfiguration } from '../frameworks/configuration.ts';
import { madeType } from './made-types.ts';
import { spanOf } from './requires.ts';
import { declare, type Rule } from './rule.ts';

export const configuration: Rule = {
	slug: 'configuration',
	about: 'configuration that the binding generator skips',
	codes: declare('AOT', { AOTL3002: 'Configuration that the binding generator does not bind' }),
	isContextual: true,
	check(use, body, context, report) {
		if (context.generators.configurationBinding && bindsNonPublic(use))
			report({
				code: 'AOTL3002',
				message:
					'The configuration binding generator of Native AOT knows no BindNonPublicProperties: the call that binds throws NotSupportedException. Make the properties public.',
				...spanOf(use, body),
				evidence: { use, body },
			});
		if (!context.generators.configurationBinding || !bindsConfiguration(use)) return;
		const tell = (message: string): void => report({ code: 'AOTL3002', message, ...spanOf(use, body), evidence: { use, body } });
		const type = boundType(use);
		if (!type) return;
		for (const { property, problem } of unbound(type, new Set(), 0))
			tell(`The configuration binding generator of Native AOT does not set '${property}': ${problem}.`);
		const derived = derivedInstance(use, body, type);
		if (derived)
			tell(
				`The configuration binding generator of Native AOT binds the declared type '${simpleTypeName(type)}': the properties of '${simpleTypeName(derived)}' are not set. Declare the variable as '${simpleTypeName(derived)}'.`,
			);
	},
};

/** `o.BindNonPublicProperties = true` (or anything but `false`). */
const bindsNonPublic = ({ kind, member, args }: Use): boolean =>
	kind === 'set' &&
	member.kind === 'method' &&
	member.associated?.name === 'BindNonPublicProperties' &&
	member.container.fullName === 'Microsoft.Extensions.Configuration.BinderOptions' &&
	!args.some(({ value }) => value.kind === 'value' && value.constant?.value === false);

/** The type that is bound: of `Get<T>` or `Configure<T>`, or of the instance. */
function boundType(use: Use): NamedType | undefined {
	if (use.member.name === 'GetValue') return undefined;
	const type = use.typeArguments[0] ?? use.args.find(argument => argument.parameter.name === 'instance')?.value.type;
	return type?.kind === 'named' && isSource(type.def) ? type : undefined;
}

interface Unbound {
	readonly property: string;
	readonly problem: string;
}

function* unbound(type: Type, seen: Set<Type>, depth: number): Generator<Unbound> {
	const named = nullableUnderlying(type) ?? type;
	if (named.kind !== 'named' || !isSource(named.def) || seen.has(named) || depth > 8) return;
	seen.add(named);
	// A type that is made through its constructor gets what that takes.
	const taken = constructorNames(named);
	for (const owner of classChain(named).chain) {
		for (const name of owner.def.memberNames()) {
			for (const member of owner.def.members(name)) {
				if (member.kind !== 'property' || member.isStatic || member.isIndexer || member.access !== Access.Public) continue;
				if (taken.has(name.toLowerCase())) continue;
				const type = substituteOwner(member.type, owner);
				const problem = problemOf(member) ?? (isLeftNull(type) ? `'${simpleTypeName(type)}' ${LEFT_NULL}` : undefined);
				if (problem) yield { property: `${owner.def.name}.${name}`, problem };
				else yield* unbound(type, seen, depth + 1);
			}
		}
	}
}

const LEFT_NULL = 'takes nothing but read-only collections in its constructor and stays null; give it a constructor without parameters';
const READ_ONLY = /^System\.Collections\.Generic\.I(?:Enumerable|ReadOnly(?:List|Collection|Set|Dictionary))`\d$/;

/**
 * A class that is made by its constructor, below the bound type, of which the generator finds nothing to bind: it sets
 * such collections nowhere but there (dotnet/runtime issue 131399; the same with 9.0.20 and 10.0.12).
 */
function isLeftNull(type: Type): boolean {
	const named = nullableUnderlying(type) ?? type;
	if (named.kind !== 'named' || !isSource(named.def) || named.def.kind !== 'class' || constructorNames(named).size === 0) return false;
	const properties = classChain(named).chain.flatMap(owner =>
		[...owner.def.memberNames()]
			.flatMap(name => owner.def.members(name))
			.filter(member => member.kind === 'property' && !member.isStatic && !member.isIndexer && member.access === Access.Public),
	) as readonly PropertySymbol[];
	return properties.length > 0 && properties.every(isReadOnlyCollection);
}

const isReadOnlyCollection = ({ type, setter, options }: PropertySymbol): boolean =>
	(!setter || options.isInitOnly === true) && type.kind === 'named' && READ_ONLY.test(type.def.fullName);

function constructorNames(type: NamedType): ReadonlySet<string> {
	const constructors = type.def.members('.ctor').filter(member => member.kind === 'method');
	if (constructors.some(each => each.kind === 'method' && each.parameters.length === 0)) return new Set();
	return new Set(
		constructors.flatMap(each => (each.kind === 'method' ? each.parameters.map(parameter => parameter.name.toLowerCase()) : [])),
	);
}

function problemOf(property: PropertySymbol): string | undefined {
	if (property.isInitOnly) return "it has 'init'; give it 'set'";
	const type = nullableUnderlying(property.type) ?? property.type;
	const converter = type.kind === 'named' && isSource(type.def) ? findAttribute(type.def.attributes, 'TypeConverter') : undefined;
	return converter && type.kind === 'named'
		? `it takes no account of the TypeConverter of '${type.def.name}'; bind a string and convert it`
		: undefined;
}

/** The class that a base-typed variable was made as, if it adds properties. */
function derivedInstance(use: Use, body: BoundBody, declared: NamedType): NamedType | undefined {
	if (use.member.name !== 'Bind' || declared.def.isSealed || declared.def.isValueType) return undefined;
	const made = madeType(body, use.args.find(argument => argument.parameter.name === 'instance')?.syntax);
	return made?.kind === 'named' && made !== declared && classChain(made).chain.includes(declared) ? made : undefined;
}
