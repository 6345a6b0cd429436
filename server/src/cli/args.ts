/** The command line's arguments. */
import { parseArgs } from 'node:util';
import { FIXES } from '../core/fixes/index.ts';
import type { Level } from '../core/analysis/finding.ts';
import { CODES } from '../core/rules/catalog.ts';
import { FORMATS, type Format, isFormat } from './formats/formats.ts';
import type { Config } from './config.ts';
import type { Pattern } from './selection.ts';
import type { Shard } from './shard.ts';

const COMMANDS = ['check', 'fix', 'packages', 'baseline', 'report', 'merge', 'explain', 'rules', 'bindings', 'unknowns'] as const;
type Command = (typeof COMMANDS)[number];
const isCommand = (word: string | undefined): word is Command => COMMANDS.some(each => each === word);

export interface Arguments {
	readonly command: Command | 'help' | 'version';
	/** A member of which `packages` tells why it is reached. */
	readonly explain: string | undefined;
	readonly paths: readonly string[];
	readonly format: Format;
	readonly output: string | undefined;
	readonly properties: Readonly<Record<string, string>>;
	readonly useEditorConfig: boolean;
	/** Of `check`: also what publishing will say of packages. */
	readonly followsPackages: boolean;
	/** Predictions of packages are kept, and taken from where they are kept. */
	/** Where what was found is kept between runs; undefined: where the system has caches. */
	readonly cacheFolder: string | undefined;
	/** How many threads judge; undefined: as many as pay. */
	readonly jobs: number | undefined;
	readonly usesCache: boolean;
	/** A short sentence stands before the SDK's. */
	readonly isBrief: boolean;
	readonly includeTests: boolean;
	/** Files that are told of; all where none is given. */
	readonly include: readonly Pattern[];
	readonly exclude: readonly Pattern[];
	/** What `.gitignore` names is left out. */
	readonly usesGitignore: boolean;
	/** The file with the team's options, where it is not found by itself; null for none. */
	readonly config: string | null | undefined;
	/** Of `check`: quieter findings are not told. */
	readonly minimum: Level;
	/** Of `check`: so many warnings are no failure; as many as there are where it is undefined and the level is an error. */
	readonly maxWarnings: number;
	/** Of `check`: the part of the projects that is judged. */
	readonly shard: Shard | undefined;
	/** Of `check`: only what is new since the branch left this one is told. */
	readonly since: string | undefined;
	/** Of `check`: the file of findings that are put up with. */
	readonly baseline: string | undefined;
	/** Of `check`: takes what is gone out of the baseline. */
	readonly shrinksBaseline: boolean;
	/** Codes of the findings that are told or fixed; all where none is given. */
	readonly rules: readonly string[];
	/** Of `fix`: the fixes that are applied; those that repair where none is given. */
	readonly fixes: readonly string[];
	/** Of `fix`: also what can change what the program does. */
	readonly isUnsafe: boolean;
	/** Of `fix`: only what repairs without a change of meaning. */
	readonly isSafeOnly: boolean;
	/** Of `fix`: also projects that have not opted in to analysis. */
	readonly fixesAllProjects: boolean;
	/** Of `fix`: writes nothing. */
	readonly isDryRun: boolean;
	/** Of `fix`: prints unified diffs, and writes nothing. */
	readonly showsDiff: boolean;
}

/** The words on the command line make no sense; the message says which. */
export class UsageError extends Error {}

const IDS = FIXES.map(fix => fix.id).join(', ');

export const HELP = `Usage: aot-lens check [paths] [options]
       aot-lens fix [paths] [options]
       aot-lens packages [paths] [--format pretty|json] [--explain MEMBER]
       aot-lens baseline [paths] [--output FILE]   (default: aot-lens-baseline.json)
       aot-lens report [paths] [--baseline FILE] [--output FILE]   (default: aot-lens-report.html)
       aot-lens merge FILES [--format FORMAT] [--output FILE]
       aot-lens lsp [--stdio]
       aot-lens explain CODE
       aot-lens rules

check finds what .NET Native AOT and trimming will break in C# projects, without building them.
packages says what publishing will warn of in their packages, and from where that is reached; with --explain, why
a member is reached. The projects must be restored (dotnet restore -p:PublishAot=true).
A path is a folder, a solution (.sln, .slnx, .slnf), a project (.csproj) or a C# file.

  --format FORMAT              how to print: ${Object.keys(FORMATS).join(', ')} (default: pretty)
  --output FILE                write to a file instead of the terminal
  --messages sdk|short         the SDK's sentences alone (default), or a short sentence before them
  -p:NAME=VALUE                override a project property, as MSBuild has it; an empty value clears it
  --no-editorconfig            ignore severities in .editorconfig files
  --packages                   of check: follow apps into their packages too (IL2104, IL3053, AOTL1006)
  --jobs N                     judge on N threads (default: as many as pay, one less than the machine has, at most 8)
  --cache-dir DIR              where what was found is kept for the next run (default: the system's cache folder)
  --no-cache                   neither keep what was found nor take it from an earlier run
  --include-tests              judge test projects too
  --include GLOB               tell only of these files and folders; may be given several times
  --exclude GLOB               tell nothing of these files and folders; may be given several times
  --no-gitignore               tell also of what .gitignore files name
  --config FILE, --no-config   the file with a team's options (default: the nearest aot-lens.json in the repository), or none
  --rule CODE                  tell findings of this code only; may be given several times
  --severity error|warning|note   tell findings of this level and above (default: note)
  --max-warnings N             warnings up to this number are no failure (default: 0)
  --diff BASE                  tell only what is new since the branch started from BASE (a branch, tag or commit of git)
  --baseline FILE              tell only what is not in this baseline (made by aot-lens baseline)
  --shrink-baseline            take what is gone out of the baseline; nothing is added
  --shard I/N                  judge the I-th of N parts of the projects; aot-lens merge puts together what they wrote
  --version, --help

report writes the readiness report, a page for a browser: what would break, what a fix repairs, packages, and the trend against a baseline.

merge reads what several runs wrote with --format json, and writes it as one run would have, in any format (default: json with
--output, else pretty); or what they wrote with --format sarif, as SARIF.

Exit status: 0 clean, 1 a finding of level warning or above, 2 wrong usage, 3 some input could not be read.

aot-lens fix applies what repairs findings, again and again until nothing is left to apply. Only files of the repository are written,
of projects that opted in (PublishAot, IsAotCompatible and the like, also by -p:NAME=VALUE).

  --rule CODE              fix findings of this code only; may be given several times
  --fix ID                 apply this fix only, also one that passes a warning on (${IDS}); may be given several times
  --unsafe                 apply also fixes that can change what the program does
  --safe-only              apply only what repairs and keeps what the program does (without --fix and --unsafe that is so)
  --all-projects           fix also projects that have not opted in
  --dry-run                write nothing, say what would be done
  --diff                   write nothing, print unified diffs

Exit status: 0 done, 2 wrong usage, 3 a file could not be read or written, or changed meanwhile.

For developers: aot-lens bindings DIR --output F.tsv (what every use binds to), aot-lens unknowns DIR (why some don't).`;

/**
 * @param folder what globs on the command line are relative to
 * @param config what holds where the command line says nothing
 * @throws UsageError
 */
export function parseArguments(argv: readonly string[], folder: string, config?: Config): Arguments {
	const properties: Record<string, string> = { ...config?.properties };
	const rest: string[] = [];
	for (const arg of argv) {
		const property = /^(?:-|--|\/)p(?:roperty)?:([^=]+)=(.*)$/s.exec(arg);
		if (property) properties[property[1] ?? ''] = property[2] ?? '';
		else if (/^(?:-|--|\/)p(?:roperty)?:/.test(arg)) throw new UsageError(`expected -p:NAME=VALUE, not ${arg}`);
		else rest.push(arg);
	}
	let parsed: ReturnType<typeof parse>;
	try {
		parsed = parse(rest);
	} catch (error) {
		// "Unknown option '--x'.", without what Node adds about positional arguments.
		throw new UsageError((error as Error).message.replace(/(?<='\.) To specify .*/s, ''));
	}
	const { positionals } = parsed;
	const values: typeof parsed.values = { ...config?.options, ...parsed.values };
	const patterns = (name: 'include' | 'exclude'): readonly Pattern[] =>
		(values[name] ?? []).map(glob => ({ folder: parsed.values[name] ? folder : (config?.folder ?? folder), glob }));
	if (values.unsafe && values['safe-only']) throw new UsageError('--unsafe and --safe-only contradict each other');
	if (values.version) return { ...DEFAULTS, command: 'version' };
	if (values.help || positionals.length === 0) return { ...DEFAULTS, command: 'help' };
	const [command, ...paths] = positionals;
	if (!isCommand(command)) throw new UsageError(`unknown command '${command}'`);
	const format = values.format ?? 'pretty';
	if (!isFormat(format)) throw new UsageError(`unknown format '${format}': there is ${Object.keys(FORMATS).join(', ')}`);
	for (const code of values.rule ?? []) if (!CODES.includes(code)) throw new UsageError(`no rule reports '${code}': see aot-lens rules`);
	if (values['shrink-baseline'] && values.shard !== undefined) throw new UsageError('--shrink-baseline needs the whole run, not a --shard');
	if (command === 'baseline' && values.shard !== undefined) throw new UsageError('a baseline is of the whole run, not of a --shard');
	if (command === 'merge' && paths.length === 0) throw new UsageError('merge needs the files that the runs wrote');
	if (values['shrink-baseline'] && values.baseline === undefined) throw new UsageError('--shrink-baseline needs --baseline FILE');
	const maxWarnings = Number(values['max-warnings'] ?? 0);
	if (!Number.isInteger(maxWarnings) || maxWarnings < 0)
		throw new UsageError(`--max-warnings is a number, not '${values['max-warnings']}'`);
	return {
		command,
		paths: paths.length > 0 ? paths : ['.'],
		format,
		output: values.output,
		explain: values.explain,
		properties,
		useEditorConfig: !values['no-editorconfig'],
		followsPackages: values.packages ?? false,
		usesCache: !values['no-cache'],
		cacheFolder: values['cache-dir'],
		jobs: jobsGiven(values.jobs),
		isBrief: messagesGiven(values.messages),
		minimum: levelGiven(values.severity),
		maxWarnings,
		shard: shardGiven(values.shard),
		since: sinceGiven(values.diff),
		baseline: values.baseline,
		shrinksBaseline: values['shrink-baseline'] ?? false,
		includeTests: values['include-tests'] ?? false,
		include: patterns('include'),
		exclude: patterns('exclude'),
		usesGitignore: !values['no-gitignore'],
		config: values['no-config'] ? null : values.config,
		rules: values.rule ?? [],
		fixes: fixesGiven(values.fix, values.unsafe ?? false),
		isUnsafe: values.unsafe ?? false,
		isSafeOnly: values['safe-only'] ?? false,
		fixesAllProjects: values['all-projects'] ?? false,
		isDryRun: values['dry-run'] ?? false,
		showsDiff: values.diff === true,
	};
}

/** @throws UsageError for other words */
function messagesGiven(given = 'sdk'): boolean {
	if (given !== 'sdk' && given !== 'short') throw new UsageError(`--messages is sdk or short, not '${given}'`);
	return given === 'short';
}

/** @throws UsageError for other words */
function levelGiven(given = 'note'): Level {
	if (given !== 'error' && given !== 'warning' && given !== 'note')
		throw new UsageError(`--severity is error, warning or note, not '${given}'`);
	return given;
}

/** @throws UsageError for one that there is not, or that changes meaning and nobody said so */
function fixesGiven(ids: readonly string[] = [], isUnsafe: boolean): readonly string[] {
	for (const id of ids) {
		const found = FIXES.find(fix => fix.id === id);
		if (!found) throw new UsageError(`no fix '${id}': there is ${IDS}`);
		if (found.safety === 'changes-meaning' && !isUnsafe) throw new UsageError(`${id} can change what the program does: add --unsafe`);
	}
	return ids;
}

const DEFAULTS = {
	paths: [],
	format: 'pretty',
	output: undefined,
	explain: undefined,
	properties: {},
	useEditorConfig: true,
	followsPackages: false,
	usesCache: true,
	cacheFolder: undefined,
	jobs: undefined,
	isBrief: false,
	minimum: 'note',
	maxWarnings: 0,
	shard: undefined,
	since: undefined,
	baseline: undefined,
	shrinksBaseline: false,
	includeTests: false,
	include: [],
	exclude: [],
	usesGitignore: true,
	config: undefined,
	rules: [],
	fixes: [],
	isUnsafe: false,
	isSafeOnly: false,
	fixesAllProjects: false,
	isDryRun: false,
	showsDiff: false,
} as const;

/** @throws UsageError for other words than `2/4` */
function shardGiven(given: string | undefined): Shard | undefined {
	if (given === undefined) return undefined;
	const [, index, count] = /^([1-9]\d{0,3})\/([1-9]\d{0,3})$/.exec(given) ?? [];
	if (Number(index) <= Number(count)) return { index: Number(index), count: Number(count) };
	throw new UsageError(`--shard is a part of several, as 2/4, not '${given}'`);
}

/** More threads than that gain nothing and take memory. */
const MAX_JOBS = 64;

/** @throws UsageError for what is no number of threads */
function jobsGiven(given: string | undefined): number | undefined {
	if (given === undefined) return undefined;
	const jobs = Number(given);
	if (Number.isInteger(jobs) && jobs >= 1 && jobs <= MAX_JOBS) return jobs;
	throw new UsageError(`--jobs is a number from 1 to ${MAX_JOBS}, not '${given}'`);
}

/** @throws UsageError for what git would take as an option */
function sinceGiven(given: string | boolean | undefined): string | undefined {
	if (typeof given !== 'string') return undefined;
	if (given === '' || given.startsWith('-')) throw new UsageError(`--diff takes a branch, a tag or a commit, not '${given}'`);
	return given;
}

function parse(args: string[]) {
	const isFix = args.find(isCommand) === 'fix';
	return parseArgs({
		args,
		allowPositionals: true,
		options: {
			format: { type: 'string' },
			output: { type: 'string', short: 'o' },
			explain: { type: 'string' },
			'no-editorconfig': { type: 'boolean' },
			packages: { type: 'boolean' },
			'no-cache': { type: 'boolean' },
			'cache-dir': { type: 'string' },
			jobs: { type: 'string' },
			messages: { type: 'string' },
			severity: { type: 'string' },
			'max-warnings': { type: 'string' },
			baseline: { type: 'string' },
			'shrink-baseline': { type: 'boolean' },
			'include-tests': { type: 'boolean' },
			include: { type: 'string', multiple: true },
			exclude: { type: 'string', multiple: true },
			'no-gitignore': { type: 'boolean' },
			config: { type: 'string' },
			'no-config': { type: 'boolean' },
			rule: { type: 'string', multiple: true },
			fix: { type: 'string', multiple: true },
			unsafe: { type: 'boolean' },
			'safe-only': { type: 'boolean' },
			'all-projects': { type: 'boolean' },
			'dry-run': { type: 'boolean' },
			// What `fix` does, or what `check` compares with.
			shard: { type: 'string' },
			diff: { type: isFix ? 'boolean' : 'string' },
			version: { type: 'boolean' },
			help: { type: 'boolean', short: 'h' },
		},
	});
}
