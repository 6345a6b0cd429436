//- A.cs
using Microsoft.Extensions.DependencyInjection;

var services = new ServiceCollection();
services.AddSingleton(typeof(IRepository<>), typeof(Repository<>));
services.AddScoped<Orders>();
using var provider = services.BuildServiceProvider();
provider.GetRequiredService<IRepository<Guid>>();
provider.GetRequiredService<IRepository<string>>();

interface IRepository<T>;
class Repository<T> : IRepository<T>;
class Orders(IRepository<int> numbers) { public IRepository<int> Numbers => numbers; }
//- P.csproj
<Project Sdk="Microsoft.NET.Sdk.Web">
  <PropertyGroup>
    <TargetFramework>net10.0</TargetFramework>
    <ImplicitUsings>enable</ImplicitUsings>
    <PublishAot>true</PublishAot>
  </PropertyGroup>
</Project>
//- fixed: Register IRepository<Guid> itself
//- A.cs
using Microsoft.Extensions.DependencyInjection;

var services = new ServiceCollection();
services.AddSingleton(typeof(IRepository<>), typeof(Repository<>));
services.AddSingleton<IRepository<Guid>, Repository<Guid>>();
services.AddSingleton<IRepository<int>, Repository<int>>();
services.AddScoped<Orders>();
using var provider = services.BuildServiceProvider();
provider.GetRequiredService<IRepository<Guid>>();
provider.GetRequiredService<IRepository<string>>();

interface IRepository<T>;
class Repository<T> : IRepository<T>;
class Orders(IRepository<int> numbers) { public IRepository<int> Numbers => numbers; }
