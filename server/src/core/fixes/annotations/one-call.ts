/** Findings of one call: what is called can require several things at once, and is looked at once. */
import type { CheckedFinding } from '../../analysis/check.ts';
import type { FixContext } from '../fix.ts';

/** What members can require of their callers. */
const REQUIRES: ReadonlySet<string> = new Set(['IL2026', 'IL3002', 'IL3050']);

/** The codes that are found for the same use of the same member and are not suppressed, the finding's own among them, in order. */
export function codesOfCall({ code, evidence, start, end }: CheckedFinding, context: FixContext): readonly string[] {
	if (!evidence || !REQUIRES.has(code)) return [code];
	const others = context.workspace
		.evidences(context.project, context.path)
		.filter(each => REQUIRES.has(each.code) && each.start === start && each.end === end && !each.suppressedBy)
		.filter(each => each.evidence?.use.member === evidence.use.member)
		.map(each => each.code);
	return [...new Set([code, ...others])].sort();
}
