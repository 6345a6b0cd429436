// Types that nothing tells become type arguments with annotations.
#nullable disable
using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;

namespace Fixtures.UnknownTypeArgument;

class Pool<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] T> { }

class C {
  public static void Generic<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicMethods)] T>() { }
  void Arrays(Type[] types, List<Type> list, bool flag) {
    typeof(Pool<>).MakeGenericType(types[0]);
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL3050
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2055
    typeof(Pool<>).MakeGenericType(list[0]);
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL3050
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2076
    typeof(C).GetMethod("Generic").MakeGenericMethod(types[0]);
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL3050
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2060
    foreach (var type in types) typeof(Pool<>).MakeGenericType(type);
//                              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL3050
//                              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2076
    var element = flag ? types[0] : typeof(string);
    typeof(Pool<>).MakeGenericType(element);
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL3050
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2066
    typeof(C).GetMethod("Generic").MakeGenericMethod(element);
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL3050
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2066
    if (element.ContainsGenericParameters) element = typeof(int);
    typeof(Pool<>).MakeGenericType(element);
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL3050
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2066
    var first = types[0];
    typeof(Pool<>).MakeGenericType(first);
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL3050
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2055
    typeof(C).GetMethod(nameof(Generic)).MakeGenericMethod(first);
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL3050
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2060
  }
}
