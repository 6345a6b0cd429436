/** The thread that judges closed projects: takes questions, and gives up those that are not the last any more. */
import { type ScanAnswer, Scanner, type ScanQuestion } from '../lsp/scanner.ts';
import { Inside } from './beside.ts';
import { dataFiles } from './data.ts';
import { createParser, nodeHost, packLoader } from './host.ts';
import { cacheFolder, findingsStore } from './store.ts';

const thread = new Inside<ScanQuestion, ScanAnswer>();
const { folder, log } = thread;
const data = dataFiles(folder);
const scanner = createParser(data).then(
	parser => new Scanner({ host: nodeHost, parser, packFor: packLoader(data.packs), store: findingsStore(folder, cacheFolder(), log), log }),
);

/** What is typed is checked in less, whatever becomes of who has this rest. */
const MAX_REST_MS = 100;

thread.serve(async (question, say, isWanted) => {
	for (const answer of (await scanner).scan(question)) {
		thread.rest(MAX_REST_MS);
		if (!isWanted()) return;
		if (answer) say(answer);
	}
});
