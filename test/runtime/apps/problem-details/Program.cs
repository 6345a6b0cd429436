// Problems as JSON: the framework's own types are in no context until the services say so.
var builder = WebApplication.CreateSlimBuilder(args);
builder.WebHost.UseUrls("http://127.0.0.1:0");
builder.Logging.ClearProviders();
var app = builder.Build();
app.MapGet("/plain", () => "hello");
app.MapGet("/problem", () => Results.Problem("out of stock", statusCode: 409));
app.MapGet("/validation", () => Results.ValidationProblem(new Dictionary<string, string[]> { ["name"] = ["too long"] }));

app.Start();
using var client = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
await Probe("plain", "/plain", "hello");
await Probe("problem", "/problem", "\"detail\":\"out of stock\"");
await Probe("validation", "/validation", "\"name\":[\"too long\"]");
await app.StopAsync();

async Task Probe(string name, string path, string expected)
{
    try
    {
        using var response = await client.GetAsync(path);
        var text = await response.Content.ReadAsStringAsync();
        Console.WriteLine($"{name}: {(text.Contains(expected) ? "works" : ((int)response.StatusCode).ToString())}");
    }
    catch (Exception error) { Console.WriteLine($"{name}: {error.GetType().Name}"); }
}
