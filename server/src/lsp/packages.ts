/**
 * What publishing will say of the packages of apps, found beside the session: after the ordinary problems, while nobody types, one
 * project at a time, and again only when something changed that it may depend on. What is shown of it moves with edits until
 * the next answer.
 *
 * Invariant: nothing here binds or follows anything; a question costs the session what it takes to send the texts that are typed.
 */
import type { WorkDoneProgressServerReporter } from 'vscode-languageserver';
import type { FileReport } from '../core/analysis/finding.ts';
import { fileKind } from '../core/analysis/projects.ts';
import type { Workspace } from '../core/analysis/workspace.ts';
import type { Host } from '../core/host.ts';
import type { Project } from '../core/project/project.ts';
import { isRestored, programsOf } from '../core/project/published.ts';
import { movedBy } from '../core/text/moved.ts';
import type { PlacedFinding } from '../core/whole-program/findings.ts';
import type { ToldPrediction } from '../core/whole-program/told.ts';
import type { Documents } from './documents.ts';
import type { Delayed, Guard } from './guard.ts';
import type { PackagesQuestion } from './predictor.ts';
import type { Publisher } from './publisher.ts';
import type { Workspaces } from './workspaces.ts';

/** A question that is being answered. */
export interface PackagesAsked {
	/** Undefined where there is nothing to tell, or it was cancelled. */
	readonly answer: Promise<ToldPrediction | undefined>;
	cancel(): void;
	/** Lets it rest, or go on: while somebody types, the processor is theirs. */
	hold(isHeld: boolean): void;
}

/** Asks whoever predicts, one question at a time. `onProgress` is told in words how far it is. */
export type AskPackages = (question: PackagesQuestion, onProgress: (what: string) => void) => PackagesAsked;

/** Typing has paused for so long; where answers take long the pause is longer, so that they take a third of the time at most. */
const QUIET_MS = 1500;
const QUIET_SHARE = 2;
const MAX_QUIET_MS = 20_000;
/** After the last key, before what was begun goes on. */
const REST_MS = 600;

export interface PackagesContext {
	readonly ask: AskPackages | undefined;
	readonly host: Host;
	readonly workspaces: () => Workspaces | undefined;
	readonly documents: Documents;
	readonly publisher: Publisher;
	readonly guard: Guard;
	/** Whether the ordinary problems are all there. */
	readonly isComplete: () => boolean;
	/** Shows how far it is, and lets people cancel; undefined where the client can't. */
	readonly progress: () => Promise<WorkDoneProgressServerReporter> | undefined;
	readonly log: (message: string) => void;
	/** Called when something else is shown. */
	readonly onChange: () => void;
}

interface Asked {
	readonly workspace: Workspace;
	readonly project: Project;
	readonly cancel: () => void;
	readonly hold: (isHeld: boolean) => void;
}

export class Packages {
	readonly #context: PackagesContext;
	#isOn = true;
	#includeTests = false;
	readonly #told = new Map<string, ToldPrediction>();
	/** Projects whose answer holds, or will not be asked for again as things are. */
	readonly #settled = new Set<string>();
	/** Files that were edited since their projects were asked about. */
	readonly #edited = new Set<string>();
	/** Files that changed on disk since the last question. */
	readonly #changed = new Set<string>();
	/** Projects for which somebody cancelled, until packages change. */
	readonly #declined = new Set<string>();
	#timer: Delayed | undefined;
	/** Ends the rest that typing gives it. */
	#rest: Delayed | undefined;
	#asked: Asked | undefined;
	/** How long the last answer took. */
	#lastMs = 0;

	constructor(context: PackagesContext) {
		this.#context = context;
	}

	/** What is known of a project's packages, by its `id`. */
	told(project: string): ToldPrediction | undefined {
		return this.#told.get(project);
	}

	/** All that is known. */
	get all(): IterableIterator<ToldPrediction> {
		return this.#told.values();
	}

	configure(isOn: boolean, includeTests: boolean): void {
		this.#isOn = isOn;
		this.#includeTests = includeTests;
		this.consider();
	}

	/** Takes note of an edit. */
	edited(path: string): void {
		if (fileKind(path) === 'source') this.#edited.add(path);
		else this.#restart();
		this.#timer?.cancel();
		this.#asked?.hold(true);
		this.#rest?.cancel();
		this.#rest = this.#context.guard.later(REST_MS, 'packages', () => this.#asked?.hold(false));
	}

	/** Takes note of files that changed on disk, appeared or went away. */
	filesChanged(paths: readonly string[]): void {
		if (paths.length === 0) return;
		for (const path of paths) {
			this.#changed.add(path);
			if (fileKind(path) === 'source') this.#edited.add(path);
		}
		if (paths.some(path => fileKind(path) !== 'source')) this.#restart();
	}

	/** Another set of projects or packages: what is being asked is of no use any more. */
	#restart(): void {
		this.#settled.clear();
		this.#declined.clear();
		this.#asked?.cancel();
	}

	stop(): void {
		this.#isOn = false;
		this.#timer?.cancel();
		this.#rest?.cancel();
		this.#asked?.cancel();
	}

	/** Asks when nobody types, if there is something to ask. */
	consider(): void {
		if (!this.#context.ask) return;
		this.#timer?.cancel();
		const quiet = this.#edited.size === 0 ? 0 : Math.max(QUIET_MS, Math.min(QUIET_SHARE * this.#lastMs, MAX_QUIET_MS));
		this.#timer = this.#context.guard.later(quiet, 'packages', () => this.#next());
	}

	#next(): void {
		if (this.#asked || !this.#context.isComplete()) return;
		this.#unsettle();
		const wanted = this.#wanted();
		const ids = new Set(wanted.map(({ project }) => project.id));
		for (const id of [...this.#told.keys()]) if (!ids.has(id)) this.#forget(id);
		const next = wanted.find(({ project: { id } }) => !this.#settled.has(id) && !this.#declined.has(id));
		if (next) this.#context.guard.start('packages', () => this.#ask(next.workspace, next.project));
	}

	/** Projects that see what was edited are asked about again. */
	#unsettle(): void {
		for (const path of this.#edited)
			for (const project of this.#context.workspaces()?.of(path)?.projectsSeeing(path) ?? []) this.#settled.delete(project.id);
		this.#edited.clear();
	}

	/** Programs that opted in to Native AOT, or are assessed, and are restored. */
	#wanted(): readonly { readonly workspace: Workspace; readonly project: Project }[] {
		if (!this.#isOn) return [];
		const { publisher, host, workspaces } = this.#context;
		return (workspaces()?.all ?? [])
			.filter(workspace => workspace.isRead)
			.flatMap(workspace =>
				programsOf(workspace.projects, this.#includeTests)
					.filter(
						project =>
							workspace.isJudged(project) &&
							(project.isAotApp || publisher.view.isAssessed(project)) &&
							project.packages.resolved.length > 0 &&
							isRestored(project, host),
					)
					.map(project => ({ workspace, project })),
			);
	}

	async #ask(workspace: Workspace, project: Project): Promise<void> {
		const { ask, documents, guard } = this.#context;
		if (!ask) return;
		this.#settled.add(project.id);
		const progress = new Progress(this.#context.progress, project.name, guard, () => {
			this.#declined.add(project.id);
			this.#asked?.cancel();
		});
		const started = performance.now();
		const question = {
			root: workspace.root,
			includeTests: this.#includeTests,
			project: project.id,
			typed: documents.readable,
			changed: [...this.#changed],
		};
		this.#changed.clear();
		const { answer, ...control } = ask(question, what => progress.report(what));
		this.#asked = { workspace, project, ...control };
		try {
			const told = await answer;
			this.#lastMs = performance.now() - started;
			if (told) this.#show(told, workspace, project);
		} catch (error) {
			// It stays settled: what failed would fail again.
			guard.failed(`packages of ${project.path}`, error);
			this.#forget(project.id);
		} finally {
			this.#asked = undefined;
			progress.done();
		}
		if (this.#isOn) this.consider();
	}

	#show(told: ToldPrediction, workspace: Workspace, project: Project): void {
		if (!this.#told.has(project.id)) this.#context.log(`${project.name}: packages followed in ${Math.round(this.#lastMs)} ms`);
		this.#told.set(project.id, told);
		const byPath = new Map<string, PlacedFinding[]>();
		for (const finding of told.findings) byPath.set(finding.path, [...(byPath.get(finding.path) ?? []), finding]);
		const reports = new Map<string, FileReport>();
		for (const [path, findings] of byPath) {
			const now = workspace.text(path);
			const before = told.texts.get(path);
			if (now === undefined || before === undefined) continue;
			const moved = movedBy(before, now);
			const report = workspace.reportOf(
				project,
				path,
				findings.flatMap(finding => {
					const place = moved(finding);
					return place ? [{ ...finding, ...place }] : [];
				}),
			);
			if (report) reports.set(path, report);
		}
		this.#context.publisher.predicted(project.id, reports, told.texts);
		this.#context.onChange();
	}

	#forget(project: string): void {
		if (!this.#told.delete(project)) return;
		this.#context.publisher.predicted(project, new Map(), new Map());
		this.#context.onChange();
	}
}

/** What takes longer than this shows how far it is. */
const PROGRESS_MS = 1000;

/** Shows in the client how far it is, as soon as the client has answered; nothing waits for that. */
class Progress {
	readonly #begin: Delayed;
	#reporter: WorkDoneProgressServerReporter | undefined;
	#isDone = false;

	constructor(create: PackagesContext['progress'], name: string, guard: Guard, cancel: () => void) {
		this.#begin = guard.later(PROGRESS_MS, 'progress', async () => {
			const reporter = await create();
			if (!reporter || this.#isDone) return;
			reporter.begin('AOT Lens', undefined, `following the packages of ${name}`, true);
			reporter.token.onCancellationRequested(cancel);
			this.#reporter = reporter;
		});
	}

	report(what: string): void {
		this.#reporter?.report(what);
	}

	done(): void {
		this.#isDone = true;
		this.#begin.cancel();
		this.#reporter?.done();
	}
}
