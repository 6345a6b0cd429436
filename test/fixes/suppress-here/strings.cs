//- A.cs
using System.Diagnostics.CodeAnalysis;

class C
{
    [RequiresDynamicCode("makes code")]
    static int Risky() => 1;
    // A line of a text is no place for a directive.
    string Call() => $"""
        {Risky()}
        """;
    string Other() => Text(@"
", Risky());
    string Text(string text, int value) => text + value;
}
//- unfixed
