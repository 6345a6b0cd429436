//- A.cs
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Reports
{
    public record Total(int Sum);

    [JsonSourceGenerationOptions(WriteIndented = true)]
    [JsonSerializable(typeof(Total))]
    partial class AppJsonContext : JsonSerializerContext { }
}

namespace App.Orders
{
    public record Order(int Id);

    class C
    {
        string Write(Order order) => JsonSerializer.Serialize(order);
    }
}
//- fixed: Generate JSON type information: new OrdersJsonContext with Order
//- A.cs
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Reports
{
    public record Total(int Sum);

    [JsonSourceGenerationOptions(WriteIndented = true)]
    [JsonSerializable(typeof(Total))]
    partial class AppJsonContext : JsonSerializerContext { }
}

namespace App.Orders
{
    public record Order(int Id);

    class C
    {
        string Write(Order order) => JsonSerializer.Serialize(order, OrdersJsonContext.Default.Order);
    }
}
//- OrdersJsonContext.cs
using System.Text.Json.Serialization;

namespace App.Orders
{
    [JsonSerializable(typeof(Order))]
    internal sealed partial class OrdersJsonContext : JsonSerializerContext
    {
    }
}
