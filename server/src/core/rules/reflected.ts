/** A method with annotations that becomes a delegate: who calls it does not see them (IL2111, docs/analyzer.md, "Reflected members"). */
import { Feature } from '../binding/flow.ts';
import { tellAnnotated } from './dam/judge.ts';
import { hasAnnotations } from './dam/members.ts';
import { inScope, spanOf } from './requires.ts';
import { declare, type Rule } from './rule.ts';

export const reflected: Rule = {
	slug: 'reflected',
	about: 'annotated members that are reached by reflection or as delegates',
	codes: declare('Trimming', { IL2111: 'Annotated method is reached by reflection or as a delegate' }),
	check(use, body, context, report) {
		if (use.kind !== 'delegate' || use.member.kind !== 'method' || !context.families.trim || use.features & Feature.UnreferencedCode)
			return;
		if (!hasAnnotations(use.member) || inScope(use.enclosing, body, 'unreferencedCode')) return;
		tellAnnotated(use.member, (code, message) => report({ code, message, ...spanOf(use, body), evidence: { use, body } }));
	},
};
