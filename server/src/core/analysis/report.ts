/** Counts findings by project and rule. */
import type { Project } from '../project/project.ts';
import type { ProjectSummary, Summary } from '../../protocol/report.ts';
import { ruleInfo } from '../rules/catalog.ts';
import type { FileReport, Workspace } from './workspace.ts';

/**
 * @param asked the workspace's projects to tell of
 * @param reports what was found so far, a report for each project and file
 */
export function summarize(workspace: Workspace, asked: readonly Project[], reports: Iterable<FileReport>, isComplete: boolean): Summary {
	const byProject = new Map<string, FileReport[]>();
	for (const report of reports) byProject.set(report.project.path, [...(byProject.get(report.project.path) ?? []), report]);
	const projects = asked.map((project): ProjectSummary => {
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
		const rules = [...counts].map(([code, count]) => ({ code, title: ruleInfo(code).title, count })).sort((left, right) => right.count - left.count || left.code.localeCompare(right.code));
		return {
			path: project.path, name: project.name, kind: project.kind, targetFramework: project.targetFramework, files: project.files.length, errors, warnings, notes, rules, missingPackages: project.packages.missing,
		};
	});
	return { projects, unreadable: [...workspace.unreadable].map(([path, reason]) => ({ path, reason })), isComplete };
}
