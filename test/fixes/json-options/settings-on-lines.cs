//- A.cs
using System.Text.Json;

namespace App;

public record Point(int X);

public static class Defaults
{
    public static readonly JsonSerializerOptions Named = new()
    {
        MaxDepth = Depth, // what is remarked stays with its setting
    };

    public static readonly JsonSerializerOptions Plain = new()
    {
        MaxDepth = Depth
    };

    static int Depth => 5;
}

class C
{
    string Write(Point value) => JsonSerializer.Serialize(value, Defaults.Named);
    string WritePlain(Point value) => JsonSerializer.Serialize(value, Defaults.Plain);
}
//- fixed: Take the type information from Defaults.Named, whose resolver is named where they are made (2 findings for all calls)
//- A.cs
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace App;

public record Point(int X);

public static class Defaults
{
    public static readonly JsonSerializerOptions Named = new()
    {
        MaxDepth = Depth, // what is remarked stays with its setting
        TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
    };

    public static readonly JsonSerializerOptions Plain = new()
    {
        MaxDepth = Depth,
        TypeInfoResolver = new DefaultJsonTypeInfoResolver()
    };

    static int Depth => 5;
}

class C
{
    string Write(Point value) => JsonSerializer.Serialize(value,
        (JsonTypeInfo<Point>)Defaults.Named.GetTypeInfo(typeof(Point)));
    string WritePlain(Point value) => JsonSerializer.Serialize(value,
        (JsonTypeInfo<Point>)Defaults.Plain.GetTypeInfo(typeof(Point)));
}
