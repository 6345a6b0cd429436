// How endpoints bind: each probe is an app of its own, since one endpoint that can't be built fails every route.
using System.Reflection;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Primitives;

await Probe("list-body", app => app.MapPost("/p", (List<Input> items) => "ok"), "[]");
await Probe("element-body", app => app.MapPost("/p", (JsonElement item) => "ok"), "{}");
await Probe("dictionary-body", app => app.MapPost("/p", (Dictionary<string, string> map) => "ok"), "{}");
await Probe("get-class", app => app.MapGet("/p", (Unlisted filter) => "ok"));
await Probe("delete-record", app => app.MapDelete("/p", (Unlisted item) => "ok"));
await Probe("keyed-only-service", app => app.MapPost("/p", (KeyedOnly service) => "ok"), "{}");
await Probe("strings-in-post", app => app.MapPost("/p", (string[] names) => "ok"), "[]");
await Probe("ints-in-post", app => app.MapPost("/p", (int[] ids) => "ok"), "[]");
await Probe("enumerable-is-service", app => app.MapPost("/p", (IEnumerable<Input> items) => "ok"), "[]");
await Probe("string-values", app => app.MapPost("/p", (StringValues values) => "ok"), "[]");
await Probe("inherited-parse", app => app.MapGet("/p", (Code? code) => "ok"));
await Probe("private-parse", app => app.MapGet("/p", (Hidden? code) => "ok"));
await Probe("bind-async", app => app.MapPost("/p", (Bound value) => "ok"), "{}");
await Probe("base-bind-async", app => app.MapPost("/p", (BoundChild value) => "ok"), "{}");
await Probe("parameters-with-body", app => app.MapPost("/p", ([AsParameters] Search search) => "ok"), "{}");
await Probe("parameters-struct", app => app.MapGet("/p", ([AsParameters] Paging paging) => "ok"));
await Probe("nullable-struct-body", app => app.MapPost("/p", (Point? point) => "ok"), "null");
await Probe("optional-body", app => app.MapPost("/p", (Unlisted? item) => "ok"), "null");
await Probe("closed-generic", app => MapFor(app, new Unlisted("x")));
await Probe("generic-group", app => app.MapGet("/p", Handlers<Unlisted>.Get));
await Probe("group-helper", app => app.MapGroup("/g").MapThings());
await Probe("async-stream", app => app.MapGet("/p", () => Handlers.Stream()));
await Probe("request-delegate", app => app.MapGet("/p", (HttpContext context) => Task.FromResult(new Unlisted("x"))));
await Probe("readonly-field", app => app.MapGet("/p", Handlers.Field));
await Probe("special-types", app => app.MapPost("/p", (Stream body, CancellationToken stop, System.Security.Claims.ClaimsPrincipal user, HttpRequest request) => "ok"), "x");
await Probe("open-service", app => app.MapGet("/p", (IStore<Input> store) => "ok"));
await Probe("value-return", app => app.MapGet("/p", () => 5));
await Probe("nullable-return", app => app.MapGet("/p", Point? () => null));
await Probe("text-task", app => app.MapGet("/p", async () => { await Task.Yield(); return "ok"; }));
await Probe("interface-body", app => app.MapPost("/p", (IThing thing) => "ok"), "{}");
await Probe("from-body-string", app => app.MapPost("/p", ([FromBody] string text) => "ok"), "\"x\"");
await Probe("header-and-query", app => app.MapGet("/p", ([FromHeader(Name = "x-a")] string? a, [FromQuery] int? b, Uri? c, DayOfWeek? d) => "ok"));

static void MapFor<T>(WebApplication app, T value) => app.MapGet("/p", () => value);

static async Task Probe(string name, Action<WebApplication> map, string? body = null)
{
    var builder = WebApplication.CreateSlimBuilder();
    builder.WebHost.UseUrls("http://127.0.0.1:0");
    builder.Logging.ClearProviders();
    builder.Services.ConfigureHttpJsonOptions(options => options.SerializerOptions.TypeInfoResolverChain.Insert(0, Wire.Default));
    builder.Services.AddKeyedSingleton<KeyedOnly>("k");
    builder.Services.AddSingleton(typeof(IStore<>), typeof(Store<>));
    await using var app = builder.Build();
    app.MapGet("/plain", () => "plain");
    try
    {
        map(app);
        app.Start();
        using var client = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
        var plain = (int)(await client.GetAsync("/plain")).StatusCode;
        var endpoint = app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().Last();
        var method = endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()!.HttpMethods[0];
        using var request = new HttpRequestMessage(new HttpMethod(method), endpoint.RoutePattern.RawText);
        if (body is not null) request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        var status = (int)(await client.SendAsync(request)).StatusCode;
        Console.WriteLine($"{name}: {(plain != 200 ? "app" : status == 500 ? "endpoint" : "works")}");
    }
    catch (Exception) { Console.WriteLine($"{name}: app"); }
}

public record Input(string Name);
public record Unlisted(string Name);
public record struct Point(int X);
public class KeyedOnly;
#if REPAIRED
public class IThing { public string? Name { get; set; } }
#else
public interface IThing { string Name { get; } }
#endif
public interface IStore<T>;
public class Store<T> : IStore<T>;
public class CodeBase { public static bool TryParse(string? text, out Code code) { code = new Code(); return true; } }
public class Code : CodeBase;
public class Hidden { private static bool TryParse(string? text, out Hidden code) { code = new Hidden(); return true; } }
public class Bound { public static ValueTask<Bound?> BindAsync(HttpContext context, ParameterInfo parameter) => ValueTask.FromResult<Bound?>(new Bound()); }
public class BoundChild : Bound;
public class Search { public int Page { get; set; } [FromBody] public Unlisted? Item { get; set; } }
public record struct Paging(int? Page, int? Size);
public static class Handlers<T> where T : class { public static T? Get() => null; }
public static class Handlers
{
    public static readonly Delegate Field = () => "ok";
    public static async IAsyncEnumerable<Input> Stream() { yield return new Input("a"); await Task.Yield(); }
    public static void MapThings(this IEndpointRouteBuilder routes) => routes.MapGet("/p", () => new Unlisted("x")); // group-helper
}

#if REPAIRED
[JsonSerializable(typeof(IThing))]
[JsonSerializable(typeof(IAsyncEnumerable<Input>))]
[JsonSerializable(typeof(Point?))]
[JsonSerializable(typeof(BoundChild))]
[JsonSerializable(typeof(Hidden))]
[JsonSerializable(typeof(string[]))]
[JsonSerializable(typeof(KeyedOnly))]
[JsonSerializable(typeof(Unlisted))]
[JsonSerializable(typeof(Dictionary<string, string>))]
[JsonSerializable(typeof(JsonElement))]
[JsonSerializable(typeof(List<Input>))]
#endif
[JsonSerializable(typeof(Input))]
[JsonSerializable(typeof(Point))]
internal partial class Wire : JsonSerializerContext;
