//- P.csproj
<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><TargetFrameworks>netstandard2.0;net10.0</TargetFrameworks><IsAotCompatible>true</IsAotCompatible></PropertyGroup></Project>
//- A.cs
using System.Text.Json;

public class Item { }

class C
{
    string Write(Item item) => JsonSerializer.Serialize(item);
}
//- unfixed
