/** All fixes. */
import type { JudgedFinding } from '../analysis/workspace.ts';
import type { Fix, FixContext, FixProvider, SlowFix } from './fix.ts';
import { annotate } from './annotate.ts';
import { annotateChain } from './annotate-chain.ts';
import { jsonContext } from './json-context.ts';
import { jsonGap } from './json-gap.ts';
import { markRequires } from './mark-requires.ts';
import { slimBuilder } from './slim-builder.ts';

const PROVIDERS: readonly FixProvider[] = [jsonContext, jsonGap, slimBuilder, annotate, markRequires];

/** The fixes for a finding, best first. */
export function fixesFor(finding: JudgedFinding, context: FixContext): readonly Fix[] {
	return PROVIDERS.flatMap(provide => provide(finding, context));
}

/** The fixes for a finding that are made when they are chosen. */
export function slowFixesFor(finding: JudgedFinding, context: FixContext): readonly SlowFix[] {
	return annotateChain(finding, context);
}
