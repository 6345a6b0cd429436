//- A.cs
using System.Text.Json;

namespace App;

public record Point(int X);

public static class Defaults
{
    public static readonly JsonSerializerOptions Shared = new()
    {
        MaxDepth = Depth // what is remarked stays with its setting
    };

    static int Depth => 5;
}

class C
{
    string Write(Point value) => JsonSerializer.Serialize(value, Defaults.Shared);
}
//- fixed: Take the type information from Defaults.Shared, whose resolver is named where they are made (2 findings for all calls)
//- A.cs
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace App;

public record Point(int X);

public static class Defaults
{
    public static readonly JsonSerializerOptions Shared = new()
    {
        MaxDepth = Depth, // what is remarked stays with its setting
        TypeInfoResolver = new DefaultJsonTypeInfoResolver()
    };

    static int Depth => 5;
}

class C
{
    string Write(Point value) => JsonSerializer.Serialize(value,
        (JsonTypeInfo<Point>)Defaults.Shared.GetTypeInfo(typeof(Point)));
}
