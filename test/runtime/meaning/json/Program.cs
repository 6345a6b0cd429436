// JSON calls whose fixes must not change a byte: options, enums, naming, polymorphism, what is ignored, how it is read.
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

var order = new Order(7, "Ünïcode <&> \"quoted\"", Color.Green, [new("a", 1.5m), new("b", 1e10m)], new() { ["Key One"] = 1, ["keyTwo"] = null });
Say("plain", () => JsonSerializer.Serialize(order));
Say("indented", () => JsonSerializer.Serialize(order, Shared.Indented));
Say("camel", () => JsonSerializer.Serialize(order, new JsonSerializerOptions { PropertyNamingPolicy = JsonNamingPolicy.CamelCase, DictionaryKeyPolicy = JsonNamingPolicy.SnakeCaseLower }));
Say("names", () => JsonSerializer.Serialize(order, Shared.Names));
Say("web", () => JsonSerializer.Serialize(order, JsonSerializerOptions.Web));
Say("no-nulls", () => JsonSerializer.Serialize(new Person { First = "x", Age = 0 }, new JsonSerializerOptions { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull }));
Say("no-defaults", () => JsonSerializer.Serialize(new Person { First = "x", Age = 0 }, new JsonSerializerOptions { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault }));
Say("fields", () => JsonSerializer.Serialize(new Fields { X = 1, Y = 2 }, new JsonSerializerOptions { IncludeFields = true }));
Say("fields-left-out", () => JsonSerializer.Serialize(new Fields { X = 1, Y = 2 }));
Say("numbers", () => JsonSerializer.Serialize(new Person { First = "x", Age = 5 }, new JsonSerializerOptions { NumberHandling = JsonNumberHandling.WriteAsString }));
Say("polymorphic", () => JsonSerializer.Serialize<Shape>(new Circle(2)));
Say("polymorphic-list", () => JsonSerializer.Serialize(new List<Shape> { new Circle(1), new Square(3) }));
Say("bytes", () => Encoding.UTF8.GetString(JsonSerializer.SerializeToUtf8Bytes(order)));
Say("element", () => JsonSerializer.SerializeToElement(order).GetRawText());
Say("node", () => JsonSerializer.SerializeToNode(order)!.ToJsonString());
Say("nullable", () => JsonSerializer.Serialize<int?>(null) + JsonSerializer.Serialize<int?>(3));
Say("tuple-like", () => JsonSerializer.Serialize(new Dictionary<Color, DateTime> { [Color.Red] = new(2020, 1, 2, 3, 4, 5, DateTimeKind.Utc) }));
Say("http", () => JsonContent.Create(order).ReadAsStringAsync().Result);
Say("http-options", () => JsonContent.Create(order, null, Shared.Names).ReadAsStringAsync().Result);
Say("read", () => JsonSerializer.Deserialize<Order>("{\"Id\":1,\"Name\":\"n\",\"Color\":2,\"Lines\":[{\"Sku\":\"s\",\"Price\":1}],\"Counts\":{\"a\":1}}")!.ToString() ?? "");
Say("read-case", () => JsonSerializer.Deserialize<Person>("{\"FIRST\":\"f\",\"age\":\"7\"}", JsonSerializerOptions.Web)!.ToString());
Say("read-case-strict", () => JsonSerializer.Deserialize<Person>("{\"FIRST\":\"f\",\"Age\":7}")!.ToString());
Say("read-shape", () => JsonSerializer.Deserialize<Shape>("{\"$type\":\"square\",\"Side\":4}")!.ToString());
Say("read-missing", () => JsonSerializer.Deserialize<Needed>("{}")!.ToString());
Say("read-bad", () => JsonSerializer.Deserialize<Person>("{\"Age\":\"x\"}")!.ToString());
Say("read-comments", () => JsonSerializer.Deserialize<int[]>("[1, /* c */ 2,]", new JsonSerializerOptions { ReadCommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true })!.Sum().ToString());
Say("read-objects", () => string.Join(", ", JsonSerializer.Deserialize<Dictionary<string, object>>("{\"a\":1,\"b\":[true,null],\"c\":{\"d\":\"e\"}}")!.Select(each => $"{each.Key}={each.Value} {each.Value?.GetType()}")));
Say("converter", () => JsonSerializer.Serialize(new Wrapped(new(3)), Shared.Converting));
Say("anonymous", () => JsonSerializer.Serialize(new { order.Id, name = (string?)null, Total = order.Lines.Sum(line => line.Price) }));
Say("anonymous-web", () => JsonSerializer.Serialize(new { First = "x", Inner = new { At = Color.Green, Tags = new[] { "a" } } }, JsonSerializerOptions.Web));
Say("anonymous-list", () => JsonSerializer.Serialize(order.Lines.Select(line => new { line.Sku, Price = line.Price * 2 }).Where(each => each.Price > 3)));
Say("anonymous-http", () => JsonContent.Create(new { Key = "v", nested = new { order.Color } }).ReadAsStringAsync().Result);
Say("converter-untyped", () => JsonSerializer.Serialize(new Wrapped(new(3)), typeof(Wrapped), Shared.Converting));

static void Say(string name, Func<string> run)
{
    try { Console.WriteLine($"{name}: {run()}"); }
    // How many bytes were read when an error is found differs by one.
    catch (Exception error) { Console.WriteLine($"{name}: {error.GetType().Name}: {error.Message.Split(" | ")[0]}"); }
}

public enum Color { Red, Green, Blue }

public record Line(string Sku, decimal Price);

public record Order(int Id, string Name, Color Color, Line[] Lines, Dictionary<string, int?> Counts);

public record Person
{
    public string? First { get; init; }
    public string? Last { get; set; }
    public int Age { get; set; }
    [JsonIgnore] public string Secret => "s";
    public string Full => $"{First} {Last}";
}

public record Needed
{
    public required string Name { get; init; }
}

public class Fields
{
    public int X;
    public int Y { get; set; }
}

[JsonDerivedType(typeof(Circle), "circle")]
[JsonDerivedType(typeof(Square), "square")]
public record Shape;
public record Circle(double Radius) : Shape;
public record Square(double Side) : Shape;

public record Inner(int Value);
public record Wrapped(Inner Inner);

public sealed class InnerConverter : JsonConverter<Inner>
{
    public override Inner Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) => new(JsonSerializer.Deserialize<int>(ref reader, options));
    public override void Write(Utf8JsonWriter writer, Inner value, JsonSerializerOptions options) => JsonSerializer.Serialize(writer, value.Value, value.Value.GetType(), options);
}

static class Shared
{
    public static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };
    public static readonly JsonSerializerOptions Names = new() { Converters = { new JsonStringEnumConverter() }, PropertyNamingPolicy = JsonNamingPolicy.KebabCaseUpper };
    public static readonly JsonSerializerOptions Converting = new() { Converters = { new InnerConverter() }, TypeInfoResolver = WrappedContext.Default };
}

[JsonSerializable(typeof(Wrapped))]
[JsonSerializable(typeof(int))]
internal sealed partial class WrappedContext : JsonSerializerContext;
