using System;
using System.Collections;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Threading.Tasks;

namespace Requires.Classes;

public static class Words
{
    public const string Why = "because " + Reason;
    public const string Reason = "of this";
}

[RequiresUnreferencedCode(Words.Why)]
[RequiresDynamicCode("dynamic class")]
public class Marked
{
    public static int StaticField = 1;
    public const int Constant = 2;
    public int InstanceField;
    public static int StaticProperty { get; set; }
    public int InstanceProperty { get; set; }
    public static event Action? StaticEvent;
    public event Action? InstanceEvent;
    public static void StaticMethod() { }
    public void InstanceMethod() => StaticMethod();
    static Marked() { StaticMethod(); }
    public Marked() { StaticMethod(); }
    public class Nested { public static void InNested() { } public Nested() { StaticMethod(); } }
//                                                                            ^^^^^^^^^^^^ IL2026 IL3050
    public static Marked operator +(Marked a, Marked b) => a;
    public static implicit operator int(Marked a) => 1;
    public int this[int i] => i;
    private readonly int _initialized = StaticField;
    public static readonly Func<int> Lambda = () => StaticField;
    ~Marked() { StaticMethod(); }
}

public class Uses
{
    public static void Members(Marked marked)
    {
        Marked.StaticField = 2;
//      ^^^^^^^^^^^^^^^^^^ IL2026 IL3050
        var x = Marked.StaticField;
//              ^^^^^^^^^^^^^^^^^^ IL2026 IL3050
        x += Marked.Constant;
        Marked.StaticField++;
//      ^^^^^^^^^^^^^^^^^^ IL2026 IL3050
        Marked.StaticProperty = 1;
//      ^^^^^^^^^^^^^^^^^^^^^^^^^ IL2026 IL3050
        Marked.StaticProperty++;
        Marked.StaticProperty += 2;
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2026 IL3050
        x = Marked.StaticProperty;
//          ^^^^^^^^^^^^^^^^^^^^^ IL2026 IL3050
        Marked.StaticEvent += () => { };
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2026 IL3050
        Marked.StaticEvent -= null;
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2026 IL3050
        Marked.StaticMethod();
//      ^^^^^^^^^^^^^^^^^^^ IL2026 IL3050
        Action a = Marked.StaticMethod;
//                 ^^^^^^^^^^^^^^^^^^^ IL2026 IL3050
        a = new Action(Marked.StaticMethod);
//          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2026 IL3050
        new Marked();
//      ^^^^^^^^^^^^ IL2026 IL3050
        Marked m = new();
//                 ^^^^^ IL2026 IL3050
        m = new Marked { InstanceField = 1, InstanceProperty = 2 };
//          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2026 IL3050
        marked.InstanceMethod();
        marked.InstanceField = 1;
        marked.InstanceProperty = 1;
        marked.InstanceEvent += null;
        Marked.Nested.InNested();
        new Marked.Nested();
        _ = marked + marked;
        int converted = marked;
        _ = marked[0];
        _ = nameof(Marked.StaticMethod);
        _ = typeof(Marked);
        Func<Marked> factory = () => new Marked();
//                                   ^^^^^^^^^^^^ IL2026 IL3050
        ref int reference = ref Marked.StaticField;
//                              ^^^^^^^^^^^^^^^^^^ IL2026 IL3050
        var list = new List<Marked> { new Marked() };
//                                    ^^^^^^^^^^^^ IL2026 IL3050
        Ref(ref Marked.StaticField);
//              ^^^^^^^^^^^^^^^^^^ IL2026 IL3050
        Out(out Marked.StaticField);
//              ^^^^^^^^^^^^^^^^^^ IL2026 IL3050
    }

    private static void Ref(ref int x) { }
    private static void Out(out int x) => x = 1;
}

public class DerivedFromMarked : Marked { }
//           ^^^^^^^^^^^^^^^^^ IL2026 IL3050
public class DerivedExplicit : Marked { public DerivedExplicit() { } public DerivedExplicit(int x) : base() { } public DerivedExplicit(string s) : this(1) { } }
//                                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2026 IL3050
//                                                                                                 ^^^^^^^^ IL2026 IL3050
public class DerivedPrimary(int x) : Marked() { public int X => x; }
//                                   ^^^^^^^^ IL2026 IL3050
[RequiresUnreferencedCode("derived")] public class DerivedMarked : Marked { }
//                                                 ^^^^^^^^^^^^^ IL3050
public class HasField { private Marked _field = new(); private static Marked s_field = new Marked(); public Marked Property { get; } = new Marked(); }
//                                              ^^^^^ IL2026 IL3050
//                                                                                     ^^^^^^^^^^^^ IL2026 IL3050
//                                                                                                                                     ^^^^^^^^^^^^ IL2026 IL3050
[RequiresUnreferencedCode("all")]
public class MarkedHasField { private Marked _field = new(); private static Marked s_field = new Marked(); public Marked Property { get; } = new Marked(); public class Inner { private Marked _field = new(); } }
//                                                    ^^^^^ IL3050
//                                                                                           ^^^^^^^^^^^^ IL3050
//                                                                                                                                           ^^^^^^^^^^^^ IL3050
//                                                                                                                                                                                                      ^^^^^ IL2026 IL3050
public class ConstructorMarked
{
    private Marked _field = new Marked();
    private static Marked s_field = new Marked();
//                                  ^^^^^^^^^^^^ IL2026 IL3050
    private Marked Property { get; } = new Marked();
//                                     ^^^^^^^^^^^^ IL2026 IL3050
    [RequiresUnreferencedCode("ctor"), RequiresDynamicCode("ctor")] public ConstructorMarked() { }
    [RequiresUnreferencedCode("ctor"), RequiresDynamicCode("ctor")] public ConstructorMarked(int x) { }
}

[RequiresUnreferencedCode("attribute")]
public class MarkedAttribute : Attribute { public MarkedAttribute() { } public int P { get; set; } public int F; }
public class PartlyMarkedAttribute : Attribute { [RequiresUnreferencedCode("attribute ctor")] public PartlyMarkedAttribute() { } public PartlyMarkedAttribute(int x) { } public int P { get; [RequiresUnreferencedCode("attribute set")] set; } }

[Marked]
//< ^^^^^^ IL2026
public class WithAttribute
{
    [Marked] public int Field;
//   ^^^^^^ IL2026
    [Marked, PartlyMarked] public int Property { [PartlyMarked] get; set; }
//   ^^^^^^ IL2026
//           ^^^^^^^^^^^^ IL2026
//                                                ^^^^^^^^^^^^ IL2026
    [PartlyMarked(1, P = 2)] public void Method([Marked] int x) { }
//                   ^^^^^ IL2026
//                                               ^^^^^^ IL2026
    [return: PartlyMarked] public int Returns<[PartlyMarked] T>() => 1;
//           ^^^^^^^^^^^^ IL2026
//                                             ^^^^^^^^^^^^ IL2026
    [Marked] public event Action? Event;
//   ^^^^^^ IL2026
    [Marked] public WithAttribute() { }
//   ^^^^^^ IL2026
    [Marked] public delegate void D();
//   ^^^^^^ IL2026
    [Marked] public enum E { [Marked] A }
//   ^^^^^^ IL2026
//                            ^^^^^^ IL2026
    [Marked, RequiresUnreferencedCode("own")] public void Own() { }
    public void Locals()
    {
        [Marked] void Local([PartlyMarked] int x) { }
        Local(1);
        var lambda = [Marked] () => 1;
    }
}

public class Enumerables
{
    public class Sequence { [RequiresUnreferencedCode("get")] public Enumerator GetEnumerator() => new(); }
    public class Enumerator { public int Current { [RequiresUnreferencedCode("current")] get => 1; } [RequiresUnreferencedCode("move")] public bool MoveNext() => false; }
    public ref struct Disposable { [RequiresUnreferencedCode("dispose")] public void Dispose() { } }
    public class AsyncSequence { [RequiresUnreferencedCode("async get")] public AsyncEnumerator GetAsyncEnumerator() => new(); }
    public class AsyncEnumerator { public int Current => 1; [RequiresUnreferencedCode("async move")] public ValueTask<bool> MoveNextAsync() => default; }
    public class Collection : IEnumerable { [RequiresUnreferencedCode("add")] public void Add(int x) { } public IEnumerator GetEnumerator() => null!; }
    public class AsyncDisposable { [RequiresUnreferencedCode("async dispose")] public ValueTask DisposeAsync() => default; }
    public class Deconstructs { [RequiresUnreferencedCode("deconstruct")] public void Deconstruct(out int a, out int b) => a = b = 1; }
    public class ClassDisposable : IDisposable { [RequiresUnreferencedCode("class dispose")] public void Dispose() { } }
//                                                                                                       ^^^^^^^ IL2046

    public static void Synchronous()
    {
        using (new Disposable()) { }
//             ^^^^^^^^^^^^^^^^ IL2026
        using (var named = new Disposable()) { }
//                 ^^^^^^^^^^^^^^^^^^^^^^^^ IL2026
        using var declared = new Disposable();
//                ^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2026
    }

    public static async Task Run(Sequence sequence, AsyncSequence asyncSequence, Deconstructs parts)
    {
        foreach (var x in sequence) { }
//               ^^^ IL2026
//                        ^^^^^^^^ IL2026
        foreach (int x in sequence) { }
//               ^^^ IL2026
//                        ^^^^^^^^ IL2026
        await foreach (var x in asyncSequence) { }
//                              ^^^^^^^^^^^^^ IL2026
        using var other = new ClassDisposable();
        await using var third = new AsyncDisposable();
//                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2026
        _ = new Collection { 1, 2 };
//                           ^ IL2026
//                              ^ IL2026
        var (a, b) = parts;
        if (parts is (1, 2)) { }
    }
}

public class Generics<T> where T : new()
{
    public static void Method<U>() where U : new() { }
    public class Risky { [RequiresUnreferencedCode("risky ctor")] public Risky() { } }
    public static void Run()
    {
        new Generics<Risky>();
//          ^^^^^^^^^^^^^^^ IL2026
        Method<Risky>();
//      ^^^^^^^^^^^^^ IL2026
        Generics<Risky>.Method<Risky>();
//      ^^^^^^^^^^^^^^^ IL2026
//                      ^^^^^^^^^^^^^ IL2026
        List<Generics<Risky>>? list = null;
//           ^^^^^^^^^^^^^^^ IL2026
        _ = typeof(Generics<Risky>);
//                 ^^^^^^^^^^^^^^^ IL2026
        Action a = Method<Risky>;
//                 ^^^^^^^^^^^^^ IL2026
        Infer(new Generics<int>.Risky());
//            ^^^^^^^^^^^^^^^^^^^^^^^^^ IL2026
    }
    public static void Infer<V>(V value) where V : new() { }
}

public class NamesGenerics : Generics<Generics<int>.Risky>
//                           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2026
{
    private Generics<Generics<int>.Risky>? _field;
//          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2026
    public Generics<Generics<int>.Risky>? Property { get; set; }
//         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2026
    public Generics<Generics<int>.Risky>? Method(Generics<Generics<int>.Risky> parameter, List<Generics<Generics<int>.Risky>> list) => null;
//         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2026
//                                               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2026
//                                                                                             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2026
    public event Action<Generics<Generics<int>.Risky>>? Event;
//                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2026
    public void Constrained<T>() where T : Generics<Generics<int>.Risky> { }
//                                         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2026
    public delegate Generics<Generics<int>.Risky> D();
//                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2026
    [RequiresUnreferencedCode("marked")] public Generics<Generics<int>.Risky>? Marked(Generics<Generics<int>.Risky> parameter) => null;
}
public class ImplementsGeneric : IEquatable<Generics<Generics<int>.Risky>> { public bool Equals(Generics<Generics<int>.Risky>? other) => false; }
//                                          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2026
//                                                                                              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2026
[RequiresUnreferencedCode("marked class")] public class MarkedNames : Generics<Generics<int>.Risky> { private Generics<Generics<int>.Risky>? _field; }
//                                                                    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2026

public class Lambdas
{
    [RequiresUnreferencedCode("method")] public static void Method() { }
    [RequiresUnreferencedCode("typed")] public static int Typed(int x) => x;
    public static void Run()
    {
        Action a = () => Method();
//                       ^^^^^^ IL2026
        Action b = [RequiresUnreferencedCode("lambda")] () => Method();
//                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2026
        b();
        void Local() => Method();
//                      ^^^^^^ IL2026
        Local();
        [RequiresUnreferencedCode("local")] void MarkedLocal() { Method(); Action inner = () => Method(); }
        MarkedLocal();
//      ^^^^^^^^^^^ IL2026
        Action c = MarkedLocal;
//                 ^^^^^^^^^^^ IL2026
        void Unused() => Method();
        Func<int, int> d = Typed;
//                         ^^^^^ IL2026
        var e = Typed;
//              ^^^^^ IL2026
        Run(Typed);
//          ^^^^^ IL2026
        IEnumerable<int> Iterator() { Method(); yield return 1; }
//                                    ^^^^^^ IL2026
        foreach (var x in Iterator()) { }
        async Task Async() { Method(); await Task.Yield(); Method(); }
//                           ^^^^^^ IL2026
//                                                         ^^^^^^ IL2026
        Async();
        static void StaticLocal() => Method();
//                                   ^^^^^^ IL2026
        StaticLocal();
        Action nested = () => { Action inner = () => Method(); void Deep() { Method(); } Deep(); };
//                                                   ^^^^^^ IL2026
//                                                                           ^^^^^^ IL2026
    }
    public static void Run(Func<int, int> f) { }
    [RequiresUnreferencedCode("iterator")] public static IEnumerable<int> MarkedIterator() { Method(); yield return 1; Action a = () => Method(); }
    [RequiresUnreferencedCode("async")] public static async Task MarkedAsync() { Method(); await Task.Yield(); }
}

public interface IStatic<TSelf> where TSelf : IStatic<TSelf>
{
    [RequiresUnreferencedCode("static abstract")] static abstract void M();
    [RequiresUnreferencedCode("static virtual")] static virtual void V() { }
    [RequiresUnreferencedCode("default")] void D() { }
    static abstract int P { [RequiresUnreferencedCode("static get")] get; }
}
public class ImplementsStatic : IStatic<ImplementsStatic>
{
    public static void M() { }
//                     ^ IL2046
    [RequiresUnreferencedCode("more")] public static void V() { }
    public static int P => 1;
//                         ^ IL2046
    public static void Call<T>(T value) where T : IStatic<T> { T.M(); T.V(); value.D(); _ = T.P; }
//                                                             ^^^ IL2026
//                                                                    ^^^ IL2026
//                                                                           ^^^^^^^ IL2026
//                                                                                          ^^^ IL2026
}

public abstract class Abstracts
{
    [RequiresUnreferencedCode("abstract")] public abstract void M();
    public abstract void N();
    [RequiresAssemblyFiles("files")] public virtual int Files { get; set; }
    [RequiresAssemblyFiles("event files")] public virtual event Action? FileEvent;
    public virtual int Half { get; [RequiresDynamicCode("half")] set; }
}
public class Concrete : Abstracts
{
    public override void M() { }
//                       ^ IL2046
    [RequiresUnreferencedCode("n")] public override void N() { }
//                                                       ^ IL2046
    public override int Files { get; set; }
//                              ^^^ IL3003
//                                   ^^^ IL3003
    public override event Action? FileEvent;
    public override int Half { [RequiresDynamicCode("half")] get; set; }
//                                                           ^^^ IL3051
//                                                                ^^^ IL3051
    public static void Call(Concrete c, Abstracts a) { c.M(); a.M(); c.N(); a.N(); c.Files = 1; _ = a.Files; c.FileEvent += null; c.Half = 1; _ = c.Half; }
//                                                     ^^^ IL2026
//                                                            ^^^ IL2026
//                                                                                 ^^^^^^^^^^^ IL3002
//                                                                                                  ^^^^^^^ IL3002
//                                                                                                           ^^^^^^^^^^^^^^^^^^^ IL3002
//                                                                                                                                ^^^^^^^^^^ IL3050
}
[RequiresUnreferencedCode("class")] public class MarkedConcrete : Abstracts { public override void M() { } public override void N() { } }
public interface IFace { [RequiresUnreferencedCode("face")] void M(); void N(); int P { [RequiresDynamicCode("p")] get; set; } }
public class FaceBase { public void M() { } [RequiresUnreferencedCode("base n")] public void N() { } public int P { get; set; } }
public class Face : FaceBase, IFace { }
//           ^^^^ IL2046 IL3051
public class ExplicitFace : IFace { void IFace.M() { } [RequiresUnreferencedCode("n")] void IFace.N() { } int IFace.P { get => 1; set { } } }
//                                             ^ IL2046
//                                                                                                ^ IL2046
//                                                                                                                      ^^^ IL3051
public struct StructFace : IFace { public void M() { } public void N() { } public int P { get; set; } }
//                                             ^ IL2046
//                                                                                        ^^^ IL3051
public record RecordFace(int P2) : IFace { public void M() { } public void N() { } public int P { get; set; } }
//                                                     ^ IL2046
//                                                                                                ^^^ IL3051
[UnconditionalSuppressMessage("x", "IL2046:why")] public class SuppressedFace : IFace { public void M() { } public void N() { } public int P { get; set; } }
//                                                                                                                                             ^^^ IL3051

public class Dynamics
{
    public static void Run(dynamic d, object o)
    {
        d.Method();
//      ^^^^^^^^ IL2026 IL3050
        d.Property = 1;
//      ^^^^^^^^^^ IL2026 IL3050
        _ = d.Property;
//          ^^^^^^^^^^ IL2026 IL3050
        _ = d[0];
//          ^^^^ IL2026 IL3050
        d[1] = 2;
//      ^^^^ IL2026 IL3050
        d();
//      ^ IL2026 IL3050
        Take(d);
//      ^^^^ IL2026 IL3050
        new Dynamics(d);
//      ^^^^^^^^^^^^^^^ IL2026 IL3050
        _ = d + 1;
        foreach (var x in d) { }
        int converted = d;
        d.A.B.C();
//      ^^^^^^^ IL2026 IL3050
        d.Event += 1;
//      ^^^^^^^ IL2026 IL3050
        _ = d.A.B;
//          ^^^^^ IL2026 IL3050
        d.A.B = 1;
//      ^^^^^ IL2026 IL3050
        d.Method(d.Argument);
//      ^^^^^^^^ IL2026 IL3050
        d.Method(Needs(1));
//      ^^^^^^^^ IL2026 IL3050
        _ = d.A[0];
//          ^^^^^^ IL2026 IL3050
        _ = d[d.Index];
//          ^^^^^^^^^^ IL2026 IL3050
        d.A[0] = 2;
//      ^^^^^^ IL2026 IL3050
        d.A.B[0].C.D();
//      ^^^^^^^^^^^^ IL2026 IL3050
        new Dynamics(d.Argument);
//      ^^^^^^^^^^^^^^^^^^^^^^^^ IL2026 IL3050
        Take(d.Argument);
//      ^^^^ IL2026 IL3050
        d(d.Argument);
//      ^ IL2026 IL3050
        d.A?.B.C();
//      ^^^ IL2026 IL3050
//          ^^^^ IL2026 IL3050
        _ = d.A + d.B;
//          ^^^ IL2026 IL3050
//                ^^^ IL2026 IL3050
    }
    [RequiresUnreferencedCode("needs")] public static int Needs(int x) => x;
    public Dynamics(int x) { }
    public Dynamics(string x) { }
    public static void Take(int x) { }
    public static void Take(string x) { }
}
