/** What is known of JSON: which types are written for a value. */
import { dynamicType, isNamed, mentions, nullType, type Type, unknownType } from '../symbols/types.ts';
import { awaited, isNothing, isResult } from './aspnet.ts';

/**
 * The type whose contract is asked for when a value of a type is written; undefined for text, results, nothing, and
 * for `object`, whose value has a type of its own.
 *
 * @param isReturn the type is a handler's return type: text is written as it is
 */
export function payloadOf(type: Type, isReturn: boolean): Type | undefined {
	if (type === unknownType || type === dynamicType || type === nullType || mentions(type, () => true)) return undefined;
	if (type.kind === 'pointer' || type.kind === 'function-pointer') return undefined;
	const inner = awaited(type);
	if (inner !== type) return payloadOf(inner, isReturn);
	if (isNothing(type) || isNamed(type, 'System.Object') || (isReturn && isNamed(type, 'System.String'))) return undefined;
	return isResult(type) ? undefined : type;
}
