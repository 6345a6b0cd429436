using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.CompilerServices;
using static System.Diagnostics.CodeAnalysis.DynamicallyAccessedMemberTypes;

namespace Flow.Declarations;

public abstract class Bases
{
    [return: DynamicallyAccessedMembers(PublicMethods)] public abstract Type Returns();
    public abstract Type Plain();
    public abstract void Takes([DynamicallyAccessedMembers(PublicMethods)] Type type, Type plain);
    public abstract void Generic<[DynamicallyAccessedMembers(PublicMethods)] T, U>();
    [DynamicallyAccessedMembers(PublicMethods)] public abstract Type Property { get; set; }
    public abstract Type PlainProperty { get; set; }
    public abstract Type this[[DynamicallyAccessedMembers(PublicMethods)] Type key] { get; }
    [return: DynamicallyAccessedMembers(PublicMethods)] public virtual Type Same() => typeof(int);
    public virtual void OnInt([DynamicallyAccessedMembers(PublicMethods)] int x) { }
//                      ^^^^^ IL2098
}

public class Overrides : Bases
{
    public override Type Returns() => typeof(int);
//                       ^^^^^^^ IL2093
    [return: DynamicallyAccessedMembers(PublicFields)] public override Type Plain() => typeof(int);
//                                                                          ^^^^^ IL2093
    public override void Takes(Type type, [DynamicallyAccessedMembers(PublicMethods)] Type plain) { }
//                                  ^^^^ IL2092
//                                                                                         ^^^^^ IL2092
    public override void Generic<T, [DynamicallyAccessedMembers(PublicFields)] U>() { }
//                               ^ IL2095
//                                                                             ^ IL2095
    public override Type Property { get => typeof(int); set { } }
//                                  ^^^ IL2093
//                                                      ^^^ IL2092
    [DynamicallyAccessedMembers(PublicMethods)] public override Type PlainProperty { get; set; } = typeof(int);
//                                                                                   ^^^ IL2093
//                                                                                        ^^^ IL2092
    public override Type this[Type key] => typeof(int);
//                                 ^^^ IL2092
    [return: DynamicallyAccessedMembers(PublicMethods)] public override Type Same() => typeof(int);
    public override void OnInt(int x) { }
}

public interface IContract
{
    [return: DynamicallyAccessedMembers(PublicMethods)] Type Returns();
    void Takes([DynamicallyAccessedMembers(PublicMethods)] Type type);
    void Generic<[DynamicallyAccessedMembers(PublicMethods)] T>();
    [DynamicallyAccessedMembers(PublicMethods)] Type Property { get; }
    static abstract void Static([DynamicallyAccessedMembers(PublicMethods)] Type type);
    Type Plain();
    void Default([DynamicallyAccessedMembers(PublicMethods)] Type type) { }
}

public class Implements : IContract
{
    public Type Returns() => typeof(int);
//              ^^^^^^^ IL2093
    public void Takes(Type type) { }
//              ^^^^^ IL2092
    public void Generic<T>() { }
//              ^^^^^^^ IL2095
    public Type Property => typeof(int);
//                          ^^^^^^^^^^^ IL2093
    public static void Static(Type type) { }
//                     ^^^^^^ IL2092
    [return: DynamicallyAccessedMembers(PublicMethods)] public Type Plain() => typeof(int);
//                                                                  ^^^^^ IL2093
}

public class Explicit : IContract
{
    Type IContract.Returns() => typeof(int);
//                 ^^^^^^^ IL2093
    void IContract.Takes(Type type) { }
//                 ^^^^^ IL2092
    void IContract.Generic<T>() { }
//                 ^^^^^^^ IL2095
    Type IContract.Property { get => typeof(int); }
//                            ^^^ IL2093
    static void IContract.Static(Type type) { }
//                        ^^^^^^ IL2092
    Type IContract.Plain() => typeof(int);
    void IContract.Default(Type type) { }
//                 ^^^^^^^ IL2092
}

public class BaseOfImplementation
{
    public Type Returns() => typeof(int);
    public void Takes(Type type) { }
    public void Generic<T>() { }
    public Type Property => typeof(int);
    public static void Static(Type type) { }
    public Type Plain() => typeof(int);
}

public class InheritsImplementation : BaseOfImplementation, IContract { }
//           ^^^^^^^^^^^^^^^^^^^^^^ IL2092 IL2093 IL2095

public class Wrong
{
    [DynamicallyAccessedMembers(PublicMethods)] public int Number;
//                                                         ^^^^^^ IL2097
    [DynamicallyAccessedMembers(PublicMethods)] public Type[]? Types;
//                                                             ^^^^^ IL2097
    [DynamicallyAccessedMembers(PublicMethods)] public object? Value;
//                                                             ^^^^^ IL2097
    [DynamicallyAccessedMembers(PublicMethods)] public string? Name;
    [DynamicallyAccessedMembers(PublicMethods)] public TypeInfo? Info;
    [DynamicallyAccessedMembers(PublicMethods)] public IReflect? Reflect;
    [DynamicallyAccessedMembers(PublicMethods)] public int Property { get; set; }
//                                                         ^^^^^^^^ IL2099
    [DynamicallyAccessedMembers(PublicMethods)] public List<Type>? ListProperty { get; set; }
//                                                                 ^^^^^^^^^^^^ IL2099
    [DynamicallyAccessedMembers(PublicMethods)] public void OnMethod() { }
//                                                          ^^^^^^^^ IL2041
    [DynamicallyAccessedMembers(PublicMethods)] public static void OnStatic() { }
//                                                                 ^^^^^^^^ IL2041
    [return: DynamicallyAccessedMembers(PublicMethods)] public int OnReturn() => 1;
//                                                                 ^^^^^^^^ IL2106
    public void OnParameter([DynamicallyAccessedMembers(PublicMethods)] int x, [DynamicallyAccessedMembers(PublicMethods)] params Type[] types) { }
//              ^^^^^^^^^^^ IL2098
    public void OnRefs([DynamicallyAccessedMembers(PublicMethods)] ref string name, [DynamicallyAccessedMembers(PublicMethods)] ref Type type, [DynamicallyAccessedMembers(PublicMethods)] out string other) => other = "";
//              ^^^^^^ IL2098
    [DynamicallyAccessedMembers(PublicMethods)] public Type? Both { [return: DynamicallyAccessedMembers(PublicFields)] get; set; }
//                                                           ^^^^ IL2043
    [DynamicallyAccessedMembers(PublicMethods)] public Type? BothSet { get; [param: DynamicallyAccessedMembers(PublicFields)] set; }
//                                                           ^^^^^^^ IL2043
    [DynamicallyAccessedMembers(PublicMethods)] public Type? Computed { [return: DynamicallyAccessedMembers(PublicFields)] get => null; }
//                                                           ^^^^^^^^ IL2043
    public void Local()
    {
        [return: DynamicallyAccessedMembers(PublicMethods)] int Inner([DynamicallyAccessedMembers(PublicMethods)] int x) => x;
        Inner(1);
        var lambda = ([DynamicallyAccessedMembers(PublicMethods)] int x) => x;
    }
    public T OnGeneric<T>([DynamicallyAccessedMembers(PublicMethods)] T value) => value;
//           ^^^^^^^^^ IL2098
    public delegate void D([DynamicallyAccessedMembers(PublicMethods)] int x);
}

[DynamicallyAccessedMembers(PublicMethods | PublicFields)]
public class Hierarchy
{
    [RequiresUnreferencedCode("in base")] public void Risky() { }
//                                                    ^^^^^ IL2112
    [RequiresUnreferencedCode("private")] private void Hidden() { }
    public void Takes([DynamicallyAccessedMembers(PublicMethods)] Type type) { }
//              ^^^^^ IL2114
    [DynamicallyAccessedMembers(PublicMethods)] public Type? Field;
//                                                           ^^^^^ IL2114
    [RequiresUnreferencedCode("static")] public static void Static() { }
//                                                          ^^^^^^ IL2112
    [DynamicallyAccessedMembers(PublicMethods)] public Type? Property { get; set; }
//                                                                           ^^^ IL2114
}

public class DerivedHierarchy : Hierarchy
{
    [RequiresUnreferencedCode("in derived")] public void RiskyToo() { }
//                                                       ^^^^^^^^ IL2112
    public void Fine() { }
}

public class PlainBase
{
    [RequiresUnreferencedCode("plain base")] public void RiskyBase() { }
    public void TakesBase([DynamicallyAccessedMembers(PublicMethods)] Type type) { }
}

[DynamicallyAccessedMembers(PublicMethods)]
public class AnnotatedDerived : PlainBase
//           ^^^^^^^^^^^^^^^^ IL2113 IL2115
{
}

public interface IPlain { [RequiresUnreferencedCode("interface")] void Risky(); }

[DynamicallyAccessedMembers(All)]
public class AnnotatedImplements : IPlain
//           ^^^^^^^^^^^^^^^^^^^ IL2113
{
    [RequiresUnreferencedCode("interface")] public void Risky() { }
//                                                      ^^^^^ IL2112
    public class Nested { [RequiresUnreferencedCode("nested")] public void Inside() { } }
//                                                                         ^^^^^^ IL2112
}

[DynamicallyAccessedMembers(PublicMethods)]
public interface IAnnotated { [RequiresUnreferencedCode("in annotated")] void Method(); }
//                                                                            ^^^^^^ IL2112
public class ImplementsAnnotated : IAnnotated { [RequiresUnreferencedCode("in annotated")] public void Method() { } }
//                                                                                                     ^^^^^^ IL2112

[DynamicallyAccessedMembers(PublicConstructors)]
[RequiresUnreferencedCode("whole")]
public class RequiresWhole
{
    public RequiresWhole() { }
//         ^^^^^^^^^^^^^ IL2112
    public static void Static() { }
}

public static class Native
{
    [DllImport("x")] private static extern void Plain(int x, string s);
    [DllImport("x")] private static extern void TakesInterface(IPlain plain);
    [DllImport("x")] private static extern IPlain ReturnsInterface();
    [DllImport("x")] private static extern void TakesObject(object value);
    [DllImport("x")] private static extern void TakesMarshalled([MarshalAs(UnmanagedType.IUnknown)] object value);
    [DllImport("x")] private static extern void TakesArray(int[] value, Array other);
    [DllImport("x")] private static extern void TakesDelegate(Action action);
    [DllImport("x")] private static extern void TakesBuilder(System.Text.StringBuilder builder);
    [DllImport("x")] private static extern void TakesAuto(Auto auto);
    [DllImport("x")] private static extern void TakesSequential(Sequential value);
    [DllImport("x")] private static extern void TakesPlainClass(PlainBase value);
    [StructLayout(LayoutKind.Auto)] public class Auto { }
    [StructLayout(LayoutKind.Sequential)] public class Sequential { }

    public static void Call()
    {
        Plain(1, "");
        TakesInterface(null!);
//      ^^^^^^^^^^^^^^^^^^^^^ IL2050
        _ = ReturnsInterface();
//          ^^^^^^^^^^^^^^^^^^ IL2050
        TakesObject(null!);
        TakesMarshalled(null!);
//      ^^^^^^^^^^^^^^^^^^^^^^ IL2050
        TakesArray(null!, null!);
//      ^^^^^^^^^^^^^^^^^^^^^^^^ IL2050
        TakesDelegate(null!);
        TakesBuilder(null!);
        TakesAuto(null!);
//      ^^^^^^^^^^^^^^^^ IL2050
        TakesSequential(null!);
        TakesPlainClass(null!);
        Action<IPlain> group = TakesInterface;
    }

    [RequiresUnreferencedCode("marked")] public static void Marked() => TakesInterface(null!);
}

public static class Guards
{
    [FeatureGuard(typeof(RequiresUnreferencedCodeAttribute))] public static bool Wrong => true;
//                                                                                        ^^^^ IL4000
    [FeatureGuard(typeof(RequiresDynamicCodeAttribute))] public static bool Right => RuntimeFeature.IsDynamicCodeSupported;
    [FeatureGuard(typeof(RequiresDynamicCodeAttribute))] public static bool RightBody { get { return RuntimeFeature.IsDynamicCodeSupported; } }
    [FeatureGuard(typeof(RequiresDynamicCodeAttribute))] public static bool Never => false;
    [FeatureGuard(typeof(RequiresDynamicCodeAttribute))] public static bool And => RuntimeFeature.IsDynamicCodeSupported && Environment.TickCount > 0;
//                                                                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL4000
    [FeatureGuard(typeof(RequiresDynamicCodeAttribute))] public static bool Conditional { get { if (RuntimeFeature.IsDynamicCodeSupported) return true; return false; } }
//                                                                                                                                                ^^^^ IL4000
    [FeatureGuard(typeof(RequiresDynamicCodeAttribute))] public static bool Not => !RuntimeFeature.IsDynamicCodeSupported;
//                                                                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL4000
    [FeatureGuard(typeof(RequiresDynamicCodeAttribute))] public static bool Settable { get => true; set { } }
//                                                                                            ^^^^ IL4001
    [FeatureGuard(typeof(RequiresDynamicCodeAttribute))] public static int NotBool => 1;
//                                                                                    ^ IL4001
    [FeatureGuard(typeof(RequiresDynamicCodeAttribute))] public static bool Auto { get; }
    [FeatureGuard(typeof(RequiresUnreferencedCodeAttribute)), FeatureSwitchDefinition("Flow.Switch")] public static bool Switch => AppContext.TryGetSwitch("Flow.Switch", out var on) && on;
//                                                                                                                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL4000
    private static void Needs([DynamicallyAccessedMembers(PublicMethods)] Type type) { }

    public static void Use(Type type)
    {
        if (Wrong) Needs(type);
        else Needs(type);
//           ^^^^^^^^^^^ IL2067
        if (!Wrong) return;
        Needs(type);
    }
    public static void Use2(Type type)
    {
        if (Right) Needs(type);
//                 ^^^^^^^^^^^ IL2067
        while (Wrong) Needs(type);
        var x = Wrong ? type.GetMethods() : type.GetMethods();
//                                          ^^^^^^^^^^^^^^^^^ IL2070
        System.Diagnostics.Debug.Assert(Wrong);
        Needs(type);
    }
}

public class Generics
{
    public static void Static<[DynamicallyAccessedMembers(PublicMethods)] T>() { }
    public void Instance<[DynamicallyAccessedMembers(PublicMethods)] T>() { }
    public static void Both<[DynamicallyAccessedMembers(PublicMethods)] T, U>(T a, U b) { }
    public static void Calls<T>(T value, Generics self, Box<T> box)
    {
        Static<T>();
//      ^^^^^^^^^^^ IL2091
        Static<Box<T>>();
//      ^^^^^^^^^^^^^^^^ IL2091
        Static<int>();
        Static<Intrinsics.Target>();
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2026 IL2111
        Static<Intrinsics.RiskyClass>();
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2026
        self.Instance<T>();
//      ^^^^^^^^^^^^^^^^^^ IL2091
        Both(value, 1);
//      ^^^^^^^^^^^^^^ IL2091
        new Box<T>();
//      ^^^^^^^^^^^^ IL2091
        Box<T>.Method();
//      ^^^^^^^^^^^^^^^ IL2091
        Box<T>.Field = 1;
//      ^^^^^^^^^^^^ IL2091
        Box<T>.Property = 2;
//      ^^^^^^^^^^^^^^^^^^^ IL2091
        Box<T>.Event += null;
//      ^^^^^^^^^^^^^^^^^^^^ IL2091
        box.InstanceMethod();
        box.InstanceField = 1;
        Action a = Static<T>;
//                 ^^^^^^^^^ IL2091
        Action b = Box<T>.Method;
//                 ^^^^^^^^^^^^^ IL2091
        Action c = self.Instance<T>;
//                 ^^^^^^^^^^^^^^^^ IL2091
        var list = new List<Box<T>>();
//                 ^^^^^^^^^^^^^^^^^^ IL2091
        _ = typeof(Box<T>);
        Box<T>? nothing = null;
        _ = (object)value! is Box<T>;
        _ = new Box<T>[1];
        Box<T>.Inner.Method();
//      ^^^^^^^^^^^^^^^^^^^^^ IL2091
        _ = default(Box<T>);
        Local<T>();
//      ^^^^^^^^^^ IL2091
        void Local<[DynamicallyAccessedMembers(PublicMethods)] U>() { }
    }
}

public class Box<[DynamicallyAccessedMembers(PublicMethods)] T>
{
    public static void Method() { }
    public static int Field;
    public static int Property { get; set; }
    public static event Action? Event;
    public void InstanceMethod() { }
    public int InstanceField;
    public class Inner { public static void Method() { } }
}

public interface IBox<[DynamicallyAccessedMembers(PublicMethods)] T> { }
public class DerivedBox<T> : Box<T> { }
//           ^^^^^^^^^^ IL2091
public class ExplicitBox<T> : Box<T> { public ExplicitBox() { } }
//           ^^^^^^^^^^^ IL2091
//                                     ^^^^^^^^^^^^^^^^^^^^^^^^ IL2091
public class ImplementsBox<T> : IBox<T> { }
//           ^^^^^^^^^^^^^ IL2091
public class DerivedRisky : Box<Intrinsics.Target> { }
//           ^^^^^^^^^^^^ IL2026 IL2111
public struct StructBox<T> : IBox<T> { }
//            ^^^^^^^^^ IL2091
public class Constrained<T> where T : Box<T> { }
public class WithBox<T> { public Box<T>? Field; public Box<T>? Property { get; set; } public Box<T> Method(Box<T> x) => x; }
