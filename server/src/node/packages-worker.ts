/** The thread that follows apps into their packages: takes questions, one at a time, and answers them. */
import path from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { type PackagesQuestion, Predictor } from '../lsp/predictor.ts';
import { dataFiles } from './data.ts';
import { createParser, nodeHost, packLoader } from './host.ts';
import type { FromWorker } from './packages.ts';
import { cacheFolder, predictionStore } from './store.ts';

/** The folder of the bundle, `dist/`. */
const { folder } = workerData as { readonly folder: string };
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
			store: kept === undefined ? undefined : predictionStore(kept, path.join(folder, 'packages-worker.js'), log),
			log,
		}),
);

parentPort?.on('message', async (question: PackagesQuestion) => {
	try {
		post({ kind: 'answer', told: (await predictor).predict(question, text => post({ kind: 'progress', text })) });
	} catch (error) {
		post({ kind: 'failed', text: error instanceof Error ? (error.stack ?? error.message) : String(error) });
	}
});
