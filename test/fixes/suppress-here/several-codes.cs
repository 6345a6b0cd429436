//- A.cs
using System;
using System.Diagnostics.CodeAnalysis;

class C
{
    [RequiresUnreferencedCode("looks types up"), RequiresDynamicCode("makes code")]
    static void Risky() { }
    void Call() => Risky();
}
//- fixed: Suppress IL2026 and IL3050 here (publishing still warns)
//- A.cs
using System;
using System.Diagnostics.CodeAnalysis;

class C
{
    [RequiresUnreferencedCode("looks types up"), RequiresDynamicCode("makes code")]
    static void Risky() { }
#pragma warning disable IL2026, IL3050 // Say here why this works.
    void Call() => Risky();
#pragma warning restore IL2026, IL3050
}
