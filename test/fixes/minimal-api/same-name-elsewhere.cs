//- App/Program.cs
var builder = WebApplication.CreateSlimBuilder(args);
builder.Services.AddControllers();
var app = builder.Build();
app.MapControllers();
app.Run();
//- App/NotesController.cs
using Microsoft.AspNetCore.Mvc;

[ApiController]
[Route("notes")]
public class NotesController : ControllerBase
{
    [HttpGet]
    public int Get() => 1;
}
//- App/App.csproj
<Project Sdk="Microsoft.NET.Sdk.Web">
  <PropertyGroup>
    <TargetFramework>net10.0</TargetFramework>
    <ImplicitUsings>enable</ImplicitUsings>
    <IsAotCompatible>true</IsAotCompatible>
  </PropertyGroup>
</Project>
//- Other/Notes.cs
public class NotesController
{
    public static NotesController Only { get; } = new();
}

public class User
{
    public NotesController Notes => NotesController.Only;
}
//- Other/Other.csproj
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <TargetFramework>net10.0</TargetFramework>
  </PropertyGroup>
</Project>
//- fixed: Turn the one action into a minimal API endpoint (2 findings for all of them)
//- App/NotesController.cs
public static class NotesEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/notes");
        group.MapGet("/", Get);
    }

    private static int Get() => 1;
}
//- App/Program.cs
var builder = WebApplication.CreateSlimBuilder(args);
var app = builder.Build();
NotesEndpoints.Map(app);
app.Run();
