//- A.cs
using System.Text.Json;
using App.Models;
using System.IO;
using App;

namespace App.Models
{
    public record Point(int X);
}

namespace App
{
    class C
    {
        private static readonly JsonSerializerOptions s_options = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

        string Write(object value) => JsonSerializer.Serialize(value, s_options);
        Point? Read(string text) => JsonSerializer.Deserialize<Point>(text, s_options);
    }
}
//- fixed: Take the type information from s_options, whose resolver is named where they are made (2 findings for all calls)
//- A.cs
using System.Text.Json;
using App.Models;
using System.IO;
using System.Text.Json.Serialization.Metadata;
using App;

namespace App.Models
{
    public record Point(int X);
}

namespace App
{
    class C
    {
        private static readonly JsonSerializerOptions s_options = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase, TypeInfoResolver = new DefaultJsonTypeInfoResolver() };

        string Write(object value) => JsonSerializer.Serialize(value, s_options);
        Point? Read(string text) => JsonSerializer.Deserialize<Point>(text,
            (JsonTypeInfo<Point>)s_options.GetTypeInfo(typeof(Point)));
    }
}
