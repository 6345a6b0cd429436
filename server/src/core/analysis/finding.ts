/** Findings as they are shown, and what was found in one file: what the shells get from the workspace. */
import type { Project } from '../project/project.ts';
import type { PackageJudgement } from '../rules/packages.ts';
import type { CheckedFinding } from './check.ts';

export type Level = 'error' | 'warning' | 'note' | 'none';

/** A finding as it is shown. */
export interface JudgedFinding extends CheckedFinding {
	readonly level: Level;
}

/** What was found in one file of one project. */
export interface FileReport {
	readonly path: string;
	readonly project: Project;
	readonly text: string;
	readonly findings: readonly JudgedFinding[];
	/** Of a project file or a file-based app: what is known of its packages. */
	readonly packages?: readonly PackageJudgement[];
	/** What could not be read, bound or judged, in words: findings there are lost. */
	readonly failures?: readonly string[];
}
