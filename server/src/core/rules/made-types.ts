/** What a value really is where its declared type says less: `Base x = new Derived()`. */
import type { BoundBody } from '../binding/bound.ts';
import { recordedOf } from '../frameworks/json-options.ts';
import { type Type, unknownType } from '../symbols/types.ts';
import type { Declarator, Expr } from '../syntax/ast.ts';

/**
 * The type that a local was created with, where it is created at its declaration and nowhere assigned
 * again; undefined for anything else.
 */
export function madeType(body: BoundBody, expr: Expr | undefined): Type | undefined {
	if (!expr) return undefined;
	const { locals, values } = recordedOf(body).recorder;
	const local = locals.get(expr)?.local;
	if (!local || local.parameter) return undefined;
	let declarator: Declarator | undefined;
	for (const [syntax, reference] of locals) if (reference.local === local && 'nameEnd' in syntax) declarator = syntax as Declarator;
	for (const syntax of values.keys()) if (syntax.kind === 'assign' && locals.get(syntax.left)?.local === local) return undefined;
	if (declarator?.value?.kind !== 'new') return undefined;
	const type = values.get(declarator.value)?.type;
	return type === unknownType ? undefined : type;
}
