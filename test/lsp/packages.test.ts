/** What an editor shows of packages: on the call, on the reference, found beside the session. The package is compiled (`test/whole-program`). */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import type { Diagnostic, InlayHint } from 'vscode-languageserver';
import { movedBy } from '../../server/src/core/text/moved.ts';
import { root } from '../support/core.ts';
import { TestClient } from '../support/lsp.ts';

const clients: TestClient[] = [];
// Nothing of what tests predict is kept.
process.env['AOT_LENS_CACHE'] ??= '';
const home = fs.mkdtempSync(path.join(os.tmpdir(), 'aot-lens-editor-'));
after(async () => {
	for (const client of clients) await client.stop();
	fs.rmSync(home, { recursive: true, force: true });
});

const PACKAGE = new Uint8Array(fs.readFileSync(path.join(root, 'test', 'whole-program', 'package', 'Sample.Package.dll')));
const DLL = 'lib/netstandard2.0/Sample.Package.dll';
const PROJECT = `<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <TargetFramework>net9.0</TargetFramework><OutputType>Exe</OutputType>
    <ImplicitUsings>enable</ImplicitUsings><PublishAot>true</PublishAot>
  </PropertyGroup>
  <ItemGroup>
    <PackageReference Include="Sample.Package" Version="1.0.0" />
  </ItemGroup>
</Project>
`;
const assets = (folder: string): string =>
	JSON.stringify({
		version: 3,
		packageFolders: { [path.join(folder, 'packages')]: {} },
		targets: { 'net9.0': { 'Sample.Package/1.0.0': { type: 'package', compile: { [DLL]: {} }, runtime: { [DLL]: {} } } } },
		libraries: { 'Sample.Package/1.0.0': { type: 'package', path: 'sample.package/1.0.0' } },
		project: { frameworks: { 'net9.0': { dependencies: { 'Sample.Package': { target: 'Package', version: '[1.0.0, )' } } } } },
	});
const PROGRAM = 'using Sample;\n\nApi.Visit(new Used());\nConsole.WriteLine("done");\n';

async function start(files: Readonly<Record<string, string>> = {}, settings: Record<string, unknown> = {}): Promise<TestClient> {
	const folder = fs.mkdtempSync(path.join(home, 'app-'));
	const all = {
		'App.csproj': PROJECT,
		'Program.cs': PROGRAM,
		'obj/project.assets.json': assets(folder),
		[`packages/sample.package/1.0.0/${DLL}`]: PACKAGE,
		...files,
	};
	for (const [name, content] of Object.entries(all)) {
		fs.mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
		fs.writeFileSync(path.join(folder, name), content);
	}
	const capabilities = { textDocument: { publishDiagnostics: { relatedInformation: true } } };
	const client = await TestClient.startIn(folder, settings, capabilities);
	clients.push(client);
	return client;
}

const call = (client: TestClient): Diagnostic | undefined => client.diagnostics('Program.cs').find(each => each.code === 'AOTL1006');
const hints = async (client: TestClient, file: string): Promise<readonly string[]> => {
	const range = { start: { line: 0, character: 0 }, end: { line: 99, character: 0 } };
	const textDocument = { uri: client.uri(file) };
	const found: InlayHint[] = await client.connection.sendRequest('textDocument/inlayHint', { textDocument, range });
	return found.map(each => `${each.position.line + 1} ${String(each.label)}`);
};

/** What the first test has seen, the next goes on with: following an app takes seconds. */
let shown: TestClient | undefined;

test('the call tells where it leads, the reference what publishing will say', async () => {
	const client = await start();
	shown = client;
	const told = await client.until(() => call(client), 'the call');
	assert.equal(told.severity, 3);
	assert.equal(told.range.start.line, 2);
	assert.match(
		String(told.message),
		/^Reaches code in Sample\.Package 1\.0\.0 that may break under Native AOT: Api\.Visit > Used\.Visit \(IL2026\)/,
	);
	assert.deepEqual(
		told.relatedInformation?.map(({ message, location }) => `${message.slice(0, 30)} ${location.range.start.line + 1}`),
		['Sample.Api.Visit(Base) [Sample 7', 'Sample.Used.Visit() [Sample.Pa 7', "IL2026: Using member 'Sample.R 7"],
	);
	const reference = client.diagnostics('App.csproj').find(each => each.code === 'IL2104');
	assert.equal(reference?.range.start.line, 6);
	assert.deepEqual(
		reference?.relatedInformation?.map(({ message, location }) => [message, location.uri, location.range.start.line]),
		[['leads to 1 of them', client.uri('Program.cs'), 2]],
	);
	assert.deepEqual(await hints(client, 'App.csproj'), ['7 publish: IL2104 (1)']);
	const hover = await client.hover('App.csproj', 6, 10);
	const text = JSON.stringify(hover?.contents);
	assert.match(text, /\*\*Sample\.Package 1\.0\.0\*\*.*Publishing with Native AOT says: IL2104 \(1 warning\)\..*\[Program\.cs:3\]/);
	assert.equal(
		client.summary?.projects[0]?.rules.some(rule => rule.code === 'IL2104'),
		true,
	);
});

test('what is told moves with what is typed, goes with the call, and comes back with it', async () => {
	const client = shown ?? (await start());
	await client.until(() => call(client), 'the call');
	await client.open('Program.cs');
	const version = await client.change('Program.cs', { start: { line: 1, character: 0 }, end: { line: 1, character: 0 } }, '// above\n\n');
	await client.answered('Program.cs', version);
	assert.equal(call(client)?.range.start.line, 4);
	await client.retype('Program.cs', PROGRAM.replace('Api.Visit(new Used());', 'Api.Quiet();'));
	await client.until(() => !call(client) && !client.codes('App.csproj').some(each => each.endsWith('IL2104')), 'nothing');
	await client.open('App.csproj');
	assert.deepEqual(await hints(client, 'App.csproj'), ['7 publish: quiet']);
	await client.retype('Program.cs', PROGRAM);
	await client.until(() => call(client), 'the call again');
});

test('nothing is followed where it is not wanted, not restored, or not opted in', async () => {
	const isQuiet = async (client: TestClient): Promise<void> => {
		await client.complete();
		await new Promise(resolve => setTimeout(resolve, 1500));
		assert.equal(call(client), undefined);
	};
	await Promise.all([
		start({}, { packages: false }).then(isQuiet),
		start({ 'App.csproj': PROJECT.replace('<PublishAot>true</PublishAot>', '') }).then(isQuiet),
	]);
});

test('versions that are managed in one place are told for all apps', async () => {
	const project = PROJECT.replace(' Version="1.0.0"', '');
	const version = '<PackageVersion Include="Sample.Package" Version="1.0.0" />';
	const client = await start({
		'App.csproj': project,
		'Directory.Packages.props': `<Project>\n<ItemGroup>\n${version}\n</ItemGroup>\n</Project>\n`,
	});
	await client.until(() => call(client), 'the call');
	await client.open('Directory.Packages.props');
	assert.deepEqual(await hints(client, 'Directory.Packages.props'), ['3 publish: IL2104 (1)']);
	assert.match(JSON.stringify((await client.hover('Directory.Packages.props', 2, 5))?.contents), /Publishing with Native AOT says: IL2104/);
});

test('ranges before and behind an edit move, those in it are gone', () => {
	const before = 'one two three';
	const at = (word: string): { start: number; end: number } => ({ start: before.indexOf(word), end: before.indexOf(word) + word.length });
	const moved = movedBy(before, 'one four, five three');
	assert.deepEqual(moved(at('one')), at('one'));
	assert.equal(moved(at('two')), undefined);
	assert.deepEqual(moved(at('three')), { start: 15, end: 20 });
	assert.deepEqual(movedBy(before, before)(at('two')), at('two'));
});
