/**
 * Starts the thread that judges closed projects. It ends when it was not asked for a while: what it read takes as much memory as the
 * session's own.
 */
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import type { ScanAnswer, ScanBeside, ScanQuestion } from '../lsp/scanner.ts';

/** What the thread is started with. */
export interface ScanData {
	/** The folder of the bundle, `dist/`. */
	readonly folder: string;
	/** The number of the question that is to be answered: another one is given up. */
	readonly current: Int32Array;
}

/** What the thread is asked. */
export interface NumberedQuestion {
	readonly number: number;
	readonly question: ScanQuestion;
}

/** What the thread says. */
export type FromScan =
	| { readonly kind: 'answer'; readonly number: number; readonly answer: ScanAnswer }
	| { readonly kind: 'done'; readonly number: number }
	| { readonly kind: 'failed'; readonly number: number; readonly text: string }
	| { readonly kind: 'log'; readonly text: string };

const IDLE_MS = 20_000;
/** The largest workspaces that were judged took 1.2 GB in all. */
const MAX_HEAP_MB = 1792;

/**
 * @param folder the folder of the bundle, `dist/`
 * @param log takes what the thread has to tell beside its answers
 */
export function scanWorker(folder: string, log: (text: string) => void): ScanBeside {
	let worker: Worker | undefined;
	let idle: NodeJS.Timeout | undefined;
	const current = new Int32Array(new SharedArrayBuffer(4));
	const end = (): void => {
		void worker?.terminate();
		worker = undefined;
	};
	return (question, take) => {
		clearTimeout(idle);
		const number = Atomics.add(current, 0, 1) + 1;
		const running = (worker ??= start(folder, current));
		let cancel = (): void => {};
		const isDone = new Promise<boolean>((resolve, reject) => {
			const settle = (): void => {
				running.off('message', onMessage);
				running.off('error', onBroken);
				running.off('exit', onExit);
				clearTimeout(idle);
				idle = setTimeout(end, IDLE_MS).unref();
			};
			const onMessage = (message: FromScan): void => {
				if (message.kind === 'log') return log(message.text);
				// What is still on its way of a question that was given up.
				if (message.number !== number) return;
				if (message.kind === 'failed') return onBroken(new Error(message.text));
				if (message.kind === 'answer') return take(message.answer);
				settle();
				resolve(true);
			};
			const onBroken = (why: unknown): void => {
				settle();
				end();
				reject(why);
			};
			const onExit = (): void => onBroken(new Error('the thread ended'));
			cancel = () => {
				Atomics.add(current, 0, 1);
				settle();
				resolve(false);
			};
			running.on('message', onMessage);
			running.on('error', onBroken);
			running.on('exit', onExit);
			running.postMessage({ number, question } satisfies NumberedQuestion);
		});
		return { isDone, cancel: () => cancel() };
	};
}

/** Never keeps the process alive. */
function start(folder: string, current: Int32Array): Worker {
	const worker = new Worker(path.join(folder, 'scan-worker.js'), {
		workerData: { folder, current } satisfies ScanData,
		resourceLimits: { maxOldGenerationSizeMb: MAX_HEAP_MB },
	});
	// What fails between questions shows with the next one.
	worker.on('error', () => {});
	worker.unref();
	return worker;
}
