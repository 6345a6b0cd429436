/**
 * The attributes that binding and judging read. Everything else is dropped when a pack is made or a
 * package is read, because no rule of the language or of the analyzer depends on it.
 */
const KEPT: ReadonlySet<string> = new Set([
	// C# standard and language features: how calls bind.
	'System.Runtime.CompilerServices.OverloadResolutionPriorityAttribute',
	'System.Runtime.CompilerServices.CollectionBuilderAttribute',
	'System.Runtime.CompilerServices.InterpolatedStringHandlerAttribute',
	'System.Runtime.CompilerServices.AsyncMethodBuilderAttribute',
	'System.Runtime.CompilerServices.InlineArrayAttribute',
	'System.Reflection.DefaultMemberAttribute',
	'System.FlagsAttribute',
	// Reachability.
	'System.Diagnostics.CodeAnalysis.DoesNotReturnAttribute',
	'System.Diagnostics.CodeAnalysis.DoesNotReturnIfAttribute',
	// The analyzer's attributes that must have their full name.
	'System.Diagnostics.CodeAnalysis.FeatureGuardAttribute',
	'System.Diagnostics.CodeAnalysis.FeatureSwitchDefinitionAttribute',
	'System.Runtime.InteropServices.UnmanagedCallersOnlyAttribute',
	// What a package says of itself: IsAotCompatible, IsTrimmable.
	'System.Reflection.AssemblyMetadataAttribute',
]);

/** Attributes that the analyzer knows by their simple name, in any namespace. */
const BY_SIMPLE_NAME =
	/(?:^|\.)(?:RequiresUnreferencedCode|RequiresDynamicCode|RequiresAssemblyFiles|DynamicallyAccessedMembers|DllImport)Attribute$/;

/** Whether an attribute, by its full name, belongs in the facts. */
export function keepAttribute(fullName: string): boolean {
	return KEPT.has(fullName) || BY_SIMPLE_NAME.test(fullName);
}
