/**
 * What is checked when. Open documents are checked at once after an edit; the rest of the workspace follows in turns
 * that give way to every new message, the projects and files first that are open.
 */
import type { WorkDoneProgressServerReporter } from 'vscode-languageserver';
import type { Workspace } from '../core/analysis/workspace.ts';
import type { Steps } from '../core/fixes/fix.ts';
import type { Project } from '../core/project/project.ts';
import type { Documents } from './documents.ts';
import type { Delayed, Guard } from './guard.ts';
import type { Publisher } from './publisher.ts';
import { inTurns } from './turns.ts';

/** Pause after an edit of declarations before the rest of the workspace is checked again. */
export const BACKGROUND_DELAY_MS = 250;
/** A check that took longer than a frame makes the next edit wait as long, at most this. */
const MAX_DEBOUNCE_MS = 400;
const FRAME_MS = 16;

/** What the scheduler asks of its session. */
export interface SchedulerContext {
	readonly workspaces: () => readonly Workspace[];
	readonly documents: Documents;
	readonly publisher: Publisher;
	readonly guard: Guard;
	/** Shows that the workspace is being read; undefined where the client can't. */
	readonly progress: () => Promise<WorkDoneProgressServerReporter> | undefined;
	/** Called when what was found is complete again. */
	readonly onComplete: () => void;
}

export class Scheduler {
	readonly #context: SchedulerContext;
	/** Counts scans: one that is not the last is stale. */
	#generation = 0;
	#isComplete = false;
	#lastCheckMs = 0;
	/** Whether a queued check is for an edit. */
	#isEdited = false;
	readonly #dirty = new Set<string>();
	#check: Delayed | undefined;
	#scan: Delayed | undefined;

	constructor(context: SchedulerContext) {
		this.#context = context;
	}

	/** Whether every file was checked since the last change. */
	get isComplete(): boolean {
		return this.#isComplete;
	}

	stop(): void {
		this.#generation++;
		this.#check?.cancel();
		this.#scan?.cancel();
	}

	/** Queues an open document. A fast check runs as soon as the queued messages are in; a slow one waits for a pause. */
	queue(path: string, isEdit: boolean): void {
		this.#dirty.add(path);
		this.#isEdited ||= isEdit;
		this.#check?.cancel();
		const delay = Math.min(Math.max(0, this.#lastCheckMs - FRAME_MS), MAX_DEBOUNCE_MS);
		this.#check = this.#context.guard.later(delay, 'check', () => this.#checkDirty());
	}

	#checkDirty(): void {
		const paths = [...this.#dirty];
		this.#dirty.clear();
		const started = performance.now();
		let declarationsChanged = false;
		for (const path of paths) if (this.checkFile(path)) declarationsChanged = true;
		// What it takes to read a file that is opened says nothing of edits.
		if (this.#isEdited) this.#lastCheckMs = performance.now() - started;
		this.#isEdited = false;
		if (declarationsChanged) this.scan(BACKGROUND_DELAY_MS);
		else if (this.#isComplete) this.#context.onComplete();
	}

	/** Checks one file in all projects that compile it; true when other files may be affected. */
	checkFile(path: string): boolean {
		let affected = false;
		const workspace = workspaceOf(this.#context.workspaces(), path);
		if (!workspace) return false;
		for (const project of workspace.projectsOf(path)) {
			if (!workspace.isJudged(project)) continue;
			const before = workspace.sharedState(project);
			const report = workspace.check(project, path);
			if (workspace.sharedState(project) !== before) affected = true;
			if (report) this.#context.publisher.set(project.id, path, report);
		}
		this.#context.publisher.publish(path);
		return affected;
	}

	/** Checks every file of every judged project after a while. */
	scan(delay: number): void {
		this.#generation++;
		this.#isComplete = false;
		this.#scan?.cancel();
		this.#scan = this.#context.guard.later(delay, 'scan', () => this.#scanAll());
	}

	async #scanAll(): Promise<void> {
		const { publisher } = this.#context;
		const generation = this.#generation;
		const isStale = (): boolean => generation !== this.#generation;
		const progress = publisher.isEmpty ? await this.#context.progress() : undefined;
		if (isStale()) return;
		progress?.begin('AOT Lens', 0, 'reading projects');
		try {
			const seen = await inTurns(this.#scanSteps(progress), isStale);
			if (!seen) return;
			// What is no longer part of a project is no longer a problem.
			publisher.keepOnly((project, path) => seen.has(`${project}\n${path}`));
			this.#isComplete = true;
			this.#context.onComplete();
		} finally {
			progress?.done();
		}
	}

	/** Gives the projects and files that were checked. */
	*#scanSteps(progress: WorkDoneProgressServerReporter | undefined): Steps<ReadonlySet<string>> {
		const { documents, publisher } = this.#context;
		const seen = new Set<string>();
		for (const workspace of this.#context.workspaces()) {
			const judged = workspace.projects.filter(project => workspace.isJudged(project));
			const isOpen = (project: Project): boolean => project.files.some(path => documents.has(path));
			const ordered = [...judged].sort((left, right) => Number(isOpen(right)) - Number(isOpen(left)));
			for (const [index, project] of ordered.entries()) {
				yield;
				progress?.report(Math.round((100 * index) / ordered.length), project.name);
				const checker = workspace.checker(project);
				const files = [...checker.files].sort((left, right) => Number(documents.has(right)) - Number(documents.has(left)));
				for (const path of files) {
					yield;
					seen.add(`${project.id}\n${path}`);
					publisher.set(project.id, path, checker.check(path));
					publisher.publish(path);
				}
			}
		}
		return seen;
	}
}

/** The workspace that a file belongs to: the one with the nearest root. */
export function workspaceOf(workspaces: readonly Workspace[], path: string): Workspace | undefined {
	return workspaces
		.filter(workspace => path.startsWith(`${workspace.root}/`))
		.sort((left, right) => right.root.length - left.root.length)[0];
}
