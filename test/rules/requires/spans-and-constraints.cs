// What C# 14 prefers among spans and sequences, constraints that overrides inherit, operators that give no bool, buffers of fixed size.
#nullable disable
using System;
using System.Collections;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Numerics;
using System.Diagnostics.CodeAnalysis;

namespace Fixtures.SpansAndConstraints;

static class Spans {
  [RequiresUnreferencedCode("1")] static void A1(ReadOnlySpan<int> s) {} [RequiresUnreferencedCode("2")] static void A1(IEnumerable<int> s) {}
  [RequiresUnreferencedCode("1")] static void A2(Span<int> s) {} [RequiresUnreferencedCode("2")] static void A2(IEnumerable<int> s) {}
  [RequiresUnreferencedCode("1")] static void A3(ReadOnlySpan<int> s) {} [RequiresUnreferencedCode("2")] static void A3(object s) {}
  [RequiresUnreferencedCode("1")] static void A4(Span<int> s) {} [RequiresUnreferencedCode("2")] static void A4(Array s) {}
  [RequiresUnreferencedCode("1")] static void A5(ReadOnlySpan<char> s) {} [RequiresUnreferencedCode("2")] static void A5(IEnumerable<char> s) {}
  [RequiresUnreferencedCode("1")] static void A6(ReadOnlySpan<char> s) {} [RequiresUnreferencedCode("2")] static void A6(object s) {}
  [RequiresUnreferencedCode("1")] static void A7(ReadOnlySpan<object> s) {} [RequiresUnreferencedCode("2")] static void A7(IEnumerable<object> s) {}
  [RequiresUnreferencedCode("1")] static void A8(ReadOnlySpan<object> s) {} [RequiresUnreferencedCode("2")] static void A8(IEnumerable<string> s) {}
  [RequiresUnreferencedCode("1")] static void A9(ReadOnlySpan<object> s) {} [RequiresUnreferencedCode("2")] static void A9(object[] s) {}
  [RequiresUnreferencedCode("1")] static void B1(this ReadOnlySpan<int> s) {} [RequiresUnreferencedCode("2")] static void B1(this IEnumerable<int> s) {}
  [RequiresUnreferencedCode("1")] static void B4<T>(this ReadOnlySpan<T> s) {} [RequiresUnreferencedCode("2")] static void B4<T>(this IEnumerable<T> s) {}
  [RequiresUnreferencedCode("1")] static void B5<T>(this Span<T> s) {} [RequiresUnreferencedCode("2")] static void B5<T>(this IEnumerable<T> s) {}
  [RequiresUnreferencedCode("1")] static void B6<T>(this ReadOnlySpan<T> s) {} [RequiresUnreferencedCode("2")] static void B6<T>(this Span<T> s) {} [RequiresUnreferencedCode("3")] static void B6<T>(this IEnumerable<T> s) {}
  [RequiresUnreferencedCode("1")] static void B7(this ReadOnlySpan<char> s) {} [RequiresUnreferencedCode("2")] static void B7(this IEnumerable<char> s) {}
  [RequiresUnreferencedCode("1")] static void B8<T>(this ReadOnlySpan<T> s, T t) {} [RequiresUnreferencedCode("2")] static void B8<T>(this IEnumerable<T> s, T t) {}
  static void M(int[] a, string t, string[] ss, List<int> l, Span<int> sp, ReadOnlySpan<int> rs) { A1(a); A2(a); A3(a); A4(a); A5(t); A6(t); A7(ss); A8(ss); A9(ss); a.B1(); a.B4(); a.B5(); a.B6(); t.B7(); a.B8(3); l.B1(); l.B6(); sp.B6(); rs.B6(); sp.B1(); B1(a); B4(a); B6(a); ss.B8("x"); Of(a.ToImmutableArray()); Of(a.Contains(3)); }
//                                                                                                 ^^ IL2026
//                                                                                                        ^^ IL2026
//                                                                                                               ^^ IL2026
//                                                                                                                      ^^ IL2026
//                                                                                                                             ^^ IL2026
//                                                                                                                                    ^^ IL2026
//                                                                                                                                           ^^ IL2026
//                                                                                                                                                   ^^ IL2026
//                                                                                                                                                           ^^ IL2026
//                                                                                                                                                                   ^^^^ IL2026
//                                                                                                                                                                           ^^^^ IL2026
//                                                                                                                                                                                   ^^^^ IL2026
//                                                                                                                                                                                           ^^^^ IL2026
//                                                                                                                                                                                                   ^^^^ IL2026
//                                                                                                                                                                                                           ^^^^ IL2026
//                                                                                                                                                                                                                    ^^^^ IL2026
//                                                                                                                                                                                                                            ^^^^ IL2026
//                                                                                                                                                                                                                                    ^^^^^ IL2026
//                                                                                                                                                                                                                                             ^^^^^ IL2026
//                                                                                                                                                                                                                                                      ^^^^^ IL2026
//                                                                                                                                                                                                                                                               ^^ IL2026
//                                                                                                                                                                                                                                                                      ^^ IL2026
//                                                                                                                                                                                                                                                                             ^^ IL2026
//                                                                                                                                                                                                                                                                                    ^^^^^ IL2026
//                                                                                                                                                                                                                                                                                                ^^ IL2026
//                                                                                                                                                                                                                                                                                                                          ^^ IL2026
  [RequiresUnreferencedCode("array")] static void Of(ImmutableArray<int> a) {} [RequiresUnreferencedCode("bool")] static void Of(bool a) {}
}
interface IX { bool M<T>(T t) where T : Marked; static abstract bool S<T>(T t) where T : struct, IMarked; }
interface IMarked { [RequiresUnreferencedCode("i")] int I(); }
class Marked : IMarked { [RequiresUnreferencedCode("c")] public int C() => 1; public int I() => 1; }
//                                                                                       ^ IL2046
class Base<U> { public virtual int V<T>(T t) where T : Marked => 1; public virtual T New<T>() where T : Marked, new() => new T(); public virtual int St<T>(T? t) where T : struct, IMarked => 1; public virtual int Of<T>(T t) where T : U => 1; }
class Derived : Base<Marked>, IX {
  public override int V<T>(T t) => t.C(); public override T New<T>() { var t = Make<T>(); t.C(); return t; } static T Make<T>() where T : Marked, new() => new T(); public override int St<T>(T? t) => t.Value.I(); public override int Of<T>(T t) => t.C();
//                                 ^^^ IL2026
//                                                                                        ^^^ IL2026
//                                                                                                                                                                                                     ^^^^^^^^^ IL2026
//                                                                                                                                                                                                                                                    ^^^ IL2026
  bool IX.M<T>(T t) => t.C() > 0; static bool IX.S<T>(T t) => t.I() > 0;
//                     ^^^ IL2026
//                                                            ^^^ IL2026
}
class Again : Derived { public override int V<T>(T t) => t.C(); public override int Of<T>(T t) => t.C(); }
//                                                       ^^^ IL2026
//                                                                                                ^^^ IL2026
struct Answer { public bool Value { [RequiresUnreferencedCode("a")] get => true; } public static bool operator true(Answer a) => true; public static bool operator false(Answer a) => true; public static Answer operator &(Answer a, Answer b) => a; }
struct Asked { public static Answer operator ==(Asked a, Asked b) => default; public static Answer operator !=(Asked a, Asked b) => default; public bool Same(Asked other) => (this == other).Value && (other != this && this == other).Value; public override bool Equals(object o) => o is Asked s && (this == s).Value; public override int GetHashCode() => 1; }
//                                                                                                                                                                            ^^^^^^^^^^^^^^^^^^^^^ IL2026
//                                                                                                                                                                                                     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2026
//                                                                                                                                                                                                                                                                                                      ^^^^^^^^^^^^^^^^^ IL2026
unsafe struct Buffer { public fixed byte Address[16]; }
class Pointers {
  [RequiresUnreferencedCode("p")] static unsafe long Parse<T>(T* name, ref int end) where T : unmanaged, IBinaryInteger<T> => 1; [RequiresUnreferencedCode("v")] static unsafe int Void(void* p) => 1; [RequiresUnreferencedCode("b")] static unsafe int Byte(byte b) => 1;
  static unsafe void M(ushort* p, Buffer b, Buffer* q) { int e = 1; Parse(p, ref e); var x = Parse(b.Address, ref e); Void(b.Address); var y = b.Address[0]; Byte(y); }
//                                                                  ^^^^^ IL2026
//                                                                                           ^^^^^ IL2026
//                                                                                                                    ^^^^ IL2026
//                                                                                                                                                           ^^^^ IL2026
  [RequiresUnreferencedCode("t")] static bool TryGet(out int n) { n = 1; return true; } [RequiresUnreferencedCode("i")] static int Of(int i) => 1; [RequiresUnreferencedCode("o")] static int Of(object i) => 1;
  static int Self() { int num = TryGet(out num) ? 256 : Of(num); return num; }
//                              ^^^^^^ IL2026
//                                                      ^^ IL2026
}
