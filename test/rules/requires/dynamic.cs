// Operations that dynamic values turn into calls of the runtime binder.
#nullable disable
using System;
using System.Collections.Generic;

namespace Fixtures.DynamicOperations;

class N { public N B; public int A; public N M() => this; public List<int> L = new(); public dynamic D; }
class C {
  delegate int Bar(object o);
  static void R(ref object o) {} static void O(out object o) { o = 1; } static void I(in object o) {} static void I2(in dynamic o) {}
  static void M(dynamic d, bool c, N n, object o) {
    d.P = n ?? n;
//  ^^^ IL2026 IL3050
    d.P = c ? n : null;
//  ^^^ IL2026 IL3050
    d.P = new N { A = 1 };
//  ^^^ IL2026 IL3050
    d.P = new N();
//  ^^^ IL2026 IL3050
    d.P = n?.B;
//  ^^^ IL2026 IL3050
    d.P = c && n == null;
//  ^^^ IL2026 IL3050
    d[0] = n ?? n;
//  ^^^^ IL2026 IL3050
    d[0] = new N { A = 1 };
//  ^^^^ IL2026 IL3050
    d.P += n ?? n;
//  ^^^ IL2026 IL3050
    d.P = Math.Abs(n?.A ?? 1);
//  ^^^ IL2026 IL3050
    d.P = new List<int> { 1 };
//  ^^^ IL2026 IL3050
    d.P = new[] { 1 };
//  ^^^ IL2026 IL3050
    d.P.Q = n ?? n;
//  ^^^^^ IL2026 IL3050
    d.F(n ?? n);
//  ^^^ IL2026 IL3050
    d.F(new N { A = 1});
//  ^^^ IL2026 IL3050
    d[n ?? n] = 1;
//  ^^^^^^^^^ IL2026 IL3050
    d.P = new N { B = n ?? n };
//  ^^^ IL2026 IL3050
    n.B.D = n ?? n;
    d.P = $"{c}";
//  ^^^ IL2026 IL3050
    d.P = d.Q ?? 1;
//  ^^^ IL2026 IL3050
//        ^^^ IL2026 IL3050
    d.P = new { A = 1 };
//  ^^^ IL2026 IL3050
    d.P = n.M().B;
//  ^^^ IL2026 IL3050
    var l1 = new List<dynamic> { o, d };
//                                  ^ IL2026 IL3050
    var l2 = new List<object> { d };
//                              ^ IL2026 IL3050
    var l3 = new Dictionary<object, object> { { o, d }, { o, o } };
//                                            ^^^^^^^^ IL2026 IL3050
    var l4 = new Dictionary<object, object> { [d] = o, [o] = d };
//                                            ^^^ IL2026 IL3050
    var l5 = new N { L = { 1, d } };
//                            ^ IL2026 IL3050
    object r = d; R(ref d); O(out d); I(d); I(in d); I2(d); I2(in d);
//                                    ^ IL2026 IL3050
//                                                   ^^ IL2026 IL3050
    d.G<int>(1); d.G<int>(d); n.D.G<string>(); d.H.G<int>(1);
//  ^^^^^^^^ IL2026 IL3050
//               ^^^^^^^^ IL2026 IL3050
//                            ^^^^^^^^^^^^^ IL2026 IL3050
//                                             ^^^^^^^^^^ IL2026 IL3050
    Bar b1 = delegate (object q) { return 1; };
    b1(d);
//  ^^ IL2026 IL3050
    Action<dynamic> b2 = delegate (dynamic x) { Bar del2 = delegate (object q) { return 1; }; del2(x); };
//                                                                                            ^^^^ IL2026 IL3050
    Action<dynamic> b3 = (dynamic x) => { Bar del2 = q => 1; del2(x); };
//                                                           ^^^^ IL2026 IL3050
    Action<dynamic> b4 = x => b1(x);
//                            ^^ IL2026 IL3050
    var a1 = new { d, o };
    var a2 = new { X = d.Foo };
//                     ^^^^^ IL2026 IL3050
  }
}

class DynamicCommon
{
    dynamic Held { get; set; }
    class Parent { public int Named(int x, int y) => 1; }
    class Child : Parent { public new int Named(int i = 1, int j = 1) => 2; int Late(dynamic x, dynamic y) => Named(x: x, y: y); int Early(int x, int y) => Named(x: x, y: y); }
//                                                                                                            ^^^^^ IL2026 IL3050
    static int Both(bool a, bool b) => 1;
    static int Same(int a, int b) => 1;
    void Uses(dynamic d, object o, int number, string s, dynamic low, dynamic high)
    {
        var conditional = o == null ? o : d;
        conditional.Go();
//      ^^^^^^^^^^^^^^ IL2026 IL3050
        var boxed = o == null ? d : number;
        boxed.Go();
//      ^^^^^^^^ IL2026 IL3050
        var coalesced = s ?? d;
        coalesced.Go();
//      ^^^^^^^^^^^^ IL2026 IL3050
        var array = new[] { o, d };
        array[0].Go();
//      ^^^^^^^^^^^ IL2026 IL3050
        var switched = number switch { 1 => d, _ => o };
        switched.Go();
//      ^^^^^^^^^^^ IL2026 IL3050
        Same(o == null ? d : 0, 1);
//      ^^^^ IL2026 IL3050
        _ = new DynamicCommon { Held = { Length = 10, Inner = { Deep = 1 }, [1] = 2 } };
//                                       ^^^^^^ IL2026 IL3050
//                                                              ^^^^ IL2026 IL3050
//                                                                          ^^^ IL2026 IL3050
        _ = new DynamicCommon { Held = { 1, { 2, 3 } } };
//                                       ^ IL2026 IL3050
//                                          ^^^^^^^^ IL2026 IL3050
        Both(low < high, low > high);
//      ^^^^ IL2026 IL3050
        Both(number < Same(1, 2), number > 3);
    }
}
