/** Starts the thread that follows apps into their packages, `packages-worker.ts`. */
import type { ToldPrediction } from '../core/whole-program/told.ts';
import type { AskPackages } from '../lsp/packages.ts';
import type { PackagesQuestion } from '../lsp/predictor.ts';
import { Beside } from './beside.ts';

/** What the thread says: how far it is, and at last what it found. */
export type PackagesAnswer = { readonly progress: string } | { readonly told: ToldPrediction | undefined };

/**
 * @param folder the folder of the bundle, `dist/`
 * @param log takes what the thread has to tell beside its answers
 */
export function packagesWorker(folder: string, log: (text: string) => void): AskPackages {
	const thread = new Beside<PackagesQuestion, PackagesAnswer>({
		folder,
		file: 'packages-worker.js',
		idleMs: 120_000,
		// The largest apps that were followed took 770 MB in all.
		maxHeapMb: 1536,
		endsWhenCancelled: true,
		log,
	});
	return (question, onProgress) => {
		let told: ToldPrediction | undefined;
		const { isDone, cancel } = thread.ask(question, answer => {
			if ('progress' in answer) onProgress(answer.progress);
			else ({ told } = answer);
		});
		return {
			answer: isDone.then(isAnswered => (isAnswered ? told : undefined)),
			cancel,
			hold: isHeld => thread.hold(isHeld),
		};
	};
}
