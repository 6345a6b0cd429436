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
//- fixed: Turn 3 of 4 actions into minimal API endpoints (7 findings for all of them); left: PlainController has a base of its own; Notes.Text answers with text, which depends on what is accepted
//- NotesController.cs
using Microsoft.AspNetCore.Mvc;

[ApiController]
[Route("notes")]
public class NotesController(IClock clock) : ControllerBase
{
    [HttpGet("text")]
    public ActionResult<string> Text() => Ok("text");
}

public static class NotesEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/notes");
        group.MapGet("/{id}", Get);
        group.MapPost("/", Post);
        group.MapPut("/{id}", Put);
    }

    private static IResult Get(int id, IClock clock) => id == 0 ? Results.NoContent() : Results.Ok(new Note { Id = id, Text = clock.Now.ToString("O") });

    /// <summary>Its name is asked for: an empty one is refused.</summary>
    private static IResult Post(Named named) => Results.Ok(named);

    private static IResult Put(int id, Note note)
    {
        note.Id = id;
        return Results.Ok(note);
    }
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
//- Program.cs
var builder = WebApplication.CreateSlimBuilder(args);
builder.Services.AddControllers();
builder.Services.AddValidation();
builder.Services.AddScoped<IClock, Clock>();
var app = builder.Build();
app.MapControllers();
NotesEndpoints.Map(app);
app.Run();
