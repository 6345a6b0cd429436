using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.Linq;
using System.Reflection;
using System.Threading.Tasks;
using static System.Diagnostics.CodeAnalysis.DynamicallyAccessedMemberTypes;

namespace Flow.Values;

public class Sources
{
    [DynamicallyAccessedMembers(PublicMethods)] private static Type s_methods = typeof(int);
    private static Type s_plain = typeof(int);
    [DynamicallyAccessedMembers(PublicMethods)] private Type Methods { get; set; } = typeof(int);
    private Type Plain { get; set; } = typeof(int);
    [DynamicallyAccessedMembers(PublicFields)] private Type OnlyFields { get; } = typeof(int);

    public static void NeedsMethods([DynamicallyAccessedMembers(PublicMethods)] Type type) { }
    public static void NeedsAll([DynamicallyAccessedMembers(All)] Type type) { }
    public static void NeedsTwo([DynamicallyAccessedMembers(PublicMethods)] Type first, [DynamicallyAccessedMembers(PublicFields)] Type second = null!) { }
    public static void NeedsName([DynamicallyAccessedMembers(PublicMethods)] string name) { }
    public static void NeedsConstructor([DynamicallyAccessedMembers(PublicParameterlessConstructor)] Type type) { }
    public static Type Plainly() => typeof(int);
    [return: DynamicallyAccessedMembers(PublicMethods)] public static Type Annotated() => typeof(int);

    public void Fields()
    {
        NeedsMethods(s_methods);
        NeedsMethods(s_plain);
        NeedsAll(s_methods);
        NeedsMethods(Methods);
        NeedsMethods(Plain);
        NeedsMethods(this.OnlyFields);
        s_methods = s_plain;
        s_methods = Plain;
        s_methods = Plainly();
        s_methods = Annotated();
        s_methods = null!;
        Methods = s_plain;
        Methods = Methods;
        Methods = OnlyFields;
        this.Methods = Plainly();
    }

    public static void Parameters(Type type, [DynamicallyAccessedMembers(PublicMethods)] Type annotated, object value, string name, [DynamicallyAccessedMembers(PublicMethods)] string typeName)
    {
        NeedsMethods(type);
        NeedsMethods(annotated);
        NeedsAll(annotated);
        NeedsMethods((Type)value);
        NeedsMethods((value as Type)!);
        NeedsName(name);
        NeedsName(typeName);
        NeedsName("Flow.Values.Sources");
        NeedsName("Flow.Values.Sources, Fixtures");
        NeedsName("");
        NeedsName(nameof(Sources));
        NeedsName(name + "x");
        NeedsName($"{name}");
        NeedsTwo(type, type);
        NeedsTwo(second: type, first: annotated);
        NeedsTwo(type);
        annotated = type;
        annotated = annotated;
        type = annotated;
        NeedsMethods(type);
    }

    public static void Locals(Type type, [DynamicallyAccessedMembers(PublicMethods)] Type annotated, bool condition)
    {
        Type local = annotated;
        NeedsMethods(local);
        local = type;
        NeedsMethods(local);
        local = condition ? annotated : type;
        NeedsMethods(local);
        if (condition) local = annotated;
        else local = typeof(int);
        NeedsMethods(local);
        if (condition) local = type;
        NeedsMethods(local);
        Type? other = null;
        NeedsMethods(other!);
        other ??= type;
        NeedsMethods(other);
        var third = other ?? s_plain;
        NeedsMethods(third);
        Type unassigned;
        unassigned = Plainly();
        NeedsMethods(unassigned);
        NeedsMethods(condition switch { true => type, false => Plainly() });
        NeedsMethods(local = s_plain);
        Type first, second;
        first = second = type;
        NeedsMethods(second);
    }

    public static async Task Unknown(Task<Type> task, Type[] types, List<Type> list, Dictionary<string, Type> map, (Type Left, Type Right) pair, IEnumerable<Type> sequence, Func<Type> factory)
    {
        NeedsMethods(await task);
        NeedsMethods(types[0]);
        NeedsMethods(list[0]);
        NeedsMethods(map["a"]);
        NeedsMethods(pair.Left);
        NeedsMethods(pair.Item2);
        NeedsMethods(sequence.First());
        NeedsMethods(factory());
        NeedsMethods(task.Result);
        foreach (var type in types) NeedsMethods(type);
        foreach (var type in list) NeedsMethods(type);
        foreach (var type in sequence) NeedsMethods(type);
        foreach (var (key, type) in map) NeedsMethods(type);
        foreach (var entry in map) NeedsMethods(entry.Value);
        var (left, right) = pair;
        NeedsMethods(left);
        Type one, two;
        (one, two) = pair;
        NeedsMethods(two);
        if (map.TryGetValue("b", out var found)) NeedsMethods(found);
        if (map.TryGetValue("b", out Type? typed)) NeedsMethods(typed);
    }

    public static void Patterns(object value, Sources sources)
    {
        if (value is Type type) NeedsMethods(type);
        if (value is Type { IsClass: true } narrowed) NeedsMethods(narrowed);
        if (value is { } anything) NeedsMethods((Type)anything);
        if (value is not Type negated) return;
        NeedsMethods(negated);
        if (value is Type always && always.IsClass) NeedsMethods(always);
        switch (value)
        {
            case Type inCase: NeedsMethods(inCase); break;
            case string name when name.Length > 0: NeedsName(name); break;
        }
        NeedsMethods(value switch { Type inArm => inArm, _ => typeof(int) });
        if (sources is { Plain: Type inProperty }) NeedsMethods(inProperty);
        if (value is var declared) NeedsMethods((Type)declared);
    }

    public static void Arrays(Type type, bool condition, int index)
    {
        var array = new Type[] { typeof(int), type };
        NeedsMethods(array[0]);
        NeedsMethods(array[1]);
        NeedsMethods(array[index]);
        array[0] = type;
        NeedsMethods(array[0]);
        var sized = new Type[2];
        NeedsMethods(sized[0]);
        sized[0] = type;
        sized[1] = typeof(int);
        NeedsMethods(sized[0]);
        NeedsMethods(sized[1]);
        Array.Sort(sized);
        NeedsMethods(sized[1]);
        var implicitly = new[] { type };
        NeedsMethods(implicitly[0]);
        implicitly[index] = typeof(int);
        NeedsMethods(implicitly[0]);
        Type[] collection = [type];
        NeedsMethods(collection[0]);
        var grid = new Type[1, 1];
        NeedsMethods(grid[0, 0]);
        NeedsMethods(array[^1]);
        Span<Type> span = array;
        NeedsMethods(span[0]);
    }

    public static void GetTypes(object value, string text, Sources sources, Delegate function, Enum choice, DayOfWeek day, int[] numbers, AnnotatedClass annotated, DerivedClass derived, IAnnotated contract)
    {
        NeedsMethods(value.GetType());
        NeedsMethods(text.GetType());
        NeedsMethods(sources.GetType());
        NeedsMethods(function.GetType());
        NeedsMethods(choice.GetType());
        NeedsMethods(day.GetType());
        NeedsMethods(numbers.GetType());
        NeedsMethods(annotated.GetType());
        NeedsMethods(derived.GetType());
        NeedsMethods(contract.GetType());
        NeedsAll(annotated.GetType());
        NeedsMethods(new Sources().GetType());
        NeedsMethods(new Sealed().GetType());
        object boxed = new Sealed();
        NeedsMethods(boxed.GetType());
        NeedsMethods(1.GetType());
        NeedsMethods("x".GetType());
        NeedsMethods(value!.GetType()!.GetType());
    }

    public static void GenericTypes<T, TEnum, [DynamicallyAccessedMembers(PublicMethods)] TAnnotated, TNew, TStruct>(T value, TEnum choice, TAnnotated annotated) where TEnum : struct, Enum where TNew : new() where TStruct : struct
    {
        NeedsMethods(typeof(T));
        NeedsMethods(typeof(TAnnotated));
        NeedsAll(typeof(TAnnotated));
        NeedsConstructor(typeof(TNew));
        NeedsConstructor(typeof(TStruct));
        NeedsConstructor(typeof(T));
        NeedsMethods(value!.GetType());
        NeedsMethods(choice.GetType());
        NeedsMethods(annotated!.GetType());
        NeedsMethods(typeof(List<T>));
        NeedsMethods(typeof(T[]));
        NeedsMethods(typeof(TStruct?));
        var type = typeof(T);
        NeedsMethods(type);
    }

    public static void Handles(Type type, [DynamicallyAccessedMembers(PublicMethods)] Type annotated)
    {
        NeedsMethods(Type.GetTypeFromHandle(type.TypeHandle)!);
        NeedsMethods(Type.GetTypeFromHandle(annotated.TypeHandle)!);
        NeedsMethods(Type.GetTypeFromHandle(typeof(int).TypeHandle)!);
        NeedsMethods(type.GetTypeInfo());
        NeedsMethods(annotated.GetTypeInfo());
        NeedsMethods(annotated.GetTypeInfo().AsType());
        NeedsMethods(type.UnderlyingSystemType);
        NeedsMethods(annotated.UnderlyingSystemType);
        NeedsMethods(type.BaseType!);
        NeedsMethods(annotated.BaseType!);
        NeedsMethods(Nullable.GetUnderlyingType(type)!);
        NeedsMethods(Nullable.GetUnderlyingType(annotated)!);
        NeedsMethods(Nullable.GetUnderlyingType(typeof(int?))!);
        NeedsName(annotated.AssemblyQualifiedName!);
        NeedsName(type.AssemblyQualifiedName!);
        NeedsName(annotated.FullName!);
        NeedsMethods(new TypeDelegator(type));
        NeedsMethods(new TypeDelegator(annotated));
    }
}

public sealed class Sealed { }
[DynamicallyAccessedMembers(PublicMethods)] public class AnnotatedClass { }
public class DerivedClass : AnnotatedClass { }
[DynamicallyAccessedMembers(PublicMethods)] public interface IAnnotated { }

public class Targets
{
    [DynamicallyAccessedMembers(PublicMethods)] private readonly Type _field = Sources.Plainly();
    [DynamicallyAccessedMembers(PublicMethods)] private static Type s_field = Sources.Annotated();
    [DynamicallyAccessedMembers(PublicMethods)] public Type Initialized { get; } = Sources.Plainly();
    [DynamicallyAccessedMembers(PublicMethods)] public Type Assigned { get; }
    [DynamicallyAccessedMembers(PublicMethods)] public Type Settable { get; set; }
    [DynamicallyAccessedMembers(PublicMethods)] public Type Written { get => typeof(int); set => _ = value; }
    [DynamicallyAccessedMembers(PublicMethods)] public Type Computed => Sources.Plainly();
    [DynamicallyAccessedMembers(PublicMethods)] public Type Backed { get { return Sources.Plainly(); } set { s_field = value; } }
    public Type Unannotated { get => typeof(int); [param: DynamicallyAccessedMembers(PublicMethods)] set { s_field = value; } }
    private Type _plain = typeof(int);
    [DynamicallyAccessedMembers(PublicMethods)] public Type FromPlain { get => _plain; set => _plain = value; }

    public Targets(Type type, [DynamicallyAccessedMembers(PublicMethods)] Type annotated)
    {
        Assigned = type;
        Settable = type;
        _field = type;
        _field = annotated;
        Unannotated = type;
        Settable ??= type;
        var other = new Targets(annotated, annotated) { Settable = type, Written = type };
        other.Settable = condition ? type : annotated;
    }
    private static readonly bool condition = Environment.TickCount > 0;

    [return: DynamicallyAccessedMembers(PublicMethods)]
    public static Type Return(Type type, [DynamicallyAccessedMembers(PublicMethods)] Type annotated, int which)
    {
        if (which == 0) return type;
        if (which == 1) return annotated;
        if (which == 2) return Sources.Plainly();
        if (which == 3) return typeof(int);
        if (which == 4) return new Targets(annotated, annotated)._plain;
        if (which == 5) return null!;
        if (which == 6) return which > 7 ? type : annotated;
        return new Type[] { type }[which];
    }

    [return: DynamicallyAccessedMembers(PublicMethods)]
    public static Type ReturnGeneric<T>() => typeof(T);
    [return: DynamicallyAccessedMembers(PublicMethods)]
    public static string ReturnName(string name) => name;
    [return: DynamicallyAccessedMembers(PublicMethods)]
    public static T Identity<T>(T value) => value;
    public static T Same<T>(T value) => value;

    public static void ByRef(Type type, [DynamicallyAccessedMembers(PublicMethods)] Type annotated)
    {
        Type local = annotated;
        Change(ref local);
        Sources.NeedsMethods(local);
        Fill(out local);
        Sources.NeedsMethods(local);
        Fill(out var filled);
        Sources.NeedsMethods(filled);
        NeedsRef(ref type);
        NeedsRef(ref annotated);
        ref Type alias = ref s_field;
        alias = type;
        Sources.NeedsMethods(alias);
        Sources.NeedsMethods(Same(annotated));
    }
    private static void Change(ref Type type) => type = typeof(int);
    private static void Fill(out Type type) => type = typeof(int);
    private static void FillAnnotated(Type plain, [DynamicallyAccessedMembers(PublicMethods)] out Type type) => type = plain;
    private static void NeedsRef([DynamicallyAccessedMembers(PublicMethods)] ref Type type) => type = Sources.Plainly();
}

public abstract class MyType : Type
{
    [DynamicallyAccessedMembers(PublicMethods)] public void OnThis() => Sources.NeedsMethods(this);
    public void OnPlainThis() => Sources.NeedsMethods(this);
    [DynamicallyAccessedMembers(PublicFields)] public MemberInfo[] Fields() => this.GetFields();
    public MemberInfo[] PlainFields() => GetFields();
    public static void Call(MyType type) => type.OnThis();
    [return: DynamicallyAccessedMembers(PublicMethods)] public Type Me() => this;
}
