/** All members of a type declared in source: those that are written, those that the language implies, and those that generators add. */
import { implementationsOf } from './extensions.ts';
import { generatedMembers } from './generated.ts';
import { isDefining } from './halves.ts';
import { impliedMembers } from './implied-members.ts';
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
			const other = def.otherHalf(member.syntax);
			const symbols = factory.make(member, part, other);
			bySyntax.set(member.syntax, symbols);
			// What implements a partial member is the member that the other half declares.
			if (!other || isDefining(member.syntax)) for (const symbol of symbols) add(symbol);
		}
	}
	for (const member of impliedMembers(def, byName)) add(member);
	for (const block of def.extensionBlocks) for (const method of implementationsOf(block)) add(method);
	for (const member of generatedMembers(def)) if (member.name === '.ctor' || !byName.has(member.name)) add(member);
}
