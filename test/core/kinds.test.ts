/** Which projects are judged, how strictly, and as what: tests, libraries of native apps, what has not opted in. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { summarize } from '../../server/src/core/analysis/summary.ts';
import { headline } from '../../server/src/protocol/report.ts';
import { checkAll, places, workspaceOf } from '../support/core.ts';

const project = (properties: string, items = '', sdk = 'Microsoft.NET.Sdk'): string =>
	`<Project Sdk="${sdk}"><PropertyGroup><TargetFramework>net10.0</TargetFramework><ImplicitUsings>enable</ImplicitUsings>${properties}</PropertyGroup><ItemGroup>${items}</ItemGroup></Project>`;
const LIBRARY_OF_ENDPOINTS =
	'using Microsoft.AspNetCore.Builder;\nusing Microsoft.AspNetCore.Routing;\npublic static class Endpoints\n{\n    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/", (int id) => id);\n}\n';
const ASPNETCORE = '<FrameworkReference Include="Microsoft.AspNetCore.App" />';
const kindsOf = (files: Record<string, string>) =>
	Object.fromEntries(workspaceOf(files).workspace.projects.map(each => [each.path.replace('/w/', ''), each.kind]));

test('the endpoint generator speaks for class libraries and trimmed apps too', () => {
	const found = (properties: string, items: string, sdk?: string) =>
		places(checkAll(workspaceOf({ 'P.csproj': project(properties, items, sdk), 'A.cs': LIBRARY_OF_ENDPOINTS }).workspace));
	const generated = '<EnableRequestDelegateGenerator>true</EnableRequestDelegateGenerator>';
	assert.deepEqual(found(`<IsAotCompatible>true</IsAotCompatible>${generated}`, ASPNETCORE), []);
	assert.deepEqual(found('<IsAotCompatible>true</IsAotCompatible>', ASPNETCORE), ['A.cs:5:61 IL2026', 'A.cs:5:61 IL3050']);
	assert.deepEqual(found('<PublishTrimmed>true</PublishTrimmed>', '', 'Microsoft.NET.Sdk.Web'), []);
});

test('a library that an app with PublishAot references is judged as that app is', () => {
	const { workspace } = workspaceOf({
		'app/App.csproj': project(
			'<PublishAot>true</PublishAot>',
			'<ProjectReference Include="../middle/Middle.csproj" />',
			'Microsoft.NET.Sdk.Web',
		),
		'app/A.cs': '',
		'middle/Middle.csproj': project('', '<ProjectReference Include="../lib/Lib.csproj" />'),
		'lib/Lib.csproj': project('', ASPNETCORE),
		'lib/A.cs': LIBRARY_OF_ENDPOINTS,
		'other/Other.csproj': project(''),
	});
	const reports = checkAll(workspace);
	// The app has no JSON context, and no generator runs for the library.
	assert.deepEqual(places(reports), ['lib/A.cs:5:61 AOTL2001', 'lib/A.cs:5:61 IL2026', 'lib/A.cs:5:61 IL3050']);
	assert.ok(reports.flatMap(report => report.findings).every(finding => finding.level === 'warning'));
	const summary = summarize(workspace, workspace.projects, reports, true);
	assert.deepEqual(
		summary.projects.map(each => [each.name, each.kind, each.optedInBy]),
		[
			['App', 'opted-in', undefined],
			['Lib', 'opted-in', '/w/app/App.csproj'],
			['Middle', 'opted-in', '/w/app/App.csproj'],
			['Other', 'not-opted-in', undefined],
		],
	);
});

test('an assessment asks what PublishAot would bring to a program, and IsAotCompatible to a library', () => {
	const files = {
		'app/App.csproj': project('', '<ProjectReference Include="../lib/Lib.csproj" />', 'Microsoft.NET.Sdk.Web'),
		'app/A.cs': 'var app = WebApplication.CreateSlimBuilder(args).Build();\napp.MapGet("/", () => new Note(1));\nrecord Note(int Id);\n',
		'lib/Lib.csproj': project('', ASPNETCORE),
		'lib/A.cs': LIBRARY_OF_ENDPOINTS,
	};
	const plain = workspaceOf(files);
	assert.deepEqual(
		places(checkAll(plain.workspace)).filter(place => place.startsWith('app/')),
		['app/A.cs:2:1 IL2026', 'app/A.cs:2:1 IL3050'],
	);
	const { workspace } = workspaceOf(files, { assess: true });
	const reports = checkAll(workspace);
	// The generator takes over the endpoint; that JSON without reflection does not know the type is what a move brings.
	assert.deepEqual(places(reports), ['app/A.cs:2:1 AOTL2001', 'lib/A.cs:5:61 AOTL2001', 'lib/A.cs:5:61 IL2026', 'lib/A.cs:5:61 IL3050']);
	assert.ok(reports.flatMap(report => report.findings).every(finding => finding.level === 'note'));
	assert.deepEqual(
		workspace.projects.map(each => [each.name, each.kind, each.assumed]),
		[
			['App', 'not-opted-in', 'PublishAot'],
			['Lib', 'not-opted-in', 'IsAotCompatible'],
		],
	);
});

test('a library that asks for trimming alone is told nothing of Native AOT until an app of it does', () => {
	const code = 'class A { int M(System.Reflection.MemberInfo member) => member.MetadataToken; }\n';
	const found = (app: string) => {
		const { workspace } = workspaceOf(
			{
				'app/App.csproj': project(app, '<ProjectReference Include="../lib/Lib.csproj" />', 'Microsoft.NET.Sdk.Web'),
				'app/A.cs': 'WebApplication.CreateSlimBuilder(args).Build().Run();\n',
				'lib/Lib.csproj': project(
					'<EnableTrimAnalyzer>true</EnableTrimAnalyzer>',
					`${ASPNETCORE}<PackageReference Include="Newtonsoft.Json" Version="13.0.3" />`,
				),
				'lib/A.cs': `${LIBRARY_OF_ENDPOINTS.replace('(int id) => id', '(int id) => new B()')}class B { }\n`,
				'lib/C.cs': code,
			},
			{ assess: true },
		);
		const reports = checkAll(workspace).filter(report => report.path.startsWith('/w/lib/'));
		return reports.flatMap(report => report.findings.map(finding => `${finding.level} ${finding.code}`)).sort();
	};
	assert.deepEqual(found(''), ['note AOTL5001', 'warning IL2026']);
	assert.deepEqual(found('<PublishAot>true</PublishAot>'), ['warning AOTL2001', 'warning AOTL4001', 'warning AOTL5001', 'warning IL2026']);
});

test('tests are known by their SDK, their packages and what they say', () => {
	const packaged = (name: string): string => project('', `<PackageReference Include="${name}" Version="1.0.0" />`);
	assert.deepEqual(
		kindsOf({
			'a/A.csproj': project('', '', 'MSTest.Sdk/3.8.0'),
			'b/B.csproj': packaged('xunit.v3.mtp-v2'),
			'c/C.csproj': packaged('TUnit'),
			'd/D.csproj': packaged('Microsoft.Testing.Platform.MSBuild'),
			'e/E.csproj': project('<IsTestProject>true</IsTestProject>'),
			'f/F.csproj': project('<IsTestingPlatformApplication>true</IsTestingPlatformApplication>'),
			'g/G.csproj': packaged('NUnit.ConsoleRunner.Tools'),
		}),
		{
			'a/A.csproj': 'test',
			'b/B.csproj': 'test',
			'c/C.csproj': 'test',
			'd/D.csproj': 'test',
			'e/E.csproj': 'test',
			'f/F.csproj': 'test',
			'g/G.csproj': 'not-opted-in',
		},
	);
});

test('a browser app is trimmed without warnings, so nothing is an alarm in it', () => {
	const { workspace } = workspaceOf(
		{
			'P.csproj': project('', ASPNETCORE, 'Microsoft.NET.Sdk.BlazorWebAssembly'),
			'A.cs': 'using System;\nclass A { Array M(Type t) => Enum.GetValues(t); object N(Type t) => t.GetMethods(); }\n',
		},
		{ assess: true },
	);
	const [report] = checkAll(workspace);
	assert.deepEqual([report?.project.kind, report?.project.assumed], ['not-opted-in', undefined]);
	assert.deepEqual(
		report?.findings.map(finding => [finding.code, finding.level]),
		[['IL2070', 'note']],
	);
});

test('a file that a build makes is told, and is no failure', () => {
	const { workspace } = workspaceOf({ 'P.csproj': project('', '<Compile Include="obj/Made.cs" />'), 'A.cs': 'class A { }' });
	const summary = summarize(workspace, workspace.projects, checkAll(workspace), true);
	assert.deepEqual([summary.unreadable, summary.projects[0]?.notEvaluated], [[], ['P.csproj: not there, so not compiled: obj/Made.cs']]);
});

test('names that are unknown for what a referenced project lacks are said to be that', () => {
	const { workspace } = workspaceOf({
		'lib/Lib.csproj': project('', '<PackageReference Include="No.Such" Version="1.0.0" /><Compile Include="..\\sub\\Shared.cs" />'),
		'lib/L.cs': 'public class L { }',
		'app/App.csproj': project('', '<ProjectReference Include="../lib/Lib.csproj" />'),
		'app/A.cs': 'class A { void M() { Shared.Do(); Other.Do(); System.Console.WriteLine(); } }',
	});
	const summary = summarize(workspace, workspace.projects, checkAll(workspace), true);
	const [lib, app] = ['Lib', 'App'].map(name => summary.projects.find(each => each.name === name));
	assert.deepEqual(lib?.notEvaluated, ['lib/Lib.csproj: not there, so not compiled: sub/Shared.cs']);
	assert.match(app?.notJudged[0]?.why ?? '', /packages not restored, the project file of Lib was not read completely$/);
});

test('what is not in the packages folder, and how much is unknown because of it, is said', () => {
	const { workspace } = workspaceOf({
		'P.csproj': project('<IsAotCompatible>true</IsAotCompatible>', '<PackageReference Include="No.Such" Version="1.0.0" />'),
		'A.cs': 'using No.Such;\nclass A { void M() { Thing.Do(); Other.Do(); System.Console.WriteLine(); } }\n',
	});
	const summary = summarize(workspace, workspace.projects, checkAll(workspace), true);
	const [only] = summary.projects;
	assert.match(only?.notJudged[0]?.what ?? '', /^\d+ % of names$/);
	assert.equal(only?.notJudged[0]?.why, 'unknown, so what they name is not checked: packages not restored');
	assert.equal(only?.notJudged[1]?.what, 'No.Such');
	assert.equal(headline(summary), 'no problems, 2 not checked');
});
