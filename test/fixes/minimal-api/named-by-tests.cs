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
//- Tests/NotesTests.cs
public class NotesTests
{
    public bool Works() => new NotesController().Get() == 1;
}
//- Tests/Tests.csproj
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <TargetFramework>net10.0</TargetFramework>
    <IsTestProject>true</IsTestProject>
  </PropertyGroup>
  <ItemGroup>
    <ProjectReference Include="../App/App.csproj" />
  </ItemGroup>
</Project>
//- unfixed
