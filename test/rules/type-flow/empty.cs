using System;

namespace Flow;

public static class Empty
{
    private const string Name = "No.Such, " + Assembly;
    private const string Assembly = "Thing";

    public static object Make()
    {
        Type? definition = Type.GetType(Name, true);
        Type made = definition!.MakeGenericType(Type.GetType("Other")!);
        return Activator.CreateInstance(made)!;
    }
}
