// Where suppressions count, and how their code is written.
using System;
using System.Diagnostics.CodeAnalysis;

namespace Fixture.Suppressions;

static class Api
{
    [RequiresUnreferencedCode("x")] public static int Risky() => 0;
    [RequiresUnreferencedCode("x")] public static Action Act() => () => { };
}
class Places
{
    [UnconditionalSuppressMessage("T", "IL2026")] int _field = Api.Risky();
    [UnconditionalSuppressMessage("T", "IL2026")] int _one = Api.Risky(), _two = Api.Risky();
    [UnconditionalSuppressMessage("T", "IL2026")] int Arrow => Api.Risky();
    int Got { [UnconditionalSuppressMessage("T", "IL2026")] get => Api.Risky(); set { Api.Risky(); } }
//                                                                                    ^^^^^^^^^ IL2026
    [UnconditionalSuppressMessage("T", "IL2026")] int Both { get => Api.Risky(); set { Api.Risky(); } }
    [UnconditionalSuppressMessage("T", "IL2026")] int Auto { get; } = Api.Risky();
    [field: UnconditionalSuppressMessage("T", "IL2026")] int Auto2 { get; } = Api.Risky();
//                                                                            ^^^^^^^^^ IL2026
    [UnconditionalSuppressMessage("T", "IL2026")] int this[int i] => Api.Risky();
    [UnconditionalSuppressMessage("T", "IL2026")] event Action Event { add { Api.Risky(); } remove { } }
    event Action Event2 { [UnconditionalSuppressMessage("T", "IL2026")] add { Api.Risky(); } remove { Api.Risky(); } }
//                                                                                                    ^^^^^^^^^ IL2026
    [UnconditionalSuppressMessage("T", "IL2026")] event Action Event3 = Api.Act();
    [UnconditionalSuppressMessage("T", "IL2026")] Places() { Api.Risky(); }
    [UnconditionalSuppressMessage("T", "IL2026")] static Places() { Api.Risky(); }
    [UnconditionalSuppressMessage("T", "IL2026")] public static int operator +(Places a, Places b) => Api.Risky();
    [UnconditionalSuppressMessage("T", "IL2026")] public static implicit operator int(Places a) => Api.Risky();
    [UnconditionalSuppressMessage("T", "IL2026")] ~Places() { Api.Risky(); }
    void Locals()
    {
        [UnconditionalSuppressMessage("T", "IL2026")] void One() { Api.Risky(); void Inner() => Api.Risky(); Inner(); }
        var two = [UnconditionalSuppressMessage("T", "IL2026")] () => Api.Risky();
//                                                                    ^^^^^^^^^ IL2026
        One(); two();
        [UnconditionalSuppressMessage("T", "IL2026")] static void Three() { Action a = () => Api.Risky(); a(); }
        Three();
    }
    void Parameter([UnconditionalSuppressMessage("T", "IL2026")] int a) => Api.Risky();
//                                                                         ^^^^^^^^^ IL2026
    [return: UnconditionalSuppressMessage("T", "IL2026")] int Return() => Api.Risky();
//                                                                        ^^^^^^^^^ IL2026
    [UnconditionalSuppressMessage("T", "IL2026:Has a name")] int Named() => Api.Risky();
    [UnconditionalSuppressMessage("T", "il2026")] int Lower() => Api.Risky();
//                                                               ^^^^^^^^^ IL2026
    [UnconditionalSuppressMessage(category: "T", checkId: "IL2026")] int ByName() => Api.Risky();
    [UnconditionalSuppressMessage("T", " IL2026 ")] int Spaces() => Api.Risky();
//                                                                  ^^^^^^^^^ IL2026
    [UnconditionalSuppressMessage("T", "IL" + "2026")] int Sum() => Api.Risky();
    const string Code = "IL2026";
    [UnconditionalSuppressMessage("T", Code)] int Const() => Api.Risky();
    [UnconditionalSuppressMessage("T", nameof(IL2026))] int NameOf() => Api.Risky();
    const int IL2026 = 1;
    [UnconditionalSuppressMessage("T", "IL2026", Scope = "member")] int Scoped() => Api.Risky();
    [UnconditionalSuppressMessage("T", "IL2026", Target = "~M:Fixture.Suppressions.Places.Other")] int Targeted() => Api.Risky();
    int Other() => Api.Risky();
//                 ^^^^^^^^^ IL2026
    [UnconditionalSuppressMessage("T", "IL2026", MessageId = "x")] int Messaged() => Api.Risky();
    [UnconditionalSuppressMessage("T", "IL3050")] [UnconditionalSuppressMessage("T", "IL2026")] int Two() => Api.Risky();
    [SuppressMessage("T", "IL2026")] int Plain() => Api.Risky();
    [SuppressMessage("T", "IL2026")] class InPlain { int M() => Api.Risky(); }
    [Obsolete, UnconditionalSuppressMessage("T", "IL2026")] int Listed() => Api.Risky();
    [method: UnconditionalSuppressMessage("T", "IL2026")] int MethodTarget() => Api.Risky();
}
[UnconditionalSuppressMessage("T", "IL2026")] record Rec(int A) { int M() => Api.Risky(); int P { get; } = Api.Risky(); }
[UnconditionalSuppressMessage("T", "IL2026")] struct Str { int M() => Api.Risky(); }
[UnconditionalSuppressMessage("T", "IL2026")] interface IFace { int M() => Api.Risky(); class In { int N() => Api.Risky(); } }
class Prim(int a) : Base(Api.Risky()) { int _a = a; }
//                       ^^^^^^^^^ IL2026
[UnconditionalSuppressMessage("T", "IL2026")] class Prim2(int a) : Base(Api.Risky()) { int _a = a; }
[method: UnconditionalSuppressMessage("T", "IL2026")] class Prim3(int a) : Base(Api.Risky()) { int _a = a + Api.Risky(); }
class Base(int x) { int _x = x; }
class Pragmas
{
#pragma warning disable IL2026
    int One() => Api.Risky();
#pragma warning restore IL2026
    int Two() => Api.Risky();
//               ^^^^^^^^^ IL2026
#pragma warning disable IL3050, IL2026 // why
    int Three() => Api.Risky();
#pragma warning restore
    int Four() => Api.Risky();
//                ^^^^^^^^^ IL2026
#pragma warning disable
    int Five() => Api.Risky();
#pragma warning restore IL2026
    int Six() => Api.Risky();
//               ^^^^^^^^^ IL2026
#pragma warning disable 2026
    int Seven() => Api.Risky();
//                 ^^^^^^^^^ IL2026
#pragma warning disable il2026
    int Eight() => Api.Risky();
//                 ^^^^^^^^^ IL2026
#pragma warning disable IL2026
    int Nine(
        int a =
#pragma warning restore IL2026
        1) => Api.Risky();
//            ^^^^^^^^^ IL2026
    int Ten() => Api
//               ^^^ IL2026
#pragma warning disable IL2026
        .Risky();
    int Eleven() =>
        Api.Risky();
#if false
#pragma warning restore IL2026
#endif
    int Twelve() => Api.Risky();
  #  pragma   warning   restore   IL2026
    int Thirteen() => Api.Risky();
//                    ^^^^^^^^^ IL2026
}
