/** "Fix all" over the protocol: on save, and of a rule in a file, a project and the workspace. */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { type ClientCapabilities, type CodeAction, TextDocumentEdit } from 'vscode-languageserver';
import { OPTED_IN } from '../support/core.ts';
import { TestClient } from '../support/lsp.ts';

const clients: TestClient[] = [];
after(async () => {
	for (const client of clients) await client.stop();
});

const ABLE: ClientCapabilities = {
	textDocument: { codeAction: { dataSupport: true, resolveSupport: { properties: ['edit'] } } },
	workspace: { workspaceEdit: { documentChanges: true, changeAnnotationSupport: { groupsOnLabel: true } } },
};
const days = (name: string): string =>
	`using System;\npublic class ${name}\n{\n    public Array One() => Enum.GetValues(typeof(DayOfWeek));\n    public Array Two() => Enum.GetValues(typeof(DateTimeKind));\n    public object? Make(Type type) => Activator.CreateInstance(type);\n}\n`;
const FILES = {
	'app/App.csproj': OPTED_IN,
	'app/A.cs': days('A'),
	'app/B.cs': days('B'),
	'lib/Lib.csproj': OPTED_IN,
	'lib/C.cs': days('C'),
	'old/Old.csproj': OPTED_IN.replace('<IsAotCompatible>true</IsAotCompatible>', ''),
	'old/D.cs': days('D'),
};

async function start(capabilities = ABLE, files: Record<string, string> = FILES): Promise<TestClient> {
	const client = await TestClient.start(files, {}, capabilities);
	clients.push(client);
	await client.open('app/A.cs');
	await client.complete();
	return client;
}

const ask = (client: TestClient, only?: string[], line = 3): Promise<CodeAction[]> =>
	client.connection.sendRequest('textDocument/codeAction', {
		textDocument: { uri: client.uri('app/A.cs') },
		range: { start: { line, character: 30 }, end: { line, character: 30 } },
		context: { diagnostics: [], ...(only && { only }) },
	});

/** The new texts of each file that an action edits, by its name. */
const edited = (client: TestClient, { edit }: CodeAction): Record<string, readonly string[]> =>
	Object.fromEntries(
		(edit?.documentChanges ?? [])
			.filter(each => TextDocumentEdit.is(each))
			.map(({ textDocument, edits }) => [
				textDocument.uri.slice(client.uri('').length + 1),
				edits.map(each => ('newText' in each ? each.newText : '')),
			]),
	);

test('on save, all of the file that repairs is fixed', async () => {
	const client = await start();
	for (const only of [['source.fixAll.aotLens'], ['source.fixAll'], ['source']]) {
		const [action, ...more] = await ask(client, only);
		assert.equal(action?.kind, 'source.fixAll.aotLens');
		assert.deepEqual(more, []);
		const made = await client.resolve(action);
		assert.deepEqual(edited(client, made), { 'app/A.cs': ['Enum.GetValues<DayOfWeek>()', 'Enum.GetValues<DateTimeKind>()'] });
		const [change] = (made.edit?.documentChanges ?? []) as TextDocumentEdit[];
		assert.equal(change?.textDocument.version, 1, 'the edits carry the version that they are made for');
	}
	assert.deepEqual(await ask(client, ['source.organizeImports']), []);
});

test('a rule is fixed in the file, in the project, and in all that opted in', async () => {
	const client = await start();
	const actions = (await ask(client)).filter(action => action.title.startsWith('Fix all'));
	assert.deepEqual(
		actions.map(action => action.title),
		['Fix all IL3050 in file', 'Fix all IL3050 in project', 'Fix all IL3050 in workspace'],
	);
	const made = await Promise.all(actions.map(action => client.resolve(action)));
	assert.deepEqual(
		made.map(each => Object.keys(edited(client, each)).sort()),
		[['app/A.cs'], ['app/A.cs', 'app/B.cs'], ['app/A.cs', 'app/B.cs', 'lib/C.cs']],
	);
	// What reaches beyond the file is looked at first, grouped by what it answers.
	const groups = made.map(each => Object.values(each.edit?.changeAnnotations ?? {}));
	assert.deepEqual(
		groups.map(([group]) => [group?.label.split(':')[0], group?.description, group?.needsConfirmation]),
		[
			['IL3050', '2 findings', false],
			['IL3050', '4 findings', true],
			['IL3050', '6 findings', true],
		],
	);
});

test('where only an annotation helps, nothing is offered for all', async () => {
	const client = await start();
	const actions = await ask(client, undefined, 5);
	assert.deepEqual(
		actions.filter(action => action.title.startsWith('Fix all')),
		[],
	);
});

test('what is typed counts, and what was fixed is not fixed again', async () => {
	const client = await start();
	const version = await client.retype('app/A.cs', days('A').replace('GetValues(typeof(DayOfWeek))', 'GetValues<DayOfWeek>()'));
	await client.answered('app/A.cs', version);
	const [action] = await ask(client, ['source.fixAll.aotLens']);
	assert.ok(action);
	const made = await client.resolve(action);
	assert.deepEqual(edited(client, made), { 'app/A.cs': ['Enum.GetValues<DateTimeKind>()'] });
});

test('a client that asks for no edits later is offered single fixes', async () => {
	const client = await start({});
	assert.deepEqual(
		(await ask(client)).map(action => action.title).filter(title => title.startsWith('Fix all')),
		[],
	);
	assert.deepEqual(await ask(client, ['source.fixAll']), []);
});

test('the two codes of a call are fixed by one action', async () => {
	const call =
		'using System.Text.Json;\npublic class A\n{\n    public string M(A a) => JsonSerializer.Serialize(a);\n    public string N(A a) => JsonSerializer.Serialize(a);\n}\n';
	const client = await start(ABLE, { 'app/P.csproj': OPTED_IN, 'app/A.cs': call });
	const [action, ...others] = (await ask(client)).filter(each => each.title.startsWith('Fix all'));
	assert.equal(action?.title, 'Fix all IL2026 and IL3050 in file');
	assert.deepEqual(others, []);
	const made = edited(client, await client.resolve(action));
	assert.deepEqual(made['app/A.cs'], [', AppJsonContext.Default.A', ', AppJsonContext.Default.A']);
});
