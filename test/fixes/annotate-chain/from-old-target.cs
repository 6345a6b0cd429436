//- App/A.cs
using System;

// What it comes from can not be annotated for .NET Standard.
class A
{
    int Count() => Types.First().GetProperties().Length;
}
//- App/App.csproj
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <TargetFramework>net10.0</TargetFramework>
    <IsAotCompatible>true</IsAotCompatible>
  </PropertyGroup>
  <ItemGroup>
    <ProjectReference Include="../Lib/Lib.csproj" />
  </ItemGroup>
</Project>
//- Lib/Types.cs
using System;

public static class Types
{
    public static Type Given { get; set; }
    public static Type First() => Given;
}
//- Lib/Lib.csproj
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <TargetFrameworks>netstandard2.0;net10.0</TargetFrameworks>
  </PropertyGroup>
</Project>
//- unfixed
