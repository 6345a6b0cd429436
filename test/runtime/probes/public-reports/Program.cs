// Failures that people reported in public, rebuilt; the comment at each names the report.
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;
using ModelContextProtocol.Server;

var builder = WebApplication.CreateSlimBuilder(args);
builder.WebHost.UseUrls("http://127.0.0.1:0");
builder.Logging.ClearProviders();
builder.Services.AddProblemDetails();
builder.Services.AddSignalR().AddJsonProtocol(options => options.PayloadSerializerOptions.TypeInfoResolverChain.Insert(0, HubWire.Default));
builder.Services.ConfigureHttpJsonOptions(options => options.SerializerOptions.TypeInfoResolverChain.Insert(0, Wire.Default));
var app = builder.Build();
app.MapGet("/outcome", () => Results.Ok(Outcome.Success(new Stock("a", 2)))); // dotnet/aspnetcore 59659
app.MapGet("/outcome-text", () => Results.Ok(Outcome.Success("fine")));
app.MapGet("/extension-date", () => Results.Problem(extensions: new Dictionary<string, object?> { ["retryAt"] = DateTimeOffset.UnixEpoch })); // dotnet/aspnetcore 45862
app.MapGet("/message-arguments", () => Results.Ok(new Message("between {0} and {1}", 1.5m, 9.5m))); // Hookyns/validly 10
app.MapGet("/message-text", () => Results.Ok(new Message("at most {0}", "ten")));
app.MapHub<UpdateHub>("/updates");
app.Start();
using var client = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
foreach (var path in new[] { "outcome", "outcome-text", "extension-date", "message-arguments", "message-text" })
{
    using var response = await client.GetAsync("/" + path);
    var text = await response.Content.ReadAsStringAsync();
    Console.WriteLine($"{path}: {((int)response.StatusCode == 500 && !text.Contains("retryAt") ? "500" : "works")}");
}
await Probe("silent-client", async () => { var watcher = new Watcher(app.Urls.First() + "/updates"); return await watcher.Ask(); }); // dotnet/aspnetcore 59133
await Probe("array-tool", () => Task.FromResult(Tools<SearchTools>())); // modelcontextprotocol/csharp-sdk 287
#if REPAIRED
var known = new JsonSerializerOptions(ModelContextProtocol.McpJsonUtilities.DefaultOptions);
known.TypeInfoResolverChain.Insert(0, Wire.Default);
await Probe("list-tool", () => Task.FromResult(ToolsOf(services => services.AddMcpServer().WithTools<FileTools>(known)))); // modelcontextprotocol/csharp-sdk 727
#else
await Probe("list-tool", () => Task.FromResult(ToolsOf(services => services.AddMcpServer().WithTools<FileTools>()))); // modelcontextprotocol/csharp-sdk 727
#endif
await Probe("text-tool", () => Task.FromResult(ToolsOf(services => services.AddMcpServer().WithTools<TextTools>())));
await Probe("unit-behavior", () => Task.FromResult<object?>(Pipeline().GetRequiredService<PlaceOrder>())); // ImmediatePlatform/Immediate.Handlers 390
await Probe("reference-behavior", () => Task.FromResult<object?>(Pipeline().GetRequiredService<FindOrder>()));
await Probe("many-values", () => Task.FromResult<object?>(Pipeline().GetRequiredService<Limits>())); // dotnet/runtime 79286
await app.StopAsync();

static object? Tools<T>() where T : class => ToolsOf(services => services.AddMcpServer().WithTools<SearchTools>()); // array-tool
static object? ToolsOf(Action<IServiceCollection> register)
{
    var services = new ServiceCollection();
    register(services);
    return services.BuildServiceProvider().GetServices<McpServerTool>().Count();
}

static ServiceProvider Pipeline()
{
    var services = new ServiceCollection();
    services.AddScoped(typeof(LoggingBehavior<,>));
#if REPAIRED
    services.AddScoped<LoggingBehavior<Stock, ValueTuple>>();
    services.AddSingleton<IEnumerable<Limit>>(_ => [new Limit(5)]);
#endif
    services.AddScoped<PlaceOrder>();
    services.AddScoped<FindOrder>();
    services.AddScoped<Limits>();
    services.AddSingleton(typeof(Limit), _ => new Limit(5));
    return services.BuildServiceProvider();
}

static async Task Probe(string name, Func<Task<object?>> run)
{
    try { await run(); Console.WriteLine($"{name}: works"); }
    catch (Exception error) { Console.WriteLine($"{name}: {error.GetType().Name}"); }
}

public record Stock(string Sku, int Count);
public class Outcome
{
    public bool Ok { get; set; }
    public object? Data { get; set; }
    public static Outcome Success(object? data) => new() { Ok = true, Data = data };
}
public class Message(string text, params object?[] arguments)
{
    public string Text => text;
    public object?[] Arguments => arguments;
}
public class UpdateHub : Hub { public string Version(string product) => product + " 2"; }
public class Watcher
{
    private readonly HubConnection _connection;
#if REPAIRED
    public Watcher(string url) => _connection = new HubConnectionBuilder().WithUrl(url).AddJsonProtocol(options => options.PayloadSerializerOptions.TypeInfoResolverChain.Insert(0, HubWire.Default)).Build(); // silent-client
#else
    public Watcher(string url) => _connection = new HubConnectionBuilder().WithUrl(url).Build(); // silent-client
#endif
    public async Task<object?> Ask() { await _connection.StartAsync(); return await _connection.InvokeAsync<string>("Version", "tool"); }
}
[McpServerToolType] public class SearchTools { [McpServerTool] public static string Search(string[] words) => string.Join(' ', words); }
[McpServerToolType] public class FileTools { [McpServerTool] public static List<FileInfoItem> List(string folder) => [new(folder, 1)]; }
[McpServerToolType] public class TextTools { [McpServerTool] public static string Echo(string text, int times) => text; }
public record FileInfoItem(string Name, long Size);
public class LoggingBehavior<TRequest, TResponse>;
public class PlaceOrder(LoggingBehavior<Stock, ValueTuple> behavior) { public object Behavior => behavior; } // unit-behavior
public class FindOrder(LoggingBehavior<Stock, Message> behavior) { public object Behavior => behavior; }
public readonly record struct Limit(int Value);
public class Limits(IEnumerable<Limit> limits) { public object All => limits; } // many-values

#if REPAIRED
[JsonSerializable(typeof(Stock))]
[JsonSerializable(typeof(DateTimeOffset))]
[JsonSerializable(typeof(decimal))]
[JsonSerializable(typeof(List<FileInfoItem>))]
#endif
[JsonSerializable(typeof(Outcome))]
[JsonSerializable(typeof(Message))]
[JsonSerializable(typeof(ProblemDetails))]
internal partial class Wire : JsonSerializerContext;
[JsonSerializable(typeof(string))]
internal partial class HubWire : JsonSerializerContext;
