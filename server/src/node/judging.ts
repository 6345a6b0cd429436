/** Threads that judge a part of the projects: the command line's own bundle, started with a question and ended by its answer. */
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { answer } from '../cli/judge.ts';
import type { JudgeAnswer, JudgeQuestion } from '../cli/judge-messages.ts';
import type { Runtime } from '../cli/runtime.ts';

/** What a thread is started with. */
interface Work {
	readonly judging: JudgeQuestion;
}

/**
 * @param program the bundle of the command line
 * @returns fails with the reason where the thread ends without an answer
 */
export function askWorker(program: string, judging: JudgeQuestion): Promise<JudgeAnswer> {
	return new Promise((resolve, reject) => {
		const worker = new Worker(program, { workerData: { judging } satisfies Work });
		worker.once('message', (given: JudgeAnswer) => {
			resolve(given);
			void worker.terminate();
		});
		worker.once('error', reject);
		worker.once('exit', () => reject(new Error('it ended without an answer')));
	});
}

/** Whether this thread was started to judge; then it does. */
export function judgesHere(runtime: () => Runtime): boolean {
	const judging = isMainThread ? undefined : (workerData as Work | null)?.judging;
	if (!judging) return false;
	// What fails ends the thread, and whoever asked is told why.
	void answer(judging, runtime()).then(given => parentPort?.postMessage(given));
	return true;
}
