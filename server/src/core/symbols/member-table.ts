/** All members of a type declared in source: those that are written, those that the language implies, and those that generators add. */
import { implementationsOf } from './extensions.ts';
import { generatedMembers } from './generated.ts';
import { impliedMembers } from './implied-members.ts';
import type { MethodSymbol } from './members.ts';
import type { MemberTable, SourceTypeDef } from './source.ts';
import { MemberFactory } from './source-members.ts';
import type { MemberSymbol } from './types.ts';

/** Enters all members of a type into its table. */
export function declareMembers(def: SourceTypeDef, { byName, bySyntax }: MemberTable): void {
	const add = (member: MemberSymbol): void => {
		const list = byName.get(member.name);
		if (list) list.push(member);
		else byName.set(member.name, [member]);
	};
	const factory = new MemberFactory(def);
	for (const part of def.parts) {
		for (const member of part.declaration.members) {
			const symbols = factory.make(member, part);
			bySyntax.set(member.syntax, symbols);
			for (const symbol of symbols) {
				// The implementing half of a partial method is the same method.
				if (
					!(
						symbol.kind === 'method' &&
						member.syntax.modifiers.includes('partial') &&
						byName.get(symbol.name)?.some(other => other.kind === 'method' && isSamePartial(other, symbol))
					)
				)
					add(symbol);
			}
		}
	}
	for (const member of impliedMembers(def, byName)) add(member);
	for (const block of def.extensionBlocks) for (const method of implementationsOf(block)) add(method);
	for (const member of generatedMembers(def)) if (member.name === '.ctor' || !byName.has(member.name)) add(member);
}

function isSamePartial(left: MethodSymbol, right: MethodSymbol): boolean {
	const written = (method: MethodSymbol): string =>
		method.syntax?.parameters.map(parameter => JSON.stringify({ ...parameter.type, start: 0, end: 0, nameStart: 0 })).join() ?? '';
	return left.syntax !== undefined && left.parameters.length === right.parameters.length && written(left) === written(right);
}
