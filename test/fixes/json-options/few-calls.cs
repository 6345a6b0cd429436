//- A.cs
using System.Text.Json;

namespace App;

// Left: nobody writes a helper for so few calls.
class C
{
    string Write<T>(T value, JsonSerializerOptions options) => JsonSerializer.Serialize(value, options);
    T? Read<T>(string text, JsonSerializerOptions options) => JsonSerializer.Deserialize<T>(text, options);
}
//- unfixed
