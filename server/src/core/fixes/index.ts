/** All fixes. */
import type { JudgedFinding } from '../analysis/finding.ts';
import type { Fix, FixContext, SlowFix } from './fix.ts';
import { annotate } from './annotate.ts';
import { annotateChain } from './annotate-chain.ts';
import { jsonContext } from './json-context.ts';
import { jsonGap } from './json-gap.ts';
import { markRequires } from './mark-requires.ts';
import { slimBuilder } from './slim-builder.ts';

/** Best first: what repairs, then what passes a warning on. */
const PROVIDERS: readonly ((finding: JudgedFinding, context: FixContext) => readonly (Fix | SlowFix)[])[] = [
	jsonContext,
	jsonGap,
	slimBuilder,
	annotate,
	annotateChain,
	markRequires,
];

/** The fixes for a finding, best first. */
export function fixesFor(finding: JudgedFinding, context: FixContext): readonly (Fix | SlowFix)[] {
	return PROVIDERS.flatMap(provide => provide(finding, context));
}
