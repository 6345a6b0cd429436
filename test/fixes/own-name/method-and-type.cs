//- A.cs
using System;
using System.Reflection;

class C
{
    static readonly Type Own = MethodBase.GetCurrentMethod()!.DeclaringType!;
    string Name() => MethodBase.GetCurrentMethod()!.Name;
}
//- fixed: Write typeof(C)
//- A.cs
using System;
using System.Reflection;

class C
{
    static readonly Type Own = typeof(C);
    string Name() => nameof(Name);
}
