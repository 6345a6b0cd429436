// Inline arrays as elements and spans, and calls of values in parentheses.
#nullable disable
using System.Diagnostics.CodeAnalysis;
using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Threading.Tasks;

namespace Fixtures.InlineArrays;

[InlineArray(4)] struct Buf<T> { T _e; }
class B { public int V; public B Mode { [RequiresUnreferencedCode("m")] get => this; } }
class P {
  static void G(object o) {} Action<int, string> a1, a2; Func<B> f;
  void F1(object cb) { (a1 ?? a2)(1, ""); ((Func<B>)cb)(); G(((Func<B>)cb)().Mode); Func<object, B> q = (object c) => ((Func<B>)c)(); G((f ?? f)().Mode); (this.a1 ?? a2).Invoke(1, ""); new Action(() => {})(); var x = (true ? f : null)(); G(x.Mode); (f)?.Invoke(); }
//                                                           ^^^^^^^^^^^^^^^^^^^^ IL2026
//                                                                                                                                      ^^^^^^^^^^^^^^^ IL2026
//                                                                                                                                                                                                                                              ^^^^^^ IL2026
  static void S(ReadOnlySpan<B> s) {} static void S2(Span<B> s) {} static void S3(params ReadOnlySpan<string> s) {}
  void F2() { Buf<B> b = default; S(b); S2(b); b[0] = new B(); G(b[1].Mode); G(b[^1].Mode); foreach (var e in b) G(e.Mode); foreach (ref var e in b[..]) G(e.Mode); Span<B> sp = b; ReadOnlySpan<B> rs = b; G(b[1..2][0].Mode); Buf<string> z = default; S3(z); System.IO.Path.Combine(z); ref B r = ref b[2]; G(r.Mode); List<Buf<B>> l = new(); G(l[0][1].Mode); }
//                                                               ^^^^^^^^^ IL2026
//                                                                             ^^^^^^^^^^ IL2026
//                                                                                                                 ^^^^^^ IL2026
//                                                                                                                                                         ^^^^^^ IL2026
//                                                                                                                                                                                                            ^^^^^^^^^^^^^^^ IL2026
//                                                                                                                                                                                                                                                                                                               ^^^^^^ IL2026
//                                                                                                                                                                                                                                                                                                                                                  ^^^^^^^^^^^^ IL2026
}
