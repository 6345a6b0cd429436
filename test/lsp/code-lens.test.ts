/** Lines above project files and JSON contexts, and where hovers lead. */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { CodeAction, CodeLens, TextDocumentEdit, TextEdit } from 'vscode-languageserver';
import { TestClient } from '../support/lsp.ts';

const started: TestClient[] = [];
after(async () => {
	for (const client of started) await client.stop();
});
async function start(files: Record<string, string>): Promise<TestClient> {
	const client = await TestClient.start(
		files,
		{},
		{ workspace: { applyEdit: true, workspaceEdit: { documentChanges: true } } },
		{ canAssess: true },
	);
	started.push(client);
	await client.complete();
	return client;
}
const lenses = async (client: TestClient, file: string): Promise<string[]> =>
	(await asked(client, file)).map(({ range, command }) => `${range.start.line + 1} ${command?.title}`);
const asked = (client: TestClient, file: string): Promise<CodeLens[]> =>
	client.connection.sendRequest('textDocument/codeLens', { textDocument: { uri: client.uri(file) } });

const project = (more: string): string =>
	`<Project Sdk="Microsoft.NET.Sdk.Web"><PropertyGroup><TargetFramework>net10.0</TargetFramework><ImplicitUsings>enable</ImplicitUsings>${more}</PropertyGroup></Project>\n`;
const APP = `using System.Text.Json.Serialization;
var builder = WebApplication.CreateSlimBuilder(args);
builder.Services.ConfigureHttpJsonOptions(o => o.SerializerOptions.TypeInfoResolverChain.Insert(0, AppJson.Default));
var app = builder.Build();
app.MapGet("/a", () => new A(1));
app.MapGet("/b", () => new B(1));
app.MapGet("/c", () => new B[] { new(2) });
app.Run();
record A(int Id);
record B(int Id);
[JsonSerializable(typeof(A))]
partial class AppJson : JsonSerializerContext;
`;

test('a context says which types it lists, how many more are needed, and adds them', async () => {
	const client = await start({ 'P.csproj': project('<PublishAot>true</PublishAot>'), 'Program.cs': APP });
	await client.open('Program.cs');
	assert.deepEqual(await lenses(client, 'Program.cs'), ['12 lists 1 type, 2 more are needed: add']);
	const [lens] = await asked(client, 'Program.cs');
	let applied = '';
	client.connection.onRequest('workspace/applyEdit', (params: unknown) => {
		applied = JSON.stringify(params);
		return { applied: true };
	});
	await client.connection.sendRequest('workspace/executeCommand', { command: lens?.command?.command, arguments: lens?.command?.arguments });
	assert.match(applied, /JsonSerializable\(typeof\(B\)\)/);
	assert.match(applied, /JsonSerializable\(typeof\(B\[\]\)\)/);
	await client.retype('Program.cs', APP.replace('[JsonSer', '[JsonSerializable(typeof(B))]\n[JsonSerializable(typeof(B[]))]\n[JsonSer'));
	assert.deepEqual(await lenses(client, 'Program.cs'), ['14 lists 3 types']);
	await client.connection.sendNotification('workspace/didChangeConfiguration', { settings: { aotLens: { codeLens: false } } });
	assert.deepEqual(await lenses(client, 'Program.cs'), []);
});

test('a project file says what would break and offers to assess, then the way back', async () => {
	const client = await start({
		'P.csproj': project(''),
		'A.cs': 'class A { object? M(System.Type t) => System.Activator.CreateInstance(t); }\n',
	});
	await client.open('P.csproj');
	assert.deepEqual(await lenses(client, 'P.csproj'), ['1 Assess for Native AOT (1 place would break)']);
	await client.connection.sendNotification('aotLens/assess', { projects: [client.uri('P.csproj')] });
	assert.deepEqual(await lenses(client, 'P.csproj'), ['1 Native AOT: 1 warning', '1 Stop Assessing', '1 Opt in: set PublishAot']);
});

test('a project opts in from its first line, where its targets have the analysis', async () => {
	const multi = project('')
		.replace('Sdk.Web', 'Sdk')
		.replace(/<TargetFramework>.*<\/TargetFramework>/, '\n  <TargetFrameworks>netstandard2.0;net10.0</TargetFrameworks>\n  ');
	const client = await start({ 'App/App.csproj': project(''), 'Lib/Lib.csproj': multi });
	await client.open('App/App.csproj');
	await client.open('Lib/Lib.csproj');
	const offered = async (file: string): Promise<readonly CodeAction[]> => {
		const at = { line: 0, character: 2 };
		return client.connection.sendRequest('textDocument/codeAction', {
			textDocument: { uri: client.uri(file) },
			range: { start: at, end: at },
			context: { diagnostics: [] },
		});
	};
	const [app] = await offered('App/App.csproj');
	assert.equal(app?.title, 'Opt in: set PublishAot');
	assert.match(JSON.stringify(app?.edit), /<PublishAot>true<\/PublishAot>/);
	const [lib] = await offered('Lib/Lib.csproj');
	assert.equal(lib?.title, 'Opt in: set IsAotCompatible');
	const [change] = (lib?.edit?.documentChanges ?? []) as TextDocumentEdit[];
	const written = (change?.edits[0] as TextEdit | undefined)?.newText ?? '';
	assert.match(
		written,
		/<IsAotCompatible Condition="\$\(\[MSBuild\]::IsTargetFrameworkCompatible\('\$\(TargetFramework\)', 'net8\.0'\)\)">true</,
	);
	let applied = '';
	client.connection.onRequest('workspace/applyEdit', (params: unknown) => {
		applied = JSON.stringify(params);
		return { applied: true };
	});
	const asksFor = (file: string): Promise<unknown> =>
		client.connection.sendRequest('workspace/executeCommand', { command: 'aotLens.optIn', arguments: [client.uri(file)] });
	await asksFor('App/App.csproj');
	assert.match(applied, /<PublishAot>true/);
	await client.retype('Lib/Lib.csproj', multi.replace('</PropertyGroup>', `${written.trim()}</PropertyGroup>`));
	assert.deepEqual(await offered('Lib/Lib.csproj'), [], 'it has opted in');
});

test('a hover leads to the declaration that a problem is about, where it stands now', async () => {
	const client = await start({
		'P.csproj': project('<IsAotCompatible>true</IsAotCompatible><OutputType>Library</OutputType>'),
		'A.cs': 'class A\n{\n    void M() => B.N();\n}\n',
		'B.cs':
			'using System.Diagnostics.CodeAnalysis;\nclass B\n{\n    [RequiresUnreferencedCode("Names.")]\n    public static void N() { }\n}\n',
	});
	const text = async (): Promise<string> => JSON.stringify((await client.hover('A.cs', 2, 18))?.contents);
	assert.match(await text(), /Declared: \[B\.N\]\([^)]*B\.cs#L4\)/);
	await client.open('B.cs');
	const top = { line: 0, character: 0 };
	await client.change('B.cs', { start: top, end: top }, '// one more line\n');
	await client.connection.sendRequest('textDocument/hover', { textDocument: { uri: client.uri('B.cs') }, position: top });
	await client.until(() => client.published('B.cs').size > 0, 'what is typed');
	assert.match(await text(), /B\.cs#L5\)/);
});
