//- One.cs
namespace One
{
    public class Item { public int Id { get; set; } }
    public class Names { public string Write(Item item) => System.Text.Json.JsonSerializer.Serialize(item); }
}
//- Two.cs
namespace Two
{
    public class Names { public string All => ""; }
}
//- Z.cs
using System.Text.Json;
using Two;

public class C
{
    string Write(One.Item item) => JsonSerializer.Serialize(item) + new Names().All;
}
//- fixed: Generate JSON type information: new AppJsonContext with Item
//- One.cs
namespace One
{
    public class Item { public int Id { get; set; } }
    public class Names { public string Write(Item item) => System.Text.Json.JsonSerializer.Serialize(item, AppJsonContext.Default.Item); }
}
//- AppJsonContext.cs
using System.Text.Json.Serialization;

namespace One
{
    [JsonSerializable(typeof(Item))]
    internal sealed partial class AppJsonContext : JsonSerializerContext
    {
    }
}
//- Z.cs
using System.Text.Json;
using Two;

public class C
{
    string Write(One.Item item) => JsonSerializer.Serialize(item, global::One.AppJsonContext.Default.Item) + new Names().All;
}
