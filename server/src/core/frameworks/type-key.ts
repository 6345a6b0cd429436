/** Types by name, so that those of two compilations compare. */
import { qualifiedName } from '../symbols/display.ts';
import { canonical, dynamicType, type Type } from '../symbols/types.ts';

const keys = new WeakMap<Type, string>();

/** A type's full name: equal for types between which an identity conversion exists. */
export function typeKey(type: Type): string {
	let key = keys.get(type);
	if (key === undefined) keys.set(type, (key = type === dynamicType ? 'System.Object' : qualifiedName(canonical(type))));
	return key;
}
