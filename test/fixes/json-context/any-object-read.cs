//- A.cs
using System.Collections.Generic;
using System.Text.Json;

namespace App;

public class Holder { public object? Any { get; set; } }

class C
{
    // What is read where any object can stand is a JsonElement, whoever reads it.
    Holder? Read(string text) => JsonSerializer.Deserialize<Holder>(text);
    string Write(Holder holder) => JsonSerializer.Serialize(holder);
}
//- fixed: Generate JSON type information: new AppJsonContext with Holder
//- A.cs
using System.Collections.Generic;
using System.Text.Json;

namespace App;

public class Holder { public object? Any { get; set; } }

class C
{
    // What is read where any object can stand is a JsonElement, whoever reads it.
    Holder? Read(string text) => JsonSerializer.Deserialize<Holder>(text, AppJsonContext.Default.Holder);
    string Write(Holder holder) => JsonSerializer.Serialize(holder);
}
//- AppJsonContext.cs
using System.Text.Json.Serialization;

namespace App;

[JsonSerializable(typeof(Holder))]
internal sealed partial class AppJsonContext : JsonSerializerContext
{
}
