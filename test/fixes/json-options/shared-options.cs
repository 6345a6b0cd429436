//- Defaults.cs
using System.Text.Json;

namespace App;

public static class Defaults
{
    private static readonly JsonSerializerOptions _options = new()
    {
        Converters = { new PointConverter() },
    };

    public static JsonSerializerOptions Options => _options;
}
//- PointConverter.cs
using System;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace App;

public record Point(int X);

public class PointConverter : JsonConverter<Point>
{
    public override Point? Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) => new(JsonSerializer.Deserialize<int>(ref reader, options));
    public override void Write(Utf8JsonWriter writer, Point value, JsonSerializerOptions options) => JsonSerializer.Serialize(writer, value.X, options);
}
//- A.cs
using System.Text.Json;

namespace App;

class C
{
    private readonly JsonSerializerOptions _json = Defaults.Options;

    Point? Read(string text) => JsonSerializer.Deserialize<Point>(text, _json);
    string Write<T>(T value) => JsonSerializer.Serialize(value, Defaults.Options);
}
//- fixed: Take the type information from _json, whose resolver is named where they are made (2 findings for all calls)
//- A.cs
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace App;

class C
{
    private readonly JsonSerializerOptions _json = Defaults.Options;

    Point? Read(string text) => JsonSerializer.Deserialize<Point>(text,
        (JsonTypeInfo<Point>)_json.GetTypeInfo(typeof(Point)));
    string Write<T>(T value) => JsonSerializer.Serialize(value,
        (JsonTypeInfo<T>)Defaults.Options.GetTypeInfo(typeof(T)));
}
//- Defaults.cs
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace App;

public static class Defaults
{
    private static readonly JsonSerializerOptions _options = new()
    {
        Converters = { new PointConverter() },
        TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
    };

    public static JsonSerializerOptions Options => _options;
}
//- PointConverter.cs
using System;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace App;

public record Point(int X);

public class PointConverter : JsonConverter<Point>
{
    public override Point? Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) => new(JsonSerializer.Deserialize<int>(ref reader,
        (JsonTypeInfo<int>)options.GetTypeInfo(typeof(int))));
    public override void Write(Utf8JsonWriter writer, Point value, JsonSerializerOptions options) => JsonSerializer.Serialize(writer, value.X,
        (JsonTypeInfo<int>)options.GetTypeInfo(typeof(int)));
}
