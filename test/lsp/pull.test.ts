/** Clients that ask for problems: answers with ids, what is told meanwhile, and when they are to ask anew. */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { DocumentDiagnosticReport, WorkspaceDiagnosticReport } from 'vscode-languageserver';
import { OPTED_IN } from '../support/core.ts';
import { TestClient } from '../support/lsp.ts';

const started: TestClient[] = [];
after(async () => {
	for (const client of started) await client.stop();
});
const ENUM = 'using System;\npublic class A\n{\n    public Array M() => Enum.GetValues(typeof(DayOfWeek));\n}\n';

async function start(): Promise<TestClient & { readonly refreshes: () => number }> {
	const client = await TestClient.start(
		{ 'P.csproj': OPTED_IN, 'A.cs': ENUM, 'B.cs': ENUM.replace('class A', 'class B') },
		{},
		{ textDocument: { diagnostic: {} }, workspace: { diagnostics: { refreshSupport: true } } },
	);
	started.push(client);
	let count = 0;
	client.connection.onRequest('workspace/diagnostic/refresh', () => {
		count++;
		return null;
	});
	await client.complete();
	return Object.assign(client, { refreshes: () => count });
}
const ask = (client: TestClient, file: string, previousResultId?: string): Promise<DocumentDiagnosticReport> =>
	client.connection.sendRequest('textDocument/diagnostic', {
		textDocument: { uri: client.uri(file) },
		...(previousResultId !== undefined && { previousResultId }),
	});

test('what is open is asked for and not told, what is closed is told', async () => {
	const client = await start();
	assert.deepEqual(client.codes('B.cs'), ['4:25 IL3050']);
	assert.deepEqual(client.codes('A.cs'), ['4:25 IL3050']);
	await client.open('A.cs');
	const first = await ask(client, 'A.cs');
	assert.ok(first.kind === 'full');
	assert.deepEqual(
		first.items.map(each => each.code),
		['IL3050'],
	);
	await client.until(() => client.codes('A.cs').length === 0, 'what was told to be taken back');
	assert.deepEqual(await ask(client, 'A.cs', first.resultId), { kind: 'unchanged', resultId: first.resultId });
	await client.change('A.cs', { start: { line: 3, character: 29 }, end: { line: 3, character: 57 } }, 'GetValues<DayOfWeek>()');
	const second = await ask(client, 'A.cs', first.resultId);
	assert.ok(second.kind === 'full' && second.items.length === 0, 'what is typed counts in the answer');
	assert.deepEqual(client.codes('A.cs'), []);
	await client.close('A.cs');
	await client.until(() => client.codes('A.cs').length === 1, 'what is on disk is told again');
	assert.equal((await client.connection.sendRequest<{ counts: { warnings: number } }>('aotLens/getSummary')).counts.warnings, 2);
});

test('a client that asks for the workspace is told nothing more', async () => {
	const client = await start();
	const all = (previous: WorkspaceDiagnosticReport | undefined): Promise<WorkspaceDiagnosticReport> =>
		client.connection.sendRequest('workspace/diagnostic', {
			previousResultIds: (previous?.items ?? []).map(({ uri, resultId }) => ({ uri, value: resultId })),
		});
	const first = await all(undefined);
	assert.deepEqual(first.items.map(({ uri, kind }) => `${uri.split('/').at(-1)} ${kind}`).toSorted(), ['A.cs full', 'B.cs full']);
	await client.until(() => client.codes('A.cs').length + client.codes('B.cs').length === 0, 'nothing to be told');
	assert.ok((await all(first)).items.every(each => each.kind === 'unchanged'));
	client.write('B.cs', 'public class B { }\n');
	await client.changed('B.cs');
	await client.until(() => client.refreshes() > 0, 'a wish to be asked anew');
	const second = await all(first);
	const own = second.items.find(each => each.uri === client.uri('B.cs'));
	assert.ok(own?.kind === 'full' && own.items.length === 0);
	assert.deepEqual(client.codes('B.cs'), []);
});

test('a declaration that changes elsewhere has the client ask anew', async () => {
	const client = await start();
	client.write('B.cs', 'using System.Diagnostics.CodeAnalysis;\npublic class B\n{\n    public static void N() { }\n}\n');
	client.write('A.cs', 'public class A\n{\n    public void M() { B.N(); }\n}\n');
	await client.changed('A.cs', 'B.cs');
	await client.open('A.cs');
	await client.open('B.cs');
	await client.until(() => client.codes('A.cs').length + client.codes('B.cs').length === 0, 'nothing to be told');
	const first = await ask(client, 'A.cs');
	assert.deepEqual(first.kind === 'full' && first.items, []);
	const at = { line: 3, character: 4 };
	await client.change('B.cs', { start: at, end: at }, '[RequiresUnreferencedCode("Names.")] ');
	await ask(client, 'B.cs');
	const before = client.refreshes();
	await client.until(() => client.refreshes() > before, 'a wish to be asked anew');
	const second = await ask(client, 'A.cs', first.resultId);
	assert.deepEqual(second.kind === 'full' && second.items.map(each => each.code), ['IL2026']);
});
