/**
 * `check --shard i/n`: a part of the projects, about as much work as each other part.
 *
 * Invariant: what is in which part follows from the projects alone, so that n runs on n machines judge each project once.
 */
import type { Workspace } from '../core/analysis/workspace.ts';
import type { Project } from '../core/project/project.ts';

export interface Shard {
	/** 1-based. */
	readonly index: number;
	readonly count: number;
}

/** What there is to do, in whatever unit. */
export interface Weights {
	/** A file is read, bound and judged. */
	readonly judging: (path: string) => number;
	/** A file of a project that is referenced is read. */
	readonly reading: (path: string) => number;
	/** What a project takes beside its files. */
	readonly project: number;
	/** What each part but the first takes before it begins. */
	readonly start: number;
}

/** In files, so that line ends, which differ between machines, count for nothing. */
const OF_SHARDS: Weights = { judging: () => 3, reading: () => 1, project: 0, start: 0 };

/** The projects of a part. */
export function inShard(workspace: Workspace, projects: readonly Project[], { index, count }: Shard): readonly Project[] {
	return partsOf(workspace, projects, count, OF_SHARDS)[index - 1]?.projects ?? [];
}

export interface Part {
	readonly projects: readonly Project[];
	/** How much there is to do, by the weights. */
	readonly work: number;
	/** How many files it is compiled of. */
	readonly read: number;
}

/** Beyond this much memory for each that one run takes, threads cost more than they bring. */
const MAX_MEMORY = 1.5;
/** A thread more has to save so much of the time at least. */
const MIN_GAIN = 0.2;

/**
 * Parts for as many threads as pay: each has the declarations of all that its projects are judged by, so that where all of them end up
 * in one app, each has all of it.
 * @param most how many there may be
 */
export function partsThatPay(workspace: Workspace, projects: readonly Project[], most: number, weights: Weights): readonly Part[] {
	const [whole] = partsOf(workspace, projects, 1, weights);
	for (let count = most; whole && count > 1; count--) {
		const parts = partsOf(workspace, projects, count, weights);
		const read = parts.reduce((sum, part) => sum + part.read, 0);
		const longest = Math.max(...parts.map(part => part.work));
		if (read <= MAX_MEMORY * whole.read && longest <= (1 - MIN_GAIN) * whole.work) return parts;
	}
	return whole ? [whole] : [];
}

/**
 * Projects in parts of about as much work. The largest go first, each to the part that has least to do with it: what is read for
 * projects that are there already costs nothing more. All targets of a project file stay together.
 */
export function partsOf(workspace: Workspace, projects: readonly Project[], count: number, weights: Weights): readonly Part[] {
	const { judging, reading } = weights;
	const byPath = new Map<string, Project[]>();
	for (const project of projects) byPath.set(project.path, [...(byPath.get(project.path) ?? []), project]);
	const groups = [...byPath].map(([path, targets]) => {
		const judged = targets.filter(project => workspace.isJudged(project));
		const read = new Set(judged.flatMap(project => workspace.judgedWith(project)).flatMap(each => each.files));
		const work = judged.reduce((sum, each) => sum + weights.project + sumOf(each.files, judging), 0);
		return { path, targets, read, work, all: work + sumOf(read, reading) };
	});
	groups.sort((left, right) => right.all - left.all || (left.path < right.path ? -1 : 1));
	const parts = Array.from({ length: count }, (_, index) => ({
		work: index === 0 ? 0 : weights.start,
		read: new Set<string>(),
		projects: new Set<Project>(),
	}));
	for (const { targets, read, work } of groups) {
		let best = parts[0];
		let least = Infinity;
		for (const part of parts) {
			let more = work;
			for (const file of read) if (!part.read.has(file)) more += reading(file);
			if (part.work + more >= least) continue;
			least = part.work + more;
			best = part;
		}
		if (!best) continue;
		best.work = least;
		for (const file of read) best.read.add(file);
		for (const target of targets) best.projects.add(target);
	}
	return parts.map(({ work, read, projects: own }) => ({ projects: projects.filter(project => own.has(project)), work, read: read.size }));
}

function sumOf(paths: Iterable<string>, weigh: (path: string) => number): number {
	let sum = 0;
	for (const path of paths) sum += weigh(path);
	return sum;
}
