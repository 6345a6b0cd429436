/**
 * Applies fixes to many findings at once: in a file, a project or a workspace. It works in rounds on a workspace of its
 * own: all changes that don't touch each other are applied, what is found then is asked for its fixes anew, until
 * nothing is left to do. So a fix needs to know of one finding only, and the second that wants a new file finds it there.
 *
 * Invariants: nothing is written but texts in memory; a finding is not tried again where its fix left as many of its kind as there were;
 * doing it twice changes nothing the second time.
 */
import type { JudgedFinding } from '../analysis/finding.ts';
import type { Workspace } from '../analysis/workspace.ts';
import type { Project } from '../project/project.ts';
import type { Steps } from '../text/steps.ts';
import { bySystemFirst } from './csharp/usings.ts';
import { applyEdits, ComposedEdits, lastFirst } from './edits.ts';
import { type AppliedBy, type FileChange, type FileEdit, type FixDefinition, isSlow } from './fix.ts';
import { fixesFor } from './index.ts';

/** What goes on after so many rounds goes in circles. */
const MAX_ROUNDS = 200;
/** Compilations are kept for the next round up to so much source text, in UTF-16 units: some 10 bytes for each. */
const MAX_BUILT = 40_000_000;

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
	const attempts = new Attempts();
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
			const asked = trial.filesOf(project).filter(path => (!pending || pending.has(path)) && scope.concernsFile(path));
			if (asked.length === 0) continue;
			const checker = yield* trial.prepare(project);
			for (const path of asked) {
				yield;
				const concerned = (checker.check(path)?.findings ?? []).filter(
					finding => !finding.suppressedBy && scope.concerns(finding, path, project),
				);
				found += concerned.length;
				attempts.look(concerned.map(finding => keyOf(project, path, finding)));
				for (const finding of concerned) {
					const key = keyOf(project, path, finding);
					if (attempts.isStuck(key)) continue;
					const [fix] = fixesFor(finding, { workspace: trial, project, path }, scope.isWanted);
					if (!fix) continue;
					const files = isSlow(fix) ? yield* fix.compute() : fix.files;
					if (files.length === 0) continue;
					waiting.add(path);
					if (!edits.add(markedBy(files, { id: fix.id, code: finding.code }))) continue;
					attempts.made(key);
					// Several targets of a project tell the same.
					const place = `${path} ${finding.start} ${finding.code}`;
					if (!places.has(place)) applied.push({ id: fix.id, title: fix.title, code: finding.code, message: finding.message, path });
					places.add(place);
				}
			}
			trial.letGo(() => false, MAX_BUILT);
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

/** A kind of finding that comes back is given up after so many times what was there at most. */
const PATIENCE = 2;

/** What became of findings whose fixes were applied, by their kind: where they stand does not stay the same. */
class Attempts {
	readonly #kinds = new Map<string, { now: number; most: number; made: number; atLast: number | undefined; isStuck: boolean }>();

	/** Tells of all findings of a file that there are now. */
	look(keys: readonly string[]): void {
		const counts = new Map<string, number>();
		for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
		for (const [key, now] of counts) {
			const kind = this.#of(key);
			kind.now = now;
			kind.most = Math.max(kind.most, now);
			// As many as when a fix was applied last: it took none away.
			kind.isStuck ||= (kind.atLast !== undefined && now >= kind.atLast) || kind.made >= kind.most * PATIENCE;
			kind.atLast = undefined;
		}
	}

	isStuck(key: string): boolean {
		return this.#of(key).isStuck;
	}

	/** A fix was applied to one of them. */
	made(key: string): void {
		const kind = this.#of(key);
		kind.made++;
		kind.atLast = kind.now;
	}

	#of(key: string) {
		let kind = this.#kinds.get(key);
		if (!kind) this.#kinds.set(key, (kind = { now: 0, most: 0, made: 0, atLast: undefined, isStuck: false }));
		return kind;
	}
}

/** Changes of which none touches another. */
export class RoundEdits {
	readonly #byPath = new Map<string, { readonly create: boolean; readonly edits: FileEdit[] }>();

	get isEmpty(): boolean {
		return this.#byPath.size === 0;
	}

	get changes(): readonly FileChange[] {
		return [...this.#byPath].map(([path, { create, edits }]) => ({ path, create, edits: usingsInOrder(edits) }));
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

/** Directives of several fixes that go in at one place, as usings are sorted. */
function usingsInOrder(edits: readonly FileEdit[]): readonly FileEdit[] {
	const isUsing = ({ entry }: FileEdit): boolean => entry?.startsWith('using ') === true;
	const sorted = edits.filter(isUsing).sort((left, right) => bySystemFirst((left.entry ?? '').slice(6), (right.entry ?? '').slice(6)));
	return edits.map(edit => (isUsing(edit) ? (sorted.shift() as FileEdit) : edit));
}

const isEqual = (left: FileEdit, right: FileEdit): boolean =>
	left.start === right.start && left.end === right.end && left.text === right.text && left.entry === right.entry;

/** Whether both can be applied, in any order. Two entries of one text are two things of one name. */
function isApart(left: FileEdit, right: FileEdit): boolean {
	if (left.start === right.start && left.end === left.start && right.end === right.start)
		return left.entry !== undefined && right.entry !== undefined && left.entry !== right.entry && left.text !== right.text;
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
