/** What declarations of types, members and local functions share: accessibility, type parameters, parameters, names of operators. */
import { Access } from '../metadata/facts.ts';
import type { ConstraintClause, ParameterSyntax, TypeParameterSyntax } from '../syntax/ast.ts';
import { damOfSyntax, findAttribute } from './attributes.ts';
import type { Parameter, RefKind } from './members.ts';
import { resolveType, type TypeContext } from './scope.ts';
import { type AccessLevel, type Constraints, NO_CONSTRAINTS, TypeParameter } from './types.ts';

/** Accessibility from modifiers (C# standard 7.5.2). */
export function accessOf(modifiers: readonly string[], otherwise: AccessLevel): AccessLevel {
	const has = (name: string): boolean => modifiers.includes(name);
	if (has('public')) return Access.Public;
	if (has('protected'))
		return has('internal') ? Access.ProtectedOrInternal : has('private') ? Access.ProtectedAndInternal : Access.Protected;
	if (has('internal') || has('file')) return Access.Internal;
	return has('private') ? Access.Private : otherwise;
}

/**
 * Makes type parameters.
 * @param find gives the constraint clause of one, and where it is resolved
 * @param alsoDam the flags that other declarations of the same parameter give it, by its place
 */
export function makeTypeParameters(
	syntax: readonly TypeParameterSyntax[],
	first: number,
	ofMethod: boolean,
	find: (name: string) => { clause: ConstraintClause | undefined; context: TypeContext } | undefined,
	scope: () => TypeContext,
	inherited?: (index: number) => Constraints | undefined,
	alsoDam?: (index: number) => number,
): readonly TypeParameter[] {
	return syntax.map(
		(parameter, index) =>
			new TypeParameter(
				parameter.name,
				first + index,
				ofMethod,
				parameter.variance,
				parameter.attributes.length > 0 || alsoDam ? () => damOfSyntax(parameter.attributes, scope()) || (alsoDam?.(index) ?? 0) : 0,
				(): Constraints => {
					const implied = inherited?.(index);
					if (implied) return implied;
					const found = find(parameter.name);
					if (!found?.clause) return NO_CONSTRAINTS;
					const { clause, context } = found;
					return {
						types: clause.types.map(type => resolveType(type, context)),
						isClass: clause.keywords.includes('class'),
						isStruct: clause.keywords.includes('struct'),
						isUnmanaged: clause.keywords.includes('unmanaged'),
						hasNew: clause.keywords.includes('new'),
					};
				},
			),
	);
}

/**
 * Turns parameter syntax into parameters.
 * @param other the same parameters in the other half of a partial member, and where their attributes are looked up
 */
export function makeParameters(
	syntax: readonly ParameterSyntax[],
	context: TypeContext,
	other?: { readonly parameters: readonly ParameterSyntax[]; readonly context: TypeContext },
): readonly Parameter[] {
	return syntax.map((parameter, index) => {
		const also = other?.parameters[index];
		const has = (name: string): boolean => parameter.modifiers.includes(name);
		const ref: RefKind | undefined = has('out')
			? 'out'
			: has('in') || (has('ref') && has('readonly'))
				? 'in'
				: has('ref')
					? 'ref'
					: undefined;
		const doesNotReturnIf = findAttribute(parameter.attributes, 'DoesNotReturnIf', undefined, context)?.args[0]?.value;
		return {
			name: parameter.name,
			type: resolveType(parameter.type, context),
			ref,
			isOptional: parameter.defaultValue !== undefined || findAttribute(parameter.attributes, 'Optional') !== undefined,
			isParams: has('params'),
			dam: damOfSyntax(parameter.attributes, context) || (other && also ? damOfSyntax(also.attributes, other.context) : 0),
			...(doesNotReturnIf?.kind === 'literal' && { doesNotReturnIf: doesNotReturnIf.text === 'true' }),
		};
	});
}

const OPERATORS: Readonly<Record<string, string | readonly [unary: string, binary: string]>> = {
	'+': ['op_UnaryPlus', 'op_Addition'],
	'-': ['op_UnaryNegation', 'op_Subtraction'],
	'*': 'op_Multiply',
	'/': 'op_Division',
	'%': 'op_Modulus',
	'&': 'op_BitwiseAnd',
	'|': 'op_BitwiseOr',
	'^': 'op_ExclusiveOr',
	'<<': 'op_LeftShift',
	'>>': 'op_RightShift',
	'>>>': 'op_UnsignedRightShift',
	'==': 'op_Equality',
	'!=': 'op_Inequality',
	'<': 'op_LessThan',
	'>': 'op_GreaterThan',
	'<=': 'op_LessThanOrEqual',
	'>=': 'op_GreaterThanOrEqual',
	'!': 'op_LogicalNot',
	'~': 'op_OnesComplement',
	'++': 'op_Increment',
	'--': 'op_Decrement',
	true: 'op_True',
	false: 'op_False',
};

/** The metadata name of an operator (C# standard 15.10, ECMA-335 I.10.3). */
export function operatorName(token: string, operands: number): string {
	const name = OPERATORS[token];
	return name === undefined ? `op_${token}` : typeof name === 'string' ? name : (name[operands === 1 ? 0 : 1] ?? '');
}
