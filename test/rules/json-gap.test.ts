/** JSON contracts of Native AOT web apps; what fails at run time was published and run (docs/rules/AOTL2001.md). */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkAll, places, workspaceOf } from '../support/core.ts';

const PROJECT =
	'<Project Sdk="Microsoft.NET.Sdk.Web"><PropertyGroup><TargetFramework>net10.0</TargetFramework><ImplicitUsings>enable</ImplicitUsings><PublishAot>true</PublishAot></PropertyGroup></Project>';
const HEAD =
	'using System.Text.Json.Serialization;\nvar builder = WebApplication.CreateSlimBuilder(args);\nbuilder.Services.ConfigureHttpJsonOptions(o => o.SerializerOptions.TypeInfoResolverChain.Insert(0, AppJson.Default));\nvar app = builder.Build();\n';
const TAIL =
	'\npublic record Price(string Sku, decimal Amount);\npublic record Item(int Id, Price Price);\n[JsonSerializable(typeof(Item))]\ninternal partial class AppJson : JsonSerializerContext { }\n';

/** The findings' messages for some endpoint code. */
function gaps(code: string, head = HEAD, project = PROJECT): string[] {
	const { workspace } = workspaceOf({ 'P.csproj': project, 'Program.cs': head + code + TAIL });
	return checkAll(workspace).flatMap(report =>
		report.findings.filter(finding => finding.code === 'AOTL2001').map(finding => finding.message),
	);
}

test('the health endpoint with an anonymous type', () => {
	const [message] = gaps('app.MapGet("/health", () => Results.Ok(new { Status = "Healthy" }));');
	assert.match(message ?? '', /this endpoint answers 500 when it is called\. An anonymous type can be in no context/);
});

test('types that are covered, or need no contract, are silent', () => {
	for (const code of [
		'() => new Item(1, null!)',
		'() => new Price("a", 1m)',
		'async () => { await Task.Yield(); return new Item(1, null!); }',
		'() => "text"',
		'() => { }',
		'() => Results.Ok(new Price("a", 1m))',
		'() => TypedResults.Ok(1m)',
		'(HttpContext context) => context.Response.WriteAsync("x")',
		'() => Results.NotFound()',
	]) {
		assert.deepEqual(gaps(`app.MapGet("/", ${code});`), [], code);
	}
});

test('other closed types are not covered by their parts, and fail the whole app', () => {
	for (const code of [
		'() => new List<Item>()',
		'() => new Item[0]',
		'() => new Dictionary<string, Item>()',
		'() => true',
		'() => Guid.NewGuid()',
		'async () => { await Task.Yield(); return new[] { new Price("a", 1m) }; }',
	]) {
		const found = gaps(`app.MapGet("/", ${code});`);
		assert.equal(found.length, 1, code);
		assert.match(found[0] ?? '', /every route of the app answers 500/);
	}
});

test('bodies: data is read as JSON, services are not', () => {
	const types = 'public class Input { public int A { get; set; } }\npublic class Service { }\n';
	assert.equal(
		gaps(
			`app.MapPost("/", (Input input, Service service) => "x");\n${types}`,
			HEAD.replace('var app', 'builder.Services.AddSingleton<Service>();\nvar app'),
		).length,
		1,
	);
	assert.equal(gaps(`app.MapPost("/", ([Microsoft.AspNetCore.Mvc.FromServices] Input input) => "x");\n${types}`).length, 0);
});

test('problem details need their service, or a context that lists them', () => {
	assert.equal(gaps('app.MapGet("/", () => Results.Problem("bad"));').length, 1);
	assert.equal(
		gaps('app.MapGet("/", () => Results.Problem("bad"));', HEAD.replace('var app', 'builder.Services.AddProblemDetails();\nvar app'))
			.length,
		0,
	);
	const listing =
		'[System.Text.Json.Serialization.JsonSerializable(typeof(Microsoft.AspNetCore.Mvc.ProblemDetails))] partial class AppJson { }\n';
	assert.equal(gaps(`app.MapGet("/", () => Results.Problem("bad"));\n${listing}`).length, 0);
});

test('nothing is said where reflection works or the resolver is not understood', () => {
	const code = 'app.MapGet("/", () => new List<Item>());';
	assert.deepEqual(gaps(code, HEAD, PROJECT.replace('PublishAot', 'IsAotCompatible').replace('/PublishAot', '/IsAotCompatible')), []);
	assert.deepEqual(gaps(code, HEAD.replace('AppJson.Default)', 'Unknown.Resolver)')), []);
	assert.deepEqual(
		gaps(
			code,
			HEAD,
			PROJECT.replace(
				'</PropertyGroup>',
				'<JsonSerializerIsReflectionEnabledByDefault>true</JsonSerializerIsReflectionEnabledByDefault></PropertyGroup>',
			),
		),
		[],
	);
});

test('a registration that changes in one file changes what another file is told', () => {
	const { workspace, files } = workspaceOf({
		'P.csproj': PROJECT,
		'Program.cs': `${HEAD}app.MapItems();\n${TAIL}`,
		'Items.cs':
			'public static class Items { public static void MapItems(this WebApplication app) => app.MapGet("/", () => new Item(1, null!)); }',
	});
	const found = () => places(checkAll(workspace)).filter(place => place.includes('AOTL2001'));
	assert.deepEqual(found(), []);
	files.set('/w/Program.cs', `${HEAD.replace(/builder\.Services\.Configure.*\n/, '\n')}app.MapItems();\n${TAIL}`);
	workspace.filesChanged(['/w/Program.cs']);
	assert.deepEqual(found(), ['Items.cs:1:85 AOTL2001']);
});
