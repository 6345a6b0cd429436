//- A.cs
class C
{
#pragma warning disable IL2026 // it was once
    public void Alone() { }
#pragma warning restore IL2026

#pragma warning disable CS0618, IL2026, IL3050 // all three
    public void Three() { }
#pragma warning restore CS0618
#pragma warning restore IL2026, IL3050

#if NET8_0_OR_GREATER
#pragma warning disable IL2026
#endif
    public void Conditional() { }
#if NET8_0_OR_GREATER
#pragma warning restore IL2026
#endif

#pragma warning disable IL2026
    public void ToTheEnd() { }
}
//- fixed: Remove the unused suppression
//- A.cs
class C
{
    public void Alone() { }

#pragma warning disable CS0618 // all three
    public void Three() { }
#pragma warning restore CS0618

    public void Conditional() { }

    public void ToTheEnd() { }
}
