/**
 * Reflection on `Type` values: what flows into annotated places (IL2055 to IL2091 and their kin), followed
 * through locals, branches, loops and functions (sections 6 to 10 of the analyzer's rules).
 */
import type { BoundBody, Use } from '../binding/bound.ts';
import { analyse } from '../dataflow/analysis.ts';
import type { MethodSymbol } from '../symbols/members.ts';
import { AnnotationFlow } from './dam/flow.ts';
import { Judge, ownerNames } from './dam/judge.ts';
import { isInstantiation, isIntrinsic } from './intrinsics.ts';
import type { BodyRule } from './rule.ts';

export const typeFlow: BodyRule = {
	slug: 'type-flow',
	codes: [
		'IL2032',
		'IL2055',
		'IL2057',
		'IL2058',
		'IL2059',
		'IL2060',
		'IL2062',
		'IL2063',
		'IL2064',
		'IL2065',
		'IL2067',
		'IL2068',
		'IL2069',
		'IL2070',
		'IL2071',
		'IL2072',
		'IL2073',
		'IL2074',
		'IL2075',
		'IL2076',
		'IL2077',
		'IL2078',
		'IL2079',
		'IL2080',
		'IL2081',
		'IL2082',
		'IL2083',
		'IL2084',
		'IL2085',
		'IL2086',
		'IL2087',
		'IL2088',
		'IL2089',
		'IL2090',
		'IL2096',
		'IL2103',
		'IL2110',
		'IL2111',
		'IL2122',
		'IL4000',
		'IL4001',
	],
	check(body, context, report) {
		if ((!context.families.trim && !context.families.aot) || !isInteresting(body)) return;
		const recorded = body.record();
		const method = recorded.root.kind === 'body' ? recorded.root.method : undefined;
		const locals = [...recorded.recorder.functions.values()].flatMap(each => (each.symbol ? [each.symbol] : []));
		const judge = new Judge(context.compilation, ownerNames(method ? [method, ...locals] : locals, body.type));
		const done = analyse(recorded, new AnnotationFlow(body, method, context, judge, report));
		if (!done) context.countUnknown?.('flow too complex');
	},
};

/** Whether anything in a body takes annotated values; most bodies don't, and are not followed. */
function isInteresting(body: BoundBody): boolean {
	return body.hasAnnotations || body.uses.some(takesAnnotated);
}

const takers = new WeakMap<MethodSymbol, boolean>();

function takesAnnotated(use: Use): boolean {
	const { member } = use;
	if (member.kind === 'field') return use.assigned !== undefined && member.options.dam !== 0;
	if (member.kind !== 'method') return false;
	let known = takers.get(member);
	if (known === undefined) {
		const property = member.associated?.kind === 'property' ? member.associated : undefined;
		known =
			isSink(member) ||
			member.options.dam !== 0 ||
			member.parameters.some(parameter => parameter.dam !== 0) ||
			(property?.setter === member && property.options.dam !== 0);
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
