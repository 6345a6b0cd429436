// Which binding flags are known.
#nullable disable
using System;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Linq;
using System.Collections.Generic;

namespace Fixtures.BindingFlagsValues;

class C {
  const BindingFlags P = BindingFlags.Public, N = BindingFlags.NonPublic, I = BindingFlags.Instance, S = BindingFlags.Static;
  static void Assigned(Type t, bool c, BindingFlags u) {
    var a = c ? P : N;
    t.GetMethods(a);
//  ^^^^^^^^^^^^^^^ IL2070
    var b = c ? S : I;
    t.GetFields(b);
//  ^^^^^^^^^^^^^^ IL2070
    BindingFlags d = P;
    d |= S;
    t.GetProperties(d);
    BindingFlags e = P;
    e |= c ? S : I;
    t.GetProperties(e);
//  ^^^^^^^^^^^^^^^^^^ IL2070
    BindingFlags f = P;
    if (c) f |= N;
    t.GetMethods(f);
//  ^^^^^^^^^^^^^^^ IL2070
    BindingFlags g = P;
    if (c) g = N;
    t.GetMethods(g);
//  ^^^^^^^^^^^^^^^ IL2070
    BindingFlags h = P | I;
    h &= ~P;
    t.GetMethods(h);
//  ^^^^^^^^^^^^^^^ IL2070
    BindingFlags i = S;
    if (c) i = I;
    t.GetMethods(i);
//  ^^^^^^^^^^^^^^^ IL2070
    BindingFlags j = u;
    j |= S;
    t.GetMethods(j);
    BindingFlags k = P | (c ? S : I);
    t.GetMethods(k);
//  ^^^^^^^^^^^^^^^ IL2070
    t.GetMethods(P | (c ? N : I));
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2070
    t.GetMethods(c ? P : N);
//  ^^^^^^^^^^^^^^^^^^^^^^^ IL2070
    t.GetMethods(c ? S : I);
//  ^^^^^^^^^^^^^^^^^^^^^^^ IL2070
    BindingFlags l;
    l = P;
    l = l | I;
    t.GetMethods(l);
//  ^^^^^^^^^^^^^^^ IL2070
    BindingFlags m = P;
    m ^= I;
    t.GetMethods(m);
    BindingFlags n = default;
    n |= P;
    t.GetMethods(n);
//  ^^^^^^^^^^^^^^^ IL2070
    t.GetMethods(~P);
//  ^^^^^^^^^^^^^^^^ IL2070
    t.GetMethods(P ^ N);
//  ^^^^^^^^^^^^^^^^^^^ IL2070
    t.GetMethods((P | N) & ~P);
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2070
    t.GetMethods(P + 4);
//  ^^^^^^^^^^^^^^^^^^^ IL2070
    t.GetMethods((BindingFlags)(4 | 8));
    t.GetMethods(N - 0);
//  ^^^^^^^^^^^^^^^^^^^ IL2070
    t.GetMethods((BindingFlags)0x10);
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2070
  }
}
