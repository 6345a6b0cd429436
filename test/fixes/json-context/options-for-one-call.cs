//- A.cs
using System.Text.Json;

namespace App;

public record Point(int X);

class C
{
    private static readonly JsonSerializerOptions s_indented = new()
    {
        WriteIndented = true
    };

    // Asked elsewhere, too.
    private static readonly JsonSerializerOptions s_twice = new() { WriteIndented = true };
    public static readonly JsonSerializerOptions Shown = new() { WriteIndented = true };

    string Write(Point value) => JsonSerializer.Serialize(value, s_indented);

    string Local(Point value)
    {
        var options = new JsonSerializerOptions { WriteIndented = true };
        return JsonSerializer.Serialize(value, options);
    }

    string Twice(Point value) => JsonSerializer.Serialize(value, s_twice);
    int Depth => s_twice.MaxDepth;
    string Public(Point value) => JsonSerializer.Serialize(value, Shown);
}
//- fixed: Generate JSON type information: new IndentedJsonContext with Point
//- A.cs
using System.Text.Json;

namespace App;

public record Point(int X);

class C
{
    // Asked elsewhere, too.
    private static readonly JsonSerializerOptions s_twice = new() { WriteIndented = true };
    public static readonly JsonSerializerOptions Shown = new() { WriteIndented = true };

    string Write(Point value) => JsonSerializer.Serialize(value, IndentedJsonContext.Default.Point);

    string Local(Point value)
    {
        return JsonSerializer.Serialize(value, IndentedJsonContext.Default.Point);
    }

    string Twice(Point value) => JsonSerializer.Serialize(value, IndentedJsonContext.Default.Point);
    int Depth => s_twice.MaxDepth;
    string Public(Point value) => JsonSerializer.Serialize(value, IndentedJsonContext.Default.Point);
}
//- IndentedJsonContext.cs
using System.Text.Json.Serialization;

namespace App;

[JsonSourceGenerationOptions(WriteIndented = true)]
[JsonSerializable(typeof(Point))]
internal sealed partial class IndentedJsonContext : JsonSerializerContext
{
}
