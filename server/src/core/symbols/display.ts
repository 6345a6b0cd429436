/** Names of symbols as the compiler and the analyzer print them, and documentation ids. */
import type { EventSymbol, FieldSymbol, MethodSymbol, Parameter, PropertySymbol } from './members.ts';
import { receiverOf } from './extensions.ts';
import {
	type FunctionPointerType,
	isExtensionBlock,
	type NamedType,
	nullableUnderlying,
	substituteOwner,
	tupleElements,
	type Type,
	type TypeDef,
} from './types.ts';

/** A type by its name alone, with CLR names, as the analyzer prints parameter types (`List<String>`). */
export function shortTypeName(type: Type): string {
	switch (type.kind) {
		case 'named': {
			const underlying = nullableUnderlying(type);
			if (underlying) return `${shortTypeName(underlying)}?`;
			const elements = tupleElements(type);
			if (elements && elements.length > 1)
				return `(${elements.map(element => (element.name ? `${shortTypeName(element.type)} ${element.name}` : shortTypeName(element.type))).join(', ')})`;
			if (type.def.fullName === 'System.IntPtr') return 'nint';
			if (type.def.fullName === 'System.UIntPtr') return 'nuint';
			const own = type.args.slice(type.args.length - type.def.arity);
			return own.length > 0 ? `${type.def.name}<${own.map(shortTypeName).join(', ')}>` : type.def.name;
		}
		case 'array':
			return arrayName(type, shortTypeName);
		case 'pointer':
			return `${shortTypeName(type.element)}*`;
		case 'function-pointer':
			return pointerName(type, shortTypeName);
		case 'parameter':
			return type.name;
		default:
			return type.name;
	}
}

/** A type in full with CLR names: `System.Collections.Generic.List<System.Int32>`. */
export function qualifiedName(type: Type): string {
	switch (type.kind) {
		case 'named': {
			const elements = tupleElements(type);
			if (elements && elements.length > 1)
				return `(${elements.map(element => (element.name ? `${qualifiedName(element.type)} ${element.name}` : qualifiedName(element.type))).join(', ')})`;
			const build = (def: TypeDef, args: readonly Type[]): string => {
				const inherited = args.length - def.arity;
				const own = def.arity > 0 ? `${def.name}<${args.slice(inherited).map(qualifiedName).join(', ')}>` : def.name;
				return def.container ? `${build(def.container, args.slice(0, inherited))}.${own}` : def.namespace ? `${def.namespace}.${own}` : own;
			};
			return build(type.def, type.args);
		}
		case 'array':
			return arrayName(type, qualifiedName);
		case 'pointer':
			return `${qualifiedName(type.element)}*`;
		case 'function-pointer':
			return pointerName(type, qualifiedName);
		default:
			return type.name;
	}
}

const pointerName = (type: FunctionPointerType, name: (type: Type) => string): string =>
	`delegate*<${[...type.parameters, type.returns].map(name).join(', ')}>`;

/** `int[][,]`: the outer rank is written first. */
function arrayName(type: Type & { kind: 'array' }, nameOf: (element: Type) => string): string {
	const ranks: string[] = [];
	let element: Type = type;
	while (element.kind === 'array') {
		ranks.push(`[${','.repeat(element.rank - 1)}]`);
		element = element.element;
	}
	return nameOf(element) + ranks.join('');
}

/** A type declaration in full with its type parameters: `N.Outer<T>.Inner`. */
export function typeDisplay(def: TypeDef): string {
	const own = def.arity > 0 ? `${def.name}<${def.ownTypeParameters.map(parameter => parameter.name).join(', ')}>` : def.name;
	if (def.container) return `${typeDisplay(def.container)}.${own}${isExtensionBlock(def) ? `(${receiverName(def)})` : ''}`;
	return def.namespace ? `${def.namespace}.${own}` : own;
}

/** What an extension block extends, in full. */
function receiverName(def: TypeDef): string {
	const type = receiverOf(def)?.type;
	// Here the analyzer has no keywords.
	return type ? (type.kind === 'named' && KEYWORDS[type.def.fullName] !== undefined ? type.def.fullName : fullTypeName(type)) : '';
}

/** A type in full, as a person would write it in C# without usings. */
export function fullTypeName(type: Type): string {
	switch (type.kind) {
		case 'named': {
			const keyword = KEYWORDS[type.def.fullName];
			if (keyword) return keyword;
			const underlying = nullableUnderlying(type);
			if (underlying) return `${fullTypeName(underlying)}?`;
			const elements = tupleElements(type);
			if (elements && elements.length > 1)
				return `(${elements.map(element => (element.name ? `${fullTypeName(element.type)} ${element.name}` : fullTypeName(element.type))).join(', ')})`;
			if (type.def.name.startsWith('<'))
				return `<anonymous type: ${[...type.def.memberNames()].map((name, index) => `${fullTypeName(type.args[index] ?? type)} ${name}`).join(', ')}>`;
			return namedInFull(type.def, type.args);
		}
		case 'array':
			return arrayName(type, fullTypeName);
		case 'pointer':
			return `${fullTypeName(type.element)}*`;
		case 'function-pointer':
			return pointerName(type, fullTypeName);
		default:
			return type.name;
	}
}

/** A type as a person would write it in C# with the usings that it needs: `List<int>`. */
export function simpleTypeName(type: Type): string {
	switch (type.kind) {
		case 'named': {
			const keyword = KEYWORDS[type.def.fullName];
			if (keyword) return keyword;
			const underlying = nullableUnderlying(type);
			if (underlying) return `${simpleTypeName(underlying)}?`;
			const elements = tupleElements(type);
			if (elements && elements.length > 1)
				return `(${elements.map(element => (element.name ? `${simpleTypeName(element.type)} ${element.name}` : simpleTypeName(element.type))).join(', ')})`;
			if (type.def.name.startsWith('<')) return 'anonymous type';
			const own = type.args.slice(type.args.length - type.def.arity);
			return own.length > 0 ? `${type.def.name}<${own.map(simpleTypeName).join(', ')}>` : type.def.name;
		}
		case 'array':
			return arrayName(type, simpleTypeName);
		default:
			return fullTypeName(type);
	}
}

function namedInFull(def: TypeDef, args: readonly Type[]): string {
	const inherited = args.length - def.arity;
	const own = def.arity > 0 ? `${def.name}<${args.slice(inherited).map(fullTypeName).join(', ')}>` : def.name;
	if (def.container) return `${namedInFull(def.container, args.slice(0, inherited))}.${own}`;
	return def.namespace ? `${def.namespace}.${own}` : own;
}

/** The C# keyword of a built-in type, by the type's full name. */
export const KEYWORDS: Readonly<Record<string, string>> = {
	'System.Boolean': 'bool',
	'System.Byte': 'byte',
	'System.SByte': 'sbyte',
	'System.Char': 'char',
	'System.Decimal': 'decimal',
	'System.Double': 'double',
	'System.Single': 'float',
	'System.Int32': 'int',
	'System.UInt32': 'uint',
	'System.Int64': 'long',
	'System.UInt64': 'ulong',
	'System.Object': 'object',
	'System.Int16': 'short',
	'System.String': 'string',
	'System.UInt16': 'ushort',
	'System.Void': 'void',
};

function parameterList(parameters: readonly Parameter[]): string {
	return parameters
		.map(parameter => {
			const ref = parameter.ref ? `${parameter.ref} ` : '';
			return `${parameter.isParams ? 'params ' : ''}${ref}${shortTypeName(parameter.type)}`;
		})
		.join(', ');
}

/** A method as the analyzer prints it: `N.C<T>.M<U>(Int32, String)`, always the original definition. */
export function methodDisplay(method: MethodSymbol): string {
	const type = typeDisplay(method.container);
	if (method.methodKind === 'lambda') return 'lambda expression';
	if (method.methodKind === 'local') return `${method.name}${typeParameterList(method)}(${parameterList(method.parameters)})`;
	if (method.methodKind === 'constructor') return `${type}.${method.container.name}(${parameterList(method.parameters)})`;
	if (method.methodKind === 'static-constructor') return `${type}..cctor()`;
	if (method.methodKind === 'accessor' && method.associated) return `${memberDisplay(method.associated)}.${accessorName(method)}`;
	if (method.methodKind === 'operator')
		return `${type}.operator ${method.syntax?.name ?? method.name}(${parameterList(method.parameters)})`;
	if (method.methodKind === 'conversion')
		return `${type}.${method.name === 'op_Implicit' ? 'implicit' : 'explicit'} operator ${shortTypeName(method.returns)}(${parameterList(method.parameters)})`;
	if (method.methodKind === 'destructor') return `${type}.~${method.container.name}()`;
	const explicit = method.explicitInterface?.();
	const name = explicit?.kind === 'named' ? `${shortTypeName(explicit)}.${method.name}` : method.name;
	return `${type}.${name}${typeParameterList(method)}(${parameterList(method.parameters)})`;
}

function typeParameterList(method: MethodSymbol): string {
	return method.typeParameters.length > 0 ? `<${method.typeParameters.map(parameter => parameter.name).join(', ')}>` : '';
}

/** Which accessor a method is: `get`, `set`, `init`, `add` or `remove`. */
export function accessorName(method: MethodSymbol): string {
	const { associated } = method;
	if (associated?.kind === 'event') return associated.add === method ? 'add' : 'remove';
	if (associated?.getter === method) return 'get';
	return associated?.isInitOnly ? 'init' : 'set';
}

/** A property, event or field in full: `N.C.P`, `N.C.this[Int32]`. */
export function memberDisplay(member: PropertySymbol | EventSymbol | FieldSymbol): string {
	const type = typeDisplay(member.container);
	const explicit = member.kind === 'field' ? undefined : member.explicitInterface?.();
	const owner = explicit?.kind === 'named' ? `${type}.${shortTypeName(explicit)}` : type;
	return `${owner}.${member.kind === 'property' && member.isIndexer ? `this[${parameterList(member.parameters)}]` : member.name}`;
}

/** A property or event of an instance of its type, as a person would write it in C#: `N.C<int>.P`, `N.C.N.I.P`, `N.C.this[int]`. */
export function memberOfInstance(member: PropertySymbol | EventSymbol, instance: NamedType): string {
	const explicit = member.explicitInterface?.();
	const owner = explicit ? `${fullTypeName(instance)}.${fullTypeName(substituteOwner(explicit, instance))}` : fullTypeName(instance);
	if (member.kind !== 'property' || !member.isIndexer) return `${owner}.${member.name}`;
	return `${owner}.this[${member.parameters.map(parameter => fullTypeName(substituteOwner(parameter.type, instance))).join(', ')}]`;
}

/** A member as people call it: `JsonSerializer.Serialize`, `new XmlSerializer`, `Assembly.Location`. */
export function briefName(member: MethodSymbol | PropertySymbol | EventSymbol | FieldSymbol): string {
	const type = member.container.name;
	if (member.kind !== 'method') return member.kind === 'property' && member.isIndexer ? `the indexer of ${type}` : `${type}.${member.name}`;
	switch (member.methodKind) {
		case 'constructor':
			return `new ${type}`;
		case 'lambda':
			return 'the lambda';
		case 'local':
			return member.name;
		case 'accessor':
			return member.associated ? briefName(member.associated) : `${type}.${member.name}`;
		case 'operator':
		case 'conversion':
			return `an operator of ${type}`;
		default:
			return `${isExtensionBlock(member.container) ? (member.container.container?.name ?? type) : type}.${member.name}`;
	}
}

/** The documentation id of a member (C# standard annex D.4.2). */
export function documentationId(member: MethodSymbol | PropertySymbol | FieldSymbol | EventSymbol): string {
	const type = typeId(member.container);
	const name = member.name.replace('.ctor', '#ctor').replace('.cctor', '#cctor');
	if (member.kind === 'field') return `F:${type}.${name}`;
	if (member.kind === 'event') return `E:${type}.${name}`;
	const explicit = member.explicitInterface?.();
	const prefix = explicit?.kind === 'named' ? `${referenceId(explicit, member).replaceAll('.', '#').replaceAll(',', '@')}#` : '';
	if (member.kind === 'property') {
		const list = member.parameters.length > 0 ? `(${member.parameters.map(parameter => parameterId(parameter, member)).join(',')})` : '';
		return `P:${type}.${prefix}${member.isIndexer ? (member.metadataName ?? 'Item') : name}${list}`;
	}
	const arity = member.typeParameters.length > 0 ? `\`\`${member.typeParameters.length}` : '';
	const list = member.parameters.length > 0 ? `(${member.parameters.map(parameter => parameterId(parameter, member)).join(',')})` : '';
	const returns = member.methodKind === 'conversion' ? `~${referenceId(member.returns, member)}` : '';
	return `M:${type}.${prefix}${name}${arity}${list}${returns}`;
}

/** A type's id without the `T:`. */
export function typeId(def: TypeDef): string {
	const own = def.arity > 0 ? `${def.name}\`${def.arity}` : def.name;
	return def.container ? `${typeId(def.container)}.${own}` : def.namespace ? `${def.namespace}.${own}` : own;
}

function parameterId(parameter: Parameter, member: MethodSymbol | PropertySymbol): string {
	return referenceId(parameter.type, member) + (parameter.ref ? '@' : '');
}

function referenceId(type: Type, member: MethodSymbol | PropertySymbol): string {
	switch (type.kind) {
		case 'named': {
			const build = (def: TypeDef, args: readonly Type[]): string => {
				const inherited = args.length - def.arity;
				const own =
					def.arity > 0
						? `${def.name}{${args
								.slice(inherited)
								.map(arg => referenceId(arg, member))
								.join(',')}}`
						: def.name;
				return def.container ? `${build(def.container, args.slice(0, inherited))}.${own}` : def.namespace ? `${def.namespace}.${own}` : own;
			};
			return build(type.def, type.args);
		}
		case 'array':
			return `${referenceId(type.element, member)}${type.rank > 1 ? `[${Array.from({ length: type.rank }, () => '0:').join(',')}]` : '[]'}`;
		case 'pointer':
			return `${referenceId(type.element, member)}*`;
		// Documentation ids have no notation for it.
		case 'function-pointer':
			return '';
		case 'parameter':
			return type.ofMethod ? `\`\`${type.ordinal}` : `\`${type.ordinal}`;
		default:
			return type.name === 'dynamic' ? 'System.Object' : type.name;
	}
}
