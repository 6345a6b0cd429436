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
            local = Plain();
        }
        Type inDo = typeof(int);
        do
        {
            Needs(inDo);
            if (Ask()) continue;
            inDo = Plain();
            if (Ask()) break;
            inDo = Other();
        } while (Ask());
        Needs(inDo);
        Type inFor = typeof(int);
        for (var i = 0; i < 3; Needs(inFor), i++) inFor = Plain();
        Type inEach = typeof(int);
        foreach (var x in new[] { 1, 2 })
        {
            Needs(inEach);
            inEach = x == 1 ? Plain() : Other();
        }
        Needs(inEach);
        for (; ; )
        {
            if (Ask()) break;
            inEach = typeof(string);
        }
        Needs(inEach);
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
        }
        catch (Exception) when (Check(local))
        {
            Needs(local);
        }
        Needs(local);
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
            default: local = typeof(string); break;
        }
        Needs(local);
        Type second;
        switch (name)
        {
            case "a": second = Plain(); break;
            case "b": return;
            default: second = Third(); break;
        }
        Needs(second);
    }

    public static void Jumps()
    {
        Type local = typeof(int);
    again:
        Needs(local);
        local = Plain();
        if (Ask()) goto again;
        if (Ask()) goto end;
        local = Other();
    end:
        Needs(local);
    }

    public static void ShortCircuit(Type type)
    {
        Type local = typeof(int);
        if (Ask() && (local = type) != null) Needs(local);
        else Needs(local);
        Type other = typeof(int);
        var ok = Ask() || (other = Plain()) is null;
        Needs(other);
        Type? third = null;
        _ = third?.Name ?? (third = Other()).Name;
        Needs(third!);
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
        throw new InvalidOperationException();
        Needs(type);
    }

    public static void ConditionalTargets(Holder a, Holder b, Type type)
    {
        (Ask() ? a : b).Property = type;
        a?.Inner!.Property = type;
        a?.Take(type);
        a!.Property ??= type;
        a.Field ??= type;
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
        Needs(holder[0]);
        Needs(holder[type]);
        _ = new Holder { Field = type, [1] = type };
        _ = new List<Holder> { new() { Property = type } };
        holder.Take(type).Take(type);
    }

    public static void Lambdas(Type type, [DynamicallyAccessedMembers(PublicMethods)] Type annotated)
    {
        Action direct = () => Needs(type);
        Action fine = () => Needs(annotated);
        Action<Type> own = t => Needs(t);
        Action<Type> marked = ([DynamicallyAccessedMembers(PublicMethods)] t) => Needs(t);
        Func<Type, Type> returned = [return: DynamicallyAccessedMembers(PublicMethods)] (t) => t;
        Type captured = typeof(int);
        Action reads = () => Needs(captured);
        captured = type;
        reads();
        Needs(captured);
        Type assigned = typeof(int);
        Action writes = () => assigned = Plain();
        writes();
        Needs(assigned);
        Local(type);
        Uncalled();
        void Local(Type inner)
        {
            Needs(inner);
            Needs(captured);
            Type own2 = Other();
            Needs(own2);
        }
        void Uncalled()
        {
            Needs(type);
        }
        void NeverCalled() => Needs(type);
        [return: DynamicallyAccessedMembers(PublicMethods)] Type Gives(Type t) => t;
        Needs(Gives(type));
        Type Plainly() => typeof(int);
        Needs(Plainly());
        void Takes([DynamicallyAccessedMembers(PublicMethods)] Type t) => Needs(t);
        Takes(type);
        Takes(annotated);
    }

    public static IEnumerable<Type> Iterator(Type type, IEnumerable<Type> types)
    {
        Type local = typeof(int);
        foreach (var each in types)
        {
            Needs(each);
            yield return each;
        }
        local = type;
        yield return local;
        Needs(local);
    }

    public static async Task Async(Type type, Func<Task> wait)
    {
        Type local = typeof(int);
        await wait();
        local = type;
        await wait();
        Needs(local);
        using var disposable = new System.IO.MemoryStream();
        lock (local) Needs(local);
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
    }

    public static int Property
    {
        get
        {
            Needs(Plain());
            return 1;
        }
        set => Needs(Other());
    }

    public static event Action Event
    {
        add => Needs(Plain());
        remove { Needs(Other()); }
    }

    public static Ways operator +(Ways left, Type right)
    {
        Needs(right);
        return left;
    }

    public static implicit operator Type(Ways ways) => typeof(int);
    static Ways() => Needs(Plain());
    ~Ways() => Needs(Plain());

    private static readonly object s_value = Make(Plain());
    private static object Make([DynamicallyAccessedMembers(PublicMethods)] Type type) => type;
    private static object Lazy { get; } = Make(Plain());
    private static readonly Func<object> s_function = () => Make(Plain());
}

public class Base
{
    public Base([DynamicallyAccessedMembers(PublicMethods)] Type type) { }
}

public class Derived : Base
{
    public Derived(Type type) : base(type) { }
    public Derived(int x) : this(Make()) { }
    private static Type Make() => typeof(int);
}

public class Primary(Type type) : Base(type)
{
    private readonly Type _copy = type;
    [DynamicallyAccessedMembers(PublicMethods)] private readonly Type _annotated = type;
    public void Use() => Take(type);
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
public class Attributed
{
    [TakesType(Kind = typeof(Risky))] public void Method() { }
    [TakesType(Field = typeof(Risky))] public void Second() { }
    [TakesType("Flow.Statements.Risky")] public void Third([TakesType(typeof(int))] int x) { }
    [TakesType("Flow.Statements.Risky, Fixtures")] public int Property { get; set; }
    [return: TakesType(typeof(Risky))] public int Fourth() => 1;
}
