//- Program.cs
using System.Text.Json.Serialization;

var builder = WebApplication.CreateSlimBuilder(args);
builder.Services.ConfigureHttpJsonOptions(options => options.SerializerOptions.TypeInfoResolverChain.Insert(0, AppJson.Default));
builder.Services.AddControllers();
var app = builder.Build();
app.MapControllers();
app.Run();

public record Order(int Id);

[JsonSerializable(typeof(Order))]
internal sealed partial class AppJson : JsonSerializerContext;
//- OrdersController.cs
using Microsoft.AspNetCore.Mvc;

[ApiController]
[Route("orders")]
public class OrdersController : ControllerBase
{
    [HttpGet("{id}")]
    public Order Get(int id) => new Order(id);
}
//- P.csproj
<Project Sdk="Microsoft.NET.Sdk.Web">
  <PropertyGroup>
    <TargetFramework>net10.0</TargetFramework>
    <ImplicitUsings>enable</ImplicitUsings>
    <Nullable>enable</Nullable>
    <PublishAot>true</PublishAot>
  </PropertyGroup>
</Project>
//- fixed: Turn the one action into a minimal API endpoint, whose JSON types have to be in a context
//- OrdersController.cs
public static class OrdersEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/orders");
        group.MapGet("/{id}", Get);
    }

    private static Order Get(int id) => new Order(id);
}
//- Program.cs
using System.Text.Json.Serialization;

var builder = WebApplication.CreateSlimBuilder(args);
builder.Services.ConfigureHttpJsonOptions(options => options.SerializerOptions.TypeInfoResolverChain.Insert(0, AppJson.Default));
var app = builder.Build();
OrdersEndpoints.Map(app);
app.Run();

public record Order(int Id);

[JsonSerializable(typeof(Order))]
internal sealed partial class AppJson : JsonSerializerContext;
