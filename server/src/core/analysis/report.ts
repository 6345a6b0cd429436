/** Counts findings by project and rule. */
import type { Project } from '../project/project.ts';
import type { ProjectSummary, Summary } from '../../protocol/report.ts';
import { ruleInfo } from '../rules/catalog.ts';
import type { FileReport, JudgedFinding } from './finding.ts';
import type { Workspace } from './workspace.ts';

/** Tells findings of several targets or projects apart; equal ones are one finding. */
export const findingKey = (finding: JudgedFinding): string =>
	`${finding.code} ${finding.start} ${finding.end} ${finding.suppressedBy === undefined} ${finding.message}`;

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

/**
 * @param asked the workspace's projects to tell of
 * @param reports what was found so far, a report for each project and file
 */
export function summarize(workspace: Workspace, asked: readonly Project[], reports: Iterable<FileReport>, isComplete: boolean): Summary {
	const byProject = new Map<string, FileReport[]>();
	for (const report of mergeTargets(reports)) byProject.set(report.project.path, [...(byProject.get(report.project.path) ?? []), report]);
	const projects = [...new Map([...asked].reverse().map(project => [project.path, project])).values()]
		.reverse()
		.map((project): ProjectSummary => {
			const own = byProject.get(project.path) ?? [];
			const counts = new Map<string, number>();
			let errors = 0;
			let warnings = 0;
			let notes = 0;
			for (const report of own) {
				for (const finding of report.findings) {
					if (finding.suppressedBy) continue;
					counts.set(finding.code, (counts.get(finding.code) ?? 0) + 1);
					if (finding.level === 'error') errors++;
					else if (finding.level === 'warning') warnings++;
					else notes++;
				}
			}
			const rules = [...counts]
				.map(([code, count]) => ({ code, title: ruleInfo(code).title, count }))
				.sort((left, right) => right.count - left.count || left.code.localeCompare(right.code));
			return {
				path: project.path,
				name: project.name,
				kind: project.kind,
				...(project.assumed && { assumed: project.assumed }),
				...(project.optedInBy !== undefined && { optedInBy: project.optedInBy }),
				targetFramework: asked
					.filter(each => each.path === project.path)
					.map(each => each.targetFramework)
					.join(';'),
				files: project.files.length,
				errors,
				warnings,
				notes,
				rules,
				missingPackages: project.packages.missing,
			};
		});
	const unreadable = [...workspace.unreadable].map(([path, reason]) => ({ path, reason }));
	const failures = [...byProject.values()].flat().flatMap(({ path, failures = [] }) => failures.map(reason => ({ path, reason })));
	return { projects, unreadable: [...unreadable, ...failures], isComplete };
}
