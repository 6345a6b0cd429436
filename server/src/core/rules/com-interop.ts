/** A P/Invoke that marshals COM objects (IL2050, docs/analyzer.md, "Interop and single file"). */
import { Feature } from '../binding/flow.ts';
import { methodDisplay } from '../symbols/display.ts';
import type { MethodSymbol } from '../symbols/members.ts';
import { findAttribute } from '../symbols/attributes.ts';
import { isNamed, type Type } from '../symbols/types.ts';
import type { AttributeSyntax } from '../syntax/ast.ts';
import { inScope } from './requires.ts';
import { declare, type Rule } from './rule.ts';

export const comInterop: Rule = {
	slug: 'com-interop',
	about: 'COM marshalling in P/Invoke',
	codes: declare('Trimming', { IL2050: 'P/Invoke with COM marshalling' }),
	check(use, body, context, report) {
		if (
			use.kind !== 'call' ||
			use.member.kind !== 'method' ||
			!context.families.trim ||
			use.features & Feature.UnreferencedCode ||
			!isComCall(use.member)
		)
			return;
		if (inScope(use.enclosing, body, 'unreferencedCode')) return;
		report({
			code: 'IL2050',
			start: body.base + use.whole.start,
			end: body.base + use.whole.end,
			evidence: { use, body },
			message: `P/invoke method '${methodDisplay(use.member)}' declares a parameter with COM marshalling. Correctness of COM interop cannot be guaranteed after trimming. Interfaces and interface members might be removed.`,
		});
	},
};

const known = new WeakMap<MethodSymbol, boolean>();

/** Only sources tell: a P/Invoke of a library is called by the library. */
function isComCall(method: MethodSymbol): boolean {
	const { syntax } = method;
	if (!syntax) return false;
	let result = known.get(method);
	if (result === undefined) {
		result =
			findAttribute(syntax.attributes, 'DllImport') !== undefined &&
			(isComMarshalled(
				method.returns,
				syntax.attributes.filter(each => each.target === 'return'),
			) ||
				syntax.parameters.some((parameter, index) => isComMarshalled(method.parameters[index]?.type, parameter.attributes)));
		known.set(method, result);
	}
	return result;
}

function isComMarshalled(type: Type | undefined, attributes: readonly AttributeSyntax[]): boolean {
	const marshal = attributes.find(
		each => each.name.kind === 'type-name' && /^MarshalAs(Attribute)?$/.test(each.name.name) && each.target === undefined,
	)?.args[0]?.value;
	if (marshal) return marshal.kind === 'member' && /^(IUnknown|IDispatch|Interface)$/.test(marshal.name.name);
	if (type?.kind !== 'named') return false;
	if (type.def.kind === 'interface' || isNamed(type, 'System.Array')) return true;
	return (
		type.def.kind === 'class' &&
		hasAutoLayout(type) &&
		!isNamed(type, 'System.String') &&
		!isNamed(type, 'System.Text.StringBuilder') &&
		!isNamed(type, 'System.Object')
	);
}

/** `[StructLayout(LayoutKind.Auto)]` as written. */
function hasAutoLayout(type: Type & { kind: 'named' }): boolean {
	if (!('attributes' in type.def)) return false;
	const layout = findAttribute(type.def.attributes as readonly AttributeSyntax[], 'StructLayout')?.args[0]?.value;
	return layout?.kind === 'member' && layout.name.name === 'Auto';
}
