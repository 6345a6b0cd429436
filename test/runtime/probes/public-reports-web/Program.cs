// Failures of servers and clients that people reported in public, rebuilt; the comment at each names the report.
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Caching.Hybrid;

var builder = WebApplication.CreateSlimBuilder(args);
builder.WebHost.UseUrls("http://127.0.0.1:0");
builder.Logging.ClearProviders();
builder.Services.AddOpenApi();
builder.Services.AddHybridCache();
#if REPAIRED
builder.Services.AddKeyedSingleton<JsonSerializerOptions>(typeof(IHybridCacheSerializer<Forecast>), (_, _) => new JsonSerializerOptions { TypeInfoResolver = Wire.Default });
#endif
builder.Services.AddSingleton<ForecastStore>();
builder.Services.AddSignalR().AddJsonProtocol(options => options.PayloadSerializerOptions.TypeInfoResolverChain.Insert(0, HubWire.Default));
builder.Services.ConfigureHttpJsonOptions(options => options.SerializerOptions.TypeInfoResolverChain.Insert(0, Wire.Default));
var app = builder.Build();
app.MapOpenApi();
app.MapGet("/list", (bool? done) => TypedResults.Ok(new Job("a"))); // flag-in-document: dotnet/aspnetcore 56021
app.MapGet("/found", Finder.Find);
app.MapHub<TunnelHub>("/tunnel");
#if REPAIRED
app.MapHub<MeterHub>("/meter");
#endif
app.Start();
var url = app.Urls.First();
using var client = new HttpClient { BaseAddress = new Uri(url) };
await Probe("flag-in-document", async () => { (await client.GetAsync("/openapi/v1.json")).EnsureSuccessStatusCode(); });
await Probe("found", async () => { (await client.GetAsync("/found")).EnsureSuccessStatusCode(); }); // dotnet/aspnetcore 55827
await Probe("cached-record", async () => { await app.Services.GetRequiredService<ForecastStore>().Today(); }); // dotnet/AspNetCore.Docs 35505
await Probe("stream-of-chunks", async () =>
{
    await using var connection = new HubConnectionBuilder().WithUrl(url + "/tunnel").AddJsonProtocol(o => o.PayloadSerializerOptions.TypeInfoResolverChain.Insert(0, HubWire.Default)).Build();
    await connection.StartAsync();
    var total = await connection.InvokeAsync<string>("Send", Tunnel.Chunks()); // stream-of-chunks: cristipufu/tunnelite 5
    if (total != "2") throw new InvalidDataException(total);
});
#if REPAIRED
await Probe("stream-of-values", async () => // dotnet/aspnetcore 56179
{
    await using var connection = new HubConnectionBuilder().WithUrl(url + "/meter").AddJsonProtocol(o => o.PayloadSerializerOptions.TypeInfoResolverChain.Insert(0, HubWire.Default)).Build();
    await connection.StartAsync();
    if (await connection.InvokeAsync<string>("Sum", Tunnel.Numbers()) != "2") throw new InvalidDataException();
});
#else
await Probe("stream-of-values", async () =>
{
    var other = WebApplication.CreateSlimBuilder();
    other.WebHost.UseUrls("http://127.0.0.1:0");
    other.Services.AddSignalR().AddJsonProtocol(options => options.PayloadSerializerOptions.TypeInfoResolverChain.Insert(0, HubWire.Default));
    await using var meter = other.Build();
    meter.MapHub<MeterHub>("/meter");
    await meter.StartAsync();
});
#endif
await Probe("function-result", () =>
{
    var message = new ChatMessage(ChatRole.Tool, [new FunctionResultContent("call", new Forecast("rain", 3))]); // function-result: awaescher/OllamaSharp 385
    var options = new JsonSerializerOptions(AIJsonUtilities.DefaultOptions);
#if REPAIRED
    options.TypeInfoResolverChain.Add(Wire.Default);
#endif
    JsonSerializer.Serialize(message, (JsonTypeInfo<ChatMessage>)options.GetTypeInfo(typeof(ChatMessage)));
    return Task.CompletedTask;
});
await Probe("text-result", () =>
{
    var message = new ChatMessage(ChatRole.Tool, [new FunctionResultContent("call", "rain")]);
    JsonSerializer.Serialize(message, (JsonTypeInfo<ChatMessage>)AIJsonUtilities.DefaultOptions.GetTypeInfo(typeof(ChatMessage)));
    return Task.CompletedTask;
});
await app.StopAsync();

static async Task Probe(string name, Func<Task> run)
{
    try { await run(); Console.WriteLine($"{name}: works"); }
    catch (Exception error) { Console.WriteLine($"{name}: {error.GetType().Name}"); }
}

public record Job(string Name);
public record Forecast(string Sky, int Degrees);
public static class Finder { public static Task<Job[]> Find() => Task.FromResult(new Job[] { new("a") }); }
public class Cached(HybridCache cache)
{
    protected ValueTask<T> Get<T>(string key, Func<CancellationToken, ValueTask<T>> make) => cache.GetOrCreateAsync(key, make);
}
public class ForecastStore(HybridCache cache) : Cached(cache)
{
    public ValueTask<Forecast> Today() => Get("today", _ => ValueTask.FromResult(new Forecast("sun", 20))); // cached-record
}
public class TunnelHub : Hub
{
    public async Task<string> Send(IAsyncEnumerable<Chunk> chunks) { var count = 0; await foreach (var chunk in chunks) count++; return count.ToString(); }
}
public class MeterHub : Hub
{
#if REPAIRED
    public async Task<string> Sum(IAsyncEnumerable<Chunk> values) { var count = 0; await foreach (var value in values) count++; return count.ToString(); } // stream-of-values
#else
    public async Task<string> Sum(IAsyncEnumerable<int> values) { var count = 0; await foreach (var value in values) count++; return count.ToString(); } // stream-of-values
#endif
}
public record Chunk(byte[] Data, bool IsLast);
public static class Tunnel
{
    public static async IAsyncEnumerable<Chunk> Chunks() { yield return new([1], false); await Task.Yield(); yield return new([2], true); }
#if REPAIRED
    public static IAsyncEnumerable<Chunk> Numbers() => Chunks();
#else
    public static async IAsyncEnumerable<int> Numbers() { yield return 1; await Task.Yield(); yield return 2; }
#endif
}

#if REPAIRED
[JsonSerializable(typeof(bool?))]
[JsonSerializable(typeof(Forecast))]
#endif
[JsonSerializable(typeof(Job))]
[JsonSerializable(typeof(Job[]))]
internal partial class Wire : JsonSerializerContext;
#if REPAIRED
[JsonSerializable(typeof(Chunk))]
#endif
[JsonSerializable(typeof(string))]
[JsonSerializable(typeof(int))]
internal partial class HubWire : JsonSerializerContext;
