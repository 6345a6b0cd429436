/** Attributes: constructor calls with assignments of properties and fields (C# standard 22.3). */
import { attributeType } from '../symbols/attributes.ts';
import { substituteOwner } from '../symbols/types.ts';
import type { AttributeSyntax } from '../syntax/ast.ts';
import type { CallBinder } from './calls.ts';
import { lookupMember } from './lookup.ts';
import { unknownValue } from './state.ts';

/** An attribute is a constructor call and assignments of its named arguments. */
export function bindAttribute(attribute: AttributeSyntax, binder: CallBinder): void {
	const type = attributeType(attribute, name => binder.type(name));
	const positional = attribute.args.filter(argument => !argument.isNamed);
	const args = binder.bindArguments(
		positional.map(argument => ({
			start: argument.start,
			end: argument.end,
			...(argument.name !== undefined && { name: argument.name }),
			value: argument.value,
		})),
	);
	const best = type.kind === 'named' ? binder.resolveConstructor(type, args) : undefined;
	if (!best || type.kind !== 'named') {
		binder.finishUnknown(args);
		return;
	}
	const useArgs = binder.finishArguments(best, args);
	const at = { start: attribute.start, end: attribute.end };
	binder.emit({
		kind: 'attribute',
		member: best.found.member,
		containingType: type,
		...at,
		whole: at,
		name: nameOffset(attribute),
		typeArguments: [],
		receiver: undefined,
		args: useArgs,
		syntax: undefined,
		result: type,
	});
	for (const argument of attribute.args) {
		if (!argument.isNamed) continue;
		const value = binder.bindValue(argument.value);
		const found = lookupMember(type, argument.name ?? '', binder.compilation).found[0];
		if (found?.member.kind !== 'property' && found?.member.kind !== 'field') continue;
		const setter = binder.accessorOf(found, 'set');
		const range = { start: argument.start, end: argument.end };
		const use = {
			...range,
			whole: range,
			name: argument.start,
			typeArguments: [],
			receiver: unknownValue,
			args: [],
			syntax: undefined,
			assigned: argument.value,
			result: substituteOwner(found.member.type, found.owner),
		};
		if (setter) binder.emit({ kind: 'set', member: setter.member, containingType: setter.owner, ...use });
		else if (found.member.kind === 'field') binder.emit({ kind: 'field', member: found.member, containingType: found.owner, ...use });
		binder.convert(value, substituteOwner(found.member.type, found.owner), argument.value);
	}
}

function nameOffset(attribute: AttributeSyntax): number {
	return attribute.name.start;
}
