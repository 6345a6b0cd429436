/** Fixes that change the project of the published app, and the cast that keeps JSON nodes from reflection. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Workspace } from '../../server/src/core/analysis/workspace.ts';
import { fixesFor } from '../../server/src/core/fixes/index.ts';
import { isSlow } from '../../server/src/core/fixes/fix.ts';
import { checkAll, workspaceOf } from '../support/core.ts';

/** What a fix makes of the files that it edits, by title, for the first finding of a code. */
function fixed(files: Record<string, string>, code: string, id: string): Readonly<Record<string, string>> {
	const { workspace } = workspaceOf(files);
	const [found] = checkAll(workspace).flatMap(report =>
		report.findings.filter(each => each.code === code).map(finding => ({ report, finding })),
	);
	assert.ok(found, `no ${code}`);
	const { project, path } = found.report;
	const fix = fixesFor(found.finding, { workspace, project, path }).find(each => each.id === id);
	return fix && !isSlow(fix)
		? { title: fix.title, ...Object.fromEntries(fix.files.map(file => [file.path.slice(3), edited(workspace, file)])) }
		: {};
}

function edited(
	workspace: Workspace,
	{ path, edits }: { path: string; edits: readonly { start: number; end: number; text: string }[] },
): string {
	let text = workspace.text(path) ?? '';
	for (const edit of edits.toSorted((left, right) => right.start - left.start))
		text = text.slice(0, edit.start) + edit.text + text.slice(edit.end);
	return text;
}

const LISTENER = 'class Seen : System.Diagnostics.Tracing.EventListener;';
const project = (inner: string): string =>
	`<Project Sdk="Microsoft.NET.Sdk">\n  <PropertyGroup>\n    <TargetFramework>net9.0</TargetFramework>\n${inner}  </PropertyGroup>\n</Project>\n`;
const AOT = '    <PublishAot>true</PublishAot>\n';

test('a property is set beside PublishAot, or where it stands', () => {
	assert.deepEqual(fixed({ 'P.csproj': project(AOT), 'A.cs': LISTENER }, 'AOTL4002', 'project-setting'), {
		title: 'Set EventSourceSupport to true in P',
		'P.csproj': project(`${AOT}    <EventSourceSupport>true</EventSourceSupport>\n`),
	});
	assert.deepEqual(
		fixed(
			{
				'P.csproj': project(`${AOT}    <InvariantGlobalization>true</InvariantGlobalization>\n`),
				'A.cs': 'class A { object M() => new System.Globalization.CultureInfo("de"); }',
			},
			'AOTL4002',
			'project-setting',
		)['P.csproj'],
		project(`${AOT}    <InvariantGlobalization>false</InvariantGlobalization>\n`),
	);
});

test('code of a library is switched on in the apps that reference it', () => {
	const reference = '<ItemGroup><ProjectReference Include="../L/L.csproj" /></ItemGroup>';
	const changed = fixed(
		{
			'L/L.csproj': project(''),
			'L/A.cs': LISTENER,
			'P/P.csproj': project(AOT).replace('</Project>', `${reference}</Project>`),
			'P/B.cs': '',
		},
		'AOTL4002',
		'project-setting',
	);
	assert.deepEqual(Object.keys(changed), ['title', 'P/P.csproj']);
});

test('elements of a JsonArray become nodes', () => {
	const array = (body: string): string => `using System.Text.Json.Nodes;\nclass A { JsonArray M(int n, A a) { ${body} } }`;
	const at = (body: string, inner = AOT): string | undefined =>
		fixed({ 'P.csproj': project(inner), 'A.cs': array(body) }, 'IL2026', 'json-node')['A.cs'];
	assert.equal(at('JsonArray x = [1]; return x;'), array('JsonArray x = [(JsonNode)1]; return x;'));
	assert.equal(at('JsonArray x = [n + 1]; return x;'), array('JsonArray x = [(JsonNode)(n + 1)]; return x;'));
	const two = 'var x = new JsonArray(); x.Add("two"); return x;';
	assert.equal(at(two), array(two.replace('"two"', '(JsonNode)"two"')));
	const annotated = `${AOT}    <Nullable>enable</Nullable>\n`;
	assert.equal(at(two, annotated), array(two.replace('"two"', '(JsonNode?)"two"')));
	assert.equal(at('JsonArray x = [n]; return x;', annotated), array('JsonArray x = [(JsonNode)n]; return x;'));
	assert.equal(at('JsonArray x = [a]; return x;'), undefined);
});

test('elements of an initializer of a JsonArray go to its constructor', () => {
	const array = (body: string): string => `using System.Text.Json.Nodes;\nclass A { JsonArray M(int n, A a) => ${body}; }`;
	const at = (body: string): string | undefined => fixed({ 'P.csproj': project(AOT), 'A.cs': array(body) }, 'IL2026', 'json-node')['A.cs'];
	assert.equal(at('new JsonArray { 1, "two", new JsonObject() }'), array('new JsonArray(1, "two", new JsonObject())'));
	assert.equal(at('new JsonArray()\n    {\n        n, 2,\n    }'), array('new JsonArray(n, 2)'));
	assert.equal(at('new() {\n        n,\n        2,\n    }'), array('new(\n        n,\n        2)'));
	assert.equal(at('new JsonArray { 1, a }'), array('new JsonArray { (JsonNode)1, a }'));
});
