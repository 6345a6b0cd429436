/** The thread that follows apps into their packages: takes questions, one at a time, and answers them. */
import { type PackagesQuestion, Predictor } from '../lsp/predictor.ts';
import { Inside } from './beside.ts';
import { dataFiles } from './data.ts';
import { createParser, nodeHost, packLoader } from './host.ts';
import type { PackagesAnswer } from './packages.ts';
import { cacheFolder, predictionsStore } from './store.ts';

const thread = new Inside<PackagesQuestion, PackagesAnswer>();
const { folder, log } = thread;
const data = dataFiles(folder);
const predictor = createParser(data).then(
	parser =>
		new Predictor({
			host: nodeHost,
			parser,
			packFor: packLoader(data.packs),
			store: predictionsStore(folder, 'packages-worker.js', cacheFolder(), log),
			log,
		}),
);

/** Longer than any pause between two keys that would end a rest. */
const MAX_REST_MS = 10_000;
/** It tells how far it is a few times in a second. */
const WORD_MS = 250;
let lastWord = 0;

thread.serve(async (question, say) => {
	const told = (await predictor).predict(question, progress => {
		// Somebody types.
		thread.rest(MAX_REST_MS);
		if (performance.now() - lastWord < WORD_MS) return;
		lastWord = performance.now();
		say({ progress });
	});
	say({ told });
});
