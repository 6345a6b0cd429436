// Calls that the compiler inserts, of members that are marked. Where the analyzer is silent, publishing warns of the same
// member on the same line: see `test/peer/published.json`.
using System;
using System.Collections;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using System.Threading.Tasks;

namespace ImplicitCalls;

public class Bag : IEnumerable<int>
{
    readonly List<int> items = [];
    [RequiresUnreferencedCode("add")] public void Add(int item) => items.Add(item);
    public IEnumerator<int> GetEnumerator() => items.GetEnumerator();
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}

public class MadeBag : IEnumerable<int>
{
    [RequiresUnreferencedCode("made")] public MadeBag() { }
    public void Add(int item) { }
    public IEnumerator<int> GetEnumerator() => Enumerable.Empty<int>().GetEnumerator();
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}

[CollectionBuilder(typeof(BuiltBuilder), nameof(BuiltBuilder.Create))]
public class Built : IEnumerable<int>
{
    public IEnumerator<int> GetEnumerator() => Enumerable.Empty<int>().GetEnumerator();
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}

public static class BuiltBuilder
{
    [RequiresUnreferencedCode("builder")] public static Built Create(ReadOnlySpan<int> items) => new();
}

public class Spread
{
    [RequiresUnreferencedCode("enumerator")] public List<int>.Enumerator GetEnumerator() => new List<int> { 1 }.GetEnumerator();
}

public class Parts
{
    [RequiresUnreferencedCode("deconstruct")] public void Deconstruct(out int a, out int b) => (a, b) = (1, 2);
}

public static class PartsOf
{
    [RequiresUnreferencedCode("extension deconstruct")] public static void Deconstruct(this Version version, out int major, out int minor)
        => (major, minor) = (version.Major, version.Minor);
}

public struct Number
{
    public int Value;
    [RequiresUnreferencedCode("plus")] public static Number operator +(Number a, Number b) => a;
    [RequiresUnreferencedCode("minus")] public static Number operator -(Number a) => a;
    [RequiresUnreferencedCode("step")] public static Number operator ++(Number a) => a;
    [RequiresUnreferencedCode("equal")] public static bool operator ==(Number a, Number b) => true;
    [RequiresUnreferencedCode("unequal")] public static bool operator !=(Number a, Number b) => false;
    [RequiresUnreferencedCode("true")] public static bool operator true(Number a) => true;
    [RequiresUnreferencedCode("false")] public static bool operator false(Number a) => false;
    [RequiresUnreferencedCode("and")] public static Number operator &(Number a, Number b) => a;
    [RequiresUnreferencedCode("implicit")] public static implicit operator Number(int value) => default;
    [RequiresUnreferencedCode("explicit")] public static explicit operator int(Number value) => 0;
    public override bool Equals(object? other) => false;
    public override int GetHashCode() => 0;
}

public class Row
{
    public int Length { [RequiresUnreferencedCode("length")] get => 3; }
    public int this[int index] => index;
    [RequiresUnreferencedCode("slice")] public Row Slice(int start, int length) => this;
}

public class MarkedRow
{
    public int Length => 3;
    public int this[int index] { [RequiresUnreferencedCode("indexer")] get => index; }
}

[InterpolatedStringHandler]
public ref struct Handler
{
    [RequiresUnreferencedCode("handler")] public Handler(int literals, int holes) { }
    [RequiresUnreferencedCode("literal")] public void AppendLiteral(string text) { }
    [RequiresUnreferencedCode("formatted")] public void AppendFormatted<T>(T value) { }
}

public class Pinned
{
    int value;
    [RequiresUnreferencedCode("pin")] public ref int GetPinnableReference() => ref value;
}

public class Awaited
{
    [RequiresUnreferencedCode("awaiter")] public TaskAwaiter GetAwaiter() => Task.CompletedTask.GetAwaiter();
}

public struct OwnAwaiter : INotifyCompletion
{
    public bool IsCompleted { [RequiresUnreferencedCode("completed")] get => true; }
    [RequiresUnreferencedCode("result")] public int GetResult() => 1;
    public void OnCompleted(Action continuation) { }
}

public class OwnAwaited
{
    public OwnAwaiter GetAwaiter() => default;
}

public record Copied(int A)
{
    [RequiresUnreferencedCode("copy")] protected Copied(Copied other) => A = other.A;
}

public static class Program
{
    static void Take(Handler handler) { }
    static void TakeNumber(Number number) { }
    static Number Return() => 1;
    static int Unused(int value) => value;

    static void Collections()
    {
        Bag bag = [1, Unused(2)];
        Bag initialized = new() { 1 };
//                                ^ IL2026
        MadeBag empty = [];
        Built built = [1, 2];
        int[] spread = [.. new Spread()];
        JsonArray array = [1, "two"];
        JsonArray nodes = [(JsonNode)1, (JsonNode)"two"];
        Console.WriteLine($"{bag} {initialized} {empty} {built} {spread.Length} {array} {nodes}");
    }

    static void Deconstructions(object value)
    {
        var (a, b) = new Parts();
        (a, b) = new Parts();
        foreach (var (c, d) in new[] { new Parts() }) Unused(c + d);
        if (value is Parts(1, 2)) Unused(1);
        var text = value switch { Parts(var x, _) => x, _ => 0 };
        var (major, minor) = new Version(1, 2);
        Console.WriteLine(a + b + text + major + minor);
    }

    static void Operators(Number one, Number two)
    {
        var sum = one + two;
        sum += two;
        sum = -sum;
        sum++;
        ++sum;
        if (one == two) sum = two;
        if (one != two) sum = two;
        if (one) sum = two;
        if (one && two) sum = two;
        Console.WriteLine(sum);
    }

    static void Conversions(Number one)
    {
        Number assigned = 1;
        TakeNumber(2);
        var cast = (Number)3;
        var back = (int)one;
        foreach (Number each in new[] { 1 }) TakeNumber(each);
        Number[] list = [4];
        Console.WriteLine(assigned.Value + cast.Value + back + list.Length + Return().Value);
    }

    static void Ranges(Row row, MarkedRow marked)
    {
        Console.WriteLine(row[^1] + marked[^1]);
//                                  ^^^^^^^^^^ IL2026
        Console.WriteLine(row[1..2]);
        if (row is [1, ..]) Console.WriteLine();
        if (marked is [1, ..]) Console.WriteLine();
    }

    static void Handlers(int value)
    {
        Take($"a{value}");
//           ^^^^^^^^^^^ IL2026
//             ^ IL2026
//              ^^^^^^^ IL2026
        Handler handler = $"b{value}";
//                        ^^^^^^^^^^^ IL2026
//                          ^ IL2026
//                           ^^^^^^^ IL2026
    }

    static unsafe void Pins()
    {
        fixed (int* pointer = new Pinned()) Console.WriteLine(*pointer);
    }

    static async Task Awaits()
    {
        await new Awaited();
        Console.WriteLine(await new OwnAwaited());
    }

    static void Copies(Copied copied) => Console.WriteLine(copied with { A = 2 });

    public static async Task Main(string[] args)
    {
        Collections();
        Deconstructions(args);
        Operators(default, default);
        Conversions(default);
        Ranges(new(), new());
        Handlers(args.Length);
        Pins();
        Copies(new(1));
        await Awaits();
    }
}
