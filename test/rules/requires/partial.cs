// Parts of partial types and halves of partial members: what the attributes of one say counts for all of it.
using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;

namespace Fixture.Partial;

[UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "all parts")]
partial class Parted
{
    void One() => Api.Risky();
    partial void Two();
    [UnconditionalSuppressMessage("AOT", "IL3050")]
    partial void Three();
    partial void Three() => Api.Dynamic();
    partial void Four();
    public partial int Value { get; }
    [UnconditionalSuppressMessage("AOT", "IL3050")]
    public partial int Other { get; }
    class Inner { void M() => Api.Risky(); }
}

partial class Parted
{
    void Five() => Api.Risky();
    partial void Two() => Api.Risky();
    [UnconditionalSuppressMessage("AOT", "IL3050")]
    partial void Four() => Api.Dynamic();
    public partial int Value => Api.Dynamic();
//                              ^^^^^^^^^^^ IL3050
    public partial int Other => Api.Dynamic();
    class Second { void M() => Api.Risky(); }
}

static class Api
{
    [RequiresUnreferencedCode("x")] public static void Risky() { }
    [RequiresDynamicCode("x")] public static int Dynamic() => 0;
}
partial class Parted
{
    void Six() => Api.Risky();
    class Third { void M() { Api.Risky(); Api.Dynamic(); } }
//                                        ^^^^^^^^^^^ IL3050
}
partial class Halves
{
    [RequiresUnreferencedCode("m")]
    internal partial void Marked();
    internal partial void Marked() => Api.Risky();

    internal partial void MarkedBelow();
    [RequiresUnreferencedCode("below")]
    internal partial void MarkedBelow() => Api.Risky();

    internal partial object Made([DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicMethods)] Type type);
    internal partial object Made(Type type) => type.GetMethods();

    internal partial object MadeBelow(Type type);
    internal partial object MadeBelow([DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicMethods)] Type type) => type.GetMethods();

    [return: DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicMethods)]
    internal partial Type Given(Type type);
    internal partial Type Given(Type type) => type;
//                                            ^^^^ IL2068

    [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicMethods)]
    internal partial Type Kind { get; set; }
    internal partial Type Kind { get => _kind; set => _kind = value; }
//                                      ^^^^^ IL2078
    private Type _kind = typeof(int);

    [RequiresAssemblyFiles("p")]
    internal partial int Number { get; }
    internal partial int Number { get { Files.Read(); return 1; } }

    internal partial int NumberBelow { [RequiresDynamicCode("g")] get; }
    internal partial int NumberBelow { get => Api.Dynamic(); }

    internal partial void Generic<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicMethods)] T>();
    internal partial void Generic<T>() => typeof(T).GetMethods();

    internal partial Halves(int one);
    [RequiresUnreferencedCode("ctor")]
    internal partial Halves(int one) { Api.Risky(); }

    void Calls(Type unknown)
    {
        Marked();
//      ^^^^^^ IL2026
        MarkedBelow();
//      ^^^^^^^^^^^ IL2026
        Made(unknown);
//      ^^^^^^^^^^^^^ IL2067
        MadeBelow(unknown);
//      ^^^^^^^^^^^^^^^^^^ IL2067
        Given(unknown).GetMethods();
        Kind.GetMethods();
        Kind = unknown;
//      ^^^^^^^^^^^^^^ IL2067
        _ = Number;
//          ^^^^^^ IL3002
        _ = NumberBelow;
//          ^^^^^^^^^^^ IL3050
        Generic<string>();
        _ = new Halves(1);
//          ^^^^^^^^^^^^^ IL2026
    }
}
partial class Halves<T>
{
    internal partial void Risk();
}
partial class Halves<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicMethods)] T>
{
    [RequiresUnreferencedCode("g")]
    internal partial void Risk() => typeof(T).GetMethods();
    void Call() => Risk();
//                 ^^^^ IL2026
}
class Basic
{
    [RequiresUnreferencedCode("base")]
    protected Basic() { }
}
partial class Derived : Basic
{
    internal partial Derived(string text);
    internal partial Derived(string text) { }
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2026
}
partial class Sourced
{
    internal partial event Action Changed;
    [RequiresAssemblyFiles("event")]
    internal partial event Action Changed { add { Files.Read(); } remove { } }
    [RequiresAssemblyFiles("indexer")] internal partial int this[int index] { get; }
    
    internal partial int this[int index] { get { Files.Read(); return 1; } }
    internal partial void Over(List<string> one);
    internal partial void Over(List<int> one);
    [RequiresUnreferencedCode("over")]
    internal partial void Over(List<string> one) => Api.Risky();
    internal partial void Over(List<int> one) => Api.Risky();
//                                               ^^^^^^^^^ IL2026
    void Use() { Changed += () => { }; _ = this[1]; Over(new List<string>()); Over(new List<int>()); }
//               ^^^^^^^^^^^^^^^^^^^^ IL3002
//                                         ^^^^^^^ IL3002
//                                                  ^^^^ IL2026
}
static class Files { [RequiresAssemblyFiles("f")] public static void Read() { } }
partial class Accessed
{
    partial int One { [UnconditionalSuppressMessage("T", "IL2026")] get; set; }
    partial int One { get => Halved.Risky(); set { Halved.Risky(); } }
//                                                 ^^^^^^^^^^^^ IL2026
    partial int Two { [UnconditionalSuppressMessage("T", "IL2026")] get; }
    partial int Two => Halved.Risky();
//                     ^^^^^^^^^^^^ IL2026
    partial int Three { get; }
    partial int Three { [UnconditionalSuppressMessage("T", "IL2026")] get => Halved.Risky(); }
    partial int this[int i] { [UnconditionalSuppressMessage("T", "IL2026")] get; set; }
    partial int this[int i] { get => Halved.Risky(); set { Halved.Risky(); } }
//                                                         ^^^^^^^^^^^^ IL2026
    partial int Four { [RequiresUnreferencedCode("four")] get; }
    partial int Four { get => Halved.Risky(); }
    [FeatureGuard(typeof(RequiresDynamicCodeAttribute))] static partial bool Guarded { get; }
    static partial bool Guarded => System.Runtime.CompilerServices.RuntimeFeature.IsDynamicCodeSupported;
    static partial bool GuardedBelow { get; }
    [FeatureGuard(typeof(RequiresDynamicCodeAttribute))] static partial bool GuardedBelow => System.Runtime.CompilerServices.RuntimeFeature.IsDynamicCodeSupported;
    void M() { if (Guarded) Api.Dynamic(); if (GuardedBelow) Api.Dynamic(); _ = Four; }
//                                                                              ^^^^ IL2026
}
static class Halved { [RequiresUnreferencedCode("h")] public static int Risky() => 0; }
