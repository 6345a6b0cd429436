//- A.cs
using System.Text.Json;
using System.Text.Json.Serialization;

namespace App;

public record Person(string Name, bool? IsMarried);

class C
{
    string Write(Person person)
    {
        var options = new JsonSerializerOptions
        {
            WriteIndented = true,
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, // IsMarried is not written where nobody knows.
            PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
            DictionaryKeyPolicy = JsonNamingPolicy.CamelCase,
        };

        return JsonSerializer.Serialize(person, options);
    }
}
//- fixed: Generate JSON type information: new CamelCaseIndentedJsonContext with Person
//- A.cs
using System.Text.Json;
using System.Text.Json.Serialization;

namespace App;

public record Person(string Name, bool? IsMarried);

class C
{
    string Write(Person person)
    {
        // IsMarried is not written where nobody knows.
        return JsonSerializer.Serialize(person, CamelCaseIndentedJsonContext.Default.Person);
    }
}
//- CamelCaseIndentedJsonContext.cs
using System.Text.Json.Serialization;

namespace App;

[JsonSourceGenerationOptions(
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    DictionaryKeyPolicy = JsonKnownNamingPolicy.CamelCase,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    WriteIndented = true)]
[JsonSerializable(typeof(Person))]
internal sealed partial class CamelCaseIndentedJsonContext : JsonSerializerContext
{
}
