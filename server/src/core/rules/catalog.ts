/** All codes that can be reported, as the rules declare them. */
import { BODY_RULES, DECLARATION_RULES, RULES } from './index.ts';
import { hiddenFailures } from './hidden-failure.ts';
import { projectFiles } from './project-files.ts';
import { publishedPackages } from './published-packages.ts';
import { referenceMarks } from './reference-marks.ts';
import type { RuleCode, RuleHead } from './rule.ts';
import { unusedSuppressions } from './unused-suppression.ts';

/** All rules, in the order in which people read of them. */
export const ALL_RULES: readonly RuleHead[] = [
	...RULES,
	...BODY_RULES,
	...DECLARATION_RULES,
	hiddenFailures,
	unusedSuppressions,
	projectFiles,
	publishedPackages,
	referenceMarks,
];

const BY_CODE: ReadonlyMap<string, RuleCode> = new Map(ALL_RULES.flatMap(rule => rule.codes).map(each => [each.code, each]));

export const CODES: readonly string[] = [...BY_CODE.keys()];

/** @throws on a code that no rule declares */
export function ruleInfo(code: string): RuleCode {
	const info = BY_CODE.get(code);
	if (!info) throw new Error(`no rule declares ${code}`);
	return info;
}
