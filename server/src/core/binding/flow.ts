/**
 * What is known on the way to an operation: which features are on (docs/analyzer.md, "Guards").
 *
 * A state is a set of bits. Code that can't be reached has all of them, so that joining two ways is
 * always the intersection, and nothing is reported where nothing runs.
 */

export const Feature = { UnreferencedCode: 1, DynamicCode: 2, AssemblyFiles: 4 } as const;

/** The state of unreachable code. */
export const UNREACHABLE = 7;

/** The bit of the attribute that a guard names, by the attribute type's full name. */
export function featureOf(attributeType: string): number {
	if (attributeType.endsWith('RequiresUnreferencedCodeAttribute')) return Feature.UnreferencedCode;
	if (attributeType.endsWith('RequiresDynamicCodeAttribute')) return Feature.DynamicCode;
	return attributeType.endsWith('RequiresAssemblyFilesAttribute') ? Feature.AssemblyFiles : 0;
}
