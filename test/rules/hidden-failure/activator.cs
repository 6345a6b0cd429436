// Suppressions over a table of types: published with Native AOT and run, it throws MissingMethodException.
using System.Diagnostics.CodeAnalysis;

Console.WriteLine(Plugins.Suppressed("csv") is not null && Plugins.Kept("csv") is not null && Plugins.Annotated(typeof(Csv)) is not null);

static class Plugins
{
    static readonly Dictionary<string, Type> Types = new() { ["csv"] = typeof(Csv) };

    [UnconditionalSuppressMessage("Trimming", "IL2072", Justification = "it is fine")]
    public static object? Suppressed(string name) => Activator.CreateInstance(Types[name]);
//                                                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ AOTL1005

#pragma warning disable IL2072
    public static object? Pragma(string name) => Activator.CreateInstance(Types[name]);
//                                               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ AOTL1005
#pragma warning restore IL2072

    [UnconditionalSuppressMessage("Trimming", "IL2072")]
    [DynamicDependency(DynamicallyAccessedMemberTypes.PublicConstructors, typeof(Csv))]
    public static object? Kept(string name) => Activator.CreateInstance(Types[name]);

    public static object? Annotated([DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)] Type type)
        => Activator.CreateInstance(type);
}

class Csv;
