/**
 * What every handler, timer and promise of a session runs in: a failure is logged, told to whoever wants to know, and
 * costs that one call.
 */

/** A pending call. */
export interface Delayed {
	cancel(): void;
}

export class Guard {
	readonly #log: (message: string) => void;

	/** @param log takes one line for each failure, with its stack */
	constructor(log: (message: string) => void) {
		this.#log = log;
	}

	/** Tells of a failure that was met at `name`. */
	failed(name: string, error: unknown): void {
		this.#log(`${name}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
	}

	/** A handler that gives `fallback` where the action throws. */
	handler<A extends unknown[], R>(name: string, fallback: R, action: (...args: A) => R): (...args: A) => R {
		return (...args) => {
			try {
				return action(...args);
			} catch (error) {
				this.failed(name, error);
				return fallback;
			}
		};
	}

	/** Starts something that nobody waits for. */
	start(name: string, action: () => Promise<unknown>): void {
		// An action may throw before its promise is there.
		new Promise(resolve => resolve(action())).catch((error: unknown) => this.failed(name, error));
	}

	/** Calls an action after a while, in milliseconds. */
	later(delay: number, name: string, action: () => unknown): Delayed {
		const timer = setTimeout(() => this.start(name, async () => action()), delay);
		return { cancel: () => clearTimeout(timer) };
	}
}
