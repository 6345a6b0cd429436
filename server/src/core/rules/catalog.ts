/** Titles and categories of codes. What each means is told in `docs/rules/CODE.md`. */

export interface RuleInfo {
	readonly code: string;
	readonly title: string;
	readonly category: 'Trimming' | 'SingleFile' | 'AOT' | 'Advice';
	/** Advice stays a note in every project. */
	readonly isAdvice: boolean;
}

const TITLES: Readonly<Record<string, string>> = {
	AOTL2001: 'No registered JSON context knows the type',
	AOTL2002: 'A derived value is written as its declared type',
	AOTL3001: 'An open generic service is asked for over a value type',
	AOTL3002: 'Configuration that the binding generator does not bind',
	AOTL3003: 'SignalR without JSON type information',
	AOTL4001: 'Works differently in a native binary',
	AOTL5001: 'A package breaks under Native AOT',
	AOTL5002: 'A property contradicts PublishAot',
	AOTL5003: 'web.config does not fit a native binary',
	AOTL5004: 'The Dockerfile does not fit a native binary',
	AOTL5005: 'Analysis is asked for a target that has none',
	AOTL1001: 'CreateSlimBuilder would make this app smaller',
	IL2046: 'RequiresUnreferencedCode differs from the overridden or implemented member',
	IL2116: 'RequiresUnreferencedCode on a static constructor',
	IL2123: 'RequiresUnreferencedCode on the entry point',
	IL3003: 'RequiresAssemblyFiles differs from the overridden or implemented member',
	IL3004: 'RequiresAssemblyFiles on a static constructor',
	IL3005: 'RequiresAssemblyFiles on the entry point',
	IL3051: 'RequiresDynamicCode differs from the overridden or implemented member',
	IL3056: 'RequiresDynamicCode on a static constructor',
	IL3057: 'RequiresDynamicCode on the entry point',
	IL2026: 'Calls a member that requires unreferenced code',
	IL2055: 'MakeGenericType cannot be analyzed',
	IL2057: 'Type.GetType with an unknown type name',
	IL2058: 'Assembly.CreateInstance cannot be analyzed',
	IL2060: 'MakeGenericMethod cannot be analyzed',
	IL2067: 'Argument lacks annotations of the parameter it comes from',
	IL2070: 'Reflection on a parameter without annotations',
	IL2072: 'Argument lacks annotations of the result it comes from',
	IL2075: 'Reflection on a result without annotations',
	IL2077: 'Argument lacks annotations of the field it comes from',
	IL2080: 'Reflection on a field without annotations',
	IL2087: 'Argument lacks annotations of the type parameter it comes from',
	IL2090: 'Reflection on a type parameter without annotations',
	IL2091: 'Type argument lacks annotations',
	IL3000: 'Assembly location is empty in a single-file app',
	IL3001: 'Assembly files are missing in a single-file app',
	IL3002: 'Calls a member that requires assembly files',
	IL3050: 'Calls a member that requires dynamic code',
	IL2032: 'CreateInstance with an unknown type name',
	IL2041: 'DynamicallyAccessedMembers on a method that is not one of Type',
	IL2043: 'DynamicallyAccessedMembers on a property and on its accessor',
	IL2050: 'P/Invoke with COM marshalling',
	IL2059: 'RunClassConstructor with an unknown type',
	IL2062: 'Argument that cannot be followed reaches an annotated parameter',
	IL2063: 'Value that cannot be followed is returned with annotations',
	IL2064: 'Value that cannot be followed is stored with annotations',
	IL2065: 'Reflection on a value that cannot be followed',
	IL2068: 'Returned value lacks annotations of the parameter it comes from',
	IL2069: 'Stored value lacks annotations of the parameter it comes from',
	IL2071: 'Type argument lacks annotations of the parameter it comes from',
	IL2073: 'Returned value lacks annotations of the result it comes from',
	IL2074: 'Stored value lacks annotations of the result it comes from',
	IL2076: 'Type argument lacks annotations of the result it comes from',
	IL2078: 'Returned value lacks annotations of the field it comes from',
	IL2079: 'Stored value lacks annotations of the field it comes from',
	IL2081: 'Type argument lacks annotations of the field it comes from',
	IL2082: 'Argument lacks annotations of the this it comes from',
	IL2083: 'Returned value lacks annotations of the this it comes from',
	IL2084: 'Stored value lacks annotations of the this it comes from',
	IL2085: "Reflection on 'this' without annotations",
	IL2086: 'Type argument lacks annotations of the this it comes from',
	IL2088: 'Returned value lacks annotations of the type parameter it comes from',
	IL2089: 'Stored value lacks annotations of the type parameter it comes from',
	IL2092: 'Annotations of a parameter differ from the overridden or implemented member',
	IL2093: 'Annotations of a return value differ from the overridden or implemented member',
	IL2094: "Annotations of a implicit 'this' differ from the overridden or implemented member",
	IL2095: 'Annotations of a type parameter differ from the overridden or implemented member',
	IL2096: 'Type.GetType that ignores case',
	IL2097: 'DynamicallyAccessedMembers on a field that is no Type or string',
	IL2098: 'DynamicallyAccessedMembers on a parameter that is no Type or string',
	IL2099: 'DynamicallyAccessedMembers on a property that is no Type or string',
	IL2103: 'Expression.Property with an unknown accessor',
	IL2106: 'DynamicallyAccessedMembers on a return value that is no Type or string',
	IL2110: 'Annotated field is reached by reflection',
	IL2111: 'Annotated method is reached by reflection or as a delegate',
	IL2112: 'Annotated type exposes a member of the type that requires unreferenced code',
	IL2113: 'Annotated type exposes a member of a base type or interface that requires unreferenced code',
	IL2114: 'Annotated type exposes a member of the type that is annotated itself',
	IL2115: 'Annotated type exposes a member of a base type or interface that is annotated itself',
	IL2122: 'Type name without an assembly',
	IL4000: 'Feature guard does not follow its feature',
	IL4001: 'Feature guard on a member that cannot be one',
};

export function ruleInfo(code: string): RuleInfo {
	if (code.startsWith('AOTL1')) return { code, title: TITLES[code] ?? code, category: 'Advice', isAdvice: true };
	if (code.startsWith('AOTL')) return { code, title: TITLES[code] ?? code, category: 'AOT', isAdvice: false };
	const number = Number(code.slice(2));
	const category = number < 3000 || number >= 4000 ? 'Trimming' : number < 3050 ? 'SingleFile' : 'AOT';
	return { code, title: TITLES[code] ?? code, category, isAdvice: false };
}

/** All codes that can be reported. */
export const CODES: readonly string[] = Object.keys(TITLES);
