/** What arrays hold: elements are followed where index and array are known, and forgotten where they may be another's. */
import { mapValues, NOTHING, union, UNKNOWN_VALUES, type Value, type Values, valuesOf } from './values.ts';

/** Arrays with more elements than this are not followed. */
const MAX_ELEMENTS = 32;

/** A new array with these elements. */
export const arrayOf = (elements: readonly Values[]): Values =>
	valuesOf({ kind: 'array', size: elements.length, elements: new Map(elements.length < MAX_ELEMENTS ? elements.entries() : []) });

/** A new array without elements, of a size that may be known. */
export function emptyArray(size: Values | undefined): Values {
	const [only] = size?.values() ?? [];
	return valuesOf({ kind: 'array', size: size?.size === 1 && only?.kind === 'int' ? only.value : undefined, elements: new Map() });
}

/**
 * The elements of some arrays at some indices.
 * @param elementOf an element of an annotated array
 */
export function elementsAt(arrays: Values, indices: Values, elementOf: (array: Value & { kind: 'annotated-array' }) => Value): Values {
	// Of no array, or of what is none, nothing is known.
	if (arrays.size === 0) return UNKNOWN_VALUES;
	let result: Values = NOTHING;
	for (const array of arrays.values()) {
		if (array.kind === 'annotated-array') {
			result = union(result, valuesOf(elementOf(array)));
			continue;
		}
		if (array.kind !== 'array') return UNKNOWN_VALUES;
		for (const index of indices.values()) {
			const element = index.kind === 'int' ? array.elements.get(index.value) : undefined;
			if (!element?.size) return UNKNOWN_VALUES;
			// Arrays in arrays are not followed.
			result = union(
				result,
				mapValues(element, value => [value.kind === 'array' ? { kind: 'unknown' } : value]),
			);
		}
	}
	return result;
}

/** The arrays after values were written at an index; where it is not known they hold anything. */
export function withElement(arrays: Values, indices: Values | undefined, values: Values): Values {
	const [index] = indices?.values() ?? [];
	if (indices?.size !== 1 || index?.kind !== 'int') return forgetElements(arrays);
	return mapValues(arrays, array => [
		array.kind === 'array'
			? { ...array, elements: new Map([...array.elements, [index.value, values]]) }
			: array.kind === 'annotated-array'
				? { kind: 'unknown' }
				: array,
	]);
}

/** Arrays keep their size but nothing of what they hold: someone else may have written to them. */
export function forgetElements(values: Values): Values {
	let hasArray = false;
	for (const value of values.values())
		if ((value.kind === 'array' && value.elements.size > 0) || value.kind === 'annotated-array') hasArray = true;
	if (!hasArray) return values;
	return mapValues(values, value => [
		value.kind === 'array'
			? { ...value, elements: new Map() }
			: value.kind === 'annotated-array'
				? { kind: 'array', size: undefined, elements: new Map() }
				: value,
	]);
}
