/**
 * Attributes of the Requires family on a static constructor (IL2116, IL3056, IL3004) or on the entry
 * point (IL2123, IL3057, IL3005; docs/analyzer.md, "Declarations").
 */
import { methodDisplay } from '../symbols/display.ts';
import type { MethodSymbol } from '../symbols/members.ts';
import { isNamed, type RequiresSet } from '../symbols/types.ts';
import { REQUIRES_FAMILIES } from './requires.ts';
import { declare, type DeclarationRule } from './rule.ts';

const ON_STATIC_CONSTRUCTOR: Readonly<Record<keyof RequiresSet, string>> = {
	unreferencedCode: 'IL2116',
	dynamicCode: 'IL3056',
	assemblyFiles: 'IL3004',
};
const ON_ENTRY_POINT: Readonly<Record<keyof RequiresSet, string>> = {
	unreferencedCode: 'IL2123',
	dynamicCode: 'IL3057',
	assemblyFiles: 'IL3005',
};

export const misplaced: DeclarationRule = {
	slug: 'misplaced',
	about: '`[Requires...]` annotations on static constructors and entry points',
	codes: [
		...declare('Trimming', {
			IL2116: 'RequiresUnreferencedCode on a static constructor',
			IL2123: 'RequiresUnreferencedCode on the entry point',
		}),
		...declare('AOT', { IL3056: 'RequiresDynamicCode on a static constructor', IL3057: 'RequiresDynamicCode on the entry point' }),
		...declare('SingleFile', {
			IL3004: 'RequiresAssemblyFiles on a static constructor',
			IL3005: 'RequiresAssemblyFiles on the entry point',
		}),
	],
	check(type, context, report) {
		for (const { member, symbols } of type.members) {
			const [method] = symbols;
			if (method?.kind !== 'method' || !('nameRange' in member.syntax)) continue;
			const { nameRange } = member.syntax;
			const place = { start: member.start + nameRange.start, end: member.start + nameRange.end };
			for (const family of REQUIRES_FAMILIES) {
				if (!family.isOn(context) || !method.requires[family.key]) continue;
				const name = methodDisplay(method);
				if (method.methodKind === 'static-constructor') {
					const advice =
						family.key === 'unreferencedCode' ? `, consider placing '${family.attribute}' on the type declaration instead` : '';
					report({
						code: ON_STATIC_CONSTRUCTOR[family.key],
						message: `'${family.attribute}' cannot be placed directly on static constructor '${name}'${advice}.`,
						...place,
						evidence: undefined,
					});
				} else if (isEntryPoint(method)) {
					report({
						code: ON_ENTRY_POINT[family.key],
						message: `'${family.attribute}' cannot be placed directly on application entry point '${name}'.`,
						...place,
						evidence: undefined,
					});
				}
			}
		}
	},
};

/** A static `Main` that returns nothing, `int`, or a task of them. */
function isEntryPoint(method: MethodSymbol): boolean {
	if (method.name !== 'Main' || !method.isStatic || method.methodKind !== 'ordinary') return false;
	return ['System.Void', 'System.Int32', 'System.Threading.Tasks.Task', 'System.Threading.Tasks.Task`1'].some(name =>
		isNamed(method.returns, name),
	);
}
