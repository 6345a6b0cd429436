//- Program.cs
var builder = WebApplication.CreateSlimBuilder(args);
builder.Services.AddControllers();
builder.Services.AddSingleton<Parts>();
var app = builder.Build();
app.MapControllers();
app.Run();
//- Parts.cs
public record Part(int Id);

public class Parts
{
    public List<Part> All { get; } = [];
}
//- PartsController.cs
using System.Net.Mime;
using Microsoft.AspNetCore.Mvc;

[ApiController]
[Route("parts")]
// Answers for the shop floor.
public class PartsController : ControllerBase
{
    // What is there.
    private readonly Parts _parts;

    // Parts are never sold out.

    // Given by the host.
    public PartsController(Parts parts) => _parts = parts;

    private const int Most = 10; // A page.

    #region Reading

    /* All of them,
       page by page. */
    [HttpGet]
    [Produces(MediaTypeNames.Application.Json)]
    public IActionResult Get() => Ok(_parts.All.Take(Most)); // The first ones.

    #endregion

    /*[HttpPost]
    public IActionResult Post(Part part) => Ok(part);*/

    // One of them.
    [HttpGet("{id}")]
    public IActionResult Find(int id) => _parts.All.Find(each => each.Id == id) is { } part ? Ok(part) : NotFound();

    // Selling comes later.
}
//- P.csproj
<Project Sdk="Microsoft.NET.Sdk.Web">
  <PropertyGroup>
    <TargetFramework>net10.0</TargetFramework>
    <ImplicitUsings>enable</ImplicitUsings>
    <Nullable>enable</Nullable>
    <IsAotCompatible>true</IsAotCompatible>
  </PropertyGroup>
</Project>
//- fixed: Turn all 2 actions into minimal API endpoints (4 findings for all of them)
//- PartsController.cs
using Microsoft.AspNetCore.Mvc;

// Answers for the shop floor.
public static class PartsEndpoints
{
    // Parts are never sold out.

    private const int Most = 10; // A page.

    public static void Map(IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/parts");
        group.MapGet("/", Get);
        group.MapGet("/{id}", Find);
    }

    /* All of them,
       page by page. */
    private static IResult Get(Parts parts) => Results.Ok(parts.All.Take(Most)); // The first ones.

    /*[HttpPost]
    public IActionResult Post(Part part) => Ok(part);*/

    // One of them.
    private static IResult Find(int id, Parts parts) => parts.All.Find(each => each.Id == id) is { } part
        ? Results.Ok(part)
        : Results.Problem(statusCode: 404);

    // Selling comes later.
}
//- Program.cs
var builder = WebApplication.CreateSlimBuilder(args);
builder.Services.AddProblemDetails();
builder.Services.AddSingleton<Parts>();
var app = builder.Build();
PartsEndpoints.Map(app);
app.Run();
