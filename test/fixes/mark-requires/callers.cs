//- A.cs
using System.Diagnostics.CodeAnalysis;

class C
{
    [RequiresDynamicCode("makes code")]
    public static void Risky() { }
}

class D
{
    static void Low() => C.Risky();
    // All of them, although none of them was told at first.
    void One() => Low();
    void Two() => Low();
    void Three() { Low(); Low(); }
}
//- fixed: Mark 'Low' with [RequiresDynamicCode]
//- A.cs
using System.Diagnostics.CodeAnalysis;

class C
{
    [RequiresDynamicCode("makes code")]
    public static void Risky() { }
}

class D
{
    [RequiresDynamicCode("Calls C.Risky.")]
    static void Low() => C.Risky();
    // All of them, although none of them was told at first.
    [RequiresDynamicCode("Calls D.Low.")]
    void One() => Low();
    [RequiresDynamicCode("Calls D.Low.")]
    void Two() => Low();
    [RequiresDynamicCode("Calls D.Low.")]
    void Three() { Low(); Low(); }
}
