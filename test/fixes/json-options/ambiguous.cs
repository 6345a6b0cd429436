//- Other.cs
namespace Other
{
    public class JsonTypeInfo<T> { }
}
//- A.cs
using System;
using System.Text.Json;
using System.Text.Json.Serialization;
using Other;

namespace App
{
    public class Point { public int X { get; set; } }

    public class PointConverter : JsonConverter<Point>
    {
        // A using for the information's own namespace would make this name ambiguous.
        private readonly JsonTypeInfo<int> _mine = new();
        public override Point Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) => new Point { X = JsonSerializer.Deserialize<int>(ref reader, options) };
        public override void Write(Utf8JsonWriter writer, Point value, JsonSerializerOptions options) => writer.WriteNumberValue(value.X);
    }
}
//- fixed: Take the type information from options
//- A.cs
using System;
using System.Text.Json;
using System.Text.Json.Serialization;
using Other;

namespace App
{
    public class Point { public int X { get; set; } }

    public class PointConverter : JsonConverter<Point>
    {
        // A using for the information's own namespace would make this name ambiguous.
        private readonly JsonTypeInfo<int> _mine = new();
        public override Point Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) => new Point { X = JsonSerializer.Deserialize<int>(ref reader,
            (global::System.Text.Json.Serialization.Metadata.JsonTypeInfo<int>)options.GetTypeInfo(typeof(int))) };
        public override void Write(Utf8JsonWriter writer, Point value, JsonSerializerOptions options) => writer.WriteNumberValue(value.X);
    }
}
