/** The calls that the data flow handles itself (Intrinsics.cs in src/tools/illink/src/ILLink.Shared of dotnet/runtime). */
import type { MethodDef } from '../definitions.ts';

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
	'System.Reflection.RuntimeReflectionExtensions': [
		'GetRuntimeMethod',
		'GetRuntimeField',
		'GetRuntimeProperty',
		'GetRuntimeEvent',
		'GetMethodInfo',
	],
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

/** Those that pass types on and ask nothing: alone they are no reason to look at a body. */
const IDENTITIES: ReadonlySet<string> = new Set([
	'GetTypeFromHandle',
	'get_TypeHandle',
	'GetTypeInfo',
	'AsType',
	'Empty',
	'GetMethodFromHandle',
	'get_MethodHandle',
	'get_UnderlyingSystemType',
]);

const TYPES = new Map(Object.entries(BY_TYPE).map(([name, members]) => [name, new Set(members)]));

const takesType = (def: MethodDef): boolean =>
	def.signature.parameters.some(type => type.kind === 'named' && type.def.is('System', 'Type'));

/** The intrinsic that a method is: `System.Type::GetMethod`; undefined for an ordinary one. */
export function intrinsicOf(def: MethodDef): string | undefined {
	const { owner } = def;
	if (owner.container || !owner.namespace.startsWith('System')) return undefined;
	const type = `${owner.namespace}.${owner.name}`;
	if (!TYPES.get(type)?.has(def.name)) return undefined;
	if (type === 'System.Activator' && def.parameters.length > 0) return undefined;
	if (type === 'System.Object' && def.signature.parameters.length > 0) return undefined;
	if ((type === 'System.Enum' || type.endsWith('.Marshal')) && (def.parameters.length > 0 || !takesType(def))) return undefined;
	if (type.endsWith('.Expression')) {
		const first = def.signature.parameters[0];
		const second = def.signature.parameters[1];
		if (def.name === 'Property' && second?.kind === 'named' && second.def.name === 'MethodInfo') return `${type}::${def.name}`;
		if (!takesType(def)) return undefined;
		if (def.name === 'New' && !(first?.kind === 'named' && first.def.is('System', 'Type'))) return undefined;
	}
	return `${type}::${def.name}`;
}

export function isReflectionIntrinsic(def: MethodDef): boolean {
	const found = intrinsicOf(def);
	return found !== undefined && !IDENTITIES.has(def.name) && found !== 'System.Object::GetType';
}
