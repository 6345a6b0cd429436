/**
 * `WebApplication.CreateBuilder` pulls in what most Native AOT apps never use (measured: 16.3 MB
 * against 9.9 MB with `CreateSlimBuilder`). Advice, not a failure: level note.
 */
import { spanOf } from './requires.ts';
import { declare, type Rule } from './rule.ts';

export const slimBuilder: Rule = {
	slug: 'slim-builder',
	about: '`CreateBuilder` where `CreateSlimBuilder` would do (advice)',
	codes: declare('Advice', { AOTL1001: 'CreateSlimBuilder would make this app smaller' }),
	check(use, body, context, report) {
		if (
			!context.families.aot ||
			use.kind !== 'call' ||
			use.member.kind !== 'method' ||
			use.member.name !== 'CreateBuilder' ||
			use.member.container.fullName !== 'Microsoft.AspNetCore.Builder.WebApplication'
		)
			return;
		report({
			code: 'AOTL1001',
			message: `'WebApplication.CreateBuilder' brings features that a Native AOT app rarely needs and makes it larger and slower to start; 'WebApplication.CreateSlimBuilder' leaves them out.`,
			...spanOf(use, body),
			evidence: { use, body },
		});
	},
};
