//- P.csproj
<Project Sdk="Microsoft.NET.Sdk.Web">
  <PropertyGroup>
    <TargetFramework>net10.0</TargetFramework>
    <ImplicitUsings>enable</ImplicitUsings>
    <IsAotCompatible>true</IsAotCompatible>
  </PropertyGroup>
</Project>
//- Program.cs
using System.Threading.Tasks;

var builder = WebApplication.CreateSlimBuilder(args);
var app = builder.Build();
app.MapGet("/one", () => new One(1));
app.MapPost("/two", async (Two two) => await Task.FromResult(two));
app.MapGet("/text", () => "text");
app.Run();

public record One(int Id);
public record Two(string Name);
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

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(One))]
[JsonSerializable(typeof(Two))]
internal sealed partial class WebJsonContext : JsonSerializerContext
{
}
//- Program.cs
using System.Threading.Tasks;

var builder = WebApplication.CreateSlimBuilder(args);
builder.Services.ConfigureHttpJsonOptions(options =>
{
    options.SerializerOptions.TypeInfoResolverChain.Insert(0, WebJsonContext.Default);
});
var app = builder.Build();
app.MapGet("/one", () => new One(1));
app.MapPost("/two", async (Two two) => await Task.FromResult(two));
app.MapGet("/text", () => "text");
app.Run();

public record One(int Id);
public record Two(string Name);
