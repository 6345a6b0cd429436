/**
 * Applies fixes to many findings at once: in a file, a project or a workspace. It works in rounds on a workspace of its
 * own: all changes that don't touch each other are applied, what is found then is asked for its fixes anew, until
 * nothing is left to do. So a fix needs to know of one finding only, and the second that wants a new file finds it there.
 *
 * Invariants: nothing is written but texts in memory; a finding whose fix did not take it away is not tried again;
 * doing it twice changes nothing the second time.
 */
import type { JudgedFinding } from '../analysis/finding.ts';
import type { Workspace } from '../analysis/workspace.ts';
import type { Project } from '../project/project.ts';
import type { Steps } from '../text/steps.ts';
import { applyEdits, ComposedEdits, lastFirst } from './edits.ts';
import { type AppliedBy, type FileChange, type FileEdit, type FixDefinition, isSlow } from './fix.ts';
import { fixesFor } from './index.ts';

/** What goes on after so many rounds goes in circles. */
const MAX_ROUNDS = 200;

export interface FixScope {
	/** Which fixes may be applied. */
	readonly isWanted: (fix: FixDefinition) => boolean;
	/** Which findings are to be fixed. */
	readonly concerns: (finding: JudgedFinding, path: string, project: Project) => boolean;
	/** Which projects' files are looked at. */
	readonly concernsProject: (project: Project) => boolean;
	/** Which files are looked at. */
	readonly concernsFile: (path: string) => boolean;
}

/** A fix that was applied to a finding. */
export interface AppliedFix {
	readonly id: string;
	readonly title: string;
	readonly code: string;
	/** What the finding said. */
	readonly message: string;
	readonly path: string;
}

/** A file that is other than before. */
export interface FixedFile {
	readonly path: string;
	/** Undefined for a file that did not exist. */
	readonly before: string | undefined;
	readonly after: string;
	/** What leads there, offsets in the text before. */
	readonly edits: readonly FileEdit[];
}

export interface FixAllResult {
	readonly files: readonly FixedFile[];
	readonly applied: readonly AppliedFix[];
	/** What is found at the end in the files that were looked at. */
	readonly left: number;
}

/** Applies the first wanted fix of each finding of a scope, until none is left to apply. */
export function* fixAll(workspace: Workspace, scope: FixScope): Steps<FixAllResult> {
	const texts = new Map<string, string>();
	const trial = workspace.over(texts);
	yield* trial.readProjects();
	const before = new Map<string, string | undefined>();
	const composed = new Map<string, ComposedEdits | undefined>();
	const applied: AppliedFix[] = [];
	/** How often a finding was there first, and how often its fix was applied: one that comes back is left. */
	const allowed = new Map<string, number>();
	const tried = new Map<string, number>();
	/** Files with something left to do; undefined: all. */
	let pending: Set<string> | undefined;
	let left = 0;
	for (let round = 0; round < MAX_ROUNDS; round++) {
		const edits = new RoundEdits();
		const waiting = new Set<string>();
		const places = new Set<string>();
		let found = 0;
		for (const project of trial.projects) {
			if (!trial.isJudged(project) || !scope.concernsProject(project)) continue;
			const checker = yield* trial.prepare(project);
			for (const path of checker.files) {
				if ((pending && !pending.has(path)) || !scope.concernsFile(path)) continue;
				yield;
				const counts = new Map<string, number>();
				for (const finding of checker.check(path)?.findings ?? []) {
					if (finding.suppressedBy || !scope.concerns(finding, path, project)) continue;
					found++;
					const key = keyOf(project, path, finding);
					counts.set(key, (counts.get(key) ?? 0) + 1);
					if (!pending) allowed.set(key, Math.max(allowed.get(key) ?? 0, counts.get(key) ?? 0));
					if ((tried.get(key) ?? 0) >= (allowed.get(key) ?? 1)) continue;
					const [fix] = fixesFor(finding, { workspace: trial, project, path }, scope.isWanted);
					if (!fix) continue;
					const files = isSlow(fix) ? yield* fix.compute() : fix.files;
					if (files.length === 0) continue;
					waiting.add(path);
					if (!edits.add(markedBy(files, { id: fix.id, code: finding.code }))) continue;
					tried.set(key, (tried.get(key) ?? 0) + 1);
					// Several targets of a project tell the same.
					const place = `${path} ${finding.start} ${finding.code}`;
					if (!places.has(place)) applied.push({ id: fix.id, title: fix.title, code: finding.code, message: finding.message, path });
					places.add(place);
				}
			}
		}
		if (edits.isEmpty) {
			left = found;
			if (!pending) break;
			// Nothing is left where something was: what the changes brought elsewhere is looked at once more.
			pending = undefined;
			continue;
		}
		for (const change of edits.changes) {
			const old = trial.peek(change.path);
			if (!before.has(change.path)) {
				before.set(change.path, old);
				composed.set(change.path, new ComposedEdits());
			}
			composed.set(change.path, compose(composed.get(change.path), change.edits));
			texts.set(change.path, applyEdits(old ?? '', change.edits));
		}
		trial.filesChanged(edits.changes.map(change => change.path));
		pending = waiting;
	}
	const files = [...before].flatMap(([path, old]): readonly FixedFile[] => {
		const after = texts.get(path);
		return after === undefined || after === old
			? []
			: [{ path, before: old, after, edits: composed.get(path)?.edits ?? wholly(old ?? '', after) }];
	});
	return { files, applied, left };
}

const markedBy = (files: readonly FileChange[], by: AppliedBy): readonly FileChange[] =>
	files.map(file => ({ ...file, edits: file.edits.map(edit => ({ ...edit, by })) }));

const keyOf = (project: Project, path: string, finding: JudgedFinding): string =>
	`${project.id}\n${path}\n${finding.code}\n${finding.message}`;

/** Changes of which none touches another. */
export class RoundEdits {
	readonly #byPath = new Map<string, { readonly create: boolean; readonly edits: FileEdit[] }>();

	get isEmpty(): boolean {
		return this.#byPath.size === 0;
	}

	get changes(): readonly FileChange[] {
		return [...this.#byPath].map(([path, { create, edits }]) => ({ path, create, edits }));
	}

	/** Takes over all changes of a fix, or none. */
	add(files: readonly FileChange[]): boolean {
		if (!files.every(file => this.#fits(file))) return false;
		for (const { path, create = false, edits } of files) {
			let known = this.#byPath.get(path);
			if (!known) this.#byPath.set(path, (known = { create, edits: [] }));
			for (const edit of edits) if (!known.edits.some(each => isEqual(each, edit))) known.edits.push(edit);
		}
		return true;
	}

	#fits({ path, create = false, edits }: FileChange): boolean {
		const known = this.#byPath.get(path);
		if (!known) return true;
		if (create || known.create) return create && known.create && edits.every(edit => known.edits.some(each => isEqual(each, edit)));
		return edits.every(edit => known.edits.every(each => isEqual(each, edit) || isApart(each, edit)));
	}
}

const isEqual = (left: FileEdit, right: FileEdit): boolean =>
	left.start === right.start && left.end === right.end && left.text === right.text;

/** Whether both can be applied, in any order. */
function isApart(left: FileEdit, right: FileEdit): boolean {
	if (left.start === right.start && left.end === left.start && right.end === right.start)
		return left.entry !== undefined && right.entry !== undefined && left.entry !== right.entry;
	return left.end <= right.start || right.end <= left.start;
}

/** The edits so far and those of one more round; undefined where they can't be told apart. */
function compose(known: ComposedEdits | undefined, edits: readonly FileEdit[]): ComposedEdits | undefined {
	try {
		for (const edit of lastFirst(edits)) known?.add(edit);
		return known;
	} catch {
		return undefined;
	}
}

/** A text for another, as one edit. */
const wholly = (before: string, after: string): readonly FileEdit[] => [{ start: 0, end: before.length, text: after }];
