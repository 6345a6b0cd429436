//- Program.cs
var builder = WebApplication.CreateSlimBuilder(args);
builder.Services.AddControllers();
builder.Services.AddScoped<IClock, Clock>();
var app = builder.Build();
app.MapControllers();
app.Run();
//- Clock.cs
public interface IClock
{
    DateTime Now { get; }
}

public class Clock : IClock
{
    public DateTime Now => DateTime.UtcNow;
}

public class Note
{
    public int Id { get; set; }
    public string? Text { get; set; }
}

public class Named
{
    public string Name { get; set; } = "";
}
//- NotesController.cs
using Microsoft.AspNetCore.Mvc;

[ApiController]
[Route("notes")]
public class NotesController(IClock clock) : ControllerBase
{
    [HttpGet("{id}")]
    public Note? Get(int id) => id == 0 ? null : new Note { Id = id, Text = clock.Now.ToString("O") };

    /// <summary>Its name is asked for: an empty one is refused.</summary>
    [HttpPost]
    public IActionResult Post(Named named) => Ok(named);

    [HttpPut("{id}")]
    public IActionResult Put(int id, Note note)
    {
        note.Id = id;
        return Ok(note);
    }

    [HttpGet("text")]
    public ActionResult<string> Text() => Ok("text");
}

[ApiController]
public class PlainController : PlainBase
{
    [HttpGet("plain")]
    public int Get() => 1;
}

public abstract class PlainBase : ControllerBase
{
    protected int Two => 2;
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
//- fixed: Turn 4 of 4 actions into minimal API endpoints (9 findings for all of them); left: PlainController has a base of its own
//- NotesController.cs
using Microsoft.AspNetCore.Mvc;

public static class NotesEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/notes");
        group.MapGet("/{id}", Get);
        group.MapPost("/", Post);
        group.MapPut("/{id}", Put);
        group.MapGet("/text", Text);
    }

    private static IResult Get(int id, IClock clock) => id == 0
        ? Results.NoContent()
        : Results.Ok(new Note { Id = id, Text = clock.Now.ToString("O") });

    /// <summary>Its name is asked for: an empty one is refused.</summary>
    private static IResult Post(Named named) => Results.Ok(named);

    private static IResult Put(int id, Note note)
    {
        note.Id = id;
        return Results.Ok(note);
    }

    private static IResult Text(HttpRequest request) => TextResults.Text(request, "text");
}

[ApiController]
public class PlainController : PlainBase
{
    [HttpGet("plain")]
    public int Get() => 1;
}

public abstract class PlainBase : ControllerBase
{
    protected int Two => 2;
}
//- Clock.cs
using System.ComponentModel.DataAnnotations;

public interface IClock
{
    DateTime Now { get; }
}

public class Clock : IClock
{
    public DateTime Now => DateTime.UtcNow;
}

public class Note
{
    public int Id { get; set; }
    public string? Text { get; set; }
}

public class Named
{
    [Required(AllowEmptyStrings = true)]
    public string Name { get; set; } = "";
}
//- TextResults.cs
using System.Text.Encodings.Web;
using Microsoft.Net.Http.Headers;

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
var builder = WebApplication.CreateSlimBuilder(args);
builder.Services.AddControllers();
builder.Services.AddValidation();
builder.Services.AddProblemDetails();
builder.Services.AddScoped<IClock, Clock>();
var app = builder.Build();
app.MapControllers();
NotesEndpoints.Map(app);
app.Run();
