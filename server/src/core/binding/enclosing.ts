/** What stands around a body: whose Requires attributes count in it (docs/analyzer.md, "Scopes and suppression"). */
import type { SourceTypeDef } from '../symbols/source.ts';
import type { MethodSymbol } from '../symbols/members.ts';
import { NO_REQUIRES, type RequiresSet } from '../symbols/types.ts';
import type { Enclosing } from './bound.ts';

export const NO_ENCLOSING: Enclosing = { requires: NO_REQUIRES, parent: undefined };

export const enclosingOf = (requires: RequiresSet, method?: MethodSymbol): Enclosing => ({
	requires,
	parent: undefined,
	...(method && { method }),
});

/** In every constructor's scope: a field's initializer runs in all of them. */
export function requiresOfAllConstructors(def: SourceTypeDef): RequiresSet {
	const constructors = def.members('.ctor').filter(member => member.kind === 'method');
	if (constructors.length === 0) return NO_REQUIRES;
	const all = (key: keyof RequiresSet): boolean => constructors.every(each => each.kind === 'method' && each.requires[key] !== undefined);
	const first = constructors[0]?.kind === 'method' ? constructors[0].requires : NO_REQUIRES;
	return {
		...(all('unreferencedCode') && first.unreferencedCode && { unreferencedCode: first.unreferencedCode }),
		...(all('dynamicCode') && first.dynamicCode && { dynamicCode: first.dynamicCode }),
		...(all('assemblyFiles') && first.assemblyFiles && { assemblyFiles: first.assemblyFiles }),
	};
}

/** What the constructor requires that the declaration itself makes, or that is implied: `[method: ...]` on the type says so. */
export function requiresOfPrimary(def: SourceTypeDef): RequiresSet {
	const primary = def.members('.ctor').find(member => member.kind === 'method' && member.syntax === undefined);
	return primary?.kind === 'method' ? primary.requires : NO_REQUIRES;
}
