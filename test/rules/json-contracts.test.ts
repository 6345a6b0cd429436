/**
 * Who asks for JSON contracts, and what fails without: binding of endpoints, values handed over as `object`, other
 * readers, registrations. What is expected here was published with Native AOT and run (`test/runtime/probes`).
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkAll, workspaceOf } from '../support/core.ts';

const PROJECT =
	'<Project Sdk="Microsoft.NET.Sdk.Web"><PropertyGroup><TargetFramework>net10.0</TargetFramework><Nullable>enable</Nullable><ImplicitUsings>enable</ImplicitUsings><PublishAot>true</PublishAot></PropertyGroup></Project>';
const USINGS = [
	'System.Text.Json',
	'System.Text.Json.Nodes',
	'System.Text.Json.Serialization',
	'Microsoft.AspNetCore.Mvc',
	'System.Reflection',
];
const TYPES = `
public record Pump(string Id);
public record Reply { public object? Data { get; set; } public static Reply Of(object data) => new() { Data = data }; }
public record Envelope(object Payload);
public class Batch { public List<object> Items { get; set; } = []; }
public class Input { public string? Name { get; set; } }
public class Unlisted { public string? Name { get; set; } }
public struct Point { public int X { get; set; } }
[JsonSerializable(typeof(Reply)), JsonSerializable(typeof(Envelope)), JsonSerializable(typeof(Batch)), JsonSerializable(typeof(Input))]
[JsonSerializable(typeof(Point)), JsonSerializable(typeof(Dictionary<string, object>)), JsonSerializable(typeof(IEnumerable<long>))]
partial class Wire : JsonSerializerContext;`;
const REGISTERED = 'builder.Services.ConfigureHttpJsonOptions(o => o.SerializerOptions.TypeInfoResolverChain.Insert(0, Wire.Default));';

/** Findings of our JSON codes: code, the text that they stand on, the type in quotes. */
function found(statements: string, types = '', services = REGISTERED): readonly string[] {
	const code = `${USINGS.map(each => `using ${each};`).join('\n')}
var builder = WebApplication.CreateSlimBuilder(args);
${services}
var app = builder.Build();
${statements}
app.Run();
${types}${TYPES}`;
	return checkAll(workspaceOf({ 'P.csproj': PROJECT, 'Program.cs': code }).workspace).flatMap(report =>
		report.findings
			.filter(each => each.code.startsWith('AOTL2'))
			.map(each => `${each.code} ${/'([^']+)'/.exec(each.message)?.[1]}: ${report.text.slice(each.start, each.end)}`),
	);
}

/** Each endpoint's handler, and the type that it lacks; none for those that work. */
function expectEach(cases: readonly (readonly [statement: string, missing?: string])[], types = '', services?: string): void {
	for (const [statement, missing] of cases)
		assert.deepEqual(
			found(statement, types, services).map(each => each.replace(/: .*/s, '')),
			missing === undefined ? [] : [`AOTL2001 ${missing}`],
			statement,
		);
}

test('what an endpoint takes from the body is bound as the request delegate generator does', () => {
	const types = `
public class KeyedOnly; public interface IStore<T>; public class Store<T> : IStore<T>;
public class CodeBase { public static bool TryParse(string? text, out Code code) { code = new Code(); return true; } } public class Code : CodeBase;
public class Hidden { private static bool TryParse(string? text, out Hidden code) { code = new Hidden(); return true; } }
public class Bound { public static ValueTask<Bound?> BindAsync(HttpContext context, ParameterInfo parameter) => default; } public class BoundChild : Bound;
public class Search { public int Page { get; set; } [FromBody] public Unlisted? Item { get; set; } }`;
	const services = `${REGISTERED} builder.Services.AddKeyedSingleton<KeyedOnly>("k"); builder.Services.AddSingleton(typeof(IStore<>), typeof(Store<>));`;
	expectEach(
		[
			['app.MapPost("/", (Input item) => "ok");'],
			['app.MapPost("/", (List<Input> items) => "ok");', 'List<Input>'],
			['app.MapPost("/", (JsonElement item) => "ok");', 'JsonElement'],
			['app.MapGet("/", (Unlisted filter) => "ok");', 'Unlisted'],
			['app.MapDelete("/", (Unlisted item) => "ok");', 'Unlisted'],
			['app.MapPost("/", (Unlisted? item = null) => "ok");', 'Unlisted'],
			['app.MapPost("/", (Point? point) => "ok");', 'Point?'],
			['app.MapPost("/", (KeyedOnly service) => "ok");', 'KeyedOnly'],
			['app.MapPost("/", (string[] names) => "ok");', 'string[]'],
			['app.MapPost("/", (int[] ids) => "ok");'],
			['app.MapPost("/", (IEnumerable<Unlisted> items) => "ok");'],
			['app.MapPost("/", (Microsoft.Extensions.Primitives.StringValues values) => "ok");'],
			['app.MapGet("/", (Code code) => "ok");'],
			['app.MapGet("/", (Hidden code) => "ok");', 'Hidden'],
			['app.MapPost("/", (Bound value) => "ok");'],
			['app.MapPost("/", (BoundChild value) => "ok");', 'BoundChild'],
			['app.MapPost("/", ([AsParameters] Search search) => "ok");', 'Unlisted'],
			['app.MapGet("/", (IStore<Input> store) => "ok");'],
			['app.MapPost("/", (Stream body, CancellationToken stop, HttpRequest request, Uri? uri, DayOfWeek? day) => "ok");'],
			['app.MapGet("/", (HttpContext context) => Task.FromResult(new Unlisted()));'],
			['app.MapPost("/", async (HttpRequest request) => (await request.ReadFromJsonAsync<Unlisted>())!.Name);', 'Unlisted'],
		],
		types,
		services,
	);
});

test('a generic method is judged where its callers close it', () => {
	const types =
		'public static class Maps { public static void MapItem<T>(this WebApplication app, T value) => app.MapGet("/x", () => value); }';
	assert.deepEqual(found('app.MapItem(new Unlisted()); app.MapItem(new Input());', types), ['AOTL2001 Unlisted: app.MapItem']);
	assert.deepEqual(found('Map(new Unlisted()); void Map<T>(T value) => app.MapGet("/x", () => Results.Ok(value));'), [
		'AOTL2001 Unlisted: Map',
	]);
});

test('values that become object are looked for by their own type', () => {
	expectEach([
		['app.MapGet("/", () => new Reply { Data = new Pump("a") });', 'Pump'],
		['app.MapGet("/", () => new Reply { Data = new List<long> { 1 } });'],
		['app.MapGet("/", () => new Reply { Data = "text" });'],
		['app.MapGet("/", () => new Reply { Data = null });'],
		['app.MapGet("/", () => new Reply { Data = 1.5m });', 'decimal'],
		['app.MapGet("/", () => new Reply { Data = new Input() });'],
		['app.MapGet("/", () => new Reply() with { Data = Guid.Empty });', 'Guid'],
		['app.MapGet("/", () => { var reply = new Reply(); reply.Data = DayOfWeek.Friday; return reply; });', 'DayOfWeek'],
		['app.MapGet("/", () => new Envelope(new Pump("a")));', 'Pump'],
		['app.MapGet("/", () => Reply.Of(new Pump("a")));', 'Pump'],
		['app.MapGet("/", () => { object value = new Pump("a"); return Results.Ok(value); });', 'Pump'],
		['app.MapGet("/", (bool? rich) => Results.Ok(rich == true ? "plain" : (object)new Pump("a")));', 'Pump'],
		['app.MapGet("/", () => new Dictionary<string, object> { ["p"] = new Pump("a") });', 'Pump'],
		['app.MapGet("/", () => { var bag = new Dictionary<string, object>(); bag.Add("p", new Pump("a")); return bag; });', 'Pump'],
		['app.MapGet("/", () => new Batch { Items = [new Pump("a")] });', 'Pump'],
		['var pumps = new List<Pump>(); app.MapGet("/", () => new Batch { Items = [.. pumps] });', 'Pump'],
		['var pumps = new List<Pump>(); app.MapGet("/", () => new Batch { Items = pumps.Select(p => (object)p).ToList() });', 'Pump'],
		['app.MapGet("/", () => { var batch = new Batch(); batch.Items.Add(new Pump("a")); return batch; });', 'Pump'],
		['app.MapGet("/", object () => "text");'],
		['app.MapGet("/", object () => TypedResults.NoContent());'],
	]);
	const known = `${REGISTERED} builder.Services.AddProblemDetails();`;
	expectEach(
		[
			['app.MapGet("/", () => Results.Problem("no", extensions: new Dictionary<string, object?> { ["code"] = 7 }));'],
			['app.MapGet("/", () => Results.Problem("no", extensions: new Dictionary<string, object?> { ["id"] = Guid.Empty }));', 'Guid'],
			['app.MapGet("/", () => { var p = new ProblemDetails(); p.Extensions["at"] = 5f; return Results.Problem(p); });', 'float'],
		],
		'',
		known,
	);
});

test('calls that name a context, or options made with one', () => {
	expectEach([
		['JsonSerializer.Serialize(new Input(), typeof(Input), Wire.Default);'],
		['JsonSerializer.Serialize(new Pump("a"), typeof(Pump), Wire.Default);', 'Pump'],
		['_ = Wire.Default.GetTypeInfo(typeof(Pump));', 'Pump'],
		['var options = new JsonSerializerOptions { TypeInfoResolver = Wire.Default }; options.GetTypeInfo(typeof(Pump));', 'Pump'],
		['JsonSerializer.Serialize(new Dictionary<string, object> { ["n"] = 1.5m }, Wire.Default.DictionaryStringObject);', 'decimal'],
	]);
});

test('registrations that change nothing', () => {
	const one = (services: string): readonly string[] => found('app.MapGet("/", () => "text");', '', services).map(each => each.slice(0, 8));
	assert.deepEqual(one(REGISTERED), []);
	assert.deepEqual(
		one(
			'builder.Services.Configure<Microsoft.AspNetCore.Mvc.JsonOptions>(o => o.JsonSerializerOptions.TypeInfoResolverChain.Insert(0, Wire.Default));',
		),
		['AOTL2003'],
	);
	assert.deepEqual(one('builder.Services.AddSingleton(Wire.Default);'), ['AOTL2003']);
	assert.deepEqual(
		one(
			'builder.Services.ConfigureHttpJsonOptions(o => { o.SerializerOptions.TypeInfoResolverChain.Insert(0, Wire.Default); o.SerializerOptions.TypeInfoResolver = null; });',
		),
		['AOTL2003'],
	);
	assert.deepEqual(
		one(
			`if (args.Length == 0) ${REGISTERED} else builder.Services.ConfigureHttpJsonOptions(o => o.SerializerOptions.TypeInfoResolver = Wire.Default);`,
		),
		[],
	);
});

test('endpoints of a library are judged by the contexts of the app that it ends up in', () => {
	const library =
		'<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><TargetFramework>net10.0</TargetFramework><ImplicitUsings>enable</ImplicitUsings><EnableRequestDelegateGenerator>true</EnableRequestDelegateGenerator></PropertyGroup><ItemGroup><FrameworkReference Include="Microsoft.AspNetCore.App" /></ItemGroup></Project>';
	const app = PROJECT.replace('</Project>', '<ItemGroup><ProjectReference Include="../Lib/Lib.csproj" /></ItemGroup></Project>');
	const endpoints = (...types: readonly string[]): string =>
		`using Microsoft.AspNetCore.Builder; using Microsoft.AspNetCore.Routing; namespace Lib; public record Note(int Id); public record Page(int Id);
public static class Notes { public static void MapNotes(this IEndpointRouteBuilder routes) { ${types.map(type => `routes.MapGet("/${type}", () => new ${type}(1));`).join(' ')} } }`;
	const program = `using Lib; using System.Text.Json.Serialization; var builder = WebApplication.CreateSlimBuilder(args); ${REGISTERED}
var app = builder.Build(); app.MapNotes(); app.Run(); [JsonSerializable(typeof(Note))] partial class Wire : JsonSerializerContext;`;
	const { workspace } = workspaceOf({
		'App/App.csproj': app,
		'App/Program.cs': program,
		'Lib/Lib.csproj': library,
		'Lib/Notes.cs': endpoints('Note', 'Page'),
	});
	assert.deepEqual(
		checkAll(workspace).flatMap(report =>
			report.findings.filter(each => each.code === 'AOTL2001').map(each => /'([^']+)'/.exec(each.message)?.[1]),
		),
		['Page'],
	);
});

test('what a library registers through a host builder counts for the app', () => {
	const library =
		'<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><TargetFramework>net10.0</TargetFramework><ImplicitUsings>enable</ImplicitUsings></PropertyGroup><ItemGroup><FrameworkReference Include="Microsoft.AspNetCore.App" /></ItemGroup></Project>';
	const app = PROJECT.replace('</Project>', '<ItemGroup><ProjectReference Include="../Lib/Lib.csproj" /></ItemGroup></Project>');
	const gaps = (defaults: string): readonly (string | undefined)[] => {
		const { workspace } = workspaceOf({
			'App/App.csproj': app,
			'App/Program.cs': `using Lib; var builder = WebApplication.CreateSlimBuilder(args); builder.AddDefaults(); var app = builder.Build(); app.MapGet("/", () => TypedResults.BadRequest("no")); app.Run();`,
			'Lib/Lib.csproj': library,
			'Lib/Defaults.cs': `using Microsoft.Extensions.DependencyInjection; using Microsoft.Extensions.Hosting; namespace Lib;
public static class Defaults { public static void AddDefaults(this IHostApplicationBuilder builder) { ${defaults} } }`,
		});
		return checkAll(workspace).flatMap(report =>
			report.findings.filter(each => each.code === 'AOTL2001').map(each => /'([^']+)'/.exec(each.message)?.[1]),
		);
	};
	assert.deepEqual(gaps(''), ['string']);
	assert.deepEqual(gaps('builder.Services.AddProblemDetails();'), []);
});

test('generic helpers over a context are judged where they are closed', () => {
	const helpers = `
public interface IStore2 { string Write<T>(T value); }
public class Store2 : IStore2 { public string Write<T>(T value) => JsonSerializer.Serialize(value, typeof(T), Wire.Default); }
public static class Texts { public static string Of<T>(T value) => JsonSerializer.Serialize(value, (System.Text.Json.Serialization.Metadata.JsonTypeInfo<T>)Wire.Default.GetTypeInfo(typeof(T))!); }`;
	assert.deepEqual(found('_ = Texts.Of(new Unlisted());', helpers), ['AOTL2001 Unlisted: Texts.Of']);
	assert.deepEqual(found('_ = Texts.Of(new Input());', helpers), []);
	assert.deepEqual(found('IStore2 store = new Store2(); _ = store.Write(new Unlisted());', helpers), ['AOTL2001 Unlisted: store.Write']);
	// Another class may write by other means.
	assert.deepEqual(
		found(
			'IStore2 store = new Store2(); _ = store.Write(new Unlisted());',
			`${helpers}\npublic class Other : IStore2 { public string Write<T>(T value) => ""; }`,
		),
		[],
	);
});

test('registrations of several containers do not take each other away', () => {
	assert.deepEqual(
		found(
			`var services = new ServiceCollection();
void Fill(Action<IServiceCollection> fill) => fill(services);
Fill(each => each.ConfigureHttpJsonOptions(o => o.SerializerOptions.TypeInfoResolverChain.Insert(0, Wire.Default)));
Fill(each => each.ConfigureHttpJsonOptions(o => o.SerializerOptions.TypeInfoResolver = Wire.Default));`,
		),
		[],
	);
});

test('a context that nothing names', () => {
	const unused = '[JsonSerializable(typeof(Input))] partial class SpareContext : JsonSerializerContext;';
	assert.deepEqual(found('app.MapGet("/", () => "text");', unused), ['AOTL2003 SpareContext: SpareContext']);
	assert.deepEqual(found('_ = SpareContext.Default;', unused), []);
});

test('whatever of the framework is given a context and a type asks that context for it', () => {
	expectEach([
		['app.MapGet("/a", IResult () => Results.Json(new Unlisted(), Wire.Default));', 'Unlisted'],
		['app.MapGet("/a", IResult () => TypedResults.Json(new Input(), Wire.Default));'],
		['await new HttpClient().GetFromJsonAsync("/a", typeof(Unlisted), Wire.Default);', 'Unlisted'],
		['app.MapGet("/a", async Task (HttpResponse r) => await r.WriteAsJsonAsync(new Input(), typeof(Input), Wire.Default));'],
		['app.MapPost("/a", async (HttpRequest r) => (await r.ReadFromJsonAsync(typeof(Unlisted)))?.ToString() ?? "");', 'Unlisted'],
		['app.MapPost("/a", async (HttpRequest r) => (await r.ReadFromJsonAsync(typeof(Input)))?.ToString() ?? "");'],
	]);
	expectEach(
		[
			['await new HttpClient().PostAsJsonAsync<object>("/a", new Unlisted(), Bag.Default.Object);', 'Unlisted'],
			['await new HttpClient().PostAsJsonAsync<object>("/a", "text", Bag.Default.Object);'],
		],
		'[JsonSerializable(typeof(object)), JsonSerializable(typeof(string))] partial class Bag : JsonSerializerContext;',
	);
});

test('problems handed to the problem details service, and what validation refuses', () => {
	const written = (problem: string): string =>
		`app.MapGet("/a", async (IProblemDetailsService p, HttpContext c) => await p.WriteAsync(new ProblemDetailsContext { HttpContext = c, ProblemDetails = ${problem} }));`;
	const services = `builder.Services.AddProblemDetails(); ${REGISTERED}`;
	const types = 'public class OutOfStock : ProblemDetails { public string? Sku { get; set; } }';
	expectEach(
		[
			[written('new OutOfStock()'), 'OutOfStock'],
			[written('new ProblemDetails()')],
			[written('{ Status = 409, Extensions = { ["retry"] = TimeSpan.Zero } }'), 'TimeSpan'],
			[written('{ Status = 409, Extensions = { ["retry"] = "soon" } }')],
		],
		types,
		services,
	);
	expectEach([['builder.Services.AddValidation();', 'HttpValidationProblemDetails']]);
	expectEach([['builder.Services.AddValidation();']], '', services);
});

test('the worker of Azure Functions writes by reflection, unless it is given a serializer', () => {
	const types = `
namespace Microsoft.Azure.Functions.Worker { public class WorkerOptions { public object? Serializer { get; set; } } }
namespace Microsoft.Azure.Functions.Worker.Http
{
	public class HttpResponseData;
	public static class HttpResponseDataExtensions { public static ValueTask WriteAsJsonAsync<T>(this HttpResponseData response, T instance) => default; }
}
`;
	const call = 'await Microsoft.Azure.Functions.Worker.Http.HttpResponseDataExtensions.WriteAsJsonAsync(new(), new Input());';
	const given = 'builder.Services.Configure<Microsoft.Azure.Functions.Worker.WorkerOptions>(o => o.Serializer = new object());';
	expectEach([[call, 'Input']], types);
	expectEach([[`${given}\n${call}`]], types);
});

test('what a filter hands on is the answer of its endpoint, and no task', () => {
	const filtered = (filter: string): string => `app.MapGet("/", () => "text").AddEndpointFilter(${filter});`;
	expectEach([
		[filtered('(context, next) => { Console.WriteLine(context); return next(context); }')],
		[filtered('async (context, next) => await next(context)')],
	]);
});
