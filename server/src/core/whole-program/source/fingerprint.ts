/**
 * What of an app's source decides what is reached, as a text: two apps with the same text are told the same of the same
 * packages. Where things stand in the source, bodies' order of operations and comments are not part of it.
 */
import type { MethodDef, MethodInstance, Type, TypeDef } from '../definitions.ts';
import type { Program } from '../program.ts';
import type { Need } from '../scan.ts';

/** @param needs what a method of the source needs, in words too where values flow into annotated places */
export function fingerprintOf(
	program: Program,
	needs: (method: MethodDef) => readonly Need[],
	flows: (method: MethodDef) => readonly string[],
): string {
	const lines: string[] = [];
	const modules = [...program.modules].filter(each => each.isSource).sort((left, right) => compare(left.name, right.name));
	for (const module of modules)
		for (const [name, def] of [...module.sourceTypes].sort(([left], [right]) => compare(left, right))) {
			lines.push(
				`type ${module.name} ${name} ${def.flags} ${parametersText(def)} : ${[def.base, ...def.interfaces].map(baseText).join(' ')}`,
			);
			const members = def.methods.map(method => [
				`method ${method.name} ${method.flags} ${parametersText(method)} ${signatureText(method)}`,
				...[...new Set([...needs(method).map(needText), ...flows(method)])].sort(compare).map(each => ` ${each}`),
			]);
			for (const member of members.sort((left, right) => compare(left[0] ?? '', right[0] ?? ''))) lines.push(...member);
		}
	return lines.join('\n');
}

const compare = (left: string, right: string): number => (left < right ? -1 : left > right ? 1 : 0);

const parametersText = (owner: TypeDef | MethodDef): string => `<${owner.parameters.map(each => each.flags).join()}>`;
const baseText = (type: Type | undefined): string => (type ? typeText(type) : '-');

function signatureText({ signature }: MethodDef): string {
	return `(${signature.parameters.map(typeText).join()})${typeText(signature.returns)}`;
}

/** A type with the assemblies of all of its parts. */
export function typeText(type: Type): string {
	switch (type.kind) {
		case 'named':
			return `${type.def.module.name}/${type.def.fullName}${type.args.length > 0 ? `<${type.args.map(typeText).join()}>` : ''}`;
		case 'array':
			return `${typeText(type.element)}[${type.rank}${type.isVector ? '' : '*'}]`;
		case 'pointer':
			return `${typeText(type.element)}*`;
		case 'byref':
			return `${typeText(type.element)}&`;
		case 'variable':
			return `${type.ofMethod ? '!!' : '!'}${type.index}`;
		case 'function':
			return `fn(${type.parameters.map(typeText).join()})${typeText(type.returns)}`;
		case 'missing':
			return `?${type.name}`;
	}
}

/** A method with everything that tells it apart. */
export function methodText({ def, owner, args }: MethodInstance): string {
	return `${typeText(owner)}::${def.name}<${args.map(typeText).join()}>${signatureText(def)}`;
}

function needText(need: Need): string {
	switch (need.kind) {
		case 'call':
		case 'pointer':
			return `${need.kind}${need.isVirtual ? ' virtual' : ''} ${need.constrained ? typeText(need.constrained) : ''} ${methodText(need.method)}`;
		case 'create':
			return `create ${methodText(need.method)}`;
		case 'static':
			return `static ${typeText(need.type)}`;
		case 'member':
			return `member ${'kind' in need.member ? need.member.name : methodText(need.member)}`;
		default:
			return `${need.kind} ${typeText(need.type)}`;
	}
}
