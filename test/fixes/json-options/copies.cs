//- A.cs
using System.Text.Json;

namespace App;

public record Point(int X);

static class Defaults
{
    public static readonly JsonSerializerOptions Shared = new() { MaxDepth = Depth };
    static int Depth => 5;
}

class C
{
    // A copy has the resolver of what it is a copy of.
    readonly JsonSerializerOptions _own;
    public C() => _own = new JsonSerializerOptions(Defaults.Shared) { WriteIndented = true };
    string Write(Point value) => JsonSerializer.Serialize(value, _own);
}
//- fixed: Take the type information from _own, whose resolver is named where they are made (2 findings for all calls)
//- A.cs
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace App;

public record Point(int X);

static class Defaults
{
    public static readonly JsonSerializerOptions Shared = new() { MaxDepth = Depth, TypeInfoResolver = new DefaultJsonTypeInfoResolver() };
    static int Depth => 5;
}

class C
{
    // A copy has the resolver of what it is a copy of.
    readonly JsonSerializerOptions _own;
    public C() => _own = new JsonSerializerOptions(Defaults.Shared) { WriteIndented = true };
    string Write(Point value) => JsonSerializer.Serialize(value, (JsonTypeInfo<Point>)_own.GetTypeInfo(typeof(Point)));
}
