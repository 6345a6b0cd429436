/**
 * Judges the closed projects of a large workspace. Made to run beside the session, in a thread of its own, so that whoever types
 * does not wait: it keeps a workspace of its own, and all that goes in and out is plain data.
 *
 * Invariant: its reports are those that the session would make of the same texts.
 */
import { type KeptReport, keptReport } from '../core/analysis/kept.ts';
import type { Project } from '../core/project/project.ts';
import type { StampedStore } from '../core/text/text-store.ts';
import { Mirror, type Mirrored, type MirrorServices } from './mirror.ts';

export interface ScanQuestion extends Mirrored {
	/** The `Project.id`s of those that are to be judged. */
	readonly projects: readonly string[];
}

/** What was found in some files of a project, or that this was all of it. */
export type ScanAnswer =
	| { readonly kind: 'reports'; readonly project: string; readonly reports: readonly KeptReport[] }
	| { readonly kind: 'judged'; readonly project: string; readonly unreadable: readonly (readonly [path: string, reason: string])[] };

/** A scan that goes on beside the session. */
export interface Scanning {
	/** Whether all was judged: false where it was cancelled. Fails with the reason where the thread was lost. */
	readonly isDone: Promise<boolean>;
	cancel(): void;
	/** Lets it rest while something else needs the processor, or go on. */
	hold(isHeld: boolean): void;
}

/** Asks whoever judges beside the session, one question at a time; `take` is told each answer. */
export type ScanBeside = (question: ScanQuestion, take: (answer: ScanAnswer) => void) => Scanning;

/** So many files are told at once: whoever takes them has other things to do in between. */
const BATCH = 40;

export interface ScannerServices extends Omit<MirrorServices, 'keptBodies'> {
	readonly store: StampedStore | undefined;
}

/** An app's code is read before its libraries are judged: about half a million lines, in UTF-16 units. */
const KEPT_BODIES = 16_000_000;

export class Scanner {
	readonly #mirror: Mirror;
	readonly #store: StampedStore | undefined;

	constructor(services: ScannerServices) {
		this.#mirror = new Mirror({ ...services, keptBodies: KEPT_BODIES });
		this.#store = services.store;
	}

	/** Undefined is given in between, where whoever asks may turn to something else. */
	*scan(question: ScanQuestion): Generator<ScanAnswer | undefined> {
		const { workspace } = this.#mirror.seen(question);
		const wanted = new Set(question.projects);
		const known = new Set(workspace.unreadable.keys());
		function* judged(project: Project): Generator<ScanAnswer> {
			const unreadable = [...workspace.unreadable].filter(([path]) => !known.has(path));
			for (const [path] of unreadable) known.add(path);
			yield { kind: 'judged', project: project.id, unreadable };
		}
		const kept = this.#store && workspace.kept(this.#store);
		const left: Project[] = [];
		for (const project of workspace.projects) {
			if (!wanted.has(project.id)) continue;
			const reports = kept?.load(project);
			yield;
			if (!reports) {
				left.push(project);
				continue;
			}
			for (let from = 0; from < reports.length; from += BATCH)
				yield { kind: 'reports', project: project.id, reports: reports.slice(from, from + BATCH).map(keptReport) };
			yield* judged(project);
		}
		let current: Project | undefined;
		let batch: KeptReport[] = [];
		const told = new Set<Project>();
		function* ended(): Generator<ScanAnswer> {
			if (!current) return;
			if (batch.length > 0) yield { kind: 'reports', project: current.id, reports: batch };
			batch = [];
			told.add(current);
			yield* judged(current);
		}
		for (const report of workspace.checkOnce(
			left,
			() => true,
			(project, reports) => kept?.save(project, reports),
		)) {
			if (!report) {
				yield;
				continue;
			}
			if (report.project !== current) yield* ended();
			current = report.project;
			batch.push(keptReport(report));
			if (batch.length < BATCH) continue;
			yield { kind: 'reports', project: current.id, reports: batch };
			batch = [];
		}
		yield* ended();
		for (const project of left) if (!told.has(project)) yield* judged(project);
	}
}
