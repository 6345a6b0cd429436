//- A.cs
using System.Text.Json;

namespace App;

public static class Catalog
{
    public static int Count(string json)
    {
        var entries = JsonSerializer.Deserialize<Entry[]>(json) ?? [];
        return entries.Length;
    }

    public static string First(string json) => JsonSerializer.Deserialize<Entry>(json)?.Name ?? "";

    private class Entry
    {
        public string? Name { get; set; }
    }
}

class Outer
{
    partial class Inner
    {
        readonly record struct Line(int Id) { }

        static string Write(int id) => JsonSerializer.Serialize(new Line(id), new JsonSerializerOptions { WriteIndented = true });
    }
}

class Box<T>
{
    record Item(T Value);

    // Left: an attribute can't name what stands in a generic type (CS0416).
    static string Write(T value) => JsonSerializer.Serialize(new Item(value));
}
//- fixed: Generate JSON type information: new CatalogJsonContext with Catalog.Entry[]
//- A.cs
using System.Text.Json;
using System.Text.Json.Serialization;

namespace App;

public static partial class Catalog
{
    public static int Count(string json)
    {
        var entries = JsonSerializer.Deserialize<Entry[]>(json, CatalogJsonContext.Default.EntryArray) ?? [];
        return entries.Length;
    }

    public static string First(string json) => JsonSerializer.Deserialize<Entry>(json, CatalogJsonContext.Default.Entry)?.Name ?? "";

    private class Entry
    {
        public string? Name { get; set; }
    }

    [JsonSerializable(typeof(Entry[]))]
    [JsonSerializable(typeof(Entry))]
    private sealed partial class CatalogJsonContext : JsonSerializerContext
    {
    }
}

partial class Outer
{
    partial class Inner
    {
        readonly record struct Line(int Id) { }

        static string Write(int id) => JsonSerializer.Serialize(new Line(id), InnerJsonContext.Default.Line);

        [JsonSourceGenerationOptions(WriteIndented = true)]
        [JsonSerializable(typeof(Line))]
        private sealed partial class InnerJsonContext : JsonSerializerContext
        {
        }
    }
}

class Box<T>
{
    record Item(T Value);

    // Left: an attribute can't name what stands in a generic type (CS0416).
    static string Write(T value) => JsonSerializer.Serialize(new Item(value));
}
