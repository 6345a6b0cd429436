/** Package references, properties, web.config and Dockerfiles. What breaks was published and run, see server/data/packages.json. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkAll, workspaceOf } from '../support/core.ts';

function found(files: Record<string, string>): readonly string[] {
	const { workspace } = workspaceOf({ 'Program.cs': 'System.Console.WriteLine();', ...files });
	return checkAll(workspace).flatMap(report =>
		report.findings
			.filter(each => each.code.startsWith('AOTL5'))
			.map(each => `${each.code} ${report.text.slice(each.start, each.end).replace(/\s+/g, ' ')}`),
	);
}

const project = (inner: string, properties = '<PublishAot>true</PublishAot>'): string =>
	`<Project Sdk="Microsoft.NET.Sdk">\n  <PropertyGroup><TargetFramework>net9.0</TargetFramework>${properties}</PropertyGroup>\n  ${inner}\n</Project>`;
const PLAIN = project('');

test('packages that break are told on the line that references them', () => {
	assert.deepEqual(
		found({
			'P.csproj': project(
				'<ItemGroup><PackageReference Include="newtonsoft.json" Version="13.0.3" /><PackageReference Include="NodaTime" Version="3.3.7" /><PackageReference Include="Unheard.Of" Version="1.0.0" /><PackageReference Include="NSubstitute" Version="5.3.0" PrivateAssets="all" /></ItemGroup>',
			),
		}),
		['AOTL5001 <PackageReference Include="newtonsoft.json" Version="13.0.3" />'],
	);
	const { workspace } = workspaceOf({
		'P.csproj': project('<ItemGroup><PackageReference Include="Dapper" Version="2.1.66" /></ItemGroup>'),
		'A.cs': '',
	});
	const [finding] = checkAll(workspace).flatMap(report => report.findings);
	assert.match(
		finding?.message ?? '',
		/^Dapper 2\.1\.66 breaks under Native AOT: queries with parameters throw.*run: 2\.1\.86\)\. Add Dapper\.AOT/,
	);
});

test('properties that end the publish', () => {
	assert.deepEqual(
		found({
			'P.csproj': project(
				'<PropertyGroup><SelfContained>false</SelfContained><PublishTrimmed>false</PublishTrimmed><PublishSingleFile>true</PublishSingleFile></PropertyGroup>',
			),
		}),
		['AOTL5002 <SelfContained>false</SelfContained>', 'AOTL5002 <PublishTrimmed>false</PublishTrimmed>'],
	);
	assert.deepEqual(found({ 'P.csproj': project('<PropertyGroup><SelfContained>false</SelfContained></PropertyGroup>', '') }), []);
	assert.deepEqual(found({ 'P.csproj': '<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><SelfContained>fal' }), []);
});

test('properties that native compilation refuses', () => {
	const refused = (property: string, framework = 'net9.0'): readonly string[] =>
		found({
			'P.csproj': `<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><TargetFramework>${framework}</TargetFramework><OutputType>Exe</OutputType><PublishAot>true</PublishAot>${property}</PropertyGroup></Project>`,
		});
	for (const property of [
		'<UseWPF>true</UseWPF>',
		'<UseWindowsForms>true</UseWindowsForms>',
		'<DynamicCodeSupport>true</DynamicCodeSupport>',
		'<GeneratePackageOnBuild>true</GeneratePackageOnBuild>',
		'<NativeLib>Shared</NativeLib>',
		'<RuntimeIdentifier>win10-x64</RuntimeIdentifier>',
		'<RuntimeIdentifier>linux-x86</RuntimeIdentifier>',
		'<JsonSerializerIsReflectionEnabledByDefault>true</JsonSerializerIsReflectionEnabledByDefault>',
	])
		assert.deepEqual(refused(property, 'net9.0-windows'), [`AOTL5002 ${property}`]);
	for (const property of [
		'<UseWPF>false</UseWPF>',
		'<UseWindowsForms>true</UseWindowsForms><_SuppressWinFormsTrimError>true</_SuppressWinFormsTrimError>',
		'<OutputType>Library</OutputType><NativeLib>Shared</NativeLib>',
		'<NativeLib>Static</NativeLib><CustomNativeMain>true</CustomNativeMain>',
		'<RuntimeIdentifier>linux-musl-x64</RuntimeIdentifier>',
		'<RuntimeIdentifier>win-x86</RuntimeIdentifier>',
		'<RuntimeIdentifier>linux-</RuntimeIdentifier>',
		'<UseWPF>true</UseWPF><UseWPF>false</UseWPF>',
	])
		assert.deepEqual(refused(property), []);
	assert.deepEqual(refused('<RuntimeIdentifier>win-x86</RuntimeIdentifier>', 'net8.0'), [
		'AOTL5002 <RuntimeIdentifier>win-x86</RuntimeIdentifier>',
	]);
});

test('roots that the AOT compiler does not find', () => {
	const rooted = (include: string): readonly string[] =>
		found({ 'P.csproj': project(`<ItemGroup><TrimmerRootAssembly Include="${include}" /></ItemGroup>`) });
	assert.deepEqual(rooted('Core.dll'), ['AOTL5002 <TrimmerRootAssembly Include="Core.dll" />']);
	for (const include of ['Core', 'My.Core', '$(TargetPath)', 'bin/Core.dll']) assert.deepEqual(rooted(include), []);
});

test('analysis of a target that has none', () => {
	const asked = (properties: string): readonly string[] =>
		found({ 'P.csproj': `<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup>${properties}</PropertyGroup></Project>` });
	const compatible = '<IsAotCompatible>true</IsAotCompatible>';
	assert.deepEqual(asked(`<TargetFrameworks>net9.0;netstandard2.0</TargetFrameworks>${compatible}`), [`AOTL5005 ${compatible}`]);
	assert.deepEqual(asked(`<TargetFrameworks>net9.0;net6.0</TargetFrameworks>${compatible}<IsTrimmable>true</IsTrimmable>`), [
		`AOTL5005 ${compatible}`,
	]);
	assert.deepEqual(asked(`<TargetFrameworks>net9.0;net8.0</TargetFrameworks>${compatible}`), []);
	assert.deepEqual(
		asked(
			"<TargetFrameworks>net9.0;netstandard2.0</TargetFrameworks><IsAotCompatible Condition=\"'$(TargetFramework)' == 'net9.0'\">true</IsAotCompatible>",
		),
		[],
	);
});

test('lines that switch warnings off, with how many there are', () => {
	const properties = (inner: string): string =>
		`<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><TargetFramework>net9.0</TargetFramework><PublishAot>true</PublishAot>${inner}</PropertyGroup></Project>`;
	const told = (inner: string): readonly string[] => {
		const { workspace } = workspaceOf({
			'P.csproj': properties(inner),
			'A.cs': 'class A { void M() { System.Enum.GetValues(typeof(System.DayOfWeek)); System.Enum.GetValues(typeof(System.DayOfWeek)); } }',
		});
		return checkAll(workspace).flatMap(report => report.findings.filter(each => each.code === 'AOTL1004').map(each => each.message));
	};
	assert.match(
		told('<NoWarn>$(NoWarn);IL3050;CS1591</NoWarn>')[0] ?? '',
		/^Warnings are switched off here: 2 in this project \(IL3050 2\); /,
	);
	assert.match(
		told('<SuppressTrimAnalysisWarnings>true</SuppressTrimAnalysisWarnings>')[0] ?? '',
		/^Warnings are switched off here; publishing no longer/,
	);
	assert.equal(told('<EnableAotAnalyzer>false</EnableAotAnalyzer>').length, 1);
	assert.deepEqual(told('<NoWarn>CS1591</NoWarn><EnableAotAnalyzer>true</EnableAotAnalyzer>'), []);
});

test('exports of a referenced project', () => {
	const exported = (item: string): readonly string[] => {
		const { workspace } = workspaceOf({
			'Core/Core.csproj':
				'<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><TargetFramework>net9.0</TargetFramework></PropertyGroup></Project>',
			'Core/A.cs':
				'using System.Runtime.InteropServices;\npublic static class A { [UnmanagedCallersOnly(EntryPoint = "a")] public static int M() => 1; [UnmanagedCallersOnly] public static int N() => 1; }',
			'Lib/Lib.csproj': `<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><TargetFramework>net9.0</TargetFramework><PublishAot>true</PublishAot></PropertyGroup><ItemGroup><ProjectReference Include="../Core/Core.csproj" />${item}</ItemGroup></Project>`,
			'Lib/B.cs':
				'using System.Runtime.InteropServices;\npublic static class B { [UnmanagedCallersOnly(EntryPoint = "b")] public static int M() => 1; }',
		});
		return checkAll(workspace).flatMap(report =>
			report.findings.filter(each => each.code === 'AOTL4003').map(each => `${report.path} ${report.text.slice(each.start, each.end)}`),
		);
	};
	assert.deepEqual(exported(''), ['/w/Core/A.cs UnmanagedCallersOnly(EntryPoint = "a")']);
	assert.deepEqual(exported('<UnmanagedEntryPointsAssembly Include="Core" />'), []);
});

test('web.config', () => {
	const config = (attributes: string): string =>
		`<configuration><system.webServer><aspNetCore ${attributes} /></system.webServer></configuration>`;
	assert.equal(
		found({ 'P.csproj': PLAIN, 'web.config': config('processPath="dotnet" arguments=".\\P.dll" hostingModel="inprocess"') }).length,
		2,
	);
	assert.deepEqual(found({ 'P.csproj': PLAIN, 'web.config': config('processPath=".\\P.exe" hostingModel="outofprocess"') }), []);
	assert.deepEqual(found({ 'P.csproj': project('', ''), 'web.config': config('processPath="dotnet"') }), []);
});

test('Dockerfiles', () => {
	const check = (docker: string): readonly string[] => found({ 'P.csproj': PLAIN, Dockerfile: docker });
	const good =
		'FROM mcr.microsoft.com/dotnet/sdk:9.0 AS build\nRUN apt-get install -y clang zlib1g-dev\nRUN dotnet publish -c Release -o /app\nFROM mcr.microsoft.com/dotnet/runtime-deps:9.0\nCOPY --from=build /app /app\n';
	assert.deepEqual(check(good), []);
	assert.deepEqual(check(good.replace('RUN apt-get install -y clang zlib1g-dev\n', '')), [
		'AOTL5004 FROM mcr.microsoft.com/dotnet/sdk:9.0 AS build',
	]);
	assert.deepEqual(check(good.replace('sdk:9.0', 'sdk:9.0-alpine-aot').replace('RUN apt-get install -y clang zlib1g-dev\n', '')), [
		'AOTL5004 FROM mcr.microsoft.com/dotnet/runtime-deps:9.0',
	]);
	assert.deepEqual(check(good.replace('runtime-deps', 'aspnet')), ['AOTL5004 FROM mcr.microsoft.com/dotnet/aspnet:9.0']);
	assert.deepEqual(
		check(
			'FROM mcr.microsoft.com/dotnet/aspnet:9.0 AS base\nFROM mcr.microsoft.com/dotnet/sdk:9.0 AS build\nRUN apt-get install clang\nFROM build AS publish\nRUN dotnet publish\nFROM base AS final\nCOPY --from=publish /app .\n',
		),
		['AOTL5004 FROM base AS final'],
	);
	assert.deepEqual(check('not a dockerfile'), []);
	const bad = good.replace('runtime-deps', 'aspnet');
	const crossed = (publish: string, image = 'sdk:9.0', properties = ''): readonly string[] =>
		found({
			'P.csproj': project('', `<PublishAot>true</PublishAot>${properties}`),
			Dockerfile: `FROM mcr.microsoft.com/dotnet/${image} AS build\nRUN apt-get install clang zlib1g-dev\nRUN dotnet publish ${publish}\nFROM scratch\n`,
		}).filter(each => each.endsWith('build'));
	assert.equal(crossed('-r win-x64').length, 1);
	assert.equal(crossed('-c Release', 'sdk:9.0', '<RuntimeIdentifier>win-x64</RuntimeIdentifier>').length, 1);
	assert.equal(crossed('-r linux-x64', 'sdk:9.0-nanoserver-ltsc2025').length, 1);
	assert.deepEqual(crossed('-r linux-x64', 'sdk:9.0', '<RuntimeIdentifier>win-x64</RuntimeIdentifier>'), []);
	assert.deepEqual(crossed('-r $RID', 'sdk:9.0', '<RuntimeIdentifier>win-x64</RuntimeIdentifier>'), []);
	assert.deepEqual(crossed('-r win-x64', 'sdk:9.0-windowsservercore-ltsc2022'), []);
	for (const name of ['Dockerfile.prod', 'api.Dockerfile', 'api.dockerfile', 'Containerfile'])
		assert.deepEqual(found({ 'P.csproj': PLAIN, [name]: bad }), ['AOTL5004 FROM mcr.microsoft.com/dotnet/aspnet:9.0'], name);
	for (const name of ['Dockerfile.dockerignore', 'Dockerfiles.md', 'NoDockerfile'])
		assert.deepEqual(found({ 'P.csproj': PLAIN, [name]: bad }), [], name);
});
