/** How far a run is, and how long it will take, in a line that a terminal shows in place. */

/** Times between two looks at it, in milliseconds. */
const PAUSE = 100;
/** Before this, an estimate would only be wrong. */
const FIRST_ESTIMATE = 1500;

/**
 * Passes on what is found, and shows how many files are done.
 * @param total how many files there are; some are left out and say nothing
 * @param now the time in milliseconds
 */
export function* withProgress<T extends { readonly path: string }>(
	reports: Iterable<T | undefined>,
	total: number,
	show: ((text: string) => void) | undefined,
	now: () => number = () => performance.now(),
): Generator<T | undefined> {
	if (!show) {
		yield* reports;
		return;
	}
	const started = now();
	let last = started;
	let done = 0;
	try {
		for (const report of reports) {
			if (report) done++;
			if (done > 0 && now() - last >= PAUSE) {
				last = now();
				show(progressText(done, Math.max(done, total), last - started));
			}
			yield report;
		}
	} finally {
		show('');
	}
}

/** @param elapsed in milliseconds */
export function progressText(done: number, total: number, elapsed: number): string {
	const left = (elapsed / done) * (total - done);
	const seconds = Math.ceil(left / 1000);
	const estimate = elapsed < FIRST_ESTIMATE ? '' : `, ${seconds >= 60 ? `${Math.floor(seconds / 60)} min ` : ''}${seconds % 60} s left`;
	return `${done} of ${total} files (${Math.floor((100 * done) / total)} %)${estimate}`;
}
