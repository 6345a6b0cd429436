/** Closed projects of a large workspace, judged by another thread. */
import assert from 'node:assert/strict';
import path from 'node:path';
import process from 'node:process';
import { after, test } from 'node:test';
import { type ScanAnswer, type ScanBeside, Scanner } from '../../server/src/lsp/scanner.ts';
import { nodeHost } from '../../server/src/node/host.ts';
import { scanWorker } from '../../server/src/node/scanning.ts';
import { OPTED_IN, pack, parser, root } from '../support/core.ts';
import { TestClient } from '../support/lsp.ts';

/** Two projects of so many files that another thread is worth its start; the app refers to the library. */
const FILES: Record<string, string> = {
	'App/App.csproj': OPTED_IN.replace('</Project>', '<ItemGroup><ProjectReference Include="../Lib/Lib.csproj" /></ItemGroup></Project>'),
	'Lib/Lib.csproj': OPTED_IN,
};
const SILENT = 'namespace Lib { public static class Shared { public static void Use() { } } }\n';
FILES['Lib/Shared.cs'] = SILENT.replace(
	'public static void Use',
	'[System.Diagnostics.CodeAnalysis.RequiresUnreferencedCode("all of it")] public static void Use',
);
for (let index = 0; index < 200; index++) {
	FILES[`App/A${index}.cs`] = `class A${index} { void M() => ${index % 10 === 0 ? 'Lib.Shared.Use()' : 'System.Console.Write(1)'}; }\n`;
	FILES[`Lib/B${index}.cs`] =
		`class B${index} { object M() => ${index % 25 === 0 ? 'System.Enum.GetValues(typeof(System.DayOfWeek))' : '1'}; }\n`;
}

// Threads are started with it: what earlier runs found on this machine has no say in tests.
process.env['AOT_LENS_CACHE'] = '';

const started: TestClient[] = [];
after(async () => {
	for (const client of started) await client.stop();
});
async function start(scanBeside: ScanBeside | undefined): Promise<TestClient> {
	const client = await TestClient.start(FILES, {}, {}, { scanBeside });
	started.push(client);
	return client;
}

const problems = (client: TestClient): readonly string[] =>
	Object.keys(FILES)
		.filter(file => file.endsWith('.cs'))
		.flatMap(file => client.codes(file).map(each => `${file}:${each}`));

/** Says what it finds when it is let go on. */
function onCall(): { readonly scanBeside: ScanBeside; readonly asked: string[][]; readonly held: boolean[]; go: () => void } {
	const scanner = new Scanner({ host: nodeHost, parser, packFor: pack, store: undefined, log: () => {} });
	const made: ReturnType<typeof onCall> = {
		asked: [],
		held: [],
		go: () => {},
		scanBeside: (question, take) => {
			made.asked.push([...question.projects].map(id => path.basename(id).replace(/\W.*/, '')).sort());
			let cancel = (): void => {};
			const isDone = new Promise<boolean>(resolve => {
				cancel = () => resolve(false);
				made.go = () => {
					for (const answer of scanner.scan(question)) if (answer) take(structuredClone<ScanAnswer>(answer));
					resolve(true);
				};
			});
			return { isDone, cancel: () => cancel(), hold: isHeld => made.held.push(isHeld) };
		},
	};
	return made;
}

test('another thread finds what the session would have found', async () => {
	const alone = await start(undefined);
	const beside = await start(scanWorker(path.join(root, 'dist'), () => {}));
	const summaries = [await alone.complete(), await beside.complete()];
	assert.equal(problems(alone).length, 28);
	assert.deepEqual(problems(beside), problems(alone));
	assert.deepEqual(summaries[1]?.counts, summaries[0]?.counts);
	assert.ok(!beside.log.some(line => /thread/.test(line)), beside.log.join('\n'));
});

test('a thread that is lost costs no problem', async () => {
	let asked = 0;
	const client = await start(() => {
		asked++;
		return { isDone: Promise.reject(new Error('out of memory')), cancel() {}, hold() {} };
	});
	await client.complete();
	assert.equal(problems(client).length, 28);
	assert.equal(asked, 1);
	assert.match(client.log.join('\n'), /the thread that judges closed projects: Error: out of memory/);
});

test('what is typed while another thread judges is judged as it is typed', async () => {
	const thread = onCall();
	const client = await start(thread.scanBeside);
	await client.until(() => thread.asked.length === 1, 'the question');
	assert.deepEqual(thread.asked, [['App', 'Lib']]);
	await client.open('App/A0.cs', `\n\n${FILES['App/A0.cs']}`);
	await client.hover('App/A0.cs', 0, 0);
	thread.go();
	await client.complete();
	assert.deepEqual(client.codes('App/A0.cs'), ['3:24 IL2026']);
	assert.deepEqual(client.codes('App/A10.cs'), ['1:25 IL2026']);
});

test('another thread rests while what is typed is judged', async () => {
	const thread = onCall();
	const client = await start(thread.scanBeside);
	await client.until(() => thread.asked.length === 1, 'the question');
	await client.open('App/A0.cs');
	await client.retype('App/A0.cs', FILES['App/A0.cs'] ?? '');
	await client.until(() => thread.held.length > 0, 'the rest');
	assert.deepEqual(
		thread.held,
		thread.held.map((_, index) => index % 2 === 0),
		'each rest ends',
	);
	assert.equal(thread.held.at(-1), false);
	thread.go();
	await client.complete();
});

test('an edit that concerns other projects is seen by them, by as few as there are', async () => {
	const thread = onCall();
	const client = await start(thread.scanBeside);
	await client.until(() => thread.asked.length === 1, 'the question');
	thread.go();
	await client.complete();
	await client.open('Lib/Shared.cs');
	await client.retype('Lib/Shared.cs', SILENT);
	await client.until(() => problems(client).length === 8, 'no problem in the app');
	assert.equal(thread.asked.length, 1, 'the app alone is judged in the session');
});
