/** Extension blocks (C# 14): who extends what, and the static methods that the compiler makes of their members. */
import { isExtensionBlock, type MemberSymbol, substitute, type Type, type TypeDef, TypeParameter } from './types.ts';
import { impliedMethod, MethodSymbol, type Parameter, type PropertySymbol } from './members.ts';

/** A member of an extension block that is looked up on what the block extends. */
export interface ExtensionMember {
	readonly block: TypeDef;
	readonly member: MethodSymbol | PropertySymbol;
}

/** What a block extends: the parameter after `extension`, whose name is empty where only static members need none. */
export function receiverOf(block: TypeDef): Parameter | undefined {
	const declared = block.members('.ctor').find(member => member.kind === 'method' && member.parameters.length === 1);
	return declared?.kind === 'method' ? declared.parameters[0] : undefined;
}

/** What an instance member of a block is handed as its receiver; undefined for members of all else. */
export const receiverOfMember = (member: MethodSymbol): Parameter | undefined =>
	isExtensionBlock(member.container) && !member.isStatic ? receiverOf(member.container) : undefined;

/** The methods and properties of a block. */
export function membersOf(block: TypeDef): (MethodSymbol | PropertySymbol)[] {
	return [...block.memberNames()]
		.flatMap(name => block.members(name))
		.filter(
			(member: MemberSymbol): member is MethodSymbol | PropertySymbol =>
				(member.kind === 'method' && member.methodKind === 'ordinary') || member.kind === 'property',
		);
}

/** The static methods that stand for a block's members in the class around it: `C.M(receiver, ...)`, `C.get_P(receiver)`. */
export function* implementationsOf(block: TypeDef): Generator<MethodSymbol> {
	for (const member of membersOf(block)) {
		if (member.kind === 'method') yield implementationOf(block, member, member.name);
		else
			for (const accessor of [member.getter, member.setter])
				if (accessor) yield implementationOf(block, accessor, `${accessor === member.getter ? 'get' : 'set'}_${member.name}`);
	}
}

function implementationOf(block: TypeDef, member: MethodSymbol, name: string): MethodSymbol {
	return asStatic(
		block,
		member.typeParameters,
		close =>
			new MethodSymbol({
				...member.options,
				name,
				container: block.container as TypeDef,
				methodKind: 'ordinary',
				isStatic: true,
				isExtension: !member.isStatic && member.methodKind === 'ordinary',
				typeParameters: close.typeParameters,
				signature: () => ({
					parameters: [...(member.isStatic ? [] : [receiverOf(block)]), ...member.parameters]
						.filter(each => each !== undefined)
						.map(each => ({ ...each, type: close.type(each.type) })),
					returns: close.type(member.returns),
				}),
				extensionMember: member,
			}),
	);
}

const probes = new WeakMap<TypeDef, MethodSymbol>();

/** A method that takes what a block extends, to infer the block's type arguments by. */
export function receiverProbe(block: TypeDef): MethodSymbol | undefined {
	const known = probes.get(block);
	if (known) return known;
	const receiver = receiverOf(block);
	if (!receiver || !block.container) return undefined;
	const around = block.container;
	const probe = asStatic(block, [], close =>
		impliedMethod(around, block.name, {
			isStatic: true,
			isExtension: true,
			typeParameters: close.typeParameters,
			signature: () => ({ parameters: [{ ...receiver, type: close.type(receiver.type) }], returns: close.type(receiver.type) }),
		}),
	);
	probes.set(block, probe);
	return probe;
}

interface Closing {
	readonly typeParameters: readonly TypeParameter[];
	readonly type: (type: Type) => Type;
}

/** Makes a method whose type parameters are the block's, then its own. */
function asStatic(block: TypeDef, own: readonly TypeParameter[], make: (close: Closing) => MethodSymbol): MethodSymbol {
	const before = [...block.ownTypeParameters, ...own];
	const typeParameters: TypeParameter[] = before.map(
		(parameter, index) =>
			new TypeParameter(
				parameter.name,
				index,
				true,
				undefined,
				() => parameter.dam,
				() => ({ ...parameter.constraints, types: parameter.constraints.types.map(each => type(each)) }),
				block.module.isSource,
			),
	);
	const type = (each: Type): Type => substitute(each, parameter => typeParameters[before.indexOf(parameter)]);
	return make({ typeParameters, type });
}
