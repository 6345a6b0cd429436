/** The summary of a workspace, as the server sends it and the command line prints it. Plain data, and its words. */
import { counted, t } from './words.ts';

export type SeverityName = 'error' | 'warning' | 'note';

export interface RuleCount {
	readonly code: string;
	readonly title: string;
	readonly count: number;
}

/** Something that was not judged. */
export interface NotJudged {
	/** A path, or names. */
	readonly what: string;
	readonly why: string;
	/** What a person can do about it. */
	readonly wayOut?: string;
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
	/** What is shown of it. */
	readonly errors: number;
	readonly warnings: number;
	readonly notes: number;
	/** Places with a finding, shown or not. */
	readonly places: number;
	/** It has not opted in, and its problems are shown because somebody asked. */
	readonly isAssessed: boolean;
	/** It has not opted in, and its findings are not shown until somebody asks. */
	readonly isQuiet: boolean;
	readonly rules: readonly RuleCount[];
	/** Packages that are not on this machine: their types are unknown. */
	readonly missingPackages: readonly string[];
	/** Uses of members and names in the files that were checked, and those of them that could not be bound. */
	readonly names: number;
	readonly unknownNames: number;
	/** Files of which the grammar could not read a part. */
	readonly misread: number;
	/** What of the project file and its imports could not be evaluated. */
	readonly notEvaluated: readonly string[];
	/** What of it was not judged; nothing of a project that was not judged at all. */
	readonly notJudged: readonly NotJudged[];
}

export interface Counts {
	readonly errors: number;
	readonly warnings: number;
	readonly infos: number;
}

export interface Summary {
	readonly projects: readonly ProjectSummary[];
	/** What is shown in all, each problem once, whatever number of projects compile its file. */
	readonly counts: Counts;
	/** Files and projects that could not be read or judged, in whole or in part, with the reason. */
	readonly unreadable: readonly { readonly path: string; readonly reason: string }[];
	/** False while files are still to be checked. */
	readonly isComplete: boolean;
}

export const plural = (count: number, word: string): string => `${count} ${word}${count === 1 ? '' : 's'}`;

/** "1 error, 2 warnings, 3 infos"; empty where there are none. */
export function countWords({ errors, warnings, infos }: Counts): string {
	return [
		errors > 0 && counted(errors, '{0} error', '{0} errors'),
		warnings > 0 && counted(warnings, '{0} warning', '{0} warnings'),
		infos > 0 && counted(infos, '{0} info', '{0} infos'),
	]
		.filter(Boolean)
		.join(', ');
}

/** Projects whose findings are wanted: what they opted in to, or what somebody asked for. */
const isAsked = (project: ProjectSummary): boolean => project.kind === 'opted-in' || project.isAssessed;

/** What was not checked although it should be: files, projects, packages. */
export function gaps(summary: Summary): readonly NotJudged[] {
	const isOne = summary.projects.length === 1;
	return [
		...summary.unreadable.map(({ path, reason }) => ({ what: path, why: reason })),
		...summary.projects
			.filter(project => isAsked(project) || (project.kind === 'unsupported' && project.targetFramework === ''))
			.flatMap(({ name, notJudged }) => (isOne ? notJudged : notJudged.map(each => ofProject(each, name)))),
	];
}

/** Among several projects it has to be said of which something is told. */
const ofProject = (each: NotJudged, name: string): NotJudged => (each.what === name ? each : { ...each, what: `${name}: ${each.what}` });

const shownOf = (project: ProjectSummary): Counts => ({ errors: project.errors, warnings: project.warnings, infos: project.notes });

/** How a project is: the one wording for it everywhere. */
export function projectState(project: ProjectSummary): string {
	if (project.kind === 'test') return t('test project, not checked');
	if (project.kind === 'unsupported') return t('not checked');
	if (project.isQuiet) {
		if (project.places > 0) return counted(project.places, '{0} place would break', '{0} places would break');
		return project.notJudged.length > 0 ? t('nothing found, not all checked') : t('nothing would break');
	}
	const counts = countWords(shownOf(project));
	if (project.notJudged.length > 0 && isAsked(project)) return t('{0}, not all checked', counts || t('no problems'));
	return counts || (isAsked(project) ? t('AOT clean') : t('no problems'));
}

/** The state of the workspace. "Not opted in" is: nobody asked yet. */
export type Overall = 'findings' | 'clean' | 'not checked' | 'not opted in';

export function overall(summary: Summary): Overall {
	if (summary.projects.some(project => !project.isQuiet && countWords(shownOf(project)) !== '')) return 'findings';
	if (gaps(summary).length > 0) return 'not checked';
	if (summary.projects.some(isAsked)) return 'clean';
	return summary.projects.some(project => project.kind === 'not-opted-in') ? 'not opted in' : 'not checked';
}

/** What a summary says in a few words: for the status bar and the command line. */
export function headline(summary: Summary): string {
	const counts = countWords(summary.counts);
	const open = gaps(summary).length;
	switch (overall(summary)) {
		case 'findings':
			return open > 0 ? t('{0}, {1} not checked', counts, open) : counts;
		case 'clean': {
			const quiet = summary.projects.filter(project => project.isQuiet).length;
			// Clean is what opted in; the others' invitations are no findings.
			if (quiet > 0) {
				const clean = counted(summary.projects.filter(isAsked).length, '{0} project clean', '{0} projects clean');
				return t('{0}, {1} not opted in', clean, quiet);
			}
			return counts ? t('AOT clean, {0}', counts) : t('AOT clean');
		}
		case 'not checked':
			return open > 0 ? t('{0}, {1} not checked', counts || t('no problems'), open) : t('nothing to check');
		case 'not opted in': {
			const { length } = summary.projects.filter(project => project.kind === 'not-opted-in');
			return counted(length, '{0} project not opted in', '{0} projects not opted in');
		}
	}
}
