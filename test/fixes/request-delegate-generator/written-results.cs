//- P.csproj
<Project Sdk="Microsoft.NET.Sdk.Web">
  <PropertyGroup>
    <TargetFramework>net10.0</TargetFramework>
    <ImplicitUsings>enable</ImplicitUsings>
    <IsAotCompatible>true</IsAotCompatible>
  </PropertyGroup>
</Project>
//- Program.cs
using Microsoft.AspNetCore.Http.HttpResults;

var builder = WebApplication.CreateSlimBuilder(args);
var app = builder.Build();
app.MapGet("/one/{id}", async Task<Results<Ok<One>, NotFound>> (int id) =>
    id switch { 1 => TypedResults.Ok(new One(id)), _ => TypedResults.NotFound() });
app.MapPut("/two", Two.Put);
app.Run();

public record One(int Id);
public record Two(string Name)
{
    public static Results<Ok, BadRequest<string[]>> Put(Two two) => two.Name == "" ? TypedResults.BadRequest(new[] { "name" }) : TypedResults.Ok();
}
//- fixed: Use the request delegate generator with JSON type information (for all 2 endpoints)
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

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(One))]
[JsonSerializable(typeof(string[]))]
[JsonSerializable(typeof(Two))]
internal sealed partial class WebJsonContext : JsonSerializerContext
{
}
//- Program.cs
using Microsoft.AspNetCore.Http.HttpResults;

var builder = WebApplication.CreateSlimBuilder(args);
builder.Services.ConfigureHttpJsonOptions(options =>
{
    options.SerializerOptions.TypeInfoResolverChain.Insert(0, WebJsonContext.Default);
});
var app = builder.Build();
app.MapGet("/one/{id}", async Task<Results<Ok<One>, NotFound>> (int id) =>
    id switch { 1 => TypedResults.Ok(new One(id)), _ => TypedResults.NotFound() });
app.MapPut("/two", Two.Put);
app.Run();

public record One(int Id);
public record Two(string Name)
{
    public static Results<Ok, BadRequest<string[]>> Put(Two two) => two.Name == "" ? TypedResults.BadRequest(new[] { "name" }) : TypedResults.Ok();
}
