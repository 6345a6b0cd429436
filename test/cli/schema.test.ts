/** What is documented of the output for machines: the schemas that ship, and SARIF's own with what GitHub code scanning asks for. */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { Ajv } from 'ajv';
import Ajv4 from 'ajv-draft-04';
import addFormats from 'ajv-formats';
import type { Log } from 'sarif';
import { CODES, ruleInfo } from '../../server/src/core/rules/catalog.ts';
import { toSarif } from '../../server/src/cli/formats/sarif.ts';
import type { CheckResult, ReportedFinding } from '../../server/src/cli/formats/result.ts';
import { runCli } from '../support/cli.ts';
import { OPTED_IN, root } from '../support/core.ts';

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'aot-lens-schema-'));
before(() => {
	fs.writeFileSync(
		path.join(folder, 'P.csproj'),
		OPTED_IN.replace('</Project>', '<ItemGroup><PackageReference Include="No.Such" /></ItemGroup></Project>'),
	);
	fs.writeFileSync(path.join(folder, 'Q.csproj'), '<Project Sdk="x">');
	fs.writeFileSync(
		path.join(folder, 'A.cs'),
		'class A\n{\n    object M() => System.Enum.GetValues(typeof(System.DayOfWeek));\n#pragma warning disable\n    object N() => System.Enum.GetValues(typeof(System.DayOfWeek));\n}\n',
	);
});
after(() => fs.rmSync(folder, { recursive: true, force: true }));

const read = (file: string): object => JSON.parse(fs.readFileSync(path.join(root, file), 'utf8')) as object;

function validate(schema: string, text: string): void {
	const check = new Ajv({ allErrors: true }).compile(read(schema));
	assert.ok(check(JSON.parse(text)), JSON.stringify(check.errors));
}

test('JSON and baselines are as their schemas say', async () => {
	const { stdout } = await runCli(['check', folder, '--format', 'json']);
	assert.equal((JSON.parse(stdout) as CheckResult).findings.length, 2);
	validate('docs/schema/check-1.schema.json', stdout);
	const baseline = path.join(folder, 'known.json');
	await runCli(['baseline', folder, '--output', baseline]);
	validate('docs/schema/baseline-1.schema.json', fs.readFileSync(baseline, 'utf8'));
});

/** Of every code one finding, with a way of calls where it has one. */
function everyCode(): CheckResult {
	const findings = CODES.map(
		(code): ReportedFinding => ({
			file: `src/${code} #.cs`,
			project: 'src/P.csproj',
			line: 3,
			column: 5,
			endLine: 3,
			endColumn: 9,
			code,
			level: ruleInfo(code).isAdvice ? 'note' : 'warning',
			message: 'What it is.',
			fingerprint: '0123456789abcdef0123456789abcdef',
			suppressed: code === 'IL3050',
			related: [{ message: 'A.M() [Package]' }, { message: 'B.M()', file: 'src/B.cs', line: 2, column: 1 }],
		}),
	);
	const summary = {
		projects: [],
		counts: { errors: 0, warnings: 0, infos: 0 },
		unreadable: [{ path: 'X.cs', reason: 'gone' }],
		isComplete: true,
	};
	return { version: 1, tool: '1.2.3', root: '', findings, summary };
}

test('SARIF is valid, and each rule has its page, its tags and a name of its own', () => {
	const page = (code: string): string => fs.readFileSync(path.join(root, `docs/rules/${code}.md`), 'utf8');
	const log = JSON.parse(toSarif(everyCode(), { useColor: false, textOf: () => undefined, page })) as Log;
	const ajv = new Ajv4.default({ strict: false, allErrors: true, unicodeRegExp: false });
	addFormats.default(ajv);
	const check = ajv.compile(read('test/support/sarif-2.1.0.schema.json'));
	assert.ok(check(log), JSON.stringify(check.errors));
	const [run] = log.runs;
	const rules = run?.tool.driver.rules ?? [];
	assert.deepEqual(
		rules.map(rule => rule.id),
		[...CODES].sort(),
	);
	assert.equal(new Set(rules.map(rule => rule.name)).size, rules.length);
	for (const { id, name = '', help, helpUri, properties, shortDescription } of rules) {
		assert.match(name, /^[A-Z][A-Za-z0-9]+$/, id);
		assert.notEqual(name, id);
		assert.ok(shortDescription && shortDescription.text.length <= 1024);
		assert.match(help?.markdown ?? '', /\*\*What to do\.\*\*/, id);
		assert.doesNotMatch(help?.markdown ?? '', /\]\((?!https:)[^)\s]*\.md/, `${id}: a link that leads nowhere outside of the folder`);
		assert.match(helpUri ?? '', /^https:.*\.md$/);
		assert.deepEqual(properties?.tags?.slice(0, 2), ['.NET', 'Native AOT']);
		assert.ok(['recommendation', 'warning'].includes(String(properties?.['problem.severity'])));
	}
	for (const { ruleId, ruleIndex = -1, codeFlows, suppressions, partialFingerprints } of run?.results ?? []) {
		assert.equal(rules[ruleIndex]?.id, ruleId);
		assert.equal(suppressions?.length ?? 0, ruleId === 'IL3050' ? 1 : 0);
		assert.match(partialFingerprints?.['primaryLocationLineHash'] ?? '', /^[0-9a-f]{32}:1$/);
		const steps = codeFlows?.[0]?.threadFlows[0]?.locations.map(each => each.location?.physicalLocation?.artifactLocation?.uri);
		assert.deepEqual(steps, ruleId === 'AOTL1006' ? ['src/AOTL1006%20%23.cs', 'src/AOTL1006%20%23.cs', 'src/B.cs'] : undefined);
	}
});
