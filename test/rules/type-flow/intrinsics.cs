using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.Linq.Expressions;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using static System.Diagnostics.CodeAnalysis.DynamicallyAccessedMemberTypes;

namespace Flow.Intrinsics;

public class Target
{
    public Target() { }
    [RequiresUnreferencedCode("int ctor")] public Target(int x) { }
    private Target(string x) { }
    [RequiresUnreferencedCode("public method")] public void Risky() { }
    [RequiresUnreferencedCode("static method")] public static void RiskyStatic() { }
    [RequiresUnreferencedCode("private method")] private void RiskyPrivate() { }
    public void Takes([DynamicallyAccessedMembers(PublicMethods)] Type type) { }
    [return: DynamicallyAccessedMembers(PublicMethods)] public virtual Type Gives() => typeof(int);
    [return: DynamicallyAccessedMembers(PublicMethods)] public Type GivesPlainly() => typeof(int);
    [DynamicallyAccessedMembers(PublicMethods)] public Type? Field;
    [DynamicallyAccessedMembers(PublicMethods)] private Type? _hidden = null;
    [DynamicallyAccessedMembers(PublicMethods)] public Type? Property { get; set; }
    public event Action Event { [RequiresUnreferencedCode("add")] add { } remove { } }
    public class Nested { [RequiresUnreferencedCode("nested")] public void Inside() { } }
    public void Generic<T>() { }
    public void GenericNew<T>() where T : new() { }
    public static void GenericAnnotated<[DynamicallyAccessedMembers(PublicMethods)] T>() { }
}

public class DerivedTarget : Target { }

[RequiresUnreferencedCode("class")]
public class RiskyClass
{
    public static void StaticMethod() { }
    public void Instance() { }
    public static int Field;
    public int InstanceField;
    static RiskyClass() { }
}

public class Queries
{
    private static void NeedsMethods([DynamicallyAccessedMembers(PublicMethods)] Type type) { }
    private static void NeedsFields([DynamicallyAccessedMembers(PublicFields)] Type type) { }
    private static void NeedsAll([DynamicallyAccessedMembers(All)] Type type) { }
    private static void NeedsConstructors([DynamicallyAccessedMembers(PublicConstructors)] Type type) { }

    public static void OnKnown(string name, BindingFlags flags)
    {
        typeof(Target).GetMethod("Risky");
        typeof(Target).GetMethod("RiskyStatic");
        typeof(Target).GetMethod("RiskyPrivate");
        typeof(Target).GetMethod("RiskyPrivate", BindingFlags.NonPublic | BindingFlags.Instance);
        typeof(Target).GetMethod("RiskyPrivate", BindingFlags.NonPublic | BindingFlags.Static);
        typeof(Target).GetMethod(name);
        typeof(Target).GetMethod(name, flags);
        typeof(Target).GetMethod("Takes");
        typeof(Target).GetMethod("Gives");
        typeof(Target).GetMethod("GivesPlainly");
        typeof(Target).GetMethods();
        typeof(Target).GetMethods(BindingFlags.Public);
        typeof(Target).GetMethods(BindingFlags.NonPublic);
        typeof(DerivedTarget).GetMethod("Risky");
        typeof(DerivedTarget).GetMethods();
        typeof(DerivedTarget).GetMethods(BindingFlags.NonPublic | BindingFlags.Instance);
        typeof(Target).GetField("Field");
        typeof(Target).GetField("_hidden");
        typeof(Target).GetField("_hidden", BindingFlags.NonPublic | BindingFlags.Instance);
        typeof(Target).GetFields();
        typeof(Target).GetField(name);
        typeof(Target).GetProperty("Property");
        typeof(Target).GetProperties();
        typeof(Target).GetEvent("Event");
        typeof(Target).GetConstructor(Type.EmptyTypes);
        typeof(Target).GetConstructor(new Type[] { typeof(int) });
        typeof(Target).GetConstructor(new Type[0]);
        typeof(Target).GetConstructor([]);
        typeof(Target).GetConstructor(BindingFlags.NonPublic | BindingFlags.Instance, null, Type.EmptyTypes, null);
        typeof(Target).GetConstructors();
        typeof(Target).GetMember("Risky");
        typeof(Target).GetMembers();
        typeof(Target).GetNestedType("Nested")!.GetMethod("Inside");
        typeof(Target).GetNestedTypes();
        typeof(RiskyClass).GetMethod("StaticMethod");
        typeof(RiskyClass).GetMethods();
        typeof(RiskyClass).GetField("Field");
        typeof(RiskyClass).GetConstructors();
        NeedsMethods(typeof(Target));
        NeedsFields(typeof(Target));
        NeedsAll(typeof(Target));
        NeedsConstructors(typeof(Target));
        NeedsMethods(typeof(RiskyClass));
        NeedsAll(typeof(RiskyClass));
        NeedsFields(typeof(RiskyClass));
    }

    public static void OnParameter(Type type, string name, BindingFlags flags, Type[] types)
    {
        type.GetMethod("M");
        type.GetMethod("M", BindingFlags.NonPublic | BindingFlags.Instance);
        type.GetMethod("M", BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance);
        type.GetMethod("M", flags);
        type.GetMethod("M", BindingFlags.IgnoreCase | BindingFlags.Public);
        type.GetMethod(name, types);
        type.GetField("F");
        type.GetField("F", BindingFlags.NonPublic);
        type.GetProperty("P");
        type.GetProperty("P", typeof(int));
        type.GetEvent("E");
        type.GetEvent("E", BindingFlags.NonPublic);
        type.GetNestedType("N");
        type.GetNestedType("N", BindingFlags.NonPublic);
        type.GetConstructor(Type.EmptyTypes);
        type.GetConstructor(types);
        type.GetConstructor(new Type[0]);
        type.GetConstructor(BindingFlags.NonPublic, types);
        type.GetMember("M");
        type.GetMember("M", BindingFlags.NonPublic);
        type.GetMembers();
        type.GetMembers(BindingFlags.Public);
        type.GetMethods(BindingFlags.Public);
        type.GetMethods(flags);
        type.GetFields(BindingFlags.NonPublic);
        type.GetProperties(BindingFlags.Public | BindingFlags.Instance);
        type.GetEvents();
        type.GetEvents(BindingFlags.NonPublic);
        type.GetConstructors(BindingFlags.NonPublic);
        type.GetNestedTypes();
        type.GetNestedTypes(BindingFlags.NonPublic);
        type.GetInterface("I");
        type.GetInterfaces();
        type.GetDefaultMembers();
        type.FindMembers(MemberTypes.All, BindingFlags.Public, null, null);
        type.InvokeMember("x", BindingFlags.Public, null, null, null);
        type.GetRuntimeMethod("M", types);
        type.GetRuntimeProperty("P");
        type.GetRuntimeField("F");
        type.GetRuntimeEvent("E");
        type.GetRuntimeMethods();
        type.GetRuntimeFields();
        type.GetTypeInfo().GetMethod("M");
        type.GetTypeInfo().DeclaredMethods.GetEnumerator();
        type.GetTypeInfo().GetDeclaredMethod("M");
        _ = type.TypeInitializer;
        typeof(Target).GetRuntimeMethod("Risky", types);
        foreach (var each in type.GetInterfaces()) each.GetMethods();
    }

    public static void Results(Type type, [DynamicallyAccessedMembers(All)] Type all, [DynamicallyAccessedMembers(Interfaces)] Type interfaces, [DynamicallyAccessedMembers(PublicNestedTypes)] Type nested)
    {
        all.GetNestedType("N")!.GetMethods();
        nested.GetNestedType("N")!.GetMethods();
        all.GetInterface("I")!.GetInterfaces();
        all.GetInterface("I")!.GetMethods();
        interfaces.GetInterface("I")!.GetInterfaces();
        interfaces.GetInterface("I")!.GetMethods();
        interfaces.GetInterfaces()[0].GetInterfaces();
        interfaces.GetInterfaces()[0].GetMethods();
        all.GetInterfaces()[1].GetMethods();
        all.BaseType!.GetMethods();
        all.BaseType!.BaseType!.GetMethods();
        type.BaseType!.GetMethods();
        typeof(DerivedTarget).BaseType!.GetMethod("Risky");
        Type? empty = null;
        empty!.GetMethod("M");
        Type.GetType("NoSuch")!.GetMethod("M");
        type.GetProperty("P")!.PropertyType.GetMethods();
        type.GetElementType()!.GetMethods();
        type.GetGenericArguments()[0].GetMethods();
        type.GetGenericTypeDefinition().GetMethods();
        type.DeclaringType!.GetMethods();
        type.MakeArrayType().GetMethods();
        typeof(List<>).GetGenericTypeDefinition().GetMethods();
        type.GetEvent("E")!.EventHandlerType!.GetMethod("Invoke");
    }

    public static void Names(string name, [DynamicallyAccessedMembers(PublicMethods)] string annotated, bool ignore)
    {
        Type.GetType(name);
        Type.GetType(annotated)!.GetMethods();
        Type.GetType(annotated)!.GetFields();
        Type.GetType("Flow.Intrinsics.Target")!.GetMethod("Risky");
        Type.GetType("Flow.Intrinsics.Target, Fixtures")!.GetMethod("Risky");
        Type.GetType("System.Int32")!.GetMethods();
        Type.GetType("Flow.Intrinsics.Target", true)!.GetMethods();
        Type.GetType("Flow.Intrinsics.Target", true, true);
        Type.GetType("Flow.Intrinsics.Target", true, false)!.GetMethod("Risky");
        Type.GetType("Flow.Intrinsics.Target", true, ignore);
        Type.GetType(name, null, null);
        Type.GetType(null!);
        Type.GetType(name + ", x");
        Type.GetType(typeof(Target).AssemblyQualifiedName!);
        const string Constant = "Flow.Intrinsics.Target";
        Type.GetType(Constant)!.GetMethod("Risky");
        Assembly.GetExecutingAssembly().GetType(name);
        Assembly.GetExecutingAssembly().CreateInstance(name);
        Assembly.GetExecutingAssembly().CreateInstance("x", true);
        Activator.CreateInstance("assembly", name);
        Activator.CreateInstance(name, "type");
        Activator.CreateInstance("a", "b");
        Activator.CreateInstanceFrom("a", name);
        AppDomain.CurrentDomain.CreateInstance("a", name);
    }

    public static void Creation(Type type, object[] args, bool nonPublic, BindingFlags flags)
    {
        Activator.CreateInstance(type);
        Activator.CreateInstance(type, true);
        Activator.CreateInstance(type, false);
        Activator.CreateInstance(type, nonPublic);
        Activator.CreateInstance(type, args);
        Activator.CreateInstance(type, 1, 2);
        Activator.CreateInstance(type, new object[0]);
        Activator.CreateInstance(type, (object[]?)null);
        Activator.CreateInstance(type, args, args);
        Activator.CreateInstance(type, BindingFlags.NonPublic, null, args, null);
        Activator.CreateInstance(type, flags, null, args, null);
        Activator.CreateInstance(type, BindingFlags.Public, null, null, null);
        Activator.CreateInstance(typeof(Target));
        Activator.CreateInstance(typeof(Target), 1);
        Activator.CreateInstance(typeof(Target), true);
        Activator.CreateInstance(typeof(RiskyClass));
        Activator.CreateInstance<Target>();
        RuntimeHelpers.GetUninitializedObject(type);
        RuntimeHelpers.RunClassConstructor(type.TypeHandle);
        RuntimeHelpers.RunClassConstructor(typeof(Target).TypeHandle);
        RuntimeHelpers.RunClassConstructor(typeof(RiskyClass).TypeHandle);
        Array.CreateInstance(type, 1);
        Enum.GetValues(type);
        Enum.GetNames(type);
        Enum.Parse(type, "x");
        Marshal.SizeOf(type);
        Marshal.PtrToStructure(IntPtr.Zero, type);
    }

    public static void Instantiation<T, TNew>(Type type, Type[] types, bool condition) where TNew : new()
    {
        typeof(List<>).MakeGenericType(type);
        typeof(List<>).MakeGenericType(types);
        typeof(List<>).MakeGenericType(typeof(int));
        typeof(List<>).MakeGenericType(new[] { typeof(int) });
        typeof(List<>).MakeGenericType(typeof(T));
        typeof(List<>).MakeGenericType([typeof(int)]);
        typeof(List<>).MakeGenericType(condition ? typeof(int) : typeof(string));
        typeof(NeedsNew<>).MakeGenericType(type);
        typeof(NeedsNew<>).MakeGenericType(types);
        typeof(NeedsNew<>).MakeGenericType(typeof(int));
        typeof(NeedsNew<>).MakeGenericType(typeof(TNew));
        typeof(NeedsNew<>).MakeGenericType(typeof(T));
        typeof(NeedsMethodsOf<>).MakeGenericType(type);
        typeof(NeedsMethodsOf<>).MakeGenericType(typeof(T));
        typeof(NeedsMethodsOf<>).MakeGenericType(typeof(Target));
        typeof(NeedsMethodsOf<>).MakeGenericType(Sources.Plain());
        typeof(NeedsMethodsOf<>).MakeGenericType(types);
        typeof(OnlyClass<>).MakeGenericType(type);
        typeof(OnlyClass<>).MakeGenericType(types);
        type.MakeGenericType(typeof(int));
        type.GetGenericTypeDefinition().MakeGenericType(type);
        typeof(Nullable<>).MakeGenericType(typeof(int)).GetMethods();
        typeof(List<>).MakeGenericType(type).GetMethods();
        var local = typeof(List<>);
        local.MakeGenericType(type);
        typeof(Target).GetMethod("Generic")!.MakeGenericMethod(type);
        typeof(Target).GetMethod("Generic")!.MakeGenericMethod(typeof(int));
        typeof(Target).GetMethod("GenericNew")!.MakeGenericMethod(type);
        typeof(Target).GetMethod("GenericAnnotated")!.MakeGenericMethod(type);
        typeof(Target).GetMethod("GenericAnnotated")!.MakeGenericMethod(typeof(T));
        typeof(Target).GetMethod("GenericAnnotated")!.MakeGenericMethod(typeof(Target));
        typeof(Target).GetMethod("GenericAnnotated")!.MakeGenericMethod(types);
        typeof(Target).GetMethod("NoSuch")!.MakeGenericMethod(type);
        type.GetMethod("M")!.MakeGenericMethod(type);
        foreach (var method in type.GetMethods()) method.MakeGenericMethod(type);
        Func<Type[], Type> group = typeof(List<>).MakeGenericType;
    }

    public static void Trees(Type type, string name, MethodInfo method, Expression expression, PropertyInfo property)
    {
        Expression.New(type);
        Expression.New(typeof(Target));
        Expression.Field(expression, type, "F");
        Expression.Field(expression, typeof(Target), "Field");
        Expression.Property(expression, type, "P");
        Expression.Property(expression, typeof(Target), "Property");
        Expression.Property(expression, method);
        Expression.Property(expression, property);
        Expression.Property(expression, typeof(Target).GetMethod("get_Property")!);
        Expression.Property(expression, "x");
        Expression.Call(type, "M", Type.EmptyTypes);
        Expression.Call(type, "M", null);
        Expression.Call(typeof(Target), "RiskyStatic", Type.EmptyTypes);
        Expression.Call(typeof(Target), name, Type.EmptyTypes);
        Expression.Call(typeof(Target), "GenericAnnotated", new[] { type });
        Expression.Call(expression, "M", null);
    }

    public static void Delegates(Target target)
    {
        Action<Type> taken = target.Takes;
        Func<Type> given = target.Gives;
        Func<Type> plain = target.GivesPlainly;
        var method = new Action<Type>(target.Takes);
        _ = taken.Method;
        Func<string, MethodInfo?> group = typeof(Target).GetMethod;
        Func<Type, object?> create = Activator.CreateInstance;
    }
}

public static class Sources { public static Type Plain() => typeof(int); }
public class NeedsNew<T> where T : new() { }
public class NeedsMethodsOf<[DynamicallyAccessedMembers(PublicMethods)] T> { }
public class OnlyClass<T> where T : class { }
