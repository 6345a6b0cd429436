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
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2026
        typeof(Target).GetMethod("RiskyStatic");
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2026
        typeof(Target).GetMethod("RiskyPrivate");
        typeof(Target).GetMethod("RiskyPrivate", BindingFlags.NonPublic | BindingFlags.Instance);
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2026
        typeof(Target).GetMethod("RiskyPrivate", BindingFlags.NonPublic | BindingFlags.Static);
        typeof(Target).GetMethod(name);
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2026 IL2111
        typeof(Target).GetMethod(name, flags);
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2026 IL2111
        typeof(Target).GetMethod("Takes");
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2111
        typeof(Target).GetMethod("Gives");
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2111
        typeof(Target).GetMethod("GivesPlainly");
        typeof(Target).GetMethods();
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2026 IL2111
        typeof(Target).GetMethods(BindingFlags.Public);
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2026 IL2111
        typeof(Target).GetMethods(BindingFlags.NonPublic);
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2026
        typeof(DerivedTarget).GetMethod("Risky");
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2026
        typeof(DerivedTarget).GetMethods();
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2026 IL2111
        typeof(DerivedTarget).GetMethods(BindingFlags.NonPublic | BindingFlags.Instance);
        typeof(Target).GetField("Field");
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2110
        typeof(Target).GetField("_hidden");
        typeof(Target).GetField("_hidden", BindingFlags.NonPublic | BindingFlags.Instance);
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2110
        typeof(Target).GetFields();
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2110
        typeof(Target).GetField(name);
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2110
        typeof(Target).GetProperty("Property");
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2111
        typeof(Target).GetProperties();
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2111
        typeof(Target).GetEvent("Event");
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2026
        typeof(Target).GetConstructor(Type.EmptyTypes);
        typeof(Target).GetConstructor(new Type[] { typeof(int) });
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2026
        typeof(Target).GetConstructor(new Type[0]);
        typeof(Target).GetConstructor([]);
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2026
        typeof(Target).GetConstructor(BindingFlags.NonPublic | BindingFlags.Instance, null, Type.EmptyTypes, null);
        typeof(Target).GetConstructors();
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2026
        typeof(Target).GetMember("Risky");
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2026 IL2110 IL2111
        typeof(Target).GetMembers();
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2026 IL2110 IL2111
        typeof(Target).GetNestedType("Nested")!.GetMethod("Inside");
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2026
        typeof(Target).GetNestedTypes();
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2026
        typeof(RiskyClass).GetMethod("StaticMethod");
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2026
        typeof(RiskyClass).GetMethods();
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2026
        typeof(RiskyClass).GetField("Field");
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2026
        typeof(RiskyClass).GetConstructors();
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2026
        NeedsMethods(typeof(Target));
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2026 IL2111
        NeedsFields(typeof(Target));
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2110
        NeedsAll(typeof(Target));
//      ^^^^^^^^^^^^^^^^^^^^^^^^ IL2026 IL2110 IL2111
        NeedsConstructors(typeof(Target));
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2026
        NeedsMethods(typeof(RiskyClass));
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2026
        NeedsAll(typeof(RiskyClass));
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2026
        NeedsFields(typeof(RiskyClass));
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2026
    }

    public static void OnParameter(Type type, string name, BindingFlags flags, Type[] types)
    {
        type.GetMethod("M");
//      ^^^^^^^^^^^^^^^^^^^ IL2070
        type.GetMethod("M", BindingFlags.NonPublic | BindingFlags.Instance);
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2070
        type.GetMethod("M", BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance);
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2070
        type.GetMethod("M", flags);
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2070
        type.GetMethod("M", BindingFlags.IgnoreCase | BindingFlags.Public);
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2070
        type.GetMethod(name, types);
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2070
        type.GetField("F");
//      ^^^^^^^^^^^^^^^^^^ IL2070
        type.GetField("F", BindingFlags.NonPublic);
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2070
        type.GetProperty("P");
//      ^^^^^^^^^^^^^^^^^^^^^ IL2070
        type.GetProperty("P", typeof(int));
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2070
        type.GetEvent("E");
//      ^^^^^^^^^^^^^^^^^^ IL2070
        type.GetEvent("E", BindingFlags.NonPublic);
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2070
        type.GetNestedType("N");
//      ^^^^^^^^^^^^^^^^^^^^^^^ IL2070
        type.GetNestedType("N", BindingFlags.NonPublic);
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2070
        type.GetConstructor(Type.EmptyTypes);
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2070
        type.GetConstructor(types);
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2070
        type.GetConstructor(new Type[0]);
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2070
        type.GetConstructor(BindingFlags.NonPublic, types);
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2070
        type.GetMember("M");
//      ^^^^^^^^^^^^^^^^^^^ IL2070
        type.GetMember("M", BindingFlags.NonPublic);
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2070
        type.GetMembers();
//      ^^^^^^^^^^^^^^^^^ IL2070
        type.GetMembers(BindingFlags.Public);
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2070
        type.GetMethods(BindingFlags.Public);
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2070
        type.GetMethods(flags);
//      ^^^^^^^^^^^^^^^^^^^^^^ IL2070
        type.GetFields(BindingFlags.NonPublic);
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2070
        type.GetProperties(BindingFlags.Public | BindingFlags.Instance);
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2070
        type.GetEvents();
//      ^^^^^^^^^^^^^^^^ IL2070
        type.GetEvents(BindingFlags.NonPublic);
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2070
        type.GetConstructors(BindingFlags.NonPublic);
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2070
        type.GetNestedTypes();
//      ^^^^^^^^^^^^^^^^^^^^^ IL2070
        type.GetNestedTypes(BindingFlags.NonPublic);
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2070
        type.GetInterface("I");
//      ^^^^^^^^^^^^^^^^^^^^^^ IL2070
        type.GetInterfaces();
//      ^^^^^^^^^^^^^^^^^^^^ IL2070
        type.GetDefaultMembers();
//      ^^^^^^^^^^^^^^^^^^^^^^^^ IL2070
        type.FindMembers(MemberTypes.All, BindingFlags.Public, null, null);
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2070
        type.InvokeMember("x", BindingFlags.Public, null, null, null);
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2070
        type.GetRuntimeMethod("M", types);
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2067
        type.GetRuntimeProperty("P");
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2067
        type.GetRuntimeField("F");
//      ^^^^^^^^^^^^^^^^^^^^^^^^^ IL2067
        type.GetRuntimeEvent("E");
//      ^^^^^^^^^^^^^^^^^^^^^^^^^ IL2067
        type.GetRuntimeMethods();
//      ^^^^^^^^^^^^^^^^^^^^^^^^ IL2067
        type.GetRuntimeFields();
//      ^^^^^^^^^^^^^^^^^^^^^^^ IL2067
        type.GetTypeInfo().GetMethod("M");
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2070
        type.GetTypeInfo().DeclaredMethods.GetEnumerator();
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2070
        type.GetTypeInfo().GetDeclaredMethod("M");
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2070
        _ = type.TypeInitializer;
//          ^^^^^^^^^^^^^^^^^^^^ IL2070
        typeof(Target).GetRuntimeMethod("Risky", types);
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2026
        foreach (var each in type.GetInterfaces()) each.GetMethods();
//                           ^^^^^^^^^^^^^^^^^^^^ IL2070
//                                                 ^^^^^^^^^^^^^^^^^ IL2075
    }

    public static void Results(Type type, [DynamicallyAccessedMembers(All)] Type all, [DynamicallyAccessedMembers(Interfaces)] Type interfaces, [DynamicallyAccessedMembers(PublicNestedTypes)] Type nested)
    {
        all.GetNestedType("N")!.GetMethods();
        nested.GetNestedType("N")!.GetMethods();
        all.GetInterface("I")!.GetInterfaces();
        all.GetInterface("I")!.GetMethods();
        interfaces.GetInterface("I")!.GetInterfaces();
        interfaces.GetInterface("I")!.GetMethods();
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2075
        interfaces.GetInterfaces()[0].GetInterfaces();
        interfaces.GetInterfaces()[0].GetMethods();
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2075
        all.GetInterfaces()[1].GetMethods();
        all.BaseType!.GetMethods();
        all.BaseType!.BaseType!.GetMethods();
        type.BaseType!.GetMethods();
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2075
        typeof(DerivedTarget).BaseType!.GetMethod("Risky");
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2026
        Type? empty = null;
        empty!.GetMethod("M");
        Type.GetType("NoSuch")!.GetMethod("M");
        type.GetProperty("P")!.PropertyType.GetMethods();
//      ^^^^^^^^^^^^^^^^^^^^^ IL2070
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2075
        type.GetElementType()!.GetMethods();
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2075
        type.GetGenericArguments()[0].GetMethods();
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2065
        type.GetGenericTypeDefinition().GetMethods();
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2075
        type.DeclaringType!.GetMethods();
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2075
        type.MakeArrayType().GetMethods();
//      ^^^^^^^^^^^^^^^^^^ IL3050
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2075
        typeof(List<>).GetGenericTypeDefinition().GetMethods();
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2075
        type.GetEvent("E")!.EventHandlerType!.GetMethod("Invoke");
//      ^^^^^^^^^^^^^^^^^^ IL2070
    }

    public static void Names(string name, [DynamicallyAccessedMembers(PublicMethods)] string annotated, bool ignore)
    {
        Type.GetType(name);
//      ^^^^^^^^^^^^^^^^^^ IL2057
        Type.GetType(annotated)!.GetMethods();
        Type.GetType(annotated)!.GetFields();
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2075
        Type.GetType("Flow.Intrinsics.Target")!.GetMethod("Risky");
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2026
        Type.GetType("Flow.Intrinsics.Target, Fixtures")!.GetMethod("Risky");
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2026
        Type.GetType("System.Int32")!.GetMethods();
        Type.GetType("Flow.Intrinsics.Target", true)!.GetMethods();
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2026 IL2111
        Type.GetType("Flow.Intrinsics.Target", true, true);
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2096
        Type.GetType("Flow.Intrinsics.Target", true, false)!.GetMethod("Risky");
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2026
        Type.GetType("Flow.Intrinsics.Target", true, ignore);
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2096
        Type.GetType(name, null, null);
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2057
        Type.GetType(null!);
        Type.GetType(name + ", x");
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2057
        Type.GetType(typeof(Target).AssemblyQualifiedName!);
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2057
        const string Constant = "Flow.Intrinsics.Target";
        Type.GetType(Constant)!.GetMethod("Risky");
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2026
        Assembly.GetExecutingAssembly().GetType(name);
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2026
        Assembly.GetExecutingAssembly().CreateInstance(name);
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2058
        Assembly.GetExecutingAssembly().CreateInstance("x", true);
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2058
        Activator.CreateInstance("assembly", name);
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2032
        Activator.CreateInstance(name, "type");
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2032
        Activator.CreateInstance("a", "b");
        Activator.CreateInstanceFrom("a", name);
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2032
        AppDomain.CurrentDomain.CreateInstance("a", name);
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2032
    }

    public static void Creation(Type type, object[] args, bool nonPublic, BindingFlags flags)
    {
        Activator.CreateInstance(type);
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2067
        Activator.CreateInstance(type, true);
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2067
        Activator.CreateInstance(type, false);
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2067
        Activator.CreateInstance(type, nonPublic);
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2067
        Activator.CreateInstance(type, args);
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2067
        Activator.CreateInstance(type, 1, 2);
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2067
        Activator.CreateInstance(type, new object[0]);
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2067
        Activator.CreateInstance(type, (object[]?)null);
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2067
        Activator.CreateInstance(type, args, args);
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2067
        Activator.CreateInstance(type, BindingFlags.NonPublic, null, args, null);
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2067
        Activator.CreateInstance(type, flags, null, args, null);
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2067
        Activator.CreateInstance(type, BindingFlags.Public, null, null, null);
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2067
        Activator.CreateInstance(typeof(Target));
        Activator.CreateInstance(typeof(Target), 1);
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2026
        Activator.CreateInstance(typeof(Target), true);
        Activator.CreateInstance(typeof(RiskyClass));
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2026
        Activator.CreateInstance<Target>();
        RuntimeHelpers.GetUninitializedObject(type);
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2067
        RuntimeHelpers.RunClassConstructor(type.TypeHandle);
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2059
        RuntimeHelpers.RunClassConstructor(typeof(Target).TypeHandle);
        RuntimeHelpers.RunClassConstructor(typeof(RiskyClass).TypeHandle);
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2026
        Array.CreateInstance(type, 1);
//      ^^^^^^^^^^^^^^^^^^^^ IL3050
        Enum.GetValues(type);
//      ^^^^^^^^^^^^^^ IL3050
        Enum.GetNames(type);
        Enum.Parse(type, "x");
        Marshal.SizeOf(type);
//      ^^^^^^^^^^^^^^ IL3050
        Marshal.PtrToStructure(IntPtr.Zero, type);
//      ^^^^^^^^^^^^^^^^^^^^^^ IL3050
    }

    public static void Instantiation<T, TNew>(Type type, Type[] types, bool condition) where TNew : new()
    {
        typeof(List<>).MakeGenericType(type);
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL3050
        typeof(List<>).MakeGenericType(types);
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL3050
        typeof(List<>).MakeGenericType(typeof(int));
        typeof(List<>).MakeGenericType(new[] { typeof(int) });
        typeof(List<>).MakeGenericType(typeof(T));
        typeof(List<>).MakeGenericType([typeof(int)]);
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL3050
        typeof(List<>).MakeGenericType(condition ? typeof(int) : typeof(string));
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL3050
        typeof(NeedsNew<>).MakeGenericType(type);
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL3050
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2071
        typeof(NeedsNew<>).MakeGenericType(types);
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL3050
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2055
        typeof(NeedsNew<>).MakeGenericType(typeof(int));
        typeof(NeedsNew<>).MakeGenericType(typeof(TNew));
        typeof(NeedsNew<>).MakeGenericType(typeof(T));
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2091
        typeof(NeedsMethodsOf<>).MakeGenericType(type);
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL3050
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2071
        typeof(NeedsMethodsOf<>).MakeGenericType(typeof(T));
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2091
        typeof(NeedsMethodsOf<>).MakeGenericType(typeof(Target));
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2026 IL2111
        typeof(NeedsMethodsOf<>).MakeGenericType(Sources.Plain());
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL3050
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2076
        typeof(NeedsMethodsOf<>).MakeGenericType(types);
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL3050
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2055
        typeof(OnlyClass<>).MakeGenericType(type);
        typeof(OnlyClass<>).MakeGenericType(types);
        type.MakeGenericType(typeof(int));
//      ^^^^^^^^^^^^^^^^^^^^ IL3050
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2055
        type.GetGenericTypeDefinition().MakeGenericType(type);
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL3050
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2055
        typeof(Nullable<>).MakeGenericType(typeof(int)).GetMethods();
        typeof(List<>).MakeGenericType(type).GetMethods();
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL3050
        var local = typeof(List<>);
        local.MakeGenericType(type);
//      ^^^^^^^^^^^^^^^^^^^^^ IL3050
        typeof(Target).GetMethod("Generic")!.MakeGenericMethod(type);
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL3050
        typeof(Target).GetMethod("Generic")!.MakeGenericMethod(typeof(int));
        typeof(Target).GetMethod("GenericNew")!.MakeGenericMethod(type);
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL3050
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2071
        typeof(Target).GetMethod("GenericAnnotated")!.MakeGenericMethod(type);
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL3050
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2071
        typeof(Target).GetMethod("GenericAnnotated")!.MakeGenericMethod(typeof(T));
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2091
        typeof(Target).GetMethod("GenericAnnotated")!.MakeGenericMethod(typeof(Target));
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2026 IL2111
        typeof(Target).GetMethod("GenericAnnotated")!.MakeGenericMethod(types);
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL3050
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2060
        typeof(Target).GetMethod("NoSuch")!.MakeGenericMethod(type);
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL3050
        type.GetMethod("M")!.MakeGenericMethod(type);
//      ^^^^^^^^^^^^^^^^^^^ IL2070
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL3050
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2060
        foreach (var method in type.GetMethods()) method.MakeGenericMethod(type);
//                             ^^^^^^^^^^^^^^^^^ IL2070
//                                                ^^^^^^^^^^^^^^^^^^^^^^^^ IL3050
//                                                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2060
        Func<Type[], Type> group = typeof(List<>).MakeGenericType;
//                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL3050
    }

    public static void Trees(Type type, string name, MethodInfo method, Expression expression, PropertyInfo property)
    {
        Expression.New(type);
//      ^^^^^^^^^^^^^^^^^^^^ IL2067
        Expression.New(typeof(Target));
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2026
        Expression.Field(expression, type, "F");
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2067
        Expression.Field(expression, typeof(Target), "Field");
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2110
        Expression.Property(expression, type, "P");
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2067
        Expression.Property(expression, typeof(Target), "Property");
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2111
        Expression.Property(expression, method);
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2103
        Expression.Property(expression, property);
        Expression.Property(expression, typeof(Target).GetMethod("get_Property")!);
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2111
        Expression.Property(expression, "x");
//      ^^^^^^^^^^^^^^^^^^^ IL2026
        Expression.Call(type, "M", Type.EmptyTypes);
//      ^^^^^^^^^^^^^^^ IL3050
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2067
        Expression.Call(type, "M", null);
//      ^^^^^^^^^^^^^^^ IL3050
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2060 IL2067
        Expression.Call(typeof(Target), "RiskyStatic", Type.EmptyTypes);
//      ^^^^^^^^^^^^^^^ IL3050
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2026
        Expression.Call(typeof(Target), name, Type.EmptyTypes);
//      ^^^^^^^^^^^^^^^ IL3050
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2026 IL2111
        Expression.Call(typeof(Target), "GenericAnnotated", new[] { type });
//      ^^^^^^^^^^^^^^^ IL3050
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2071
        Expression.Call(expression, "M", null);
//      ^^^^^^^^^^^^^^^ IL2026 IL3050
    }

    public static void Delegates(Target target)
    {
        Action<Type> taken = target.Takes;
//                           ^^^^^^^^^^^^ IL2111
        Func<Type> given = target.Gives;
//                         ^^^^^^^^^^^^ IL2111
        Func<Type> plain = target.GivesPlainly;
        var method = new Action<Type>(target.Takes);
//                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2111
        _ = taken.Method;
        Func<string, MethodInfo?> group = typeof(Target).GetMethod;
//                                        ^^^^^^^^^^^^^^^^^^^^^^^^ IL2111
        Func<Type, object?> create = Activator.CreateInstance;
//                                   ^^^^^^^^^^^^^^^^^^^^^^^^ IL2111
    }
}

public static class Sources { public static Type Plain() => typeof(int); }
public class NeedsNew<T> where T : new() { }
public class NeedsMethodsOf<[DynamicallyAccessedMembers(PublicMethods)] T> { }
public class OnlyClass<T> where T : class { }
