// Compiled by `node test/whole-program/record.ts` to Sample.Package.dll, which the tests read. What it needs of a framework
// it declares itself, so that no framework has to be on the machine.
using System;
using System.Threading.Tasks;

namespace System.Diagnostics.CodeAnalysis
{
    public sealed class RequiresUnreferencedCodeAttribute(string message) : Attribute { public string Message => message; public string Url { get; set; } }
    public sealed class RequiresDynamicCodeAttribute(string message) : Attribute { public string Message => message; }
    public sealed class UnconditionalSuppressMessageAttribute(string category, string id) : Attribute { public string Category => category; public string Id => id; }
    public sealed class FeatureSwitchDefinitionAttribute(string name) : Attribute { public string Name => name; }
    [Flags] public enum DynamicallyAccessedMemberTypes { PublicFields = 0x20, AllMethods = 0x8018 }
    public sealed class DynamicallyAccessedMembersAttribute(DynamicallyAccessedMemberTypes types) : Attribute { public DynamicallyAccessedMemberTypes Types => types; }
    public sealed class FeatureGuardAttribute(Type feature) : Attribute { public Type Feature => feature; }
}

namespace Sample
{
    using System.Diagnostics.CodeAnalysis;

    public static class Risky
    {
        [RequiresUnreferencedCode("Reflects.", Url = "https://example.org")] public static void Reflect() { }
        [RequiresDynamicCode("Emits.")] public static void Emit() { }
        [FeatureSwitchDefinition("Sample.HasExtras")] public static bool HasExtras => Environment.TickCount > 0;
        [FeatureGuard(typeof(RequiresDynamicCodeAttribute))] public static bool CanEmit => false;
    }

    public interface IPlugin { void Run(); }
    public abstract class Base { public abstract void Visit(); public virtual void Inherited() => Risky.Reflect(); }
    public class Used : Base, IPlugin { public override void Visit() => Risky.Reflect(); public void Run() => Risky.Emit(); }
    public class Unused : Base, IPlugin { public override void Visit() => Risky.Emit(); public void Run() => Risky.Reflect(); }

    public static class Api
    {
        public static void Direct() => Risky.Reflect();
        public static void Quiet() { }
        [RequiresUnreferencedCode("Marked.")] public static void Marked() => Risky.Reflect();
        [UnconditionalSuppressMessage("Trimming", "IL2026")] public static void Suppressed() => Risky.Reflect();
        public static void Guarded() { if (Risky.CanEmit) Risky.Emit(); }
        public static void Visit(Base b) => b.Visit();
        public static void Run(IPlugin p) => p.Run();
        public static Action Lambda() => () => Risky.Reflect();
        public static async Task Later() { await Task.Yield(); Risky.Reflect(); }
        public static T Make<T>() where T : new() => new T();
        public static void Checked(object o) { if (o is Unused) Risky.Emit(); }
        public static void Plugged(object o) { if (o is IRare) Risky.Emit(); }
        public static void Generic<T>(T value, int last) { Risky.Reflect(); }
        public static void Switched() { if (Risky.HasExtras) Risky.Reflect(); }
        public static void Holds<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicFields)] T>() where T : struct => Held<T>.Touch();
        public static Action HoldsLater<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicFields)] T>() where T : struct => static () => Held<T>.Touch();
        public static void Asks<T>() => Lists<T>();
        private static void Lists<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.AllMethods)] T>() { }
        public static Type Named<T>() => Inner<T>.Itself;
        public static object MakeThrough<T>(IMaker maker) where T : new() => maker.Make<T>();
        public static void OnShelf(Shelf<int> shelf) { shelf.Instance(); shelf.Static(); shelf.Generic(); shelf.Boxed(); }
        public static void ListsText() => Lists<Text>();
        public static void Files() { Lists<Filed<int>>(); Box<Filed<int>>.Count(); }
        public static void ListsTwice() => Lists<Twice>();
        public static object Keep() => new Kept<int>();
        public static void Fails<T>() where T : struct => Held<T>.Touch();
    }

    public interface IMaker { object Make<T>() where T : new(); }
    public class Maker<TKey> : IMaker { public object Make<T>() where T : new() => new Nested<T>().Get(); }
    public class Nested<T> where T : new() { public object Get() => new T(); }
    public static class Inner<T> { public static Type Itself => typeof(T); }
    public static class Held<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicFields)] T> where T : struct { public static void Touch() { } }
    public abstract class Polite { public abstract void Speak(); }
    public class Loud : Polite { [RequiresUnreferencedCode("Loud.")] public override void Speak() { } }
    public class Holder<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicFields)] T> { }
    public class Kept<T> : Holder<T> { }
    public class Box<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicFields)] T> { public int Size; public void Open() { } public static void Count() { } public U As<U>(U value) => value; }
    public struct Cell<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicFields)] T> { }
    public class Shelf<T>(Box<T> box, Cell<T> cell)
    {
        public int Instance() { box.Open(); return box.Size; }
        public void Static() => Box<T>.Count();
        public int Generic() => box.As(1);
        public object Boxed() => cell;
    }
    public class Filed<T> { public Box<T> Field; public void Take(Box<T> box) { } }
    public class Twice { [RequiresUnreferencedCode("Twice.")] public void Both([DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicFields)] Type type) { } }
    public interface IRare { }
    public class Outer<T> { public void Put<U>(Maker<T> maker, [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicFields)] Type type, U last) { } }
    public class Text : Outer<string> { }
    public class Slow { static Slow() => Risky.Reflect(); public static int Number = 1; }
    public class Created { public Created() => Risky.Emit(); }
}
