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
        var x = Marked.StaticField;
        x += Marked.Constant;
        Marked.StaticField++;
        Marked.StaticProperty = 1;
        Marked.StaticProperty++;
        Marked.StaticProperty += 2;
        x = Marked.StaticProperty;
        Marked.StaticEvent += () => { };
        Marked.StaticEvent -= null;
        Marked.StaticMethod();
        Action a = Marked.StaticMethod;
        a = new Action(Marked.StaticMethod);
        new Marked();
        Marked m = new();
        m = new Marked { InstanceField = 1, InstanceProperty = 2 };
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
        ref int reference = ref Marked.StaticField;
        var list = new List<Marked> { new Marked() };
        Ref(ref Marked.StaticField);
        Out(out Marked.StaticField);
    }

    private static void Ref(ref int x) { }
    private static void Out(out int x) => x = 1;
}

public class DerivedFromMarked : Marked { }
public class DerivedExplicit : Marked { public DerivedExplicit() { } public DerivedExplicit(int x) : base() { } public DerivedExplicit(string s) : this(1) { } }
public class DerivedPrimary(int x) : Marked() { public int X => x; }
[RequiresUnreferencedCode("derived")] public class DerivedMarked : Marked { }
public class HasField { private Marked _field = new(); private static Marked s_field = new Marked(); public Marked Property { get; } = new Marked(); }
[RequiresUnreferencedCode("all")]
public class MarkedHasField { private Marked _field = new(); private static Marked s_field = new Marked(); public Marked Property { get; } = new Marked(); public class Inner { private Marked _field = new(); } }
public class ConstructorMarked
{
    private Marked _field = new Marked();
    private static Marked s_field = new Marked();
    private Marked Property { get; } = new Marked();
    [RequiresUnreferencedCode("ctor"), RequiresDynamicCode("ctor")] public ConstructorMarked() { }
    [RequiresUnreferencedCode("ctor"), RequiresDynamicCode("ctor")] public ConstructorMarked(int x) { }
}

[RequiresUnreferencedCode("attribute")]
public class MarkedAttribute : Attribute { public MarkedAttribute() { } public int P { get; set; } public int F; }
public class PartlyMarkedAttribute : Attribute { [RequiresUnreferencedCode("attribute ctor")] public PartlyMarkedAttribute() { } public PartlyMarkedAttribute(int x) { } public int P { get; [RequiresUnreferencedCode("attribute set")] set; } }

[Marked]
public class WithAttribute
{
    [Marked] public int Field;
    [Marked, PartlyMarked] public int Property { [PartlyMarked] get; set; }
    [PartlyMarked(1, P = 2)] public void Method([Marked] int x) { }
    [return: PartlyMarked] public int Returns<[PartlyMarked] T>() => 1;
    [Marked] public event Action? Event;
    [Marked] public WithAttribute() { }
    [Marked] public delegate void D();
    [Marked] public enum E { [Marked] A }
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

    public static void Synchronous()
    {
        using (new Disposable()) { }
        using (var named = new Disposable()) { }
        using var declared = new Disposable();
    }

    public static async Task Run(Sequence sequence, AsyncSequence asyncSequence, Deconstructs parts)
    {
        foreach (var x in sequence) { }
        foreach (int x in sequence) { }
        await foreach (var x in asyncSequence) { }
        using var other = new ClassDisposable();
        await using var third = new AsyncDisposable();
        _ = new Collection { 1, 2 };
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
        Method<Risky>();
        Generics<Risky>.Method<Risky>();
        List<Generics<Risky>>? list = null;
        _ = typeof(Generics<Risky>);
        Action a = Method<Risky>;
        Infer(new Generics<int>.Risky());
    }
    public static void Infer<V>(V value) where V : new() { }
}

public class NamesGenerics : Generics<Generics<int>.Risky>
{
    private Generics<Generics<int>.Risky>? _field;
    public Generics<Generics<int>.Risky>? Property { get; set; }
    public Generics<Generics<int>.Risky>? Method(Generics<Generics<int>.Risky> parameter, List<Generics<Generics<int>.Risky>> list) => null;
    public event Action<Generics<Generics<int>.Risky>>? Event;
    public void Constrained<T>() where T : Generics<Generics<int>.Risky> { }
    public delegate Generics<Generics<int>.Risky> D();
    [RequiresUnreferencedCode("marked")] public Generics<Generics<int>.Risky>? Marked(Generics<Generics<int>.Risky> parameter) => null;
}
public class ImplementsGeneric : IEquatable<Generics<Generics<int>.Risky>> { public bool Equals(Generics<Generics<int>.Risky>? other) => false; }
[RequiresUnreferencedCode("marked class")] public class MarkedNames : Generics<Generics<int>.Risky> { private Generics<Generics<int>.Risky>? _field; }

public class Lambdas
{
    [RequiresUnreferencedCode("method")] public static void Method() { }
    [RequiresUnreferencedCode("typed")] public static int Typed(int x) => x;
    public static void Run()
    {
        Action a = () => Method();
        Action b = [RequiresUnreferencedCode("lambda")] () => Method();
        b();
        void Local() => Method();
        Local();
        [RequiresUnreferencedCode("local")] void MarkedLocal() { Method(); Action inner = () => Method(); }
        MarkedLocal();
        Action c = MarkedLocal;
        void Unused() => Method();
        Func<int, int> d = Typed;
        var e = Typed;
        Run(Typed);
        IEnumerable<int> Iterator() { Method(); yield return 1; }
        foreach (var x in Iterator()) { }
        async Task Async() { Method(); await Task.Yield(); Method(); }
        Async();
        static void StaticLocal() => Method();
        StaticLocal();
        Action nested = () => { Action inner = () => Method(); void Deep() { Method(); } Deep(); };
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
    [RequiresUnreferencedCode("more")] public static void V() { }
    public static int P => 1;
    public static void Call<T>(T value) where T : IStatic<T> { T.M(); T.V(); value.D(); _ = T.P; }
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
    [RequiresUnreferencedCode("n")] public override void N() { }
    public override int Files { get; set; }
    public override event Action? FileEvent;
    public override int Half { [RequiresDynamicCode("half")] get; set; }
    public static void Call(Concrete c, Abstracts a) { c.M(); a.M(); c.N(); a.N(); c.Files = 1; _ = a.Files; c.FileEvent += null; c.Half = 1; _ = c.Half; }
}
[RequiresUnreferencedCode("class")] public class MarkedConcrete : Abstracts { public override void M() { } public override void N() { } }
public interface IFace { [RequiresUnreferencedCode("face")] void M(); void N(); int P { [RequiresDynamicCode("p")] get; set; } }
public class FaceBase { public void M() { } [RequiresUnreferencedCode("base n")] public void N() { } public int P { get; set; } }
public class Face : FaceBase, IFace { }
public class ExplicitFace : IFace { void IFace.M() { } [RequiresUnreferencedCode("n")] void IFace.N() { } int IFace.P { get => 1; set { } } }
public struct StructFace : IFace { public void M() { } public void N() { } public int P { get; set; } }
public record RecordFace(int P2) : IFace { public void M() { } public void N() { } public int P { get; set; } }
[UnconditionalSuppressMessage("x", "IL2046:why")] public class SuppressedFace : IFace { public void M() { } public void N() { } public int P { get; set; } }

public class Dynamics
{
    public static void Run(dynamic d, object o)
    {
        d.Method();
        d.Property = 1;
        _ = d.Property;
        _ = d[0];
        d[1] = 2;
        d();
        Take(d);
        new Dynamics(d);
        _ = d + 1;
        foreach (var x in d) { }
        int converted = d;
        d.A.B.C();
        d.Event += 1;
        _ = d.A.B;
        d.A.B = 1;
        d.Method(d.Argument);
        d.Method(Needs(1));
        _ = d.A[0];
        _ = d[d.Index];
        d.A[0] = 2;
        d.A.B[0].C.D();
        new Dynamics(d.Argument);
        Take(d.Argument);
        d(d.Argument);
        d.A?.B.C();
        _ = d.A + d.B;
    }
    [RequiresUnreferencedCode("needs")] public static int Needs(int x) => x;
    public Dynamics(int x) { }
    public Dynamics(string x) { }
    public static void Take(int x) { }
    public static void Take(string x) { }
}
