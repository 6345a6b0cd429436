// Uses of members of extension blocks (C# 14): as methods and properties of what they extend, and as static methods of the class around them.
#nullable disable
using System;
using System.Collections.Generic;
using System.Linq;
using System.Diagnostics.CodeAnalysis;

namespace Fixtures.ExtensionMembers;

public static class Ext {
  extension(string s) { [RequiresUnreferencedCode("m")] public int Len() => s.Length; [RequiresUnreferencedCode("gm")] public T As<T>(int q = 0) => default!; public int Count { [RequiresUnreferencedCode("p")] get => 1; [RequiresUnreferencedCode("ps")] set { } } public string Same() => s; public string Prop => s; }
  extension(string) { [RequiresUnreferencedCode("sm")] public static string Make(int i) => ""; public static int SCount { [RequiresUnreferencedCode("sp")] get => 1; } }
  extension<T>(IEnumerable<T> e) { [RequiresUnreferencedCode("g")] public int Many() => 1; public T FirstOne { [RequiresUnreferencedCode("gp")] get => default!; } [RequiresUnreferencedCode("gst")] public static T Create() => default!; [RequiresUnreferencedCode("mm")] public IEnumerable<R> Map<R>(Func<T, R> f) => null; public IEnumerable<T> Keep() => e; }
  extension<T>(List<T> list) where T : class { [RequiresUnreferencedCode("c")] public void OnlyClass() {} }
  extension(Type t) { [RequiresDynamicCode("t")] public void Typed([DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicMethods)] Type u) {} }
  extension([DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicMethods)] Type t2) { public void Annotated() {} public int AnnotatedProp => 1; }
}
class P { void M(string s, List<int> l, int[] a, List<string> ls, Type t, P p) { s.Len(); s.As<int>(); s.As<int>(3); _ = s.Count; s.Count = 3; s.Count++; string.Make(1); _ = string.SCount; l.Many(); _ = l.FirstOne; a.Many(); IEnumerable<int>.Create(); Ext.Len(s); Ext.get_Count(s); Ext.Make(3); Ext.As<int>(s); Ext.Many(l); System.Func<int> f = s.Len; s.Same().Same().Len(); s.Prop.Prop.Len(); l.Map(x => x.ToString()).First().Len(); l.Keep().Map(x => "").Keep().First().Len(); ls.OnlyClass(); l.Map<int, string>(x => "").Many(); ls.FirstOne.Len(); t.Typed(t); t.Annotated(); _ = t.AnnotatedProp; Ext.Annotated(t); s?.Len(); var q = s is { Count: 3 }; typeof(string).Annotated(); nameof(Ext.Len).Len(); Func<string, int> g = Ext.Len; } }
