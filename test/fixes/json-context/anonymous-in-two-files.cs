//- A.cs
using System.Text.Json;

namespace Shop;

class A
{
    string Write(int id) => JsonSerializer.Serialize(new { id });
}
//- B.cs
using System.Text.Json;

namespace Shop;

class B
{
    string Write(string name) => JsonSerializer.Serialize(new { name });
}
//- AppJsonContext.cs
using System.Text.Json.Serialization;

namespace Shop;

[JsonSerializable(typeof(int))]
internal sealed partial class AppJsonContext : JsonSerializerContext;
//- fixed: Make it the record WriteData, with AppJsonContext
//- A.cs
using System.Text.Json;

namespace Shop;

class A
{
    string Write(int id) => JsonSerializer.Serialize(new WriteData(id), AppJsonContext.Default.WriteData);
}

internal sealed record WriteData(int id);
//- AppJsonContext.cs
using System.Text.Json.Serialization;

namespace Shop;

[JsonSerializable(typeof(int))]
[JsonSerializable(typeof(WriteData))]
[JsonSerializable(typeof(WriteData2))]
internal sealed partial class AppJsonContext : JsonSerializerContext;
//- B.cs
using System.Text.Json;

namespace Shop;

class B
{
    string Write(string name) => JsonSerializer.Serialize(new WriteData2(name), AppJsonContext.Default.WriteData2);
}

internal sealed record WriteData2(string name);
