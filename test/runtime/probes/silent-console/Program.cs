// Failures of console apps that a clean publish hides; the comment at a probe names the public report that it rebuilds.
using System.CommandLine;
using System.Diagnostics;
using System.IO.Pipelines;
using System.Reflection;
using System.Resources;
using System.Runtime;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Loader;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Data.SqlClient;
using Microsoft.Extensions.AI;
using Microsoft.JSInterop;
using Microsoft.JSInterop.Infrastructure;
using ModelContextProtocol;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

Probe("calling-assembly", () => Plugin.Name() == "silent-console"); // dotnet/runtime 94200
Probe("executing-assembly", () => Assembly.GetExecutingAssembly().GetName().Name == "silent-console");
#if REPAIRED
Probe("metadata-token", () => typeof(Order).GetProperty("Id")!.Name == "Id");
#else
Probe("metadata-token", () => typeof(Order).GetProperty("Id")!.MetadataToken != 0); // linq2db/linq2db 5551
#endif
#if REPAIRED
Probe("type-token", () => typeof(Order).Name == "Order");
#else
Probe("type-token", () => typeof(Order).MetadataToken != 0); // dotnet/runtimelab 1252
#endif
#if REPAIRED
Probe("dependency-resolver", () => !NativeLibrary.TryLoad("no-such-library", out _));
#else
Probe("dependency-resolver", () => new AssemblyDependencyResolver(Environment.ProcessPath!).ResolveUnmanagedDllToPath("x") is null); // dotnet/sdk 42389
#endif
#if REPAIRED
Probe("load-by-context", () => typeof(System.Net.Mail.MailAddress).Assembly is not null);
#else
Probe("load-by-context", () => AssemblyLoadContext.Default.LoadFromAssemblyName(new AssemblyName("System.Net.Mail")) is not null); // dotnet/runtime 83355
#endif
#if REPAIRED
Probe("load-by-domain", () => typeof(System.Net.Mail.MailAddress).Assembly is not null);
#else
Probe("load-by-domain", () => AppDomain.CurrentDomain.Load(new AssemblyName("System.Net.Mail")) is not null);
#endif
Probe("new-context", () => new AssemblyLoadContext("plugins", isCollectible: true).Name == "plugins");
await ProbeAsync("sql-open", async () => // dotnet/SqlClient 2043
{
    try
    {
        await using var connection = new SqlConnection("Server=127.0.0.1,1;Connect Timeout=1;Encrypt=false;User ID=a;Password=b");
        await connection.OpenAsync(); // sql-open
        return false;
    }
    catch (SqlException)
    {
        return true;
    }
});
Probe("any-marshal", () => Native.Put(new byte[] { 65, 0 }) >= 0); // dotnet/runtimelab 169
Probe("marshaler-by-type", () => Native.Length("abc") == 3);
Probe("marshaler-by-name", () => Native.LengthByName("abc") == 3); // dotnet/runtimelab 241
Probe("delegate-field", () => // dotnet/runtime 85086
{
    var memory = Marshal.AllocHGlobal(Marshal.SizeOf<Callbacks>());
    Marshal.StructureToPtr(new Callbacks { Done = value => value + 1 }, memory, false); // delegate-field
    return Marshal.ReadIntPtr(memory) != 0;
});
var agent = await Agents.Connect();
#if REPAIRED
await ProbeAsync("list-argument", async () => (await agent.CallToolAsync("join", new Dictionary<string, object?> { ["words"] = new List<string> { "a", "b" } })).IsError != true);
#else
await ProbeAsync("list-argument", async () => (await agent.CallToolAsync("join", new Dictionary<string, object?> { ["words"] = new List<object> { "a", "b" } })).IsError != true); // modelcontextprotocol/csharp-sdk 1846
#endif
#if REPAIRED
await ProbeAsync("record-argument", async () => (await agent.CallToolAsync("echo", new Dictionary<string, object?> { ["text"] = JsonSerializer.SerializeToElement(new Order(1), Wire.Default.Order) })).IsError is not true);
#else
await ProbeAsync("record-argument", async () => (await agent.CallToolAsync("echo", new Dictionary<string, object?> { ["text"] = new Order(1) })).IsError is not true); // modelcontextprotocol/csharp-sdk 1112
#endif
await ProbeAsync("text-argument", async () => (await agent.CallToolAsync("echo", new Dictionary<string, object?> { ["text"] = "a" })).IsError != true);
Probe("tool-as-json", () => JsonSerializer.Serialize(new Tool { Name = "x" }, (JsonTypeInfo<Tool>)McpJsonUtilities.DefaultOptions.GetTypeInfo(typeof(Tool))).Length > 0); // modelcontextprotocol/csharp-sdk 1116
Probe("own-content", () => // dotnet/extensions 5942
{
    var options = new JsonSerializerOptions(AIJsonUtilities.DefaultOptions);
#if REPAIRED
    options.TypeInfoResolverChain.Insert(0, Wire.Default);
#endif
    options.AddAIContentType<PlanContent>("plan"); // own-content
    return JsonSerializer.Serialize(new ChatMessage(ChatRole.User, [new PlanContent()]), (JsonTypeInfo<ChatMessage>)options.GetTypeInfo(typeof(ChatMessage))).Contains("plan");
});
#if REPAIRED
await ProbeAsync("structured-answer", async () => (await new FixedClient("{\"steps\":3}").GetResponseAsync<Plan>("plan it", Agents.Options)).Result.Steps == 3);
#else
await ProbeAsync("structured-answer", async () => (await new FixedClient("{\"steps\":3}").GetResponseAsync<Plan>("plan it")).Result.Steps == 3); // dotnet/extensions 5507
#endif
Probe("object-info", () => JsonSerializer.Serialize(new Order(1), Wire.Default.Object).Contains('1')); // dotnet/runtime 87073
Probe("object-listed", () => JsonSerializer.Serialize(new Shape(), Wire.Default.Object).Length > 0);
Probe("list-option", () => // dotnet/command-line-api 2175
{
    var option = new Option<List<double>>("--rate");
    return new RootCommand { option }.Parse(["--rate", "1", "--rate", "2"]).GetValue(option)!.Count == 2;
});
Probe("array-option", () =>
{
    var option = new Option<Level[]>("--level");
    return new RootCommand { option }.Parse(["--level", "High", "--level", "Low"]).GetValue(option)!.Length == 2;
});
Probe("resource-object", () => new ResourceManager("silent-console.Texts", typeof(Order).Assembly).GetObject("Home") is Uri); // dotnet/runtimelab 1196
Probe("resource-text", () => new ResourceManager("silent-console.Texts", typeof(Order).Assembly).GetString("Greeting") == "Hello");
Probe("delegate-attribute", () => ((Delegate)Routes.Index).Method.GetCustomAttribute<RouteAttribute>()?.Path == "/");
Probe("parameter-name", () => ((Delegate)Routes.Item).Method.GetParameters()[0].Name == "number");
Probe("method-name", () => ((Delegate)Routes.Item).Method.Name == "Item");
Probe("first-chance", () =>
{
    var seen = 0;
    AppDomain.CurrentDomain.FirstChanceException += (_, _) => seen++;
    try { throw new InvalidOperationException(); } catch (InvalidOperationException) { }
    return seen == 1;
});
#if REPAIRED
Probe("compiled-methods", () => !RuntimeFeature.IsDynamicCodeCompiled);
#else
Probe("compiled-methods", () => JitInfo.GetCompiledMethodCount() > 0);
#endif
Probe("domain-monitoring", () => { AppDomain.MonitoringIsEnabled = true; return AppDomain.CurrentDomain.MonitoringTotalAllocatedMemorySize > 0; });
Probe("module-version", () => typeof(Order).Module.ModuleVersionId != Guid.Empty);
#if REPAIRED
Probe("deps-file", () => AppContext.BaseDirectory.Length > 0);
#else
Probe("deps-file", () => AppContext.GetData("FX_DEPS_FILE") is string);
#endif
Probe("friendly-name", () => AppDomain.CurrentDomain.FriendlyName == "silent-console");
Probe("target-framework", () => AppContext.TargetFrameworkName?.Contains("v10.0") == true);
Probe("caller-type", () => new StackTrace().GetFrame(0)!.ToString().Contains("Main"));
Probe("run-controlled", Scripts.Ran);
var scripts = new Scripts();
await ProbeAsync("script-argument", async () => await scripts.InvokeAsync<int>("add", 1, 2) == 5);
await ProbeAsync("script-result", async () => await scripts.InvokeAsync<int>("count") == 5);
await ProbeAsync("script-nothing", async () => { await scripts.InvokeVoidAsync("beep"); return true; });

static void Probe(string name, Func<bool> works)
{
    try { Console.WriteLine($"{name}: {(works() ? "works" : "differs")}"); }
    catch (Exception error) { Console.WriteLine($"{name}: {error.GetType().Name}"); Console.Error.WriteLine($"{name} {error}"); }
}

static async Task ProbeAsync(string name, Func<Task<bool>> works)
{
    try { Console.WriteLine($"{name}: {(await works() ? "works" : "differs")}"); }
    catch (Exception error) { Console.WriteLine($"{name}: {error.GetType().Name}"); Console.Error.WriteLine($"{name} {error}"); }
}

public static class Plugin
{
    [MethodImpl(MethodImplOptions.NoInlining)]
#if REPAIRED
    public static string? Name() => typeof(Plugin).Assembly.GetName().Name;
#else
    public static string? Name() => Assembly.GetCallingAssembly().GetName().Name; // calling-assembly
#endif
}

public record Order(int Id);
public enum Level { Low, High }
public class Shape;
public class PlanContent : AIContent { public int Steps { get; set; } }
public class Plan { public int Steps { get; set; } }

public delegate int Callback(int value);
[StructLayout(LayoutKind.Sequential)] public struct Callbacks { public Callback Done; }

public static class Native
{
#if REPAIRED
    [DllImport("libc", EntryPoint = "strlen")] public static extern nint Put(byte[] text);
#else
#pragma warning disable CS0618
    [DllImport("libc", EntryPoint = "strlen")] public static extern nint Put([MarshalAs(UnmanagedType.AsAny)] object text); // any-marshal
#pragma warning restore CS0618
#endif
    [DllImport("libc", EntryPoint = "strlen")] public static extern nint Length([MarshalAs(UnmanagedType.CustomMarshaler, MarshalTypeRef = typeof(AnsiMarshaler))] string text);
    [DllImport("libc", EntryPoint = "strlen")] public static extern nint LengthByName([MarshalAs(UnmanagedType.CustomMarshaler, MarshalType = "OtherMarshaler")] string text); // marshaler-by-name
}
public class AnsiMarshaler : ICustomMarshaler
{
    public static ICustomMarshaler GetInstance(string cookie) => new AnsiMarshaler();
    public object MarshalNativeToManaged(nint data) => Marshal.PtrToStringAnsi(data)!;
    public nint MarshalManagedToNative(object text) => Marshal.StringToHGlobalAnsi((string)text);
    public void CleanUpNativeData(nint data) => Marshal.FreeHGlobal(data);
    public void CleanUpManagedData(object data) { }
    public int GetNativeDataSize() => -1;
}
public class OtherMarshaler : AnsiMarshaler { public static new ICustomMarshaler GetInstance(string cookie) => new OtherMarshaler(); }

public static class Agents
{
    public static JsonSerializerOptions Options { get; } = MakeOptions();
    private static JsonSerializerOptions MakeOptions()
    {
        var options = new JsonSerializerOptions(AIJsonUtilities.DefaultOptions);
        options.TypeInfoResolverChain.Insert(0, Wire.Default);
        return options;
    }
    public static async Task<McpClient> Connect()
    {
        Pipe up = new(), down = new();
        var server = McpServer.Create(new StreamServerTransport(up.Reader.AsStream(), down.Writer.AsStream()), new McpServerOptions
        {
            ToolCollection = [McpServerTool.Create(Join, new() { Name = "join" }), McpServerTool.Create(Echo, new() { Name = "echo" })],
        });
        _ = server.RunAsync();
        return await McpClient.CreateAsync(new StreamClientTransport(up.Writer.AsStream(), down.Reader.AsStream()));
    }
    private static string Join(JsonElement words) => words.ToString();
    private static string Echo(JsonElement text) => text.ToString();
}

public sealed class FixedClient(string answer) : IChatClient
{
    public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancel = default) =>
        Task.FromResult(new ChatResponse(new ChatMessage(ChatRole.Assistant, answer)));
    public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancel = default) => throw new NotSupportedException();
    public object? GetService(Type type, object? key = null) => null;
    public void Dispose() { }
}

public sealed class Scripts : JSRuntime
{
#if REPAIRED
    public Scripts() => JsonSerializerOptions.TypeInfoResolver = Wire.Default;
#endif
    protected override void BeginInvokeJS(long task, string identifier, string? arguments, JSCallResultType type, long target) => throw new NotSupportedException();
    protected override void BeginInvokeJS(in JSInvocationInfo call) => DotNetDispatcher.EndInvokeJS(this, $"[{call.AsyncHandle},true,{(call.ResultType == JSCallResultType.JSVoidResult ? "null" : "5")}]");
    protected override void EndInvokeDotNet(DotNetInvocationInfo call, in DotNetInvocationResult result) { }

    public static bool Ran()
    {
        var ran = false;
#if REPAIRED
        ran = true;
#else
#pragma warning disable SYSLIB0046
        ControlledExecution.Run(() => ran = true, CancellationToken.None); // run-controlled
#pragma warning restore SYSLIB0046
#endif
        return ran;
    }
}

[AttributeUsage(AttributeTargets.Method)] public sealed class RouteAttribute(string path) : Attribute { public string Path => path; }
public static class Routes
{
    [Route("/")] public static string Index() => "index";
    public static string Item(int number) => number.ToString();
}

[JsonSerializable(typeof(object))]
[JsonSerializable(typeof(Shape))]
[JsonSerializable(typeof(Plan))]
#if REPAIRED
[JsonSerializable(typeof(Order))]
[JsonSerializable(typeof(PlanContent))]
[JsonSerializable(typeof(int))]
[JsonSerializable(typeof(object[]))]
[JsonSerializable(typeof(IJSVoidResult))]
#endif
internal partial class Wire : JsonSerializerContext;
