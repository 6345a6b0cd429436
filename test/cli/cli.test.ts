/** The bundled command line: formats, exit statuses, overrides. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import Ajv from 'ajv-draft-04';
import addFormats from 'ajv-formats';
import type { Log } from 'sarif';
import { OPTED_IN, root } from '../support/core.ts';

const folders: string[] = [];
after(() => {
	for (const folder of folders) fs.rmSync(folder, { recursive: true, force: true });
});

function folderOf(files: Record<string, string>): string {
	const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'aot-lens-cli-'));
	folders.push(folder);
	for (const [name, content] of Object.entries(files)) {
		fs.mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
		fs.writeFileSync(path.join(folder, name), content);
	}
	return folder;
}

const run = (...args: string[]) => spawnSync(process.execPath, [path.join(root, 'dist', 'cli.js'), ...args], { encoding: 'utf8' });
const CALL =
	'using System;\npublic class A\n{\n    public Array M() => Enum.GetValues(typeof(DayOfWeek));\n    [System.Diagnostics.CodeAnalysis.UnconditionalSuppressMessage("AOT", "IL3050")]\n    public Array N() => Enum.GetValues(typeof(DayOfWeek));\n}\n';

test('exit statuses: clean, findings, wrong usage, unreadable', () => {
	assert.equal(run('check', folderOf({ 'P.csproj': OPTED_IN, 'A.cs': 'class A { }' })).status, 0);
	assert.equal(run('check', folderOf({ 'P.csproj': OPTED_IN, 'A.cs': CALL })).status, 1);
	assert.equal(run('check', '--format', 'yaml').status, 2);
	assert.equal(run('nonsense').status, 2);
	assert.equal(run('check', '/no/such/folder').status, 2);
	const broken = run('check', folderOf({ 'P.csproj': OPTED_IN, 'A.cs': CALL, 'Q.csproj': '<Project Sdk="x">' }));
	assert.equal(broken.status, 3);
	assert.match(broken.stdout, /could not be judged: Q\.csproj/);
});

test("a short sentence stands before the SDK's where it is asked for", () => {
	const folder = folderOf({ 'P.csproj': OPTED_IN, 'A.cs': CALL });
	assert.match(run('check', folder).stdout, /warning IL3050: Using member 'System\.Enum\.GetValues/);
	assert.match(
		run('check', folder, '--messages', 'short').stdout,
		/warning IL3050: Enum\.GetValues makes code at run time, .*\. Using member/,
	);
	assert.equal(run('check', folder, '--messages', 'long').status, 2);
});

test('a package that is not restored is named and is no failure', () => {
	const project = OPTED_IN.replace(
		'</Project>',
		'<ItemGroup><PackageReference Include="No.Such.Package" Version="1.0.0" /></ItemGroup></Project>',
	);
	const result = run('check', folderOf({ 'P.csproj': project, 'A.cs': 'class A { }' }));
	assert.equal(result.status, 0);
	assert.match(result.stdout, /not checked: No\.Such\.Package: not restored, .*; run dotnet restore/);
	assert.match(result.stdout, /no problems, 1 not checked/);
});

test('SARIF validates against its schema; suppressed results are marked', () => {
	const folder = folderOf({ 'P.csproj': OPTED_IN, 'sub/A.cs': CALL });
	const output = path.join(folder, 'out.sarif');
	assert.equal(run('check', folder, '--format', 'sarif', '--output', output).status, 1);
	const log = JSON.parse(fs.readFileSync(output, 'utf8')) as Log;
	const ajv = new Ajv.default({ strict: false, allErrors: true, unicodeRegExp: false });
	addFormats.default(ajv);
	const validate = ajv.compile(JSON.parse(fs.readFileSync(path.join(root, 'test/support/sarif-2.1.0.schema.json'), 'utf8')) as object);
	assert.ok(validate(log), JSON.stringify(validate.errors));
	const results = log.runs[0]?.results ?? [];
	assert.deepEqual(
		results.map(result => [
			result.ruleId,
			result.level,
			result.locations?.[0]?.physicalLocation?.artifactLocation?.uri,
			result.locations?.[0]?.physicalLocation?.region?.startLine,
			result.suppressions?.length ?? 0,
		]),
		[
			['IL3050', 'warning', 'sub/A.cs', 4, 0],
			['IL3050', 'warning', 'sub/A.cs', 6, 1],
		],
	);
});

test('properties are overridden as MSBuild has them', () => {
	const folder = folderOf({
		'P.csproj':
			'<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><TargetFramework>net9.0</TargetFramework><NoWarn>IL3050</NoWarn></PropertyGroup></Project>',
		'A.cs': CALL,
	});
	const json = (...args: string[]) =>
		(
			JSON.parse(run('check', folder, '--format', 'json', ...args).stdout) as { findings: { level: string; suppressed: boolean }[] }
		).findings
			.filter(finding => !finding.suppressed)
			.map(finding => finding.level);
	assert.deepEqual(json(), []);
	assert.deepEqual(json('-p:NoWarn='), ['note']);
	assert.deepEqual(json('-p:NoWarn=', '-p:IsAotCompatible=true'), ['warning']);
	assert.deepEqual(json('-p:NoWarn=', '-p:IsAotCompatible=true', '-p:TreatWarningsAsErrors=true'), ['error']);
});

test('.editorconfig decides unless told not to', () => {
	const folder = folderOf({
		'P.csproj': OPTED_IN,
		'A.cs': CALL,
		'.editorconfig': 'root = true\n[*.cs]\ndotnet_diagnostic.IL3050.severity = none\n',
	});
	assert.equal(run('check', folder).status, 0);
	assert.equal(run('check', folder, '--no-editorconfig').status, 1);
});

test('a folder without projects is one compilation', () => {
	const folder = folderOf({
		'A.cs': 'class A { void M() { B.N(); } }',
		'sub/B.cs': 'class B { [System.Diagnostics.CodeAnalysis.RequiresUnreferencedCode("x")] public static void N() { } }',
	});
	const result = run('check', folder, '-p:IsAotCompatible=true');
	assert.equal(result.status, 1);
	assert.match(result.stdout, /A\.cs:1:22: warning IL2026: Using member 'B\.N\(\)'/);
});

test('solutions, projects and files are checked with what they reference', () => {
	const folder = folderOf({
		'.git/HEAD': '',
		'Directory.Build.props': '<Project><PropertyGroup><IsAotCompatible>true</IsAotCompatible></PropertyGroup></Project>',
		'src/App/App.csproj':
			'<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup><ItemGroup><ProjectReference Include="..\\..\\lib\\Lib.csproj" /></ItemGroup></Project>',
		'src/App/A.cs': 'class A { void M() => B.N(); }',
		'src/App/C.cs': 'class C { void M() => B.N(); }',
		'src/Other/Other.csproj': OPTED_IN,
		'src/Other/A.cs': CALL,
		'lib/Lib.csproj': OPTED_IN,
		'lib/B.cs':
			'public class B { [System.Diagnostics.CodeAnalysis.RequiresUnreferencedCode("x")] public static void N() { } void M() => N(); }',
		'src/All.sln':
			'Microsoft Visual Studio Solution File, Format Version 12.00\r\nProject("{FAE04EC0-301F-11D3-BF4B-00C04F79EFBC}") = "App", "App\\App.csproj", "{1}"\r\nEndProject\r\nProject("{FAE04EC0-301F-11D3-BF4B-00C04F79EFBC}") = "Lib", "..\\lib\\Lib.csproj", "{2}"\r\nEndProject\r\nProject("{2150E333-8FDC-42A3-9474-1A3956D46DE8}") = "docs", "docs", "{3}"\r\nEndProject\r\n',
		'src/All.slnx':
			'<Solution><Folder Name="/src/"><Project Path="App/App.csproj" /></Folder><Project Path="Gone/Gone.csproj" /><Project Path="x.fsproj" /></Solution>',
		'Some.slnf': '{ "solution": { "path": "src\\\\All.sln", "projects": [ "App\\\\App.csproj" ] } }',
		'bad.slnf': '{}',
		'x.txt': '',
	});
	const places = (target: string): readonly string[] =>
		run('check', path.join(folder, target))
			.stdout.split('\n')
			.filter(line => / IL\d{4}:/.test(line))
			.map(line => line.replace(/:\d+: .*/, ''));
	assert.deepEqual(places('src/All.sln'), ['App/A.cs:1', 'App/C.cs:1', '../lib/B.cs:1'].sort());
	assert.deepEqual(places('Some.slnf'), ['src/App/A.cs:1', 'src/App/C.cs:1']);
	assert.deepEqual(places('src/App'), ['A.cs:1', 'C.cs:1']);
	assert.deepEqual(places('src/App/App.csproj'), ['A.cs:1', 'C.cs:1']);
	assert.deepEqual(places('src/App/C.cs'), ['C.cs:1']);
	const gone = run('check', path.join(folder, 'src/All.slnx'));
	assert.equal(gone.status, 3);
	assert.match(gone.stdout, /could not be judged: Gone\/Gone\.csproj: the solution lists it, but it is not there/);
	assert.equal(run('check', path.join(folder, 'bad.slnf')).status, 2);
	assert.equal(run('check', path.join(folder, 'x.txt')).status, 2);
});
