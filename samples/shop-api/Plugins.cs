using System.Reflection;

namespace ShopApi;

public interface IPlugin
{
    void Run(Catalog catalog);
}

public static class Plugins
{
    public static IPlugin? Load(string file, string typeName)
    {
        var assembly = Assembly.LoadFrom(file);
        return assembly.GetType(typeName) is { } type ? (IPlugin?)Activator.CreateInstance(type) : null;
    }

    public static IPlugin? Find(string typeName)
    {
        var type = Type.GetType(typeName);
        return type is null ? null : (IPlugin?)Activator.CreateInstance(type);
    }

    public static IEnumerable<string> Describe(Type type)
    {
        foreach (var property in type.GetProperties()) yield return property.Name;
    }
}
