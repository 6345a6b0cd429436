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

    string E<T>(T value, JsonSerializerOptions options) => JsonSerializer.Serialize(value, options);
    object? F(string text, System.Type type, JsonSerializerOptions? options) => JsonSerializer.Deserialize(text, type, options);
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
//- fixed: Take the type information from Copy by a helper that resolves as JsonSerializer does (2 findings for all calls)
//- A.cs
using System.Text.Json;

namespace App;

public record Point(int X);

class Defaults
{
    // A copy has the resolver of the other, which anybody can set.
    static readonly JsonSerializerOptions Copy = new(Other.Options) { WriteIndented = true };
    string A(Point value) => JsonSerializer.Serialize(value, Copy.TypeInfoOf<Point>());

    // Given a resolver later.
    static readonly JsonSerializerOptions Late = new() { MaxDepth = Depth };
    static int Depth => 5;
    static Defaults() => Late.TypeInfoResolverChain.Add(Other.Resolver);
    string B(Point value) => JsonSerializer.Serialize(value, Late.TypeInfoOf<Point>());

    // One constructor leaves it out: options are null then.
    readonly JsonSerializerOptions? _maybe;
    public Defaults() { }
    public Defaults(int depth) { _maybe = new JsonSerializerOptions { MaxDepth = depth }; }
    string C(Point value) => JsonSerializer.Serialize(value, _maybe.TypeInfoOf<Point>());

    // A derived class may have others.
    protected virtual JsonSerializerOptions Mine { get; } = new() { MaxDepth = Depth };
    string D(Point value) => JsonSerializer.Serialize(value, Mine.TypeInfoOf<Point>());

    string E<T>(T value, JsonSerializerOptions options) => JsonSerializer.Serialize(value, options.TypeInfoOf<T>());
    object? F(string text, System.Type type, JsonSerializerOptions? options) => JsonSerializer.Deserialize(text, options.TypeInfoOf(type));
}
//- JsonTypeInfoExtensions.cs
using System;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace App;

internal static class JsonTypeInfoExtensions
{
    private static readonly JsonSerializerOptions Default = new JsonSerializerOptions();

    /// <summary>Type information as JsonSerializer takes it from options: by reflection where they have no resolver.</summary>
    public static JsonTypeInfo<T> TypeInfoOf<T>(this JsonSerializerOptions? options) => (JsonTypeInfo<T>)options.TypeInfoOf(typeof(T));

    public static JsonTypeInfo TypeInfoOf(this JsonSerializerOptions? options, Type type)
    {
        var resolving = options ?? Default;
        resolving.MakeReadOnly(populateMissingResolver: true);
        return resolving.GetTypeInfo(type);
    }
}
