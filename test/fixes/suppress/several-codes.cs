//- A.cs
using System;
using System.Diagnostics.CodeAnalysis;

class C
{
    [RequiresUnreferencedCode("looks types up"), RequiresDynamicCode("makes code")]
    static int Risky() => 1;
    // One code is suppressed already: the other one is left.
    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "All types are kept.")]
    int Half() => Risky();
    int Whole { get { return Risky(); } }
}
//- fixed: Suppress IL3050 in 'Half'
//- A.cs
using System;
using System.Diagnostics.CodeAnalysis;

class C
{
    [RequiresUnreferencedCode("looks types up"), RequiresDynamicCode("makes code")]
    static int Risky() => 1;
    // One code is suppressed already: the other one is left.
    [UnconditionalSuppressMessage("AOT", "IL3050", Justification = "Say here why this works.")]
    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "All types are kept.")]
    int Half() => Risky();
    int Whole { [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "Say here why this works.")] [UnconditionalSuppressMessage("AOT", "IL3050", Justification = "Say here why this works.")] get { return Risky(); } }
}
