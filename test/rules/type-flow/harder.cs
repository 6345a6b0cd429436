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
            t = Sink.B();
        }
        catch (ArgumentException e) when (e.Message.Length > 1)
        {
            Sink.Methods(t);
            t = Sink.WithMethods();
        }
        catch
        {
            Sink.Methods(t);
            t = Sink.C();
            Sink.Methods(t);
        }
        finally
        {
            Sink.Methods(t);
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
                t = Sink.B();
                Sink.MayThrow();
                t = Sink.WithMethods();
            }
            Sink.Methods(t);
        }
        finally
        {
            Sink.Methods(t);
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
        }
        Sink.Methods(t);
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
                throw;
            }
            Sink.Methods(t);
        }
        Sink.Methods(t);
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
        }
        Sink.Methods(t);
    }

    public static void Using()
    {
        Type t = Sink.WithMethods();
        using (var x = new System.IO.MemoryStream()) { t = Sink.A(); Sink.Methods(t); t = Sink.WithMethods(); }
        Sink.Methods(t);
        lock (typeof(int)) { t = Sink.B(); }
        Sink.Methods(t);
    }

    public static IEnumerable<int> Iterator()
    {
        Type t = Sink.WithMethods();
        try { t = Sink.A(); yield return 1; t = Sink.B(); }
        finally { Sink.Methods(t); }
    }

    public static async Task<Type> AsyncTry()
    {
        Type t = Sink.WithMethods();
        try { t = Sink.A(); await Task.Yield(); t = Sink.WithMethods(); }
        catch { Sink.Methods(t); }
        return t;
    }

    public static void Filters()
    {
        Type t = Sink.WithMethods();
        try { t = Sink.A(); Sink.MayThrow(); }
        catch (Exception) when ((t = Sink.B()) != null) { Sink.Methods(t); }
        catch (Exception) when (Sink.Ask()) { Sink.Methods(t); }
        Sink.Methods(t);
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
            a();
        }
        Sink.Methods(t);
    }

    public static void LocalFunctions<TMethod>(Type parameter)
    {
        Type t = typeof(TMethod);
        Read();
        Assign();
        Recursive(3);
        Generic<int>();
        GenericReads<TMethod>();
        var x = Static(parameter);
        Sink.Methods(x);
        void Read() => Sink.Methods(t);
        void Assign() { t = parameter; }
        void Recursive(int n) { if (n > 0) Recursive(n - 1); Sink.Methods(parameter); Sink.Methods(typeof(TClass)); }
        void Generic<TLocal>() { Sink.Methods(typeof(TLocal)); Sink.Methods(typeof(TMethod)); }
        void GenericReads<[DynamicallyAccessedMembers(PublicMethods)] TLocal>() { Sink.Methods(typeof(TLocal)); Sink.Fields(typeof(TLocal)); }
        static Type Static(Type t) { Sink.Methods(t); return t; }
        Func<Type> returns = () => { return t; };
        Sink.Methods(returns());
        [return: DynamicallyAccessedMembers(PublicMethods)] Type Returned() { return Sink.Ask() ? t : Sink.WithMethods(); }
        Sink.Methods(Returned());
        Action later = Deferred;
        void Deferred() { Sink.Methods(parameter); Inner(); void Inner() => Sink.Methods(t); }
    }

    public static void Nested()
    {
        Type a = Sink.WithMethods(), b = Sink.WithFields();
        Action outer = () =>
        {
            Type c = b;
            Action inner = () => { Sink.Methods(a); Sink.Methods(b); Sink.Methods(c); c = Sink.A(); };
            inner();
            Sink.Methods(c);
            b = Sink.B();
        };
        outer();
        Sink.Methods(b);
    }

    public static IEnumerable<int> InIterator(Type type)
    {
        Type t = Sink.WithMethods();
        Local();
        yield return 1;
        t = Sink.A();
        void Local() { Sink.Methods(t); Sink.Methods(type); }
    }

    public static void Queries(IEnumerable<Type> types)
    {
        _ = from t in types where t.GetMethods().Length > 0 select t.GetFields();
        _ = types.Select(t => t.GetMethods()).ToArray();
        types.ToList().ForEach(Sink.Methods);
        _ = types.Select(t => { Sink.Methods(t); return 1; });
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
    public Type PlainFieldKeyword { [return: DynamicallyAccessedMembers(PublicMethods)] get => field; set => field = value; } = typeof(int);

    public void Writes(Type type, string name)
    {
        StaticProperty = type;
        s_field = type;
        _compound ??= type;
        _name = name;
        _name += name;
        _name = "Flow.Harder.Members";
        ByRef = type;
        (StaticProperty, s_field) = (type, type);
        var made = new Members { Init = type };
        Sink.Methods(StaticProperty = type);
        Sink.Fields(StaticProperty);
        Sink.Methods(ByRef);
        Take(ref s_field);
        Give(out s_field);
        Type local = s_field;
        Take(ref local);
        Sink.Methods(local);
        ref readonly Type alias = ref Pick(in s_field);
        Sink.Methods(alias);
        Sink.Name(_name);
        Sink.Name(name.ToString());
        Sink.Name(string.Concat(name, "x"));
        Sink.Name(string.Empty);
        Sink.Name(null);
        Sink.Name(Sink.Ask() ? "Flow.Harder.Members, Fixtures" : null);
    }
    private static void Take([DynamicallyAccessedMembers(PublicFields)] ref Type type) { }
    private static void Give(out Type type) => type = typeof(int);
    private static ref readonly Type Pick(in Type type) => ref type;
    [return: DynamicallyAccessedMembers(PublicMethods)] private static ref Type AnnotatedRef() => ref s_field;
    public static void UseRef(Type type) { AnnotatedRef() = type; Sink.Methods(AnnotatedRef()); Sink.Fields(AnnotatedRef()); }
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
        type.GetMethod("Two");
        type.GetMethod("Three", BindingFlags.NonPublic | BindingFlags.Instance);
        type.GetMethod(condition ? "One" : "Two");
        type.GetProperty("Count");
        typeof(Second).GetNestedType("Inner", BindingFlags.NonPublic)!.GetConstructors();
        typeof(Second).GetNestedType("Open")!.GetConstructors();
        typeof(Second).GetNestedTypes(BindingFlags.NonPublic);
        typeof(Implementing).GetInterface("IContract");
        typeof(Implementing).GetInterfaces();
        typeof(Implementing).GetInterfaces()[0].GetMethods();
        foreach (var i in typeof(Implementing).GetInterfaces()) i.GetMethods();
        Sink.All(typeof(Implementing));
        Sink.All(typeof(Second));
        Sink.All(typeof(IContract));
        Sink.All(typeof(First[]));
        Sink.All(typeof(List<Second>));
        Sink.All(null);
        Sink.All(default);
        Sink.All(default(Type));
        Type.GetType(condition ? "Flow.Harder.Lookups+First" : name);
        Type.GetType(condition ? "Flow.Harder.Lookups+First" : "Flow.Harder.Lookups+Second")!.GetMethod("One");
        Type.GetType("Flow.Harder.Lookups+First, Fixtures, Version=1.0.0.0")!.GetMethod("One");
        Type.GetType("System.Collections.Generic.List`1[[Flow.Harder.Lookups+First, Fixtures]], System.Private.CoreLib")!.GetMethods();
        typeof(Second).BaseType!.GetMethod("One");
        typeof(Second).Assembly.GetType("x");
        typeof(Second).GetMethod("One")!.DeclaringType!.GetMethods();
        typeof(Second).GetField("none");
        typeof(Second).GetMethod("one", BindingFlags.IgnoreCase | BindingFlags.Public | BindingFlags.Instance);
        Activator.CreateInstance(condition ? typeof(First) : typeof(Second));
        Activator.CreateInstance(typeof(Second).GetNestedType("Open")!);
    }

    public static void Handles(Type type, [DynamicallyAccessedMembers(PublicMethods)] Type annotated, RuntimeTypeHandle handle)
    {
        Sink.Methods(Type.GetTypeFromHandle(handle)!);
        RuntimeHelpers.RunClassConstructor(handle);
        var stored = annotated.TypeHandle;
        Sink.Methods(Type.GetTypeFromHandle(stored)!);
        Sink.Fields(Type.GetTypeFromHandle(stored)!);
        Sink.Methods(MethodBase.GetMethodFromHandle(typeof(First).GetMethod("One")!.MethodHandle)!.DeclaringType!);
        Sink.Methods(type.GetTypeInfo().BaseType!);
        Sink.Methods(typeof(First).GetTypeInfo());
    }

    public static void OnObjects(object o, First first, Second second, IContract contract, object[] array, ValueType value, Nullable<int> maybe, Exception error)
    {
        o.GetType().GetMethods();
        first.GetType().GetMethod("One");
        contract.GetType().GetMethods();
        array.GetType().GetMethods();
        array[0].GetType().GetMethods();
        value.GetType().GetMethods();
        maybe.GetType().GetMethods();
        error.GetType().GetProperties();
        new First().GetType().GetMethod("One");
        o.ToString()!.GetType().GetMethods();
        (o as string)?.GetType().GetMethods();
        o?.GetType().GetMethods();
        var type = o?.GetType();
        type?.GetMethods();
        var x = o!.GetType().GetInterfaces().FirstOrDefault(i => i.GetMethods().Length > 0);
    }
}

public abstract class Generic<T> where T : class
{
    [return: DynamicallyAccessedMembers(PublicMethods)] public virtual Type Find() => typeof(T);
    public abstract void Use([DynamicallyAccessedMembers(PublicMethods)] Type type);
    public Type Kind => typeof(T);
    public void Check(T value) { Sink.Methods(value.GetType()); Sink.Methods(typeof(T)); Sink.Methods(Kind); Sink.Methods(Find()); }
}
public class Closed : Generic<string>
{
    public override Type Find() => base.Find();
    public override void Use(Type type) { }
}

[DynamicallyAccessedMembers(PublicEvents | NonPublicMethods | PublicConstructors | PublicNestedTypes | NonPublicFields)]
public class Exposed
{
    [RequiresUnreferencedCode("ctor")] public Exposed() { }
    [RequiresUnreferencedCode("private ctor")] private Exposed(int x) { }
    [RequiresUnreferencedCode("private")] private void Hidden() { }
    [RequiresUnreferencedCode("public")] public void Shown() { }
    public event Action? Raised { [RequiresUnreferencedCode("add")] add { } remove { } }
    [DynamicallyAccessedMembers(PublicMethods)] private Type? _annotated;
    [DynamicallyAccessedMembers(PublicMethods)] public Type? Annotated;
    public class Nested { [RequiresUnreferencedCode("nested")] public void M() { } [DynamicallyAccessedMembers(PublicMethods)] public Type? F; public class Deep { [RequiresUnreferencedCode("deep")] public static void S() { } } }
    private class HiddenNested { [RequiresUnreferencedCode("hidden nested")] public void M() { } }
    [DynamicallyAccessedMembers(PublicMethods)] private Type? Auto { get; set; }
}
public class ExposedDerived : Exposed { [RequiresUnreferencedCode("derived ctor")] public ExposedDerived() { } [RequiresUnreferencedCode("derived hidden")] private void Own() { } }
[DynamicallyAccessedMembers(PublicMethods)] public struct ExposedStruct { [RequiresUnreferencedCode("in struct")] public void M() { } }
[DynamicallyAccessedMembers(All)] public interface IExposed { [RequiresUnreferencedCode("in interface")] void M(); }
public class ExposedByInterface : IExposed { [RequiresUnreferencedCode("in interface")] public void M() { } [RequiresUnreferencedCode("too")] public static void S() { } }
[DynamicallyAccessedMembers(PublicMethods)] public class ExposedGeneric<T> { public void Takes([DynamicallyAccessedMembers(PublicMethods)] Type type) { } [return: DynamicallyAccessedMembers(PublicMethods)] public virtual Type Gives() => typeof(int); [RequiresUnreferencedCode("generic")] public void M<U>() { } }
[DynamicallyAccessedMembers(PublicMethods)] public partial class ExposedPartial { [RequiresUnreferencedCode("one")] public void One() { } }
public partial class ExposedPartial { [RequiresUnreferencedCode("two")] public void Two() { } }
[DynamicallyAccessedMembers(PublicMethods)] public record ExposedRecord(int X) { [RequiresUnreferencedCode("rec")] public void M() { } }
