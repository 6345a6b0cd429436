/** File-based apps. What the SDK makes of them was read from `dotnet build app.cs -getProperty`. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isSlow } from '../../server/src/core/fixes/fix.ts';
import { fixesFor } from '../../server/src/core/fixes/index.ts';
import { checkAll, places, workspaceOf } from '../support/core.ts';

const API =
	'#:sdk Microsoft.NET.Sdk.Web\nvar builder = WebApplication.CreateSlimBuilder(args);\nvar app = builder.Build();\napp.MapGet("/todo", () => new Todo(1));\napp.Run();\nrecord Todo(int Id);\n';

test('a C# file with directives is an app of its own, published with Native AOT', () => {
	const { workspace } = workspaceOf({
		'api.cs': API,
		'tool.cs':
			'#!/usr/bin/env dotnet\n#:property AssemblyName=tool2\n#:property DefineConstants=A;B\n#:package NoSuch@1.0.0\n#:project lib\nConsole.WriteLine();\nclass Todo { }\n',
		'helper.cs': 'class Helper { }\n',
		'off.cs': '#:property PublishAot=false\nConsole.WriteLine();\n',
		'raw.cs': 'class Raw { const string S = """\n#:sdk X\n"""; }\n',
	});
	const app = (name: string) => workspace.projects.find(project => project.path === `/w/${name}`);
	assert.deepEqual(
		workspace.projects.map(project => [project.path, project.isFileBased, project.kind, project.isWeb, project.files.length]),
		[
			['/w/api.cs', true, 'opted-in', true, 1],
			['/w/off.cs', true, 'not-opted-in', false, 1],
			['/w/tool.cs', true, 'opted-in', false, 1],
			['/w', false, 'not-opted-in', true, 2],
		],
	);
	assert.equal(app('tool.cs')?.name, 'tool2');
	assert.ok(app('tool.cs')?.symbols.has('B') && app('tool.cs')?.symbols.has('NET10_0'));
	assert.deepEqual(app('tool.cs')?.packages.missing, ['NoSuch']);
	assert.deepEqual(places(checkAll(workspace)), ['api.cs:4:1 AOTL2001']);
});

test('files of a project are not apps, and directives that are saved count', () => {
	const { workspace, files } = workspaceOf({
		'a/A.csproj': '<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup></Project>',
		'a/Program.cs': '#:sdk X\n',
		'scripts/x.cs': 'using System;\n',
	});
	assert.deepEqual(
		workspace.projects.map(project => project.path),
		['/w/a/A.csproj'],
	);
	files.set('/w/scripts/x.cs', '#:property LangVersion=preview\nConsole.WriteLine();\n');
	workspace.filesChanged(['/w/scripts/x.cs']);
	assert.deepEqual(
		workspace.projects.map(project => project.path),
		['/w/a/A.csproj', '/w/scripts/x.cs'],
	);
});

test('a package that breaks is told on its directive', () => {
	const [report] = checkAll(
		workspaceOf({ 'x.cs': '#!/usr/bin/env dotnet\n#:package commandlineparser@2.9.1\nConsole.WriteLine();\n' }).workspace,
	);
	assert.deepEqual(
		report?.findings.map(each => [each.code, report.text.slice(each.start, each.end)]),
		[['AOTL5001', '#:package commandlineparser@2.9.1']],
	);
});

test('the JSON context is written into the file', () => {
	const { workspace, files } = workspaceOf({ 'api.cs': API });
	const [report] = checkAll(workspace);
	assert.ok(report?.findings[0]);
	const [fix] = fixesFor(report.findings[0], { workspace, project: report.project, path: report.path });
	assert.ok(fix && !isSlow(fix));
	assert.deepEqual(
		fix.files.map(change => [change.path, change.create ?? false]),
		[['/w/api.cs', false]],
	);
	let text = API;
	for (const edit of [...(fix.files[0]?.edits ?? [])].reverse()) text = text.slice(0, edit.start) + edit.text + text.slice(edit.end);
	files.set('/w/api.cs', text);
	workspace.filesChanged(['/w/api.cs']);
	assert.match(
		text,
		/^#:sdk Microsoft\.NET\.Sdk\.Web\nusing System\.Text\.Json;\nusing System\.Text\.Json\.Serialization;\n\nvar builder[\s\S]*\[JsonSerializable\(typeof\(Todo\)\)\]\ninternal sealed partial class WebJsonContext : JsonSerializerContext\n\{\n\}\n$/,
	);
	assert.deepEqual(places(checkAll(workspace)), []);
});
