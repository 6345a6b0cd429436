/**
 * Codes and words of what does not meet an annotation (IL2062 to IL2091, IL2110, IL2111, IL2122): the same table for source
 * and for IL, which name members differently (section 2 of the analyzer's rules; SharedStrings.resx in
 * src/tools/illink/src/ILLink.Shared of dotnet/runtime).
 */

/** Something that asks for members of the types that arrive at it. */
export type Target =
	| { readonly kind: 'parameter'; readonly name: string; readonly method: string }
	| { readonly kind: 'return'; readonly method: string }
	| { readonly kind: 'field'; readonly name: string }
	| { readonly kind: 'this'; readonly method: string }
	| { readonly kind: 'generic'; readonly name: string; readonly owner: string };

/** Where a value comes from whose annotation is compared. */
export type SourceKind = 'parameter' | 'return' | 'field' | 'this' | 'generic';

/** The codes of a mismatch: by the kind of the source, then in the order of `TARGETS`. */
const MISMATCHES: Readonly<Record<SourceKind, number>> = { parameter: 2067, return: 2072, field: 2077, this: 2082, generic: 2087 };
const TARGETS: readonly Target['kind'][] = ['parameter', 'return', 'field', 'this', 'generic'];
const UNKNOWN_CODES: Readonly<Record<Target['kind'], string>> = {
	parameter: 'IL2062',
	return: 'IL2063',
	field: 'IL2064',
	this: 'IL2065',
	generic: 'IL2066',
};
const NOT_KNOWN = "can not be statically determined and may not meet 'DynamicallyAccessedMembersAttribute' requirements.";

export const mismatchCode = (source: SourceKind, target: Target): string => `IL${MISMATCHES[source] + TARGETS.indexOf(target.kind)}`;
export const unknownCode = (target: Target): string => UNKNOWN_CODES[target.kind];

/**
 * @param need the missing flags as a list of quoted names
 * @param source the sentence about the value
 */
export const mismatchMessage = (target: Target, need: string, source: string): string =>
	`${head(target, need)} ${source} The source value must declare at least the same requirements as those declared on the target location it is assigned to.`;

const ENDING = 'does not have matching annotations.';
export const genericWords = (name: string, owner: string): string => `The generic parameter '${name}' of '${owner}' ${ENDING}`;
export const parameterWords = (name: string, method: string): string => `The parameter '${name}' of method '${method}' ${ENDING}`;
export const returnWords = (method: string): string => `The return value of method '${method}' ${ENDING}`;
export const fieldWords = (field: string): string => `The field '${field}' ${ENDING}`;
export const thisWords = (method: string): string => `The implicit 'this' argument of method '${method}' ${ENDING}`;

function head(target: Target, need: string): string {
	switch (target.kind) {
		case 'parameter':
			return `'${target.name}' argument does not satisfy ${need} in call to '${target.method}'.`;
		case 'return':
			return `'${target.method}' method return value does not satisfy ${need} requirements.`;
		case 'field':
			return `value stored in field '${target.name}' does not satisfy ${need} requirements.`;
		case 'this':
			return `'this' argument does not satisfy ${need} in call to '${target.method}'.`;
		case 'generic':
			return `'${target.name}' generic argument does not satisfy ${need} in '${target.owner}'.`;
	}
}

export function unknownMessage(target: Target): string {
	switch (target.kind) {
		case 'parameter':
			return `Value passed to parameter '${target.name}' of method '${target.method}' ${NOT_KNOWN}`;
		case 'return':
			return `Value returned from method '${target.method}' ${NOT_KNOWN}`;
		case 'field':
			return `Value assigned to ${target.name} ${NOT_KNOWN}`;
		case 'this':
			return `Value passed to implicit 'this' parameter of method '${target.method}' ${NOT_KNOWN}`;
		case 'generic':
			return `Type passed to generic parameter '${target.name}' of '${target.owner}' ${NOT_KNOWN}`;
	}
}

export const unqualifiedMessage = (text: string): string =>
	`Type '${text}' is not assembly qualified. Type name strings used for dynamically accessing a type should be assembly qualified.`;

export const annotatedFieldMessage = (field: string): string =>
	`Field '${field}' with 'DynamicallyAccessedMembersAttribute' is accessed via reflection. Trimmer can't guarantee availability of the requirements of the field.`;

export const annotatedMethodMessage = (method: string): string =>
	`Method '${method}' with parameters or return value with \`DynamicallyAccessedMembersAttribute\` is accessed via reflection. Trimmer can't guarantee availability of the requirements of the method.`;
