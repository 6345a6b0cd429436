//- A.cs
using System.Diagnostics.CodeAnalysis;

class C
{
    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "it was once")] // looked at
    [UnconditionalSuppressMessage("AOT", "IL3050")]
    public void Alone() { }

    [Marked, UnconditionalSuppressMessage("Trimming", "IL2026")]
    public void Second() { }

    [UnconditionalSuppressMessage("Trimming", "IL2026"), Marked]
    public void First() { }

    [UnconditionalSuppressMessage("Trimming", "IL2026")] public void Beside() { }

#if NET8_0_OR_GREATER
    [UnconditionalSuppressMessage("Trimming", "IL2026")]
#endif
    public void Conditional() { }
}

class MarkedAttribute : System.Attribute;
//- fixed: Remove the unused suppression
//- A.cs
using System.Diagnostics.CodeAnalysis;

class C
{
    public void Alone() { }

    [Marked]
    public void Second() { }

    [Marked]
    public void First() { }

    public void Beside() { }

    public void Conditional() { }
}

class MarkedAttribute : System.Attribute;
