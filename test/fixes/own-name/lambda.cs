//- A.cs
using System;
using System.Reflection;
using System.Threading.Tasks;

class C
{
    Func<string> Name() => () => MethodBase.GetCurrentMethod()!.Name;
    async Task<string> Late() { await Task.Yield(); return MethodBase.GetCurrentMethod()!.Name; }
}
//- unfixed
