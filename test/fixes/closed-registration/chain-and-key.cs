//- A.cs
using Microsoft.Extensions.DependencyInjection;
using Shop;

var services = new ServiceCollection();
services
    .AddLogging()
    .AddScoped(typeof(Cache<>))
    .AddKeyedTransient(typeof(Cache<>), "slow", typeof(Cache<>));
using var provider = services.BuildServiceProvider();
provider.GetRequiredService<Cache<Guid>>();
//- B.cs
namespace Shop;
public class Cache<T>;
//- P.csproj
<Project Sdk="Microsoft.NET.Sdk.Web">
  <PropertyGroup>
    <TargetFramework>net10.0</TargetFramework>
    <ImplicitUsings>enable</ImplicitUsings>
    <PublishAot>true</PublishAot>
  </PropertyGroup>
</Project>
//- fixed: Register Cache<Guid> itself
//- A.cs
using Microsoft.Extensions.DependencyInjection;
using Shop;

var services = new ServiceCollection();
services
    .AddLogging()
    .AddScoped(typeof(Cache<>))
    .AddScoped<Cache<Guid>>()
    .AddKeyedTransient(typeof(Cache<>), "slow", typeof(Cache<>));
using var provider = services.BuildServiceProvider();
provider.GetRequiredService<Cache<Guid>>();
