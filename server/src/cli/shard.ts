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

/** A file that is judged is read, bound and judged; one of a project that is referenced is read. */
const JUDGING = 3;

/** The projects of a part. */
export function inShard(workspace: Workspace, projects: readonly Project[], { index, count }: Shard): readonly Project[] {
	return partsOf(workspace, projects, count)[index - 1]?.projects ?? [];
}

export interface Part {
	readonly projects: readonly Project[];
	/** How much there is to do, in files that are read. */
	readonly work: number;
	/** How many files are read. */
	readonly read: number;
}

/** Beyond this much memory for each that one run takes, threads cost more than they bring. */
const MAX_MEMORY = 1.5;
/** A thread more has to save so much of the time at least. */
const MIN_GAIN = 0.2;

/**
 * Parts for as many threads as pay: each reads what its projects are judged by, so that where all of them end up in one app, each would
 * read all of it again.
 * @param most how many there may be
 */
export function partsThatPay(workspace: Workspace, projects: readonly Project[], most: number): readonly Part[] {
	const [whole] = partsOf(workspace, projects, 1);
	for (let count = most; whole && count > 1; count--) {
		const parts = partsOf(workspace, projects, count);
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
export function partsOf(workspace: Workspace, projects: readonly Project[], count: number): readonly Part[] {
	const byPath = new Map<string, Project[]>();
	for (const project of projects) byPath.set(project.path, [...(byPath.get(project.path) ?? []), project]);
	const groups = [...byPath].map(([path, targets]) => {
		const judged = targets.filter(project => workspace.isJudged(project));
		const read = new Set(judged.flatMap(project => workspace.judgedWith(project)).flatMap(each => each.files));
		return { path, targets, read, work: judged.reduce((sum, each) => sum + JUDGING * each.files.length, 0) };
	});
	groups.sort((left, right) => right.work + right.read.size - (left.work + left.read.size) || (left.path < right.path ? -1 : 1));
	const parts = Array.from({ length: count }, () => ({ work: 0, read: new Set<string>(), projects: new Set<Project>() }));
	for (const { targets, read, work } of groups) {
		let best = parts[0];
		let least = Infinity;
		for (const part of parts) {
			let more = work;
			for (const file of read) if (!part.read.has(file)) more++;
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
