//- Program.cs
var builder = WebApplication.CreateSlimBuilder(args);
builder.Services.AddControllers();
var app = builder.Build();
app.MapControllers();
app.Run();
//- NotesController.cs
using Microsoft.AspNetCore.Mvc;

public class Note
{
    public int Id { get; set; }
    [System.ComponentModel.DataAnnotations.Required]
    public string Text { get; set; }
}

[ApiController]
[Route("notes")]
public class NotesController : ControllerBase
{
    [HttpGet("{id}")]
    public ActionResult<Note> Get(int id) => new Note { Id = id };

    [HttpGet]
    public ActionResult<Note[]> List([FromQuery] string text = null)
    {
        return new[] { new Note { Text = text } };
    }

    [HttpPost]
    public IActionResult Post(Note note) => CreatedAtAction(nameof(Get), new { id = note.Id }, note);
}
//- P.csproj
<Project Sdk="Microsoft.NET.Sdk.Web">
  <PropertyGroup>
    <TargetFramework>net9.0</TargetFramework>
    <ImplicitUsings>enable</ImplicitUsings>
    <IsAotCompatible>true</IsAotCompatible>
  </PropertyGroup>
</Project>
//- fixed: Turn 1 of 3 actions into a minimal API endpoint (3 findings for all of them); left: Notes.Get is named by an action that stays; Notes.Post validates Note.Text
//- NotesController.cs
using Microsoft.AspNetCore.Mvc;

public class Note
{
    public int Id { get; set; }
    [System.ComponentModel.DataAnnotations.Required]
    public string Text { get; set; }
}

[ApiController]
[Route("notes")]
public class NotesController : ControllerBase
{
    [HttpGet("{id}")]
    public ActionResult<Note> Get(int id) => new Note { Id = id };

    [HttpPost]
    public IActionResult Post(Note note) => CreatedAtAction(nameof(Get), new { id = note.Id }, note);
}

public static class NotesEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/notes");
        group.MapGet("/", List);
    }

    private static IResult List([FromQuery] string text = null)
    {
        text = string.IsNullOrWhiteSpace(text) ? null : text;
        return Results.Ok(new[] { new Note { Text = text } });
    }
}
//- Program.cs
var builder = WebApplication.CreateSlimBuilder(args);
builder.Services.AddControllers();
var app = builder.Build();
app.MapControllers();
NotesEndpoints.Map(app);
app.Run();
