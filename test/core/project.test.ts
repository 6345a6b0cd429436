/** Projects as MSBuild evaluates them, without MSBuild. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { evaluateCondition } from '../../server/src/core/project/expressions.ts';
import { parseXml } from '../../server/src/core/project/xml.ts';
import { mergeTargets } from '../../server/src/core/analysis/report.ts';
import { summarize } from '../../server/src/core/analysis/summary.ts';
import { checkAll, places, workspaceOf } from '../support/core.ts';

const scope = (properties: Record<string, string>) => ({
	property: (name: string) => properties[name] ?? '',
	exists: (path: string) => path === '/there',
	report: () => undefined,
	pathOfFileAbove: () => '',
	fullPath: (path: string) => path,
});

test('conditions', () => {
	const evaluate = (condition: string): boolean => evaluateCondition(condition, scope({ A: 'x', V: '10.0', T: 'true', F: 'net10.0' }));
	for (const condition of [
		"'$(A)' == 'x'",
		"'$(A)' != 'y' and '$(B)' == ''",
		"('$(A)' == 'y' or $(T)) and !false",
		"'$(V)' >= '8.0'",
		"Exists('/there')",
		"$([MSBuild]::IsTargetFrameworkCompatible('$(F)', 'net8.0'))",
		"$(A.StartsWith('x'))",
		'$([System.Runtime.InteropServices.RuntimeInformation]::IsOSPlatform($([System.Runtime.InteropServices.OSPlatform]::get_Linux())))',
		"'$([System.IO.Directory]::GetParent('/a/b/c').Parent.FullName)' == '/a'",
	])
		assert.equal(evaluate(condition), true, condition);
	for (const condition of [
		"'$(A)' == 'y'",
		"Exists('/gone')",
		"'$(A)' == 'x' and",
		'$([No.Such]::Thing())',
		"$([MSBuild]::IsTargetFrameworkCompatible('$(F)', 'net11.0'))",
	])
		assert.equal(evaluate(condition), false, condition);
});

test('properties, imports, items and globs', () => {
	const { workspace } = workspaceOf({
		'Directory.Build.props':
			'<Project><PropertyGroup><IsAotCompatible>true</IsAotCompatible><Extra>shared</Extra></PropertyGroup><Import Project="more.props" /></Project>',
		'more.props':
			'<Project><PropertyGroup><DefineConstants>$(DefineConstants);FROM_MORE</DefineConstants></PropertyGroup><ItemGroup><Using Include="System.Text" /><Using Include="System.Math" Static="true" /></ItemGroup></Project>',
		'Directory.Packages.props': '<Project><ItemGroup><PackageVersion Include="P" Version="1.2.3" /></ItemGroup></Project>',
		'app/App.csproj':
			'<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><TargetFrameworks>net8.0;net10.0;netstandard2.0</TargetFrameworks><ImplicitUsings>enable</ImplicitUsings></PropertyGroup><ItemGroup><Compile Remove="skip/**" /><Compile Include="../linked/*.cs" /><ProjectReference Include="..\\lib\\Lib.csproj" /><PackageReference Include="P" /></ItemGroup></Project>',
		'app/A.cs': '',
		'app/skip/B.cs': '',
		'app/obj/C.cs': '',
		'linked/D.cs': '',
		'lib/Lib.csproj':
			'<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup></Project>',
		'lib/L.cs': '',
	});
	const app = workspace.projects.find(project => project.name === 'App');
	assert.ok(app);
	assert.equal(app.targetFramework, 'net10.0');
	assert.equal(app.kind, 'opted-in');
	assert.deepEqual(app.files.toSorted(), ['/w/app/A.cs', '/w/linked/D.cs']);
	assert.deepEqual(app.projectReferences, ['/w/lib/Lib.csproj']);
	for (const symbol of ['FROM_MORE', 'NET10_0', 'NET8_0_OR_GREATER', 'DEBUG', 'TRACE']) assert.ok(app.symbols.has(symbol), symbol);
	const usings = app.usings.map(using => using.namespace);
	for (const namespace of ['System.Linq', 'System.Text', 'System.Math']) assert.ok(usings.includes(namespace), namespace);
	assert.deepEqual(app.packages.missing, ['P']);
});

test('an Aspire host starts the projects that it references, and does not compile against them', () => {
	const library = '<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup></Project>';
	const host = (sdk: string, before = ''): string =>
		`<Project Sdk="${sdk}">${before}<PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup><ItemGroup><ProjectReference Include="../api/Api.csproj" /><ProjectReference Include="../lib/Lib.csproj" IsAspireProjectResource="false" /></ItemGroup></Project>`;
	const { workspace } = workspaceOf({
		'api/Api.csproj': library,
		'lib/Lib.csproj': library,
		'one/One.csproj': host('Aspire.AppHost.Sdk/13.0.0'),
		'two/Two.csproj': host('Microsoft.NET.Sdk', '<Sdk Name="Aspire.AppHost.Sdk" Version="9.5.0" />'),
		'script/apphost.cs': '#:sdk Aspire.AppHost.Sdk@13.0.0\nSystem.Console.WriteLine();\n',
		'other/Other.csproj': library.replace('Microsoft.NET.Sdk', 'Some.Sdk/1.0.0'),
	});
	const named = (name: string) => workspace.projects.find(project => project.path.endsWith(name));
	for (const name of ['One.csproj', 'Two.csproj']) {
		assert.deepEqual(named(name)?.projectReferences, ['/w/lib/Lib.csproj'], name);
		assert.deepEqual(named(name)?.packages.missing, ['Aspire.Hosting.AppHost'], name);
		assert.deepEqual(named(name)?.messages, [], name);
	}
	assert.deepEqual([named('apphost.cs')?.kind, named('apphost.cs')?.publishesAot], ['not-opted-in', false]);
	assert.deepEqual(named('Other.csproj')?.messages, ["other/Other.csproj: not read: what the SDK 'Some.Sdk' brings"]);
});

test('an Aspire host has a class for each project that it starts, and for itself', () => {
	const unknowns = new Map<string, number>();
	const files = {
		'api/Shop.2nd-Api.csproj':
			'<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup></Project>',
		'host/Host.csproj':
			'<Project Sdk="Aspire.AppHost.Sdk/13.0.0"><PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup><ItemGroup><ProjectReference Include="..\\api\\Shop.2nd-Api.csproj" /><ProjectReference Include="../api/./Shop.2nd-Api.csproj" AspireProjectMetadataTypeName="Other" /></ItemGroup></Project>',
		'host/A.cs':
			'System.Console.WriteLine(new Projects.Shop__2nd_Api().ProjectPath + new Projects.Other().SuppressBuild + Projects.Host.ProjectPath + new Projects.Gone());',
	};
	const { workspace } = workspaceOf(files, { unknowns });
	checkAll(workspace);
	// `Gone` alone.
	assert.deepEqual([...unknowns], [['type', 1]]);
	assert.deepEqual(workspace.unreadable, new Map());
});

test('a restore says what packages bring: their files are read in the packages folder alone', () => {
	const restored = (root: string): string =>
		`<Project><PropertyGroup Condition=" '$(ExcludeRestorePackageImports)' != 'true' "><NuGetPackageRoot>${root}</NuGetPackageRoot></PropertyGroup><ImportGroup><Import Project="$(NuGetPackageRoot)p/1.0.0/build/P.props" Condition="Exists('$(NuGetPackageRoot)p/1.0.0/build/P.props')" /></ImportGroup></Project>`;
	const project =
		'<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><TargetFramework>net10.0</TargetFramework><DefineConstants>$(DefineConstants);$(FromPackage)</DefineConstants></PropertyGroup></Project>';
	const { workspace, files } = workspaceOf({
		'Directory.Build.props': '<Project><PropertyGroup><RestorePackagesPath>/p</RestorePackagesPath></PropertyGroup></Project>',
		'a/A.csproj': project,
		'a/obj/A.csproj.nuget.g.props': restored('/p/'),
		'b/B.csproj': project,
		'b/obj/B.csproj.nuget.g.props': restored('/elsewhere/'),
	});
	files.set(
		'/p/p/1.0.0/build/P.props',
		'<Project><PropertyGroup><FromPackage>BY_P</FromPackage></PropertyGroup><ItemGroup><Using Include="P.Core" /><Compile Include="$(MSBuildThisFileDirectory)P.cs" /><X Include="@(Y->Distinct())" /></ItemGroup></Project>',
	);
	files.set('/p/p/1.0.0/build/P.cs', '');
	files.set('/elsewhere/p/1.0.0/build/P.props', '<Project><PropertyGroup><FromPackage>STOLEN</FromPackage></PropertyGroup></Project>');
	const [a, b] = ['A', 'B'].map(name => workspace.projects.find(each => each.name === name));
	assert.ok(a && b);
	assert.ok(a.symbols.has('BY_P'));
	assert.deepEqual(
		a.usings.map(using => using.namespace),
		['P.Core'],
	);
	assert.deepEqual([a.files, a.messages], [[], []]);
	assert.ok(!b.symbols.has('STOLEN'));
});

test('a restore is found where the output goes to', () => {
	const project = '<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup></Project>';
	const assets = JSON.stringify({
		packageFolders: { '/packages/': {} },
		libraries: { 'Found/1.0.0': { type: 'package', path: 'found/1.0.0' } },
		targets: { 'net10.0': { 'Found/1.0.0': { compile: { 'lib/net8.0/Found.dll': {} } } } },
	});
	const missing = (properties: string, place: string): readonly string[] => {
		const props = `<Project><PropertyGroup>${properties}</PropertyGroup></Project>`;
		const { workspace } = workspaceOf({ 'src/App.csproj': project, 'src/A.cs': '', 'Directory.Build.props': props, [place]: assets });
		return workspace.projects[0]?.packages.missing ?? [];
	};
	const artifacts = '<UseArtifactsOutput>true</UseArtifactsOutput>';
	assert.deepEqual(missing('', 'src/obj/project.assets.json'), ['Found']);
	assert.deepEqual(missing(artifacts, 'artifacts/obj/App/project.assets.json'), ['Found']);
	assert.deepEqual(missing('<ArtifactsPath>$(MSBuildThisFileDirectory)out</ArtifactsPath>', 'out/obj/App/project.assets.json'), ['Found']);
	assert.deepEqual(missing(`${artifacts}<ArtifactsProjectName>Other</ArtifactsProjectName>`, 'artifacts/obj/Other/project.assets.json'), [
		'Found',
	]);
	assert.deepEqual(missing('<BaseIntermediateOutputPath>..\\tmp\\</BaseIntermediateOutputPath>', 'tmp/project.assets.json'), ['Found']);
	assert.deepEqual(missing(artifacts, 'src/obj/project.assets.json'), []);
});

test('items of Directory.Build.targets see what the SDK sets after it', () => {
	const { workspace } = workspaceOf({
		'Directory.Build.targets':
			"<Project><PropertyGroup Condition=\"'$(IncludeBuildOutput)' == 'true'\"><DefineConstants>$(DefineConstants);EARLY</DefineConstants></PropertyGroup><ItemGroup Condition=\"'$(IncludeBuildOutput)' == 'true'\"><Using Include=\"Late\" /></ItemGroup></Project>",
		'A.csproj': '<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup></Project>',
	});
	const [project] = workspace.projects;
	assert.deepEqual(
		project?.usings.map(using => using.namespace),
		['Late'],
	);
	assert.ok(!project?.symbols.has('EARLY'));
});

test('circular imports, imports from outside and hostile XML end in messages', () => {
	const { workspace } = workspaceOf({
		'A.csproj':
			'<Project Sdk="Microsoft.NET.Sdk"><Import Project="x.props" /><Import Project="/etc/passwd" /><PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup></Project>',
		'x.props': '<Project><Import Project="x.props" /></Project>',
		'A.cs': '',
	});
	assert.deepEqual(
		workspace.projects[0]?.messages.map(message => message.replace(/:.*/, '')),
		['x.props', 'A.csproj'],
	);
	assert.throws(() => parseXml('<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'), /document type/);
	assert.throws(() => parseXml('<a>'.repeat(200)), /too deeply/);
	assert.throws(() => parseXml('<a><b></a>'));
});

test('projects that reference each other do not loop', () => {
	const project = (other: string): string =>
		`<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup><ItemGroup><ProjectReference Include="../${other}/${other}.csproj" /></ItemGroup></Project>`;
	const { workspace } = workspaceOf({
		'a/a.csproj': project('b'),
		'b/b.csproj': project('a'),
		'a/A.cs': 'class A { B b; }',
		'b/B.cs': 'public class B { }',
	});
	for (const each of workspace.projects) assert.ok(workspace.services(each));
});

test('damaged project files end in a message or in a project, and soon', () => {
	const whole =
		'<Project Sdk="Microsoft.NET.Sdk.Web"><Import Project="$(MSBuildThisFileDirectory)x.props" Condition="Exists(\'x.props\')" /><PropertyGroup Condition="\'$(A)\' == \'$([System.String]::Copy(b))\'"><TargetFrameworks>net8.0;net10.0</TargetFrameworks><A>$(B);$(A)</A><B>$(A.Replace(\'x\', \'$(B)\'))</B></PropertyGroup><ItemGroup><Compile Remove="**/a*.cs;@(B)" /><Using Include="X" Alias="Y" /><PackageReference Include="P" Version="[1.0,)" /></ItemGroup><Choose><When Condition="\'$(A)\' != \'\'"><PropertyGroup><C>1</C></PropertyGroup></When></Choose></Project>';
	const alphabet = '<>"\'$()@%*;/\\[]!=ab\0\u00e9';
	const said: string[] = [];
	let state = 7;
	const next = (limit: number): number => {
		state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
		return (state >> 8) % limit;
	};
	for (let count = 0; count < 2000; count++) {
		let text = count % 4 === 0 ? whole.slice(0, next(whole.length)) : whole;
		for (let edits = 1 + next(4); edits > 0; edits--) {
			const at = next(text.length + 1);
			text = text.slice(0, at) + (alphabet[next(alphabet.length)] ?? '').repeat(1 + next(3)) + text.slice(at + next(3));
		}
		const started = performance.now();
		const { workspace } = workspaceOf({ 'P.csproj': text, 'x.props': '<Project />', 'A.cs': '' }, { log: message => said.push(message) });
		said.length = 0;
		assert.equal(new Set(workspace.projects.map(project => project.path)).size + workspace.unreadable.size + said.length, 1, text);
		assert.ok(performance.now() - started < 2000, text);
	}
});

test('what is internal is seen by the assemblies that attributes and project files name', () => {
	const optedIn = '<TargetFramework>net10.0</TargetFramework><IsAotCompatible>true</IsAotCompatible>';
	const user = (name: string): Record<string, string> => ({
		[`${name}/${name}.csproj`]: `<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup>${optedIn}</PropertyGroup><ItemGroup><ProjectReference Include="../lib/Lib.csproj" /></ItemGroup></Project>`,
		[`${name}/A.cs`]: 'class A { void M() { Lib.Hidden(); } }',
	});
	const { workspace } = workspaceOf({
		'lib/Lib.csproj': `<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup>${optedIn}</PropertyGroup><ItemGroup><InternalsVisibleTo Include="ByItem" /></ItemGroup></Project>`,
		'lib/Lib.cs': `using System.Runtime.CompilerServices;
[assembly: InternalsVisibleTo("ByParts, PublicKey=" + "0024" +
	"00c5")]
[assembly: InternalsVisibleTo("ByUnknownKey, PublicKey=" + ThisAssembly.PublicKey)]
[assembly: InternalsVisibleToAttribute(Names.ByConstant)]
[assembly: InternalsVisibleTo($"ByHole, PublicKey={Names.Key}")]
static class Names { public const string ByConstant = nameof(ByConstant), Key = "0024"; }
static class Lib { [System.Diagnostics.CodeAnalysis.RequiresUnreferencedCode("x")] internal static void Hidden() { } }`,
		...user('ByItem'),
		...user('ByParts'),
		...user('ByUnknownKey'),
		...user('ByConstant'),
		...user('ByHole'),
		...user('Stranger'),
	});
	assert.deepEqual(places(mergeTargets(checkAll(workspace))), [
		'ByConstant/A.cs:1:22 IL2026',
		'ByHole/A.cs:1:22 IL2026',
		'ByItem/A.cs:1:22 IL2026',
		'ByParts/A.cs:1:22 IL2026',
		'ByUnknownKey/A.cs:1:22 IL2026',
	]);
});

test('what a referenced project declares is read as that project means it', () => {
	const optedIn = '<TargetFramework>net10.0</TargetFramework><IsAotCompatible>true</IsAotCompatible>';
	const { workspace } = workspaceOf({
		'app/App.csproj': `<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup>${optedIn}</PropertyGroup><ItemGroup><ProjectReference Include="../lib/Lib.csproj" /></ItemGroup></Project>`,
		'app/A.cs':
			'static class Messages { public const string Reflects = "not this"; } class A { void M() { Lib.Marked(); Lib.Needs<A>(); new Made<A>(); } void N<T>() => Lib.Needs<T>(); }',
		'lib/Lib.csproj': `<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup>${optedIn}</PropertyGroup></Project>`,
		'lib/Lib.cs': `using System.Diagnostics.CodeAnalysis;
static class Messages { public const string Reflects = "It reflects"; public const DynamicallyAccessedMemberTypes All = DynamicallyAccessedMemberTypes.PublicMethods; }
public static class Lib { [RequiresUnreferencedCode(Messages.Reflects)] public static void Marked() { } public static void Needs<[DynamicallyAccessedMembers(Messages.All)] T>() { } }
public class Made<T> : IHidden where T : class { }
interface IHidden { }`,
	});
	const [marked, needs, ...rest] = checkAll(workspace).flatMap(report => report.findings);
	assert.match(marked?.message ?? '', /Lib\.Marked\(\)' .* It reflects\.$/);
	assert.match(needs?.message ?? '', /PublicMethods/);
	assert.deepEqual(rest, []);
});

test('each target is judged, and what targets agree on is one finding', () => {
	const { workspace } = workspaceOf({
		'app/App.csproj':
			'<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><TargetFramework>net9.0</TargetFramework><IsAotCompatible>true</IsAotCompatible></PropertyGroup><ItemGroup><ProjectReference Include="../lib/Lib.csproj" /></ItemGroup></Project>',
		'app/A.cs': 'class A { void M() { Lib.OnNine(); Lib.OnTen(); } }',
		'lib/Lib.csproj':
			'<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><TargetFrameworks>netstandard2.0;net8.0;net9.0;net10.0</TargetFrameworks><IsAotCompatible Condition="$([MSBuild]::IsTargetFrameworkCompatible(\'$(TargetFramework)\', \'net8.0\'))">true</IsAotCompatible></PropertyGroup></Project>',
		'lib/Lib.cs': `using System.Diagnostics.CodeAnalysis;
public static class Lib {
	[RequiresUnreferencedCode("x")] static void R() { }
	static void Everywhere() => R();
#if NET8_0
	static void Eight() => R();
#elif NET10_0
	[RequiresUnreferencedCode("x")] public static void OnTen() { }
	[UnconditionalSuppressMessage("Trimming", "IL2026")]
#else
	[RequiresUnreferencedCode("x")] public static void OnNine() { }
#endif
	static void Some() => R();
	static void Shared() => Plain.N();
}`,
		'lib/Plain.cs': 'public class Plain { [System.Diagnostics.CodeAnalysis.RequiresUnreferencedCode("x")] public static void N() { } }',
	});
	assert.deepEqual(
		workspace.projects.map(project => `${project.name} ${project.targetFramework}`),
		['App net9.0', 'Lib net10.0', 'Lib net9.0', 'Lib net8.0'],
	);
	const reports = checkAll(workspace);
	assert.deepEqual(places(mergeTargets(reports)), [
		'app/A.cs:1:22 IL2026',
		'lib/Lib.cs:4:30 IL2026',
		'lib/Lib.cs:6:25 IL2026',
		'lib/Lib.cs:13:24 IL2026',
		'lib/Lib.cs:14:26 IL2026',
	]);
	const [, lib] = summarize(workspace, workspace.projects, reports, true).projects;
	assert.deepEqual([lib?.targetFramework, lib?.warnings], ['net10.0;net9.0;net8.0', 4]);
});

test('spans are preferred to sequences since C# 14', () => {
	const chosen = (framework: string, version: string): string | undefined => {
		const { workspace } = workspaceOf({
			'A.csproj': `<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><TargetFramework>${framework}</TargetFramework><LangVersion>${version}</LangVersion><IsAotCompatible>true</IsAotCompatible></PropertyGroup></Project>`,
			'A.cs': `using System; using System.Collections.Generic; using System.Diagnostics.CodeAnalysis;
static class E {
	[RequiresUnreferencedCode("span")] static void Has<T>(this ReadOnlySpan<T> s) { }
	[RequiresUnreferencedCode("sequence")] static void Has<T>(this IEnumerable<T> s) { }
	static void M(int[] a) => a.Has();
}`,
		});
		return /span|sequence/.exec(checkAll(workspace)[0]?.findings[0]?.message ?? '')?.[0];
	};
	assert.deepEqual(
		[chosen('net10.0', ''), chosen('net10.0', '13'), chosen('net9.0', ''), chosen('net9.0', 'latest'), chosen('net8.0', 'default')],
		['span', 'sequence', 'sequence', 'span', 'sequence'],
	);
});

test('packages are looked up where nuget.config says', () => {
	const nuspec = '<package><metadata><id>P</id><version>1.0.0</version></metadata></package>';
	const files = {
		'NuGet.Config': '<configuration><config><add key="GlobalPackagesFolder" value="..\\w\\restored" /></config></configuration>',
		'restored/p/1.0.0/p.nuspec': nuspec,
		'restored/p/1.0.0/lib/net8.0/P.dll': '',
		'default/p/2.0.0/p.nuspec': nuspec,
		'app/App.csproj':
			'<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup><ItemGroup><PackageReference Include="P" Version="1.0.0" /></ItemGroup></Project>',
		'app/A.cs': '',
	};
	const [project] = workspaceOf(files).workspace.projects;
	assert.deepEqual([project?.packages.missing, project?.packages.assemblies], [[], ['/w/restored/p/1.0.0/lib/net8.0/P.dll']]);
});

test('only packages whose code could be called are missed', () => {
	const files = {
		'nuget.config': '<configuration><config><add key="globalPackagesFolder" value="restored" /></config></configuration>',
		'restored/p/1.0.0/p.nuspec':
			'<package><metadata><id>P</id><version>1.0.0</version><dependencies><dependency id="System.Collections" version="4.3.0" /><dependency id="System.Text.Json" version="8.0.0" /><dependency id="System.Linq.Async" version="6.0.0" /></dependencies></metadata></package>',
		'restored/p/1.0.0/lib/net8.0/P.dll': '',
		'Directory.Packages.props':
			'<Project><ItemGroup><GlobalPackageReference Include="Versions.ByGit" Version="3.0.0" /></ItemGroup></Project>',
		'app/App.csproj':
			'<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><TargetFrameworks>net8.0;net10.0</TargetFrameworks></PropertyGroup><ItemGroup><PackageReference Include="P" Version="1.0.0" /><PackageReference Include="System.Formats.Asn1" Version="9.0.0" /><PackageReference Include="Style.Analyzers" Version="1.0.0" IncludeAssets="build; analyzers" /><PackageReference Include="Weaver" Version="1.0.0" ExcludeAssets="compile" /><PackageReference Include="Gone" Version="1.0.0" PrivateAssets="all" /></ItemGroup></Project>',
		'app/A.cs': '',
	};
	// System.Formats.Asn1 9 is newer than what .NET 8 has within it.
	assert.deepEqual(
		workspaceOf(files).workspace.projects.map(project => [project.targetFramework, project.packages.missing]),
		[
			['net10.0', ['Gone', 'System.Linq.Async']],
			['net8.0', ['System.Formats.Asn1', 'Gone', 'System.Linq.Async']],
		],
	);
});

test('a project says the year as it likes', () => {
	const { workspace } = workspaceOf({
		'App.csproj':
			'<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><TargetFramework>net10.0</TargetFramework><Year>$([System.DateTime]::UtcNow.Year)</Year><Copyright>2020-$([System.DateTime]::UtcNow.ToString(`yyyy`)) Us</Copyright><Text>$([System.String]::Format("{0}-{1}", a, $(TargetFramework)))</Text></PropertyGroup></Project>',
		'A.cs': '',
	});
	const [project] = workspace.projects;
	const year = new Date().getUTCFullYear();
	assert.deepEqual(
		[project?.messages, project?.property('Year'), project?.property('Copyright'), project?.property('Text')],
		[[], String(year), `2020-${year} Us`, 'a-net10.0'],
	);
});
