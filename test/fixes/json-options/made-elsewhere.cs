//- A.cs
using System.Text.Json;

namespace App;

public record Point(int X);

class Defaults
{
    // A copy has the resolver of the other, which anybody can set.
    static readonly JsonSerializerOptions Copy = new(Other.Options) { WriteIndented = true };
    string A(Point value) => JsonSerializer.Serialize(value, Copy);

    // Given a resolver later.
    static readonly JsonSerializerOptions Late = new() { MaxDepth = Depth };
    static int Depth => 5;
    static Defaults() => Late.TypeInfoResolverChain.Add(Other.Resolver);
    string B(Point value) => JsonSerializer.Serialize(value, Late);

    // One constructor leaves it out: options are null then.
    readonly JsonSerializerOptions? _maybe;
    public Defaults() { }
    public Defaults(int depth) { _maybe = new JsonSerializerOptions { MaxDepth = depth }; }
    string C(Point value) => JsonSerializer.Serialize(value, _maybe);

    // A derived class may have others.
    protected virtual JsonSerializerOptions Mine { get; } = new() { MaxDepth = Depth };
    string D(Point value) => JsonSerializer.Serialize(value, Mine);
}
//- Other.cs
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace App;

static class Other
{
    public static JsonSerializerOptions Options { get; set; } = new();
    public static IJsonTypeInfoResolver Resolver { get; set; } = null!;
}
//- unfixed
