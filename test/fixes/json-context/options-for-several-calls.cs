//- A.cs
using System.Text.Json;

namespace App;

public record Point(int X);
public record Line(Point From, Point To);

class C
{
    private static readonly JsonSerializerOptions s_options = new() { WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    string Write(Point value) => JsonSerializer.Serialize(value, s_options);
    Line? Read(string text) => JsonSerializer.Deserialize<Line>(text, s_options);

    string Twice(Point value)
    {
        var options = new JsonSerializerOptions { WriteIndented = true };
        var text = JsonSerializer.Serialize(value, options);
        return text + JsonSerializer.Serialize(value, options);
    }
}
//- fixed: Generate JSON type information: new CamelCaseIndentedJsonContext with Point (2 calls with s_options)
//- A.cs
using System.Text.Json;

namespace App;

public record Point(int X);
public record Line(Point From, Point To);

class C
{
    string Write(Point value) => JsonSerializer.Serialize(value, CamelCaseIndentedJsonContext.Default.Point);
    Line? Read(string text) => JsonSerializer.Deserialize<Line>(text, CamelCaseIndentedJsonContext.Default.Line);

    string Twice(Point value)
    {
        var text = JsonSerializer.Serialize(value, IndentedJsonContext.Default.Point);
        return text + JsonSerializer.Serialize(value, IndentedJsonContext.Default.Point);
    }
}
//- CamelCaseIndentedJsonContext.cs
using System.Text.Json.Serialization;

namespace App;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(Point))]
[JsonSerializable(typeof(Line))]
internal sealed partial class CamelCaseIndentedJsonContext : JsonSerializerContext
{
}
//- IndentedJsonContext.cs
using System.Text.Json.Serialization;

namespace App;

[JsonSourceGenerationOptions(WriteIndented = true)]
[JsonSerializable(typeof(Point))]
internal sealed partial class IndentedJsonContext : JsonSerializerContext
{
}
