//- A.cs
using System;
using System.Diagnostics.CodeAnalysis;

class C
{
    [RequiresDynamicCode("makes code")]
    static int Risky(string text) => text.Length;
    void Call()
    {
        Console.WriteLine(Risky(
            "a"));
    }
#if NET8_0_OR_GREATER
    int Field = Risky("b");
#endif
}
//- fixed: Suppress IL3050 here (publishing still warns)
//- A.cs
using System;
using System.Diagnostics.CodeAnalysis;

class C
{
    [RequiresDynamicCode("makes code")]
    static int Risky(string text) => text.Length;
    void Call()
    {
#pragma warning disable IL3050 // Say here why this works.
        Console.WriteLine(Risky(
            "a"));
#pragma warning restore IL3050
    }
#if NET8_0_OR_GREATER
#pragma warning disable IL3050 // Say here why this works.
    int Field = Risky("b");
#pragma warning restore IL3050
#endif
}
