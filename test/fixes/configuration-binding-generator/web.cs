//- P.csproj
<Project Sdk="Microsoft.NET.Sdk.Web">
  <PropertyGroup>
    <TargetFramework>net10.0</TargetFramework>
    <ImplicitUsings>enable</ImplicitUsings>
    <IsAotCompatible>true</IsAotCompatible>
  </PropertyGroup>
</Project>
//- A.cs
public class Settings { public int Port { get; set; } }

class C
{
    Settings? Read(IConfiguration configuration) => configuration.Get<Settings>();
    int Port(IConfiguration configuration) => configuration.GetValue<int>("Port");
    void Add(IServiceCollection services, IConfiguration configuration) => services.Configure<Settings>(configuration);
}
//- fixed: Use the configuration binding generator
//- P.csproj
<Project Sdk="Microsoft.NET.Sdk.Web">
  <PropertyGroup>
    <TargetFramework>net10.0</TargetFramework>
    <ImplicitUsings>enable</ImplicitUsings>
    <IsAotCompatible>true</IsAotCompatible>
    <EnableConfigurationBindingGenerator>true</EnableConfigurationBindingGenerator>
  </PropertyGroup>
</Project>
