// Failures of console apps that people reported in public, rebuilt; the comment at each names the report.
using System.Diagnostics.CodeAnalysis;
using System.Diagnostics.Tracing;
using System.Globalization;
using System.Reflection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

IConfiguration settings = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
{
    ["Sql:Level"] = "130",
    ["Routes:Allowed:Names:0"] = "a",
    ["Routes:Allowed:Names:1"] = "b",
    ["Log:Prefix"] = "x",
    ["Users:Map:ann:Age"] = "30",
}).Build();

Probe("init-level", () => settings.GetSection("Sql").Get<SqlSettings>()!.Level == 130); // dotnet/runtime 107856
Probe("nested-list", () => settings.GetSection("Routes").Get<RouteSettings>()!.Allowed?.Names.Count == 2); // dotnet/runtime 131399
Probe("map-of-users", () => new ServiceCollection().Configure<UserSettings>(settings.GetSection("Users")).BuildServiceProvider().GetRequiredService<IOptions<UserSettings>>().Value.Map["ann"].Age == 30); // dotnet/runtime 75869
Probe("static-target", () => { settings.GetSection("Log").Bind(Global.Log); return Global.Log.Prefix == "x"; }); // dotnet/runtime 89732
Probe("gc-events", () => { using var listener = new GcListener(); GC.Collect(); Thread.Sleep(200); return listener.Seen > 0; });
Probe("culture-by-number", () => new CultureInfo(0x0409).Name == "en-US"); // dotnet/core 6350
Probe("static-culture", () => Theme.Default.Name == "en-US");
Probe("parsed-by-culture", () => decimal.Parse("1,5", Theme.German()) == 1.5m); // amwx/FluentAvalonia 689
Probe("enum-name", () => Names.Of(Level.High) == "very high");
Probe("smart-enum", () => Color.All().Count == 2);

static void Probe(string name, Func<bool> works)
{
    try { Console.WriteLine($"{name}: {(works() ? "works" : "differs")}"); }
    catch (Exception error) { Console.WriteLine($"{name}: {error.GetType().Name}"); }
}

#if REPAIRED
public class SqlSettings { public int? Level { get; set; } }
public class NameList { public List<string> Names { get; set; } = []; }
#else
public class SqlSettings { public int? Level { get; init; } }
public class NameList(IReadOnlyList<string> names) { public IReadOnlyList<string> Names { get; } = names; }
#endif
public class RouteSettings { public NameList? Allowed { get; set; } }
public class UserSettings { public Dictionary<string, User> Map { get; set; } = []; }
public class User { public int Age { get; set; } }
public static class Global { public static LogSettings Log { get; set; } = new(); }
public class LogSettings
{
    public string Prefix { get; set; } = "";
}

public sealed class GcListener : EventListener // gc-events: dotnet/runtime 82318
{
    public int Seen;

    protected override void OnEventSourceCreated(EventSource source)
    {
        if (source.Name == "Microsoft-Windows-DotNETRuntime") EnableEvents(source, EventLevel.Informational, (EventKeywords)1);
    }

    protected override void OnEventWritten(EventWrittenEventArgs data) => Seen++;
}

public static class Theme
{
    public static CultureInfo Default { get; } = new("en-US"); // static-culture: kikipoulet/SukiUI 528
    public static CultureInfo German() => CultureInfo.GetCultureInfo("de"); // parsed-by-culture
}

[AttributeUsage(AttributeTargets.Field)] public sealed class TextAttribute(string text) : Attribute { public string Text => text; }
public enum Level { [Text("very low")] Low, [Text("very high")] High }
public static class Names
{
#if REPAIRED
    public static string Of<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicFields)] T>(T value) where T : struct, Enum =>
        typeof(T).GetField(value.ToString())!.GetCustomAttribute<TextAttribute>()!.Text;
#else
    public static string Of(Enum value) => value.GetType().GetField(value.ToString())!.GetCustomAttribute<TextAttribute>()!.Text; // enum-name: dotnet/runtime 105506
#endif
}

#if REPAIRED
public abstract class SmartEnum<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicFields)] T> where T : SmartEnum<T>
#else
public abstract class SmartEnum<T> where T : SmartEnum<T>
#endif
{
    public static List<T> All() => typeof(T).GetFields(BindingFlags.Public | BindingFlags.Static).Select(each => (T)each.GetValue(null)!).ToList(); // smart-enum: ardalis/SmartEnum 537
}
public sealed class Color : SmartEnum<Color>
{
    public static readonly Color Red = new();
    public static readonly Color Blue = new();
}
