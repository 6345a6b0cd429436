/** The factories of expression trees that look members up by name. */
import { NOTHING, type Values, valuesOf } from '../../dataflow/values.ts';
import { methodDisplay } from '../../symbols/display.ts';
import { isNamed, type NamedType } from '../../symbols/types.ts';
import { Dam } from './annotations.ts';
import { metadataName, namedMember } from './member-queries.ts';
import { checkArguments } from './instantiation.ts';
import { argumentFor, type IntrinsicCall, isEmptyArray, isTypeArray, parameterTarget } from './intrinsic-call.ts';
import type { Target } from './words.ts';
import { ANY_MEMBER, type MemberFilter } from './binding-flags.ts';
import { accessorsOf, constructorsOf, methodsOf } from './members.ts';

export function expressionFactory(call: IntrinsicCall, name: string): Values {
	const { method, args, judge, tell } = call;
	const typeIndex = args.findIndex(argument => isNamed(argument.parameter.type, 'System.Type'));
	const on = args[typeIndex]?.values ?? NOTHING;
	const target = parameterTarget(call, args[typeIndex]?.parameter.name ?? 'type');
	switch (name) {
		case 'New':
			for (const value of on.values()) {
				if (value.kind === 'type') for (const each of constructorsOf(value.type.def, ANY_MEMBER)) judge.reachMember(each, tell);
				else judge.require(valuesOf(value), Dam.PublicParameterlessConstructor, target, tell);
			}
			return call.result;
		case 'Property':
			if (typeIndex < 0) {
				propertyByAccessor(call);
				return call.result;
			}
			namedOnly(call, on, Dam.PublicProperties | Dam.NonPublicProperties, target, (type, text) =>
				namedMember(call, 'GetProperty', type, text, ANY_MEMBER),
			);
			return call.result;
		case 'Field':
			namedOnly(call, on, Dam.PublicFields | Dam.NonPublicFields, target, (type, text) =>
				namedMember(call, 'GetField', type, text, ANY_MEMBER),
			);
			return call.result;
		case 'Call': {
			const isStaticOnly: MemberFilter = { ...ANY_MEMBER, isInstance: false };
			const hasGenerics = !isEmptyArray(
				argumentFor(call, parameter => isTypeArray(parameter.type)),
				false,
			);
			const fail = (): void =>
				tell(
					'IL2060',
					`Call to '${methodDisplay(method)}' can not be statically analyzed. It's not possible to guarantee the availability of requirements of the generic method.`,
				);
			namedOnly(
				call,
				on,
				Dam.PublicMethods | Dam.NonPublicMethods,
				target,
				(type, text) => {
					for (const each of methodsOf(type.def, isStaticOnly)) {
						if (metadataName(each) !== text) continue;
						judge.reachMember(each, tell);
						if (hasGenerics && !checkArguments(call, each.typeParameters, methodDisplay(each))) fail();
					}
				},
				hasGenerics ? fail : undefined,
			);
			return call.result;
		}
		default:
			return call.result;
	}
}

/** A named member of known types; everything else needs all of them. */
function namedOnly(
	call: IntrinsicCall,
	on: Values,
	flags: number,
	target: Target,
	reach: (type: NamedType, name: string) => void,
	otherwise?: () => void,
): void {
	const texts = [...(call.args.find(argument => isNamed(argument.parameter.type, 'System.String'))?.values.values() ?? [])];
	for (const value of on.values()) {
		if (value.kind === 'null') continue;
		const isKnown = value.kind === 'type' && texts.length > 0 && texts.every(text => text.kind === 'string');
		if (isKnown) {
			for (const text of texts) if (text.kind === 'string') reach(value.type, text.text);
			continue;
		}
		call.judge.require(valuesOf(value), flags, target, call.tell);
		otherwise?.();
	}
}

function propertyByAccessor(call: IntrinsicCall): void {
	const argument = call.args.find(each => isNamed(each.parameter.type, 'System.Reflection.MethodInfo'));
	for (const value of argument?.values.values() ?? []) {
		if (value.kind === 'null') continue;
		const property = value.kind === 'method' && value.method.associated?.kind === 'property' ? value.method.associated : undefined;
		if (property) for (const accessor of accessorsOf(property)) call.judge.reachMember(accessor, call.tell);
		else
			call.tell(
				'IL2103',
				`Value passed to the '${argument?.parameter.name ?? ''}' parameter of method '${methodDisplay(call.method)}' cannot be statically determined as a property accessor.`,
			);
	}
}
