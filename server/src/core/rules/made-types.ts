/** What a value really is where its declared type says less: `Base x = new Derived()`. */
import type { BoundBody } from '../binding/bound.ts';
import type { RecordedBody } from '../binding/recording.ts';
import { type Type, unknownType } from '../symbols/types.ts';
import type { Block, Declarator, Expr } from '../syntax/ast.ts';

const recordings = new WeakMap<BoundBody['uses'], RecordedBody>();

/**
 * The type that a local was created with, where it is created at its declaration and nowhere assigned
 * again; undefined for anything else.
 */
export function madeType(body: BoundBody, expr: Expr | undefined): Type | undefined {
	if (!expr) return undefined;
	let recorded = recordings.get(body.uses);
	if (!recorded) recordings.set(body.uses, (recorded = body.record()));
	const { locals, values } = recorded.recorder;
	const local = locals.get(expr)?.local;
	if (!local || local.parameter) return undefined;
	let declarator: Declarator | undefined;
	for (const [syntax, reference] of locals) if (reference.local === local && 'nameEnd' in syntax) declarator = syntax as Declarator;
	for (const syntax of values.keys()) if (syntax.kind === 'assign' && locals.get(syntax.left)?.local === local) return undefined;
	if (declarator?.value?.kind !== 'new') return undefined;
	const type = values.get(declarator.value)?.type;
	return type === unknownType ? undefined : type;
}

/** The expressions that a lambda returns, without those of lambdas and functions inside it. */
export function returnedExpressions(body: Block | Expr): readonly Expr[] {
	if (!('statements' in body)) return [body];
	const found: Expr[] = [];
	const walk = (node: unknown): void => {
		if (Array.isArray(node)) {
			for (const part of node) walk(part);
			return;
		}
		if (!node || typeof node !== 'object') return;
		const { kind, value } = node as { kind?: string; value?: Expr };
		if (kind === 'lambda' || kind === 'local-function') return;
		if (kind === 'return' && value) found.push(value);
		for (const part of Object.values(node)) if (part && typeof part === 'object') walk(part);
	};
	walk(body.statements);
	return found;
}
