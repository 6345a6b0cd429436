// What real code does, found by comparison with the SDK over whole repositories.
#nullable disable
using System;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Linq;
using System.Collections.Generic;
using System.Linq.Expressions;

namespace Fixtures.FromCode;

unsafe class C {
  const BindingFlags NP = BindingFlags.NonPublic | BindingFlags.Instance;
  struct ED { public int A; }
  [RequiresUnreferencedCode("x")] static void W(int a, ED* b) {}
  void Stack() {
    var d = stackalloc ED[3];
    d[0] = new ED { A = 1};
    W(1, d);
//  ^ IL2026
    ED* e = stackalloc ED[2];
    W(1, e);
//  ^ IL2026
    Span<ED> s = stackalloc ED[2];
    var t = stackalloc[] { 1, 2 };
  }
  void DelegateDynamic() {
    Action<int> a = x => {};
    dynamic v = 1;
    a(v);
//  ^ IL2026 IL3050
    a.Invoke(v);
//  ^^^^^^^^ IL2026 IL3050
    Func<int, int> f = x => x;
    var r = f(v);
//          ^ IL2026 IL3050
  }
  static IEnumerable<Type> Types() => null;
  static IEnumerable<object> Group() => Types().Select(Activator.CreateInstance);
//                                                     ^^^^^^^^^^^^^^^^^^^^^^^^ IL2111
  static void Nullables<T, [DynamicallyAccessedMembers((DynamicallyAccessedMemberTypes)1)] U, V>() where T: struct where U: struct where V : struct {
    Expression.New(typeof(T?));
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2087
    Expression.New(typeof(U?));
    Expression.New(typeof(T));
    P(typeof(T?)); P(typeof(U?)); P(typeof(int?)); P(typeof(Nullable<T>));
//  ^^^^^^^^^^^^^ IL2087
//                 ^^^^^^^^^^^^^ IL2087
//                                                 ^^^^^^^^^^^^^^^^^^^^^^ IL2087
    Activator.CreateInstance(typeof(T?));
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2087
    Activator.CreateInstance(typeof(U?));
    Activator.CreateInstance(typeof(T));
    var q = typeof(T?);
    q.GetMethods();
//  ^^^^^^^^^^^^^^ IL2090
  }
  static void P([DynamicallyAccessedMembers((DynamicallyAccessedMemberTypes)8)] Type t) {}
  static void Gen() {
    Type g = typeof(G<>);
    g.MakeGenericType(g);
    g.MakeGenericType(typeof(G<int>));
    Action b = () => g.MakeGenericType(typeof(int));
    typeof(G<>).MakeGenericType(typeof(G<>));
    typeof(S<>).MakeGenericType(typeof(S<>));
    typeof(S<>).MakeGenericType(typeof(int));
    Type s = typeof(S<>);
    Action e = () => s.MakeGenericType(typeof(int));
  }
  static void Flags(MethodInfo mi) {
    Type type = mi.DeclaringType;
    if (type != null) {
      BindingFlags flags = BindingFlags.Public | BindingFlags.NonPublic;
      flags |= (mi.IsStatic) ? BindingFlags.Static : BindingFlags.Instance;
      PropertyInfo[] props = type.GetProperties(flags);
//                           ^^^^^^^^^^^^^^^^^^^^^^^^^ IL2075
      foreach (var p in props) { if (p.CanRead) return; }
    }
  }
  static bool Out(Type a, out Type[] types, out int count) { types = null; count = 0; return true; }
  static object FS(Type parentType) {
    parentType = parentType.BaseType;
    if (parentType != null && parentType != typeof(object))
    {
                Type[] parentTypes;
                int parentTypeCount;
                bool unique = Out(parentType, out parentTypes, out parentTypeCount);
                if (parentTypeCount > 0)
                {
                    for (int i = 0; i < parentTypeCount; i++)
                    {
                        parentType = parentTypes[i];
                        if (!parentType.IsSerializable) { throw new Exception(parentType.Module.Assembly.FullName); }
                        FieldInfo[] typeFields = parentType.GetFields(BindingFlags.NonPublic | BindingFlags.Instance);
//                                               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2070
                        string typeName = unique ? parentType.Name : parentType.FullName;
                    }
                }
    }
    return null;
  }
  static void Tilde(Type t) {
    t.GetConstructors(NP & ~BindingFlags.Default);
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2070
    t.GetMethods(NP & ~BindingFlags.NonPublic);
    t.GetMethods(~BindingFlags.Public);
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2070
    t.GetMethods((NP | BindingFlags.Public) ^ BindingFlags.NonPublic);
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2070
    t.GetMethods((BindingFlags)4 | BindingFlags.Instance);
  }
  static MethodInfo s_a;
  static MethodInfo Cached(Type t) => (s_a ?? (s_a = new Func<IQueryable<object>, IQueryable<object>>(Queryable.Reverse).GetMethodInfo().GetGenericMethodDefinition()))
//                                    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL3050 IL2060
     .MakeGenericMethod(t);
}
class G<T> {}
class S<T> where T : struct {}
