/**
 * Judges projects that are asked about once, those first that others reference. Libraries that are judged by what an app registers
 * come right before it: the app's compilation is needed for as long.
 *
 * Invariant: what none of the rest needs is let go of after each project; evidence can't be had afterwards.
 */
import type { Project } from '../project/project.ts';
import type { Steps } from '../text/steps.ts';
import type { Compilations } from './compilations.ts';
import type { Files } from './files.ts';
import type { FileReport } from './finding.ts';
import type { Projects } from './projects.ts';
import { type ReferenceCache, referenceSet } from './references.ts';

/** Checks the files of one project. */
interface FileChecker {
	readonly files: readonly string[];
	check(path: string): FileReport | undefined;
	/** Does the work of `check` for a C# file, a member at a time. */
	steps(path: string): Steps<void>;
}

export interface Judging {
	readonly all: Projects;
	readonly files: Files;
	readonly compilations: Compilations;
	readonly references: ReferenceCache;
	readonly checker: (project: Project) => FileChecker;
	/** The app whose registrations a library is judged by. */
	readonly appOf: (project: Project) => Project | undefined;
	/** How much could not be read, or was worth a note. */
	readonly noted: () => number;
}

/** Told all that was found in a project where all of its files are wanted, and nothing failed or is worth a note. */
export type OnJudged = (project: Project, reports: readonly FileReport[]) => void;

/**
 * Undefined is given in between, where whoever asks may turn to something else.
 * @param concerns which files are wanted
 */
export function* checkOnce(
	{ all, files, compilations, references, checker: checkerOf, appOf, noted }: Judging,
	projects: readonly Project[],
	concerns: (path: string) => boolean,
	onJudged?: OnJudged,
): Generator<FileReport | undefined> {
	const referenced = new Map(projects.map(project => [project, all.referencedBy(project)]));
	const closure = (project: Project): readonly Project[] => referenced.get(project) ?? [];
	const order = inGroups(projects, project => closure(project).length, appOf);
	/** By file and set of references: the last project that needs it, and the last that judges it. */
	const lastUse = new Map<string, number>();
	const lastJudge = new Map<string, number>();
	for (const [index, project] of order.entries()) {
		lastUse.set(referenceSet(project, closure(project)).key, index);
		for (const each of [project, ...closure(project)]) for (const path of each.files) lastUse.set(path, index);
		for (const path of project.files) lastJudge.set(path, index);
	}
	const forgotten = order.map((): string[] => []);
	for (const [key, last] of lastUse) forgotten[last]?.push(key);
	for (const [index, project] of order.entries()) {
		const before = noted();
		const found: FileReport[] = [];
		for (const each of [project, ...closure(project)])
			for (const path of each.files) {
				files.syntax(path, each);
				yield undefined;
			}
		const checker = checkerOf(project);
		for (const path of checker.files) {
			let report: FileReport | undefined;
			if (concerns(path)) {
				yield* checker.steps(path);
				report = checker.check(path);
			}
			if (report) {
				found.push(report);
				yield report;
			}
			if (lastJudge.get(path) === index) files.judged(path, project);
		}
		if (onJudged && before === noted() && checker.files.every(concerns)) onJudged(project, found);
		compilations.forget(project);
		for (const key of forgotten[index] ?? []) {
			references.forget(key);
			files.forget(key);
		}
	}
}

/** Projects by how many others they need, behind those whose contracts they have; an app last of those that are judged by it. */
function inGroups(
	projects: readonly Project[],
	sizeOf: (project: Project) => number,
	appOf: (project: Project) => Project | undefined,
): readonly Project[] {
	const asked = new Set(projects);
	const groups = new Map<Project, Project[]>();
	for (const project of projects) {
		const app = appOf(project);
		const head = app && asked.has(app) ? app : project;
		const group = groups.get(head);
		if (group) group.push(project);
		else groups.set(head, [project]);
	}
	return [...groups]
		.sort(([left], [right]) => sizeOf(left) - sizeOf(right))
		.flatMap(([, group]) => group.sort((left, right) => sizeOf(left) - sizeOf(right)));
}
