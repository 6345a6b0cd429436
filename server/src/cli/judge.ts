/**
 * Judges the projects that are asked for: what an earlier run found in them is taken from the store, the rest is shared out to
 * workers, each of which judges its part as a run of its own would.
 *
 * Invariant: whoever judges a project, its reports are the same and come in the same order. A worker that is lost costs a second
 * try here, never its findings.
 */
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
import type { JudgeAnswer, JudgeQuestion } from './judge-messages.ts';
import type { Runtime } from './runtime.ts';
import { selectionOf } from './selection.ts';
import { partsOf, partsThatPay } from './shard.ts';

/** An app's code is read before its libraries are judged. Half a million lines; beyond that, memory counts for more than a second look. */
const KEPT_BODIES = 16_000_000;
/** Below so many files a worker takes longer to start than it saves. */
const FILES_EACH = 300;
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
		let last = performance.now();
		const steps = workspace.checkOnce(projects, isWanted, (project, reports) => kept?.save(project, reports));
		for (const report of withProgress(steps, filesOf(projects), runtime.progress)) {
			if (report) found.get(report.project)?.push(report);
			if (performance.now() - last < BREATH) continue;
			await runtime.breathe();
			last = performance.now();
		}
	};
	const asking = others.map(projects => {
		const question = { ...(elsewhere as NonNullable<typeof elsewhere>), projects: projects.map(each => each.id) };
		// Settled at once, so that one that is lost while others work is no unhandled rejection.
		const answer = runtime.askWorker(question).catch((error: unknown) => error as Error);
		return { projects, answer };
	});
	await here(own);
	for (const { projects, answer } of asking) {
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
	const parts =
		jobs === undefined
			? partsThatPay(workspace, projects, Math.min(runtime.jobs, Math.floor(filesOf(projects) / FILES_EACH)))
			: partsOf(workspace, projects, jobs);
	return parts.map(part => part.projects).filter(part => part.length > 0);
}

const filesOf = (projects: readonly Project[]): number => projects.reduce((sum, each) => sum + each.files.length, 0);

/** What a worker does with a question. */
export async function answer({ base, folder, args, projects }: JudgeQuestion, runtime: Runtime): Promise<JudgeAnswer> {
	const notes: string[] = [];
	const workspace = await judgingWorkspace(folder, runtime.host, args, runtime, message => notes.push(noteOf(message)));
	const isTold = selectionOf(args, repositoryOf(base, runtime.host), runtime.host);
	const wanted = new Set(projects);
	const asked = workspace.projects.filter(project => wanted.has(project.id));
	// How projects are evaluated is told by whoever asks.
	const known = new Set(workspace.unreadable.keys());
	notes.length = 0;
	const whole = new Set<Project>();
	const reports = new Map<Project, KeptReport[]>();
	for (const report of workspace.checkOnce(asked, isTold, project => whole.add(project)))
		if (report) reports.set(report.project, [...(reports.get(report.project) ?? []), keptReport(report)]);
	return {
		projects: asked.map(project => ({ id: project.id, reports: reports.get(project) ?? [], isWhole: whole.has(project) })),
		unreadable: [...workspace.unreadable].filter(([path]) => !known.has(path)),
		notes,
	};
}

/** What went wrong in between, as it is told on the second channel. */
export const noteOf = (message: string): string => `aot-lens: ${message.split('\n').map(forTerminal).join('\n')}\n`;
