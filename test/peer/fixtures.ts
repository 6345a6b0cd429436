/**
 * The fixtures of `test/rules`, what the SDK's analyzer says of them, and how to ask it.
 *
 * Where it says something is in the fixtures themselves, as carets; its words are in the JSON file beside each.
 * A folder with a project file of its own holds fixtures of our own codes, of which the analyzer knows nothing.
 */
import fs from 'node:fs';
import path from 'node:path';
import { type Marked, withCarets, withoutCarets, type Words, wordsOf } from '../support/carets.ts';
import { root } from '../support/core.ts';
import { findingsIn, type Question } from './sdk.ts';

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

/** The fixtures without their carets, in one project. */
export function fixtureQuestion(): Question {
	const files = Object.fromEntries(fixtureFiles().map(file => [file, withoutCarets(fixtureText(file))]));
	return {
		name: 'Fixtures',
		files: { ...files, 'Fixtures.csproj': FIXTURE_PROJECT },
		read: folder => JSON.stringify(findingsIn(folder, files)),
	};
}

/** All that is recorded of an answer to that. */
export const fixtureRecording = (): string => JSON.stringify(fixtureFiles().map(file => [file, recordedOf(file)]));

/** What the fixtures should be by an answer to that. */
export function recordedBy(answer: string): ReadonlyMap<string, Recorded> {
	const found = JSON.parse(answer) as Readonly<Record<string, readonly Marked[]>>;
	return new Map(Object.entries(found).map(([file, each]) => [file, recordedAs(withoutCarets(fixtureText(file)), each)]));
}
