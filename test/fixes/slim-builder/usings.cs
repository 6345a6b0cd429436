//- P.csproj
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <OutputType>Exe</OutputType>
    <TargetFramework>net10.0</TargetFramework>
    <PublishAot>true</PublishAot>
  </PropertyGroup>
  <ItemGroup>
    <FrameworkReference Include="Microsoft.AspNetCore.App" />
  </ItemGroup>
</Project>
//- A.cs
using Microsoft.AspNetCore.Builder;

static class App
{
    static void Main()
    {
        var builder = WebApplication.CreateBuilder();
        var app = builder.Build();
        app.MapStaticAssets();
        app.Run();
    }
}
//- fixed: Use CreateSlimBuilder (keeps static web assets)
//- A.cs
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;

static class App
{
    static void Main()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseStaticWebAssets();
        var app = builder.Build();
        app.MapStaticAssets();
        app.Run();
    }
}
