//- A.cs
using System;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Threading;
using System.Threading.Tasks;
using System.IO;

namespace App;

public record Point(int X);

public class PointConverter : JsonConverter<object>
{
    public override object? Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) => JsonSerializer.Deserialize(ref reader, type, options);
    public override void Write(Utf8JsonWriter writer, object value, JsonSerializerOptions options) => JsonSerializer.Serialize(writer, value, value.GetType(), options);
    Task Save(Stream stream, object value, JsonSerializerOptions options, CancellationToken token) => JsonSerializer.SerializeAsync(stream, value, value.GetType(), options, token);
    Task SaveTwice(Stream stream, object value, JsonSerializerOptions options, CancellationToken token) => JsonSerializer.SerializeAsync(stream, value, value.GetType(), options, token);
    string Text(object value, JsonSerializerOptions options) => JsonSerializer.Serialize(value, value.GetType(), options);
}
//- fixed: Take the type information from options
//- A.cs
using System;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Threading;
using System.Threading.Tasks;
using System.IO;

namespace App;

public record Point(int X);

public class PointConverter : JsonConverter<object>
{
    public override object? Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) => JsonSerializer.Deserialize(ref reader, options.GetTypeInfo(type));
    public override void Write(Utf8JsonWriter writer, object value, JsonSerializerOptions options) => JsonSerializer.Serialize(writer, value, options.GetTypeInfo(value.GetType()));
    Task Save(Stream stream, object value, JsonSerializerOptions options, CancellationToken token) => JsonSerializer.SerializeAsync(stream, value, options.TypeInfoOf(value.GetType()), token);
    Task SaveTwice(Stream stream, object value, JsonSerializerOptions options, CancellationToken token) => JsonSerializer.SerializeAsync(stream, value, options.TypeInfoOf(value.GetType()), token);
    string Text(object value, JsonSerializerOptions options) => JsonSerializer.Serialize(value, options.TypeInfoOf(value.GetType()));
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
