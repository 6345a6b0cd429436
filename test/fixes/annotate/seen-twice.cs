//- App/A.cs
using System;

// Lib shows its own copy of the attribute to App, beside the framework's: the name would be two types (CS0433).
class A
{
    static int Count(Type type) => type.GetProperties().Length;
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
//- Lib/Attributes.cs
namespace System.Diagnostics.CodeAnalysis
{
    internal sealed class DynamicallyAccessedMembersAttribute : Attribute
    {
    }
}
//- Lib/Lib.csproj
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <TargetFramework>netstandard2.0</TargetFramework>
  </PropertyGroup>
  <ItemGroup>
    <InternalsVisibleTo Include="App" />
  </ItemGroup>
</Project>
//- unfixed
