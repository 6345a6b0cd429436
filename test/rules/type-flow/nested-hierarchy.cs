// What an annotated type exposes of the bases of its nested types.
#nullable disable
using System;
using System.Diagnostics.CodeAnalysis;

namespace Fixtures.NestedHierarchy;

class Base { [RequiresUnreferencedCode("x")] public void PubM() {} [RequiresUnreferencedCode("x")] protected void ProtM() {}  [RequiresUnreferencedCode("x")] void PrivM() {} protected void D([DynamicallyAccessedMembers((DynamicallyAccessedMemberTypes)1)] Type t){} 
[RequiresUnreferencedCode("x")] public virtual void Virt() {}
}
[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.All)]
class All { }
[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicNestedTypes)]
class Pnt { }
[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.NonPublicNestedTypes)]
class Nnt { }
class D1 : All { class N : Base { [RequiresUnreferencedCode("x")] void Own() {} class NN : Base { [RequiresUnreferencedCode("x")] void Own() {} }  [RequiresUnreferencedCode("x")] public override void Virt() {} } }
//    ^^ IL2113 IL2115
//                                                                     ^^^ IL2112
//                                                                                                                                     ^^^ IL2112
//                                                                                                                                                                                                      ^^^^ IL2112
class D2 : Pnt { public class N : Base { [RequiresUnreferencedCode("x")] void Own() {} class NN : Base { [RequiresUnreferencedCode("x")] void Own() {} } } }
//    ^^ IL2113 IL2115
//                                                                            ^^^ IL2112
//                                                                                                                                            ^^^ IL2112
class D3 : Nnt { class N : Base { [RequiresUnreferencedCode("x")] void Own() {} class NN : Base { [RequiresUnreferencedCode("x")] void Own() {} } } }
//    ^^ IL2113 IL2115
//                                                                     ^^^ IL2112
//                                                                                                                                     ^^^ IL2112
class D4 : All { class N : System.ComponentModel.StringConverter { [RequiresUnreferencedCode("x")] void Own() {} } }
//    ^^ IL2113 IL2115
//                                                                                                      ^^^ IL2112
class D5 : All { interface I : IB { [RequiresUnreferencedCode("x")] void Own(); } enum E { A } struct S { [RequiresUnreferencedCode("x")] void Own() {} }  delegate void Dl(); }
//    ^^ IL2113 IL2115
//                                                                       ^^^ IL2112
//                                                                                                                                             ^^^ IL2112
interface IB {  [RequiresUnreferencedCode("x")] void OwnB(); }
class X { void M([DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.All)] Type t){}
 void U() { 
   M(typeof(P)); 
// ^^^^^^^^^^^^ IL2026 IL2111
   M(typeof(Q)); }
// ^^^^^^^^^^^^ IL2026
 }
class P { class N : Base {} }
class Q { class N { [RequiresUnreferencedCode("x")] void Own() {} } }
