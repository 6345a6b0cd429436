/** `aot-lens fix` on the command line: what it writes, what it leaves alone, and what it says. */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { type CliResult, runCli } from '../support/cli.ts';
import { OPTED_IN } from '../support/core.ts';

const folders: string[] = [];
after(() => {
	for (const folder of folders) fs.rmSync(folder, { recursive: true, force: true });
});

function folderOf(files: Record<string, string>): string {
	const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'aot-lens-fix-'));
	folders.push(folder);
	for (const [name, content] of Object.entries(files)) fs.writeFileSync(path.join(folder, name), content);
	return folder;
}

const run = (...args: string[]): Promise<CliResult> => runCli(['fix', ...args]);
const read = (folder: string, name: string): string => fs.readFileSync(path.join(folder, name), 'utf8');

const PLAIN = OPTED_IN.replace('<IsAotCompatible>true</IsAotCompatible>', '');
const DAYS = 'using System;\npublic class A\n{\n    public Array Days() => Enum.GetValues(typeof(DayOfWeek));\n}\n';
const FIXED = DAYS.replace('GetValues(typeof(DayOfWeek))', 'GetValues<DayOfWeek>()');
const FOLDER =
	'using System.IO;\nusing System.Reflection;\npublic class A\n{\n    public string? Own => Path.GetDirectoryName(Assembly.GetExecutingAssembly().Location);\n}\n';

test('repairs what opted in, and a second run changes nothing', async () => {
	const folder = folderOf({ 'P.csproj': OPTED_IN, 'A.cs': DAYS });
	const first = await run(folder);
	assert.equal(first.status, 0);
	assert.equal(read(folder, 'A.cs'), FIXED);
	assert.match(first.stdout, /^1 finding fixed in 1 file; 0 left\n {2}1 by direct-form\n {2}A\.cs\n$/);
	assert.match((await run(folder)).stdout, /^0 findings fixed in 0 files; 0 left\n$/);
});

test('a project that has not opted in is left alone, unless asked for', async () => {
	const folder = folderOf({ 'P.csproj': PLAIN, 'A.cs': DAYS });
	const left = await run(folder);
	assert.equal(left.status, 0);
	assert.equal(read(folder, 'A.cs'), DAYS);
	assert.match(left.stdout, /left alone, not opted in: P \(--all-projects\)/);
	await run(folder, '--all-projects');
	assert.equal(read(folder, 'A.cs'), FIXED);
	const other = folderOf({ 'P.csproj': PLAIN, 'A.cs': DAYS });
	await run(other, '-p:IsAotCompatible=true');
	assert.equal(read(other, 'A.cs'), FIXED);
});

test('tests are left alone where a property opts all projects in, unless asked for', async () => {
	const folder = folderOf({});
	const project = PLAIN.replace('</Project>', '<PropertyGroup><IsTestProject>true</IsTestProject></PropertyGroup></Project>');
	for (const [name, text] of [
		['App', PLAIN],
		['Tests', project],
	] as const) {
		fs.mkdirSync(path.join(folder, name));
		fs.writeFileSync(path.join(folder, name, `${name}.csproj`), text);
		fs.writeFileSync(path.join(folder, name, 'A.cs'), DAYS);
	}
	const left = await run(folder, '-p:IsAotCompatible=true');
	assert.equal(read(folder, 'App/A.cs'), FIXED);
	assert.equal(read(folder, 'Tests/A.cs'), DAYS);
	assert.match(left.stdout, /left alone, tests: Tests \(--include-tests\)/);
	await run(path.join(folder, 'Tests'), '-p:IsAotCompatible=true');
	assert.equal(read(folder, 'Tests/A.cs'), FIXED);
});

test('what can change the meaning takes --unsafe, also by name', async () => {
	const folder = folderOf({ 'P.csproj': OPTED_IN, 'A.cs': FOLDER });
	await run(folder);
	assert.equal(read(folder, 'A.cs'), FOLDER);
	const named = await run(folder, '--fix', 'app-folder');
	assert.equal(named.status, 2);
	assert.match(named.stderr, /app-folder can change what the program does: add --unsafe/);
	assert.equal((await run(folder, '--unsafe', '--safe-only')).status, 2);
	assert.equal((await run(folder, '--unsafe')).status, 0);
	assert.match(read(folder, 'A.cs'), /=> Path\.TrimEndingDirectorySeparator\(System\.AppContext\.BaseDirectory\);/);
});

test('what passes a warning on is applied by name only', async () => {
	const folder = folderOf({
		'P.csproj': OPTED_IN,
		'A.cs': 'using System;\npublic class A\n{\n    public object? Make(Type type) => Activator.CreateInstance(type);\n}\n',
	});
	const before = read(folder, 'A.cs');
	await run(folder, '--unsafe');
	assert.equal(read(folder, 'A.cs'), before);
	await run(folder, '--fix', 'annotate');
	assert.match(
		read(folder, 'A.cs'),
		/\[DynamicallyAccessedMembers\(DynamicallyAccessedMemberTypes\.PublicParameterlessConstructor\)\] Type type/,
	);
});

test('--dry-run and --diff write nothing; the diff is a patch', async () => {
	const folder = folderOf({ 'P.csproj': OPTED_IN, 'A.cs': DAYS });
	assert.match((await run(folder, '--dry-run')).stdout, /^1 finding would be fixed in 1 file/);
	const { stdout } = await run(folder, '--diff');
	assert.equal(read(folder, 'A.cs'), DAYS);
	assert.match(
		stdout,
		/^--- a\/A\.cs\n\+\+\+ b\/A\.cs\n@@ -1,5 \+1,5 @@\n(?:.*\n)*-.*typeof\(DayOfWeek\)\);\n\+.*GetValues<DayOfWeek>\(\);\n }\n$/,
	);
});

test('line endings and the byte order mark stay', async () => {
	const folder = folderOf({ 'P.csproj': OPTED_IN, 'A.cs': `\uFEFF${DAYS.replaceAll('\n', '\r\n')}` });
	await run(folder);
	assert.equal(read(folder, 'A.cs'), `\uFEFF${FIXED.replaceAll('\n', '\r\n')}`);
});
