// Endpoints without the request delegate generator: their delegates are made by reflection until the fix turns it on.
var builder = WebApplication.CreateSlimBuilder(args);
builder.WebHost.UseUrls("http://127.0.0.1:0");
builder.Logging.ClearProviders();
var app = builder.Build();
app.MapGet("/item/{id}", (int id) => new Item(id, "x"));
app.MapPost("/echo", (Input input) => new Item(input.Name.Length, input.Name));

try { app.Start(); }
catch (Exception error) { Console.WriteLine($"start: {error.GetType().Name}"); return; }
using var client = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
await Probe("get", () => client.GetAsync("/item/7"), "{\"id\":7,\"name\":\"x\"}");
await Probe("post", () => client.PostAsync("/echo", new StringContent("{\"name\":\"four\"}", System.Text.Encoding.UTF8, "application/json")), "{\"id\":4,\"name\":\"four\"}");
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

public record Item(int Id, string Name);
public record Input(string Name);
