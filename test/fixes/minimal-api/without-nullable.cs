//- Program.cs
var builder = WebApplication.CreateSlimBuilder(args);
builder.Services.AddControllers();
var app = builder.Build();
app.MapControllers();
app.Run();
//- Note.cs
public class Note
{
    public int Id { get; set; }
    public string Text { get; set; }
}
//- NotesController.cs
using Microsoft.AspNetCore.Mvc;

namespace Notes
{
    [Route("[controller]")]
    [ApiController]
    public class NotesController : ControllerBase
    {
        [HttpGet]
        public Note[] Get(string text)
        {
            return new[] { new Note { Text = text } };
        }

        [HttpPost]
        public ActionResult<Note> Post([FromBody] Note note)
        {
            return Ok(note);
        }
    }
}
//- fixed: Turn all 2 actions into minimal API endpoints (4 findings for all of them)
//- NotesController.cs
using Microsoft.AspNetCore.Mvc;

namespace Notes
{
#nullable enable annotations
    public static class NotesEndpoints
    {
        public static void Map(IEndpointRouteBuilder routes)
        {
            var group = routes.MapGroup("/Notes");
            group.MapGet("/", Get);
            group.MapPost("/", Post);
        }

        private static Note[] Get(string? text)
        {
            text = string.IsNullOrWhiteSpace(text) ? null : text;
            return new[] { new Note { Text = text } };
        }

        private static IResult Post([FromBody] Note note)
        {
            return Results.Ok(note);
        }
    }
#nullable restore annotations
}
//- Program.cs
using Notes;

var builder = WebApplication.CreateSlimBuilder(args);
var app = builder.Build();
NotesEndpoints.Map(app);
app.Run();
