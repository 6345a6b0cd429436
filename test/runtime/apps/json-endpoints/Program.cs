// Endpoints whose types no registered context knows: one of them fails every route, until the fixes cover them all.
using System.Text.Json.Serialization;

var builder = WebApplication.CreateSlimBuilder(args);
builder.WebHost.UseUrls("http://127.0.0.1:0");
builder.Logging.ClearProviders();
builder.Services.ConfigureHttpJsonOptions(options => options.SerializerOptions.TypeInfoResolverChain.Insert(0, AppJson.Default));
var app = builder.Build();
app.MapGet("/covered", () => new Todo(1, "write"));
app.MapGet("/anonymous", () => new { Status = "Healthy" });
app.MapGet("/record", () => new Item(1, "x"));
app.MapGet("/list", () => new List<Item> { new(1, "x") });
app.MapGet("/ok", () => Results.Ok(new Order(1, new Item(2, "y"))));
app.MapPost("/body", (Input input) => input.Name);

app.Start();
using var client = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
await Probe("covered", () => client.GetAsync("/covered"), "{\"id\":1,\"title\":\"write\"}");
await Probe("anonymous", () => client.GetAsync("/anonymous"), "{\"status\":\"Healthy\"}");
await Probe("record", () => client.GetAsync("/record"), "{\"id\":1,\"name\":\"x\"}");
await Probe("list", () => client.GetAsync("/list"), "[{\"id\":1,\"name\":\"x\"}]");
await Probe("ok", () => client.GetAsync("/ok"), "{\"id\":1,\"item\":{\"id\":2,\"name\":\"y\"}}");
await Probe("body", () => client.PostAsync("/body", new StringContent("{\"name\":\"me\"}", System.Text.Encoding.UTF8, "application/json")), "me");
await app.StopAsync();

static async Task Probe(string name, Func<Task<HttpResponseMessage>> send, string expected)
{
    try
    {
        using var response = await send();
        var text = await response.Content.ReadAsStringAsync();
        Console.WriteLine($"{name}: {(text == expected ? "works" : ((int)response.StatusCode).ToString())}");
    }
    catch (Exception error) { Console.WriteLine($"{name}: {error.GetType().Name}"); }
}

public record Todo(int Id, string Title);
public record Item(int Id, string Name);
public record Order(int Id, Item Item);
public record Input(string Name);

[JsonSerializable(typeof(Todo))]
public partial class AppJson : JsonSerializerContext;
