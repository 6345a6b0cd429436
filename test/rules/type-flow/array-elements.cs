// What is known of the elements of arrays, those of bare initializers too.
#nullable disable
using System;
using System.Reflection;
using System.Diagnostics.CodeAnalysis;

namespace Fixtures.ArrayElements;

class C {
  static void O(out Type[] a) { a = null; } static void OT(out Type a) { a = null; } static void RA(ref Type[] a) { } static void RT(ref Type a) {}
  static void V(Type[] a) {} static void N(object o) {} static void P(params Type[] a) {}
  static Type[] field = { typeof(C) }; Type[] Property { get; } = { typeof(C) };
  [DynamicallyAccessedMembers((DynamicallyAccessedMemberTypes)8)] static Type[] annotated = { typeof(C) };
//                                                                              ^^^^^^^^^ IL2097
  static Func<object>[] lambdas = { () => Type.GetType("A" + field), Run }; static object Run() => Type.GetType("B" + field);
//                                        ^^^^^^^^^^^^^^^^^^^^^^^^^ IL2057
//                                                                                                 ^^^^^^^^^^^^^^^^^^^^^^^^^ IL2057
  static void A<T>(bool c) {
    Type[] a; O(out a); a[0].GetFields();
//                      ^^^^^^^^^^^^^^^^ IL2065
    O(out var b); b[0].GetFields();
//                ^^^^^^^^^^^^^^^^ IL2065
    Type[] cc = { typeof(C) }; RA(ref cc); cc[0].GetFields();
//                                         ^^^^^^^^^^^^^^^^^ IL2065
    Type d; OT(out d); d.GetFields();
    Type f = typeof(C); RT(ref f); f.GetFields();
    Type[] g = null; g[0].GetFields();
//                   ^^^^^^^^^^^^^^^^ IL2065
    Type[] h = default; h[0].GetFields();
//                      ^^^^^^^^^^^^^^^^ IL2065
    Type[] j = Array.Empty<Type>(); j[0].GetFields();
//                                  ^^^^^^^^^^^^^^^^ IL2065
    Type[] k = new Type[3]; k[0].GetFields();
//                          ^^^^^^^^^^^^^^^^ IL2065
    Type[] n = new Type[3]; O(out n); n[0].GetFields();
//                                    ^^^^^^^^^^^^^^^^ IL2065
    Type[][] p = null; p[0][1].GetFields();
//                     ^^^^^^^^^^^^^^^^^^^ IL2065
    Type[] q = { typeof(C) }; V(q); q[0].GetFields();
//                                  ^^^^^^^^^^^^^^^^ IL2065
    Type[] r = { typeof(C) }; P(r); r[0].GetFields();
//                                  ^^^^^^^^^^^^^^^^ IL2065
    Type[] s = null; if (c) s = new[] { typeof(C) }; s[0].GetFields();
//                                                   ^^^^^^^^^^^^^^^^ IL2065
    Type[] t = { typeof(C) }; N(new { t }); t[0].GetFields();
    Type[,] v = { { typeof(C) } }; v[0, 0].GetFields();
    Type[][] w = { new[] { typeof(C) } }; w[0][0].GetFields();
//                                        ^^^^^^^^^^^^^^^^^^^ IL2065
    Type[] x = { typeof(C) }; x[0] = null; x[0].GetFields();
    Type[] y = { typeof(C), typeof(T), null }; y[0].GetFields(); y[1].GetFields(); y[2].GetFields(); y[3].GetFields();
//                                                               ^^^^^^^^^^^^^^^^ IL2090
//                                                                                                   ^^^^^^^^^^^^^^^^ IL2065
    field[0].GetFields();
//  ^^^^^^^^^^^^^^^^^^^^ IL2065
    Type[] z = { typeof(int) }; typeof(G<>).MakeGenericType(z); typeof(S<>).MakeGenericType(z);
//                                                              ^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL3050
//                                                              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2055
    Type[] z2 = { typeof(T) }; typeof(G<>).MakeGenericType(z2); typeof(S<>).MakeGenericType(z2); typeof(R<>).MakeGenericType(z2);
//                                                              ^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL3050
//                                                              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2055
//                                                                                               ^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL3050
//                                                                                               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2055
    string[] names = { "M", "N" }; typeof(C).GetMethod(names[0]); Type.GetType(names[1]);
    foreach (var each in y) each.GetFields();
//                          ^^^^^^^^^^^^^^^^ IL2075
  }
}
class G<T> {} class S<T> where T : struct {} class R<[DynamicallyAccessedMembers((DynamicallyAccessedMemberTypes)8)] T> {}
