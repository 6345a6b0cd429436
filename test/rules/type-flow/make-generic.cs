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
    A(f.MakeGenericType(typeof(T)));
    A(f.MakeGenericType(p));
    A(f.MakeGenericType(ps));
    A(f.MakeGenericType());
    A(p.MakeGenericType(one));
    A(p.MakeGenericType(p));
    A(q.MakeGenericType(one));
    A(q.MakeGenericType(ps));
    A(g.MakeGenericType(one));
    A(g.MakeGenericType(ps));
    A(P.MakeGenericType(one));
    A(P.MakeGenericType(typeof(T), typeof(U)));
    A(R().MakeGenericType(one));
    A(R().MakeGenericType(typeof(int)));
    A(arr[0].MakeGenericType(one));
    A(typeof(C).MakeGenericType(one));
    A(typeof(G<>).MakeGenericType(one));
    A(typeof(G<>).MakeGenericType(ps));
    A(typeof(G<>).MakeGenericType(p));
    A(typeof(H<>).MakeGenericType(ps));
    A(typeof(H<>).MakeGenericType(p));
    A(typeof(H<>).MakeGenericType(q));
    A(typeof(T).MakeGenericType(one));
    A(Type.GetType("C").MakeGenericType(one));
    A(Type.GetType("C" + p).MakeGenericType(one));
    A(p.GetElementType().MakeGenericType(one));
    A(((Type)null).MakeGenericType(one));
    A((p == null ? typeof(G<>) : f).MakeGenericType(one));
    A((p == null ? typeof(H<>) : f).MakeGenericType(p));
    A((p == null ? typeof(G<>) : f).MakeGenericType(ps));
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
    typeof(Inner<>).MakeGenericType(typeof(A));
    typeof(Inner<>).MakeGenericType(p);
    typeof(Inner<>).MakeGenericType(ps);
    typeof(Plain<>).MakeGenericType(ps);
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
    typeof(Outer2<>).MakeGenericType(ps);
  }
}
