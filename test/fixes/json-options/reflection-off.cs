//- App.csproj
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <OutputType>Exe</OutputType>
    <TargetFramework>net10.0</TargetFramework>
    <PublishAot>true</PublishAot>
    <Nullable>enable</Nullable>
  </PropertyGroup>
</Project>
//- A.cs
using System.Collections.Generic;
using System.Text.Json;

namespace App;

public record Point(int X);
public record Line(Point From, Point To);

static class Program
{
    static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, MaxDepth = Depth };
    static int Depth => 5;

    static void Main()
    {
        System.Console.WriteLine(JsonSerializer.Serialize(new Point(1), Indented));
        System.Console.WriteLine(JsonSerializer.Serialize(new Line(new Point(1), new Point(2)), Indented));
        System.Console.WriteLine(JsonSerializer.Serialize(new List<Point>(), Indented));
        System.Console.WriteLine(JsonSerializer.Serialize(new Dictionary<string, object>(), Indented));
    }

    static string Write<T>(T value) => JsonSerializer.Serialize(value, Indented);
}
//- fixed: Take the type information from Indented, which resolve it by the new AppJsonContext
//- A.cs
using System.Collections.Generic;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace App;

public record Point(int X);
public record Line(Point From, Point To);

static class Program
{
    static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, MaxDepth = Depth, TypeInfoResolver = AppJsonContext.Default };
    static int Depth => 5;

    static void Main()
    {
        System.Console.WriteLine(JsonSerializer.Serialize(new Point(1),
            (JsonTypeInfo<Point>)Indented.GetTypeInfo(typeof(Point))));
        System.Console.WriteLine(JsonSerializer.Serialize(new Line(new Point(1), new Point(2)),
            (JsonTypeInfo<Line>)Indented.GetTypeInfo(typeof(Line))));
        System.Console.WriteLine(JsonSerializer.Serialize(new List<Point>(),
            (JsonTypeInfo<List<Point>>)Indented.GetTypeInfo(typeof(List<Point>))));
        System.Console.WriteLine(JsonSerializer.Serialize(new Dictionary<string, object>(), Indented));
    }

    static string Write<T>(T value) => JsonSerializer.Serialize(value, (JsonTypeInfo<T>)Indented.GetTypeInfo(typeof(T)));
}
//- AppJsonContext.cs
using System.Collections.Generic;
using System.Text.Json.Serialization;

namespace App;

[JsonSerializable(typeof(Point))]
[JsonSerializable(typeof(Line))]
[JsonSerializable(typeof(List<Point>))]
internal sealed partial class AppJsonContext : JsonSerializerContext
{
}
