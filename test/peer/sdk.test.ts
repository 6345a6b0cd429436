/** The recordings and the pages against the installed SDK, which is asked once about what it was not asked before. */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { test } from 'node:test';
import { pageQuestion, pages } from '../support/pages.ts';
import { fixtureQuestion, recordedBy, recordedOf } from './fixtures.ts';
import { askReader, comparableAssemblies, describeAssembly, readerQuestion, readRecording } from './metadata.ts';
import { answers, hasSdk } from './sdk.ts';

const here = hasSdk();
const skip = here ? false : 'no .NET SDK 10 here: the recordings count';
const recorded = readRecording();
const assemblies = new Map([...comparableAssemblies()].filter(([name]) => recorded[name]));
const told = here ? answers([fixtureQuestion(), pageQuestion(), readerQuestion(assemblies)]) : new Map<string, string>();

test('the fixtures are as the analyzer says', { skip }, () => {
	for (const [file, expected] of recordedBy(told.get('Fixtures') ?? '')) assert.deepEqual(recordedOf(file), expected);
});

test('the pages compile, and the analyzer agrees', { skip }, () => {
	const found = JSON.parse(told.get('Pages') ?? '') as Readonly<Record<string, readonly { readonly code: string }[]>>;
	for (const { code } of pages().filter(page => page.code.startsWith('IL'))) {
		const isTold = (part: string): boolean => found[`${code}.${part}.cs`]?.some(each => each.code === code) === true;
		assert.ok(isTold('before'), `${code} before`);
		assert.ok(!isTold('after'), `${code} after`);
	}
});

test('the metadata is what System.Reflection.Metadata says', { skip }, context => {
	if (assemblies.size === 0) return context.skip('no recorded package is in the packages folder of this machine');
	const theirs = JSON.parse(told.get('Metadata') ?? '') as Readonly<Record<string, string>>;
	for (const [name, file] of assemblies)
		if (theirs[name] !== recorded[name]) assert.equal(describeAssembly(fs.readFileSync(file)), askReader(file), name);
});
