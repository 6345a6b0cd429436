//- P.csproj
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <TargetFramework>net10.0</TargetFramework>
    <RootNamespace>Shop.Web</RootNamespace>
    <IsAotCompatible>true</IsAotCompatible>
  </PropertyGroup>
</Project>
//- Services/Orders.cs
using System.Text.Json;

namespace Shop.Web.Services;

public record Order(int Id);

static class Orders
{
    static string Write(Order order) => JsonSerializer.Serialize(order);
}
//- fixed: Generate JSON type information: new AppJsonContext with Order
//- Services/Orders.cs
using System.Text.Json;

namespace Shop.Web.Services;

public record Order(int Id);

static class Orders
{
    static string Write(Order order) => JsonSerializer.Serialize(order, AppJsonContext.Default.Order);
}
//- AppJsonContext.cs
using System.Text.Json.Serialization;
using Shop.Web.Services;

namespace Shop.Web;

[JsonSerializable(typeof(Order))]
internal sealed partial class AppJsonContext : JsonSerializerContext
{
}
