/**
 * Judges the projects that are asked for: what an earlier run found in them is taken from the store, the rest is shared out to
 * workers, each of which judges its part as a run of its own would.
 *
 * Invariant: whoever judges a project, its reports are the same and come in the same order. A worker that is lost costs a second
 * try here, never its findings.
 */
import type { ReadFile } from '../core/analysis/files.ts';
import type { FileReport } from '../core/analysis/finding.ts';
import { type KeptReport, keptReport } from '../core/analysis/kept.ts';
import { repositoryOf } from '../core/analysis/projects.ts';
import { Workspace } from '../core/analysis/workspace.ts';
import type { Host } from '../core/host.ts';
import type { Project } from '../core/project/project.ts';
import { forTerminal } from '../core/text/escape.ts';
import type { StampedStore } from '../core/text/text-store.ts';
import type { Arguments } from './args.ts';
import { withProgress } from './progress.ts';
import type { JudgeAnswer, JudgeQuestion, Others } from './judge-messages.ts';
import type { Runtime } from './runtime.ts';
import { selectionOf } from './selection.ts';
import { partsOf, partsThatPay, type Weights } from './shard.ts';

/** An app's code is read before its libraries are judged. Half a million lines; beyond that, memory counts for more than time. */
const KEPT_BODIES = 16_000_000;
/** Below so many files a worker takes longer to start than it saves. */
const FILES_EACH = 300;
/** What another thread has read is taken over in this part of the time, about, that judging takes. */
const TAKING_OVER = 1 / 20;
/** What a project takes beside its files, and a thread before it begins, about: so many bytes could be judged meanwhile. */
const PROJECT = 25_000;
const START = 600_000;
/** Longer than this nobody waits for an answer to Ctrl+C, in milliseconds. */
const BREATH = 50;

/** A workspace in which projects that have not opted in are judged by what a move would bring. */
export async function judgingWorkspace(
	folder: string,
	files: Host,
	args: Arguments,
	runtime: Runtime,
	log: (message: string) => void,
): Promise<Workspace> {
	const { properties, useEditorConfig, includeTests } = args;
	const options = { properties, useEditorConfig, includeTests, assess: true, keptBodies: KEPT_BODIES, log };
	return new Workspace(folder, files, await runtime.parser(), runtime.packFor, options);
}

export interface Judging {
	/** Which files are told of. */
	readonly isWanted: (path: string) => boolean;
	/** Asks a worker; absent where the files are not those on disk, or only one of them is wanted. */
	readonly elsewhere?: Omit<JudgeQuestion, 'projects'>;
	readonly store?: StampedStore | undefined;
}

/** @param asked projects that are judged; reports come in their order */
export async function judge(
	workspace: Workspace,
	asked: readonly Project[],
	{ isWanted, elsewhere, store }: Judging,
	runtime: Runtime,
): Promise<readonly FileReport[]> {
	const found = new Map<Project, FileReport[]>(asked.map(project => [project, []]));
	const kept = store && workspace.kept(store);
	const left = asked.filter(project => {
		const known = kept?.load(project);
		if (known)
			found.set(
				project,
				known.filter(report => isWanted(report.path)),
			);
		return !known;
	});
	const [own = [], ...others] = elsewhere ? shared(workspace, left, elsewhere.args, runtime) : [left];
	const here = async (projects: readonly Project[]): Promise<void> => {
		const steps = workspace.checkOnce(projects, isWanted, (project, reports) => kept?.save(project, reports));
		await breathing(withProgress(steps, filesOf(projects), runtime.progress), runtime, report => found.get(report.project)?.push(report));
	};
	const takeOver = takerOf(workspace, own);
	const workers: { readonly projects: readonly Project[]; readonly answer: Promise<JudgeAnswer | Error>; readonly tell: Others['tell'] }[] =
		[];
	for (const projects of others) {
		const question = { ...(elsewhere as NonNullable<typeof elsewhere>), projects: projects.map(each => each.id) };
		const { answer, tell } = runtime.askWorker(question, read => {
			takeOver(read);
			for (const other of workers) if (other.projects !== projects) other.tell(read);
		});
		// Settled at once, so that one that is lost while others work is no unhandled rejection.
		workers.push({ projects, tell, answer: answer.catch((error: unknown) => error as Error) });
	}
	if (workers.length > 0)
		await readAhead(workspace, own, runtime, read => {
			for (const worker of workers) worker.tell(read);
		});
	await here(own);
	for (const { projects, answer } of workers) {
		const given = await answer;
		if (given instanceof Error) {
			const what = projects.length === 1 ? 'a project is' : `${projects.length} projects are`;
			runtime.complain(`aot-lens: a worker was lost (${forTerminal(given.message)}): ${what} judged again\n`);
			for (const project of projects) found.set(project, []);
			await here(projects);
			continue;
		}
		for (const note of given.notes) runtime.complain(note);
		for (const [path, reason] of given.unreadable) workspace.unreadable.set(path, reason);
		for (const { id, reports, isWhole } of given.projects) {
			const project = projects.find(each => each.id === id);
			if (!project) continue;
			const own = reports.map(report => ({ ...report, project, text: workspace.text(report.path) ?? '' }));
			found.set(project, own);
			if (isWhole) kept?.save(project, own);
		}
	}
	return [...found.values()].flat();
}

/** Projects for each thread, this one first. */
function shared(
	workspace: Workspace,
	projects: readonly Project[],
	{ jobs }: Arguments,
	runtime: Runtime,
): readonly (readonly Project[])[] {
	const weights = ofThreads(runtime);
	const parts =
		jobs === undefined
			? partsThatPay(workspace, projects, Math.min(runtime.jobs, Math.floor(filesOf(projects) / FILES_EACH)), weights)
			: partsOf(workspace, projects, jobs, weights);
	const busy = parts.filter(part => part.projects.length > 0);
	if (busy.length > 1 && busy.reduce((sum, part) => sum + part.work, 0) <= KEPT_BODIES) runtime.growFreely();
	return busy.map(part => part.projects);
}

/** Work of threads that hand over what they read, in bytes that are judged. */
function ofThreads({ sizeOf }: Runtime): Weights {
	const sizes = new Map<string, number>();
	const judging = (path: string): number => {
		let size = sizes.get(path);
		if (size === undefined) sizes.set(path, (size = sizeOf(path)));
		return size;
	};
	return { judging, reading: path => TAKING_OVER * judging(path), project: PROJECT, start: START };
}

const filesOf = (projects: readonly Project[]): number => projects.reduce((sum, each) => sum + each.files.length, 0);

/** What a worker does with a question. */
export async function answer({ base, folder, args, projects }: JudgeQuestion, runtime: Runtime, others: Others): Promise<JudgeAnswer> {
	const notes: string[] = [];
	const workspace = await judgingWorkspace(folder, runtime.host, args, runtime, message => notes.push(noteOf(message)));
	const isTold = selectionOf(args, repositoryOf(base, runtime.host), runtime.host);
	const wanted = new Set(projects);
	const asked = workspace.projects.filter(project => wanted.has(project.id));
	others.onTold(takerOf(workspace, asked));
	// How projects are evaluated is told by whoever asks.
	const known = new Set(workspace.unreadable.keys());
	notes.length = 0;
	const whole = new Set<Project>();
	const reports = new Map<Project, KeptReport[]>();
	await readAhead(workspace, asked, runtime, others.tell);
	await breathing(
		workspace.checkOnce(asked, isTold, project => whole.add(project)),
		runtime,
		report => reports.set(report.project, [...(reports.get(report.project) ?? []), keptReport(report)]),
	);
	return {
		projects: asked.map(project => ({ id: project.id, reports: reports.get(project) ?? [], isWhole: whole.has(project) })),
		unreadable: [...workspace.unreadable].filter(([path]) => !known.has(path)),
		notes,
	};
}

/** Takes over what others have read of what some projects are judged by. */
function takerOf(workspace: Workspace, projects: readonly Project[]): Others['tell'] {
	const needed = new Set(projects.flatMap(project => workspace.judgedWith(project)).flatMap(each => each.files));
	return read => workspace.takeOver(read.filter(({ file }) => needed.has(file.path)));
}

/** Reads what it is to judge before it does, and hands it over: a thread that compiles against it does not read it again. */
async function readAhead(workspace: Workspace, projects: readonly Project[], runtime: Runtime, tell: Others['tell']): Promise<void> {
	let read: ReadFile[] = [];
	const tellAll = (): void => {
		try {
			if (read.length > 0) tell(read);
		} catch {
			// What nests too deep to be copied is read by whoever needs it.
		}
		read = [];
	};
	await breathing(workspace.readAhead(projects), runtime, file => read.push(file), tellAll);
}

/** Takes what steps give, and lets signals and messages through meanwhile. */
async function breathing<T>(steps: Iterable<T | undefined>, runtime: Runtime, take: (given: T) => void, pause = () => {}): Promise<void> {
	let last = performance.now();
	for (const given of steps) {
		if (given) take(given);
		if (performance.now() - last < BREATH) continue;
		pause();
		await runtime.breathe();
		last = performance.now();
	}
	pause();
}

/** What went wrong in between, as it is told on the second channel. */
export const noteOf = (message: string): string => `aot-lens: ${message.split('\n').map(forTerminal).join('\n')}\n`;
