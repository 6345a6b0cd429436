/**
 * The fixtures of `test/rules`, what the SDK's analyzer says of them, and how to ask it.
 *
 * Where it says something is in the fixtures themselves, as carets; its words are in the JSON file beside each.
 * A folder with a project file of its own holds fixtures of our own codes, of which the analyzer knows nothing.
 */
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Log } from 'sarif';
import { LineIndex } from '../../server/src/core/text/line-index.ts';
import { type Marked, withCarets, withoutCarets, type Words, wordsOf } from '../support/carets.ts';
import { root } from '../support/core.ts';

const folder = path.join(root, 'test', 'rules');
/** A fixture as it should be: its text with carets, and the words. */
export interface Recorded {
	readonly text: string;
	readonly words: readonly Words[];
}

/** Relative paths of all fixtures. */
export function fixtureFiles(): string[] {
	return fs
		.readdirSync(folder, { recursive: true })
		.map(String)
		.filter(file => file.endsWith('.cs') && !fs.existsSync(path.join(folder, path.dirname(file), 'fixture.csproj')))
		.map(file => file.replaceAll('\\', '/'))
		.sort();
}

const wordsFile = (file: string): string => path.join(folder, file.replace(/\.cs$/, '.json'));

export const fixtureText = (file: string): string => fs.readFileSync(path.join(folder, file), 'utf8');

/** A fixture as it is recorded. */
export const recordedOf = (file: string): Recorded => ({
	text: fixtureText(file),
	words: fs.existsSync(wordsFile(file)) ? (JSON.parse(fs.readFileSync(wordsFile(file), 'utf8')) as Words[]) : [],
});

export function record(file: string, { text, words }: Recorded): void {
	fs.writeFileSync(path.join(folder, file), text);
	if (words.length > 0) fs.writeFileSync(wordsFile(file), `${JSON.stringify(words, undefined, 1)}\n`);
	else fs.rmSync(wordsFile(file), { force: true });
}

/** What a fixture should be when its text without carets has some findings. */
export const recordedAs = (text: string, findings: readonly Marked[]): Recorded => ({
	text: withCarets(text, findings),
	words: wordsOf(text, findings),
});

export const FIXTURE_PROJECT = `<Project Sdk="Microsoft.NET.Sdk.Web">
  <PropertyGroup>
    <TargetFramework>net10.0</TargetFramework>
    <Nullable>enable</Nullable>
    <IsAotCompatible>true</IsAotCompatible>
    <AllowUnsafeBlocks>true</AllowUnsafeBlocks>
    <NoWarn>CS8321;CS0219;CS0168;CS8602;CS8604</NoWarn>
  </PropertyGroup>
</Project>
`;

export function hasSdk(): boolean {
	return spawnSync('dotnet', ['--version'], { encoding: 'utf8' }).stdout?.startsWith('10.') ?? false;
}

/** Builds the fixtures with the installed SDK and reads what its analyzers report, by fixture. */
export function askSdk(): ReadonlyMap<string, Recorded> {
	const work = fs.mkdtempSync(path.join(os.tmpdir(), 'aot-lens-peer-'));
	try {
		const texts = new Map(fixtureFiles().map(file => [file, withoutCarets(fixtureText(file))]));
		for (const [file, text] of texts) {
			fs.mkdirSync(path.join(work, path.dirname(file)), { recursive: true });
			fs.writeFileSync(path.join(work, file), text);
		}
		fs.writeFileSync(path.join(work, 'Fixtures.csproj'), FIXTURE_PROJECT);
		const log = path.join(work, 'out.sarif');
		const built = spawnSync('dotnet', ['build', work, '-nologo', '-v:q', `-p:ErrorLog=${log}%2cversion=2.1`], {
			encoding: 'utf8',
			env: { ...process.env, DOTNET_CLI_TELEMETRY_OPTOUT: '1', DOTNET_NOLOGO: '1' },
		});
		if (built.status !== 0)
			throw new Error(
				`dotnet build failed:\n${built.stdout
					.split('\n')
					.filter(line => line.includes(' error '))
					.join('\n')}\n${built.stderr}`,
			);
		const sarif = JSON.parse(fs.readFileSync(log, 'utf8').replace(/^\uFEFF/, '')) as Log;
		const found = new Map<string, Map<string, Marked>>([...texts.keys()].map(file => [file, new Map()]));
		for (const result of sarif.runs[0]?.results ?? []) {
			const code = result.ruleId ?? '';
			if (!/^IL\d+$/.test(code) || result.suppressions?.length) continue;
			const place = result.locations?.[0]?.physicalLocation;
			const uri = place?.artifactLocation?.uri ?? '';
			const file = path
				.relative(work, fileURLToPath(uri.startsWith('file:') ? uri : new URL(uri, pathToFileURL(`${work}/`))))
				.replaceAll('\\', '/');
			const { startLine = 1, startColumn = 1, endLine = startLine, endColumn = startColumn } = place?.region ?? {};
			const lines = new LineIndex(texts.get(file) ?? '');
			const start = lines.offset({ line: startLine - 1, character: startColumn - 1 });
			const end = lines.offset({ line: endLine - 1, character: endColumn - 1 });
			const message = result.message.text ?? '';
			found.get(file)?.set(`${start} ${end} ${code} ${message}`, { code, message, start, end });
		}
		return new Map([...found].map(([file, each]) => [file, recordedAs(texts.get(file) ?? '', [...each.values()])]));
	} finally {
		fs.rmSync(work, { recursive: true, force: true });
	}
}
