/**
 * Starts the thread that follows apps into their packages. It ends when it is cancelled, and when it was not asked for a while:
 * what it read takes as much memory as the session's own.
 */
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import type { ToldPrediction } from '../core/whole-program/told.ts';
import type { AskPackages } from '../lsp/packages.ts';

/** What the thread says. */
export type FromWorker =
	| { readonly kind: 'progress' | 'log' | 'failed'; readonly text: string }
	| { readonly kind: 'answer'; readonly told: ToldPrediction | undefined };

/** What the thread is started with. */
export interface WorkerData {
	/** The folder of the bundle, `dist/`. */
	readonly folder: string;
	/** Not 0 while it is to rest. */
	readonly held: Int32Array;
}

const IDLE_MS = 120_000;
/** The largest apps that were followed took 770 MB in all. */
const MAX_HEAP_MB = 1536;

/**
 * @param folder the folder of the bundle, `dist/`
 * @param log takes what the thread has to tell beside its answers
 */
export function packagesWorker(folder: string, log: (text: string) => void): AskPackages {
	let worker: Worker | undefined;
	let idle: NodeJS.Timeout | undefined;
	/** 1 while it is to rest. */
	const held = new Int32Array(new SharedArrayBuffer(4));
	const hold = (isHeld: boolean): void => {
		Atomics.store(held, 0, isHeld ? 1 : 0);
		Atomics.notify(held, 0);
	};
	const end = (): void => {
		void worker?.terminate();
		worker = undefined;
	};
	return (question, onProgress) => {
		clearTimeout(idle);
		const running = (worker ??= start(folder, held));
		let cancel = (): void => {};
		const answer = new Promise<ToldPrediction | undefined>((resolve, reject) => {
			const settle = (): void => {
				running.off('message', onMessage);
				running.off('error', onBroken);
				running.off('exit', onExit);
				idle = setTimeout(end, IDLE_MS).unref();
			};
			const onMessage = (message: FromWorker): void => {
				if (message.kind === 'progress') return onProgress(message.text);
				if (message.kind === 'log') return log(message.text);
				settle();
				if (message.kind === 'answer') resolve(message.told);
				else reject(new Error(message.text));
			};
			const onBroken = (why: unknown): void => {
				settle();
				end();
				reject(why);
			};
			const onExit = (): void => onBroken(new Error('the thread ended'));
			cancel = () => {
				settle();
				end();
				resolve(undefined);
			};
			running.on('message', onMessage);
			running.on('error', onBroken);
			running.on('exit', onExit);
			hold(false);
			running.postMessage(question);
		});
		return { answer, cancel: () => cancel(), hold };
	};
}

/** Never keeps the process alive. */
function start(folder: string, held: Int32Array): Worker {
	const worker = new Worker(path.join(folder, 'packages-worker.js'), {
		workerData: { folder, held } satisfies WorkerData,
		resourceLimits: { maxOldGenerationSizeMb: MAX_HEAP_MB },
	});
	// What fails between questions shows with the next one.
	worker.on('error', () => {});
	worker.unref();
	return worker;
}
