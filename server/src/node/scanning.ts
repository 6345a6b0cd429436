/** Starts the thread that judges closed projects, `scan-worker.ts`. */
import type { ScanAnswer, ScanBeside, ScanQuestion } from '../lsp/scanner.ts';
import { Beside } from './beside.ts';

/**
 * @param folder the folder of the bundle, `dist/`
 * @param log takes what the thread has to tell beside its answers
 */
export function scanWorker(folder: string, log: (text: string) => void): ScanBeside {
	const thread = new Beside<ScanQuestion, ScanAnswer>({
		folder,
		file: 'scan-worker.js',
		idleMs: 20_000,
		// The largest workspaces that were judged took 1.2 GB in all.
		maxHeapMb: 1792,
		endsWhenCancelled: false,
		log,
	});
	return (question, take) => ({ ...thread.ask(question, take), hold: isHeld => thread.hold(isHeld) });
}
