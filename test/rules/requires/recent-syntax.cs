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

    [RequiresUnreferencedCode("text")] static string Text(string text) => text;

    void Assign(Node? node, int[]? numbers)
    {
        node?.Name = Text("a");
        node?.Next?.Marked = "b";
        node?[0] = 1;
        node?.Next?[numbers?[0] ?? 1] = 2;
        node?.Name += Text("x?[0] = 1");
        node?.Name ??= Text(@"x?.Name = """);
        node?.Changed += () => Text("c");
        node?.Items?[0]?[1] = Text("").Length; // node?.Name = 
        Text($"{node?.Name == ""} x?.Name = 1");
        var conditional = numbers is { } ? [1] : numbers;
        Text(node?.Name == "" ? """x?.Name = 1""" : "");
    }

    delegate bool Parse(string text, out int result);
    delegate void Change(ref int value, in int other);
    static void Take(Parse parse) { }
    [RequiresUnreferencedCode("change")] static void Take(Change change) { }

    void Lambdas()
    {
        Parse parse = (text, out result) => { Text(text); result = 1; return true; };
        Take((text, out result) => int.TryParse(Text(text), out result));
        Take((ref value, in other) => value = other);
        Text("(text, out result) => 1");
    }

    partial class Part { public partial Part(); public partial event Action Happened; }
    partial class Part { public partial Part() { Text("d"); } public partial event Action Happened { add { Text("e"); } remove { } } }

    void After() => Text("f");
}
