/** Summaries for tests of what is said of one. */
import type { ProjectSummary, Summary } from '../../server/src/protocol/report.ts';

/** A project that opted in and has nothing to say, with changes. */
export const project = (changes: Partial<ProjectSummary>): ProjectSummary => ({
	path: '/w/P.csproj',
	name: 'P',
	kind: 'opted-in',
	targetFramework: 'net10.0',
	files: 1,
	errors: 0,
	warnings: 0,
	notes: 0,
	places: 0,
	isAssessed: false,
	isQuiet: false,
	rules: [],
	missingPackages: [],
	names: 0,
	unknownNames: 0,
	misread: 0,
	notEvaluated: [],
	notJudged: [],
	...changes,
});

/** A complete summary of projects, with this many infos in all. */
export const summary = (infos: number, ...projects: ProjectSummary[]): Summary => ({
	projects,
	counts: { errors: 0, warnings: 0, infos },
	unreadable: [],
	isComplete: true,
});
