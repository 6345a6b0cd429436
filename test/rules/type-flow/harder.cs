using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Linq;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Threading.Tasks;
using static System.Diagnostics.CodeAnalysis.DynamicallyAccessedMemberTypes;

namespace Flow.Harder;

public static class Sink
{
    public static void Methods([DynamicallyAccessedMembers(PublicMethods)] Type type) { }
    public static void Fields([DynamicallyAccessedMembers(PublicFields)] Type type) { }
    public static void All([DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.All)] Type? type) { }
    public static void Name([DynamicallyAccessedMembers(PublicMethods)] string? name) { }
    public static Type A() => typeof(int);
    public static Type B() => typeof(int);
    public static Type C() => typeof(int);
    [return: DynamicallyAccessedMembers(PublicMethods)] public static Type WithMethods() => typeof(int);
    [return: DynamicallyAccessedMembers(PublicFields)] public static Type WithFields() => typeof(int);
    public static bool Ask() => Environment.TickCount > 0;
    public static void MayThrow() { }
}

public class Exceptional
{
    public static void TryCatchFinally()
    {
        Type t = Sink.WithMethods();
        try
        {
            t = Sink.A();
            Sink.Methods(t);
//          ^^^^^^^^^^^^^^^ IL2072
            t = Sink.B();
        }
        catch (ArgumentException e) when (e.Message.Length > 1)
        {
            Sink.Methods(t);
//          ^^^^^^^^^^^^^^^ IL2072
            t = Sink.WithMethods();
        }
        catch
        {
            Sink.Methods(t);
//          ^^^^^^^^^^^^^^^ IL2072
            t = Sink.C();
            Sink.Methods(t);
//          ^^^^^^^^^^^^^^^ IL2072
        }
        finally
        {
            Sink.Methods(t);
//          ^^^^^^^^^^^^^^^ IL2072
            t = Sink.WithMethods();
        }
        Sink.Methods(t);
    }

    public static void NestedFinally()
    {
        Type t = Sink.WithMethods();
        try
        {
            try
            {
                t = Sink.A();
                Sink.MayThrow();
                t = Sink.WithMethods();
            }
            finally
            {
                Sink.Methods(t);
//              ^^^^^^^^^^^^^^^ IL2072
                t = Sink.B();
                Sink.MayThrow();
                t = Sink.WithMethods();
            }
            Sink.Methods(t);
        }
        finally
        {
            Sink.Methods(t);
//          ^^^^^^^^^^^^^^^ IL2072
        }
        Sink.Methods(t);
    }

    public static void ReturnInTry()
    {
        Type t = Sink.WithMethods();
        try
        {
            if (Sink.Ask()) { t = Sink.A(); return; }
            t = Sink.WithMethods();
        }
        finally
        {
            Sink.Methods(t);
//          ^^^^^^^^^^^^^^^ IL2072
        }
        Sink.Methods(t);
//      ^^^^^^^^^^^^^^^ IL2072
    }

    public static void BreakInTry()
    {
        Type t = Sink.WithMethods();
        while (Sink.Ask())
        {
            try
            {
                if (Sink.Ask()) { t = Sink.A(); break; }
                if (Sink.Ask()) { t = Sink.B(); continue; }
                t = Sink.WithMethods();
            }
            catch (Exception)
            {
                Sink.Methods(t);
//              ^^^^^^^^^^^^^^^ IL2072
                throw;
            }
            Sink.Methods(t);
        }
        Sink.Methods(t);
//      ^^^^^^^^^^^^^^^ IL2072
    }

    public static void Rethrow()
    {
        Type t = Sink.WithMethods();
        try
        {
            try { t = Sink.A(); throw new InvalidOperationException(); }
            catch (ArgumentException) { t = Sink.B(); throw; }
        }
        catch
        {
            Sink.Methods(t);
//          ^^^^^^^^^^^^^^^ IL2072
        }
        Sink.Methods(t);
//      ^^^^^^^^^^^^^^^ IL2072
    }

    public static void Using()
    {
        Type t = Sink.WithMethods();
        using (var x = new System.IO.MemoryStream()) { t = Sink.A(); Sink.Methods(t); t = Sink.WithMethods(); }
//                                                                   ^^^^^^^^^^^^^^^ IL2072
        Sink.Methods(t);
        lock (typeof(int)) { t = Sink.B(); }
        Sink.Methods(t);
//      ^^^^^^^^^^^^^^^ IL2072
    }

    public static IEnumerable<int> Iterator()
    {
        Type t = Sink.WithMethods();
        try { t = Sink.A(); yield return 1; t = Sink.B(); }
        finally { Sink.Methods(t); }
//                ^^^^^^^^^^^^^^^ IL2072
    }

    public static async Task<Type> AsyncTry()
    {
        Type t = Sink.WithMethods();
        try { t = Sink.A(); await Task.Yield(); t = Sink.WithMethods(); }
        catch { Sink.Methods(t); }
//              ^^^^^^^^^^^^^^^ IL2072
        return t;
    }

    public static void Filters()
    {
        Type t = Sink.WithMethods();
        try { t = Sink.A(); Sink.MayThrow(); }
        catch (Exception) when ((t = Sink.B()) != null) { Sink.Methods(t); }
//                                                        ^^^^^^^^^^^^^^^ IL2072
        catch (Exception) when (Sink.Ask()) { Sink.Methods(t); }
//                                            ^^^^^^^^^^^^^^^ IL2072
        Sink.Methods(t);
//      ^^^^^^^^^^^^^^^ IL2072
    }
}

public class Captured<TClass>
{
    public static void Loop()
    {
        Type t = Sink.WithMethods();
        for (int i = 0; i < 2; i++)
        {
            Action a = () => { Sink.Methods(t); t = Sink.A(); };
//                             ^^^^^^^^^^^^^^^ IL2072
            a();
        }
        Sink.Methods(t);
//      ^^^^^^^^^^^^^^^ IL2072
    }

    public static void LocalFunctions<TMethod>(Type parameter)
    {
        Type t = typeof(TMethod);
        Read();
        Assign();
        Recursive(3);
        Generic<int>();
        GenericReads<TMethod>();
//      ^^^^^^^^^^^^^^^^^^^^^^^ IL2091
        var x = Static(parameter);
        Sink.Methods(x);
//      ^^^^^^^^^^^^^^^ IL2072
        void Read() => Sink.Methods(t);
//                     ^^^^^^^^^^^^^^^ IL2067 IL2087
        void Assign() { t = parameter; }
        void Recursive(int n) { if (n > 0) Recursive(n - 1); Sink.Methods(parameter); Sink.Methods(typeof(TClass)); }
//                                                           ^^^^^^^^^^^^^^^^^^^^^^^ IL2067
//                                                                                    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2087
        void Generic<TLocal>() { Sink.Methods(typeof(TLocal)); Sink.Methods(typeof(TMethod)); }
//                               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2087
//                                                             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2087
        void GenericReads<[DynamicallyAccessedMembers(PublicMethods)] TLocal>() { Sink.Methods(typeof(TLocal)); Sink.Fields(typeof(TLocal)); }
//                                                                                                              ^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2087
        static Type Static(Type t) { Sink.Methods(t); return t; }
//                                   ^^^^^^^^^^^^^^^ IL2067
        Func<Type> returns = () => { return t; };
        Sink.Methods(returns());
//      ^^^^^^^^^^^^^^^^^^^^^^^ IL2072
        [return: DynamicallyAccessedMembers(PublicMethods)] Type Returned() { return Sink.Ask() ? t : Sink.WithMethods(); }
//                                                                                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2068 IL2088
        Sink.Methods(Returned());
        Action later = Deferred;
        void Deferred() { Sink.Methods(parameter); Inner(); void Inner() => Sink.Methods(t); }
//                        ^^^^^^^^^^^^^^^^^^^^^^^ IL2067
//                                                                          ^^^^^^^^^^^^^^^ IL2067 IL2087
    }

    public static void Nested()
    {
        Type a = Sink.WithMethods(), b = Sink.WithFields();
        Action outer = () =>
        {
            Type c = b;
            Action inner = () => { Sink.Methods(a); Sink.Methods(b); Sink.Methods(c); c = Sink.A(); };
//                                                  ^^^^^^^^^^^^^^^ IL2072
//                                                                   ^^^^^^^^^^^^^^^ IL2072
            inner();
            Sink.Methods(c);
//          ^^^^^^^^^^^^^^^ IL2072
            b = Sink.B();
        };
        outer();
        Sink.Methods(b);
//      ^^^^^^^^^^^^^^^ IL2072
    }

    public static IEnumerable<int> InIterator(Type type)
    {
        Type t = Sink.WithMethods();
        Local();
        yield return 1;
        t = Sink.A();
        void Local() { Sink.Methods(t); Sink.Methods(type); }
//                     ^^^^^^^^^^^^^^^ IL2072
//                                      ^^^^^^^^^^^^^^^^^^ IL2067
    }

    public static void Queries(IEnumerable<Type> types)
    {
        _ = from t in types where t.GetMethods().Length > 0 select t.GetFields();
//                                ^^^^^^^^^^^^^^ IL2070
//                                                                 ^^^^^^^^^^^^^ IL2070
        _ = types.Select(t => t.GetMethods()).ToArray();
//                            ^^^^^^^^^^^^^^ IL2070
        types.ToList().ForEach(Sink.Methods);
//                             ^^^^^^^^^^^^ IL2111
        _ = types.Select(t => { Sink.Methods(t); return 1; });
//                              ^^^^^^^^^^^^^^^ IL2067
    }
}

public class Members
{
    [DynamicallyAccessedMembers(PublicMethods)] public static Type StaticProperty { get; set; } = typeof(int);
    [DynamicallyAccessedMembers(PublicMethods)] public Type GetOnly { get; } = typeof(int);
    [DynamicallyAccessedMembers(PublicMethods)] public Type Init { get; init; } = typeof(int);
    [DynamicallyAccessedMembers(PublicMethods)] public ref Type ByRef => ref s_field;
    [DynamicallyAccessedMembers(PublicMethods)] private static Type s_field = typeof(int);
    [DynamicallyAccessedMembers(PublicMethods)] private Type? _compound;
    [DynamicallyAccessedMembers(PublicMethods)] private string _name = "";
    [DynamicallyAccessedMembers(PublicMethods)] public Type Half { get => s_field; }
    [DynamicallyAccessedMembers(PublicMethods)] public Type FieldKeyword { get => field; set => field = value; } = typeof(int);
//                                                                                ^^^^^ IL2078
    public Type PlainFieldKeyword { [return: DynamicallyAccessedMembers(PublicMethods)] get => field; set => field = value; } = typeof(int);
//                                                                                             ^^^^^ IL2078

    public void Writes(Type type, string name)
    {
        StaticProperty = type;
//      ^^^^^^^^^^^^^^^^^^^^^ IL2067
        s_field = type;
//      ^^^^^^^^^^^^^^ IL2069
        _compound ??= type;
//      ^^^^^^^^^^^^^^^^^^ IL2069
        _name = name;
//      ^^^^^^^^^^^^ IL2069
        _name += name;
//      ^^^^^^^^^^^^^ IL2069
        _name = "Flow.Harder.Members";
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2122
        ByRef = type;
        (StaticProperty, s_field) = (type, type);
        var made = new Members { Init = type };
//                               ^^^^^^^^^^^ IL2067
        Sink.Methods(StaticProperty = type);
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2067
//                   ^^^^^^^^^^^^^^^^^^^^^ IL2067
        Sink.Fields(StaticProperty);
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2072
        Sink.Methods(ByRef);
        Take(ref s_field);
//      ^^^^^^^^^^^^^^^^^ IL2077
        Give(out s_field);
        Type local = s_field;
        Take(ref local);
//      ^^^^^^^^^^^^^^^ IL2077
        Sink.Methods(local);
        ref readonly Type alias = ref Pick(in s_field);
        Sink.Methods(alias);
//      ^^^^^^^^^^^^^^^^^^^ IL2072
        Sink.Name(_name);
        Sink.Name(name.ToString());
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2072
        Sink.Name(string.Concat(name, "x"));
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2072
        Sink.Name(string.Empty);
        Sink.Name(null);
        Sink.Name(Sink.Ask() ? "Flow.Harder.Members, Fixtures" : null);
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2111
    }
    private static void Take([DynamicallyAccessedMembers(PublicFields)] ref Type type) { }
    private static void Give(out Type type) => type = typeof(int);
    private static ref readonly Type Pick(in Type type) => ref type;
    [return: DynamicallyAccessedMembers(PublicMethods)] private static ref Type AnnotatedRef() => ref s_field;
    public static void UseRef(Type type) { AnnotatedRef() = type; Sink.Methods(AnnotatedRef()); Sink.Fields(AnnotatedRef()); }
//                                                                                              ^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2072
}

public class Lookups
{
    public class First { [RequiresUnreferencedCode("first")] public void One() { } [RequiresUnreferencedCode("first two")] public void Two(int x) { } public void Two() { } [RequiresUnreferencedCode("hidden")] protected void Three() { } public int Count { get; [RequiresUnreferencedCode("set count")] set; } }
    public class Second : First { [RequiresUnreferencedCode("second")] public new void One() { } private class Inner { [RequiresUnreferencedCode("inner")] public Inner() { } } public class Open { [RequiresUnreferencedCode("open")] public Open() { } } }
    public interface IContract { [RequiresUnreferencedCode("contract")] void M(); }
    public class Implementing : IContract { [RequiresUnreferencedCode("contract")] public void M() { } }

    public static void Candidates(bool condition, string name)
    {
        Type type = condition ? typeof(First) : typeof(Second);
        type.GetMethod("One");
//      ^^^^^^^^^^^^^^^^^^^^^ IL2026
        type.GetMethod("Two");
//      ^^^^^^^^^^^^^^^^^^^^^ IL2026
        type.GetMethod("Three", BindingFlags.NonPublic | BindingFlags.Instance);
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2026
        type.GetMethod(condition ? "One" : "Two");
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2026
        type.GetProperty("Count");
//      ^^^^^^^^^^^^^^^^^^^^^^^^^ IL2026
        typeof(Second).GetNestedType("Inner", BindingFlags.NonPublic)!.GetConstructors();
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2026
        typeof(Second).GetNestedType("Open")!.GetConstructors();
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2026
        typeof(Second).GetNestedTypes(BindingFlags.NonPublic);
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2026
        typeof(Implementing).GetInterface("IContract");
        typeof(Implementing).GetInterfaces();
        typeof(Implementing).GetInterfaces()[0].GetMethods();
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2075
        foreach (var i in typeof(Implementing).GetInterfaces()) i.GetMethods();
//                                                              ^^^^^^^^^^^^^^ IL2075
        Sink.All(typeof(Implementing));
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2026
        Sink.All(typeof(Second));
//      ^^^^^^^^^^^^^^^^^^^^^^^^ IL2026
        Sink.All(typeof(IContract));
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2026
        Sink.All(typeof(First[]));
        Sink.All(typeof(List<Second>));
        Sink.All(null);
        Sink.All(default);
        Sink.All(default(Type));
        Type.GetType(condition ? "Flow.Harder.Lookups+First" : name);
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2057
        Type.GetType(condition ? "Flow.Harder.Lookups+First" : "Flow.Harder.Lookups+Second")!.GetMethod("One");
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2026
        Type.GetType("Flow.Harder.Lookups+First, Fixtures, Version=1.0.0.0")!.GetMethod("One");
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2026
        Type.GetType("System.Collections.Generic.List`1[[Flow.Harder.Lookups+First, Fixtures]], System.Private.CoreLib")!.GetMethods();
        typeof(Second).BaseType!.GetMethod("One");
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2026
        typeof(Second).Assembly.GetType("x");
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2026
        typeof(Second).GetMethod("One")!.DeclaringType!.GetMethods();
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2026
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2075
        typeof(Second).GetField("none");
        typeof(Second).GetMethod("one", BindingFlags.IgnoreCase | BindingFlags.Public | BindingFlags.Instance);
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2026
        Activator.CreateInstance(condition ? typeof(First) : typeof(Second));
        Activator.CreateInstance(typeof(Second).GetNestedType("Open")!);
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2026
    }

    public static void Handles(Type type, [DynamicallyAccessedMembers(PublicMethods)] Type annotated, RuntimeTypeHandle handle)
    {
        Sink.Methods(Type.GetTypeFromHandle(handle)!);
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2072
        RuntimeHelpers.RunClassConstructor(handle);
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2059
        var stored = annotated.TypeHandle;
        Sink.Methods(Type.GetTypeFromHandle(stored)!);
        Sink.Fields(Type.GetTypeFromHandle(stored)!);
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2067
        Sink.Methods(MethodBase.GetMethodFromHandle(typeof(First).GetMethod("One")!.MethodHandle)!.DeclaringType!);
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2072
//                                                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2026
        Sink.Methods(type.GetTypeInfo().BaseType!);
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2072
        Sink.Methods(typeof(First).GetTypeInfo());
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2026
    }

    public static void OnObjects(object o, First first, Second second, IContract contract, object[] array, ValueType value, Nullable<int> maybe, Exception error)
    {
        o.GetType().GetMethods();
//      ^^^^^^^^^^^^^^^^^^^^^^^^ IL2075
        first.GetType().GetMethod("One");
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2075
        contract.GetType().GetMethods();
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2075
        array.GetType().GetMethods();
        array[0].GetType().GetMethods();
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2075
        value.GetType().GetMethods();
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2075
        maybe.GetType().GetMethods();
        error.GetType().GetProperties();
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2075
        new First().GetType().GetMethod("One");
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2075
        o.ToString()!.GetType().GetMethods();
        (o as string)?.GetType().GetMethods();
//                    ^^^^^^^^^^^^^^^^^^^^^^^ IL2075
        o?.GetType().GetMethods();
//        ^^^^^^^^^^^^^^^^^^^^^^^ IL2075
        var type = o?.GetType();
        type?.GetMethods();
//           ^^^^^^^^^^^^^ IL2075
        var x = o!.GetType().GetInterfaces().FirstOrDefault(i => i.GetMethods().Length > 0);
//              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2075
//                                                               ^^^^^^^^^^^^^^ IL2070
    }
}

public abstract class Generic<T> where T : class
{
    [return: DynamicallyAccessedMembers(PublicMethods)] public virtual Type Find() => typeof(T);
//                                                                                    ^^^^^^^^^ IL2088
    public abstract void Use([DynamicallyAccessedMembers(PublicMethods)] Type type);
    public Type Kind => typeof(T);
    public void Check(T value) { Sink.Methods(value.GetType()); Sink.Methods(typeof(T)); Sink.Methods(Kind); Sink.Methods(Find()); }
//                               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2072
//                                                              ^^^^^^^^^^^^^^^^^^^^^^^ IL2087
//                                                                                       ^^^^^^^^^^^^^^^^^^ IL2072
}
public class Closed : Generic<string>
{
    public override Type Find() => base.Find();
//                       ^^^^ IL2093
    public override void Use(Type type) { }
//                                ^^^^ IL2092
}

[DynamicallyAccessedMembers(PublicEvents | NonPublicMethods | PublicConstructors | PublicNestedTypes | NonPublicFields)]
public class Exposed
{
    [RequiresUnreferencedCode("ctor")] public Exposed() { }
//                                            ^^^^^^^ IL2112
    [RequiresUnreferencedCode("private ctor")] private Exposed(int x) { }
    [RequiresUnreferencedCode("private")] private void Hidden() { }
//                                                     ^^^^^^ IL2112
    [RequiresUnreferencedCode("public")] public void Shown() { }
    public event Action? Raised { [RequiresUnreferencedCode("add")] add { } remove { } }
//                                                                  ^^^ IL2112
    [DynamicallyAccessedMembers(PublicMethods)] private Type? _annotated;
//                                                            ^^^^^^^^^^ IL2112 IL2114
    [DynamicallyAccessedMembers(PublicMethods)] public Type? Annotated;
    public class Nested { [RequiresUnreferencedCode("nested")] public void M() { } [DynamicallyAccessedMembers(PublicMethods)] public Type? F; public class Deep { [RequiresUnreferencedCode("deep")] public static void S() { } } }
//                                                                         ^ IL2112
//                                                                                                                                          ^ IL2114
//                                                                                                                                                                                                                       ^ IL2112
    private class HiddenNested { [RequiresUnreferencedCode("hidden nested")] public void M() { } }
    [DynamicallyAccessedMembers(PublicMethods)] private Type? Auto { get; set; }
//                                                            ^^^^ IL2112 IL2114
//                                                                        ^^^ IL2114
}
public class ExposedDerived : Exposed { [RequiresUnreferencedCode("derived ctor")] public ExposedDerived() { } [RequiresUnreferencedCode("derived hidden")] private void Own() { } }
//                                                                                        ^^^^^^^^^^^^^^ IL2112
//                                                                                                                                                                       ^^^ IL2112
[DynamicallyAccessedMembers(PublicMethods)] public struct ExposedStruct { [RequiresUnreferencedCode("in struct")] public void M() { } }
//                                                                                                                            ^ IL2112
[DynamicallyAccessedMembers(All)] public interface IExposed { [RequiresUnreferencedCode("in interface")] void M(); }
//                                                                                                            ^ IL2112
public class ExposedByInterface : IExposed { [RequiresUnreferencedCode("in interface")] public void M() { } [RequiresUnreferencedCode("too")] public static void S() { } }
//                                                                                                  ^ IL2112
//                                                                                                                                                               ^ IL2112
[DynamicallyAccessedMembers(PublicMethods)] public class ExposedGeneric<T> { public void Takes([DynamicallyAccessedMembers(PublicMethods)] Type type) { } [return: DynamicallyAccessedMembers(PublicMethods)] public virtual Type Gives() => typeof(int); [RequiresUnreferencedCode("generic")] public void M<U>() { } }
//                                                                                       ^^^^^ IL2114
//                                                                                                                                                                                                                                ^^^^^ IL2114
//                                                                                                                                                                                                                                                                                                          ^ IL2112
[DynamicallyAccessedMembers(PublicMethods)] public partial class ExposedPartial { [RequiresUnreferencedCode("one")] public void One() { } }
//                                                                                                                              ^^^ IL2112
public partial class ExposedPartial { [RequiresUnreferencedCode("two")] public void Two() { } }
//                                                                                  ^^^ IL2112
[DynamicallyAccessedMembers(PublicMethods)] public record ExposedRecord(int X) { [RequiresUnreferencedCode("rec")] public void M() { } }
//                                                                                                                             ^ IL2112
