/** `MakeGenericType` and `MakeGenericMethod`: their arguments against the parameters, and whether the code is certain to be there. */
import { mapValues, NOTHING, UNKNOWN_VALUES, type Value, type Values, valuesOf } from '../../dataflow/values.ts';
import { methodDisplay, typeDisplay } from '../../symbols/display.ts';
import { isNamed, type NamedType, type TypeParameter } from '../../symbols/types.ts';
import { effectiveFlags } from './annotations.ts';
import { argumentFor, type IntrinsicCall, isTypeArray } from './intrinsic-call.ts';

function typeArguments(call: IntrinsicCall): Values {
	return argumentFor(call, parameter => isTypeArray(parameter.type)) ?? valuesOf({ kind: 'array', size: 0, elements: new Map() });
}

/** Checks each argument against its parameter; false where they are not known. */
export function checkArguments(call: IntrinsicCall, parameters: readonly TypeParameter[], owner: string): boolean {
	if (parameters.every(parameter => effectiveFlags(parameter) === 0)) return true;
	const arrays = [...typeArguments(call).values()];
	if (arrays.length === 0) return false;
	for (const array of arrays) {
		if (array.kind === 'null') continue;
		if (array.kind !== 'array' || array.size !== parameters.length) return false;
		for (const index of parameters.keys()) {
			const element = array.elements.get(index);
			if (!element || (element.size === 1 && [...element.values()][0]?.kind === 'unknown')) return false;
		}
	}
	for (const array of arrays) {
		if (array.kind !== 'array') continue;
		for (const [index, parameter] of parameters.entries())
			call.judge.require(
				array.elements.get(index) ?? UNKNOWN_VALUES,
				effectiveFlags(parameter),
				{ kind: 'generic', name: parameter.name, owner },
				call.tell,
			);
	}
	return true;
}

export function makeGenericType(call: IntrinsicCall): Values {
	const { method, receiver, tell } = call;
	const fail = (): void =>
		tell(
			'IL2055',
			`Call to '${methodDisplay(method)}' can not be statically analyzed. It's not possible to guarantee the availability of requirements of the generic type.`,
		);
	for (const value of receiver.values()) {
		if (value.kind === 'null') continue;
		if (value.kind !== 'type') fail();
		else if (
			!isNamed(value.type, 'System.Nullable`1') &&
			!checkArguments(call, value.type.def.ownTypeParameters, unboundDisplay(value.type.def))
		)
			fail();
	}
	return mapValues(receiver, (value): Value[] => {
		// Of any other type the instantiation is taken to be what the definition is.
		if (value.kind !== 'type' || !isNamed(value.type, 'System.Nullable`1')) return [value];
		return [...typeArguments(call).values()].flatMap(array => {
			const element = array.kind === 'array' ? array.elements.get(0) : undefined;
			return element?.size === 0
				? [...call.result.values()]
				: [...(element?.values() ?? [])].flatMap(each => nullableOf(each, value.type.def));
		});
	});
}

/** `Nullable<>` of a value: asked for members, it answers as the value does. Of what is nullable, null or unknown there is none. */
function nullableOf(value: Value, def: NamedType['def']): readonly Value[] {
	switch (value.kind) {
		case 'type':
			return value.isNullable || isNamed(value.type, 'System.Array')
				? []
				: [{ kind: 'type', type: def.construct([value.type]), isNullable: true }];
		case 'generic':
		case 'parameter':
		case 'return':
		case 'field':
			return value.isNullable ? [] : [{ ...value, isNullable: true }];
		default:
			return [];
	}
}

/** `typeof(Outer<>.Inner<>)` as the owner of its type parameters: `Outer<>.Inner<T>`. */
function unboundDisplay(def: NamedType['def']): string {
	const whole = typeDisplay(def);
	if (!def.container) return whole;
	const outer = typeDisplay(def.container);
	return outer.replace(/<([^<>]*)>/g, (_, names: string) => `<${names.replace(/[^,]/g, '')}>`) + whole.slice(outer.length);
}

export function makeGenericMethod(call: IntrinsicCall): Values {
	const { method, receiver, tell } = call;
	const fail = (): void =>
		tell(
			'IL2060',
			`Call to '${methodDisplay(method)}' can not be statically analyzed. It's not possible to guarantee the availability of requirements of the generic method.`,
		);
	for (const value of receiver.values()) {
		if (value.kind === 'null') continue;
		if (value.kind !== 'method' || !checkArguments(call, value.method.typeParameters, methodDisplay(value.method))) fail();
	}
	return receiver.size === 0
		? NOTHING
		: mapValues(receiver, value => (value.kind === 'method' || value.kind === 'null' ? [value] : [...call.result.values()]));
}

/** Whether IL3050 is dropped for `MakeGenericType` and `MakeGenericMethod`: the instantiation is known, or works for any reference type. */
export function isProvenInstantiation(call: Pick<IntrinsicCall, 'receiver' | 'args'>): boolean {
	if (call.receiver.size === 0) return true;
	const arrays = [
		...(
			call.args.find(argument => isTypeArray(argument.parameter.type))?.values ?? valuesOf({ kind: 'array', size: 0, elements: new Map() })
		).values(),
	];
	const [array] = arrays;
	const isKnownElement = (element: Values | undefined): boolean => {
		const [only] = element?.size === 1 ? [...element.values()] : [];
		return only?.kind === 'type' || only?.kind === 'generic';
	};
	const areKnown =
		arrays.length === 1 &&
		(array?.kind === 'null' ||
			(array?.kind === 'array' &&
				array.size !== undefined &&
				Array.from({ length: array.size }, (_, index) => array.elements.get(index)).every(isKnownElement)));
	return [...call.receiver.values()].every(value => {
		const parameters =
			value.kind === 'type' ? value.type.def.ownTypeParameters : value.kind === 'method' ? value.method.typeParameters : undefined;
		return parameters !== undefined && (areKnown || parameters.every(parameter => parameter.constraints.isClass));
	});
}
