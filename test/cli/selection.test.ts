/** Which files are told of, what a team keeps in `aot-lens.json`, and what a person sees in a terminal. */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { Ajv } from 'ajv';
import { CONFIG_KEYS } from '../../server/src/cli/config.ts';
import { codeFrame } from '../../server/src/cli/formats/frame.ts';
import { toPretty } from '../../server/src/cli/formats/text.ts';
import type { ReportedFinding } from '../../server/src/cli/formats/result.ts';
import { progressText, withProgress } from '../../server/src/cli/progress.ts';
import { hasColor } from '../../server/src/node/services.ts';
import { runCli } from '../support/cli.ts';
import { OPTED_IN, root } from '../support/core.ts';

const folders: string[] = [];
after(() => {
	for (const folder of folders) fs.rmSync(folder, { recursive: true, force: true });
});

function folderOf(files: Readonly<Record<string, string>>): string {
	const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'aot-lens-selection-'));
	folders.push(folder);
	for (const [name, content] of Object.entries(files)) {
		fs.mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
		fs.writeFileSync(path.join(folder, name), content);
	}
	return folder;
}

const callIn = (name: string): string => `class ${name} { object M() => System.Enum.GetValues(typeof(System.DayOfWeek)); }\n`;

async function files(folder: string, ...args: string[]): Promise<readonly string[]> {
	const { stdout, stderr } = await runCli(['check', folder, '--format', 'json', ...args], undefined, folder);
	assert.equal(stderr, '');
	return (JSON.parse(stdout) as { findings: { file: string }[] }).findings.map(each => each.file);
}

test('globs say which files are told of; the others are compiled all the same', async () => {
	const folder = folderOf({
		'P.csproj': OPTED_IN,
		'A.cs': callIn('A'),
		'Generated/B.cs': callIn('B'),
		'src/Generated/C.g.cs': callIn('C'),
		'D.cs': 'class D { void M() => E.N(); }\n',
		'Generated/E.cs': 'class E { [System.Diagnostics.CodeAnalysis.RequiresDynamicCode("x")] public static void N() { } }\n',
	});
	assert.deepEqual(await files(folder), ['A.cs', 'D.cs', 'Generated/B.cs', 'src/Generated/C.g.cs']);
	assert.deepEqual(await files(folder, '--exclude', 'Generated/'), ['A.cs', 'D.cs']);
	assert.deepEqual(await files(folder, '--exclude', '/Generated', '--exclude', '*.g.cs'), ['A.cs', 'D.cs']);
	assert.deepEqual(await files(folder, '--exclude', 'src/**'), ['A.cs', 'D.cs', 'Generated/B.cs']);
	assert.deepEqual(await files(folder, '--include', 'Generated', '--exclude', 'src'), ['Generated/B.cs']);
});

test('what .gitignore names is left out, as git has it', async () => {
	const folder = folderOf({
		'.git/HEAD': '',
		'.gitignore': '# build\n[Oo]ut/\n*.gen.cs\n!Keep.gen.cs\n/Root.cs\nsub/**/x.cs\n\\!odd.cs\nspace.cs \n',
		'P.csproj': OPTED_IN,
		'A.cs': callIn('A'),
		'Out/B.cs': callIn('B'),
		'Out/Keep.gen.cs': callIn('C'),
		'D.gen.cs': callIn('D'),
		'Keep.gen.cs': callIn('E'),
		'Root.cs': callIn('F'),
		'sub/Root.cs': callIn('G'),
		'sub/x.cs': callIn('H'),
		'sub/a/b/x.cs': callIn('I'),
		'!odd.cs': callIn('J'),
		'space.cs': callIn('K'),
		'sub/.gitignore': 'Z.cs\n!L.gen.cs\n',
		'sub/L.gen.cs': callIn('L'),
		'sub/Z.cs': callIn('M'),
		'{a,b}.cs': callIn('N'),
	});
	assert.deepEqual(await files(folder), ['A.cs', 'Keep.gen.cs', 'sub/L.gen.cs', 'sub/Root.cs', '{a,b}.cs']);
	assert.equal((await files(folder, '--no-gitignore')).length, 14);
});

test('aot-lens.json of the repository holds, and the command line goes before', async () => {
	const folder = folderOf({
		'.git/HEAD': '',
		'aot-lens.json': JSON.stringify({ exclude: ['src/P/Old.cs'], severity: 'warning', rules: ['IL3050'], maxWarnings: 1 }),
		'src/P/P.csproj': OPTED_IN,
		'src/P/A.cs': callIn('A'),
		'src/P/Old.cs': callIn('Old'),
	});
	const project = path.join(folder, 'src/P');
	assert.deepEqual(await files(project), ['A.cs']);
	assert.equal((await runCli(['check', project])).status, 0);
	assert.equal((await runCli(['check', project, '--max-warnings', '0'])).status, 1);
	assert.deepEqual(await files(project, '--no-config'), ['A.cs', 'Old.cs']);
	assert.deepEqual(await files(project, '--rule', 'IL2026'), []);

	const config = path.join(folder, 'aot-lens.json');
	for (const [text, reason] of [
		['{', /aot-lens\.json: /],
		['{ "exlude": [] }', /there is no 'exlude': there is include, exclude/],
		['{ "exclude": "x" }', /'exclude' is a list of texts/],
		['{ "severity": "loud" }', /--severity is error, warning or note/],
		['{ "baseline": "../../known.json" }', /'baseline' lies outside of the folder/],
	] as const) {
		fs.writeFileSync(config, text);
		const { status, stderr } = await runCli(['check', project]);
		assert.equal(status, 2, text);
		assert.match(stderr, reason);
	}
	fs.writeFileSync(config, '{ "baseline": "known.json" }');
	await runCli(['baseline', project, '--output', path.join(folder, 'known.json')]);
	assert.deepEqual(await files(project), []);
});

test('the schema of aot-lens.json knows each key and no other', () => {
	const schema = JSON.parse(fs.readFileSync(path.join(root, 'docs/schema/aot-lens.schema.json'), 'utf8')) as { properties: object };
	assert.deepEqual(Object.keys(schema.properties).sort(), ['$schema', ...Object.keys(CONFIG_KEYS)].sort());
	const validate = new Ajv().compile(schema);
	assert.ok(validate({ exclude: ['a/**'], severity: 'warning', properties: { PublishAot: 'true' } }));
	assert.ok(!validate({ exlude: [] }));
});

const finding = (line: number, column: number, endLine: number, endColumn: number): ReportedFinding => ({
	...{ file: 'A.cs', project: 'P.csproj', code: 'IL3050', level: 'warning', message: 'It breaks.', fingerprint: '', suppressed: false },
	...{ line, column, endLine, endColumn },
});

test('the line of a finding is shown with carets under it, and nothing in it is obeyed', () => {
	assert.deepEqual(codeFrame('\tvar x = Call();', finding(12, 10, 12, 16)), ['12 |  var x = Call();', '   |          ^^^^^^']);
	assert.deepEqual(codeFrame('Call(', finding(1, 1, 3, 2)), ['1 | Call(', '  | ^^^^^']);
	assert.deepEqual(codeFrame('"世界".M()', finding(1, 6, 1, 9)), ['1 | "世界".M()', '  |        ^^^']);
	assert.deepEqual(codeFrame('\u001b[2J::error::##[x]', finding(1, 1, 1, 2)), ['1 | \\u{1b}[2J::error::# #[x]', '  | ^^^^^^']);
	const [line = '', carets = ''] = codeFrame(`${'x'.repeat(500)}Call()`, finding(1, 501, 1, 507));
	assert.equal(line.slice(carets.indexOf('^'), carets.lastIndexOf('^') + 1), 'Call()');
	assert.deepEqual(codeFrame(undefined, finding(1, 1, 1, 1)), []);
});

test('colours and links are for terminals', () => {
	assert.equal(hasColor(true, {}), true);
	assert.equal(hasColor(false, {}), false);
	assert.equal(hasColor(true, { NO_COLOR: '1' }), false);
	assert.equal(hasColor(false, { FORCE_COLOR: '1' }), true);
	assert.equal(hasColor(true, { FORCE_COLOR: '0' }), false);
	assert.equal(hasColor(true, { TERM: 'dumb' }), false);
	const summary = { projects: [], counts: { errors: 0, warnings: 1, infos: 0 }, unreadable: [], isComplete: true };
	const result = { version: 1, tool: '1', root: '', findings: [finding(1, 1, 1, 5)], summary } as const;
	const shown = (useColor: boolean): string => toPretty(result, { useColor, textOf: () => 'Call();', page: () => undefined });
	assert.match(shown(false), /^A\.cs:1:1: warning IL3050: It breaks\.\n {2}1 \| Call\(\);\n {4}\| \^\^\^\^\n/);
	assert.ok(shown(true).includes('\u001b]8;;https://github.com/aot-lens/aot-lens/blob/main/docs/rules/IL3050.md\u001b\\IL3050'));
});

test('how far a run is, in place, with an estimate when it means something', () => {
	assert.equal(progressText(50, 200, 1000), '50 of 200 files (25 %)');
	assert.equal(progressText(50, 200, 30_000), '50 of 200 files (25 %), 1 min 30 s left');
	const shown: string[] = [];
	let time = 0;
	const reports = [{ path: 'a' }, { path: 'b' }, { path: 'c' }];
	assert.equal(
		[
			...withProgress(
				reports,
				3,
				text => shown.push(text),
				() => (time += 60),
			),
		].length,
		3,
	);
	assert.deepEqual(shown, ['2 of 3 files (66 %)', '']);
});
