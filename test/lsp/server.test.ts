/** The language server over a real connection, as an editor uses it; where a process matters, the bundle. */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { after, test } from 'node:test';
import type { ClientCapabilities } from 'vscode-languageserver';
import { OPTED_IN, WEB_OPTED_IN } from '../support/core.ts';
import { gaps, headline, projectState, type Summary } from '../../server/src/protocol/report.ts';
import { applyToDisk, type ClientOptions, TestClient } from '../support/lsp.ts';

const started: TestClient[] = [];
after(async () => {
	for (const client of started) await client.stop();
});
async function start(
	files: Record<string, string | Uint8Array>,
	settings: Record<string, unknown> = {},
	capabilities: ClientCapabilities = {},
	options: ClientOptions = {},
): Promise<TestClient> {
	const client = await TestClient.start(files, settings, capabilities, options);
	started.push(client);
	return client;
}

const ENUM = 'using System;\npublic class A\n{\n    public Array M() => Enum.GetValues(typeof(DayOfWeek));\n}\n';

test('problems of closed files are published, with the code, the words and a page', async () => {
	const files = { 'P.csproj': OPTED_IN, 'A.cs': ENUM, 'sub/B.cs': ENUM.replace('class A', 'class B') };
	const client = await start(files, {}, {}, { startsBundle: true });
	const summary = await client.complete();
	assert.deepEqual(client.codes('A.cs'), ['4:25 IL3050']);
	assert.deepEqual(client.codes('sub/B.cs'), ['4:25 IL3050']);
	const [diagnostic] = client.diagnostics('A.cs');
	assert.match(
		String(diagnostic?.message),
		/^Enum\.GetValues makes code at run time, which Native AOT can't do\. Using member 'System\.Enum\.GetValues\(Type\)' which has 'RequiresDynamicCodeAttribute'/,
	);
	assert.equal(diagnostic?.severity, 2);
	assert.match(diagnostic?.codeDescription?.href ?? '', /docs\/rules\/IL3050\.md$/);
	assert.equal(summary.projects[0]?.warnings, 2);
});

test('typing removes and brings back a problem, and the summary follows', async () => {
	const client = await start({ 'P.csproj': OPTED_IN, 'A.cs': ENUM });
	await client.complete();
	await client.open('A.cs');
	const at = { line: 3, character: 29 };
	let version = await client.change('A.cs', { start: at, end: { line: 3, character: 57 } }, 'GetValues<DayOfWeek>()');
	assert.deepEqual((await client.answered('A.cs', version)).diagnostics, []);
	await client.until(() => client.summary?.projects[0]?.warnings === 0, 'no warnings in the summary');
	version = await client.change('A.cs', { start: at, end: { line: 3, character: 51 } }, 'GetValues(typeof(DayOfWeek))');
	assert.equal((await client.answered('A.cs', version)).diagnostics.length, 1);
	await client.until(() => client.summary?.projects[0]?.warnings === 1, 'one warning in the summary');
});

test('what is counted in the whole workspace waits for a pause', async () => {
	const client = await start({ 'P.csproj': OPTED_IN, 'A.cs': ENUM });
	await client.complete();
	await client.open('A.cs');
	const before = client.summaries;
	const end = { line: 0, character: 0 };
	for (let key = 0; key < 12; key++) await client.answered('A.cs', await client.change('A.cs', { start: end, end }, ' '));
	// A slow machine pauses by itself.
	assert.ok(client.summaries - before < 6, `${client.summaries - before} summaries of 12 keys`);
	await client.until(() => client.summaries > before, 'a summary after the last');
});

test('problems of types that an edit only moves go along, with their fixes and suppressions', async () => {
	const lines = [
		'using System;',
		'using System.Diagnostics.CodeAnalysis;',
		'public class A',
		'{',
		'    public void M() { }',
		'}',
		'public class B',
		'{',
		'    public class Nested { public object? Make(Type type) => Activator.CreateInstance(type); }',
		'#pragma warning disable IL2070',
		'    public object Hidden(Type type) => type.GetMethods();',
		'#pragma warning restore IL2070',
		'    public object Shown(Type type) => type.GetMethods();',
		'}',
		'[UnconditionalSuppressMessage("Trimming", "IL2070")]',
		'public class C { public object Hidden(Type type) => type.GetMethods(); }',
		'',
	];
	const client = await start({ 'P.csproj': OPTED_IN, 'A.cs': lines.join('\n') });
	await client.complete();
	const codes = (by: number): string[] => [`${9 + by}:61 IL2067`, `${13 + by}:39 IL2070`];
	assert.deepEqual(client.codes('A.cs'), codes(0));
	await client.open('A.cs');
	const inBody = { line: 4, character: 21 };
	for (let added = 1; added <= 3; added++) {
		const version = await client.change('A.cs', { start: inBody, end: inBody }, ';\n');
		await client.answered('A.cs', version);
		assert.deepEqual(client.codes('A.cs'), codes(added));
	}
	const [first] = client.diagnostics('A.cs');
	const [action] = await client.fixes('A.cs', first as NonNullable<typeof first>);
	const edits = action?.edit?.documentChanges?.flatMap(change => ('edits' in change ? change.edits : [])) ?? [];
	assert.deepEqual(
		edits.map(edit => 'range' in edit && edit.range.start),
		[{ line: 11, character: 46 }],
	);
});

test('a declaration that changes in one file changes the problems of another', async () => {
	const client = await start({
		'P.csproj': OPTED_IN,
		'A.cs': 'public class A\n{\n    public void M() { B.N(); }\n}\n',
		'B.cs': 'using System.Diagnostics.CodeAnalysis;\npublic class B\n{\n    public static void N() { }\n}\n',
	});
	await client.complete();
	assert.deepEqual(client.codes('A.cs'), []);
	await client.open('B.cs');
	await client.change(
		'B.cs',
		{ start: { line: 3, character: 4 }, end: { line: 3, character: 4 } },
		'[RequiresUnreferencedCode("Names.")] ',
	);
	await client.until(() => client.codes('A.cs').length === 1, 'the problem in A.cs');
	assert.deepEqual(client.codes('A.cs'), ['3:23 IL2026']);
});

test('files that appear and go away on disk are followed', async () => {
	const client = await start({ 'P.csproj': OPTED_IN, 'A.cs': ENUM });
	await client.complete();
	fs.writeFileSync(path.join(client.folder, 'New.cs'), ENUM.replace('class A', 'class New'));
	await client.changed('New.cs');
	await client.until(() => client.codes('New.cs').length === 1, 'the problem of the new file');
	fs.rmSync(path.join(client.folder, 'A.cs'));
	await client.changed('A.cs');
	await client.until(() => client.codes('A.cs').length === 0, 'no problem of the deleted file');
	await client.until(() => client.summary?.isComplete && client.summary.projects[0]?.warnings === 1, 'one warning in the summary');
});

test('projects that did not opt in are quiet until asked, tests and old targets are silent', async () => {
	const project = (more: string, framework = 'net10.0'): string =>
		`<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><TargetFramework>${framework}</TargetFramework></PropertyGroup>${more}</Project>`;
	const files = {
		'plain/P.csproj': project(''),
		'plain/A.cs': ENUM,
		'tests/T.csproj': project('<ItemGroup><PackageReference Include="xunit" Version="2.9.0" /></ItemGroup>'),
		'tests/A.cs': ENUM,
		'old/O.csproj': project('', 'netstandard2.0'),
		'old/A.cs': ENUM,
	};
	const client = await start(files);
	const summary = await client.complete();
	assert.deepEqual([client.codes('plain/A.cs'), client.codes('tests/A.cs'), client.codes('old/A.cs')], [[], [], []]);
	assert.deepEqual(
		client.diagnostics('plain/P.csproj').map(({ message, severity }) => [message, severity]),
		[['1 place would break under Native AOT. The project has not opted in: assess it to see it.', 3]],
	);
	assert.deepEqual(summary.projects.map(each => each.kind).toSorted(), ['not-opted-in', 'test', 'unsupported']);
	assert.deepEqual(summary.counts, { errors: 0, warnings: 0, infos: 1 }, 'what Problems shows');
	assert.equal(headline(summary), '1 project not opted in');
	assert.deepEqual(summary.projects.map(projectState).toSorted(), ['1 place would break', 'not checked', 'test project, not checked']);
	const assess = (...projects: string[]): Promise<void> => client.connection.sendNotification('aotLens/assess', { projects });
	await assess(client.uri('plain/P.csproj'));
	await client.until(
		() => client.codes('plain/A.cs').length === 1 && headline(client.summary ?? summary) === '1 warning',
		'what was asked for',
	);
	assert.equal(client.diagnostics('plain/A.cs')[0]?.severity, 2);
	assert.deepEqual(client.diagnostics('plain/P.csproj'), []);
	await assess();
	await client.until(() => client.codes('plain/A.cs').length === 0 && client.diagnostics('plain/P.csproj').length === 1, 'quiet again');
	for (const [notOptedIn, severity] of [
		['warning', 2],
		['information', 3],
	] as const) {
		await client.connection.sendNotification('workspace/didChangeConfiguration', { settings: { aotLens: { notOptedIn } } });
		await client.until(() => client.diagnostics('plain/A.cs')[0]?.severity === severity, notOptedIn);
	}
	await client.connection.sendNotification('workspace/didChangeConfiguration', { settings: { aotLens: { notOptedIn: 'off' } } });
	await client.until(() => client.codes('plain/A.cs').length + client.diagnostics('plain/P.csproj').length === 0, 'nothing');
	assert.deepEqual((await client.connection.sendRequest<Summary>('aotLens/getSummary')).counts, { errors: 0, warnings: 0, infos: 0 });
});

test('a file of two projects is one problem in every count', async () => {
	const shared = OPTED_IN.replace('</Project>', '<ItemGroup><Compile Include="../shared/A.cs" /></ItemGroup></Project>');
	const client = await start({ 'one/One.csproj': shared, 'two/Two.csproj': shared, 'shared/A.cs': ENUM });
	const summary = await client.complete();
	assert.deepEqual(client.codes('shared/A.cs'), ['4:25 IL3050']);
	assert.equal(headline(summary), '1 warning');
	assert.deepEqual(summary.projects.map(projectState), ['1 warning', '1 warning']);
});

test('"AOT clean" is said where all was checked, and only there', async () => {
	const clean = 'public class A { }\n';
	const app = (more: string): string =>
		`<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><TargetFramework>net10.0</TargetFramework><PublishAot>true</PublishAot></PropertyGroup>${more}</Project>`;
	const all = await start({ 'P.csproj': app(''), 'A.cs': clean });
	assert.equal(headline(await all.complete()), 'AOT clean');
	const missing = await start({
		'P.csproj': app('<ItemGroup><PackageReference Include="No.Such" Version="1.0.0" /></ItemGroup>'),
		'A.cs': clean,
	});
	const summary = await missing.complete();
	assert.equal(headline(summary), 'no problems, 1 not checked');
	assert.deepEqual(gaps(summary), [
		{ what: 'No.Such', why: 'not restored, so calls into them are not checked', wayOut: 'run dotnet restore' },
	]);
	const above = await start({ 'P.csproj': '<Project Sdk="Microsoft.NET.Sdk"></Project>', 'A.cs': clean });
	assert.match(gaps(await above.complete())[0]?.wayOut ?? '', /Directory\.Build\.props/);
	const broken = await start({ 'P.csproj': app(''), 'A.cs': clean, 'B.csproj': '<Project' });
	assert.equal(headline(await broken.complete()), 'no problems, 1 not checked');
});

const JSON_CALLS = `using System.Collections.Generic;
using System.Text.Json;

namespace Shop.Data;

public record Item(int Id);

public class Store
{
    public string Save(List<Item> items) => JsonSerializer.Serialize(items);
    public Item? Load(string json) => JsonSerializer.Deserialize<Item>(json, new JsonSerializerOptions(JsonSerializerDefaults.Web) { WriteIndented = true });
}
`;

test('the JSON fix makes a context, keeps the options, extends what it made, and the finding is gone', async () => {
	const client = await start({ 'P.csproj': OPTED_IN, 'Store.cs': JSON_CALLS });
	await client.complete();
	const [save] = client.diagnostics('Store.cs');
	assert.ok(save);
	const [action] = await client.fixes('Store.cs', save);
	assert.equal(action?.title, 'Generate JSON type information: new AppJsonContext with List<Item>');
	assert.deepEqual(
		action?.diagnostics?.map(each => each.code),
		['IL2026, IL3050'],
	);
	applyToDisk(action as NonNullable<typeof action>);
	assert.match(client.read('Store.cs'), /Serialize\(items, AppJsonContext\.Default\.ListItem\);/);
	assert.equal(
		client.read('AppJsonContext.cs'),
		'using System.Collections.Generic;\nusing System.Text.Json.Serialization;\n\nnamespace Shop.Data;\n\n[JsonSerializable(typeof(List<Item>))]\ninternal sealed partial class AppJsonContext : JsonSerializerContext\n{\n}\n',
	);
	await client.changed('Store.cs', 'AppJsonContext.cs');
	await client.until(() => client.codes('Store.cs').length === 1, 'only the second call');
	const [load] = client.diagnostics('Store.cs');
	assert.ok(load);
	const [second] = await client.fixes('Store.cs', load);
	applyToDisk(second as NonNullable<typeof second>);
	assert.match(client.read('Store.cs'), /Deserialize<Item>\(json, WebIndentedJsonContext\.Default\.Item\)/);
	assert.match(
		client.read('WebIndentedJsonContext.cs'),
		/\[JsonSourceGenerationOptions\(JsonSerializerDefaults\.Web, WriteIndented = true\)\]/,
	);
	await client.changed('Store.cs', 'WebIndentedJsonContext.cs');
	await client.until(() => client.codes('Store.cs').length === 0, 'no problem');
});

test('options that a context cannot express give no JSON fix', async () => {
	const client = await start({
		'P.csproj': OPTED_IN,
		'A.cs':
			'using System.Text.Json;\npublic class A\n{\n    public string M(A a, JsonSerializerOptions options) => JsonSerializer.Serialize(a, options);\n}\n',
	});
	await client.complete();
	const [diagnostic] = client.diagnostics('A.cs');
	assert.ok(diagnostic);
	assert.deepEqual(
		(await client.fixes('A.cs', diagnostic)).filter(action => /JSON|[Cc]ontext/.test(action.title)),
		[],
	);
});

test('the slim builder fix puts back what the app uses', async () => {
	const client = await start({
		'P.csproj': WEB_OPTED_IN,
		'Program.cs':
			'var builder = WebApplication.CreateBuilder(args);\r\nvar app = builder.Build();\r\napp.UseHttpsRedirection();\r\napp.MapGet("/{id:regex(^a)}", (HttpContext context) => context.Response.WriteAsync("x"));\r\napp.Run();\r\n',
	});
	await client.complete();
	const advice = client.diagnostics('Program.cs').find(each => each.code === 'AOTL1001');
	assert.equal(advice?.severity, 3);
	const [action] = await client.fixes('Program.cs', advice as NonNullable<typeof advice>);
	assert.equal(action?.title, 'Use CreateSlimBuilder (keeps HTTPS, regex route constraints)');
	applyToDisk(action as NonNullable<typeof action>);
	assert.match(
		client.read('Program.cs'),
		/CreateSlimBuilder\(args\);\r\nbuilder\.WebHost\.UseKestrelHttpsConfiguration\(\);\r\nbuilder\.Services\.Configure<RouteOptions>/,
	);
	assert.match(client.read('Program.cs'), /^using Microsoft\.AspNetCore\.Routing\.Constraints;\r\n/);
});

test('the slim builder fix puts back nothing that is there', async () => {
	const client = await start({
		'P.csproj': WEB_OPTED_IN,
		'Program.cs':
			'var builder = WebApplication.CreateBuilder(args);\nbuilder.WebHost.UseStaticWebAssets();\nvar app = builder.Build();\napp.MapStaticAssets();\napp.Run();\n',
	});
	await client.complete();
	const advice = client.diagnostics('Program.cs').find(each => each.code === 'AOTL1001');
	const [action] = await client.fixes('Program.cs', advice as NonNullable<typeof advice>);
	assert.equal(action?.title, 'Use CreateSlimBuilder');
});

test('broken, half-typed, empty, binary, UTF-16, CRLF and huge files neither crash nor hang', async () => {
	const huge = `using System;\nclass Huge\n{\n${'    void M() { Console.WriteLine("text"); }\n'.repeat(20_000)}}\n`;
	const files = {
		'P.csproj': OPTED_IN,
		'Good.cs': ENUM,
		'Empty.cs': '',
		'Broken.cs': 'class { ((( "',
		'Half.cs': 'using System;\npublic class Half { void M() { Enum. } }',
		'Binary.cs': new Uint8Array([0, 1, 2, 255, 0, 77]),
		'Utf16.cs': Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(ENUM.replace('class A', 'class U'), 'utf16le')]),
		'Crlf.cs': ENUM.replace('class A', 'class C').replaceAll('\n', '\r\n'),
		'Huge.cs': huge,
		'Bad.csproj': '<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup>',
		'Deep.cs': `class Deep { int M() => ${'('.repeat(3000)}1${')'.repeat(3000)}; }`,
	};
	const client = await start(files, {}, {}, { startsBundle: true });
	const summary = await client.complete();
	assert.deepEqual(client.codes('Good.cs'), ['4:25 IL3050']);
	assert.deepEqual(client.codes('Utf16.cs'), ['4:25 IL3050']);
	assert.deepEqual(client.codes('Crlf.cs'), ['4:25 IL3050']);
	const unreadable = summary.unreadable.map(each => path.basename(each.path));
	assert.ok(unreadable.includes('Bad.csproj') && unreadable.includes('Binary.cs'), unreadable.join());
	await client.open('Half.cs');
	const version = await client.change(
		'Half.cs',
		{ start: { line: 1, character: 36 }, end: { line: 1, character: 36 } },
		'GetValues(typeof(DayOfWeek));',
	);
	await client.answered('Half.cs', version);
	assert.deepEqual(client.codes('Half.cs'), ['2:32 IL3050']);
});

test('the contract fix lists the missing type on the registered context', async () => {
	const client = await start({
		'P.csproj':
			'<Project Sdk="Microsoft.NET.Sdk.Web"><PropertyGroup><TargetFramework>net10.0</TargetFramework><ImplicitUsings>enable</ImplicitUsings><PublishAot>true</PublishAot></PropertyGroup></Project>',
		'Program.cs':
			'using System.Text.Json.Serialization;\nvar builder = WebApplication.CreateSlimBuilder(args);\nbuilder.Services.ConfigureHttpJsonOptions(o => o.SerializerOptions.TypeInfoResolverChain.Insert(0, AppJson.Default));\nvar app = builder.Build();\napp.MapGet("/", () => new List<Item>());\napp.Run();\npublic record Item(int Id);\n[JsonSerializable(typeof(Item))]\ninternal partial class AppJson : JsonSerializerContext { }\n',
	});
	await client.complete();
	const gap = client.diagnostics('Program.cs').find(each => each.code === 'AOTL2001');
	assert.equal(gap?.severity, 2);
	const [action] = await client.fixes('Program.cs', gap as NonNullable<typeof gap>);
	assert.equal(action?.title, 'List this type on AppJson');
	applyToDisk(action as NonNullable<typeof action>);
	assert.match(client.read('Program.cs'), /\[JsonSerializable\(typeof\(Item\)\)\]\n\[JsonSerializable\(typeof\(List<Item>\)\)\]/);
	await client.changed('Program.cs');
	await client.until(() => client.codes('Program.cs').length === 0, 'no problem');
});

test('the annotation fix says what it annotates, adds the flags and the using, and the finding is gone', async () => {
	const client = await start({
		'P.csproj':
			'<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><TargetFramework>net10.0</TargetFramework><IsAotCompatible>true</IsAotCompatible></PropertyGroup></Project>',
		'A.cs': [
			'using System;',
			'',
			'public class A<T>',
			'{',
			'    private Type _kind = typeof(int);',
			'    public object? Make(Type type)',
			'    {',
			'        type.GetMethods();',
			'        return Activator.CreateInstance(type);',
			'    }',
			'    public object? Field() => _kind.GetFields();',
			'    public object? Generic() => typeof(T).GetMethods();',
			'    private Type Find() => typeof(int);',
			'    public object? Result() => Find().GetMethods();',
			'    public virtual object? Overridable(Type type) => type.GetMethods();',
			'}',
			'',
		].join('\n'),
	});
	await client.complete();
	const apply = async (code: string, title: string): Promise<void> => {
		const diagnostic = client.diagnostics('A.cs').find(each => each.code === code);
		const [action] = await client.fixes('A.cs', diagnostic as NonNullable<typeof diagnostic>);
		assert.equal(action?.title, title);
		applyToDisk(action as NonNullable<typeof action>);
		await client.changed('A.cs');
		await client.until(
			() =>
				!client
					.diagnostics('A.cs')
					.some(
						each => each.code === code && each.range.start.line === diagnostic?.range.start.line && each.message === diagnostic?.message,
					),
			'the finding is gone',
		);
	};
	const hover = await client.hover('A.cs', 7, 9);
	assert.match(
		(hover as unknown as { contents: { value: string } }).contents.value,
		/\*\*Here\.\*\* Put `\[DynamicallyAccessedMembers\(DynamicallyAccessedMemberTypes\.PublicMethods\)\]` on parameter 'type' of 'Make'\./,
	);
	await apply('IL2070', "Annotate parameter 'type' of 'Make' with PublicMethods");
	await apply('IL2067', "Annotate parameter 'type' of 'Make' with PublicParameterlessConstructor, PublicMethods");
	await apply('IL2080', "Annotate field '_kind' with PublicFields");
	await apply('IL2090', "Annotate type parameter 'T' with PublicMethods");
	await apply('IL2075', "Annotate the return value of 'Find' with PublicMethods");
	const text = client.read('A.cs');
	assert.match(text, /^using System;\nusing System\.Diagnostics\.CodeAnalysis;\n/);
	assert.match(text, /public class A<\[DynamicallyAccessedMembers\(DynamicallyAccessedMemberTypes\.PublicMethods\)\] T>/);
	assert.match(
		text,
		/\n {4}\[return: DynamicallyAccessedMembers\(DynamicallyAccessedMemberTypes\.PublicMethods\)\]\n {4}private Type Find/,
	);
	// An annotation on one member of a hierarchy would differ from the others.
	const left = client.diagnostics('A.cs');
	assert.deepEqual(
		left.map(each => each.code),
		['IL2070'],
	);
	assert.deepEqual(
		(await client.fixes('A.cs', left[0] as NonNullable<(typeof left)[0]>)).map(action => action.title),
		["Annotate parameter 'type' of 'Overridable' with PublicMethods, and the whole chain"],
	);
});

const HIERARCHY = {
	'lib/Lib.csproj': OPTED_IN,
	'app/App.csproj': OPTED_IN.replace('</Project>', '<ItemGroup><ProjectReference Include="../lib/Lib.csproj" /></ItemGroup></Project>'),
	'lib/Makers.cs': [
		'using System;',
		'namespace Lib;',
		'public interface IMaker { object? Make(Type type); }',
		'public abstract class Maker : IMaker',
		'{',
		'    public abstract object? Make(Type type);',
		'}',
		'public class Creator : Maker',
		'{',
		'    public override object? Make(Type type) => Activator.CreateInstance(type);',
		'}',
		'public class Idle : Maker',
		'{',
		'    public override object? Make(Type kind) => null;',
		'}',
		'public class Box<T>',
		'{',
		'    public static object? New(IMaker maker) => maker.Make(typeof(T));',
		'}',
		'',
	].join('\n'),
	'app/Program.cs': [
		'using System;',
		'using Lib;',
		'class Program',
		'{',
		'    Type _given = typeof(Program);',
		'    static Type Pick() => typeof(Program);',
		'    void Use(IMaker maker) { maker.Make(_given); maker.Make(Pick()); }',
		'    static void Gen<U>() => Box<U>.New(new Idle());',
		'    static void Main() { new Program().Use(new Creator()); Gen<Program>(); }',
		'}',
		'',
	].join('\n'),
};

test('the chain fix annotates overrides, what they implement, and callers of other projects', async () => {
	const client = await start(
		HIERARCHY,
		{},
		{ textDocument: { codeAction: { dataSupport: true, resolveSupport: { properties: ['edit'] } } } },
	);
	await client.complete();
	assert.deepEqual(client.codes('lib/Makers.cs'), ['10:48 IL2067']);
	const [problem] = client.diagnostics('lib/Makers.cs');
	const [action, ...others] = await client.fixes('lib/Makers.cs', problem as NonNullable<typeof problem>);
	assert.deepEqual(others, []);
	assert.equal(action?.title, "Annotate parameter 'type' of 'Make' with PublicParameterlessConstructor, and the whole chain");
	assert.equal(action?.edit, undefined, 'what takes a while is made when the action is chosen');
	applyToDisk(await client.resolve(action as NonNullable<typeof action>));
	await client.changed('lib/Makers.cs', 'app/Program.cs');
	await client.until(
		() =>
			client.summary?.isComplete &&
			client.codes('lib/Makers.cs').length + client.codes('app/Program.cs').length === 0 &&
			client.read('app/Program.cs').includes('Gen<[Dyn'),
		'no problem in either project',
	);
	const [makers, program] = [client.read('lib/Makers.cs'), client.read('app/Program.cs')];
	assert.equal(
		makers.match(/\[DynamicallyAccessedMembers\(DynamicallyAccessedMemberTypes\.PublicParameterlessConstructor\)\]/g)?.length,
		5,
		makers,
	);
	assert.equal(
		program.match(/DynamicallyAccessedMembers\(DynamicallyAccessedMemberTypes\.PublicParameterlessConstructor\)\]/g)?.length,
		3,
		program,
	);
	assert.equal(program.match(/using System\.Diagnostics\.CodeAnalysis;/g)?.length, 1);
});

test('a member that differs from what it overrides is annotated alike', async () => {
	const client = await start({
		'P.csproj': OPTED_IN,
		'A.cs':
			'using System;\nusing System.Diagnostics.CodeAnalysis;\nclass A { public virtual void M([DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicFields)] Type type) { } }\nclass B : A\n{\n    public override void M(Type type) { }\n}\n',
	});
	await client.complete();
	assert.deepEqual(client.codes('A.cs'), ['6:33 IL2092']);
	const [problem] = client.diagnostics('A.cs');
	const [action] = await client.fixes('A.cs', problem as NonNullable<typeof problem>);
	assert.equal(action?.title, "Annotate parameter 'type' of 'M' with PublicFields");
	applyToDisk(action as NonNullable<typeof action>);
	await client.changed('A.cs');
	await client.until(() => client.codes('A.cs').length === 0, 'no problem');
});

test('what cannot be repaired is passed on to the callers', async () => {
	const client = await start({
		'P.csproj': OPTED_IN,
		'A.cs': [
			'using System;',
			'using System.Reflection;',
			'public class A',
			'{',
			'    /// <summary>All types.</summary>',
			'    public static Type[] Types(Assembly assembly)',
			'    {',
			'        Func<Type[]> get = () => assembly.GetTypes();',
			'        return get();',
			'    }',
			'    public Array Days { get { return Enum.GetValues(typeof(DayOfWeek)); } }',
			'    public A(string file) => Assembly.LoadFrom(file);',
			'    public virtual void Open(string file) => Assembly.LoadFrom(file);',
			'    public static void Main() => Types(typeof(A).Assembly);',
			'}',
			'',
		].join('\n'),
	});
	await client.complete();
	assert.deepEqual(client.codes('A.cs'), ['8:34 IL2026', '11:38 IL3050', '12:30 IL2026', '13:46 IL2026']);
	const steps = [
		["Mark 'Types' with [RequiresUnreferencedCode]", '13:38 IL3050,14:30 IL2026,15:46 IL2026,16:34 IL2026'],
		["Mark the accessor of 'Days' with [RequiresDynamicCode]", '14:30 IL2026,15:46 IL2026,16:34 IL2026'],
		// Overridable members and `Main` have no such fix.
		['Mark the constructor of A with [RequiresUnreferencedCode]', '16:46 IL2026,17:34 IL2026'],
	];
	for (const [title, left] of steps) {
		const [problem] = client.diagnostics('A.cs');
		// What repairs is offered before.
		const action = (await client.fixes('A.cs', problem as NonNullable<typeof problem>)).find(each => each.title === title);
		assert.ok(action, title);
		applyToDisk(action);
		await client.changed('A.cs');
		await client.until(() => client.codes('A.cs').join() === left, left ?? '');
	}
	const text = client.read('A.cs');
	assert.match(text, /<\/summary>\n {4}\[RequiresUnreferencedCode\("Calls Assembly\.GetTypes\."\)\]\n {4}public static Type\[\] Types/);
	assert.match(text, /Days \{ \[RequiresDynamicCode\("Calls Enum\.GetValues\."\)\] get \{/);
	for (const problem of client.diagnostics('A.cs')) assert.deepEqual(await client.fixes('A.cs', problem), []);
});

test('an override of a member that is not ours has no fix that could not hold', async () => {
	const client = await start({
		'P.csproj': OPTED_IN,
		'A.cs':
			'using System;\nclass F : IServiceProvider\n{\n    public object? GetService(Type serviceType) => Activator.CreateInstance(serviceType);\n}\n',
	});
	await client.complete();
	const [problem] = client.diagnostics('A.cs');
	assert.equal(problem?.code, 'IL2067');
	const actions = await client.fixes('A.cs', problem as NonNullable<typeof problem>);
	assert.deepEqual(actions, []);
});

test('a project file: what breaks, a hover and a hint on each package, and a fix', async () => {
	const project =
		'<Project Sdk="Microsoft.NET.Sdk">\n  <PropertyGroup>\n    <TargetFramework>net10.0</TargetFramework>\n    <PublishAot>true</PublishAot>\n    <SelfContained>false</SelfContained>\n  </PropertyGroup>\n  <ItemGroup>\n    <PackageReference Include="Newtonsoft.Json" Version="13.0.4" />\n    <PackageReference Include="NodaTime" Version="3.3.7" />\n  </ItemGroup>\n</Project>\n';
	const client = await start({ 'P.csproj': project, 'A.cs': 'class A { }\n' });
	await client.complete();
	assert.deepEqual(client.codes('P.csproj'), ['8:5 AOTL5001', '5:5 AOTL5002']);
	const hover = await client.hover('P.csproj', 8, 20);
	assert.match((hover as unknown as { contents: { value: string } }).contents.value, /^\*\*NodaTime 3\.3\.7\*\*: works with Native AOT\./);
	const hints = await client.connection.sendRequest<{ label: string; position: { line: number } }[]>('textDocument/inlayHint', {
		textDocument: { uri: client.uri('P.csproj') },
		range: { start: { line: 0, character: 0 }, end: { line: 20, character: 0 } },
	});
	assert.deepEqual(
		hints.map(each => `${each.position.line} ${each.label}`),
		['7 breaks with Native AOT', '8 works with Native AOT'],
	);
	client.write('P.csproj', client.read('P.csproj').replace('    <PublishAot>true</PublishAot>\n', ''));
	await client.changed('P.csproj');
	await client.until(() => client.summary?.projects[0]?.isQuiet, 'a project that has not opted in');
	const quiet = await client.connection.sendRequest<unknown[]>('textDocument/inlayHint', {
		textDocument: { uri: client.uri('P.csproj') },
		range: { start: { line: 0, character: 0 }, end: { line: 20, character: 0 } },
	});
	assert.deepEqual(quiet, [], 'nobody asked');
	client.write('P.csproj', project);
	await client.changed('P.csproj');
	await client.until(() => client.codes('P.csproj').length === 2, 'both problems again');
	const contradiction = client.diagnostics('P.csproj').find(each => each.code === 'AOTL5002');
	const [action] = await client.fixes('P.csproj', contradiction as NonNullable<typeof contradiction>);
	assert.equal(action?.title, 'Remove SelfContained');
	applyToDisk(action as NonNullable<typeof action>);
	await client.changed('P.csproj');
	await client.until(() => client.codes('P.csproj').join() === '7:5 AOTL5001', 'the property is gone');
	assert.doesNotMatch(client.read('P.csproj'), /SelfContained|\n\s*\n/);
});
