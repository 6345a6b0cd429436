// Delegates made of method groups and lambdas: natural types, overloads told apart by what is passed by reference.
#nullable disable
using System.Diagnostics.CodeAnalysis;
using System;
using System.Collections.Generic;
using System.Linq;

namespace Fixtures.FunctionTypes;

class B { public int V; public B Mode { [RequiresUnreferencedCode("m")] get => this; } public int M(int a) => a; public void Deconstruct(out B a, out int b) { a = this; b = 1; } public static T Gen<T>(T t) => t; public static int Over(int a) => 1; public static int Over(string a) => 1; }
class A<T> { public T Mode { [RequiresUnreferencedCode("m")] get; set; } }
class P {
  static B S; static A<B> SA; static void G(object o) {}
  static void F1(object o) { (B u, var v) = (S, 1); G(u.Mode); (A<B> u2, var v2) = (SA, 1); G(u2.Mode); (A<B> u3, int v3) = (SA, 1); G(u3.Mode); (var u4, A<B> v4) = (S, SA); G(v4.Mode); }
//                                                    ^^^^^^ IL2026
//                                                                                            ^^^^^^^ IL2026
//                                                                                                                                     ^^^^^^^ IL2026
//                                                                                                                                                                              ^^^^^^^ IL2026
  static void F2(object o) { if (o is (B x1, int y1) && x1.Mode != null) G(x1.Mode); if (S is (B x2, int y2) && x2.Mode != null) G(x2.Mode); if (S is (B x3, > 3)) G(x3.Mode); if (o is B (B x5, 3) x6) G(x6.Mode); if (S is (var x4, _)) G(x4.Mode); }
//                                                      ^^^^^^^ IL2026
//                                                                         ^^^^^^^ IL2026
//                                                                                                              ^^^^^^^ IL2026
//                                                                                                                                 ^^^^^^^ IL2026
//                                                                                                                                                                   ^^^^^^^ IL2026
//                                                                                                                                                                                                        ^^^^^^^ IL2026
//                                                                                                                                                                                                                                          ^^^^^^^ IL2026
  static void F3() { var f = S.M; G(f(1).ToString()); var g = B.Gen<int>; G(g(1).ToString()); var h = Console.ReadLine; G(h().Length); var i = (int x) => S; G(i(3).Mode); var j = () => S; G(j().Mode); var k = F4; G(k(1, "").Mode); Delegate d = F4; var l = static (B b) => b; G(l(S).Mode); var m = F5; m(1); object o = F4; G(F4); }
//                                                                                                                                                             ^^^^^^^^^ IL2026
//                                                                                                                                                                                            ^^^^^^^^ IL2026
//                                                                                                                                                                                                                     ^^^^^^^^^^^^^ IL2026
//                                                                                                                                                                                                                                                                                   ^^^^^^^^^ IL2026
  static B F4(int a, string b) => null; static void F5(int a) {} static ref B F6() => ref S; static void F7(ref int a, out string b) { b = null; }
  static void F9() { var f = F7; int i = 1; f(ref i, out var s); G(s.Length); var g = F6; G(g().Mode); var e = new B().M; var n = () => { return S; }; G(n().Mode); var x = (ref int q) => q; var y = (params int[] z) => z.Length; G(y(1, 2).ToString()); var zz = (int q = 3) => S; G(zz().Mode); }
//                                                                                          ^^^^^^^^ IL2026
//                                                                                                                                                       ^^^^^^^^ IL2026
//                                                                                                                                                                                                                                                                                      ^^^^^^^^^ IL2026
  static void F10() { var a = (1, S); G(a.Item2.Mode); var (b, c) = (1, S); G(c.Mode); var fs = new[] { F11, F12 }; G(fs[0](1).Mode); Func<int, B> q = true ? F11 : F12; var arr = new[] { (int x) => S, (int x) => S }; G(arr[0](1).Mode); }
//                                      ^^^^^^^^^^^^ IL2026
//                                                                            ^^^^^^ IL2026
//                                                                                                                    ^^^^^^^^^^^^^ IL2026
//                                                                                                                                                                                                                         ^^^^^^^^^^^^^^ IL2026
  static B F11(int x) => S; static B F12(int x) => S;
  delegate bool TryParser<T>(ReadOnlySpan<char> str, out T result); delegate bool ByRef(ref int i); delegate int ByIn(in int i);
  class Typed<T> { public Typed(TryParser<T> d) {} public static void M(TryParser<T> d) {} }
  [RequiresUnreferencedCode("a")] static bool TryParse(ReadOnlySpan<char> s, out int i) { i = 0; return true; }
  [RequiresUnreferencedCode("b")] static bool TryParse(ReadOnlySpan<char> s, out string i) { i = null; return true; }
  [RequiresUnreferencedCode("c")] static bool TryParse(string s, out int i) { i = 0; return true; }
  [RequiresUnreferencedCode("d")] static bool R(ref int i) => true; [RequiresUnreferencedCode("e")] static int I(in int i) => 1; [RequiresUnreferencedCode("f")] static int I(int i) => 1;
  static void Take(ByRef d) {} static void Take(ByIn d) {}
  static object F13() { TryParser<string> a = TryParse; Typed<int>.M(TryParse); Take(R); ByIn b = I; Take(I); Func<int, int> c = I; _ = new Typed<int>(TryParse); return new Typed<string>(TryParse); }
//                                            ^^^^^^^^ IL2026
//                                                                   ^^^^^^^^ IL2026
//                                                                                   ^ IL2026
//                                                                                                ^ IL2026
//                                                                                                        ^ IL2026
//                                                                                                                               ^ IL2026
//                                                                                                                                                     ^^^^^^^^ IL2026
//                                                                                                                                                                                         ^^^^^^^^ IL2026
}
static class X { public static void Deconstruct(this object o, out object a, out object b) { a = b = o; } }
