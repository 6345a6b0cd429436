/** Which types a `JsonSerializerContext` can list, and what it knows of them then. */
import { isAnonymous } from '../../symbols/anonymous.ts';
import type { Compilation } from '../../symbols/compilation.ts';
import { reachedFrom } from '../../symbols/json-reach.ts';
import { isSource } from '../../symbols/source.ts';
import { isNamed, type Type, type TypeDef } from '../../symbols/types.ts';
import { isHidden, isWithin } from './nested-context.ts';

/**
 * Whether `typeof(T)` can stand on a context at the top of a namespace, and means something there.
 * @param host in which the context is nested instead: it can name that type's private ones
 */
export function canBeListed(type: Type, compilation: Compilation, host?: TypeDef): boolean {
	switch (type.kind) {
		case 'array':
			return canBeListed(type.element, compilation, host);
		case 'named': {
			if (isAnonymous(type) || isNamed(type, 'System.Object') || type.def.isByRefLike || type.def.isStatic || type.def.kind === 'delegate')
				return false;
			for (let def: TypeDef | undefined = type.def; def; def = def.container) {
				if (isHidden(def) && !(host && def.container && isWithin(host, def.container))) return false;
				if (isSource(def) && def.parts.some(part => part.declaration.modifiers.includes('file'))) return false;
			}
			return type.args.every(arg => canBeListed(arg, compilation, host) || isNamed(arg, 'System.Object'));
		}
		default:
			return false;
	}
}

/** Whether a type has members that hold any object: what flows into them is not known, and has no type information. */
export const holdsObject = (type: Type): boolean =>
	[...reachedFrom(type)].some(each => isNamed(each, 'System.Object') || (each.kind === 'array' && isNamed(each.element, 'System.Object')));
