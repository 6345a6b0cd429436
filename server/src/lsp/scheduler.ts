/**
 * What is checked when. Open documents are checked at once after an edit; the rest of the workspace follows in turns
 * that give way to every new message, the projects and files first that are open. A project or file that fails costs
 * only itself, and shows as not judged. Nothing here waits for the client.
 */
import type { WorkDoneProgressServerReporter } from 'vscode-languageserver';
import { fileKind } from '../core/analysis/projects.ts';
import type { FileReport } from '../core/analysis/finding.ts';
import type { KeptReport } from '../core/analysis/kept.ts';
import type { Workspace } from '../core/analysis/workspace.ts';
import type { Project } from '../core/project/project.ts';
import type { Steps } from '../core/text/steps.ts';
import type { Documents } from './documents.ts';
import type { Delayed, Guard } from './guard.ts';
import type { Publisher } from './publisher.ts';
import type { ScanBeside, Scanning } from './scanner.ts';
import type { Turns } from './turns.ts';
import type { Workspaces } from './workspaces.ts';

/** Pause after a change of declarations, projects or files before the rest of the workspace is checked again. */
export const BACKGROUND_DELAY_MS = 250;
/** A check that took longer than a frame makes the next edit wait as long, at most this. */
const MAX_DEBOUNCE_MS = 400;
const FRAME_MS = 16;
/** A request waits at most so long for its file's projects, looking as often as this. */
const MAX_SETTLE_MS = 3000;
const SETTLE_PAUSE_MS = 20;
/** Below so many files another thread takes longer to start than it saves. */
const FILES_BESIDE = 300;
/** Pause after which a long file in broken code is read afresh. */
export const SETTLE_DELAY_MS = 150;

/** Pause after which what is counted in the whole workspace is told anew: where that is large, it takes longer than a key. */
export const CHANGE_DELAY_MS = 200;

/** What the scheduler works with. */
export interface SchedulerContext {
	readonly workspaces: () => Workspaces | undefined;
	readonly documents: Documents;
	readonly publisher: Publisher;
	readonly guard: Guard;
	readonly turns: Turns;
	/** Judges closed projects in another thread; undefined where there is none. */
	readonly scanBeside: ScanBeside | undefined;
	readonly includesTests: () => boolean;
	readonly log: (message: string) => void;
	/** Shows that the workspace is being read; undefined where the client can't. */
	readonly progress: () => Promise<WorkDoneProgressServerReporter> | undefined;
	/** Called when all was checked, and after edits when nothing is typed for a while. */
	readonly onChange: () => void;
}

/** What a scan came to. */
interface Scanned {
	/** All projects and their files. */
	readonly seen: ReadonlySet<string>;
	/** What is for another thread to judge. */
	readonly left: ReadonlyMap<Workspace, readonly Project[]>;
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
	#settle: Delayed | undefined;
	#change: Delayed | undefined;
	#scan: Delayed | undefined;
	/** The scan that goes on in another thread. */
	#beside: Scanning | undefined;
	/** The other thread was lost: all is judged here. */
	#isAlone = false;
	/** Files that changed on disk since the other thread was asked. */
	readonly #changed = new Set<string>();

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
		this.#settle?.cancel();
		this.#change?.cancel();
		this.#scan?.cancel();
		this.#beside?.cancel();
	}

	/** Takes note of files that changed on disk, appeared or went away. */
	filesChanged(paths: readonly string[]): void {
		for (const path of paths) this.#changed.add(path);
	}

	// ---- open documents -----------------------------------------------------------------------

	/** Queues an open document. A fast check runs as soon as the queued messages are in; a slow one waits for a pause. */
	queue(path: string, isEdit: boolean): void {
		this.#dirty.add(path);
		this.#isEdited ||= isEdit;
		this.#check?.cancel();
		this.#settle?.cancel();
		this.#change?.cancel();
		const isSource = [...this.#dirty].every(each => fileKind(each) === 'source');
		const delay = isSource ? Math.min(Math.max(0, this.#lastCheckMs - FRAME_MS), MAX_DEBOUNCE_MS) : MAX_DEBOUNCE_MS;
		this.#check = this.#context.guard.later(delay, 'check', () => this.#checkDirty());
	}

	/**
	 * Checks a document now if it is queued, so that a request is answered for what is typed. While its project is being
	 * read, it waits for that a little.
	 * @param isCancelled ends the waiting
	 */
	async settle(path: string, isCancelled: () => boolean): Promise<void> {
		for (const end = performance.now() + MAX_SETTLE_MS; performance.now() < end && !isCancelled() && !this.#isReady(path); )
			await new Promise(resolve => this.#context.guard.later(SETTLE_PAUSE_MS, 'settle', () => resolve(undefined)));
		if (fileKind(path) !== 'source' || !this.#isReady(path) || !this.#dirty.delete(path)) return;
		if (this.checkFile(path)) this.scan(BACKGROUND_DELAY_MS);
		this.#settleLater([path]);
	}

	/** Whether a file can be checked without reading its projects first. */
	#isReady(path: string): boolean {
		const workspaces = this.#context.workspaces();
		const workspace = workspaces?.of(path);
		if (!workspace) return workspaces !== undefined;
		return workspace.isRead && workspace.projectsOf(path).every(project => !workspace.isJudged(project) || workspace.isPrepared(project));
	}

	#checkDirty(): void {
		const { documents, guard } = this.#context;
		const paths = [...this.#dirty];
		this.#dirty.clear();
		const started = performance.now();
		let isOther = false;
		// Two threads that work at once take a third longer, each.
		this.#beside?.hold(true);
		for (const path of paths) {
			try {
				if (fileKind(path) === 'source') isOther = this.checkFile(path) || isOther;
				else if (documents.isHalfTyped(path)) continue;
				else if (this.#context.workspaces()?.filesChanged([path])) isOther = true;
				else this.checkFile(path);
			} catch (error) {
				guard.failed(path, error);
			}
		}
		this.#beside?.hold(false);
		// What it takes to read a file that is opened says nothing of edits.
		if (this.#isEdited) this.#lastCheckMs = performance.now() - started;
		this.#isEdited = false;
		if (isOther) this.scan(BACKGROUND_DELAY_MS);
		else if (this.#isComplete) this.#changeLater();
		this.#settleLater(paths);
	}

	#changeLater(): void {
		this.#change?.cancel();
		this.#change = this.#context.guard.later(CHANGE_DELAY_MS, 'change', () => {
			if (this.#isComplete) this.#context.onChange();
		});
	}

	/** What is shown of broken code must not depend on how it was typed; a long file is read afresh when nothing is typed. */
	#settleLater(paths: readonly string[]): void {
		const provisional = paths.filter(path => this.#context.workspaces()?.of(path)?.isProvisional(path));
		if (provisional.length === 0) return;
		this.#settle = this.#context.guard.later(SETTLE_DELAY_MS, 'settle', () => {
			let isOther = false;
			for (const path of provisional) {
				this.#context.workspaces()?.of(path)?.settle(path);
				isOther = this.checkFile(path) || isOther;
			}
			if (isOther) this.scan(BACKGROUND_DELAY_MS);
		});
	}

	/**
	 * Checks one file in all projects that compile it, where they are read already; else a scan comes to it.
	 * @returns whether other files may be affected
	 */
	checkFile(path: string): boolean {
		const workspace = this.#context.workspaces()?.of(path);
		if (workspace && !workspace.isRead) return false;
		const projects = workspace?.projectsOf(path).filter(project => workspace.isJudged(project)) ?? [];
		if (!workspace) return false;
		// What a scan judged and let go of, it has to come to again.
		const missing = projects.filter(project => !workspace.isPrepared(project));
		if (missing.length > 0) return this.#isComplete || missing.some(project => workspace.wasJudged(project));
		let isAffected = false;
		for (const project of projects) {
			// Of what failed it is not known.
			let affectsOthers = true;
			this.#checkIn(workspace, project, path, () => {
				const checked = workspace.check(project, path);
				({ affectsOthers } = checked);
				return checked.report;
			});
			isAffected ||= affectsOthers;
		}
		this.#context.publisher.publish(path);
		return isAffected;
	}

	#checkIn(workspace: Workspace, project: Project, path: string, check: () => FileReport | undefined): void {
		const { publisher } = this.#context;
		try {
			publisher.set(project.id, path, check());
		} catch (error) {
			publisher.set(project.id, path, undefined);
			this.#failed(workspace, path, error);
		}
	}

	/** What failed is told in the log, and shows in the summary as not judged. */
	#failed(workspace: Workspace, path: string, error: unknown): void {
		this.#context.guard.failed(path, error);
		workspace.unreadable.set(path, 'could not be judged: an error in AOT Lens, see its output');
	}

	// ---- the whole workspace ------------------------------------------------------------------

	/** Checks every file of every judged project after a while. */
	scan(delay: number): void {
		this.#generation++;
		this.#isComplete = false;
		this.#scan?.cancel();
		this.#beside?.cancel();
		this.#scan = this.#context.guard.later(delay, 'scan', () => this.#scanAll());
	}

	async #scanAll(): Promise<void> {
		const { publisher, turns, guard } = this.#context;
		const generation = this.#generation;
		const isStale = (): boolean => generation !== this.#generation;
		const progress = new Progress(publisher.isEmpty ? this.#context.progress() : undefined, guard);
		/** Projects that another thread judged in this scan. */
		const told = new Set<Project>();
		try {
			for (;;) {
				const scanned = await turns.run(this.#scanSteps(progress, told), isStale);
				if (!scanned) return;
				const { seen, left } = scanned;
				for (const [workspace, projects] of left) await this.#scanBeside(workspace, projects, told, progress, isStale);
				if (isStale()) return;
				// Projects of documents that were opened meanwhile, and what the other thread did not come to, are judged here.
				if (left.size > 0) continue;
				// What is no longer part of a project is no longer a problem.
				publisher.keepOnly((project, path) => seen.has(`${project}\n${path}`));
				this.#isComplete = true;
				this.#context.onChange();
				return;
			}
		} finally {
			progress.done();
		}
	}

	/**
	 * Judges the projects with open documents and, where they are few, the others.
	 * @param told projects that another thread judged in this scan
	 */
	*#scanSteps(progress: Progress, told: ReadonlySet<Project>): Steps<Scanned> {
		const { documents } = this.#context;
		const seen = new Set<string>();
		const left = new Map<Workspace, readonly Project[]>();
		for (const workspace of this.#context.workspaces()?.all ?? []) {
			let judged: readonly Project[];
			try {
				judged = (yield* workspace.readProjects()).filter(project => workspace.isJudged(project));
			} catch (error) {
				this.#failed(workspace, workspace.root, error);
				continue;
			}
			for (const project of judged) for (const path of workspace.filesOf(project)) seen.add(`${project.id}\n${path}`);
			const isOpen = (project: Project): boolean => documents.paths.some(path => workspace.projectsOf(path).includes(project));
			const isDone = (project: Project): boolean => told.has(project) || workspace.isUnaffected(project);
			const open = judged.filter(isOpen);
			const closed = judged.filter(project => !open.includes(project) && !isDone(project));
			const isLeft = this.#isForAnother(closed);
			if (isLeft) left.set(workspace, closed);
			for (const [index, project] of (isLeft ? open : [...open, ...closed]).entries()) {
				yield;
				progress.report(Math.round((100 * index) / judged.length), project.name);
				if (isOpen(project) || !isDone(project)) yield* this.#scanProject(workspace, project);
				workspace.letGo(isOpen);
			}
		}
		return { seen, left };
	}

	/** Whether so much is to be judged that another thread is worth its start. */
	#isForAnother(projects: readonly Project[]): boolean {
		if (!this.#context.scanBeside || this.#isAlone) return false;
		return projects.reduce((sum, project) => sum + project.files.length, 0) >= FILES_BESIDE;
	}

	/**
	 * Has another thread judge projects; what it finds is taken over in turns.
	 * @param told is added each project that it judged
	 */
	async #scanBeside(
		workspace: Workspace,
		projects: readonly Project[],
		told: Set<Project>,
		progress: Progress,
		isStale: () => boolean,
	): Promise<void> {
		const { scanBeside, documents, publisher, turns, guard, includesTests } = this.#context;
		if (!scanBeside || isStale()) return;
		const { state } = workspace;
		const typed = documents.readable;
		const byId = new Map(projects.map(project => [project.id, project]));
		const question = {
			root: workspace.root,
			includeTests: includesTests(),
			typed,
			changed: [...this.#changed],
			projects: [...byId.keys()],
		};
		this.#changed.clear();
		/** One answer after the other; one that fails costs itself. */
		let taken: Promise<unknown> = Promise.resolve();
		const inTurn = (action: () => unknown): void => {
			taken = taken.then(action).catch((error: unknown) => guard.failed('closed projects', error));
		};
		/** The files of which something was told, and the projects in which something failed. */
		const found = new Set<string>();
		const failed = new Set<Project>();
		const scanning = scanBeside(question, answer => {
			const project = byId.get(answer.project);
			if (!project) return;
			if (answer.kind === 'reports') {
				if (answer.reports.some(report => report.failures)) failed.add(project);
				const { reports } = answer;
				for (const { path } of reports) found.add(`${project.id}\n${path}`);
				return inTurn(() => turns.run(this.#take(workspace, project, reports, typed), isStale));
			}
			inTurn(() => {
				if (isStale()) return;
				for (const [path, reason] of answer.unreadable) workspace.unreadable.set(path, reason);
				// Of what can't be read any more nothing is known.
				for (const path of workspace.filesOf(project)) if (!found.has(`${project.id}\n${path}`)) publisher.set(project.id, path, undefined);
				workspace.judged(project, state, !failed.has(project));
				told.add(project);
				progress.report(Math.round((100 * told.size) / byId.size), project.name);
			});
		});
		this.#beside = scanning;
		try {
			await scanning.isDone;
			await taken;
		} catch (error) {
			guard.failed('the thread that judges closed projects', error);
			this.#isAlone = true;
		} finally {
			if (this.#beside === scanning) this.#beside = undefined;
		}
	}

	/** Takes over what was found in some files, unless something else is typed there by now. */
	*#take(workspace: Workspace, project: Project, reports: readonly KeptReport[], typed: ReadonlyMap<string, string>): Steps<void> {
		const { documents, publisher } = this.#context;
		for (const report of reports) {
			yield;
			const { path } = report;
			if (documents.has(path) && documents.text(path) !== typed.get(path)) continue;
			const text = workspace.text(path);
			if (text === undefined) continue;
			publisher.set(project.id, path, { ...report, project, text });
			publisher.publish(path);
		}
	}

	/** Judges all files of a project, open ones first. */
	*#scanProject(workspace: Workspace, project: Project): Steps<void> {
		const { documents, publisher } = this.#context;
		const { state } = workspace;
		let isWhole = true;
		try {
			const checker = yield* workspace.prepare(project);
			for (const path of [...checker.files].sort((left, right) => Number(documents.has(right)) - Number(documents.has(left)))) {
				yield;
				// What is typed between two steps counts: `check` judges anew what changed.
				if (fileKind(path) === 'source') yield* checker.steps(path);
				this.#checkIn(workspace, project, path, () => checker.check(path));
				isWhole &&= !publisher.reportsOf(path).some(report => report.failures);
				publisher.publish(path);
			}
		} catch (error) {
			isWhole = false;
			this.#failed(workspace, project.path, error);
		}
		workspace.judged(project, state, isWhole);
	}
}

/** Shows in the client how far a scan is, as soon as the client has answered; nothing waits for that. */
class Progress {
	#reporter: WorkDoneProgressServerReporter | undefined;
	#isDone = false;

	constructor(created: Promise<WorkDoneProgressServerReporter> | undefined, guard: Guard) {
		if (!created) return;
		guard.start('progress', async () => {
			const reporter = await created;
			reporter.begin('AOT Lens', 0, 'reading projects');
			if (this.#isDone) reporter.done();
			else this.#reporter = reporter;
		});
	}

	/** @param percentage 0 to 100 */
	report(percentage: number, message: string): void {
		this.#reporter?.report(percentage, message);
	}

	done(): void {
		this.#isDone = true;
		this.#reporter?.done();
	}
}
