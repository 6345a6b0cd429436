/** Documents as editors really have them: typed and not saved, created and deleted while open, spelled in many ways. */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { after, test } from 'node:test';
import { CancellationTokenSource, type CodeAction, type Diagnostic, LSPErrorCodes, type TextDocumentEdit } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { encode, pathOf, uriOf } from '../../server/src/lsp/uris.ts';
import { OPTED_IN } from '../support/core.ts';
import { type ClientOptions, TestClient } from '../support/lsp.ts';

const started: TestClient[] = [];
after(async () => {
	for (const client of started) await client.stop();
});
async function start(
	files: Record<string, string>,
	options: ClientOptions = {},
	settings: Record<string, unknown> = {},
): Promise<TestClient> {
	const client = await TestClient.start(files, settings, { workspace: { workspaceFolders: true } }, options);
	started.push(client);
	return client;
}

const source = (name: string): string =>
	`using System;\npublic class ${name}\n{\n    public Array M() => Enum.GetValues(typeof(DayOfWeek));\n}\n`;
const first = (client: TestClient, file: string, code: string): Diagnostic => {
	const found = client.diagnostics(file).find(each => each.code === code);
	assert.ok(found, `${code} among ${client.codes(file).join()}`);
	return found;
};
/** A text after the edits of an action that concern it, and the version that they ask for. */
function applied(action: CodeAction, uri: string, text: string): { readonly text: string; readonly version: number | null } {
	const change = action.edit?.documentChanges?.find((each): each is TextDocumentEdit => 'edits' in each && each.textDocument.uri === uri);
	assert.ok(change, `an edit of ${uri}`);
	const document = TextDocument.create(uri, '', 0, text);
	return {
		text: TextDocument.applyEdits(
			document,
			change.edits.flatMap(edit =>
				'newText' in edit && typeof edit.newText === 'string' ? [{ range: edit.range, newText: edit.newText }] : [],
			),
		),
		version: change.textDocument.version,
	};
}

test('a path has one spelling, whatever that of its URI', () => {
	assert.equal(pathOf('file:///tmp/a%2Bb/%28c%29.cs'), '/tmp/a+b/(c).cs');
	assert.equal(pathOf('file:///tmp/a+b/(c).cs'), '/tmp/a+b/(c).cs');
	assert.equal(pathOf('file:///c%3A/App/A.cs'), 'C:/App/A.cs');
	assert.equal(pathOf('file:///C:/App/A.cs'), 'C:/App/A.cs');
	assert.equal(pathOf('file://server/share/A.cs'), '//server/share/A.cs');
	assert.equal(pathOf('untitled:Untitled-1'), undefined);
	for (const each of ['/tmp/a+b (c)/ü#?.cs', 'C:/App/A.cs', '//server/share/A.cs']) assert.equal(pathOf(uriOf(each)), each);
});

/** As editors percent-encode the characters that a path may hold. */
const SPELLINGS: Readonly<Record<string, (path: string) => string>> = {
	'VS Code': path => `file://${encode(path).replace(/[!'()*]/g, each => `%${each.charCodeAt(0).toString(16).toUpperCase()}`)}`,
	Node: path => `file://${encodeURI(path).replaceAll('#', '%23').replaceAll('?', '%3F')}`,
	Neovim: path => `file://${path.replace(/[^\w\-.~/!$&'()*+,;=:@]/g, each => encodeURIComponent(each))}`,
};
for (const [editor, spell] of Object.entries(SPELLINGS)) {
	test(`${editor}'s own URIs come back with the version that was typed`, async () => {
		const name = "a+b @&,;=$~ (c)'!*/A.cs";
		const client = await start({ 'P.csproj': OPTED_IN, [name]: source('A') }, { spell });
		await client.complete();
		await client.open(name);
		const at = { line: 1, character: 0 };
		const version = await client.change(name, { start: at, end: at }, '// One line more.\n');
		assert.equal((await client.answered(name, version)).version, version);
		assert.deepEqual(client.codes(name), ['5:25 IL3050']);
		const shown = [...client.published('/A.cs').values()].filter(each => each.diagnostics.length > 0);
		assert.deepEqual(
			shown.map(each => each.uri),
			[client.uri(name)],
			'shown under one URI',
		);
	});
}

test('project and props files are judged as they are typed, at their last readable state', async () => {
	const client = await start({
		'Directory.Build.props': '<Project><PropertyGroup></PropertyGroup></Project>',
		'P.csproj': '<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup></Project>',
		'A.cs': source('A'),
	});
	const plain = await client.complete();
	assert.equal(plain.projects[0]?.kind, 'not-opted-in');
	await client.open('Directory.Build.props');
	await client.retype('Directory.Build.props', '<Project><PropertyGroup><PublishAot>true</PublishAot></PropertyGroup></Project>');
	await client.until(() => client.summary?.isComplete && client.summary.projects[0]?.kind === 'opted-in', 'an opted-in project');
	await client.retype('Directory.Build.props', '<Project><PropertyGroup><PublishAot>true</Publish');
	await new Promise(resolve => setTimeout(resolve, 800));
	assert.equal(client.summary?.projects[0]?.kind, 'opted-in', 'half a file takes nothing away');
	await client.close('Directory.Build.props');
	await client.until(
		() => client.summary?.isComplete && client.summary.projects[0]?.kind === 'not-opted-in',
		'what is on disk counts again',
	);
});

test('fixes of project files fit what is typed, with its version', async () => {
	const project =
		'<Project Sdk="Microsoft.NET.Sdk">\n  <PropertyGroup>\n    <TargetFramework>net10.0</TargetFramework>\n    <PublishAot>true</PublishAot>\n    <SelfContained>false</SelfContained>\n  </PropertyGroup>\n</Project>\n';
	const docker = 'FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build\nFROM mcr.microsoft.com/dotnet/aspnet:10.0\nCOPY . .\n';
	const iis = '<configuration>\n  <aspNetCore processPath=".\\P.exe" hostingModel="inprocess" />\n</configuration>\n';
	const client = await start({
		'P.csproj': project,
		Dockerfile: docker,
		'Dockerfile.prod': docker,
		'web.config': iis,
		'A.cs': source('A'),
	});
	await client.complete();
	const typed: readonly (readonly [file: string, text: string, code: string, expected: RegExp])[] = [
		['P.csproj', `<!-- typed, not saved -->\n<!-- and more -->\n${project}`, 'AOTL5002', /^<!-- typed(?!.*SelfContained)/s],
		['web.config', `<!-- typed, not saved -->\n${iis}`, 'AOTL5003', /^<!-- typed.*hostingModel="outofprocess" \/>\n<\/configuration>\n$/s],
		...['Dockerfile', 'Dockerfile.prod'].map(
			name =>
				[
					name,
					`# A comment of some length, typed and not saved.\n${docker}`,
					'AOTL5004',
					/dotnet\/runtime-deps:10\.0\nCOPY \. \.\n$/,
				] as const,
		),
	];
	for (const [file, text, code, expected] of typed) {
		await client.open(file);
		const version = await client.retype(file, text);
		await client.answered(file, version);
		const [action] = await client.fixes(file, first(client, file, code));
		assert.ok(action, `a fix for ${code}`);
		const result = applied(action, client.uri(file), text);
		assert.equal(result.version, version);
		assert.match(result.text, expected);
	}
	await client.retype('P.csproj', project.replace('</PropertyGroup>', '</Proper'));
	assert.deepEqual(await client.fixes('P.csproj', first(client, 'P.csproj', 'AOTL5002')), [], 'nothing for half a file');
});

test('a fix that does not fit any more is refused', async () => {
	const client = await start({ 'P.csproj': OPTED_IN.replace('</Project>', '<!-- -->\n</Project>'), 'A.cs': source('A') });
	await client.complete();
	await client.open('A.cs');
	const problem = first(client, 'A.cs', 'IL3050');
	// Asked for, and edited before the answer can have come: it was refused, or names the version that it was made for.
	const asked = client.fixes('A.cs', problem).catch(() => []);
	const version = await client.change('A.cs', { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } }, '// One line more.\n');
	for (const action of await asked)
		for (const change of action.edit?.documentChanges ?? [])
			if ('edits' in change && change.textDocument.uri === client.uri('A.cs')) assert.notEqual(change.textDocument.version, version);
	await client.answered('A.cs', version);
	const [action] = await client.fixes('A.cs', first(client, 'A.cs', 'IL3050'));
	assert.equal(action && applied(action, client.uri('A.cs'), client.read('A.cs')).version, version);
	// Changed on disk by something else, and no event came yet.
	await client.close('A.cs');
	await client.until(() => client.codes('A.cs').join() === '4:25 IL3050', 'what is on disk');
	client.write('A.cs', `// Pulled from elsewhere.\n${source('A')}`);
	assert.deepEqual(await client.fixes('A.cs', first(client, 'A.cs', 'IL3050')), []);
});

test('what is cancelled ends, and costs nothing else', async () => {
	const many = Array.from(
		{ length: 100 },
		(_, at) => `class C${at} : Maker { public override object? Make(Type type) => type.GetMethods().Length + ${at}; }\n`,
	);
	const client = await TestClient.start(
		{
			'P.csproj': OPTED_IN,
			'A.cs': `using System;\nabstract class Maker { public abstract object? Make(Type type); }\n${many.join('')}`,
		},
		{},
		{ textDocument: { codeAction: { dataSupport: true, resolveSupport: { properties: ['edit'] } } } },
	);
	started.push(client);
	await client.complete();
	const problem = first(client, 'A.cs', 'IL2070');
	const [chain] = await client.fixes('A.cs', problem);
	assert.match(chain?.title ?? '', /and the whole chain$/);
	const source = new CancellationTokenSource();
	const asked = client.connection.sendRequest('codeAction/resolve', chain, source.token);
	source.cancel();
	await assert.rejects(asked, (error: { code?: number }) => error.code === LSPErrorCodes.RequestCancelled);
	const made = await client.resolve(chain as CodeAction);
	assert.ok(made.edit, 'asked for again, it is made');
});

test('.editorconfig counts as it is typed', async () => {
	const client = await start({ 'P.csproj': OPTED_IN, 'A.cs': source('A'), '.editorconfig': 'root = true\n' });
	await client.complete();
	assert.equal(client.diagnostics('A.cs')[0]?.severity, 2);
	await client.open('.editorconfig');
	await client.retype('.editorconfig', 'root = true\n[*.cs]\ndotnet_diagnostic.IL3050.severity = error\n');
	await client.until(() => client.diagnostics('A.cs')[0]?.severity === 1, 'an error');
	await client.close('.editorconfig');
	await client.until(() => client.diagnostics('A.cs')[0]?.severity === 2, 'a warning again');
});

test('files that are created, renamed and deleted while they are open are followed', async () => {
	const client = await start({ 'P.csproj': OPTED_IN, 'A.cs': source('A') });
	await client.complete();
	// As an editor applies an edit that creates a file: it is open before the disk's event comes.
	client.write('New.cs', '');
	await client.open('New.cs', source('New'));
	await client.changed('New.cs');
	await client.until(() => client.codes('New.cs').length === 1, 'the problem of the new file');
	fs.renameSync(path.join(client.folder, 'New.cs'), path.join(client.folder, 'Other.cs'));
	await client.close('New.cs');
	await client.open('Other.cs', source('New'));
	await client.changed('New.cs', 'Other.cs');
	await client.until(() => client.codes('Other.cs').length === 1 && client.codes('New.cs').length === 0, 'problems under the new name');
	fs.rmSync(path.join(client.folder, 'Other.cs'));
	await client.changed('Other.cs');
	await client.until(() => client.codes('Other.cs').length === 0, 'no problem of the deleted file');
});

test('a folder that appears or goes away is followed, also where only its own event comes', async () => {
	const client = await start({ 'P.csproj': OPTED_IN, 'A.cs': source('A') });
	await client.complete();
	client.write('more/B.cs', source('B'));
	const event = (type: number): Promise<void> =>
		client.connection.sendNotification('workspace/didChangeWatchedFiles', { changes: [{ uri: client.uri('more'), type }] });
	await event(1);
	await client.until(() => client.codes('more/B.cs').length === 1, 'the problem of the new file');
	fs.rmSync(path.join(client.folder, 'more'), { recursive: true });
	await event(3);
	await client.until(() => client.codes('more/B.cs').length === 0, 'no problem of what is gone');
});

test('with folders in folders, what is typed counts and a problem is shown and counted once', async () => {
	const client = await start({ 'sub/P.csproj': OPTED_IN, 'sub/A.cs': source('A') }, { folders: ['', 'sub'] });
	const summary = await client.complete();
	assert.deepEqual(client.codes('sub/A.cs'), ['4:25 IL3050']);
	assert.equal(summary.projects.length, 1);
	await client.open('sub/A.cs');
	const version = await client.retype('sub/A.cs', 'public class A { }\n');
	assert.deepEqual((await client.answered('sub/A.cs', version)).diagnostics, []);
	// A change elsewhere has everything judged anew.
	client.write('sub/B.cs', source('B'));
	await client.changed('sub/B.cs');
	await client.until(() => client.codes('sub/B.cs').length === 1 && client.summary?.isComplete, 'the problem of B.cs');
	assert.deepEqual(client.codes('sub/A.cs'), []);
});

test('problems go with the setting and with the folder that they came from', async () => {
	const tests = OPTED_IN.replace('<PublishAot>true</PublishAot>', '').replace(
		'</Project>',
		'<ItemGroup><PackageReference Include="xunit" Version="2.9.0" /></ItemGroup></Project>',
	);
	const client = await start(
		{ 'one/T.csproj': tests, 'one/A.cs': source('A'), 'two/P.csproj': OPTED_IN, 'two/A.cs': source('A') },
		{ folders: ['one', 'two'] },
		{ includeTests: true },
	);
	await client.complete();
	assert.deepEqual([client.codes('one/A.cs').length, client.codes('two/A.cs').length], [1, 1]);
	await client.connection.sendNotification('workspace/didChangeConfiguration', { settings: { aotLens: { includeTests: false } } });
	await client.until(() => client.codes('one/A.cs').length === 0, 'no problem of the test project');
	await client.connection.sendNotification('workspace/didChangeWorkspaceFolders', {
		event: { added: [], removed: [{ uri: client.uri('two'), name: 'two' }] },
	});
	await client.until(() => client.codes('two/A.cs').length === 0, 'no problem of the removed folder');
	await client.until(() => client.summary?.isComplete && client.summary.projects.length === 1, 'a summary without it');
});

test('a client that never answers gets results all the same', async () => {
	const client = await TestClient.start(
		{ 'P.csproj': OPTED_IN, 'A.cs': source('A') },
		{},
		{ window: { workDoneProgress: true }, workspace: { didChangeWatchedFiles: { dynamicRegistration: true }, workspaceFolders: true } },
		{ isSilent: true, startsBundle: true },
	);
	started.push(client);
	await client.complete();
	assert.deepEqual(client.codes('A.cs'), ['4:25 IL3050']);
});

test('a file that is opened without a folder is judged, with the project around it or alone', async () => {
	const client = await start(
		{ 'app/P.csproj': OPTED_IN, 'app/src/A.cs': source('A'), 'lone/B.cs': source('B'), 'lone/C.cs': source('C') },
		{ folders: [] },
	);
	await client.open('app/src/A.cs');
	await client.until(() => client.codes('app/src/A.cs').length === 1, 'the problem of a file of a project');
	assert.equal(client.diagnostics('app/src/A.cs')[0]?.severity, 2);
	await client.open('lone/B.cs');
	await client.until(() => client.codes('lone/B.cs').length === 1, 'the problem of a file alone');
	assert.deepEqual(client.codes('lone/C.cs'), [], 'its neighbours were not asked for');
	await client.close('lone/B.cs');
	await client.until(() => client.codes('lone/B.cs').length === 0, 'nothing of what is closed');
});

test('folders whose names look like patterns are folders', async () => {
	const client = await start({ 'a*b [c]/P.csproj': OPTED_IN, 'a*b [c]/A.cs': source('A'), 'aXb c/A.cs': source('A') });
	await client.complete();
	assert.deepEqual(client.codes('a*b [c]/A.cs'), ['4:25 IL3050']);
	assert.deepEqual(client.codes('aXb c/A.cs'), []);
});
