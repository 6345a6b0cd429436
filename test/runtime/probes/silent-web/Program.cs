// Failures of servers and clients that a clean publish hides; the comment at a probe names the public report that it rebuilds.
using System.ComponentModel.DataAnnotations;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Threading.Channels;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;

await using (var plain = Start(
    services =>
    {
        services.AddValidation(); // validated
#if REPAIRED
        services.AddProblemDetails();
#endif
    },
    app =>
    {
        app.UseExceptionHandler(branch => branch.Run(async context => await Results.Problem().ExecuteAsync(context))); // handled-exception
        app.MapGet("/throws", string () => throw new InvalidOperationException());
        app.MapPost("/signups", (Signup signup) => TypedResults.Ok(signup));
        app.MapGet("/json-context", IResult () => Results.Json(new Unlisted(1), Wire.Default));
        app.MapGet("/json-context-listed", IResult () => Results.Json(new Item("a"), Wire.Default));
        app.MapGet("/typed-json-context", IResult () => TypedResults.Json(new Unlisted(1), Wire.Default));
        app.MapPost("/read-by-type", async (HttpRequest request) => (await request.ReadFromJsonAsync(typeof(Unlisted))) is null ? "none" : "some");
        app.MapPost("/read-by-type-listed", async (HttpRequest request) => (await request.ReadFromJsonAsync(typeof(Item))) is null ? "none" : "some");
        app.MapGet("/written-by-type", async Task (HttpResponse response) => await response.WriteAsJsonAsync(new Unlisted(1), typeof(Unlisted), Wire.Default));
        app.MapGet("/internal-error", () => TypedResults.InternalServerError(new Unlisted(1)));
        app.MapGet("/accepted", () => Results.Accepted("/x", new Unlisted(1)));
        app.MapGet("/conflict", () => TypedResults.Conflict("taken"));
        app.MapGet("/text-conflict", () => Results.Conflict(12));
        app.MapGet("/any", IResult () => Results.Json(new Item("a"), Wire.Default));
        app.MapPost("/any", async (HttpRequest request) => (await request.ReadFromJsonAsync(typeof(Item))) is null ? "none" : "some");
        app.MapGet("/paged", () => Page.Of([new Item("a")]));
        app.MapGet("/pair", () => new KeyValuePair<string, int>("a", 1));
        app.MapGet("/values", () => Hidden());
        app.MapPost("/upload", (IFormFileCollection files) => files.Count.ToString()).DisableAntiforgery();
    }))
{
    var client = Client(plain);
    await Get("handled-exception", client, "/throws", 500, "application/problem+json"); // dotnet/aspnetcore 53764
    await Post("validated", client, "/signups", "{\"name\":\"\"}", 400);
    foreach (var path in new[] { "json-context", "json-context-listed", "typed-json-context", "written-by-type" }) await Get(path, client, "/" + path, 200);
    await Post("read-by-type", client, "/read-by-type", "{\"value\":1}", 200);
    await Post("read-by-type-listed", client, "/read-by-type-listed", "{\"name\":\"a\"}", 200);
    await Get("internal-error", client, "/internal-error", 500, "application/json");
    await Get("accepted", client, "/accepted", 202);
    await Get("conflict", client, "/conflict", 409, "application/json");
    await Get("text-conflict", client, "/text-conflict", 409, "application/json");
    foreach (var path in new[] { "paged", "pair" }) await Get(path, client, "/" + path, 200);
    await Get("hidden-value", client, "/values", 200);
    await Probe("upload", async () => { using var form = new MultipartFormDataContent { { new StringContent("x"), "file", "a.txt" } }; return (await client.PostAsync("/upload", form)).IsSuccessStatusCode; });
    await Probe("posted-object", async () => { using var response = await client.PostAsJsonAsync<object>("/any", new Unlisted(1), Wire.Default.Object); return (int)response.StatusCode < 600; }); // elastic/docs-builder 2058
    await Probe("posted-listed", async () => { using var response = await client.PostAsJsonAsync<object>("/any", new Item("a"), Wire.Default.Object); return response.IsSuccessStatusCode; });
    await Probe("fetched-by-type", async () => await client.GetFromJsonAsync("/any", typeof(Unlisted), Wire.Default) is not null);
    await Probe("stream-by-type", async () => { using var memory = new MemoryStream(); await JsonSerializer.SerializeAsync(memory, new Unlisted(1), typeof(Unlisted), Wire.Default); return memory.Length > 0; });
    await Probe("content-by-info", async () => (await JsonContent.Create(new Unlisted(1), Wire.Default.GetTypeInfo(typeof(Unlisted))!).ReadAsStringAsync()).Length > 0);
}

await using (var hubs = Start(
    services => services.AddSignalR().AddJsonProtocol(options => options.PayloadSerializerOptions.TypeInfoResolverChain.Insert(0, HubWire.Default)),
    app => { app.MapHub<WorkHub>("/work"); app.MapHub<AwaitHub>("/await"); }))
{
    await Probe("from-context", async () =>
    {
        await using var connection = await Connect(hubs, "/work");
        var got = new TaskCompletionSource<string>();
        connection.On<JsonElement>("done", value => got.TrySetResult(value.ToString()));
        await hubs.Services.GetRequiredService<IHubContext<WorkHub>>().Clients.All.SendAsync("done", new Unlisted(1)); // from-context
        return (await got.Task.WaitAsync(TimeSpan.FromSeconds(3))).Length > 0;
    });
    await Probe("from-context-listed", async () =>
    {
        await using var connection = await Connect(hubs, "/work");
        var got = new TaskCompletionSource<string>();
        connection.On<string>("done", value => got.TrySetResult(value));
        await hubs.Services.GetRequiredService<IHubContext<WorkHub>>().Clients.All.SendAsync("done", "yes"); // from-context-listed
        return (await got.Task.WaitAsync(TimeSpan.FromSeconds(3))) == "yes";
    });
    await Probe("own-awaitable", async () => { await using var connection = await Connect(hubs, "/await"); return await connection.InvokeAsync<string>("Later") == "late"; });
    await Probe("int-channel", async () =>
    {
        await using var connection = await Connect(hubs, "/work");
        var count = 0;
        await foreach (var value in connection.StreamAsync<int>("Count")) count += value;
        return count == 3;
    });
}

static IResult Hidden() { object value = new Unlisted(2); return Results.Ok(value); } // hidden-value

static WebApplication Start(Action<IServiceCollection> register, Action<WebApplication> map)
{
    var builder = WebApplication.CreateSlimBuilder();
    builder.WebHost.UseUrls("http://127.0.0.1:0");
    builder.Logging.ClearProviders();
    builder.Services.ConfigureHttpJsonOptions(options => options.SerializerOptions.TypeInfoResolverChain.Insert(0, Wire.Default));
    register(builder.Services);
    var app = builder.Build();
    map(app);
    app.Start();
    return app;
}

static HttpClient Client(WebApplication app) => new() { BaseAddress = new Uri(app.Urls.First()) };

static async Task<HubConnection> Connect(WebApplication app, string path)
{
    var connection = new HubConnectionBuilder().WithUrl(app.Urls.First() + path).AddJsonProtocol(options => options.PayloadSerializerOptions.TypeInfoResolverChain.Insert(0, HubWire.Default)).Build();
    await connection.StartAsync();
    return connection;
}

static async Task Get(string name, HttpClient client, string path, int status, string? type = null, params string[] parts)
{
    using var response = await client.GetAsync(path);
    var text = await response.Content.ReadAsStringAsync();
    var works = (int)response.StatusCode == status || (status == 200 && parts.Length > 0);
    if (type is not null) works &= response.Content.Headers.ContentType?.MediaType == type;
    if (parts.Length > 0) works &= parts.Any(text.Contains);
    Console.WriteLine($"{name}: {(works ? "works" : $"{(int)response.StatusCode} {response.Content.Headers.ContentType?.MediaType}")}");
}

static async Task Post(string name, HttpClient client, string path, string body, int status)
{
    using var response = await client.PostAsync(path, new StringContent(body, System.Text.Encoding.UTF8, "application/json"));
    Console.WriteLine($"{name}: {((int)response.StatusCode == status ? "works" : ((int)response.StatusCode).ToString())}");
}

static async Task Probe(string name, Func<Task<bool>> run)
{
    try { Console.WriteLine($"{name}: {(await run() ? "works" : "differs")}"); }
    catch (Exception error) { Console.WriteLine($"{name}: {error.GetType().Name}"); Console.Error.WriteLine($"{name} {error}"); }
}

public record Item(string Name);
public record Unlisted(int Value);
public class Signup { [Required] public string? Name { get; set; } }
public static class Page { public static PageOf<T> Of<T>(List<T> items) => new(items, items.Count); }
public record PageOf<T>(List<T> Items, int Total);
public class WorkHub : Hub
{
    public ChannelReader<int> Count()
    {
        var channel = Channel.CreateUnbounded<int>();
        channel.Writer.TryWrite(1);
        channel.Writer.TryWrite(2);
        channel.Writer.Complete();
        return channel.Reader;
    }
}
public class AwaitHub : Hub
{
#if REPAIRED
    public async Task<string> Later() => await new Later("late"); // own-awaitable
#else
    public Later Later() => new("late"); // own-awaitable
#endif
}
public class Later(string text)
{
    public LaterAwaiter GetAwaiter() => new(text);
}
public readonly struct LaterAwaiter(string text) : ICriticalNotifyCompletion
{
    public bool IsCompleted => true;
    public string GetResult() => text;
    public void OnCompleted(Action next) => next();
    public void UnsafeOnCompleted(Action next) => next();
}

[JsonSerializable(typeof(Item))]
[JsonSerializable(typeof(Signup))]
[JsonSerializable(typeof(PageOf<Item>))]
[JsonSerializable(typeof(KeyValuePair<string, int>))]
[JsonSerializable(typeof(object))]
#if REPAIRED
[JsonSerializable(typeof(Unlisted))]
#endif
internal partial class Wire : JsonSerializerContext;
[JsonSerializable(typeof(string))]
[JsonSerializable(typeof(int))]
[JsonSerializable(typeof(JsonElement))]
#if REPAIRED
[JsonSerializable(typeof(Unlisted))]
#endif
internal partial class HubWire : JsonSerializerContext;
