/** Long work in short turns, so that messages are read in between. */
import type { Steps } from '../core/text/steps.ts';

/** A turn ends after so many milliseconds, so that an edit waits at most this long and one step. */
const TURN_MS = 12;

export class Turns {
	readonly #calls: () => number;

	/** @param calls how many messages were handled so far */
	constructor(calls: () => number) {
		this.#calls = calls;
	}

	/** Lets all waiting messages be handled: the connection reads in one round and handles one message in each. */
	async next(): Promise<void> {
		await round();
		for (let before = -1; before !== this.#calls(); ) {
			before = this.#calls();
			await round();
		}
	}

	/**
	 * Does work in turns.
	 * @param isCancelled asked after each turn; the work is given up when it says so
	 * @returns what the work gives; undefined when it was given up
	 */
	async run<T>(work: Steps<T>, isCancelled: () => boolean): Promise<T | undefined> {
		let end = performance.now() + TURN_MS;
		for (let step = work.next(); ; step = work.next()) {
			if (step.done) return step.value;
			if (performance.now() < end) continue;
			await this.next();
			if (isCancelled()) return undefined;
			end = performance.now() + TURN_MS;
		}
	}
}

/** As the connection puts off its own work: browsers have timers only. */
const { setImmediate: soon = (action: () => void) => setTimeout(action, 0) } = globalThis as {
	setImmediate?: (action: () => void) => unknown;
};

const round = (): Promise<void> => new Promise(resolve => soon(resolve));
