// Clients, caches and frameworks that keep JSON options of their own, and registrations that reach none: each line is a probe.
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.Caching.Hybrid;
using Microsoft.Extensions.Options;

var builder = WebApplication.CreateSlimBuilder(args);
builder.WebHost.UseUrls("http://127.0.0.1:0");
builder.Logging.ClearProviders();
builder.Services.AddDistributedMemoryCache();
builder.Services.AddHybridCache();
#if REPAIRED
builder.Services.AddKeyedSingleton<JsonSerializerOptions>(typeof(IHybridCacheSerializer<Price>), (_, _) => new JsonSerializerOptions { TypeInfoResolver = Wire.Default });
#endif
builder.Services.AddSingleton<IPriceCache, PriceCache>();
var app = builder.Build();
app.MapGet("/items/1", () => Results.Text("{\"name\":\"a\"}", "application/json"));
app.Start();
var address = new Uri(app.Urls.First());
var distributed = app.Services.GetRequiredService<IDistributedCache>();
var services = new ServiceCollection();
services.AddHttpClient<ItemClient>(client => client.BaseAddress = address);
await using var provider = services.BuildServiceProvider();

await Probe("typed-client", () => provider.GetRequiredService<ItemClient>().Find());
await Probe("typed-client-listed", () => provider.GetRequiredService<ItemClient>().FindListed());
await Probe("distributed-helper", () => distributed.Keep("p", new Price(5)));
await Probe("distributed-listed", () => distributed.Keep("i", new Item("a")));
await Probe("distributed-read", () => distributed.Find<Price>("x"));
await Probe("cache-interface", () => app.Services.GetRequiredService<IPriceCache>().Remember("p", new Price(5)));
await Probe("info-helper", () => Task.FromResult<object?>(Texts.Write(new Price(5))));
await Probe("info-listed", () => Task.FromResult<object?>(Texts.Write(new Item("a"))));
#if REPAIRED
await Probe("mvc-options", () => Separate(services => services.ConfigureHttpJsonOptions(options => options.SerializerOptions.TypeInfoResolverChain.Insert(0, Wire.Default))));
await Probe("as-singleton", () => Separate(services => services.ConfigureHttpJsonOptions(options => options.SerializerOptions.TypeInfoResolverChain.Insert(0, Wire.Default))));
await Probe("set-after-insert", () => Separate(services => services.ConfigureHttpJsonOptions(options =>
{
    options.SerializerOptions.TypeInfoResolver = Other.Default; // set-after-insert
    options.SerializerOptions.TypeInfoResolverChain.Insert(0, Wire.Default);
})));
await Probe("cleared", () => Separate(services => services.ConfigureHttpJsonOptions(options =>
{
    options.SerializerOptions.TypeInfoResolverChain.Clear(); // cleared
    options.SerializerOptions.TypeInfoResolverChain.Insert(0, Wire.Default);
})));
#else
await Probe("mvc-options", () => Separate(services => services.Configure<Microsoft.AspNetCore.Mvc.JsonOptions>(options => options.JsonSerializerOptions.TypeInfoResolverChain.Insert(0, Wire.Default))));
await Probe("as-singleton", () => Separate(services => services.AddSingleton<JsonSerializerContext>(Single.Default)));
await Probe("set-after-insert", () => Separate(services => services.ConfigureHttpJsonOptions(options =>
{
    options.SerializerOptions.TypeInfoResolverChain.Insert(0, Wire.Default);
    options.SerializerOptions.TypeInfoResolver = Other.Default; // set-after-insert
})));
await Probe("cleared", () => Separate(services => services.ConfigureHttpJsonOptions(options =>
{
    options.SerializerOptions.TypeInfoResolverChain.Insert(0, Wire.Default);
    options.SerializerOptions.TypeInfoResolverChain.Clear(); // cleared
})));
#endif
await Probe("configured", () => Separate(services => services.Configure<Microsoft.AspNetCore.Http.Json.JsonOptions>(options => options.SerializerOptions.TypeInfoResolverChain.Add(Wire.Default))));
await app.StopAsync();

// Whether the options of endpoints know an item.
static Task<object?> Separate(Action<IServiceCollection> register)
{
    var services = new ServiceCollection();
    services.AddOptions();
    register(services);
    var options = services.BuildServiceProvider().GetRequiredService<IOptions<Microsoft.AspNetCore.Http.Json.JsonOptions>>();
    return Task.FromResult<object?>(options.Value.SerializerOptions.GetTypeInfo(Texts.TypeOf(new Item("a"))));
}

static async Task Probe(string name, Func<Task<object?>> run)
{
    try { await run(); Console.WriteLine($"{name}: works"); }
    catch (Exception error) { Console.WriteLine($"{name}: {error.GetType().Name}"); }
}

public record Item(string Name);
public record Price(decimal Value);

public class ItemClient(HttpClient client)
{
#if REPAIRED
    public async Task<object?> Find() => await client.GetFromJsonAsync("/items/1", Wire.Default.Item);
#else
    public async Task<object?> Find() => await client.GetFromJsonAsync<Item>("/items/1"); // typed-client
#endif
    public async Task<object?> FindListed() => await client.GetFromJsonAsync("/items/1", Wire.Default.Item);
}

public static class CacheExtensions
{
    public static async Task<object?> Keep<T>(this IDistributedCache cache, string key, T value)
    {
        await cache.SetAsync(key, JsonSerializer.SerializeToUtf8Bytes(value, typeof(T), Wire.Default));
        return null;
    }

    public static async Task<object?> Find<T>(this IDistributedCache cache, string key)
    {
        var bytes = await cache.GetAsync(key) ?? "null"u8.ToArray();
        return JsonSerializer.Deserialize(bytes, typeof(T), Wire.Default);
    }
}

public interface IPriceCache { Task<object?> Remember<T>(string key, T value); }
public class PriceCache(HybridCache cache) : IPriceCache
{
    public async Task<object?> Remember<T>(string key, T value) => await cache.GetOrCreateAsync(key, _ => ValueTask.FromResult(value));
}

public static class Texts
{
    public static string Write<T>(T value) => JsonSerializer.Serialize(value, (JsonTypeInfo<T>)Wire.Default.GetTypeInfo(typeof(T))!);
    public static Type TypeOf(object value) => value.GetType();
}

[JsonSerializable(typeof(Item))]
[JsonSerializable(typeof(string))]
#if REPAIRED
[JsonSerializable(typeof(Price))]
#endif
internal partial class Wire : JsonSerializerContext;
#if !REPAIRED
[JsonSerializable(typeof(Item))]
internal partial class Single : JsonSerializerContext;
#endif
[JsonSerializable(typeof(int))]
internal partial class Other : JsonSerializerContext;
