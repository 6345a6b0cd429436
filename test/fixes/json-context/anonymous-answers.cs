//- P.csproj
<Project Sdk="Microsoft.NET.Sdk.Web">
  <PropertyGroup>
    <TargetFramework>net10.0</TargetFramework>
    <ImplicitUsings>enable</ImplicitUsings>
    <Nullable>enable</Nullable>
    <EnableAotAnalyzer>true</EnableAotAnalyzer>
    <EnableTrimAnalyzer>true</EnableTrimAnalyzer>
  </PropertyGroup>
</Project>
//- Answers.cs
namespace Shop;

public static class Answers
{
    public static IResult Unknown(string? id) => Results.Json(new { error = "unknown", id }, statusCode: 404);

    public static IResult All(IEnumerable<Order> orders) => Results.Json(orders.Select(order => new
    {
        order.Id,
        Lines = order.Lines.Select(line => new { line.Name, Total = line.Price * 2 }),
    }));
}

public record Line(string Name, decimal Price);

public record Order(int Id, List<Line> Lines);
//- fixed: Make it the record UnknownData, with the new WebJsonContext
//- Answers.cs
namespace Shop;

public static class Answers
{
    public static IResult Unknown(string? id) => Results.Json(new UnknownData("unknown", id), WebJsonContext.Default.UnknownData, statusCode: 404);

    public static IResult All(IEnumerable<Order> orders) => Results.Json(orders.Select(order => new AllData(
        order.Id,
        order.Lines.Select(line => new AllDataLines(line.Name, line.Price * 2)))), WebJsonContext.Default.IEnumerableAllData);
}

internal sealed record AllData(int Id, IEnumerable<AllDataLines> Lines);

internal sealed record AllDataLines(string Name, decimal Total);

internal sealed record UnknownData(string error, string? id);

public record Line(string Name, decimal Price);

public record Order(int Id, List<Line> Lines);
//- WebJsonContext.cs
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Shop;

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(UnknownData))]
[JsonSerializable(typeof(IEnumerable<AllData>))]
internal sealed partial class WebJsonContext : JsonSerializerContext
{
}
