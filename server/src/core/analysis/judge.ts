/**
 * Judges one file of a project: a C# file a member at a time, or what stands in a project file, a Dockerfile or a web.config.
 *
 * Invariant: what fails costs itself alone, and is told in the report; a report is remembered with the project as it was built.
 */
import { packageDirective } from '../project/file-based.ts';
import type { Project } from '../project/project.ts';
import { switchesOf } from '../rules/app-switches.ts';
import type { AppContracts } from '../rules/contracts.ts';
import { judgePackages, type PackageJudgement } from '../rules/packages.ts';
import { dockerfileFindings, packageFindings, webConfigFindings } from '../rules/project-files.ts';
import { type FileFinding, propertyFindings, silencedFindings } from '../rules/project-properties.ts';
import { referenceFindings } from '../rules/reference-marks.ts';
import type { Unknowns } from '../binding/state.ts';
import type { SourceFile } from '../syntax/ast.ts';
import { allSteps, type Steps } from '../text/steps.ts';
import { type CheckedFinding, type CheckOptions, checkSteps } from './check.ts';
import type { BuiltProject } from './compilations.ts';
import type { Contracts } from './contracts.ts';
import type { Files } from './files.ts';
import { type FileReport, plain, type Reading, silencedIn } from './finding.ts';
import type { Levels } from './levels.ts';
import type { Projects } from './projects.ts';
import type { ReferenceCache } from './references.ts';
import { isUnjudged, isUnusedSuppression } from './unused-suppressions.ts';

export interface JudgeContext {
	readonly projects: Projects;
	readonly files: Files;
	readonly references: ReferenceCache;
	readonly contracts: Contracts;
	readonly levels: Levels;
	readonly isJudged: (project: Project) => boolean;
	/** A project's compilation; undefined for one that can't be made. */
	readonly build: (project: Project) => BuiltProject | undefined;
	readonly options: {
		readonly log: (message: string) => void;
		/** Counts what could not be bound, for the developers' commands. */
		readonly unknowns?: Unknowns;
	};
}

export class FileJudge {
	readonly #context: JudgeContext;
	/** How well each file of a project was read, as far as it was read in whole. */
	readonly #readings = new Map<string, Reading>();

	constructor(context: JudgeContext) {
		this.#context = context;
	}

	/** What is found in a file of the project; its failure does not take the others' findings away. */
	check(built: BuiltProject, path: string): FileReport | undefined {
		try {
			return allSteps(this.#report(built, path));
		} catch (error) {
			this.#context.options.log(`${path}: not judged: ${(error as Error).stack}`);
			const text = this.#context.files.text(path) ?? '';
			return { path, project: built.project, text, findings: [], failures: ['nothing of it could be judged'] };
		}
	}

	/** Judges a file a member at a time, so that `check` has nothing more to do; what fails is told by `check`, which tries again. */
	*steps(built: BuiltProject, path: string): Steps<void> {
		try {
			yield* this.#report(built, path);
		} catch {}
	}

	*#report(built: BuiltProject, path: string): Steps<FileReport | undefined> {
		const { project } = built;
		if (!path.endsWith('.cs')) return this.#checkSideFile(built, path);
		const file = this.#context.files.syntax(path, project);
		if (!file) return undefined;
		const app = yield* this.#context.contracts.steps(built);
		const known = built.reports.get(path);
		if (known?.file === file) return known.report;
		const failures: string[] = [...file.failures];
		if (app?.lost.has(path)) failures.push('what a part of it says of the app could not be read');
		const findings = yield* this.findings(built, this.#context.files.whole(path, project) ?? file, app, failures);
		const packages = project.isFileBased ? this.#directivePackages(project, file) : undefined;
		const levelled = [...(packages ? packageFindings(packages).map(unsuppressed) : []), ...findings].map(finding =>
			plain(finding, this.#context.levels.of(finding, project, path)),
		);
		const judged = levelled.filter(finding => finding.level !== 'none' || finding.suppressedBy);
		const silenced = levelled.filter(finding => finding.level === 'none' && !finding.suppressedBy && project.noWarn.has(finding.code));
		const report: FileReport = {
			path,
			project,
			text: file.text,
			findings: judged,
			...(packages && { packages }),
			...(silenced.length > 0 && { silenced: silenced.map(finding => finding.code) }),
			reading: this.#readings.get(`${project.id}\n${path}`),
			...(failures.length > 0 && { failures: [...new Set(failures)] }),
		};
		built.reports.set(path, { file, report });
		return report;
	}

	/**
	 * All that is found in a C# file, with what it was judged by.
	 * @param failures what fails is added
	 * @param mentions judges only types and members whose text it matches
	 */
	*findings(
		built: BuiltProject,
		file: SourceFile,
		app: AppContracts | undefined,
		failures: string[],
		mentions?: RegExp,
	): Steps<readonly CheckedFinding[]> {
		const { project } = built;
		const { path } = file;
		const counts = { uses: 0, isWhole: true, unknowns: new Map<string, number>() };
		const all = yield* checkSteps(file, built.services, {
			...this.#checkOptions(project, app, (what, error) => {
				this.#context.options.log(`${path}: ${what} failed: ${(error as Error).stack}`);
				failures.push(`${what} could not be judged`);
			}),
			unknowns: counts.unknowns,
			counts,
			remembers: this.#context.files.isOpen(path),
			...(mentions && { mentions }),
		});
		const needed = all.some(isUnusedSuppression) ? yield* this.#neededElsewhere(project, path) : undefined;
		const findings = needed ? all.filter(each => !isUnusedSuppression(each) || !needed(each.start)) : all;
		let unknown = 0;
		const total = this.#context.options.unknowns;
		for (const [reason, count] of counts.unknowns) {
			unknown += count;
			total?.set(reason, (total.get(reason) ?? 0) + count);
		}
		// What is remembered of an earlier state was counted then.
		const key = `${project.id}\n${path}`;
		if ((counts.isWhole && !mentions) || !this.#readings.has(key)) {
			const [unread] = file.errors;
			this.#readings.set(key, { names: counts.uses + unknown, unknownNames: unknown, ...(unread && { unreadAt: unread.start }) });
		}
		return findings;
	}

	#checkOptions(project: Project, app: AppContracts | undefined, onFailure: CheckOptions['onFailure']): Omit<CheckOptions, 'remembers'> {
		return {
			families: project.families,
			generators: project.generators,
			app,
			switches: switchesOf(this.#context.projects.nativeAppsOf(project)),
			leftOutBy: this.#context.projects.leavingOutExportsOf(project),
			onFailure,
		};
	}

	/**
	 * Which suppressions of a file are, or may be, needed by another target of its project, by where they stand. Files that other
	 * projects compile as well are not followed that far: all of theirs may be.
	 */
	*#neededElsewhere(project: Project, path: string): Steps<(start: number) => boolean> {
		const others = this.#context.projects.of(path).filter(other => other !== project);
		if (others.some(other => other.path !== project.path) || project.targets().some(isUnjudged)) return () => true;
		const needed = new Set<number>();
		for (const other of others) {
			if (!this.#context.isJudged(other)) continue;
			const built = this.#context.build(other);
			const file = built && this.#context.files.whole(path, other);
			if (!file) return () => true;
			let isWhole = true;
			const app = yield* this.#context.contracts.steps(built);
			yield* checkSteps(file, built.services, {
				...this.#checkOptions(other, app, () => (isWhole = false)),
				remembers: false,
				onSuppressions: verdicts => {
					for (const [start, isUnused] of verdicts) if (!isUnused) needed.add(start);
				},
			});
			if (!isWhole) return () => true;
		}
		return start => needed.has(start);
	}

	/** What is known of a file-based app's packages, on the lines that name them now. */
	#directivePackages(project: Project, file: SourceFile): readonly PackageJudgement[] {
		return judgePackages(project, assembly => this.#context.references.marks(assembly)).flatMap(each => {
			const directive = packageDirective(file.fileDirectives, each.name);
			return directive ? [{ ...each, start: directive.start, end: directive.end }] : [];
		});
	}

	#checkSideFile(built: BuiltProject, path: string): FileReport | undefined {
		const { project } = built;
		const text = this.#context.files.text(path);
		if (text === undefined) return undefined;
		const isProject = path === project.path;
		const packages = isProject
			? judgePackages(project, assembly => this.#context.references.marks(assembly)).filter(each => each.file === path)
			: [];
		const found = isProject
			? [
					...packageFindings(packages),
					...referenceFindings(project, assembly => this.#context.references.compiledMarks(assembly)),
					...propertyFindings(project, text),
					...silencedFindings(project, text, silencedIn([...built.reports.values()].map(each => each.report))),
				]
			: path.endsWith('.config')
				? webConfigFindings(project, text)
				: dockerfileFindings(project, text);
		const findings = found
			.map(finding => plain(unsuppressed(finding), this.#context.levels.of(unsuppressed(finding), project, path)))
			.filter(finding => finding.level !== 'none');
		return { path, project, text, findings, ...(isProject && { packages }) };
	}
}

/** A finding that nothing suppresses, with nothing that it was judged by. */
export const unsuppressed = (finding: FileFinding): CheckedFinding => ({ ...finding, evidence: undefined, suppressedBy: undefined });
