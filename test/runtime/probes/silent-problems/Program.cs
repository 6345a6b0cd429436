// Problems that a clean publish hides: the problem details service with values and types that no context knows.
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Mvc;

await using (var described = Start(
    services => services.AddProblemDetails(options => options.CustomizeProblemDetails = context => context.ProblemDetails.Extensions["node"] = Environment.MachineName),
    app =>
    {
        app.UseExceptionHandler();
        app.MapGet("/problem-listed", async (IProblemDetailsService problems, HttpContext context) =>
            await problems.WriteAsync(new ProblemDetailsContext { HttpContext = context, ProblemDetails = { Status = 409, Extensions = { ["retry"] = "soon" } } })); // problem-listed
        app.MapGet("/throws", string () => throw new InvalidOperationException());
        app.MapGet("/own-problem", async (IProblemDetailsService problems, HttpContext context) =>
            await problems.WriteAsync(new ProblemDetailsContext { HttpContext = context, ProblemDetails = new OutOfStock { Sku = "a", Status = 409 } })); // own-problem
        app.MapGet("/problem-value", async (IProblemDetailsService problems, HttpContext context) =>
            await problems.WriteAsync(new ProblemDetailsContext { HttpContext = context, ProblemDetails = { Status = 409, Extensions = { ["retry"] = TimeSpan.FromSeconds(3) } } })); // problem-value
    }))
{
    var client = Client(described);
    await Get("described-exception", client, "/throws", 500, "application/problem+json");
    await Get("problem-listed", client, "/problem-listed", 200, null, "retry");
    await Get("own-problem", client, "/own-problem", 200, null, "Sku", "sku");
    await Get("problem-value", client, "/problem-value", 200, null, "retry");
}


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

static async Task Get(string name, HttpClient client, string path, int status, string? type = null, params string[] parts)
{
    using var response = await client.GetAsync(path);
    var text = await response.Content.ReadAsStringAsync();
    var works = (int)response.StatusCode == status || (status == 200 && parts.Length > 0);
    if (type is not null) works &= response.Content.Headers.ContentType?.MediaType == type;
    if (parts.Length > 0) works &= parts.Any(text.Contains);
    Console.WriteLine($"{name}: {(works ? "works" : $"{(int)response.StatusCode} {response.Content.Headers.ContentType?.MediaType}")}");
}

public class OutOfStock : ProblemDetails { public string? Sku { get; set; } }

[JsonSerializable(typeof(string))]
#if REPAIRED
[JsonSerializable(typeof(OutOfStock))]
[JsonSerializable(typeof(TimeSpan))]
#endif
internal partial class Wire : JsonSerializerContext;
