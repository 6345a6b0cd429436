// Calls with options that resolve types by reflection: after their fix they still do, for any value, in the order in which they are used.
using System.Text.Json;
using System.Text.Json.Serialization;

// A record's properties can be set, those of an anonymous type can't.
Say("anonymous-read-only", () => JsonSerializer.Serialize(new { Key = "v" }, new JsonSerializerOptions { IgnoreReadOnlyProperties = true }));
Say("object", () => JsonSerializer.Serialize<object>(new { A = 1, B = new[] { 1, 2 } }, Shared.Options));
Say("dictionary", () => JsonSerializer.Serialize(new Dictionary<string, object> { ["a"] = new Point(1), ["b"] = 2 }, Shared.Options));
Say("generic", () => Shared.Write(new Point(3)) + Shared.Write<object>(new Point(4)));
Say("locked", () => { Shared.Options.WriteIndented = true; return "set"; });
Say("fresh", () => JsonSerializer.Serialize(new Point(5), new JsonSerializerOptions { Converters = { new PointConverter() } }));
Say("local", () =>
{
    var options = new JsonSerializerOptions { Converters = { new PointConverter() }, MaxDepth = Shared.Depth };
    var first = JsonSerializer.Serialize(new Point(6), options);
    return first + options.IsReadOnly + JsonSerializer.Deserialize<Point>("7", options);
});
Say("any", () => Any.Write(new Point(8), new JsonSerializerOptions { WriteIndented = true }) + Any.Write<object>(new Point(9), null));
Say("any-web", () => Any.Write(new Point(8), new JsonSerializerOptions(JsonSerializerDefaults.Web)));
Say("any-untyped", () => Any.Write(new Point(10), typeof(Point), new JsonSerializerOptions { IncludeFields = true }) + Any.Write(null, typeof(Point), null));
Say("any-read", () => $"{Any.Read<Point>("{\"x\":11}", Any.Options)} {Any.Read<Point>("null", null)}");
Say("any-locked", () => { Any.Options.WriteIndented = true; return "set"; });
Say("any-other", () => { Any.Options = new JsonSerializerOptions { Converters = { new PointConverter() } }; return Any.Write(new Point(12), Any.Options) + Any.Mine(new Point(13)); });
Say("any-interface", () => Any.Write<IReadOnlyList<Point>>([new Point(14)], Any.Options) + Any.Write((object?)null, Any.Options));
Say("deep", () => JsonSerializer.Serialize(new[] { new[] { new[] { 1 } } }, Shared.Shallow));

static void Say(string name, Func<string> run)
{
    try { Console.WriteLine($"{name}: {run()}"); }
    catch (Exception error) { Console.WriteLine($"{name}: {error.GetType().Name}: {error.Message}"); }
}

public record Point(int X);

public sealed class PointConverter : JsonConverter<Point>
{
    public override Point Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) => new(JsonSerializer.Deserialize<int>(ref reader, options));
    public override void Write(Utf8JsonWriter writer, Point value, JsonSerializerOptions options) => JsonSerializer.Serialize(writer, value.X, options);
}

static class Shared
{
    public static int Depth => 5;
    public static readonly JsonSerializerOptions Options = new() { Converters = { new PointConverter() } };
    public static readonly JsonSerializerOptions Shallow = new() { MaxDepth = Depth - 3 };
    public static string Write<T>(T value) => JsonSerializer.Serialize(value, Options);
}

static class Any
{
    public static JsonSerializerOptions Options = new() { PropertyNameCaseInsensitive = true, MaxDepth = Shared.Depth };
    public static string Write<T>(T value, JsonSerializerOptions? options) => JsonSerializer.Serialize(value, options);
    public static string Write(object? value, Type type, JsonSerializerOptions? options) => JsonSerializer.Serialize(value, type, options);
    public static T? Read<T>(string text, JsonSerializerOptions? options) => JsonSerializer.Deserialize<T>(text, options);
    public static string Mine(Point value) => JsonSerializer.Serialize(value, Options);
}
