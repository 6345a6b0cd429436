/** When `MakeGenericType` and `MakeGenericMethod` are safe under Native AOT (section 10.4 of the analyzer's rules). */
import type { Use } from '../binding/bound.ts';
import type { TypeParameter } from '../symbols/types.ts';
import type { Expr } from '../syntax/ast.ts';

/** Whether IL3050 is dropped because the instantiation is known, or works for any reference type. */
export function isProvenInstantiation(use: Use): boolean {
	if (use.kind !== 'call' || use.member.kind !== 'method') return false;
	const { name, container } = use.member;
	if (name !== 'MakeGenericType' || container.fullName !== 'System.Type') return false;
	const origin = use.receiver?.kind === 'value' ? use.receiver.origin : undefined;
	// What `Type.GetType` gives is no value to the analyzer (10.3): nothing is said about it.
	if (origin?.kind === 'return' && origin.method.name === 'GetType' && origin.method.container.fullName === 'System.Type') return true;
	if (origin?.kind !== 'typeof' || origin.type.kind !== 'named') return false;
	const parameters: readonly TypeParameter[] = origin.type.def.typeParameters;
	if (parameters.every(parameter => parameter.constraints.isClass)) return true;
	const elements = argumentElements(use);
	return elements !== undefined && elements.length === parameters.length && elements.every(element => element.kind === 'typeof');
}

/** The `Type` arguments as written: `params` or one array creation. */
function argumentElements(use: Use): readonly Expr[] | undefined {
	const call = use.syntax;
	if (call?.kind !== 'call') return undefined;
	const values = call.args.map(argument => argument.value);
	const [only] = values;
	if (values.length === 1 && only?.kind === 'array-new') return only.initializer?.elements.map(element => element.value).filter((value): value is Expr => value.kind !== 'initializer');
	if (values.length === 1 && only?.kind !== 'typeof') return undefined;
	return values;
}
