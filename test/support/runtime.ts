/** The apps of `test/runtime`, and what was recorded of them. */
import path from 'node:path';
import { root } from './core.ts';
import type { Applied } from './fixes.ts';

export const APPS = path.join(root, 'test', 'runtime', 'apps');
/** Programs with a line for each probe, as someone wrote them; with the property `Repaired`, as they are right. */
export const PROBES = path.join(root, 'test', 'runtime', 'probes');
export const PROBE_RECORDING = path.join(root, 'test', 'runtime', 'probes.json');
export const RUNTIME_RECORDING = path.join(root, 'test', 'runtime', 'recorded.json');

/** Programs whose output no fix may change. */
export const MEANING = path.join(root, 'test', 'runtime', 'meaning');
export const MEANING_RECORDING = path.join(root, 'test', 'runtime', 'meaning.json');

/** Whether a program is not run as a native binary, as it stays with reflection. */
export const isOfJit = (program: string): boolean => program.endsWith('-jit');

/** What became of a program's output. */
export interface MeaningResult {
	/** How many findings each fix was applied to. */
	readonly fixes: Readonly<Record<string, number>>;
	/** What the program prints before the fixes, on the JIT. */
	readonly output: readonly string[];
	/** `same`, or the first line that differs after the fixes. */
	readonly jit: string;
	readonly native?: string;
}

export type MeaningRecording = Readonly<Record<string, MeaningResult>>;

/** Whether an app is repaired by the fixes that follow a chain, and by no others. */
export const isOfChains = (app: string): boolean => app.endsWith('-chain');

/** What each probe of a program answered; `works` where it did what it should. */
export type Answers = Readonly<Record<string, string>>;

/** What the probes of a program answered as written, and repaired. */
export interface ProbeAnswers {
	/** Each is absent where it was not run. */
	readonly asWritten?: Answers;
	readonly repaired?: Answers;
}

/** Global properties that make a program of `PROBES` the repaired one. */
export const REPAIRED: Readonly<Record<string, string>> = { Repaired: 'true' };

export type ProbeRecording = Readonly<Record<string, ProbeAnswers>>;

export interface RuntimeResult {
	/** How often each kind of fix was applied. */
	readonly fixes: Readonly<Record<string, number>>;
	/** What each probe answered as written, and after the fixes; `works` where it did what it should. */
	readonly before: Readonly<Record<string, string>>;
	readonly after: Readonly<Record<string, string>>;
}

export type RuntimeRecording = Readonly<Record<string, RuntimeResult>>;

export function tallyOf(applied: readonly Applied[]): Record<string, number> {
	const tally: Record<string, number> = {};
	for (const { kind } of applied) tally[kind] = (tally[kind] ?? 0) + 1;
	return tally;
}
