//- P.csproj
<Project Sdk="Microsoft.NET.Sdk.Web">	
	<ItemGroup>
		<Content Remove="a.json" />
	</ItemGroup>
</Project>
//- Directory.Build.props
<Project><PropertyGroup><TargetFramework>net10.0</TargetFramework><ImplicitUsings>enable</ImplicitUsings><IsAotCompatible>true</IsAotCompatible></PropertyGroup></Project>
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
		<EnableConfigurationBindingGenerator>true</EnableConfigurationBindingGenerator>
	</PropertyGroup>
	<ItemGroup>
		<Content Remove="a.json" />
	</ItemGroup>
</Project>
