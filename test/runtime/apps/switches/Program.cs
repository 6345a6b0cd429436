// What switches of the published app turn off. Each probe says "works" where it does what it should.
using System.Diagnostics.Metrics;
using System.Diagnostics.Tracing;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

static void Probe(string name, Func<bool> works)
{
    try { Console.WriteLine($"{name}: {(works() ? "works" : "differs")}"); }
    catch (Exception e) { Console.WriteLine($"{name}: {e.GetType().Name}"); }
}

Probe("listener", () => { using var listener = new Recorder(); Shop.Log.Ordered(1); return listener.Seen == 1; });
Probe("source-enabled", () => { using var listener = new Recorder(); return Shop.Log.IsEnabled(); });
Probe("made-source", () => { using var source = new EventSource("Made"); return source.Name == "Made"; });
Probe("culture", () => new CultureInfo("de-DE").NumberFormat.NumberDecimalSeparator == ",");
Probe("culture-number", () => new CultureInfo(1031).Name == "de-DE");
Probe("get-culture", () => CultureInfo.GetCultureInfo("fr-FR").Name == "fr-FR");
Probe("specific-culture", () => CultureInfo.CreateSpecificCulture("en").Name == "en-US");
Probe("ietf-culture", () => CultureInfo.GetCultureInfoByIetfLanguageTag("sv-SE").Name == "sv-SE");
Probe("compare-info", () => CompareInfo.GetCompareInfo("sv-SE").Name == "sv-SE");
Probe("region", () => new RegionInfo("DE").ISOCurrencySymbol == "EUR");
Probe("japanese-calendar", () => new JapaneseCalendar().GetEra(new DateTime(2024, 1, 1)) == 5);
Probe("windows-time-zone", () => TimeZoneInfo.FindSystemTimeZoneById("W. Europe Standard Time").BaseUtcOffset.Hours == 1);
Probe("convert-by-windows-name", () => TimeZoneInfo.ConvertTimeBySystemTimeZoneId(new DateTime(2024, 1, 1, 12, 0, 0, DateTimeKind.Utc), "Tokyo Standard Time").Hour == 21);
Probe("windows-name", () => TimeZoneInfo.TryConvertIanaIdToWindowsId("Europe/Paris", out _));
Probe("normalize", () => Texts.Accented.Normalize(NormalizationForm.FormD).Length == 5);
Probe("without-accents", () => string.Concat(Texts.Accented.Normalize(NormalizationForm.FormD).Where(c => CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark)) == "cafe");
Probe("is-normalized", () => !Texts.Decomposed.IsNormalized());
Probe("compare", () => string.Compare("résumé", "re\u0301sume\u0301", StringComparison.InvariantCulture) == 0);
Probe("escaped", () => string.Compare("caf\u00e9", "cafe\u0301", StringComparison.InvariantCulture) == 0);
Probe("equal-letters", () => "é".Equals("e\u0301", StringComparison.InvariantCulture));
Probe("sorted", () => string.Concat(new[] { "z", "ä", "a" }.Order(StringComparer.InvariantCulture)) == "aäz");
Probe("ignore-accents", () => string.Compare("e", "é", CultureInfo.InvariantCulture, CompareOptions.IgnoreNonSpace) == 0);
Probe("message", () => { try { _ = int.Parse("x"); return false; } catch (FormatException e) { return e.Message.Contains("not in a correct format"); } });
Probe("message-filter", () => { try { _ = new List<int> { 1 }.Single(i => i > 1); return false; } catch (InvalidOperationException e) when (e.Message == "Sequence contains no matching element") { return true; } });
Probe("stack-trace", () => { try { Texts.Throw(); return false; } catch (InvalidOperationException e) { return e.StackTrace!.Contains("Throw"); } });
Probe("meter-listener", () =>
{
    var sum = 0;
    using var meter = new Meter("Shop");
    var orders = meter.CreateCounter<int>("orders");
    using var listener = new MeterListener { InstrumentPublished = (instrument, self) => self.EnableMeasurementEvents(instrument) }; // meter-listener
    listener.SetMeasurementEventCallback<int>((_, value, _, _) => sum += value);
    listener.Start();
    orders.Add(3);
    return sum == 3;
});

static class Texts
{
    public static readonly string Accented = string.Concat("caf", "é");
    public static readonly string Decomposed = string.Concat("cafe", "\u0301");
    [MethodImpl(MethodImplOptions.NoInlining)] public static void Throw() => throw new InvalidOperationException();
}

[EventSource(Name = "Shop")]
sealed class Shop : EventSource // source-enabled
{
    public static readonly Shop Log = new();
    [Event(1)] public void Ordered(int id) => WriteEvent(1, id);
}

sealed class Recorder : EventListener // listener
{
    public int Seen;

    protected override void OnEventSourceCreated(EventSource source)
    {
        if (source.Name == "Shop") EnableEvents(source, EventLevel.Verbose);
    }

    protected override void OnEventWritten(EventWrittenEventArgs data) => Seen++;
}
