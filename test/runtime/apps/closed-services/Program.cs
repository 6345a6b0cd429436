// Services that are registered open and asked for over value types: in a constructor, of a provider, by a key.
var services = new ServiceCollection();
services.AddSingleton(typeof(IStore<>), typeof(Store<>));
services
    .AddScoped(typeof(Cache<>))
    .AddKeyedTransient(typeof(IStore<>), "archive", typeof(Archive<>));
services.AddScoped<Orders>();
await using var provider = services.BuildServiceProvider();

Probe("text", () => provider.GetRequiredService<IStore<string>>());
Probe("identifier", () => provider.GetRequiredService<IStore<Guid>>());
Probe("constructor", () => provider.GetRequiredService<Orders>());
Probe("own-type", () => provider.GetRequiredService<Cache<Amount>>());

static void Probe(string name, Func<object> run)
{
    try { Console.WriteLine($"{name}: {(run() is null ? "nothing" : "works")}"); }
    catch (Exception error) { Console.WriteLine($"{name}: {error.GetType().Name}"); }
}

public interface IStore<T>;
public class Store<T> : IStore<T>;
public class Archive<T> : IStore<T>;
public class Cache<T>;
public record struct Amount(int Value);
public class Orders(IStore<int> numbers)
{
    public IStore<int> Numbers => numbers;
}
