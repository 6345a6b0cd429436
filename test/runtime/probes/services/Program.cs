// Services that the container can't make natively: each line is a probe.
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

var services = new ServiceCollection();
services.AddLogging().AddOptions();
services.AddSingleton(typeof(IRepo<>), typeof(Repo<>));
services.Add(ServiceDescriptor.Singleton(typeof(ICache<>), typeof(Cache<>)));
services.AddKeyedSingleton(typeof(ICache<>), "fast", typeof(Cache<>));
services.AddSingleton<IRepo<bool>, Repo<bool>>();
services.TryAddSingleton<ICache<bool>>(new Cache<bool>());
#if REPAIRED
services.AddSingleton<IEnumerable<IRepo<bool>>>(provider => [provider.GetRequiredService<IRepo<bool>>()]);
services.AddSingleton<ICache<long>, Cache<long>>();
services.AddSingleton<ICache<byte>, Cache<byte>>();
services.AddKeyedSingleton<ICache<int>, Cache<int>>("fast");
services.AddSingleton<IEnumerable<Token>>(_ => [new Token(1)]);
services.AddSingleton<IRepo<Guid>, Repo<Guid>>();
services.AddSingleton<IRepo<(int, string)>, Repo<(int, string)>>();
services.AddSingleton<IRepo<DayOfWeek>, Repo<DayOfWeek>>();
services.AddSingleton<IRepo<DateTime>, Repo<DateTime>>();
services.AddSingleton<IRepo<int>, Repo<int>>();
services.AddSingleton<ILogger<Token>>(provider => provider.GetRequiredService<ILoggerFactory>().CreateLogger<Token>());
services.AddSingleton<IRepo<char>, Repo<char>>();
services.AddSingleton<IRepo<decimal>, Repo<decimal>>();
services.AddSingleton<IEnumerable<int>>(_ => [1]);
services.AddSingleton<IRepo<short>, Repo<short>>();
services.AddSingleton<IEnumerable<IRepo<short>>>(provider => [provider.GetRequiredService<IRepo<short>>()]);
#endif
services.AddSingleton<StructLogger>();
services.AddSingleton<FactoryMade>(provider => new FactoryMade(provider.GetRequiredService<IRepo<DateTime>>())); // factory-lambda
services.AddSingleton(typeof(ByType));
services.AddSingleton<TwoConstructors>();
services.AddSingleton<OptionalSet>();
services.AddSingleton<Decorated>();
services.AddSingleton<IHostedService, Worker>();
services.AddScoped<ReferenceOnly>();
await using var provider = services.BuildServiceProvider();

Probe("closed-beside-open", () => provider.GetRequiredService<IRepo<bool>>());
Probe("enumerable-of-closed", () => provider.GetServices<IRepo<bool>>());
Probe("try-add-closed", () => provider.GetRequiredService<ICache<bool>>());
Probe("descriptor-open", () => provider.GetRequiredService<ICache<long>>());
Probe("keyed-open", () => provider.GetRequiredKeyedService<ICache<int>>("fast"));
Probe("keyed-reference", () => provider.GetRequiredKeyedService<ICache<string>>("fast"));
Probe("struct-enumerable", () => provider.GetServices<Token>());
Probe("enumerable-service", () => provider.GetRequiredService<IEnumerable<Token>>());
Probe("by-typeof", () => provider.GetService(typeof(IRepo<Guid>)));
Probe("tuple-argument", () => provider.GetRequiredService<IRepo<(int, string)>>());
Probe("enum-argument", () => provider.GetRequiredService<IRepo<DayOfWeek>>());
Probe("list-argument", () => provider.GetRequiredService<IRepo<List<int>>>());
Probe("array-argument", () => provider.GetRequiredService<IRepo<int[]>>());
Probe("factory-lambda", () => provider.GetRequiredService<FactoryMade>());
Probe("constructed", () => ActivatorUtilities.CreateInstance<Uses>(provider));
Probe("constructed-with-argument", () => ActivatorUtilities.CreateInstance<Uses>(provider, new Repo<int>()));
Probe("create-logger", () => provider.GetRequiredService<ILoggerFactory>().CreateLogger<Token>());
Probe("options-of-list", () => provider.GetRequiredService<IOptions<List<int>>>());
Probe("reference-only", () => provider.CreateScope().ServiceProvider.GetRequiredService<ReferenceOnly>());
Probe("struct-logger", () => provider.GetRequiredService<StructLogger>());
Probe("by-type", () => provider.GetRequiredService<ByType>());
Probe("two-constructors", () => provider.GetRequiredService<TwoConstructors>());
Probe("optional-set", () => provider.GetRequiredService<OptionalSet>());
Probe("decorated", () => provider.GetRequiredService<Decorated>());
Probe("hosted", () => provider.GetServices<IHostedService>().Count());
Probe("new-constraint", () => Separate(services => services.AddSingleton(typeof(IMade<>), typeof(Made<>))));
Probe("same-constraint", () => Separate(services => services.AddSingleton(typeof(IMade2<>), typeof(Made2<>))));
Probe("not-registered", () => provider.GetService<IMissing<int>>());

static object Separate(Action<IServiceCollection> register)
{
    var services = new ServiceCollection();
    register(services);
    return services.BuildServiceProvider();
}

static void Probe(string name, Func<object?> ask)
{
    try { ask(); Console.WriteLine($"{name}: works"); }
    catch (Exception error) { Console.WriteLine($"{name}: {error.GetType().Name}"); }
}

public readonly record struct Token(int Id);
public interface IRepo<T>;
public class Repo<T> : IRepo<T>;
public interface ICache<T>;
public class Cache<T> : ICache<T>;
public interface IMissing<T>;
#if REPAIRED
public interface IMade<T> where T : new();
#else
public interface IMade<T>;
#endif
public class Made<T> : IMade<T> where T : new();
public interface IMade2<T> where T : new();
public class Made2<T> : IMade2<T> where T : new();
public class StructLogger(ILogger<Token> logger) { public ILogger Logger => logger; } // struct-logger
public class FactoryMade(IRepo<DateTime> repo) { public object Repo => repo; }
public class ByType { public ByType(IRepo<char> repo) => Repo = repo; public object Repo { get; } } // by-type
public class TwoConstructors { public TwoConstructors() { } public TwoConstructors(IRepo<decimal> repo) => Repo = repo; public object? Repo { get; } } // two-constructors
public class OptionalSet(IEnumerable<int>? numbers = null) { public object? Numbers => numbers; } // optional-set
public class Decorated(IRepo<string> plain, IEnumerable<IRepo<short>> all) { public object Plain => plain; public object All => all; } // decorated
public class Uses(IRepo<int> repo) { public object Repo => repo; } // constructed
public class ReferenceOnly(IRepo<string> repo, ILogger<ReferenceOnly> logger, IEnumerable<IRepo<string>> all) { public object All => (repo, logger, all); }
public class Worker(ICache<byte> cache) : IHostedService // hosted
{
    public object Cache => cache;
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
