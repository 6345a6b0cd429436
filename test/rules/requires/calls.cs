using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml.Serialization;

namespace Calls;

public enum Color { Red }

public class Order
{
    public int Id { get; set; }
}

public static class Serializing
{
    public static string Plain(Order order) => JsonSerializer.Serialize(order);
//                                             ^^^^^^^^^^^^^^^^^^^^^^^^ IL2026 IL3050
    public static Order? Back(string json) => JsonSerializer.Deserialize<Order>(json);
//                                            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2026 IL3050
    public static Order? Options(string json, JsonSerializerOptions? options) => JsonSerializer.Deserialize<Order>(json, options);
//                                                                               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2026 IL3050
    public static void Node(JsonArray array, Order order, JsonNode node)
    {
        array.Add(order);
//      ^^^^^^^^^ IL2026 IL3050
        array.Add(node);
        array.Add(1);
//      ^^^^^^^^^ IL2026 IL3050
        array.Add("text");
//      ^^^^^^^^^ IL2026 IL3050
    }
    public static XmlSerializer Xml() => new XmlSerializer(typeof(Order));
//                                       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2026 IL3050
    public static object? Chain(Order? order) => "x" + JsonSerializer.SerializeToNode(order)?["Id"]?.ToJsonString();
//                                                     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2026 IL3050
}

public static class Enums
{
    public static Array Untyped() => Enum.GetValues(typeof(Color));
//                                   ^^^^^^^^^^^^^^ IL3050
    public static Color[] Typed() => Enum.GetValues<Color>();
    public static bool Guarded() => RuntimeFeature.IsDynamicCodeSupported && Enum.GetValues(typeof(Color)).Length > 0;
    public static void IfGuarded()
    {
        if (!RuntimeFeature.IsDynamicCodeSupported) throw new NotSupportedException();
        Enum.GetValues(typeof(Color));
    }
    public static void NotGuarded()
    {
        if (RuntimeFeature.IsDynamicCodeSupported) return;
        Enum.GetValues(typeof(Color));
//      ^^^^^^^^^^^^^^ IL3050
    }
    public static void Unreachable()
    {
        throw new NotSupportedException();
#pragma warning disable CS0162
        Enum.GetValues(typeof(Color));
#pragma warning restore CS0162
    }
}

public static class Files
{
    public static string Where() => typeof(Files).Assembly.Location;
//                                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL3000
    public static object Open() => typeof(Files).Assembly.GetFiles();
//                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL3001
    public static Assembly Load(string path) => Assembly.LoadFrom(path);
//                                              ^^^^^^^^^^^^^^^^^ IL2026
}

public class Annotated
{
    [RequiresUnreferencedCode("Reads members by name.")]
    public static void Trimmed() => Helper();
    [RequiresUnreferencedCode("Helps.", Url = "https://example.com/help")]
    private static void Helper() { }
    public virtual int Emits { [RequiresDynamicCode("Emits")] get => 1; }
    public static void Caller(Annotated annotated)
    {
        Trimmed();
//      ^^^^^^^ IL2026
        Helper();
//      ^^^^^^ IL2026
        Action group = Trimmed;
//                     ^^^^^^^ IL2026
        Action lambda = () => Helper();
//                            ^^^^^^ IL2026
        _ = annotated;
        void Local() => Helper();
//                      ^^^^^^ IL2026
        Local();
        void Uncalled() => Helper();
    }
    [UnconditionalSuppressMessage("Trimming", "IL2026:RequiresUnreferencedCode", Justification = "Tested.")]
    public static void Suppressed() => Helper();
#pragma warning disable IL2026
    public static void Pragma() => Helper();
#pragma warning restore IL2026
}

[RequiresUnreferencedCode("The whole type.")]
public class WholeType
{
    public static int Static;
    public int Instance;
    public static void Method() { }
}

public class Derived : WholeType { }
//           ^^^^^^^ IL2026

public class UsesWholeType
{
    public static void Use()
    {
        WholeType.Method();
//      ^^^^^^^^^^^^^^^^ IL2026
        WholeType.Static = 1;
//      ^^^^^^^^^^^^^^^^ IL2026
        var made = new WholeType();
//                 ^^^^^^^^^^^^^^^ IL2026
        made.Instance = 2;
    }
}

public static class Queries
{
    public static IEnumerable<string> Names(IEnumerable<Order> orders) => from order in orders where order.Id > 0 select JsonSerializer.Serialize(order);
//                                                                                                                       ^^^^^^^^^^^^^^^^^^^^^^^^ IL2026 IL3050
    public static IQueryable<Order> Queryable(List<Order> orders) => orders.AsQueryable().Where(order => order.Id > 0);
//                                                                   ^^^^^^^^^^^^^^^^^^ IL2026 IL3050
    public static dynamic Dynamic(dynamic value) => value.Name.Length + value[0] + value.Run(1);
//                                                  ^^^^^^^^^^^^^^^^^ IL2026 IL3050
//                                                                      ^^^^^^^^ IL2026 IL3050
//                                                                                 ^^^^^^^^^ IL2026 IL3050
}
