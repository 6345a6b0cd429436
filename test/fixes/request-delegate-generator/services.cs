//- P.csproj
<Project Sdk="Microsoft.NET.Sdk.Web">
  <PropertyGroup>
    <TargetFramework>net10.0</TargetFramework>
    <ImplicitUsings>enable</ImplicitUsings>
    <IsAotCompatible>true</IsAotCompatible>
  </PropertyGroup>
</Project>
//- Program.cs
using App;
using Microsoft.AspNetCore.Mvc;

var builder = WebApplication.CreateSlimBuilder(args);
builder.Services.AddScoped<Clock>();
var app = builder.Build();
app.MapPost("/one", (One one, Clock clock, Database database) => Results.NoContent());
app.MapPost("/many", (List<One> many, [FromServices] Unregistered? other) => Results.NoContent());
app.MapPost("/filter", ([AsParameters] Filter filter) => Results.NoContent());
app.Run();
//- Types.cs
namespace App;

public record One(int Id);
public class Clock { }
public class Unregistered { }
public class Database : FromPackage.DbContext { }
public class Filter { public int Page { get; set; } }
//- fixed: Use the request delegate generator with JSON type information (for all 3 endpoints)
//- P.csproj
<Project Sdk="Microsoft.NET.Sdk.Web">
  <PropertyGroup>
    <TargetFramework>net10.0</TargetFramework>
    <ImplicitUsings>enable</ImplicitUsings>
    <IsAotCompatible>true</IsAotCompatible>
    <EnableRequestDelegateGenerator>true</EnableRequestDelegateGenerator>
  </PropertyGroup>
</Project>
//- WebJsonContext.cs
using System.Text.Json;
using System.Text.Json.Serialization;
using App;

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(One))]
[JsonSerializable(typeof(List<One>))]
internal sealed partial class WebJsonContext : JsonSerializerContext
{
}
//- Program.cs
using App;
using Microsoft.AspNetCore.Mvc;

var builder = WebApplication.CreateSlimBuilder(args);
builder.Services.ConfigureHttpJsonOptions(options =>
{
    options.SerializerOptions.TypeInfoResolverChain.Insert(0, WebJsonContext.Default);
});
builder.Services.AddScoped<Clock>();
var app = builder.Build();
app.MapPost("/one", (One one, Clock clock, Database database) => Results.NoContent());
app.MapPost("/many", (List<One> many, [FromServices] Unregistered? other) => Results.NoContent());
app.MapPost("/filter", ([AsParameters] Filter filter) => Results.NoContent());
app.Run();
