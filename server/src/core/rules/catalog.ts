/** Titles and categories of codes. What each means is told in `docs/rules/CODE.md`. */

export interface RuleInfo {
	readonly code: string;
	readonly title: string;
	readonly category: 'Trimming' | 'SingleFile' | 'AOT' | 'Advice';
	/** Advice stays a note in every project. */
	readonly isAdvice: boolean;
}

const TITLES: Readonly<Record<string, string>> = {
	AOTL2001: 'No registered JSON context knows the type', AOTL1001: 'CreateSlimBuilder would make this app smaller',
	IL2046: 'RequiresUnreferencedCode differs from the overridden or implemented member', IL2116: 'RequiresUnreferencedCode on a static constructor', IL2123: 'RequiresUnreferencedCode on the entry point',
	IL3003: 'RequiresAssemblyFiles differs from the overridden or implemented member', IL3004: 'RequiresAssemblyFiles on a static constructor', IL3005: 'RequiresAssemblyFiles on the entry point',
	IL3051: 'RequiresDynamicCode differs from the overridden or implemented member', IL3056: 'RequiresDynamicCode on a static constructor', IL3057: 'RequiresDynamicCode on the entry point',
	IL2026: 'Calls a member that requires unreferenced code', IL2055: 'MakeGenericType cannot be analyzed', IL2057: 'Type.GetType with an unknown type name', IL2058: 'Assembly.CreateInstance cannot be analyzed',
	IL2060: 'MakeGenericMethod cannot be analyzed', IL2067: 'Argument lacks annotations of the parameter it comes from', IL2070: 'Reflection on a parameter without annotations', IL2072: 'Argument lacks annotations of the result it comes from',
	IL2075: 'Reflection on a result without annotations', IL2077: 'Argument lacks annotations of the field it comes from', IL2080: 'Reflection on a field without annotations', IL2087: 'Argument lacks annotations of the type parameter it comes from',
	IL2090: 'Reflection on a type parameter without annotations', IL2091: 'Type argument lacks annotations', IL3000: 'Assembly location is empty in a single-file app', IL3001: 'Assembly files are missing in a single-file app',
	IL3002: 'Calls a member that requires assembly files', IL3050: 'Calls a member that requires dynamic code',
};

export function ruleInfo(code: string): RuleInfo {
	if (code.startsWith('AOTL1')) return { code, title: TITLES[code] ?? code, category: 'Advice', isAdvice: true };
	if (code.startsWith('AOTL')) return { code, title: TITLES[code] ?? code, category: 'AOT', isAdvice: false };
	const number = Number(code.slice(2));
	const category = number < 3000 ? 'Trimming' : number < 3050 ? 'SingleFile' : 'AOT';
	return { code, title: TITLES[code] ?? code, category, isAdvice: false };
}

/** All codes that can be reported. */
export const CODES: readonly string[] = Object.keys(TITLES);
