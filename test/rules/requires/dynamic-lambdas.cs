// Parameters of lambdas that are dynamic where the delegate's are object, and the reverse.
#nullable disable
using System;

namespace Fixtures.DynamicLambdas;

class C {
  delegate int Bar2(object o); delegate void Foo2(object x);
  static int M(Func<string, object, int> f) => 1; static int M(Func<int, int, int> f) => 2;
  static void A(dynamic d) {
    Action<object> a = (dynamic x) => x.Foo();
//                                    ^^^^^ IL2026 IL3050
    Action<dynamic> b = (object x) => x.ToString();
    Foo2 e = delegate (dynamic x) { Bar2 del2 = delegate (object o) { return 1; }; del2(x); x.Foo(); };
//                                                                                 ^^^^ IL2026 IL3050
//                                                                                          ^^^^^ IL2026 IL3050
    M((string p1, dynamic p2) => p2.Length);
//                               ^^^^^^^^^ IL2026 IL3050
    Func<object, object> f = static (dynamic x) => x.P;
//                                                 ^^^ IL2026 IL3050
    void L(object o) { dynamic y = o; y.Foo(); }
//                                    ^^^^^ IL2026 IL3050
    L(d);
  }
}
