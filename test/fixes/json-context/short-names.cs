//- Usings.cs
global using Domain;
//- Domain.cs
namespace Domain { public class Order { } }
//- Queries.cs
namespace Queries
{
    public class Order { public int Id { get; set; } }
    public class Line { public int Id { get; set; } }
}
//- A.cs
using System.Text.Json;

namespace App
{
    public class Names { }

    class C
    {
        string Write(Queries.Order order) => JsonSerializer.Serialize(order);
        string Write(Queries.Line line) => JsonSerializer.Serialize(line);
    }
}
//- fixed: Generate JSON type information: new AppJsonContext with Order
//- A.cs
using System.Text.Json;

namespace App
{
    public class Names { }

    class C
    {
        string Write(Queries.Order order) => JsonSerializer.Serialize(order, AppJsonContext.Default.Order);
        string Write(Queries.Line line) => JsonSerializer.Serialize(line, AppJsonContext.Default.Line);
    }
}
//- AppJsonContext.cs
using System.Text.Json.Serialization;
using Queries;

namespace App
{
    [JsonSerializable(typeof(global::Queries.Order))]
    [JsonSerializable(typeof(Line))]
    internal sealed partial class AppJsonContext : JsonSerializerContext
    {
    }
}
