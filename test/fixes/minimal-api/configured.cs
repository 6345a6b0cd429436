//- Program.cs
var builder = WebApplication.CreateSlimBuilder(args);
builder.Services.AddControllers().ConfigureApiBehaviorOptions(options => options.SuppressMapClientErrors = true);
var app = builder.Build();
app.MapControllers();
app.Run();
//- NotesController.cs
using Microsoft.AspNetCore.Mvc;

[Route("[controller]")]
[ApiController]
public class NotesController : ControllerBase
{
    [HttpGet]
    public int Get() => 1;
}
//- unfixed
