// The SDK's analyzer and a publish with Native AOT are silent about this file; so they are without what is marked here.
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;

Console.WriteLine(new Shop().Written(new Item(1)) + Shop.Reflected(new Item(2)) + Shop.Names(typeof(Item)) + Shop.First("a") + Shop.Reached() + Shop.Made());

class Shop
{
    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "it was reflection once")]
//   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ AOTL1007
    [UnconditionalSuppressMessage("AOT", "IL3050:RequiresDynamicCode")]
//   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ AOTL1007
    public string Written(Item item) => JsonSerializer.Serialize(item, ShopJson.Default.Item);

    [UnconditionalSuppressMessage("Trimming", "IL2026"), UnconditionalSuppressMessage("AOT", "IL3050")]
    public static string Reflected(Item item) => JsonSerializer.Serialize(item);

    // Annotated since: the suppression stayed.
    [UnconditionalSuppressMessage("Trimming", "IL2070")]
//   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ AOTL1007
    public static int Names([DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties)] Type type) => type.GetProperties().Length;

    // The analyzer does not follow values into patterns: publishing needs the suppression.
    [UnconditionalSuppressMessage("Trimming", "IL2075")]
    public static object? First(string name) => Find(name) is { } type ? type.GetProperty(name) : null;

    // Of what reflection reaches publishing tells more codes than the analyzer, which has IL2026 alone for both and nothing for the other.
    [UnconditionalSuppressMessage("Trimming", "IL2026"), UnconditionalSuppressMessage("Trimming", "IL2111")]
    [UnconditionalSuppressMessage("AOT", "IL3050")]
    public static object? Reached() => typeof(Overloads).GetMethod("Parse", [typeof(string)]);

    [UnconditionalSuppressMessage("AOT", "IL3050")]
    public static object? Made() => typeof(Overloads).GetMethod("Make");

    static Type? Find(string name) => name == "a" ? typeof(Item) : null;

#pragma warning disable IL2026, CS0618 // both
//                      ^^^^^^ AOTL1007
    public string Both(Item item) => item.ToString();
#pragma warning restore IL2026, CS0618

#pragma warning disable IL3050, IL2026
//                              ^^^^^^ AOTL1007
    public string Half(Item item)
    {
        Dynamic();
        return item.ToString();
    }
#pragma warning restore IL2026
#pragma warning restore IL3050

    [RequiresDynamicCode("dynamic")]
    static void Dynamic() { }

    // Neither a code of ours nor one that sources alone tell of.
    [UnconditionalSuppressMessage("Trimming", "IL2104")]
    [UnconditionalSuppressMessage("Trimming", "IL2121")]
    [SuppressMessage("Style", "IDE0051")]
    public void Others() { }

#pragma warning disable IL2026
#if DEBUG_ONLY
    public static string Debug(Item item) => JsonSerializer.Serialize(item);
#endif
#pragma warning restore IL2026
}

// A part of it may stand elsewhere.
[UnconditionalSuppressMessage("Trimming", "IL2026")]
partial class Part;

public record Item(int Id);

[JsonSerializable(typeof(Item))]
partial class ShopJson : JsonSerializerContext;

static class Overloads
{
    public static object? Parse(string text) => text;

    [RequiresDynamicCode("dynamic")]
    [RequiresUnreferencedCode("reflection")]
    public static object? Parse([DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicFields)] Type type) => type;

    [RequiresDynamicCode("dynamic")]
    public static void Make() { }
}
