/**
 * Threads that judge a part of the projects: the command line's own bundle, started with a question and ended by its answer. Meanwhile
 * they hand each other what they have read, through the one that asked.
 */
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { answer } from '../cli/judge.ts';
import type { JudgeAnswer, JudgeQuestion, JudgeWorker } from '../cli/judge-messages.ts';
import type { Runtime } from '../cli/runtime.ts';
import type { ReadFile } from '../core/analysis/files.ts';

/** What a thread is started with. */
interface Work {
	readonly judging: JudgeQuestion;
}

/** What a thread says. */
type Said = { readonly kind: 'read'; readonly read: readonly ReadFile[] } | { readonly kind: 'answer'; readonly answer: JudgeAnswer };

/**
 * @param program the bundle of the command line
 * @param onRead told what the thread has read
 */
export function askWorker(program: string, judging: JudgeQuestion, onRead: (read: readonly ReadFile[]) => void): JudgeWorker {
	const worker = new Worker(program, { workerData: { judging } satisfies Work });
	const given = new Promise<JudgeAnswer>((resolve, reject) => {
		worker.on('message', (said: Said) => {
			if (said.kind === 'read') return onRead(said.read);
			resolve(said.answer);
			void worker.terminate();
		});
		worker.once('error', reject);
		worker.once('exit', () => reject(new Error('it ended without an answer')));
	});
	return { answer: given, tell: read => worker.postMessage(read) };
}

/** Whether this thread was started to judge; then it does. */
export function judgesHere(runtime: () => Runtime): boolean {
	const judging = isMainThread ? undefined : (workerData as Work | null)?.judging;
	if (!judging) return false;
	const say = (said: Said): void => parentPort?.postMessage(said);
	const others = {
		tell: (read: readonly ReadFile[]): void => say({ kind: 'read', read }),
		onTold: (take: (read: readonly ReadFile[]) => void): void => void parentPort?.on('message', take),
	};
	// What fails ends the thread, and whoever asked is told why.
	void answer(judging, runtime(), others).then(given => say({ kind: 'answer', answer: given }));
	return true;
}
