using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.Threading.Tasks;
using static System.Diagnostics.CodeAnalysis.DynamicallyAccessedMemberTypes;

namespace Flow.Statements;

public class Ways
{
    private static void Needs([DynamicallyAccessedMembers(PublicMethods)] Type type) { }
    private static Type Plain() => typeof(int);
    private static Type Other() => typeof(int);
    private static Type Third() => typeof(int);
    private static bool Ask() => Environment.TickCount > 3;
    [DoesNotReturn] private static void Fail() => throw new InvalidOperationException();

    public static void Loops()
    {
        Type local = typeof(int);
        while (Ask())
        {
            Needs(local);
//          ^^^^^^^^^^^^ IL2072
            local = Plain();
        }
        Type inDo = typeof(int);
        do
        {
            Needs(inDo);
//          ^^^^^^^^^^^ IL2072
            if (Ask()) continue;
            inDo = Plain();
            if (Ask()) break;
            inDo = Other();
        } while (Ask());
        Needs(inDo);
//      ^^^^^^^^^^^ IL2072
        Type inFor = typeof(int);
        for (var i = 0; i < 3; Needs(inFor), i++) inFor = Plain();
//                             ^^^^^^^^^^^^ IL2072
        Type inEach = typeof(int);
        foreach (var x in new[] { 1, 2 })
        {
            Needs(inEach);
//          ^^^^^^^^^^^^^ IL2072
            inEach = x == 1 ? Plain() : Other();
        }
        Needs(inEach);
//      ^^^^^^^^^^^^^ IL2072
        for (; ; )
        {
            if (Ask()) break;
            inEach = typeof(string);
        }
        Needs(inEach);
//      ^^^^^^^^^^^^^ IL2072
    }

    public static void Tries()
    {
        Type local = typeof(int);
        try
        {
            local = Plain();
            Ask();
            local = Other();
        }
        catch (InvalidOperationException)
        {
            Needs(local);
//          ^^^^^^^^^^^^ IL2072
        }
        catch (Exception) when (Check(local))
//                              ^^^^^^^^^^^^ IL2072
        {
            Needs(local);
//          ^^^^^^^^^^^^ IL2072
        }
        Needs(local);
//      ^^^^^^^^^^^^ IL2072
        Type inFinally = typeof(int);
        try
        {
            inFinally = Plain();
            Ask();
            inFinally = typeof(string);
        }
        finally
        {
            Needs(inFinally);
//          ^^^^^^^^^^^^^^^^ IL2072
        }
        Needs(inFinally);
        try
        {
            inFinally = Plain();
        }
        finally
        {
            inFinally = Other();
        }
        Needs(inFinally);
//      ^^^^^^^^^^^^^^^^ IL2072
    }
    private static bool Check([DynamicallyAccessedMembers(PublicMethods)] Type type) => type is not null;

    public static Type? EarlyReturn(Type type)
    {
        Type local = typeof(int);
        if (Ask())
        {
            local = type;
            return local;
        }
        Needs(local);
        if (Ask())
        {
            local = type;
            throw new InvalidOperationException();
        }
        Needs(local);
        if (Ask())
        {
            local = type;
            Fail();
        }
        Needs(local);
        return null;
    }

    public static void Switches(int choice, string name)
    {
        Type local = typeof(int);
        switch (choice)
        {
            case 0: local = Plain(); break;
            case 1:
            case 2: local = Other(); goto case 4;
            case 3: goto default;
            case 4: Needs(local); break;
//                  ^^^^^^^^^^^^ IL2072
            default: local = typeof(string); break;
        }
        Needs(local);
//      ^^^^^^^^^^^^ IL2072
        Type second;
        switch (name)
        {
            case "a": second = Plain(); break;
            case "b": return;
            default: second = Third(); break;
        }
        Needs(second);
//      ^^^^^^^^^^^^^ IL2072
    }

    public static void Jumps()
    {
        Type local = typeof(int);
    again:
        Needs(local);
//      ^^^^^^^^^^^^ IL2072
        local = Plain();
        if (Ask()) goto again;
        if (Ask()) goto end;
        local = Other();
    end:
        Needs(local);
//      ^^^^^^^^^^^^ IL2072
    }

    public static void ShortCircuit(Type type)
    {
        Type local = typeof(int);
        if (Ask() && (local = type) != null) Needs(local);
//                                           ^^^^^^^^^^^^ IL2067
        else Needs(local);
//           ^^^^^^^^^^^^ IL2067
        Type other = typeof(int);
        var ok = Ask() || (other = Plain()) is null;
        Needs(other);
//      ^^^^^^^^^^^^ IL2072
        Type? third = null;
        _ = third?.Name ?? (third = Other()).Name;
        Needs(third!);
//      ^^^^^^^^^^^^^ IL2072
    }

    public static void Unreachable(Type type)
    {
        if (false) Needs(type);
        Fail();
        Needs(type);
    }

    public static void AfterReturn(Type type)
    {
        return;
        Needs(type);
    }

    public static void AfterThrow(Type type)
    {
        if (Ask()) Needs(type);
//                 ^^^^^^^^^^^ IL2067
        throw new InvalidOperationException();
        Needs(type);
    }

    public static void ConditionalTargets(Holder a, Holder b, Type type)
    {
        (Ask() ? a : b).Property = type;
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2067
        a?.Inner!.Property = type;
//        ^^^^^^^^^^^^^^^^^^^^^^^ IL2067
        a?.Take(type);
//        ^^^^^^^^^^^ IL2067
        a!.Property ??= type;
//      ^^^^^^^^^^^^^^^^^^^^ IL2067
        a.Field ??= type;
//      ^^^^^^^^^^^^^^^^ IL2069
    }

    public class Holder
    {
        [DynamicallyAccessedMembers(PublicMethods)] public Type Field = typeof(int);
        [DynamicallyAccessedMembers(PublicMethods)] public Type Property { get; set; } = typeof(int);
        public Holder? Inner;
        public Holder Take([DynamicallyAccessedMembers(PublicMethods)] Type type) => this;
        [DynamicallyAccessedMembers(PublicMethods)] public Type this[int i] { get => typeof(int); set { } }
        public Type this[[DynamicallyAccessedMembers(PublicMethods)] Type type] => type;
    }

    public static void Indexers(Holder holder, Type type)
    {
        holder[0] = type;
//      ^^^^^^^^^^^^^^^^ IL2067
        Needs(holder[0]);
        Needs(holder[type]);
//      ^^^^^^^^^^^^^^^^^^^ IL2072
//            ^^^^^^^^^^^^ IL2067
        _ = new Holder { Field = type, [1] = type };
//                       ^^^^^^^^^^^^ IL2069
//                                     ^^^^^^^^^^ IL2067
        _ = new List<Holder> { new() { Property = type } };
//                                     ^^^^^^^^^^^^^^^ IL2067
        holder.Take(type).Take(type);
//      ^^^^^^^^^^^^^^^^^ IL2067
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2067
    }

    public static void Lambdas(Type type, [DynamicallyAccessedMembers(PublicMethods)] Type annotated)
    {
        Action direct = () => Needs(type);
//                            ^^^^^^^^^^^ IL2067
        Action fine = () => Needs(annotated);
        Action<Type> own = t => Needs(t);
//                              ^^^^^^^^ IL2067
        Action<Type> marked = ([DynamicallyAccessedMembers(PublicMethods)] t) => Needs(t);
//                            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2111
        Func<Type, Type> returned = [return: DynamicallyAccessedMembers(PublicMethods)] (t) => t;
//                                                                                             ^ IL2068
        Type captured = typeof(int);
        Action reads = () => Needs(captured);
//                           ^^^^^^^^^^^^^^^ IL2067
        captured = type;
        reads();
        Needs(captured);
//      ^^^^^^^^^^^^^^^ IL2067
        Type assigned = typeof(int);
        Action writes = () => assigned = Plain();
        writes();
        Needs(assigned);
//      ^^^^^^^^^^^^^^^ IL2072
        Local(type);
        Uncalled();
        void Local(Type inner)
        {
            Needs(inner);
//          ^^^^^^^^^^^^ IL2067
            Needs(captured);
//          ^^^^^^^^^^^^^^^ IL2067
            Type own2 = Other();
            Needs(own2);
//          ^^^^^^^^^^^ IL2072
        }
        void Uncalled()
        {
            Needs(type);
//          ^^^^^^^^^^^ IL2067
        }
        void NeverCalled() => Needs(type);
        [return: DynamicallyAccessedMembers(PublicMethods)] Type Gives(Type t) => t;
//                                                                                ^ IL2068
        Needs(Gives(type));
        Type Plainly() => typeof(int);
        Needs(Plainly());
//      ^^^^^^^^^^^^^^^^ IL2072
        void Takes([DynamicallyAccessedMembers(PublicMethods)] Type t) => Needs(t);
        Takes(type);
//      ^^^^^^^^^^^ IL2067
        Takes(annotated);
    }

    public static IEnumerable<Type> Iterator(Type type, IEnumerable<Type> types)
    {
        Type local = typeof(int);
        foreach (var each in types)
        {
            Needs(each);
//          ^^^^^^^^^^^ IL2072
            yield return each;
        }
        local = type;
        yield return local;
        Needs(local);
//      ^^^^^^^^^^^^ IL2067
    }

    public static async Task Async(Type type, Func<Task> wait)
    {
        Type local = typeof(int);
        await wait();
        local = type;
        await wait();
        Needs(local);
//      ^^^^^^^^^^^^ IL2067
        using var disposable = new System.IO.MemoryStream();
        lock (local) Needs(local);
//                   ^^^^^^^^^^^^ IL2067
    }

    [RequiresUnreferencedCode("marked")]
    public static void Marked(Type type)
    {
        Needs(type);
        Action lambda = () => Needs(type);
    }

    [UnconditionalSuppressMessage("Trimming", "IL2067")]
    public static void Suppressed(Type type)
    {
        Needs(type);
        Needs(Plain());
//      ^^^^^^^^^^^^^^ IL2072
    }

    public static int Property
    {
        get
        {
            Needs(Plain());
//          ^^^^^^^^^^^^^^ IL2072
            return 1;
        }
        set => Needs(Other());
//             ^^^^^^^^^^^^^^ IL2072
    }

    public static event Action Event
    {
        add => Needs(Plain());
//             ^^^^^^^^^^^^^^ IL2072
        remove { Needs(Other()); }
//               ^^^^^^^^^^^^^^ IL2072
    }

    public static Ways operator +(Ways left, Type right)
    {
        Needs(right);
//      ^^^^^^^^^^^^ IL2067
        return left;
    }

    public static implicit operator Type(Ways ways) => typeof(int);
    static Ways() => Needs(Plain());
//                   ^^^^^^^^^^^^^^ IL2072
    ~Ways() => Needs(Plain());
//             ^^^^^^^^^^^^^^ IL2072

    private static readonly object s_value = Make(Plain());
//                                           ^^^^^^^^^^^^^ IL2072
    private static object Make([DynamicallyAccessedMembers(PublicMethods)] Type type) => type;
    private static object Lazy { get; } = Make(Plain());
//                                        ^^^^^^^^^^^^^ IL2072
    private static readonly Func<object> s_function = () => Make(Plain());
//                                                          ^^^^^^^^^^^^^ IL2072
}

public class Base
{
    public Base([DynamicallyAccessedMembers(PublicMethods)] Type type) { }
}

public class Derived : Base
{
    public Derived(Type type) : base(type) { }
//                            ^^^^^^^^^^^^ IL2067
    public Derived(int x) : this(Make()) { }
    private static Type Make() => typeof(int);
}

public class Primary(Type type) : Base(type)
//                                ^^^^^^^^^^ IL2067
{
    private readonly Type _copy = type;
    [DynamicallyAccessedMembers(PublicMethods)] private readonly Type _annotated = type;
//                                                                               ^^^^^^ IL2069
    public void Use() => Take(type);
//                       ^^^^^^^^^^ IL2067
    private static void Take([DynamicallyAccessedMembers(PublicMethods)] Type type) { }
}

public class AnnotatedPrimary([DynamicallyAccessedMembers(PublicMethods)] Type type) : Base(type)
{
    public void Use() => Take(type);
    private static void Take([DynamicallyAccessedMembers(PublicMethods)] Type type) { }
}

public record Recorded([property: DynamicallyAccessedMembers(PublicMethods)] Type Kind);

[AttributeUsage(AttributeTargets.All)]
public class TakesTypeAttribute : Attribute
{
    public TakesTypeAttribute() { }
    public TakesTypeAttribute([DynamicallyAccessedMembers(All)] Type type) { }
    public TakesTypeAttribute([DynamicallyAccessedMembers(PublicMethods)] string name) { }
    [DynamicallyAccessedMembers(All)] public Type? Kind { get; set; }
    [DynamicallyAccessedMembers(PublicMethods)] public Type? Field;
}

public class Risky
{
    [RequiresUnreferencedCode("risky")] public void Method() { }
    [RequiresDynamicCode("dynamic")] public void Dynamic() { }
}

[TakesType(typeof(Risky))]
//< ^^^^^^^^^^^^^^^^^^^^^^^^ IL2026
public class Attributed
{
    [TakesType(Kind = typeof(Risky))] public void Method() { }
//             ^^^^^^^^^^^^^^^^^^^^ IL2026
    [TakesType(Field = typeof(Risky))] public void Second() { }
//             ^^^^^^^^^^^^^^^^^^^^^ IL2026
    [TakesType("Flow.Statements.Risky")] public void Third([TakesType(typeof(int))] int x) { }
//   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2122
    [TakesType("Flow.Statements.Risky, Fixtures")] public int Property { get; set; }
//   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2026
    [return: TakesType(typeof(Risky))] public int Fourth() => 1;
//           ^^^^^^^^^^^^^^^^^^^^^^^^ IL2026
}
