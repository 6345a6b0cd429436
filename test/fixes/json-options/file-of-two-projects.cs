//- Shared/Store.cs
using System.Text.Json;

public class Point
{
    public int X { get; set; }
}

public static class Store
{
    public static string Save(Point point, JsonSerializerOptions options) => JsonSerializer.Serialize(point, options);
}
//- One/One.csproj
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <TargetFramework>net10.0</TargetFramework>
    <IsAotCompatible>true</IsAotCompatible>
  </PropertyGroup>
  <ItemGroup>
    <Compile Include="../Shared/Store.cs" />
  </ItemGroup>
</Project>
//- Two/Two.csproj
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <TargetFramework>net10.0</TargetFramework>
    <IsAotCompatible>true</IsAotCompatible>
  </PropertyGroup>
  <ItemGroup>
    <Compile Include="../Shared/Store.cs" />
  </ItemGroup>
</Project>
//- unfixed
