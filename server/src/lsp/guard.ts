/**
 * What every handler, timer and promise of a session runs in: a failure is logged with its place and costs that one
 * call.
 */
import { ResponseError } from 'vscode-languageserver';

/** A pending call. */
export interface Delayed {
	cancel(): void;
}

export class Guard {
	readonly #log: (message: string) => void;
	#calls = 0;

	/** @param log takes a text for each failure, with its stack */
	constructor(log: (message: string) => void) {
		this.#log = log;
	}

	/** How many messages were handled. */
	get calls(): number {
		return this.#calls;
	}

	/** Tells of a failure that was met at `place`. */
	failed(place: string, error: unknown): void {
		this.#log(`${place}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
	}

	/** A handler that gives `fallback` where the action throws, or rejects. */
	handler<A extends unknown[], R>(place: string, fallback: R, action: (...args: A) => R | Promise<R>): (...args: A) => R | Promise<R> {
		const recover = (error: unknown): R => {
			// An answer that the protocol has a code for, such as "cancelled".
			if (error instanceof ResponseError) throw error;
			this.failed(place, error);
			return fallback;
		};
		return (...args) => {
			this.#calls++;
			try {
				const result = action(...args);
				return result instanceof Promise ? result.catch(recover) : result;
			} catch (error) {
				return recover(error);
			}
		};
	}

	/** Starts something that nobody waits for. */
	start(place: string, action: () => unknown): void {
		// An action may throw before its promise is there.
		new Promise(resolve => resolve(action())).catch((error: unknown) => this.failed(place, error));
	}

	/** Calls an action after a while, in milliseconds. */
	later(delay: number, place: string, action: () => unknown): Delayed {
		const timer = setTimeout(() => this.start(place, action), delay);
		return { cancel: () => clearTimeout(timer) };
	}
}
