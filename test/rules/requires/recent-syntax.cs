// Syntax of C# 14 that the grammar does not know, one beside the other.
using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;

namespace RecentSyntax;

class Node
{
    public Node? Next;
    public string? Name { get; set; }
    public string? Marked { get => ""; [RequiresUnreferencedCode("set")] set { } }
    public int this[int index] { get => 0; [RequiresUnreferencedCode("index")] set { } }
    public event Action? Changed;
    public List<int[]>? Items;
    public string Field { get => field ?? Text("?.Name = "); set => field = value; } = "";
//                                        ^^^^ IL2026

    [RequiresUnreferencedCode("text")] static string Text(string text) => text;

    void Assign(Node? node, int[]? numbers)
    {
        node?.Name = Text("a");
//                   ^^^^ IL2026
        node?.Next?.Marked = "b";
//                 ^^^^^^^^^^^^^ IL2026
        node?[0] = 1;
//           ^^^^^^^ IL2026
        node?.Next?[numbers?[0] ?? 1] = 2;
//                 ^^^^^^^^^^^^^^^^^^^^^^ IL2026
        node?.Name += Text("x?[0] = 1");
//                    ^^^^ IL2026
        node?.Name ??= Text(@"x?.Name = """);
//                     ^^^^ IL2026
        node?.Changed += () => Text("c");
//                             ^^^^ IL2026
        node?.Items?[0]?[1] = Text("").Length; // node?.Name = 
//                            ^^^^ IL2026
        Text($"{node?.Name == ""} x?.Name = 1");
//      ^^^^ IL2026
        var conditional = numbers is { } ? [1] : numbers;
        Text(node?.Name == "" ? """x?.Name = 1""" : "");
//      ^^^^ IL2026
    }

    delegate bool Parse(string text, out int result);
    delegate void Change(ref int value, in int other);
    static void Take(Parse parse) { }
    [RequiresUnreferencedCode("change")] static void Take(Change change) { }

    void Lambdas()
    {
        Parse parse = (text, out result) => { Text(text); result = 1; return true; };
//                                            ^^^^ IL2026
        Take((text, out result) => int.TryParse(Text(text), out result));
//                                              ^^^^ IL2026
        Take((ref value, in other) => value = other);
//      ^^^^ IL2026
        Text("(text, out result) => 1");
//      ^^^^ IL2026
    }

    partial class Part { public partial Part(); public partial event Action Happened; }
    partial class Part { public partial Part() { Text("d"); } public partial event Action Happened { add { Text("e"); } remove { } } }
//                                               ^^^^ IL2026
//                                                                                                         ^^^^ IL2026

    void After() => Text("f");
//                  ^^^^ IL2026
}
