/** Names as the AOT compiler prints them (DisplayNameHelpers.cs in dotnet/runtime). */
import type { FieldDef, FieldReference, GenericParameter, MethodDef, MethodInstance, NamedType, Type, TypeDef } from './definitions.ts';
import { substitute } from './types.ts';

/** A definition: namespace, then nesting with dots, arity on each level. */
export function typeDefName(def: TypeDef): string {
	if (def.container) return `${typeDefName(def.container)}.${def.name}`;
	return def.namespace ? `${def.namespace}.${def.name}` : def.name;
}

/** A type as the owner of a member or as a type in a message: with its namespace; arguments have none. */
export function typeName(type: Type): string {
	if (type.kind !== 'named') return shortName(type);
	return type.args.length > 0 && type !== type.def.open ? `${typeDefName(type.def)}${argumentsOf(type)}` : typeDefName(type.def);
}

const argumentsOf = (type: NamedType, names?: VariableNames): string => `<${type.args.map(arg => shortName(arg, names)).join(',')}>`;

/** How type variables are written; without it by position. */
type VariableNames = (ofMethod: boolean, index: number) => string;

/** A type among parameters or arguments: without its namespace, with the types around it. */
export function shortName(type: Type, names?: VariableNames): string {
	switch (type.kind) {
		case 'named': {
			let name = type.def.name;
			for (let outer = type.def.container; outer; outer = outer.container) name = `${outer.name}.${name}`;
			return type.args.length > 0 ? `${name}${argumentsOf(type, names)}` : name;
		}
		case 'array':
			return `${shortName(type.element, names)}[${','.repeat(type.rank - 1)}]`;
		case 'pointer':
			return `${shortName(type.element, names)}*`;
		case 'byref':
			return `${shortName(type.element, names)}&`;
		case 'function':
			return `delegate*<${[...type.parameters, type.returns].map(each => shortName(each, names)).join(',')}>`;
		case 'variable':
			return names?.(type.ofMethod, type.index) ?? `${type.ofMethod ? '!!' : '!'}${type.index}`;
		case 'missing':
			return type.name.slice(type.name.lastIndexOf('.') + 1);
	}
}

const ACCESSOR = /^((?:.*\.)?)(get|set|add|remove)_([^.]+)$/;

/**
 * A method.
 * @param isAccessor tells whether a method's name is that of a property's or an event's
 * @param caller whose type variables stand in the arguments of an instantiation; without it a definition is named
 */
export function methodName(
	method: MethodInstance,
	isAccessor: (def: MethodDef) => 'property' | 'event' | undefined,
	caller?: MethodDef,
): string {
	const { def, owner } = method;
	const names = caller && variablesOf(caller);
	const isInstantiation = names !== undefined && (method.args.length > 0 || owner.args.length > 0);
	const on =
		isInstantiation && owner.args.length > 0 && owner !== caller?.owner.open
			? `${typeDefName(owner.def)}${argumentsOf(owner, names)}`
			: typeName(owner);
	const kind = isAccessor(def);
	const accessor = kind && ACCESSOR.exec(def.name);
	if (accessor && kind === 'property') return `${on}.${accessor[1]}${accessor[3]}.${accessor[2]}`;
	const own = variablesOf(def);
	const { parameters } = def.signature;
	const isDefinition = !isInstantiation && (method.isOpen || (owner.args.length === 0 && method.args.length === 0));
	// Type variables of a definition stand by name in all parameters but the last; an instantiated type's are not among them.
	const seen = (type: Type): Type => (owner.args.length > 0 && !owner.isOpen ? substitute(type, owner.args, method.args) : type);
	const list = isDefinition
		? parameters.map((type, index) => shortName(seen(type), index === parameters.length - 1 ? undefined : own))
		: parameters.map(type => shortName(substitute(type, owner.args, method.args), names));
	const text = `(${list.join(',')})`;
	if (accessor) return `${on}.${accessor[1]}${accessor[3]}.${accessor[2]}${text}`;
	if (def.name === '.ctor') return `${on}.${def.owner.name}${text}`;
	if (def.name === '.cctor') return `${on}..cctor${text}`;
	const args = isDefinition ? def.parameters.map(each => each.name) : method.args.map(arg => shortName(arg, names));
	return `${on}.${def.name}${args.length > 0 ? `<${args.join(',')}>` : ''}${text}`;
}

const variablesOf =
	(def: MethodDef): VariableNames =>
	(ofMethod, index) =>
		(ofMethod ? def.parameters : def.owner.parameters)[index]?.name ?? '?';

export function fieldName(field: FieldReference | FieldDef): string {
	return 'def' in field ? `${typeName(field.owner)}.${field.def.name}` : `${typeDefName(field.owner)}.${field.name}`;
}

/** What declares a type parameter. */
export function ownerName(parameter: GenericParameter, isAccessor: (def: MethodDef) => 'property' | 'event' | undefined): string {
	return parameter.owner.kind === 'type' ? typeDefName(parameter.owner) : methodName(parameter.owner.open, isAccessor);
}
