/**
 * Whether `[ApiController]` could refuse a body that an endpoint takes: it validates models before the action runs,
 * explicit attributes and members that are declared to be never null (`DataAnnotationsMetadataProvider` of dotnet/aspnetcore).
 */
import { attributeName } from '../../../symbols/attributes.ts';
import { isSource } from '../../../symbols/source.ts';
import { isNamed, isValueType, nullableUnderlying, type Type } from '../../../symbols/types.ts';
import type { AttributeSyntax, TypeSyntax } from '../../../syntax/ast.ts';
import { Stays } from './stays.ts';

/** Attributes that validate nothing. */
const HARMLESS =
	/^(?:Json\w+|Column|Key|Table|ForeignKey|NotMapped|Obsolete|DataContract|DataMember|Serializable|Description|DisplayName)$/;

/** @throws Stays where a value of the type could be refused */
export function checkBody(type: Type, isNullAware: boolean, seen = new Set<Type>()): void {
	const bare = nullableUnderlying(type) ?? type;
	if (seen.has(bare)) return;
	seen.add(bare);
	if (bare.kind === 'array') return checkBody(bare.element, isNullAware, seen);
	if (bare.kind !== 'named') throw new Stays('takes a body of an unknown type');
	for (const arg of bare.args) checkBody(arg, isNullAware, seen);
	const { def } = bare;
	if (!isSource(def)) {
		if (/^System(?:\.Collections\.Generic)?$/.test(def.namespace) && !isNamed(bare, 'System.Object')) return;
		throw new Stays(`takes ${def.name}, which may be validated`);
	}
	if (def.kind === 'enum') return;
	if (def.interfaces.some(each => isNamed(each, 'System.ComponentModel.DataAnnotations.IValidatableObject')))
		throw new Stays(`takes ${def.name}, which is validated`);
	const check = (name: string, attributes: readonly AttributeSyntax[], member: Type, syntax: TypeSyntax | undefined): void => {
		if (attributes.some(each => !HARMLESS.test(attributeName(each)))) throw new Stays(`validates ${def.name}.${name}`);
		if (isNullAware && syntax?.kind !== 'nullable' && !isValueType(member)) throw new Stays(`refuses ${def.name} without ${name}`);
		checkBody(member, isNullAware, seen);
	};
	for (const { declaration } of def.parts) {
		if (declaration.attributes.some(each => !HARMLESS.test(attributeName(each)))) throw new Stays(`validates ${def.name}`);
		for (const [index, parameter] of (def.isRecord ? (declaration.parameters ?? []) : []).entries()) {
			const made = def.members('.ctor').find(each => each.kind === 'method' && each.parameters.length === declaration.parameters?.length);
			const typeOf = made?.kind === 'method' ? made.parameters[index]?.type : undefined;
			if (!typeOf) throw new Stays(`takes ${def.name}, which may be validated`);
			check(parameter.name, parameter.attributes, typeOf, parameter.type);
		}
		for (const member of declaration.members) {
			const [symbol] = def.symbolsOf(member.syntax);
			if (symbol?.kind === 'property' && !symbol.isStatic && member.syntax.kind === 'property')
				check(symbol.name, member.syntax.attributes, symbol.type, member.syntax.type);
		}
	}
	const { baseType } = def;
	if (baseType && !isNamed(baseType, 'System.Object') && !isNamed(baseType, 'System.ValueType')) checkBody(baseType, isNullAware, seen);
}
