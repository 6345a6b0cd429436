/** What `[DynamicallyAccessedMembers]` asks for, and of what (docs/analyzer.md, "Values" and "Sinks"). */
import type { Compilation } from '../../symbols/compilation.ts';
import type { MethodSymbol, Parameter } from '../../symbols/members.ts';
import { isNamed, type Type, type TypeParameter } from '../../symbols/types.ts';

/** Flags of `DynamicallyAccessedMemberTypes`. */
export const Dam = {
	PublicParameterlessConstructor: 1,
	PublicConstructors: 3,
	NonPublicConstructors: 4,
	PublicMethods: 8,
	NonPublicMethods: 0x10,
	PublicFields: 0x20,
	NonPublicFields: 0x40,
	PublicNestedTypes: 0x80,
	NonPublicNestedTypes: 0x100,
	PublicProperties: 0x200,
	NonPublicProperties: 0x400,
	PublicEvents: 0x800,
	NonPublicEvents: 0x1000,
	Interfaces: 0x2000,
	All: -1,
	/** What .NET 10 adds: inherited members too. */
	InheritedConstructors: 0x4000,
	InheritedMethods: 0x8000,
	InheritedFields: 0x10000,
	InheritedNestedTypes: 0x20000,
	InheritedProperties: 0x40000,
	InheritedEvents: 0x80000,
	PublicConstructorsWithInherited: 0x100003,
	PublicNestedTypesWithInherited: 0x200080,
} as const;

/** `Type` and what derives from it, `IReflect`, and strings that name types. */
export function isTypeLike(type: Type): boolean {
	return isNamed(type, 'System.String') || isReflectable(type);
}

/** As `isTypeLike`, without strings. */
export function isReflectable(type: Type): boolean {
	if (type.kind !== 'named') return false;
	if (isNamed(type, 'System.Reflection.IReflect')) return true;
	for (let base: Type | undefined = type, depth = 0; base?.kind === 'named' && depth < 16; base = base.def.baseType, depth++) {
		if (isNamed(base, 'System.Type') || base.def.interfaces.some(each => isNamed(each, 'System.Reflection.IReflect'))) return true;
	}
	return false;
}

/** Whether an annotation on a parameter means anything; strings by reference are left out. */
export function isAnnotatable(parameter: Parameter): boolean {
	return isTypeLike(parameter.type) && !(parameter.ref && isNamed(parameter.type, 'System.String'));
}

/** What a parameter asks for; a setter's `value` takes its property's annotation. */
export function parameterFlags(parameter: Parameter, method: MethodSymbol | undefined): number {
	if (!isAnnotatable(parameter)) return 0;
	if (parameter.dam) return parameter.dam;
	const property = method?.associated?.kind === 'property' && method.associated.setter === method ? method.associated : undefined;
	return property && method?.parameters.at(-1) === parameter ? property.dam : 0;
}

/** What a returned value has; a getter takes its property's annotation. */
export function returnFlags(method: MethodSymbol): number {
	if (!isTypeLike(method.returns)) return 0;
	if (method.returnDam) return method.returnDam;
	return method.associated?.kind === 'property' && method.associated.getter === method ? method.associated.dam : 0;
}

/** What a type parameter asks for besides its annotation: `new()` and `struct` need a constructor. */
export function effectiveFlags(parameter: TypeParameter): number {
	const { constraints } = parameter;
	return parameter.dam | (constraints.hasNew || constraints.isStruct || constraints.isUnmanaged ? Dam.PublicParameterlessConstructor : 0);
}

/** What is asked for and not there; 0 when all is. */
export function missingFlags(wanted: number, have: number): number {
	if ((have & wanted) === wanted) return 0;
	if (wanted === Dam.All) return Dam.All;
	const missing = wanted & ~have;
	return (wanted & 3) === 3 && (have & 3) !== 3 ? missing | 3 : missing;
}

const MEMBER_TYPES = 'System.Diagnostics.CodeAnalysis.DynamicallyAccessedMemberTypes';

/** The flags that the analyzer's messages name. Of those that .NET 10 adds it checks the bits and says nothing: a message may list none. */
const NAMED_FLAGS = 0x3fff;

/** The names of flags as messages list them, from the enum itself; a set hides its parts. */
export function flagNames(missing: number, wanted: number, compilation: Compilation): string {
	return namesOf(wanted === Dam.All ? wanted : missing & NAMED_FLAGS, wanted, compilation)
		.map(name => `'DynamicallyAccessedMemberTypes.${name}'`)
		.join(', ');
}

/** The enum's names for a set of flags, in ascending order. */
export function namesOf(missing: number, wanted: number, compilation: Compilation): readonly string[] {
	if (wanted === Dam.All) return ['All'];
	const def = compilation.find(MEMBER_TYPES);
	const values: { name: string; value: number }[] = [];
	for (const name of def?.memberNames() ?? []) {
		const field = def?.members(name)[0];
		const value = field?.kind === 'field' ? field.constant?.() : undefined;
		if (typeof value === 'number' && value > 0 && (missing & value) === value) values.push({ name, value });
	}
	const kept = values.filter(
		each => !values.some(other => other !== each && other.value !== each.value && (other.value & each.value) === each.value),
	);
	return kept.sort((left, right) => left.value - right.value).map(each => each.name);
}
