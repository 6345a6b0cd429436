//- Program.cs
var builder = WebApplication.CreateSlimBuilder(args);
builder.Services.AddControllers();
builder.Services.AddSingleton<Shop.Shelves>();
var app = builder.Build();
app.MapControllers();
app.Run();
//- Shelves.cs
namespace Shop;

public record Shelf(int Id);

public record Answer(bool IsGood, Shelf? Shelf, string? Error);

public class Shelves
{
    public Answer Find(int id) => new(id > 0, new Shelf(id), null);
    public Task<string?> Name(int id) => Task.FromResult<string?>(null);
}
//- ShelvesController.cs
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Shop.Controllers
{
    [ApiController]
    [Route("[controller]")]
    [Authorize]
    public class ShelvesController : ControllerBase
    {
        private readonly Shelves _shelves;

        public ShelvesController(Shelves shelves)
        {
            _shelves = shelves;
        }

        [HttpGet]
        [Route("/Shelf/{id}")]
        public IActionResult Get(int id)
        {
            var answer = _shelves.Find(id);
            return answer.IsGood ? Ok(answer.Shelf) : BadRequest(answer.Error);
        }

        [HttpGet("{id}/name")]
        public async Task<ActionResult<string?>> Name(int id)
        {
            if (id == 0) return StatusCode(StatusCodes.Status503ServiceUnavailable, "Not yet");
            return await _shelves.Name(id);
        }

        [HttpGet("~/kind")]
        public string Kind() => "shelves";

        [HttpPut, Route("all")]
        public IActionResult Put(Shelf request) => Ok("put " + request.Id);
    }
}
//- P.csproj
<Project Sdk="Microsoft.NET.Sdk.Web">
  <PropertyGroup>
    <TargetFramework>net10.0</TargetFramework>
    <ImplicitUsings>enable</ImplicitUsings>
    <Nullable>enable</Nullable>
    <IsAotCompatible>true</IsAotCompatible>
    <RootNamespace>Shop</RootNamespace>
  </PropertyGroup>
</Project>
//- fixed: Turn all 4 actions into minimal API endpoints (8 findings for all of them)
//- ShelvesController.cs
namespace Shop.Controllers
{
    public static class ShelvesEndpoints
    {
        public static void Map(IEndpointRouteBuilder routes)
        {
            var group = routes.MapGroup("").RequireAuthorization();
            group.MapGet("/Shelf/{id}", Get);
            group.MapGet("/Shelves/{id}/name", Name);
            group.MapGet("/kind", Kind);
            group.MapPut("/Shelves/all", Put);
        }

        private static IResult Get(int id, Shelves shelves, HttpRequest request)
        {
            var answer = shelves.Find(id);
            return answer.IsGood
                ? (answer.Shelf is { } found ? Results.Ok(found) : Results.NoContent())
                : TextResults.Text(request, answer.Error, 400);
        }

        private static async Task<IResult> Name(int id, Shelves shelves, HttpRequest request)
        {
            if (id == 0) return TextResults.Text(request, "Not yet", StatusCodes.Status503ServiceUnavailable);
            return TextResults.Text(request, await shelves.Name(id));
        }

        private static IResult Kind(HttpRequest request) => TextResults.Text(request, "shelves");

        private static IResult Put(Shelf request, HttpRequest httpRequest) => TextResults.Text(httpRequest, "put " + request.Id);
    }
}
//- TextResults.cs
using System.Text.Encodings.Web;
using Microsoft.Net.Http.Headers;

namespace Shop;

/// <summary>Answers with text as controllers do: as JSON where a client asks for JSON before text.</summary>
internal static class TextResults
{
    private static readonly MediaTypeHeaderValue PlainText = new MediaTypeHeaderValue("text/plain");

    private static readonly MediaTypeHeaderValue[] Json =
    {
        new MediaTypeHeaderValue("application/json"),
        new MediaTypeHeaderValue("text/json"),
    };

    public static IResult Text(HttpRequest request, string? text, int statusCode = StatusCodes.Status200OK)
    {
        if (text is null)
            return Results.StatusCode(statusCode == StatusCodes.Status200OK ? StatusCodes.Status204NoContent : statusCode);

        var accepted = request.GetTypedHeaders().Accept;
        if (!accepted.Any(each => each.MatchesAllTypes))
        {
            foreach (var range in accepted.OrderByDescending(each => each.Quality ?? 1))
            {
                if (PlainText.IsSubsetOf(range))
                    break;
                if (Json.FirstOrDefault(each => each.IsSubsetOf(range)) is { } json)
                {
                    var quoted = "\"" + JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(text) + "\"";
                    return Results.Text(quoted, $"{json}; charset=utf-8", statusCode: statusCode);
                }
            }
        }

        return Results.Text(text, statusCode: statusCode);
    }
}
//- Program.cs
using Shop.Controllers;

var builder = WebApplication.CreateSlimBuilder(args);
builder.Services.AddAuthorization();
builder.Services.AddSingleton<Shop.Shelves>();
var app = builder.Build();
ShelvesEndpoints.Map(app);
app.Run();
