/** Which findings are the same one. */
import type { FileReport, JudgedFinding } from './finding.ts';

/** Tells findings of several targets or projects apart; equal ones are one finding. */
export const findingKey = (finding: JudgedFinding): string =>
	`${finding.code} ${finding.start} ${finding.end} ${finding.suppressedBy === undefined} ${finding.message}`;

/** The same question about two findings of one file. */
export const isSameFinding = (left: JudgedFinding, right: JudgedFinding): boolean =>
	left.start === right.start &&
	left.end === right.end &&
	left.code === right.code &&
	(left.suppressedBy === undefined) === (right.suppressedBy === undefined) &&
	left.message === right.message;

/** One report for each file of a project file: what its targets agree on counts once, what one of them shows is shown. */
export function mergeTargets(reports: Iterable<FileReport>): readonly FileReport[] {
	const merged = new Map<string, FileReport>();
	for (const report of reports) {
		const place = `${report.project.path}\n${report.path}`;
		const known = merged.get(place);
		if (!known) {
			merged.set(place, report);
			continue;
		}
		const byKey = new Map([...known.findings, ...report.findings].reverse().map(finding => [findingKey(finding), finding]));
		const findings = [...byKey.values()].filter(
			finding => !finding.suppressedBy || !byKey.has(findingKey({ ...finding, suppressedBy: undefined })),
		);
		const failures = [...new Set([...(known.failures ?? []), ...(report.failures ?? [])])];
		merged.set(place, {
			...known,
			...(failures.length > 0 && { failures }),
			findings: findings.sort((left, right) => left.start - right.start || left.code.localeCompare(right.code)),
		});
	}
	return [...merged.values()];
}
