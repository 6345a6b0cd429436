// Branches that get their type from where they go: arguments of conditional and switch expressions.
using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.Linq;
using System.Reflection;

namespace TargetTyped;

class Branches
{
    delegate int Measure(string text);
    [RequiresUnreferencedCode("types")] static void Types(Type[] types) { }
    [RequiresUnreferencedCode("list")] static void List(List<Type>? list, int count = 0) { }
    [RequiresUnreferencedCode("span")] static void Span(ReadOnlySpan<Type> span) { }
    [RequiresUnreferencedCode("function")] static void Function(Func<int, int> function) { }
    [RequiresUnreferencedCode("measure")] static void Measures(Measure measure) { }
    [RequiresUnreferencedCode("date")] static void Date(DateTime date) { }
    [RequiresUnreferencedCode("number")] static void Number(int? number) { }
    [RequiresUnreferencedCode("generic")] static void Generic<T>(T[] array, IEnumerable<T> others) { }
    [RequiresUnreferencedCode("byte")] static void Byte(byte value) { }
    [RequiresUnreferencedCode("enumerable")] static void Enumerate(IEnumerable<Type>? types) { }
    [RequiresUnreferencedCode("ints")] static void Either(int[] numbers) { }
    static void Either(string text) { }
    [RequiresUnreferencedCode("long")] static void Long(long number) { }
    static void Long(string text) { }
    [RequiresUnreferencedCode("constructor")] Branches(Type[] types, int count = 1) { }

    static void Arguments(bool choice, Type[] types, List<Type> list, int number, Type? type)
    {
        Types(types: choice ? [] : types);
//      ^^^^^ IL2026
        Types(choice ? [] : [typeof(int)]);
//      ^^^^^ IL2026
        Types(types: number switch { 1 => [], _ => types });
//      ^^^^^ IL2026
        Types(number switch { 1 => [], _ => [typeof(int), .. types] });
//      ^^^^^ IL2026
        Types((choice ? [] : types)!);
//      ^^^^^ IL2026
        Types(choice ? throw new Exception() : []);
//      ^^^^^ IL2026
        Types(types: list is { Count: 0 } ? [] : list.Select(each => each).ToArray());
//      ^^^^^ IL2026
        List(count: 2, list: choice ? new() : list);
//      ^^^^ IL2026
        List(choice ? new() : new());
//      ^^^^ IL2026
        List(number switch { 1 => new(), 2 => [], _ => default });
//      ^^^^ IL2026
        List(list ?? []);
//      ^^^^ IL2026
        Span(choice ? [] : types);
//      ^^^^ IL2026
        Span(span: choice ? default : types);
//      ^^^^ IL2026
        Function(function: choice ? x => x : y => y + 1);
//      ^^^^^^^^ IL2026
        Function(number switch { 1 => x => x, _ => int.Abs });
//      ^^^^^^^^ IL2026
        Measures(number switch { 0 => int.Parse, _ => text => 0 });
//      ^^^^^^^^ IL2026
        Date(choice ? default : new());
//      ^^^^ IL2026
        Date(date: choice ? new(1) : DateTime.Now);
//      ^^^^ IL2026
        Number(number: choice ? 1 : null);
//      ^^^^^^ IL2026
        Number(number: number switch { 1 => null, 2 => default, _ => 3 });
//      ^^^^^^ IL2026
        Generic(array: choice ? [] : [typeof(int)], others: choice ? [] : list);
//      ^^^^^^^ IL2026
        Byte(number switch { 1 => 1, _ => 2 });
//      ^^^^ IL2026
        Enumerate(number switch { 1 => null, 2 => list, _ => types });
//      ^^^^^^^^^ IL2026
        Enumerate(choice ? (number switch { 1 => [], _ => default }) : types);
//      ^^^^^^^^^ IL2026
        Enumerate(choice ? number > 1 ? [] : list : types);
//      ^^^^^^^^^ IL2026
        Either(choice ? [] : [1]);
//      ^^^^^^ IL2026
        Either(choice ? null : type is null ? [] : [1]);
//      ^^^^^^ IL2026
        Long(number switch { 1 => 1, _ => default });
//      ^^^^ IL2026
        _ = new Branches(types: choice ? [] : types, count: 3);
//          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2026
        Branches made = new(choice ? [] : types);
//                      ^^^^^^^^^^^^^^^^^^^^^^^^ IL2026
        type!.GetMethod("Name", 0, BindingFlags.Public, binder: null, types: choice ? [] : types, modifiers: null);
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2070
    }

    static void Spreads(bool choice, Type[]? types, object value, int number)
    {
        Types([.. choice ? [typeof(int)] : types!]);
//      ^^^^^ IL2026
        Types([typeof(int), .. types ?? []]);
//      ^^^^^ IL2026
        Types([.. value as Type[] ?? [], .. types]);
//      ^^^^^ IL2026
        Types([.. value is Type[] others ? others : []]);
//      ^^^^^ IL2026
        Types([.. number switch { 1 => types, _ => new[] { typeof(int) } }, typeof(string)]);
//      ^^^^^ IL2026
        Types([.. types.Select(each => each), .. from each in types where each.IsClass select each]);
//      ^^^^^ IL2026
        Either(choice ? [.. number > 1 ? [1] : new int[1]] : [2]);
//      ^^^^^^ IL2026
    }
}

class Bodies
{
    class Options { public int Depth { get; set; } }
    class Plain { public Plain Named(string name) => this; }
    class Rich
    {
        public Rich Configure(Options options) => this;
        public Rich Map(Func<int, int> map) => this;
        [RequiresUnreferencedCode("enable")] public Rich Enable(Type[]? first = null, Type[]? second = null) => this;
    }
    static void Make(Action<Plain> configure) { }
    [RequiresUnreferencedCode("rich")] static void Make(Action<Rich> configure) { }

    static void Uses(bool choice, Type[] types)
    {
        Make(builder => { builder.Configure(new() { Depth = 1 }).Enable(second: choice ? [] : types, first: !choice ? [] : types); });
//      ^^^^ IL2026
//                        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2026
        Make(builder => { builder.Configure(new()); });
//      ^^^^ IL2026
        Make(builder => { builder.Enable([typeof(int)]); });
//      ^^^^ IL2026
//                        ^^^^^^^^^^^^^^ IL2026
        Make(builder => builder.Enable(choice ? [typeof(int)] : []));
//      ^^^^ IL2026
//                      ^^^^^^^^^^^^^^ IL2026
        Make(builder => builder.Enable(default, null));
//      ^^^^ IL2026
//                      ^^^^^^^^^^^^^^ IL2026
        Make(builder => builder.Map(number => number + 1));
//      ^^^^ IL2026
        Make(builder => builder.Named("plain"));
    }
}
