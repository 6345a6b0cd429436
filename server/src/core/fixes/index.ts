/** All fixes. */
import type { JudgedFinding } from '../analysis/workspace.ts';
import type { Fix, FixContext, FixProvider } from './fix.ts';
import { annotate } from './annotate.ts';
import { jsonContext } from './json-context.ts';
import { jsonGap } from './json-gap.ts';
import { slimBuilder } from './slim-builder.ts';

const PROVIDERS: readonly FixProvider[] = [jsonContext, jsonGap, slimBuilder, annotate];

/** The fixes for a finding, best first. */
export function fixesFor(finding: JudgedFinding, context: FixContext): readonly Fix[] {
	return PROVIDERS.flatMap(provide => provide(finding, context));
}
