//- P.csproj
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <TargetFramework>net10.0</TargetFramework>
    <IsAotCompatible>true</IsAotCompatible>
  </PropertyGroup>
  <ItemGroup>
    <FrameworkReference Include="Microsoft.AspNetCore.App" />
  </ItemGroup>
</Project>
//- A.cs
using System;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

public static class Endpoints
{
    public static void Map(IEndpointRouteBuilder app) => app.MapGet("/", () => "hello");
    public static void MapAny(IEndpointRouteBuilder app, Delegate handler) => app.MapGet("/any", handler);
}
//- fixed: Use the request delegate generator
//- P.csproj
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <TargetFramework>net10.0</TargetFramework>
    <IsAotCompatible>true</IsAotCompatible>
    <EnableRequestDelegateGenerator>true</EnableRequestDelegateGenerator>
  </PropertyGroup>
  <ItemGroup>
    <FrameworkReference Include="Microsoft.AspNetCore.App" />
  </ItemGroup>
</Project>
