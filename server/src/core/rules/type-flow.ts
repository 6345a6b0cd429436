/**
 * Reflection on `Type` values: what flows into annotated places (IL2055 to IL2091 and their kin), followed
 * through locals, branches, loops and functions (docs/analyzer.md, "Guards", "Values", "Statements and locals", "Sinks", "Intrinsics").
 */
import type { BoundBody, Use } from '../binding/bound.ts';
import { analyse } from '../dataflow/analysis.ts';
import { receiverOfMember } from '../symbols/extensions.ts';
import type { MethodSymbol } from '../symbols/members.ts';
import { AnnotationFlow } from './dam/flow.ts';
import { Judge, ownerNames } from './dam/judge.ts';
import { isInstantiation, isIntrinsic } from './intrinsics.ts';
import { declare, type BodyRule } from './rule.ts';

export const typeFlow: BodyRule = {
	slug: 'type-flow',
	about:
		"reflection on `Type` values, followed through locals, branches, loops, exceptions, arrays, lambdas and local functions; names and arguments that can't be known; feature guards that don't guard",
	codes: declare('Trimming', {
		IL2032: 'CreateInstance with an unknown type name',
		IL2055: 'MakeGenericType cannot be analyzed',
		IL2057: 'Type.GetType with an unknown type name',
		IL2058: 'Assembly.CreateInstance cannot be analyzed',
		IL2059: 'RunClassConstructor with an unknown type',
		IL2060: 'MakeGenericMethod cannot be analyzed',
		IL2062: 'Argument that cannot be followed reaches an annotated parameter',
		IL2063: 'Value that cannot be followed is returned with annotations',
		IL2064: 'Value that cannot be followed is stored with annotations',
		IL2065: 'Reflection on a value that cannot be followed',
		IL2066: 'Type argument that cannot be followed meets an annotated type parameter',
		IL2067: 'Argument lacks annotations of the parameter it comes from',
		IL2068: 'Returned value lacks annotations of the parameter it comes from',
		IL2069: 'Stored value lacks annotations of the parameter it comes from',
		IL2070: 'Reflection on a parameter without annotations',
		IL2071: 'Type argument lacks annotations of the parameter it comes from',
		IL2072: 'Argument lacks annotations of the result it comes from',
		IL2073: 'Returned value lacks annotations of the result it comes from',
		IL2074: 'Stored value lacks annotations of the result it comes from',
		IL2075: 'Reflection on a result without annotations',
		IL2076: 'Type argument lacks annotations of the result it comes from',
		IL2077: 'Argument lacks annotations of the field it comes from',
		IL2078: 'Returned value lacks annotations of the field it comes from',
		IL2079: 'Stored value lacks annotations of the field it comes from',
		IL2080: 'Reflection on a field without annotations',
		IL2081: 'Type argument lacks annotations of the field it comes from',
		IL2082: 'Argument lacks annotations of the this it comes from',
		IL2083: 'Returned value lacks annotations of the this it comes from',
		IL2084: 'Stored value lacks annotations of the this it comes from',
		IL2085: "Reflection on 'this' without annotations",
		IL2086: 'Type argument lacks annotations of the this it comes from',
		IL2087: 'Argument lacks annotations of the type parameter it comes from',
		IL2088: 'Returned value lacks annotations of the type parameter it comes from',
		IL2089: 'Stored value lacks annotations of the type parameter it comes from',
		IL2090: 'Reflection on a type parameter without annotations',
		IL2096: 'Type.GetType that ignores case',
		IL2103: 'Expression.Property with an unknown accessor',
		IL2110: 'Annotated field is reached by reflection',
		IL2122: 'Type name without an assembly',
		IL4000: 'Feature guard does not follow its feature',
		IL4001: 'Feature guard on a member that cannot be one',
	}),
	alsoReports: ['IL2111'],
	check(body, context, report) {
		if ((!context.families.trim && !context.families.aot) || !followsValues(body)) return;
		const recorded = body.record();
		const method = recorded.root.kind === 'body' ? recorded.root.method : undefined;
		const locals = [...recorded.recorder.functions.values()].flatMap(each => (each.symbol ? [each.symbol] : []));
		const judge = new Judge(context.compilation, ownerNames(method ? [method, ...locals] : locals, body.type));
		const done = analyse(recorded, new AnnotationFlow(body, method, context, judge, report));
		if (!done) context.countUnknown?.('flow too complex');
	},
};

/** Whether anything in a body takes annotated values; most bodies don't, and are not followed. */
export function followsValues(body: BoundBody): boolean {
	return body.hasAnnotations || body.uses.some(takesAnnotated);
}

const takers = new WeakMap<MethodSymbol, boolean>();

function takesAnnotated(use: Use): boolean {
	const { member } = use;
	if (member.kind === 'field') return use.assigned !== undefined && member.dam !== 0;
	if (member.kind !== 'method') return false;
	let known = takers.get(member);
	if (known === undefined) {
		const property = member.associated?.kind === 'property' ? member.associated : undefined;
		known =
			isSink(member) ||
			member.dam !== 0 ||
			member.parameters.some(parameter => parameter.dam !== 0) ||
			(receiverOfMember(member)?.dam ?? 0) !== 0 ||
			(property?.setter === member && property.dam !== 0);
		takers.set(member, known);
	}
	return known;
}

/** Intrinsic calls that only pass values on need nothing themselves. */
const CARRIERS: ReadonlySet<string> = new Set([
	'GetTypeInfo',
	'AsType',
	'GetTypeFromHandle',
	'GetUnderlyingType',
	'GetMethodInfo',
	'GetMethodFromHandle',
	'Empty',
	'GetValues',
	'SizeOf',
	'OffsetOf',
	'PtrToStructure',
	'DestroyStructure',
	'GetDelegateForFunctionPointer',
	'GetFile',
	'GetFiles',
]);

function isSink(method: MethodSymbol): boolean {
	if (isInstantiation(method)) return true;
	if (method.methodKind === 'accessor' || !isIntrinsic(method) || CARRIERS.has(method.name)) return false;
	return method.container.fullName !== 'System.Object' && method.container.fullName !== 'System.Array';
}
