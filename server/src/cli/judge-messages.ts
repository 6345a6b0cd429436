/** What threads that judge are asked, and what they answer. */
import type { ReadFile } from '../core/analysis/files.ts';
import type { KeptReport } from '../core/analysis/kept.ts';
import type { Arguments } from './args.ts';

/** What a worker is asked: plain data. */
export interface JudgeQuestion {
	/** What results are told relative to, and where projects are looked for. */
	readonly base: string;
	readonly folder: string;
	readonly args: Arguments;
	/** Ids of the projects that it is to judge. */
	readonly projects: readonly string[];
}

/** What a worker answers: plain data. */
export interface JudgeAnswer {
	readonly projects: readonly { readonly id: string; readonly reports: readonly KeptReport[]; readonly isWhole: boolean }[];
	readonly unreadable: readonly (readonly [path: string, reason: string])[];
	readonly notes: readonly string[];
}

/** A thread that was asked, seen by whoever asked. */
export interface JudgeWorker {
	/** Fails where the thread is lost. */
	readonly answer: Promise<JudgeAnswer>;
	/** Hands over what was read here. */
	tell(read: readonly ReadFile[]): void;
}

/** The threads that judge at the same time, seen by one that was asked. */
export interface Others {
	/** Hands over what was read here. */
	tell(read: readonly ReadFile[]): void;
	/** Says what to do with what they have read. */
	onTold(take: (read: readonly ReadFile[]) => void): void;
}
