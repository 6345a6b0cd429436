/**
 * Exports that a native library leaves out (AOTL4003): `[UnmanagedCallersOnly(EntryPoint = ...)]` counts in the project that is
 * published, and in those that it names with `UnmanagedEntryPointsAssembly`.
 *
 * Source: `--generateunmanagedentrypoints` in `Microsoft.NETCore.Native.targets` of Microsoft.DotNet.ILCompiler; seen in the
 * exported symbols of a published library, with the item and without it.
 */
import { findAttribute } from '../symbols/attributes.ts';
import { declare, type DeclarationRule } from './rule.ts';

export const unmanagedExports: DeclarationRule = {
	slug: 'exports',
	about: 'exports of a referenced project that a native library leaves out',
	codes: declare('AOT', { AOTL4003: 'A native library leaves this export out' }),
	check(type, context, report) {
		const [library] = context.leftOutBy ?? [];
		if (!library) return;
		const { name } = context.compilation.own;
		for (const { member } of type.members) {
			const attribute = 'attributes' in member.syntax ? findAttribute(member.syntax.attributes, 'UnmanagedCallersOnly') : undefined;
			if (!attribute?.args.some(argument => argument.isNamed && argument.name === 'EntryPoint')) continue;
			report({
				code: 'AOTL4003',
				message: `'${library}' is published without this export, because only its own assembly is searched for entry points. Add <UnmanagedEntryPointsAssembly Include="${name}" /> to an ItemGroup of '${library}'.`,
				start: member.start + attribute.start,
				end: member.start + attribute.end,
				evidence: undefined,
				repair: { kind: 'add-item', name: 'UnmanagedEntryPointsAssembly', include: name },
			});
		}
	},
};
