/** The apps of `test/runtime`, and what was recorded of them. */
import path from 'node:path';
import { root } from './core.ts';
import type { Applied } from './fixes.ts';

export const APPS = path.join(root, 'test', 'runtime', 'apps');
/** Programs that are run as they are: a line for each probe. */
export const PROBES = path.join(root, 'test', 'runtime', 'probes');
export const PROBE_RECORDING = path.join(root, 'test', 'runtime', 'probes.json');
export const RUNTIME_RECORDING = path.join(root, 'test', 'runtime', 'recorded.json');

/** Whether an app is repaired by the fixes that follow a chain, and by no others. */
export const isOfChains = (app: string): boolean => app.endsWith('-chain');

/** What each probe of a program answered; `works` where it did what it should. */
export type Answers = Readonly<Record<string, string>>;

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
