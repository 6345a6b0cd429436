//- A.cs
// Licensed to nobody.
// See the file LICENSE.

using System.Text.Json;
using System.Text.Json.Serialization;

namespace Big.Shop;

public record Order(int Number);

[JsonSourceGenerationOptions(WriteIndented = true)]
[JsonSerializable(typeof(int[]))]
internal partial class AppJsonContext : JsonSerializerContext;

class C
{
    string Write(Order value) => JsonSerializer.Serialize(value);
}
//- B.cs
// Licensed to nobody.
// See the file LICENSE.

class B;
//- C.cs
class D;
//- fixed: Generate JSON type information: new ShopJsonContext with Order
//- A.cs
// Licensed to nobody.
// See the file LICENSE.

using System.Text.Json;
using System.Text.Json.Serialization;

namespace Big.Shop;

public record Order(int Number);

[JsonSourceGenerationOptions(WriteIndented = true)]
[JsonSerializable(typeof(int[]))]
internal partial class AppJsonContext : JsonSerializerContext;

class C
{
    string Write(Order value) => JsonSerializer.Serialize(value, ShopJsonContext.Default.Order);
}
//- ShopJsonContext.cs
// Licensed to nobody.
// See the file LICENSE.

using System.Text.Json.Serialization;

namespace Big.Shop;

[JsonSerializable(typeof(Order))]
internal sealed partial class ShopJsonContext : JsonSerializerContext
{
}
