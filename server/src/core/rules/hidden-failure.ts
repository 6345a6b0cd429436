/**
 * Suppressions that hide a failure (AOTL1005): `Activator.CreateInstance` over a type that can't be followed. The warning is
 * gone, and so are the constructors; published with Native AOT it throws MissingMethodException.
 */
import type { BoundBody } from '../binding/bound.ts';
import { findAttribute } from '../symbols/attributes.ts';
import { declare, type Finding, type RuleHead } from './rule.ts';

export const hiddenFailures: RuleHead = {
	slug: 'hidden-failure',
	about: 'suppressions that hide a failure (advice)',
	codes: declare('Advice', { AOTL1005: 'A suppression hides a failure' }),
};

/** Codes about a type whose members are not known to be kept. */
const UNKNOWN_TYPE: ReadonlySet<string> = new Set(['IL2062', 'IL2067', 'IL2072', 'IL2077']);

/** What a suppressed finding would have said of the published app. */
export function hiddenFailure(finding: Finding, body: BoundBody | undefined): Finding | undefined {
	const member = finding.evidence?.use.member;
	if (!UNKNOWN_TYPE.has(finding.code) || member?.name !== 'CreateInstance' || member.container.fullName !== 'System.Activator')
		return undefined;
	// Whoever keeps the members by hand knows why the warning may go.
	const attributes = body?.member && 'attributes' in body.member.syntax ? body.member.syntax.attributes : [];
	if (findAttribute(attributes, 'DynamicDependency')) return undefined;
	return {
		code: 'AOTL1005',
		message: `The suppression of ${finding.code} hides that constructors of these types may be trimmed: Activator.CreateInstance then throws MissingMethodException. Keep a table of factories (() => new T()) in place of types, or annotate where the types come from.`,
		start: finding.start,
		end: finding.end,
		evidence: finding.evidence,
	};
}
