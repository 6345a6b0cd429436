//- A.cs
using System.Text.Json;

namespace App;

public record Point(int X);

class C
{
    // Where they are made would warn as often.
    private static readonly JsonSerializerOptions s_indented = new() { WriteIndented = true };
    string Write(Point value, System.Type type) => JsonSerializer.Serialize(value, type, s_indented);
}
//- unfixed
