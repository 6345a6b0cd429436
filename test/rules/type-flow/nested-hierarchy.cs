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
class D2 : Pnt { public class N : Base { [RequiresUnreferencedCode("x")] void Own() {} class NN : Base { [RequiresUnreferencedCode("x")] void Own() {} } } }
class D3 : Nnt { class N : Base { [RequiresUnreferencedCode("x")] void Own() {} class NN : Base { [RequiresUnreferencedCode("x")] void Own() {} } } }
class D4 : All { class N : System.ComponentModel.StringConverter { [RequiresUnreferencedCode("x")] void Own() {} } }
class D5 : All { interface I : IB { [RequiresUnreferencedCode("x")] void Own(); } enum E { A } struct S { [RequiresUnreferencedCode("x")] void Own() {} }  delegate void Dl(); }
interface IB {  [RequiresUnreferencedCode("x")] void OwnB(); }
class X { void M([DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.All)] Type t){}
 void U() { 
   M(typeof(P)); 
   M(typeof(Q)); }
 }
class P { class N : Base {} }
class Q { class N { [RequiresUnreferencedCode("x")] void Own() {} } }
