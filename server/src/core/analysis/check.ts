/** Checks one file of a compilation: uses to findings, minus what the source suppresses. */
import { bindFile } from '../binding/bodies.ts';
import type { BindingServices, Unknowns } from '../binding/state.ts';
import { RULES } from '../rules/index.ts';
import type { Families, Generators } from '../project/switches.ts';
import type { Finding, RuleContext } from '../rules/rule.ts';
import type { SourceFile } from '../syntax/ast.ts';
import { Suppressions } from './suppressions.ts';

export interface CheckOptions {
	readonly families: Families;
	readonly generators: Generators;
	/** Called when a rule fails; the finding is lost, the rest goes on. */
	readonly onRuleError: (slug: string, error: unknown) => void;
	readonly unknowns?: Unknowns;
}

export interface CheckedFinding extends Finding {
	readonly suppressedBy: 'pragma' | 'attribute' | undefined;
}

/** All findings of a file in document order; suppressed ones are marked, not dropped. */
export function checkFile(file: SourceFile, services: BindingServices, options: CheckOptions): readonly CheckedFinding[] {
	const { families } = options;
	if (!families.trim && !families.aot && !families.singleFile) return [];
	const context: RuleContext = { compilation: services.compilation, file, families, generators: options.generators };
	const suppressions = new Suppressions(file, services.compilation);
	const found = new Map<string, CheckedFinding>();
	const report = (finding: Finding): void => {
		// Everything in a constructor with an initializer is reported twice by the SDK; once is enough.
		const key = `${finding.code} ${finding.start} ${finding.end} ${finding.message}`;
		if (!found.has(key)) found.set(key, { ...finding, suppressedBy: suppressions.kindOf(finding.code, finding.start) });
	};
	bindFile(file, services, body => {
		for (const use of body.uses) {
			for (const rule of RULES) {
				try {
					rule.check(use, body, context, report);
				} catch (error) {
					options.onRuleError(rule.slug, error);
				}
			}
		}
	}, options.unknowns);
	return [...found.values()].sort((left, right) => left.start - right.start || left.code.localeCompare(right.code));
}
