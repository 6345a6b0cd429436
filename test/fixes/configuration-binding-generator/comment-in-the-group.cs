//- P.csproj
<Project Sdk="Microsoft.NET.Sdk.Web">

  <PropertyGroup>
    <TargetFramework>net10.0</TargetFramework>
    <ImplicitUsings>enable</ImplicitUsings>
    <IsAotCompatible>true</IsAotCompatible>
    <!--
      What comes next is not yet known.
    -->
  </PropertyGroup>
</Project>
//- A.cs
public class Settings { public int Port { get; set; } }

class C
{
    Settings? Read(IConfiguration configuration) => configuration.Get<Settings>();
}
//- fixed: Use the configuration binding generator
//- P.csproj
<Project Sdk="Microsoft.NET.Sdk.Web">

  <PropertyGroup>
    <TargetFramework>net10.0</TargetFramework>
    <ImplicitUsings>enable</ImplicitUsings>
    <IsAotCompatible>true</IsAotCompatible>
    <EnableConfigurationBindingGenerator>true</EnableConfigurationBindingGenerator>
    <!--
      What comes next is not yet known.
    -->
  </PropertyGroup>
</Project>
