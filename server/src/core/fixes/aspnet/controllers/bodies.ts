/**
 * What `[ApiController]` refuses of a body before the action runs: explicit attributes, and members that are declared to be never null
 * (`DataAnnotationsMetadataProvider` of dotnet/aspnetcore). An endpoint refuses the same with `AddValidation()` of .NET 10, which
 * asks the attributes alone: what is implied is said there. Asked of .NET 10: 62 bodies get the same status code, attributes of one's
 * own and `IValidatableObject` among them.
 */
import { allInterfaces } from '../../../binding/lookup.ts';
import { attributeName, attributeType } from '../../../symbols/attributes.ts';
import { resolveType } from '../../../symbols/scope.ts';
import { isSource, type SourceTypeDef, type TypePart } from '../../../symbols/source.ts';
import { isNamed, isValueType, nullableUnderlying, type Type } from '../../../symbols/types.ts';
import type { AttributeSyntax, TypeSyntax } from '../../../syntax/ast.ts';
import { Stays } from './stays.ts';

const ANNOTATIONS = 'System.ComponentModel.DataAnnotations';

/**
 * Whether an attribute is asked for a verdict (`ValidationAttribute`), which both do.
 * @throws Stays where it could have a say that only MVC knows: what can't be bound, and what MVC itself reads
 */
function isAsked(attribute: AttributeSyntax, part: TypePart, what: string): boolean {
	const type = attributeType(attribute, name => resolveType(name, { namespace: part.scope }));
	if (type.kind !== 'named') throw new Stays(`validates ${what}`);
	for (let base: Type | undefined = type; base?.kind === 'named'; base = base.def.baseType) {
		if (isNamed(base, `${ANNOTATIONS}.ValidationAttribute`)) return true;
		if (base.def.namespace.startsWith(MVC)) throw new Stays(`validates ${what}`);
	}
	if (allInterfaces(type).some(each => each.kind === 'named' && each.def.namespace.startsWith(MVC))) throw new Stays(`validates ${what}`);
	return false;
}
const MVC = 'Microsoft.AspNetCore.Mvc';

/** A member, or a parameter of a record, that may not be null though nothing says so but its type. */
export interface NeverNull {
	readonly part: TypePart;
	readonly index: number;
	readonly isParameter: boolean;
}

/** What an endpoint has to ask of a body to refuse what MVC does. */
export interface BodyChecks {
	readonly isValidated: boolean;
	readonly neverNull: readonly NeverNull[];
}

/**
 * @param canValidate whether endpoints may be told to validate
 * @throws Stays where a value of the type could be refused that an endpoint takes
 */
export function checkBody(type: Type, isNullAware: boolean, canValidate: boolean): BodyChecks {
	const neverNull: NeverNull[] = [];
	const seen = new Set<Type>();
	let isValidated = false;
	const check = (
		def: SourceTypeDef,
		name: string,
		attributes: readonly AttributeSyntax[],
		member: Type,
		place: NeverNull & { readonly type: TypeSyntax | undefined },
	): void => {
		const asked = attributes.filter(each => isAsked(each, place.part, `${def.name}.${name}`));
		if (asked.length > 0 && !(canValidate && isPublic(def))) throw new Stays(`validates ${def.name}.${name}`);
		if (isNullAware && place.type?.kind !== 'nullable' && !isValueType(member)) {
			if (!canValidate || !isPublic(def)) throw new Stays(`refuses ${def.name} without ${name}`);
			const { part, index, isParameter } = place;
			if (!asked.some(each => attributeName(each) === 'Required')) neverNull.push({ part, index, isParameter });
			isValidated = true;
		}
		isValidated ||= asked.length > 0;
		visit(member);
	};
	const visit = (given: Type): void => {
		const bare = nullableUnderlying(given) ?? given;
		if (seen.has(bare)) return;
		seen.add(bare);
		if (bare.kind === 'array') return visit(bare.element);
		if (bare.kind !== 'named') throw new Stays('takes a body of an unknown type');
		for (const arg of bare.args) visit(arg);
		const { def } = bare;
		if (!isSource(def)) {
			if (/^System(?:\.Collections\.Generic)?$/.test(def.namespace) && !isNamed(bare, 'System.Object')) return;
			throw new Stays(`takes ${def.name}, which may be validated`);
		}
		if (def.kind === 'enum') return;
		if (def.interfaces.some(each => isNamed(each, `${ANNOTATIONS}.IValidatableObject`))) {
			if (!canValidate || !isPublic(def)) throw new Stays(`takes ${def.name}, which is validated`);
			isValidated = true;
		}
		for (const part of def.parts) {
			const { declaration } = part;
			// An endpoint tells these under another name.
			if (declaration.attributes.some(each => isAsked(each, part, def.name))) throw new Stays(`validates ${def.name}`);
			for (const [index, parameter] of (def.isRecord ? (declaration.parameters ?? []) : []).entries()) {
				const made = def.members('.ctor').find(each => each.kind === 'method' && each.parameters.length === declaration.parameters?.length);
				const typeOf = made?.kind === 'method' ? made.parameters[index]?.type : undefined;
				if (!typeOf) throw new Stays(`takes ${def.name}, which may be validated`);
				check(def, parameter.name, parameter.attributes, typeOf, { part, index, isParameter: true, type: parameter.type });
			}
			for (const [index, { syntax }] of declaration.members.entries()) {
				const [symbol] = def.symbolsOf(syntax);
				if (symbol?.kind === 'property' && !symbol.isStatic && syntax.kind === 'property')
					check(def, symbol.name, syntax.attributes, symbol.type, { part, index, isParameter: false, type: syntax.type });
			}
		}
		const { baseType } = def;
		if (baseType && !isNamed(baseType, 'System.Object') && !isNamed(baseType, 'System.ValueType')) visit(baseType);
	};
	visit(type);
	return { isValidated, neverNull };
}

/** Whether the generator of `AddValidation()` sees a type from everywhere. */
function isPublic(def: SourceTypeDef): boolean {
	return (
		def.parts.some(each => each.declaration.modifiers.includes('public')) &&
		(!def.container || (isSource(def.container) && isPublic(def.container)))
	);
}
