/** `aot-lens merge FILES`: what several runs wrote, as one run would have written it. */
import { decodeText } from '../core/text/decode.ts';
import { forTerminal } from '../core/text/escape.ts';
import type { Arguments } from './args.ts';
import { show } from './check.ts';
import { arranged, type CheckResult } from './formats/result.ts';
import { mergeSarif } from './formats/sarif.ts';
import { fromJson } from './formats/text.ts';
import { Exit, type Runtime, write } from './runtime.ts';

/** Gives the exit status: as of one run; files of SARIF are only put together. */
export function merge(args: Arguments, runtime: Runtime): number {
	let result: CheckResult;
	try {
		const documents = args.paths.map(path => documentAt(path, runtime));
		if (documents.every(each => 'runs' in each)) return write(mergeSarif(documents), args.output, runtime);
		result = joined(documents.map((each, index) => inFile(args.paths[index] ?? '', () => fromJson(each))));
	} catch (error) {
		runtime.complain(`aot-lens: ${forTerminal((error as Error).message)}\n`);
		return Exit.usage;
	}
	const isForFile = args.format === 'pretty' && args.output !== undefined;
	return show(result, file => sourceAt(file, result, runtime), { ...args, format: isForFile ? 'json' : args.format }, runtime);
}

/** A source that lies below this folder as it did below that of the runs. */
function sourceAt(file: string, { root }: CheckResult, { host, locate }: Runtime): string | undefined {
	const bytes = host.read(locate(file).path) ?? (root === '' ? undefined : host.read(locate(`${root}/${file}`).path));
	return bytes && decodeText(bytes);
}

/** @throws Error for what is no JSON object */
function documentAt(written: string, { host, locate }: Runtime): object {
	const bytes = host.read(locate(written).path);
	if (!bytes) throw new Error(`${written}: it can not be read`);
	return inFile(written, () => {
		const value: unknown = JSON.parse(decodeText(bytes) ?? '');
		if (typeof value !== 'object' || value === null) throw new Error('it is no output of aot-lens check');
		return value;
	});
}

/** @throws Error that names the file */
function inFile<T>(written: string, work: () => T): T {
	try {
		return work();
	} catch (error) {
		throw new Error(`${written}: ${(error as Error).message}`);
	}
}

/** @throws Error for results of different versions or folders */
function joined(results: readonly CheckResult[]): CheckResult {
	const [first] = results;
	if (!first || results.some(each => each.tool !== first.tool || each.root !== first.root))
		throw new Error('the files are of different versions of aot-lens, or of different folders');
	return arranged({
		...first,
		findings: results.flatMap(each => each.findings),
		summary: {
			projects: results.flatMap(each => each.summary.projects),
			counts: first.summary.counts,
			unreadable: results.flatMap(each => each.summary.unreadable),
			isComplete: results.every(each => each.summary.isComplete),
		},
	});
}
