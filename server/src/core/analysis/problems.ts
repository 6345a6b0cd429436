/**
 * Problems as people count them: a use that needs both unreferenced code (IL2026) and dynamic code (IL3050) is one. The SDK
 * reports two, with the same words but one; suppressions and severities hold for each code as there.
 */
import { pairSentence } from '../rules/sentences.ts';
import type { JudgedFinding } from './finding.ts';
import { isSameFinding } from './report.ts';

/** The codes that one use often has together. */
const PAIR: readonly string[] = ['IL2026', 'IL3050'];

/** Whether two findings of a file are told as one problem. */
function areTogether(left: JudgedFinding, right: JudgedFinding, isCombined: boolean): boolean {
	if (isSameFinding(left, right)) return true;
	const isUse = (finding: JudgedFinding): boolean => PAIR.includes(finding.code) && finding.subject !== undefined;
	return (
		isCombined && isUse(left) && isUse(right) && left.start === right.start && left.end === right.end && left.subject === right.subject
	);
}

/**
 * What is told of the findings of one file: in a group, in the order in which they came, those that are told as one problem.
 * By place, as the file that is typed has a new place for each with every key.
 * @param told what carries each finding
 * @param isCombined the codes of one use are one problem
 */
export function problemsOf<T extends { readonly finding: JudgedFinding }>(
	told: Iterable<T>,
	isCombined: boolean,
): readonly (readonly T[])[] {
	const problems: T[][] = [];
	const byStart = new Map<number, T[][]>();
	for (const each of told) {
		const here = byStart.get(each.finding.start);
		const problem = here?.find(([first]) => first && areTogether(first.finding, each.finding, isCombined));
		if (problem) {
			if (!problem.some(({ finding }) => isSameFinding(finding, each.finding))) problem.push(each);
			continue;
		}
		const made = [each];
		problems.push(made);
		if (here) here.push(made);
		else byStart.set(each.finding.start, [made]);
	}
	return problems;
}

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
	const messages = [...new Set(findings.map(each => each.message))].join(' ');
	return brief === undefined ? messages : `${brief}. ${messages}`;
}
