/**
 * Questions for the installed .NET SDK. Those of one run are built by one process. `asked.json` holds, by hash, what the recordings were
 * made of: while questions, recordings and the SDK's version are those, nothing is asked again, and what differs is. Answers of this
 * machine's SDK are remembered too. `npm run record` asks in any case.
 */
import { spawnSync } from 'node:child_process';
import crypto from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Log } from 'sarif';
import type { Marked } from '../support/carets.ts';
import { LineIndex } from '../../server/src/core/text/line-index.ts';
import { root } from '../support/core.ts';

/** A project to build, and what of it is wanted. */
export interface Question {
	/** The folder that it is built in. */
	readonly name: string;
	/** Texts by path in that folder, with one project file. */
	readonly files: Readonly<Record<string, string>>;
	/** What the answer depends on beside the files, on this machine. */
	readonly about?: string;
	/**
	 * Reads the answer from what was built.
	 * @param folder the project's, with its SARIF log in `out.sarif`
	 */
	readonly read: (folder: string) => string;
}

let version: string | undefined;
/** The installed SDK's version; empty where none is. */
export const sdkVersion = (): string => (version ??= spawnSync('dotnet', ['--version'], { encoding: 'utf8' }).stdout?.trim() ?? '');

/** Whether the SDK is here that the recordings are made with. */
export const hasSdk = (): boolean => sdkVersion().startsWith('10.');

const CACHE = path.join(root, 'node_modules', '.cache', 'aot-lens-sdk');

const digest = (text: string): string => crypto.createHash('sha256').update(text).digest('hex');

function digestOf({ name, files }: Question, about = ''): string {
	const texts = Object.entries(files).sort(([left], [right]) => (left < right ? -1 : 1));
	return digest(JSON.stringify([sdkVersion(), PROPS, name, texts, about]));
}

const cacheFile = (question: Question): string => path.join(CACHE, `${question.name}-${digestOf(question, question.about)}.json`);

const ASKED = path.join(root, 'test', 'peer', 'asked.json');

interface Asked {
	/** The digest of the question, with the SDK's version. */
	readonly question: string;
	/** The digest of the recording that its answer became. */
	readonly recording: string;
}

const readAsked = (): Readonly<Record<string, Asked>> =>
	fs.existsSync(ASKED) ? (JSON.parse(fs.readFileSync(ASKED, 'utf8')) as Record<string, Asked>) : {};

/**
 * Whether a recording is, word for word, what this SDK made of this very question.
 * @param recording all that is recorded of the answer
 */
export function isRecorded(question: Question, recording: string): boolean {
	const known = readAsked()[question.name];
	return known?.question === digestOf(question) && known.recording === digest(recording);
}

/** Notes that a recording is what the SDK said just now. */
export function noteRecorded(question: Question, recording: string): void {
	const asked = { ...readAsked(), [question.name]: { question: digestOf(question), recording: digest(recording) } };
	fs.writeFileSync(ASKED, `${JSON.stringify(asked, undefined, 1)}\n`);
}

/** One log for each project. */
const PROPS =
	'<Project><PropertyGroup><ErrorLog>$(MSBuildThisFileDirectory)$(MSBuildProjectName)/out.sarif,version=2.1</ErrorLog></PropertyGroup></Project>';
const ALL = `<Project>
  <ItemGroup><Each Include="*/*.csproj" /></ItemGroup>
  <Target Name="Build">
    <MSBuild Projects="@(Each)" Targets="Restore" BuildInParallel="true" />
    <MSBuild Projects="@(Each)" Targets="Build" Properties="IsRestored=true" BuildInParallel="true" />
  </Target>
</Project>
`;

/** Asks all questions at once, of this moment's SDK; answers by name. The project of a question is named like its folder. */
export function ask(questions: readonly Question[]): ReadonlyMap<string, string> {
	const work = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'aot-lens-sdk-')));
	try {
		fs.writeFileSync(path.join(work, 'All.proj'), ALL);
		fs.writeFileSync(path.join(work, 'Directory.Build.props'), PROPS);
		for (const { name, files } of questions)
			for (const [file, text] of Object.entries(files)) {
				fs.mkdirSync(path.dirname(path.join(work, name, file)), { recursive: true });
				fs.writeFileSync(path.join(work, name, file), text);
			}
		const { status, stdout, stderr } = spawnSync('dotnet', ['msbuild', 'All.proj', '-nologo', '-v:q', '-m', '-nr:false'], {
			cwd: work,
			encoding: 'utf8',
			maxBuffer: 2 ** 28,
			env: { ...process.env, DOTNET_CLI_TELEMETRY_OPTOUT: '1', DOTNET_NOLOGO: '1' },
		});
		const errors = stdout.split('\n').filter(line => /\berror\b/.test(line));
		if (status !== 0) throw new Error(`the SDK could not build:\n${errors.join('\n')}\n${stderr}`);
		return new Map(questions.map(question => [question.name, question.read(path.join(work, question.name))]));
	} finally {
		fs.rmSync(work, { recursive: true, force: true });
	}
}

/** The same from what is remembered; what is not is asked, and remembered. */
export function answers(questions: readonly Question[]): ReadonlyMap<string, string> {
	const unknown = questions.filter(question => !fs.existsSync(cacheFile(question)));
	const asked = unknown.length > 0 ? ask(unknown) : new Map<string, string>();
	if (asked.size > 0) fs.mkdirSync(CACHE, { recursive: true });
	return new Map(
		questions.map(question => {
			const file = cacheFile(question);
			const answer = asked.get(question.name);
			if (answer === undefined) return [question.name, fs.readFileSync(file, 'utf8')];
			for (const old of fs.readdirSync(CACHE)) if (old.startsWith(`${question.name}-`)) fs.rmSync(path.join(CACHE, old));
			// Complete or not there: another run may read it.
			fs.writeFileSync(`${file}.${process.pid}`, answer);
			fs.renameSync(`${file}.${process.pid}`, file);
			return [question.name, answer];
		}),
	);
}

/** What the analyzers say in a log, without what is suppressed; by file of the question. */
export function findingsIn(folder: string, files: Readonly<Record<string, string>>): Readonly<Record<string, readonly Marked[]>> {
	const log = JSON.parse(fs.readFileSync(path.join(folder, 'out.sarif'), 'utf8').replace(/^\uFEFF/, '')) as Log;
	const found = new Map<string, Map<string, Marked>>(Object.keys(files).map(file => [file, new Map()]));
	for (const result of log.runs[0]?.results ?? []) {
		const code = result.ruleId ?? '';
		if (!/^IL\d+$/.test(code) || result.suppressions?.length) continue;
		const place = result.locations?.[0]?.physicalLocation;
		const uri = place?.artifactLocation?.uri ?? '';
		const file = path
			.relative(folder, fileURLToPath(uri.startsWith('file:') ? uri : new URL(uri, pathToFileURL(`${folder}/`))))
			.replaceAll('\\', '/');
		const { startLine = 1, startColumn = 1, endLine = startLine, endColumn = startColumn } = place?.region ?? {};
		const lines = new LineIndex(files[file] ?? '');
		const start = lines.offset({ line: startLine - 1, character: startColumn - 1 });
		const end = lines.offset({ line: endLine - 1, character: endColumn - 1 });
		const message = result.message.text ?? '';
		found.get(file)?.set(`${start} ${end} ${code} ${message}`, { code, message, start, end });
	}
	return Object.fromEntries([...found].map(([file, each]) => [file, [...each.values()]]));
}
