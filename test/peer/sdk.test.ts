/** The recordings and the pages against the installed SDK, which is asked once about what it was not asked before. */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { test } from 'node:test';
import { PAGES_RECORDING, pageQuestion, wrongPages } from '../support/pages.ts';
import { fixtureQuestion, fixtureRecording, recordedBy, recordedOf } from './fixtures.ts';
import { askReader, comparableAssemblies, describeAssembly, metadataRecording, readerQuestion, readRecording } from './metadata.ts';
import { answers, hasSdk, isRecorded, type Question } from './sdk.ts';

const here = hasSdk();
const recorded = readRecording();
const assemblies = new Map([...comparableAssemblies()].filter(([name]) => recorded[name]));
const asked: readonly (readonly [Question, string])[] = [
	[fixtureQuestion(), fixtureRecording()],
	[pageQuestion(), PAGES_RECORDING],
	[readerQuestion(assemblies), metadataRecording()],
];
/** Whose recording is what this SDK said of the very same texts: saying it again would be no news. */
const known = new Set(here ? asked.filter(each => isRecorded(...each)).map(([{ name }]) => name) : []);
const told = here ? answers(asked.map(([question]) => question).filter(({ name }) => !known.has(name))) : new Map<string, string>();

/** Holds an answer against the recording, unless it is the one that was recorded. */
function holds(name: string, check: (answer: string) => void): void {
	test(`${name} are as the SDK says`, { skip: here ? false : 'no .NET SDK 10 here: the recordings count' }, context => {
		const answer = told.get(name);
		if (answer !== undefined) return check(answer);
		assert.ok(known.has(name));
		context.diagnostic('recorded of the same texts by this SDK');
	});
}

holds('Fixtures', answer => {
	for (const [file, expected] of recordedBy(answer)) assert.deepEqual(recordedOf(file), expected);
});

holds('Pages', answer => assert.deepEqual(wrongPages(answer), []));

holds('Metadata', answer => {
	const theirs = JSON.parse(answer) as Readonly<Record<string, string>>;
	for (const [name, file] of assemblies)
		if (theirs[name] !== recorded[name]) assert.equal(describeAssembly(fs.readFileSync(file)), askReader(file), name);
});
