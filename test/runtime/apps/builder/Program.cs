// The heavier builder, where the slim one does: it must serve as before.
var builder = WebApplication.CreateBuilder(args);
builder.WebHost.UseUrls("http://127.0.0.1:0");
builder.Logging.ClearProviders();
var app = builder.Build();
app.MapGet("/hello/{name}", (string name) => $"hello {name}");

app.Start();
using var client = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
Console.WriteLine($"hello: {(await client.GetStringAsync("/hello/you") == "hello you" ? "works" : "wrong")}");
await app.StopAsync();
