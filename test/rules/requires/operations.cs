using System;
using System.Collections;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.Linq;
using System.Linq.Expressions;
using System.Threading.Tasks;

namespace Operations;

public class Marked
{
    [RequiresUnreferencedCode("ctor")]
    public Marked(int value) { }
    public Marked() { }

    public int Get { [RequiresUnreferencedCode("get")] get => 1; set { } }
    public int Set { get => 1; [RequiresUnreferencedCode("set")] set { } }
    public int this[int index] { [RequiresUnreferencedCode("indexer")] get => 1; [RequiresUnreferencedCode("indexer set")] set { } }
    public event Action Event { [RequiresUnreferencedCode("add")] add { } [RequiresUnreferencedCode("remove")] remove { } }
    [RequiresUnreferencedCode("add element")]
    public void Add(int value) { }
    [RequiresUnreferencedCode("virtual")]
    public virtual void Virtual() { }
    [RequiresUnreferencedCode("generic")]
    public static T Generic<T>(T value) => value;
    [RequiresUnreferencedCode("operator")]
    public static Marked operator +(Marked left, Marked right) => left;
    [RequiresDynamicCode("both"), RequiresUnreferencedCode("both")]
    public static async Task<int> Both() { await Task.Yield(); return 1; }
}

public class Sub : Marked
{
    public Sub() : base(1) { }
//               ^^^^^^^^^ IL2026
    public Sub(string text) { }
    [RequiresUnreferencedCode("virtual")]
    public override void Virtual() => base.Virtual();
}

public class Primary(int value) : Marked(value);
//                                ^^^^^^^^^^^^^ IL2026

public class Implicit : NeedsCtor { }
//           ^^^^^^^^ IL2026
public class ImplicitWithCtor : NeedsCtor
{
    public ImplicitWithCtor() { }
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2026
}
public class NeedsCtor
{
    [RequiresUnreferencedCode("base")]
    public NeedsCtor() { }
}

public class Items : IEnumerable<int>
{
    [RequiresUnreferencedCode("add")]
    public void Add(int value) { }
    [RequiresUnreferencedCode("enumerate")]
    public Enumerator GetEnumerator() => default;
    IEnumerator<int> IEnumerable<int>.GetEnumerator() => throw new NotSupportedException();
    IEnumerator IEnumerable.GetEnumerator() => throw new NotSupportedException();
    public struct Enumerator
    {
        public int Current { [RequiresUnreferencedCode("current")] get => 1; }
        [RequiresUnreferencedCode("move")]
        public bool MoveNext() => false;
    }
}

[AttributeUsage(AttributeTargets.All)]
public class MarkedAttribute : Attribute
{
    [RequiresUnreferencedCode("attribute")]
    public MarkedAttribute() { }
    public int Property { get; [RequiresUnreferencedCode("attribute property")] set; }
}

[Marked]
//< ^^^^^^ IL2026
public class WithAttributes
{
    [Marked] private int _field;
//   ^^^^^^ IL2026
    [Marked(Property = 1)] public void Method([Marked] int parameter) { }
//   ^^^^^^^^^^^^^^^^^^^^ IL2026
//          ^^^^^^^^^^^^ IL2026
//                                             ^^^^^^ IL2026
    [Marked] public int Property { [Marked] get; set; }
//   ^^^^^^ IL2026
//                                  ^^^^^^ IL2026
    public void Lambda()
    {
        Func<int, int> f = ([Marked] int x) => x;
        [Marked] void Local([Marked] int y) { }
        Local(_field);
        f(1);
    }
}

public static class Uses
{
    public static void Everything(Marked marked, object value, Marked? maybe)
    {
        var made = new Marked(1);
//                 ^^^^^^^^^^^^^ IL2026
        Marked target = new(2);
//                      ^^^^^^ IL2026
        var both = new Marked { Get = 1, Set = 2, [3] = 4 };
//                                       ^^^^^^^ IL2026
//                                                ^^^^^^^ IL2026
        int a = marked.Get + marked.Set;
//              ^^^^^^^^^^ IL2026
        marked.Set = 1;
//      ^^^^^^^^^^^^^^ IL2026
        marked.Set += 1;
//      ^^^^^^^^^^^^^^^ IL2026
        marked.Set++;
        marked.Get += 1;
        a += marked[1];
//           ^^^^^^^^^ IL2026
        marked[1] = 2;
//      ^^^^^^^^^^^^^ IL2026
        marked.Event += () => { };
//      ^^^^^^^^^^^^^^^^^^^^^^^^^ IL2026
        marked.Event -= Handler;
//      ^^^^^^^^^^^^^^^^^^^^^^^ IL2026
        if (value is Marked { Get: 1 } or Marked { Set: > 2 }) return;
//                            ^^^ IL2026
        maybe?.Virtual();
//            ^^^^^^^^ IL2026
        a += maybe?.Get ?? 0;
//                 ^^^^ IL2026
        var items = new Items { 1, 2 };
//                              ^ IL2026
//                                 ^ IL2026
        foreach (var item in items) a += item;
//               ^^^ IL2026
//                           ^^^^^ IL2026
        Marked.Generic(1);
//      ^^^^^^^^^^^^^^ IL2026
        Marked.Generic<string>("x");
//      ^^^^^^^^^^^^^^^^^^^^^^ IL2026
        _ = made + target;
        Action virtualCall = marked.Virtual;
//                           ^^^^^^^^^^^^^^ IL2026
        Func<int, int> generic = Marked.Generic;
//                               ^^^^^^^^^^^^^^ IL2026
        Expression<Func<int>> tree = () => Marked.Generic(2);
//                                         ^^^^^^^^^^^^^^ IL2026
        var names = nameof(Marked.Generic);
        Lazy<int> lazy = new(() => Marked.Generic(3));
//                                 ^^^^^^^^^^^^^^ IL2026
        (int x, int y) pair = (marked.Get, marked[2]);
//                             ^^^^^^^^^^ IL2026
//                                         ^^^^^^^^^ IL2026
        (marked.Set, a) = (1, 2);
        a = a > 0 ? marked.Get : marked[3];
//                  ^^^^^^^^^^ IL2026
//                               ^^^^^^^^^ IL2026
        a = value switch { int n when n > marked.Get => n, Marked m => m.Get, _ => marked[4] };
//                                        ^^^^^^^^^^ IL2026
//                                                                     ^^^^^ IL2026
//                                                                                 ^^^^^^^^^ IL2026
        string text = $"{marked.Get} {marked[5]:x}";
//                       ^^^^^^^^^^ IL2026
//                                    ^^^^^^^^^ IL2026
        int[] array = [marked.Get, .. new[] { marked[6] }];
//                     ^^^^^^^^^^ IL2026
//                                            ^^^^^^^^^ IL2026
        using var nothing = new Disposable(marked.Get);
//                                         ^^^^^^^^^^ IL2026
        lock (marked) { marked[7] = 8; }
//                      ^^^^^^^^^^^^^ IL2026
        for (int i = marked.Get; i < marked[8]; i++) { }
//                   ^^^^^^^^^^ IL2026
//                                   ^^^^^^^^^ IL2026
        while (marked.Get > 3) break;
//             ^^^^^^^^^^ IL2026
        do { a++; } while (marked.Get > 4);
//                         ^^^^^^^^^^ IL2026
        try { Marked.Generic(5); } catch (Exception e) when (marked.Get > 5) { Marked.Generic(6); } finally { Marked.Generic(7); }
//            ^^^^^^^^^^^^^^ IL2026
//                                                           ^^^^^^^^^^ IL2026
//                                                                             ^^^^^^^^^^^^^^ IL2026
//                                                                                                            ^^^^^^^^^^^^^^ IL2026
        var query = from n in array let m = marked.Get where n > m orderby n select Marked.Generic(n);
//                                          ^^^^^^^^^^ IL2026
//                                                                                  ^^^^^^^^^^^^^^ IL2026
        var nested = array.Select(n => array.Select(m => Marked.Generic(m + n)).ToList()).ToList();
//                                                       ^^^^^^^^^^^^^^ IL2026
        _ = (both, pair, text, tree, names, lazy, query, nested, virtualCall, generic);
    }

    private static void Handler() { }

    public static async Task Async()
    {
        await Marked.Both();
//            ^^^^^^^^^^^ IL2026 IL3050
        await Marked.Both().ConfigureAwait(false);
//            ^^^^^^^^^^^ IL2026 IL3050
        var all = await Task.WhenAll(Enumerable.Range(0, 2).Select(async n => await Marked.Both() + n));
//                                                                                  ^^^^^^^^^^^ IL2026 IL3050
        await foreach (var each in Stream()) _ = each + await Marked.Both();
//                                                            ^^^^^^^^^^^ IL2026 IL3050
    }

    private static async IAsyncEnumerable<int> Stream()
    {
        yield return await Marked.Both();
//                         ^^^^^^^^^^^ IL2026 IL3050
    }

    public static int Default(int value = 3) => Marked.Generic(value);
//                                              ^^^^^^^^^^^^^^ IL2026
    public static int Property => Marked.Generic(1);
//                                ^^^^^^^^^^^^^^ IL2026
    public static readonly int Field = Marked.Generic(2);
//                                     ^^^^^^^^^^^^^^ IL2026
    public static int Auto { get; } = Marked.Generic(3);
//                                    ^^^^^^^^^^^^^^ IL2026
    static Uses() => Marked.Generic(4);
//                   ^^^^^^^^^^^^^^ IL2026
}

public class Disposable(int value) : IDisposable
{
    private readonly int _copy = Marked.Generic(value);
//                               ^^^^^^^^^^^^^^ IL2026
    public void Dispose() => Marked.Generic(_copy);
//                           ^^^^^^^^^^^^^^ IL2026
}

public class Scopes
{
    [RequiresUnreferencedCode("whole")]
    public void Method()
    {
        Marked.Generic(1);
        Action lambda = () => Marked.Generic(2);
        void Local() => Marked.Generic(3);
        Local();
        lambda();
        Marked.Both();
//      ^^^^^^^^^^^ IL3050
    }

    public void Lambdas()
    {
        Action marked = [RequiresUnreferencedCode("lambda")] () => Marked.Generic(1);
//                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2026
        [RequiresUnreferencedCode("local")] void Local() => Marked.Generic(2);
        Local();
//      ^^^^^ IL2026
        marked();
    }

    [RequiresUnreferencedCode("type")]
    private class Inner
    {
        public Inner() { }
        public static void Static() => Marked.Generic(1);
        public void Instance() => Marked.Generic(2);
        private readonly int _field = Marked.Generic(3);
        public class Innermost
        {
            public static void NotInScope() => Marked.Generic(4);
//                                             ^^^^^^^^^^^^^^ IL2026
        }
        public int Field => _field;
    }

    public static void UseInner()
    {
        Inner.Static();
//      ^^^^^^^^^^^^ IL2026
        new Inner().Instance();
//      ^^^^^^^^^^^ IL2026
        Inner.Innermost.NotInScope();
    }
}

public interface IMarked
{
    [RequiresUnreferencedCode("interface")]
    void Run();
    [RequiresUnreferencedCode("static abstract")]
    static abstract void Create();
}

public static class Constrained
{
    public static void Call<T>(T value) where T : IMarked
    {
        value.Run();
//      ^^^^^^^^^ IL2026
        T.Create();
//      ^^^^^^^^ IL2026
    }

    public static void OnEnum<T>() where T : struct, Enum
    {
        Enum.GetValues(typeof(T));
//      ^^^^^^^^^^^^^^ IL3050
        Enum.GetValues<T>();
    }
}
