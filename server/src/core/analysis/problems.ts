/**
 * Problems as people count them: a use that needs both unreferenced code (IL2026) and dynamic code (IL3050) is one. The SDK
 * reports two, with the same words but one; suppressions and severities hold for each code as there.
 */
import { pairSentence } from '../rules/sentences.ts';
import type { JudgedFinding } from './finding.ts';
import { findingKey } from './report.ts';

/** The codes that one use often has together. */
const PAIR: readonly string[] = ['IL2026', 'IL3050'];

/** The same for the findings of one use that are told together, different for all others in a file. */
export const problemKey = (finding: JudgedFinding): string =>
	PAIR.includes(finding.code) && finding.subject !== undefined
		? `pair ${finding.start} ${finding.end} ${finding.subject}`
		: findingKey(finding);

/** The codes that people see with a code as one problem, it included. */
export const codesWith = (code: string, isCombined: boolean): readonly string[] => (isCombined && PAIR.includes(code) ? PAIR : [code]);

/** What findings that are told together mean, in a short sentence; undefined where their message says it already. */
export function problemBrief(findings: readonly JudgedFinding[]): string | undefined {
	const [first] = findings;
	const isPair = new Set(findings.map(each => each.code)).size > 1;
	return isPair && first?.subject !== undefined ? pairSentence(first.subject) : first?.brief;
}

/**
 * What is shown of findings that are told together: the short sentence, then the SDK's sentences.
 * In one line, as a list of problems makes a row of each.
 * @param isBrief false: the SDK's sentences alone
 */
export function problemText(findings: readonly JudgedFinding[], isBrief: boolean): string {
	const brief = isBrief ? problemBrief(findings) : undefined;
	return [...(brief === undefined ? [] : [`${brief}.`]), ...new Set(findings.map(each => each.message))].join(' ');
}
