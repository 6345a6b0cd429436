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
    var b = c ? S : I;
    t.GetFields(b);
    BindingFlags d = P;
    d |= S;
    t.GetProperties(d);
    BindingFlags e = P;
    e |= c ? S : I;
    t.GetProperties(e);
    BindingFlags f = P;
    if (c) f |= N;
    t.GetMethods(f);
    BindingFlags g = P;
    if (c) g = N;
    t.GetMethods(g);
    BindingFlags h = P | I;
    h &= ~P;
    t.GetMethods(h);
    BindingFlags i = S;
    if (c) i = I;
    t.GetMethods(i);
    BindingFlags j = u;
    j |= S;
    t.GetMethods(j);
    BindingFlags k = P | (c ? S : I);
    t.GetMethods(k);
    t.GetMethods(P | (c ? N : I));
    t.GetMethods(c ? P : N);
    t.GetMethods(c ? S : I);
    BindingFlags l;
    l = P;
    l = l | I;
    t.GetMethods(l);
    BindingFlags m = P;
    m ^= I;
    t.GetMethods(m);
    BindingFlags n = default;
    n |= P;
    t.GetMethods(n);
    t.GetMethods(~P);
    t.GetMethods(P ^ N);
    t.GetMethods((P | N) & ~P);
    t.GetMethods(P + 4);
    t.GetMethods((BindingFlags)(4 | 8));
    t.GetMethods(N - 0);
    t.GetMethods((BindingFlags)0x10);
  }
}
