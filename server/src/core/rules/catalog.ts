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

/** What is known of a code; one that no rule declares (merged results of a newer version may have such) stands for itself. */
export const ruleInfo = (code: string): RuleCode =>
	BY_CODE.get(code) ?? { code, title: code, category: code.startsWith('IL2') ? 'Trimming' : 'AOT', isAdvice: false };
