// Operands of dynamic operations are looked at where control forks behind them; local functions that only others call are not.
using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;

namespace Fixture.DynamicOperands;

class D
{
    static dynamic a => null!; static dynamic b => null!; static dynamic c => null!;
    static object Q(object? o) => o!;
    void Plain(string? s) { a(b("x"), c("y")); }
//                          ^ IL2026 IL3050
    void ForkBehind(string? s) { a(b("x"), Q(s?.Length)); }
//                               ^ IL2026 IL3050
//                                 ^ IL2026 IL3050
    void ForkBefore(string? s) { a(Q(s?.Length), b("x")); }
//                               ^ IL2026 IL3050
    void ForkBetween(string? s) { a(b("x"), Q(s?.Length), c("y")); }
//                                ^ IL2026 IL3050
//                                  ^ IL2026 IL3050
    void ForkInItself(string? s) { a(b(s?.Length)); }
//                                 ^ IL2026 IL3050
    void ForkInSecond(string? s) { a(b("x"), c(s?.Length)); }
//                                 ^ IL2026 IL3050
//                                   ^ IL2026 IL3050
    void Callee(string? s) { a[1](s?.Length); a[1]("x"); a.M(s?.Length); a.P.M(s?.Length); }
//                           ^^^^ IL2026 IL3050
//                                            ^^^^ IL2026 IL3050
//                                                       ^^^ IL2026 IL3050
//                                                                       ^^^ IL2026 IL3050
//                                                                       ^^^^^ IL2026 IL3050
    void Nested(string? s) { a(b(c("x")), s ?? "t"); }
//                           ^ IL2026 IL3050
//                             ^ IL2026 IL3050
    void Index(string? s) { _ = a[b("x"), s ?? "t"]; a[b("x")] = s ?? "t"; a.P = s ?? "t"; a.P[b("y")] = s; }
//                              ^^^^^^^^^^^^^^^^^^^ IL2026 IL3050
//                                ^ IL2026 IL3050
//                                                   ^^^^^^^^^ IL2026 IL3050
//                                                                         ^^^ IL2026 IL3050
//                                                                                         ^^^^^^^^^^^ IL2026 IL3050
    void Binary(string? s) { _ = a(1) + (s ?? "t"); _ = a(1) + b(2); _ = -a(1); }
//                               ^ IL2026 IL3050
//                                                      ^ IL2026 IL3050
//                                                             ^ IL2026 IL3050
//                                                                        ^ IL2026 IL3050
    void Lambda(string? s) { a(new Func<object>(() => b("x")), s ?? "t"); a(Q(new Func<object>(() => b("x")))); }
//                           ^ IL2026 IL3050
//                                                    ^ IL2026 IL3050
//                                                                        ^ IL2026 IL3050
    void Local(string? s) { a(In()); object In() => b("x"); }
//                          ^ IL2026 IL3050
    void LocalBehind(string? s) { a(In(), s ?? "t"); object In() => b("x"); }
//                                ^ IL2026 IL3050
//                                                                  ^ IL2026 IL3050
    void LocalLambda(IEnumerable<int> xs) { a(xs.Select(x => In(x))); object In(int x) => b(In(1)); }
//                                          ^ IL2026 IL3050
    void Ordinary(string? s) { Q(b("x")); Q(a(b("x"))); string t = a(s ?? b("z")); }
//                             ^ IL2026 IL3050
//                                        ^ IL2026 IL3050
//                                                                 ^ IL2026 IL3050
//                                                                        ^ IL2026 IL3050
    void If(bool f) { a(b("x"), f ? 1 : 2); a(b("x"), f && f); a(b("x"), !f); }
//                    ^ IL2026 IL3050
//                      ^ IL2026 IL3050
//                                          ^ IL2026 IL3050
//                                            ^ IL2026 IL3050
//                                                             ^ IL2026 IL3050
    void Await(Task<int> t) { }
    async Task Await2(Task<int> t) { a(b("x"), await t); }
//                                   ^ IL2026 IL3050
    void New(string? s) { a(b("x"), new D { }); a(b("x"), new List<int> { 1 }); a(b("x"), new { X = 1 }); }
//                        ^ IL2026 IL3050
//                                              ^ IL2026 IL3050
//                                                ^ IL2026 IL3050
//                                                                              ^ IL2026 IL3050
//                                                                                ^ IL2026 IL3050
}
class E
{
    static dynamic a => null!; static dynamic b => null!;
    void Calls(string? s, dynamic d) { a(1)(s?.Length); a(1)(2); d?.M(s?.Length); d?.P.M(b(1), s ?? ""); d?.M(1)?.N(2); d.M(1).N(s ?? "t"); d.M(b(1)).N(s ?? "t"); }
//                                     ^ IL2026 IL3050
//                                     ^^^^ IL2026 IL3050
//                                                      ^^^^ IL2026 IL3050
//                                                                 ^^ IL2026 IL3050
//                                                                                  ^^ IL2026 IL3050
//                                                                                  ^^^^ IL2026 IL3050
//                                                                                       ^ IL2026 IL3050
//                                                                                                         ^^ IL2026 IL3050
//                                                                                                               ^^ IL2026 IL3050
//                                                                                                                      ^^^ IL2026 IL3050
//                                                                                                                      ^^^^^^^^ IL2026 IL3050
//                                                                                                                                          ^^^ IL2026 IL3050
//                                                                                                                                          ^^^^^^^^^^^ IL2026 IL3050
    void Deep(string? s, dynamic d) { a(b(a("x"), s ?? "t"), 1); a(b("x"), (s ?? "t").Length); _ = d[s ?? "t"](b(1)); a(b("x"), new { A = b("y") }, b("z")); }
//                                    ^ IL2026 IL3050
//                                        ^ IL2026 IL3050
//                                                               ^ IL2026 IL3050
//                                                                 ^ IL2026 IL3050
//                                                                                                 ^^^^^^^^^^^ IL2026 IL3050
//                                                                                                                    ^ IL2026 IL3050
//                                                                                                                      ^ IL2026 IL3050
//                                                                                                                                        ^ IL2026 IL3050
    void Switch(object o) { a(b("x"), o switch { int => b("y"), _ => 1 }); a(o is null ? b("p") : b("q")); }
//                          ^ IL2026 IL3050
//                            ^ IL2026 IL3050
//                                                      ^ IL2026 IL3050
//                                                                         ^ IL2026 IL3050
//                                                                                       ^ IL2026 IL3050
//                                                                                                ^ IL2026 IL3050
    void Adds(string? s) { foreach (var x in a(b("x"), s ?? "t")) { } }
//                                           ^ IL2026 IL3050
//                                             ^ IL2026 IL3050
}
