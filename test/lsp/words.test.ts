/** What problems and hovers say, over a real connection. */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { OPTED_IN } from '../support/core.ts';
import { TestClient } from '../support/lsp.ts';

const started: TestClient[] = [];
after(async () => {
	for (const client of started) await client.stop();
});
async function start(files: Record<string, string>, settings: Record<string, unknown> = {}): Promise<TestClient> {
	const client = await TestClient.start(files, settings);
	started.push(client);
	return client;
}

const ENUM = 'using System;\npublic class A\n{\n    public Array M() => Enum.GetValues(typeof(DayOfWeek));\n}\n';

test('a call with two codes is one problem, or two with the words of the SDK alone, as the settings say', async () => {
	const files = {
		'P.csproj': OPTED_IN,
		'A.cs': 'using System.Text.Json;\npublic class A\n{\n    public string M(A a) => JsonSerializer.Serialize(a);\n}\n',
	};
	const together = await start(files);
	const { counts } = await together.complete();
	assert.deepEqual(together.codes('A.cs'), ['4:29 IL2026, IL3050']);
	const message = String(together.diagnostics('A.cs')[0]?.message);
	assert.match(
		message,
		/^JsonSerializer\.Serialize needs code that trimming may remove, or that Native AOT can't make at run time\. Using member [^\n]*$/,
	);
	assert.deepEqual(message.match(/'Requires\w+'/g), ["'RequiresUnreferencedCodeAttribute'", "'RequiresDynamicCodeAttribute'"]);
	assert.equal(counts.warnings, 1);

	const apart = await start(files, { messages: 'sdk', combineCodes: false });
	const summary = await apart.complete();
	assert.deepEqual(apart.codes('A.cs'), ['4:29 IL2026', '4:29 IL3050']);
	assert.match(String(apart.diagnostics('A.cs')[0]?.message), /^Using member 'System\.Text\.Json\.JsonSerializer\.Serialize/);
	assert.equal(summary.counts.warnings, 2);

	const half = await start({ ...files, '.editorconfig': 'root = true\n[*.cs]\ndotnet_diagnostic.IL2026.severity = none\n' });
	await half.complete();
	assert.deepEqual(half.codes('A.cs'), ['4:29 IL3050']);
});

test('members that reflection reaches are told each for itself, and the call is what reflects', async () => {
	const source =
		'using System.Diagnostics.CodeAnalysis;\nclass Risky\n{\n    [RequiresUnreferencedCode("a")] public void A() { }\n    [RequiresUnreferencedCode("b")] public void B() { }\n    static object All() => typeof(Risky).GetMethods();\n}\n';
	const client = await start({ 'P.csproj': OPTED_IN, 'A.cs': source });
	await client.complete();
	assert.deepEqual(client.codes('A.cs'), ['6:28 IL2026', '6:28 IL2026']);
	for (const { message } of client.diagnostics('A.cs'))
		assert.match(
			String(message),
			/^Type\.GetMethods reaches a member by reflection that needs code which trimming may remove\. Using member 'Risky\.[AB]\(\)'/,
		);
});

test('a hover tells what breaks, why and what to do', async () => {
	const client = await start({ 'P.csproj': OPTED_IN, 'A.cs': ENUM });
	await client.complete();
	const hover = await client.hover('A.cs', 3, 30);
	const text = JSON.stringify(hover?.contents) as string;
	for (const part of ['What to do', '+ public Array M() => Enum.GetValues<DayOfWeek>();', 'docs/rules/IL3050.md'])
		assert.ok(text.includes(part), `${part} in ${text}`);
	assert.equal(await client.hover('A.cs', 0, 0), null);
});

test('severities by code and area and excluded files are as the settings say, in problems and counts', async () => {
	const files = { 'P.csproj': OPTED_IN, 'A.cs': ENUM, 'made/B.cs': ENUM.replace('class A', 'class B') };
	const client = await start(files, { severities: { AOT: 'error' }, exclude: ['made/**'] });
	const summary = await client.complete();
	assert.deepEqual(client.codes('made/B.cs'), []);
	assert.equal(client.diagnostics('A.cs')[0]?.severity, 1);
	assert.deepEqual(summary.counts, { errors: 1, warnings: 0, infos: 0 });
	assert.equal(summary.projects[0]?.places, 1);

	await client.connection.sendNotification('workspace/didChangeConfiguration', {
		settings: { aotLens: { severities: { AOT: 'error', IL3050: 'off' } } },
	});
	await client.until(() => client.codes('A.cs').length === 0 && client.summary?.counts.errors === 0, 'no problem');
});

test('codes are completed where people write them, and nowhere else', async () => {
	const source =
		'using System.Diagnostics.CodeAnalysis;\n#pragma warning disable IL2026, IL3\nclass A\n{\n    [UnconditionalSuppressMessage("Trimming", "IL2")]\n    string M() => "IL2";\n}\n';
	const client = await start({
		'P.csproj': OPTED_IN.replace('</PropertyGroup>', '<NoWarn>$(NoWarn);IL</NoWarn></PropertyGroup>'),
		'.editorconfig': 'root = true\n[*.cs]\ndotnet_diagnostic.\n',
		'A.cs': source,
	});
	await client.complete();
	const complete = async (file: string, before: string): Promise<readonly string[]> => {
		await client.open(file);
		const lines = client.read(file).split('\n');
		const line = lines.findIndex(each => each.includes(before));
		const character = (lines[line]?.indexOf(before) ?? 0) + before.length;
		const items = await client.connection.sendRequest<
			{ label: string; textEdit: { newText: string; range: { start: { character: number } } } }[]
		>('textDocument/completion', { textDocument: { uri: client.uri(file) }, position: { line, character } });
		const [first] = items.filter(item => item.label === 'IL3050');
		return first ? [first.textEdit.newText, lines[line]?.slice(first.textEdit.range.start.character, character) ?? ''] : [];
	};
	assert.deepEqual(await complete('A.cs', 'IL2026, IL3'), ['IL3050', 'IL3']);
	assert.deepEqual(await complete('A.cs', '"Trimming", "IL2'), ['IL3050', 'IL2']);
	assert.deepEqual(await complete('A.cs', '=> "IL2'), []);
	assert.deepEqual(await complete('P.csproj', ';IL'), ['IL3050', 'IL']);
	assert.deepEqual(await complete('P.csproj', '<Target'), []);
	assert.deepEqual(await complete('.editorconfig', 'dotnet_diagnostic.'), ['IL3050.severity = ', '']);
});

test("the server says in the language of the client what is not the SDK's", async () => {
	const plain = '<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup></Project>';
	const german = await TestClient.start({ 'P.csproj': plain, 'A.cs': ENUM }, {}, {}, { locale: 'de' });
	started.push(german);
	await german.complete();
	assert.match(String(german.diagnostics('P.csproj')[0]?.message), /^1 Stelle würde unter Native AOT brechen\./);
	const english = await start({ 'P.csproj': plain, 'A.cs': ENUM });
	await english.complete();
	assert.match(String(english.diagnostics('P.csproj')[0]?.message), /^1 place would break/);
});

test('a hover shows only the lines that a fix changes', async () => {
	const source =
		'using System.Diagnostics.CodeAnalysis;\npublic class A\n{\n    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "Was needed.")]\n    public int M() => 1;\n}\n';
	const client = await start({ 'P.csproj': OPTED_IN, 'A.cs': source });
	await client.complete();
	assert.deepEqual(client.codes('A.cs'), ['4:6 AOTL1007']);
	const text = JSON.stringify((await client.hover('A.cs', 3, 10))?.contents) as string;
	assert.match(text, /```diff\\n- \[UnconditionalSuppressMessage\([^`]*\)\]\\n```/);
	assert.doesNotMatch(text, /int M\(\)/);
});

test('a hover of an API that has no place in a native binary leads to what people do instead', async () => {
	const source = 'using System.Xml.Serialization;\nclass A\n{\n    object M() => new XmlSerializer(typeof(A));\n}\n';
	const client = await start({ 'P.csproj': OPTED_IN, 'A.cs': source });
	await client.complete();
	const text = JSON.stringify((await client.hover('A.cs', 3, 22))?.contents);
	assert.match(text, /More: \[What people do instead\]\([^)]*docs\/apis\/xml-serializer\.md\), \[IL2026\]/);
});
