//- A.cs
using System;
using System.Diagnostics.CodeAnalysis;

class C
{
    [RequiresDynamicCode("makes code")]
    static void Risky() { }
    void Call() => Risky();
}
//- fixed: Suppress IL3050 in 'Call'
//- A.cs
using System;
using System.Diagnostics.CodeAnalysis;

class C
{
    [RequiresDynamicCode("makes code")]
    static void Risky() { }
    [UnconditionalSuppressMessage("AOT", "IL3050", Justification = "Say here why this works.")]
    void Call() => Risky();
}
