/**
 * The calls that the SDK's analyzer and the AOT compiler handle themselves (docs/analyzer.md, "Intrinsics"; Intrinsics.cs in
 * src/tools/illink/src/ILLink.Shared of dotnet/runtime): their attributes are not reported as IL2026, and their parameters are not checked.
 *
 * This is their own table, not API knowledge: metadata does not say which calls they know.
 */
import type { MethodSymbol } from '../symbols/members.ts';

/**
 * By the full name of the type, names as metadata has them. `GetRuntimeField` is in neither: its signature is misspelt there, and both
 * tools tell of its parameter `type`, where they name the wrong one for its siblings.
 */
const BY_TYPE: Readonly<Record<string, readonly string[]>> = {
	'System.Type': [
		'GetType',
		'GetTypeFromHandle',
		'get_TypeHandle',
		'get_UnderlyingSystemType',
		'get_BaseType',
		'get_AssemblyQualifiedName',
		'GetMethod',
		'GetField',
		'GetProperty',
		'GetEvent',
		'GetNestedType',
		'GetConstructor',
		'GetMember',
		'GetMethods',
		'GetFields',
		'GetProperties',
		'GetEvents',
		'GetConstructors',
		'GetNestedTypes',
		'GetMembers',
		'GetInterface',
		'GetInterfaces',
		'MakeGenericType',
	],
	'System.Reflection.TypeInfo': ['AsType'],
	'System.Reflection.IntrospectionExtensions': ['GetTypeInfo'],
	'System.Reflection.RuntimeReflectionExtensions': ['GetRuntimeMethod', 'GetRuntimeProperty', 'GetRuntimeEvent', 'GetMethodInfo'],
	'System.Reflection.MethodInfo': ['MakeGenericMethod'],
	'System.Reflection.MethodBase': ['GetMethodFromHandle', 'get_MethodHandle'],
	'System.Reflection.Assembly': ['CreateInstance', 'get_Location', 'GetFile', 'GetFiles'],
	'System.Reflection.AssemblyName': ['get_CodeBase', 'get_EscapedCodeBase'],
	'System.Activator': ['CreateInstance', 'CreateInstanceFrom'],
	'System.AppDomain': ['CreateInstance', 'CreateInstanceAndUnwrap', 'CreateInstanceFrom', 'CreateInstanceFromAndUnwrap'],
	'System.Object': ['GetType'],
	'System.Delegate': ['get_Method'],
	'System.Nullable': ['GetUnderlyingType'],
	'System.Enum': ['GetValues'],
	'System.Array': ['CreateInstance', 'Empty'],
	'System.Runtime.CompilerServices.RuntimeHelpers': ['RunClassConstructor'],
	'System.Runtime.InteropServices.Marshal': ['SizeOf', 'OffsetOf', 'PtrToStructure', 'DestroyStructure', 'GetDelegateForFunctionPointer'],
	'System.Linq.Expressions.Expression': ['New', 'Field', 'Property', 'Call'],
};

const TYPES: ReadonlyMap<string, ReadonlySet<string>> = new Map(Object.entries(BY_TYPE).map(([name, members]) => [name, new Set(members)]));

/** Whether a type has an intrinsic of a name, whatever its overloads are. */
export const isIntrinsicName = (type: string, member: string): boolean => TYPES.get(type)?.has(member) === true;

/** Overloads of the names above that are ordinary: those that take no `Type`, or are generic. */
const NEEDS_TYPE: ReadonlySet<string> = new Set([
	'System.Enum',
	'System.Runtime.InteropServices.Marshal',
	'System.Linq.Expressions.Expression',
]);

const isType = (method: MethodSymbol): boolean =>
	method.parameters.some(parameter => parameter.type.kind === 'named' && parameter.type.def.fullName === 'System.Type');

/** The parameterless members of `Type` are annotated in metadata and ordinary for the analyzer. */
const ORDINARY_WITHOUT_PARAMETERS: ReadonlySet<string> = new Set([
	'GetMethods',
	'GetFields',
	'GetProperties',
	'GetEvents',
	'GetConstructors',
	'GetNestedTypes',
	'GetMembers',
]);

export function isIntrinsic(method: MethodSymbol): boolean {
	const container = method.container.fullName;
	if (!TYPES.has(container)) return false;
	const accessor = method.methodKind === 'accessor' ? method.associated?.name : undefined;
	if (accessor !== undefined) return isIntrinsicName(container, `get_${accessor}`);
	if (!isIntrinsicName(container, method.name)) return false;
	if (container === 'System.Type' && method.parameters.length === 0 && ORDINARY_WITHOUT_PARAMETERS.has(method.name)) return false;
	if (container === 'System.Activator' && method.typeParameters.length > 0) return false;
	if (NEEDS_TYPE.has(container)) {
		if (method.typeParameters.length > 0 && method.name !== 'Call') return false;
		if (container === 'System.Linq.Expressions.Expression' && method.name === 'Property')
			return (
				isType(method) ||
				method.parameters.some(
					parameter => parameter.type.kind === 'named' && parameter.type.def.fullName === 'System.Reflection.MethodInfo',
				)
			);
		return isType(method);
	}
	return true;
}

/** Calls whose IL3050 depends on the values that they are given. */
export function isInstantiation(method: MethodSymbol): boolean {
	return (
		(method.name === 'MakeGenericType' && method.container.fullName === 'System.Type') ||
		(method.name === 'MakeGenericMethod' && method.container.fullName === 'System.Reflection.MethodInfo')
	);
}
