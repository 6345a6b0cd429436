// Types on their way through interfaces, overrides and generic callers: one action annotates each chain to its start.
using System.Reflection;

Probe("interface", () => new Registry(new PropertyCounter()).Count(typeof(First)) == 3);
Probe("generic", () => Facade.Count<Second>(new PropertyCounter()) == 2);
Probe("field", () => new Holder(typeof(Third)).Create()?.ToString() == "third");
Probe("return", () => Facade.Text(Facade.Choose) == "fourth");

static void Probe(string name, Func<bool> run)
{
    try { Console.WriteLine($"{name}: {(run() ? "works" : "wrong")}"); }
    catch (Exception error) { Console.WriteLine($"{name}: {error.GetType().Name}"); }
}

interface ICounter { int Count(Type type); }
abstract class Counter : ICounter { public abstract int Count(Type kind); }
class PropertyCounter : Counter { public override int Count(Type type) => type.GetProperties().Length; }
class NoCounter : Counter { public override int Count(Type type) => 0; }

class Registry(ICounter counter)
{
    public int Count(Type type) => counter.Count(type);
}

class Holder
{
    private readonly Type _type;
    public Holder(Type type) => _type = type;
    public object? Create() => Facade.Create(_type);
}

static class Facade
{
    public static int Count<T>(ICounter counter) => new Registry(counter).Count(typeof(T));
    public static Type Choose => typeof(Fourth);
    public static object? Create(Type type) => Activator.CreateInstance(type);
    public static string? Text(Type type) => Create(type)?.ToString();
}

class First { public int A { get; set; } public int B { get; set; } public int C { get; set; } }
class Second { public int D { get; set; } public int E { get; set; } }
class Third { public override string ToString() => "third"; }
class Fourth { public override string ToString() => "fourth"; }
