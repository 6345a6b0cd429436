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
}

public class Overrides : Bases
{
    public override Type Returns() => typeof(int);
    [return: DynamicallyAccessedMembers(PublicFields)] public override Type Plain() => typeof(int);
    public override void Takes(Type type, [DynamicallyAccessedMembers(PublicMethods)] Type plain) { }
    public override void Generic<T, [DynamicallyAccessedMembers(PublicFields)] U>() { }
    public override Type Property { get => typeof(int); set { } }
    [DynamicallyAccessedMembers(PublicMethods)] public override Type PlainProperty { get; set; } = typeof(int);
    public override Type this[Type key] => typeof(int);
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
    public void Takes(Type type) { }
    public void Generic<T>() { }
    public Type Property => typeof(int);
    public static void Static(Type type) { }
    [return: DynamicallyAccessedMembers(PublicMethods)] public Type Plain() => typeof(int);
}

public class Explicit : IContract
{
    Type IContract.Returns() => typeof(int);
    void IContract.Takes(Type type) { }
    void IContract.Generic<T>() { }
    Type IContract.Property { get => typeof(int); }
    static void IContract.Static(Type type) { }
    Type IContract.Plain() => typeof(int);
    void IContract.Default(Type type) { }
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

public class Wrong
{
    [DynamicallyAccessedMembers(PublicMethods)] public int Number;
    [DynamicallyAccessedMembers(PublicMethods)] public Type[]? Types;
    [DynamicallyAccessedMembers(PublicMethods)] public object? Value;
    [DynamicallyAccessedMembers(PublicMethods)] public string? Name;
    [DynamicallyAccessedMembers(PublicMethods)] public TypeInfo? Info;
    [DynamicallyAccessedMembers(PublicMethods)] public IReflect? Reflect;
    [DynamicallyAccessedMembers(PublicMethods)] public int Property { get; set; }
    [DynamicallyAccessedMembers(PublicMethods)] public List<Type>? ListProperty { get; set; }
    [DynamicallyAccessedMembers(PublicMethods)] public void OnMethod() { }
    [DynamicallyAccessedMembers(PublicMethods)] public static void OnStatic() { }
    [return: DynamicallyAccessedMembers(PublicMethods)] public int OnReturn() => 1;
    public void OnParameter([DynamicallyAccessedMembers(PublicMethods)] int x, [DynamicallyAccessedMembers(PublicMethods)] params Type[] types) { }
    public void OnRefs([DynamicallyAccessedMembers(PublicMethods)] ref string name, [DynamicallyAccessedMembers(PublicMethods)] ref Type type, [DynamicallyAccessedMembers(PublicMethods)] out string other) => other = "";
    [DynamicallyAccessedMembers(PublicMethods)] public Type? Both { [return: DynamicallyAccessedMembers(PublicFields)] get; set; }
    [DynamicallyAccessedMembers(PublicMethods)] public Type? BothSet { get; [param: DynamicallyAccessedMembers(PublicFields)] set; }
    [DynamicallyAccessedMembers(PublicMethods)] public Type? Computed { [return: DynamicallyAccessedMembers(PublicFields)] get => null; }
    public void Local()
    {
        [return: DynamicallyAccessedMembers(PublicMethods)] int Inner([DynamicallyAccessedMembers(PublicMethods)] int x) => x;
        Inner(1);
        var lambda = ([DynamicallyAccessedMembers(PublicMethods)] int x) => x;
    }
    public T OnGeneric<T>([DynamicallyAccessedMembers(PublicMethods)] T value) => value;
    public delegate void D([DynamicallyAccessedMembers(PublicMethods)] int x);
}

[DynamicallyAccessedMembers(PublicMethods | PublicFields)]
public class Hierarchy
{
    [RequiresUnreferencedCode("in base")] public void Risky() { }
    [RequiresUnreferencedCode("private")] private void Hidden() { }
    public void Takes([DynamicallyAccessedMembers(PublicMethods)] Type type) { }
    [DynamicallyAccessedMembers(PublicMethods)] public Type? Field;
    [RequiresUnreferencedCode("static")] public static void Static() { }
    [DynamicallyAccessedMembers(PublicMethods)] public Type? Property { get; set; }
}

public class DerivedHierarchy : Hierarchy
{
    [RequiresUnreferencedCode("in derived")] public void RiskyToo() { }
    public void Fine() { }
}

public class PlainBase
{
    [RequiresUnreferencedCode("plain base")] public void RiskyBase() { }
    public void TakesBase([DynamicallyAccessedMembers(PublicMethods)] Type type) { }
}

[DynamicallyAccessedMembers(PublicMethods)]
public class AnnotatedDerived : PlainBase
{
}

public interface IPlain { [RequiresUnreferencedCode("interface")] void Risky(); }

[DynamicallyAccessedMembers(All)]
public class AnnotatedImplements : IPlain
{
    [RequiresUnreferencedCode("interface")] public void Risky() { }
    public class Nested { [RequiresUnreferencedCode("nested")] public void Inside() { } }
}

[DynamicallyAccessedMembers(PublicMethods)]
public interface IAnnotated { [RequiresUnreferencedCode("in annotated")] void Method(); }
public class ImplementsAnnotated : IAnnotated { [RequiresUnreferencedCode("in annotated")] public void Method() { } }

[DynamicallyAccessedMembers(PublicConstructors)]
[RequiresUnreferencedCode("whole")]
public class RequiresWhole
{
    public RequiresWhole() { }
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
        _ = ReturnsInterface();
        TakesObject(null!);
        TakesMarshalled(null!);
        TakesArray(null!, null!);
        TakesDelegate(null!);
        TakesBuilder(null!);
        TakesAuto(null!);
        TakesSequential(null!);
        TakesPlainClass(null!);
        Action<IPlain> group = TakesInterface;
    }

    [RequiresUnreferencedCode("marked")] public static void Marked() => TakesInterface(null!);
}

public static class Guards
{
    [FeatureGuard(typeof(RequiresUnreferencedCodeAttribute))] public static bool Wrong => true;
    [FeatureGuard(typeof(RequiresDynamicCodeAttribute))] public static bool Right => RuntimeFeature.IsDynamicCodeSupported;
    [FeatureGuard(typeof(RequiresDynamicCodeAttribute))] public static bool RightBody { get { return RuntimeFeature.IsDynamicCodeSupported; } }
    [FeatureGuard(typeof(RequiresDynamicCodeAttribute))] public static bool Never => false;
    [FeatureGuard(typeof(RequiresDynamicCodeAttribute))] public static bool And => RuntimeFeature.IsDynamicCodeSupported && Environment.TickCount > 0;
    [FeatureGuard(typeof(RequiresDynamicCodeAttribute))] public static bool Conditional { get { if (RuntimeFeature.IsDynamicCodeSupported) return true; return false; } }
    [FeatureGuard(typeof(RequiresDynamicCodeAttribute))] public static bool Not => !RuntimeFeature.IsDynamicCodeSupported;
    [FeatureGuard(typeof(RequiresDynamicCodeAttribute))] public static bool Settable { get => true; set { } }
    [FeatureGuard(typeof(RequiresDynamicCodeAttribute))] public static int NotBool => 1;
    [FeatureGuard(typeof(RequiresDynamicCodeAttribute))] public static bool Auto { get; }
    [FeatureGuard(typeof(RequiresUnreferencedCodeAttribute)), FeatureSwitchDefinition("Flow.Switch")] public static bool Switch => AppContext.TryGetSwitch("Flow.Switch", out var on) && on;
    private static void Needs([DynamicallyAccessedMembers(PublicMethods)] Type type) { }

    public static void Use(Type type)
    {
        if (Wrong) Needs(type);
        else Needs(type);
        if (!Wrong) return;
        Needs(type);
    }
    public static void Use2(Type type)
    {
        if (Right) Needs(type);
        while (Wrong) Needs(type);
        var x = Wrong ? type.GetMethods() : type.GetMethods();
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
        Static<Box<T>>();
        Static<int>();
        Static<Intrinsics.Target>();
        Static<Intrinsics.RiskyClass>();
        self.Instance<T>();
        Both(value, 1);
        new Box<T>();
        Box<T>.Method();
        Box<T>.Field = 1;
        Box<T>.Property = 2;
        Box<T>.Event += null;
        box.InstanceMethod();
        box.InstanceField = 1;
        Action a = Static<T>;
        Action b = Box<T>.Method;
        Action c = self.Instance<T>;
        var list = new List<Box<T>>();
        _ = typeof(Box<T>);
        Box<T>? nothing = null;
        _ = (object)value! is Box<T>;
        _ = new Box<T>[1];
        Box<T>.Inner.Method();
        _ = default(Box<T>);
        Local<T>();
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
public class ExplicitBox<T> : Box<T> { public ExplicitBox() { } }
public class ImplementsBox<T> : IBox<T> { }
public class DerivedRisky : Box<Intrinsics.Target> { }
public struct StructBox<T> : IBox<T> { }
public class Constrained<T> where T : Box<T> { }
public class WithBox<T> { public Box<T>? Field; public Box<T>? Property { get; set; } public Box<T> Method(Box<T> x) => x; }
