//- A.cs
using System.Text.Json;

namespace App;

public record Point(int X);

class C
{
    private static readonly JsonSerializerOptions s_options = new() { WriteIndented = true };

    string Write(object value) => JsonSerializer.Serialize(value, s_options);
    Point? Read(string text) => JsonSerializer.Deserialize<Point>(text, s_options);
}
//- unfixed
