/** The thread that judges closed projects: takes questions, and gives up those that are not the last any more. */
import { parentPort, workerData } from 'node:worker_threads';
import { Scanner } from '../lsp/scanner.ts';
import { dataFiles } from './data.ts';
import { createParser, nodeHost, packLoader } from './host.ts';
import type { FromScan, NumberedQuestion, ScanData } from './scanning.ts';
import { cacheFolder, findingsStore } from './store.ts';

const { folder, current } = workerData as ScanData;
const post = (message: FromScan): void => parentPort?.postMessage(message);
const log = (text: string): void => post({ kind: 'log', text });
const data = dataFiles(folder);
const scanner = createParser(data).then(
	parser => new Scanner({ host: nodeHost, parser, packFor: packLoader(data.packs), store: findingsStore(folder, cacheFolder(), log), log }),
);

parentPort?.on('message', async ({ number, question }: NumberedQuestion) => {
	const isCurrent = (): boolean => Atomics.load(current, 0) === number;
	try {
		for (const answer of (await scanner).scan(question)) {
			if (!isCurrent()) return;
			if (answer) post({ kind: 'answer', number, answer });
		}
		post({ kind: 'done', number });
	} catch (error) {
		post({ kind: 'failed', number, text: error instanceof Error ? (error.stack ?? error.message) : String(error) });
	}
});
