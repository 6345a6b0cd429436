/** What a session and the command line ask of Node: files, the parser, the packs, the pages, the terminal. */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { pathToFileURL } from 'node:url';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { Runtime } from '../cli/runtime.ts';
import type { SessionServices } from '../lsp/session.ts';
import { adviceOf } from '../protocol/markdown.ts';
import type { Words } from '../protocol/words.ts';
import { dataFiles, pageOf } from './data.ts';
import { runGit } from './git.ts';
import { growFreely } from './engine.ts';
import { createParser, fromNative, nodeHost, packLoader } from './host.ts';
import { askWorker } from './judging.ts';
import { packagesWorker } from './packages.ts';
import { replaceFile, saveFile } from './replace.ts';
import { scanWorker } from './scanning.ts';
import { cacheFolder, findingsStore, predictionsStore } from './store.ts';

/**
 * @param folder the folder of the bundle, `dist/`; the pages lie beside it
 * @param log takes what is worth a line in the output
 */
export function sessionServices(folder: string, version: string, log: (text: string) => void = () => {}): SessionServices {
	const data = dataFiles(folder);
	const { docs } = data;
	/** The pages by code; each problem asks for its own. */
	const pages = new Map(
		(fs.existsSync(docs) ? fs.readdirSync(docs) : [])
			.filter(name => name.endsWith('.md'))
			.map(name => [path.basename(name, '.md'), path.join(docs, name)]),
	);
	const uris = new Map([...pages].map(([code, page]) => [code, pathToFileURL(page).href]));
	return {
		host: nodeHost,
		parser: () => createParser(data),
		packFor: packLoader(data.packs),
		version,
		words: language => wordsIn(path.join(docs, '..', '..', 'l10n'), language),
		askPackages: packagesWorker(folder, log),
		scanBeside: scanWorker(folder, log),
		docs: {
			uri: code => uris.get(code),
			api: page => {
				const file = path.join(docs, '..', 'apis', `${page}.md`);
				return fs.existsSync(file) ? pathToFileURL(file).href : undefined;
			},
			advice: code => {
				const page = pages.get(code);
				return page && adviceOf(fs.readFileSync(page, 'utf8'));
			},
		},
	};
}

/** The words of a language or, where there are none, of what it is a kind of (`de-AT`). */
function wordsIn(folder: string, language: string): Words {
	for (const name of [language, language.split('-')[0] ?? ''].map(each => each.toLowerCase()).filter(each => /^[\w-]+$/.test(each))) {
		const file = path.join(folder, `bundle.l10n.${name}.json`);
		if (fs.existsSync(file)) return JSON.parse(fs.readFileSync(file, 'utf8')) as Words;
	}
	return {};
}

let collector: (() => void) | undefined;
/** What was in use after the last time. */
let inUse = 0;
/** A collection looks at all that is in use; less than this, in bytes, is not worth it. */
const WORTH_COLLECTING = 96 * 2 ** 20;

/** The engine's collector, which it hides unless it is asked for. */
function collectGarbage(): void {
	if (process.memoryUsage().heapUsed < inUse + WORTH_COLLECTING) return;
	if (!collector) {
		setFlagsFromString('--expose-gc');
		collector = runInNewContext('gc') as () => void;
		setFlagsFromString('--no-expose-gc');
	}
	collector();
	inUse = process.memoryUsage().heapUsed;
}

/** Unless more are asked for: each takes as much memory as a small run. */
const MAX_JOBS = 8;

/** @param folder the folder of the bundle, `dist/` */
export function cliRuntime(folder: string, version: string): Runtime {
	const data = dataFiles(folder);
	return {
		host: nodeHost,
		parser: () => createParser(data),
		packFor: packLoader(data.packs),
		version,
		page: code => pageOf(data.docs, code),
		hasColor: hasColor(process.stdout.isTTY === true, process.env),
		progress: progressLine(),
		folder: fromNative(process.cwd()),
		locate: written => {
			const native = path.resolve(written);
			const status = fs.statSync(native, { throwIfNoEntry: false });
			return { path: fromNative(native), kind: status?.isDirectory() ? 'folder' : status ? 'file' : undefined };
		},
		sizeOf,
		today: () => new Date().toISOString().slice(0, 10),
		git: runGit,
		print: text => process.stdout.write(text),
		complain: text => process.stderr.write(text),
		stores: (written, note) => {
			const kept = written === undefined ? cacheFolder() : path.resolve(written);
			if (kept === undefined) return {};
			return {
				predictions: predictionsStore(folder, 'cli.js', kept, note),
				findings: findingsStore(folder, kept, note),
			};
		},
		jobs: Math.max(1, Math.min(MAX_JOBS, os.availableParallelism() - 1)),
		askWorker: (question, onRead) => askWorker(path.join(folder, 'cli.js'), question, onRead),
		collect: collectGarbage,
		growFreely,
		breathe: () => new Promise(resolve => setImmediate(resolve)),
		save: saveFile,
		replace: replaceFile,
	};
}

function sizeOf(file: string): number {
	try {
		return fs.statSync(file).size;
	} catch {
		return 0;
	}
}

/** As https://no-color.org and https://force-color.org have it: only on a terminal, unless somebody says otherwise. */
export function hasColor(isTerminal: boolean, environment: NodeJS.ProcessEnv): boolean {
	if (environment['NO_COLOR']) return false;
	const forced = environment['FORCE_COLOR'];
	if (forced !== undefined && forced !== '') return forced !== '0' && forced !== 'false';
	return isTerminal && environment['TERM'] !== 'dumb';
}

/** A line on the second channel that says how far a run is, on a terminal only; a log stays quiet. */
function progressLine(): ((text: string) => void) | undefined {
	if (!process.stderr.isTTY || process.env['CI'] || process.env['TERM'] === 'dumb') return undefined;
	return text => process.stderr.write(`\r\u001b[K${text}`);
}
