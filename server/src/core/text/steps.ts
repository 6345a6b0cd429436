/** Work that pauses after each small part of it, so that whoever does it can let others have their turn. */

/** Yields after each part and gives the result at the end. */
export type Steps<T> = Generator<undefined, T>;

/** Does all of the work at once. */
export function allSteps<T>(steps: Steps<T>): T {
	for (;;) {
		const { done, value } = steps.next();
		if (done) return value;
	}
}
