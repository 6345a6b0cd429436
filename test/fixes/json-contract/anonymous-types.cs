//- P.csproj
<Project Sdk="Microsoft.NET.Sdk.Web">
  <PropertyGroup>
    <TargetFramework>net10.0</TargetFramework>
    <ImplicitUsings>enable</ImplicitUsings>
    <PublishAot>true</PublishAot>
  </PropertyGroup>
</Project>
//- Program.cs
using System.Text.Json;
using System.Text.Json.Serialization;

var builder = WebApplication.CreateSlimBuilder(args);
builder.Services.ConfigureHttpJsonOptions(options => options.SerializerOptions.TypeInfoResolverChain.Insert(0, Shop.Default));
var app = builder.Build();
app.MapGet("/api/info", () => Results.Ok(new { name = "Shop", open = true }));
app.MapPost("/orders/{id}/last-move", (int id) =>
{
    return Results.Ok(new { id });
});
app.Run();

public record Order(int Id);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(Order))]
internal partial class Shop : JsonSerializerContext;
//- fixed: Make it the record InfoResponse, listed on Shop
//- Program.cs
using System.Text.Json;
using System.Text.Json.Serialization;

var builder = WebApplication.CreateSlimBuilder(args);
builder.Services.ConfigureHttpJsonOptions(options => options.SerializerOptions.TypeInfoResolverChain.Insert(0, Shop.Default));
var app = builder.Build();
app.MapGet("/api/info", () => Results.Ok(new InfoResponse("Shop", true)));
app.MapPost("/orders/{id}/last-move", (int id) =>
{
    return Results.Ok(new LastMoveResponse(id));
});
app.Run();

internal sealed record InfoResponse(string name, bool open);

internal sealed record LastMoveResponse(int id);

public record Order(int Id);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(Order))]
[JsonSerializable(typeof(InfoResponse))]
[JsonSerializable(typeof(LastMoveResponse))]
internal partial class Shop : JsonSerializerContext;
