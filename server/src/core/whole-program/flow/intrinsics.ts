/** Which methods of metadata are the calls that the data flow handles itself. */
import { isIntrinsicName } from '../../rules/intrinsics.ts';
import type { MethodDef } from '../definitions.ts';

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

const takesType = (def: MethodDef): boolean =>
	def.signature.parameters.some(type => type.kind === 'named' && type.def.is('System', 'Type'));

/** The intrinsic that a method is: `System.Type::GetMethod`; undefined for an ordinary one. */
export function intrinsicOf(def: MethodDef): string | undefined {
	const { owner } = def;
	if (owner.container || !owner.namespace.startsWith('System')) return undefined;
	const type = `${owner.namespace}.${owner.name}`;
	if (!isIntrinsicName(type, def.name)) return undefined;
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
