/**
 * A thread that works beside the session, as its owner and as itself: started with the first question, asked one at a time, ended
 * when it was not asked for a while, since what it read takes as much memory as the session's own.
 *
 * Invariant: what is on its way of a question that was given up reaches nobody. A thread that is lost fails its question only; the
 * next question starts another.
 */
import path from 'node:path';
import { parentPort, Worker, workerData } from 'node:worker_threads';

/** What a thread is started with. */
interface Start {
	/** The folder of the bundle, `dist/`. */
	readonly folder: string;
	/** The number of the question that is to be answered: another one is given up. */
	readonly current: Int32Array;
	/** 1 while it is to rest. */
	readonly held: Int32Array;
}

interface Numbered<Question> {
	readonly number: number;
	readonly question: Question;
}

/** What a thread says. */
type Said<Answer> =
	| { readonly kind: 'answer'; readonly number: number; readonly answer: Answer }
	| { readonly kind: 'done'; readonly number: number }
	| { readonly kind: 'failed'; readonly number: number; readonly text: string }
	| { readonly kind: 'log'; readonly text: string };

/** A question that is being answered. */
export interface Asked {
	/** Whether all was answered: false where it was cancelled. Fails with the reason where the thread was lost. */
	readonly isDone: Promise<boolean>;
	/** Gives it up, if it is not done yet. */
	cancel(): void;
}

export interface BesideOptions {
	/** The folder of the bundle, `dist/`. */
	readonly folder: string;
	/** The thread's file in it. */
	readonly file: string;
	/** How long it is kept without a question, in milliseconds. */
	readonly idleMs: number;
	readonly maxHeapMb: number;
	/** Whether who works there can't look up in between: then giving up a question ends it. */
	readonly endsWhenCancelled: boolean;
	/** Takes what it has to tell beside its answers. */
	readonly log: (text: string) => void;
}

/** The owner of such a thread. */
export class Beside<Question, Answer> {
	readonly #options: BesideOptions;
	readonly #current = new Int32Array(new SharedArrayBuffer(4));
	readonly #held = new Int32Array(new SharedArrayBuffer(4));
	#worker: Worker | undefined;
	#idle: NodeJS.Timeout | undefined;

	constructor(options: BesideOptions) {
		this.#options = options;
	}

	/** @param take is told each answer */
	ask(question: Question, take: (answer: Answer) => void): Asked {
		clearTimeout(this.#idle);
		const number = Atomics.add(this.#current, 0, 1) + 1;
		const worker = (this.#worker ??= this.#start());
		let cancel = (): void => {};
		const isDone = new Promise<boolean>((resolve, reject) => {
			let isSettled = false;
			const settle = (): void => {
				isSettled = true;
				worker.off('message', onMessage);
				worker.off('error', onBroken);
				worker.off('exit', onExit);
				clearTimeout(this.#idle);
				this.#idle = setTimeout(() => this.#end(), this.#options.idleMs).unref();
			};
			const onMessage = (said: Said<Answer>): void => {
				if (said.kind === 'log') return this.#options.log(said.text);
				if (said.number !== number) return;
				if (said.kind === 'failed') return onBroken(new Error(said.text));
				if (said.kind === 'answer') return take(said.answer);
				settle();
				resolve(true);
			};
			const onBroken = (why: unknown): void => {
				settle();
				this.#end();
				reject(why);
			};
			const onExit = (): void => onBroken(new Error('the thread ended'));
			cancel = () => {
				if (isSettled) return;
				Atomics.add(this.#current, 0, 1);
				settle();
				if (this.#options.endsWhenCancelled) this.#end();
				resolve(false);
			};
			worker.on('message', onMessage);
			worker.on('error', onBroken);
			worker.on('exit', onExit);
			this.hold(false);
			worker.postMessage({ number, question } satisfies Numbered<Question>);
		});
		return { isDone, cancel: () => cancel() };
	}

	/** Lets it rest, or go on. */
	hold(isHeld: boolean): void {
		Atomics.store(this.#held, 0, isHeld ? 1 : 0);
		Atomics.notify(this.#held, 0);
	}

	/** Never keeps the process alive. */
	#start(): Worker {
		const { folder, file, maxHeapMb } = this.#options;
		const worker = new Worker(path.join(folder, file), {
			workerData: { folder, current: this.#current, held: this.#held } satisfies Start,
			resourceLimits: { maxOldGenerationSizeMb: maxHeapMb },
		});
		// What fails between questions shows with the next one.
		worker.on('error', () => {});
		worker.unref();
		return worker;
	}

	#end(): void {
		clearTimeout(this.#idle);
		void this.#worker?.terminate();
		this.#worker = undefined;
	}
}

/** The same thread, seen from inside. */
export class Inside<Question, Answer> {
	readonly #start = workerData as Start;

	/** The folder of the bundle, `dist/`. */
	get folder(): string {
		return this.#start.folder;
	}

	/** Tells the owner something beside answers. */
	readonly log = (text: string): void => this.#post({ kind: 'log', text });

	/** Returns at once, unless it is to rest: then when it may go on, or after `mostMs`. */
	rest(mostMs: number): void {
		Atomics.wait(this.#start.held, 0, 1, mostMs);
	}

	/** @param answer says its answers as it finds them, and may look up in between whether they are still wanted */
	serve(answer: (question: Question, say: (answer: Answer) => void, isWanted: () => boolean) => Promise<void>): void {
		parentPort?.on('message', async ({ number, question }: Numbered<Question>) => {
			try {
				await answer(
					question,
					said => this.#post({ kind: 'answer', number, answer: said }),
					() => Atomics.load(this.#start.current, 0) === number,
				);
				this.#post({ kind: 'done', number });
			} catch (error) {
				this.#post({ kind: 'failed', number, text: error instanceof Error ? (error.stack ?? error.message) : String(error) });
			}
		});
	}

	#post(said: Said<Answer>): void {
		parentPort?.postMessage(said);
	}
}
