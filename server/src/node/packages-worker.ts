/** The thread that follows apps into their packages: takes questions, one at a time, and answers them. */
import path from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { type PackagesQuestion, Predictor } from '../lsp/predictor.ts';
import { dataFiles } from './data.ts';
import { createParser, nodeHost, packLoader } from './host.ts';
import type { FromWorker, WorkerData } from './packages.ts';
import { cacheFolder, textStore } from './store.ts';

const { folder, held } = workerData as WorkerData;
const post = (message: FromWorker): void => parentPort?.postMessage(message);
const log = (text: string): void => post({ kind: 'log', text });
const data = dataFiles(folder);
const kept = cacheFolder();
const predictor = createParser(data).then(
	parser =>
		new Predictor({
			host: nodeHost,
			parser,
			packFor: packLoader(data.packs),
			store:
				kept === undefined
					? undefined
					: textStore({ folder: kept, build: [path.join(folder, 'packages-worker.js')], what: 'predictions', note: log }),
			log,
		}),
);

/** Longer than any pause between two keys that would end a rest. */
const MAX_REST_MS = 10_000;
let lastWord = 0;

/** Rests while somebody types, and tells how far it is a few times in a second. */
function pause(text: string): void {
	Atomics.wait(held, 0, 1, MAX_REST_MS);
	if (performance.now() - lastWord < 250) return;
	lastWord = performance.now();
	post({ kind: 'progress', text });
}

parentPort?.on('message', async (question: PackagesQuestion) => {
	try {
		post({ kind: 'answer', told: (await predictor).predict(question, pause) });
	} catch (error) {
		post({ kind: 'failed', text: error instanceof Error ? (error.stack ?? error.message) : String(error) });
	}
});
