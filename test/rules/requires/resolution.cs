// Which member a use means where candidates are close: defaults and params, overrides, nested types of Color Color, function pointers;
// and what constant interpolated strings hold.
#nullable disable
using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;

namespace Fixtures.Resolution;

class Close
{
    [RequiresUnreferencedCode("generic, whole")] static void F<T>(T a) { }
    [RequiresUnreferencedCode("int, defaulted")] static void F(int a, int b = 0) { }
    [RequiresUnreferencedCode("dictionary")] static void H(IDictionary<string, string> a, string b) { }
    [RequiresUnreferencedCode("sequence, defaulted")] static void H(IEnumerable<int> a, Dictionary<string, string> b, string c = null) { }
    [RequiresUnreferencedCode("text and params")] static void O(string s, params object[] b) { }
    [RequiresUnreferencedCode("text, default and params")] static void O(string s, object a = null, params object[] b) { }
    [RequiresUnreferencedCode("generic and params")] static void J<T>(T a, params int[] x) { }
    [RequiresUnreferencedCode("int and default")] static void J(int a, int y = 0) { }
    [RequiresUnreferencedCode("objects")] static void P(IEnumerable<object> a) { }
    [RequiresUnreferencedCode("ints, defaulted")] static void P(IEnumerable<int> a, string b = null) { }
    static void Uses()
    {
        F(1);
//      ^ IL2026
        F<int>(1);
//      ^^^^^^ IL2026
        F(1, 2);
//      ^ IL2026
        H(null, null);
//      ^ IL2026
        O("");
//      ^ IL2026
        O("", 1);
//      ^ IL2026
        O("", 1, 2);
//      ^ IL2026
        J(1);
//      ^ IL2026
        J(1, 2);
//      ^ IL2026
        P(null);
//      ^ IL2026
    }
}

class Declares
{
    [RequiresUnreferencedCode("first, text")] protected virtual int A(string s) => 1;
    protected virtual int A(int s) => 1;
}

class Overrides : Declares
{
    [RequiresUnreferencedCode("first, text")] protected override int A(string s) => base.A(s);
    [RequiresUnreferencedCode("own, any")] int A(object o) => 2;
    protected override int A(int s) => base.A(s);
    void Uses() { A(""); A(1); A(2.0); }
//                ^ IL2026
//                       ^ IL2026
//                             ^ IL2026
}

class OverridesLater : Overrides
{
    [RequiresUnreferencedCode("later")] protected virtual int A(IComparable c) => 1;
    void Uses() { A(""); A(1); base.A(""); base.A(1); }
//                ^ IL2026
//                       ^ IL2026
//                             ^^^^^^ IL2026
}

class OverridesLast : OverridesLater
{
    [RequiresUnreferencedCode("later")] protected override int A(IComparable c) => 1;
    void Uses() { A(""); A(1); A('c'); }
//                ^ IL2026
//                       ^ IL2026
//                             ^ IL2026
}

class Settings
{
    public enum Legacy { None, Old }
    public class Part { [RequiresUnreferencedCode("part")] public static void Load() { } }
    public Legacy Compatibility;
    [RequiresUnreferencedCode("compatible")] public void Apply(Legacy legacy) { }
}

class ColorColor
{
    Settings Settings { get; } = new Settings();
    void Uses()
    {
        Settings.Part.Load();
//      ^^^^^^^^^^^^^^^^^^ IL2026
        Settings.Apply(Settings.Legacy.Old);
//      ^^^^^^^^^^^^^^ IL2026
        Settings.Apply(Settings.Compatibility | Settings.Legacy.None);
//      ^^^^^^^^^^^^^^ IL2026
    }
}

unsafe class Pointers
{
    delegate*<int, Owned> field;
    delegate*<int*, byte, Owned>[] array;
    class Owned { [RequiresUnreferencedCode("owned")] public void Go() { } }
    [RequiresUnreferencedCode("of text")] static int Q(delegate*<string, void> f) => 1;
    [RequiresUnreferencedCode("of number")] static int Q(delegate*<int, void> f) => 1;
    [RequiresUnreferencedCode("address taken")] static int Address(int a) => a;
    static delegate*<T, List<T>> Make<T>() => null;
    void Uses(void* v, delegate*<int, void> i)
    {
        delegate*<int, int> taken = &Address;
        field(1).Go();
//      ^^^^^^^^^^^ IL2026
        array[0](null, 1).Go();
//      ^^^^^^^^^^^^^^^^^^^^ IL2026
        ((delegate* unmanaged[Stdcall]<void*, Settings*>)v)(v)->Apply(0);
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2026
        Q(i);
//      ^ IL2026
        Q((delegate*<string, void>)null);
//      ^ IL2026
        foreach (var each in Make<Owned>()(null)) each.Go();
//                                                ^^^^^^^ IL2026
    }
}

class Interpolated
{
    const string Key = "key";
    const string Inner = $"{Key}-{nameof(Uses)}";
    [RequiresUnreferencedCode($"Use {nameof(Interpolated)} not {Key}, {{x}} \"q\"\t.")] static void R1() { }
    [RequiresUnreferencedCode(Inner)] static void R2() { }
    [RequiresUnreferencedCode($@"a""b\{Key}")] static void R3() { }
    [RequiresUnreferencedCode($"""raw "{Key}" \t""")] static void R4() { }
    [RequiresUnreferencedCode("a" + $"b{Key}" + nameof(Key))] static void R5() { }
    void Uses(string text)
    {
        R1();
//      ^^ IL2026
        R2();
//      ^^ IL2026
        R3();
//      ^^ IL2026
        R4();
//      ^^ IL2026
        R5();
//      ^^ IL2026
        typeof(Interpolated).GetMethod($"{nameof(Uses)}");
        typeof(Interpolated).GetMethod($"{text}");
        Type.GetType($"{nameof(Fixtures)}.{nameof(Resolution)}.{nameof(Interpolated)}");
        Type.GetType($"{Key,5}");
//      ^^^^^^^^^^^^^^^^^^^^^^^^ IL2057
        Type.GetType($"{text}");
//      ^^^^^^^^^^^^^^^^^^^^^^^ IL2057
        const string local = $"System.Object";
        Type.GetType(local);
    }
}

interface IMessage { }
interface IMessage<T> : IMessage where T : IMessage<T> { }
class Parser { }
class Parser<T> : Parser where T : IMessage<T> { }
class Mail : IMessage<Mail> { public static Parser<Mail> Parser { get; } [RequiresUnreferencedCode("mail")] public void Send() { } }

class Functions
{
    [RequiresUnreferencedCode("typed")] static void Read<T>(Parser<T> parser, byte[] bytes, Action<T> check) where T : IMessage<T> { }
    [RequiresUnreferencedCode("untyped")] static void Read(Parser parser, byte[] bytes, Action<IMessage> check) { }
    [RequiresUnreferencedCode("generic")] static void Pick<T>(T value, Func<T, object> pick) { }
    [RequiresUnreferencedCode("object")] static void Pick(object value, Func<object, string> pick) { }
    void Uses(byte[] bytes)
    {
        Read(Mail.Parser, bytes, mail => mail.Send());
//      ^^^^ IL2026
//                                       ^^^^^^^^^ IL2026
        Read((Parser)Mail.Parser, bytes, mail => { });
//      ^^^^ IL2026
        Pick("", x => "");
//      ^^^^ IL2026
        Pick((object)null, x => "");
//      ^^^^ IL2026
    }
}

class Constants
{
    public enum Kind { [Obsolete] Old, Json }
    [RequiresUnreferencedCode("bits")] static void Bits(ulong value) { }
    static void Bits(string value) { }
    [RequiresUnreferencedCode("long")] static void Of(long l) { }
    [RequiresUnreferencedCode("unsigned long")] static void Of(ulong l) { }
    [RequiresUnreferencedCode("int")] static void Of(int i) { }
    void Uses(Kind kind)
    {
        Bits((0x3e << 0) | (0x04 << 21) | (0x1bL << 28));
//      ^^^^ IL2026
        Of(unchecked((long)0xFFF8000000000000UL));
//      ^^ IL2026
        Of(0xFFF8000000000000UL);
//      ^^ IL2026
        Of(1L << 63);
//      ^^ IL2026
        Of(int.MaxValue + 1L);
//      ^^ IL2026
        Of(~0u);
//      ^^ IL2026
        switch (kind) { case global::Fixtures.Resolution.Constants.Kind.Json: Of(1 << 31); break; }
//                                                                            ^^ IL2026
    }
}

class Sink<T> { private class _ { } private class Inner { } [RequiresUnreferencedCode("forward")] protected void Forward(T value) { } }
class Producer<T>
{
    class @_ : Sink<T>
    {
        readonly _ parent;
        @_ own;
        class Inner { [RequiresUnreferencedCode("inner")] public void Go() { } }
        void Uses(T value, Func<@_, Inner> make) { parent.Forward(value); own.Forward(value); new Inner().Go(); make(this).Go(); }
//                                                 ^^^^^^^^^^^^^^ IL2026
//                                                                        ^^^^^^^^^^^ IL2026
//                                                                                            ^^^^^^^^^^^^^^ IL2026
//                                                                                                              ^^^^^^^^^^^^^ IL2026
    }
}

class Open
{
    [RequiresUnreferencedCode("open F")] public void F() { }
    [RequiresUnreferencedCode("open G")] public void G(int i) { }
    [RequiresUnreferencedCode("open S")] public static void S() { }
    public int Y { get; [RequiresUnreferencedCode("open Y")] set; }
    [RequiresUnreferencedCode("open V")] public void V() { }
    private protected virtual void Kept(int i) { }
    private void Both() { }
    void Uses(Narrow n) { n.Both(); n.Kept(1); }
}

class Narrow : Open
{
    private new void F() { }
    private new void G(int i) { }
    private static new void S() { }
    private new int Y { get; set; }
    public new int V;
    private protected override void Kept(int i) { }
    void Uses() { F(); G(1); S(); Y = 1; V = 1; V(); this.V(); }
//                                              ^ IL2026
//                                                   ^^^^^^ IL2026
}

class Narrower : Narrow { void Uses() { F(); G(1); S(); Y = 1; this.Y++; V(); } }
//                                      ^ IL2026
//                                           ^ IL2026
//                                                 ^ IL2026
//                                                      ^^^^^ IL2026
//                                                                       ^ IL2026

static class Outside
{
    [RequiresUnreferencedCode("extension")] public static void Both(this Open open) { }
    enum Slot { ToString, Go }
    [RequiresUnreferencedCode("to text")] static void Take(string s) { }
    static void Take(Slot s) { }
    static void Uses(Narrow n, Narrower m, Slot s) { n.F(); n.G(1); Narrow.S(); n.Y = 1; n.V = 1; n.V(); m.F(); Narrower.S(); n.Both(); Take(s.ToString()); Take(Slot.ToString); }
//                                                   ^^^ IL2026
//                                                          ^^^ IL2026
//                                                                  ^^^^^^^^ IL2026
//                                                                              ^^^^^^^ IL2026
//                                                                                                ^^^ IL2026
//                                                                                                       ^^^ IL2026
//                                                                                                              ^^^^^^^^^^ IL2026
//                                                                                                                            ^^^^^^ IL2026
//                                                                                                                                      ^^^^ IL2026
}

class Category<T> { public static implicit operator string(Category<T> category) => ""; }
class Named : Category<Named> { }
class Names
{
    [RequiresUnreferencedCode("name")] static void Create(string name) { }
    static void Create(int number) { }
    static void Uses<T, U>(U u) where T : Category<T>, new() where U : Named { Create(new T()); Create(u); }
//                                                                             ^^^^^^ IL2026
//                                                                                              ^^^^^^ IL2026
}

class Handled
{
    [RequiresUnreferencedCode("handler")] static void Write(System.Runtime.CompilerServices.DefaultInterpolatedStringHandler handler) { }
    [RequiresUnreferencedCode("text")] static void Write(string text) { }
    [RequiresUnreferencedCode("unsigned")] static void Count(uint count) { }
    static void Count(long from, int count = 0) { }
    const int Header = sizeof(UInt16) + sizeof(int);
    static void Uses(int i, string s)
    {
        Write($"{i}");
//      ^^^^^ IL2026
        Write($"{s}");
//      ^^^^^ IL2026
        Write($"{nameof(Handled)} is constant");
//      ^^^^^ IL2026
        Write($"so is this");
//      ^^^^^ IL2026
        Count(sizeof(Byte));
//      ^^^^^ IL2026
        Count(Header);
//      ^^^^^ IL2026
        Count(0x7FFFFFFFFFFFFFFFL);
    }
}

unsafe struct Stepped
{
    [RequiresUnreferencedCode("stepped")] public void Go() { }
    static void Uses(Stepped* p, Stepped* next, byte* b)
    {
        (*++p).Go();
//      ^^^^^^^^^ IL2026
        var last = *--p;
        last.Go();
//      ^^^^^^^ IL2026
        (*(p = next)).Go();
//      ^^^^^^^^^^^^^^^^ IL2026
        (*&last).Go();
//      ^^^^^^^^^^^ IL2026
        (**(Stepped**)b).Go();
//      ^^^^^^^^^^^^^^^^^^^ IL2026
        *++b = 1;
        *--b += *++b;
    }
}

class Bodies
{
    class Cat { public int Purr() => 1; public int Lives => 9; public int this[int i] => i; public void Feed(int grams) { } }
    class Dog { public string Bark() => ""; public string Name => ""; public void Feed(string food) { } }
    [RequiresUnreferencedCode("cat")] static void Care(Action<Cat> care) { }
    [RequiresUnreferencedCode("dog")] static void Care(Action<Dog> care) { }
    [RequiresUnreferencedCode("relative")] static void Again(Action<Action> again) { }
    [RequiresUnreferencedCode("absolute")] static void Again(Action<int> again) { }
    [RequiresUnreferencedCode("one only")] static void Only(Action<Cat> only) { }
    static void Uses()
    {
        Care(each => each.Purr());
//      ^^^^ IL2026
        Care(each => each.Bark());
//      ^^^^ IL2026
        Care(each => { var name = each.Name; name.Trim(); });
//      ^^^^ IL2026
        Care(each => each.Feed(1));
//      ^^^^ IL2026
        Care(each => each.Feed(""));
//      ^^^^ IL2026
        Care(each => each[1].ToString());
//      ^^^^ IL2026
        Again(self => self());
//      ^^^^^ IL2026
        Only(each => { each.Purr(); });
//      ^^^^ IL2026
    }
}

interface IScheduler { [RequiresUnreferencedCode("instance")] IDisposable Schedule<T>(T state, Func<IScheduler, T, IDisposable> action); }
static class Recursive
{
    public static IDisposable Schedule(this IScheduler scheduler, Action<Action> action) => scheduler.Schedule(action, (own, self) => own(() => self(own)));
//                                                                                          ^^^^^^^^^^^^^^^^^^ IL2026
    [RequiresUnreferencedCode("extension")] public static IDisposable Schedule<T>(this IScheduler scheduler, T state, Action<T, Action<T>> action) => null;
}
