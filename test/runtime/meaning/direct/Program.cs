// What is said by a Type before its fix and directly after it: values, types at run time, and what is thrown.
using System.Reflection;
using System.Runtime.InteropServices;

Say("enum-values", () => string.Join(",", Enum.GetValues(typeof(Color)).Cast<Color>()) + Enum.GetValues(typeof(Color)).GetType());
Say("enum-loop", () => { var all = ""; foreach (Color each in Enum.GetValues(typeof(Color))) all += each; return all; });
Say("size", () => Marshal.SizeOf(typeof(Pair)).ToString());
Say("offset", () => Marshal.OffsetOf(typeof(Pair), "Right").ToString());
Say("structure", () =>
{
    var memory = Marshal.AllocHGlobal(16);
    Marshal.StructureToPtr(new Pair { Left = 1, Right = 2 }, memory, false);
    var read = (Pair)Marshal.PtrToStructure(memory, typeof(Pair))!;
    Marshal.FreeHGlobal(memory);
    return $"{read.Left} {read.Right}";
});
Say("array", () => Array.CreateInstance(typeof(Pair), 3) is Pair[] { Length: 3 } made ? made.GetType().ToString() : "no");
Say("array-negative", () => Array.CreateInstance(typeof(int), int.Parse("-1")).ToString()!);
Say("generic-type", () => typeof(Dictionary<,>).MakeGenericType(typeof(string), typeof(int)).ToString());
Say("array-type", () => typeof(Pair).MakeArrayType().ToString());
Say("own-name", Own.Name);
Say("own-type", Own.Declaring);

static void Say(string name, Func<string> run)
{
    try { Console.WriteLine($"{name}: {run()}"); }
    catch (Exception error) { Console.WriteLine($"{name}: {error.GetType().Name}"); }
}

public enum Color { Red = 3, Green = 1, Blue = 1, None = -1 }

[StructLayout(LayoutKind.Sequential)]
public struct Pair { public int Left; public long Right; }

static class Own
{
    public static string Name() => MethodBase.GetCurrentMethod()!.Name;
    public static string Declaring() => MethodBase.GetCurrentMethod()!.DeclaringType!.FullName!;
}
