//- App/A.cs
using System;

// What it leads to can't be annotated for .NET Standard: nothing is written.
class A
{
    static int Count(Type type) => type.GetProperties().Length;
    int Own() => Count(Types.First());
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
//- fixed: Annotate parameter 'type' of 'Count' with PublicProperties, and the whole chain
