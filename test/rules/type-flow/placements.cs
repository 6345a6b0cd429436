// Where annotations may stand, and what they say there.
using System;
using System.Diagnostics.CodeAnalysis;
using static System.Diagnostics.CodeAnalysis.DynamicallyAccessedMemberTypes;

namespace Fixture.Placements;

record Positional([property: DynamicallyAccessedMembers(PublicMethods)] Type OfProperty, [param: DynamicallyAccessedMembers(PublicMethods)] Type OfParam, [field: DynamicallyAccessedMembers(PublicMethods)] Type OfField, [DynamicallyAccessedMembers(PublicMethods)] Type Plain)
{
    void M() { OfProperty.GetMethods(); OfParam.GetMethods(); OfField.GetMethods(); Plain.GetMethods(); }
//                                      ^^^^^^^^^^^^^^^^^^^^ IL2075
//                                                            ^^^^^^^^^^^^^^^^^^^^ IL2075
//                                                                                  ^^^^^^^^^^^^^^^^^^ IL2075
    static void Make(Type t) => new Positional(t, t, t, t);
//                              ^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2067
}
record struct PosStruct([property: DynamicallyAccessedMembers(PublicMethods)] Type A, [DynamicallyAccessedMembers(PublicMethods)] Type B)
{
    void M() { A.GetMethods(); B.GetMethods(); A = B; B = A; }
//                             ^^^^^^^^^^^^^^ IL2075
//                                             ^^^^^ IL2072
    PosStruct With(Type t) => this with { A = t, B = t };
//                                        ^^^^^ IL2067
}
class Primary([DynamicallyAccessedMembers(PublicMethods)] Type type, Type plain)
{
    void M() { type.GetMethods(); plain.GetMethods(); type = plain; plain = type; }
//                                ^^^^^^^^^^^^^^^^^^ IL2070
//                                                    ^^^^^^^^^^^^ IL2067
    Type Prop { get; } = type;
    [DynamicallyAccessedMembers(PublicMethods)] Type Prop2 { get; } = type;
    [DynamicallyAccessedMembers(PublicMethods)] Type Prop3 { get; } = plain;
//                                                                  ^^^^^^^ IL2069
    static Primary Make(Type t) => new(t, t);
//                                 ^^^^^^^^^ IL2067
    readonly object _made = type.GetMethods();
    readonly object _made2 = plain.GetMethods();
//                           ^^^^^^^^^^^^^^^^^^ IL2070
}
struct PrimStruct([DynamicallyAccessedMembers(PublicMethods)] Type type) { public object M() => type.GetMethods(); }
class Derived(Type t) : Primary(t, t);
//                      ^^^^^^^^^^^^^ IL2067
class AutoField
{
    [field: DynamicallyAccessedMembers(PublicMethods)] public Type A { get; set; } = null!;
    [property: DynamicallyAccessedMembers(PublicMethods)] public Type B { get; set; } = null!;
    public Type C { [return: DynamicallyAccessedMembers(PublicMethods)] get; [param: DynamicallyAccessedMembers(PublicMethods)] set; } = null!;
    [DynamicallyAccessedMembers(PublicMethods)] public Type D { get => field; set => field = value; } = null!;
//                                                                     ^^^^^ IL2078
    public Type E { get => field; set { field = value; field.GetMethods(); } } = null!;
//                                                     ^^^^^^^^^^^^^^^^^^ IL2080
    [DynamicallyAccessedMembers(PublicMethods)] public Type F { get; init; } = null!;
    public required Type G { get; set; }
    void M(Type t)
    {
        A.GetMethods(); B.GetMethods(); C.GetMethods(); D.GetMethods(); E.GetMethods(); F.GetMethods();
//      ^^^^^^^^^^^^^^ IL2075
//                                                                      ^^^^^^^^^^^^^^ IL2075
        A = t; B = t; C = t; D = t; E = t;
//             ^^^^^ IL2067
//                    ^^^^^ IL2067
//                           ^^^^^ IL2067
        _ = new AutoField { F = t, G = t, A = t };
//                          ^^^^^ IL2067
    }
}
delegate void Act([DynamicallyAccessedMembers(PublicMethods)] Type t);
[return: DynamicallyAccessedMembers(PublicMethods)] delegate Type Give();
delegate void Gen<[DynamicallyAccessedMembers(PublicMethods)] T>();
class Lambdas
{
    static void Take([DynamicallyAccessedMembers(PublicMethods)] Type t) { }
    static void TakePlain(Type t) { }
    static Type Unknown() => null!;
    [return: DynamicallyAccessedMembers(PublicMethods)] static Type Known() => null!;
    void M(Type t)
    {
        Act a = Take; Act b = TakePlain; Give c = Unknown; Give d = Known;
//              ^^^^ IL2111
        a(t); c().GetMethods();
//      ^^^^ IL2067
        Act e = x => x.GetMethods();
//                   ^^^^^^^^^^^^^^ IL2070
        Act f = ([DynamicallyAccessedMembers(PublicMethods)] Type x) => x.GetMethods();
//              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2111
        Action<Type> g = ([DynamicallyAccessedMembers(PublicMethods)] Type x) => x.GetMethods();
//                       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2111
        Action<Type> h = Take;
//                       ^^^^ IL2111
        Give i = () => t;
        Give j = [return: DynamicallyAccessedMembers(PublicMethods)] () => t;
//                                                                         ^ IL2068
        Func<Type> k = [return: DynamicallyAccessedMembers(PublicMethods)] () => t;
//                                                                               ^ IL2068
        var l = [return: DynamicallyAccessedMembers(PublicMethods)] (Type x) => x;
//                                                                              ^ IL2068
        l(t).GetMethods();
//      ^^^^^^^^^^^^^^^^^ IL2075
        Local(t); LocalGen<string>();
//      ^^^^^^^^ IL2067
        [return: DynamicallyAccessedMembers(PublicMethods)] Type Local([DynamicallyAccessedMembers(PublicMethods)] Type x) => x;
        void LocalGen<[DynamicallyAccessedMembers(PublicMethods)] T>() { typeof(T).GetMethods(); typeof(T).GetFields(); }
//                                                                                               ^^^^^^^^^^^^^^^^^^^^^ IL2090
        Gen<int> m = () => { };
        Func<Type, Type> n = static x => { x.GetMethods(); return x; };
//                                         ^^^^^^^^^^^^^^ IL2070
    }
}
interface IThing
{
    [return: DynamicallyAccessedMembers(PublicMethods)] Type Get();
    void Put([DynamicallyAccessedMembers(PublicMethods)] Type t);
    [DynamicallyAccessedMembers(PublicMethods)] Type Prop { get; set; }
    void Gen<[DynamicallyAccessedMembers(PublicMethods)] T>();
    static abstract void Stat([DynamicallyAccessedMembers(PublicMethods)] Type t);
    Type this[[DynamicallyAccessedMembers(PublicMethods)] Type t] { get; }
    object Def(Type t) => t.GetMethods();
//                        ^^^^^^^^^^^^^^ IL2070
}
class Implicit : IThing
{
    public Type Get() => null!;
//              ^^^ IL2093
    public void Put(Type t) { }
//              ^^^ IL2092
    public Type Prop { get; set; } = null!;
//                     ^^^ IL2093
//                          ^^^ IL2092
    public void Gen<T>() { }
//              ^^^ IL2095
    public static void Stat(Type t) { }
//                     ^^^^ IL2092
    public Type this[Type t] => t;
//                              ^ IL2092
}
class Explicit : IThing
{
    Type IThing.Get() => null!;
//              ^^^ IL2093
    void IThing.Put(Type t) { }
//              ^^^ IL2092
    Type IThing.Prop { get => null!; set { } }
//                     ^^^ IL2093
//                                   ^^^ IL2092
    void IThing.Gen<T>() { }
//              ^^^ IL2095
    static void IThing.Stat(Type t) { }
//                     ^^^^ IL2092
    Type IThing.this[Type t] => t;
//                              ^ IL2092
}
class Refs
{
    static void Out([DynamicallyAccessedMembers(PublicMethods)] out Type t) => t = typeof(int);
    static void OutBad([DynamicallyAccessedMembers(PublicMethods)] out Type t, Type u) => t = u;
//                                                                                        ^^^^^ IL2067
    static void Ref([DynamicallyAccessedMembers(PublicMethods)] ref Type t) { t.GetMethods(); }
    static void In([DynamicallyAccessedMembers(PublicMethods)] in Type t) { t.GetMethods(); }
    static void Params([DynamicallyAccessedMembers(PublicMethods)] params Type[] t) { }
//              ^^^^^^ IL2098
    void M(Type t)
    {
        Out(out var x); x.GetMethods(); x.GetFields();
        Out(out t); t.GetMethods();
//                  ^^^^^^^^^^^^^^ IL2070
        Ref(ref t); In(t); In(in t);
//      ^^^^^^^^^^ IL2067
//                  ^^^^^ IL2067
//                         ^^^^^^^^ IL2067
        ref Type r = ref t; r.GetMethods();
//                          ^^^^^^^^^^^^^^ IL2070
    }
    static Type Op(Type? t) => t!;
    void N(Type? t, Type[] ts, (Type A, Type B) tu, Span<Type> sp)
    {
        t?.GetMethods(); (t ?? typeof(int)).GetMethods(); ts[0].GetMethods(); tu.A.GetMethods(); sp[0].GetMethods(); ts[^1].GetMethods();
//        ^^^^^^^^^^^^^ IL2070
//                       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2070
//                                                        ^^^^^^^^^^^^^^^^^^ IL2065
//                                                                            ^^^^^^^^^^^^^^^^^ IL2080
//                                                                                               ^^^^^^^^^^^^^^^^^^ IL2075
//                                                                                                                   ^^^^^^^^^^^^^^^^^^^ IL2065
        foreach (var e in ts) e.GetMethods();
//                            ^^^^^^^^^^^^^^ IL2075
        var (p, q) = tu; p.GetMethods();
        if (t is { IsClass: true } z) z.GetMethods();
        switch (t) { case { } w: w.GetMethods(); break; }
        Type y = t switch { { IsEnum: true } v => v, _ => typeof(string) }; y.GetMethods();
        _ = t is not null && t.GetMethods().Length > 0;
//                           ^^^^^^^^^^^^^^ IL2070
        using var d = (IDisposable)null!;
        lock (t!) { t.GetMethods(); }
//                  ^^^^^^^^^^^^^^ IL2070
        Type[] col = [t, typeof(int)]; col[0].GetMethods(); col[1].GetMethods();
//                                     ^^^^^^^^^^^^^^^^^^^ IL2065
//                                                          ^^^^^^^^^^^^^^^^^^^ IL2065
        t = t!.BaseType; t!.GetMethods();
//                       ^^^^^^^^^^^^^^^ IL2070
    }
}
static class Ext
{
    extension([DynamicallyAccessedMembers(PublicMethods)] Type type)
    {
        public object All() => type.GetMethods();
        public object Every => type.GetFields();
//                             ^^^^^^^^^^^^^^^^ IL2070
    }
    extension([DynamicallyAccessedMembers(PublicFields)] Type fields) { public int Number { get => 1; set { } } }
    static void Set(Type t) { t.Number = 1; t.Number += 1; }
//                            ^^^^^^^^^^^^ IL2067
//                                          ^^^^^^^^^^^^^ IL2067
    extension(Type plain) { public object Bad() => plain.GetMethods(); }
//                                                 ^^^^^^^^^^^^^^^^^^ IL2070
    static void Use(Type t) { t.All(); _ = t.Every; t.Bad(); }
//                            ^^^^^^^ IL2067
//                                         ^^^^^^^ IL2067
    static object Old(this Type t) => t.GetMethods();
//                                    ^^^^^^^^^^^^^^ IL2070
}
[DynamicallyAccessedMembers(PublicMethods)] class Annotated { static void M(Annotated a, AnnotatedSub b, IAnn c) { a.GetType().GetMethods(); b.GetType().GetMethods(); c.GetType().GetMethods(); a.GetType().GetFields(); } }
//                                                                                                                                                                                               ^^^^^^^^^^^^^^^^^^^^^^^ IL2075
class AnnotatedSub : Annotated { [RequiresUnreferencedCode("q")] public void Risk() { } }
//                                                                           ^^^^ IL2112
[DynamicallyAccessedMembers(PublicMethods)] interface IAnn;
class Attr([DynamicallyAccessedMembers(PublicMethods)] Type t) : Attribute { public Type? Other { get; set; } [DynamicallyAccessedMembers(PublicMethods)] public Type? Third; }
[Attr(typeof(Lambdas), Other = typeof(int), Third = typeof(Refs))] class Attributed<[DynamicallyAccessedMembers(PublicMethods)] T> { void M() { } }
class Generics<[DynamicallyAccessedMembers(PublicMethods)] T> where T : class
{
    class Inner<U> { Generics<string>? a; Generics<System.IO.Stream> b = new(); }
    static void M<U>() where U : class { _ = new Generics<U>(); Generics<U>.N(); _ = typeof(Generics<U>); Generics<U>? x = null; _ = x is Generics<U>; }
//                                           ^^^^^^^^^^^^^^^^^ IL2091
//                                                              ^^^^^^^^^^^^^^^ IL2091
    static void N() { }
    Generics<U> Back<U>() where U : class => null!;
}
class Chain<V> : Generics<V> where V : class;
//    ^^^^^ IL2091
class Marked
{
    [method: RequiresUnreferencedCode("m")] static void Method() { }
    [event: Obsolete] event Action Event { [method: RequiresUnreferencedCode("a")] add { } remove { } }
    int Property { [method: RequiresUnreferencedCode("g")] get => 1; }
    void M(Type t)
    {
        Method(); Event += () => { }; _ = Property; Generic<string>(t); Local();
//      ^^^^^^ IL2026
//                ^^^^^^^^^^^^^^^^^^ IL2026
//                                        ^^^^^^^^ IL2026
//                                                  ^^^^^^^^^^^^^^^^^^ IL2067
//                                                                      ^^^^^ IL2026
        _ = new ByMethod(1);
//          ^^^^^^^^^^^^^^^ IL2026
        [method: RequiresUnreferencedCode("l")] void Local() { }
    }
    static void Generic<[typevar: DynamicallyAccessedMembers(PublicMethods)] T>([param: DynamicallyAccessedMembers(PublicMethods)] Type t) { typeof(T).GetMethods(); t.GetMethods(); }
    [field: DynamicallyAccessedMembers(PublicMethods)] Type _field = null!;
    void F(Type t) { _field = t; _field.GetMethods(); }
//                   ^^^^^^^^^^ IL2069
}
[method: RequiresUnreferencedCode("primary")] class ByMethod(int one) { int _one = one; }
[type: RequiresUnreferencedCode("type")] class ByType { public static void M() { } static void N(ByType b) { ByType.M(); } }
class RiskyBase { [RequiresUnreferencedCode("base")] protected RiskyBase(int a) { } [RequiresUnreferencedCode("none")] protected RiskyBase() { } public static int Risk() => 0; }
[method: RequiresUnreferencedCode("own")] class ByPrimary(int a) : RiskyBase(a) { int _a = a; }
[method: RequiresUnreferencedCode("own")] class ByImplied(int a) : RiskyBase { int _a = a; }
class Unmarked(int a) : RiskyBase(a) { int _a = a; }
//                      ^^^^^^^^^^^^ IL2026
[method: RequiresUnreferencedCode("rec")] record Recorded(int A) { static Recorded Make() => new(1) { A = 2 }; }
//                                                                                           ^^^^^^^^^^^^^^^^ IL2026
class Caller { void M() { ByType.M(); _ = new ByType(); } }
//                        ^^^^^^^^ IL2026
//                                        ^^^^^^^^^^^^ IL2026
