/**
 * What rules say of the programs in `test/runtime/probes` and of the app `switches`, against what their native binaries
 * answered as written and repaired (`npm run runtime`): a finding on each line that fails, none of ours on a
 * line that works. A probe's lines are those that have its name in a string or a route, or in a comment.
 */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { Workspace } from '../../server/src/core/analysis/workspace.ts';
import { LineIndex } from '../../server/src/core/text/line-index.ts';
import { fromNative, nodeHost } from '../../server/src/node/host.ts';
import { checkAll, pack, parser } from '../support/core.ts';
import {
	type Answers,
	APPS,
	PROBE_RECORDING,
	type ProbeRecording,
	PROBES,
	REPAIRED,
	RUNTIME_RECORDING,
	type RuntimeRecording,
} from '../support/runtime.ts';

/** Failures that no rule sees, with the reason. */
const UNSEEN: Readonly<Record<string, string>> = {
	'tool-with-options': 'the options combine a context with a resolver of the library',
	'client-without-protocol': 'the builder is built in another function',
	'own-content': "options that start as a copy of a library's are not followed",
	'function-result': 'which options write it is the choice of the client that sends it',
};

const recorded = JSON.parse(fs.readFileSync(PROBE_RECORDING, 'utf8')) as ProbeRecording;
const { switches } = JSON.parse(fs.readFileSync(RUNTIME_RECORDING, 'utf8')) as RuntimeRecording;
assert.ok(switches);

type Properties = Readonly<Record<string, string>>;

/** Programs with the properties that they are opened with, and what they answer then. */
const programs: Readonly<Record<string, { readonly folder: string; readonly properties: Properties; readonly answers: Answers }>> = {
	...Object.fromEntries(
		Object.entries(recorded).flatMap(([name, { asWritten, repaired }]) => [
			...(asWritten ? [[name, { folder: path.join(PROBES, name), properties: {}, answers: asWritten }] as const] : []),
			...(repaired ? [[`${name}, repaired`, { folder: path.join(PROBES, name), properties: REPAIRED, answers: repaired }] as const] : []),
		]),
	),
	switches: { folder: path.join(APPS, 'switches'), properties: {}, answers: switches.before },
};

test('every program is recorded', () => {
	assert.deepEqual(Object.keys(recorded).toSorted(), fs.readdirSync(PROBES).toSorted());
});

test('what failed works where it is repaired', () => {
	for (const [program, { asWritten, repaired }] of Object.entries(recorded))
		for (const [probe, answer] of Object.entries(repaired ?? {}))
			assert.ok(answer === 'works' && (!asWritten || asWritten[probe] !== undefined), `${program}: ${probe} ${answer}`);
});

for (const [name, { folder, properties, answers }] of Object.entries(programs)) {
	const workspace = open(folder, properties);
	// Calls of packages that are not on this machine don't bind.
	const missing = workspace.projects.flatMap(project => project.packages.missing);
	test(`${name}: findings agree with what the native binary answered`, {
		skip: missing.length > 0 && `not here: ${missing.join()}`,
	}, () => {
		assert.deepEqual(disagreements(workspace, folder, answers), []);
	});
}

function open(folder: string, properties: Properties): Workspace {
	return new Workspace(fromNative(folder), nodeHost, parser, () => pack('net10.0'), {
		properties,
		useEditorConfig: false,
		includeTests: false,
		log: message => {
			throw new Error(message);
		},
	});
}

/** Probes that fail without a finding or work with one, each as a line of text. */
function disagreements(workspace: Workspace, folder: string, answers: Answers): readonly string[] {
	const text = fs.readFileSync(path.join(folder, 'Program.cs'), 'utf8');
	const index = new LineIndex(text);
	const found = checkAll(workspace)
		.flatMap(report => (report.path.endsWith('.cs') ? report.findings : []))
		.map(finding => ({ code: finding.code, line: index.position(finding.start).line }));
	const wrong: string[] = [];
	for (const [probe, answer] of Object.entries(answers)) {
		const lines = text.split('\n').flatMap((line, at) => (new RegExp(`["/]${probe}"|// ${probe}(?:$|:)`).test(line) ? [at] : []));
		assert.ok(lines.length > 0, probe);
		const codes = found.filter(each => lines.includes(each.line)).map(each => each.code);
		if (answer === 'works' && codes.some(code => code.startsWith('AOTL'))) wrong.push(`${probe} works: ${codes.join()}`);
		if (answer !== 'works' && codes.length === 0 && !UNSEEN[probe]) wrong.push(`${probe} ${answer}: nothing`);
	}
	return wrong;
}
