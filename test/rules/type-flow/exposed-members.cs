// Members that require unreferenced code and are annotated too, under an annotated type.
#nullable disable
using System; using System.Diagnostics.CodeAnalysis;
using F=System.Diagnostics.CodeAnalysis.DynamicallyAccessedMemberTypes;

namespace Fixtures.ExposedMembers;

class Base { 
[RequiresUnreferencedCode("x")] protected void P([DynamicallyAccessedMembers(F.PublicMethods)] Type t){} 
[RequiresUnreferencedCode("x")] protected virtual void PV([DynamicallyAccessedMembers(F.PublicMethods)] Type t){} 
[RequiresUnreferencedCode("x")] [return:DynamicallyAccessedMembers(F.PublicMethods)] protected Type R(){ return null;} 
[RequiresUnreferencedCode("x")] [return:DynamicallyAccessedMembers(F.PublicMethods)] protected virtual Type RV(){ return null;} 
[RequiresUnreferencedCode("x")] protected void G<[DynamicallyAccessedMembers(F.PublicMethods)] T>(){} 
[DynamicallyAccessedMembers(F.PublicMethods)] protected Type Pr { [RequiresUnreferencedCode("x")] get; [RequiresUnreferencedCode("x")] set; }
}
[DynamicallyAccessedMembers(F.All)]
class D : Base {
//    ^ IL2113 IL2115
[RequiresUnreferencedCode("x")] protected void P2([DynamicallyAccessedMembers(F.PublicMethods)] Type t){} 
//                                             ^^ IL2112 IL2114
[RequiresUnreferencedCode("x")] protected virtual void PV2([DynamicallyAccessedMembers(F.PublicMethods)] Type t){} 
//                                                     ^^^ IL2112 IL2114
[RequiresUnreferencedCode("x")] [return:DynamicallyAccessedMembers(F.PublicMethods)] protected Type R2(){ return null;} 
//                                                                                                  ^^ IL2112
[RequiresUnreferencedCode("x")] [return:DynamicallyAccessedMembers(F.PublicMethods)] protected virtual Type RV2(){ return null;} 
//                                                                                                          ^^^ IL2112 IL2114
[RequiresUnreferencedCode("x")] protected void G2<[DynamicallyAccessedMembers(F.PublicMethods)] T>(){} 
//                                             ^^ IL2112
[DynamicallyAccessedMembers(F.PublicMethods)] protected Type Pr2 { [RequiresUnreferencedCode("x")] get; [RequiresUnreferencedCode("x")] set; }
//                                                           ^^^ IL2114
//                                                                                                 ^^^ IL2112
//                                                                                                                                      ^^^ IL2112 IL2114
}
[DynamicallyAccessedMembers(F.All)]
class E { class N : Base {} 
//    ^ IL2113 IL2115
class O {
[RequiresUnreferencedCode("x")] protected void P2([DynamicallyAccessedMembers(F.PublicMethods)] Type t){} 
//                                             ^^ IL2112 IL2114
[RequiresUnreferencedCode("x")] [return:DynamicallyAccessedMembers(F.PublicMethods)] protected virtual Type RV2(){ return null;} 
//                                                                                                          ^^^ IL2112 IL2114
[RequiresUnreferencedCode("x")] protected void G2<[DynamicallyAccessedMembers(F.PublicMethods)] T>(){} 
//                                             ^^ IL2112
}
}
class X { void M([DynamicallyAccessedMembers(F.All)] Type t){}
 void U() { 
   M(typeof(Base)); 
// ^^^^^^^^^^^^^^^ IL2026 IL2110
 }}
