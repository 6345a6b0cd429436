using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.Linq.Expressions;
using System.Reflection;

namespace Flow;

public class Reflection
{
    private Type _field = typeof(string);

    public static object? ByName(string name) => Type.GetType(name);
//                                               ^^^^^^^^^^^^^^^^^^ IL2057
    public static object? Known() => Type.GetType("System.Collections.Generic.List`1");
    public static object? Make(Type type) => Activator.CreateInstance(type);
//                                           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2067
    public static object? MakeAnnotated([DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)] Type type) => Activator.CreateInstance(type);
    public static object? MakeKnown() => Activator.CreateInstance(typeof(Reflection));
    public static PropertyInfo[] Properties(Type type) => type.GetProperties();
//                                                        ^^^^^^^^^^^^^^^^^^^^ IL2070
    public static MethodInfo? Hidden(Type type) => type.GetMethod("M", BindingFlags.NonPublic | BindingFlags.Instance);
//                                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2070
    public static PropertyInfo[] OfObject(object value) => value.GetType().GetProperties();
//                                                         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2075
    public static PropertyInfo[] OfSealed(string value) => value.GetType().GetProperties();
    public FieldInfo[] OfField() => _field.GetFields();
//                                  ^^^^^^^^^^^^^^^^^^ IL2080
    public static Type Generic(Type definition, Type argument) => definition.MakeGenericType(argument);
//                                                                ^^^^^^^^^^^^^^^^^^^^^^^^^^ IL3050
//                                                                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2055
    public static Type GenericList(Type argument) => typeof(List<>).MakeGenericType(argument);
//                                                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL3050
    public static Type GenericKnown() => typeof(List<>).MakeGenericType(typeof(int));
    public static MethodInfo GenericMethod(MethodInfo method, Type argument) => method.MakeGenericMethod(argument);
//                                                                              ^^^^^^^^^^^^^^^^^^^^^^^^ IL3050
//                                                                              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2060
    public static T New<T>() => Activator.CreateInstance<T>();
//                              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2091
    public static T NewConstrained<T>() where T : new() => Activator.CreateInstance<T>();
    public static PropertyInfo[] OfParameter<T>() => typeof(T).GetProperties();
//                                                   ^^^^^^^^^^^^^^^^^^^^^^^^^ IL2090
    public static T NewAnnotated<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)] T>() => Activator.CreateInstance<T>();
    public static object Needs([DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicMethods)] Type type) => type.GetMethods();
    public static Type Result() => typeof(int);
    public static void Calls(Type type)
    {
        Needs(type);
//      ^^^^^^^^^^^ IL2067
        Needs(Result());
//      ^^^^^^^^^^^^^^^ IL2072
        Needs(typeof(string));
        Needs(null!);
    }
}

public class Locals
{
    private Type? _field;

    public static void Once(Type type, object value)
    {
        var copy = type;
        copy.GetProperties();
//      ^^^^^^^^^^^^^^^^^^^^ IL2070
        Type known = typeof(string);
        known.GetProperties();
        var runtime = value.GetType();
        runtime.GetMethods();
//      ^^^^^^^^^^^^^^^^^^^^ IL2075
        Activator.CreateInstance(runtime);
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2072
        var looked = Type.GetType("No.Such, Thing");
        looked!.GetMethods();
        var list = typeof(List<>);
        list.MakeGenericType(typeof(int));
        list.MakeGenericType(type);
//      ^^^^^^^^^^^^^^^^^^^^ IL3050
    }

    public void Fields()
    {
        var copy = _field;
        copy!.GetEvents();
//      ^^^^^^^^^^^^^^^^^ IL2080
        Func<object?> captured = () => Activator.CreateInstance(copy);
//                                     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2077
        captured();
    }
}

public abstract class Meta
{
    public System.Linq.Expressions.Expression Expression { get; set; } = null!;
    private System.Linq.Expressions.Expression[] Args() => [];
    public object ColorColor() => Expression.NewArrayInit(typeof(object), Args());
//                                ^^^^^^^^^^^^^^^^^^^^^^^ IL3050
}
