/**
 * Suppressions that suppress nothing (AOTL1007): what they hid is mended, and they would hide what comes next. Told only where
 * all that they cover was bound and judged, in every target that compiles it.
 */
import { declare, type Finding, type RuleHead } from './rule.ts';
import type { Range } from '../syntax/ast.ts';

export const unusedSuppressions: RuleHead = {
	slug: 'unused-suppression',
	about: 'suppressions that suppress nothing (advice)',
	codes: declare('Advice', { AOTL1007: 'A suppression suppresses nothing' }),
};

/** @param place the attribute, or the code in the directive */
export const unusedSuppression = (code: string, place: Range): Finding => ({
	code: 'AOTL1007',
	message: `Nothing here gives ${code}: the suppression is unused, and would hide the next one.`,
	start: place.start,
	end: place.end,
	evidence: undefined,
});
