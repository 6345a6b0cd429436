//- P.csproj
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <TargetFrameworks>netstandard2.0;net10.0</TargetFrameworks>
    <IsAotCompatible>true</IsAotCompatible>
  </PropertyGroup>
  <ItemGroup>
    <PackageReference Include="System.Text.Json" Version="8.0.6" />
  </ItemGroup>
</Project>
//- A.cs
using System;
using System.Text.Json;
using System.Text.Json.Serialization;

public class Point { public int X { get; set; } }

public class PointConverter : JsonConverter<Point>
{
    public override Point Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) => new Point { X = JsonSerializer.Deserialize<int>(ref reader, options) };
    public override void Write(Utf8JsonWriter writer, Point value, JsonSerializerOptions options) => writer.WriteNumberValue(value.X);
}
//- fixed: Take the type information from options
//- A.cs
using System;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

public class Point { public int X { get; set; } }

public class PointConverter : JsonConverter<Point>
{
    public override Point Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) => new Point { X = JsonSerializer.Deserialize<int>(ref reader,
        (JsonTypeInfo<int>)options.GetTypeInfo(typeof(int))) };
    public override void Write(Utf8JsonWriter writer, Point value, JsonSerializerOptions options) => writer.WriteNumberValue(value.X);
}
