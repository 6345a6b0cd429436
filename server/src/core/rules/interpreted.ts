/**
 * What works in a native binary but is interpreted there (AOTL1002): compiled expression trees, measured as a hundred
 * times slower than a lambda, and `RegexOptions.Compiled`, which does nothing.
 */
import type { Use } from '../binding/bound.ts';
import { spanOf } from './requires.ts';
import { declare, type Rule } from './rule.ts';

export const interpreted: Rule = {
	slug: 'interpreted',
	about: 'what is interpreted in a native binary: compiled expressions, `RegexOptions.Compiled` (advice)',
	codes: declare('Advice', { AOTL1002: 'Interpreted in a native binary' }),
	check(use, body, context, report) {
		const message = context.switches ? adviceOn(use) : undefined;
		if (message) report({ code: 'AOTL1002', message, ...spanOf(use, body), evidence: { use, body } });
	},
};

function adviceOn({ kind, member, args }: Use): string | undefined {
	switch (member.container.fullName) {
		case 'System.Linq.Expressions.LambdaExpression':
		case 'System.Linq.Expressions.Expression`1':
			if (kind !== 'call' || member.name !== 'Compile' || prefersInterpretation(args)) return undefined;
			return 'A native binary has no compiler: the delegate interprets the expression tree at each call, a hundred times slower than a lambda. Write the delegate in C# where it is called often, or pass preferInterpretation: true to say that it may be slow.';
		case 'System.Text.RegularExpressions.RegexOptions':
			if (kind !== 'field' || member.name !== 'Compiled') return undefined;
			return 'RegexOptions.Compiled does nothing in a native binary: the expression is interpreted. Have it generated at build time with [GeneratedRegex].';
		default:
			return undefined;
	}
}

const prefersInterpretation = (args: Use['args']): boolean =>
	args.some(({ value }) => value.kind === 'value' && value.constant?.value === true);
