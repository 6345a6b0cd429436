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
//      ^^^^^^^^^^^^^^^^^^^^^ IL2077
        NeedsAll(s_methods);
//      ^^^^^^^^^^^^^^^^^^^ IL2077
        NeedsMethods(Methods);
        NeedsMethods(Plain);
//      ^^^^^^^^^^^^^^^^^^^ IL2072
        NeedsMethods(this.OnlyFields);
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2072
        s_methods = s_plain;
//      ^^^^^^^^^^^^^^^^^^^ IL2079
        s_methods = Plain;
//      ^^^^^^^^^^^^^^^^^ IL2074
        s_methods = Plainly();
//      ^^^^^^^^^^^^^^^^^^^^^ IL2074
        s_methods = Annotated();
        s_methods = null!;
        Methods = s_plain;
//      ^^^^^^^^^^^^^^^^^ IL2077
        Methods = Methods;
        Methods = OnlyFields;
//      ^^^^^^^^^^^^^^^^^^^^ IL2072
        this.Methods = Plainly();
//      ^^^^^^^^^^^^^^^^^^^^^^^^ IL2072
    }

    public static void Parameters(Type type, [DynamicallyAccessedMembers(PublicMethods)] Type annotated, object value, string name, [DynamicallyAccessedMembers(PublicMethods)] string typeName)
    {
        NeedsMethods(type);
//      ^^^^^^^^^^^^^^^^^^ IL2067
        NeedsMethods(annotated);
        NeedsAll(annotated);
//      ^^^^^^^^^^^^^^^^^^^ IL2067
        NeedsMethods((Type)value);
//      ^^^^^^^^^^^^^^^^^^^^^^^^^ IL2067
        NeedsMethods((value as Type)!);
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2067
        NeedsName(name);
//      ^^^^^^^^^^^^^^^ IL2067
        NeedsName(typeName);
        NeedsName("Flow.Values.Sources");
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2122
        NeedsName("Flow.Values.Sources, Fixtures");
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2111
        NeedsName("");
        NeedsName(nameof(Sources));
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2122
        NeedsName(name + "x");
//      ^^^^^^^^^^^^^^^^^^^^^ IL2062
        NeedsName($"{name}");
//      ^^^^^^^^^^^^^^^^^^^^ IL2062
        NeedsTwo(type, type);
//      ^^^^^^^^^^^^^^^^^^^^ IL2067
        NeedsTwo(second: type, first: annotated);
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2067
        NeedsTwo(type);
//      ^^^^^^^^^^^^^^ IL2067
        annotated = type;
//      ^^^^^^^^^^^^^^^^ IL2067
        annotated = annotated;
        type = annotated;
        NeedsMethods(type);
//      ^^^^^^^^^^^^^^^^^^ IL2067
    }

    public static void Locals(Type type, [DynamicallyAccessedMembers(PublicMethods)] Type annotated, bool condition)
    {
        Type local = annotated;
        NeedsMethods(local);
        local = type;
        NeedsMethods(local);
//      ^^^^^^^^^^^^^^^^^^^ IL2067
        local = condition ? annotated : type;
        NeedsMethods(local);
//      ^^^^^^^^^^^^^^^^^^^ IL2067
        if (condition) local = annotated;
        else local = typeof(int);
        NeedsMethods(local);
        if (condition) local = type;
        NeedsMethods(local);
//      ^^^^^^^^^^^^^^^^^^^ IL2067
        Type? other = null;
        NeedsMethods(other!);
        other ??= type;
        NeedsMethods(other);
//      ^^^^^^^^^^^^^^^^^^^ IL2067
        var third = other ?? s_plain;
        NeedsMethods(third);
//      ^^^^^^^^^^^^^^^^^^^ IL2067 IL2077
        Type unassigned;
        unassigned = Plainly();
        NeedsMethods(unassigned);
//      ^^^^^^^^^^^^^^^^^^^^^^^^ IL2072
        NeedsMethods(condition switch { true => type, false => Plainly() });
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2067 IL2072
        NeedsMethods(local = s_plain);
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2077
        Type first, second;
        first = second = type;
        NeedsMethods(second);
//      ^^^^^^^^^^^^^^^^^^^^ IL2067
    }

    public static async Task Unknown(Task<Type> task, Type[] types, List<Type> list, Dictionary<string, Type> map, (Type Left, Type Right) pair, IEnumerable<Type> sequence, Func<Type> factory)
    {
        NeedsMethods(await task);
//      ^^^^^^^^^^^^^^^^^^^^^^^^ IL2062
        NeedsMethods(types[0]);
//      ^^^^^^^^^^^^^^^^^^^^^^ IL2062
        NeedsMethods(list[0]);
//      ^^^^^^^^^^^^^^^^^^^^^ IL2072
        NeedsMethods(map["a"]);
//      ^^^^^^^^^^^^^^^^^^^^^^ IL2072
        NeedsMethods(pair.Left);
//      ^^^^^^^^^^^^^^^^^^^^^^^ IL2077
        NeedsMethods(pair.Item2);
//      ^^^^^^^^^^^^^^^^^^^^^^^^ IL2077
        NeedsMethods(sequence.First());
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2072
        NeedsMethods(factory());
//      ^^^^^^^^^^^^^^^^^^^^^^^ IL2072
        NeedsMethods(task.Result);
//      ^^^^^^^^^^^^^^^^^^^^^^^^^ IL2072
        foreach (var type in types) NeedsMethods(type);
//                                  ^^^^^^^^^^^^^^^^^^ IL2072
        foreach (var type in list) NeedsMethods(type);
//                                 ^^^^^^^^^^^^^^^^^^ IL2072
        foreach (var type in sequence) NeedsMethods(type);
//                                     ^^^^^^^^^^^^^^^^^^ IL2072
        foreach (var (key, type) in map) NeedsMethods(type);
        foreach (var entry in map) NeedsMethods(entry.Value);
//                                 ^^^^^^^^^^^^^^^^^^^^^^^^^ IL2072
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
//                              ^^^^^^^^^^^^^^^^^^ IL2067
        if (value is Type { IsClass: true } narrowed) NeedsMethods(narrowed);
        if (value is { } anything) NeedsMethods((Type)anything);
        if (value is not Type negated) return;
        NeedsMethods(negated);
        if (value is Type always && always.IsClass) NeedsMethods(always);
//                                                  ^^^^^^^^^^^^^^^^^^^^ IL2067
        switch (value)
        {
            case Type inCase: NeedsMethods(inCase); break;
//                            ^^^^^^^^^^^^^^^^^^^^ IL2067
            case string name when name.Length > 0: NeedsName(name); break;
//                                                 ^^^^^^^^^^^^^^^ IL2067
        }
        NeedsMethods(value switch { Type inArm => inArm, _ => typeof(int) });
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2067
        if (sources is { Plain: Type inProperty }) NeedsMethods(inProperty);
//                                                 ^^^^^^^^^^^^^^^^^^^^^^^^ IL2072
        if (value is var declared) NeedsMethods((Type)declared);
//                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2067
    }

    public static void Arrays(Type type, bool condition, int index)
    {
        var array = new Type[] { typeof(int), type };
        NeedsMethods(array[0]);
        NeedsMethods(array[1]);
//      ^^^^^^^^^^^^^^^^^^^^^^ IL2067
        NeedsMethods(array[index]);
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2062
        array[0] = type;
        NeedsMethods(array[0]);
//      ^^^^^^^^^^^^^^^^^^^^^^ IL2067
        var sized = new Type[2];
        NeedsMethods(sized[0]);
//      ^^^^^^^^^^^^^^^^^^^^^^ IL2062
        sized[0] = type;
        sized[1] = typeof(int);
        NeedsMethods(sized[0]);
//      ^^^^^^^^^^^^^^^^^^^^^^ IL2067
        NeedsMethods(sized[1]);
        Array.Sort(sized);
        NeedsMethods(sized[1]);
//      ^^^^^^^^^^^^^^^^^^^^^^ IL2062
        var implicitly = new[] { type };
        NeedsMethods(implicitly[0]);
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2067
        implicitly[index] = typeof(int);
        NeedsMethods(implicitly[0]);
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2062
        Type[] collection = [type];
        NeedsMethods(collection[0]);
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2062
        var grid = new Type[1, 1];
        NeedsMethods(grid[0, 0]);
        NeedsMethods(array[^1]);
//      ^^^^^^^^^^^^^^^^^^^^^^^ IL2062
        Span<Type> span = array;
        NeedsMethods(span[0]);
//      ^^^^^^^^^^^^^^^^^^^^^ IL2072
    }

    public static void GetTypes(object value, string text, Sources sources, Delegate function, Enum choice, DayOfWeek day, int[] numbers, AnnotatedClass annotated, DerivedClass derived, IAnnotated contract)
    {
        NeedsMethods(value.GetType());
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2072
        NeedsMethods(text.GetType());
        NeedsMethods(sources.GetType());
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2072
        NeedsMethods(function.GetType());
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2026 IL2111
        NeedsMethods(choice.GetType());
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2072
        NeedsMethods(day.GetType());
        NeedsMethods(numbers.GetType());
        NeedsMethods(annotated.GetType());
        NeedsMethods(derived.GetType());
        NeedsMethods(contract.GetType());
        NeedsAll(annotated.GetType());
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2072
        NeedsMethods(new Sources().GetType());
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2072
        NeedsMethods(new Sealed().GetType());
        object boxed = new Sealed();
        NeedsMethods(boxed.GetType());
        NeedsMethods(1.GetType());
//      ^^^^^^^^^^^^^^^^^^^^^^^^^ IL2072
        NeedsMethods("x".GetType());
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2072
        NeedsMethods(value!.GetType()!.GetType());
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2072
    }

    public static void GenericTypes<T, TEnum, [DynamicallyAccessedMembers(PublicMethods)] TAnnotated, TNew, TStruct>(T value, TEnum choice, TAnnotated annotated) where TEnum : struct, Enum where TNew : new() where TStruct : struct
    {
        NeedsMethods(typeof(T));
//      ^^^^^^^^^^^^^^^^^^^^^^^ IL2087
        NeedsMethods(typeof(TAnnotated));
        NeedsAll(typeof(TAnnotated));
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2087
        NeedsConstructor(typeof(TNew));
        NeedsConstructor(typeof(TStruct));
        NeedsConstructor(typeof(T));
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2087
        NeedsMethods(value!.GetType());
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2072
        NeedsMethods(choice.GetType());
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2072
        NeedsMethods(annotated!.GetType());
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2072
        NeedsMethods(typeof(List<T>));
        NeedsMethods(typeof(T[]));
        NeedsMethods(typeof(TStruct?));
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2087
        var type = typeof(T);
        NeedsMethods(type);
//      ^^^^^^^^^^^^^^^^^^ IL2087
    }

    public static void Handles(Type type, [DynamicallyAccessedMembers(PublicMethods)] Type annotated)
    {
        NeedsMethods(Type.GetTypeFromHandle(type.TypeHandle)!);
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2067
        NeedsMethods(Type.GetTypeFromHandle(annotated.TypeHandle)!);
        NeedsMethods(Type.GetTypeFromHandle(typeof(int).TypeHandle)!);
        NeedsMethods(type.GetTypeInfo());
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2067
        NeedsMethods(annotated.GetTypeInfo());
        NeedsMethods(annotated.GetTypeInfo().AsType());
        NeedsMethods(type.UnderlyingSystemType);
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2067
        NeedsMethods(annotated.UnderlyingSystemType);
        NeedsMethods(type.BaseType!);
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2072
        NeedsMethods(annotated.BaseType!);
        NeedsMethods(Nullable.GetUnderlyingType(type)!);
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2067
        NeedsMethods(Nullable.GetUnderlyingType(annotated)!);
        NeedsMethods(Nullable.GetUnderlyingType(typeof(int?))!);
        NeedsName(annotated.AssemblyQualifiedName!);
        NeedsName(type.AssemblyQualifiedName!);
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2067
        NeedsName(annotated.FullName!);
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2072
        NeedsMethods(new TypeDelegator(type));
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2067
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
//                                                                           ^^^^^^^^^^^^^^^^^^^ IL2074
    [DynamicallyAccessedMembers(PublicMethods)] private static Type s_field = Sources.Annotated();
    [DynamicallyAccessedMembers(PublicMethods)] public Type Initialized { get; } = Sources.Plainly();
//                                                                               ^^^^^^^^^^^^^^^^^^^ IL2074
    [DynamicallyAccessedMembers(PublicMethods)] public Type Assigned { get; }
    [DynamicallyAccessedMembers(PublicMethods)] public Type Settable { get; set; }
    [DynamicallyAccessedMembers(PublicMethods)] public Type Written { get => typeof(int); set => _ = value; }
    [DynamicallyAccessedMembers(PublicMethods)] public Type Computed => Sources.Plainly();
//                                                                      ^^^^^^^^^^^^^^^^^ IL2073
    [DynamicallyAccessedMembers(PublicMethods)] public Type Backed { get { return Sources.Plainly(); } set { s_field = value; } }
//                                                                                ^^^^^^^^^^^^^^^^^ IL2073
    public Type Unannotated { get => typeof(int); [param: DynamicallyAccessedMembers(PublicMethods)] set { s_field = value; } }
    private Type _plain = typeof(int);
    [DynamicallyAccessedMembers(PublicMethods)] public Type FromPlain { get => _plain; set => _plain = value; }
//                                                                             ^^^^^^ IL2078

    public Targets(Type type, [DynamicallyAccessedMembers(PublicMethods)] Type annotated)
    {
        Assigned = type;
//      ^^^^^^^^^^^^^^^ IL2069
        Settable = type;
//      ^^^^^^^^^^^^^^^ IL2067
        _field = type;
//      ^^^^^^^^^^^^^ IL2069
        _field = annotated;
        Unannotated = type;
//      ^^^^^^^^^^^^^^^^^^ IL2067
        Settable ??= type;
//      ^^^^^^^^^^^^^^^^^ IL2067
        var other = new Targets(annotated, annotated) { Settable = type, Written = type };
//                                                      ^^^^^^^^^^^^^^^ IL2067
//                                                                       ^^^^^^^^^^^^^^ IL2067
        other.Settable = condition ? type : annotated;
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2067
    }
    private static readonly bool condition = Environment.TickCount > 0;

    [return: DynamicallyAccessedMembers(PublicMethods)]
    public static Type Return(Type type, [DynamicallyAccessedMembers(PublicMethods)] Type annotated, int which)
    {
        if (which == 0) return type;
//                             ^^^^ IL2068
        if (which == 1) return annotated;
        if (which == 2) return Sources.Plainly();
//                             ^^^^^^^^^^^^^^^^^ IL2073
        if (which == 3) return typeof(int);
        if (which == 4) return new Targets(annotated, annotated)._plain;
//                             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2078
        if (which == 5) return null!;
        if (which == 6) return which > 7 ? type : annotated;
//                             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2068
        return new Type[] { type }[which];
//             ^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2063
    }

    [return: DynamicallyAccessedMembers(PublicMethods)]
    public static Type ReturnGeneric<T>() => typeof(T);
//                                           ^^^^^^^^^ IL2088
    [return: DynamicallyAccessedMembers(PublicMethods)]
    public static string ReturnName(string name) => name;
//                                                  ^^^^ IL2068
    [return: DynamicallyAccessedMembers(PublicMethods)]
    public static T Identity<T>(T value) => value;
//                  ^^^^^^^^ IL2106
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
//      ^^^^^^^^^^^^^^^^^^ IL2067
        NeedsRef(ref annotated);
        ref Type alias = ref s_field;
        alias = type;
        Sources.NeedsMethods(alias);
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2067
        Sources.NeedsMethods(Same(annotated));
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2072
    }
    private static void Change(ref Type type) => type = typeof(int);
    private static void Fill(out Type type) => type = typeof(int);
    private static void FillAnnotated(Type plain, [DynamicallyAccessedMembers(PublicMethods)] out Type type) => type = plain;
//                                                                                                              ^^^^^^^^^^^^ IL2067
    private static void NeedsRef([DynamicallyAccessedMembers(PublicMethods)] ref Type type) => type = Sources.Plainly();
//                                                                                             ^^^^^^^^^^^^^^^^^^^^^^^^ IL2072
}

public abstract class MyType : Type
{
    [DynamicallyAccessedMembers(PublicMethods)] public void OnThis() => Sources.NeedsMethods(this);
    public void OnPlainThis() => Sources.NeedsMethods(this);
//                               ^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2082
    [DynamicallyAccessedMembers(PublicFields)] public MemberInfo[] Fields() => this.GetFields();
    public MemberInfo[] PlainFields() => GetFields();
//                                       ^^^^^^^^^^^ IL2085
    public static void Call(MyType type) => type.OnThis();
//                                          ^^^^^^^^^^^^^ IL2070
    [return: DynamicallyAccessedMembers(PublicMethods)] public Type Me() => this;
//                                                                          ^^^^ IL2083
}
