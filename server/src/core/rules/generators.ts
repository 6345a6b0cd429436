/**
 * Calls that the SDK's generators replace, so that their warnings are suppressed: the request delegate
 * generator for minimal API endpoints, the configuration binding generator for `Bind` and its kin.
 * Both are on by default with `PublishAot`.
 */
import type { Bound, Use } from '../binding/bound.ts';
import { mapsEndpoint } from '../frameworks/aspnet.ts';
import { bindsConfiguration } from '../frameworks/configuration.ts';
import { isAnonymous } from '../symbols/anonymous.ts';
import { type Type, unknownType } from '../symbols/types.ts';
import type { Generators } from '../project/switches.ts';

/** Whether a generator that is on handles the call, so that the SDK is silent about it. */
export function generatorHandles(use: Use, generators: Generators): boolean {
	if (generators.requestDelegate && use.kind === 'call' && mapsEndpoint(use)) return isKnownHandler(use);
	return generators.configurationBinding && bindsConfiguration(use) && isBindable(use);
}

/** A handler in a variable is beyond the generator (RDG002); so is one whose types can't be named. */
function isKnownHandler(use: Use): boolean {
	const handler = use.args.at(-1)?.value;
	if (handler?.kind === 'methods') return true;
	return handler?.kind === 'lambda' && !returnsAnonymous(handler);
}

function returnsAnonymous(handler: Bound & { kind: 'lambda' }): boolean {
	const types = handler.parameterTypes;
	if (!types || types.some(type => type === undefined)) return false;
	return handler.body(types as readonly Type[], undefined).returns.some(value => isAnonymous(value.type));
}

/** The generator needs a type that it can see: a type parameter or `Get(Type)` of a variable is beyond it. */
function isBindable(use: Use): boolean {
	if (use.typeArguments.some(type => type.kind === 'parameter')) return false;
	const typeArgument = use.args.find(argument => argument.parameter.name === 'type');
	if (typeArgument) return typeArgument.value.kind === 'value' && typeArgument.value.origin?.kind === 'typeof';
	if (use.typeArguments.length > 0) return true;
	const instance = use.args.find(argument => argument.parameter.name === 'instance' || argument.parameter.name === 'o');
	const type = instance?.value.type ?? unknownType;
	return type !== unknownType && !(type.kind === 'named' && type.def.fullName === 'System.Object');
}
