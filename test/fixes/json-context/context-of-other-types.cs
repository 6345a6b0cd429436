//- A.cs
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Shop.Colors
{
    public record Color(int Red);
    public record Palette(Color First);
    public record Shade(double Dark);

    [JsonSerializable(typeof(Palette))]
    internal partial class PaletteSerializerContext : JsonSerializerContext;
}
//- B.cs
using System.Text.Json;
using Shop.Colors;

namespace Shop.Orders;

public record Order(int Number);

class C
{
    string Known(Color value) => JsonSerializer.Serialize(value);
    string OfOneNamespace(Shade value) => JsonSerializer.Serialize(value);
    string Other(Order value) => JsonSerializer.Serialize(value);
    int[]? Plain(string text) => JsonSerializer.Deserialize<int[]>(text);
}
//- fixed: Use PaletteSerializerContext for Color
//- A.cs
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Shop.Colors
{
    public record Color(int Red);
    public record Palette(Color First);
    public record Shade(double Dark);

    [JsonSerializable(typeof(Palette))]
    [JsonSerializable(typeof(Color))]
    [JsonSerializable(typeof(Shade))]
    internal partial class PaletteSerializerContext : JsonSerializerContext;
}
//- B.cs
using System.Text.Json;
using Shop.Colors;

namespace Shop.Orders;

public record Order(int Number);

class C
{
    string Known(Color value) => JsonSerializer.Serialize(value, PaletteSerializerContext.Default.Color);
    string OfOneNamespace(Shade value) => JsonSerializer.Serialize(value, PaletteSerializerContext.Default.Shade);
    string Other(Order value) => JsonSerializer.Serialize(value, AppJsonContext.Default.Order);
    int[]? Plain(string text) => JsonSerializer.Deserialize<int[]>(text, AppJsonContext.Default.Int32Array);
}
//- AppJsonContext.cs
using System.Text.Json.Serialization;

namespace Shop.Orders;

[JsonSerializable(typeof(Order))]
[JsonSerializable(typeof(int[]))]
internal sealed partial class AppJsonContext : JsonSerializerContext
{
}
