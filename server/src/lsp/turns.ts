/** Long work in short turns, so that messages are read in between. */
import type { Steps } from '../core/fixes/fix.ts';

/** A turn ends after so many milliseconds, so that an edit waits at most this long. */
const TURN_MS = 12;

/** Lets waiting messages be read. */
export const nextTurn = (): Promise<void> => new Promise(resolve => setImmediate(resolve));

/**
 * Does work in turns.
 * @param isCancelled asked after each turn; the work is given up when it says so
 * @returns what the work gives; undefined when it was given up
 */
export async function inTurns<T>(work: Steps<T>, isCancelled: () => boolean): Promise<T | undefined> {
	let end = performance.now() + TURN_MS;
	for (let step = work.next(); ; step = work.next()) {
		if (step.done) return step.value;
		if (performance.now() < end) continue;
		await nextTurn();
		if (isCancelled()) return undefined;
		end = performance.now() + TURN_MS;
	}
}
