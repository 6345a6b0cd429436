//- Program.cs
var builder = WebApplication.CreateSlimBuilder(args);
builder.Services.AddControllers();
var app = builder.Build();
app.MapControllers();
app.Run();
//- Kinds.cs
public enum Kind
{
    One,
}

public class Checked
{
    [System.ComponentModel.DataAnnotations.Range(1, 2)]
    public int Id { get; set; }
}
//- NotesController.cs
using Microsoft.AspNetCore.Mvc;

[Route("[controller]")]
[ApiController]
public class NotesController : ControllerBase
{
    private int _calls;

    [HttpGet("kind")]
    public int Get(Kind kind) => (int)kind;

    [HttpGet("price")]
    public decimal Get(decimal price) => price;

    [HttpGet("given")]
    public IActionResult Given() => Answer();

    [HttpGet("calls")]
    public int Calls() => ++_calls;

    [HttpPost]
    public IActionResult Post(Checked given) => Ok(given);

    [HttpGet("one")]
    [Route("/two")]
    public int Several() => 1;

    [HttpGet("page")]
    [ResponseCache(Duration = 1)]
    public int Cached() => 1;

    [HttpGet("header")]
    public int Header([FromHeader] int value) => value;

    private IActionResult Answer() => Ok(1);
}

[Route("bare")]
public class BareController : ControllerBase
{
    [HttpGet]
    public int Get() => 1;
}
//- P.csproj
<Project Sdk="Microsoft.NET.Sdk.Web">
  <PropertyGroup>
    <TargetFramework>net9.0</TargetFramework>
    <ImplicitUsings>enable</ImplicitUsings>
    <IsAotCompatible>true</IsAotCompatible>
  </PropertyGroup>
</Project>
//- unfixed
