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
    public static object? Known() => Type.GetType("System.Collections.Generic.List`1");
    public static object? Make(Type type) => Activator.CreateInstance(type);
    public static object? MakeAnnotated([DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)] Type type) => Activator.CreateInstance(type);
    public static object? MakeKnown() => Activator.CreateInstance(typeof(Reflection));
    public static PropertyInfo[] Properties(Type type) => type.GetProperties();
    public static MethodInfo? Hidden(Type type) => type.GetMethod("M", BindingFlags.NonPublic | BindingFlags.Instance);
    public static PropertyInfo[] OfObject(object value) => value.GetType().GetProperties();
    public static PropertyInfo[] OfSealed(string value) => value.GetType().GetProperties();
    public FieldInfo[] OfField() => _field.GetFields();
    public static Type Generic(Type definition, Type argument) => definition.MakeGenericType(argument);
    public static Type GenericList(Type argument) => typeof(List<>).MakeGenericType(argument);
    public static Type GenericKnown() => typeof(List<>).MakeGenericType(typeof(int));
    public static MethodInfo GenericMethod(MethodInfo method, Type argument) => method.MakeGenericMethod(argument);
    public static T New<T>() => Activator.CreateInstance<T>();
    public static T NewConstrained<T>() where T : new() => Activator.CreateInstance<T>();
    public static PropertyInfo[] OfParameter<T>() => typeof(T).GetProperties();
    public static T NewAnnotated<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)] T>() => Activator.CreateInstance<T>();
    public static object Needs([DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicMethods)] Type type) => type.GetMethods();
    public static Type Result() => typeof(int);
    public static void Calls(Type type)
    {
        Needs(type);
        Needs(Result());
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
        Type known = typeof(string);
        known.GetProperties();
        var runtime = value.GetType();
        runtime.GetMethods();
        Activator.CreateInstance(runtime);
        var looked = Type.GetType("No.Such, Thing");
        looked!.GetMethods();
        var list = typeof(List<>);
        list.MakeGenericType(typeof(int));
        list.MakeGenericType(type);
    }

    public void Fields()
    {
        var copy = _field;
        copy!.GetEvents();
        Func<object?> captured = () => Activator.CreateInstance(copy);
        captured();
    }
}

public abstract class Meta
{
    public System.Linq.Expressions.Expression Expression { get; set; } = null!;
    private System.Linq.Expressions.Expression[] Args() => [];
    public object ColorColor() => Expression.NewArrayInit(typeof(object), Args());
}
