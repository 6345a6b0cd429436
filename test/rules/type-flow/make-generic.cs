// What MakeGenericType gives back, for every kind of receiver.
#nullable disable
using System;
using System.Diagnostics.CodeAnalysis;

namespace Fixtures.MakeGeneric;

class C {
  readonly Type f; static Type P {get;set;} Type[] arr;
  [DynamicallyAccessedMembers((DynamicallyAccessedMemberTypes)3)] Type g;
  static Type R() => null;
  static void A([DynamicallyAccessedMembers((DynamicallyAccessedMemberTypes)3)] Type t) {}
  void M<T, U>(Type p, Type[] ps, [DynamicallyAccessedMembers((DynamicallyAccessedMemberTypes)3)] Type q) {
    Type[] one = { typeof(T) };
    A(f.MakeGenericType(one));
//  ^^^^^^^^^^^^^^^^^^^^^^^^^ IL2077
//    ^^^^^^^^^^^^^^^^^ IL3050
//    ^^^^^^^^^^^^^^^^^^^^^^ IL2055
    A(f.MakeGenericType(typeof(T)));
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2077
//    ^^^^^^^^^^^^^^^^^ IL3050
//    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2055
    A(f.MakeGenericType(p));
//  ^^^^^^^^^^^^^^^^^^^^^^^ IL2077
//    ^^^^^^^^^^^^^^^^^ IL3050
//    ^^^^^^^^^^^^^^^^^^^^ IL2055
    A(f.MakeGenericType(ps));
//  ^^^^^^^^^^^^^^^^^^^^^^^^ IL2077
//    ^^^^^^^^^^^^^^^^^ IL3050
//    ^^^^^^^^^^^^^^^^^^^^^ IL2055
    A(f.MakeGenericType());
//  ^^^^^^^^^^^^^^^^^^^^^^ IL2077
//    ^^^^^^^^^^^^^^^^^ IL3050
//    ^^^^^^^^^^^^^^^^^^^ IL2055
    A(p.MakeGenericType(one));
//  ^^^^^^^^^^^^^^^^^^^^^^^^^ IL2067
//    ^^^^^^^^^^^^^^^^^ IL3050
//    ^^^^^^^^^^^^^^^^^^^^^^ IL2055
    A(p.MakeGenericType(p));
//  ^^^^^^^^^^^^^^^^^^^^^^^ IL2067
//    ^^^^^^^^^^^^^^^^^ IL3050
//    ^^^^^^^^^^^^^^^^^^^^ IL2055
    A(q.MakeGenericType(one));
//    ^^^^^^^^^^^^^^^^^ IL3050
//    ^^^^^^^^^^^^^^^^^^^^^^ IL2055
    A(q.MakeGenericType(ps));
//    ^^^^^^^^^^^^^^^^^ IL3050
//    ^^^^^^^^^^^^^^^^^^^^^ IL2055
    A(g.MakeGenericType(one));
//    ^^^^^^^^^^^^^^^^^ IL3050
//    ^^^^^^^^^^^^^^^^^^^^^^ IL2055
    A(g.MakeGenericType(ps));
//    ^^^^^^^^^^^^^^^^^ IL3050
//    ^^^^^^^^^^^^^^^^^^^^^ IL2055
    A(P.MakeGenericType(one));
//  ^^^^^^^^^^^^^^^^^^^^^^^^^ IL2072
//    ^^^^^^^^^^^^^^^^^ IL3050
//    ^^^^^^^^^^^^^^^^^^^^^^ IL2055
    A(P.MakeGenericType(typeof(T), typeof(U)));
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2072
//    ^^^^^^^^^^^^^^^^^ IL3050
//    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2055
    A(R().MakeGenericType(one));
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2072
//    ^^^^^^^^^^^^^^^^^^^ IL3050
//    ^^^^^^^^^^^^^^^^^^^^^^^^ IL2055
    A(R().MakeGenericType(typeof(int)));
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2072
//    ^^^^^^^^^^^^^^^^^^^ IL3050
//    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2055
    A(arr[0].MakeGenericType(one));
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2062
//    ^^^^^^^^^^^^^^^^^^^^^^ IL3050
//    ^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2055
    A(typeof(C).MakeGenericType(one));
    A(typeof(G<>).MakeGenericType(one));
//    ^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL3050
    A(typeof(G<>).MakeGenericType(ps));
//    ^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL3050
    A(typeof(G<>).MakeGenericType(p));
//    ^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL3050
    A(typeof(H<>).MakeGenericType(ps));
//    ^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL3050
//    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2055
    A(typeof(H<>).MakeGenericType(p));
//    ^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL3050
//    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2071
    A(typeof(H<>).MakeGenericType(q));
//    ^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL3050
    A(typeof(T).MakeGenericType(one));
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2087
//    ^^^^^^^^^^^^^^^^^^^^^^^^^ IL3050
//    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2055
    A(Type.GetType("C").MakeGenericType(one));
    A(Type.GetType("C" + p).MakeGenericType(one));
//    ^^^^^^^^^^^^^^^^^^^^^ IL2057
    A(p.GetElementType().MakeGenericType(one));
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2072
//    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL3050
//    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2055
    A(((Type)null).MakeGenericType(one));
//    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL3050
    A((p == null ? typeof(G<>) : f).MakeGenericType(one));
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2077
//    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL3050
//    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2055
    A((p == null ? typeof(H<>) : f).MakeGenericType(p));
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2077
//    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL3050
//    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2055 IL2071
    A((p == null ? typeof(G<>) : f).MakeGenericType(ps));
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2077
//    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL3050
//    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2055
    var mi = typeof(C).GetMethod("M"); 
  }
}
class G<T> {}
class H<[DynamicallyAccessedMembers((DynamicallyAccessedMemberTypes)3)] T> {}
class Outer<A, B>
{
  class Inner<T> where T : A, new() {}
  class Plain<T> {}
  class Ref<T> where T : class {}
  class None {}
  static void M(Type p, Type[] ps)
  {
    typeof(Inner<>).MakeGenericType(typeof(A), typeof(B), typeof(A));
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2055
    typeof(Inner<>).MakeGenericType(typeof(A));
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2091
    typeof(Inner<>).MakeGenericType(p);
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL3050
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2071
    typeof(Inner<>).MakeGenericType(ps);
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL3050
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2055
    typeof(Plain<>).MakeGenericType(ps);
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL3050
    typeof(Ref<>).MakeGenericType(ps);
    typeof(Outer<,>.None).MakeGenericType(typeof(A), typeof(B));
    typeof(Outer<,>.None).MakeGenericType(ps);
  }
}
class Outer2<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicMethods)] A> where A : class
{
  public class Inner<T> where T : class {}
  public class None {}
  static void M(Type p, Type[] ps)
  {
    typeof(Inner<>).MakeGenericType(ps);
    typeof(Inner<>).MakeGenericType(p, typeof(int));
    typeof(Outer2<>.None).MakeGenericType(ps);
    typeof(Outer2<>.None).MakeGenericType(p);
    typeof(Outer2<>).MakeGenericType(p);
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2071
    typeof(Outer2<>).MakeGenericType(ps);
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2055
  }
}
