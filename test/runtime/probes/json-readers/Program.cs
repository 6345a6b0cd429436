// Other readers and writers of JSON contracts: each line is a probe.
using System.ComponentModel;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Caching.Hybrid;
using ModelContextProtocol.Server;

var builder = WebApplication.CreateSlimBuilder(args);
builder.WebHost.UseUrls("http://127.0.0.1:0");
builder.Logging.ClearProviders();
builder.Services.AddSignalR().AddJsonProtocol(options => options.PayloadSerializerOptions.TypeInfoResolverChain.Insert(0, HubWire.Default));
builder.Services.AddHybridCache();
#if REPAIRED
builder.Services.AddKeyedSingleton<JsonSerializerOptions>(typeof(IHybridCacheSerializer<Order>), (_, _) => new JsonSerializerOptions { TypeInfoResolver = Wire.Default });
#endif
var app = builder.Build();
app.MapHub<ChatHub>("/chat");
app.Start();
var url = app.Urls.First() + "/chat";
var cache = app.Services.GetRequiredService<HybridCache>();
var options = new JsonSerializerOptions(JsonSerializerDefaults.Web) { TypeInfoResolver = Wire.Default };

#if REPAIRED
var tools = new JsonSerializerOptions(AIJsonUtilities.DefaultOptions);
tools.TypeInfoResolverChain.Insert(0, Wire.Default);
var known = new AIFunctionFactoryOptions { SerializerOptions = tools };
#endif
#if REPAIRED
await Probe("tool-guid", () => AIFunctionFactory.Create((Guid id) => "ok", known));
#else
await Probe("tool-guid", () => AIFunctionFactory.Create((Guid id) => "ok"));
#endif
await Probe("tool-string", () => AIFunctionFactory.Create((string name, int count, CancellationToken stop) => "ok"));
#if REPAIRED
await Probe("tool-record", () => AIFunctionFactory.Create((Order order) => "ok", known));
#else
await Probe("tool-record", () => AIFunctionFactory.Create((Order order) => "ok"));
#endif
#if REPAIRED
await Probe("tool-list-result", () => AIFunctionFactory.Create(() => new List<int> { 1 }, known));
#else
await Probe("tool-list-result", () => AIFunctionFactory.Create(() => new List<int> { 1 }));
#endif
await Probe("tool-task-void", () => AIFunctionFactory.Create(async (DateTime at) => await Task.Yield()));
await Probe("tool-nullable", () => AIFunctionFactory.Create((int? page) => "ok"));
await Probe("tool-with-options", () => AIFunctionFactory.Create((Order order) => "ok", new AIFunctionFactoryOptions { SerializerOptions = new JsonSerializerOptions(AIJsonUtilities.DefaultOptions) { TypeInfoResolver = System.Text.Json.Serialization.Metadata.JsonTypeInfoResolver.Combine(Wire.Default, AIJsonUtilities.DefaultOptions.TypeInfoResolver) } }));
await Probe("mcp-create", () => McpServerTool.Create((DateOnly day) => "ok"));
await Probe("mcp-create-string", () => McpServerTool.Create((string day) => "ok"));
await Probe("mcp-with-tools", () => { var services = new ServiceCollection(); services.AddMcpServer().WithTools<DayTools>(); return services.BuildServiceProvider().GetServices<McpServerTool>().Count(); });
await Probe("mcp-plain-tools", () => { var services = new ServiceCollection(); services.AddMcpServer().WithTools<PlainTools>(); return services.BuildServiceProvider().GetServices<McpServerTool>().Count(); });
await Probe("cache-record", () => cache.GetOrCreateAsync("a", _ => ValueTask.FromResult(new Order("x"))).AsTask());
await Probe("cache-string", () => cache.GetOrCreateAsync("b", _ => ValueTask.FromResult("text")).AsTask());
await Probe("cache-set", () => cache.SetAsync("c", 5).AsTask());
await Probe("type-and-context", () => JsonSerializer.Serialize(new Order("x"), typeof(Order), Wire.Default));
await Probe("type-listed", () => JsonSerializer.Serialize(new Item("x"), typeof(Item), Wire.Default));
await Probe("read-type-and-context", () => JsonSerializer.Deserialize("[]", typeof(List<Item>), Wire.Default));
await Probe("context-type-info", () => Wire.Default.GetTypeInfo(typeof(Order))!.Type);
await Probe("options-type-info", () => options.GetTypeInfo(typeof(Order)).Type);
await Probe("options-listed", () => options.GetTypeInfo(typeof(Item)).Type);
await Probe("direct-object-member", () => JsonSerializer.Serialize(new Holder { Value = 5m }, Wire.Default.Holder));
await Probe("direct-known-member", () => JsonSerializer.Serialize(new Holder { Value = new Item("x") }, Wire.Default.Holder));
await Probe("direct-bag", () => JsonSerializer.Serialize(new Dictionary<string, object> { ["at"] = DateTimeOffset.UnixEpoch }, Wire.Default.DictionaryStringObject));
#if REPAIRED
await Probe("delegate-member", () => JsonSerializer.Serialize(new Callback(), Wire.Default.Callback));
#else
await Probe("delegate-member", () => JsonSerializer.Serialize(new Callback { Run = () => { } }, Wire.Default.Callback));
#endif
await Probe("serialization-only-read", () => JsonSerializer.Deserialize("{\"A\":1}", WriteOnly.Default.Point));
await Probe("hub-listed", () => Invoke(new HubConnectionBuilder().WithUrl(url).AddJsonProtocol(o => o.PayloadSerializerOptions.TypeInfoResolverChain.Insert(0, HubWire.Default)), c => c.InvokeAsync<string>("Echo", "x")));
await Probe("hub-argument", () => Invoke(new HubConnectionBuilder().WithUrl(url).AddJsonProtocol(o => o.PayloadSerializerOptions.TypeInfoResolverChain.Insert(0, HubWire.Default)), c => c.InvokeAsync<string>("Total", 5L)));
#if REPAIRED
await Probe("hub-result", () => Invoke(new HubConnectionBuilder().WithUrl(url).AddJsonProtocol(o => o.PayloadSerializerOptions.TypeInfoResolverChain.Insert(0, HubWire.Default)), async c => (await c.InvokeAsync<Order>("Find", "x")).Name));
#else
await Probe("hub-result", () => Invoke(new HubConnectionBuilder().WithUrl(url).AddJsonProtocol(o => o.PayloadSerializerOptions.TypeInfoResolverChain.Insert(0, HubWire.Default)), c => c.InvokeAsync<string>("Find", "x")));
#endif
#if REPAIRED
await Probe("client-without-protocol", () => Invoke(new HubConnectionBuilder().WithUrl(url).AddJsonProtocol(o => o.PayloadSerializerOptions.TypeInfoResolverChain.Insert(0, HubWire.Default)), c => c.InvokeAsync<string>("Echo", "x")));
#else
await Probe("client-without-protocol", () => Invoke(new HubConnectionBuilder().WithUrl(url), c => c.InvokeAsync<string>("Echo", "x")));
#endif
await app.StopAsync();

static async Task<object?> Invoke(IHubConnectionBuilder builder, Func<HubConnection, Task<string>> call)
{
    await using var connection = builder.Build();
    await connection.StartAsync();
    return await call(connection);
}

static async Task Probe(string name, Func<object?> run)
{
    try
    {
        var result = run();
        if (result is Task task) await task;
        Console.WriteLine($"{name}: works");
    }
    catch (Exception error) { Console.WriteLine($"{name}: {error.GetType().Name}"); }
}

public record Order(string Name);
public record Item(string Name);
public class Holder { public object? Value { get; set; } }
public class Callback { public Action? Run { get; set; } }
public record struct Point(int A);
[McpServerToolType] public class DayTools { [McpServerTool] public string Next(DateOnly day) => "ok"; } // mcp-with-tools
[McpServerToolType] public class PlainTools { [McpServerTool] public static string Greet([Description("who")] string name, int times) => name; }
public class ChatHub : Hub
{
    public string Echo(string text) => text;
    public string Total(long amount) => "ok"; // hub-argument
    public Order Find(string name) => new(name); // hub-result
}

#if REPAIRED
[JsonSerializable(typeof(Order))]
[JsonSerializable(typeof(List<Item>))]
[JsonSerializable(typeof(List<int>))]
[JsonSerializable(typeof(Guid))]
[JsonSerializable(typeof(decimal))]
[JsonSerializable(typeof(DateTimeOffset))]
#endif
[JsonSerializable(typeof(Item))]
[JsonSerializable(typeof(Holder))]
[JsonSerializable(typeof(Callback))]
[JsonSerializable(typeof(Dictionary<string, object>))]
internal partial class Wire : JsonSerializerContext;
#if REPAIRED
[JsonSerializable(typeof(long))]
[JsonSerializable(typeof(Order))]
#endif
[JsonSerializable(typeof(string))]
internal partial class HubWire : JsonSerializerContext;
#if !REPAIRED
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Serialization)]
#endif
[JsonSerializable(typeof(Point))]
internal partial class WriteOnly : JsonSerializerContext;
