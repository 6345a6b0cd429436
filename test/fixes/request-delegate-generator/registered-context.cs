//- Program.cs
using System.Text.Json.Serialization;

var builder = WebApplication.CreateSlimBuilder(args);
builder.Services.ConfigureHttpJsonOptions(options => options.SerializerOptions.TypeInfoResolverChain.Insert(0, OrdersContext.Default));
var app = builder.Build();
app.MapGet("/", () => new Todo(1));
app.MapGet("/orders", () => new Order(1));
app.Run();

public record Todo(int Id);
public record Order(int Id);

[JsonSerializable(typeof(Order))]
internal partial class OrdersContext : JsonSerializerContext;
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
//- Program.cs
using System.Text.Json.Serialization;

var builder = WebApplication.CreateSlimBuilder(args);
builder.Services.ConfigureHttpJsonOptions(options => options.SerializerOptions.TypeInfoResolverChain.Insert(0, OrdersContext.Default));
var app = builder.Build();
app.MapGet("/", () => new Todo(1));
app.MapGet("/orders", () => new Order(1));
app.Run();

public record Todo(int Id);
public record Order(int Id);

[JsonSerializable(typeof(Order))]
[JsonSerializable(typeof(Todo))]
internal partial class OrdersContext : JsonSerializerContext;
