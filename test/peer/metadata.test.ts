/** Our metadata reader against System.Reflection.Metadata, over whole assemblies. */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { test } from 'node:test';
import { comparableAssemblies, describeAssembly, digest, readRecording } from './metadata.ts';

test('every visible type, member, signature and attribute of reference packs and packages is as recorded', context => {
	const recorded = readRecording();
	const here = [...comparableAssemblies()].filter(([name]) => recorded[name]);
	if (here.length === 0) return context.skip('no recorded package is in the packages folder of this machine');
	for (const [name, file] of here) assert.equal(digest(describeAssembly(fs.readFileSync(file))), recorded[name], name);
	context.diagnostic(`${here.length} of ${Object.keys(recorded).length} recorded assemblies are here`);
});
