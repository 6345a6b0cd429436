// What stands behind the pattern of a test is no part of it.
using System;
using System.Diagnostics.CodeAnalysis;

namespace Fixture.AfterPatterns;

class R
{
    void A(Type? t) { _ = t is not null && t.GetMethods().Length > 0; }
//                                         ^^^^^^^^^^^^^^ IL2070
    void B(Type? t) { if (t is not null) t.GetMethods(); }
//                                       ^^^^^^^^^^^^^^ IL2070
    void C(Type? t) { _ = t is { } && t.GetMethods().Length > 0; }
//                                    ^^^^^^^^^^^^^^ IL2070
    void D(Type? t) { _ = t is object && t.GetMethods().Length > 0; }
//                                       ^^^^^^^^^^^^^^ IL2070
    void E(Type? t) { _ = (t is not null) && t.GetMethods().Length > 0; }
//                                           ^^^^^^^^^^^^^^ IL2070
    void F(Type? t) { _ = t is not null && Use(t.GetMethods()); }
//                                             ^^^^^^^^^^^^^^ IL2070
    void G(Type? t) { _ = t is not null && t.GetMethods() != null; }
//                                         ^^^^^^^^^^^^^^ IL2070
    void H(Type? t) { _ = t is null || t.GetMethods() != null; }
//                                     ^^^^^^^^^^^^^^ IL2070
    void I(Type? t) { _ = t is not null && t.GetMethods().Length.ToString() == ""; }
//                                         ^^^^^^^^^^^^^^ IL2070
    void J(Type? t) { _ = t is not null ? t.GetMethods() : null; }
//                                        ^^^^^^^^^^^^^^ IL2070
    void K(Type? t) { while (t is not null && t.GetMethods().Length > 0) t = null; }
//                                            ^^^^^^^^^^^^^^ IL2070
    void L(Type? t) { _ = t is System.Reflection.TypeInfo x && x.GetMethods().Length > 0; }
//                                                             ^^^^^^^^^^^^^^ IL2070
    void M(Type? t, bool a, bool b) { _ = a && t is null || b && t!.GetMethods().Length > 0; }
//                                                               ^^^^^^^^^^^^^^^ IL2070
    void N(int x, Type t) { _ = x is > 0 and < 5 || t.GetMethods().Length > 0; }
//                                                  ^^^^^^^^^^^^^^ IL2070
    void O(int x, Type t) { _ = x is 1 or 2 && t.GetMethods().Length > 0; }
//                                             ^^^^^^^^^^^^^^ IL2070
    void P(ConsoleColor c, Type t) { _ = c is ConsoleColor.Red or ConsoleColor.Blue && t.GetMethods().Length > 0; }
//                                                                                     ^^^^^^^^^^^^^^ IL2070
    void Q(object? o, Type t) { _ = o is null == (t.GetMethods().Length > 0); }
//                                                ^^^^^^^^^^^^^^ IL2070
    void S(object? o, Type t) { _ = o is not null && System.Runtime.CompilerServices.RuntimeFeature.IsDynamicCodeSupported && Dynamic(); }
    void T(object? o, Type t) { if (o is null || !System.Runtime.CompilerServices.RuntimeFeature.IsDynamicCodeSupported) return; Dynamic(); }
    void U(object? o, Type t) { if (o is null && !System.Runtime.CompilerServices.RuntimeFeature.IsDynamicCodeSupported) return; Dynamic(); }
//                                                                                                                               ^^^^^^^ IL3050
    void V(object? o, Type? t) { if (o is null || t is not { IsClass: true } k) return; k.GetMethods(); }
    void W(object? o, Type? t) { var known = o is not null && o.Equals(1) ? typeof(int) : t; known!.GetMethods(); }
//                                                                                           ^^^^^^^^^^^^^^^^^^^ IL2070
    [RequiresDynamicCode("d")] static bool Dynamic() => true;
    static bool Use(object o) => true;
}
