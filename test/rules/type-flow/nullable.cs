// Nullable<> made of values, and local functions in generic members and accessors: each line is known by the SDK's analyzer.
#nullable disable
using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;

namespace Fixtures.NullableInstances;

class OfUnknowns {
  static void Need([DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicMethods)] Type t) {}
  static void A(string s) { Need(Type.GetType(s)); Need(Type.GetType("System.Foo, mscorlib")); Need(null); Need((Type)null); }
//                               ^^^^^^^^^^^^^^^ IL2057
  static void B(string s) { Need(typeof(Nullable<>).MakeGenericType(Type.GetType(s))); }
//                          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2072
//                               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL3050
//                                                                  ^^^^^^^^^^^^^^^ IL2057
  static void C(string s) { Need(typeof(Nullable<>).MakeGenericType(Type.GetType("System.Foo, mscorlib"))); }
//                          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2072
//                               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL3050
  static void D(string s) { Need(typeof(Nullable<>).MakeGenericType((Type)null)); Need(typeof(Nullable<>).MakeGenericType(new Type[] { null })); }
//                               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL3050
//                                                                                     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL3050
  static void E(Type[] a) { Need(typeof(Nullable<>).MakeGenericType(a[0])); Type x = a[1]; Need(typeof(Nullable<>).MakeGenericType(x)); Need(typeof(Nullable<>).MakeGenericType(new Type[] { a[2] }));Need(typeof(Nullable<>).MakeGenericType(new Type[1])); }
//                               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL3050
//                                                                                              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL3050
//                                                                                                                                           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL3050
//                                                                                                                                                                                                         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL3050
  static void F(Type a) { Need(typeof(Nullable<>).MakeGenericType(typeof(int[]))); Need(typeof(Nullable<>).MakeGenericType(typeof(int?))); Need(typeof(Nullable<>).MakeGenericType(typeof(Array))); }
  static void G(string s) { var t = Type.GetType(s); Need(t); Need(typeof(Nullable<>).MakeGenericType(t)); }
//                                  ^^^^^^^^^^^^^^^ IL2057
//                                                            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2072
//                                                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL3050
  static void H(string s) { var a = new Type[1]; a[0] = Type.GetType(s); Need(a[0]); Need(typeof(Nullable<>).MakeGenericType(a)); }
//                                                      ^^^^^^^^^^^^^^^ IL2057
//                                                                       ^^^^^^^^^^ IL2062
//                                                                                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2072
//                                                                                        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL3050
  static void I(string s) { var a = new Type[] { Type.GetType(s) }; Need(a[0]); Type.GetTypeFromCLSID(default); Need(Type.GetTypeFromCLSID(default)); Need(typeof(Nullable<>).MakeGenericType(Type.GetTypeFromCLSID(default))); }
//                                               ^^^^^^^^^^^^^^^ IL2057
//                                                                  ^^^^^^^^^^ IL2062
//                                                                                                              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2072
//                                                                                                                                                    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2072
//                                                                                                                                                         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL3050
  static void J(object o, dynamic d) { Need(typeof(Nullable<>).MakeGenericType((Type)o)); Need((Type)o); Need(typeof(Nullable<>).MakeGenericType((Type)d)); Need(typeof(Nullable<>).MakeGenericType(o as Type)); Need(typeof(Nullable<>).MakeGenericType(new Type[] { (Type)o })); }
//                                     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2087
//                                          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL3050
//                                                                                        ^^^^^^^^^^^^^ IL2067
//                                                                                                       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2087
//                                                                                                            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL3050
//                                                                                                                                                          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2087
//                                                                                                                                                               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL3050
//                                                                                                                                                                                                               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2087
//                                                                                                                                                                                                                    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL3050
}
class OfAnnotated {
  Type f; static Type sf; Type Prop { get; set; } Type Full { get => f; }
  static void Need([DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicMethods)] Type t) {}
  [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicMethods)] Type need;
  void A(Type type) { Need(typeof(Nullable<>).MakeGenericType(type)); need = typeof(Nullable<>).MakeGenericType(type); G(typeof(Nullable<>).MakeGenericType(type)); }
//                    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2087
//                         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL3050
//                                                                    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2089
//                                                                           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL3050
//                                                                                                                       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL3050
  void B() { Need(typeof(Nullable<>).MakeGenericType(f)); Need(typeof(Nullable<>).MakeGenericType(sf)); Need(typeof(Nullable<>).MakeGenericType(Prop)); Need(typeof(Nullable<>).MakeGenericType(Full)); }
//           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2077
//                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL3050
//                                                        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2077
//                                                             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL3050
//                                                                                                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2072
//                                                                                                           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL3050
//                                                                                                                                                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2072
//                                                                                                                                                           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL3050
  [return: DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicMethods)] Type C(Type type) { return typeof(Nullable<>).MakeGenericType(type); }
//                                                                                                              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL3050
//                                                                                                              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2088
  static void G(object o) { o.GetType(); Need(typeof(Nullable<>).MakeGenericType(o.GetType())); }
//                                       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2072
//                                            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL3050
  static void H(Type type) { Need(Nullable.GetUnderlyingType(typeof(Nullable<>).MakeGenericType(type))); }
//                           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2067
//                                                           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL3050
  static void I(Type type) { Activator.CreateInstance(typeof(Nullable<>).MakeGenericType(type)); }
//                           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2087
//                                                    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL3050
  static void J(Type type) { Action<Type> a = t => Need(typeof(Nullable<>).MakeGenericType(t)); Need(type); Need(typeof(Nullable<>).MakeGenericType(type)); }
//                                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2087
//                                                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL3050
//                                                                                              ^^^^^^^^^^ IL2067
//                                                                                                          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2087
//                                                                                                               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL3050
  static void K(bool b, Type type) { Need(b ? type : typeof(Nullable<>).MakeGenericType(type)); }
//                                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2067 IL2087
//                                                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL3050
  static void L(Type type) { Need(typeof(Nullable<>).MakeGenericType(typeof(Nullable<>).MakeGenericType(type))); }
//                                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL3050
//                                                                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL3050
  static void M(Type type) { var t = type; while (t.IsGenericType) { t = typeof(Nullable<>).MakeGenericType(t); } Need(t); }
//                                                                       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL3050
//                                                                                                                ^^^^^^^ IL2067 IL2087
  static void N([DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicFields)] Type type) { Need(typeof(Nullable<>).MakeGenericType(type)); typeof(Nullable<>).MakeGenericType(type).GetFields(); Need(typeof(Nullable<>).MakeGenericType(type).GetGenericTypeDefinition()); }
//                                                                                                     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2087
//                                                                                                          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL3050
//                                                                                                                                                     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL3050
//                                                                                                                                                                                                           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2072
//                                                                                                                                                                                                                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL3050
  static void O(Type type) { foreach (var i in type.GetInterfaces()) Need(typeof(Nullable<>).MakeGenericType(i)); Need(typeof(Nullable<>).MakeGenericType(type.BaseType)); Need(typeof(Nullable<>).MakeGenericType(type.GetElementType())); }
//                                             ^^^^^^^^^^^^^^^^^^^^ IL2070
//                                                                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2072
//                                                                        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL3050
//                                                                                                                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2072
//                                                                                                                     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL3050
//                                                                                                                                                                         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2072
//                                                                                                                                                                              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL3050
  static void Q(Type type, string s) { Need(typeof(Nullable<>).MakeGenericType(type.MakeArrayType())); Need(typeof(Nullable<>).MakeGenericType(null!, typeof(int))); }
//                                     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2072
//                                          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL3050
//                                                                             ^^^^^^^^^^^^^^^^^^ IL3050
//                                                                                                          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL3050
  static void R(ref Type type, out Type t2) { Need(typeof(Nullable<>).MakeGenericType(type)); t2 = null; Need(typeof(Nullable<>).MakeGenericType(t2)); }
//                                            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2087
//                                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL3050
//                                                                                                       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2087
//                                                                                                            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL3050
  static void S(Type type) { Type t2 = type.GetGenericArguments()[0]; typeof(Nullable<>).MakeGenericType(t2).GetMethod("get_HasValue"); }
//                                                                    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL3050
  static void T(Type s) { typeof(Nullable<>).MakeGenericType([s]).GetMethod("get_HasValue"); }
//                        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL3050
  static void U<X>() { typeof(Nullable<>).MakeGenericType(typeof(X)).GetMethod("get_HasValue"); }
//                     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2090
}
class LocalFunctions {
  static void S<T>() { F(); static void F() => Activator.CreateInstance<T>(); }
//                                             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2091
  static void S2<T>() { Action a = F; static void F() => Activator.CreateInstance<T>(); }
//                                                       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2091
  static void S3<T>() { H(F); return; static void F() { G(); void G() => Activator.CreateInstance<T>(); } }
//                                                                       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2091
  static void H(Action a) {}
  [RequiresUnreferencedCode("x")] internal static int Bad(string s) => 1;
  static int Foo { [RequiresUnreferencedCode("y")] get {
     int a = 0; if (a == 1) { a = Create("s"); }
     return a;
     [UnconditionalSuppressMessage("ReflectionAnalysis", "IL2026:U", Justification = "z")]
     int Create(string s) { int q = Bad(s); return q; }
  } set {
     Create("s");
     [UnconditionalSuppressMessage("ReflectionAnalysis", "IL2026:U", Justification = "z")]
     int Create(string s) { int q = Bad(s); return q; }
  } }
  static int Foo2 { get {
     int a = 0; if (a == 1) { a = Create("s"); }
     return a;
     [UnconditionalSuppressMessage("ReflectionAnalysis", "IL2026:U", Justification = "z")]
     int Create(string s) { int q = Bad(s); return q; }
  } }
  static Func<int> f = () => { return C(); [UnconditionalSuppressMessage("a", "IL2026")] int C() => Bad(""); };
  static Func<int> g = () => { return C(); int C() => Bad(""); };
//                                                    ^^^ IL2026
}
