// What a file of suppressions for the assembly names by documentation ids.
using System.Diagnostics.CodeAnalysis;
[assembly: UnconditionalSuppressMessage("T", "IL2026", Scope = "member", Target = "M:Fixture.GlobalSuppressions.Globals.One")]
[assembly: UnconditionalSuppressMessage("T", "IL2026", Scope = "member", Target = "~M:Fixture.GlobalSuppressions.Globals.Two(System.Int32)")]
[assembly: UnconditionalSuppressMessage("T", "IL2026", Scope = "type", Target = "T:Fixture.GlobalSuppressions.Whole")]
[assembly: UnconditionalSuppressMessage("T", "IL2026", Scope = "type", Target = "~T:Fixture.GlobalSuppressions.Whole2")]
[assembly: UnconditionalSuppressMessage("T", "IL2026", Scope = "namespace", Target = "~N:Fixture.GlobalSuppressions.Names")]
[assembly: UnconditionalSuppressMessage("T", "IL2026", Scope = "namespaceanddescendants", Target = "~N:Fixture.GlobalSuppressions.Deep")]
[assembly: SuppressMessage("T", "IL2026", Scope = "member", Target = "~M:Fixture.GlobalSuppressions.Globals.Plain")]
[assembly: UnconditionalSuppressMessage("T", "IL2026", Scope = "member", Target = "~P:Fixture.GlobalSuppressions.Globals.Prop")]
[assembly: UnconditionalSuppressMessage("T", "IL2026", Scope = "member", Target = "~F:Fixture.GlobalSuppressions.Globals.Field")]
[assembly: UnconditionalSuppressMessage("T", "IL2026", Scope = "member", Target = "~M:Fixture.GlobalSuppressions.Globals.#ctor")]
[assembly: UnconditionalSuppressMessage("T", "IL2026", Scope = "member", Target = "~M:Fixture.GlobalSuppressions.Globals.Gen``1(``0)")]
[assembly: UnconditionalSuppressMessage("T", "IL2026", Scope = "member", Target = "~M:Fixture.GlobalSuppressions.Globals.get_Acc")]
[assembly: UnconditionalSuppressMessage("T", "IL2026", Scope = "type", Target = "~T:Fixture.GlobalSuppressions.Outer.Inner")]
[assembly: UnconditionalSuppressMessage("T", "IL2026", Scope = "type", Target = "~T:Fixture.GlobalSuppressions.Gener`1")]
namespace Fixture.GlobalSuppressions
{
    class Globals
    {
        int One() => Api.Risky();
        int Two(int a) => Api.Risky();
        int Two(string a) => Api.Risky();
//                           ^^^^^^^^^ IL2026
        int Plain() => Api.Risky();
        int Prop => Api.Risky();
        int Field = Api.Risky();
        Globals() { Api.Risky(); }
        Globals(int a) { Api.Risky(); }
//                       ^^^^^^^^^ IL2026
        int Gen<T>(T a) => Api.Risky();
        int Gen(int a) => Api.Risky();
//                        ^^^^^^^^^ IL2026
        int Acc => Api.Risky();
//                 ^^^^^^^^^ IL2026
    }
    class Whole { int M() => Api.Risky(); class In { int M() => Api.Risky(); } }
    class Whole2 { int M() => Api.Risky(); class In { int M() => Api.Risky(); } }
    class Outer { class Inner { int M() => Api.Risky(); } int M() => Api.Risky(); }
//                                                                   ^^^^^^^^^ IL2026
    class Gener<T> { int M() => Api.Risky(); }
    class Gener { int M() => Api.Risky(); }
//                           ^^^^^^^^^ IL2026
}
namespace Fixture.GlobalSuppressions.Names { class C { int M() => Api.Risky(); } }
//                                                                ^^^^^^^^^ IL2026
namespace Fixture.GlobalSuppressions.Names.Below { class C { int M() => Api.Risky(); } }
//                                                                      ^^^^^^^^^ IL2026
namespace Fixture.GlobalSuppressions.Deep { class C { int M() => Api.Risky(); } }
namespace Fixture.GlobalSuppressions.Deep.Below { class C { int M() => Api.Risky(); } }
namespace Fixture.GlobalSuppressions
{
    static class Api
    {
        [RequiresUnreferencedCode("x")] public static int Risky() => 0;
    }
}
