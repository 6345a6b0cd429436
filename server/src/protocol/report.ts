/** The summary of a workspace, as the server sends it and the command line prints it. Plain data. */

export type SeverityName = 'error' | 'warning' | 'note';

export interface RuleCount {
	readonly code: string;
	readonly title: string;
	readonly count: number;
}

export interface ProjectSummary {
	readonly path: string;
	readonly name: string;
	readonly kind: 'opted-in' | 'not-opted-in' | 'test' | 'unsupported';
	/** The property that a project which has not opted in is judged as if it set. */
	readonly assumed?: 'PublishAot' | 'IsAotCompatible';
	/** The path of the app with `PublishAot` that opts a library in by referencing it. */
	readonly optedInBy?: string;
	readonly targetFramework: string;
	readonly files: number;
	readonly errors: number;
	readonly warnings: number;
	readonly notes: number;
	readonly rules: readonly RuleCount[];
	/** Packages that are not on this machine: their types are unknown. */
	readonly missingPackages: readonly string[];
}

export interface Summary {
	readonly projects: readonly ProjectSummary[];
	/** Files and projects that could not be read or judged, in whole or in part, with the reason. */
	readonly unreadable: readonly { readonly path: string; readonly reason: string }[];
	/** False while files are still to be checked. */
	readonly isComplete: boolean;
}

/** What a summary says in a few words: for the status bar and the command line. */
export function headline(summary: Summary): string {
	let errors = 0;
	let warnings = 0;
	let notes = 0;
	for (const project of summary.projects) {
		errors += project.errors;
		warnings += project.warnings;
		notes += project.notes;
	}
	const plural = (count: number, word: string): string => `${count} ${word}${count === 1 ? '' : 's'}`;
	const parts: string[] = [];
	if (errors > 0) parts.push(plural(errors, 'error'));
	if (warnings > 0) parts.push(plural(warnings, 'warning'));
	if (notes > 0) parts.push(plural(notes, 'note'));
	if (parts.length > 0) return parts.join(', ');
	const notJudged =
		summary.unreadable.length +
		summary.projects.filter(project => project.kind === 'opted-in' && project.missingPackages.length > 0).length;
	const optedIn = summary.projects.some(project => project.kind === 'opted-in');
	return notJudged === 0 && optedIn ? 'AOT clean' : `no findings${notJudged > 0 ? `, ${notJudged} not judged` : ''}`;
}
