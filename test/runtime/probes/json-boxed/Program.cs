// Values that become object before JSON writes them: each endpoint is a probe, named by its route.
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

var builder = WebApplication.CreateSlimBuilder(args);
builder.WebHost.UseUrls("http://127.0.0.1:0");
builder.Logging.ClearProviders();
builder.Services.AddProblemDetails();
builder.Services.ConfigureHttpJsonOptions(options => options.SerializerOptions.TypeInfoResolverChain.Insert(0, Wire.Default));
var app = builder.Build();
var pumps = new List<Pump> { new("a"), new("b") };

app.MapGet("/with-copy", () => Seed.Reply with { Data = new Pump("a") });
app.MapGet("/assigned-later", () => { var reply = new Reply(); reply.Data = new Pump("a"); return reply; });
app.MapGet("/indexer", () => { var bag = new Dictionary<string, object?>(); bag["pump"] = new Pump("a"); return bag; });
app.MapGet("/dictionary-add", () => { var bag = new Dictionary<string, object?>(); bag.Add("pump", new Pump("a")); return bag; });
app.MapGet("/local-object", () => { object value = new Pump("a"); return Results.Ok(value); });
app.MapGet("/conditional", (bool? rich) => Results.Ok(rich == true ? "plain" : (object)new Pump("a")));
app.MapGet("/switch-arm", (int? kind) => { object value = kind switch { 1 => "one", _ => new Pump("a") }; return Results.Ok(value); });
#if REPAIRED
app.MapGet("/nested-anonymous", () => new Reply { Data = new Order("x") });
#else
app.MapGet("/nested-anonymous", () => new Reply { Data = new { Name = "x" } });
#endif
app.MapGet("/extension-indexer", () => { var problem = new ProblemDetails { Status = 409 }; problem.Extensions["when"] = DateTime.UnixEpoch; return Results.Problem(problem); });
app.MapGet("/extension-argument", () => Results.Problem("no", statusCode: 200, extensions: new Dictionary<string, object?> { ["id"] = Guid.Empty }));
app.MapGet("/extension-known", () => Results.Problem("no", statusCode: 200, extensions: new Dictionary<string, object?> { ["code"] = 7, ["why"] = "x" }));
app.MapGet("/validation-extension", () => TypedResults.ValidationProblem(new Dictionary<string, string[]>(), extensions: new Dictionary<string, object?> { ["at"] = 5L }));
app.MapGet("/derived-problem", () => Results.Problem(new TenantProblem { Tenant = "t", Status = 200 }));
app.MapGet("/helper-chain", () => Wrap.Outer(new Pump("a")));
app.MapGet("/object-method", () => Results.Ok(Seed.Make()));
app.MapGet("/selected", () => new Batch { Items = pumps.Select(pump => (object)pump).ToList() });
app.MapGet("/filled-in-loop", () => { var batch = new Batch(); foreach (var pump in pumps) batch.Items.Add(pump); return batch; });
app.MapGet("/spread", () => new Batch { Items = [.. pumps] });
app.MapGet("/object-array", () => new object[] { "text", 1.5m });
app.MapGet("/task-object", async Task<object> () => { await Task.Yield(); return new Pump("a"); });
app.MapGet("/json-object", () => new Reply { Data = new JsonObject { ["a"] = 1 } });
app.MapGet("/boxed-enum", () => new Reply { Data = DayOfWeek.Friday });
app.MapGet("/tuple", () => Results.Ok((1, 2)));
app.MapGet("/constructor", () => new Envelope(TimeSpan.Zero));
app.MapGet("/target-typed", Reply () => new() { Data = new Pump("a") });
app.MapGet("/nullable-boxed", (int? n) => { DateTime? at = n is null ? DateTime.UnixEpoch : null; return new Reply { Data = at }; });
app.MapGet("/filter", () => "plain").AddEndpointFilter(async (context, next) => { await next(context); return (object)new Pump("a"); });
app.MapGet("/field-value", () => new Reply { Data = Seed.Boxed });
app.MapGet("/events", () => TypedResults.ServerSentEvents(Seed.Stream()));
app.MapGet("/null-value", () => new Reply { Data = null });
app.MapGet("/element", () => new Reply { Data = JsonDocument.Parse("1").RootElement });
app.MapGet("/list-behind-interface", () => new Reply { Data = new List<long> { 1 } });
app.MapGet("/strings", () => new Reply { Data = new[] { "a" } });
app.MapGet("/listed-child", () => new Reply { Data = new Valve(1) });
app.MapGet("/nested-bag", () => new Reply { Data = new Dictionary<string, object?> { ["n"] = 1 } });
app.MapPost("/read", async (HttpRequest request) => (await request.ReadFromJsonAsync<Order>())!.Name);

app.Start();
using var client = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
foreach (var endpoint in app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>())
{
    var path = endpoint.RoutePattern.RawText!;
    using var response = path == "/read" ? await client.PostAsync(path, new StringContent("{\"name\":\"n\"}", System.Text.Encoding.UTF8, "application/json")) : await client.GetAsync(path);
    string text;
    try { text = await response.Content.ReadAsStringAsync(); } catch (Exception error) { text = error.GetType().Name; }
    var fails = (int)response.StatusCode == 500 || text == "HttpRequestException" || text.Contains("\"status\":500");
    Console.WriteLine($"{path[1..]}: {(fails ? "500" : "works")}");
}
await app.StopAsync();

public record Pump(string Id);
public record Valve(int Size);
public record Order(string Name);
public record Reply { public int Code { get; set; } public object? Data { get; set; } }
public record Envelope(object Payload);
public class Batch { public List<object> Items { get; set; } = []; }
public class TenantProblem : ProblemDetails { public string? Tenant { get; set; } }
public static class Seed
{
    public static readonly Reply Reply = new() { Code = 1 };
    public static readonly object Boxed = new Pump("field");
    public static object Make() => new Pump("made");
    public static async IAsyncEnumerable<Pump> Stream() { yield return new Pump("s"); await Task.Yield(); }
}
public static class Wrap
{
    public static Reply Outer(object data) => Inner(data, 1);
    private static Reply Inner(object data, int code) => new() { Code = code, Data = data };
}

#if REPAIRED
[JsonSerializable(typeof(Order))]
[JsonSerializable(typeof(TimeSpan))]
[JsonSerializable(typeof((int, int)))]
[JsonSerializable(typeof(DayOfWeek))]
[JsonSerializable(typeof(JsonObject))]
[JsonSerializable(typeof(decimal))]
[JsonSerializable(typeof(TenantProblem))]
[JsonSerializable(typeof(Guid))]
[JsonSerializable(typeof(DateTime))]
[JsonSerializable(typeof(Pump))]
#endif
[JsonSerializable(typeof(Reply))]
[JsonSerializable(typeof(Envelope))]
[JsonSerializable(typeof(Batch))]
[JsonSerializable(typeof(Valve))]
[JsonSerializable(typeof(object[]))]
[JsonSerializable(typeof(IEnumerable<long>))]
[JsonSerializable(typeof(Dictionary<string, object>))]
internal partial class Wire : JsonSerializerContext;
