// JSON without type information: each call throws in a native binary, until its fix gives it a context.
using System.Text.Json;

Probe("serialize", () => JsonSerializer.Serialize(new Item(1, "one")) == "{\"Id\":1,\"Name\":\"one\"}");
Probe("serialize-list", () => JsonSerializer.Serialize(new List<Item> { new(1, "one") }) == "[{\"Id\":1,\"Name\":\"one\"}]");
Probe("deserialize", () => JsonSerializer.Deserialize<Item>("{\"Id\":2,\"Name\":\"two\"}") is { Id: 2, Name: "two" });
Probe("deserialize-array", () => JsonSerializer.Deserialize<Item[]>("[{\"Id\":2,\"Name\":\"two\"}]") is [{ Id: 2 }]);
Probe("dictionary", () => JsonSerializer.Serialize(new Dictionary<string, Item> { ["a"] = new(1, "one") }) == "{\"a\":{\"Id\":1,\"Name\":\"one\"}}");
Probe("bytes", () => JsonSerializer.SerializeToUtf8Bytes(new Item(1, "one")).Length > 10);
Probe("element", () => JsonSerializer.SerializeToElement(new Item(3, "three")).GetProperty("Id").GetInt32() == 3);

static void Probe(string name, Func<bool> run)
{
    try { Console.WriteLine($"{name}: {(run() ? "works" : "wrong")}"); }
    catch (Exception error) { Console.WriteLine($"{name}: {error.GetType().Name}"); }
}

public record Item(int Id, string Name);
