// Type arguments that look like comparisons: each Mode is read from a value of the type that is written before it.
#nullable disable
using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using System.Diagnostics.CodeAnalysis;

namespace Fixtures.GenericNames;

class A<T> : IDisposable { public T Mode { [RequiresUnreferencedCode("m")] get; set; } public static A<T> One => null; public A<T> Next => this; public static T Make(T t) => t; public class C { public int V => 1; public static C One => null; public class D<U> { public U W; } } public void Dispose() {} public void Deconstruct(out A<T> a, out int b) { a = this; b = 1; } public static A<T> operator +(A<T> x, A<T> y) => x; }
class B { public int V => 1; }
class AtAttribute<T> : Attribute { }
class P {
  static A<B> G(object o) => null; static void Out(out A<B> m) { m = null; } static void Ref(ref A<B> m) {} static void In(in A<B> m) {} static IEnumerable<A<B>> Xs; static IAsyncEnumerable<A<B>> Ys; static A<B> S; static A<A<B>> SS; 
  static void F1() { foreach (A<B> m in Xs) { G(m.Mode); } }
//                                              ^^^^^^ IL2026
  static void F2() { foreach (GenericNames.A<B> m in Xs) G(m.Mode); foreach (A<A<B>> m in new List<A<A<B>>>()) G(m.Mode.Mode); foreach (A<B>.C m in new List<A<B>.C>()) G(m.V); foreach (A<B>[] m in new List<A<B>[]>()) G(m[0].Mode); foreach (global::Fixtures.GenericNames.A<B> m in Xs) G(m.Mode); foreach (A<GenericNames.B> m in Xs) G(m.Mode); foreach (A<B[]> m in new List<A<B[]>>()) G(m.Mode.Length); foreach (A<B?> m in Xs) G(m.Mode); foreach (A<B>? m in Xs) G(m.Mode); }
//                                                         ^^^^^^ IL2026
//                                                                                                               ^^^^^^ IL2026
//                                                                                                               ^^^^^^^^^^^ IL2026
//                                                                                                                                                                                                                         ^^^^^^^^^ IL2026
//                                                                                                                                                                                                                                                                                            ^^^^^^ IL2026
//                                                                                                                                                                                                                                                                                                                                           ^^^^^^ IL2026
//                                                                                                                                                                                                                                                                                                                                                                                               ^^^^^^ IL2026
//                                                                                                                                                                                                                                                                                                                                                                                                                                         ^^^^^^ IL2026
//                                                                                                                                                                                                                                                                                                                                                                                                                                                                            ^^^^^^ IL2026
  static async Task F3() { await foreach (A<B> m in Ys) G(m.Mode); await foreach (A<B> m in Ys.WithC()) { G(m.Mode); } }
//                                                        ^^^^^^ IL2026
//                                                                                                          ^^^^^^ IL2026
  static void F4() { for (A<B> m = S; m != null; m = m.Next) G(m.Mode); using (A<B> m = S) G(m.Mode); using A<B> q = S; G(q.Mode); using (A<B> m = S, n = S) G(n.Mode); }
//                                                             ^^^^^^ IL2026
//                                                                                           ^^^^^^ IL2026
//                                                                                                                        ^^^^^^ IL2026
//                                                                                                                                                             ^^^^^^ IL2026
  static void F5() { Out(out A<B> m); G(m.Mode); A<B> n = S; Ref(ref n); G(n.Mode); ref A<B> r = ref S; G(r.Mode); ref readonly A<B> rr = ref S; G(rr.Mode); scoped ref A<B> s3 = ref n; G(s3.Mode); }
//                                      ^^^^^^ IL2026
//                                                                         ^^^^^^ IL2026
//                                                                                                        ^^^^^^ IL2026
//                                                                                                                                                 ^^^^^^^ IL2026
//                                                                                                                                                                                         ^^^^^^^ IL2026
  static void F6(object o) { if (o is A<B> m) G(m.Mode); if (o is not A<B> k) return; G(k.Mode); if (o is A<B> m2 && m2.Mode != null) G(m2.Mode); if (o is A<B> { Mode: B b } m3) G(b.V); if (o is A<B> or A<A<B>>) G(1); if (o is A<B>.C c) G(c.V); if (!(o is A<B> m4)) return; G(m4.Mode); var t = o is A<B> m5 ? m5.Mode : null; G(t.V); }
//                                              ^^^^^^ IL2026
//                                                                                      ^^^^^^ IL2026
//                                                                                                                   ^^^^^^^ IL2026
//                                                                                                                                      ^^^^^^^ IL2026
//                                                                                                                                                                ^^^^ IL2026
//                                                                                                                                                                                                                                                                                  ^^^^^^^ IL2026
//                                                                                                                                                                                                                                                                                                                   ^^^^^^^ IL2026
  static void F7(object o) { switch (o) { case A<B> m: G(m.Mode); break; case A<A<B>> m when m.Mode.Mode != null: G(m.Mode.Mode.V); break; case A<B>.C { V: 3 } c: G(c.V); break; } var r = o switch { A<B> m => m.Mode, A<B>.C c when c.V > 1 => null, A<A<B>> m2 => m2.Mode.Mode, _ => null }; G(r.V); }
//                                                       ^^^^^^ IL2026
//                                                                                           ^^^^^^ IL2026
//                                                                                           ^^^^^^^^^^^ IL2026
//                                                                                                                  ^^^^^^ IL2026
//                                                                                                                  ^^^^^^^^^^^ IL2026
//                                                                                                                                                                                                               ^^^^^^ IL2026
//                                                                                                                                                                                                                                                                    ^^^^^^^ IL2026
//                                                                                                                                                                                                                                                                    ^^^^^^^^^^^^ IL2026
  static void F8(object o) { G(((A<B>)o).Mode); G((o as A<B>).Mode); G((o as A<B>)?.Mode); var x = o as A<B> ?? S; G(x.Mode); bool b = o is A<B> && x.Mode != null; var c = o is A<B> ? x.Mode : null; G(c.V); var d = (A<B>)o; G(d.Mode); G((A<B>)(o)); var e = (A<B>)S.Next; G(e.Mode); var f = o is A<B> == true; G(o as A<B>, x.Mode); G(o is A<B>, x.Mode); }
//                             ^^^^^^^^^^^^^^ IL2026
//                                                ^^^^^^^^^^^^^^^^ IL2026
//                                                                                 ^^^^^ IL2026
//                                                                                                                   ^^^^^^ IL2026
//                                                                                                                                                  ^^^^^^ IL2026
//                                                                                                                                                                                      ^^^^^^ IL2026
//                                                                                                                                                                                                                                ^^^^^^ IL2026
//                                                                                                                                                                                                                                                                               ^^^^^^ IL2026
//                                                                                                                                                                                                                                                                                                                                ^^^^^^ IL2026
//                                                                                                                                                                                                                                                                                                                                                      ^^^^^^ IL2026
  static void G(object a, object b) {}
  static void F9() { (A<B> m, int n) = S; G(m.Mode); (A<B> a, A<B> b) t = (S, S); G(t.a.Mode); var (p, q) = S; G(p.Mode); (A<B> u, var v) = (S, 1); G(u.Mode); foreach ((A<B> w, int z) in Xs) G(w.Mode); foreach (var (w2, z2) in Xs) G(w2.Mode); (A<B>, int) tt = (S, 1); G(tt.Item1.Mode); }
//                                          ^^^^^^ IL2026
//                                                                                  ^^^^^^^^ IL2026
//                                                                                                               ^^^^^^ IL2026
//                                                                                                                                                    ^^^^^^ IL2026
//                                                                                                                                                                                               ^^^^^^ IL2026
//                                                                                                                                                                                                                                       ^^^^^^^ IL2026
//                                                                                                                                                                                                                                                                            ^^^^^^^^^^^^^ IL2026
  static void F10() { Func<A<B>, object> f = (A<B> m) => m.Mode; Func<A<B>, A<B>, object> g = (A<B> m, A<B> n) => m.Mode.V + n.Mode.V; Func<A<B>, object> h = static (A<B> m) => { return m.Mode; }; Func<A<B>> i = A<B> () => S; Func<A<B>, A<B>> j = A<B> (A<B> x) => x.Next; Action<A<B>> k = delegate (A<B> m) { G(m.Mode); }; var l = (A<B> m, int q = 1) => m.Mode; Local(S); A<B> Local(A<B> x) { return x.Next; } static A<B> Local2(A<B> x) => x.Next; Local2(S); }
//                                                       ^^^^^^ IL2026
//                                                                                                                ^^^^^^ IL2026
//                                                                                                                           ^^^^^^ IL2026
//                                                                                                                                                                                        ^^^^^^ IL2026
//                                                                                                                                                                                                                                                                                                                     ^^^^^^ IL2026
//                                                                                                                                                                                                                                                                                                                                                                ^^^^^^ IL2026
  static void F11() { var q = from A<B> m in Xs join A<B> n in Xs on m.Mode equals n.Mode select m.Mode.V; var r = from A<B> m in Xs let z = m.Mode where z.V > 1 orderby z.V descending select z.V; G(q.Count()); }
//                                                                   ^^^^^^ IL2026
//                                                                                 ^^^^^^ IL2026
//                                                                                               ^^^^^^ IL2026
//                                                                                                                                           ^^^^^^ IL2026
  static void F12() { G(A<B>.One.Mode); G(A<B>.Make(null).V); A<B>.Make(null); A<B>.One.Next.Dispose(); G(A<B>.C.One.V); G(A<B>.C.One, A<B>.One); var x = A<B>.One; G(x.Mode); G(nameof(A<B>.One)); G(typeof(A<B>)); G(default(A<B>).Mode); G(new A<B>().Mode); G(new A<B> { Mode = null }.Mode); var y = true ? A<B>.One : S; G(y.Mode); return; }
//                      ^^^^^^^^^^^^^ IL2026
//                                                                                                                                                                    ^^^^^^ IL2026
//                                                                                                                                                                                                                     ^^^^^^^^^^^^^^^^^^ IL2026
//                                                                                                                                                                                                                                            ^^^^^^^^^^^^^^^ IL2026
//                                                                                                                                                                                                                                                                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2026
//                                                                                                                                                                                                                                                                                                                               ^^^^^^ IL2026
  static B F13() => A<B>.Make(null); static B F14() { return A<B>.Make(null); } static object F15() { throw A<Exception>.Make(null); } static int F16(int a, int b, int c) { bool x = a < b; bool y = a < b && b > c; return a < b ? b : c; }
  static A<B>.C F17(A<B>.C m) { A<B>.C.D<B> d = null; G(d.W.V); A<B>.C c = m; A<B>.C[] cs = { c }; G(cs[0].V); A<B>[] ms = { S }; G(ms[0].Mode); A<B>[,] mm = new A<B>[1, 2]; G(mm[0, 0].Mode); A<B>? nn = S; G(nn.Mode); const A<B> zz = null; G(zz.Mode); A<B> aa = S, bb = S; G(bb.Mode); return c; }
//                                                                                                                                  ^^^^^^^^^^ IL2026
//                                                                                                                                                                              ^^^^^^^^^^^^^ IL2026
//                                                                                                                                                                                                              ^^^^^^^ IL2026
//                                                                                                                                                                                                                                                ^^^^^^^ IL2026
//                                                                                                                                                                                                                                                                                 ^^^^^^^ IL2026
  static void F18() { try { } catch (E<B> e) when (e.TT.V > 0) { G(e.TT); } catch (E<A<B>> e) { G(e.TT.Mode); } lock (A<B>.One) G(A<B>.One.Mode); while (A<B>.One != null) G(1); if (A<B>.One.Mode == null) G(2); do { } while (A<B>.One.Mode.V > 0); switch (A<B>.One.Mode.V) { case 1: break; } yieldTest(); }
//                                                                                                ^^^^^^^^^ IL2026
//                                                                                                                                ^^^^^^^^^^^^^ IL2026
//                                                                                                                                                                                   ^^^^^^^^^^^^^ IL2026
//                                                                                                                                                                                                                              ^^^^^^^^^^^^^ IL2026
//                                                                                                                                                                                                                                                            ^^^^^^^^^^^^^ IL2026
  static IEnumerable<A<B>> yieldTest() { yield return A<B>.One; foreach (A<B> m in Xs) yield return m.Next; }
  class E<T> : Exception { public T TT; }
  [At<B>] static void F19([At<B>] A<B> p, params A<B>[] ps) { G(p.Mode); G(ps[0].Mode); }
//                                                              ^^^^^^ IL2026
//                                                                         ^^^^^^^^^^ IL2026
  A<B> field, other = A<B>.One; A<B> Prop { get; set; } = A<B>.One; event Action<A<B>> Ev; A<B> this[A<B> i] => i.Next; public static explicit operator A<B>(P p) => p.field.Next; public static P operator +(P a, A<B> b) => b.Mode == null ? a : null;
//                                                                                                                                                                                                                            ^^^^^^ IL2026
  delegate A<B> Del(A<B> x); unsafe static void F20(delegate*<A<B>, A<B>> fp) { }
  record R(A<B> X, A<A<B>> Y) { A<B> Z => X.Next; } class Prim(A<B> x) : A<B>() { B M() => x.Mode; }
//                                                                                         ^^^^^^ IL2026
  static void F21(object o) { var a = o is A<B> { Mode.V: > 3 and < 5 } q && q.Mode.V > 2; var c = o is { } and A<B> z1 && z1.Mode != null; if (o is A<B> m || S != null) G(1); G(o is A<B> m9 ? m9 : null); G(S + S, (A<B>)null + S); G(((object)S) is A<B> n8 && n8.Mode.V < 3); }
//                                                ^^^^ IL2026
//                                                                           ^^^^^^ IL2026
//                                                                                                                         ^^^^^^^ IL2026
//                                                                                                                                                                                                                                                                 ^^^^^^^ IL2026
  static T Gen<T>(A<T> a) => a.Mode; static void F22() { G(Gen<B>(S).V); G(Gen<A<B>>(SS).Mode); G((Gen<B>(S)).V); var f = Gen<B>; G(f(S).V); Func<A<B>, B> h = Gen<B>; G(Gen<B>(S), Gen<B>(S)); G((object)Gen<B>(S)); bool b = Gen<B>(S) == null; G(!b ? Gen<B>(S) : null); int i = 3 + Gen<B>(S).V; i = -Gen<B>(S).V; i += Gen<B>(S).V; G(i < Gen<B>(S).V, i > Gen<B>(S).V); return; }
//                           ^^^^^^ IL2026
//                                                                         ^^^^^^^^^^^^^^^^^^ IL2026
}
static class X { public static IAsyncEnumerable<T> WithC<T>(this IAsyncEnumerable<T> x) => x; public static void Deconstruct(this object o, out object a, out object b) { a = b = o; } }
