/** The command line: formats, exit statuses, overrides; once as the bundle. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import Ajv from 'ajv-draft-04';
import addFormats from 'ajv-formats';
import type { Log } from 'sarif';
import { type CliResult, runCli } from '../support/cli.ts';
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

const run = (...args: string[]): Promise<CliResult> => runCli(args);
const CALL =
	'using System;\npublic class A\n{\n    public Array M() => Enum.GetValues(typeof(DayOfWeek));\n    [System.Diagnostics.CodeAnalysis.UnconditionalSuppressMessage("AOT", "IL3050")]\n    public Array N() => Enum.GetValues(typeof(DayOfWeek));\n}\n';

test('exit statuses: clean, findings, wrong usage, unreadable', async () => {
	assert.equal((await run('check', folderOf({ 'P.csproj': OPTED_IN, 'A.cs': 'class A { }' }))).status, 0);
	assert.equal((await run('check', folderOf({ 'P.csproj': OPTED_IN, 'A.cs': CALL }))).status, 1);
	assert.equal((await run('check', '--format', 'yaml')).status, 2);
	assert.equal((await run('nonsense')).status, 2);
	const unknown = await run('check', '--assume');
	assert.equal(unknown.status, 2);
	assert.equal(unknown.stderr, "aot-lens: Unknown option '--assume'.\naot-lens --help lists what there is.\n");
	assert.equal((await run('check', '/no/such/folder')).status, 2);
	const broken = await run('check', folderOf({ 'P.csproj': OPTED_IN, 'A.cs': CALL, 'Q.csproj': '<Project Sdk="x">' }));
	assert.equal(broken.status, 3);
	assert.match(broken.stdout, /could not be judged: Q\.csproj/);
});

test('what could not be judged is told also where the output goes to a file', async () => {
	const folder = folderOf({ 'P.csproj': OPTED_IN, 'A.cs': CALL, 'Q.csproj': '<Project Sdk="x">' });
	const result = await run('check', folder, '--format', 'sarif', '--output', path.join(folder, 'out.sarif'));
	assert.equal(result.status, 3);
	assert.match(result.stderr, /could not be judged: Q\.csproj/);
});

test('a file that only the build makes is a note and no failure', async () => {
	const project = OPTED_IN.replace('</Project>', '<ItemGroup><Compile Include="Made.g.cs" /></ItemGroup></Project>');
	const result = await run('check', folderOf({ 'P.csproj': project, 'A.cs': 'class A { }' }));
	assert.equal(result.status, 0);
	assert.match(result.stdout, /not there, so not compiled: Made\.g\.cs/);
});

test("a short sentence stands before the SDK's where it is asked for", async () => {
	const folder = folderOf({ 'P.csproj': OPTED_IN, 'A.cs': CALL });
	assert.match((await run('check', folder)).stdout, /warning IL3050: Using member 'System\.Enum\.GetValues/);
	assert.match(
		(await run('check', folder, '--messages', 'short')).stdout,
		/warning IL3050: Enum\.GetValues makes code at run time, .*\. Using member/,
	);
	assert.equal((await run('check', folder, '--messages', 'long')).status, 2);
});

test('the bundle prints, and its exit status is that of the command', () => {
	const bundle = (...args: string[]) => spawnSync(process.execPath, [path.join(root, 'dist', 'cli.js'), ...args], { encoding: 'utf8' });
	const checked = bundle('check', folderOf({ 'P.csproj': OPTED_IN, 'A.cs': CALL }));
	assert.equal(checked.status, 1);
	assert.match(checked.stdout, /A\.cs:4:25: warning IL3050/);
	assert.equal(checked.stderr, '');
	const wrong = bundle('nonsense');
	assert.equal(wrong.status, 2);
	assert.match(wrong.stderr, /^aot-lens: .*nonsense/);
});

test('a package that is not restored is named and is no failure', async () => {
	const project = OPTED_IN.replace(
		'</Project>',
		'<ItemGroup><PackageReference Include="No.Such.Package" Version="1.0.0" /></ItemGroup></Project>',
	);
	const result = await run('check', folderOf({ 'P.csproj': project, 'A.cs': 'class A { }' }));
	assert.equal(result.status, 0);
	assert.match(result.stdout, /not checked: No\.Such\.Package: not restored, .*; run dotnet restore/);
	assert.match(result.stdout, /no problems, 1 not checked/);
});

test('SARIF validates against its schema; suppressed results are marked', async () => {
	const folder = folderOf({ 'P.csproj': OPTED_IN, 'sub/A.cs': CALL });
	const output = path.join(folder, 'out.sarif');
	assert.equal((await run('check', folder, '--format', 'sarif', '--output', output)).status, 1);
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

test('properties are overridden as MSBuild has them', async () => {
	const folder = folderOf({
		'P.csproj':
			'<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><TargetFramework>net9.0</TargetFramework><NoWarn>IL3050</NoWarn></PropertyGroup></Project>',
		'A.cs': CALL,
	});
	const json = async (...args: string[]): Promise<readonly string[]> =>
		(
			JSON.parse((await run('check', folder, '--format', 'json', ...args)).stdout) as { findings: { level: string; suppressed: boolean }[] }
		).findings
			.filter(finding => !finding.suppressed)
			.map(finding => finding.level);
	assert.deepEqual(await json(), []);
	assert.deepEqual(await json('-p:NoWarn='), ['note']);
	assert.deepEqual(await json('-p:NoWarn=', '-p:IsAotCompatible=true'), ['warning']);
	assert.deepEqual(await json('-p:NoWarn=', '-p:IsAotCompatible=true', '-p:TreatWarningsAsErrors=true'), ['error']);
});

test('.editorconfig decides unless told not to', async () => {
	const folder = folderOf({
		'P.csproj': OPTED_IN,
		'A.cs': CALL,
		'.editorconfig': 'root = true\n[*.cs]\ndotnet_diagnostic.IL3050.severity = none\n',
	});
	assert.equal((await run('check', folder)).status, 0);
	assert.equal((await run('check', folder, '--no-editorconfig')).status, 1);
});

test('a folder without projects is one compilation', async () => {
	const folder = folderOf({
		'A.cs': 'class A { void M() { B.N(); } }',
		'sub/B.cs': 'class B { [System.Diagnostics.CodeAnalysis.RequiresUnreferencedCode("x")] public static void N() { } }',
	});
	const result = await run('check', folder, '-p:IsAotCompatible=true');
	assert.equal(result.status, 1);
	assert.match(result.stdout, /A\.cs:1:22: warning IL2026: Using member 'B\.N\(\)'/);
});

test('solutions, projects and files are checked with what they reference', async () => {
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
	const places = async (target: string): Promise<readonly string[]> =>
		(await run('check', path.join(folder, target))).stdout
			.split('\n')
			.filter(line => / IL\d{4}:/.test(line))
			.map(line => line.replace(/:\d+: .*/, ''));
	assert.deepEqual(await places('src/All.sln'), ['App/A.cs:1', 'App/C.cs:1', '../lib/B.cs:1'].sort());
	assert.deepEqual(await places('Some.slnf'), ['src/App/A.cs:1', 'src/App/C.cs:1']);
	assert.deepEqual(await places('src/App'), ['A.cs:1', 'C.cs:1']);
	assert.deepEqual(await places('src/App/App.csproj'), ['A.cs:1', 'C.cs:1']);
	assert.deepEqual(await places('src/App/C.cs'), ['C.cs:1']);
	const gone = await run('check', path.join(folder, 'src/All.slnx'));
	assert.equal(gone.status, 3);
	assert.match(gone.stdout, /could not be judged: Gone\/Gone\.csproj: the solution lists it, but it is not there/);
	assert.equal((await run('check', path.join(folder, 'bad.slnf'))).status, 2);
	assert.equal((await run('check', path.join(folder, 'x.txt'))).status, 2);
});

test('a baseline hides what was there, whatever lines move, and shrinks', async () => {
	const folder = folderOf({ '.git/HEAD': '', 'P.csproj': OPTED_IN, 'A.cs': CALL });
	const baseline = path.join(folder, 'known.json');
	assert.equal((await run('baseline', folder, '--output', baseline)).status, 0);
	assert.equal((await run('check', folder, '--baseline', baseline)).status, 0);

	const source = path.join(folder, 'A.cs');
	const more = '    public Array K() => Enum.GetValues(typeof(ConsoleKey));\n';
	fs.writeFileSync(source, `// moved\n\n${CALL.replace('    public Array M', `${more}    public Array M`)}`);
	const result = await run('check', folder, '--baseline', baseline, '--format', 'json');
	assert.equal(result.status, 1);
	const told = (JSON.parse(result.stdout) as { findings: { line: number; suppressed: boolean; fingerprint: string }[] }).findings;
	assert.deepEqual(
		told.filter(each => !each.suppressed).map(each => each.line),
		[6],
	);
	assert.match(told[0]?.fingerprint ?? '', /^[0-9a-f]{32}$/);

	fs.writeFileSync(source, 'class A { }\n');
	assert.equal((await run('check', folder, '--baseline', baseline, '--shrink-baseline')).status, 0);
	assert.deepEqual((JSON.parse(fs.readFileSync(baseline, 'utf8')) as { findings: unknown[] }).findings, []);

	assert.equal((await run('check', folder, '--baseline', source)).status, 2);
	assert.equal((await run('check', folder, '--baseline', path.join(folder, 'no.json'))).status, 2);
});

test('each format tells of the finding, and nothing in it obeys the text of a file', async () => {
	const folder = folderOf({
		'P.csproj': OPTED_IN,
		'A ]%,b.cs': CALL.replace('DayOfWeek', 'Kind').replace('public class A', 'public enum Kind { }\npublic class A'),
	});
	const told = async (format: string): Promise<string> => (await run('check', folder, '--format', format)).stdout;
	assert.match(
		await told('github'),
		/^::warning file=A \]%25%2Cb\.cs,line=5,endLine=5,col=25,endColumn=\d+,title=IL3050%3A [^:]+::Using member/,
	);
	assert.match(
		await told('azure'),
		/^##vso\[task\.logissue type=warning;sourcepath=A %5D%AZP25,b\.cs;linenumber=5;columnnumber=25;code=IL3050\]Using/,
	);
	assert.match(await told('msbuild'), /^A \]%,b\.cs\(5,25\): warning IL3050: Using .* \[P\.csproj\]$/m);
	const [issue] = JSON.parse(await told('gitlab')) as { location: object; fingerprint: string; severity: string }[];
	assert.deepEqual(issue?.location, { path: 'A ]%,b.cs', lines: { begin: 5, end: 5 } });
	assert.match(
		await told('junit'),
		/<testsuite name="AOT Lens" tests="1" failures="1">[\s\S]*<failure [^>]*>A \]%,b\.cs:5:25: warning IL3050: [\s\S]*<\/failure>/,
	);
	assert.match(
		await told('markdown'),
		/^## AOT Lens: 1 warning\n[\s\S]*\| warning \| IL3050 \| A \\\]%,b\.cs\\:5 \| Enum\.GetValues makes code/,
	);
});

test('codes, levels and a number of warnings are chosen; codes are explained', async () => {
	const folder = folderOf({ 'P.csproj': OPTED_IN, 'A.cs': CALL });
	assert.equal((await run('check', folder, '--rule', 'IL2026')).status, 0);
	assert.equal((await run('check', folder, '--rule', 'IL3050')).status, 1);
	assert.equal((await run('check', folder, '--rule', 'IL1')).status, 2);
	assert.equal((await run('check', folder, '--severity', 'error')).status, 0);
	assert.equal((await run('check', folder, '--max-warnings', '1')).status, 0);
	assert.equal((await run('check', folder, '--max-warnings', 'many')).status, 2);
	assert.match((await run('explain', 'il3050')).stdout, /^# IL3050: [\s\S]*\*\*What to do\.\*\*/);
	assert.equal((await run('explain', '../../README')).status, 2);
	assert.match((await run('rules')).stdout, /^IL3050 +AOT +Calls a member that requires dynamic code$/m);
});
