// Reflection on types that flow through parameters, fields and type parameters: members are trimmed until they are annotated.
using System.Reflection;

Probe("parameter", () => Reflect.Count(typeof(First)) == 3);
Probe("type-parameter", () => Reflect.CountOf<Second>() == 2);
Probe("field", () => new Holder(typeof(Third)).Count() == 2);
Probe("return", () => Reflect.Choose().GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly).Length == 2);
Probe("create", () => Reflect.Create(typeof(Fifth))?.ToString() == "fifth");

static void Probe(string name, Func<bool> run)
{
    try { Console.WriteLine($"{name}: {(run() ? "works" : "wrong")}"); }
    catch (Exception error) { Console.WriteLine($"{name}: {error.GetType().Name}"); }
}

static class Reflect
{
    public static int Count(Type type) => type.GetProperties().Length;
    public static int CountOf<T>() => typeof(T).GetFields().Length;
    public static Type Choose() => typeof(Fourth);
    public static object? Create(Type type) => Activator.CreateInstance(type);
}

class Holder(Type type)
{
    private readonly Type _type = type;
    public int Count() => _type.GetProperties().Length;
}

class First { public int A { get; set; } public int B { get; set; } public int C { get; set; } }
class Second { public int X = 1; public int Y = 2; }
class Third { public int D { get; set; } public int E { get; set; } }
class Fourth { public void F() { } public void G() { } }
class Fifth { public override string ToString() => "fifth"; }
