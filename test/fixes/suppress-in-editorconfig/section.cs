//- .editorconfig
root = true

[*.cs]
indent_style = space

[*.md]
indent_style = tab
//- A.cs
using System.Diagnostics.CodeAnalysis;

class C
{
    [RequiresDynamicCode("makes code")]
    static void Risky() { }
    void Call() => Risky();
}
//- fixed: Suppress IL3050 in all of w, in .editorconfig (publishing still warns)
//- .editorconfig
root = true

[*.cs]
# Say here why this works.
dotnet_diagnostic.IL3050.severity = none
indent_style = space

[*.md]
indent_style = tab
